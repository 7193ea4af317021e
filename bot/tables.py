"""A table of a TOML file, read key by key. Every fault is noted; none stops the reading.

A fault is one line, "file: key: what is wrong, and what to do". What stands in for a faulty value
is never used: whoever reads tables raises once reading is over and faults were noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import tomli

from bot.i18n import LANGUAGES

Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """One table: where it stands, what it says, and which of its keys were asked for."""

    def __init__(self, values: Mapping[str, object], where: str, faults: list[str]) -> None:
        self._values = values
        self._where = where
        self._faults = faults
        self._asked: set[str] = set()

    @classmethod
    def open(cls, path: Path, faults: list[str]) -> Table | None:
        """The file's outermost table; None, and a fault noted, if it cannot be read."""
        try:
            return cls(tomli.loads(path.read_text("utf-8")), path.name, faults)
        except OSError as fault:
            faults.append(f"{path.name}: cannot be read ({fault.strerror}); check that it is there")
        except UnicodeDecodeError:
            faults.append(f"{path.name}: is not UTF-8; save it as UTF-8")
        except tomli.TOMLDecodeError as fault:
            faults.append(f"{path.name}: is not TOML; {fault}")
        return None

    def fault(self, key: str, what: str) -> None:
        self._faults.append(f"{self._where}: {key}: {what}")

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text on one line without space around it; empty only where optional and absent."""
        found = self._ask(key, optional)
        if found is None:
            return ""
        if not isinstance(found, str) or not found.strip():
            self.fault(key, "is not a text; write it between quotes, or leave the key out")
            return ""
        if found != " ".join(found.split()):
            self.fault(key, "has line breaks or spare spaces; write it on one line")
        return found

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        found = self._ask(key, optional=True)
        if found is None or isinstance(found, bool):
            return bool(found)
        self.fault(key, "is neither true nor false; write true or false without quotes")
        return False

    def minutes(self, key: str) -> int | None:
        """A whole number of minutes, a day at the most; None where absent."""
        found = self._ask(key, optional=True)
        if found is None or (type(found) is int and 0 < found <= 1440):
            return found
        self.fault(key, "is no number of minutes; write a whole one from 1 to 1440")
        return None

    def address(self, key: str) -> str:
        """A web address with http or https and a host."""
        found = self.text(key)
        if found and not _is_web_address(found):
            self.fault(key, f'"{found}" is no web address; start it with https:// or http://')
        return found

    def day(self, key: str) -> date:
        """A full date."""
        found = self._ask(key, optional=False)
        if type(found) is date:
            return found
        if found is not None:
            self.fault(key, f'"{found}" is no date; write it as 2025-07-03 without quotes')
        return date.min

    def loose_date(self, key: str, *, optional: bool = False) -> str:
        """An ISO date as precise as known ("2025", "2025-07", "2025-07-03"); empty if optional."""
        found = self._ask(key, optional)
        if found is None:
            return ""
        written = found.isoformat() if type(found) is date else found
        if isinstance(written, str) and is_loose_date(written):
            return written
        self.fault(key, f'"{found}" is no date; write "2025-07-03", "2025-07" or "2025"')
        return ""

    def choice(self, key: str, among: type[Choice], default: Choice | None = None) -> Choice:
        """One of the words of an enumeration."""
        found = self._ask(key, optional=default is not None)
        fallback = default or next(iter(among))
        if found is None:
            return fallback
        if isinstance(found, str) and found in set(among):
            return among(found)
        words = ", ".join(f'"{item.value}"' for item in among)
        self.fault(key, f'"{found}" is unknown; write one of {words}')
        return fallback

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them twice; empty where absent."""
        found = self._ask(key, optional=True)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.fault(key, 'is no list of texts; write it like ["one", "two"]')
            return ()
        for word in sorted({word for word in found if found.count(word) > 1}):
            self.fault(key, f'"{word}" stands in it twice; delete one')
        return tuple(found)

    def texts(self, key: str, *, optional: bool = False) -> dict[str, str]:
        """The same text in every language; empty only where optional and absent."""
        table = self.table(key, optional=optional)
        if table is None:
            return {}
        return table.languages()

    def languages(self) -> dict[str, str]:
        """This table itself as a text in every language."""
        found = {code: self.text(code) for code in LANGUAGES}
        self.done()
        return found

    def table(self, key: str, *, optional: bool = False) -> Table | None:
        found = self._ask(key, optional)
        if found is None:
            return None
        if isinstance(found, dict):
            return Table(found, f"{self._where}: {key}", self._faults)
        self.fault(key, f"is no table; write it under [{key}]")
        return None

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables in the order written; empty where absent."""
        found = self._ask(key, optional=True)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.fault(key, f"is no list of tables; write each under [[{key}]]")
            return ()
        return tuple(
            Table(item, f"{self._where}: {key} {number}", self._faults)
            for number, item in enumerate(found, start=1)
        )

    def named(self) -> dict[str, Table]:
        """Every key of this table as a table of its own."""
        found = {key: self.table(key) for key in self._values}
        return {key: table for key, table in found.items() if table is not None}

    def done(self) -> None:
        """Nothing more will be asked of this table: note the keys nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.fault(key, f"is an unknown key; delete it or use one of: {known}")

    def _ask(self, key: str, optional: bool) -> object:
        self._asked.add(key)
        if key not in self._values and not optional:
            self.fault(key, "is missing; add it")
        return self._values.get(key)


def is_loose_date(written: str) -> bool:
    """Whether this is a year, a month or a day of our time in ISO form."""
    filled = written + "0001-01-01"[len(written) :] if len(written) in {4, 7} else written
    try:
        return 1900 <= date.fromisoformat(filled).year <= 2100 and len(filled) == len("2025-07-03")
    except ValueError:
        return False


def _is_web_address(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in written
