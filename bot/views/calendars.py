"""Days on which a letter means most, and meetings to come to, as iCalendar (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.letters.occasions import Occasion
from bot.render import Html, Message
from bot.views.calls import when
from bot.views.facts import host
from bot.views.topics import case_name
from storage.broadcast_rows import Event as Meeting
from storage.reminder_rows import Route

_DAY = timedelta(days=1)


def calendar(
    occasions: Iterable[Occasion],
    registry: Registry,
    say: Translator,
    *,
    lead: timedelta,
    made: datetime,
    bot_name: str,
) -> bytes:
    """Two whole days an occasion: when a letter should leave, ``lead`` before, and the day itself.

    Days that are past by ``made`` are left out. Nothing repeats: whoever is free by next year must
    not stand in anybody's calendar. Identifiers stay the same, so that a newer file imported later
    replaces the entries of an older one.
    """
    document = _document(f"-//{bot_name}//letters//")
    document.add("x-wr-calname", say.plain("calendar-name"))
    for occasion in occasions:
        name = case_name(registry, occasion.case, say)
        words = say.plain(f"calendar-{occasion.kind.value}", name=name, number=occasion.number)
        about = _about(occasion, say, bot_name)
        uid = f"{occasion.case}-{occasion.kind.value}-{occasion.on.year}@{bot_name}"
        leave = occasion.write_by(lead)
        if leave >= made.date():
            summary = say.plain("calendar-write", what=words, day=say.day(occasion.on, short=True))
            document.add_component(_event(leave, summary, about, uid=f"write-{uid}", made=made))
        document.add_component(_event(occasion.on, words, about, uid=uid, made=made))
    content: bytes = document.to_ical()
    return content


def meeting(
    call: int, event: Meeting, summary: str, say: Translator, *, made: datetime, bot_name: str
) -> bytes:
    """What a call asks its readers to come to.

    The moment is written in UTC, which every calendar shows on its owner's clock; the clock that
    hangs there is told beside it. A file taken after a correction replaces the entry. Calls name no
    end, and none is made up.
    """
    entry = Event()
    entry.add("uid", f"call-{call}@{bot_name}")
    entry.add("dtstamp", made)
    entry.add("dtstart", event.starts.astimezone(UTC))
    entry.add("summary", summary)
    entry.add("location", event.place)
    entry.add("description", say.plain("calendar-meeting", when=when(event, say)))
    document = _document(f"-//{bot_name}//calls//")
    document.add_component(entry)
    content: bytes = document.to_ical()
    return content


def ready(
    people: int, route: Route, say: Translator, *, lead: timedelta, left_out: int = 0
) -> Message:
    """What is said with the file; ``left_out``: so many have no address to be sure of."""
    way = say.plain(f"calendar-route-{route.value}", days=lead.days)
    return Message.of(
        say.html("calendar-ready", count=people, route=way),
        say.html("calendar-left-out", count=left_out) if left_out else Html(""),
    )


def _document(product: str) -> Calendar:
    document = Calendar()
    document.add("prodid", product)
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    return document


def _about(occasion: Occasion, say: Translator, bot_name: str) -> str:
    """Where the day is from, and where today's address is to be had."""
    lines = [
        say.plain("calendar-address", link=f"https://t.me/{bot_name}?start=case_{occasion.case}")
    ]
    if occasion.source is not None:
        dated = (
            say.day(occasion.source.dated) if occasion.source.dated else say.plain("fact-undated")
        )
        lines.append(say.plain("calendar-source", site=host(occasion.source.url), day=dated))
    return "\n".join(lines)


def _event(day: date, summary: str, about: str, *, uid: str, made: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", about)
    return event
