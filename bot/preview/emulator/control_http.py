"""The same controls over HTTP and JSON, for other processes: ``POST /control/<what>``.

The body's fields are the arguments of the Emulator's method of that name.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.preview.emulator.record import Drop
from bot.preview.emulator.refusals import Json

if TYPE_CHECKING:
    from bot.preview.emulator.control import Emulator

Control = Callable[["Emulator", Json], Awaitable[Any]]
_PLAIN = (
    "user", "group", "channel", "say", "start", "block", "unblock", "add_to_group",
    "remove_from_group", "migrate", "fail_next", "slow_next",
)  # fmt: skip


async def _press(emulator: Emulator, given: Json) -> Json:
    return asdict(await emulator.press(**given))


async def _inline(emulator: Emulator, given: Json) -> list[Json]:
    return [asdict(result) for result in await emulator.inline(**given)]


async def _choose(emulator: Emulator, given: Json) -> int:
    """``query`` is asked again and the result of that id is sent."""
    results = await emulator.inline(given["user_id"], given["query"])
    for result in results:
        if result.id == given["result_id"]:
            return emulator.choose(given["chat_id"], given["user_id"], result)
    raise LookupError(f"the bot offers no result {given['result_id']!r}")


async def _messages(emulator: Emulator, given: Json) -> list[Json]:
    return [asdict(shown) for shown in emulator.messages(**given)]


async def _drop_next(emulator: Emulator, given: Json) -> None:
    emulator.drop_next(**{**given, "when": Drop(given.get("when", "before"))})


async def _calls(emulator: Emulator, given: Json) -> list[Json]:
    calls = emulator.calls(*given.get("methods", ()))
    return [
        {"method": c.method, "began": c.began, "code": c.code, "chat_id": c.chat_id} for c in calls
    ]


_SPECIAL: dict[str, Control] = {
    "press": _press,
    "inline": _inline,
    "choose": _choose,
    "messages": _messages,
    "drop_next": _drop_next,
    "calls": _calls,
}


def control_routes(emulator: Emulator) -> list[web.RouteDef]:
    async def control(request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what not in _PLAIN and what not in _SPECIAL:
            return web.json_response({"error": f"there is no control {what!r}"}, status=404)
        try:
            given = await request.json()
            result = await _do(emulator, what, given)
        except json.JSONDecodeError:
            return web.json_response({"error": "the body is not JSON"}, status=400)
        except TimeoutError as error:
            return web.json_response({"error": str(error)}, status=504)
        except (LookupError, ValueError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"result": result})

    return [web.post("/control/{what}", control)]


async def _do(emulator: Emulator, what: str, given: Json) -> Any:
    special = _SPECIAL.get(what)
    if special is not None:
        return await special(emulator, given)
    # JSON knows no tuples.
    arguments = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return getattr(emulator, what)(**arguments)
