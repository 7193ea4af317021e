"""Calls to many: written in the chat, seen as readers will see them, approved, watched, stopped."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Message as TelegramMessage
from telegram import MessageEntity

from bot.broadcasts import Answer
from bot.checklist import Preview
from bot.delivery.door import Delivered
from bot.i18n import Translator
from bot.render import TEXT_LIMIT, Message, visible_length
from bot.topics import Sure, find_topic, pressed_topic
from bot.views import broadcasts as view
from handlers.exchange import Exchange, read_number
from storage.calls import Broadcast, BroadcastState
from storage.rows import SealedId, Topic

LONGEST = TEXT_LIMIT - 300
"""In UTF-16 units: the rest of the message is for the line that says where it is from."""

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


async def compose(exchange: Exchange) -> None:
    """/broadcast [all | CAMPAIGN | NAME]; alone it asks to whom."""
    services, say = exchange.services, exchange.say
    if not exchange.arguments:
        await exchange.reply(view.segments(services.registry, say))
        return
    found = find_topic(exchange.arguments, services.lookup)
    if isinstance(found, Sure):
        await _begin(exchange, found.topic)
    else:
        await exchange.tell("call-unknown-segment")


async def recent(exchange: Exchange) -> None:
    """/broadcasts"""
    shown = await exchange.services.broadcasts.recent()
    registry = exchange.services.registry
    await exchange.reply(view.recent(shown, registry, exchange.say, exchange.zone))


async def stop(exchange: Exchange) -> None:
    """/stop: everything that is going out, without a question."""
    stopped = await exchange.services.broadcasts.stop_all()
    await exchange.tell("call-stopped-now" if stopped else "call-nothing-to-stop")


async def read(exchange: Exchange, message: TelegramMessage) -> bool:
    """Take a plain message as the text that an organiser was asked for; False if none was."""
    if exchange.user is None or await exchange.role() is None:
        return False
    services = exchange.services
    if not message.text or await services.broadcasts.asking(exchange.user) is None:
        return False
    text = formatted(message)
    over = visible_length(text) - LONGEST
    if over > 0:
        await exchange.tell("call-too-long", over=over)
        return True
    draft = await services.broadcasts.give_text(exchange.user, text)
    if draft is not None:
        await _continue(exchange, draft)
    return True


async def press(exchange: Exchange) -> None:
    """b:<step>:…"""
    step, _, rest = exchange.arguments.partition(":")
    pressed = _PRESSED.get(step)
    if pressed is None or exchange.user is None:
        await exchange.toast("chat-button-gone")
        return
    await pressed(replace(exchange, arguments=rest), exchange.user)


def formatted(message: TelegramMessage) -> str:
    """A message's text as Telegram HTML, with the formatting that every bot may send."""
    entities = [
        # PTB puts the address between quotes as it is.
        MessageEntity(each.type, each.offset, each.length, url=html.escape(each.url or ""))
        for each in message.entities
        if each.type in _KEPT or (each.type == MessageEntity.TEXT_LINK and _is_web(each.url))
    ]
    copy = TelegramMessage(0, message.date, message.chat, text=message.text, entities=entities)
    return copy.text_html


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


async def _begin(exchange: Exchange, segment: Topic) -> None:
    if exchange.user is not None:
        draft = await exchange.services.broadcasts.begin(exchange.user, segment)
        await exchange.reply(view.ask(draft, exchange.services.registry, exchange.say))


async def _continue(exchange: Exchange, draft: Broadcast) -> None:
    """Ask for the next text, or show what there is."""
    if draft.asking:
        await exchange.reply(view.ask(draft, exchange.services.registry, exchange.say))
    else:
        await _show(exchange, draft.id)


async def _show(exchange: Exchange, broadcast_id: int) -> None:
    """The previews, and under them what this person may decide."""
    services, say = exchange.services, exchange.say
    preview = await services.broadcasts.preview(broadcast_id)
    if preview is None or exchange.user is None:
        await exchange.tell("call-gone")
        return
    await _show_previews(exchange, preview, exchange.reply)
    draft = preview.broadcast
    if draft.author != exchange.user:
        await exchange.reply(view.to_approve(preview, services.registry, say))
    elif draft.state is BroadcastState.PENDING:
        asked = len(await services.organisers.who_may_approve(draft.author))
        await exchange.reply(view.waiting(preview, say, asked=asked))
    else:
        solo = await services.organisers.may_approve(exchange.user, draft.author)
        await exchange.reply(view.to_confirm(preview, services.registry, say, solo=solo))


async def _show_previews(
    exchange: Exchange,
    preview: Preview,
    send: Callable[[Message], Awaitable[object]],
) -> None:
    for language, text in preview.broadcast.texts:
        await send(view.call(text, say=exchange.services.translations(language)))


async def _press_segment(exchange: Exchange, _user: SealedId) -> None:
    """b:new:<kind>:<slug>"""
    kind, _, slug = exchange.arguments.partition(":")
    segment = pressed_topic(kind, slug, exchange.services.registry)
    if segment is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await _begin(exchange, segment)


async def _press_people(exchange: Exchange, _user: SealedId) -> None:
    """b:people"""
    await exchange.answer()
    await exchange.edit(view.people(exchange.services.registry, exchange.say))


async def _press_skip(exchange: Exchange, user: SealedId) -> None:
    """b:skip:<id>:<language>"""
    number, language = _numbered(exchange)
    draft = await exchange.services.broadcasts.skip_text(number, user, language)
    await _answer_with(exchange, draft)


async def _press_rewrite(exchange: Exchange, user: SealedId) -> None:
    """b:text:<id>"""
    await _answer_with(
        exchange, await exchange.services.broadcasts.rewrite(_numbered(exchange)[0], user)
    )


async def _answer_with(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await _continue(exchange, draft)


async def _press_discard(exchange: Exchange, user: SealedId) -> None:
    """b:drop:<id>"""
    done = await exchange.services.broadcasts.discard(_numbered(exchange)[0], user)
    await exchange.answer()
    await exchange.edit(view.said("discarded" if done else "gone", exchange.say))


async def _press_go(exchange: Exchange, user: SealedId) -> None:
    """b:go:<id>:<digest>: the author wants it out."""
    number, seen = _numbered(exchange)
    answer = await exchange.services.broadcasts.confirm(number, user, seen)
    if answer is Answer.WAITING:
        await exchange.answer()
        await _ask_others(exchange, number)
    elif answer is Answer.RUNNING:
        await exchange.answer()
        await exchange.edit(view.said("started", exchange.say))
    else:
        await _say_no(exchange, number, answer)


async def _press_approve(exchange: Exchange, user: SealedId) -> None:
    """b:ok:<id>:<digest>"""
    number, seen = _numbered(exchange)
    answer = await exchange.services.broadcasts.approve(number, user, seen)
    await _decided(exchange, number, answer, "approved" if answer is Answer.RUNNING else "")


async def _press_refuse(exchange: Exchange, user: SealedId) -> None:
    """b:no:<id>:<digest>"""
    number, seen = _numbered(exchange)
    answer = await exchange.services.broadcasts.refuse(number, user, seen)
    await _decided(exchange, number, answer, "refused" if answer is Answer.REFUSED else "")


async def _press_show(exchange: Exchange, _user: SealedId) -> None:
    """b:show:<id>"""
    await exchange.answer()
    await _show(exchange, _numbered(exchange)[0])


async def _press_stop(exchange: Exchange, _user: SealedId) -> None:
    """b:stop:<id>"""
    broadcasts, number = exchange.services.broadcasts, _numbered(exchange)[0]
    stopped = await broadcasts.stop(number)
    await exchange.toast("call-toast-stopped" if stopped else "call-nothing-to-stop")
    standing = await broadcasts.standing(number)
    if standing is not None:
        await exchange.edit(view.progress(*standing, exchange.services.registry, exchange.say))


async def _ask_others(exchange: Exchange, broadcast_id: int) -> None:
    """Show it to everybody who may be the second person; without any, it is a draft again."""
    services = exchange.services
    preview = await services.broadcasts.preview(broadcast_id)
    if preview is None:
        return
    asked = 0
    for user in await services.organisers.who_may_approve(preview.broadcast.author):
        say = await _voice_for(exchange, user)

        async def send(message: Message, user: SealedId = user) -> bool:
            outcome = await services.door.send(services.seal.open(user), message)
            return isinstance(outcome, Delivered)

        await _show_previews(exchange, preview, send)
        asked += await send(view.to_approve(preview, services.registry, say))
    if not asked:
        await services.broadcasts.withdraw(broadcast_id, preview.broadcast.author)
    await exchange.edit(view.waiting(preview, exchange.say, asked=asked))


async def _decided(exchange: Exchange, broadcast_id: int, answer: Answer, decision: str) -> None:
    if not decision:
        await _say_no(exchange, broadcast_id, answer)
        return
    await exchange.answer()
    await exchange.edit(view.said(decision, exchange.say))
    decided = await exchange.services.broadcasts.find(broadcast_id)
    if decided is not None:
        services, author = exchange.services, decided.author
        message = view.said(f"was-{decision}", await _voice_for(exchange, author))
        await services.door.send(services.seal.open(author), message)


async def _say_no(exchange: Exchange, broadcast_id: int, answer: Answer) -> None:
    await exchange.toast(f"call-{answer.value}", alert=True)
    if answer is Answer.CHANGED:
        await _show(exchange, broadcast_id)


async def _voice_for(exchange: Exchange, user: SealedId) -> Translator:
    """The language of another organiser: a person's private chat has the person's id."""
    subscriber = await exchange.services.subscribers.find(user)
    language = subscriber.language if subscriber else exchange.language
    return exchange.services.translations(language)


def _numbered(exchange: Exchange) -> tuple[int, str]:
    """The broadcast a button is about (0 is none) and what follows it."""
    digits, _, rest = exchange.arguments.partition(":")
    return read_number(digits) or 0, rest


_PRESSED: dict[str, Callable[[Exchange, SealedId], Awaitable[None]]] = {
    "new": _press_segment,
    "people": _press_people,
    "skip": _press_skip,
    "text": _press_rewrite,
    "drop": _press_discard,
    "go": _press_go,
    "ok": _press_approve,
    "no": _press_refuse,
    "show": _press_show,
    "stop": _press_stop,
}
