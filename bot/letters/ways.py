"""By which ways a letter can be sent, from where its writer is. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cases.facts import Case, Sender, Stopped, Way, WayKind
from bot.letters.guide import Refusal, refusal_of
from bot.zones import country_of
from storage.reminder_rows import Route
from storage.rows import Reminder, Subscriber

_ORDER = (WayKind.POST, WayKind.ELECTRONIC, WayKind.VOLUNTEERS)
_UNKNOWN_PLACE = (Refusal.NO_ADDRESS, Refusal.OUTDATED)


def sender_of(reader: Subscriber | None, language: str) -> Sender:
    """Where this reader probably is: by what they said of Russia, by their zone, by language."""
    if reader is not None and reader.russia:
        return Sender.RUSSIA
    country = country_of(reader.time_zone) if reader else ""
    if country:
        return Sender.RUSSIA if country == "RU" else Sender.ABROAD
    return Sender.RUSSIA if language == "ru" else Sender.ABROAD


def usual_route(kept: Reminder | None, sender: Sender) -> Route:
    """How this reader's letters travel: as they said, else by post from where they are.

    To write from abroad is what stands in every new reminder, so it was said only by those who are
    told of days ahead, since they saw it.
    """
    if kept is not None and (kept.look is not None or kept.route is not Route.ABROAD):
        return kept.route
    return Route.PAPER if sender is Sender.RUSSIA else Route.ABROAD


def ways_for(case: Case | None, ways: Iterable[Way], sender: Sender) -> tuple[Way, ...]:
    """What is open to this sender: post first, then services, then volunteers.

    Where a source names services for somebody's place, no other service is given. To who has no
    address only volunteers may know a way; to who must not be written to there is none.
    """
    kinds = set(_ORDER)
    if case is not None:
        refusal = refusal_of(case, inside=sender is Sender.RUSSIA)
        if refusal in _UNKNOWN_PLACE:
            kinds = {WayKind.VOLUNTEERS}
        elif refusal is not None:
            return ()
    named = case.ways.named if case is not None and case.ways else ()
    found = [
        way
        for way in ways
        if sender in way.senders
        and way.kind in kinds
        and (not way.people or (case is not None and case.slug in way.people))
        and (way.kind is not WayKind.ELECTRONIC or not named or way.slug in named)
    ]
    return tuple(sorted(found, key=lambda way: (_ORDER.index(way.kind), not way.people, way.slug)))


def stops(way: Way, country: str) -> tuple[Stopped, ...]:
    """From where this way was reported not to work: this country alone if it is among them."""
    here = tuple(each for each in way.stopped if each.country == country)
    return here or way.stopped
