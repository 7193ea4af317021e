"""The one door to Telegram's street: what is said, is said through here, at the pacer's beat.

The door answers with an outcome and never raises for what Telegram says.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import telegram
from telegram import InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.delivery.forms import Form, encoded, keyboard
from bot.delivery.pacing import Pacer, Rank
from bot.delivery.transport import AiohttpRequest, Flood
from bot.meters import Meters
from bot.render import Button, File, Html, Message, without_html

logger = logging.getLogger(__name__)

REPLY_PATIENCE = 30.0
"""Seconds a person's answer may wait for a pause to end. Longer ones are given up."""
DELIVERY_PATIENCE = 5.0
"""Seconds a delivery may stand in the queue for a pause; after that its row waits instead."""
_REPLY_RETRIES = (0.5, 2.0)
_UNKNOWN_TOKEN_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Delivered:
    message_id: int
    plain: bool = False
    """Telegram refused the HTML, so the text went out without it."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The chat blocked, removed or silenced the bot, or is gone."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with another id. `repr` keeps the id to itself."""

    chat_id: int

    def __repr__(self) -> str:
        return "Migrated()"


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this message."""

    reason: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Not now. ``after`` is in seconds; 0 leaves it to the sender."""

    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Its turn came, and it was not to be sent any more."""


UNREACHED = frozenset({"NetworkError", "TimedOut"})
"""Reasons to try again that say that Telegram did not answer: the message may have arrived."""

Outcome = Delivered | Blocked | Migrated | Refused | TryAgain | Withdrawn

# Refusals that are the chat's doing although Telegram calls them bad requests.
_CLOSED_CHAT = (
    "chat not found",
    "have no rights to send",
    "not enough rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
    "user_is_blocked",
    "peer_id_invalid",
    "channel_private",
)
_BROKEN_HTML = "can't parse entities"
_UNCHANGED = "message is not modified"
# Telegram's words may quote the message; only what is known not to is kept.
_REASONS = (
    _BROKEN_HTML,
    "message is too long",
    "message text is empty",
    "message caption is too long",
    "wrong file identifier",
    "wrong remote file identifier specified",
    "message to edit not found",
    "message can't be edited",
    "message can't be deleted",
    "message to delete not found",
    "query is too old",
    "button_data_invalid",
    "button_url_invalid",
    "button_type_invalid",
    "wrong http url",
)


async def _always() -> bool:
    return True


class Door:
    """Says things to chats. Handlers use it for replies, the sender for deliveries."""

    def __init__(self, bot: telegram.Bot, pacer: Pacer, meters: Meters | None = None) -> None:
        if not isinstance(bot.request, AiohttpRequest):
            raise TypeError("the door speaks to Telegram over AiohttpRequest")
        self._bot = bot
        self._request = bot.request
        self.pacer = pacer
        self._meters = meters or Meters()

    async def send(
        self,
        chat_id: int,
        message: Message,
        rank: Rank = Rank.REPLY,
        *,
        still_wanted: Callable[[], Awaitable[bool]] = _always,
    ) -> Outcome:
        """Send every part. The outcome is the last part's, or the first that did not go through.

        ``still_wanted`` is asked once, when the first part's turn has come. A crash or a failure
        between parts means that all parts are sent again.
        """
        outcome: Outcome = Refused("message text is empty")
        wanted = still_wanted
        last = len(message.parts) - 1
        for number, part in enumerate(message.parts):
            send = partial(self._say, chat_id, part, message, rank, last=number == last)
            outcome = await self._in_turn(chat_id, rank, send, wanted)
            if outcome == Refused(_BROKEN_HTML):
                send = partial(
                    self._say, chat_id, None, message, rank, last=number == last, plain=part
                )
                outcome = await self._in_turn(chat_id, rank, send, _always)
                if isinstance(outcome, Delivered):
                    logger.error("Telegram refused a message's HTML; it was sent as plain text")
                    outcome = Delivered(outcome.message_id, plain=True)
            if not isinstance(outcome, Delivered):
                return outcome
            wanted = _always
        return outcome

    def paused(self) -> float:
        """Seconds for which Telegram wants the whole bot to be silent."""
        return self.pacer.paused()

    async def edit(
        self,
        chat_id: int,
        message_id: int,
        message: Message,
        rank: Rank = Rank.REPLY,
        *,
        still_wanted: Callable[[], Awaitable[bool]] = _always,
    ) -> Outcome:
        """Replace a message's text (a picture's caption) and buttons. It must have one part."""
        (part,) = message.parts

        async def change() -> int:
            if message.media is not None:
                await self._bot.edit_message_caption(
                    chat_id=chat_id,
                    message_id=message_id,
                    caption=part,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(message.buttons),
                )
                return message_id
            await self._bot.edit_message_text(
                part,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=not message.link_preview),
                reply_markup=keyboard(message.buttons),
            )
            return message_id

        return await self._in_turn(chat_id, rank, change, still_wanted)

    async def delete(
        self,
        chat_id: int,
        message_id: int,
        rank: Rank = Rank.REPLY,
        *,
        still_wanted: Callable[[], Awaitable[bool]] = _always,
    ) -> Outcome:
        """Take a message back. Telegram lets a bot do so for 48 hours; then it refuses."""

        async def take_back() -> int:
            await self._bot.delete_message(chat_id, message_id)
            return message_id

        return await self._in_turn(chat_id, rank, take_back, still_wanted)

    async def hand_over(self, chat_id: int, file: File, message: Message) -> Outcome:
        """Send a document with a message of one short part below it."""
        (part,) = message.parts

        async def upload() -> int:
            sent = await self._bot.send_document(
                chat_id,
                InputFile(file.content, filename=file.name),
                caption=part,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(message.buttons),
            )
            return sent.message_id

        return await self._in_turn(chat_id, Rank.REPLY, upload, _always)

    async def buttons(
        self, chat_id: int, message_id: int, buttons: Sequence[Sequence[Button]]
    ) -> Outcome:
        """Replace the buttons under a message; none takes them away."""

        async def change() -> int:
            await self._bot.edit_message_reply_markup(
                chat_id=chat_id, message_id=message_id, reply_markup=keyboard(buttons)
            )
            return message_id

        return await self._in_turn(chat_id, Rank.REPLY, change, _always)

    async def answer(
        self, callback_query_id: str, text: str = "", *, alert: bool = False
    ) -> Outcome:
        """Answer a button press, so that its spinner ends; ``text`` shows for a moment."""

        async def answer() -> int:
            await self._bot.answer_callback_query(
                callback_query_id, text=text or None, show_alert=alert
            )
            return 0

        return await self._in_turn(None, Rank.REPLY, answer, _always)

    async def _say(
        self,
        chat_id: int,
        part: Html | None,
        message: Message,
        rank: Rank,
        *,
        last: bool,
        plain: Html | None = None,
    ) -> int:
        form = Form(
            part if part is not None else without_html(plain or Html("")),
            message.buttons if last else (),
            html=part is not None,
            link_preview=message.link_preview,
            silent=message.silent,
            media=message.media,
            paid=message.paid,
        )
        # What is said to many is encoded once. Answers to a person are not kept for a moment.
        body = encoded(form) if rank is not Rank.REPLY else encoded.__wrapped__(form)
        sent = await self._request.post_form(
            f"{self._bot.base_url}/{form.method}", b"chat_id=%d&%b" % (chat_id, body)
        )
        return int(sent["message_id"])

    async def _in_turn(
        self,
        chat_id: int | None,
        rank: Rank,
        call: Callable[[], Awaitable[int]],
        wanted: Callable[[], Awaitable[bool]],
    ) -> Outcome:
        """Make one call when its turn comes; a reply is tried again where that makes sense."""
        patience = REPLY_PATIENCE if rank is Rank.REPLY else DELIVERY_PATIENCE
        retries = iter(_REPLY_RETRIES if rank is Rank.REPLY else ())
        while True:
            place = await self.pacer.turn(chat_id, rank, patience=patience)
            if place is None:
                return TryAgain(self.pacer.delay(chat_id, rank), "paused")
            try:
                if not await wanted():
                    return Withdrawn()
                outcome = await self._attempt(chat_id, call)
            finally:
                self.pacer.answered(place)
            self._meters.said(rank.name.lower(), type(outcome).__name__.lower())
            if not isinstance(outcome, TryAgain) or rank is not Rank.REPLY:
                return outcome
            if outcome.reason == "flood":
                continue
            wait = next(retries, None)
            if wait is None:
                return outcome
            await self.pacer.sleep(wait)

    async def _attempt(self, chat_id: int | None, call: Callable[[], Awaitable[int]]) -> Outcome:
        try:
            message_id = await call()
        except Flood as flood:
            self.pacer.flooded(chat_id, flood.seconds)
            self._meters.flooded()
            return TryAgain(flood.seconds, "flood")
        except ChatMigrated as moved:
            outcome: Outcome = Migrated(moved.new_chat_id)
        except Forbidden:
            outcome = Blocked()
        except BadRequest as refusal:
            outcome = _refused(refusal.message, chat_id)
        except InvalidToken:
            logger.error("Telegram does not know the bot's token: nothing can be sent")
            return TryAgain(_UNKNOWN_TOKEN_WAIT, "token rejected")
        except TelegramError as error:
            return TryAgain(0, type(error).__name__)
        else:
            outcome = Delivered(message_id)
        self.pacer.passed(chat_id)
        return outcome


def _refused(words: str, chat_id: int | None) -> Outcome:
    lower = words.lower()
    if _UNCHANGED in lower:
        return Delivered(0)
    if chat_id is not None and any(closed in lower for closed in _CLOSED_CHAT):
        return Blocked()
    return Refused(next((known for known in _REASONS if known in lower), "bad request"))
