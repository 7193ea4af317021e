"""Broadcasts as readers see them, and all that organisers see around them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cases.registry import Registry
from bot.checklist import Doubt, Finding, Preview, Tried
from bot.counts import rounded
from bot.i18n import Translator
from bot.render import Button, Html, Message, escape, link
from bot.sites import site_of
from bot.views.calls import title
from bot.views.facts import bullet
from bot.views.topics import case_name, topic_name
from bot.wordings import GUIDE, HELD_AGAINST
from storage.broadcast_rows import LIVE, OPEN, Broadcast, BroadcastState, Progress
from storage.rows import Act, Topic, TopicKind

BAR = 12


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a broadcast goes out just now."""

    per_second: float
    minutes_left: int


def to_approve(preview: Preview, registry: Registry, say: Translator) -> Message:
    """Under the previews, for the second person."""
    number, seen = preview.broadcast.id, preview.digest
    return Message.of(
        say.html("call-approve"),
        *before(preview, registry, say),
        buttons=[
            (
                Button(say.plain("call-button-approve"), callback=f"b:ok:{number}:{seen}"),
                Button(say.plain("call-button-refuse"), callback=f"b:no:{number}:{seen}"),
            ),
            (Button(say.plain("call-button-try-links"), callback=f"b:links:{number}"),),
        ],
    )


def said(key: str, say: Translator) -> Message:
    """One of the short answers, by its name after "call-"."""
    return Message.of(say.html(f"call-{key}"))


def sent_back(how: str, broadcast: Broadcast, say: Translator) -> Message:
    """For the author: their call is a draft again, "refused" or "held-back"."""
    return Message.of(say.html(f"call-was-{how}"), buttons=[(_look(broadcast, say),)])


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


def going(broadcast: Broadcast, say: Translator, zone: str) -> Message:
    """For every organiser: it was approved and can still be held back."""
    release = broadcast.release or broadcast.created
    return Message.of(
        say.html("call-goes-out", number=broadcast.id, when=say.moment(release, zone)),
        _begins(broadcast, say),
        buttons=[
            (Button(say.plain("call-button-hold"), callback=f"b:stop:{broadcast.id}"),),
            (_look(broadcast, say),),
        ],
    )


def not_held(broadcast: Broadcast, say: Translator, zone: str) -> Message:
    """In place of `going`, once nobody can hold it back: what came of it."""
    if broadcast.started:
        when = say.moment(broadcast.started, zone)
        return Message.of(say.html("call-went-out", number=broadcast.id, when=when))
    if broadcast.state is BroadcastState.EXPIRED:
        return Message.of(_state(broadcast, say))
    return Message.of(say.html("call-held", number=broadcast.id))


def progress(
    broadcast: Broadcast,
    counts: Progress,
    registry: Registry,
    say: Translator,
    *,
    pace: Pace | None = None,
) -> Message:
    """How far a broadcast has come; counts are rounded, and hidden while small."""
    live = broadcast.state in LIVE
    lines = [_state(broadcast, say)]
    if live and rounded(counts.total) is not None:
        lines.append(_bar(counts))
    if broadcast.started:
        lines.append(_count(f"call-{_done(broadcast)}", counts.sent, say))
    if live and counts.due:
        lines.append(_count("call-left", counts.due, say))
    if live and counts.later:
        lines.append(_count("call-later", counts.later, say))
    if counts.blocked:
        lines.append(_count("call-blocked-by", counts.blocked, say))
    if counts.dropped > counts.blocked:
        lines.append(_count("call-dropped", counts.dropped - counts.blocked, say))
    if counts.failed:
        lines.append(_count("call-failed", counts.failed, say))
    if not live and counts.possibly_twice:
        lines.append(_count("call-twice", counts.possibly_twice, say))
    if pace is not None and broadcast.state is BroadcastState.RUNNING and pace.per_second:
        lines.append(
            say.html("call-pace", rate=f"{pace.per_second:.0f}", minutes=pace.minutes_left)
        )
    if not live and broadcast.done:
        lines.append(_count("call-did-it", broadcast.done, say))
    return Message.of(
        Html("\n".join(lines)),
        say.html("call-segment", name=segment_name(broadcast.segment, registry, say)),
        buttons=_controls(broadcast, say),
    )


def recent(
    standings: Sequence[tuple[Broadcast, Progress]], registry: Registry, say: Translator, zone: str
) -> Message:
    """/broadcasts: the newest first; each can be looked at."""
    if not standings:
        return Message.of(say.html("call-none"))
    lines: list[Html] = []
    buttons: list[tuple[Button, ...]] = []
    for broadcast, counts in standings:
        at = broadcast.started or _release(broadcast)
        when = say.moment(at, zone) if at else ""
        name = segment_name(broadcast.segment, registry, say)
        told = [
            _state(broadcast, say),
            _begins(broadcast, say),
            escape(" · ".join(filter(None, (name, when)))),
        ]
        if broadcast.started:
            told.append(_count(f"call-{_done(broadcast)}", counts.sent, say))
        lines.append(Html("\n".join(told)))
        number = str(broadcast.id)
        open_ = Button(
            say.plain("call-button-open", number=number), callback=f"b:open:{broadcast.id}"
        )
        if broadcast.state in OPEN:
            buttons.append((_look(broadcast, say),))
        elif broadcast.state is BroadcastState.RUNNING:
            stop = say.plain("call-button-stop-one", number=number)
            buttons.append((Button(stop, callback=f"b:stop:{broadcast.id}"), open_))
        elif _controls(broadcast, say):
            buttons.append((open_,))
    return Message.of(say.html("call-recent"), *lines, buttons=buttons)


def sure(what: str, broadcast: Broadcast, say: Translator) -> Message:
    """Before a call is taken back or closed everywhere."""
    number = broadcast.id
    return Message.of(
        say.html(f"call-sure-{what}", number=number),
        buttons=[
            (
                Button(say.plain(f"call-button-{what}"), callback=f"b:{what}:{number}:yes"),
                Button(say.plain("call-button-back"), callback=f"b:open:{number}"),
            )
        ],
    )


def segment_name(segment: Topic, registry: Registry, say: Translator) -> str:
    """To whom a broadcast goes."""
    if segment.kind is TopicKind.ALL:
        return say.plain("call-everyone")
    return say.plain("call-followers", name=topic_name(registry, segment, say))


def before(preview: Preview, registry: Registry, say: Translator) -> tuple[Html, ...]:
    """What to know before letting it go out."""
    call = preview.broadcast
    recipients = (
        say.html("call-recipients-few")
        if preview.recipients is None
        else say.html("call-recipients", count=preview.recipients)
    )
    languages = ", ".join(say.plain(f"call-language-{language}") for language, _ in call.texts)
    doubts = bullet(*(_doubt(finding, registry, say) for finding in preview.findings))
    facts = [
        say.html("call-segment", name=segment_name(call.segment, registry, say)),
        *_narrowed(call, registry, say),
        recipients,
        *_terms(preview, say),
    ]
    return (
        say.html("call-is-correction", number=call.revises) if call.revises else Html(""),
        say.html("call-preview", languages=languages),
        Html("\n".join(facts)),
        Html(f"{say.html('call-doubts')}\n{doubts}") if doubts else say.html("call-no-doubts"),
        opened(preview.astray, say),
    )


def opened(links: Iterable[Tried], say: Translator) -> Html:
    """What came of opening these; empty where there are none."""
    told = [say.html("call-links-tried"), *(_tried(each, say) for each in links)]
    return Html("\n".join(told)) if len(told) > 1 else Html("")


def _tried(link: Tried, say: Translator) -> Html:
    if link.fault:
        return say.html("call-link-dead", url=link.url, fault=link.fault)
    if link.leads_to:
        return say.html("call-link-leads", url=link.url, host=link.leads_to)
    return say.html("call-link-good", url=link.url)


def _narrowed(call: Broadcast, registry: Registry, say: Translator) -> list[Html]:
    narrowing = call.content.narrowing
    told = []
    only = [
        *(say.plain(f"call-language-{language}") for language in narrowing.languages),
        *(say.plain(f"call-chats-{kind}") for kind in narrowing.kinds),
    ]
    if only:
        told.append(say.html("call-only", what=", ".join(only)))
    if narrowing.without:
        names = ", ".join(topic_name(registry, topic, say) for topic in narrowing.without)
        told.append(say.html("call-without", names=names))
    return told


def _terms(preview: Preview, say: Translator) -> list[Html]:
    """What is agreed besides the words: kind, schedule, follow-up, payment, beyond the cap."""
    content = preview.broadcast.content
    told = [say.html("call-is-kind", kind=say.plain(f"call-kind-{content.kind}"))]
    if content.schedule:
        schedule = content.schedule
        told.append(
            say.html(
                "call-scheduled",
                at=say.moment(schedule.at, schedule.zone),
                until=say.moment(schedule.not_after, schedule.zone),
            )
        )
    told += [
        say.html(f"call-is-{name}")
        for name, on in (("follow-up", content.follow_up), ("urgent", content.urgent))
        if on
    ]
    if content.beyond_cap:
        told.append(say.html("call-is-beyond", reason=content.beyond_cap))
    if content.paid:
        told.append(say.html("call-is-paid", stars=preview.stars))
    return told


def _doubt(finding: Finding, registry: Registry, say: Translator) -> Html:
    about = finding.about
    if finding.doubt is Doubt.WORDING:
        return _wording(finding, say)
    if finding.doubt in (Doubt.RELEASED, Doubt.OLD_ADDRESS, Doubt.TERRORISM):
        about = case_name(registry, about, say)
    if finding.doubt is Doubt.TERRORISM:
        return Html(f"{say.html('call-doubt-terrorism', about=about)} {_source(GUIDE)}")
    if finding.doubt is Doubt.NO_TEXT:
        return say.html(f"call-doubt-no-text-{about}")
    if finding.doubt is Doubt.TOO_LONG:
        return say.html("call-doubt-too-long", language=say.plain(f"call-language-{about}"))
    if finding.doubt is Doubt.NO_TARGET:
        return say.html(f"call-doubt-no-target-{about}")
    if finding.doubt is Doubt.PAST:
        return say.html(f"call-doubt-past-{about}")
    return say.html(f"call-doubt-{finding.doubt.value}", about=about)


def _wording(finding: Finding, say: Translator) -> Html:
    (wording,) = (each for each in HELD_AGAINST if each.name == finding.about)
    words = ", ".join(say.plain("call-quoted", word=word) for word in finding.words[:5])
    return Html(
        f"{say.html(f'call-doubt-wording-{wording.name}', words=words)} {_source(wording.source)}"
    )


def _source(url: str) -> Html:
    return Html(f"({link(url, site_of(url)[0])})")


def _count(key: str, count: int, say: Translator) -> Html:
    shown = rounded(count)
    return say.html(f"{key}-few") if shown is None else say.html(key, count=shown)


def _state(broadcast: Broadcast, say: Translator) -> Html:
    """Its number and what becomes of it; of a revision, what it does to which call."""
    state = say.html(f"call-state-{broadcast.state}", number=broadcast.id)
    if broadcast.revises is None:
        return state
    if broadcast.act is Act.SEND:
        what = "repeats"
    elif broadcast.closed:
        what = "closes"
    else:
        what = "recalls" if broadcast.act is Act.DELETE else "corrects"
    return Html(f"{state}\n{say.html(f'call-{what}', number=broadcast.revises)}")


def _done(broadcast: Broadcast) -> str:
    """The name of what happened to each message."""
    return "changed-there" if broadcast.act is not Act.SEND else "sent"


def _release(broadcast: Broadcast) -> datetime | None:
    """When one that was approved goes out."""
    return broadcast.release if broadcast.state is BroadcastState.APPROVED else None


def _begins(broadcast: Broadcast, say: Translator) -> Html:
    """By its first words one is told from another."""
    return say.html("call-begins", title=title(broadcast, say))


def _look(broadcast: Broadcast, say: Translator) -> Button:
    """Its previews, and what may be decided under them."""
    label = say.plain("call-button-look", number=str(broadcast.id))
    return Button(label, callback=f"b:show:{broadcast.id}")


def _controls(broadcast: Broadcast, say: Translator) -> list[tuple[Button, ...]]:
    """What an organiser may do with it now."""

    def button(what: str) -> Button:
        return Button(say.plain(f"call-button-{what}"), callback=f"b:{what}:{broadcast.id}")

    match broadcast.state:
        case BroadcastState.RUNNING:
            return [(button("pause"), button("stop"))]
        case BroadcastState.PAUSED:
            return [(button("resume"), button("stop"))]
        case BroadcastState.APPROVED:
            return [(Button(say.plain("call-button-hold"), callback=f"b:stop:{broadcast.id}"),)]
        case BroadcastState.DONE | BroadcastState.STOPPED if not broadcast.revises:
            end = [] if broadcast.closed else [(button("won"), button("over"))]
            change = () if broadcast.closed else (button("correct"),)
            return [(*change, button("recall")), *end]
        case _:
            return []


def _bar(counts: Progress) -> Html:
    """How much is dealt with; never full before it is. Of a few it would tell how many."""
    share = (counts.total - counts.due) / counts.total if counts.complete and counts.total else 0.0
    full = int(share * BAR)
    return Html(f"{'▓' * full}{'░' * (BAR - full)} {int(share * 100)} %")
