"""Letter evenings in groups: announced by an administrator, names taken by anybody."""

from __future__ import annotations

from bot.letters.announcing import CalledOff, Unclear, parse
from bot.letters.evenings import MOST_NAMES
from bot.render import Message
from bot.views import evenings as view
from handlers.exchange import Exchange, read_number
from handlers.kits import hand_out
from storage.evening_rows import Evening
from storage.rows import ChatKind, SealedId


async def evening(exchange: Exchange) -> None:
    """/evening [DAY TIME PLACE | off]; alone it shows the one that is announced."""
    if exchange.kind is not ChatKind.GROUP:
        await exchange.tell("evening-groups-only")
        return
    if not exchange.arguments:
        known = await exchange.services.evenings.of(exchange.chat)
        if known is None:
            await exchange.tell("evening-usage")
        else:
            await _post(exchange, known)
        return
    wanted = parse(exchange.arguments, exchange.zone, exchange.services.clock.now())
    if isinstance(wanted, Unclear):
        await exchange.reply(view.unclear(wanted, exchange.say))
    elif isinstance(wanted, CalledOff):
        await _call_off(exchange)
    else:
        await exchange.remember()
        services = exchange.services
        people = await services.letters.suggest_people(exchange.chat, MOST_NAMES)
        if not people:
            await exchange.tell("kit-nobody")
            return
        announced = await services.evenings.announce(exchange.chat, wanted, people)
        await _post(exchange, announced)
        await hand_out(exchange, announced.people)


async def press(exchange: Exchange) -> None:
    """ev:t:<evening>:<slug> takes a name, ev:w:<evening> says written, ev:k:<evening> prints."""
    act, _, rest = exchange.arguments.partition(":")
    number, _, case = rest.partition(":")
    known = await exchange.services.evenings.of(exchange.chat)
    if known is None or known.id != read_number(number) or exchange.user is None:
        await exchange.toast("evening-is-over")
    elif act == "t":
        await _take(exchange, known, case, exchange.user)
    elif act == "w":
        await _wrote(exchange, known, exchange.user)
    else:
        await exchange.answer()
        await hand_out(exchange, known.people)


async def _take(exchange: Exchange, known: Evening, case: str, user: SealedId) -> None:
    services = exchange.services
    taken = await services.evenings.take(known, case, user)
    person = services.registry.cases.get(case)
    if taken is None or person is None:
        await exchange.toast("evening-is-over")
        return
    key = "evening-taken" if taken.now else "evening-given-back"
    await exchange.toast(key, name=exchange.say.pick(person.name))
    await exchange.edit(_announcement(exchange, taken.evening))


async def _wrote(exchange: Exchange, known: Evening, user: SealedId) -> None:
    written = await exchange.services.evenings.wrote(known, user)
    if written is None:
        await exchange.toast("evening-is-over")
    elif not written.taken:
        await exchange.toast("evening-take-first", alert=True)
    elif not written.newly:
        await exchange.toast("letters-thanks-counted")
    else:
        await exchange.toast("letters-thanks")
        await exchange.edit(_announcement(exchange, written.evening))


async def _post(exchange: Exchange, known: Evening) -> None:
    """Say it anew; this message is the one that becomes the sum."""
    message_id = await exchange.reply(_announcement(exchange, known))
    if message_id is not None:
        await exchange.services.evenings.shown(known, message_id)


def _announcement(exchange: Exchange, known: Evening) -> Message:
    registry = exchange.services.registry
    return view.announcement(known, registry, exchange.say, today=exchange.today)


async def _call_off(exchange: Exchange) -> None:
    evenings = exchange.services.evenings
    known = await evenings.of(exchange.chat)
    if known is None or not await evenings.end(known):
        await exchange.tell("evening-no-evening")
    else:
        await exchange.reply(view.called_off(known, exchange.say))
