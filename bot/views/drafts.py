"""A call being written: what is asked, and the menu under its previews. Pure."""

from __future__ import annotations

from bot.broadcasts.answers import SWITCHES, is_on, language_asked
from bot.broadcasts.reading import Misread
from bot.cases.registry import Registry
from bot.checklist import Preview, Tried
from bot.i18n import LANGUAGES, Translator
from bot.render import MOST_BUTTONS, Button, Html, Message, rows, shorten
from bot.views.broadcasts import before, opened, segment_name
from bot.views.facts import bullet
from bot.views.topics import case_name
from storage.broadcast_rows import Broadcast, CallKind

_TARGET = {
    CallKind.LETTER: "case",
    CallKind.PETITION: "petition",
    CallKind.REPRESENTATIVE: "appeals",
    CallKind.EVENT: "event",
}
"""What each kind of call asks for next."""


def segments(registry: Registry, say: Translator) -> Message:
    """/broadcast: to whom?"""
    return Message.of(say.html("call-to-whom"), buttons=_segments(registry, say, "b:new"))


def people(registry: Registry, say: Translator, verb: str = "b:new") -> Message:
    """To the followers of one person: of whom? Of many people the rest is named by command."""
    slugs = sorted(registry.cases, key=lambda slug: case_name(registry, slug, say))
    buttons = [
        Button(shorten(case_name(registry, slug, say), 40), callback=f"{verb}:case:{slug}")
        for slug in slugs[:MOST_BUTTONS]
    ]
    return Message.of(say.html("call-to-whose-followers"), buttons=rows(buttons))


def ask(
    draft: Broadcast, registry: Registry, say: Translator, *, misread: Misread | None = None
) -> Message:
    """The next plain message becomes what is asked for. ``misread``: why the last one did not."""
    language = language_asked(draft)
    discard = Button(say.plain("call-button-discard"), callback=f"b:drop:{draft.id}")
    if language != draft.asking:
        back = Button(say.plain("call-button-back"), callback=f"b:back:{draft.id}")
        off = Button(say.plain("call-button-off"), callback=f"b:off:{draft.id}:{draft.asking}")
        key = f"call-ask-{language}" if language else f"call-ask-{draft.asking}"
        fault = say.html(f"call-{misread}") if misread else Html("")
        return Message.of(fault, say.html(key), buttons=[(back,) if language else (back, off)])
    buttons = [discard]
    # Without any text the last language cannot be left out too.
    if draft.texts or language != LANGUAGES[-1]:
        key = "call-button-keep" if language in dict(draft.texts) else "call-button-skip"
        buttons.insert(0, Button(say.plain(key), callback=f"b:skip:{draft.id}:{language}"))
    return Message.of(
        say.html("call-segment", name=segment_name(draft.segment, registry, say)),
        say.html(f"call-ask-{language}"),
        say.html("call-correct-how" if draft.revises else "call-ask-how"),
        buttons=[tuple(buttons)],
    )


def menu(preview: Preview, registry: Registry, say: Translator, *, solo: bool) -> Message:
    """Under the previews, for the author. ``solo``: it goes out without a second person."""
    draft, number = preview.broadcast, preview.broadcast.id
    alone = "call-button-schedule-it" if draft.content.schedule else "call-button-send"
    go = Button(
        say.plain(alone if solo else "call-button-submit"),
        callback=f"b:go:{number}:{preview.digest}",
    )

    def button(key: str, data: str) -> Button:
        return Button(say.plain(f"call-button-{key}"), callback=f"b:{data}")

    texts = tuple(
        button(f"text-{language}", f"ask:{number}:text-{language}") for language in LANGUAGES
    )
    links = tuple(
        Button(
            say.plain("call-button-links", language=say.plain(f"call-language-{language}")),
            callback=f"b:ask:{number}:links-{language}",
        )
        for language in LANGUAGES
    )
    try_links = button("try-links", f"links:{number}")
    # Who has it, and with which picture, is done: the rest can be set right.
    where = (
        [(try_links,)]
        if draft.revises
        else [
            (button("who", f"who:{number}"), button("schedule", f"ask:{number}:schedule")),
            (button("media", f"ask:{number}:media"), button("more", f"more:{number}")),
            (try_links,),
        ]
    )
    return Message.of(
        *before(preview, registry, say),
        say.html("call-confirm-solo" if solo else "call-confirm"),
        buttons=[
            (go,),
            texts,
            links,
            (button("kind", f"kind:{number}"), button("deadline", f"ask:{number}:deadline")),
            *where,
            (button("show", f"show:{number}"), button("test", f"test:{number}")),
            (button("discard", f"drop:{number}"),),
        ],
    )


def kinds(draft: Broadcast, say: Translator) -> Message:
    """What does the call ask for?"""
    buttons = [
        Button(
            _ticked(say.plain(f"call-kind-{kind}"), on=draft.content.kind is kind),
            callback=f"b:kind:{draft.id}:{kind}",
        )
        for kind in CallKind
    ]
    return Message.of(say.html("call-which-kind"), buttons=[*rows(buttons), _back(draft.id, say)])


def target_of(kind: CallKind) -> str:
    """What is asked for after a kind was chosen; empty if nothing."""
    return _TARGET.get(kind, "")


def more(draft: Broadcast, say: Translator, *, cap: int, paid: bool, stars: int) -> Message:
    """Switches. ``paid``: the configuration lets calls use paid sending."""
    content, number = draft.content, draft.id
    switches = [name for name in SWITCHES if paid or name != "paid"]
    buttons = [
        (
            Button(
                _ticked(say.plain(f"call-switch-{name}"), on=is_on(content, name)),
                callback=f"b:set:{number}:{name}",
            ),
        )
        for name in switches
    ]
    if cap:
        beyond = Button(
            _ticked(say.plain("call-switch-beyond"), on=bool(content.beyond_cap)),
            callback=f"b:ask:{number}:reason",
        )
        buttons.append((beyond,))
    return Message.of(
        say.html("call-more"),
        bullet(*(say.html(f"call-switch-{name}-about", stars=stars) for name in switches)),
        say.html("call-switch-beyond-about", cap=cap) if cap else Html(""),
        buttons=[*buttons, _back(number, say)],
    )


def who(draft: Broadcast, registry: Registry, say: Translator) -> Message:
    """To whom does this draft go, and to whom of them?"""
    number = draft.id
    return Message.of(
        say.html("call-to-whom-now", name=segment_name(draft.segment, registry, say)),
        buttons=[
            *_segments(registry, say, f"b:to:{number}"),
            (
                Button(say.plain("call-button-only"), callback=f"b:ask:{number}:only"),
                Button(say.plain("call-button-without"), callback=f"b:ask:{number}:without"),
            ),
            _back(number, say),
        ],
    )


def tried(links: tuple[Tried, ...], say: Translator) -> Message:
    """What came of opening the links."""
    return Message.of(opened(links, say) if links else say.html("call-links-none"))


def _segments(registry: Registry, say: Translator, verb: str) -> list[tuple[Button, ...]]:
    campaigns = [
        Button(shorten(say.pick(campaign.name), 40), callback=f"{verb}:campaign:{slug}")
        for slug, campaign in list(registry.campaigns.items())[:MOST_BUTTONS]
    ]
    everyone = Button(say.plain("call-button-everyone"), callback=f"{verb}:all:")
    whose = "b:people" if verb == "b:new" else f"b:whose:{verb.rpartition(':')[2]}"
    people = Button(say.plain("call-button-people"), callback=whose)
    return [(everyone,), *rows(campaigns, 1), (people,)]


def _ticked(label: str, *, on: bool) -> str:
    return f"✅ {label}" if on else label


def _back(number: int, say: Translator) -> tuple[Button, ...]:
    return (Button(say.plain("call-button-back"), callback=f"b:back:{number}"),)
