"""`run_bot.py run` as people start it: configuration file, environment, signals, health."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.preview.emulator import Emulator
from storage.sealing import Seal
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import ROOT, rss
from tests.fixtures.serving import free_port

ANN = 70000301
OLD = ("https://example.org/1", "An older story")
NEW = ("https://example.org/2", "A letter from Dmitry Pchelintsev, political prisoner")


def configure(folder: Path, emulator: Emulator, feeds: FeedServer, url: str, port: int) -> Path:
    (folder / "feeds.toml").write_text(
        f'[[feed]]\nurl = "{feeds.url()}"\nname = "The Feed"\nlanguage = "en"\nentries = "all"\n'
    )
    file = folder / "config.toml"
    file.write_text(
        f"""
        [telegram]
        base_url = "{emulator.base_url}"
        [storage]
        url = "{url}"
        [cases]
        directory = "{ROOT / "data" / "cases"}"
        [feeds]
        sources = "feeds.toml"
        poll_seconds = 1
        allowed_private_hosts = ["{feeds.address}"]
        [health]
        port = {port}
        """
    )
    return file


@asynccontextmanager
async def started(config: Path, emulator: Emulator) -> AsyncIterator[Process]:
    secrets = {"TELEGRAM_BOT_TOKEN": emulator.token, "BOT_SEALING_KEY": Seal.new_key()}
    command = (sys.executable, str(ROOT / "run_bot.py"), "run", "--config", str(config))
    environment = os.environ | secrets
    process = await asyncio.create_subprocess_exec(
        *command, cwd=config.parent, env=environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_started_used_watched_and_stopped(
    emulator: Emulator, feed_server: FeedServer, tmp_path: Path, postgresql_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    feed_server.serve(rss(OLD))
    port = free_port()
    config = await asyncio.to_thread(
        configure, tmp_path, emulator, feed_server, postgresql_url, port
    )
    async with started(config, emulator) as process:
        emulator.say(ANN, ANN, "/follow all")
        await emulator.wait_for(ANN, "everyone", within=30)
        await asyncio.sleep(1.5)
        feed_server.serve(rss(NEW, OLD))
        await emulator.wait_for(ANN, "A letter from", within=30)
        async with aiohttp.ClientSession() as web:
            async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert (answer.status, await answer.json()) == (
                    200,
                    {"status": "ok", "live": True, "ready": True, "leader": True},
                )
            metrics = ""
            async with asyncio.timeout(10):
                # What was sent is marked within 50 ms, on an idle machine.
                while 'bot_deliveries_waiting{lane="alert"} 0' not in metrics:
                    async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
                        metrics = await answer.text()
        assert "bot_subscribers_rounded 0" in metrics
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        stdout, stderr = await process.communicate()
        assert time.monotonic() - began < 5
        assert process.returncode == 0, stderr.decode()
    printed = (stdout + stderr).decode()
    assert f"@{emulator.world.username}" in printed
    assert "Traceback" not in printed
    assert emulator.token not in printed
    assert str(ANN) not in printed
