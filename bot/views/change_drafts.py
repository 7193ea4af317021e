"""What organisers see around a change of a case: questions, previews, decisions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.cases.facts import Case, Registry
from bot.changes.steps import MAY_BE_UNKNOWN, Preview, Step, kinds
from bot.i18n import Translations, Translator
from bot.render import Button, Html, Message, escape, link, rows, shorten
from bot.views import cases as case_view
from bot.views.changes import told
from bot.views.entries import feed_name, headline
from bot.views.facts import host
from bot.views.letters import how_to_write
from bot.views.topics import case_name
from storage.change_rows import CaseChange, ChangeKind, ChangeState, Claim


def did_you_mean(slugs: Sequence[str], registry: Registry, say: Translator) -> Message:
    """Several people fit the name after /change."""
    return case_view.choose(slugs, registry, say, "ch:who")


def what_happened(case: Case, say: Translator) -> Message:
    """What may be said of this person as the card stands."""
    possible = kinds(case)
    status = say.html(f"case-status-{case.status.kind}", day=say.day(case.status.as_of))
    buttons = [
        Button(say.plain(f"change-button-{kind}"), callback=f"ch:new:{kind}:{case.slug}")
        for kind in possible
        if kind is not ChangeKind.FROZEN
    ]
    freeze = Button(say.plain("change-button-frozen"), callback=f"ch:freeze:{case.slug}")
    return Message.of(
        say.html("change-what" if possible else "change-closed", name=say.pick(case.name)),
        status,
        say.html("change-freeze-how") if ChangeKind.FROZEN in possible else Html(""),
        buttons=[*rows(buttons), *([(freeze,)] if ChangeKind.FROZEN in possible else [])],
    )


def ask(
    draft: CaseChange, case: Case, say: Translator, *, today: date, unclear: bool = False
) -> Message:
    """The next plain message answers this. ``unclear``: the last one did not, and is told why."""
    step = Step(draft.asking)
    question = say.html(f"change-{'unclear' if unclear else 'ask'}-{step}")
    blocks = [_title(draft, say.pick(case.name), say), question]
    buttons: list[tuple[Button, ...]] = []
    if step is Step.DATE:
        days = {"today": today, "yesterday": today - timedelta(days=1)}
        buttons.append(
            tuple(
                Button(say.plain(f"change-button-{word}"), callback=f"ch:day:{draft.id}:{day}")
                for word, day in days.items()
            )
        )
    if step is Step.ADDRESS and draft.kind is ChangeKind.ADDRESS and case.address:
        blocks.append(Html(f"<code>{escape(case.address.place)}</code>"))
        same = Button(say.plain("change-button-same"), callback=f"ch:same:{draft.id}")
        buttons.append((same,))
    elif step in MAY_BE_UNKNOWN:
        unknown = say.plain("change-button-unknown")
        buttons.append((Button(unknown, callback=f"ch:none:{draft.id}:{step}"),))
    return Message.of(*blocks, buttons=[*buttons, (_discard(draft, say),)])


def previews(
    preview: Preview, translations: Translations, say: Translator, today: date
) -> list[Message]:
    """As readers will see it: the card and what followers are told, in every language; and what
    letter writers find."""
    after, change = preview.after, preview.change
    registry = Registry({after.slug: after}, {})
    shown = []
    for language in after.name:
        voice = translations(language)
        shown.append(case_view.card(after, voice, today=today, followed=False))
        if change.kind is not ChangeKind.FROZEN:
            shown.append(told(registry, change, say=voice))
    if after.address != preview.before.address:
        shown.append(how_to_write(after, say, today=today))
    return [replace(message, buttons=()) for message in shown]


def to_confirm(preview: Preview, say: Translator, *, solo: bool) -> Message:
    """Under the previews, for the author. ``solo``: it is so without a second person."""
    change = preview.change
    again = Button(say.plain("change-button-anew"), callback=f"ch:anew:{change.id}")
    last = (_discard(change, say),) if change.corrects else (again, _discard(change, say))
    if preview.changes_nothing:
        return Message.of(*_before(preview, say), say.html("change-nothing"), buttons=[last])
    word = "change-button-confirm" if solo else "change-button-submit"
    go = Button(say.plain(word), callback=f"ch:go:{change.id}:{preview.digest}")
    confirm = say.html("change-confirm-solo" if solo else "change-confirm")
    return Message.of(*_before(preview, say), confirm, buttons=[(go,), last])


def to_approve(preview: Preview, say: Translator) -> Message:
    """Under the previews, for the second person."""
    number, seen = preview.change.id, preview.digest
    return Message.of(
        say.html("change-approve"),
        *_before(preview, say),
        say.html("change-nothing") if preview.changes_nothing else Html(""),
        buttons=[
            (
                Button(say.plain("change-button-approve"), callback=f"ch:ok:{number}:{seen}"),
                Button(say.plain("change-button-refuse"), callback=f"ch:no:{number}:{seen}"),
            )
        ],
    )


def waiting(preview: Preview, say: Translator, *, asked: int) -> Message:
    """For the author: how many were asked; with nobody, it can be tried again."""
    change = preview.change
    if asked:
        text = say.html("change-waiting", asked=asked)
        return Message.of(text, buttons=[(_discard(change, say),)])
    again = Button(
        say.plain("change-button-submit"), callback=f"ch:go:{change.id}:{preview.digest}"
    )
    text = say.html("change-nobody-to-approve")
    return Message.of(text, buttons=[(again,), (_discard(change, say),)])


def frozen(change: CaseChange, registry: Registry, say: Translator) -> Message:
    """An address is not given any more; who may end that."""
    name = case_name(registry, change.case, say)
    return Message.of(say.html("change-frozen", name=name), buttons=[(_undo(change, say),)])


def said(key: str, say: Translator) -> Message:
    """One of the short answers, by its name after "change-"."""
    return Message.of(say.html(f"change-{key}"))


def listing(changes: Sequence[CaseChange], registry: Registry, say: Translator) -> Message:
    """/change alone: what waits and what was decided; how to begin."""
    lines, buttons = [], []
    for change in changes:
        title = _title(change, case_name(registry, change.case, say), say)
        state = say.html(f"change-state-{change.state}", number=change.id)
        dated = [say.day(change.dated, short=True)] if change.dated else []
        source = [link(change.source, host(change.source))] if change.source else []
        about = Html(" · ".join([*map(escape, dated), *source]))
        lines.append(Html(f"{state}\n{title}\n{about}"))
        if change.state is ChangeState.PENDING:
            look = say.plain("change-button-look", number=change.id)
            buttons.append((Button(look, callback=f"ch:show:{change.id}"),))
        elif change.state is ChangeState.CONFIRMED and change.corrects is None:
            buttons.append((_undo(change, say),))
    return Message.of(
        say.html("change-list" if lines else "change-none"),
        *lines,
        say.html("change-how"),
        buttons=buttons,
    )


def claim(
    told: Claim, registry: Registry, say: Translator, *, feed: str, title: str, address: str
) -> Message:
    """A feed claims something that the card does not say; it can be confirmed from here."""
    name = case_name(registry, told.case, say)
    kind = say.plain(f"change-button-{told.kind}")
    confirm = Button(say.plain("change-button-claim"), callback=f"ch:claim:{told.id}")
    return Message.of(
        say.html("change-claimed", feed=feed_name(feed), name=name, kind=kind),
        Html(f"<blockquote>{link(address, headline(title, say, 250))}</blockquote>"),
        say.html("change-claimed-how"),
        buttons=[(confirm,)],
    )


def _title(change: CaseChange, name: str, say: Translator) -> Html:
    key = "change-title" if change.corrects is None else "change-title-undo"
    what = "kind" if change.kind is ChangeKind.FROZEN else "button"
    kind = say.plain(f"change-{what}-{change.kind}")
    return say.html(key, name=shorten(name, 80), kind=kind)


def _before(preview: Preview, say: Translator) -> tuple[Html, ...]:
    """What to know before deciding."""
    change = preview.change
    source = link(change.source, host(change.source)) if change.source else Html("")
    silent = change.kind is ChangeKind.FROZEN
    return (
        _title(change, say.pick(preview.after.name), say),
        say.html("change-preview-silent" if silent else "change-preview"),
        say.html("change-open-source", source=source) if source else Html(""),
        say.html("change-undesirable") if change.undesirable else Html(""),
        say.html("change-one-line-place") if _in_one_language(change) else Html(""),
    )


def _in_one_language(change: CaseChange) -> bool:
    return bool(change.place_en) and change.place_en == change.place_ru


def _discard(change: CaseChange, say: Translator) -> Button:
    return Button(say.plain("change-button-discard"), callback=f"ch:drop:{change.id}")


def _undo(change: CaseChange, say: Translator) -> Button:
    word = "thaw" if change.kind is ChangeKind.FROZEN else "undo"
    return Button(
        say.plain(f"change-button-{word}", number=change.id), callback=f"ch:undo:{change.id}"
    )
