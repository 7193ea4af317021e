"""How often the bot reads in feeds what several other parsers agree on.

    python -m benchmarks.agreement FOLDER… [--peers-python PATH] [--show]

Every RSS, RDF and Atom document below the folders is read by the bot and, in another environment,
by feedparser as it comes, atoma, fastfeedparser and lxml with dateutil. The peers are installed by
pip into an environment that is thrown away; with --peers-python, that Python has them already. A
field counts where at least two peers say the same of it, and more than say anything else; a text
with replacement characters is one that a peer could not read, and no word of it. Addresses are
compared as they are from the document's own place; --show prints what differs.
"""

from __future__ import annotations

import argparse
import html
import json
import subprocess
import tempfile
import venv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from rich.console import Console
from rich.table import Table

from benchmarks import agreement_peers
from bot.feeds.parse import parse
from bot.feeds.parsed import NotAFeed, ParsedEntry
from bot.feeds.plain import plain
from storage.rows import FeedKind

_PEERS = ("feedparser", "atoma", "fastfeedparser", "lxml", "python-dateutil")
_FIELDS = ("id", "link", "title", "date")
_PLACE = "https://place.example/feeds/feed"
_ROOTS = (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF")
_ENDINGS = {".xml", ".rss", ".atom", ".rdf"}
_LARGEST = 5_000_000
_UNREAD = "\N{REPLACEMENT CHARACTER}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--peers-python", type=Path)
    arguments.add_argument("--show", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        python = asked.peers_python or _install(Path(name))
        answers = subprocess.run(
            [python, agreement_peers.__file__],
            input="\n".join(map(str, _documents(asked.folders))),
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        ).stdout
    counts: Counter[str] = Counter()
    for line in answers.splitlines():
        path, peers = json.loads(line)
        for fault in _compare(Path(path).read_bytes(), list(peers.values()), counts):
            if asked.show:
                print(path, fault)
    Console(width=100).print(_table(counts))


def _documents(folders: Iterable[Path]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS
        and path.stat().st_size < _LARGEST
        and any(root in path.read_bytes()[:3000].replace(b"\0", b"") for root in _ROOTS)
    )


def _install(folder: Path) -> Path:
    venv.create(folder / "peers", with_pip=True)
    python = folder / "peers" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *_PEERS], check=True)
    return python


def _compare(body: bytes, peers: Sequence[list[Any]], counts: Counter[str]) -> list[str]:
    """What differs in a document, if two peers agree at least on how many entries it has."""
    usual = Counter(len(rows) for rows in peers).most_common(1)
    if not usual or usual[0][1] < 2:
        return []
    size = usual[0][0]
    try:
        ours = parse(body, kind=FeedKind.FEED, url=_PLACE)
    except NotAFeed:
        ours = ()
    counts["documents"] += 1
    counts["entries"] += size
    if len(ours) != size:
        counts["entries that differ"] += size
        return [f"{len(ours)} entries instead of {size}"]
    peers = [rows for rows in peers if len(rows) == size]
    faults = []
    for number, entry in enumerate(ours):
        wrong = _differences(entry, [rows[number] for rows in peers], counts)
        counts["entries that differ"] += bool(wrong)
        faults += wrong
    return faults


def _differences(entry: ParsedEntry, said: Sequence[list[Any]], counts: Counter[str]) -> list[str]:
    seconds = int(entry.published.timestamp()) if entry.published else None
    found = []
    for place, mine in enumerate((entry.guid, entry.link, entry.title, seconds)):
        field = _FIELDS[place]
        votes = Counter(
            _comparable(field, row[place]) for row in said if _UNREAD not in str(row[place])
        ).most_common(2)
        best, count = votes[0] if votes else ("", 0)
        if count < 2 or (len(votes) > 1 and votes[1][1] == count) or not best:
            continue
        counts[field] += 1
        if _comparable(field, mine) != best:
            counts[f"{field} differs"] += 1
            found.append(f"{field}: {mine!r} instead of {best!r}")
    return found


def _comparable(field: str, value: Any) -> Any:
    if field == "date" or not value:
        return value or ""
    text = " ".join(str(value).split())
    if field == "title":
        return " ".join(plain(html.unescape(text)).split())
    if field != "link":
        return text
    try:
        return urljoin(_PLACE, text)
    except ValueError:
        return text


def _table(counts: Counter[str]) -> Table:
    table = Table("agreement", "", "target", box=None)
    table.add_row("documents", f"{counts['documents']}", "")
    table.add_row("entries", f"{counts['entries']}", "")
    for field in _FIELDS:
        wrong = counts[f"{field} differs"]
        table.add_row(f"{field}s that differ", f"{wrong} of {counts[field]}", "")
    same = 1 - counts["entries that differ"] / max(1, counts["entries"])
    table.add_row("entries that agree in all, %", f"{same * 100:.2f}", "99.5")
    return table


if __name__ == "__main__":
    main()
