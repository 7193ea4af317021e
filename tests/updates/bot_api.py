"""Updates of every kind the Bot API has, made from the library's own types: hostile, half-filled,
oversized, and now and then not what Telegram would ever say.
"""

from __future__ import annotations

import random
import re
import sys
import types
import typing
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from inspect import Parameter, isclass, signature
from typing import Any

import telegram
from telegram import TelegramObject

Json = dict[str, Any]
Kind = type[TelegramObject]

CHATS = (101, 102, 103, 900, -500, -1000000000600)
"""Those of the house of tests; others are made up."""
DEEPEST = 4
KINDS = tuple(
    name
    for name in signature(telegram.Update).parameters
    if name not in ("update_id", "api_kwargs")
)
_TYPES = {name: getattr(telegram, name) for name in dir(telegram)}
_RENAMED = {"from_user": "from"}
_ODD_NUMBERS = (0, -1, 1, 2**31, 2**52, -(2**40), 1_900_000_000)
_ODD_WORDS = (
    "",
    " ",
    "\x00\x1f\u202e\u2066",
    "🕊" * 200,
    "<b>&amp;{0}%s</b>",
    "٣١٢",
    "x" * 9000,
    "Кагарлицкого? где?",
    "\ud83d",
    "https://example.org/" + "a" * 2000,
    "\u0000".join("abc"),
)


class Bot:
    """Makes updates; the same chance makes the same ones."""

    def __init__(self, chance: random.Random, words: Sequence[str]) -> None:
        """``words``: what people might say or press here: commands, callback data, names."""
        self._chance = chance
        self._words = tuple(words)

    def update(self, update_id: int, *, broken: bool) -> Json:
        """``broken``: something in it is missing, or of another kind than Telegram says."""
        kind = self._chance.choice(KINDS)
        hints = _hints("Update")
        made = self._value(kind, hints[kind], 0)
        update = {"update_id": update_id, kind: made}
        if broken:
            self._spoil(made)
        return update

    def _spoil(self, made: Any) -> None:
        """Take something away that is always there, or put something else in its place."""
        while isinstance(made, dict) and made:
            key = self._chance.choice(tuple(made))
            if isinstance(made[key], dict) and self._chance.random() < 0.6:
                made = made[key]
            elif self._chance.random() < 0.5:
                del made[key]
                return
            else:
                made[key] = self._chance.choice((None, [], {}, "", 1.5, True, [{}], {"id": "x"}))
                return

    def _object(self, kind: Kind, depth: int) -> Json:
        kind = self._one_of(kind)
        made: Json = {}
        hints = _hints(kind.__name__)
        for name, parameter in signature(kind).parameters.items():
            if name == "api_kwargs" or parameter.kind is Parameter.VAR_KEYWORD:
                continue
            optional = parameter.default is not Parameter.empty
            if optional and self._chance.random() > (0.35 if depth < 2 else 0.08):
                continue
            if optional and depth >= DEEPEST:
                continue
            made[_RENAMED.get(name, name)] = self._value(name, hints[name], depth + 1)
        told = _told_apart(kind.__name__)
        if told is not None:
            made[told[0]] = told[1]
        if kind is telegram.Chat:
            made["type"] = self._chance.choice(("private", "group", "supergroup", "channel"))
        if kind is telegram.Message and self._chance.random() < 0.7:
            made["text"] = self._text()
            made["entities"] = [self._command(made["text"])]
        return made

    def _one_of(self, kind: Kind) -> Kind:
        """A kind that is only told apart by one of its fields is one of those."""
        kinds = [each for each in kind.__subclasses__() if each.__name__ in _TYPES]
        return self._chance.choice(kinds) if kinds and _told_apart(kinds[0].__name__) else kind

    def _command(self, text: str) -> Json:
        length = len(text.split(maxsplit=1)[0]) if text.split() else 1
        return {
            "type": "bot_command" if text.startswith("/") else "bold",
            "offset": self._chance.choice((0, 0, 0, 0, 5, -1, 10**6)),
            "length": self._chance.choice((length, length, length, 0, 10**6)),
        }

    def _value(self, name: str, hint: Any, depth: int) -> Any:
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            kinds = [each for each in typing.get_args(hint) if each is not type(None)]
            return self._value(name, self._chance.choice(kinds), depth)
        if origin is not None and isclass(origin) and issubclass(origin, Sequence):
            (item, *_) = typing.get_args(hint)
            most = self._chance.choice((0, 1, 2, 2, 30 if depth < 2 else 2))
            return [self._value(name, item, depth + 1) for _ in range(most)]
        if isclass(hint) and issubclass(hint, TelegramObject):
            return self._object(hint, depth)
        return self._plain(name, hint)

    def _plain(self, name: str, hint: Any) -> Any:
        if hint is bool:
            return self._chance.random() < 0.5
        if hint is int:
            if name in ("id", "user_id", "chat_id") or name.endswith("_chat_id"):
                return self._chance.choice((*CHATS, *_ODD_NUMBERS))
            return self._chance.choice((*_ODD_NUMBERS, self._chance.randrange(10**6)))
        if hint is datetime:
            return self._chance.choice((0, 1_795_000_000, 1_795_000_001, -5, 2**33))
        if hint is timedelta:
            return self._chance.choice((0, 60, 10**6))
        if hint is float:
            return self._chance.uniform(-180, 180)
        if isclass(hint) and issubclass(hint, Enum):
            return self._chance.choice(tuple(hint)).value
        return self._text()

    def _text(self) -> str:
        if self._chance.random() < 0.3:
            return self._chance.choice(_ODD_WORDS)
        words = self._chance.choice(self._words)
        if self._chance.random() < 0.4:
            words += " " + self._chance.choice((*self._words, *_ODD_WORDS))
        return words


@cache
def _hints(name: str) -> dict[str, Any]:
    maker = next(each for each in _TYPES[name].__mro__ if "__init__" in vars(each))
    names = {**_TYPES, **vars(sys.modules[maker.__module__]), "Sequence": Sequence}
    return typing.get_type_hints(vars(maker)["__init__"], {**names, "FileInput": str})


@cache
def _told_apart(name: str) -> tuple[str, str] | None:
    """The field and the word by which this kind is known among its like: ChatMember.status is
    "creator" for a ChatMemberOwner.
    """
    for above in _TYPES[name].__mro__[1:]:
        own = name.removeprefix(above.__name__)
        constant = re.sub(r"(?<!^)(?=[A-Z])", "_", own).upper()
        if own != name and isinstance(word := getattr(above, constant, None), str):
            for field in ("status", "type", "source"):
                if field in signature(above).parameters:
                    return field, str(getattr(word, "value", word))
    return None
