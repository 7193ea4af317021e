"""The command line looks for feeds as the bot would."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.feeds.test_poll import rss
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import ROOT


async def run_bot(*arguments: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "run_bot.py"),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"LANG": "C.UTF-8", "COLUMNS": "200"},
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


def config_for(server: FeedServer, folder: Path) -> str:
    file = folder / "config.toml"
    file.write_text(
        f'[cases]\ndirectory = "{ROOT / "data" / "cases"}"\n'
        f'[feeds]\nallowed_private_hosts = ["{server.address}"]\n'
    )
    return str(file)


async def test_find_shows_the_feed_and_its_latest_entries(
    feed_server: FeedServer, tmp_path: Path
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    url = feed_server.serve(f"<html><head>{link}</head><body></body></html>", "/")
    feed_server.serve(rss("One", "Boris Kagarlitsky in court", "Three", "Four"))
    code, output = await run_bot(
        "feeds", "find", url, "--config", config_for(feed_server, tmp_path)
    )
    assert code == 0, output
    assert f'url = "{feed_server.url("/feed")}"' in output
    assert "boris-kagarlitsky" in output
    assert "Three" in output
    assert "Four" not in output
