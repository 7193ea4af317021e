"""Drafts of calls as the buttons of their menu change them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.broadcasts import answers
from bot.broadcasts.answers import ONE_TEXT
from bot.checklist import addresses_of
from bot.i18n import LANGUAGES
from bot.topics import pressed_topic
from bot.views import broadcasts as run_view
from bot.views import calls
from bot.views import drafts as view
from handlers import colleagues
from handlers.exchange import Exchange
from handlers.previews import answer_with, menu, show, with_links
from storage.broadcast_rows import OPEN, Broadcast, BroadcastState, CallKind, Content
from storage.rows import SealedId, Topic


async def press_segment(exchange: Exchange, _user: SealedId) -> None:
    """b:new:<kind>:<slug>"""
    segment = _segment(exchange, exchange.arguments)
    if segment is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await begin(exchange, segment)


async def press_people(exchange: Exchange, _user: SealedId) -> None:
    """b:people"""
    await exchange.answer()
    await exchange.edit(view.people(exchange.services.registry, exchange.say))


async def press_whose(exchange: Exchange, _user: SealedId) -> None:
    """b:whose:<id>"""
    await exchange.answer()
    verb = f"b:to:{exchange.numbered[0]}"
    await exchange.edit(view.people(exchange.services.registry, exchange.say, verb))


async def press_to(exchange: Exchange, user: SealedId) -> None:
    """b:to:<id>:<kind>:<slug>"""
    number, rest = exchange.numbered
    segment = _segment(exchange, rest)
    drafts = exchange.services.broadcasts.drafts
    draft = await drafts.address(number, user, segment) if segment else None
    await _edit_menu(exchange, draft)


async def press_skip(exchange: Exchange, user: SealedId) -> None:
    """b:skip:<id>:<language>"""
    number, language = exchange.numbered
    draft = await exchange.services.broadcasts.drafts.skip_text(number, user, language)
    await answer_with(exchange, draft)


async def press_rewrite(exchange: Exchange, user: SealedId) -> None:
    """b:text:<id>"""
    drafts = exchange.services.broadcasts.drafts
    await answer_with(exchange, await drafts.rewrite(exchange.numbered[0], user))


async def press_ask(exchange: Exchange, user: SealedId) -> None:
    """b:ask:<id>:<what>"""
    number, what = exchange.numbered
    if what not in answers.WORDS | {"media"} | {f"{ONE_TEXT}{each}" for each in LANGUAGES}:
        await exchange.toast("chat-button-gone")
        return
    await answer_with(exchange, await exchange.services.broadcasts.drafts.ask(number, user, what))


async def press_off(exchange: Exchange, user: SealedId) -> None:
    """b:off:<id>:<what>"""
    number, what = exchange.numbered
    await _change(exchange, number, user, lambda content: answers.without(content, what))


async def press_back(exchange: Exchange, user: SealedId) -> None:
    """b:back:<id>: nothing is asked any more"""
    drafts = exchange.services.broadcasts.drafts
    await _edit_menu(exchange, await drafts.ask(exchange.numbered[0], user, ""))


async def press_kind(exchange: Exchange, user: SealedId) -> None:
    """b:kind:<id>[:<kind>]"""
    number, name = exchange.numbered
    drafts = exchange.services.broadcasts.drafts
    draft = await _own(exchange, number, user)
    kind = next((each for each in CallKind if each == name), None)
    if draft is None or (name and kind is None):
        await exchange.toast("call-gone")
    elif kind is None:
        await exchange.answer()
        await exchange.edit(view.kinds(draft, exchange.say))
    elif view.target_of(kind):
        await answer_with(exchange, await drafts.ask(number, user, view.target_of(kind)))
    else:
        changed = answers.of_kind(draft.content, kind)
        await _edit_menu(exchange, await drafts.change(number, user, changed))


async def press_who(exchange: Exchange, user: SealedId) -> None:
    """b:who:<id>"""
    draft = await _own(exchange, exchange.numbered[0], user)
    if draft is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await exchange.edit(view.who(draft, exchange.services.registry, exchange.say))


async def press_more(exchange: Exchange, user: SealedId) -> None:
    """b:more:<id>"""
    draft = await _own(exchange, exchange.numbered[0], user)
    await _edit_more(exchange, draft)


async def press_set(exchange: Exchange, user: SealedId) -> None:
    """b:set:<id>:<switch>"""
    number, name = exchange.numbered
    draft = await _own(exchange, number, user)
    if draft is None or name not in answers.SWITCHES or not may_set(exchange, name):
        await exchange.toast("chat-button-gone")
        return
    changed = answers.switched(draft.content, name, on=not answers.is_on(draft.content, name))
    drafts = exchange.services.broadcasts.drafts
    await _edit_more(exchange, await drafts.change(number, user, changed))


async def press_show(exchange: Exchange, _user: SealedId) -> None:
    """b:show:<id>"""
    await exchange.answer()
    await show(exchange, exchange.numbered[0])


async def press_links(exchange: Exchange, user: SealedId) -> None:
    """b:links:<id>: open every link, at the asking of its author or of who is to approve it"""
    draft = await exchange.services.broadcasts.find(exchange.numbered[0])
    await exchange.answer()
    if draft is None:
        return
    mine = draft.author == user and draft.state in OPEN
    if mine or draft.state is BroadcastState.PENDING:
        await open_links(exchange, draft)


async def press_test(exchange: Exchange, user: SealedId) -> None:
    """b:test:<id>"""
    await exchange.answer()
    await send_test(exchange, exchange.numbered[0], user)


async def press_discard(exchange: Exchange, user: SealedId) -> None:
    """b:drop:<id>"""
    drafts = exchange.services.broadcasts.drafts
    done = await drafts.discard(exchange.numbered[0], user)
    await exchange.answer()
    await exchange.edit(run_view.said("discarded" if done else "gone", exchange.say))


async def send_test(exchange: Exchange, number: int, user: SealedId) -> None:
    """Send the draft to every organiser, as it would arrive."""
    services = exchange.services
    draft = await _own(exchange, number, user)
    preview = await services.broadcasts.preview(number) if draft else None
    if preview is None:
        await exchange.tell("call-gone")
        return
    reached = 0
    for organiser in await services.organisers.everyone():
        say, _ = await colleagues.voice_for(exchange, organiser.user)
        shown = calls.call(preview.broadcast, registry=services.registry, say=say)
        if await colleagues.tell(exchange, organiser.user, run_view.said("test", say)):
            reached += await colleagues.tell(exchange, organiser.user, replace(shown, paid=False))
    await exchange.tell("call-tested", count=reached)


async def open_links(exchange: Exchange, draft: Broadcast) -> None:
    """Say of every link in the draft where it leads."""
    links = exchange.services.links
    if not links.opens:
        await exchange.tell("call-links-closed")
        return
    tried = await links.open(addresses_of(draft))
    await exchange.show(view.tried(tried, exchange.say))


async def begin(exchange: Exchange, segment: Topic) -> None:
    """Ask for the first text of a call to these."""
    draft = await exchange.services.broadcasts.drafts.begin(exchange.person, segment)
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
    await answer_with(exchange, await drafts.change(number, user, content) if content else None)


async def _own(exchange: Exchange, number: int, user: SealedId) -> Broadcast | None:
    """A draft of this author's, also while others are looking at it."""
    draft = await exchange.services.broadcasts.find(number)
    if draft is None or draft.author != user or draft.state not in OPEN:
        return None
    return draft


async def _edit_menu(exchange: Exchange, draft: Broadcast | None) -> None:
    preview = await exchange.services.broadcasts.preview(draft.id) if draft else None
    if preview is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await exchange.edit(await menu(exchange, await with_links(exchange, preview)))


async def _edit_more(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.toast("call-gone")
        return
    broadcasts = exchange.services.broadcasts
    await exchange.answer()
    await exchange.edit(
        view.more(
            draft,
            exchange.say,
            cap=broadcasts.calls_a_week,
            paid=broadcasts.paid,
            stars=await broadcasts.price(draft),
        )
    )


def _segment(exchange: Exchange, words: str) -> Topic | None:
    kind, _, slug = words.partition(":")
    return pressed_topic(kind, slug, exchange.services.registry)


def may_set(exchange: Exchange, name: str) -> bool:
    """Whether this bot has such a switch: paid sending is the configuration's to permit."""
    return name != "paid" or exchange.services.broadcasts.paid
