"""What Telegram shows of the bot before anybody writes to it: its menu and its description."""

from __future__ import annotations

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translations

log = logging.getLogger(__name__)

MENU = (
    "case", "campaign", "news", "follow", "unfollow", "following", "write", "ways", "phrases",
    "remind", "calendar", "kit", "digest", "mute", "unmute", "settings", "language", "timezone",
    "quiet", "calls", "discreet", "links", "russia", "help", "privacy", "mydata", "forget",
)  # fmt: skip
GROUP_MENU = (
    "case", "campaign", "news", "follow", "following", "write", "ways", "phrases", "evening", "kit",
    "remind", "digest", "settings", "help",
)  # fmt: skip
"""What needs a role stands in no menu: Telegram would show it to everybody."""


async def introduce(bot: Bot, translations: Translations) -> None:
    """Set menus and descriptions in every language. Whatever of it fails is only logged."""
    try:
        for language in LANGUAGES:
            await _introduce_in(bot, translations, language)
    except TelegramError as error:
        log.warning("the bot's menu could not be set (%s); it works without", type(error).__name__)


async def _introduce_in(bot: Bot, translations: Translations, language: str) -> None:
    say = translations(language)
    # An empty code is for everybody whose language has no texts of its own.
    code = "" if language == DEFAULT_LANGUAGE else language
    for scope, names in (
        (BotCommandScopeAllPrivateChats(), MENU),
        (BotCommandScopeAllGroupChats(), GROUP_MENU),
    ):
        menu = [BotCommand(name, say.plain(f"command-{name}")) for name in names]
        await bot.set_my_commands(menu, scope=scope, language_code=code)
    await bot.set_my_description(say.plain("bot-description"), language_code=code)
    await bot.set_my_short_description(say.plain("bot-short-description"), language_code=code)
