"""Who and what there is: people, chats, messages, files. In memory, gone with the process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.preview.emulator.refusals import Json, bad_request, forbidden, migrated


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    language: str = ""
    username: str = ""

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass(slots=True)
class Kept:
    """A message and what became of it."""

    payload: Json
    """The Bot API's Message."""
    sent: float
    """Monotonic seconds."""
    from_bot: bool
    edits: list[float] = field(default_factory=list)
    """Monotonic seconds of each edit."""
    earlier: list[str] = field(default_factory=list)
    """What the text was before each edit."""
    silent: bool = False
    inline_id: str = ""
    deleted: bool = False


@dataclass(slots=True)
class Chat:
    id: int
    kind: str
    """private, group, supergroup or channel."""
    title: str
    username: str = ""
    person: Person | None = None
    members: dict[int, str] = field(default_factory=dict)
    """Status by user id: creator, administrator, member, left, kicked."""
    bot: str = "left"
    """The bot's own status. In a private chat "left" means that the person never pressed Start."""
    messages: dict[int, Kept] = field(default_factory=dict)
    last_id: int = 0
    moved_to: int | None = None
    action: str = ""

    def as_chat(self) -> Json:
        chat: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            chat["first_name"] = self.person.first_name
        else:
            chat["title"] = self.title
        username = self.person.username if self.person else self.username
        if username:
            chat["username"] = username
        return chat

    def message(self, message_id: int, what: str) -> Kept:
        kept = self.messages.get(message_id)
        if kept is None or kept.deleted:
            raise bad_request(f"message to {what} not found")
        return kept


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    name: str
    content: bytes
    mime_type: str


@dataclass(slots=True)
class Question:
    """A callback or inline query that waits for its answer."""

    id: str
    user: int
    asked: float
    answer: asyncio.Future[Json]
    chat: int = 0


class World:
    """The state behind one bot token. ``listeners`` hear of every change as a JSON object."""

    def __init__(self, token: str, name: str, username: str, clock: Clock) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.name = name
        self.username = username
        self.clock = clock
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Question] = {}
        self.queries: dict[str, Question] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self._listeners: list[Callable[[Json], None]] = []
        self._numbers = 0

    def number(self) -> int:
        """A number not given before."""
        self._numbers += 1
        return self._numbers

    def as_bot(self) -> Json:
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }

    @contextmanager
    def listening(self, listener: Callable[[Json], None]) -> Iterator[None]:
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def tell(self, what: str, **details: object) -> None:
        for listener in list(self._listeners):
            listener({"what": what, **details})

    def unix_time(self) -> int:
        return int(self.clock.now().timestamp())

    def chat(self, chat_id: int | str) -> Chat:
        """The chat as the bot may see it. Raises Refusal where it may not."""
        if isinstance(chat_id, str):
            wanted = chat_id.removeprefix("@").lower()
            # A bot cannot look up people by their username, groups and channels only.
            found = next(
                (c for c in self.chats.values() if c.username and c.username.lower() == wanted),
                None,
            )
        else:
            found = self.chats.get(chat_id)
        if found is None or (found.person is not None and found.bot == "left"):
            raise bad_request("chat not found")
        return found

    def chat_to_write(self, chat_id: int | str) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chat(chat_id)
        if chat.moved_to is not None:
            raise migrated(chat.moved_to)
        if chat.person is not None:
            if chat.bot == "kicked":
                raise forbidden("bot was blocked by the user")
            return chat
        kind = "channel" if chat.kind == "channel" else f"{chat.kind} chat"
        if chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        if chat.bot == "left":
            full = "channel chat" if chat.kind == "channel" else kind
            raise forbidden(f"bot is not a member of the {full}")
        if chat.kind == "channel" and chat.bot != "administrator":
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def keep(self, chat: Chat, content: Json, *, from_bot: bool, silent: bool = False) -> Kept:
        """Add a message to a chat; ``content`` is everything but its id, date and chat."""
        chat.last_id += 1
        payload = {
            "message_id": chat.last_id,
            "date": self.unix_time(),
            "chat": chat.as_chat(),
            **content,
        }
        kept = Kept(payload, sent=time.monotonic(), from_bot=from_bot, silent=silent)
        chat.messages[chat.last_id] = kept
        self.tell("message", chat=chat.id, message=payload, from_bot=from_bot)
        return kept

    def store(self, name: str, content: bytes, mime_type: str) -> StoredFile:
        file = StoredFile(f"file-{self.number()}", name, content, mime_type)
        self.files[file.id] = file
        return file
