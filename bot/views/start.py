"""The first words between a chat and the bot, and what the bot says of itself. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.access import Action, may
from bot.cases.registry import Registry
from bot.i18n import LANGUAGES, Translator
from bot.render import Button, Html, Message, rows, shorten, turning
from bot.views.reminders import rhythm
from bot.views.topics import case_name, topic_name
from bot.zones import SHORT_LIST, city, local_time
from storage.rows import Reminder, Role, Topic, TopicKind

PAGE = 16
"""People and campaigns offered at once; more stand on further pages."""


def welcome(say: Translator, *, unknown_link: bool = False) -> Message:
    """The first message: what the bot does, what it keeps, and the first choice."""
    languages = tuple(
        Button(
            _marked(say.plain(f"language-{code}"), code == say.language),
            callback=f"start:lang:{code}",
        )
        for code in LANGUAGES
    )
    return Message.of(
        say.html("start-unknown-link") if unknown_link else Html(""),
        say.html("start-what"),
        say.html("start-keeps"),
        say.html("start-choose-question"),
        buttons=[
            (
                Button(say.plain("start-button-all"), callback="start:all"),
                Button(say.plain("start-button-choose"), callback="start:choose:0"),
            ),
            languages,
        ],
    )


def present(
    say: Translator,
    registry: Registry,
    *,
    following: Sequence[Topic],
    reminder: Reminder | None,
    unknown_link: bool = False,
) -> Message:
    """/start said again: how things stand and what can be done. Nothing has changed."""
    return Message.of(
        say.html("start-unknown-link") if unknown_link else Html(""),
        say.html("start-present"),
        _state(say, registry, following, reminder),
        buttons=[
            (
                Button(say.plain("start-button-choose-more"), callback="start:choose:0"),
                Button(say.plain("start-button-settings"), callback="set:show"),
            ),
            (
                Button(say.plain("start-button-news"), callback="news:"),
                Button(say.plain("start-button-people"), callback="people:"),
            ),
        ],
    )


def choose(registry: Registry, followed: Collection[Topic], say: Translator, page: int) -> Message:
    """Everybody and every campaign with a tick where it is followed; a tap changes it."""
    topics = listed(registry, say)
    pages = max(1, -(-len(topics) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = topics[page * PAGE : (page + 1) * PAGE]
    everything = Topic(TopicKind.ALL)
    return Message.of(
        say.html("start-choose"),
        buttons=[
            (_toggle(everything, registry, followed, say),),
            *rows([_toggle(topic, registry, followed, say) for topic in shown]),
            turning("start:choose", page, pages),
            (Button(say.plain("start-button-done"), callback="start:remind"),),
        ],
    )


def listed(registry: Registry, say: Translator) -> list[Topic]:
    """Everything that `choose` offers, people by name and then campaigns."""
    people = sorted(registry.cases, key=lambda slug: case_name(registry, slug, say).casefold())
    return [Topic(TopicKind.CASE, slug) for slug in people] + [
        Topic(TopicKind.CAMPAIGN, slug) for slug in registry.campaigns
    ]


def page_of(topic: Topic, registry: Registry, say: Translator) -> int:
    topics = listed(registry, say)
    return topics.index(topic) // PAGE if topic in topics else 0


def remind_question(say: Translator) -> Message:
    return Message.of(
        say.html("start-remind-question"),
        buttons=[
            (Button(say.plain("start-button-remind"), callback="start:yes"),),
            (Button(say.plain("start-button-no-reminder"), callback="start:done"),),
        ],
    )


def zone_question(say: Translator, now: datetime, verb: str) -> Message:
    """Which clock is yours? The local times tell zones apart better than their names."""
    zones = [
        Button(
            f"{local_time(zone, now)} {city(zone, say.language)}", callback=f"{verb}:zone:{zone}"
        )
        for zone in SHORT_LIST
    ]
    if verb == "start":
        leave = Button(say.plain("start-button-skip"), callback="start:done")
    else:
        leave = Button(say.plain("settings-button-back"), callback="set:show")
    return Message.of(say.html("zone-question"), buttons=[*rows(zones), (leave,)])


def done(
    say: Translator,
    registry: Registry,
    *,
    following: Sequence[Topic],
    reminder: Reminder | None,
    zone: str,
) -> Message:
    """The end of the first choices. Whoever named no zone is told whose clock is used."""
    return Message.of(
        say.html("start-done"),
        _state(say, registry, following, reminder),
        say.html("start-utc") if reminder and zone == "UTC" else Html(""),
        say.html("start-done-hint"),
        buttons=[
            (
                Button(say.plain("start-button-people"), callback="people:"),
                Button(say.plain("start-button-settings"), callback="set:show"),
            )
        ],
    )


def help_(say: Translator, *, role: Role | None) -> Message:
    return Message.of(
        say.html("help-people"),
        say.html("help-following"),
        say.html("help-letters"),
        say.html("help-settings"),
        say.html("help-you"),
        say.html("help-organisers") if role else Html(""),
        say.html("help-codes") if may(role, Action.STEP_UP) else Html(""),
        say.html("help-owners") if may(role, Action.APPOINT) else Html(""),
        say.html("help-inline"),
    )


def privacy(say: Translator) -> Message:
    return Message.of(
        say.html("privacy-sees"),
        say.html("privacy-keeps"),
        say.html("privacy-not"),
        say.html("privacy-long"),
        say.html("privacy-who"),
        say.html("privacy-telegram"),
        say.html("privacy-leave"),
    )


def _state(
    say: Translator, registry: Registry, following: Sequence[Topic], reminder: Reminder | None
) -> Html:
    names = [topic_name(registry, topic, say) for topic in following]
    follows = (
        say.html("start-follows", names=shorten(", ".join(names), 600))
        if names
        else say.html("start-follows-nobody")
    )
    return Html(f"{follows}\n{reminder_line(say, reminder)}")


def reminder_line(say: Translator, reminder: Reminder | None) -> Html:
    if reminder is None:
        return say.html("start-no-reminder")
    return say.html("start-reminder", when=rhythm(reminder, say))


def _toggle(
    topic: Topic, registry: Registry, followed: Collection[Topic], say: Translator
) -> Button:
    verb = "unfollow" if topic in followed else "follow"
    name = shorten(topic_name(registry, topic, say), 40)
    return Button(
        _marked(name, topic in followed), callback=f"{verb}:{topic.kind}:{topic.slug}:start"
    )


def _marked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label
