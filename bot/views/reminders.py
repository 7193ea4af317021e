"""When reminders to write come and for whom, and how to change that. Pure."""

from __future__ import annotations

from bot import zones
from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.letters.reminders import Unclear
from bot.render import Button, Html, Message, rows, shorten
from bot.views.occasions import route
from bot.views.topics import case_name
from storage.reminder_rows import Every, Route, Whom
from storage.rows import Reminder

PRESETS = ((6, 18 * 60), (5, 11 * 60), (2, 20 * 60), (0, 9 * 60))
"""Weekday and minute of the reminders offered as buttons; everything else is typed."""
PAUSES = (14, 30)
"""Days of the pauses offered as buttons."""


def arrangement(
    kept: Reminder | None,
    zone: str,
    registry: Registry,
    say: Translator,
    *,
    lead_days: int = 0,
) -> Message:
    """When reminders come, for whom, and how to change that.

    ``lead_days``: how long before a day this reader's letters should leave.
    """
    if kept is None:
        state = say.html("remind-none", place=zones.city(zone, say.language))
        return Message.of(state, say.html("remind-how"), buttons=rows(_presets(None, say)))
    lines = [arranged(kept, zone, say), *details(kept, registry, say, lead_days=lead_days)]
    return Message.of(
        Html("\n".join(lines)),
        say.html("remind-how"),
        say.html("remind-more"),
        buttons=[
            *rows(_presets(kept, say)),
            *rows(_rhythms(kept, say)),
            *rows(_whom(kept, say)),
            *rows(_occasions(kept, say)),
            *rows(_pauses(kept, say)),
        ],
    )


def arranged(kept: Reminder, zone: str, say: Translator) -> Html:
    """Every Sunday at 18:00, where the reader is, and the next time."""
    return say.html(
        "remind-set",
        when=rhythm(kept, say),
        place=zones.city(zone, say.language),
        next=say.moment(kept.next_due, zone),
    )


def details(
    kept: Reminder, registry: Registry, say: Translator, *, lead_days: int = 0
) -> tuple[Html, ...]:
    """For whom, whether days ahead are told, and any pause; a line each."""
    name = case_name(registry, kept.about, say) if kept.whom is Whom.PERSON else ""
    lines = [say.html(f"remind-whom-{kept.whom}", name=name)]
    if kept.look is None:
        lines.append(say.html("remind-occasions-off"))
    elif lead_days:
        leaving = route(kept.route, lead_days, say)
        lines.append(say.html("remind-occasions-on", route=leaving))
    else:
        lines.append(say.html("remind-occasions-kept"))
    if kept.paused_until is not None:
        lines.append(say.html("remind-paused", day=say.day(kept.paused_until)))
    return tuple(lines)


def rhythm(kept: Reminder, say: Translator) -> str:
    """ "every second week on Sunday, 18:00", without the place."""
    time = clock_time(kept.minute)
    if kept.every is not Every.MONTH:
        day = say.plain("remind-weekday", number=kept.weekday)
        return say.plain(f"remind-every-{kept.every}", day=day, time=time)
    if kept.day == 31:
        return say.plain("remind-every-month-end", time=time)
    return say.plain("remind-every-month", day=kept.day, time=time)


def unclear(fault: Unclear, say: Translator) -> Message:
    """What of /remind was not understood, and what would be."""
    return Message.of(
        say.html(f"remind-unclear-{fault.what}", words=shorten(fault.words, 60)),
        say.html("remind-how"),
    )


def clock_time(minute: int) -> str:
    """Minutes from midnight as people write a time."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _presets(kept: Reminder | None, say: Translator) -> list[Button]:
    return [
        Button(
            say.plain(
                "remind-button-weekly",
                day=say.weekday(weekday).capitalize(),
                time=clock_time(minute),
            ),
            callback=f"remind:{weekday}:{minute}",
        )
        for weekday, minute in PRESETS
        if kept is None or (kept.weekday, kept.minute) != (weekday, minute)
    ]


def _rhythms(kept: Reminder, say: Translator) -> list[Button]:
    return [
        Button(say.plain(f"remind-button-{every}"), callback=f"remind:every:{every}")
        for every in Every
        if every is not kept.every
    ]


def _whom(kept: Reminder, say: Translator) -> list[Button]:
    return [
        Button(say.plain(f"remind-button-{whom}"), callback=f"remind:whom:{whom}")
        for whom in (Whom.FEWEST, Whom.FOLLOWED)
        if whom is not kept.whom
    ]


def _occasions(kept: Reminder, say: Translator) -> list[Button]:
    if kept.look is None:
        return [Button(say.plain("remind-button-occasions-on"), callback="remind:occasions:on")]
    return [
        *(
            Button(say.plain(f"remind-button-{name}"), callback=f"remind:route:{name}")
            for name in Route
            if name is not kept.route
        ),
        Button(say.plain("remind-button-occasions-off"), callback="remind:occasions:off"),
    ]


def _pauses(kept: Reminder, say: Translator) -> list[Button]:
    off = Button(say.plain("remind-button-off"), callback="remind:off")
    if kept.paused_until is not None:
        return [Button(say.plain("remind-button-resume"), callback="remind:resume"), off]
    return [
        *(
            Button(say.plain("remind-button-pause", count=days), callback=f"remind:pause:{days}")
            for days in PAUSES
        ),
        off,
    ]
