"""Messages without a command: a name in a private chat, or said to the bot in a group."""

from __future__ import annotations

from telegram import Message, MessageEntity

from bot.cases.lookup import Nothing
from bot.letters.strays import LONGEST_NAME
from handlers import changes, roles, writing
from handlers.cases import look_up
from handlers.exchange import Exchange
from storage.rows import ChatKind


async def read(exchange: Exchange, message: Message) -> None:
    """Answer a name. In groups only what is said to the bot; in channels nothing."""
    text = (message.text or "").strip()
    if exchange.kind is ChatKind.PRIVATE:
        await _read_private(exchange, message, text)
    elif exchange.kind is ChatKind.GROUP:
        await _read_group(exchange, message, text)


async def _read_private(exchange: Exchange, message: Message, text: str) -> None:
    if not text:
        caption = (message.caption or "").strip()
        if not (await writing.read(exchange, message) or await changes.read(exchange, caption)):
            await exchange.tell("chat-only-text")
    elif text.startswith("/"):
        await exchange.tell("chat-unknown-command")
    elif await roles.read_code(exchange, text):
        return
    elif not (await changes.read(exchange, text) or await writing.read(exchange, message)):
        await exchange.reply(await look_up(exchange, text))


async def _read_group(exchange: Exchange, message: Message, text: str) -> None:
    bot_name = exchange.services.bot_name
    if not text or text.startswith("/"):
        return
    name = without_mention(message, bot_name)
    if name is not None:
        if name:
            await exchange.reply(await look_up(exchange, name))
        return
    answered = message.reply_to_message
    said_by = answered.from_user if answered else None
    if said_by is None or (said_by.username or "").lower() != bot_name.lower():
        return
    # People talk under an alert: only what is a name is answered there.
    short = len(text) <= LONGEST_NAME
    if short and not isinstance(exchange.services.lookup.find(text), Nothing):
        await exchange.reply(await look_up(exchange, text))


def without_mention(message: Message, bot_name: str) -> str | None:
    """What is said besides @bot; None if the bot is not mentioned."""
    text = message.text or ""
    for words in message.parse_entities([MessageEntity.MENTION]).values():
        if words.lower() == f"@{bot_name.lower()}":
            before, _, after = text.partition(words)
            return f"{before} {after}".strip(" ,:;—-?!")
    return None
