"""Messages in the reader's language: Fluent files in `locales/<language>/`, dates by CLDR.

A message may contain Telegram HTML; every argument is escaped unless it is `Html` already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message

from bot.render import Html, escape

LANGUAGES = ("en", "ru")
"""Every text is written in each of these, the facts' too."""
DEFAULT_LANGUAGE = "en"
_DATES = {"en": "en_GB"}
"""Most readers of English here put the day before the month."""
_LONGEST_ARGUMENT = 900
_LOCALES = Path(__file__).parent / "locales"
_EACH = re.compile(r"^(?=[a-z][\w-]* *=)", re.MULTILINE)


class _Bundle(FluentBundle):
    """Parses a message when it is first said: parsing all of them would take every start a second.
    No message refers to another."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._written: dict[str, str] = {}

    def read(self, text: str) -> None:
        """Keep the messages of a file."""
        for written in _EACH.split(text):
            key, is_message, _ = written.partition("=")
            if is_message:
                self._written[key.strip()] = written

    def get_message(self, message_id: str) -> Message:
        written = self._written.pop(message_id, None)
        if written is not None:
            self.add_resource(FluentResource(written))
        return super().get_message(message_id)


class Translator:
    """The bot's voice in one language."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle
        self._dates = _DATES.get(language, language)

    def html(self, key: str, **arguments: Any) -> Html:
        """A message as Telegram HTML, its arguments escaped."""
        safe = {
            name: escape(value) if isinstance(value, str) and not isinstance(value, Html) else value
            for name, value in arguments.items()
        }
        return Html(self._format(key, safe))

    def plain(self, key: str, **arguments: Any) -> str:
        """A message as plain text: for buttons, command descriptions and pop-ups."""
        return self._format(key, arguments)

    def pick(self, texts: Mapping[str, str]) -> str:
        """This language's text of a fact, or English where it has none."""
        return (
            texts.get(self.language)
            or texts.get(DEFAULT_LANGUAGE)
            or next(iter(texts.values()), "")
        )

    def day(self, when: str | date, *, short: bool = False) -> str:
        """A date for people, its month abbreviated where ``short``.

        A string is an ISO date of any precision ("2025", "2025-07").
        """
        if isinstance(when, str) and when.count("-") == 1:
            year, month = when.split("-")
            first = date(int(year), int(month), 1)
            return format_date(first, "LLL y" if short else "LLLL y", locale=self._dates)
        if isinstance(when, str) and "-" not in when:
            return when
        exact = date.fromisoformat(when) if isinstance(when, str) else when
        return format_date(exact, "medium" if short else "long", locale=self._dates)

    def moment(self, when: datetime, zone: str) -> str:
        """Date and time as they are where the reader is; UTC, which nobody chose, is named."""
        pattern = "d MMM y, HH:mm" + (" 'UTC'" if zone == "UTC" else "")
        return format_datetime(when, pattern, tzinfo=ZoneInfo(zone), locale=self._dates)

    def meeting(self, when: datetime, zone: str) -> str:
        """The moment of something people come to: with its day of the week."""
        local = when.astimezone(ZoneInfo(zone))
        return f"{self.weekday(local.weekday())}, {self.moment(when, zone)}"

    def weekday(self, number: int) -> str:
        """Monday is 0."""
        return format_date(date(2024, 1, 1 + number), "EEEE", locale=self._dates)

    def _format(self, key: str, arguments: Mapping[str, Any]) -> str:
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"the message {key} has no text in {self.language}")
        short, long = _set_aside(arguments)
        formatted, errors = self._bundle.format_pattern(message.value, short)
        if errors:
            raise LookupError(f"the message {key} in {self.language}: {errors[0]}")
        text = str(formatted)
        for marker, words in long.items():
            text = text.replace(marker, words)
        return text


def _set_aside(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The arguments with a marker for every long text, and the texts by their markers.

    The library refuses texts over a thousand characters, against messages that explode.
    """
    short, long = dict(arguments), {}
    for number, (name, value) in enumerate(arguments.items()):
        if isinstance(value, str) and len(value) > _LONGEST_ARGUMENT:
            short[name] = f"\x00{number}\x00"
            long[short[name]] = str(value)
    return short, long


class Translations:
    """Every language, read once a process: the files never change while it runs."""

    def __init__(self) -> None:
        self._translators = {language: _load(language) for language in LANGUAGES}

    def __call__(self, language: str) -> Translator:
        return self._translators.get(language) or self._translators[DEFAULT_LANGUAGE]


def language_for(code: str | None) -> str:
    """The bot's language nearest to an IETF tag such as "ru-RU" or Telegram's "uk".

    Ukrainian, Belarusian and other readers of the former Union are not assumed to want Russian.
    """
    primary = (code or "").lower().split("-")[0]
    return primary if primary in LANGUAGES else DEFAULT_LANGUAGE


@cache
def _load(language: str) -> Translator:
    # Isolation marks around arguments are for mixed-direction interfaces; outside text is stripped
    # of direction controls before it gets here.
    bundle = _Bundle([language], use_isolating=False)
    for file in sorted((_LOCALES / language).glob("*.ftl")):
        bundle.read(file.read_text(encoding="utf-8"))
    return Translator(language, bundle)
