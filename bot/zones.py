"""Time zones as people name them: by city in English or Russian, by IANA name, by offset. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from bot.i18n import LANGUAGES

SHORT_LIST = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Yekaterinburg",
    "Asia/Almaty",
    "Asia/Novosibirsk",
    "Asia/Jerusalem",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
)
"""Offered as buttons; everything else is typed."""

# CLDR, which has the cities' names, keeps the older spelling of these.
_CLDR_NAMES = {
    "Europe/Kyiv": "Europe/Kiev",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Yangon": "Asia/Rangoon",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}
# Large cities whose zone is named after another one.
_OTHER_CITIES = {
    "Europe/Moscow": "saint petersburg|st petersburg|petersburg|санкт-петербург|"
    "петербург|питер|казань|kazan|нижний новгород|воронеж|"
    "ростов-на-дону|краснодар|сочи|мск|msk|московскому|московское",
    "Asia/Yekaterinburg": "пермь|perm|челябинск|chelyabinsk|тюмень|tyumen|уфа|ufa|екб",
    "Europe/Kyiv": "lviv|львов|львів|kharkiv|харьков|харків|odesa|odessa|одесса|"
    "одеса|dnipro|днепр|київ|kiev",
    "Europe/Berlin": "munich|münchen|мюнхен|hamburg|гамбург|cologne|köln|кёльн|"
    "frankfurt|франкфурт|leipzig|лейпциг",
    "Europe/Paris": "lyon|лион|marseille|марсель|strasbourg|страсбург",
    "Europe/Rome": "milan|милан|turin|турин|naples|неаполь|bologna|болонья",
    "Europe/Madrid": "barcelona|барселона|valencia|валенсия",
    "Europe/Warsaw": "krakow|kraków|краков|wroclaw|вроцлав|gdansk|гданьск",
    "Europe/Istanbul": "ankara|анкара|antalya|анталья",
    "Europe/Zurich": "geneva|женева|bern|берн",
    "Europe/London": "edinburgh|эдинбург|manchester|манчестер|glasgow|глазго|oxford|оксфорд",
    "Asia/Tbilisi": "batumi|батуми",
    "Asia/Jerusalem": "tel aviv|tel-aviv|тель-авив|haifa|хайфа",
    "Asia/Almaty": "astana|астана",
    "America/New_York": "boston|бостон|washington|вашингтон|philadelphia|филадельфия|miami|майами",
    "America/Los_Angeles": "san francisco|сан-франциско|seattle|сиэтл|portland|портленд",
    "America/Toronto": "montreal|монреаль|ottawa|оттава",
}
_AROUND = re.compile(r"^(?:по|в|во|in)\s+|\s+(?:time|времени|время)\Z")
_OFFSET = re.compile(r"(?:utc|gmt|мск)?\s*([+\-−–])\s*(\d{1,2})(?::?00)?\Z")


def find_zone(text: str) -> str | None:
    """The IANA name of the zone that these words mean; None if none or more than one."""
    words = _fold(text)
    offset = _OFFSET.match(words)
    if offset and not words.startswith("мск"):
        return _fixed(-1 if offset[1] != "+" else 1, int(offset[2]))
    for name in _as_named(words):
        if names := _index().get(name, frozenset()):
            return next(iter(names)) if len(names) == 1 else None
    return None


def is_zone(name: str) -> bool:
    return name in _zones()


def city(zone: str, language: str) -> str:
    """How the zone is called for people: by its city, or its offset."""
    if zone == "UTC":
        return "UTC"
    if zone.startswith("Etc/GMT"):
        # POSIX counts westward: Etc/GMT-3 is three hours ahead of UTC.
        sign, hours = zone.removeprefix("Etc/GMT")[:1], zone.removeprefix("Etc/GMT")[1:]
        return f"UTC{'+' if sign == '-' else '−'}{hours}" if hours else "UTC"
    # In English the tz database's own spelling is the newer one ("Kyiv").
    name = "" if language == "en" else _city_by_cldr(zone, language)
    return name or str(get_timezone_location(ZoneInfo(zone), locale=language, return_city=True))


def country_of(zone: str) -> str:
    """The ISO code of the country a zone stands for; empty for UTC and offsets."""
    return _countries().get(zone, "")


def country_name(country: str, language: str) -> str:
    """A country by its ISO code, as people call it."""
    return str(Locale(language).territories.get(country, country))


def local_time(zone: str, now: datetime) -> str:
    return now.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _as_named(words: str) -> Iterator[str]:
    """These words, without what stands around a name, and as a name reads in the nominative."""
    yield words
    bare = _AROUND.sub("", words)
    yield bare
    stem, ending = bare[:-1], bare[-1:]
    if ending and ending in "еиу":
        # "по Москве", "в Берлине", "по Казани", "в Праге"
        yield from (stem + nominative for nominative in ("а", "", "ь", "я"))


def _fixed(sign: int, hours: int) -> str | None:
    if hours == 0:
        return "UTC"
    name = f"Etc/GMT{'-' if sign > 0 else '+'}{hours}"
    return name if is_zone(name) else None


def _city_by_cldr(zone: str, language: str) -> str:
    """The city in this language; empty where CLDR only has the zone's own name."""
    named = Locale(language).time_zones.get(_CLDR_NAMES.get(zone, zone), {})
    return str(named.get("city", ""))


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("ё", "е").split())


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _countries() -> dict[str, str]:
    """The zones of the tz database that stand for a place today, without their older names, each
    with the ISO code of its country."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows}


@cache
def _index() -> dict[str, frozenset[str]]:
    """Every way to name a zone, folded, with the zones it may mean."""
    index: dict[str, set[str]] = defaultdict(set)
    for zone in _countries():
        index[_fold(zone.rpartition("/")[2])].add(zone)
        for language in LANGUAGES:
            if name := _city_by_cldr(zone, language):
                index[_fold(name)].add(zone)
    for zone, cities in _OTHER_CITIES.items():
        for name in cities.split("|"):
            index[_fold(name)] = {zone}
    for zone in _zones():
        index[_fold(zone)] = {zone}
    return {name: frozenset(found) for name, found in index.items()}
