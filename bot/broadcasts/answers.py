"""What an organiser was asked for and answered in words, put into the call. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.broadcasts import reading
from bot.broadcasts.reading import Misread
from bot.cases.lookup import Lookup
from bot.i18n import LANGUAGES
from bot.topics import Sure, find_topic
from storage.broadcast_rows import Broadcast, CallKind, Content, Link, Narrowing
from storage.rows import EVERYTHING, TopicKind

LONGEST_REASON = 300

WORDS = frozenset(
    {
        "links-en", "links-ru", "deadline", "schedule", "petition", "event", "appeals", "case",
        "reason", "only", "without",
    }
)  # fmt: skip
"""What can be asked for besides texts and pictures."""
OFF = frozenset({"off", "none", "no", "нет", "выкл", "убрать"})
ONE_TEXT = "text-"
"""Before a language: its text alone is asked for, and no other after it."""
SWITCHES = ("done", "follow-up", "urgent", "paid")


def language_asked(draft: Broadcast) -> str:
    """Whose text the author is being asked for; empty if no text is asked."""
    language = draft.asking.removeprefix(ONE_TEXT)
    return language if language in LANGUAGES else ""


def answered(
    content: Content, what: str, text: str, *, zone: str, now: datetime, lookup: Lookup
) -> Content | Misread:
    """The call with this answer in it, or why that is no answer.

    A word such as "off" takes away what there is. ``zone`` is the author's.
    """
    text = text.strip()
    if text.casefold() in OFF:
        return without(content, what) or Misread.UNCLEAR
    if what in _TIMED:
        return _TIMED[what](content, text, zone, now)
    return _worded(content, what, text, lookup) or Misread.UNCLEAR


def _worded(content: Content, what: str, text: str, lookup: Lookup) -> Content | None:
    """The call with an answer in which no time stands."""
    if what.startswith("links-"):
        found = reading.links(text)
        return None if found is None else _linked(content, what.removeprefix("links-"), found)
    simple = _SIMPLE.get(what)
    if simple is not None:
        return simple(content, text)
    topic = find_topic(text, lookup)
    if not isinstance(topic, Sure):
        return None
    if what == "case":
        if topic.topic.kind is not TopicKind.CASE:
            return None
        return replace(content, kind=CallKind.LETTER, case=topic.topic.slug)
    if topic.topic == EVERYTHING:
        return None
    kept = tuple(dict.fromkeys((*content.narrowing.without, topic.topic)))
    return replace(content, narrowing=replace(content.narrowing, without=kept))


def without(content: Content, what: str) -> Content | None:
    """The call without this."""
    if what.startswith("links-"):
        return _linked(content, what.removeprefix("links-"), ())
    narrowing = content.narrowing
    gone: dict[str, Callable[[], Content]] = {
        "media": lambda: replace(content, media=None),
        "deadline": lambda: replace(content, deadline=None, zone="UTC", follow_up=False),
        "schedule": lambda: replace(content, schedule=None),
        "reason": lambda: replace(content, beyond_cap=""),
        "only": lambda: replace(content, narrowing=Narrowing(without=narrowing.without)),
        "without": lambda: replace(content, narrowing=replace(narrowing, without=())),
        **dict.fromkeys(
            ("petition", "event", "appeals", "case"), lambda: of_kind(content, CallKind.NEWS)
        ),
    }
    take_away = gone.get(what)
    return take_away() if take_away else None


def of_kind(content: Content, kind: CallKind) -> Content:
    """Another kind of call; what only the old one needed is gone."""
    return replace(content, kind=kind, case="", petition="", appeals=(), event=None)


def is_on(content: Content, name: str) -> bool:
    """How one of `SWITCHES` stands."""
    states = (content.done, content.follow_up, content.urgent, content.paid)
    return dict(zip(SWITCHES, states, strict=True))[name]


def switched(content: Content, name: str, *, on: bool) -> Content:
    """One of `SWITCHES`. To be reminded of what is not done, it must be possible to do it."""
    changed = {
        "done": lambda: replace(content, done=on, follow_up=content.follow_up and on),
        "follow-up": lambda: replace(content, follow_up=on, done=content.done or on),
        "urgent": lambda: replace(content, urgent=on),
        "paid": lambda: replace(content, paid=on),
    }
    return changed[name]()


def _linked(content: Content, language: str, links: tuple[Link, ...]) -> Content:
    kept = tuple(each for each in content.links if each[0] != language)
    return replace(content, links=(*kept, (language, links)) if links else kept)


def _deadline(content: Content, text: str, zone: str, now: datetime) -> Content | Misread:
    found = reading.coming(text, zone, now)
    if isinstance(found, Misread):
        return found
    return replace(content, deadline=found[0], zone=found[1])


def _schedule(content: Content, text: str, zone: str, now: datetime) -> Content | Misread:
    found = reading.schedule(text, zone, now)
    return found if isinstance(found, Misread) else replace(content, schedule=found)


def _event(content: Content, text: str, zone: str, now: datetime) -> Content | Misread:
    found = reading.event(text, zone, now)
    if isinstance(found, Misread):
        return found
    return replace(content, kind=CallKind.EVENT, event=found)


def _petition(content: Content, text: str) -> Content | None:
    address = reading.web_address(text)
    return replace(content, kind=CallKind.PETITION, petition=address) if address else None


def _appeals(content: Content, text: str) -> Content | None:
    letters = reading.appeals(text)
    return (
        None if letters is None else replace(content, kind=CallKind.REPRESENTATIVE, appeals=letters)
    )


def _only(content: Content, text: str) -> Content | None:
    only = reading.narrowing(text)
    if only is None:
        return None
    return replace(content, narrowing=replace(only, without=content.narrowing.without))


def _reason(content: Content, text: str) -> Content | None:
    return replace(content, beyond_cap=text) if 0 < len(text) <= LONGEST_REASON else None


_SIMPLE: dict[str, Callable[[Content, str], Content | None]] = {
    "petition": _petition,
    "appeals": _appeals,
    "only": _only,
    "reason": _reason,
}
_TIMED: dict[str, Callable[[Content, str, str, datetime], Content | Misread]] = {
    "deadline": _deadline,
    "schedule": _schedule,
    "event": _event,
}
