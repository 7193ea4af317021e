"""Days to write on, for one's own calendar."""

from __future__ import annotations

from datetime import timedelta

from bot.letters.guide import writable
from bot.letters.occasions import Route, in_order, occasions
from bot.letters.rotation import followed
from bot.render import File
from bot.views import calendars as view
from handlers.exchange import Exchange

AHEAD = timedelta(days=366)
_ROUTES = {
    "abroad": Route.ABROAD,
    "paper": Route.PAPER,
    "russia": Route.PAPER,
    "electronic": Route.ELECTRONIC,
    "online": Route.ELECTRONIC,
    "заграница": Route.ABROAD,
    "россия": Route.PAPER,
    "бумага": Route.PAPER,
    "электронно": Route.ELECTRONIC,
    "онлайн": Route.ELECTRONIC,
}


async def calendar(exchange: Exchange) -> None:
    """/calendar [abroad, paper or electronic]: a year's days of the people this chat follows."""
    services, say, today = exchange.services, exchange.say, exchange.today
    route = _ROUTES.get(exchange.arguments.strip().lower(), Route.ABROAD)
    people = [
        case for case in followed(services.registry, await exchange.following()) if writable(case)
    ]
    if not people:
        await exchange.tell("calendar-nobody")
        return
    days = in_order(day for case in people for day in occasions(case, today, today + AHEAD))
    content = view.calendar(
        days,
        services.registry,
        say,
        route=route,
        made=services.clock.now(),
        bot_name=services.bot_name,
    )
    await exchange.hand_over(File("letters.ics", content), view.ready(len(people), route, say))
