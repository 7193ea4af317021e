"""Updates on their way through the handlers: in order, all at once, and none twice."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from telegram import Update

log = logging.getLogger(__name__)

TIME_LIMIT = 45.0
"""Seconds a handler may take. What takes longer is ended and counts as handled."""
REMEMBERED = 4096

_STOPS = re.compile(r"/stop\b|/broadcasts(?:@\w+)? +(?:stop|pause)\b|b:(?:stop|pause):")

Handle = Callable[[Update], Awaitable[None]]
Turn = Callable[[Update], AbstractAsyncContextManager[bool]]
"""Waits for an update's turn among all processes; False: it was handled elsewhere."""


@asynccontextmanager
async def _always(_update: Update) -> AsyncIterator[bool]:
    yield True


class Ledger:
    """Which updates are under way and which are handled. Pure."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._handled: set[int] = set()
        self._last = -1

    def take(self, update_id: int) -> bool:
        """Begin this update. False: it is under way or handled already."""
        if update_id in self._open or update_id in self._handled:
            return False
        self._open.add(update_id)
        self._last = max(self._last, update_id)
        return True

    def close(self, update_id: int) -> None:
        """The update is handled."""
        self._open.discard(update_id)
        self._handled.add(update_id)
        offset = self.offset
        if len(self._handled) > REMEMBERED:
            self._handled = {one for one in self._handled if offset is None or one >= offset}

    @property
    def offset(self) -> int | None:
        """What may be confirmed: every update below it is handled. None before the first."""
        if self._open:
            return min(self._open)
        return self._last + 1 if self._last >= 0 else None


class Dispatcher:
    """Hands updates to the handlers: in order within a chat, several chats at once."""

    def __init__(
        self,
        handle: Handle,
        *,
        at_once: int = 64,
        time_limit: float = TIME_LIMIT,
        turn: Turn | None = None,
    ) -> None:
        self._turn = turn or _always
        self._handle = handle
        self._time_limit = time_limit
        self._places = asyncio.Semaphore(at_once)
        self._lines: dict[Hashable, deque[tuple[Update, asyncio.Future[None]]]] = {}
        self._workers: set[asyncio.Task[None]] = set()

    def dispatch(self, update: Update) -> asyncio.Future[None]:
        """Queue an update behind its chat's earlier ones; the future ends when it is handled."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        its_line = line(update)
        if its_line in self._lines:
            self._lines[its_line].append((update, done))
        else:
            self._lines[its_line] = deque([(update, done)])
            worker = asyncio.create_task(self._work(its_line))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        return done

    async def finish(self, seconds: float) -> None:
        """Give those under way this long to end; what is left then was not handled."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        workers = tuple(self._workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        for queue in self._lines.values():
            for _, done in queue:
                done.cancel()
        self._lines.clear()

    async def _work(self, its_line: Hashable) -> None:
        queue = self._lines[its_line]
        while queue:
            update, done = queue[0]
            async with self._turn(update) as mine:
                if mine:
                    async with self._places:
                        await self._one(update)
            queue.popleft()
            if not done.done():
                done.set_result(None)
        del self._lines[its_line]

    async def _one(self, update: Update) -> None:
        try:
            async with asyncio.timeout(self._time_limit):
                (fault,) = await asyncio.gather(self._handle(update), return_exceptions=True)
        except TimeoutError:
            log.error("an update took over %g seconds and was ended", self._time_limit)
        else:
            # Whatever a handler did, its chat's next update must be heard.
            if isinstance(fault, Exception):
                log.error("an update met a fault of the bot: %s", type(fault).__name__)


def line(update: Update) -> tuple[str, int]:
    """Who must be answered in order: a chat, or a person where there is no chat.

    What stops a broadcast waits behind nothing: an answer before it may still wait for its turn.
    """
    words = update.effective_message.text if update.message and update.effective_message else None
    data = update.callback_query.data if update.callback_query else None
    if _STOPS.match(words or "") or _STOPS.match(data or ""):
        return ("update", update.update_id)
    if update.effective_chat is not None:
        return ("chat", update.effective_chat.id)
    if update.effective_user is not None:
        return ("user", update.effective_user.id)
    return ("update", update.update_id)
