"""One bot to a SQLite file: the second is refused while the first runs."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from storage.faults import StorageError, name


@contextmanager
def only_one(url: str) -> Iterator[None]:
    """Hold the right to run on this database; PostgreSQL gives it to any number.

    The right goes with the process, however it ends. Raises StorageError where another has it.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not Path(str(parsed.database)).parent.exists():
        yield
        return
    # A file of its own: closing any handle of the database's would end SQLite's locks on it.
    with Path(f"{parsed.database}-bot").open("a") as file:
        os.fchmod(file.fileno(), 0o600)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError(
                f"{name(parsed)} is in use by another bot that runs. Stop that one first, or move"
                " to PostgreSQL, where several may run: python run_bot.py migrate-to."
            ) from error
        yield
