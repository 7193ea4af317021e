"""The page and what it asks for: the state once, then every change as Server-Sent Events."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.preview.demo_feeds import DemoFeeds
from bot.preview.emulator import Emulator
from bot.preview.emulator.about import commands_for
from bot.preview.emulator.world import Kept
from bot.preview.personas import PERSONAS

Json = dict[str, Any]
_FILES = Path(__file__).parent / "page"
_TYPES = {
    "page.css": "text/css",
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(
        ("page.js", "common.js", "messages.js", "writing.js", "feeds.js"), "text/javascript"
    ),
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
HEARTBEAT_SECONDS = 15.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site's page sends to this machine, and names that merely lead here."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    if host not in _LOCAL_HOSTS or (origin and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden(text="The preview answers its own page only.")
    return await handler(request)


class ChatPage:
    """Serves the page for one emulator and its demo feeds."""

    def __init__(self, emulator: Emulator, feeds: DemoFeeds) -> None:
        self._emulator = emulator
        self._feeds = feeds
        self._streams: set[asyncio.Queue[Json | None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", _serving("index.html", "text/html")),
            *(web.get(f"/{name}", _serving(name, kind)) for name, kind in _TYPES.items()),
            web.get("/preview/state", self._state),
            web.get("/preview/events", self._events),
            web.get("/preview/files/{id}", self._file),
            web.post("/preview/publish", self._publish),
            web.post("/preview/pause", self._pause),
        ]

    def close(self) -> None:
        """End every stream of events."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {
                "bot": {
                    "name": self._emulator.world.name,
                    "username": self._emulator.world.username,
                },
                "chats": [self._chat(number) for number in range(len(PERSONAS))],
                "feeds": self._feeds.state(),
            },
            headers=_HEADERS,
        )

    def _chat(self, number: int) -> Json:
        world, persona = self._emulator.world, PERSONAS[number]
        chat = world.chats[persona.chat]
        speakers = [world.people[user] for user in persona.speakers]
        about = world.texts.get(("description", speakers[0].language)) or world.texts.get(
            ("description", "")
        )
        return {
            "id": chat.id,
            "kind": chat.kind,
            "name": persona.name,
            "role": persona.role,
            "bot": chat.bot,
            "about": about or "",
            "speakers": [{"id": person.id, "name": person.first_name} for person in speakers],
            "commands": commands_for(world, chat, speakers[0].language),
            "messages": [_message(kept) for kept in chat.messages.values() if not kept.deleted],
        }

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            with self._emulator.world.listening(lambda change: stream.put_nowait(_frozen(change))):
                await _write(response, {"what": "hello"})
                while (event := await _next(stream)) is not None:
                    await _write(response, event)
        except ConnectionResetError:
            # The page was closed.
            pass
        finally:
            self._streams.discard(stream)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        file = self._emulator.world.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(text="There is no such file.")
        shown = file.mime_type in _PICTURES
        name = "".join(c for c in file.name if c.isascii() and (c.isalnum() or c in "._-"))
        return web.Response(
            body=file.content,
            content_type=file.mime_type if shown else "application/octet-stream",
            headers={
                **_HEADERS,
                "Content-Disposition": "inline" if shown else f'attachment; filename="{name}"',
            },
        )

    async def _publish(self, request: web.Request) -> web.Response:
        given = await request.json()
        try:
            self._feeds.publish([str(slug) for slug in given["people"]])
        except (KeyError, TypeError):
            raise web.HTTPBadRequest(text="Name people by their slugs.") from None
        return web.json_response({})

    async def _pause(self, request: web.Request) -> web.Response:
        given = await request.json()
        self._feeds.pause(given.get("paused") is True)
        return web.json_response({})


def _frozen(change: Json) -> Json:
    """A message goes on changing; what is told is how it stood."""
    return copy.deepcopy(change)


async def _next(stream: asyncio.Queue[Json | None]) -> Json | None:
    try:
        return await asyncio.wait_for(stream.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return {"what": "still here"}


async def _write(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())


def _message(kept: Kept) -> Json:
    return {
        "message": kept.payload,
        "from_bot": kept.from_bot,
        "reworded": bool(kept.earlier),
    }


def _serving(name: str, content_type: str) -> Handler:
    async def serve(_request: web.Request) -> web.Response:
        return web.Response(
            text=(_FILES / name).read_text("utf-8"), content_type=content_type, headers=_HEADERS
        )

    return serve
