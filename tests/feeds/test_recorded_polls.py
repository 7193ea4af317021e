"""Poll histories, version by version through the real poller into the real database.

Every entry in `tell` gets exactly one delivery for its follower, and nothing else gets any. The
histories are of our own making; what a real scraper saw is replayed too where the environment
variable RECORDED_POLLS names a folder of such histories (`histories.py` says how they look).
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
from tests.feeds.conftest import Watch
from tests.feeds.histories import STYLES, write_history

RECORDED = Path(os.environ.get("RECORDED_POLLS", ""))


@pytest.mark.parametrize("style", STYLES)
async def test_every_change_of_every_style(
    watch_on_both: Watch, style: str, tmp_path: Path
) -> None:
    write_history(tmp_path, STYLES[style], seed=len(style))
    due, standing = await _replay(watch_on_both, tmp_path)
    assert len(due) > 5
    assert standing == due


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
