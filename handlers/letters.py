"""Writing to prisoners: where and how, and "I wrote"."""

from __future__ import annotations

from bot.cases.lookup import Found, Several
from bot.letters.strays import is_draft
from bot.render import Message
from bot.views import letters as view
from handlers.exchange import Exchange


async def write(exchange: Exchange) -> None:
    """/write [NAME]; without a name somebody is suggested."""
    services, say = exchange.services, exchange.say
    if not exchange.arguments:
        slug = await services.letters.suggest(exchange.chat)
        if slug is None:
            await exchange.tell("letters-nobody-left")
        else:
            await exchange.reply(await _how_to_write(exchange, slug, suggested=True))
        return
    if is_draft(exchange.arguments):
        await exchange.tell("letters-not-kept")
        return
    found = services.lookup.find(exchange.arguments)
    if isinstance(found, Found):
        await exchange.reply(await _how_to_write(exchange, found.case_slug))
    elif isinstance(found, Several):
        await exchange.reply(view.did_you_mean(found.case_slugs, services.registry, say))
    else:
        await exchange.reply(view.nobody(say))


async def press_write(exchange: Exchange) -> None:
    """write:<slug> or write:<slug>:in, from Russia"""
    slug, _, where = exchange.arguments.partition(":")
    if slug not in exchange.services.registry.cases:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.reply(await _how_to_write(exchange, slug, inside=where == "in"))


async def wrote(exchange: Exchange) -> None:
    """wrote:<delivery id>[:<slug>]"""
    delivery, case = exchange.numbered
    pledge = await exchange.services.letters.wrote(delivery, exchange.chat, case)
    if pledge is None:
        await exchange.toast("letters-gone")
        return
    await exchange.toast("letters-thanks" if pledge.counted else "letters-thanks-counted")
    await exchange.edit(view.thanks(pledge.case, exchange.services.registry, exchange.say))


async def another(exchange: Exchange) -> None:
    """another:<delivery id>:<slug>: the next in this reader's order takes the place of this one."""
    delivery, case = exchange.numbered
    slug = await exchange.services.letters.suggest(exchange.chat, after=case)
    if slug is None or slug == case:
        await exchange.toast("letters-only-one")
        return
    message = view.reminder(
        exchange.services.registry,
        slug,
        delivery_id=delivery,
        say=exchange.say,
        today=exchange.today,
    )
    await exchange.answer()
    if message is not None:
        await exchange.edit(message)


async def skip(exchange: Exchange) -> None:
    """skip:<delivery id>"""
    await exchange.answer()
    await exchange.edit(Message.of(exchange.say.html("letters-skipped")))


async def _how_to_write(
    exchange: Exchange, slug: str, *, suggested: bool = False, inside: bool = False
) -> Message:
    return view.how_to_write(
        exchange.services.registry.cases[slug],
        exchange.say,
        today=exchange.today,
        written=await exchange.services.letters.written(slug),
        suggested=suggested,
        inside=inside,
    )
