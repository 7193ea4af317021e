"""A call as its readers see it, and what they get for pressing its buttons. Pure."""

from __future__ import annotations

from bot.cases.registry import Registry
from bot.i18n import LANGUAGES, Translations, Translator
from bot.render import (
    CAPTION_LIMIT,
    COPY_LIMIT,
    TEXT_LIMIT,
    Button,
    Html,
    Message,
    escape,
    rows,
    shorten,
    visible_length,
    without_html,
)
from bot.views.topics import case_name
from bot.zones import city
from storage.broadcast_rows import Appeal, Broadcast, CallKind, Closing, Event
from storage.rows import Act, Calls, Subscriber

SPARE = 60
"""UTF-16 units kept free for the line that tells of a correction or the end."""
SPARE_FOR_READERS = 500
"""Kept free in a text besides, for the lines of a discreet message and of one for Russia: what
stands in two messages cannot be corrected. A caption becomes a text, or goes without."""
SHARE = "call-"
"""Before the number, in the inline query that shares a call."""
TITLE_LIMIT = 80


def call(
    broadcast: Broadcast,
    *,
    registry: Registry,
    say: Translator,
    revision: Broadcast | None = None,
    share: bool = False,
) -> Message:
    """What readers get; also the preview. Always one message, so that it can be changed as one.

    ``share``: as it looks where a reader passes it on, without the buttons that only work here.
    """
    content = broadcast.content
    if revision is not None and revision.act is Act.DELETE:
        return Message((say.html("call-withdrawn"),), media=content.media)
    blocks = [
        _opening(broadcast, say),
        Html(_text(broadcast, say.language)),
        _event(content.event, say) if content.event else Html(""),
        _deadline(broadcast, say),
        _note(broadcast, revision, say),
        say.html("call-footer-shared" if share else "call-footer"),
    ]
    buttons = () if broadcast.closed else _buttons(broadcast, registry, say, share=share)
    return Message(
        (Html("\n\n".join(block for block in blocks if block)),),
        buttons,
        media=None if share else content.media,
        paid=content.paid,
    )


def too_long(
    broadcast: Broadcast, registry: Registry, translations: Translations
) -> tuple[str, ...]:
    """The languages in which a call does not fit into one message."""
    plain = TEXT_LIMIT - SPARE_FOR_READERS
    limit = (CAPTION_LIMIT if broadcast.content.media else plain) - SPARE

    def length(language: str) -> int:
        message = call(broadcast, registry=registry, say=translations(language))
        return visible_length(message.parts[0])

    # Who reads another language gets the first text.
    return tuple(language for language in LANGUAGES if length(language) > limit)


def appeal(letter: Appeal, say: Translator) -> Message:
    """A letter to a representative: a tap copies what is to be sent.

    Telegram refuses buttons that begin with "mailto:" and turns such links into web addresses, so
    the address stands by itself, where a tap opens the mail, and everything is there to copy.
    """
    by_mail = "@" in letter.to
    wanted = (
        *([("address", letter.to)] if by_mail else []),
        ("subject", letter.subject),
        ("letter", letter.body),
    )
    copies = [
        Button(say.plain(f"call-button-copy-{what}"), copy_text=text)
        for what, text in wanted
        if len(text) <= COPY_LIMIT
    ]
    form = () if by_mail else (Button(say.plain("call-button-form"), url=letter.to),)
    return Message.of(
        say.html("call-appeal", country=letter.country),
        say.html("call-appeal-to", to=letter.to) if by_mail else Html(""),
        Html(f"{say.html('call-appeal-subject')}\n<code>{escape(letter.subject)}</code>"),
        Html(f"{say.html('call-appeal-body')}\n<pre>{escape(letter.body)}</pre>"),
        say.html("call-appeal-how"),
        buttons=[row for row in (*rows(copies), form) if row],
    )


def title(broadcast: Broadcast, say: Translator) -> str:
    """A call in one line: how its text begins, without formatting."""
    words = without_html(Html(_text(broadcast, say.language))).strip()
    return shorten(words.partition("\n")[0].strip(), TITLE_LIMIT)


def calendar(event: Event, say: Translator) -> Message:
    """What is said with the file for one's calendar."""
    return Message.of(_event(event, say), say.html("call-calendar-ready"))


def line(subscriber: Subscriber, say: Translator) -> Html:
    """Which calls a chat wants, in /settings."""
    reminded = subscriber.follow_ups and subscriber.calls is not Calls.NONE
    return say.html(f"settings-calls-{subscriber.calls}-{'on' if reminded else 'off'}")


def settings(subscriber: Subscriber, say: Translator) -> Message:
    """Which calls from organisers, and whether to be reminded of them."""
    choices = [
        Button(
            say.plain(f"settings-button-calls-{each}", chosen="✅ " * (each is subscriber.calls)),
            callback=f"set:calls:{each}",
        )
        for each in Calls
    ]
    switch = "off" if subscriber.follow_ups else "on"
    return Message.of(
        line(subscriber, say),
        say.html("settings-calls-about"),
        buttons=[
            *rows(choices, 1),
            (
                Button(
                    say.plain(f"settings-button-follow-ups-{switch}"),
                    callback=f"set:calls:{switch}",
                ),
            ),
            (Button(say.plain("settings-button-back"), callback="set:show"),),
        ],
    )


def thanks(done: int | None, say: Translator, *, first: bool) -> str:
    """What a reader is told who pressed "Done"."""
    if not first:
        return say.plain("call-done-before")
    return say.plain("call-done") if done is None else say.plain("call-done-many", count=done)


def when(event: Event, say: Translator) -> str:
    """An event's moment on the clock that hangs there."""
    place = "" if event.zone == "UTC" else f" ({city(event.zone, say.language)})"
    return f"{say.meeting(event.starts, event.zone)}{place}"


def _opening(broadcast: Broadcast, say: Translator) -> Html:
    follow_up = broadcast.revises is not None and broadcast.act is Act.SEND
    return say.html("call-follow-up") if follow_up else Html("")


def _text(broadcast: Broadcast, language: str) -> str:
    """The text in this language, or in the author's default language, which stands first."""
    texts = dict(broadcast.texts)
    return texts.get(language) or next(iter(texts.values()), "")


def _event(event: Event, say: Translator) -> Html:
    return say.html("call-event", place=event.place, when=when(event, say))


def _deadline(broadcast: Broadcast, say: Translator) -> Html:
    content = broadcast.content
    if content.deadline is None or broadcast.closed:
        return Html("")
    place = "" if content.zone == "UTC" else f" ({city(content.zone, say.language)})"
    return say.html("call-deadline", when=f"{say.moment(content.deadline, content.zone)}{place}")


def _note(broadcast: Broadcast, revision: Broadcast | None, say: Translator) -> Html:
    if broadcast.closed is not Closing.OPEN:
        return say.html(f"call-closed-{broadcast.closed}")
    return say.html("call-corrected") if revision is not None else Html("")


def _buttons(
    broadcast: Broadcast, registry: Registry, say: Translator, *, share: bool
) -> tuple[tuple[Button, ...], ...]:
    content, number = broadcast.content, broadcast.call
    shown: list[tuple[Button, ...]] = []
    if content.kind is CallKind.LETTER and content.case and not share:
        name = shorten(case_name(registry, content.case, say), 40)
        shown.append(
            (Button(say.plain("call-button-write", name=name), callback=f"write:{content.case}"),)
        )
        shown.append(
            (Button(say.plain("call-button-card", name=name), callback=f"case:{content.case}"),)
        )
    if content.petition:
        shown.append((Button(say.plain("call-button-sign"), url=content.petition),))
    if not share and content.event is not None:
        meeting = Button(say.plain("call-button-calendar"), callback=f"call:when:{number}")
        shown.append((meeting,))
    if not share:
        countries = [
            Button(f"✉️ {each.country}", callback=f"call:to:{number}:{index}")
            for index, each in enumerate(content.appeals)
        ]
        shown.extend(rows(countries))
    links = dict(content.links)
    shown.extend(
        (Button(each.label, url=each.url),)
        for each in links.get(say.language) or next(iter(links.values()), ())
    )
    if not share:
        if content.kind is CallKind.SHARE:
            passed_on = f"{SHARE}{number}"
            shown.append((Button(say.plain("call-button-share"), switch_inline=passed_on),))
        if content.done:
            done = Button(say.plain("call-button-done"), callback=f"call:done:{number}")
            shown.append((done,))
    return tuple(shown)
