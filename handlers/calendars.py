"""Days to write on, for one's own calendar."""

from __future__ import annotations

from datetime import timedelta

from bot.letters.asking import ROUTES
from bot.letters.occasions import in_order, occasions
from bot.letters.rotation import followed
from bot.letters.ways import sender_of, usual_route
from bot.reading import without_sources
from bot.render import File
from bot.views import calendars as view
from handlers.exchange import Exchange

AHEAD = timedelta(days=366)


async def calendar(exchange: Exchange) -> None:
    """/calendar [abroad, paper or electronic]: a year's days of the people this chat follows."""
    services, say, today = exchange.services, exchange.say, exchange.today
    advice = services.letters.advice
    kept = await services.letters.reminder(exchange.chat)
    usual = usual_route(kept, sender_of(exchange.subscriber, exchange.language))
    route = ROUTES.get(exchange.arguments.strip().lower(), usual)
    wanted = followed(services.registry, await exchange.following())
    people = [case for case in wanted if advice.suggests(case, today)]
    if not people:
        await exchange.tell("calendar-nobody")
        return
    if not services.files.take(exchange.chat):
        await exchange.tell("chat-too-many-files")
        return
    days = in_order(day for case in people for day in occasions(case, today, today + AHEAD))
    content = view.calendar(
        without_sources(days, await exchange.undesirable()),
        services.registry,
        say,
        lead=advice.leads[route],
        made=services.clock.now(),
        bot_name=services.bot_name,
    )
    message = view.ready(
        len(people), route, say, lead=advice.leads[route], left_out=len(wanted) - len(people)
    )
    await exchange.hand_over(File("letters.ics", content), message)
