"""@bot name, in any chat: a card to send there; @bot call-7: a call to pass on."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import (
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.cases.lookup import Found, Several
from bot.delivery.forms import keyboard
from bot.i18n import Translator, language_for
from bot.letters.strays import LONGEST_NAME
from bot.reading import publishers, safe_to_pass_on, safe_to_share
from bot.render import Html, clean, shorten, without_html
from bot.services import Services
from bot.views import calls
from bot.views import cases as view
from bot.views.topics import case_name
from handlers.exchange import read_number, undesirable

SHOWN = 20
CACHE_SECONDS = 300
DESCRIPTION = 120


async def answer(services: Services, query: InlineQuery) -> None:
    """Cards for the name; everybody for an empty query. What was asked is kept nowhere.

    The asker's language is Telegram's: looking up their own choice would cost a read a keystroke.
    """
    if not services.inline.take(services.seal.seal(query.from_user.id)):
        await answer_nothing(query)
        return
    say = services.translations(language_for(query.from_user.language_code))
    words = query.query.strip()
    if words.startswith(calls.SHARE):
        # Never from Telegram's cache: it may have been taken back a moment ago.
        await _answer(query, await _shared(services, words, say), 0)
        return
    slugs = _slugs(services, words, say)
    results = [_result(services, slug, say) for slug in slugs] or [_nobody(services, say)]
    await _answer(query, results, CACHE_SECONDS)


async def answer_nothing(query: InlineQuery) -> None:
    """Nobody is shown, and the next query is asked anew."""
    await _answer(query, (), 0)


async def _answer(
    query: InlineQuery, results: Sequence[InlineQueryResultArticle], seconds: int
) -> None:
    try:
        await query.answer(results, cache_time=seconds, is_personal=True)
    except TelegramError:
        # The asker has typed on, so this query is too old; the next one is on its way.
        return


async def _shared(
    services: Services, words: str, say: Translator
) -> tuple[InlineQueryResultArticle, ...]:
    """A call to be passed on; nothing where there is none, or none any more."""
    number = read_number(words.removeprefix(calls.SHARE))
    shared = await services.broadcasts.to_pass_on(number) if number else None
    if shared is None:
        return ()
    message = safe_to_pass_on(
        calls.call(shared, registry=services.registry, say=say, share=True),
        await undesirable(services),
    )
    text = message.parts[0]
    about = shorten(without_html(text).replace("\n", " "), DESCRIPTION)
    title = say.plain("call-button-share")
    return (_article(words, title, about, text, keyboard(message.buttons)),)


def _slugs(services: Services, words: str, say: Translator) -> tuple[str, ...]:
    if not words:
        everybody = sorted(
            services.registry.cases, key=lambda s: case_name(services.registry, s, say)
        )
        return tuple(everybody[:SHOWN])
    found = services.lookup.find(words) if len(words) <= LONGEST_NAME else None
    if isinstance(found, Found):
        return (found.case_slug,)
    return found.case_slugs if isinstance(found, Several) else ()


def _result(services: Services, slug: str, say: Translator) -> InlineQueryResultArticle:
    case = services.registry.cases[slug]
    today = services.clock.now().date()
    text = view.short_text(case, say, today=today, bot_name=services.bot_name)
    text = safe_to_share(text, publishers(case))
    return _article(slug, say.pick(case.name), view.description(case, say), text)


def _nobody(services: Services, say: Translator) -> InlineQueryResultArticle:
    text = say.html("inline-nobody-text", bot=services.bot_name)
    return _article(
        "nobody", say.plain("inline-nobody"), say.plain("inline-nobody-description"), text
    )


def _article(
    id_: str,
    title: str,
    description: str,
    text: Html,
    buttons: InlineKeyboardMarkup | None = None,
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=id_[:64],
        title=clean(title),
        description=clean(description),
        input_message_content=InputTextMessageContent(
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=buttons,
    )
