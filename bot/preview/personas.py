"""Who can be played on the page: made-up people, a group, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.preview.emulator import Emulator

READER_ID, READER_RU_ID, ORGANISER_ID, COLLEAGUE_ID, GROUP_ID = 1001, 1002, 1003, 1004, -4001
OWNERS = (ORGANISER_ID, COLLEAGUE_ID)
"""Two: whatever one of them wants to send, the other has to approve."""


@dataclass(frozen=True, slots=True)
class Persona:
    name: str
    role: str
    chat: int
    speakers: tuple[int, ...]
    """Who may write in this chat, as user ids; the first is offered first."""


PERSONAS = (
    Persona("Robin", "Subscriber · en", READER_ID, (READER_ID,)),
    Persona("Саша", "Subscriber · ru", READER_RU_ID, (READER_RU_ID,)),
    Persona("Mira", "Organiser", ORGANISER_ID, (ORGANISER_ID,)),
    Persona("Noor", "Second person", COLLEAGUE_ID, (COLLEAGUE_ID,)),
    Persona("Letter club", "Group", GROUP_ID, (ORGANISER_ID, READER_ID)),
)


def settle(emulator: Emulator) -> None:
    """Let them live in this Telegram; nobody has met the bot yet."""
    emulator.user(READER_ID, "Robin", "en")
    emulator.user(READER_RU_ID, "Саша", "ru")
    emulator.user(ORGANISER_ID, "Mira", "en")
    emulator.user(COLLEAGUE_ID, "Noor", "en")
    emulator.group(GROUP_ID, "Letter club", (ORGANISER_ID,), (READER_ID, READER_RU_ID))
