"""What organisers look at before they decide: previews, and what they may do under them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.checklist import Preview, addresses_of
from bot.render import Message
from bot.views import broadcasts as run_view
from bot.views import calls
from bot.views import drafts as view
from handlers.exchange import Exchange
from storage.broadcast_rows import OPEN, Broadcast, BroadcastState
from storage.rows import SealedId


async def show(exchange: Exchange, broadcast_id: int) -> None:
    """The previews, and under them what this person may decide."""
    services, say = exchange.services, exchange.say
    preview = await services.broadcasts.preview(broadcast_id)
    if preview is None or not _may_see(preview.broadcast, exchange.person):
        await exchange.tell("call-gone")
        return
    await show_previews(exchange, preview, exchange.show)
    draft = preview.broadcast
    if draft.state in OPEN:
        preview = await with_links(exchange, preview)
    if draft.state not in OPEN:
        await _show_standing(exchange, draft.id)
    elif draft.author != exchange.person:
        await exchange.show(run_view.to_approve(preview, services.registry, say))
    elif draft.state is BroadcastState.PENDING:
        asked = len(await services.organisers.who_may_approve(draft.author))
        await exchange.reply(run_view.waiting(preview, say, asked=asked))
    else:
        await exchange.show(await menu(exchange, preview))


async def with_links(exchange: Exchange, preview: Preview) -> Preview:
    """With its links that are dead or lead elsewhere."""
    tried = await exchange.services.links.lately(addresses_of(preview.broadcast))
    astray = tuple(each for each in tried if each.fault or each.leads_to)
    return replace(preview, astray=astray)


def _may_see(draft: Broadcast, user: SealedId) -> bool:
    """A draft is its author's alone until others are asked."""
    return draft.state is not BroadcastState.DRAFT or draft.author == user


async def _show_standing(exchange: Exchange, broadcast_id: int) -> None:
    standing = await exchange.services.broadcasts.standing(broadcast_id)
    if standing is not None:
        registry = exchange.services.registry
        await exchange.reply(run_view.progress(*standing, registry, exchange.say))


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


async def ask_or_show(exchange: Exchange, draft: Broadcast) -> None:
    """Ask for what is missing, or show what there is."""
    if draft.asking:
        await exchange.reply(view.ask(draft, exchange.services.registry, exchange.say))
    else:
        await show(exchange, draft.id)


async def menu(exchange: Exchange, preview: Preview) -> Message:
    """What its author may do with it."""
    services = exchange.services
    solo = await services.organisers.may_approve(exchange.person, preview.broadcast.author)
    alone = solo and not preview.broadcast.content.beyond_cap
    return view.menu(preview, services.registry, exchange.say, solo=alone)


async def answer_with(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.toast("call-gone")
        return
    await exchange.answer()
    await ask_or_show(exchange, draft)


async def reply_with(exchange: Exchange, draft: Broadcast | None) -> None:
    if draft is None:
        await exchange.tell("call-gone")
    else:
        await ask_or_show(exchange, draft)
