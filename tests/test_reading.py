"""No choice of a reader is forgotten by any view: discreet, without links, reading in Russia."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.registry import load
from bot.delivery.story import Story
from bot.i18n import LANGUAGES, Translations
from bot.reading import discreet, publishers, safe_to_share, suited
from bot.render import Button, Html, Message
from bot.views import alerts, cases, digests, letters, news
from storage.rows import ChatKind, Entry, FeedSource, SealedId, Subscriber
from tests.views.people import LONG

REGISTRY = load(Path(__file__).parents[1] / "data" / "cases")
SAY = Translations()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BAD = "https://undesirable.example/news"
HOSTS = (
    "undesirable.example",
    "www.undesirable.example",
    "sub.undesirable.example",
    "good.example",
)
PREVIEW = 60
"""So many characters of a message at most show on a locked screen."""
SAFE = Subscriber(SealedId(b"x" * 24), ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
RUSSIA, BARE = replace(SAFE, russia=True), replace(SAFE, links=False)


@st.composite
def told(draw: st.DrawFn) -> tuple[Entry, FeedSource]:
    """An entry that may lead to such a publisher, be of such a feed, and name it in its words."""
    host, named = draw(st.sampled_from(HOSTS)), draw(st.sampled_from(HOSTS))
    words = draw(st.text(max_size=40))
    entry = Entry(
        id=1,
        feed_id=1,
        title=f"{words} {named} & https://{named}/a?b=1&c=2 @{words[:3]}channel",
        summary=f"{words} {named}/path {words}",
        link=f"https://{host}/{draw(st.integers(0, 99))}?x=1&y=2",
        published=NOW,
        seen=NOW,
        story="1",
    )
    undesirable = host != "good.example" or draw(st.booleans())
    return entry, FeedSource(BAD, f"Feed {named}", undesirable=undesirable)


def every_view(entries: list[tuple[Entry, FeedSource]], language: str) -> list[Message]:
    say, (entry, source) = SAY(language), entries[0]
    slug = next(iter(REGISTRY.cases))
    stories = [Story(each, origin, (slug,), ()) for each, origin in entries]
    return [
        alerts.alert(
            REGISTRY,
            entry,
            feed=source.name,
            undesirable=source.undesirable,
            cases=(slug,),
            campaign="",
            further=tuple(entries[1:]),
            say=say,
            zone="UTC",
        ),
        digests.digest(REGISTRY, stories, delivery_id=1, say=say, zone="UTC"),
        digests.page(REGISTRY, stories, 0, delivery_id=1, say=say, zone="UTC"),
        news.latest(entries, say, zone="UTC"),
    ]


def links(message: Message) -> list[str]:
    """Everything that can be tapped: links, bare addresses that Telegram links, buttons."""
    found = [button.url for row in message.buttons for button in row if button.url]
    for part in message.parts:
        found += [html.unescape(each) for each in re.findall(r'href="([^"]*)"', part)]
        text = html.unescape(re.sub(r"<a [^>]*>.*?</a>|<[^>]*>", " ", part, flags=re.DOTALL))
        found += re.findall(r"(?:[\w-]+\.)+example\b\S*", text)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_no_view_shows_a_link_that_its_reader_must_not_have(
    entries: list[tuple[Entry, FeedSource]], language: str
) -> None:
    flagged = {entry.link for entry, source in entries if source.undesirable}
    for message in every_view(entries, language):
        shown = suited(message, RUSSIA, [BAD], SAY(language))
        assert not [each for each in links(shown) if "undesirable.example" in each]
        assert not flagged.intersection(links(shown))
        assert suited(message, SAFE, [BAD], SAY(language)) is message
        assert links(suited(message, BARE, [BAD], SAY(language))) == []


def test_a_page_such_a_publisher_leads_to_is_withheld_whoever_else_leads_there() -> None:
    """Told first by an honest feed, later by a designated one, with the address written anew."""
    page = "https://good.example/story?utm_source=rss"
    entry = Entry(1, 1, page, "Boris", f"see {page}", NOW, NOW, "1")
    again = replace(entry, id=2, link="http://www.good.example/story/")
    honest, other = FeedSource("https://good.example/rss", "Good"), FeedSource(BAD, "Bad")
    further = ((again, replace(other, undesirable=True)),)
    story = Story(entry, honest, (), further)
    say = SAY("en")
    for message in (
        digests.digest(REGISTRY, [story], delivery_id=1, say=say, zone="UTC"),
        alerts.alert(
            REGISTRY,
            entry,
            feed="Good",
            undesirable=False,
            cases=(),
            campaign="",
            further=further,
            say=say,
            zone="UTC",
        ),
    ):
        assert links(message)
        shown = suited(message, RUSSIA, [BAD], say)
        assert links(shown) == []
        assert "/russia" in shown.parts[-1]


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_a_discreet_message_names_nobody_at_first(
    entries: list[tuple[Entry, FeedSource]], language: str
) -> None:
    say = SAY(language)
    slugs = list(REGISTRY.cases)
    reminders = [
        letters.reminder(REGISTRY, slug, delivery_id=1, say=say, today=NOW.date()) for slug in slugs
    ]
    for message in [*every_view(entries, language), *(each for each in reminders if each)]:
        hidden = discreet(message, say)
        opening, _, rest = hidden.parts[0].partition("\n\n")
        assert opening == say.html("discretion-opening")
        assert len(opening) >= PREVIEW
        assert rest
        assert not hidden.link_preview
        assert hidden.media is None


def test_every_card_and_its_sources_keep_the_rules() -> None:
    """As if every publisher that any fact rests on were designated."""
    for language in LANGUAGES:
        say = SAY(language)
        for case in REGISTRY.cases.values():
            shown = [
                cases.card(case, say, today=NOW.date(), followed=False),
                cases.sources(case, say, today=NOW.date()),
            ]
            for message in shown:
                every = [
                    html.unescape(each)
                    for part in message.parts
                    for each in re.findall(r'href="([^"]*)"', part)
                ]
                safe = suited(message, RUSSIA, every, say)
                assert not re.findall(r'href="', "".join(safe.parts))
                assert all(b.switch_inline is None for row in safe.buttons for b in row)
                assert "/russia" in safe.parts[-1]


def test_sharing_buttons_go_with_the_link() -> None:
    message = Message(
        (Html(f'<a href="{BAD}">a</a>'),),
        (
            (Button("share", url="https://t.me/share/url?url=https%3A%2F%2Fundesirable.example"),),
            (Button("copy", copy_text=f"see {BAD}"), Button("pass on", switch_inline="x")),
            (Button("card", callback="case:x"),),
        ),
    )
    shown = suited(message, RUSSIA, [BAD], SAY("en"))
    assert shown.buttons == ((Button("card", callback="case:x"),),)


def test_channels_are_publishers_and_mail_is_not_a_link() -> None:
    text = Html("@bad_channel, t.me/bad_channel, @good_channel, me@undesirable.example")
    shown = safe_to_share(text, ["https://t.me/bad_channel", BAD])
    assert shown.startswith("bad_channel, t․me, @good_channel, me@")


def test_undesirable_sources_are_found_however_deep() -> None:
    case = next(iter(REGISTRY.cases.values()))
    marked = replace(
        case,
        status=replace(case.status, source=replace(case.who.source, url=BAD, undesirable=True)),
    )
    assert BAD in publishers({"case": marked, "texts": LONG})
