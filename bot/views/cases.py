"""The card of a prisoner or a campaign, and everything said around looking one up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cases.facts import Campaign, Case, StatusKind
from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.render import Button, Html, Message, escape, link, rows, shorten, turning
from bot.views.facts import bullet, source_note, stated
from bot.views.topics import case_name
from storage.rows import Topic, TopicKind

PAGE = 20
"""People or campaigns offered at once as buttons."""


def card(case: Case, say: Translator, *, today: date, followed: bool) -> Message:
    """The card, short enough for one message; every fact with its source and its age."""
    return Message.of(
        _names(case, say),
        _status_first(case, say, today),
        stated(case.who, say, today, limit=250),
        stated(case.story, say, today, limit=400),
        _section(
            say.html("case-what-for"),
            [stated(charge, say, today, limit=220) for charge in case.charges[:2]]
            + [stated(sentence, say, today, limit=180) for sentence in case.sentences[-2:]],
        ),
        _standing(case, say, today),
        _section(Html(""), [stated(note, say, today, limit=220) for note in case.notes[:2]]),
        _support(case, say),
        buttons=_card_buttons(case, say, followed=followed),
    )


def sources(case: Case, say: Translator, *, today: date) -> Message:
    """Every fact kept about this person, with its source and date."""
    facts = [
        stated(statement, say, today, limit=600, brief=False)
        for statement in (
            case.who,
            case.story,
            *case.charges,
            *case.sentences,
            *([case.place] if case.place else []),
            *case.recognised,
            *case.notes,
        )
    ]
    if case.held_since:
        facts.insert(1, _held(case, say, today))
    if case.birth:
        born = say.html("case-born", day=say.day(case.birth.on))
        facts.insert(1, Html(f"{born} {source_note(case.birth.source, say, today)}"))
    status = say.html(f"case-status-{case.status.kind}", day=say.day(case.status.as_of))
    facts.append(Html(f"{status} {source_note(case.status.source, say, today)}"))
    heading = say.html("case-sources-heading", name=shorten(say.pick(case.name), 100))
    return Message.of(
        heading,
        *(bullet(fact) for fact in facts),
        say.html("case-sources-mistake"),
        buttons=[(Button(say.plain("case-button-card"), callback=f"case:{case.slug}"),)],
    )


def choose(
    slugs: Sequence[str], registry: Registry, say: Translator, verb: str = "case"
) -> Message:
    """Did you mean one of these? One tap each; ``verb`` is what a tap means."""
    return Message.of(
        say.html("case-did-you-mean", count=len(slugs)),
        candidates(slugs, registry, say),
        buttons=people(slugs, registry, say, verb),
    )


def candidates(slugs: Sequence[str], registry: Registry, say: Translator) -> Html:
    """What tells people of like names apart: a line each, with the year and who they are."""
    lines = []
    for slug in slugs[:PAGE]:
        case = registry.cases[slug]
        who = shorten(say.pick(case.who.text), 110)
        name = case_name(registry, slug, say)
        if case.birth:
            year = str(case.birth.on.year)
            lines.append(say.html("case-candidate-born", name=name, year=year, who=who))
        else:
            lines.append(say.html("case-candidate", name=name, who=who))
    return Html("\n".join(lines))


def people(
    slugs: Sequence[str], registry: Registry, say: Translator, verb: str = "case"
) -> tuple[tuple[Button, ...], ...]:
    """A button for each person, to their card if nothing else is said."""
    return rows(
        [
            Button(shorten(case_name(registry, slug, say), 40), callback=f"{verb}:{slug}")
            for slug in slugs[:PAGE]
        ]
    )


def nothing(say: Translator) -> Message:
    """Nobody found: what to try."""
    return Message.of(
        say.html("case-nothing"),
        buttons=[(Button(say.plain("case-button-people"), callback="people:"),)],
    )


def ask(registry: Registry, say: Translator, page: int = 0) -> Message:
    """/case without a name: whom the bot knows, a page of them."""
    slugs = sorted(registry.cases, key=lambda slug: case_name(registry, slug, say).casefold())
    pages = max(1, -(-len(slugs) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = slugs[page * PAGE : (page + 1) * PAGE]
    return Message.of(
        say.html("case-ask", count=len(slugs)),
        buttons=[*people(shown, registry, say), turning("people", page, pages)],
    )


def campaign_card(
    campaign: Campaign, registry: Registry, say: Translator, *, today: date, followed: bool
) -> Message:
    """About a campaign: what it is, what it demands, and a button to each of its people."""
    named = [case.slug for case in registry.cases.values() if campaign.slug in case.campaigns]
    topic = Topic(TopicKind.CAMPAIGN, campaign.slug)
    return Message.of(
        Html(f"<b>{escape(say.pick(campaign.name))}</b>"),
        *(stated(statement, say, today, limit=350) for statement in campaign.about[:3]),
        _demands(campaign, say, today),
        buttons=[
            (
                follow_button(topic, say, followed=followed, place="card"),
                *_link_button(campaign, say),
            ),
            *people(named, registry, say),
        ],
    )


def campaigns(registry: Registry, say: Translator, *, unknown: bool = False) -> Message:
    """/campaign alone, or with a name that no campaign has."""
    if not registry.campaigns:
        return Message.of(say.html("campaign-none"))
    buttons = [
        Button(shorten(say.pick(campaign.name), 60), callback=f"campaign:{slug}")
        for slug, campaign in list(registry.campaigns.items())[:PAGE]
    ]
    heading = say.html("campaign-nothing" if unknown else "campaign-list")
    return Message.of(heading, buttons=rows(buttons, 1))


def follow_button(topic: Topic, say: Translator, *, followed: bool, place: str) -> Button:
    """A toggle; ``place`` tells the handler which view the button stands under."""
    verb = "unfollow" if followed else "follow"
    return Button(
        say.plain(f"follow-button-{verb}"), callback=f"{verb}:{topic.kind}:{topic.slug}:{place}"
    )


def short_text(case: Case, say: Translator, *, today: date, bot_name: str) -> Html:
    """The card in a few lines, for chats where the bot is only quoted."""
    status = say.html(f"case-status-{case.status.kind}", day=say.day(case.status.as_of))
    more = link(f"https://t.me/{bot_name}?start=case_{case.slug}", say.plain("case-more"))
    lines = [
        _names(case, say),
        stated(case.who, say, today, limit=250),
        Html(f"{status} {source_note(case.status.source, say, today, said=case.status.as_of)}"),
        more,
    ]
    return Html("\n\n".join(lines))


def description(case: Case, say: Translator) -> str:
    """One line about the person, for a list of results."""
    status = say.plain(f"case-status-{case.status.kind}", day=say.day(case.status.as_of))
    who = say.pick(case.who.text).rstrip(".")
    return shorten(f"{who}. {status}", 120)


def _names(case: Case, say: Translator) -> Html:
    shown = say.pick(case.name)
    other = case.name["en"] if say.language == "ru" else case.full_name.text
    return Html(f"<b>{escape(shorten(shown, 100))}</b>\n{escape(shorten(other, 120))}")


def _status_first(case: Case, say: Translator, today: date) -> Html:
    """Freedom and death are said before anything else."""
    if not case.status.kind.over:
        return Html("")
    first = say.html(f"case-first-{case.status.kind}", day=say.day(case.status.as_of))
    note = source_note(case.status.source, say, today, said=case.status.as_of)
    return Html(f"{first} {note}")


def _standing(case: Case, say: Translator, today: date) -> Html:
    """Since when, where, and in what state, as last reported."""
    lines = []
    if not case.status.kind.over:
        if case.held_since:
            lines.append(_held(case, say, today))
        if case.place:
            where = stated(case.place, say, today, limit=220)
            lines.append(Html(f"{say.html('case-where')} {where}"))
        status = say.html(f"case-status-{case.status.kind}", day=say.day(case.status.as_of))
        said = case.status.as_of
        note = source_note(case.status.source, say, today, brief=True, said=said)
        lines.append(Html(f"{status} {note}"))
    return Html("\n".join(lines))


def _held(case: Case, say: Translator, today: date) -> Html:
    assert case.held_since is not None
    since = case.held_since.on
    note = source_note(case.held_since.source, say, today, brief=True)
    if case.status.kind in (StatusKind.IMPRISONED, StatusKind.HOUSE_ARREST, StatusKind.TRANSIT):
        days = (today - since).days
        return Html(f"{say.html('case-held-days', day=say.day(since), days=days)} {note}")
    return Html(f"{say.html('case-held', day=say.day(since))} {note}")


def _support(case: Case, say: Translator) -> Html:
    links = [link(help_.url, shorten(say.pick(help_.label), 60)) for help_ in case.support[:3]]
    return Html(f"{say.html('case-support')} {' · '.join(links)}") if links else Html("")


def _card_buttons(case: Case, say: Translator, *, followed: bool) -> tuple[tuple[Button, ...], ...]:
    topic = Topic(TopicKind.CASE, case.slug)
    first = [follow_button(topic, say, followed=followed, place="card")]
    if not case.status.kind.over:
        first.append(Button(say.plain("case-button-write"), callback=f"write:{case.slug}"))
    second = (
        Button(say.plain("case-button-news"), callback=f"news:{case.slug}"),
        Button(say.plain("case-button-sources"), callback=f"sources:{case.slug}"),
        Button(say.plain("case-button-share"), switch_inline=shorten(say.pick(case.name), 80)),
    )
    return (tuple(first), second)


def _section(heading: Html, lines: Sequence[Html]) -> Html:
    if not lines:
        return Html("")
    return Html(f"{heading}\n{bullet(*lines)}") if heading else bullet(*lines)


def _demands(campaign: Campaign, say: Translator, today: date) -> Html:
    """A source that all demands share is named once."""
    demands = campaign.demands[:6]
    heading = say.html("campaign-demands")
    if len({(demand.source.url, demand.source.dated) for demand in demands}) != 1:
        return _section(heading, [stated(demand, say, today, limit=220) for demand in demands])
    note = source_note(demands[0].source, say, today, brief=True)
    texts = [escape(shorten(say.pick(demand.text), 300)) for demand in demands]
    return _section(Html(f"{heading} {note}"), texts)


def _link_button(campaign: Campaign, say: Translator) -> tuple[Button, ...]:
    if not campaign.link.startswith(("http://", "https://")):
        return ()
    return (Button(say.plain("campaign-button-open"), url=campaign.link),)
