"""News as digests: arranging them, and leafing through one."""

from __future__ import annotations

from bot.digests.times import DAILY, WEEKLY, parse
from bot.letters.reminders import Off, Unclear
from bot.views import digests as view
from bot.zones import find_zone
from handlers.exchange import Exchange, read_number


async def digest(exchange: Exchange) -> None:
    """/digest [daily TIME | weekly DAY TIME | off]; alone it shows what is arranged."""
    if exchange.arguments:
        wanted = parse(exchange.arguments, find_zone)
        if isinstance(wanted, Unclear):
            await exchange.reply(view.unclear(wanted, exchange.say))
            return
        if isinstance(wanted, Off):
            await exchange.services.digests.end(exchange.chat)
        else:
            await exchange.remember()
            await exchange.services.digests.arrange(exchange.chat, wanted)
            await exchange.services.letters.rezone(exchange.chat)
    exchange = await exchange.again()
    kept = await exchange.services.digests.find(exchange.chat)
    await exchange.reply(view.arrangement(kept, exchange.say, exchange.zone))


async def press(exchange: Exchange) -> None:
    """digest:<delivery id>:<page>"""
    delivery, _, number = exchange.arguments.partition(":")
    delivery_id, page = read_number(delivery), read_number(number)
    stories = (
        ()
        if delivery_id is None
        else await exchange.services.digests.stories(delivery_id, exchange.chat)
    )
    if delivery_id is None or page is None or not stories:
        await exchange.toast("digest-gone", alert=True)
        return
    await exchange.answer()
    await exchange.edit(
        view.page(
            exchange.services.registry,
            stories,
            page,
            delivery_id=delivery_id,
            say=exchange.say,
            zone=exchange.zone,
        )
    )


async def press_setting(exchange: Exchange, choice: str) -> None:
    """set:digest[:daily | :weekly | :off]"""
    digests = exchange.services.digests
    if choice in _RHYTHMS:
        await digests.arrange(exchange.chat, _RHYTHMS[choice])
    elif choice == "off":
        await digests.end(exchange.chat)
    elif choice:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    kept = await digests.find(exchange.chat)
    await exchange.edit(view.arrangement(kept, exchange.say, exchange.zone, back=True))


_RHYTHMS = {"daily": DAILY, "weekly": WEEKLY}
