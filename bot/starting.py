"""Getting to work: meeting Telegram, opening doors; sentences for what stands in the way."""

from __future__ import annotations

import hmac
import logging

from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery.transport import TokenRejected, sign_in
from bot.health import HealthPage

log = logging.getLogger(__name__)

RETRY_TELEGRAM = 10.0


class StartFault(Exception):
    """The bot cannot start; the message says why and what to do."""


def webhook_secret(token: str) -> str:
    """The same on every start and every machine, and of no use for finding the token."""
    return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()


async def meet_telegram(bot: ExtBot[None], clock: Clock) -> None:
    """Ask Telegram who we are; while it cannot be reached, keep asking."""
    while True:
        try:
            await sign_in(bot)
            return
        except TokenRejected as rejected:
            raise StartFault(str(rejected)) from None
        except NetworkError as error:
            log.warning(
                "Telegram cannot be reached (%s); trying again in %d seconds",
                type(error).__name__,
                RETRY_TELEGRAM,
            )
            await clock.sleep(RETRY_TELEGRAM)
        except TelegramError as error:
            raise StartFault(
                f"Telegram answered the first call with {type(error).__name__}; "
                "check [telegram] base_url."
            ) from None


async def listen_for_health(health: HealthPage, host: str, port: int) -> None:
    try:
        await health.start(host, port)
    except OSError as error:
        raise StartFault(
            f"[health] {host}:{port} cannot be listened on ({error.strerror}). "
            "Choose another port, or 0 for none."
        ) from error
