"""One live message to a broadcast's author: how far it has come, then the final report.

Whatever runs is found in the rows, so that a restart in the middle only means a new message.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.delivery.door import Delivered
from bot.render import Message
from bot.replicas.standing import Alone, Standing
from bot.services import Services
from bot.views.broadcasts import Pace, progress
from bot.voices import voice_for
from storage.broadcast_rows import LIVE, Broadcast, Progress

SECONDS = 2.5
"""Between two looks."""
APART = 1.1
"""Seconds between two edits at least, however late the first was: Telegram takes about one message
a second in a chat."""


@dataclass(frozen=True, slots=True)
class _Shown:
    message: Message
    message_id: int | None
    """None: the author cannot be reached."""
    at: float
    """In monotonic seconds."""


class LiveProgress:
    def __init__(self, services: Services, standing: Standing | None = None) -> None:
        self._services = services
        self._standing = standing or Alone()
        self._term = self._standing.term
        self._since = services.clock.now()
        self._shown: dict[int, _Shown] = {}
        self._reported: set[int] = set()
        self._counted: dict[int, tuple[float, int]] = {}
        """When each was last looked at, in monotonic seconds, and how many were sent then."""

    async def tick(self) -> None:
        """Bring every author's message up to date; run every `SECONDS`."""
        if self._term != self._standing.term:
            # Meanwhile others told it: what was over by now is theirs.
            self._term, self._since = self._standing.term, self._services.clock.now()
            self._shown.clear()
            self._reported.clear()
            self._counted.clear()
        for broadcast, counts in await self._services.broadcasts.active(
            self._since, self._reported
        ):
            before = self._shown.get(broadcast.id)
            if before is not None and self._services.clock.monotonic() < before.at + APART:
                continue
            await self._show(broadcast, counts, before)
            if broadcast.state not in LIVE:
                self._reported.add(broadcast.id)
                self._shown.pop(broadcast.id, None)
                self._counted.pop(broadcast.id, None)

    async def _show(self, broadcast: Broadcast, counts: Progress, before: _Shown | None) -> None:
        say, _ = await voice_for(self._services, broadcast.author)
        pace = self._pace(broadcast, counts)
        message = progress(broadcast, counts, self._services.registry, say, pace=pace)
        chat_id = self._services.seal.open(broadcast.author)
        if before is None:
            outcome = await self._services.door.send(chat_id, message)
            message_id = outcome.message_id if isinstance(outcome, Delivered) else None
        else:
            message_id = before.message_id
            if message_id is not None and message != before.message:
                await self._services.door.edit(chat_id, message_id, message)
        at = self._services.clock.monotonic()
        self._shown[broadcast.id] = _Shown(message, message_id, at)

    def _pace(self, broadcast: Broadcast, counts: Progress) -> Pace | None:
        """How fast it went since the last look, and what that means for the rest."""
        now = self._services.clock.monotonic()
        before = self._counted.get(broadcast.id)
        self._counted[broadcast.id] = (now, counts.sent)
        if before is None or now <= before[0] or not counts.complete:
            return None
        rate = (counts.sent - before[1]) / (now - before[0])
        if rate <= 0:
            return None
        return Pace(rate, round((counts.due - counts.later) / rate / 60))
