"""The question to a chat that has said nothing for half a year. Pure."""

from __future__ import annotations

from bot.i18n import Translator
from bot.render import Button, Message


def question(say: Translator) -> Message:
    yes = Button(say.plain("silence-button-yes"), callback="still:yes")
    no = Button(say.plain("silence-button-no"), callback="still:no")
    return Message.of(say.html("silence-question"), buttons=((yes,), (no,)))
