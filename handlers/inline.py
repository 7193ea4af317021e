"""@bot name, in any chat: a card to send there."""

from __future__ import annotations

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.cases.lookup import Found, Several
from bot.i18n import Translator, language_for
from bot.render import Html, clean
from bot.services import Services
from bot.views import cases as view
from bot.views.topics import case_name
from handlers.cases import LONGEST_NAME

SHOWN = 20
CACHE_SECONDS = 300


async def answer(services: Services, query: InlineQuery) -> None:
    """Cards for the name; everybody for an empty query. What was asked is kept nowhere.

    The asker's language is Telegram's: looking up their own choice would cost a read a keystroke.
    """
    say = services.translations(language_for(query.from_user.language_code))
    slugs = _slugs(services, query.query.strip(), say)
    results = [_result(services, slug, say) for slug in slugs] or [_nobody(services, say)]
    try:
        await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True)
    except TelegramError:
        # The asker has typed on, so this query is too old; the next one is on its way.
        return


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
    return _article(slug, say.pick(case.name), view.description(case, say), text)


def _nobody(services: Services, say: Translator) -> InlineQueryResultArticle:
    text = say.html("inline-nobody-text", bot=services.bot_name)
    return _article(
        "nobody", say.plain("inline-nobody"), say.plain("inline-nobody-description"), text
    )


def _article(id_: str, title: str, description: str, text: Html) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=id_[:64],
        title=clean(title),
        description=clean(description),
        input_message_content=InputTextMessageContent(
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
