"""How the bot speaks to somebody who has not just written to it: as they chose, and in private."""

from __future__ import annotations

from typing import NamedTuple

from bot.delivery.door import Outcome
from bot.i18n import DEFAULT_LANGUAGE, Translator
from bot.render import Message
from bot.services import Services
from storage.rows import SealedId


class Voice(NamedTuple):
    say: Translator
    zone: str
    """An IANA name."""


async def voice_for(services: Services, chat: SealedId, language: str = DEFAULT_LANGUAGE) -> Voice:
    """As the chat chose; ``language`` and UTC for one that the bot does not know. Raises
    StorageError."""
    subscriber = await services.subscribers.find(chat)
    if subscriber is None:
        return Voice(services.translations(language), "UTC")
    return Voice(services.translations(subscriber.language), subscriber.time_zone)


async def tell(services: Services, user: SealedId, message: Message) -> Outcome:
    """Say it to a person: their private chat has their id."""
    return await services.door.send(services.seal.open(user), message)
