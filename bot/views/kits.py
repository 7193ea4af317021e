"""The words of a letter-evening kit, and what the bot says beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cases.registry import Case, Registry, Source, Statement, StatusKind
from bot.i18n import Translator
from bot.letters.guide import RULES, Guidance, guidance
from bot.letters.kit import Kit, Label, Paper, Person, Phrase
from bot.render import Html, Message, shorten
from bot.views.cases import candidates, people
from bot.views.facts import age, bullet, host

PHRASES = tuple(
    f"kit-phrase-{name}"
    for name in (
        "hello",
        "name",
        "stranger",
        "myself",
        "weather",
        "read",
        "free",
        "strength",
        "end",
    )
)
PROMPTS = tuple(f"kit-prompt-{name}" for name in ("self", "day", "world", "picture"))

_REFUSED = {
    StatusKind.RELEASED: "kit-refused-released",
    StatusKind.DIED: "kit-refused-died",
    StatusKind.HOUSE_ARREST: "kit-refused-house-arrest",
}


def kit(
    cases: Sequence[Case], say: Translator, russian: Translator, *, today: date, paper: Paper
) -> Kit:
    """A kit in the language of ``say``; ``russian`` says the sentences to copy."""
    pages = ", ".join(dict.fromkeys(host(url) for _, url in RULES))
    return Kit(
        language=say.language,
        paper=paper,
        title=say.plain("kit-title"),
        made=say.plain("kit-made", day=say.day(today)),
        intro=say.plain("kit-intro"),
        people_heading=say.plain("kit-people"),
        how_heading=say.plain("kit-how"),
        how=tuple(say.plain(f"letters-rule-{rule.value}") for rule, _ in RULES),
        how_from=say.plain("letters-rules-from", links=pages),
        phrases_heading=say.plain("kit-phrases"),
        phrases_hint=say.plain("kit-phrases-hint"),
        phrases=tuple(Phrase(russian.plain(key), say.plain(key)) for key in PHRASES),
        address_heading=say.plain("kit-address"),
        prompts_heading=say.plain("kit-prompts"),
        sources_heading=say.plain("kit-sources"),
        footer=say.plain("kit-footer", day=say.day(today)),
        people=tuple(_person(case, say, today) for case in cases),
    )


def ready(people: int, say: Translator, *, fewer: bool = False) -> Message:
    """What is said with the file; ``fewer``: than were asked for."""
    return Message.of(
        say.html("kit-ready", count=people), say.html("kit-fewer") if fewer else Html("")
    )


def is_refused(case: Case) -> bool:
    """Released, dead, at home, or not to be written to: no page is made for a letter to them."""
    return case.status.kind in _REFUSED or case.write_policy is not None


def left_out(refused: Sequence[Case], unknown: Sequence[str], say: Translator) -> Message | None:
    """Who is not in the kit, and why; None if everybody is."""
    lines = [
        say.html("kit-refused", name=say.pick(case.name), why=say.html(_why_refused(case)))
        for case in refused
    ]
    lines += [say.html("kit-unknown", name=shorten(name, 60)) for name in unknown]
    return Message.of(say.html("kit-left-out"), bullet(*lines)) if lines else None


def did_you_mean(name: str, slugs: Sequence[str], registry: Registry, say: Translator) -> Message:
    """One of the names fits several people, or none for sure."""
    return Message.of(
        say.html("kit-did-you-mean", name=shorten(name, 60)),
        candidates(slugs, registry, say),
        buttons=people(slugs, registry, say, "kit"),
    )


def _why_refused(case: Case) -> str:
    return _REFUSED.get(case.status.kind, "kit-refused-policy")


class _Sources:
    """Numbers the sources of one page in the order in which they are first named."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}
        self._sources: list[Source] = []

    def mark(self, text: str, *sources: Source) -> str:
        """The text with its sources' numbers behind it."""
        for source in sources:
            if (source.url, source.dated) not in self._known:
                self._sources.append(source)
                self._known[source.url, source.dated] = len(self._sources)
        numbers = sorted({self._known[source.url, source.dated] for source in sources})
        return f"{text} {''.join(f'[{number}]' for number in numbers)}"

    def lines(self, say: Translator, today: date) -> tuple[str, ...]:
        """What each number means: the site, the date and its age, what to mind."""
        return tuple(
            f"[{number}] " + ", ".join(word for word in _source(source, say, today) if word)
            for number, source in enumerate(self._sources, 1)
        )


def _source(source: Source, say: Translator, today: date) -> tuple[str, ...]:
    dated = say.day(source.dated) if source.dated else ""
    note = shorten(say.pick(source.note), 120)
    return (
        host(source.url),
        dated or ("" if note else say.plain("fact-undated")),
        age(source.dated, say, today),
        note,
    )


def _person(case: Case, say: Translator, today: date) -> Person:
    sources = _Sources()
    guide = guidance(case, today)

    def stated(statement: Statement, limit: int) -> str:
        return sources.mark(shorten(say.pick(statement.text), limit), statement.source)

    who = stated(case.who, 260)
    since = ""
    if case.held_since is not None:
        on = case.held_since.on
        held = say.plain("kit-held", day=say.day(on), days=(today - on).days)
        since = sources.mark(held, case.held_since.source)
    facts = [stated(case.story, 520)]
    facts += [stated(charge, 220) for charge in case.charges[:2]]
    facts += [stated(sentence, 220) for sentence in case.sentences[-1:]]
    label = _label(guide, sources, say)
    return Person(
        name=say.pick(case.name),
        native_name=case.full_name.text,
        who=who,
        since=since,
        facts=tuple(facts),
        prompts=tuple(say.plain(key) for key in PROMPTS),
        label=label,
        no_label="" if label else say.plain("kit-no-label", links=_support(guide, say)),
        sources=sources.lines(say, today),
    )


def _label(guide: Guidance, sources: _Sources, say: Translator) -> Label | None:
    card = guide.card
    if card is None:
        return None
    checked = say.plain("kit-checked", day=say.day(card.confirmed))
    if card.old:
        checked += " " + say.plain("kit-checked-old", months=card.months)
    return Label(card.place, card.recipient, sources.mark(checked, card.source), card.old)


def _support(guide: Guidance, say: Translator) -> str:
    return ", ".join(f"{say.pick(each.label)}: {each.url}" for each in guide.support[:3])
