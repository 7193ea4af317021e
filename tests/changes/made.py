"""People and changes of them, complete but for what a test says."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.cases.facts import Texts
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.sealing import Seal

SEAL = Seal(bytes(range(64)))
AUTHOR, SECOND = SEAL.seal(1), SEAL.seal(2)
DAY = date(2026, 11, 23)


class Words:
    def checked(self, change: CaseChange) -> Texts:
        return {"en": f"checked {change.created}", "ru": f"проверено {change.created}"}

    def frozen(self, change: CaseChange) -> Texts:
        return {"en": "frozen", "ru": "не даём"}


WORDS = Words()


def change(kind: ChangeKind, number: int = 1, **said: Any) -> CaseChange:
    values: dict[str, Any] = {
        "case": "ivan",
        "state": ChangeState.CONFIRMED,
        "author": AUTHOR,
        "created": DAY,
        "dated": "2026-11-20",
        "source": "https://example.org/news",
    }
    return CaseChange(id=number, kind=kind, **(values | said))
