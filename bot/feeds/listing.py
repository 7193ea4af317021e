"""A feed as it stands in the list of feeds that people keep. Pure."""

from __future__ import annotations

import json

from storage.rows import EntriesRule, FeedSource


def as_toml(source: FeedSource) -> str:
    """One ``[[feed]]`` table; what is as it would be anyway is left out."""
    pairs = {
        "url": source.url,
        "name": source.name,
        "kind": source.kind,
        "language": source.language,
        "campaign": source.campaign,
        "case": source.case,
        "entries": source.entries if source.entries is EntriesRule.ALL else "",
    }
    # A JSON string is a TOML string, but for the delete character, which TOML wants escaped.
    lines = [
        f"{key} = {json.dumps(str(value), ensure_ascii=False)}".replace("\x7f", "\\u007f")
        for key, value in pairs.items()
        if value
    ]
    if source.undesirable:
        lines.append("undesirable = true")
    return "\n".join(["[[feed]]", *lines]) + "\n"
