"""The latest entries, for everybody or one person or campaign."""

from __future__ import annotations

from bot.render import Message
from bot.topics import Sure, find_topic
from bot.views import follows as follow_view
from bot.views import news as view
from bot.views.cases import follow_button
from bot.views.topics import topic_name
from handlers.exchange import Exchange
from storage.rows import EVERYTHING, Topic, TopicKind

SHOWN = 5


async def latest(exchange: Exchange) -> None:
    """/news [NAME | CAMPAIGN]"""
    topic = EVERYTHING
    if exchange.arguments:
        found = find_topic(exchange.arguments, exchange.services.lookup)
        if not isinstance(found, Sure):
            await exchange.reply(
                follow_view.choose(
                    found.topics, exchange.services.registry, exchange.say, verb="news"
                )
            )
            return
        topic = found.topic
    await exchange.reply(await _about(exchange, topic))


async def press(exchange: Exchange) -> None:
    """news:<case slug>, or news: for everything"""
    # Under "did you mean" the buttons name the kind too: news:case:<slug>:pick.
    slug = exchange.arguments.removeprefix("case:").removesuffix(":pick")
    if slug and slug not in exchange.services.registry.cases:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    topic = Topic(TopicKind.CASE, slug) if slug else EVERYTHING
    await exchange.reply(await _about(exchange, topic))


async def _about(exchange: Exchange, topic: Topic) -> Message:
    services, say = exchange.services, exchange.say
    entries = await services.news.latest(
        case=topic.slug if topic.kind is TopicKind.CASE else None,
        campaign=topic.slug if topic.kind is TopicKind.CAMPAIGN else None,
        limit=SHOWN,
    )
    named = topic != EVERYTHING
    followed = await exchange.following()
    hears = not {topic, EVERYTHING}.isdisjoint(followed) if named else bool(followed)
    offered = named and not hears
    return view.latest(
        entries,
        say,
        name=topic_name(services.registry, topic, say) if named else "",
        zone=exchange.zone,
        button=follow_button(topic, say, followed=False, place="pick") if offered else None,
        hears=hears,
    )
