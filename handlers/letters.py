"""Writing to prisoners: where and how, weekly reminders, and "I wrote"."""

from __future__ import annotations

from bot.cases.lookup import Found, Several
from bot.letters.reminders import Off, Unclear, Weekly, parse
from bot.render import Message
from bot.views import letters as view
from bot.zones import find_zone
from handlers.exchange import Exchange, read_number


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
    found = services.lookup.find(exchange.arguments)
    if isinstance(found, Found):
        await exchange.reply(await _how_to_write(exchange, found.case_slug))
    elif isinstance(found, Several):
        await exchange.reply(view.did_you_mean(found.case_slugs, services.registry, say))
    else:
        await exchange.tell("letters-nobody")


async def press_write(exchange: Exchange) -> None:
    """write:<slug>"""
    if exchange.arguments not in exchange.services.registry.cases:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.reply(await _how_to_write(exchange, exchange.arguments))


async def remind(exchange: Exchange) -> None:
    """/remind [off | weekly DAY TIME [ZONE]]; alone it shows what is arranged."""
    if not exchange.arguments:
        await _show_arrangement(exchange)
        return
    wanted = parse(exchange.arguments, find_zone)
    if isinstance(wanted, Unclear):
        await exchange.reply(view.unclear(wanted, exchange.say))
    elif isinstance(wanted, Off):
        await exchange.services.letters.clear_reminder(exchange.chat)
        await exchange.tell("letters-remind-off")
    else:
        await exchange.remember()
        await exchange.services.letters.set_reminder(exchange.chat, wanted)
        if wanted.zone:
            await exchange.services.digests.rezone(exchange.chat)
        await _show_arrangement(await exchange.again())


async def press_remind(exchange: Exchange) -> None:
    """remind:off or remind:<weekday>:<minute>"""
    letters = exchange.services.letters
    if exchange.arguments == "off":
        await letters.clear_reminder(exchange.chat)
    else:
        wanted = _pressed_time(exchange.arguments)
        if wanted is None:
            await exchange.toast("chat-button-gone")
            return
        await exchange.remember()
        await letters.set_reminder(exchange.chat, wanted)
    await exchange.answer()
    exchange = await exchange.again()
    kept = await letters.reminder(exchange.chat)
    await exchange.edit(view.arrangement(kept, exchange.zone, exchange.say))


async def wrote(exchange: Exchange) -> None:
    """wrote:<delivery id>[:<slug>]"""
    delivery, case = _reminder(exchange)
    pledge = await exchange.services.letters.wrote(delivery, exchange.chat, case)
    if pledge is None:
        await exchange.toast("letters-gone")
        return
    await exchange.toast("letters-thanks" if pledge.counted else "letters-thanks-counted")
    await exchange.edit(view.thanks(pledge.case, exchange.services.registry, exchange.say))


async def another(exchange: Exchange) -> None:
    """another:<delivery id>:<slug>: the next in this reader's order takes the place of this one."""
    delivery, case = _reminder(exchange)
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


async def _how_to_write(exchange: Exchange, slug: str, *, suggested: bool = False) -> Message:
    return view.how_to_write(
        exchange.services.registry.cases[slug],
        exchange.say,
        today=exchange.today,
        written=await exchange.services.letters.written(slug),
        suggested=suggested,
    )


async def _show_arrangement(exchange: Exchange) -> None:
    kept = await exchange.services.letters.reminder(exchange.chat)
    await exchange.reply(view.arrangement(kept, exchange.zone, exchange.say))


def _pressed_time(arguments: str) -> Weekly | None:
    weekday, _, minute = arguments.partition(":")
    if weekday not in "0123456" or len(weekday) != 1 or not minute.isdecimal():
        return None
    return Weekly(int(weekday), int(minute)) if int(minute) < 24 * 60 else None


def _reminder(exchange: Exchange) -> tuple[int, str]:
    """The delivery and the person a button under a reminder stands for; delivery 0 is nobody's."""
    delivery, _, case = exchange.arguments.partition(":")
    return read_number(delivery) or 0, case
