"""What readers press under a call: done, and the letter to their representative."""

from __future__ import annotations

from bot.access import Action, may
from bot.render import File
from bot.views import calls as view
from bot.views.calendars import meeting
from handlers.exchange import Exchange, read_number
from storage.broadcast_rows import BEFORE, Broadcast, Event
from storage.rows import Calls, ChatKind

_WORDS = {
    "all": Calls.ALL, "все": Calls.ALL, "urgent": Calls.URGENT, "срочные": Calls.URGENT,
    "off": Calls.NONE, "none": Calls.NONE, "нет": Calls.NONE, "выкл": Calls.NONE,
}  # fmt: skip


async def choose(exchange: Exchange) -> None:
    """/calls all | urgent | off"""
    chosen = _WORDS.get(exchange.arguments.casefold())
    if chosen is not None:
        await exchange.remember()
        await exchange.services.subscribers.choose_calls(exchange.chat, chosen)
    after = await exchange.again()
    if after.subscriber is None:
        await exchange.tell("settings-calls-unclear")
    else:
        await exchange.reply(view.settings(after.subscriber, exchange.say))


async def press_setting(exchange: Exchange, choice: str) -> None:
    """set:calls[:all | urgent | none | on | off]; the last two: reminders of calls"""
    subscribers = exchange.services.subscribers
    chosen = next((each for each in Calls if each == choice), None)
    if chosen is not None:
        await subscribers.choose_calls(exchange.chat, chosen)
    elif choice in ("on", "off"):
        await subscribers.choose_follow_ups(exchange.chat, wanted=choice == "on")
    elif choice:
        await exchange.toast("chat-button-gone")
        return
    after = await exchange.again()
    if after.subscriber is None:
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await exchange.edit(view.settings(after.subscriber, exchange.say))


async def press(exchange: Exchange) -> None:
    """call:done:<call>, call:to:<call>:<number of the letter>, call:when:<call>"""
    what, _, rest = exchange.arguments.partition(":")
    digits, _, index = rest.partition(":")
    number = read_number(digits)
    call = await exchange.services.broadcasts.find(number) if number else None
    if call is None or (call.started is None and not await _previews(exchange, call)):
        await exchange.toast("chat-button-gone")
    elif call.closed:
        await exchange.toast(f"call-closed-{call.closed}-toast", alert=True)
    elif what == "done" and call.started is None:
        await exchange.toast("call-preview-counts-nothing", alert=True)
    elif what == "done" and call.content.done:
        first, done = await exchange.services.broadcasts.answer(call.id, exchange.chat)
        await exchange.answer(view.thanks(done, exchange.say, first=first), alert=True)
    elif what == "to" and (at := read_number(index)) is not None and at < len(call.content.appeals):
        letter = call.content.appeals[at]
        if exchange.kind is ChatKind.PRIVATE:
            await exchange.answer()
            await exchange.reply(view.appeal(letter, exchange.say))
        else:
            # What one member asked for is not said to all of them.
            await exchange.toast("call-appeal-in-private", alert=True, to=letter.to)
    elif what == "when" and call.content.event is not None:
        await _calendar(exchange, call, call.content.event)
    else:
        await exchange.toast("chat-button-gone")


async def _previews(exchange: Exchange, call: Broadcast) -> bool:
    """Whether who presses prepares or approves calls: letters and files are seen before they go
    out."""
    return call.state in BEFORE and may(await exchange.role_here(), Action.COMPOSE)


async def _calendar(exchange: Exchange, call: Broadcast, event: Event) -> None:
    """The event for one's own calendar; in a group, where and when, and no file for everybody."""
    services, say = exchange.services, exchange.say
    if exchange.kind is not ChatKind.PRIVATE:
        await exchange.toast(
            "call-calendar-in-private", alert=True, when=view.when(event, say), place=event.place
        )
        return
    reader = exchange.subscriber
    # Calendars show on screens that others see.
    quiet = reader is not None and reader.discreet
    summary = say.plain("calendar-meeting-discreet") if quiet else view.title(call, say)
    made, name = services.clock.now(), services.bot_name
    content = meeting(call.id, event, summary, say, made=made, bot_name=name)
    await exchange.answer()
    await exchange.hand_over(File("event.ics", content), view.calendar(event, say))
