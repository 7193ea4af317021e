"""Poll histories that a real scraper saw, version by version through the real poller into the real
database, where the environment variable RECORDED_POLLS names a folder of such histories.

A history is a folder with ``index.jsonl`` and one document a poll. The first line of the index says
what names an entry (``key``: link, title or summary); each further line names the document
(``file``) and the entries seen in it for the first time (``tell``). Every entry in ``tell`` gets
exactly one delivery for its follower, and nothing else gets any. `test_scenarios.py` has feeds of
our own making.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.rows import EntriesRule, FeedSource, Topic, TopicKind
from storage.schema import deliveries, entries
from tests.feeds.watching import Watch

RECORDED = Path(os.environ.get("RECORDED_POLLS", ""))


@pytest.mark.skipif(not RECORDED.parts, reason="RECORDED_POLLS names no folder of recorded polls")
@pytest.mark.parametrize(
    "name", sorted(folder.name for folder in RECORDED.iterdir()) if RECORDED.parts else ["none"]
)
async def test_recorded_polls(watch_on_both: Watch, name: str) -> None:
    due, standing = await _replay(watch_on_both, RECORDED / name)
    assert due
    assert standing == due


async def _replay(watch: Watch, folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Deliveries by entry: those due, and those that stand."""
    header, *polls = map(json.loads, (folder / "index.jsonl").read_text("utf-8").splitlines())
    await watch.follow(7, Topic(TopicKind.CAMPAIGN, "letter"))
    await watch.sources(
        FeedSource(watch.server.url(), "Feed", campaign="letter", entries=EntriesRule.ALL)
    )
    due: Counter[str] = Counter()
    for poll in polls:
        watch.server.serve_with_etag((folder / poll["file"]).read_bytes())
        await watch.poll()
        due.update(poll["tell"])
    # These polls are months old by now, and what is old comes together.
    await watch.spread()
    [feed] = await watch.feeds()
    assert feed.last_error == ""
    assert len(watch.server.requests) == len(polls)
    key = entries.c[header["key"]]
    async with watch.database.read() as connection:
        rows = await connection.execute(
            select(key, func.count())
            .join(deliveries, deliveries.c.entry_id == entries.c.id)
            .group_by(key)
        )
        return due, Counter({row[0]: row[1] for row in rows})
