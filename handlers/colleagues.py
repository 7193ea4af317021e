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
    return await post(exchange, user, message) is not None


async def post(exchange: Exchange, user: SealedId, message: Message) -> int | None:
    """The message's number in their chat; None if it did not arrive."""
    outcome = await voices.tell(exchange.services, user, message)
    return outcome.message_id if isinstance(outcome, Delivered) else None


async def voice_for(exchange: Exchange, user: SealedId) -> Voice:
    """As this person chose; in the language of this exchange if they chose none."""
    return await voices.voice_for(exchange.services, user, exchange.language)
