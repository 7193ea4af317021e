"""Following people, campaigns or everyone, and ending that."""

from __future__ import annotations

from bot.topics import Sure, find_topic, pressed_topic
from bot.views import follows as view
from bot.views import start as start_view
from handlers import cases
from handlers.exchange import Exchange
from storage.rows import EVERYTHING, Topic, TopicKind


async def follow(exchange: Exchange) -> None:
    """/follow NAME | CAMPAIGN | all"""
    topic = await _asked_for(exchange, "follow")
    if topic is not None:
        new = await _follow(exchange, topic)
        await _say_changed(exchange, topic, follows=True, was_so=not new)


async def unfollow(exchange: Exchange) -> None:
    """/unfollow NAME | CAMPAIGN | all"""
    topic = await _asked_for(exchange, "unfollow")
    if topic is None:
        return
    followed = await exchange.following()
    if topic == EVERYTHING and followed:
        await exchange.services.subscribers.unfollow_everything(exchange.chat)
    elif topic != EVERYTHING and EVERYTHING in followed:
        await exchange.services.subscribers.unfollow(exchange.chat, topic)
        await exchange.reply(view.still_included(topic, exchange.services.registry, exchange.say))
        return
    elif exchange.subscriber is not None:
        await exchange.services.subscribers.unfollow(exchange.chat, topic)
    was_so = not followed if topic == EVERYTHING else topic not in followed
    await _say_changed(exchange, topic, follows=False, was_so=was_so)


async def following(exchange: Exchange) -> None:
    """/following"""
    await exchange.reply(
        view.following(await exchange.following(), exchange.services.registry, exchange.say)
    )


async def press_follow(exchange: Exchange) -> None:
    """follow:<kind>:<slug>[:<place>]"""
    topic, place = _pressed(exchange)
    if topic is None:
        await exchange.toast("chat-button-gone")
        return
    await _follow(exchange, topic)
    if exchange.subscriber is None and place != "start":
        await exchange.toast("follow-toast-first", alert=True)
    else:
        await exchange.toast("follow-toast-on")
    await _show_place(exchange, topic, place, follows=True)


async def press_unfollow(exchange: Exchange) -> None:
    """unfollow:<kind>:<slug>[:<place>]"""
    topic, place = _pressed(exchange)
    if topic is None:
        await exchange.toast("chat-button-gone")
        return
    if place == "but":
        await _all_but(exchange, topic)
        return
    if exchange.subscriber is not None:
        await exchange.services.subscribers.unfollow(exchange.chat, topic)
    still = topic != EVERYTHING and EVERYTHING in await exchange.following()
    if still and place in ("card", "pick"):
        await exchange.answer()
        await exchange.reply(view.still_included(topic, exchange.services.registry, exchange.say))
        return
    await exchange.toast("follow-toast-off")
    await _show_place(exchange, topic, place, follows=False)


async def _asked_for(exchange: Exchange, verb: str) -> Topic | None:
    """The topic the words after the command mean; None once the person was asked to choose."""
    services, say = exchange.services, exchange.say
    if not exchange.arguments:
        if verb == "unfollow":
            await following(exchange)
        else:
            followed = await exchange.following()
            await exchange.reply(start_view.choose(services.registry, followed, say, 0))
        return None
    found = find_topic(exchange.arguments, services.lookup)
    if isinstance(found, Sure):
        return found.topic
    await exchange.reply(view.choose(found.topics, services.registry, say, verb=verb))
    return None


async def _follow(exchange: Exchange, topic: Topic) -> bool:
    return await exchange.services.subscribers.follow(
        exchange.chat, topic, exchange.kind, exchange.language
    )


async def _all_but(exchange: Exchange, topic: Topic) -> None:
    """Follow each person and campaign of today by name, except one, instead of everyone."""
    services = exchange.services
    if EVERYTHING not in await exchange.following():
        await exchange.toast("chat-button-gone")
        return
    others = [
        other for other in start_view.listed(services.registry, exchange.say) if other != topic
    ]
    await services.subscribers.follow_only(exchange.chat, others)
    await exchange.answer()
    await exchange.edit(view.all_but(topic, services.registry, exchange.say))


async def _say_changed(exchange: Exchange, topic: Topic, *, follows: bool, was_so: bool) -> None:
    await exchange.reply(
        view.changed(
            topic,
            exchange.services.registry,
            exchange.say,
            follows=follows,
            was_so=was_so,
            first=follows and exchange.subscriber is None,
        )
    )


async def _show_place(exchange: Exchange, topic: Topic, place: str, *, follows: bool) -> None:
    """Bring the message under which the button stood up to date."""
    exchange = await exchange.again()
    registry, say = exchange.services.registry, exchange.say
    if place == "start":
        page = start_view.page_of(topic, registry, say)
        await exchange.edit(start_view.choose(registry, await exchange.following(), say, page))
    elif place == "list":
        await exchange.edit(view.following(await exchange.following(), registry, say))
    elif place == "card" and topic.kind is TopicKind.CASE:
        await exchange.edit(await cases.card(exchange, topic.slug))
    elif place == "card" and topic.kind is TopicKind.CAMPAIGN:
        await exchange.edit(await cases.campaign_card(exchange, topic.slug))
    else:
        await exchange.edit(view.changed(topic, registry, say, follows=follows, was_so=False))


def _pressed(exchange: Exchange) -> tuple[Topic | None, str]:
    kind, _, rest = exchange.arguments.partition(":")
    slug, _, place = rest.partition(":")
    return pressed_topic(kind, slug, exchange.services.registry), place
