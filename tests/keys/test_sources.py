"""Where keys and the token come from; nothing of them is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import ConfigFault, load_keys, load_secrets
from bot.keys import KeyFault, refuse_beside
from storage.sealing import Seal

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"
KEY, NEXT = Seal.new_key(), Seal.new_key()


def test_from_the_environment() -> None:
    secrets = load_secrets({"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_SEALING_KEY": f" {KEY}\n"})
    assert secrets.words == (TOKEN, KEY, "")
    assert secrets.key_files == ()


def test_from_a_descriptor_that_is_closed_after() -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{KEY}\n".encode())
    os.close(writing)
    secrets = load_keys({"BOT_SEALING_KEY_FD": str(reading)})
    assert secrets.words[1] == KEY
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(reading)


def test_from_systemds_credentials(tmp_path: Path) -> None:
    for name, value in (
        ("telegram_bot_token", TOKEN),
        ("sealing_key", KEY),
        ("sealing_key_next", NEXT),
    ):
        (tmp_path / name).write_text(f"{value}\n")
    secrets = load_secrets({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert secrets.words == (TOKEN, KEY, NEXT)
    assert secrets.key_files == (tmp_path / "sealing_key", tmp_path / "sealing_key_next")
    assert secrets.seal.open(Seal.from_text(KEY).seal(7)) == 7
    assert secrets.seal.seal(7) == Seal.from_text(NEXT).seal(7)


def test_from_a_file_but_never_from_beside_the_database(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    secrets = load_keys({"BOT_SEALING_KEY_FILE": str(file)})
    assert secrets.words[1] == KEY
    refuse_beside(secrets.key_files, f"sqlite:///{tmp_path}/data/bot.db")
    refuse_beside(secrets.key_files, "postgresql://localhost/bot")
    with pytest.raises(KeyFault, match="beside the database"):
        refuse_beside(secrets.key_files, f"sqlite:///{tmp_path}/bot.db")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"BOT_SEALING_KEY": KEY, "BOT_SEALING_KEY_FD": "7"}, "given twice"),
        ({"BOT_SEALING_KEY_FD": "0"}, "3 or more"),
        ({"BOT_SEALING_KEY_FD": "987654"}, "cannot be read"),
        ({"BOT_SEALING_KEY_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({"BOT_SEALING_KEY_FILE": "/proc/self/exe"}, "something else"),
        ({}, "BOT_SEALING_KEY is not set"),
    ],
)
def test_what_is_wrong_is_said_without_the_key(environment: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigFault, match=words) as fault:
        load_keys(environment)
    assert KEY not in str(fault.value)


def test_the_same_key_twice_is_no_rotation() -> None:
    secrets = load_keys({"BOT_SEALING_KEY": KEY, "BOT_SEALING_KEY_NEXT": KEY})
    assert secrets.seal.former is None
