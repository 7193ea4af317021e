"""The first steps, help and privacy."""

from __future__ import annotations

from bot.i18n import LANGUAGES
from bot.letters.reminders import DEFAULT_MINUTE, DEFAULT_WEEKDAY, Weekly
from bot.views import start as view
from bot.zones import is_zone
from handlers import cases, roles, settings
from handlers.exchange import Exchange, read_number
from storage.rows import EVERYTHING


async def start(exchange: Exchange) -> None:
    """/start, and deep links: /start case_<slug>, campaign_<slug>, join_<token>"""
    kind, _, slug = exchange.arguments.partition("_")
    registry = exchange.services.registry
    if kind == "case" and slug in registry.cases:
        await exchange.reply(await cases.card(exchange, slug))
        return
    if kind == "campaign" and slug in registry.campaigns:
        await exchange.reply(await cases.campaign_card(exchange, slug))
        return
    if kind == "join" and await roles.join(exchange, slug):
        return
    unknown_link = bool(exchange.arguments)
    if exchange.subscriber is None:
        await exchange.reply(view.welcome(exchange.say, unknown_link=unknown_link))
        return
    await exchange.reply(
        view.present(
            exchange.say,
            registry,
            following=await exchange.following(),
            reminder=await exchange.services.letters.reminder(exchange.chat),
            unknown_link=unknown_link,
        )
    )


async def press(exchange: Exchange) -> None:
    """start:<step>[:<choice>]"""
    step, _, choice = exchange.arguments.partition(":")
    handle = _STEPS.get(step)
    if handle is None:
        await exchange.toast("chat-button-gone")
    else:
        await handle(exchange, choice)


async def help_(exchange: Exchange) -> None:
    """/help"""
    role = await exchange.role_here()
    await exchange.reply(view.help_(exchange.say, role=role))


async def privacy(exchange: Exchange) -> None:
    """/privacy"""
    await exchange.reply(view.privacy(exchange.say))


async def _language(exchange: Exchange, code: str) -> None:
    if code not in LANGUAGES:
        await exchange.toast("chat-button-gone")
        return
    await exchange.remember()
    await exchange.services.subscribers.speak(exchange.chat, code)
    await exchange.answer()
    await exchange.edit(view.welcome(exchange.services.translations(code)))


async def _follow_all(exchange: Exchange, _choice: str) -> None:
    await exchange.services.subscribers.follow(
        exchange.chat, EVERYTHING, exchange.kind, exchange.language
    )
    await exchange.toast("follow-toast-on")
    await _ask_to_remind(exchange)


async def _choose(exchange: Exchange, choice: str) -> None:
    page = read_number(choice) or 0
    await exchange.answer()
    await exchange.edit(
        view.choose(exchange.services.registry, await exchange.following(), exchange.say, page)
    )


async def _remind(exchange: Exchange, _choice: str) -> None:
    """After choosing people."""
    await exchange.answer()
    await _ask_to_remind(exchange)


async def _ask_to_remind(exchange: Exchange) -> None:
    """Who is reminded already is not asked again."""
    if await exchange.services.letters.reminder(exchange.chat) is None:
        await exchange.edit(view.remind_question(exchange.say))
    else:
        await _show_done(exchange)


async def _yes(exchange: Exchange, choice: str) -> None:
    subscriber = await exchange.remember()
    await exchange.services.letters.set_reminder(
        exchange.chat, Weekly(DEFAULT_WEEKDAY, DEFAULT_MINUTE)
    )
    if subscriber.time_zone == "UTC":
        await exchange.answer()
        now = exchange.services.clock.now()
        await exchange.edit(view.zone_question(exchange.say, now, "start"))
    else:
        await _done(exchange, choice)


async def _zone(exchange: Exchange, zone: str) -> None:
    if not is_zone(zone):
        await exchange.toast("chat-button-gone")
        return
    await settings.set_zone(exchange, zone)
    await _done(exchange, "")


async def _done(exchange: Exchange, _choice: str) -> None:
    await exchange.answer()
    await _show_done(exchange)


async def _show_done(exchange: Exchange) -> None:
    exchange = await exchange.again()
    await exchange.edit(
        view.done(
            exchange.say,
            exchange.services.registry,
            following=await exchange.following(),
            reminder=await exchange.services.letters.reminder(exchange.chat),
            zone=exchange.zone,
        )
    )


_STEPS = {
    "lang": _language,
    "all": _follow_all,
    "choose": _choose,
    "remind": _remind,
    "yes": _yes,
    "zone": _zone,
    "done": _done,
}
