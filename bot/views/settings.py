"""Settings, what is kept about a chat, and leaving. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.cases.registry import Registry
from bot.holdings import Holdings
from bot.i18n import LANGUAGES, Translator
from bot.render import Button, Html, Message, escape, rows, shorten
from bot.views import calls, digests, discretion, reminders
from bot.views.facts import bullet
from bot.views.reminders import clock_time
from bot.views.start import reminder_line
from bot.views.topics import topic_name
from bot.zones import city, local_time
from storage.rows import Digest, Reminder, Role, Subscriber, Topic

QUIET_CHOICES = ((22 * 60, 8 * 60), (23 * 60, 7 * 60), (21 * 60, 9 * 60), (0, 9 * 60))


def overview(
    subscriber: Subscriber,
    mutes: Mapping[Topic, datetime],
    reminder: Reminder | None,
    registry: Registry,
    say: Translator,
    *,
    digest: Digest | None = None,
    now: datetime,
) -> Message:
    """/settings: how things stand, a button for each."""
    zone = subscriber.time_zone
    lines = [
        say.html("settings-language", name=say.plain(f"language-{say.language}")),
        say.html("settings-zone", city=city(zone, say.language), time=local_time(zone, now)),
        _quiet_line(subscriber, say),
        reminder_line(say, reminder),
        digests.line(digest, say),
        calls.line(subscriber, say),
        discretion.in_short(subscriber, say),
        *_muted(mutes, registry, say, zone)[:10],
    ]
    return Message.of(
        say.html("settings-heading"),
        Html("\n".join(filter(None, lines))),
        buttons=[
            (
                Button(say.plain("settings-button-language"), callback="set:lang"),
                Button(say.plain("settings-button-zone"), callback="set:zone"),
            ),
            (
                Button(say.plain("settings-button-quiet"), callback="set:quiet"),
                Button(say.plain("settings-button-mute"), callback="set:mute"),
            ),
            (
                Button(say.plain("settings-button-reminder"), callback="set:reminder"),
                Button(say.plain("settings-button-digest"), callback="set:digest"),
            ),
            (
                Button(say.plain("settings-button-following"), callback="set:following"),
                Button(say.plain("settings-button-calls"), callback="set:calls"),
            ),
            (Button(say.plain("settings-button-discretion"), callback="set:discretion"),),
        ],
    )


def languages(say: Translator) -> Message:
    options = [
        Button(say.plain(f"language-{code}"), callback=f"set:lang:{code}") for code in LANGUAGES
    ]
    return Message.of(say.html("settings-language-question"), buttons=[tuple(options), _back(say)])


def quiet(subscriber: Subscriber, say: Translator) -> Message:
    options = [
        Button(_span(begin, end), callback=f"set:quiet:{begin}-{end}")
        for begin, end in QUIET_CHOICES
    ]
    return Message.of(
        _quiet_line(subscriber, say),
        say.html("quiet-question"),
        buttons=[
            *rows(options),
            (Button(say.plain("quiet-button-off"), callback="set:quiet:off"),),
            _back(say),
        ],
    )


def quiet_set(subscriber: Subscriber, say: Translator) -> Message:
    return Message.of(_quiet_line(subscriber, say))


def mute(
    mutes: Mapping[Topic, datetime], registry: Registry, say: Translator, zone: str
) -> Message:
    """Mute everything for a while; end what is muted."""
    ends = [
        (
            Button(
                say.plain("mute-button-end-one", name=_short_name(topic, registry, say)),
                callback=f"unmute:{topic.kind}:{topic.slug}",
            ),
        )
        for topic in list(mutes)[:20]
    ]
    return Message.of(
        Html("\n".join(_muted(mutes, registry, say, zone)[:20])),
        say.html("mute-question-all"),
        buttons=[
            (
                Button(say.plain("mute-button-day"), callback="mute:all::1"),
                Button(say.plain("mute-button-days"), callback="mute:all::7"),
            ),
            *ends,
            _back(say),
        ],
    )


def reminder(kept: Reminder | None, say: Translator) -> Message:
    if kept:
        switches = [
            (Button(say.plain("remind-button-show"), callback="remind:"),),
            (Button(say.plain("settings-button-reminder-off"), callback="set:reminder:off"),),
        ]
    else:
        switches = [(Button(say.plain("start-button-remind"), callback="set:reminder:on"),)]
    return Message.of(
        reminder_line(say, kept),
        say.html("settings-reminder-hint"),
        buttons=[*switches, _back(say)],
    )


def zone_set(zone: str, now: datetime, say: Translator) -> Message:
    return Message.of(
        say.html("zone-set", city=city(zone, say.language), time=local_time(zone, now))
    )


def my_data(held: Holdings, role: Role | None, registry: Registry, say: Translator) -> Message:
    """/mydata: everything kept about the chat, in words."""
    subscriber, zone = held.subscriber, held.subscriber.time_zone
    names = ", ".join(topic_name(registry, topic, say) for topic in held.follows)
    lines = [
        say.html("mydata-chat", kind=say.plain(f"chat-kind-{subscriber.kind}")),
        say.html("settings-language", name=say.plain(f"language-{subscriber.language}")),
        say.html("mydata-zone", zone=zone),
        _quiet_line(subscriber, say),
        say.html("mydata-month", month=say.day(f"{subscriber.last_contact:%Y-%m}")),
        say.html("start-follows", names=names) if names else say.html("start-follows-nobody"),
        reminder_line(say, held.reminder),
        *(reminders.details(held.reminder, registry, say) if held.reminder else ()),
        digests.line(held.digest, say),
        calls.line(subscriber, say),
        *discretion.lines(subscriber, say),
        *_muted(held.mutes, registry, say, zone),
        say.html("mydata-deliveries", count=held.deliveries),
    ]
    if role is not None:
        lines.append(say.html("mydata-role", role=say.plain(f"role-{role}")))
    return Message.of(
        say.html("mydata-heading"),
        bullet(*lines),
        say.html("mydata-all"),
        say.html("mydata-forget"),
    )


def forget_question(say: Translator) -> Message:
    return Message.of(
        say.html("forget-question"),
        buttons=[
            (
                Button(say.plain("forget-button-yes"), callback="forget:yes"),
                Button(say.plain("forget-button-no"), callback="forget:no"),
            )
        ],
    )


def _muted(
    mutes: Mapping[Topic, datetime], registry: Registry, say: Translator, zone: str
) -> list[Html]:
    return [
        say.html(
            "settings-muted", name=topic_name(registry, topic, say), when=say.moment(until, zone)
        )
        for topic, until in mutes.items()
    ]


def _short_name(topic: Topic, registry: Registry, say: Translator) -> str:
    return shorten(topic_name(registry, topic, say), 30)


def _quiet_line(subscriber: Subscriber, say: Translator) -> Html:
    begin, end = subscriber.quiet_from, subscriber.quiet_until
    if begin is None or end is None:
        return say.html("quiet-none")
    return say.html("quiet-kept", span=escape(_span(begin, end)))


def _span(begin: int, end: int) -> str:
    return f"{clock_time(begin)}–{clock_time(end)}"


def _back(say: Translator) -> tuple[Button, ...]:
    return (Button(say.plain("settings-button-back"), callback="set:show"),)
