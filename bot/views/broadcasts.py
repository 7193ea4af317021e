"""Broadcasts as readers see them, and all that organisers see around them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cases.registry import Registry
from bot.checklist import Doubt, Finding, Preview
from bot.counts import rounded
from bot.i18n import LANGUAGES, Translator
from bot.render import Button, Html, Message, escape, rows, shorten
from bot.views.facts import bullet
from bot.views.topics import case_name, topic_name
from storage.calls import Broadcast, BroadcastState, Progress
from storage.rows import Topic, TopicKind

BAR = 12


def call(html: str, *, say: Translator) -> Message:
    """What readers get; also the preview."""
    return Message.of(Html(html), say.html("call-footer"))


def segments(registry: Registry, say: Translator) -> Message:
    """/broadcast: to whom?"""
    campaigns = [
        Button(shorten(say.pick(campaign.name), 40), callback=f"b:new:campaign:{slug}")
        for slug, campaign in registry.campaigns.items()
    ]
    everyone = Button(say.plain("call-button-everyone"), callback="b:new:all:")
    people = Button(say.plain("call-button-people"), callback="b:people")
    return Message.of(
        say.html("call-to-whom"), buttons=[(everyone,), *rows(campaigns, 1), (people,)]
    )


def people(registry: Registry, say: Translator) -> Message:
    """To the followers of one person: of whom?"""
    slugs = sorted(registry.cases, key=lambda slug: case_name(registry, slug, say))
    buttons = [
        Button(shorten(case_name(registry, slug, say), 40), callback=f"b:new:case:{slug}")
        for slug in slugs
    ]
    return Message.of(say.html("call-to-whose-followers"), buttons=rows(buttons))


def ask(draft: Broadcast, registry: Registry, say: Translator) -> Message:
    """The next plain message becomes the text in this language."""
    language = draft.asking
    buttons = [Button(say.plain("call-button-discard"), callback=f"b:drop:{draft.id}")]
    # Without any text the last language cannot be left out too.
    if draft.texts or language != LANGUAGES[-1]:
        key = "call-button-keep" if language in dict(draft.texts) else "call-button-skip"
        buttons.insert(0, Button(say.plain(key), callback=f"b:skip:{draft.id}:{language}"))
    return Message.of(
        say.html("call-segment", name=segment_name(draft.segment, registry, say)),
        say.html(f"call-ask-{language}"),
        say.html("call-ask-how"),
        buttons=[tuple(buttons)],
    )


def to_confirm(preview: Preview, registry: Registry, say: Translator, *, solo: bool) -> Message:
    """Under the previews, for the author. ``solo``: it goes out without a second person."""
    number = preview.broadcast.id
    return Message.of(
        *_before(preview, registry, say),
        say.html("call-confirm-solo" if solo else "call-confirm"),
        buttons=[
            (
                Button(
                    say.plain("call-button-send" if solo else "call-button-submit"),
                    callback=f"b:go:{number}:{preview.digest}",
                ),
            ),
            (
                Button(say.plain("call-button-rewrite"), callback=f"b:text:{number}"),
                Button(say.plain("call-button-discard"), callback=f"b:drop:{number}"),
            ),
        ],
    )


def to_approve(preview: Preview, registry: Registry, say: Translator) -> Message:
    """Under the previews, for the second person."""
    number, seen = preview.broadcast.id, preview.digest
    return Message.of(
        say.html("call-approve"),
        *_before(preview, registry, say),
        buttons=[
            (
                Button(say.plain("call-button-approve"), callback=f"b:ok:{number}:{seen}"),
                Button(say.plain("call-button-refuse"), callback=f"b:no:{number}:{seen}"),
            )
        ],
    )


def said(key: str, say: Translator) -> Message:
    """One of the short answers, by its name after "call-"."""
    return Message.of(say.html(f"call-{key}"))


def waiting(preview: Preview, say: Translator, *, asked: int) -> Message:
    """For the author: how many were asked to approve; with nobody, it can be tried again."""
    number = preview.broadcast.id
    again = Button(say.plain("call-button-submit"), callback=f"b:go:{number}:{preview.digest}")
    change = (
        Button(say.plain("call-button-rewrite"), callback=f"b:text:{number}"),
        Button(say.plain("call-button-discard"), callback=f"b:drop:{number}"),
    )
    if asked:
        return Message.of(say.html("call-waiting", asked=asked), buttons=[change])
    return Message.of(say.html("call-nobody-to-approve"), buttons=[(again,), change])


def progress(
    broadcast: Broadcast, counts: Progress, registry: Registry, say: Translator
) -> Message:
    """How far a broadcast has come; counts are rounded, and hidden while small."""
    running = broadcast.state is BroadcastState.RUNNING
    buttons = [(Button(say.plain("call-button-stop"), callback=f"b:stop:{broadcast.id}"),)]
    lines = [say.html(f"call-state-{broadcast.state.value}", number=broadcast.id)]
    if running:
        lines.append(_bar(counts))
    lines.append(_count("call-sent", counts.sent, say))
    if running and counts.due:
        lines.append(_count("call-left", counts.due, say))
    if counts.dropped:
        lines.append(_count("call-dropped", counts.dropped, say))
    if counts.failed:
        lines.append(_count("call-failed", counts.failed, say))
    return Message.of(
        Html("\n".join(lines)),
        say.html("call-segment", name=segment_name(broadcast.segment, registry, say)),
        buttons=buttons if running else (),
    )


def recent(
    standings: Sequence[tuple[Broadcast, Progress]], registry: Registry, say: Translator, zone: str
) -> Message:
    """/broadcasts: the newest first; what runs can be stopped."""
    if not standings:
        return Message.of(say.html("call-none"))
    lines, buttons = [], []
    for broadcast, counts in standings:
        state = say.html(f"call-state-{broadcast.state.value}", number=broadcast.id)
        when = say.moment(broadcast.started, zone) if broadcast.started else ""
        name = segment_name(broadcast.segment, registry, say)
        lines.append(Html(f"{state}\n{escape(' · '.join(filter(None, (name, when))))}"))
        if broadcast.started:
            lines[-1] = Html(f"{lines[-1]}\n{_count('call-sent', counts.sent, say)}")
        if broadcast.state is BroadcastState.PENDING:
            look = say.plain("call-button-look", number=str(broadcast.id))
            buttons.append((Button(look, callback=f"b:show:{broadcast.id}"),))
        if broadcast.state is BroadcastState.RUNNING:
            stop = say.plain("call-button-stop-one", number=str(broadcast.id))
            buttons.append((Button(stop, callback=f"b:stop:{broadcast.id}"),))
    return Message.of(say.html("call-recent"), *lines, buttons=buttons)


def segment_name(segment: Topic, registry: Registry, say: Translator) -> str:
    """To whom a broadcast goes."""
    if segment.kind is TopicKind.ALL:
        return say.plain("call-everyone")
    return say.plain("call-followers", name=topic_name(registry, segment, say))


def _before(preview: Preview, registry: Registry, say: Translator) -> tuple[Html, ...]:
    """What to know before letting it go out."""
    recipients = (
        say.html("call-recipients-few")
        if preview.recipients is None
        else say.html("call-recipients", count=preview.recipients)
    )
    segment = segment_name(preview.broadcast.segment, registry, say)
    languages = ", ".join(
        say.plain(f"call-language-{language}") for language, _ in preview.broadcast.texts
    )
    doubts = bullet(*(_doubt(finding, registry, say) for finding in preview.findings))
    return (
        say.html("call-preview", languages=languages),
        Html(f"{say.html('call-segment', name=segment)}\n{recipients}"),
        Html(f"{say.html('call-doubts')}\n{doubts}") if doubts else say.html("call-no-doubts"),
    )


def _doubt(finding: Finding, registry: Registry, say: Translator) -> Html:
    about = finding.about
    if finding.doubt is Doubt.RELEASED:
        about = case_name(registry, about, say)
    if finding.doubt is Doubt.NO_TEXT:
        return say.html(f"call-doubt-no-text-{about}")
    return say.html(f"call-doubt-{finding.doubt.value}", about=about)


def _count(key: str, count: int, say: Translator) -> Html:
    shown = rounded(count)
    return say.html(f"{key}-few") if shown is None else say.html(key, count=shown)


def _bar(counts: Progress) -> Html:
    """How much is dealt with; never full before it is."""
    share = (counts.total - counts.due) / counts.total if counts.complete and counts.total else 0.0
    full = int(share * BAR)
    return Html(f"{'▓' * full}{'░' * (BAR - full)} {int(share * 100)} %")
