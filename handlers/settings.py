"""How a chat wants to be spoken to and when; what is kept about it; leaving."""

from __future__ import annotations

import re

from bot.i18n import LANGUAGES
from bot.letters.reminders import DEFAULT_MINUTE, DEFAULT_WEEKDAY, Weekly
from bot.render import Message
from bot.views import follows as follow_view
from bot.views import settings as view
from bot.views import start as start_view
from bot.zones import find_zone, is_zone
from handlers import calls, digests, discretion
from handlers.exchange import Exchange, read_number

_LANGUAGE_WORDS = {
    "en": "en", "english": "en", "английский": "en", "англ": "en",
    "ru": "ru", "russian": "ru", "русский": "ru", "рус": "ru", "по-русски": "ru",
}  # fmt: skip
_OFF = frozenset({"off", "no", "none", "выкл", "нет"})
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?\Z")


async def show(exchange: Exchange) -> None:
    """/settings"""
    if exchange.subscriber is None:
        await exchange.reply(start_view.welcome(exchange.say))
    else:
        await exchange.reply(await _overview(exchange))


async def language(exchange: Exchange) -> None:
    """/language en"""
    code = _LANGUAGE_WORDS.get(exchange.arguments.casefold())
    if code is None:
        await exchange.reply(view.languages(exchange.say))
        return
    await exchange.remember()
    await exchange.services.subscribers.speak(exchange.chat, code)
    await exchange.in_language(code).tell("settings-language-set")


async def time_zone(exchange: Exchange) -> None:
    """/timezone Europe/Berlin, a city, or an offset"""
    now = exchange.services.clock.now()
    if not exchange.arguments:
        await exchange.reply(start_view.zone_question(exchange.say, now, "set"))
        return
    zone = find_zone(exchange.arguments)
    if zone is None:
        await exchange.tell("zone-unknown")
        return
    await set_zone(exchange, zone)
    await exchange.reply(view.zone_set(zone, now, exchange.say))


async def quiet(exchange: Exchange) -> None:
    """/quiet 22:00-08:00 | off"""
    wanted = exchange.arguments.casefold()
    span = None if wanted in _OFF else read_span(wanted)
    if wanted and (span is not None or wanted in _OFF):
        await exchange.remember()
        await exchange.services.subscribers.keep_quiet(exchange.chat, span)
        after = await exchange.again()
        assert after.subscriber is not None
        await exchange.reply(view.quiet_set(after.subscriber, exchange.say))
    elif exchange.subscriber is not None and not wanted:
        await exchange.reply(view.quiet(exchange.subscriber, exchange.say))
    else:
        await exchange.tell("quiet-unclear")


def read_span(words: str) -> tuple[int, int] | None:
    """Quiet hours in minutes of the day from "22:00-08:00" or "22-8"; None if it is neither."""
    found = _SPAN.match(words.strip())
    if found is None:
        return None
    begin_hour, begin_minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    begin, end = (begin_hour * 60 + begin_minute), (end_hour % 24 * 60 + end_minute)
    sensible = begin_hour < 24 and end_hour <= 24 and max(begin_minute, end_minute) < 60
    return (begin, end) if sensible and begin != end else None


async def my_data(exchange: Exchange) -> None:
    """/mydata"""
    held = await exchange.services.subscribers.holdings(exchange.chat)
    role = await exchange.role_here()
    if held is None:
        await exchange.tell("mydata-nothing" if role is None else "mydata-role-only")
        return
    await exchange.reply(view.my_data(held, role, exchange.services.registry, exchange.say))


async def forget(exchange: Exchange) -> None:
    """/forget"""
    if exchange.subscriber is None:
        await exchange.tell("forget-nothing")
    else:
        await exchange.reply(view.forget_question(exchange.say))


async def press_forget(exchange: Exchange) -> None:
    """forget:yes | forget:no"""
    if exchange.arguments == "yes":
        await exchange.services.subscribers.forget(exchange.chat)
        await exchange.answer()
        role = await exchange.role_here()
        key = "forget-done" if role is None else "forget-done-role"
        await exchange.edit(Message.of(exchange.say.html(key)))
    elif exchange.arguments == "no":
        await exchange.answer()
        await exchange.edit(Message.of(exchange.say.html("forget-kept")))
    else:
        await exchange.toast("chat-button-gone")


async def press(exchange: Exchange) -> None:
    """set:<what>[:<choice>]"""
    what, _, choice = exchange.arguments.partition(":")
    handle = _SETTINGS.get(what)
    if handle is None:
        await exchange.toast("chat-button-gone")
    elif exchange.subscriber is None and what not in ("lang", "zone"):
        # The chat was forgotten since this button was shown: begin anew, keep nothing yet.
        await exchange.answer()
        await exchange.edit(start_view.welcome(exchange.say))
    else:
        await handle(exchange, choice)


async def _show(exchange: Exchange, _choice: str) -> None:
    await exchange.answer()
    await exchange.edit(await _overview(await exchange.again()))


async def _press_language(exchange: Exchange, choice: str) -> None:
    if not choice:
        await exchange.answer()
        await exchange.edit(view.languages(exchange.say))
    elif choice in LANGUAGES:
        await exchange.remember()
        await exchange.services.subscribers.speak(exchange.chat, choice)
        await _show(exchange, "")
    else:
        await exchange.toast("chat-button-gone")


async def _press_zone(exchange: Exchange, choice: str) -> None:
    if not choice:
        await exchange.answer()
        now = exchange.services.clock.now()
        await exchange.edit(start_view.zone_question(exchange.say, now, "set"))
    elif is_zone(choice):
        await set_zone(exchange, choice)
        await _show(exchange, "")
    else:
        await exchange.toast("chat-button-gone")


async def _press_quiet(exchange: Exchange, choice: str) -> None:
    assert exchange.subscriber is not None
    if not choice:
        await exchange.answer()
        await exchange.edit(view.quiet(exchange.subscriber, exchange.say))
        return
    begin, _, end = choice.partition("-")
    span = _minutes(begin, end)
    if choice != "off" and span is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.services.subscribers.keep_quiet(exchange.chat, span)
    await _show(exchange, "")


async def _press_mute(exchange: Exchange, _choice: str) -> None:
    services = exchange.services
    await exchange.answer()
    await exchange.edit(
        view.mute(
            await services.subscribers.mutes(exchange.chat),
            services.registry,
            exchange.say,
            exchange.zone,
        )
    )


async def _press_reminder(exchange: Exchange, choice: str) -> None:
    letters = exchange.services.letters
    if choice == "on":
        await letters.set_reminder(exchange.chat, Weekly(DEFAULT_WEEKDAY, DEFAULT_MINUTE))
    elif choice == "off":
        await letters.clear_reminder(exchange.chat)
    elif choice:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await exchange.edit(view.reminder(await letters.reminder(exchange.chat), exchange.say))


async def _press_following(exchange: Exchange, _choice: str) -> None:
    await exchange.answer()
    await exchange.edit(
        follow_view.following(await exchange.following(), exchange.services.registry, exchange.say)
    )


_SETTINGS = {
    "show": _show,
    "lang": _press_language,
    "zone": _press_zone,
    "quiet": _press_quiet,
    "mute": _press_mute,
    "reminder": _press_reminder,
    "digest": digests.press_setting,
    "calls": calls.press_setting,
    "discretion": discretion.press_setting,
    "following": _press_following,
}


async def _overview(exchange: Exchange) -> Message:
    services = exchange.services
    if exchange.subscriber is None:
        return start_view.welcome(exchange.say)
    return view.overview(
        exchange.subscriber,
        await services.subscribers.mutes(exchange.chat),
        await services.letters.reminder(exchange.chat),
        services.registry,
        exchange.say,
        digest=await services.digests.find(exchange.chat),
        now=services.clock.now(),
    )


async def set_zone(exchange: Exchange, zone: str) -> None:
    """Whatever comes at a local time moves with it."""
    await exchange.remember()
    await exchange.services.subscribers.move_clock(exchange.chat, zone)
    await exchange.services.letters.rezone(exchange.chat)
    await exchange.services.digests.rezone(exchange.chat)


def _minutes(begin: str, end: str) -> tuple[int, int] | None:
    first, last = read_number(begin), read_number(end)
    if first is None or last is None or first == last or max(first, last) >= 24 * 60:
        return None
    return first, last
