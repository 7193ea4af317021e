"""/broadcast: a call begun, and each step of its draft by a command of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.broadcasts import answers
from bot.broadcasts.answers import ONE_TEXT
from bot.i18n import LANGUAGES
from bot.topics import Sure, find_topic
from bot.views import drafts as view
from handlers.drafts import begin, may_set, open_links, send_test
from handlers.exchange import Exchange
from handlers.previews import reply_with, show
from handlers.writing import answered
from storage.broadcast_rows import Broadcast, CallKind
from storage.rows import SealedId

_STEPS = {
    "picture": "media", "photo": "media", "file": "media", "deadline": "deadline",
    "schedule": "schedule", "petition": "petition", "event": "event", "letters": "appeals",
    "person": "case", "only": "only", "without": "without", "beyond": "reason",
    "reason": "reason",
}  # fmt: skip
_WHERE_IT_WENT = frozenset({"media", "schedule", "only", "without", "reason"})
"""What a correction does not change: it is with its readers already."""
_SWITCHES = {"done": "done", "followup": "follow-up", "urgent": "urgent", "paid": "paid"}


async def compose(exchange: Exchange) -> None:
    """/broadcast [all | CAMPAIGN | NAME], or one of the draft's steps; alone it asks to whom."""
    if not exchange.arguments:
        await exchange.reply(view.segments(exchange.services.registry, exchange.say))
        return
    if await _step(exchange):
        return
    found = find_topic(exchange.arguments, exchange.services.lookup)
    if isinstance(found, Sure):
        await begin(exchange, found.topic)
    elif exchange.arguments.split()[0].casefold() in _COMMANDS:
        await exchange.tell("call-no-draft")
    else:
        await exchange.tell("call-unknown-segment")


async def _step(exchange: Exchange) -> bool:
    """/broadcast STEP [VALUE]: what the menu's buttons do, to the draft last begun."""
    word, _, value = exchange.arguments.partition(" ")
    word, value = word.casefold(), value.strip()
    if word not in _COMMANDS:
        return False
    user = exchange.person
    draft = await exchange.services.broadcasts.drafts.newest(user)
    if draft is None:
        # A campaign or a person may be called so.
        return False
    await _COMMANDS[word](exchange, draft, user, value)
    return True


async def _switch(
    name: str, exchange: Exchange, draft: Broadcast, user: SealedId, value: str
) -> None:
    """/broadcast done | followup | urgent | paid [off]"""
    if not may_set(exchange, name):
        await exchange.tell("call-not-paid")
        return
    content = answers.switched(draft.content, name, on=value.casefold() not in answers.OFF)
    await reply_with(
        exchange, await exchange.services.broadcasts.drafts.change(draft.id, user, content)
    )


async def _say(what: str, exchange: Exchange, draft: Broadcast, user: SealedId, value: str) -> None:
    """/broadcast deadline [WHEN] and the like: taken from the command, or asked for"""
    if draft.revises and what in _WHERE_IT_WENT:
        await exchange.tell("call-picture-stays" if what == "media" else "call-readers-stay")
    elif value:
        await answered(exchange, draft, what, value)
    else:
        asked = await exchange.services.broadcasts.drafts.ask(draft.id, user, what)
        await reply_with(exchange, asked)


async def _text(exchange: Exchange, draft: Broadcast, user: SealedId, value: str) -> None:
    """/broadcast text [en | ru]"""
    what = f"{ONE_TEXT}{_language(exchange, value)}"
    await reply_with(exchange, await exchange.services.broadcasts.drafts.ask(draft.id, user, what))


async def _links(exchange: Exchange, draft: Broadcast, user: SealedId, value: str) -> None:
    """/broadcast buttons [en | ru]"""
    what = f"links-{_language(exchange, value)}"
    await reply_with(exchange, await exchange.services.broadcasts.drafts.ask(draft.id, user, what))


async def _to(exchange: Exchange, draft: Broadcast, user: SealedId, value: str) -> None:
    """/broadcast to all | CAMPAIGN | NAME"""
    if draft.revises:
        await exchange.tell("call-readers-stay")
        return
    found = find_topic(value, exchange.services.lookup)
    if isinstance(found, Sure):
        drafts = exchange.services.broadcasts.drafts
        await reply_with(exchange, await drafts.address(draft.id, user, found.topic))
    else:
        await exchange.tell("call-unknown-segment")


async def _kind(exchange: Exchange, draft: Broadcast, user: SealedId, value: str) -> None:
    """/broadcast kind [KIND]"""
    drafts = exchange.services.broadcasts.drafts
    kind = next((each for each in CallKind if each == value.casefold()), None)
    if kind is None:
        await exchange.reply(view.kinds(draft, exchange.say))
    elif view.target_of(kind):
        asked = await drafts.ask(draft.id, user, view.target_of(kind))
        await reply_with(exchange, asked)
    else:
        changed = answers.of_kind(draft.content, kind)
        await reply_with(exchange, await drafts.change(draft.id, user, changed))


async def _show(exchange: Exchange, draft: Broadcast, _user: SealedId, _value: str) -> None:
    await show(exchange, draft.id)


async def _open_links(exchange: Exchange, draft: Broadcast, _user: SealedId, _value: str) -> None:
    await open_links(exchange, draft)


async def _send_test(exchange: Exchange, draft: Broadcast, user: SealedId, _value: str) -> None:
    await send_test(exchange, draft.id, user)


async def _discard(exchange: Exchange, draft: Broadcast, user: SealedId, _value: str) -> None:
    await exchange.services.broadcasts.drafts.discard(draft.id, user)
    await exchange.tell("call-discarded")


def _language(exchange: Exchange, value: str) -> str:
    """The language that is named, or the organiser's own."""
    named = value[:2].casefold()
    return named if named in LANGUAGES else exchange.language


_COMMANDS: dict[str, Callable[[Exchange, Broadcast, SealedId, str], Awaitable[None]]] = {
    "text": _text,
    "buttons": _links,
    "to": _to,
    "kind": _kind,
    "preview": _show,
    "links": _open_links,
    "test": _send_test,
    "discard": _discard,
    **{word: partial(_say, what) for word, what in _STEPS.items()},
    **{word: partial(_switch, name) for word, name in _SWITCHES.items()},
}
