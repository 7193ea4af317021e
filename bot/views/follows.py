"""What a chat follows, and the words around changing it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.render import MOST_BUTTONS, Button, Html, Message, rows, shorten
from bot.views.cases import candidates, follow_button
from bot.views.topics import topic_name
from storage.rows import EVERYTHING, Topic, TopicKind


def following(topics: Sequence[Topic], registry: Registry, say: Translator) -> Message:
    """/following: a tap ends one."""
    if not topics:
        return Message.of(say.html("follow-none"), buttons=[_choose(say)])
    ends = [
        Button(
            f"✕ {shorten(topic_name(registry, topic, say), 38)}",
            callback=f"unfollow:{topic.kind}:{topic.slug}:list",
        )
        for topic in topics[:MOST_BUTTONS]
    ]
    return Message.of(
        say.html("follow-list", count=len(topics)), buttons=[*rows(ends), _choose(say)]
    )


def changed(
    topic: Topic,
    registry: Registry,
    say: Translator,
    *,
    follows: bool,
    was_so: bool,
    first: bool = False,
) -> Message:
    """After /follow or /unfollow; ``was_so``: nothing had to change.

    ``first``: only now anything is kept about this chat, and it is told so.
    """
    name = topic_name(registry, topic, say)
    if topic == EVERYTHING:
        key = "follow-on-all" if follows else "follow-off-all"
    elif follows:
        key = "follow-already" if was_so else "follow-on"
    else:
        key = "follow-not-followed" if was_so else "follow-off"
    buttons: list[tuple[Button, ...]] = []
    if topic.kind is not TopicKind.ALL:
        card = Button(say.plain("case-button-card"), callback=f"{topic.kind}:{topic.slug}")
        buttons = [(follow_button(topic, say, followed=follows, place="pick"), card)]
    kept = say.html("follow-first") if first else Html("")
    return Message.of(say.html(key, name=name), kept, buttons=buttons)


def still_included(topic: Topic, registry: Registry, say: Translator) -> Message:
    """Somebody who follows everyone wants to leave one person out."""
    name = topic_name(registry, topic, say)
    return Message.of(
        say.html("follow-still-included", name=name),
        buttons=[
            (
                Button(
                    say.plain("follow-button-all-but"),
                    callback=f"unfollow:{topic.kind}:{topic.slug}:but",
                ),
            ),
            (Button(say.plain("follow-button-mute"), callback=f"mute:{topic.kind}:{topic.slug}"),),
        ],
    )


def all_but(topic: Topic, registry: Registry, say: Translator) -> Message:
    return Message.of(say.html("follow-all-but", name=topic_name(registry, topic, say)))


def choose(topics: Sequence[Topic], registry: Registry, say: Translator, *, verb: str) -> Message:
    """Several fit the words, or none: one tap each, or what to try."""
    if not topics:
        if verb in ("mute", "unmute"):
            # Its list is of people to follow.
            return Message.of(say.html("mute-nobody"))
        everybody = Button(say.plain("case-button-people"), callback="people:")
        return Message.of(
            say.html("follow-nothing"), buttons=[(everybody,) if verb == "news" else _choose(say)]
        )
    options = [
        Button(
            shorten(topic_name(registry, topic, say), 40),
            callback=f"{verb}:{topic.kind}:{topic.slug}:pick",
        )
        for topic in topics
    ]
    people = [topic.slug for topic in topics if topic.kind is TopicKind.CASE]
    return Message.of(
        say.html("case-did-you-mean", count=len(topics)),
        candidates(people, registry, say),
        buttons=rows(options),
    )


def mute_choice(topic: Topic, registry: Registry, say: Translator) -> Message:
    """Under an alert: this person for a week, everything till tomorrow, or no more at all."""
    tomorrow = (Button(say.plain("mute-button-all-day"), callback="mute:all::1"),)
    if topic == EVERYTHING:
        week = (Button(say.plain("mute-button-all-week"), callback="mute:all::7"),)
        return Message.of(say.html("mute-question"), buttons=[tomorrow, week])
    data = f"{topic.kind}:{topic.slug}"
    name = shorten(topic_name(registry, topic, say), 30)
    return Message.of(
        say.html("mute-question"),
        buttons=[
            (Button(say.plain("mute-button-week", name=name), callback=f"mute:{data}:7"),),
            tomorrow,
            (
                Button(
                    say.plain("mute-button-unfollow", name=name), callback=f"unfollow:{data}:pick"
                ),
            ),
        ],
    )


def muted(
    topic: Topic, until: datetime, registry: Registry, say: Translator, *, zone: str
) -> Message:
    name = topic_name(registry, topic, say)
    key = "mute-all-on" if topic == EVERYTHING else "mute-on"
    return Message.of(
        say.html(key, name=name, when=say.moment(until, zone)),
        buttons=[
            (Button(say.plain("mute-button-end"), callback=f"unmute:{topic.kind}:{topic.slug}"),)
        ],
    )


def unmuted(topics: Collection[Topic], registry: Registry, say: Translator) -> Message:
    if not topics:
        return Message.of(say.html("mute-none"))
    if EVERYTHING in topics:
        return Message.of(say.html("mute-all-off"))
    names = ", ".join(topic_name(registry, topic, say) for topic in topics)
    return Message.of(say.html("mute-off", names=shorten(names, 600)))


def _choose(say: Translator) -> tuple[Button, ...]:
    return (Button(say.plain("follow-button-choose"), callback="start:choose:0"),)
