"""Where the token and the sealing keys come from, and how a key that came in a file is destroyed.

Each may stand in the environment, in a file descriptor or file that the environment names, or among
systemd's credentials. Nothing is searched for beside the database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.sealing import Seal

TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the variable's name
KEY_VARIABLE = "BOT_SEALING_KEY"
NEXT_KEY_VARIABLE = "BOT_SEALING_KEY_NEXT"

_CREDENTIALS = {
    TOKEN_VARIABLE: "telegram_bot_token",
    KEY_VARIABLE: "sealing_key",
    NEXT_KEY_VARIABLE: "sealing_key_next",
}
_LONGEST = 4096
"""Bytes of a secret: whoever names another file by mistake is told so."""


class KeyFault(ValueError):
    """A secret cannot be read from where it should be. The message never shows it."""


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    value: str = ""
    """Empty: it was given nowhere."""
    file: Path | None = None
    """The file that holds it, if one does."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What became of the keys' files."""

    files: tuple[Path, ...]
    left: tuple[Path, ...]
    """Not permitted to be overwritten: people must do it."""


def look_up(environment: Mapping[str, str], variable: str) -> Found:
    """The secret of this name: from the variable itself, ``…_FD``, ``…_FILE`` or the credentials.

    Raises KeyFault where two of them are given or one cannot be read.
    """
    credential = _credential(environment, variable)
    named = [
        name
        for name in (variable, f"{variable}_FD", f"{variable}_FILE")
        if environment.get(name, "").strip()
    ]
    ways = named + ([f"the credential {credential.name}"] if credential else [])
    if len(ways) > 1:
        raise KeyFault(f"{variable} is given twice: {' and '.join(ways)}. Leave one of them.")
    if credential is not None:
        return Found(_text(credential, ways[0]), credential)
    if not ways:
        return Found()
    value = environment[ways[0]].strip()
    if ways[0].endswith("_FD"):
        return Found(_from_descriptor(value, ways[0]))
    if ways[0].endswith("_FILE"):
        return Found(_text(Path(value), ways[0]), Path(value))
    return Found(value)


def seal_of(key: str, next_key: str = "") -> Seal:
    """The seal under the key, or, while rows pass to the next one, under both. Raises BadKey."""
    seal = Seal.from_text(key)
    if not next_key or next_key == key:
        return seal
    return Seal.from_text(next_key, seal)


def refuse_beside(files: Iterable[Path], database_url: str) -> None:
    """Raise KeyFault for a key beside the database: who takes one would take both."""
    if not database_url.startswith("sqlite:///"):
        return
    folder = Path(database_url.removeprefix("sqlite:///")).resolve().parent
    for file in files:
        if file.resolve().parent == folder:
            raise KeyFault(
                f"The key in {file} lies beside the database: whoever takes that directory has"
                " both. Keep it elsewhere, best where a copy of the disk does not reach."
            )


def destroy(files: Sequence[Path]) -> Destroyed:
    """Overwrite each file with noise and remove it, as far as that is permitted."""
    gone = {file: _destroyed(file) for file in files}
    return Destroyed(
        tuple(file for file in files if gone[file]),
        tuple(file for file in files if not gone[file]),
    )


def _destroyed(file: Path) -> bool:
    try:
        with file.open("r+b", buffering=0) as key:
            key.write(secrets.token_bytes(max(_LONGEST, file.stat().st_size)))
            os.fsync(key.fileno())
            key.truncate(0)
            os.fsync(key.fileno())
    except OSError:
        return False
    # Where its directory does not permit removing it, there is nothing in it any more.
    with suppress(OSError):
        file.unlink()
    return True


def _credential(environment: Mapping[str, str], variable: str) -> Path | None:
    folder = environment.get("CREDENTIALS_DIRECTORY", "").strip()
    if not folder:
        return None
    file = Path(folder) / _CREDENTIALS[variable]
    return file if file.exists() else None


def _text(file: Path, way: str) -> str:
    try:
        with file.open("rb") as opened:
            return _decoded(opened.read(_LONGEST + 1), way)
    except OSError as error:
        raise KeyFault(f"{way}: {file} cannot be read ({error.strerror}).") from error


def _from_descriptor(number: str, way: str) -> str:
    if not number.isdigit() or int(number) < 3:
        raise KeyFault(f"{way} must be the number of an open file descriptor, 3 or more.")
    try:
        with os.fdopen(int(number), "rb") as opened:
            return _decoded(opened.read(_LONGEST + 1), way)
    except OSError as error:
        raise KeyFault(f"{way}: descriptor {number} cannot be read ({error.strerror}).") from error


def _decoded(read: bytes, way: str) -> str:
    # What was read is not quoted, nor its cause.
    if len(read) > _LONGEST or not read.isascii():
        raise KeyFault(f"{way} holds something else than a key or a token.")
    return read.decode().strip()
