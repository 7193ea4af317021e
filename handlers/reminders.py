"""When to be reminded to write, for whom, and of which days ahead."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.lookup import Found, Several
from bot.letters import asking
from bot.letters.guide import writable
from bot.letters.reminders import Monthly, Off, Unclear, Weekly
from bot.letters.ways import sender_of, usual_route
from bot.render import Message
from bot.views import letters as letters_view
from bot.views import reminders as view
from bot.views.topics import case_name
from bot.zones import find_zone
from handlers.exchange import Exchange, read_number
from storage.reminder_rows import Every, Route, Whom
from storage.rows import Reminder


async def remind(exchange: Exchange) -> None:
    """/remind [WHEN] [about NAME], pause, resume, occasions or off; alone: what is arranged."""
    letters, chat = exchange.services.letters, exchange.chat
    if not exchange.arguments:
        await exchange.reply(await _arrangement(exchange))
        return
    asked = asking.read(exchange.arguments, find_zone, exchange.today)
    match asked:
        case Unclear():
            await exchange.reply(view.unclear(asked, exchange.say))
        case Off():
            await letters.clear_reminder(chat)
            await exchange.tell("remind-off")
        case asking.Pause(until):
            await _changed(exchange, await letters.pause(chat, until))
        case asking.Resume():
            await _changed(exchange, await letters.pause(chat, None))
        case asking.Occasions(on, route):
            await _changed(exchange, await _tell_of_days(exchange, on=on, route=route))
        case asking.Wish(when, about):
            await _wish(exchange, when, about)


async def press(exchange: Exchange) -> None:
    """remind:<weekday>:<minute>, or remind:<what>[:<choice>]; alone it shows what is arranged."""
    what, _, choice = exchange.arguments.partition(":")
    known = not what or await _pressed(exchange, what, choice)
    if not known:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    exchange = await exchange.again()
    await exchange.edit(await _arrangement(exchange))


async def _pressed(exchange: Exchange, what: str, choice: str) -> bool:
    """Do what a button says; False if there is no such button, or nothing any more to change."""
    letters, chat = exchange.services.letters, exchange.chat
    if what == "off":
        await letters.clear_reminder(chat)
        return True
    kept = await letters.reminder(chat)
    if (time := _time(what, choice)) is not None:
        await exchange.remember()
        # Another day and hour: every second week stays so.
        fortnightly = kept is not None and kept.every is Every.FORTNIGHT
        await letters.set_reminder(chat, replace(time, fortnightly=fortnightly))
        return True
    if kept is None:
        return False
    match what, choice:
        case "every", ("week" | "fortnight" | "month"):
            await letters.set_reminder(chat, _every(kept, Every(choice)))
        case "whom", ("fewest" | "followed"):
            await letters.change_reminder(chat, whom=Whom(choice))
        case "occasions", ("on" | "off"):
            await _tell_of_days(exchange, on=choice == "on")
        case "about", _ if choice in exchange.services.registry.cases:
            await letters.change_reminder(chat, whom=Whom.PERSON, about=choice)
        case "route", ("abroad" | "paper" | "electronic"):
            await letters.change_reminder(chat, route=Route(choice))
        case "pause", _ if (read_number(choice) or 0) in view.PAUSES:
            asked = asking.read(f"pause {choice} days", find_zone, exchange.today)
            assert isinstance(asked, asking.Pause)
            await letters.pause(chat, asked.until)
        case "resume", _:
            await letters.pause(chat, None)
        case _:
            return False
    return True


async def _wish(
    exchange: Exchange, when: Weekly | Monthly | None, about: asking.About | None
) -> None:
    letters, chat = exchange.services.letters, exchange.chat
    whom, slug = (about.whom if about else None), ""
    if about is not None and about.whom is Whom.PERSON:
        found = exchange.services.lookup.find(about.name)
        if isinstance(found, Several):
            await _ask_whom(exchange, when, found)
            return
        if not isinstance(found, Found):
            await exchange.tell("remind-nobody", words=about.name)
            return
        slug = found.case_slug
    if when is None:
        changed = await letters.change_reminder(chat, whom=whom, about=slug)
        await _changed(exchange, changed)
        if changed is None:
            return
    else:
        await _arrange(exchange, when, whom, slug)
        exchange = await exchange.again()
        await exchange.reply(await _arrangement(exchange))
    registry = exchange.services.registry
    if slug and not writable(registry.cases[slug]):
        name = case_name(registry, slug, exchange.say)
        await exchange.tell("remind-unreachable", name=name)


async def _ask_whom(exchange: Exchange, when: Weekly | Monthly | None, several: Several) -> None:
    """The time is kept at once; of the people who are perhaps meant, a tap takes one."""
    if when is not None:
        await _arrange(exchange, when)
    elif await exchange.services.letters.reminder(exchange.chat) is None:
        await _changed(exchange, None)
        return
    await exchange.reply(
        letters_view.did_you_mean(
            several.case_slugs, exchange.services.registry, exchange.say, verb="remind:about"
        )
    )


async def _arrange(
    exchange: Exchange, when: Weekly | Monthly, whom: Whom | None = None, slug: str = ""
) -> None:
    await exchange.remember()
    await exchange.services.letters.set_reminder(exchange.chat, when, whom=whom, about=slug)
    if when.zone:
        await exchange.services.digests.rezone(exchange.chat)


async def _tell_of_days(
    exchange: Exchange, *, on: bool | None, route: Route | None = None
) -> Reminder | None:
    """Days ahead on or off; who never said how their letters travel posts them where they are."""
    letters = exchange.services.letters
    if on and route is None:
        sender = sender_of(exchange.subscriber, exchange.language)
        route = usual_route(await letters.reminder(exchange.chat), sender)
    return await letters.change_reminder(exchange.chat, occasions=on, route=route)


async def _changed(exchange: Exchange, kept: Reminder | None) -> None:
    """Show what is arranged now; where nothing was, say that it comes first."""
    if kept is None:
        await exchange.tell("remind-first")
    await exchange.reply(await _arrangement(exchange))


async def _arrangement(exchange: Exchange) -> Message:
    services = exchange.services
    kept = await services.letters.reminder(exchange.chat)
    return view.arrangement(
        kept,
        exchange.zone,
        services.registry,
        exchange.say,
        lead_days=services.letters.advice.leads[kept.route].days if kept else 0,
    )


def _every(kept: Reminder, every: Every) -> Weekly | Monthly:
    """The same hour in another rhythm; a month begins on its first day."""
    if every is Every.MONTH:
        return Monthly(1, kept.minute)
    return Weekly(kept.weekday, kept.minute, fortnightly=every is Every.FORTNIGHT)


def _time(weekday: str, minute: str) -> Weekly | None:
    if weekday not in "0123456" or len(weekday) != 1 or not minute.isdecimal():
        return None
    number = read_number(minute)
    return Weekly(int(weekday), number) if number is not None and number < 24 * 60 else None
