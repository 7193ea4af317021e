"""The configuration: one TOML file and two secrets from the environment, checked whole.

Every fault is listed at once, each as a sentence with its place. Relative paths are relative to
the configuration file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import tomli
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
from bot.keys import (
    KEY_VARIABLE,
    NEXT_KEY_VARIABLE,
    TOKEN_VARIABLE,
    Found,
    KeyFault,
    look_up,
    seal_of,
)
from bot.logs import LogFormat
from storage.reminder_rows import Route
from storage.sealing import Seal


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

    @property
    def fastest(self) -> timedelta:
        """The shortest wait that a source may be set to."""
        return timedelta(seconds=min(self.fastest_seconds, self.poll_seconds))


class DeliverySection(_Section):
    messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 30.0
    paid: bool = False


class BroadcastsSection(_Section):
    delay_seconds: Annotated[float, Field(ge=0, le=3600)] = 60.0
    calls_a_week: Annotated[int, Field(ge=0)] = 3
    open_links: bool = True


class LettersSection(_Section):
    confirmed_within_months: Annotated[int, Field(ge=1, le=60)] = 12
    lead_days_abroad: Annotated[int, Field(ge=1, le=180)] = 42
    lead_days_paper: Annotated[int, Field(ge=1, le=180)] = 21
    lead_days_electronic: Annotated[int, Field(ge=1, le=180)] = 7

    @property
    def leads(self) -> Mapping[Route, timedelta]:
        """How long before a day a letter should leave, on each route."""
        return {
            Route.ABROAD: timedelta(days=self.lead_days_abroad),
            Route.PAPER: timedelta(days=self.lead_days_paper),
            Route.ELECTRONIC: timedelta(days=self.lead_days_electronic),
        }


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
    letters: LettersSection = LettersSection()
    health: HealthSection = HealthSection()
    log: LogSection = LogSection()


class Secrets(BaseModel):
    """What must never stand in a file beside the database, nor in a log."""

    model_config = ConfigDict(frozen=True)
    token: SecretStr
    sealing_key: SecretStr
    next_key: SecretStr = SecretStr("")
    """The key that the rows are to pass to, while keys are rotated."""
    key_files: tuple[Path, ...] = ()
    """The files that the keys came from."""

    @property
    def seal(self) -> Seal:
        """Raises BadKey."""
        return seal_of(self.sealing_key.get_secret_value(), self.next_key.get_secret_value())

    @property
    def words(self) -> tuple[str, ...]:
        """Each as it must never be seen."""
        return tuple(
            secret.get_secret_value() for secret in (self.token, self.sealing_key, self.next_key)
        )


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
        values = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigFault(f"{file} is not valid TOML: {error}. Mend that line.") from error
    try:
        config = Config.model_validate(_lists_as_tuples(values))
    except ValidationError as error:
        faults = "\n".join(f"  {_sentence(detail)}" for detail in error.errors())
        raise ConfigFault(f"{file} has faults:\n{faults}") from None
    return _anchored(config, file.resolve().parent)


def load_secrets(environment: Mapping[str, str]) -> Secrets:
    """The token and the sealing keys. Raises `ConfigFault` naming whichever is missing."""
    faults: list[str] = []
    token, key, next_key = (
        _look_up(environment, name, faults)
        for name in (TOKEN_VARIABLE, KEY_VARIABLE, NEXT_KEY_VARIABLE)
    )
    if not faults:
        faults = [f for f in (_token_fault(token.value), _key_fault(key.value)) if f]
    if faults:
        raise ConfigFault("\n".join(faults))
    return Secrets(
        token=SecretStr(token.value),
        sealing_key=SecretStr(key.value),
        next_key=SecretStr(next_key.value),
        key_files=tuple(found.file for found in (key, next_key) if found.file is not None),
    )


def load_keys(environment: Mapping[str, str]) -> Secrets:
    """The sealing keys without the token, for work on the rows. Raises `ConfigFault`."""
    faults: list[str] = []
    key, next_key = (
        _look_up(environment, name, faults) for name in (KEY_VARIABLE, NEXT_KEY_VARIABLE)
    )
    fault = "\n".join(faults) or _key_fault(key.value)
    if fault:
        raise ConfigFault(fault)
    return Secrets(
        token=SecretStr(""),
        sealing_key=SecretStr(key.value),
        next_key=SecretStr(next_key.value),
        key_files=tuple(found.file for found in (key, next_key) if found.file is not None),
    )


def _look_up(environment: Mapping[str, str], variable: str, faults: list[str]) -> Found:
    try:
        return look_up(environment, variable)
    except KeyFault as fault:
        faults.append(str(fault))
        return Found()


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
