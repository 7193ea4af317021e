"""Documents made to break whoever reads them, each by its name. Nothing in them is anybody's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain

_ITEM = "<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>{more}</item>"
_MEGABYTE = 1 << 20


def rss(items: str, head: str = "") -> bytes:
    text = f"{head}<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
    return text.encode("utf-8", "surrogatepass")


def item(
    title: str = "A", link: str = "https://example.org/a", guid: str = "", more: str = ""
) -> str:
    return _ITEM.format(title=title, link=link, guid=guid, more=more)


def _entities(depth: int, width: int) -> bytes:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * width}">' for n in range(1, depth + 1))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{declared}]>'
    return rss(item(f"&e{depth};"), head)


def _external(uri: str) -> bytes:
    return rss(item("&x;"), f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{uri}">]>')


def _json(*items: object, version: object = "https://jsonfeed.org/version/1.1") -> bytes:
    return json.dumps({"version": version, "items": items}).encode()


BOMBS: dict[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: _entities(10, 10),
    "quadratic laughs": lambda: rss(
        item("&e;" * 20_000), f'<!DOCTYPE rss [<!ENTITY e "{"ha" * 30_000}">]>'
    ),
    "entities in a ring": lambda: rss(
        item("&a;"), '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
    ),
    "a parameter entity": lambda: rss(
        item("x"), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
    ),
    "a million entities": lambda: rss(item("&lt;" * _MEGABYTE)),
    "a long document type": lambda: b"<!DOCTYPE " + b"[" * _MEGABYTE + b">" + rss(item()),
    "deep elements": lambda: rss("<a>" * 200_000),
    "deep entries": lambda: b"<rss><channel>" + b"<item>" * 100_000,
    "deep markup in a summary": lambda: rss(
        item(more=f"<description><![CDATA[{'<div>' * 100_000}]]></description>")
    ),
    "deep XHTML": lambda: (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
        + b"<div>" * 50_000
        + b"</entry></feed>"
    ),
    "deep JSON": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
    "a long tag": lambda: b"<rss><" + b"a" * (9 * _MEGABYTE) + b">",
    "a long attribute": lambda: b"<rss a='" + b"a" * (9 * _MEGABYTE) + b"'>" + rss(item()),
    "many attributes": lambda: b"<rss " + b" ".join(b"a%d=''" % n for n in range(60_000)) + b"/>",
    "the same attribute": lambda: b"<rss " + b"a='' " * 200_000 + b">" + rss(item()),
    "many name spaces": lambda: (
        b"<rss " + b" ".join(b"xmlns:n%d='urn:%d'" % (n, n) for n in range(60_000)) + b">"
    ),
    "a long author": lambda: rss(item(more=f"<author>{'a' * 90_000}@</author>")),
    "many brackets": lambda: b"<" * (2 * _MEGABYTE),
    "many quotes": lambda: b"<rss a=" + b"'\"" * _MEGABYTE,
    "comments without end": lambda: b"<!--" * 500_000,
    "character data without end": lambda: rss(item("<![CDATA[" * 100_000)),
    "instructions without end": lambda: b"<?xml " * 500_000,
    "leading lines": lambda: b"\n" * (4 * _MEGABYTE) + rss(item()),
    "leading words": lambda: b"a " * (2 * _MEGABYTE) + rss(item()),
    "a hundred thousand entries": lambda: rss(item() * 100_000),
    "empty entries": lambda: rss("<item/>" * 300_000),
    "many links": lambda: rss(f"<item>{'<link>https://example.org/a</link>' * 60_000}</item>"),
    "many titles": lambda: rss(f"<item>{'<title>a</title>' * 100_000}</item>"),
    "many categories": lambda: rss(f"<item>{'<category>a</category>' * 60_000}</item>"),
    "many enclosures": lambda: rss("<item>" + "<enclosure url='a'/>" * 60_000 + "</item>"),
    "a long title": lambda: rss(item("слово " * 700_000)),
    "a title in one word": lambda: rss(item("a" * (8 * _MEGABYTE))),
    "a long link": lambda: rss(item(link="https://example.org/" + "a" * (8 * _MEGABYTE))),
    "a long guid": lambda: rss(item(guid="a" * (8 * _MEGABYTE))),
    "a long date": lambda: rss(item(more=f"<pubDate>{'9' * _MEGABYTE}</pubDate>")),
    "dates of dashes": lambda: rss(item(more=f"<pubDate>{'-1' * 200_000}</pubDate>")),
    "combining marks": lambda: rss(item("a" + "\u0301" * 2_000_000)),
    "expanding letters": lambda: rss(item("\ufdfa" * 1_000_000)),
    "a page of links": lambda: b"<html><body>" + b"<a href=/a>A title of four words</a>" * 200_000,
    "zeros": lambda: bytes(8 * _MEGABYTE),
    "0xFF": lambda: b"\xff" * (4 * _MEGABYTE),
}
"""These cost whoever has no limits."""


_LINKS = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:x",
    "data:text/html,<script>x</script>",
    "tg://resolve?domain=x",
    "vbscript:x",
    "file:///etc/passwd",
    "https://user:password@example.org/",
    "https://[::1",
    "https://example.org:99999/",
    "http://",
    "https://example.org\\@evil.example/",
    "https://ex\u0430mple.org/",
    "https://xn--80ak6aa92e.com/",
    "https://example.org/\u202egnp.exe",
    "https://example.org/\u200b\ufeff",
    "\u0000https://a.org",
    "https://a.org/\r\nSet-Cookie: a=b",
    "/".join(["https:", "", "a.org", *[".."] * 999]),
    " ",
    "blob:https://example.org/1",
    "intent://x#Intent;end",
    "tel:112",
    "mailto:a@example.org",
    "#",
    "https://t.me/joinchat?x=<b>",
    "https://a.org/?" + "a=b&" * 900,
    "http://2130706433/",
)
_TITLES = (
    "\ud800",
    "\udfff\ud800",
    "a\x00b",
    "\x1b[31mred",
    "\u202ecod.exe",
    "\u2066\u2069",
    "\u200b" * 99,
    "\ufeff",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "]]>",
    "<![CDATA[",
    "&unknown;",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<b><i></b></i>",
    "<a href='tg://x'>x</a>",
    "</title></item></channel></rss>",
    "%s%n%d{0}{x}",
    "'; DROP TABLE entries; --",
    "\U000e0041" * 40,
    "\U0001f3f3\ufe0f\u200d\U0001f308" * 200,
    "\ufdfa" * 400,
    "Z" + "\u0351\u036b\u0315" * 50,
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    "../../etc/passwd",
    "http://169.254.169.254/",
    "\r\n" * 99,
)


_VALUES: tuple[object, ...] = (None, True, 1e400, -1, [], {}, [[]], {"a": "b"}, "x" * 99_999)
_DATES = (
    "Mon, 32 Foo 20026 99:99:99 XYZ",
    "9999999999999",
    "-1",
    "1e999",
    "2026-13-45T99:99:99Z",
)
_ENCODINGS = ("utf-7", "utf-16", "utf-32", "rot13", "zip", "idna", "\u0000", "x" * 50, "cp037")
_MARKS = (
    b"\xef\xbb\xbf" * 9,
    b"\xff\xfe",
    b"\xfe\xff\x00",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"%PDF-1.7",
)


def _odd_words() -> Iterator[tuple[str, bytes]]:
    for uri in ("file:///etc/passwd", "http://127.0.0.1:9/", "ftp://127.0.0.1/", "//host/x"):
        yield f"external entity {uri}", _external(uri)
    for link in _LINKS:
        yield f"link {link[:30]!r}", rss(item(link=f"<![CDATA[{link}]]>", guid="<![CDATA[x]]>"))
        yield f"JSON link {link[:30]!r}", _json({"id": link, "url": link, "title": "A"})
    for title in _TITLES:
        yield f"title {title[:20]!r}", rss(item(title))
        yield f"JSON title {title[:20]!r}", _json({"id": "1", "title": title, "summary": title})
    for date in _DATES:
        yield f"date {date}", rss(item(more=f"<pubDate>{date}</pubDate>"))


def _odd_values() -> Iterator[tuple[str, bytes]]:
    names = ("id", "url", "title", "content_html", "date_published")
    for value in _VALUES:
        yield f"JSON value {str(value)[:20]}", _json(dict.fromkeys(names, value), value)
        yield f"JSON version {str(value)[:20]}", _json({"id": "1"}, version=value)


def _odd_encodings() -> Iterator[tuple[str, bytes]]:
    for encoding in _ENCODINGS:
        yield (
            f"encoding {encoding[:10]!r}",
            f"<?xml version='1.0' encoding='{encoding}'?>".encode() + rss(item()),
        )
    text = f"<?xml version='1.0'?>{rss(item('Суд')).decode()}"
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        yield f"{encoding} without a mark", text.encode(encoding)
        yield f"{encoding} cut", text.encode(encoding)[:-3]
    yield "zeros between letters", b"\0".join(bytes([byte]) for byte in rss(item()))


def _odd_markup() -> Iterator[tuple[str, bytes]]:
    include = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    yield "XInclude", rss(item(include))
    style = '<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>'
    yield "a style sheet", rss(item(), style)
    yield "a document type elsewhere", rss(item(), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/">')
    yield "a base in script", rss(f"<item xml:base='javascript:x//'>{item('A', link='b')}</item>")
    yield "version 1.1", rss(item("a&#1;b"), "<?xml version='1.1'?>")
    whole = rss(item("Суд", guid="7", more="<description><![CDATA[<p>a</p>]]></description>"))
    for cut in range(5, len(whole), 25):
        yield f"cut at {cut}", whole[:cut]
    for mark in _MARKS:
        yield f"after {mark[:4]!r}", mark + whole


ODDITIES: dict[str, bytes] = dict(
    chain(_odd_words(), _odd_values(), _odd_encodings(), _odd_markup())
)
"""These cost nothing and lie."""
