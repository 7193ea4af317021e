"""The command line as a stranger uses it: clear sentences, exit codes, never a traceback."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.preview.emulator import Emulator
from storage.sealing import Seal
from tests.fixtures.command import NO_SECRETS, Done, run_bot

ROOT = Path(__file__).parent.parent
TOKEN = "123456:" + "A" * 35


def start_bot(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command as people start it."""
    clean = {name: value for name, value in os.environ.items() if name not in NO_SECRETS}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "run_bot.py"), *arguments],
        cwd=ROOT,
        env=clean | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def fails_with_a_sentence(done: Done, *words: str) -> None:
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    for word in words:
        assert word in done.stderr


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [telegram]
        base_url = "http://127.0.0.1:9/bot"
        [cases]
        directory = "{ROOT / "data" / "cases"}"
        [feeds]
        sources = "{ROOT / "data" / "feeds.toml"}"
        """,
        encoding="utf-8",
    )
    return file


def test_no_token_says_how_to_get_one(config: Path) -> None:
    fails_with_a_sentence(
        run_bot("run", "--config", str(config)), "TELEGRAM_BOT_TOKEN", "@BotFather", "key new"
    )


def test_no_key_says_how_to_make_one(config: Path) -> None:
    done = run_bot("run", "--config", str(config), TELEGRAM_BOT_TOKEN=TOKEN)
    fails_with_a_sentence(done, "BOT_SEALING_KEY", "key new")
    assert TOKEN not in done.stderr


def test_a_key_that_is_none_is_refused(config: Path) -> None:
    done = run_bot(
        "run", "--config", str(config), TELEGRAM_BOT_TOKEN=TOKEN, BOT_SEALING_KEY="sesame"
    )
    fails_with_a_sentence(done, "BOT_SEALING_KEY")
    assert "sesame" not in done.stderr


async def test_a_token_telegram_does_not_know(config: Path, emulator: Emulator) -> None:
    _replace(config, "http://127.0.0.1:9/bot", emulator.base_url)
    process = start_bot(
        "run",
        "--config",
        str(config),
        TELEGRAM_BOT_TOKEN=TOKEN,
        BOT_SEALING_KEY=Seal.new_key(),
    )
    stdout, stderr = await asyncio.to_thread(process.communicate, timeout=60)
    done = Done(process.returncode, stdout, stderr)
    fails_with_a_sentence(done, "@BotFather")
    assert TOKEN not in done.stderr + done.stdout


def _replace(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_broken_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[telegram\n", encoding="utf-8")
    fails_with_a_sentence(run_bot("run", "--config", str(file)), "not valid TOML")
    file.write_text("[delivery]\nspeed = 1\n[feeds]\npoll_seconds = 'often'", encoding="utf-8")
    fails_with_a_sentence(run_bot("run", "--config", str(file)), "[delivery] speed", "poll_seconds")


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    fails_with_a_sentence(run_bot("run", "--config", str(tmp_path / "no.toml")), "cannot be read")


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/no/bot.db", "postgresql://u:secret@127.0.0.1:9/d"]
)
def test_a_database_that_cannot_be_used(config: Path, url: str) -> None:
    config.write_text(config.read_text(encoding="utf-8") + f'\n[storage]\nurl = "{url}"')
    done = run_bot(
        "run", "--config", str(config), TELEGRAM_BOT_TOKEN=TOKEN, BOT_SEALING_KEY=Seal.new_key()
    )
    fails_with_a_sentence(done)
    assert done.stderr.strip()
    assert "secret" not in done.stderr


def test_another_key_than_the_rows_were_sealed_with(config: Path) -> None:
    def forget(key: str) -> Done:
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_SEALING_KEY": key}
        return run_bot("forget", "--config", str(config), stdin="123456789\n", **given)

    first = forget(Seal.new_key())
    assert first.returncode == 0, first.stderr
    fails_with_a_sentence(forget(Seal.new_key()), "another BOT_SEALING_KEY")


def test_a_role_is_given_and_taken(config: Path) -> None:
    key = Seal.new_key()
    for arguments in (("add", "organiser"), ("remove",)):
        done = run_bot(
            "organisers", *arguments, "--config", str(config), stdin="42\n", BOT_SEALING_KEY=key
        )
        assert done.returncode == 0, done.stderr
    done = run_bot(
        "organisers", "add", "owner", "--config", str(config), stdin="me\n", BOT_SEALING_KEY=key
    )
    fails_with_a_sentence(done, "whole number")


def test_check_names_everything_that_is_wrong(config: Path) -> None:
    done = run_bot("check", "--config", str(config))
    fails_with_a_sentence(done, "TELEGRAM_BOT_TOKEN", "migrate")
    assert run_bot("migrate", "--config", str(config)).returncode == 0
    done = run_bot(
        "check", "--config", str(config), TELEGRAM_BOT_TOKEN=TOKEN, BOT_SEALING_KEY=Seal.new_key()
    )
    assert done.returncode == 0, done.stderr


def test_check_names_feeds_about_nobody(config: Path, tmp_path: Path) -> None:
    feed = '[[feed]]\nurl = "https://example.org/rss"\nname = "News"\ncase = "boris-kagarlitski"'
    (tmp_path / "feeds.toml").write_text(feed, encoding="utf-8")
    text = config.read_text(encoding="utf-8").replace(
        str(ROOT / "data" / "feeds.toml"), "feeds.toml"
    )
    config.write_text(text, encoding="utf-8")
    fails_with_a_sentence(run_bot("check", "--config", str(config)), "boris-kagarlitski")


def test_cases_and_feeds_can_be_looked_at(config: Path, tmp_path: Path) -> None:
    assert "11 cases" in run_bot("cases", "validate", "--config", str(config)).stdout
    document = run_bot("cases", "export", "--config", str(config)).stdout
    assert "boris-kagarlitsky" in json.loads(document)["cases"]
    assert run_bot("migrate", "--config", str(config)).returncode == 0
    listed = run_bot("feeds", "list", "--config", str(config))
    assert listed.returncode == 0, listed.stderr
    assert "subscribers" in run_bot("stats", "--config", str(config)).stdout


def test_a_private_address_is_not_tried(config: Path) -> None:
    fails_with_a_sentence(
        run_bot("feeds", "try", "http://127.0.0.1:9/feed", "--config", str(config)),
        "allowed_private_hosts",
    )


def test_a_new_key_is_one(config: Path) -> None:
    key = run_bot("key", "new").stdout.strip()
    assert Seal.from_text(key).open(Seal.from_text(key).seal(-100123)) == -100123


def test_the_preview_prints_its_address_and_ends_on_sigterm() -> None:
    process = start_bot("preview", "--port", "0")
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        address = next(line.strip() for line in lines if line.startswith("http://127.0.0.1:"))
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=10)
        assert process.returncode == 0
        assert "Traceback" not in stderr
    finally:
        process.kill()
        process.communicate()
