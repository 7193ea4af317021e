"""Letter evenings on paper: a kit to print."""

from __future__ import annotations

from bot.cases.lookup import Found, Several
from bot.letters.kit import Paper, asked
from bot.reading import safe_support
from bot.render import File
from bot.views import kits as view
from handlers.exchange import Exchange

MOST_QUESTIONS = 3
"""Of names that fit several people, so many are asked back about."""


async def kit(exchange: Exchange) -> None:
    """/kit [NAMES or NUMBER] [A4 or letter]; alone: those who get the fewest letters."""
    services = exchange.services
    wanted = asked(exchange.arguments)
    if not wanted.names:
        slugs = await services.letters.suggest_people(exchange.chat, wanted.number)
        await _print(exchange, slugs, (), wanted.paper, fewer=len(slugs) < wanted.number)
        return
    answers = {name: services.lookup.find(name) for name in wanted.names}
    found = [each.case_slug for each in answers.values() if isinstance(each, Found)]
    doubtful = {name: each for name, each in answers.items() if isinstance(each, Several)}
    unknown = [
        name for name in answers if name not in doubtful and not isinstance(answers[name], Found)
    ]
    if found or unknown:
        await _print(exchange, tuple(dict.fromkeys(found)), unknown, wanted.paper)
    for name, several in list(doubtful.items())[:MOST_QUESTIONS]:
        await exchange.reply(
            view.did_you_mean(name, several.case_slugs, services.registry, exchange.say)
        )


async def press(exchange: Exchange) -> None:
    """kit:<slug>"""
    if exchange.arguments not in exchange.services.registry.cases:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await hand_out(exchange, (exchange.arguments,))


async def hand_out(exchange: Exchange, slugs: tuple[str, ...]) -> None:
    """A kit of these people."""
    await _print(exchange, slugs, (), Paper.A4)


async def _print(
    exchange: Exchange,
    slugs: tuple[str, ...],
    unknown: list[str] | tuple[()],
    paper: Paper,
    *,
    fewer: bool = False,
) -> None:
    services, say = exchange.services, exchange.say
    withheld = await exchange.undesirable()
    people = [safe_support(services.registry.cases[slug], withheld) for slug in slugs]
    refused = [case for case in people if view.is_refused(case)]
    printed = [case for case in people if case not in refused]
    if printed and not services.files.take(exchange.chat):
        await exchange.tell("chat-too-many-files")
        return
    left_out = view.left_out(refused, unknown, say)
    if left_out is not None:
        await exchange.reply(left_out)
    elif not printed:
        await exchange.tell("kit-nobody")
    if not printed:
        return
    pages = view.kit(printed, say, services.translations("ru"), today=exchange.today, paper=paper)
    file = File(f"letters-{exchange.today:%Y-%m-%d}.pdf", await services.printer.pdf(pages))
    await exchange.hand_over(file, view.ready(len(printed), say, fewer=fewer))
