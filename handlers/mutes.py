"""Silence for a while: everything, or one person or campaign."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.topics import Sure, find_topic, pressed_topic
from bot.views import follows as view
from bot.views import settings as settings_view
from handlers.exchange import Exchange, read_number
from storage.rows import EVERYTHING, Topic

LONGEST = 365
DEFAULT_DAYS = 7
MORNING = time(8)
"""A mute ends in the morning, not at the minute of the night it began."""


async def mute(exchange: Exchange) -> None:
    """/mute [NAME | CAMPAIGN] [DAYS]"""
    services, say = exchange.services, exchange.say
    if not exchange.arguments:
        mutes = await services.subscribers.mutes(exchange.chat) if exchange.subscriber else {}
        await exchange.reply(settings_view.mute(mutes, services.registry, say, exchange.zone))
        return
    words = exchange.arguments.split()
    days = _days(words[-1])
    if days is None and words[-1].isdecimal():
        await exchange.tell("mute-unclear-days", most=LONGEST)
        return
    name = " ".join(words if days is None else words[:-1])
    topic = EVERYTHING
    if name:
        found = find_topic(name, services.lookup)
        if not isinstance(found, Sure):
            await exchange.reply(view.choose(found.topics, services.registry, say, verb="mute"))
            return
        topic = found.topic
    until = await _mute(exchange, topic, days or DEFAULT_DAYS)
    await exchange.reply(view.muted(topic, until, services.registry, say, zone=exchange.zone))


async def unmute(exchange: Exchange) -> None:
    """/unmute [NAME | CAMPAIGN]"""
    services, say = exchange.services, exchange.say
    muted = await services.subscribers.mutes(exchange.chat) if exchange.subscriber else {}
    ended = list(muted)
    if exchange.arguments:
        found = find_topic(exchange.arguments, services.lookup)
        if not isinstance(found, Sure):
            await exchange.reply(view.choose(found.topics, services.registry, say, verb="unmute"))
            return
        ended = [topic for topic in muted if topic == found.topic]
    for topic in ended:
        await services.subscribers.unmute(exchange.chat, topic)
    if not exchange.arguments and not ended:
        await exchange.tell("mute-none-at-all")
        return
    await exchange.reply(view.unmuted(ended, services.registry, say))


async def press_mute(exchange: Exchange) -> None:
    """mute:<kind>:<slug> asks for how long; mute:<kind>:<slug>:<days> does it"""
    topic, length = _pressed(exchange)
    days = _days(length)
    services, say = exchange.services, exchange.say
    if topic is None or (days is None and length not in ("", "pick")):
        await exchange.toast("chat-button-gone")
    elif days is None:
        # The alert under which the button stands stays as it is.
        await exchange.answer()
        await exchange.reply(view.mute_choice(topic, services.registry, say))
    else:
        until = await _mute(exchange, topic, days)
        await exchange.answer()
        await exchange.edit(view.muted(topic, until, services.registry, say, zone=exchange.zone))


async def press_unmute(exchange: Exchange) -> None:
    """unmute:<kind>:<slug>"""
    topic, _ = _pressed(exchange)
    if topic is None:
        await exchange.toast("chat-button-gone")
        return
    if exchange.subscriber is not None:
        await exchange.services.subscribers.unmute(exchange.chat, topic)
    await exchange.answer()
    await exchange.edit(view.unmuted([topic], exchange.services.registry, exchange.say))


def morning_after(now: datetime, days: int, zone: str) -> datetime:
    """Eight in the morning, local time, this many days from now."""
    local = now.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(days=days), MORNING, ZoneInfo(zone))


async def _mute(exchange: Exchange, topic: Topic, days: int) -> datetime:
    subscriber = await exchange.remember()
    until = morning_after(exchange.services.clock.now(), days, subscriber.time_zone)
    await exchange.services.subscribers.mute(exchange.chat, topic, until)
    return until


def _days(word: str) -> int | None:
    days = read_number(word)
    return days if days is not None and 1 <= days <= LONGEST else None


def _pressed(exchange: Exchange) -> tuple[Topic | None, str]:
    kind, _, rest = exchange.arguments.partition(":")
    slug, _, length = rest.partition(":")
    return pressed_topic(kind, slug, exchange.services.registry), length
