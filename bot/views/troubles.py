"""Trouble with sending, as organisers hear of it. Pure."""

from __future__ import annotations

from bot.i18n import Translator
from bot.render import Message


def trouble(what: str, about: str, say: Translator) -> Message:
    """``about`` is what the deliveries are about, as their rows say it; empty: all of them."""
    kind, _, number = about.partition(":")
    if not kind:
        return Message.of(say.html(f"delivery-{what}"))
    return Message.of(say.html(f"delivery-{what}", kind=kind, number=number))
