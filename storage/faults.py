"""What a driver's error means, told as a sentence with a remedy.

Nothing here repeats an address as it was configured: it may hold a password.
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """The database cannot be used. The text is a sentence that names the remedy."""


_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened or created. Create its directory, and let the bot's user write there."
    ),
    sqlite3.SQLITE_READONLY: (
        "cannot be written. Give the bot's user the right to write the file and its directory."
    ),
    sqlite3.SQLITE_PERM: (
        "cannot be written. Give the bot's user the right to write the file and its directory."
    ),
    sqlite3.SQLITE_NOTADB: (
        "is not a SQLite database. Name another file under [storage] url, or move this one away."
    ),
    sqlite3.SQLITE_CORRUPT: "is damaged. Put the last backup in its place.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Free some space and start again.",
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error. Check the disk and its free space."
    ),
    sqlite3.SQLITE_BUSY: (
        "is locked by another program. Stop that program; only one bot may use a SQLite file."
    ),
    sqlite3.SQLITE_LOCKED: (
        "is locked by another program. Stop that program; only one bot may use a SQLite file."
    ),
}

# By SQLSTATE, the longest matching beginning first.
_POSTGRESQL = {
    "28": (
        "refuses the user name or password. Correct them in [storage] url, or the server's"
        " pg_hba.conf."
    ),
    "3D000": "has no database of that name. Create it, or correct [storage] url.",
    "42501": "does not allow this user to do it. Let the user own the bot's database.",
    "53100": "cannot grow: its disk is full. Free some space and start again.",
    "53300": "has no connection left. Raise its max_connections, or stop other users of it.",
    "57P": "is starting or shutting down. Wait until it runs and start again.",
    "25P03": "ended a transaction in which nothing happened for seconds. It is tried again.",
    "40": "took a transaction back that met another one. It is tried again.",
    "08": "was lost in the middle of a conversation. See whether the server still runs.",
    "25006": "accepts no writing (it is a standby). Name the primary server in [storage] url.",
}
_UNREACHABLE = (
    "cannot be reached. See that the server runs, that host and port in [storage] url are right and"
    " that user and password are accepted."
)


def translate(error: DBAPIError, url: URL) -> StorageError | None:
    """The sentence for this error; None where it is the program's fault and not the database's."""
    cause = error.orig
    told: str | None = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        told = _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
    elif isinstance(cause, psycopg.Error):
        told = _postgresql(cause)
        if told is None and error.connection_invalidated:
            told = _POSTGRESQL["08"]
    return StorageError(f"{name(url)} {told}") if told else None


def unopened(error: OSError, url: URL) -> StorageError:
    """The sentence for a file that the system does not let us open."""
    path = Path(str(url.database))
    if isinstance(error, FileNotFoundError) and path.parent.exists():
        return StorageError(
            f"{name(url)} does not exist. Run `python run_bot.py migrate` to create it."
        )
    if error.errno == errno.EROFS or (isinstance(error, PermissionError) and path.exists()):
        return StorageError(f"{name(url)} {_SQLITE[sqlite3.SQLITE_READONLY]}")
    if error.errno == errno.ENOSPC:
        return StorageError(f"{name(url)} {_SQLITE[sqlite3.SQLITE_FULL]}")
    return StorageError(f"{name(url)} {_SQLITE[sqlite3.SQLITE_CANTOPEN]}")


def gone(url: URL) -> StorageError:
    """The sentence for a file that was taken away from under the bot."""
    return StorageError(
        f"{name(url)} was taken away while the bot ran. Put it back; or put a backup there and"
        " start again."
    )


def no_database(url: URL) -> StorageError:
    return StorageError(f"{name(url)} {_SQLITE[sqlite3.SQLITE_NOTADB]}")


def name(url: URL) -> str:
    """The database in words, without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"The database file {url.database}"
    return f"The PostgreSQL server at {url.host or url.query.get('host') or 'localhost'}"


def _postgresql(cause: psycopg.Error) -> str | None:
    if cause.sqlstate is not None:
        return next((t for code, t in _POSTGRESQL.items() if cause.sqlstate.startswith(code)), None)
    if isinstance(cause, psycopg.OperationalError):
        # While connecting, the driver knows the server's answer only as its words.
        if "password authentication failed" in str(cause):
            return _POSTGRESQL["28"]
        if "does not exist" in str(cause) and "database" in str(cause):
            return _POSTGRESQL["3D000"]
        return _UNREACHABLE
    return None
