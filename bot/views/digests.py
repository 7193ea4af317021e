"""Several stories in one message, leafed through with buttons; when digests come. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cases.registry import Registry
from bot.changes.headlines import claimed
from bot.delivery.story import Story
from bot.i18n import Translator
from bot.letters.reminders import Unclear
from bot.render import Button, Html, Message, escape, link, shorten, turning
from bot.views.entries import feed_name, headline
from bot.views.reminders import clock_time
from bot.views.topics import case_name
from storage.rows import Digest

FIRST = 5
"""Stories in the message itself; the others stand on pages of `PAGE`."""
PAGE = 6


def digest(
    registry: Registry, stories: Sequence[Story], *, delivery_id: int, say: Translator, zone: str
) -> Message:
    """The message as it comes: the latest stories, and a button for the rest."""
    newest = stories[::-1]
    buttons = []
    if len(newest) > FIRST:
        label = say.plain("digest-button-all", count=len(newest))
        buttons.append((Button(label, callback=f"digest:{delivery_id}:0"),))
    message = Message.of(
        say.html("digest-heading", count=len(newest)),
        *_lines(registry, newest[:FIRST], say, zone),
        buttons=buttons,
    )
    return replace(message, designated=_designated(newest))


def page(
    registry: Registry,
    stories: Sequence[Story],
    number: int,
    *,
    delivery_id: int,
    say: Translator,
    zone: str,
) -> Message:
    """One page of all its stories, the latest first; a number too high is the last page's."""
    pages = max(1, -(-len(stories) // PAGE))
    number = min(number, pages - 1)
    message = Message.of(
        say.html("digest-page", page=number + 1, pages=pages),
        *_lines(registry, stories[::-1][number * PAGE : (number + 1) * PAGE], say, zone),
        buttons=[turning(f"digest:{delivery_id}", number, pages)],
    )
    return replace(message, designated=_designated(stories))


def arrangement(kept: Digest | None, say: Translator, zone: str, *, back: bool = False) -> Message:
    """How news comes to this chat, and how to have it otherwise."""
    buttons: list[tuple[Button, ...]] = [
        (
            Button(say.plain("digest-button-daily"), callback="set:digest:daily"),
            Button(say.plain("digest-button-weekly"), callback="set:digest:weekly"),
        )
    ]
    if kept is not None:
        buttons.append((Button(say.plain("digest-button-off"), callback="set:digest:off"),))
    if back:
        buttons.append((Button(say.plain("settings-button-back"), callback="set:show"),))
    return Message.of(
        line(kept, say),
        say.html("digest-next", when=say.moment(kept.next_due, zone)) if kept else Html(""),
        say.html("digest-hint"),
        buttons=buttons,
    )


def unclear(what: Unclear, say: Translator) -> Message:
    if what.what == "zone":
        return Message.of(say.html("digest-unclear-zone", words=shorten(what.words, 60)))
    if what.what == "weekday":
        return Message.of(say.html("digest-unclear-weekday"))
    return Message.of(say.html("digest-unclear-time"))


def line(kept: Digest | None, say: Translator) -> Html:
    """How news comes, in one line."""
    if kept is None:
        return say.html("digest-off")
    time = clock_time(kept.minute)
    if kept.weekday is None:
        return say.html("digest-daily", time=time)
    return say.html(
        "digest-weekly", weekday=say.plain("remind-weekday", number=kept.weekday), time=time
    )


def _designated(stories: Sequence[Story]) -> frozenset[str]:
    """Links of such publishers; a page that one of them leads to is theirs for all who link it."""
    told = [teller for story in stories for teller in ((story.entry, story.source), *story.further)]
    return frozenset(entry.link for entry, source in told if source.undesirable)


def _lines(
    registry: Registry, stories: Sequence[Story], say: Translator, zone: str
) -> tuple[Html, ...]:
    lines = [_story(registry, story, say, zone) for story in stories]
    if any(claimed(f"{story.entry.title} {story.entry.summary}") for story in stories):
        lines.append(say.html("alert-claim"))
    if any(story.source.undesirable for story in stories):
        lines.append(say.html("news-undesirable"))
    return tuple(lines)


def _story(registry: Registry, story: Story, say: Translator, zone: str) -> Html:
    entry = story.entry
    title = headline(entry.title, say, 160)
    feeds = ", ".join(
        feed_name(source.name, 40)
        for source in (story.source, *(source for _, source in story.further[:1]))
    )
    when = say.moment(entry.published or entry.seen, zone)
    names = ", ".join(case_name(registry, slug, say) for slug in story.cases)
    mark = " ⚠️" if story.source.undesirable else ""
    lines = [
        Html(f"{link(entry.link, title)}{mark}"),
        say.html("news-origin", feed=feeds, when=when),
        Html(f"<i>{escape(shorten(names, 120))}</i>") if names else Html(""),
    ]
    return Html("\n".join(each for each in lines if each))
