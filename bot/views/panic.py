"""Panic as owners see it. Pure."""

from __future__ import annotations

from bot.i18n import Translator
from bot.keys import Destroyed
from bot.render import Button, Html, Message
from storage.panic_rows import PanicRequest


def offered(*, others: bool, say: Translator) -> Message:
    """What it would do, and how to ask for it. ``others``: there is somebody to agree."""
    blocks = [_what(say), say.html("panic-how" if others else "panic-how-alone")]
    ask = Button(say.plain("panic-button-ask"), callback="panic:ask")
    return Message.of(*blocks, buttons=((ask,), (_no(say),)) if others else ())


def to_agree(request: PanicRequest, code: str, say: Translator) -> Message:
    """``code``: by what the owner who asked is told apart."""
    first = say.html("panic-asked-alone") if request.alone else say.html("panic-asked", code=code)
    strike = Button(say.plain("panic-button-strike"), callback=f"panic:go:{request.mark}")
    return Message.of(first, _what(say), buttons=((strike,), (_no(say),)))


def waiting(say: Translator) -> Message:
    """For who asked: it can be taken back."""
    back = Button(say.plain("panic-button-withdraw"), callback="panic:no")
    return Message.of(say.html("panic-waiting"), buttons=((back,),))


def done(destroyed: Destroyed, say: Translator) -> Message:
    """It is done, and what people must still do by hand."""
    blocks = [say.html("panic-done")]
    blocks += [say.html("panic-file-destroyed", file=str(file)) for file in destroyed.files]
    blocks += [say.html("panic-file-left", file=str(file)) for file in destroyed.left]
    if not destroyed.files and not destroyed.left:
        blocks.append(say.html("panic-key-left"))
    return Message.of(*blocks, say.html("panic-copies"))


def _what(say: Translator) -> Html:
    return say.html("panic-what")


def _no(say: Translator) -> Button:
    return Button(say.plain("panic-button-no"), callback="panic:no")
