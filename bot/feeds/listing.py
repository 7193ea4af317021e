"""A feed as it stands in the list of feeds that people keep. Pure."""

from __future__ import annotations

import json
from datetime import timedelta

from storage.rows import EntriesRule, FeedKind, FeedSource


def as_toml(source: FeedSource) -> str:
    """One ``[[feed]]`` table; what is as it would be anyway is left out."""
    pairs: dict[str, object] = {
        "url": source.url,
        "name": source.name,
        "kind": "" if source.kind is FeedKind.FEED else source.kind,
        "language": source.language,
        "campaign": source.campaign,
        "case": source.case,
        "entries": "" if source.entries is EntriesRule.MENTIONS else source.entries,
        "undesirable": source.undesirable,
        "include": source.include,
        "exclude": source.exclude,
        "proxy": source.proxy,
        "every_minutes": minutes(source.shortest),
        "quiet_minutes": minutes(source.longest),
    }
    lines = [f"{key} = {_value(value)}" for key, value in pairs.items() if value]
    return "\n".join(["[[feed]]", *lines]) + "\n"


def minutes(wait: timedelta | None) -> int:
    """0 where there is none."""
    return 0 if wait is None else round(wait.total_seconds() / 60)


def _value(value: object) -> str:
    """JSON's texts, lists, numbers and flags are TOML's, but for the delete character, which TOML
    wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
