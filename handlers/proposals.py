"""Owners add feeds: an address, what stands there as readers would see it, a question."""

from __future__ import annotations

from dataclasses import replace

from bot.access import Action, may
from bot.feeds.parsed import web_link
from bot.feeds.proposals import mark_of
from bot.feeds.trial import TrialFault
from bot.views import feeds as view
from handlers.exchange import Exchange
from storage.rows import EntriesRule

LONGEST_ADDRESS = 2048


async def add(exchange: Exchange, address: str) -> None:
    """/feeds add ADDRESS"""
    services, user = exchange.services, exchange.user
    if user is None or not await may_choose(exchange):
        await exchange.tell("feed-only-owners")
        return
    url = web_link(address if "://" in address else f"https://{address}")
    if not url or len(url) > LONGEST_ADDRESS:
        await exchange.tell("feed-add-how")
        return
    await exchange.tell("feed-looking")
    try:
        proposal = await services.proposals.make(user, url)
    except TrialFault as fault:
        await exchange.tell("feed-not-found", error=str(fault))
        return
    now = services.clock.now()
    for message in view.samples(
        proposal, services.registry, exchange.say, now=now, zone=exchange.zone
    ):
        await exchange.reply(message)
    await exchange.reply(view.proposal(proposal, mark_of(proposal), exchange.say))


async def press_add(exchange: Exchange, mark: str, choice: str) -> None:
    """feeds:add:<mark>:<all, mentions or no>"""
    services = exchange.services
    if exchange.user is None or not await may_choose(exchange):
        await exchange.toast("feed-only-owners", alert=True)
        return
    proposal = services.proposals.take(exchange.user, mark)
    if proposal is None or choice not in ("no", *EntriesRule):
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    if choice == "no":
        await exchange.edit(view.said("not-added", proposal.source, exchange.say))
        return
    source = replace(proposal.source, entries=EntriesRule(choice))
    added = await services.feeds.add(source)
    await exchange.edit(view.said("added" if added else "known", source, exchange.say))


async def may_choose(exchange: Exchange) -> bool:
    return may(await exchange.role(), Action.CHOOSE_FEEDS)
