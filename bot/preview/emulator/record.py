"""What was called, and which faults wait to be shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.preview.emulator.refusals import Json, Refusal


@dataclass(slots=True)
class Call:
    """One call of the Bot API."""

    method: str
    parameters: Json
    began: float
    """Monotonic seconds."""
    ended: float = 0.0
    code: int = 0
    """200, or the error code of the refusal; 0 while it lasts and for a dropped connection."""

    @property
    def chat_id(self) -> int | None:
        chat = self.parameters.get("chat_id")
        return chat if isinstance(chat, int) else None


class Drop(Enum):
    BEFORE = "before"
    """The connection ends and nothing was done."""
    AFTER = "after"
    """The call was done, and the connection ends before the answer."""


@dataclass(slots=True)
class Fault:
    """What the next ``times`` calls of a method (``*``: of any) meet."""

    method: str
    times: int = 1
    refusal: Refusal | None = None
    drop: Drop | None = None
    seconds: float = 0.0
    """The answer comes this much later."""
    chat_id: int | None = None
    """Only calls for this chat."""

    def meets(self, call: Call) -> bool:
        return (
            self.times > 0
            and self.method in ("*", call.method)
            and self.chat_id in (None, call.chat_id)
        )


class Record:
    """Every call in the order in which it came, the faults to come, and the waits announced."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._waits: list[tuple[float, float, int | None]] = []

    def open(self, method: str, parameters: Json) -> Call:
        call = Call(method, parameters, began=time.monotonic())
        self.calls.append(call)
        return call

    def fault_for(self, call: Call) -> Fault | None:
        """The fault this call meets, if any; it is used up by that."""
        fault = next((fault for fault in self.faults if fault.meets(call)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.faults.remove(fault)
        return fault

    def announced(self, seconds: int, chat_id: int | None) -> None:
        """A 429 named this wait, for one chat or (None) for all."""
        now = time.monotonic()
        self._waits.append((now, now + seconds, chat_id))

    def sent_into_waits(self, sending: Sequence[str]) -> list[Call]:
        """Sending calls that came after a 429 and before the wait it named was over.

        Calls under way when the 429 went out cannot know: 50 ms are forgiven.
        """
        return [
            call
            for call in self.calls
            if call.method in sending
            and any(
                begin + 0.05 < call.began < end and chat in (None, call.chat_id)
                for begin, end, chat in self._waits
            )
        ]
