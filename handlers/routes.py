"""Every command and button and where it goes. Who may use it stands on the line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from telegram import Message, MessageEntity, Update
from telegram.ext import TypeHandler

from bot.access import Action, may
from bot.services import Services
from bot.updates import BotApplication
from handlers import (
    broadcasts,
    calendars,
    calls,
    cases,
    changes,
    chats,
    composing,
    digests,
    discretion,
    errors,
    evenings,
    feeds,
    follows,
    inline,
    kits,
    letters,
    mutes,
    news,
    panic,
    reminders,
    roles,
    settings,
    silence,
    start,
    ways,
    words,
)
from handlers.exchange import Exchange, open_exchange

Handle = Callable[[Exchange], Awaitable[None]]


class Who(Enum):
    ANYONE = "anyone"
    CHAT = "chat"
    """Whoever decides for the chat: in a group its administrators."""


Needed = Who | Action
"""An action needs a role that allows it, in a private chat; to strangers, and everywhere else, what
needs one does not exist."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    handle: Handle
    who: Needed = Who.ANYONE
    words: Mapping[str, Action] = field(default_factory=dict)
    """The first words after the command that need something else."""

    def needs(self, arguments: str) -> Needed:
        return self.words.get(arguments.partition(" ")[0].casefold(), self.who)


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by the verb before the first colon of its callback data."""

    verb: str
    handle: Handle
    who: Needed = Who.ANYONE
    steps: Mapping[str, Action] = field(default_factory=dict)
    """The steps, up to the next colon, that need something else."""
    proved: frozenset[str] = frozenset()
    """Steps that decide: who has a second device shows a code of it before."""
    proved_alone: frozenset[str] = frozenset()
    """Steps that decide where no second person is needed."""

    def needs(self, arguments: str) -> Needed:
        return self.steps.get(_step(arguments), self.who)

    def decides(self, arguments: str, *, alone: bool) -> bool:
        step = _step(arguments)
        return step in self.proved or (alone and step in self.proved_alone)


_FEEDS = dict.fromkeys(("pause", "resume"), Action.KEEP_FEEDS) | dict.fromkeys(
    ("add", "edit", "remove"), Action.CHOOSE_FEEDS
)
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
    Command("evening", evenings.evening, Who.CHAT),
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
    Command("broadcast", composing.compose, Action.COMPOSE),
    Command(
        "broadcasts",
        broadcasts.recent,
        Action.WATCH,
        dict.fromkeys(("pause", "stop", "recall"), Action.STOP)
        | dict.fromkeys(("resume", "correct", "won", "over"), Action.COMPOSE),
    ),
    Command("stop", broadcasts.stop, Action.STOP),
    Command("change", changes.change, Action.REPORT),
    Command("freeze", changes.freeze, Action.FREEZE),
    Command(
        "feeds",
        feeds.feeds,
        Action.WATCH,
        _FEEDS | {word: _FEEDS[act] for word, act in feeds.RUSSIAN.items()},
    ),
    Command("why", feeds.why, Action.WATCH),
    Command("organisers", roles.organisers, Action.APPOINT),
    Command("invite", roles.invite, Action.APPOINT),
    Command("remove", roles.remove, Action.APPOINT),
    Command("totp", roles.totp, Action.STEP_UP, {"reset": Action.APPOINT}),
    Command("panic", panic.panic, Action.PANIC),
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
    Press("ev", evenings.press),
    Press("kit", kits.press),
    Press("follow", follows.press_follow, Who.CHAT),
    Press("unfollow", follows.press_unfollow, Who.CHAT),
    Press("mute", mutes.press_mute, Who.CHAT),
    Press("unmute", mutes.press_unmute, Who.CHAT),
    Press("set", settings.press, Who.CHAT),
    Press("digest", digests.press, Who.CHAT),
    Press("still", silence.press, Who.CHAT),
    Press("forget", settings.press_forget, Who.CHAT),
    Press("remind", reminders.press, Who.CHAT),
    Press("wrote", letters.wrote, Who.CHAT),
    Press("another", letters.another, Who.CHAT),
    Press("skip", letters.skip, Who.CHAT),
    Press(
        "b",
        broadcasts.press,
        Action.COMPOSE,
        {"open": Action.WATCH, "show": Action.WATCH, "ok": Action.APPROVE, "no": Action.APPROVE}
        | dict.fromkeys(("stop", "pause", "recall"), Action.STOP),
        proved=frozenset({"ok"}),
        proved_alone=frozenset({"go"}),
    ),
    Press("call", calls.press),
    Press(
        "ch",
        changes.press,
        Action.REPORT,
        {"freeze": Action.FREEZE, "ok": Action.APPROVE, "no": Action.APPROVE},
        proved=frozenset({"ok"}),
        proved_alone=frozenset({"go"}),
    ),
    Press(
        "feeds",
        feeds.press,
        Action.WATCH,
        {"ok": Action.APPROVE, "no": Action.APPROVE}
        | dict.fromkeys(("pause", "resume"), Action.KEEP_FEEDS)
        | dict.fromkeys(("add", "edit", "pick", "set", "remove"), Action.CHOOSE_FEEDS),
        proved=frozenset({"ok"}),
        proved_alone=frozenset({"add"}),
    ),
    Press("org", roles.press, Action.APPOINT, proved=frozenset({"ok"})),
    Press("totp", roles.press_totp, Action.STEP_UP),
    Press("panic", panic.press, Action.PANIC, proved=frozenset({"go"})),
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
    if command is None or not await _allowed(exchange, command.needs(arguments)):
        if command is not None and command.who is Who.CHAT:
            await exchange.tell("chat-only-administrators")
        elif command is not None and await exchange.role_here() is not None:
            await exchange.tell("role-not-yours")
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
    needed = None if press is None else press.needs(arguments)
    if press is None or needed is None:
        await exchange.toast("chat-button-gone")
    elif await _allowed(exchange, needed):
        if await _proved(exchange, press):
            await press.handle(exchange)
    elif needed is Who.CHAT:
        await exchange.toast("chat-only-administrators", alert=True)
    elif await exchange.role_here() is not None:
        await exchange.toast("role-not-yours", alert=True)
    else:
        await exchange.toast("chat-button-gone")


async def _allowed(exchange: Exchange, needed: Needed) -> bool:
    if needed is Who.ANYONE:
        return True
    if needed is Who.CHAT:
        return await exchange.acts_for_chat()
    return may(await exchange.role_here(), needed)


async def _proved(exchange: Exchange, press: Press) -> bool:
    """Whether nothing stands against this press: where it decides, who has a second device has
    shown a code of it, which is used up."""
    services, user = exchange.services, exchange.user
    if user is None or not (press.proved or press.proved_alone):
        return True
    alone = press.decides(exchange.arguments, alone=True) and (
        await services.organisers.may_approve(user, user)
    )
    if not press.decides(exchange.arguments, alone=alone) or await services.step_up.spend(user):
        return True
    await exchange.toast("totp-needed", alert=True)
    return False


def _step(arguments: str) -> str:
    return arguments.partition(":")[0]


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
