"""How long a site and its feed ask to be left alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = 366 * 86400
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)
# A feed says this before its first entry.
_HEAD = 1 << 14
_FIRST_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>")
_HOUR = re.compile(rb"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>")
_DAY = re.compile(rb"<day>\s{0,20}([A-Za-z]{6,9})\s{0,20}</day>")
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an RSS channel asks of its readers (RSS 2.0: ``ttl``, ``skipHours``, ``skipDays``)."""

    ttl: timedelta = timedelta(0)
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in GMT, 0 to 23."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week in GMT; Monday is 0."""


def retry_after(header: str, now: datetime) -> timedelta | None:
    """RFC 9110, 10.2.3: seconds or an HTTP date. Nonsense and the past count as nothing."""
    if header.strip().isdecimal():
        return timedelta(seconds=min(int(header[:12]), _LONGEST))
    moment = _http_date(header)
    return moment - now if moment is not None and moment > now else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """RFC 9111, 4.2: how long the answer is good, by ``max-age`` or ``Expires``; zero if unsaid."""
    control = headers.get("Cache-Control", "")
    if _NOT_KEPT.search(control):
        return timedelta(0)
    if (found := _MAX_AGE.search(control)) is not None:
        age = headers.get("Age", "").strip()
        spent = int(age[:12]) if age.isdecimal() else 0
        return timedelta(seconds=max(0, min(int(found[1]), _LONGEST) - spent))
    # Two clocks are compared by the one that wrote both.
    expires = _http_date(headers.get("Expires", ""))
    wrote = _http_date(headers.get("Date", "")) or now
    if expires is None or expires <= wrote:
        return timedelta(0)
    return min(expires - wrote, timedelta(seconds=_LONGEST))


def wishes(body: bytes) -> Wishes:
    """What the head of a document asks for; nothing for documents of other kinds."""
    head = body[:_HEAD]
    first = _FIRST_ENTRY.search(head)
    head = head[: first.start()] if first else head
    ttl = _TTL.search(head)
    # Userland wrote hours 1 to 24, the specification 0 to 23.
    hours = {int(found[1]) % 24 for found in _HOUR.finditer(_within(head, b"skipHours"))}
    days = {found[1].lower() for found in _DAY.finditer(_within(head, b"skipDays"))}
    return Wishes(
        ttl=timedelta(minutes=int(ttl[1])) if ttl else timedelta(0),
        skip_hours=frozenset(hours),
        skip_days=frozenset(number for number, day in enumerate(_DAYS) if day in days),
    )


def _within(head: bytes, name: bytes) -> bytes:
    """What stands in the first element of this name."""
    _, _, rest = head.partition(b"<%b>" % name)
    inside, end, _ = rest.partition(b"</%b>" % name)
    return inside if end else b""


def _http_date(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
