"""When answering fails: a line in the log without anything of the person, and a word to them."""

from __future__ import annotations

import logging

from telegram import Update

from bot.i18n import language_for
from bot.logs import unworded
from bot.render import Message
from bot.services import Services
from bot.updates import BotApplication
from handlers import inline

log = logging.getLogger(__name__)


def register(application: BotApplication, services: Services) -> None:
    async def answer(update: object, context: object) -> None:
        error = getattr(context, "error", None)
        if isinstance(error, BaseException):
            log.error("an update was not answered: %s", unworded(error))
        if isinstance(update, Update):
            try:
                await _apologise(services, update)
            except (AttributeError, LookupError, TypeError, ValueError) as fault:
                # An update that Telegram would never send: there may be nobody in it to answer.
                log.error("an update has nobody to apologise to: %s", unworded(fault))

    application.add_error_handler(answer)


async def _apologise(services: Services, update: Update) -> None:
    """In the language of the person's Telegram: their own choice stands where the fault may be."""
    user = update.effective_user
    say = services.translations(language_for(user.language_code if user else None))
    if update.callback_query is not None:
        await services.door.answer(update.callback_query.id, say.plain("chat-error"), alert=True)
    elif update.inline_query is not None:
        await inline.answer_nothing(update.inline_query)
    elif update.message is not None and update.effective_chat is not None:
        await services.door.send(update.effective_chat.id, Message.of(say.html("chat-error")))
