"""Calls as they are written in the chat: texts, picture, buttons, kind, dates, to whom."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Message as TelegramMessage
from telegram import MessageEntity

from bot.broadcasts import answers
from bot.broadcasts.answers import ONE_TEXT, language_asked
from bot.broadcasts.links import try_links
from bot.checklist import Preview, addresses_of
from bot.delivery.door import Delivered
from bot.i18n import LANGUAGES, Translator
from bot.render import CAPTION_LIMIT, TEXT_LIMIT, Message, visible_length
from bot.topics import Sure, find_topic, pressed_topic
from bot.views import broadcasts as run_view
from bot.views import calls
from bot.views import drafts as view
from handlers.exchange import Exchange, read_number
from storage.calls import Broadcast, BroadcastState, CallKind, Content, Media, MediaKind
from storage.rows import SealedId, Topic

SPARE = 300
"""UTF-16 units of a message kept for the lines that every call has."""

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
_STEPS = {
    "picture": "media", "photo": "media", "file": "media", "deadline": "deadline",
    "schedule": "schedule", "petition": "petition", "event": "event", "letters": "appeals",
    "person": "case", "only": "only", "without": "without", "beyond": "reason",
}  # fmt: skip
_SWITCHES = {"done": "done", "followup": "follow-up", "urgent": "urgent", "paid": "paid"}


async def compose(exchange: Exchange) -> None:
    """/broadcast [all | CAMPAIGN | NAME], or one of the draft's steps; alone it asks to whom."""
    if not exchange.arguments:
        await exchange.reply(view.segments(exchange.services.registry, exchange.say))
        return
    if await _step(exchange):
        return
    found = find_topic(exchange.arguments, exchange.services.lookup)
    if isinstance(found, Sure):
        await _begin(exchange, found.topic)
    else:
        await exchange.tell("call-unknown-segment")


async def read(exchange: Exchange, message: TelegramMessage) -> bool:
    """Take a plain message as what an organiser was asked for; False if nothing was."""
    if exchange.user is None or await exchange.role() is None:
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
        await _answered(exchange, draft, draft.asking, message.text)
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


async def show(exchange: Exchange, broadcast_id: int) -> None:
    """The previews, and under them what this person may decide."""
    services, say = exchange.services, exchange.say
    preview = await services.broadcasts.preview(broadcast_id)
    if preview is None or exchange.user is None:
        await exchange.tell("call-gone")
        return
    await show_previews(exchange, preview, exchange.reply)
    draft = preview.broadcast
    if draft.author != exchange.user:
        await exchange.reply(run_view.to_approve(preview, services.registry, say))
    elif draft.state is BroadcastState.PENDING:
        asked = len(await services.organisers.who_may_approve(draft.author))
        await exchange.reply(run_view.waiting(preview, say, asked=asked))
    else:
        await exchange.reply(await _menu(exchange, preview))


async def show_previews(
    exchange: Exchange,
    preview: Preview,
    send: Callable[[Message], Awaitable[object]],
) -> None:
    """Exactly as readers will see it, in each language."""
    for language, _ in preview.broadcast.texts:
        say = exchange.services.translations(language)
        registry = exchange.services.registry
        shown = calls.call(preview.broadcast, registry=registry, say=say)
        await send(replace(shown, paid=False))


async def voice_for(exchange: Exchange, user: SealedId) -> Translator:
    """The language of another organiser: a person's private chat has the person's id."""
    subscriber = await exchange.services.subscribers.find(user)
    language = subscriber.language if subscriber else exchange.language
    return exchange.services.translations(language)


def numbered(exchange: Exchange) -> tuple[int, str]:
    """The broadcast a button is about (0 is none) and what follows it."""
    digits, _, rest = exchange.arguments.partition(":")
    return read_number(digits) or 0, rest


async def ask_or_show(exchange: Exchange, draft: Broadcast) -> None:
    """Ask for what is missing, or show what there is."""
    if draft.asking:
        await exchange.reply(view.ask(draft, exchange.services.registry, exchange.say))
    else:
        await show(exchange, draft.id)


async def press_segment(exchange: Exchange, _user: SealedId) -> None:
    """b:new:<kind>:<slug>"""
    segment = _segment(exchange, exchange.arguments)
    if segment is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await _begin(exchange, segment)


async def press_people(exchange: Exchange, _user: SealedId) -> None:
    """b:people"""
    await exchange.answer()
    await exchange.edit(view.people(exchange.services.registry, exchange.say))


async def press_whose(exchange: Exchange, _user: SealedId) -> None:
    """b:whose:<id>"""
    await exchange.answer()
    verb = f"b:to:{numbered(exchange)[0]}"
    await exchange.edit(view.people(exchange.services.registry, exchange.say, verb))


async def press_to(exchange: Exchange, user: SealedId) -> None:
    """b:to:<id>:<kind>:<slug>"""
    number, rest = numbered(exchange)
    segment = _segment(exchange, rest)
    drafts = exchange.services.broadcasts.drafts
    draft = await drafts.address(number, user, segment) if segment else None
    await _edit_menu(exchange, draft)


async def press_skip(exchange: Exchange, user: SealedId) -> None:
    """b:skip:<id>:<language>"""
    number, language = numbered(exchange)
    draft = await exchange.services.broadcasts.drafts.skip_text(number, user, language)
    await _answer_with(exchange, draft)


async def press_rewrite(exchange: Exchange, user: SealedId) -> None:
    """b:text:<id>"""
    drafts = exchange.services.broadcasts.drafts
    await _answer_with(exchange, await drafts.rewrite(numbered(exchange)[0], user))


async def press_ask(exchange: Exchange, user: SealedId) -> None:
    """b:ask:<id>:<what>"""
    number, what = numbered(exchange)
    if what not in answers.WORDS | {"media"} | {f"{ONE_TEXT}{each}" for each in LANGUAGES}:
        await exchange.toast("chat-button-gone")
        return
    await _answer_with(exchange, await exchange.services.broadcasts.drafts.ask(number, user, what))


async def press_off(exchange: Exchange, user: SealedId) -> None:
    """b:off:<id>:<what>"""
    number, what = numbered(exchange)
    await _change(exchange, number, user, lambda content: answers.without(content, what))


async def press_back(exchange: Exchange, user: SealedId) -> None:
    """b:back:<id>: nothing is asked any more"""
    drafts = exchange.services.broadcasts.drafts
    await _edit_menu(exchange, await drafts.ask(numbered(exchange)[0], user, ""))


async def press_kind(exchange: Exchange, user: SealedId) -> None:
    """b:kind:<id>[:<kind>]"""
    number, name = numbered(exchange)
    drafts = exchange.services.broadcasts.drafts
    draft = await _own(exchange, number, user)
    kind = next((each for each in CallKind if each == name), None)
    if draft is None or (name and kind is None):
        await exchange.toast("call-gone")
    elif kind is None:
        await exchange.answer()
        await exchange.edit(view.kinds(draft, exchange.say))
    elif view.target_of(kind):
        await _answer_with(exchange, await drafts.ask(number, user, view.target_of(kind)))
    else:
        changed = answers.of_kind(draft.content, kind)
        await _edit_menu(exchange, await drafts.change(number, user, changed))


async def press_who(exchange: Exchange, user: SealedId) -> None:
    """b:who:<id>"""
    draft = await _own(exchange, numbered(exchange)[0], user)
    if draft is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await exchange.edit(view.who(draft, exchange.services.registry, exchange.say))


async def press_more(exchange: Exchange, user: SealedId) -> None:
    """b:more:<id>"""
    draft = await _own(exchange, numbered(exchange)[0], user)
    await _edit_more(exchange, draft)


async def press_set(exchange: Exchange, user: SealedId) -> None:
    """b:set:<id>:<switch>"""
    number, name = numbered(exchange)
    draft = await _own(exchange, number, user)
    if draft is None or name not in answers.SWITCHES or not _may_set(exchange, name):
        await exchange.toast("chat-button-gone")
        return
    changed = answers.switched(draft.content, name, on=not answers.is_on(draft.content, name))
    drafts = exchange.services.broadcasts.drafts
    await _edit_more(exchange, await drafts.change(number, user, changed))


async def press_show(exchange: Exchange, _user: SealedId) -> None:
    """b:show:<id>"""
    await exchange.answer()
    await show(exchange, numbered(exchange)[0])


async def press_links(exchange: Exchange, user: SealedId) -> None:
    """b:links:<id>: open every link, at the organiser's asking"""
    draft = await _own(exchange, numbered(exchange)[0], user)
    await exchange.answer()
    if draft is not None:
        await _try_links(exchange, draft)


async def press_test(exchange: Exchange, user: SealedId) -> None:
    """b:test:<id>"""
    await exchange.answer()
    await _test(exchange, numbered(exchange)[0], user)


async def press_discard(exchange: Exchange, user: SealedId) -> None:
    """b:drop:<id>"""
    drafts = exchange.services.broadcasts.drafts
    done = await drafts.discard(numbered(exchange)[0], user)
    await exchange.answer()
    await exchange.edit(run_view.said("discarded" if done else "gone", exchange.say))


async def _step(exchange: Exchange) -> bool:
    """/broadcast STEP [VALUE]: what the menu's buttons do, to the draft last begun."""
    word, _, value = exchange.arguments.partition(" ")
    word, value = word.casefold(), value.strip()
    user, drafts = exchange.user, exchange.services.broadcasts.drafts
    if user is None or word not in _COMMANDS:
        return False
    draft = await drafts.newest(user)
    if draft is None:
        # A campaign or a person may be called so.
        return False
    if word in _SWITCHES:
        name = _SWITCHES[word]
        if not _may_set(exchange, name):
            await exchange.tell("call-not-paid")
            return True
        on = value.casefold() not in answers.OFF
        content = answers.switched(draft.content, name, on=on)
        await _reply_with(exchange, await drafts.change(draft.id, user, content))
    elif word in ("text", "buttons"):
        language = value[:2].casefold() if value[:2].casefold() in LANGUAGES else exchange.language
        prefix = ONE_TEXT if word == "text" else "links-"
        await _reply_with(exchange, await drafts.ask(draft.id, user, f"{prefix}{language}"))
    elif word == "to":
        found = find_topic(value, exchange.services.lookup)
        if isinstance(found, Sure):
            await _reply_with(exchange, await drafts.address(draft.id, user, found.topic))
        else:
            await exchange.tell("call-unknown-segment")
    elif word == "kind":
        await _kind(exchange, draft, user, value.casefold())
    elif word in _STEPS:
        if value:
            await _answered(exchange, draft, _STEPS[word], value)
        else:
            await _reply_with(exchange, await drafts.ask(draft.id, user, _STEPS[word]))
    else:
        await _ACTS[word](exchange, draft, user)
    return True


async def _kind(exchange: Exchange, draft: Broadcast, user: SealedId, name: str) -> None:
    drafts = exchange.services.broadcasts.drafts
    kind = next((each for each in CallKind if each == name), None)
    if kind is None:
        await exchange.reply(view.kinds(draft, exchange.say))
    elif view.target_of(kind):
        asked = await drafts.ask(draft.id, user, view.target_of(kind))
        await _reply_with(exchange, asked)
    else:
        changed = answers.of_kind(draft.content, kind)
        await _reply_with(exchange, await drafts.change(draft.id, user, changed))


async def _read_text(
    exchange: Exchange, message: TelegramMessage, draft: Broadcast, user: SealedId
) -> None:
    text = formatted(message)
    limit = CAPTION_LIMIT if draft.content.media else TEXT_LIMIT
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
        await _reply_with(exchange, kept)


def _media(message: TelegramMessage) -> Media:
    if message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    assert message.document is not None
    return Media(MediaKind.DOCUMENT, message.document.file_id)


async def _answered(exchange: Exchange, draft: Broadcast, what: str, text: str) -> None:
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
    if content is None:
        await exchange.tell("call-unclear")
        await exchange.tell(f"call-ask-{what}")
        return
    changed = await services.broadcasts.drafts.change(draft.id, draft.author, content)
    await _reply_with(exchange, changed)


async def _test(exchange: Exchange, number: int, user: SealedId) -> None:
    """Send the draft to every organiser, as it would arrive."""
    services = exchange.services
    draft = await _own(exchange, number, user)
    preview = await services.broadcasts.preview(number) if draft else None
    if preview is None:
        await exchange.tell("call-gone")
        return
    reached = 0
    for organiser in await services.organisers.everyone():
        say = await voice_for(exchange, organiser.user)
        chat = services.seal.open(organiser.user)
        shown = calls.call(preview.broadcast, registry=services.registry, say=say)
        if isinstance(await services.door.send(chat, run_view.said("test", say)), Delivered):
            outcome = await services.door.send(chat, replace(shown, paid=False))
            reached += isinstance(outcome, Delivered)
    await exchange.tell("call-tested", count=reached)


async def _try_links(exchange: Exchange, draft: Broadcast) -> None:
    tried = await try_links(exchange.services.fetcher, addresses_of(draft))
    await exchange.reply(view.tried(tried, exchange.say))


async def _begin(exchange: Exchange, segment: Topic) -> None:
    if exchange.user is not None:
        draft = await exchange.services.broadcasts.drafts.begin(exchange.user, segment)
        await exchange.reply(view.ask(draft, exchange.services.registry, exchange.say))


async def _change(
    exchange: Exchange,
    number: int,
    user: SealedId,
    change: Callable[[Content], Content | None],
) -> None:
    draft = await _own(exchange, number, user)
    content = change(draft.content) if draft else None
    drafts = exchange.services.broadcasts.drafts
    await _answer_with(exchange, await drafts.change(number, user, content) if content else None)


async def _own(exchange: Exchange, number: int, user: SealedId) -> Broadcast | None:
    """A draft of this author's, also while others are looking at it."""
    draft = await exchange.services.broadcasts.find(number)
    mine = draft is not None and draft.author == user
    open_ = (BroadcastState.DRAFT, BroadcastState.PENDING)
    return draft if draft is not None and mine and draft.state in open_ else None


async def _menu(exchange: Exchange, preview: Preview) -> Message:
    assert exchange.user is not None
    services = exchange.services
    solo = await services.organisers.may_approve(exchange.user, preview.broadcast.author)
    alone = solo and not preview.broadcast.content.beyond_cap
    return view.menu(preview, services.registry, exchange.say, solo=alone)


async def _edit_menu(exchange: Exchange, draft: Broadcast | None) -> None:
    preview = await exchange.services.broadcasts.preview(draft.id) if draft else None
    if preview is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await exchange.edit(await _menu(exchange, preview))


async def _edit_more(exchange: Exchange, draft: Broadcast | None) -> None:
    preview = await exchange.services.broadcasts.preview(draft.id) if draft else None
    if preview is None:
        await exchange.toast("call-gone")
        return
    broadcasts = exchange.services.broadcasts
    await exchange.answer()
    await exchange.edit(
        view.more(
            preview.broadcast,
            exchange.say,
            cap=broadcasts.calls_a_week,
            paid=broadcasts.paid,
            stars=preview.stars,
        )
    )


async def _answer_with(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await ask_or_show(exchange, draft)


async def _reply_with(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.tell("call-gone")
    else:
        await ask_or_show(exchange, draft)


def _segment(exchange: Exchange, words: str) -> Topic | None:
    kind, _, slug = words.partition(":")
    return pressed_topic(kind, slug, exchange.services.registry)


def _may_set(exchange: Exchange, name: str) -> bool:
    return name != "paid" or exchange.services.broadcasts.paid


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


async def _act_show(exchange: Exchange, draft: Broadcast, _user: SealedId) -> None:
    await show(exchange, draft.id)


async def _act_links(exchange: Exchange, draft: Broadcast, _user: SealedId) -> None:
    await _try_links(exchange, draft)


async def _act_test(exchange: Exchange, draft: Broadcast, user: SealedId) -> None:
    await _test(exchange, draft.id, user)


async def _act_discard(exchange: Exchange, draft: Broadcast, user: SealedId) -> None:
    await exchange.services.broadcasts.drafts.discard(draft.id, user)
    await exchange.tell("call-discarded")


_ACTS = {
    "preview": _act_show,
    "links": _act_links,
    "test": _act_test,
    "discard": _act_discard,
}
_COMMANDS = frozenset({"text", "buttons", "to", "kind", *_STEPS, *_SWITCHES, *_ACTS})
