"""Owners add feeds: an address, what stands there as readers would see it, a question; where the
campaign has a second person, that person is asked as well, and about what lets more through."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feeds.parsed import web_link
from bot.feeds.proposal import Proposal
from bot.feeds.proposals import Decision, mark_of
from bot.feeds.trial import TrialFault
from bot.i18n import Translator
from bot.render import Message
from bot.views import feed_choices as view
from bot.voices import voice_for
from handlers.colleagues import tell
from handlers.exchange import Exchange, read_number
from storage.rows import EntriesRule, Feed, FeedRequest, FeedSource, SealedId

LONGEST_ADDRESS = 2048
_FLAG = frozenset({"undesirable", "нежелательный"})
"""Words that mark a publisher, after the address."""


async def add(exchange: Exchange, words: str) -> None:
    """/feeds add ADDRESS [proxy NAME] [undesirable]"""
    services, user = exchange.services, exchange.person
    address, *options = words.split() or [""]
    url = web_link(address if "://" in address else f"https://{address}")
    proxy = _proxy(options)
    if not url or len(url) > LONGEST_ADDRESS or proxy is None:
        await exchange.tell("feed-add-how")
        return
    if proxy and proxy not in services.feeds.proxies:
        await exchange.tell("feed-bad-proxy", choices=", ".join(services.feeds.proxies) or "–")
        return
    await exchange.tell("feed-looking")
    try:
        proposal = await services.proposals.make(user, url, proxy)
    except TrialFault as fault:
        await exchange.tell("feed-not-found", error=str(fault))
        return
    known = await _watched(exchange, proposal)
    if known is not None:
        services.proposals.drop(user, mark_of(proposal.source))
        await exchange.reply(view.known(known, exchange.say))
        return
    if not _FLAG.isdisjoint(options) and not proposal.source.undesirable:
        proposal = services.proposals.flag(user, mark_of(proposal.source)) or proposal
    for message in _samples(exchange, proposal, exchange.say, exchange.zone):
        await exchange.show(message)
    await exchange.show(view.proposal(proposal, mark_of(proposal.source), exchange.say))


async def _watched(exchange: Exchange, proposal: Proposal) -> Feed | None:
    watched = await exchange.services.feeds.all()
    return next((feed for feed in watched if feed.source.url == proposal.source.url), None)


async def press_add(exchange: Exchange, mark: str, choice: str) -> None:
    """feeds:add:<mark>:<all, mentions, flag or no>"""
    proposals = exchange.services.proposals
    if choice in set(EntriesRule):
        await _want(exchange, exchange.person, mark, EntriesRule(choice))
        return
    found = None
    if choice == "flag":
        found = proposals.flag(exchange.person, mark)
    elif choice == "no":
        found = proposals.drop(exchange.person, mark)
    if found is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    if choice == "no":
        await exchange.edit(view.said("not-added", found.source, exchange.say))
    else:
        await exchange.edit(view.proposal(found, mark_of(found.source), exchange.say))


async def press_decide(exchange: Exchange, rest: str, *, agree: bool) -> None:
    """feeds:<ok or no>:<id>:<mark>: a second person's word"""
    digits, _, mark = rest.partition(":")
    number = read_number(digits)
    if number is None or exchange.user is None:
        await exchange.toast("chat-button-gone")
        return
    services = exchange.services
    decision, request = await services.proposals.decide(exchange.user, number, mark, agree=agree)
    if request is None:
        await exchange.toast(f"feed-{decision.value}", alert=True)
        return
    await exchange.answer()
    what = decision.value
    if decision is Decision.REFUSED and request.changes is not None:
        what = "refused-change"
    await exchange.edit(view.said(what, request.source, exchange.say))
    say, _ = await voice_for(exchange.services, request.author)
    await tell(exchange, request.author, view.said(f"was-{what}", request.source, say))


async def want_change(exchange: Exchange, feed: Feed, source: FeedSource) -> Message | None:
    """A change that a second person decides about; what to say of it, None where it is made."""
    services = exchange.services
    decision, request = await services.proposals.change(exchange.person, feed, source)
    if decision is Decision.CHANGED:
        return None
    if request is None:
        what = "nobody-asked-change" if decision is Decision.NOBODY else decision.value
        return view.said(what, source, exchange.say)
    if not await _ask_others(exchange, (), request):
        await services.proposals.withdraw(request.id)
        return view.said("nobody-asked-change", source, exchange.say)
    return view.said("waiting-change", source, exchange.say)


async def _want(exchange: Exchange, user: SealedId, mark: str, rule: EntriesRule) -> None:
    decision, proposal, request = await exchange.services.proposals.want(user, mark, rule)
    if proposal is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    what = decision.value
    if request is not None and not await _ask_others(exchange, (proposal,), request):
        await exchange.services.proposals.withdraw(request.id)
        what = Decision.NOBODY.value
    await exchange.edit(view.said(what, proposal.source, exchange.say))


async def _ask_others(exchange: Exchange, shown: Sequence[Proposal], request: FeedRequest) -> int:
    """Show it to everybody who may be the second person; how many it reached."""
    services, asked = exchange.services, 0
    for user in await services.organisers.who_may_approve(request.author):
        say, zone = await voice_for(exchange.services, user)
        for proposal in shown:
            for message in _samples(exchange, proposal, say, zone):
                await tell(exchange, user, message)
        question = view.to_agree(request, mark_of(request.source), services.registry, say)
        asked += await tell(exchange, user, question)
    return asked


def _samples(
    exchange: Exchange, proposal: Proposal, say: Translator, zone: str
) -> tuple[Message, ...]:
    services = exchange.services
    return view.samples(proposal, services.registry, say, now=services.clock.now(), zone=zone)


def _proxy(options: Sequence[str]) -> str | None:
    """The proxy named after an address, empty for none; None where the words mean nothing."""
    left = [word for word in options if word not in _FLAG]
    if not left:
        return ""
    return left[1] if len(left) == 2 and left[0] in ("proxy", "прокси") else None
