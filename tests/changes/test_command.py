"""What was confirmed in the chat is carried into the fact files from the terminal."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.cases.facts import StatusKind
from bot.cases.registry import load
from storage import changes
from storage.change_rows import ChangeKind, ChangeState
from storage.database import Database
from tests.changes.made import AUTHOR, DAY
from tests.fixtures.command import run_bot

ROOT = Path(__file__).parents[2]
BORIS = "boris-kagarlitsky"


async def confirm(url: str) -> None:
    database = Database(url)
    async with database.write() as connection:
        for slug, state in (
            (BORIS, ChangeState.CONFIRMED),
            ("azat-miftakhov", ChangeState.PENDING),
        ):
            said = await changes.create(
                connection,
                case=slug,
                kind=ChangeKind.RELEASED,
                author=AUTHOR,
                created=DAY,
                dated="2026-11-20",
                source="https://example.org/news",
            )
            await changes.decide(connection, said.id, ChangeState.DRAFT, state)
    await database.close()


def test_the_files_catch_up(sqlite_url: str, tmp_path: Path) -> None:
    asyncio.run(confirm(sqlite_url))
    for folder in ("cases", "campaigns", "letters"):
        shutil.copytree(ROOT / "data" / folder, tmp_path / folder)
    config = tmp_path / "config.toml"
    config.write_text(f'[cases]\ndirectory = "cases"\n[storage]\nurl = "{sqlite_url}"\n')

    def run(*arguments: str) -> str:
        done = run_bot("cases", *arguments, "--config", str(config))
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.split())

    listed = run("list")
    assert "not in" in listed
    assert "waiting" in listed
    assert "1 files brought up to date: boris-kagarlitsky" in run("export", "--changes")
    assert load(tmp_path / "cases").cases[BORIS].status.kind is StatusKind.RELEASED
    assert "The files say everything" in run("export", "--changes")
