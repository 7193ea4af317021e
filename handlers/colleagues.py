"""To others with a role, each in their own private chat."""

from __future__ import annotations

from bot import voices
from bot.delivery.door import Delivered
from bot.render import Message
from bot.voices import Voice
from handlers.exchange import Exchange
from storage.rows import SealedId


async def tell(exchange: Exchange, user: SealedId, message: Message) -> bool:
    """Whether it arrived."""
    return isinstance(await voices.tell(exchange.services, user, message), Delivered)


async def voice_for(exchange: Exchange, user: SealedId) -> Voice:
    """As this person chose; in the language of this exchange if they chose none."""
    return await voices.voice_for(exchange.services, user, exchange.language)
