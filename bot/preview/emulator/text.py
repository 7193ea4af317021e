"""Telegram HTML and entities, as the Bot API reads them. Pure.

Offsets and lengths of entities count UTF-16 code units; "byte offset" in a refusal counts bytes of
UTF-8, as Telegram's do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.preview.emulator.refusals import Json, Refusal, bad_request
from bot.render import utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_START = re.compile(r"<([^\s>]*)")
_END = re.compile(r"</([^\s>]*)\s*>")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(
    r"""([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=[\s>])))?"""
)
_BAD_VALUE = re.compile(r"\s*=\s*(.?)")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]»])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?![\w/])"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/#])(?P<hashtag>#\w*[^\W\d]\w*)"
)
_NO_LOOKING_INSIDE = {"code", "pre", "text_link", "text_mention"}


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities. Raises Refusal in Telegram's words for anything broken."""
    text, entities = _Parser(source).parse()
    return _trimmed(text, entities)


def given_entities(text: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    """Text with entities that the caller counted himself. Raises Refusal for those that miss it."""
    size = utf16_length(text)
    kept = []
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or length <= 0 or offset + length > size:
            raise bad_request("entity beginning or end is outside of the message text")
        kept.append(dict(entity))
    return _trimmed(text, kept)


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The entities and those Telegram finds by itself: addresses, commands, names, hashtags."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in _NO_LOOKING_INSIDE
    ]
    found = list(entities)
    for match in _FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match.group())
        if all(end <= low or start >= high for low, high in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._characters()
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise _unparsable(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"'
            )
        return "".join(self._text), self._entities

    def _characters(self) -> None:
        reference = _REFERENCE.match(self._source, self._at)
        character = _referred(reference) if reference else ""
        if reference and character:
            self._at = reference.end()
        else:
            character = self._source[self._at]
            self._at += 1
        self._text.append(character)
        self._offset += utf16_length(character)

    def _start_tag(self) -> None:
        place = self._byte_offset(self._at)
        tag = self._take(_START).group(1).lower()
        if self._at >= len(self._source):
            raise _unparsable(f"Unclosed start tag at byte offset {place}")
        if tag not in _TYPES:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {place}')
        argument = self._attributes(tag, place)
        if tag == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        if tag == "tg-emoji" and not argument.isdigit():
            raise _unparsable(
                f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {place}'
            )
        self._open.append(_Open(tag, argument, self._offset, len(self._text)))

    def _attributes(self, tag: str, place: int) -> str:
        """Go past the ``>``; what the attributes say that matters for this tag."""
        argument = ""
        unclosed = f'Unclosed start tag "{tag}" at byte offset {place}'
        while True:
            self._take(_SPACE)
            if self._at >= len(self._source):
                raise _unparsable(unclosed)
            if self._source[self._at] == ">":
                self._at += 1
                return argument
            attribute = _ATTRIBUTE.match(self._source, self._at)
            if attribute is None:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
            self._at = attribute.end()
            bad = _BAD_VALUE.match(self._source, self._at)
            if bad is not None:
                quoted = bad.group(1) in "\"'"
                raise _unparsable(
                    unclosed if quoted else f"Unexpected end of name token at byte offset {place}"
                )
            given = next((value for value in attribute.groups()[1:] if value is not None), "")
            argument = _argument(tag, attribute.group(1), _unescape(given)) or argument

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._source, self._at)
        assert match is not None, "only patterns that fit here are taken"
        self._at = match.end()
        return match

    def _end_tag(self) -> None:
        place = self._byte_offset(self._at)
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {place}")
        match = _END.match(self._source, self._at)
        if match is None:
            raise _unparsable(f"Unclosed end tag at byte offset {place}")
        opened, found = self._open.pop(), match.group(1)
        if found and found.lower() != opened.tag:
            raise _unparsable(
                f'Unmatched end tag at byte offset {place}, expected "</{opened.tag}>", '
                f'found "</{found}>"'
            )
        self._at = match.end()
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self._offset - opened.offset,
        }
        if opened.tag == "a":
            url = opened.argument or "".join(self._text[opened.start :])
            # Telegram shows an address it cannot use as plain text, and refuses nothing.
            if not usable_url(url):
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre":
            inner = self._entities[-1] if self._entities else {}
            if inner.get("language") and (inner["offset"], inner["length"]) == (
                entity["offset"],
                entity["length"],
            ):
                self._entities.pop()
                entity["language"] = inner["language"]
        elif opened.tag == "code" and opened.argument and self._open:
            entity["language"] = opened.argument
        self._entities.append(entity)

    def _byte_offset(self, position: int) -> int:
        return len(self._source[:position].encode())


def usable_url(url: str) -> bool:
    """Whether Telegram would open this address: a known scheme and a host with a dot."""
    if re.match(r"tg://[A-Za-z0-9_./?=&%-]+\Z", url):
        return True
    match = re.match(r"(?:https?://)?([^\s/?#:]+)(?::\d{1,5})?(?:[/?#]\S*)?\Z", url, re.IGNORECASE)
    return match is not None and "." in match.group(1).strip(".")


def _argument(tag: str, name: str, value: str) -> str:
    name = name.lower()
    if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    return ""


def _referred(reference: re.Match[str]) -> str:
    """The character a reference means; empty where Telegram leaves it as it stands."""
    sixteen, ten, name = reference.groups()
    if name:
        return _NAMED[name]
    point = int(sixteen, 16) if sixteen else int(ten)
    return chr(point) if 0 < point < 0x10FFFF and not 0xD800 <= point < 0xE000 else ""


def _unescape(text: str) -> str:
    return _REFERENCE.sub(lambda reference: _referred(reference) or reference.group(), text)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space around; entities follow, and those of white space alone go."""
    start = utf16_length(text) - utf16_length(text.lstrip())
    stripped = text.strip()
    size = utf16_length(stripped)
    kept = []
    for entity in entities:
        low = max(0, entity["offset"] - start)
        high = min(size, entity["offset"] + entity["length"] - start)
        if high > low:
            kept.append({**entity, "offset": low, "length": high - low})
    return stripped, sorted(kept, key=lambda e: (e["offset"], -e["length"]))


def _unparsable(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")
