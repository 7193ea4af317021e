"""How a chat's messages are kept from others' eyes. Pure."""

from __future__ import annotations

from bot.i18n import Translator
from bot.render import Button, Html, Message
from storage.rows import Subscriber

CHOICES = ("discreet", "links", "russia")


def settings(subscriber: Subscriber, say: Translator) -> Message:
    """The three choices, each with what it does and a button that turns it."""
    return Message.of(
        say.html("discretion-heading"),
        *lines(subscriber, say),
        say.html("discretion-limits"),
        buttons=[
            *((_turn(subscriber, choice, say),) for choice in CHOICES),
            (Button(say.plain("settings-button-back"), callback="set:show"),),
        ],
    )


def lines(subscriber: Subscriber, say: Translator) -> tuple[Html, ...]:
    """How each choice stands."""
    return tuple(
        say.html(f"discretion-{choice}-{'on' if _is_on(subscriber, choice) else 'off'}")
        for choice in CHOICES
    )


def in_short(subscriber: Subscriber, say: Translator) -> Html:
    """What of it differs from how it is with everybody, in a line; nothing if nothing does."""
    chosen = [
        say.plain(f"discretion-short-{choice}")
        for choice in CHOICES
        if _is_on(subscriber, choice) is not (choice == "links")
    ]
    return say.html("discretion-short", choices=", ".join(chosen)) if chosen else Html("")


def _is_on(subscriber: Subscriber, choice: str) -> bool:
    return {
        "discreet": subscriber.discreet,
        "links": subscriber.links,
        "russia": subscriber.russia,
    }[choice]


def _turn(subscriber: Subscriber, choice: str, say: Translator) -> Button:
    to = "off" if _is_on(subscriber, choice) else "on"
    return Button(
        say.plain(f"discretion-button-{choice}-{to}"), callback=f"set:discretion:{choice}-{to}"
    )
