"""Facts for people: what is said, by whom, when, and how old that is. Pure."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from bot.cases.facts import Source, Statement
from bot.i18n import Translator
from bot.render import Html, escape, link, shorten

OLD_DAYS = 183
"""A fact older than half a year says so."""


def host(url: str) -> str:
    """The site as people name it."""
    return shorten((urlsplit(url).hostname or url).removeprefix("www."), 40)


def age(dated: str, say: Translator, today: date) -> str:
    """How long ago, in months or years, for what is older than half a year; else empty.

    A date that names no month is not counted in months.
    """
    if not dated:
        return ""
    year, month, day = [*(int(part) for part in dated.split("-")), 1, 1][:3]
    months = (today.year - year) * 12 + today.month - month
    if "-" not in dated:
        months = (today.year - year) * 12 if today.year - year >= 2 else 0
    elif (today - date(year, month, day)).days < OLD_DAYS:
        months = 0
    if not months:
        return ""
    if months < 24:
        return say.plain("fact-months-ago", months=months)
    return say.plain("fact-years-ago", years=months // 12)


def source_note(
    source: Source, say: Translator, today: date, *, brief: bool = False, said: str = ""
) -> Html:
    """In brackets: `where_from`."""
    return Html(f"({where_from(source, say, today, brief=brief, said=said)})")


def where_from(
    source: Source, say: Translator, today: date, *, brief: bool = False, said: str = ""
) -> Html:
    """Where a fact is from: the site as a link, the date, its age, what to mind.

    ``brief`` leaves out what there is to mind, unless it stands for a missing date; ``said`` is a
    date that the sentence before has named already.
    """
    note = shorten(say.pick(source.note), 120)
    if source.dated:
        dated = say.day(source.dated, short=brief)
        dated = "" if source.dated == said else dated
        words = [dated, age(source.dated, say, today), "" if brief else note]
    else:
        words = [note or say.plain("fact-undated")]
    parts = [link(source.url, host(source.url)), *(escape(word) for word in words if word)]
    return Html(", ".join(parts))


def stated(
    statement: Statement, say: Translator, today: date, *, limit: int, brief: bool = True
) -> Html:
    """A fact, at most so long, with its source."""
    text = escape(shorten(say.pick(statement.text), limit))
    return Html(f"{text} {source_note(statement.source, say, today, brief=brief)}")


def bullet(*lines: Html) -> Html:
    return Html("\n".join(f"• {line}" for line in lines))
