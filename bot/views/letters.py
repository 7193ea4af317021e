"""Reminders, address cards and what to keep to in a letter. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cases.registry import Case, Registry
from bot.i18n import Translator
from bot.letters.guide import BY_POLICY, RULES, AddressCard, Guidance, Refusal, guidance
from bot.render import COPY_LIMIT, Button, Html, Message, escape, link, shorten, utf16_length
from bot.views.cases import choose
from bot.views.facts import bullet, host, source_note, stated, where_from
from bot.views.topics import case_name


def reminder(
    registry: Registry, case: str, *, delivery_id: int, say: Translator, today: date
) -> Message | None:
    """It is time to write: to whom, and where. None if nobody can write to this person now.

    Decided as it is sent: who was freed, moved or frozen since it fell due is not named.
    """
    person = registry.cases.get(case)
    if person is None:
        return None
    guide = guidance(person, today)
    if guide.card is None:
        return None
    others = (
        Button(say.plain("letters-button-another"), callback=f"another:{delivery_id}:{case}"),
        Button(say.plain("letters-button-skip"), callback=f"skip:{delivery_id}"),
    )
    return Message.of(
        say.html("letters-reminder", name=case_name(registry, case, say)),
        stated(person.who, say, today, limit=200),
        *_envelope(guide.card, guide, say, today),
        say.html("letters-in-short"),
        buttons=[
            *_copy_buttons(guide.card, say),
            (
                Button(say.plain("letters-button-wrote"), callback=f"wrote:{delivery_id}:{case}"),
                Button(say.plain("letters-button-how"), callback=f"write:{case}"),
            ),
            others,
        ],
    )


def how_to_write(
    case: Case,
    say: Translator,
    *,
    today: date,
    written: int | None = None,
    suggested: bool = False,
    inside: bool = False,
) -> Message:
    """Where and how to write to this person, or why nobody can now.

    ``written`` is a rounded count of letters; None keeps it back. ``inside``: the reader writes
    from Russia.
    """
    guide = guidance(case, today, inside=inside)
    name = say.pick(case.name)
    more = (Button(say.plain("letters-button-card"), callback=f"case:{case.slug}"),)
    if guide.card is None:
        return Message.of(
            say.html("letters-to", name=name),
            _refused(case, guide, say, today),
            buttons=[
                *_support_buttons(guide, say),
                *_inside_button(case, guide, say),
                *_volunteers_button(case, guide, say),
                more,
            ],
        )
    return Message.of(
        say.html("letters-suggested" if suggested else "letters-to", name=name),
        *_envelope(guide.card, guide, say, today),
        _rules(say),
        say.html("letters-never-here"),
        say.html("letters-written", count=written) if written else Html(""),
        buttons=[*_copy_buttons(guide.card, say), _on_from_here(case, say), more],
    )


def did_you_mean(
    slugs: Sequence[str], registry: Registry, say: Translator, *, verb: str = "write"
) -> Message:
    """Several people fit the name after /write; ``verb`` is what a tap on one of them means."""
    return choose(slugs, registry, say, verb)


def nobody(say: Translator) -> Message:
    """Nobody fits the name: what to try."""
    people = Button(say.plain("case-button-people"), callback="people:")
    return Message.of(say.html("letters-nobody"), buttons=[(people,)])


def thanks(case: str, registry: Registry, say: Translator) -> Message:
    """Takes the place of a reminder once the letter is written."""
    card = Button(say.plain("letters-button-card"), callback=f"case:{case}")
    wrote = say.html("letters-wrote", name=case_name(registry, case, say))
    return Message.of(wrote, buttons=[(card,)])


def _envelope(card: AddressCard, guide: Guidance, say: Translator, today: date) -> tuple[Html, ...]:
    """The address as the colony wants it, where it is from, and a warning if it is old."""
    address = Html(f"<code>{escape(card.place)}</code>\n<code>{escape(card.recipient)}</code>")
    confirmed = say.html("letters-confirmed", day=say.day(card.confirmed))
    lines = [Html(f"{confirmed} {where_from(card.source, say, today)}")]
    if card.old:
        lines.append(say.html("letters-old", months=card.months))
        if guide.support:
            lines.append(say.html("letters-ask-first", links=_links(guide, say)))
    return address, Html("\n".join(lines))


def _refused(case: Case, guide: Guidance, say: Translator, today: date) -> Html:
    """Why there is no address, and who knows more."""
    assert guide.refusal is not None
    key = f"letters-refused-{guide.refusal.value}"
    policy = case.write_policy if guide.refusal in BY_POLICY.values() else None
    day = say.day(policy.as_of if policy else case.status.as_of)
    reason = say.html(key, name=say.pick(case.name), day=day)
    if policy:
        reason = Html(f"{reason} {source_note(policy.source, say, today, said=policy.as_of)}")
    lines = [reason]
    if guide.caution:
        lines.append(escape(say.pick(guide.caution)))
    if guide.support:
        lines.append(say.html("letters-ask-support", links=_links(guide, say)))
    return Html("\n\n".join(lines))


def _rules(say: Translator) -> Html:
    rules = bullet(
        *(
            Html(f"{say.html(f'letters-rule-{rule.value}')} ({link(url, host(url))})")
            for rule, url in RULES
        )
    )
    return Html(f"{say.html('letters-rules')}\n{rules}\n{say.html('letters-rules-undated')}")


def _links(guide: Guidance, say: Translator) -> Html:
    return Html(", ".join(link(each.url, say.pick(each.label)) for each in guide.support))


def _support_buttons(guide: Guidance, say: Translator) -> list[tuple[Button, ...]]:
    return [
        (Button(shorten(say.pick(each.label), 40), url=each.url),) for each in guide.support[:3]
    ]


def _on_from_here(case: Case, say: Translator) -> tuple[Button, ...]:
    return (
        Button(say.plain("letters-button-ways"), callback=f"ways::{case.slug}"),
        Button(say.plain("letters-button-phrases"), callback=f"phrases:{case.slug}"),
    )


def _volunteers_button(case: Case, guide: Guidance, say: Translator) -> list[tuple[Button, ...]]:
    """Where no address is sure, volunteers may know a way."""
    if guide.refusal not in (Refusal.NO_ADDRESS, Refusal.OUTDATED):
        return []
    return [(Button(say.plain("letters-button-ways"), callback=f"ways::{case.slug}"),)]


def _inside_button(case: Case, guide: Guidance, say: Translator) -> list[tuple[Button, ...]]:
    if guide.refusal is not Refusal.NO_FOREIGN_ADDRESS:
        return []
    return [(Button(say.plain("letters-button-inside"), callback=f"write:{case.slug}:in"),)]


def _copy_buttons(card: AddressCard, say: Translator) -> list[tuple[Button, ...]]:
    """One button for the whole envelope, or one for each half where that is too long to copy."""
    whole = f"{card.place}\n{card.recipient}"
    if utf16_length(whole) <= COPY_LIMIT:
        return [(Button(say.plain("letters-button-copy"), copy_text=whole),)]
    halves = (
        ("letters-button-copy-place", card.place),
        ("letters-button-copy-name", card.recipient),
    )
    return [
        (Button(say.plain(key), copy_text=text),)
        for key, text in halves
        if utf16_length(text) <= COPY_LIMIT
    ]
