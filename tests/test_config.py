"""Configuration: every fault at once, each a sentence with its place and its remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.config import Config, ConfigFault, load_config, load_secrets

ROOT = Path(__file__).parent.parent


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_file_states_every_default() -> None:
    shipped = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert shipped == Config().model_dump(mode="json")


def test_an_empty_file_is_the_defaults_beside_the_file(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, ""))
    assert config.storage.url == f"sqlite:///{tmp_path}/bot.db"
    assert config.cases.directory == str(tmp_path / "data/cases")
    assert config.feeds.poll_seconds == 900


def test_absolute_paths_and_postgresql_stay(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path, '[storage]\nurl = "sqlite:////srv/bot.db"\n[cases]\ndirectory = "/srv/cases"'
        )
    )
    assert config.storage.url == "sqlite:////srv/bot.db"
    assert config.cases.directory == "/srv/cases"
    config = load_config(write(tmp_path, '[storage]\nurl = "postgresql://u:p@h/d"'))
    assert config.storage.url == "postgresql://u:p@h/d"


def test_whole_numbers_do_for_seconds(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, "[feeds]\npoll_seconds = 1")).feeds.poll_seconds == 1


def test_every_fault_is_listed_with_its_place(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        [telegram]
        mode = "pigeon"
        base_url = "ftp://x"
        [storage]
        url = "mysql://x"
        [organisers]
        owners = ["me"]
        [feeds]
        poll_seconds = 0
        allowed_private_hosts = ["localhost"]
        [delivery]
        messages_per_secnod = 3
        """,
    )
    with pytest.raises(ConfigFault) as fault:
        load_config(file)
    text = str(fault.value)
    for place in (
        "[telegram] mode",
        "[telegram] base_url",
        "[storage] url",
        "[organisers] owners.0",
        "[feeds] poll_seconds",
        "[feeds] allowed_private_hosts.0",
        "[delivery] messages_per_secnod: there is no such option",
    ):
        assert place in text


def test_a_webhook_needs_its_address(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="webhook_url"):
        load_config(write(tmp_path, '[telegram]\nmode = "webhook"'))


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"[telegram\n", "not valid TOML"), (b"\xff\xfe", "not UTF-8"), (None, "cannot be read")],
)
def test_an_unreadable_file_says_why(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "config.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigFault, match=says):
        load_config(file)


def test_both_secrets_are_asked_for_at_once() -> None:
    with pytest.raises(ConfigFault) as fault:
        load_secrets({})
    assert "TELEGRAM_BOT_TOKEN" in str(fault.value)
    assert "key new" in str(fault.value)


def test_a_token_that_is_none_is_not_repeated() -> None:
    with pytest.raises(ConfigFault) as fault:
        load_secrets({"TELEGRAM_BOT_TOKEN": "hunter2", "BOT_SEALING_KEY": "k"})
    assert "hunter2" not in str(fault.value)


def test_secrets_do_not_show() -> None:
    secrets = load_secrets({"TELEGRAM_BOT_TOKEN": "123456:abc", "BOT_SEALING_KEY": "sesame"})
    assert "abc" not in repr(secrets)
    assert "sesame" not in repr(secrets)
