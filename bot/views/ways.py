"""By which ways a letter goes to a person, and what sources say of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cases.facts import About, Case, NamedWays, Sender, Source, Stopped, Way
from bot.i18n import Translator
from bot.letters.ways import stops, ways_for
from bot.render import Button, Html, Message, escape, rows, shorten
from bot.views.facts import source_note
from bot.zones import country_name

LABELS = {
    About.LANGUAGE: "ways-language",
    About.PAYMENT: "ways-payment",
    About.DELAY: "ways-delay",
}


def ways(
    case: Case | None,
    known: Mapping[str, Way],
    say: Translator,
    *,
    today: date,
    sender: Sender,
    country: str = "",
) -> Message:
    """Everything open to this sender; ``country`` is theirs, as an ISO code, where it is known."""
    found = ways_for(case, known.values(), sender)
    name = say.pick(case.name) if case else ""
    blocks = [
        say.html("ways-title", name=name) if case else say.html("ways-title-all"),
        say.html(f"ways-from-{sender.value}"),
    ]
    if not found:
        blocks.append(say.html("ways-none"))
    elif case and case.ways:
        blocks.append(_named(case.ways, found, known, say, sender=sender, today=today))
    elif case is None or case.address:
        blocks.append(say.html("ways-unnamed"))
    else:
        blocks.append(say.html("ways-unaddressed"))
    blocks += [_way(each, say, today, country) for each in found]
    links = [Button(_short(say.pick(each.name)), url=each.link) for each in found if each.link]
    return Message.of(*blocks, buttons=[*rows(links), *_other_buttons(case, sender, say)])


def _named(
    named: NamedWays,
    found: Sequence[Way],
    known: Mapping[str, Way],
    say: Translator,
    *,
    sender: Sender,
    today: date,
) -> Html:
    """The services a source names for the place: those open to this sender; if none, that."""
    here = [each.slug for each in found if each.slug in named.named]
    names = ", ".join(say.pick(known[slug].name) for slug in here or named.named)
    line = (
        say.html("ways-named", names=names)
        if here
        else say.html("ways-named-elsewhere", names=names, sender=sender.value)
    )
    return Html(f"{line} {source_note(named.source, say, today, brief=True)}")


def _short(name: str) -> str:
    """A name for a button, without who stands behind it."""
    return shorten(name.partition(" (")[0], 30)


def _way(way: Way, say: Translator, today: date, country: str) -> Html:
    lines = [Html(f"<b>{escape(say.pick(way.name))}</b>")]
    for about, statement in way.facts:
        text = escape(say.pick(statement.text))
        lines.append(say.html(LABELS[about], text=text) if about in LABELS else text)
    sources = dict.fromkeys(_key(statement.source) for _, statement in way.facts)
    by_key = {_key(statement.source): statement.source for _, statement in way.facts}
    notes = [source_note(by_key[key], say, today, brief=True) for key in sources]
    lines.append(Html(f"<i>{' '.join(notes)}</i>"))
    if way.stopped:
        found = stops(way, country)
        lines.append(say.html("ways-stopped"))
        lines += [_stopped(each, say, today) for each in found]
    return Html("\n".join(lines))


def _stopped(stop: Stopped, say: Translator, today: date) -> Html:
    place = country_name(stop.country, say.language)
    line = say.html("ways-stopped-since", country=place, day=say.day(stop.since))
    return Html(f"{line} {source_note(stop.source, say, today, brief=True)}")


def _key(source: Source) -> tuple[str, str]:
    return source.url, source.dated


def _other_buttons(case: Case | None, sender: Sender, say: Translator) -> list[tuple[Button, ...]]:
    slug = case.slug if case else ""
    other = Sender.ABROAD if sender is Sender.RUSSIA else Sender.RUSSIA
    switch = Button(say.plain(f"ways-button-{other.value}"), callback=f"ways:{other.value}:{slug}")
    phrases = Button(say.plain("ways-button-phrases"), callback=f"phrases:{slug}")
    address = Button(say.plain("ways-button-address"), callback=f"write:{slug}")
    return [(switch,), (phrases, address) if case else (phrases,)]
