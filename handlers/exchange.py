"""One update and how to answer it: what every handler is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from telegram import Chat, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.delivery.door import Delivered, Refused
from bot.i18n import Translator, language_for
from bot.reading import publishers, suited
from bot.render import File, shorten
from bot.render import Message as Said
from bot.services import Services
from storage.rows import ChatKind, Role, SealedId, Subscriber, Topic

_KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}


@dataclass(frozen=True, slots=True, repr=False)
class Exchange:
    """A message, channel post or button press in one chat, with its reader.

    It has no `repr` of its own: the update would show who said what.
    """

    services: Services
    update: Update
    chat: SealedId
    kind: ChatKind
    user: SealedId | None
    """Who acted; None for posts in the name of a channel or a group."""
    subscriber: Subscriber | None
    """None until the chat has asked for something that must be remembered."""
    say: Translator
    arguments: str = ""
    """What follows the command, or the callback data after its verb."""

    @property
    def person(self) -> SealedId:
        """Who acted, where it must be a person: behind a role."""
        if self.user is None:
            raise ValueError("nobody acted; only who has a role gets here")
        return self.user

    @property
    def language(self) -> str:
        return self.say.language

    @property
    def zone(self) -> str:
        return self.subscriber.time_zone if self.subscriber else "UTC"

    @property
    def today(self) -> date:
        """The date where the reader is."""
        return self.services.clock.now().astimezone(ZoneInfo(self.zone)).date()

    @property
    def numbered(self) -> tuple[int, str]:
        """The row that a button is about (0 is none), and what follows its number."""
        digits, _, rest = self.arguments.partition(":")
        return read_number(digits) or 0, rest

    async def reply(self, message: Said) -> int | None:
        """Say something new in this chat; the number of its last part there.

        A chat that shut the bot out just does not hear it: None.
        """
        return await self.show(await self._suited(message))

    async def show(self, message: Said) -> int | None:
        """As `reply`, whole: whoever decides must see what others will get, whatever they chose
        for themselves."""
        outcome = await self.services.door.send(_chat(self.update).id, message)
        return outcome.message_id if isinstance(outcome, Delivered) else None

    async def hand_over(self, file: File, message: Said) -> None:
        """Reply with a document and a few words."""
        suited = await self._suited(message)
        await self.services.door.hand_over(_chat(self.update).id, file, suited)

    async def tell(self, key: str, **arguments: object) -> None:
        """Reply with one message of the locale files."""
        await self.reply(Said.of(self.say.html(key, **arguments)))

    async def edit(self, message: Said) -> None:
        """Change the message whose button was pressed; where that cannot be, say it anew."""
        pressed = self._pressed_message()
        if pressed is not None:
            door = self.services.door
            suited = await self._suited(message)
            outcome = await door.edit(pressed.chat.id, pressed.message_id, suited)
            if not isinstance(outcome, Refused):
                return
        await self.reply(message)

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """Answer a button press: a toast of at most 200 characters, or a pop-up."""
        query = self.update.callback_query
        if query is not None:
            await self.services.door.answer(query.id, text, alert=alert)

    async def toast(self, key: str, *, alert: bool = False, **arguments: object) -> None:
        """Answer a button press with one message of the locale files."""
        await self.answer(shorten(self.say.plain(key, **arguments), 200), alert=alert)

    async def remember(self) -> Subscriber:
        """The chat's row, made now if there is none: the person asked for something to be kept."""
        if self.subscriber is not None:
            return self.subscriber
        return await self.services.subscribers.welcome(self.chat, self.kind, self.language)

    async def following(self) -> tuple[Topic, ...]:
        if self.subscriber is None:
            return ()
        return await self.services.subscribers.following(self.chat)

    async def again(self) -> Exchange:
        """The same exchange after the chat's row may have been made or changed."""
        found = await self.services.subscribers.find(self.chat)
        language = found.language if found else self.language
        return replace(self, subscriber=found, say=self.services.translations(language))

    def in_language(self, language: str) -> Exchange:
        """The same exchange, answered in another language."""
        return replace(self, say=self.services.translations(language))

    async def acts_for_chat(self) -> bool:
        """Whether the person may decide for this chat: always in private, otherwise as one of its
        administrators. Whoever posts in a channel is one; its readers can only press buttons."""
        chat, user = _chat(self.update), self.update.effective_user
        if self.kind is ChatKind.PRIVATE or self.update.channel_post is not None:
            return True
        sender = self.update.message.sender_chat if self.update.message else None
        if sender is not None:
            # An anonymous administrator writes in the name of the group itself.
            return sender.id == chat.id
        if user is None:
            return False
        try:
            member = await chat.get_member(user.id)
        except TelegramError:
            return False
        return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)

    async def role(self) -> Role | None:
        """The person's role among the organisers, if any; never in the name of a group."""
        return None if self.user is None else await self.services.organisers.role_of(self.user)

    async def role_here(self) -> Role | None:
        """As `role`, in private: no group is told who has one."""
        return await self.role() if self.kind is ChatKind.PRIVATE else None

    async def undesirable(self) -> tuple[str, ...]:
        """Addresses of publishers designated "undesirable" in Russia, for a reader there."""
        if self.subscriber is None or not self.subscriber.russia:
            return ()
        return await undesirable(self.services)

    async def _suited(self, message: Said) -> Said:
        if self.subscriber is None:
            return message
        return suited(message, self.subscriber, await self.undesirable(), self.say)

    def _pressed_message(self) -> Message | None:
        query = self.update.callback_query
        return query.message if query and isinstance(query.message, Message) else None


async def undesirable(services: Services) -> tuple[str, ...]:
    """Addresses of every publisher designated "undesirable" in Russia that the bot knows."""
    watched = [feed.source for feed in await services.feeds.all()]
    flagged = (source.url for source in watched if source.undesirable)
    return (*flagged, *publishers(services.registry))


Step = Callable[[Exchange, SealedId], Awaitable[None]]
"""What a button does, in an exchange whose arguments are what follows the step's name."""


async def take_step(exchange: Exchange, steps: Mapping[str, Step]) -> None:
    """Do what the first word of a button's data names, for the person who pressed it."""
    name, _, rest = exchange.arguments.partition(":")
    step = steps.get(name)
    if step is None or exchange.user is None:
        await exchange.toast("chat-button-gone")
        return
    await step(replace(exchange, arguments=rest), exchange.user)


def read_number(text: str) -> int | None:
    """A number in a button's data, small enough for a row's id; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


async def open_exchange(services: Services, update: Update, arguments: str) -> Exchange:
    """Seal who is speaking and find their language: chosen before, or guessed from Telegram."""
    chat, user = _chat(update), update.effective_user
    sealed = services.seal.seal(chat.id)
    subscriber = await services.subscribers.find(sealed)
    if subscriber is not None:
        subscriber = await services.subscribers.seen(subscriber)
    language = subscriber.language if subscriber else _guess(user)
    return Exchange(
        services=services,
        update=update,
        chat=sealed,
        kind=_KINDS.get(ChatType(chat.type), ChatKind.PRIVATE),
        user=services.seal.seal(user.id) if user else None,
        subscriber=subscriber,
        say=services.translations(language),
        arguments=arguments,
    )


def _guess(user: User | None) -> str:
    return language_for(user.language_code if user else None)


def _chat(update: Update) -> Chat:
    if update.effective_chat is None:
        raise ValueError("an exchange needs a chat; inline queries are answered elsewhere")
    return update.effective_chat
