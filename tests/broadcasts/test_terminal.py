"""Calls from the terminal: listed, watched, stopped, accounted for."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from run_bot import app
from storage import broadcasts, deliveries, subscribers
from storage.broadcast_rows import BroadcastState
from storage.database import Database
from storage.rows import EVERYTHING, ChatKind, DeliveryState, Lane, Subscriber
from tests.delivery.house import add_broadcast
from tests.storage.made import chat, deliver

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
READERS = range(1, 61)
SENT, BLOCKED = 40, 5


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A database in which a call is half sent, twelve of its messages perhaps twice."""
    file = tmp_path / "config.toml"
    file.write_text('[storage]\nurl = "sqlite:///bot.db"\n', encoding="utf-8")
    asyncio.run(_half_sent(url(file)))
    return file


def url(config: Path) -> str:
    return f"sqlite:///{config.parent}/bot.db"


async def _half_sent(where: str) -> None:
    database = Database(where)
    await database.upgrade()
    async with database.write() as c:
        call = await add_broadcast(c, chat(0), EVERYTHING, NOW, en="Write")
        await deliveries.stop_broadcast(c, call, NOW)
        for reader in READERS:
            new = Subscriber(chat(reader), ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            await subscribers.add(c, new)
            await deliver(c, reader, f"broadcast:{call}", lane=Lane.BROADCAST, broadcast_id=call)
        await deliveries.claim(c, NOW, NOW, 12)
        claimed = await deliveries.claim(c, NOW, NOW, SENT + BLOCKED)
        sent, blocked = claimed[:SENT], claimed[SENT:]
        await deliveries.delivered(c, [(one.id, one.id) for one in sent], NOW)
        gone = [(one.id, DeliveryState.DROPPED, "blocked") for one in blocked]
        await deliveries.finish(c, gone, NOW)
    await database.close()


async def _end(where: str) -> None:
    database = Database(where)
    async with database.write() as c:
        running = (BroadcastState.RUNNING,)
        await deliveries.stop_broadcast(c, 1, NOW)
        await broadcasts.change_state(c, 1, running, BroadcastState.DONE, NOW)
    await database.close()


async def _state(where: str) -> BroadcastState:
    database = Database(where)
    async with database.read() as c:
        found = await broadcasts.find(c, 1)
    await database.close()
    assert found is not None
    return found.state


def run(config: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments, "--config", str(config)])
    return done.exit_code, " ".join((done.stdout + done.stderr).split())


def test_listed_with_rounded_counts(config: Path) -> None:
    code, told = run(config, "broadcasts", "list")
    assert code == 0
    assert "1 running everyone 2026-11-23 12:00 UTC about 40 about 10" in told


def test_shown_with_a_bar_until_it_is_over(config: Path) -> None:
    end = threading.Timer(1.5, lambda: asyncio.run(_end(url(config))))
    end.start()
    code, told = run(config, "broadcasts", "show", "1")
    end.join()
    assert code == 0
    assert "broadcast 1: done" in told
    assert "100 % sent about 40" in told


def test_stopped_once(config: Path) -> None:
    assert run(config, "broadcasts", "stop", "1") == (0, "Nothing more of it goes out.")
    assert asyncio.run(_state(url(config))) is BroadcastState.STOPPED
    assert run(config, "broadcasts", "stop", "1") == (0, "It was not going out.")
    told = run(config, "stats", "--broadcast", "1")[1]
    assert "dropped stopped about 10 none" in told


def test_what_became_of_it_and_what_came_twice(config: Path) -> None:
    code, told = run(config, "stats", "--broadcast", "1")
    assert code == 0
    assert "due about 10 none" in told
    assert "dropped blocked under 10 none" in told
    assert "sent about 40 about 10" in told


@pytest.mark.parametrize(
    "asked",
    [("broadcasts", "show", "9"), ("broadcasts", "stop", "9"), ("stats", "--broadcast", "9")],
)
def test_what_there_never_was_is_said_so(config: Path, asked: tuple[str, ...]) -> None:
    code, told = run(config, *asked)
    assert code == 1
    assert "There is no broadcast 9" in told


def test_an_entry_there_never_was(config: Path) -> None:
    code, told = run(config, "stats", "--entry", "3")
    assert code == 1
    assert "There is no entry 3" in told
