"""The commands for keys and for panic, as people type them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.access import code_of
from bot.clock import SystemClock
from bot.rotating import GRACE
from storage import rotations, seals
from storage.database import Database
from storage.sealing import Seal
from tests.fixtures.command import Done, run_bot

OLD, NEXT = Seal.new_key(), Seal.new_key()
Run = Callable[..., Done]
TRACES = ("subscribers", "follows", "organisers", "audit", "audit_chain", "seals", "panic_codes")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command beside a database of its own, with its key."""
    config = tmp_path / "config.toml"
    config.write_text('[storage]\nurl = "sqlite:///bot.db"\n', encoding="utf-8")

    def run(*words: str, stdin: str = "", **environment: str) -> Done:
        return run_bot(
            *words,
            "--config",
            str(config),
            stdin=stdin,
            **({"BOT_SEALING_KEY": OLD, "COLUMNS": "200"} | environment),
        )

    return run


def rows(tmp_path: Path, *tables: str) -> dict[str, int]:
    with sqlite3.connect(tmp_path / "bot.db") as file:
        found = {t: file.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    file.close()
    return found


def written(tmp_path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*"))


def test_a_new_key_is_printed_alone_and_never_the_same() -> None:
    keys = {run_bot("key", "new").stdout.strip() for _ in range(3)}
    assert len(keys) == 3
    for key in keys:
        assert Seal.from_text(key).seal(1)


def test_check_tells_the_right_key_from_a_wrong_one_and_none(run: Run) -> None:
    assert run("key", "check").stdout == "The key fits.\n"
    wrong = run("key", "check", BOT_SEALING_KEY=NEXT)
    assert wrong.returncode == 1
    assert "another BOT_SEALING_KEY" in wrong.stderr
    missing = run("key", "check", BOT_SEALING_KEY="")
    assert missing.returncode == 1
    assert "BOT_SEALING_KEY" in missing.stderr
    for key in (OLD, NEXT):
        assert key not in wrong.stdout + wrong.stderr + missing.stderr
    assert run("key", "check").returncode == 0


def test_rotate_passes_every_row_and_ends_the_old_key(run: Run, tmp_path: Path) -> None:
    assert run("organisers", "add", "owner", stdin="71234567890\n").returncode == 0
    lacking = run("key", "rotate")
    assert lacking.returncode == 1 and "BOT_SEALING_KEY_NEXT is not set" in lacking.stderr
    both = {"BOT_SEALING_KEY_NEXT": NEXT}
    assert "To pass the rows to the next one" in run("key", "check", **both).stdout
    asyncio.run(_announced(tmp_path))
    under_way = run("key", "check", **both)
    assert under_way.stdout == "Rows are passing to the next key. Both keys fit; keep both set.\n"
    done = run("key", "rotate", **both)
    assert done.returncode == 0
    assert "Every row is under the new key" in done.stdout
    assert run("key", "check").returncode == 1
    assert run("key", "check", BOT_SEALING_KEY=NEXT).stdout == "The key fits.\n"
    listed = run("organisers", "list", BOT_SEALING_KEY=NEXT).stdout
    assert code_of(Seal.from_text(NEXT).seal(71234567890)) in listed
    assert run("audit", "verify", BOT_SEALING_KEY=NEXT).returncode == 0
    assert written(tmp_path).count(Seal.from_text(OLD).seal(71234567890)) == 0


async def _announced(tmp_path: Path) -> None:
    """Long enough ago that whoever has one key only has ended."""
    database, seal = (
        Database(f"sqlite:///{tmp_path}/bot.db"),
        Seal.from_text(NEXT, Seal.from_text(OLD)),
    )
    async with database.write() as connection:
        await seals.keep_or_check(connection, seal)
        since = SystemClock().now() - GRACE - timedelta(minutes=1)
        await rotations.announce(connection, seal, since)
    await database.close()


def test_panic_destroys_rows_and_the_keys_file_once_it_is_meant(run: Run, tmp_path: Path) -> None:
    key_file = tmp_path / "elsewhere" / "key"
    key_file.parent.mkdir()
    key_file.write_text(OLD)
    given = {"BOT_SEALING_KEY": "", "BOT_SEALING_KEY_FILE": str(key_file)}
    assert run("organisers", "add", "owner", stdin="71234567890\n", **given).returncode == 0
    assert len(run("panic-code", "new", **given).stdout.strip()) == 29
    sealed = Seal.from_text(OLD).seal(71234567890)
    assert written(tmp_path).count(sealed)

    meant_not = run("panic", stdin="yes\n", **given)
    assert meant_not.returncode == 1 and "Nothing was destroyed" in meant_not.stderr
    assert written(tmp_path).count(sealed) and key_file.exists()

    done = run("panic", stdin="DESTROY\n", **given)
    assert done.returncode == 0
    assert f"The key in {key_file} is destroyed." in done.stdout
    assert not key_file.exists()
    assert written(tmp_path).count(sealed) == 0
    assert set(rows(tmp_path, *TRACES).values()) == {0}

    # It starts again with a key of its own once people say so, and nobody is left in it.
    assert run("panic", "--over", **given).returncode == 0
    assert run("key", "check", BOT_SEALING_KEY=NEXT).returncode == 0
    assert run("organisers", "list", BOT_SEALING_KEY=NEXT).stdout.split() == [
        "code",
        "role",
        "since",
    ]
    assert "whole: 0 rows" in run("audit", "verify", BOT_SEALING_KEY=NEXT).stdout


def test_panic_needs_no_key_and_says_what_is_left(run: Run, tmp_path: Path) -> None:
    assert run("organisers", "add", "editor", stdin="71234567890\n").returncode == 0
    done = run("panic", "--yes", BOT_SEALING_KEY="")
    assert done.returncode == 0
    assert "Left for you: the key is in no file" in done.stdout
    assert "backups older than this" in done.stdout
    assert set(rows(tmp_path, *TRACES).values()) == {0}
