"""A body's text, whatever it says about its own encoding. Pure."""

from __future__ import annotations

import codecs
import re
from email.message import Message

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_META = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчй")
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5")
# Declared so often when they are not meant that Cyrillic bytes overrule them.
_WESTERN = frozenset({"iso8859-1", "cp1252", "ascii", "utf-8", ""})


def decode(body: bytes, content_type: str) -> str:
    """The text. Tried in turn: a byte order mark; UTF-8, which no other text is by chance; the
    encoding declared in the header or the document; what the Cyrillic letters say.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _declared(body, content_type)
    if declared.startswith(("utf-16", "utf-32")) and b"\0" not in body[:200]:
        declared = ""  # the declaration itself could not be read if it were true
    if b"\0" in body[:4] and not declared.startswith(("utf-16", "utf-32")):
        declared = "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    if not _needs_declaration(declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            if declared in _WESTERN and _mostly_utf8(body, error):
                return body.decode("utf-8", "replace")
    if declared in _WESTERN:
        return body.decode(_guess(body), "replace")
    return body.decode(declared, "replace")


def _declared(body: bytes, content_type: str) -> str:
    """The codec's name as Python spells it; empty if none is named or Python has none."""
    header = Message()
    header["Content-Type"] = content_type
    inside = _DECLARED.search(body[:1024]) or _META.search(body[:2048])
    candidates = [str(header.get_param("charset", "")), inside[1].decode("ascii") if inside else ""]
    for name in candidates:
        try:
            codec = codecs.lookup(name.strip("\"' "))
        except (LookupError, ValueError):
            continue
        # rot13, hex and zip are codecs too, but not of text.
        if codec._is_text_encoding and codec.name not in ("idna", "punycode", "unicode_escape"):
            return codec.name
    return ""


def _needs_declaration(name: str) -> bool:
    """Encodings whose text may look like UTF-8 or ASCII."""
    return name.startswith(("utf-16", "utf-32", "iso2022", "utf-7", "hz"))


def _mostly_utf8(body: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 with a broken spot or a cut end, rather than something else."""
    sample = body[: max(error.start, 1 << 16)]
    broken = sample.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    return broken * 20 <= sum(len(run) for run in _HIGH_RUN.findall(sample))


def _guess(body: bytes) -> str:
    """Windows-1252, unless the bytes read as Russian in one of the Cyrillic encodings."""
    found = _HIGH_RUN.findall(body[: 1 << 16])
    runs = [run for run in found if len(run) >= 3]
    sample = b" ".join(runs)
    # Western words have such letters one by one.
    if 2 * sum(map(len, runs)) < sum(map(len, found)) or not runs:
        return "windows-1252"
    best = max(_CYRILLIC, key=lambda name: _russian(sample, name))
    return best if _russian(sample, best) > 0.5 else "windows-1252"


def _russian(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    return sum(letter in _COMMON for letter in text) / len(text)
