"""The feeds for organisers: how they do, pause, remove, and why an entry was told or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.render import Message
from bot.views import feed_choices, feed_why
from bot.views import feeds as view
from handlers import feed_edits, proposals
from handlers.exchange import Exchange, read_number
from storage.rows import Feed

LONGEST_LINK = 2048


async def feeds(exchange: Exchange) -> None:
    """/feeds [NAME | pause NAME | resume NAME | remove NAME | edit NAME … | add ADDRESS]"""
    word, _, rest = exchange.arguments.partition(" ")
    word = word.casefold()
    act = RUSSIAN.get(word, word)
    if act == "add":
        await proposals.add(exchange, rest.strip())
    elif act == "edit" and (said := await feed_edits.edit(exchange, rest)) is not None:
        await exchange.reply(said)
    elif act in _ACTS and rest:
        chosen = await _chosen(exchange, rest)
        if chosen is not None:
            await exchange.reply(await _ACTS[act](exchange, chosen))
    elif act in _NAMED:
        await exchange.tell("feed-which", word=word)
    elif exchange.arguments:
        chosen = await _chosen(exchange, exchange.arguments)
        if chosen is not None:
            await exchange.reply(await _one(exchange, chosen))
    else:
        await exchange.reply(await _health(exchange))


async def why(exchange: Exchange) -> None:
    """/why LINK"""
    asked = exchange.arguments[:LONGEST_LINK]
    if not asked.startswith(("http://", "https://")):
        await exchange.tell("feed-why-how")
        return
    found = await exchange.services.feeds.why(asked)
    registry = exchange.services.registry
    await exchange.reply(feed_why.why(found, asked, registry, exchange.say, exchange.zone))


async def press(exchange: Exchange) -> None:
    """feeds:list:<page>, feeds:<show, pause, resume, remove, edit>:<id>, feeds:<pick, set>:<id>:…,
    feeds:add:<mark>:<choice>, feeds:<ok, no>:<id>:<mark>"""
    step, _, rest = exchange.arguments.partition(":")
    if step == "add":
        mark, _, choice = rest.partition(":")
        await proposals.press_add(exchange, mark, choice)
        return
    if step in ("ok", "no"):
        await proposals.press_decide(exchange, rest, agree=step == "ok")
        return
    if step in ("pick", "set"):
        await feed_edits.press(exchange, step, rest)
        return
    number = read_number(rest)
    if number is not None and step == "list":
        await exchange.answer()
        await exchange.edit(await _health(exchange, page=number))
        return
    feed = None if number is None else await exchange.services.feeds.find(number)
    if feed is None or step not in _ACTS:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await exchange.edit(await _ACTS[step](exchange, feed))


async def _pause(exchange: Exchange, feed: Feed) -> Message:
    await exchange.services.feeds.pause(feed, exchange.person)
    return await _one(exchange, feed)


async def _resume(exchange: Exchange, feed: Feed) -> Message:
    await exchange.services.feeds.resume(feed, exchange.person)
    return await _one(exchange, feed)


async def _remove(exchange: Exchange, feed: Feed) -> Message:
    """What the list of feeds names is removed there, not here."""
    removed = await exchange.services.feeds.remove(feed, exchange.person)
    what = "removed" if removed else "in-the-list"
    return feed_choices.said(what, feed.source, exchange.say)


async def _one(exchange: Exchange, feed: Feed) -> Message:
    """The feed as it stands now."""
    services = exchange.services
    return view.one(
        await services.feeds.find(feed.id) or feed,
        services.registry,
        exchange.say,
        now=services.clock.now(),
        zone=exchange.zone,
    )


async def _health(exchange: Exchange, page: int = 0) -> Message:
    return _listed(exchange, await exchange.services.feeds.all(), page)


def _listed(exchange: Exchange, feeds: Sequence[Feed], page: int = 0) -> Message:
    now = exchange.services.clock.now()
    return view.health(feeds, exchange.say, now=now, zone=exchange.zone, page=page)


async def _chosen(exchange: Exchange, words: str) -> Feed | None:
    """The feed that words name; where they name several or none, that is said."""
    found = await exchange.services.feeds.named(words)
    if len(found) == 1:
        return found[0]
    if found:
        await exchange.reply(_listed(exchange, found))
    else:
        await exchange.tell("feed-unknown")
    return None


RUSSIAN = {
    "добавить": "add", "изменить": "edit", "пауза": "pause", "возобновить": "resume",
    "убрать": "remove",
}  # fmt: skip
"""The words after /feeds, as Russian readers say them."""
_NAMED = frozenset({"pause", "resume", "remove", "edit"})
"""Words after which a feed is named."""
_ACTS: dict[str, Callable[[Exchange, Feed], Awaitable[Message]]] = {
    "show": _one,
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
    "edit": feed_edits.show,
}
