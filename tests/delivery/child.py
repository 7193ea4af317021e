"""What the crash tests kill: a sender, or a bot that answers, in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from datetime import timedelta
from typing import Any

import telegram
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ExtBot, TypeHandler

from bot.clock import SystemClock
from bot.delivery.door import Door
from bot.delivery.pacing import Pacer
from bot.delivery.transport import AiohttpRequest
from bot.render import Message, escape
from bot.updates import Updates
from storage.database import Database
from storage.sealing import Seal
from tests.delivery.house import Address, opened

KEY = bytes(range(64))


def send(database_url: str, base_url: str, token: str, per_second: float, lease: float) -> None:
    """Run the sender until SIGTERM."""
    asyncio.run(_send(database_url, base_url, token, per_second, lease))


def answer(base_url: str, token: str) -> None:
    """Repeat to people what they say, until SIGTERM."""
    asyncio.run(_answer(base_url, token))


async def _send(
    database_url: str, base_url: str, token: str, per_second: float, lease: float
) -> None:
    stop = _stop_at_sigterm()
    database = Database(database_url)
    async with opened(
        database,
        Seal(KEY),
        Address(base_url, token),
        per_second=per_second,
        chunk=40,
        lease=timedelta(seconds=lease),
    ) as house:
        await house.sender.run(stop)
    await database.close()


async def _answer(base_url: str, token: str) -> None:
    stop = _stop_at_sigterm()
    request = AiohttpRequest()
    bot: ExtBot[None] = ExtBot(token, base_url, request=request, get_updates_request=request)
    door = Door(bot, Pacer(SystemClock(), per_second=1000))
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    )

    async def echo(update: telegram.Update, _: object) -> None:
        message = update.effective_message
        assert message is not None
        await door.send(message.chat.id, Message((escape(f"heard {message.text}"),)))

    application.add_handler(TypeHandler(Update, echo))
    async with application:
        await Updates(application, SystemClock()).poll(stop)


def _stop_at_sigterm() -> asyncio.Event:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    return stop
