"""Every command and button and where it goes. Who may use it stands on the line."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from telegram import Message, MessageEntity, Update
from telegram.ext import TypeHandler

from bot.services import Services
from bot.updates import BotApplication
from handlers import (
    broadcasts,
    calendars,
    calls,
    cases,
    changes,
    chats,
    digests,
    discretion,
    errors,
    feeds,
    follows,
    inline,
    kits,
    letters,
    mutes,
    news,
    panic,
    reminders,
    settings,
    start,
    ways,
    words,
)
from handlers.exchange import Exchange, open_exchange

log = logging.getLogger(__name__)

Handle = Callable[[Exchange], Awaitable[None]]


class Who(Enum):
    ANYONE = "anyone"
    CHAT = "chat"
    """Whoever decides for the chat: in a group its administrators."""
    ORGANISER = "organiser"
    """Anyone with a role; to strangers such a command does not exist."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    handle: Handle
    who: Who = Who.ANYONE


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by the verb before the first colon of its callback data."""

    verb: str
    handle: Handle
    who: Who = Who.ANYONE


COMMANDS = (
    Command("start", start.start),
    Command("case", cases.show),
    Command("campaign", cases.show_campaign),
    Command("news", news.latest),
    Command("write", letters.write),
    Command("follow", follows.follow, Who.CHAT),
    Command("unfollow", follows.unfollow, Who.CHAT),
    Command("following", follows.following),
    Command("ways", ways.ways),
    Command("phrases", ways.phrases),
    Command("kit", kits.kit),
    Command("calendar", calendars.calendar),
    Command("remind", reminders.remind, Who.CHAT),
    Command("digest", digests.digest, Who.CHAT),
    Command("settings", settings.show, Who.CHAT),
    Command("mute", mutes.mute, Who.CHAT),
    Command("unmute", mutes.unmute, Who.CHAT),
    Command("language", settings.language, Who.CHAT),
    Command("timezone", settings.time_zone, Who.CHAT),
    Command("quiet", settings.quiet, Who.CHAT),
    Command("calls", calls.choose, Who.CHAT),
    Command("discreet", discretion.be_discreet, Who.CHAT),
    Command("links", discretion.choose_links, Who.CHAT),
    Command("russia", discretion.read_in_russia, Who.CHAT),
    Command("help", start.help_),
    Command("privacy", start.privacy),
    Command("mydata", settings.my_data, Who.CHAT),
    Command("forget", settings.forget, Who.CHAT),
    Command("broadcast", broadcasts.compose, Who.ORGANISER),
    Command("broadcasts", broadcasts.recent, Who.ORGANISER),
    Command("stop", broadcasts.stop, Who.ORGANISER),
    Command("change", changes.change, Who.ORGANISER),
    Command("freeze", changes.freeze, Who.ORGANISER),
    Command("feeds", feeds.feeds, Who.ORGANISER),
    Command("why", feeds.why, Who.ORGANISER),
    Command("panic", panic.panic, Who.ORGANISER),
)

PRESSES = (
    Press("start", start.press, Who.CHAT),
    Press("case", cases.press),
    Press("people", cases.press_people),
    Press("sources", cases.sources),
    Press("campaign", cases.press_campaign),
    Press("news", news.press),
    Press("write", letters.press_write),
    Press("ways", ways.press_ways),
    Press("phrases", ways.press_phrases),
    Press("kit", kits.press),
    Press("follow", follows.press_follow, Who.CHAT),
    Press("unfollow", follows.press_unfollow, Who.CHAT),
    Press("mute", mutes.press_mute, Who.CHAT),
    Press("unmute", mutes.press_unmute, Who.CHAT),
    Press("set", settings.press, Who.CHAT),
    Press("digest", digests.press, Who.CHAT),
    Press("forget", settings.press_forget, Who.CHAT),
    Press("remind", reminders.press, Who.CHAT),
    Press("wrote", letters.wrote, Who.CHAT),
    Press("another", letters.another, Who.CHAT),
    Press("skip", letters.skip, Who.CHAT),
    Press("b", broadcasts.press, Who.ORGANISER),
    Press("call", calls.press),
    Press("ch", changes.press, Who.ORGANISER),
    Press("feeds", feeds.press, Who.ORGANISER),
    Press("panic", panic.press, Who.ORGANISER),
)


def register(application: BotApplication, services: Services) -> None:
    """Let the application answer every update through the tables above."""
    commands = {command.name: command for command in COMMANDS}
    presses = {press.verb: press for press in PRESSES}

    async def answer(update: Update, _context: object) -> None:
        if update.inline_query is not None:
            await inline.answer(services, update.inline_query)
        elif update.callback_query is not None:
            await _press(services, update, presses)
        elif update.my_chat_member is not None:
            await chats.membership(services, update.my_chat_member)
        elif (message := update.message or update.channel_post) is not None:
            await _message(services, update, message, commands)

    application.add_handler(TypeHandler(Update, answer))
    errors.register(application, services)


async def _message(
    services: Services, update: Update, message: Message, commands: dict[str, Command]
) -> None:
    if message.migrate_to_chat_id is not None:
        await chats.migrated(services, message.chat.id, message.migrate_to_chat_id)
        return
    name, arguments = _command(message, services.bot_name)
    exchange = await open_exchange(services, update, arguments)
    command = commands.get(name)
    if command is None or not await _allowed(exchange, command.who):
        if command is not None and command.who is Who.CHAT:
            await chats.only_administrators(exchange)
        elif name or message.text or message.effective_attachment:
            await words.read(exchange, message)
        return
    await command.handle(exchange)


async def _press(services: Services, update: Update, presses: dict[str, Press]) -> None:
    query = update.callback_query
    if query is None or update.effective_chat is None:
        return
    verb, _, arguments = (query.data or "").partition(":")
    exchange = await open_exchange(services, update, arguments)
    press = presses.get(verb)
    if press is None:
        await exchange.answer(exchange.say.plain("chat-button-gone"))
    elif await _allowed(exchange, press.who):
        await press.handle(exchange)
    else:
        await exchange.answer(exchange.say.plain("chat-only-administrators"), alert=True)


async def _allowed(exchange: Exchange, who: Who) -> bool:
    if who is Who.ANYONE:
        return True
    if who is Who.CHAT:
        return await exchange.acts_for_chat()
    return exchange.kind == "private" and await exchange.role() is not None


def _command(message: Message, bot_name: str) -> tuple[str, str]:
    """The command a message begins with and what follows it; empty when it is not for this bot."""
    entity = next(iter(message.entities), None)
    text = message.text or ""
    if entity is None or entity.type != MessageEntity.BOT_COMMAND or entity.offset != 0:
        return "", ""
    name, _, addressee = text[1 : entity.length].partition("@")
    if addressee and addressee.lower() != bot_name.lower():
        return "", ""
    return name.lower(), text[entity.length :].strip()
