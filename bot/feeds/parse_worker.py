"""The process in which bodies are parsed: it has limits, no secrets and nothing to lose.

Frames on its pipes are a length in four bytes (big-endian) and that many bytes. A question is two
frames, JSON and the body; an answer is frames of JSON with some entries each, since whoever reads
them has other things to do in between. The last of them has a key "worn".
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.feeds.keys import Keys, keys_of
from bot.feeds.parse import parse
from bot.feeds.parsed import NotAFeed, ParsedEntry
from storage.rows import FeedKind

Row = list[Any]
# What Python and the parsers need before the first document.
_OWN_MEMORY = 256 << 20
_STATM = Path("/proc/self/statm")
# Grown beyond this, a process seldom gives its memory back: it asks to be replaced.
_WORN = 160 << 20
# Characters in one frame, more or less: the event loop takes it apart in one go.
_FRAME = 1 << 16
# Replies to people go first where there is one processor.
_NICENESS = 10


def main(cpu_seconds: int, memory_bytes: int) -> None:
    """Answer questions until the pipe closes."""
    _limit(resource.RLIMIT_AS, _OWN_MEMORY + memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    os.nice(_NICENESS)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while (head := read_frame(questions)) is not None:
        body = read_frame(questions)
        if body is None:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + cpu_seconds + 1)
        answer = _answer(json.loads(head), body)
        del body
        rows = answer["entries"]
        for some in _parted(rows):
            _write(answers, {"entries": some})
        _write(answers, {**answer, "entries": [], "worn": _memory() > _WORN})
        answers.flush()


def _parted(rows: Sequence[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    size = 0
    for row in rows:
        some.append(row)
        size += sum(len(each) for each in row if isinstance(each, str))
        if size > _FRAME:
            yield some
            some, size = [], 0
    yield some


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(frame(json.dumps(answer, ensure_ascii=False).encode()))


def frame(content: bytes) -> bytes:
    return head_of(content) + content


def head_of(content: bytes) -> bytes:
    """What stands before the content in its frame."""
    return len(content).to_bytes(4, "big")


def read_frame(stream: BinaryIO) -> bytes | None:
    """None where the other side is gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    content = stream.read(size)
    return content if len(content) == size else None


def to_json(entries: Sequence[ParsedEntry]) -> list[Row]:
    return [
        [e.guid, e.link, e.title, e.summary, _written(e.published), e.is_whole, *_keys(keys_of(e))]
        for e in entries
    ]


def from_json(rows: Sequence[Row]) -> tuple[ParsedEntry, ...]:
    return tuple(
        ParsedEntry(
            *(guid, link, title, summary),
            published=datetime.fromisoformat(published) if published else None,
            is_whole=is_whole,
            keys=Keys(*map(_hash, named), said=bytes.fromhex(said), is_front=is_front),
        )
        for guid, link, title, summary, published, is_whole, named, said, is_front in rows
    )


def _keys(keys: Keys) -> Row:
    named = (keys.guid, keys.link, keys.place, keys.title, keys.shared, keys.pair, keys.dated)
    return [[key and key.hex() for key in named], keys.said.hex(), keys.is_front]


def _hash(written: str | None) -> bytes | None:
    return bytes.fromhex(written) if written else None


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _answer(question: dict[str, str], body: bytes) -> dict[str, Any]:
    try:
        entries = parse(
            body,
            kind=FeedKind(question["kind"]),
            content_type=question["content_type"],
            url=question["url"],
        )
    except NotAFeed as error:
        return {"fault": str(error), "entries": []}
    except (MemoryError, RecursionError):
        fault = "The answer took more memory to read than it may."
        return {"fault": fault, "entries": []}
    return {"entries": to_json(entries)}


def _memory() -> int:
    """Bytes in use now, where the system says so. (A peak would begin with the parent's.)"""
    try:
        resident = _STATM.read_text().split()[1]
    except OSError:
        return 0
    return int(resident) * resource.getpagesize()


def _limit(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(what, (value, hard))
    except ValueError:
        # macOS knows no limit on memory; the parser's wall deadline still holds.
        if sys.platform != "darwin":
            raise


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
