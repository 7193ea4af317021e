"""What became of a case, as readers hear of it. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.facts import Case, Registry
from bot.i18n import Translator
from bot.render import Button, Html, Message, escape, link
from bot.views.facts import host
from bot.views.topics import case_name
from storage.change_rows import CaseChange, ChangeKind
from storage.rows import TopicKind

_MOVED = (ChangeKind.TRANSFERRED, ChangeKind.TRANSIT)


def told(registry: Registry, change: CaseChange, *, say: Translator) -> Message:
    """What organisers confirmed, or that they took it back."""
    case = registry.cases.get(change.case)
    name = case_name(registry, change.case, say)
    gender = case.gender if case else ""
    key = f"change-{'told' if change.corrects is None else 'undone'}-{change.kind}"
    first = say.html(key, name=name, gender=gender, day=say.day(change.dated))
    if change.corrects is not None:
        blocks = [first, say.html("change-undone-why")]
    else:
        blocks = [first, *_particulars(change, say), _source(change, say)]
        if change.undesirable:
            blocks.append(say.html("alert-undesirable"))
    message = Message.of(*blocks, buttons=_buttons(change, case, say))
    return replace(message, designated=frozenset({change.source} if change.undesirable else ()))


def _particulars(change: CaseChange, say: Translator) -> list[Html]:
    place = escape(say.pick({"en": change.place_en, "ru": change.place_ru}))
    blocks = [say.html("change-place", place=place)] if place else []
    if change.address:
        blocks.append(say.html("change-address-known"))
    elif change.kind in _MOVED:
        blocks.append(say.html("change-address-unknown"))
    return blocks


def _source(change: CaseChange, say: Translator) -> Html:
    checked = say.plain("change-checked", day=say.day(change.created))
    source = link(change.source, host(change.source))
    return say.html("change-source", source=source, checked=checked)


def _buttons(
    change: CaseChange, case: Case | None, say: Translator
) -> tuple[tuple[Button, ...], ...]:
    first = [Button(say.plain("case-button-card"), callback=f"case:{change.case}")]
    if case is not None and not case.status.kind.over:
        first.append(Button(say.plain("case-button-write"), callback=f"write:{change.case}"))
    mute = Button(say.plain("alert-button-mute"), callback=f"mute:{TopicKind.CASE}:{change.case}")
    return (tuple(first), (mute,))
