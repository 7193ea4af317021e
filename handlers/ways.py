"""Ways to send a letter, and sentences to copy into one."""

from __future__ import annotations

from bot.cases.facts import Case, Sender
from bot.cases.lookup import Found, Several
from bot.letters.strays import is_draft
from bot.letters.ways import sender_of
from bot.render import Message
from bot.views import letters as letters_view
from bot.views import phrases as phrases_view
from bot.views import ways as view
from bot.zones import country_of
from handlers.exchange import Exchange


async def ways(exchange: Exchange) -> None:
    """/ways [NAME]"""
    await _for_named(exchange, "ways:")


async def phrases(exchange: Exchange) -> None:
    """/phrases [NAME]"""
    await _for_named(exchange, "phrases")


async def press_ways(exchange: Exchange) -> None:
    """ways:<russia | abroad | nothing>:<slug or nothing>; a change of place edits the message."""
    where, _, slug = exchange.arguments.partition(":")
    case = exchange.services.registry.cases.get(slug)
    if (slug and case is None) or (where and where not in set(Sender)):
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    if where:
        await exchange.edit(_ways(exchange, case, Sender(where)))
    else:
        await exchange.reply(_ways(exchange, case))


async def press_phrases(exchange: Exchange) -> None:
    """phrases:<slug or nothing>"""
    case = exchange.services.registry.cases.get(exchange.arguments)
    if exchange.arguments and case is None:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.reply(_phrases(exchange, case))


async def _for_named(exchange: Exchange, verb: str) -> None:
    services, name = exchange.services, exchange.arguments
    if is_draft(name):
        await exchange.tell("letters-not-kept")
        return
    found = services.lookup.find(name) if name else None
    if isinstance(found, Several):
        await exchange.reply(
            letters_view.did_you_mean(found.case_slugs, services.registry, exchange.say, verb=verb)
        )
    elif found is not None and not isinstance(found, Found):
        await exchange.reply(letters_view.nobody(exchange.say))
    else:
        case = services.registry.cases[found.case_slug] if found else None
        show = _ways if verb == "ways:" else _phrases
        await exchange.reply(show(exchange, case))


def _ways(exchange: Exchange, case: Case | None, sender: Sender | None = None) -> Message:
    return view.ways(
        case,
        exchange.services.registry.ways,
        exchange.say,
        today=exchange.today,
        sender=sender or sender_of(exchange.subscriber, exchange.language),
        country=country_of(exchange.zone),
    )


def _phrases(exchange: Exchange, case: Case | None) -> Message:
    return phrases_view.phrases(case, exchange.say, exchange.services.translations("ru"))
