"""Telegram's street for benchmarks: counts what comes, asks questions, and costs little itself.

Strict where it matters here: a message beyond ``per_second`` in any second is answered 429. It does
not look into texts, as the tests' emulator does, so that a thousand a second are no burden.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

TOKEN = "7000000002:counts-and-forgets"
PEOPLE = 9_000_000
"""Who asks questions; readers have smaller numbers."""
_OURSELVES = {"id": 7000000002, "is_bot": True, "first_name": "Bot", "username": "measured_bot"}
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_METHOD = re.compile(rb"\w+ /bot[^/ ]+/(\w+)")
# In a form, in JSON and in a multipart body.
_CHAT = re.compile(rb'chat_id(?:=|": *"?|"\r\n\r\n)(-?\d+)')
_SHOWN = (b"sendMessage", b"editMessageText")
_YES = json.dumps(True).encode()


@dataclass(slots=True)
class Counts:
    """What a run came to. Times are monotonic seconds at the server."""

    arrived: list[float] = field(default_factory=list)
    """Each message to a reader that was taken."""
    floods: int = 0
    most: int = 0
    """In any second, replies included."""
    replies: list[float] = field(default_factory=list)
    """Seconds from the update to its answer."""


class Street:
    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._lately: deque[float] = deque()
        self._updates: list[dict[str, Any]] = []
        self._asked: dict[int, float] = {}
        self._number = 0
        self._waiting: list[asyncio.Future[None]] = []
        self.counts = Counts()

    def ask(self, user: int, words: str) -> None:
        """A person writes to the bot."""
        self._number += 1
        chat = {"id": user, "type": "private", "first_name": "P"}
        entity = {"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}
        self._updates.append(
            {
                "update_id": self._number,
                "message": {
                    "message_id": self._number,
                    "date": int(time.time()),
                    "chat": chat,
                    "from": {"id": user, "is_bot": False, "first_name": "P"},
                    "text": words,
                    "entities": [entity],
                },
            }
        )
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._asked[user] = time.monotonic()

    async def updates(self, body: bytes) -> bytes:
        offset = re.search(rb"offset=(\d+)", body)
        if offset is not None:
            self._updates = [u for u in self._updates if u["update_id"] >= int(offset[1])]
        if not self._updates:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            await asyncio.wait([waiting], timeout=2.0)
            self._waiting.remove(waiting)
        return json.dumps(self._updates).encode()

    def take(self, method: bytes, body: bytes) -> tuple[int, bytes]:
        """The answer's status and body."""
        if method == b"getMe":
            return 200, json.dumps(_OURSELVES).encode()
        found = _CHAT.search(body) if method in _SHOWN else None
        if found is None:
            return 200, _YES
        now, chat = time.monotonic(), int(found[1])
        while self._lately and self._lately[0] <= now - 1.0:
            self._lately.popleft()
        if len(self._lately) >= self._per_second:
            self.counts.floods += 1
            return 429, b""
        self._lately.append(now)
        self.counts.most = max(self.counts.most, len(self._lately))
        if chat < PEOPLE:
            self.counts.arrived.append(now)
        elif (asked := self._asked.pop(chat, None)) is not None:
            self.counts.replies.append(now - asked)
        return 200, b'{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"}}' % chat


class _Line(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, street: Street) -> None:
        self._street = street
        self._read = b""
        self._polls: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < whole:
                return
            body, self._read = self._read[end + 4 : whole], self._read[whole:]
            method = _METHOD.match(head)
            assert method is not None
            if method[1] == b"getUpdates":
                poll = asyncio.get_running_loop().create_task(self._poll(body))
                self._polls.add(poll)
                poll.add_done_callback(self._polls.discard)
            else:
                self._answer(*self._street.take(method[1], body))

    async def _poll(self, body: bytes) -> None:
        self._answer(200, await self._street.updates(body))

    def _answer(self, status: int, result: bytes) -> None:
        body = b'{"ok":true,"result":%b}' % result
        if status == 429:
            body = (
                b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
                b'"parameters":{"retry_after":1}}'
            )
        self._transport.write(
            b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (status, len(body), body)
        )


def serve(commands: Connection, per_second: float) -> None:
    """Serve until told "stop". First sends the base URL; then answers each command.

    ("ask", user, words), ("counts",) with a `Counts`, ("progress",) with a number, ("stop",).
    """
    asyncio.run(_serve(commands, per_second))


async def _serve(commands: Connection, per_second: float) -> None:
    street = Street(per_second)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(street), "127.0.0.1", 0, backlog=1024)
    host, port = server.sockets[0].getsockname()[:2]
    commands.send(f"http://{host}:{port}/bot")
    while (command := await asyncio.to_thread(commands.recv))[0] != "stop":
        if command[0] == "ask":
            street.ask(*command[1:])
        elif command[0] == "progress":
            commands.send(len(street.counts.arrived))
        else:
            commands.send(street.counts)
    server.close()
