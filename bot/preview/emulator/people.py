"""What people do in Telegram: write, press, search, join, block. Each act makes its updates."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.preview.emulator import answering, text
from bot.preview.emulator.about import member
from bot.preview.emulator.refusals import Json
from bot.preview.emulator.updates import Updates
from bot.preview.emulator.world import Chat, Kept, Person, World

ANSWER_SECONDS = 10.0
"""How long a pressed button or an inline query is waited for before the test is told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's answer to a press."""

    text: str
    alert: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class InlineResult:
    id: str
    title: str
    description: str
    text: str
    message: Json = field(repr=False)
    """What is sent when it is chosen."""


class People:
    """The people and chats of a world, and everything they can do."""

    def __init__(self, world: World, updates: Updates) -> None:
        self._world = world
        self._updates = updates

    def user(
        self,
        user_id: int,
        name: str = "Ann",
        language: str = "en",
        *,
        username: str = "",
        started: bool = False,
    ) -> int:
        """A person and the private chat with the bot; ``started``: Start was pressed long ago."""
        person = Person(user_id, name, language, username)
        self._world.people[user_id] = person
        self._world.chats[user_id] = Chat(
            user_id,
            "private",
            name,
            person=person,
            members={user_id: "member"},
            bot="member" if started else "left",
        )
        return user_id

    def group(
        self,
        chat_id: int,
        title: str,
        admins: tuple[int, ...] = (),
        members: tuple[int, ...] = (),
        *,
        kind: str = "group",
        bot: str = "left",
    ) -> int:
        """A group (or ``supergroup``, ``channel``); the first administrator created it."""
        statuses = dict.fromkeys(members, "member") | dict.fromkeys(admins, "administrator")
        if admins:
            statuses[admins[0]] = "creator"
        self._world.chats[chat_id] = Chat(chat_id, kind, title, members=statuses, bot=bot)
        return chat_id

    def channel(
        self, chat_id: int, title: str, admins: tuple[int, ...] = (), *, username: str = ""
    ) -> int:
        """A channel that the bot administers."""
        self.group(chat_id, title, admins, kind="channel", bot="administrator")
        self._world.chats[chat_id].username = username
        return chat_id

    def say(self, chat_id: int, user_id: int, words: str, *, reply_to: int | None = None) -> int:
        """Write a message, as this person; returns its id in the chat."""
        chat = self._world.chats[chat_id]
        content = self._content(chat, user_id, words)
        answered = chat.messages.get(reply_to) if reply_to is not None else None
        if answered is not None:
            content["reply_to_message"] = {
                k: v for k, v in answered.payload.items() if k != "reply_to_message"
            }
        self._resume(chat)
        kept = self._world.keep(chat, content, from_bot=False)
        if chat.kind == "channel":
            self._updates.add("channel_post", kept.payload)
        elif self._bot_reads(chat, kept, answered):
            self._updates.add("message", kept.payload)
        return int(kept.payload["message_id"])

    def share(
        self,
        user_id: int,
        content: bytes,
        caption: str = "",
        *,
        photo: bool = True,
        album: str = "",
    ) -> int:
        """Send the bot a picture or another file in private; ``album``: as one of several."""
        chat = self._world.chats[user_id]
        file = self._world.store("picture.png" if photo else "file.pdf", content, "")
        sizes = {"file_id": file.id, "file_unique_id": f"u-{file.id}", "file_size": len(content)}
        told: Json = {"from": self._world.people[user_id].as_user()}
        if photo:
            told["photo"] = [{**sizes, "width": 90, "height": 60}]
        else:
            told["document"] = {**sizes, "file_name": file.name}
        if caption:
            told["caption"] = caption
            if entities := text.with_found(caption, []):
                told["caption_entities"] = entities
        if album:
            told["media_group_id"] = album
        self._resume(chat)
        kept = self._world.keep(chat, told, from_bot=False)
        self._updates.add("message", kept.payload)
        return int(kept.payload["message_id"])

    def start(self, user_id: int, parameter: str = "") -> int:
        """Press Start, or open ``t.me/<bot>?start=<parameter>``."""
        return self.say(user_id, user_id, f"/start {parameter}".rstrip())

    async def press(
        self,
        chat_id: int,
        user_id: int,
        message_id: int,
        button: str,
        *,
        within: float = ANSWER_SECONDS,
    ) -> Answer:
        """Press a button by its callback data or its text, and wait for the bot's answer.

        Raises LookupError for a button that does not stand there, TimeoutError when no answer
        comes.
        """
        chat = self._world.chats[chat_id]
        kept = chat.messages[message_id]
        data = _callback_data(kept, button)
        question = answering.ask(self._world, self._world.presses, user_id, chat_id)
        query: Json = {
            "id": question.id,
            "from": self._world.people[user_id].as_user(),
            "chat_instance": str(chat.id),
            "data": data,
        }
        if kept.inline_id:
            query["inline_message_id"] = kept.inline_id
        else:
            # How it stood when it was pressed, whatever is edited meanwhile.
            query["message"] = dict(kept.payload)
        self._world.tell("pressed", chat=chat_id, user=user_id, data=data)
        self._updates.add("callback_query", query)
        answer = await _answered(question.answer, within, f"a press of {button!r}")
        return Answer(answer["text"], answer["show_alert"], answer["url"])

    async def inline(
        self, user_id: int, query: str, *, offset: str = "", within: float = ANSWER_SECONDS
    ) -> list[InlineResult]:
        """Type ``@bot query`` in some chat; the results the bot offers."""
        question = answering.ask(self._world, self._world.queries, user_id)
        self._updates.add(
            "inline_query",
            {
                "id": question.id,
                "from": self._world.people[user_id].as_user(),
                "query": query,
                "offset": offset,
                "chat_type": "private",
            },
        )
        answer = await _answered(question.answer, within, "an inline query")
        return [
            InlineResult(r["id"], r["title"], r["description"], r["message"]["text"], r["message"])
            for r in answer["results"]
        ]

    def choose(self, chat_id: int, user_id: int, result: InlineResult) -> int:
        """Send an inline result into a chat; returns the message's id."""
        chat = self._world.chats[chat_id]
        content = {
            "from": self._world.people[user_id].as_user(),
            "via_bot": self._world.as_bot(),
            **result.message,
        }
        kept = self._world.keep(chat, content, from_bot=False)
        message_id = int(kept.payload["message_id"])
        if "reply_markup" in kept.payload:
            kept.inline_id = f"inline-{self._world.number()}"
            self._world.inline_messages[kept.inline_id] = (chat.id, message_id)
        if chat.bot not in ("left", "kicked"):
            self._updates.add("message", kept.payload)
        return message_id

    def block(self, user_id: int) -> None:
        self._membership(self._world.chats[user_id], user_id, "kicked")

    def unblock(self, user_id: int) -> None:
        self._membership(self._world.chats[user_id], user_id, "member")

    def add_to_group(self, chat_id: int, user_id: int, *, status: str = "member") -> None:
        """Somebody adds the bot to a group or channel, or makes it an administrator there."""
        chat = self._world.chats[chat_id]
        was_there = chat.bot not in ("left", "kicked")
        self._membership(chat, user_id, status)
        if chat.kind != "channel" and not was_there:
            content = {
                "from": self._world.people[user_id].as_user(),
                "new_chat_members": [self._world.as_bot()],
            }
            kept = self._world.keep(chat, content, from_bot=False)
            self._updates.add("message", kept.payload)

    def remove_from_group(self, chat_id: int, user_id: int) -> None:
        self._membership(self._world.chats[chat_id], user_id, "kicked")

    def migrate(self, chat_id: int, new_id: int) -> None:
        """A group becomes a supergroup with a new id; calls for the old one are refused."""
        old = self._world.chats[chat_id]
        new = Chat(new_id, "supergroup", old.title, members=dict(old.members), bot=old.bot)
        self._world.chats[new_id] = new
        sender = {"from": self._world.as_bot()}
        told = self._world.keep(old, {**sender, "migrate_to_chat_id": new_id}, from_bot=False)
        old.moved_to = new_id
        self._updates.add("message", told.payload)
        told = self._world.keep(new, {**sender, "migrate_from_chat_id": chat_id}, from_bot=False)
        self._updates.add("message", told.payload)

    def _content(self, chat: Chat, user_id: int, words: str) -> Json:
        plain = words.strip()
        if not plain:
            raise ValueError("nobody can send an empty message")
        content: Json = {"text": plain}
        entities = text.with_found(plain, [])
        if entities:
            content["entities"] = entities
        if chat.kind == "channel":
            content["sender_chat"] = chat.as_chat()
        else:
            content["from"] = self._world.people[user_id].as_user()
        return content

    def _resume(self, chat: Chat) -> None:
        if chat.kind != "private":
            return
        if chat.bot == "kicked":
            raise ValueError("this person blocked the bot and must unblock it before writing")
        chat.bot = "member"

    def _bot_reads(self, chat: Chat, kept: Kept, answered: Kept | None) -> bool:
        """In groups a bot without special rights hears only what is meant for it."""
        if chat.kind == "private" or chat.bot == "administrator":
            return True
        if chat.bot in ("left", "kicked"):
            return False
        words = kept.payload["text"]
        return (
            words.startswith("/")
            or f"@{self._world.username}".lower() in words.lower()
            or (answered is not None and answered.from_bot)
        )

    def _membership(self, chat: Chat, user_id: int, status: str) -> None:
        before, chat.bot = chat.bot, status
        self._world.tell("membership", chat=chat.id, bot=status)
        self._updates.add(
            "my_chat_member",
            {
                "chat": chat.as_chat(),
                "from": self._world.people[user_id].as_user(),
                "date": self._world.unix_time(),
                "old_chat_member": self._bot_as(before),
                "new_chat_member": self._bot_as(status),
            },
        )

    def _bot_as(self, status: str) -> Json:
        return member(self._world, self._world.bot_id, status)


def _callback_data(kept: Kept, button: str) -> str:
    rows = kept.payload.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [each for row in rows for each in row if "callback_data" in each]
    for each in buttons:
        if button in (each["callback_data"], each["text"]):
            return str(each["callback_data"])
    there = ", ".join(f"{b['text']!r} ({b['callback_data']})" for b in buttons) or "none"
    raise LookupError(f"the message has no button {button!r}; its buttons: {there}")


async def _answered(answer: asyncio.Future[Json], within: float, what: str) -> Mapping[str, Any]:
    began = time.monotonic()
    try:
        return await asyncio.wait_for(answer, within)
    except TimeoutError:
        seconds = time.monotonic() - began
        raise TimeoutError(f"the bot did not answer {what} within {seconds:.1f} s") from None
