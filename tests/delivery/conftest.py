"""A Telegram that answers what a test tells it to: for what the emulator would never say."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import telegram
from aiohttp import web

from bot.delivery.transport import AiohttpRequest
from tests.fixtures.serving import serving

TOKEN = "123456:a-secret-that-must-not-show"


@dataclass
class Call:
    method: str
    data: dict[str, Any]


@dataclass
class ScriptedTelegram:
    """Gives the scripted answers in their order, and a plain yes when none is left."""

    url: str = ""
    answers: deque[tuple[int, Any]] = field(default_factory=deque)
    """(HTTP status, JSON or bytes); status 0 cuts the connection, -1 never answers."""
    calls: list[Call] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)

    def fail(self, status: int, description: str, **parameters: Any) -> None:
        body = {"ok": False, "error_code": status, "description": description}
        self.answers.append((status, body | ({"parameters": parameters} if parameters else {})))

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.connections.add(request.transport)
        posted = await request.post()
        data = {
            name: value.file.read() if isinstance(value, web.FileField) else value
            for name, value in posted.items()
        }
        self.calls.append(Call(request.path.rsplit("/", 1)[1], data))
        status, body = self.answers.popleft() if self.answers else (200, self._yes(request))
        if status == 0:
            assert request.transport is not None
            request.transport.abort()
        if status == -1:
            await asyncio.sleep(10)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return web.Response(status=max(status, 200), body=raw, content_type="application/json")

    def _yes(self, request: web.BaseRequest) -> dict[str, Any]:
        result: Any = True
        if request.path.endswith("/sendMessage") or request.path.endswith("/editMessageText"):
            result = {
                "message_id": len(self.calls),
                "date": 0,
                "chat": {"id": 1, "type": "private"},
            }
        if request.path.endswith("/getMe"):
            result = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "a_bot"}
        return {"ok": True, "result": result}


@pytest.fixture
async def scripted() -> AsyncIterator[ScriptedTelegram]:
    town = ScriptedTelegram()
    async with serving(town.handle) as port:
        town.url = f"http://127.0.0.1:{port}/bot"
        yield town


@pytest.fixture
async def bot(scripted: ScriptedTelegram) -> AsyncIterator[telegram.Bot]:
    request = AiohttpRequest(read_timeout=0.3)
    async with request:
        yield telegram.Bot(TOKEN, scripted.url, request=request, get_updates_request=request)
