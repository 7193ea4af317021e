"""What other parsers read in the documents that `benchmarks.agreement` reads.

    python agreement_peers.py < paths, one a line

Run by a Python that has the parsers installed, which the bot's own environment does not. Prints
JSON, one line a document: by parser, its entries as [guid, link, title, seconds since 1970].
"""

from __future__ import annotations

import calendar
import importlib
import io
import json
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = list[Any]


def main() -> None:
    warnings.simplefilter("ignore")
    with ThreadPoolExecutor(1) as pool:
        for line in sys.stdin.read().splitlines():
            body = Path(line).read_bytes()
            readings = {name: pool.submit(read, body) for name, read in PEERS.items()}
            # A parser has no say in what it cannot read.
            rows = {
                name: entries
                for name, reading in readings.items()
                if reading.exception() is None and (entries := reading.result())
            }
            print(json.dumps([line, rows]))


def _feedparser(body: bytes) -> list[Row]:
    found = importlib.import_module("feedparser").parse(io.BytesIO(body))
    rows = []
    for entry in found.entries:
        said = dict(entry)
        dates = (said.get(f"{name}_parsed") for name in ("published", "updated", "created"))
        date = next(filter(None, dates), None)
        seconds = calendar.timegm(date) if date else None
        rows.append([said.get("id"), said.get("link"), said.get("title"), seconds])
    return rows


def _atoma(body: bytes) -> list[Row]:
    atoma = importlib.import_module("atoma")
    try:
        return [
            [item.guid, item.link, item.title, _seconds(item.pub_date)]
            for item in atoma.parse_rss_bytes(body).items
        ]
    except atoma.exceptions.FeedParseError:
        feed = atoma.parse_atom_bytes(body)
    return [
        [
            entry.id_,
            next((link.href for link in entry.links if link.rel in (None, "alternate")), ""),
            entry.title.value,
            _seconds(entry.published or entry.updated),
        ]
        for entry in feed.entries
    ]


def _fastfeedparser(body: bytes) -> list[Row]:
    found = importlib.import_module("fastfeedparser").parse(body)
    return [
        [
            entry.get("id"),
            entry.get("link"),
            entry.get("title"),
            _seconds(datetime.fromisoformat(entry["published"]))
            if entry.get("published")
            else None,
        ]
        for entry in found.entries
    ]


def _lxml(body: bytes) -> list[Row]:
    """Elements by their local names, as simply as can be."""
    etree = importlib.import_module("lxml.etree")
    dates = importlib.import_module("dateutil.parser")
    root = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False))
    rows = []
    for entry in root.iter("{*}item", "{*}entry"):
        said: dict[str, Any] = {}
        for part in entry:
            name = etree.QName(part).localname if isinstance(part.tag, str) else ""
            text = "".join(part.itertext()).strip()
            if name == "link" and part.get("href"):
                text = part.get("href") if part.get("rel", "alternate") == "alternate" else ""
            if text:
                said.setdefault(name, text)
        written = next(filter(None, map(said.get, ("pubDate", "published", "date", "updated"))), "")
        moment = dates.parse(written) if written else None
        guid = said.get("guid") or said.get("id")
        rows.append([guid, said.get("link"), said.get("title"), _seconds(moment)])
    return rows


def _seconds(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


PEERS: dict[str, Callable[[bytes], list[Row]]] = {
    "feedparser": _feedparser,
    "atoma": _atoma,
    "fastfeedparser": _fastfeedparser,
    "lxml": _lxml,
}

if __name__ == "__main__":
    main()
