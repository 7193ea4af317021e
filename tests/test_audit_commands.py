"""Roles and the audit log in the terminal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.access import code_of
from run_bot import app
from storage.sealing import Seal

KEY = Seal.new_key()
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    config = tmp_path / "config.toml"
    config.write_text('[storage]\nurl = "sqlite:///bot.db"\n', encoding="utf-8")

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(
            app,
            [*arguments, "--config", str(config)],
            input=stdin,
            env={"BOT_SEALING_KEY": KEY, "COLUMNS": "200"},
        )

    return run


def test_who_has_a_role_is_listed_and_what_was_done_is_shown(run: Run) -> None:
    assert run("organisers", "add", "owner", stdin="42\n").exit_code == 0
    code = code_of(Seal.from_text(KEY).seal(42))
    listed = run("organisers", "list").stdout
    assert code in listed and "owner" in listed and "42" not in listed.replace(code, "")
    assert "last owner" in run("organisers", "remove", stdin="42\n").stderr
    assert run("organisers", "add", "owner", stdin="43\n").exit_code == 0
    assert run("organisers", "remove", stdin="42\n").exit_code == 0
    assert code not in run("organisers", "list").stdout
    shown = run("audit", "show").stdout
    assert [line.split()[5] for line in shown.splitlines()[1:]] == [
        "appointed",
        "appointed",
        "removed",
    ]
    assert "terminal" in shown and code in shown
    assert "no codes" in run("organisers", "reset-codes", stdin="42\n").stdout


def test_the_log_is_verified_against_a_noted_head(run: Run, tmp_path: Path) -> None:
    for person in ("1", "2", "3"):
        run("organisers", "add", "editor", stdin=f"{person}\n")
    whole = run("audit", "verify")
    assert whole.exit_code == 0 and "whole: 3 rows" in whole.stdout
    head = whole.stdout.split("head: ")[1].strip()
    assert run("audit", "verify", "--head", head).exit_code == 0
    odd = run("audit", "verify", "--head", "3")
    assert odd.exit_code == 1 and "looks like" in odd.stderr
    with sqlite3.connect(tmp_path / "bot.db") as file:
        file.execute("DELETE FROM audit WHERE number = 3")
        file.execute(
            "UPDATE audit_chain SET number = 2, digest = (SELECT digest FROM audit WHERE number=2)"
        )
    file.close()
    assert run("audit", "verify").exit_code == 0
    cut = run("audit", "verify", "--head", head)
    assert cut.exit_code == 1 and "tampered" in cut.stderr
    with sqlite3.connect(tmp_path / "bot.db") as file:
        file.execute("UPDATE audit SET about = 'approver' WHERE number = 1")
    file.close()
    changed = run("audit", "verify")
    assert changed.exit_code == 1 and "Row 1 was changed" in changed.stderr
