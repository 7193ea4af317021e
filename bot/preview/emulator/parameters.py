"""Reading a call's parameters: types as the Bot API has them, and nothing it does not know.

In a form every value is text and objects are JSON; in a JSON body they are themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.preview.emulator.methods import Kind, ListOf, Method, Shape, Spec
from bot.preview.emulator.refusals import Json, Refusal, bad_request

_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}
_EMPTY = {"text": "message text is empty", "chat_id": "chat_id is empty"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime_type: str


def read(method: Method, given: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Json:
    """The parameters with their types. Raises Refusal for unknown, missing and mistyped ones."""
    known = {**method.required, **method.optional}
    attached = {
        value.removeprefix("attach://")
        for value in given.values()
        if isinstance(value, str) and value.startswith("attach://")
    }
    for name in (*given, *uploads):
        if name not in known and name not in attached:
            raise bad_request(f'unknown parameter "{name}"')
    values: Json = {}
    for name, spec in known.items():
        if name in uploads:
            if spec is not Kind.FILE:
                raise bad_request(f'parameter "{name}" takes no file')
            values[name] = uploads[name]
        elif given.get(name) is not None:
            values[name] = _value(spec, given[name], name, uploads, top=True)
    for name in method.required:
        if name not in values:
            raise bad_request(_EMPTY.get(name, f'parameter "{name}" is required'))
    return values


def _value(
    spec: Spec, value: Any, where: str, uploads: Mapping[str, Upload], *, top: bool = False
) -> Any:
    if isinstance(spec, Kind) and spec not in (Kind.KEYBOARD, Kind.RESULTS):
        return _scalar(spec, value, where, uploads, text_only=top)
    if top and isinstance(value, str):
        value = _from_json(value, where)
    if isinstance(spec, ListOf):
        if not isinstance(value, list):
            raise bad_request(f'expected an Array as parameter "{where}"')
        return [_value(spec.item, item, where, uploads) for item in value]
    if isinstance(spec, Shape):
        return _object(spec, value, where, uploads)
    return value


def _object(spec: Shape, value: Any, where: str, uploads: Mapping[str, Upload]) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f'expected an Object of type {spec.name} as parameter "{where}"')
    known = {**spec.required, **spec.optional}
    for name in value:
        if name not in known:
            raise bad_request(f'unknown field "{name}" in {spec.name}')
    for name in spec.required:
        if name not in value:
            raise bad_request(f'can\'t find field "{name}" in {spec.name}')
    return {name: _value(known[name], item, name, uploads) for name, item in value.items()}


def _scalar(
    kind: Kind, value: Any, where: str, uploads: Mapping[str, Upload], *, text_only: bool
) -> Any:
    if kind is Kind.TEXT:
        if isinstance(value, str):
            return _clean(value)
        raise _mistyped(where, kind)
    if kind is Kind.BOOLEAN:
        return _boolean(value, where)
    if kind is Kind.FILE:
        return _file(value, where, uploads)
    if kind is Kind.CHAT and isinstance(value, str) and value.startswith("@"):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _mistyped(where, kind)
    if isinstance(value, str) and not text_only:
        raise _mistyped(where, kind)
    try:
        return float(value) if kind is Kind.NUMBER else int(str(value))
    except ValueError:
        if kind is Kind.CHAT:
            raise bad_request("chat not found" if value else "chat_id is empty") from None
        raise _mistyped(where, kind) from None


def _boolean(value: Any, where: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise _mistyped(where, Kind.BOOLEAN)


def _file(value: Any, where: str, uploads: Mapping[str, Upload]) -> Upload | str:
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {where} in the request")
    if value.startswith("attach://"):
        try:
            return uploads[value.removeprefix("attach://")]
        except KeyError:
            raise bad_request(f"wrong {where} specified: attached file not found") from None
    return value


def _from_json(value: str, where: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f'can\'t parse "{where}" as JSON') from None


def _clean(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return value.replace("\r", "")


def _mistyped(where: str, kind: Kind) -> Refusal:
    return bad_request(f'parameter "{where}" must be of type {kind.value}')
