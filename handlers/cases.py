"""Looking people and campaigns up."""

from __future__ import annotations

from bot.cases.lookup import Found, Several
from bot.letters.strays import is_draft
from bot.render import Message
from bot.views import cases as view
from handlers.exchange import Exchange, read_number
from storage.rows import EVERYTHING, Topic, TopicKind


async def show(exchange: Exchange) -> None:
    """/case NAME"""
    if exchange.arguments:
        await exchange.reply(await look_up(exchange, exchange.arguments))
    else:
        await exchange.reply(view.ask(exchange.services.registry, exchange.say))


async def look_up(exchange: Exchange, name: str) -> Message:
    """The card, the choice, or an honest nothing. What was asked is kept nowhere."""
    services, say = exchange.services, exchange.say
    if is_draft(name):
        return Message.of(say.html("letters-not-kept"))
    found = services.lookup.find(name)
    if isinstance(found, Found):
        return await card(exchange, found.case_slug)
    slug = services.lookup.find_campaign(name)
    if slug is not None:
        return await campaign_card(exchange, slug)
    if isinstance(found, Several):
        return view.choose(found.case_slugs, services.registry, say)
    return view.nothing(say)


async def card(exchange: Exchange, slug: str) -> Message:
    """The card of a case that exists, its button showing whether this chat hears of it."""
    followed = await _hears_of(exchange, Topic(TopicKind.CASE, slug))
    return view.card(
        exchange.services.registry.cases[slug],
        exchange.say,
        today=exchange.today,
        followed=followed,
    )


async def campaign_card(exchange: Exchange, slug: str) -> Message:
    registry = exchange.services.registry
    followed = await _hears_of(exchange, Topic(TopicKind.CAMPAIGN, slug))
    return view.campaign_card(
        registry.campaigns[slug], registry, exchange.say, today=exchange.today, followed=followed
    )


async def press(exchange: Exchange) -> None:
    """case:<slug>"""
    if exchange.arguments not in exchange.services.registry.cases:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.reply(await card(exchange, exchange.arguments))


async def press_people(exchange: Exchange) -> None:
    """people: says whom the bot knows, people:<page> turns the page"""
    await exchange.answer()
    registry, page = exchange.services.registry, read_number(exchange.arguments)
    if page is None:
        await exchange.reply(view.ask(registry, exchange.say))
    else:
        await exchange.edit(view.ask(registry, exchange.say, page))


async def sources(exchange: Exchange) -> None:
    """sources:<slug>"""
    case = exchange.services.registry.cases.get(exchange.arguments)
    if case is None:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.reply(view.sources(case, exchange.say, today=exchange.today))


async def show_campaign(exchange: Exchange) -> None:
    """/campaign [NAME]"""
    services = exchange.services
    slug = services.lookup.find_campaign(exchange.arguments) if exchange.arguments else None
    if slug is not None:
        await exchange.reply(await campaign_card(exchange, slug))
    else:
        unknown = bool(exchange.arguments)
        await exchange.reply(view.campaigns(services.registry, exchange.say, unknown=unknown))


async def press_campaign(exchange: Exchange) -> None:
    """campaign:<slug>"""
    if exchange.arguments not in exchange.services.registry.campaigns:
        await exchange.toast("campaign-gone")
        return
    await exchange.answer()
    await exchange.reply(await campaign_card(exchange, exchange.arguments))


async def _hears_of(exchange: Exchange, topic: Topic) -> bool:
    return not {topic, EVERYTHING}.isdisjoint(await exchange.following())
