"""Days ahead on which a letter means most, in one message. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.letters.advice import Advice
from bot.letters.occasions import Occasion, OccasionKind
from bot.letters.spans import Span, ahead, without
from bot.render import Button, Html, Message, rows, shorten
from bot.views.facts import bullet
from bot.views.topics import case_name
from storage.rows import Topic

MOST_DAYS = 10
MOST_NAMES = 6
"""Of a feast that is everybody's; likewise buttons."""


def occasions(
    registry: Registry,
    advice: Advice,
    about: str,
    *,
    follows: Collection[Topic],
    muted: Collection[Topic],
    say: Translator,
    today: date,
) -> Message | None:
    """What a delivery about days ahead tells; None if nobody is left to whom one could write.

    Decided as it is sent: who was freed, moved, frozen or muted since it fell due is not named.
    """
    span = Span.read(about)
    days = without(tuple(muted), ahead(registry, advice, tuple(follows), span, today))
    if not days:
        return None
    own = [day for day in days if day.kind is not OccasionKind.NEW_YEAR]
    shared = [day for day in days if day.kind is OccasionKind.NEW_YEAR]
    lines = [_line(day, registry, say) for day in own[:MOST_DAYS]]
    if len(own) > MOST_DAYS:
        lines.append(say.html("occasions-more", count=len(own) - MOST_DAYS))
    if shared:
        lines.append(_new_year(shared, registry, say))
    people = list(dict.fromkeys(day.case for day in days))[:MOST_NAMES]
    lead = advice.leads[span.route]
    return Message.of(
        say.html("occasions-heading"),
        bullet(*lines),
        say.html("occasions-leave", route=route(span.route, lead.days, say)),
        say.html("occasions-how"),
        buttons=rows(
            [
                Button(
                    say.plain(
                        "occasions-button-write", name=shorten(case_name(registry, slug, say), 30)
                    ),
                    callback=f"write:{slug}",
                )
                for slug in people
            ]
        ),
    )


def route(name: str, days: int, say: Translator) -> str:
    """ "by post from abroad, 42 days ahead" """
    return say.plain(f"calendar-route-{name}", days=days)


def _line(day: Occasion, registry: Registry, say: Translator) -> Html:
    return say.html(
        "occasions-day",
        day=say.day(day.on),
        what=say.plain(
            f"calendar-{day.kind.value}",
            name=case_name(registry, day.case, say),
            number=day.number,
        ),
    )


def _new_year(days: list[Occasion], registry: Registry, say: Translator) -> Html:
    named = _names(days[:MOST_NAMES], registry, say)
    further = len(days) - MOST_NAMES
    return say.html(
        "occasions-new-year",
        names=named,
        more=say.plain("occasions-and-more", count=further) if further > 0 else "",
    )


def _names(days: Iterable[Occasion], registry: Registry, say: Translator) -> str:
    return ", ".join(case_name(registry, day.case, say) for day in days)
