"""The feeds for organisers: how they do, pausing them, and why an entry was told or not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render import Message
from bot.views import feeds as view
from handlers.exchange import Exchange, read_number
from storage.rows import Feed

LONGEST_LINK = 2048


async def feeds(exchange: Exchange) -> None:
    """/feeds [NAME | pause NAME | resume NAME]"""
    word, _, rest = exchange.arguments.partition(" ")
    acts = {"pause": _pause, "resume": _resume}
    if word.lower() in acts and rest:
        chosen = await _chosen(exchange, rest)
        if chosen is not None:
            await acts[word.lower()](exchange, chosen.id)
            await _show(exchange, chosen.id)
    elif exchange.arguments:
        chosen = await _chosen(exchange, exchange.arguments)
        if chosen is not None:
            await _show(exchange, chosen.id)
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
    await exchange.reply(view.why(found, asked, registry, exchange.say, exchange.zone))


async def press(exchange: Exchange) -> None:
    """feeds:list:<page>, feeds:show:<id>, feeds:pause:<id>, feeds:resume:<id>"""
    step, _, digits = exchange.arguments.partition(":")
    number = read_number(digits)
    known = number is not None and await exchange.services.feeds.find(number) is not None
    if number is not None and step == "list":
        await exchange.answer()
        await exchange.edit(await _health(exchange, page=number))
    elif number is None or not known or step not in ("show", "pause", "resume"):
        await exchange.toast("chat-button-gone")
    else:
        if step == "pause":
            await _pause(exchange, number)
        elif step == "resume":
            await _resume(exchange, number)
        await exchange.answer()
        await _show(exchange, number, edit=True)


async def _pause(exchange: Exchange, feed_id: int) -> None:
    await exchange.services.feeds.pause(feed_id)


async def _resume(exchange: Exchange, feed_id: int) -> None:
    await exchange.services.feeds.resume(feed_id)


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


async def _show(exchange: Exchange, feed_id: int, *, edit: bool = False) -> None:
    services = exchange.services
    feed = await services.feeds.find(feed_id)
    if feed is None:
        return
    now = services.clock.now()
    message = view.one(feed, services.registry, exchange.say, now=now, zone=exchange.zone)
    await (exchange.edit if edit else exchange.reply)(message)
