"""A group's letter evening as its members see it. No name but prisoners' stands there. Pure."""

from __future__ import annotations

from datetime import date

from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.letters.announcing import Unclear
from bot.letters.guide import guidance, writable
from bot.render import Button, Html, Message, rows, shorten
from bot.views.facts import bullet
from bot.views.topics import case_name
from bot.zones import city
from storage.evening_rows import Evening


def announcement(evening: Evening, registry: Registry, say: Translator, *, today: date) -> Message:
    """When and where, a button for each name, and the counts so far."""
    names = [
        Button(
            say.plain(
                "evening-button-name",
                name=shorten(case_name(registry, slug, say), 30),
                count=evening.taken.get(slug, 0),
            ),
            callback=f"ev:t:{evening.id}:{slug}",
        )
        for slug in evening.people
        if _open(slug, registry)
    ]
    written = sum(evening.written.values())
    return Message.of(
        _when(evening, say),
        say.html("evening-how"),
        bullet(*(_line(slug, evening, registry, say, today) for slug in evening.people)),
        say.html("evening-written", count=written) if written else Html(""),
        buttons=[
            *rows(names),
            (
                Button(say.plain("evening-button-written"), callback=f"ev:w:{evening.id}"),
                Button(say.plain("evening-button-kit"), callback=f"ev:k:{evening.id}"),
            ),
            (
                Button(say.plain("letters-button-phrases"), callback="phrases:"),
                Button(say.plain("letters-button-ways"), callback="ways::"),
            ),
        ],
    )


def over(evening: Evening, registry: Registry, say: Translator) -> Message:
    """What is left of an evening: how many letters to whom."""
    lines = [
        say.html("evening-sum", name=case_name(registry, slug, say), count=count)
        for slug in evening.people
        if (count := evening.written.get(slug, 0))
    ]
    total = sum(evening.written.values())
    return Message.of(
        say.html("evening-over", day=say.moment(evening.starts, evening.zone)),
        say.html("evening-thanks", count=total) if total else say.html("evening-none"),
        bullet(*lines) if lines else Html(""),
    )


def called_off(evening: Evening, say: Translator) -> Message:
    return Message.of(say.html("evening-called-off", day=say.moment(evening.starts, evening.zone)))


def unclear(fault: Unclear, say: Translator) -> Message:
    """What of the announcement was not understood, and how it is written."""
    return Message.of(say.html(f"evening-unclear-{fault.what}"), say.html("evening-usage"))


def _when(evening: Evening, say: Translator) -> Html:
    day, place = say.meeting(evening.starts, evening.zone), city(evening.zone, say.language)
    when = say.html("evening-when", day=day, city=place)
    if evening.zone == "UTC":
        when = say.html("evening-when-unset", day=day)
    lines = [say.html("evening-title"), when]
    if evening.place:
        lines.append(say.html("evening-where", place=evening.place))
    return Html("\n".join(lines))


def _line(slug: str, evening: Evening, registry: Registry, say: Translator, today: date) -> Html:
    name = case_name(registry, slug, say)
    if not _open(slug, registry):
        return say.html("evening-not-now", name=name)
    taken, written = evening.taken.get(slug, 0), evening.written.get(slug, 0)
    line = say.html("evening-line", name=name, taken=taken, written=written)
    card = guidance(registry.cases[slug], today).card
    if card is None or not card.old:
        return line
    return Html(f"{line}. {say.html('evening-old', months=card.months)}")


def _open(slug: str, registry: Registry) -> bool:
    case = registry.cases.get(slug)
    return case is not None and writable(case)
