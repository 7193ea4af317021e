"""Messages as a reader may safely have them: discreet, without links, or fit for Russia. Pure.

The one place where these three choices are kept. Whatever view made a message, it passes here
before it is sent or shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from urllib.parse import unquote

from bot.cases.facts import Case, Source
from bot.checklist import designated
from bot.feeds.canonical import canonical_link
from bot.i18n import Translator
from bot.letters.occasions import Occasion
from bot.render import CAPTION_LIMIT, Button, Html, Message, split, visible_length
from storage.rows import Subscriber

_PIECE = re.compile(r"<[^<>]*>|[^<]+")
_HREF = re.compile(r'<a href="([^"]*)">')
# Telegram makes links of bare addresses and of names of channels; of the last group too, of mail.
_BARE = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<channel>@\w{4,})"
    r"|(?:https?://)?(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?:[/?#][^\s<>]*)?",
    re.IGNORECASE,
)
_ENDS = ".,;:!?)\"'»"
_DOT = "\u2024"
"""Looks like a dot and makes no link."""

_Refuses = Callable[[str], bool]


def publishers(facts: object) -> tuple[str, ...]:
    """The addresses of every "undesirable" source that these facts rest on, however deep."""
    return tuple(dict.fromkeys(source.url for source in _sources(facts) if source.undesirable))


def suited(
    message: Message, reader: Subscriber, undesirable: Iterable[str], say: Translator
) -> Message:
    """The message with the links that this reader may have; the reason stands below if any went.

    ``undesirable``: addresses of publishers so designated. A picture's caption that has no room for
    the reason goes without it.
    """
    if reader.links and not reader.russia:
        return message
    known = tuple(undesirable)
    marked = {_page(each) for each in message.designated}
    refused = set[str]()

    def unwelcome(address: str) -> bool:
        return _page(address) in marked or _belongs(address, known)

    def refuses(address: str) -> bool:
        if reader.russia and unwelcome(address):
            refused.add(address)
            return True
        return not reader.links

    parts = tuple(_unlinked(part, refuses) for part in message.parts)
    buttons = [[each for each in row if not _leads(each, refuses)] for row in message.buttons]
    if not refused:
        rows = tuple(tuple(row) for row in buttons if row)
        return replace(message, parts=parts, buttons=rows)
    # A message that quotes such a publisher is not for passing on either.
    unshared = [[each for each in row if each.switch_inline is None] for row in buttons]
    return replace(
        _with_reason(replace(message, parts=parts), say),
        buttons=tuple(tuple(row) for row in unshared if row),
        link_preview=False,
    )


def safe_to_share(text: Html, undesirable: Iterable[str]) -> Html:
    """Text for chats of which nobody knows who reads there: without "undesirable" links."""
    known = tuple(undesirable)
    return _unlinked(text, lambda address: _belongs(address, known)) if known else text


def safe_to_pass_on(message: Message, undesirable: Iterable[str]) -> Message:
    """The same for a whole message, with its buttons."""
    known = tuple(undesirable)

    def refuses(address: str) -> bool:
        return _belongs(address, known)

    if not known:
        return message
    buttons = [tuple(each for each in row if not _leads(each, refuses)) for row in message.buttons]
    return replace(
        message,
        parts=tuple(_unlinked(part, refuses) for part in message.parts),
        buttons=tuple(row for row in buttons if row),
    )


def discreet(message: Message, say: Translator) -> Message:
    """What comes unasked, begun with a line that names nobody: all that a locked screen shows."""
    blocks = [say.html("discretion-opening"), *message.parts]
    if message.media is not None:
        blocks.append(say.html("discretion-no-picture"))
    return replace(message, parts=split(blocks), media=None, link_preview=False)


def without_sources(
    occasions: Iterable[Occasion], undesirable: Iterable[str]
) -> tuple[Occasion, ...]:
    """Days for a calendar, where they rest on an "undesirable" publisher without its name."""
    known = tuple(undesirable)
    return tuple(
        replace(day, source=None) if day.source and _belongs(day.source.url, known) else day
        for day in occasions
    )


def safe_support(case: Case, undesirable: Iterable[str]) -> Case:
    """The case for paper, without addresses of "undesirable" publishers among its support."""
    known = tuple(undesirable)
    kept = tuple(each for each in case.support if not designated(each.url, known))
    return case if len(kept) == len(case.support) else replace(case, support=kept)


def _page(address: str) -> str:
    """The page an address leads to, however it is written."""
    return canonical_link(address if "://" in address else f"https://{address}")[0]


def _belongs(address: str, known: tuple[str, ...]) -> bool:
    """Whether the address is such a publisher's, or hands such an address on in its query.

    One that cannot be read as an address belongs to them for safety's sake.
    """
    inside = re.split("[?&=#]", unquote(address))
    try:
        return any(designated(each, known) for each in (address, *inside) if each)
    except ValueError:
        return True


def _unlinked(part: str, refuses: _Refuses) -> Html:
    shown, linked = [], False

    def disarm(found: re.Match[str]) -> str:
        address = html.unescape(found.group()).rstrip(_ENDS)
        if found["mail"]:
            return found.group()
        if found["channel"]:
            return address[1:] if refuses(f"https://t.me/{address[1:]}") else found.group()
        if not refuses(address):
            return found.group()
        whole = html.unescape(found.group())
        return found["host"].replace(".", _DOT) + html.escape(whole[len(address) :])

    for piece in _PIECE.findall(part):
        opening = _HREF.fullmatch(piece)
        if opening is not None:
            linked = not refuses(html.unescape(opening[1]))
            shown.append(piece if linked else "")
        elif piece == "</a>":
            shown.append(piece if linked else "")
            linked = False
        else:
            shown.append(piece if linked or piece.startswith("<") else _BARE.sub(disarm, piece))
    return Html("".join(shown))


def _leads(button: Button, refuses: _Refuses) -> bool:
    copied = [each.group() for each in _BARE.finditer(button.copy_text) if each["host"]]
    return any(refuses(address) for address in (button.url, *copied) if address)


def _with_reason(message: Message, say: Translator) -> Message:
    reason = say.html("discretion-withheld")
    if message.media is None:
        return replace(message, parts=split([*message.parts, reason]))
    caption = Html("\n\n".join([*message.parts, reason]))
    fits = visible_length(caption) <= CAPTION_LIMIT
    return replace(message, parts=(caption,)) if fits else message


def _sources(facts: object) -> Iterator[Source]:
    if isinstance(facts, Source):
        yield facts
    elif isinstance(facts, dict):
        for each in facts.values():
            yield from _sources(each)
    elif isinstance(facts, (tuple, list)):
        for each in facts:
            yield from _sources(each)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from _sources(getattr(facts, field.name))
