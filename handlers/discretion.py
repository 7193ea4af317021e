"""Discreet messages, messages without links, and reading in Russia."""

from __future__ import annotations

from functools import partial

from bot.views import discretion as view
from handlers.exchange import Exchange

_WORDS = {"on": True, "вкл": True, "да": True, "off": False, "выкл": False, "нет": False}


async def _choose(exchange: Exchange, choice: str) -> None:
    """/discreet, /links or /russia, on or off; alone they show how things stand."""
    wanted = _WORDS.get(exchange.arguments.casefold())
    if wanted is not None:
        await exchange.remember()
        await exchange.services.subscribers.be_discreet(exchange.chat, **{choice: wanted})
    after = await exchange.again()
    if after.subscriber is None:
        await exchange.tell("discretion-unclear")
    else:
        await after.reply(view.settings(after.subscriber, after.say))


be_discreet = partial(_choose, choice="discreet")
choose_links = partial(_choose, choice="links")
read_in_russia = partial(_choose, choice="russia")


async def press_setting(exchange: Exchange, choice: str) -> None:
    """set:discretion[:<choice>-on | :<choice>-off]"""
    what, _, state = choice.partition("-")
    if choice and (what not in view.CHOICES or state not in ("on", "off")):
        await exchange.toast("chat-button-gone")
        return
    if choice:
        await exchange.services.subscribers.be_discreet(exchange.chat, **{what: state == "on"})
    after = await exchange.again()
    if after.subscriber is None:
        await exchange.toast("chat-button-gone")
        return
    await after.answer()
    await after.edit(view.settings(after.subscriber, after.say))
