"""Owners change how a feed is watched, if it was added in the chat; the list's own stand there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.feeds.options import BadOption, Bounds, Option, changed, needs_second, split_command
from bot.render import Message
from bot.views import feed_choices as view
from handlers import proposals
from handlers.exchange import Exchange, read_number
from storage.rows import Feed


async def edit(exchange: Exchange, words: str) -> Message | None:
    """/feeds edit NAME OPTION VALUE; None where the words after "edit" hold no option."""
    ways = []
    for name, option, value in split_command(words):
        found = await exchange.services.feeds.named(name)
        if len(found) == 1:
            ways.append((found[0], option, value))
    if not ways:
        return None
    return await _change(exchange, *ways[0])


async def show(exchange: Exchange, feed: Feed) -> Message:
    """What can be changed, or why nothing can."""
    if not feed.by_hand:
        return _in_the_list(exchange, feed)
    services = exchange.services
    return view.edit(
        await services.feeds.find(feed.id) or feed,
        services.registry,
        exchange.say,
        proxies=services.feeds.proxies,
    )


async def press(exchange: Exchange, step: str, rest: str) -> None:
    """feeds:pick:<id>:<option> and feeds:set:<id>:<option>:<value>"""
    digits, _, rest = rest.partition(":")
    code, _, value = rest.partition(":")
    number = read_number(digits)
    services = exchange.services
    feed = None if number is None else await services.feeds.find(number)
    if feed is None or code not in view.CODES:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    if not feed.by_hand:
        await exchange.edit(_in_the_list(exchange, feed))
    elif step == "set":
        await exchange.edit(await _change(exchange, feed, view.CODES[code], value))
    else:
        await exchange.edit(
            view.pick(
                feed,
                code,
                services.registry,
                exchange.say,
                proxies=services.feeds.proxies,
                fastest=services.feeds.fastest / timedelta(minutes=1),
            )
        )


async def _change(exchange: Exchange, feed: Feed, option: Option, value: str) -> Message:
    if not feed.by_hand:
        return _in_the_list(exchange, feed)
    services = exchange.services
    registry, watched = services.registry, services.feeds
    bounds = Bounds(registry.campaigns, registry.cases, watched.proxies, watched.fastest)
    try:
        source = changed(feed.source, option, value, bounds)
    except BadOption as bad:
        return _how(exchange, bad.option)
    if needs_second(feed.source, source):
        said = await proposals.want_change(exchange, feed, source)
        return await show(exchange, feed) if said is None else said
    await watched.edit(feed, source, exchange.person)
    return await show(exchange, feed)


def _how(exchange: Exchange, option: Option) -> Message:
    """What the option's value looks like."""
    services = exchange.services
    known: dict[Option, Iterable[str]] = {
        Option.CAMPAIGN: services.registry.campaigns,
        Option.CASE: services.registry.cases,
        Option.PROXY: services.feeds.proxies,
    }
    choices = ", ".join(known.get(option, ()))
    fastest = round(max(services.feeds.fastest / timedelta(minutes=1), 1))
    return Message.of(
        exchange.say.html(f"feed-bad-{option}", choices=choices or "–", fastest=fastest)
    )


def _in_the_list(exchange: Exchange, feed: Feed) -> Message:
    """Nothing of this feed is changed here."""
    return view.said("edit-in-the-list", feed.source, exchange.say)
