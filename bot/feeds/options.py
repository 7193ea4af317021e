"""What organisers set of a feed, as they write it in the chat. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.feeds.pace import LONGEST_WAIT
from bot.feeds.sources import LANGUAGE
from bot.feeds.words import MOST_PHRASES, phrase_fault, split_phrases
from bot.render import clean
from storage.rows import EntriesRule, FeedSource

LONGEST_NAME = 80
_NOTHING = frozenset({"-", "off", "no", "none", "нет", "выкл", "убрать"})
_YES = frozenset({"on", "yes", "да", "вкл"})
_EVERY = re.compile(r"(\d{1,5})(?:\s?[-–]\s?(\d{1,5}))?")


class Option(StrEnum):
    NAME = "name"
    ENTRIES = "entries"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    UNDESIRABLE = "undesirable"
    EVERY = "every"
    LANGUAGE = "language"
    CAMPAIGN = "campaign"
    CASE = "case"
    PROXY = "proxy"


WORDS = {
    **{option.value: option for option in Option},
    "название": Option.NAME, "имя": Option.NAME, "записи": Option.ENTRIES,
    "только": Option.INCLUDE, "включить": Option.INCLUDE,
    "кроме": Option.EXCLUDE, "исключить": Option.EXCLUDE,
    "нежелательный": Option.UNDESIRABLE, "нежелательная": Option.UNDESIRABLE,
    "раз": Option.EVERY, "каждые": Option.EVERY,
    "язык": Option.LANGUAGE, "кампания": Option.CAMPAIGN, "человек": Option.CASE,
    "прокси": Option.PROXY,
}  # fmt: skip
"""What an option is called in the chat, in small letters."""
_ENTRIES = {
    **{rule.value: rule for rule in EntriesRule},
    "все": EntriesRule.ALL, "наши": EntriesRule.MENTIONS, "упоминания": EntriesRule.MENTIONS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be chosen from."""

    campaigns: Container[str]
    cases: Container[str]
    proxies: Container[str]
    fastest: timedelta
    """No source may be set to be asked oftener."""


class BadOption(ValueError):
    """The value is none for this option; `option` says which, and what is right stands there."""

    def __init__(self, option: Option) -> None:
        super().__init__(f"not a value for {option}")
        self.option = option


def split_command(words: str) -> tuple[tuple[str, Option, str], ...]:
    """``NAME OPTION VALUE``, read in every way it can be: a feed's name may hold any word."""
    parts = words.split(" ")
    return tuple(
        (" ".join(parts[:place]), WORDS[part.lower()], " ".join(parts[place + 1 :]))
        for place, part in enumerate(parts)
        if place and part.lower() in WORDS
    )


def changed(source: FeedSource, option: Option, value: str, bounds: Bounds) -> FeedSource:
    """The source with this option so; "off" or "-" takes it away. Raises BadOption."""
    value = clean(value)
    if option in _WITHOUT and value.lower() in _NOTHING:
        return replace(source, **_WITHOUT[option])
    try:
        return replace(source, **_READ[option](value, bounds))
    except ValueError:
        raise BadOption(option) from None


def needs_second(before: FeedSource, after: FeedSource) -> bool:
    """Whether a change lets more reach readers, from elsewhere or without a warning: then it needs
    a second person, as a new feed does."""
    return (
        (before.url, before.kind, before.proxy) != (after.url, after.kind, after.proxy)
        or (after.entries is EntriesRule.ALL and before.entries is not EntriesRule.ALL)
        or (before.undesirable and not after.undesirable)
    )


def _name(value: str, _: Bounds) -> dict[str, Any]:
    name = " ".join(value.split())
    if not name or len(name) > LONGEST_NAME:
        raise ValueError("empty, or too long")
    return {"name": name}


def _entries(value: str, _: Bounds) -> dict[str, Any]:
    if value.lower() not in _ENTRIES:
        raise ValueError("neither all nor those that name our people")
    return {"entries": _ENTRIES[value.lower()]}


def _include(value: str, _: Bounds) -> dict[str, Any]:
    return {"include": _phrases(value)}


def _exclude(value: str, _: Bounds) -> dict[str, Any]:
    return {"exclude": _phrases(value)}


def _undesirable(value: str, _: Bounds) -> dict[str, Any]:
    if value.lower() not in _YES:
        raise ValueError("neither yes nor no")
    return {"undesirable": True}


def _every(value: str, bounds: Bounds) -> dict[str, Any]:
    """``30`` or ``30-720``, in minutes."""
    found = _EVERY.fullmatch(value)
    if found is None:
        raise ValueError("no numbers of minutes")
    shortest = timedelta(minutes=int(found[1]))
    longest = timedelta(minutes=int(found[2])) if found[2] else None
    fastest = max(bounds.fastest, timedelta(minutes=1))
    if not fastest <= shortest <= (longest or LONGEST_WAIT) <= LONGEST_WAIT:
        raise ValueError("out of bounds")
    return {"shortest": shortest, "longest": longest}


def _language(value: str, _: Bounds) -> dict[str, Any]:
    if not LANGUAGE.fullmatch(value.lower()):
        raise ValueError("no language")
    return {"language": value.lower()}


def _campaign(value: str, bounds: Bounds) -> dict[str, Any]:
    return {"campaign": _one(value, bounds.campaigns)}


def _case(value: str, bounds: Bounds) -> dict[str, Any]:
    return {"case": _one(value, bounds.cases)}


def _proxy(value: str, bounds: Bounds) -> dict[str, Any]:
    return {"proxy": _one(value, bounds.proxies)}


def _one(value: str, among: Container[str]) -> str:
    if value not in among:
        raise ValueError("unknown")
    return value


def _phrases(value: str) -> tuple[str, ...]:
    found = split_phrases(value)
    if not found or len(found) > MOST_PHRASES or any(phrase_fault(phrase) for phrase in found):
        raise ValueError("no phrases, or too many, or too long")
    return found


_READ: dict[Option, Callable[[str, Bounds], dict[str, Any]]] = {
    Option.NAME: _name,
    Option.ENTRIES: _entries,
    Option.INCLUDE: _include,
    Option.EXCLUDE: _exclude,
    Option.UNDESIRABLE: _undesirable,
    Option.EVERY: _every,
    Option.LANGUAGE: _language,
    Option.CAMPAIGN: _campaign,
    Option.CASE: _case,
    Option.PROXY: _proxy,
}
_WITHOUT: dict[Option, dict[str, Any]] = {
    Option.INCLUDE: {"include": ()},
    Option.EXCLUDE: {"exclude": ()},
    Option.UNDESIRABLE: {"undesirable": False},
    Option.EVERY: {"shortest": None, "longest": None},
    Option.LANGUAGE: {"language": ""},
    Option.CAMPAIGN: {"campaign": ""},
    Option.CASE: {"case": ""},
    Option.PROXY: {"proxy": ""},
}
