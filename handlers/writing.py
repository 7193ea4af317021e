"""What organisers write when they were asked: texts, a picture, everything in words."""

from __future__ import annotations

import html

from telegram import Message as TelegramMessage
from telegram import MessageEntity

from bot.access import Action, may
from bot.broadcasts import answers
from bot.broadcasts.answers import language_asked
from bot.broadcasts.reading import Misread
from bot.render import CAPTION_LIMIT, TEXT_LIMIT, visible_length
from bot.views import drafts as view
from bot.views.calls import SPARE_FOR_READERS
from handlers.exchange import Exchange
from handlers.previews import ask_or_show, reply_with
from storage.broadcast_rows import Broadcast, Media, MediaKind
from storage.rows import SealedId

SPARE = 300
"""UTF-16 units of a message kept for the lines that every call has; a text keeps others for those
that some readers' messages have."""

# Mentions of people by id and custom emoji are left as plain text: the first would carry an id to
# every reader, the second only some bots may send.
_KEPT = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CODE,
        MessageEntity.PRE,
        MessageEntity.BLOCKQUOTE,
        MessageEntity.EXPANDABLE_BLOCKQUOTE,
    }
)


async def read(exchange: Exchange, message: TelegramMessage) -> bool:
    """Take a plain message as what an organiser was asked for; False if nothing was."""
    if exchange.user is None or not may(await exchange.role(), Action.COMPOSE):
        return False
    draft = await exchange.services.broadcasts.drafts.asking(exchange.user)
    if draft is None:
        return False
    if message.media_group_id is not None:
        await exchange.tell("call-no-albums")
    elif message.photo or message.document:
        await _read_media(exchange, message, draft, exchange.user)
    elif not message.text:
        await exchange.tell("call-no-such-media")
    elif language_asked(draft):
        await _read_text(exchange, message, draft, exchange.user)
    elif draft.asking == "media":
        await exchange.tell("call-ask-media")
    else:
        await answered(exchange, draft, draft.asking, message.text)
    return True


def formatted(message: TelegramMessage) -> str:
    """A message's text or caption as Telegram HTML, with the formatting that every bot may send."""
    entities = [
        # PTB puts the address between quotes as it is.
        MessageEntity(each.type, each.offset, each.length, url=html.escape(each.url or ""))
        for each in (message.entities if message.text else message.caption_entities)
        if each.type in _KEPT or (each.type == MessageEntity.TEXT_LINK and _is_web(each.url))
    ]
    text = message.text or message.caption
    copy = TelegramMessage(0, message.date, message.chat, text=text, entities=entities)
    return copy.text_html


async def _read_text(
    exchange: Exchange, message: TelegramMessage, draft: Broadcast, user: SealedId
) -> None:
    text = formatted(message)
    limit = CAPTION_LIMIT if draft.content.media else TEXT_LIMIT - SPARE_FOR_READERS
    over = visible_length(text) - (limit - SPARE)
    if over > 0:
        key = "call-caption-too-long" if draft.content.media else "call-too-long"
        await exchange.tell(key, over=over)
        return
    given = await exchange.services.broadcasts.drafts.give_text(user, text)
    if given is not None:
        await ask_or_show(exchange, given)


async def _read_media(
    exchange: Exchange, message: TelegramMessage, draft: Broadcast, user: SealedId
) -> None:
    """A picture or file; its caption is the text that was asked for."""
    drafts = exchange.services.broadcasts.drafts
    caption = formatted(message) if message.caption else ""
    texts = [text for _, text in draft.texts] if draft.asking == "media" else []
    over = max((visible_length(each) for each in (caption, *texts)), default=0)
    over -= CAPTION_LIMIT - SPARE
    if draft.revises:
        await exchange.tell("call-picture-stays")
    elif over > 0:
        await exchange.tell("call-caption-too-long", over=over)
    elif not language_asked(draft) and draft.asking != "media":
        await exchange.tell("call-no-such-media")
    else:
        kept = await drafts.illustrate(user, _media(message))
        if kept is not None and caption and language_asked(draft):
            kept = await drafts.give_text(user, caption)
        elif kept is not None and draft.asking == "media":
            kept = await drafts.ask(kept.id, user, "")
        await reply_with(exchange, kept)


def _media(message: TelegramMessage) -> Media:
    if message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    assert message.document is not None
    return Media(MediaKind.DOCUMENT, message.document.file_id)


async def answered(exchange: Exchange, draft: Broadcast, what: str, text: str) -> None:
    """Put an answer in words into the draft, or say how it is written."""
    services = exchange.services
    content = answers.answered(
        draft.content,
        what,
        text,
        zone=exchange.zone,
        now=services.clock.now(),
        lookup=services.lookup,
    )
    drafts = services.broadcasts.drafts
    if isinstance(content, Misread):
        asked = await drafts.ask(draft.id, draft.author, what)
        if asked is not None:
            await exchange.reply(view.ask(asked, services.registry, exchange.say, misread=content))
        return
    changed = await drafts.change(draft.id, draft.author, content)
    await reply_with(exchange, changed)


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))
