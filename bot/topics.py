"""What people can follow or mute, found by the words they type or the buttons they press. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.lookup import Found, Lookup, Several
from bot.cases.registry import Registry
from storage.rows import EVERYTHING, Topic, TopicKind

_EVERYONE = frozenset({"all", "everyone", "everybody", "everything", "все", "всех", "всё", "всем"})


@dataclass(frozen=True, slots=True)
class Sure:
    topic: Topic


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody fits, or several do: the person chooses."""

    topics: tuple[Topic, ...] = ()


def find_topic(query: str, lookup: Lookup) -> Sure | Unsure:
    """What the words after /follow and its like mean."""
    if query.strip().casefold() in _EVERYONE:
        return Sure(EVERYTHING)
    person = lookup.find(query)
    if isinstance(person, Found):
        return Sure(Topic(TopicKind.CASE, person.case_slug))
    campaign = lookup.find_campaign(query)
    if campaign is not None:
        return Sure(Topic(TopicKind.CAMPAIGN, campaign))
    if isinstance(person, Several):
        return Unsure(tuple(Topic(TopicKind.CASE, slug) for slug in person.case_slugs))
    return Unsure()


def pressed_topic(kind: str, slug: str, registry: Registry) -> Topic | None:
    """The topic in a button's data; None for anything that does not exist (any more)."""
    if kind == TopicKind.ALL and not slug:
        return EVERYTHING
    if kind == TopicKind.CASE and slug in registry.cases:
        return Topic(TopicKind.CASE, slug)
    if kind == TopicKind.CAMPAIGN and slug in registry.campaigns:
        return Topic(TopicKind.CAMPAIGN, slug)
    return None
