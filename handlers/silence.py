"""The answer to whether a silent chat still wants to hear anything."""

from __future__ import annotations

from bot.render import Message
from bot.views import settings as view
from handlers.exchange import Exchange


async def press(exchange: Exchange) -> None:
    """still:yes, still:no"""
    await exchange.answer()
    if exchange.subscriber is None:
        await exchange.edit(Message.of(exchange.say.html("silence-gone")))
    elif exchange.arguments == "no":
        await exchange.edit(view.forget_question(exchange.say))
    else:
        # That it was pressed is the answer: the chat has been heard of.
        await exchange.edit(Message.of(exchange.say.html("silence-stays")))
