"""The Bot API over HTTP: ``/bot<token>/<Method>``, and ``/file/bot<token>/<path>`` for files."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.preview.emulator import about, answering, sending
from bot.preview.emulator.limits import Meter
from bot.preview.emulator.methods import METHODS
from bot.preview.emulator.parameters import Upload, read
from bot.preview.emulator.record import Call, Drop, Fault, Record
from bot.preview.emulator.refusals import Json, Refusal, bad_request, too_many_requests
from bot.preview.emulator.updates import Updates
from bot.preview.emulator.world import World

UPLOAD_LIMIT = 50 * 1024 * 1024
_NAMES = {name.lower(): name for name in METHODS}
_SENDING_METHODS = tuple(name for name, method in METHODS.items() if method.sends)

_DOES: dict[str, Callable[[World, Json], Awaitable[Any]]] = {
    "getMe": about.get_me,
    "logOut": about.done,
    "close": about.done,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "copyMessage": sending.copy_message,
    "editMessageText": sending.edit_text,
    "editMessageCaption": sending.edit_caption,
    "editMessageReplyMarkup": sending.edit_markup,
    "deleteMessage": sending.delete_message,
    "sendChatAction": sending.send_action,
    "answerCallbackQuery": answering.answer_callback,
    "answerInlineQuery": answering.answer_inline,
    "getChat": about.get_chat,
    "getChatMember": about.get_member,
    "getChatAdministrators": about.get_administrators,
    "getChatMemberCount": about.count_members,
    "leaveChat": about.leave_chat,
    "getFile": about.get_file,
    "setMyCommands": about.set_commands,
    "getMyCommands": about.get_commands,
    "deleteMyCommands": about.delete_commands,
    "setMyName": about.set_text,
    "setMyDescription": about.set_text,
    "setMyShortDescription": about.set_text,
    "setChatMenuButton": about.set_menu_button,
}


class BotApi:
    """Answers the calls of one bot."""

    def __init__(self, world: World, updates: Updates, record: Record, meter: Meter) -> None:
        self._world = world
        self._updates = updates
        self._record = record
        self._meter = meter

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self._answer),
            web.get("/file/bot{token}/{path}", self._download),
        ]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._world.token:
            return _refused(Refusal(401, "Unauthorized"))
        name = _NAMES.get(request.match_info["method"].lower())
        if name is None or request.method not in ("GET", "POST"):
            return _refused(Refusal(404, "Not Found"))
        call: Call | None = None
        fault: Fault | None = None
        try:
            raw, uploads = await _body(request)
            call = self._record.open(name, raw)
            call.parameters = read(METHODS[name], raw, uploads)
            fault = self._record.fault_for(call)
            if fault is not None and fault.seconds:
                await asyncio.sleep(fault.seconds)
            if fault is not None and fault.drop is Drop.BEFORE:
                return _drop(request)
            if fault is not None and fault.refusal is not None:
                raise fault.refusal
            result = await self._do(name, call.parameters)
        except Refusal as refusal:
            if call is not None:
                call.code, call.ended = refusal.code, time.monotonic()
            if "retry_after" in refusal.parameters:
                # A fault says for whom; a limit that was reached is the chat's own.
                chat_id = fault.chat_id if fault else call.chat_id if call else None
                self._record.announced(refusal.parameters["retry_after"], chat_id)
            return _refused(refusal)
        if fault is not None and fault.drop is Drop.AFTER:
            return _drop(request)
        call.code, call.ended = 200, time.monotonic()
        return web.json_response({"ok": True, "result": result})

    async def _do(self, name: str, given: Json) -> Any:
        if METHODS[name].sends and "chat_id" in given:
            self._count(given["chat_id"])
        if name == "getUpdates":
            self._updates.allow(given.get("allowed_updates"))
            return await self._updates.get(
                given.get("offset", 0), given.get("limit", 100), given.get("timeout", 0)
            )
        if name == "setWebhook":
            return await about.set_webhook(self._updates, given)
        if name == "deleteWebhook":
            return await about.set_webhook(self._updates, {**given, "url": ""})
        if name == "getWebhookInfo":
            return self._updates.info()
        return await _DOES[name](self._world, given)

    def _count(self, chat_id: int | str) -> None:
        chat = self._world.chat(chat_id)
        wait = self._meter.wait(chat.id, group=chat.kind != "private")
        if wait:
            raise too_many_requests(wait)

    async def _download(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["path"])
        if request.match_info["token"] != self._world.token or file is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")


async def _body(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    given: Json = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return given, {}
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except json.JSONDecodeError:
            raise bad_request("can't parse the body as JSON") from None
        if not isinstance(body, dict):
            raise bad_request("the body must be a JSON object")
        return given | body, {}
    uploads: dict[str, Upload] = {}
    try:
        form = await request.post()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file:
                content = value.file.read()
            uploads[name] = Upload(value.filename, content, value.content_type)
        else:
            given[name] = value
    return given, uploads


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.as_json(), status=refusal.code)


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def sending_methods() -> tuple[str, ...]:
    return _SENDING_METHODS
