"""To others with a role, each in their own private chat."""

from __future__ import annotations

from bot.delivery.door import Delivered
from bot.render import Message
from handlers.exchange import Exchange
from storage.rows import SealedId


async def tell(exchange: Exchange, user: SealedId, message: Message) -> bool:
    """Whether it arrived. A person's private chat has the person's id."""
    services = exchange.services
    outcome = await services.door.send(services.seal.open(user), message)
    return isinstance(outcome, Delivered)
