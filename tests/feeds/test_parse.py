"""Documents of every kind, in every state, as entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.parse import parse
from bot.feeds.parsed import SUMMARY_LIMIT, TITLE_LIMIT, NotAFeed, ParsedEntry
from storage.rows import FeedKind

URL = "https://news.example.org/feed"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EXPECTED = ParsedEntry("7", "https://news.example.org/a", "Суд", "Отложен", NOON)

RSS = """<?xml version="1.0"{encoding}?>
<rss version="2.0"><channel><title>T</title><item><title>Суд</title><link>/a</link>
<guid isPermaLink="false">7</guid><description>Отложен</description>
<pubDate>Sun, 01 Mar 2026 15:00:00 +0300</pubDate></item></channel></rss>"""

RSS_0_91 = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item>
<title>Суд</title><link>https://news.example.org/a</link><description>Отложен</description>
</item></channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="7"><title>Суд</title><link>https://news.example.org/a</link>
<description>Отложен</description><dc:date>2026-03-01T15:00:00+03:00</dc:date></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<title type="html">&lt;b>Суд&lt;/b></title><id>7</id><link rel="self" href="/self"/>
<link rel="alternate" href="/a"/><published>2026-03-01T12:00:00Z</published>
<updated>2026-03-02T12:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Отложен</p></div></content>
</entry></feed>"""

ATOM_0_3 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Суд</title>
<id>7</id><link rel="alternate" type="text/html" href="https://news.example.org/a"/>
<issued>2026-03-01T12:00:00Z</issued><summary>Отложен</summary></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": 7,
                "url": "a",
                "title": "Суд",
                "content_html": "<p>Отложен</p>",
                "date_published": "2026-03-01T15:00:00+03:00",
            },
            "not an item",
        ],
    }
)


def feed(body: str | bytes, content_type: str = "") -> tuple[ParsedEntry, ...]:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, kind=FeedKind.FEED, content_type=content_type, url=URL)


def item(inside: str) -> ParsedEntry:
    [entry] = feed(f"<rss version='2.0'><channel><item>{inside}</item></channel></rss>")
    return entry


@pytest.mark.parametrize(
    "document",
    [RSS.format(encoding=""), RDF, ATOM, ATOM_0_3, JSON],
    ids=["RSS 2.0", "RSS 1.0", "Atom 1.0", "Atom 0.3", "JSON Feed"],
)
def test_every_format(document: str) -> None:
    assert feed(document) == (EXPECTED,)


@pytest.mark.parametrize("guid", ["t3_42", "/post/1", "http://example.c[o.test/"])
def test_a_guid_is_as_written_whatever_addresses_are_relative_to(guid: str) -> None:
    base = RSS.format(encoding="").replace("<channel>", "<channel xml:base='https://a.example/b/'>")
    [entry] = feed(base.replace('<guid isPermaLink="false">7', f"<guid>{guid}"))
    assert entry.guid == guid


def test_the_oldest_rss_has_neither_dates_nor_guids() -> None:
    [entry] = feed(RSS_0_91)
    assert (entry.title, entry.link, entry.published) == (EXPECTED.title, EXPECTED.link, None)


@pytest.mark.parametrize(
    ("written_in", "declared", "content_type"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8-sig", "", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "", ""),
        ("windows-1251", "windows-1251", ""),
        ("windows-1251", "", "text/xml; charset=windows-1251"),
        ("windows-1251", "utf-8", "text/xml"),
        ("windows-1251", "", ""),
        ("windows-1251", "iso-8859-1", "text/xml; charset=ISO-8859-1"),
        ("utf-8", "windows-1251", "text/xml; charset=windows-1251"),
        ("koi8-r", "koi8-r", ""),
        ("koi8-r", "utf-8", ""),
        ("cp866", "utf-8", ""),
        ("utf-8", "no-such-encoding", "text/xml; charset="),
        ("utf-8", "hex", "text/xml; charset=rot13"),
        ("utf-8", "utf-16", "text/xml"),
    ],
)
def test_every_encoding_true_or_not(written_in: str, declared: str, content_type: str) -> None:
    declaration = f' encoding="{declared}"' if declared else ""
    document = RSS.format(encoding=declaration).replace(
        "Отложен", "Апелляция отложена до понедельника"
    )
    [entry] = feed(document.encode(written_in), content_type)
    assert (entry.title, entry.summary) == ("Суд", "Апелляция отложена до понедельника")


def test_a_broken_spot_does_not_spoil_the_rest() -> None:
    document = RSS.format(encoding="").replace("Отложен", "Отложен, письмо Борису").encode()
    [entry] = feed(document.replace("Суд".encode(), "Суд".encode() + b"\xd0"))
    assert entry.title.startswith("Суд")
    assert entry.summary == "Отложен, письмо Борису"


def test_western_text_stays_western() -> None:
    [entry] = feed(
        RSS.format(encoding="")
        .replace("Суд", "Café Zürich")
        .replace("Отложен", "déjà")
        .encode("windows-1252")
    )
    assert (entry.title, entry.summary) == ("Café Zürich", "déjà")


@pytest.mark.parametrize(
    "document",
    [
        "\n" * 5000 + RSS.format(encoding=""),
        "<br />\n<b>Warning</b>: something in /feed.php\n" + RSS.format(encoding=""),
        RSS.format(encoding="").replace("</channel></rss>", ""),
        RSS.format(encoding="").replace("Отложен", "Отложен\x0b\x00"),
        RSS.format(encoding="").replace("<title>T</title>", "<title>A & B &nbsp;</title>"),
    ],
    ids=["leading lines", "a warning before", "cut off", "control characters", "bare ampersand"],
)
def test_broken_documents_are_read_as_far_as_they_go(document: str) -> None:
    assert feed(document) == (EXPECTED,)


def test_western_text_is_not_taken_for_russian() -> None:
    [entry] = feed(
        RSS.format(encoding="")
        .replace("Суд", "Simulações: inquérito, está, até, três, 2º turno")
        .replace("Отложен", "«Não é»")
        .encode("windows-1252")
    )
    assert entry.title == "Simulações: inquérito, está, até, três, 2º turno"


def test_entities_that_a_document_declares_are_read() -> None:
    document = RSS.format(encoding="").replace("<rss", '<!DOCTYPE rss [<!ENTITY n "7">]>\n<rss')
    document = document.partition("?>")[2].replace(">7<", ">&n;<")
    assert feed(f"<!-- of an <rss> -->{document}") == (EXPECTED,)


def test_a_picture_within_an_entry_does_not_name_it() -> None:
    document = ATOM.replace("</entry>", "<image><title>Picture</title></image></entry>")
    assert feed(document) == (EXPECTED,)


@pytest.mark.parametrize("cut", ["ожен", "</item>", "</channel>"])
def test_an_entry_is_not_whole_where_the_document_ends_within_it(cut: str) -> None:
    more = RSS.format(encoding="").replace("</channel>", "<item><title>B</title></item></channel>")
    assert [entry.is_whole for entry in feed(more)] == [True, True]
    assert [entry.is_whole for entry in feed(more.partition("B")[0])] == [True, False]
    [entry] = feed(RSS.format(encoding="").partition(cut)[0])
    assert entry.is_whole is (cut == "</channel>")


@pytest.mark.parametrize("body", ["", "  \n", "\ufeff", "\0\0"])
@pytest.mark.parametrize("kind", FeedKind)
def test_an_empty_body_has_no_entries(body: str, kind: FeedKind) -> None:
    assert parse(body.encode(), kind=kind, url=URL) == ()


def test_a_feed_without_entries_is_still_a_feed() -> None:
    assert feed("<rss version='2.0'><channel><title>T</title></channel></rss>") == ()
    assert feed('{"version": "https://jsonfeed.org/version/1", "items": []}') == ()
    assert feed('<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></r:RDF>') == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE html><html><body>Are you a robot?</body></html>", "is a web page, not a feed"),
        ("just words", "is something else, not a feed"),
        ("{", "broken JSON"),
        ("{}", "not a JSON Feed"),
        ('{"version": 1, "items": []}', "not a JSON Feed"),
        ('{"a":' * 50_000, "broken JSON"),
    ],
)
def test_what_is_no_feed(body: str, reason: str) -> None:
    with pytest.raises(NotAFeed, match=reason):
        feed(body)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Sun, 01 Mar 2026 15:00:00 MSK", 12),
        ("Sun, 01 Mar 2026 14:00:00 EET", 12),
        ("01 Mar 2026 15:00 EEST", 12),
        ("Sun, 01 Mar 2026 07:00:00 EST", 12),
        ("Sun, 01 Mar 2026 13:00:00 CET", 12),
        ("Sun, 01 Mar 2026 12:00:00 GMT", 12),
        ("Sun, 01 Mar 2026 12:00:00", 12),
        ("2026-03-01T14:00:00+02:00", 12),
        ("2026-03-01 15:00:00 MSK", 12),
        ("2026-03-01", 0),
        ("Вс, 01 марта 2026 15:00:00 +0300", 12),
        ("Sunday, 1 March 2026 12:00:00 +0000", 12),
    ],
)
def test_dates_in_any_zone_word(written: str, hour: int) -> None:
    entry = item(f"<title>a</title><pubDate>{written}</pubDate>")
    assert entry.published == NOON.replace(hour=hour)


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 01 Jan 0099 00:00:00 GMT", "0001-01-01T00:00:00Z",
        "-0001-11-30T00:00:00Z", "Sun, 01 Mar 10000 12:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 +0000", "Sun, 31 Feb 2026 12:00:00 GMT", "yesterday", "",
        "9" * 5000,
    ],
)  # fmt: skip
def test_impossible_dates_are_no_dates(written: str) -> None:
    assert item(f"<title>a</title><pubDate>{written}</pubDate>").published is None


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("tg://resolve?domain=x", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("https://example.org/" + "a" * 5000, ""),
        ("//example.org/a b", "https://example.org/a%20b"),
        ("?p=1", "https://news.example.org/feed?p=1"),
        (" https://example.org/\u202e\u200b\na ", "https://example.org/a"),
    ],
)
def test_links_lead_to_the_web_only(written: str, link: str) -> None:
    assert item(f"<title>a</title><link>{written}</link>").link == link


def test_an_entry_without_a_link_has_none() -> None:
    assert item("<title>a</title>").link == ""
    assert (
        feed('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}')[0].link == ""
    )


def test_links_are_relative_to_the_base_that_the_document_names() -> None:
    [entry] = feed(ATOM.replace('href="/a"', 'href="b" xml:base="https://example.org/x/"'))
    assert entry.link == "https://example.org/x/b"


def test_an_address_in_another_protocol_hides_no_link() -> None:
    entry = item("<title>A</title><link uri='at://did:plc:a/post/1'>https://example.org/a</link>")
    assert entry.link == "https://example.org/a"


def test_of_several_dates_of_one_kind_the_first_counts() -> None:
    twice = "<updated>2026-03-01T12:00:00Z</updated>\n<updated>2003-12-31T10:14:55Z</updated>"
    [entry] = feed(ATOM.replace("<published>2026-03-01T12:00:00Z</published>", twice))
    assert entry.published == EXPECTED.published


def test_a_guid_that_is_an_address_stands_in_for_a_link() -> None:
    assert (
        item("<title>a</title><guid>https://example.org/a</guid>").link == "https://example.org/a"
    )
    assert (
        item("<title>a</title><guid>HTTPS://example.org/a</guid>").link == "https://example.org/a"
    )
    assert item("<title>a</title><guid>a-7</guid>").link == ""


def test_a_guid_that_is_said_to_be_no_link_and_a_sound_are_none() -> None:
    inside = '<guid isPermaLink="false">https://example.org/a</guid>'
    assert item(f"<title>a</title>{inside}").link == ""
    assert item('<title>a</title><enclosure url="https://example.org/a.mp3"/>').link == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("A &amp;amp; B", "A & B"),
        ("<![CDATA[<b>Bold</b> &amp; plain]]>", "Bold & plain"),
        ("&#8217;tis&amp;nbsp;so", "’tis so"),
        ("safe\u202ecod.exe\u2069", "safecod.exe"),
        ("a\n  b", "a b"),
        ("<![CDATA[<b>Hello</b><script>steal()</script>]]>", "Hello"),
    ],
)
def test_titles_are_plain_text(written: str, shown: str) -> None:
    assert item(f"<title>{written}</title>").title == shown


def test_summaries_are_paragraphs_of_plain_text() -> None:
    html = "<p>One <b>b</b>old</p><p>two<br>three</p><style>x{}</style><ul><li>a<li>b</ul>end"
    entry = item(f"<title>t</title><description><![CDATA[{html}]]></description>")
    assert entry.summary == "One bold\ntwo\nthree\na\nb\nend"


def test_texts_are_bounded() -> None:
    entry = item(
        f"<title>{'long ' * 1000}</title><description>{'word ' * 9000}</description>"
        f"<guid>{'g' * 99_999}</guid>"
    )
    assert len(entry.title) <= TITLE_LIMIT
    assert len(entry.summary) <= SUMMARY_LIMIT
    assert len(entry.guid) == 4096


def test_entities_do_not_explode() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]>'
        + RSS.format(encoding="").replace("Отложен", "&a11;").partition("?>")[2]
    )
    assert all(len(entry.summary) <= SUMMARY_LIMIT for entry in feed(document))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(FeedKind), st.text(max_size=40))
def test_any_bytes_end_in_entries_or_a_sentence(
    body: bytes, kind: FeedKind, content_type: str
) -> None:
    try:
        parse(body, kind=kind, content_type=content_type, url=URL)
    except NotAFeed as fault:
        assert str(fault).endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_in_a_feed_stays_clean(title: str, link: str) -> None:
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{"title": title, "url": link}]}
    )
    [entry] = feed(body)
    assert "\u202e" not in entry.title
    assert "\n" not in entry.title
    entry.title.encode()
    assert entry.link == "" or entry.link.startswith(("https://", "http://"))


def test_numbers_in_json_stay_as_written() -> None:
    items = '{"id": NaN, "title": "a"}, {"id": 1e999, "title": Infinity}, {"id": 7}, {"id": %s}' % (
        "9" * 5000
    )
    found = feed(f'{{"version": "https://jsonfeed.org/version/1", "items": [{items}]}}')
    assert [each.guid[:9] for each in found] == ["", "1e999", "7", "9" * 9]
    assert [each.title for each in found] == ["a", "", "", ""]


def test_a_guid_with_bare_ampersands_stays_as_written() -> None:
    guid = "https://a.org/?p=1&utm_source=rss&b=2"
    [entry] = feed(f"<rss version='2.0'><channel><item><guid>{guid}</guid></item></channel></rss>")
    assert entry.guid == guid
