"""A request for panic, as its row says it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from storage.rows import SealedId


@dataclass(frozen=True, slots=True)
class PanicRequest:
    """An owner asked for everything that leads to a person to be destroyed."""

    author: SealedId
    asked: datetime
    alone: bool
    """The author showed the offline code: nobody else needs to agree."""

    @property
    def mark(self) -> str:
        """What a button carries, so that it agrees to this request and to no other."""
        said = f"{self.asked.isoformat()} {self.author.hex()} {self.alone}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]
