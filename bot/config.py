"""The configuration: one TOML file and two secrets from the environment, checked whole.

Every fault is listed at once, each as a sentence with its place. Relative paths are relative to
the configuration file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.feeds.proxies import NAME, read_proxy
from bot.logs import LogFormat

TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105  the variable's name, not a token
KEY_VARIABLE = "BOT_SEALING_KEY"


class ConfigFault(ValueError):
    """The configuration cannot be used; the message lists every fault with its remedy."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http or https address")
    return value


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://")):
        raise ValueError('must begin with "sqlite:///" or "postgresql://"')
    return value


def _host_and_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError('must be "host:port", such as "127.0.0.1:8000"')
    return value


def _proxy_name(value: str) -> str:
    if not NAME.fullmatch(value):
        raise ValueError("a proxy's name is small letters, digits and hyphens, such as tor")
    return value


def _proxy_address(value: SecretStr) -> SecretStr:
    read_proxy(value.get_secret_value())
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TelegramSection(_Section):
    base_url: WebAddress = "https://api.telegram.org/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_listen: Annotated[str, AfterValidator(_host_and_port)] = "127.0.0.1:8443"

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> Self:
        if self.mode == "webhook" and not self.webhook_url.startswith("https://"):
            # Telegram calls https alone; the tests' Telegram lives on loopback.
            host = urlsplit(self.webhook_url).hostname
            if host not in ("127.0.0.1", "localhost"):
                raise ValueError('mode "webhook" needs webhook_url, an https address')
        return self


class StorageSection(_Section):
    url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///bot.db"
    backup_key: str = ""


class OrganisersSection(_Section):
    owners: tuple[int, ...] = ()
    solo: bool = False


class CasesSection(_Section):
    directory: str = "data/cases"


class FeedsSection(_Section):
    sources: str = "data/feeds.toml"
    poll_seconds: Annotated[float, Field(gt=0)] = 900.0
    quiet_factor: Annotated[float, Field(ge=1)] = 4.0
    fastest_seconds: Annotated[float, Field(gt=0)] = 300.0
    proxies: Mapping[
        Annotated[str, AfterValidator(_proxy_name)],
        Annotated[SecretStr, AfterValidator(_proxy_address)],
    ] = {}
    allowed_private_hosts: tuple[Annotated[str, AfterValidator(_host_and_port)], ...] = ()
    contact: str = ""


class DeliverySection(_Section):
    messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 30.0
    paid: bool = False


class BroadcastsSection(_Section):
    delay_seconds: Annotated[float, Field(ge=0, le=3600)] = 60.0
    calls_a_week: Annotated[int, Field(ge=0)] = 3


class HealthSection(_Section):
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 0


class LogSection(_Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: LogFormat = "auto"


class Config(_Section):
    """Every option of `config.toml`; what each means stands there."""

    telegram: TelegramSection = TelegramSection()
    storage: StorageSection = StorageSection()
    organisers: OrganisersSection = OrganisersSection()
    cases: CasesSection = CasesSection()
    feeds: FeedsSection = FeedsSection()
    delivery: DeliverySection = DeliverySection()
    broadcasts: BroadcastsSection = BroadcastsSection()
    health: HealthSection = HealthSection()
    log: LogSection = LogSection()


class Secrets(BaseModel):
    """What must never stand in a file beside the database, nor in a log."""

    model_config = ConfigDict(frozen=True)
    token: SecretStr
    sealing_key: SecretStr


def load_config(file: Path) -> Config:
    """Read and check the file.

    Raises `ConfigFault` with every fault, or with the reason why the file could not be read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigFault(
            f"{file} cannot be read ({error.strerror}). Name another file with --config, "
            "or start from the config.toml that came with the bot."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigFault(f"{file} is not UTF-8 text; save it as UTF-8.") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault(f"{file} is not valid TOML: {error}. Mend that line.") from error
    try:
        config = Config.model_validate(_lists_as_tuples(values))
    except ValidationError as error:
        faults = "\n".join(f"  {_sentence(detail)}" for detail in error.errors())
        raise ConfigFault(f"{file} has faults:\n{faults}") from None
    return _anchored(config, file.resolve().parent)


def load_secrets(environment: Mapping[str, str]) -> Secrets:
    """The token and the sealing key. Raises `ConfigFault` naming whichever is missing."""
    token, key = (environment.get(name, "").strip() for name in (TOKEN_VARIABLE, KEY_VARIABLE))
    faults = [fault for fault in (_token_fault(token), _key_fault(key)) if fault]
    if faults:
        raise ConfigFault("\n".join(faults))
    return Secrets(token=SecretStr(token), sealing_key=SecretStr(key))


def load_sealing_key(environment: Mapping[str, str]) -> SecretStr:
    """The sealing key alone, for work on the rows. Raises `ConfigFault` when it is missing."""
    key = environment.get(KEY_VARIABLE, "").strip()
    fault = _key_fault(key)
    if fault:
        raise ConfigFault(fault)
    return SecretStr(key)


def _token_fault(token: str) -> str:
    if not token:
        return (
            f"{TOKEN_VARIABLE} is not set. Ask @BotFather for a bot and put its token there; "
            "to try the bot without a token: make run."
        )
    if ":" not in token or not token.partition(":")[0].isdigit():
        return (
            f"{TOKEN_VARIABLE} does not look like a bot token (digits, a colon, letters). "
            "Copy it again from @BotFather."
        )
    return ""


def _key_fault(key: str) -> str:
    if key:
        return ""
    return (
        f"{KEY_VARIABLE} is not set; subscribers are sealed with it. Make one with "
        "`.venv/bin/python run_bot.py key new`, keep it apart from the database, never lose it."
    )


def _sentence(detail: Mapping[str, object]) -> str:
    place = detail["loc"]
    assert isinstance(place, tuple)
    section, *keys = (str(part) for part in place)
    where = f"[{section}] {'.'.join(keys)}".rstrip()
    if detail["type"] == "extra_forbidden":
        return f"{where}: there is no such option; see config.toml for all of them."
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{where}: {message[0].lower()}{message[1:]}."


def _lists_as_tuples(value: object) -> object:
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return tuple(_lists_as_tuples(item) for item in value) if isinstance(value, list) else value


def _anchored(config: Config, folder: Path) -> Config:
    """The same configuration with its relative paths made absolute."""
    url = config.storage.url
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    return config.model_copy(
        update={
            "storage": config.storage.model_copy(update={"url": url}),
            "cases": CasesSection(directory=str(folder / config.cases.directory)),
            "feeds": config.feeds.model_copy(
                update={"sources": str(folder / config.feeds.sources)}
            ),
        }
    )
