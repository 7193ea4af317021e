"""To others with a role, each in their own private chat: it has the person's id."""

from __future__ import annotations

from bot.delivery.door import Delivered
from bot.i18n import Translator
from bot.render import Message
from handlers.exchange import Exchange
from storage.rows import SealedId


async def tell(exchange: Exchange, user: SealedId, message: Message) -> bool:
    """Whether it arrived."""
    services = exchange.services
    outcome = await services.door.send(services.seal.open(user), message)
    return isinstance(outcome, Delivered)


async def voice_for(exchange: Exchange, user: SealedId) -> Translator:
    """In the language this person chose for themselves."""
    subscriber = await exchange.services.subscribers.find(user)
    language = subscriber.language if subscriber else exchange.language
    return exchange.services.translations(language)
