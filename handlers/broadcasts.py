"""Calls to many: approved, watched, paused, stopped, corrected, closed and taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.broadcasts.broadcasts import Answer
from bot.views import broadcasts as view
from handlers import colleagues, drafts, previews
from handlers.exchange import Exchange, Step, read_number, take_step
from handlers.previews import show_previews
from storage.broadcast_rows import Broadcast, BroadcastState, Closing, HoldNotice
from storage.rows import SealedId


async def recent(exchange: Exchange) -> None:
    """/broadcasts [show | pause | resume | stop | correct | recall | won | over NUMBER]"""
    what, _, number = exchange.arguments.partition(" ")
    act = _ACTS.get(what.casefold())
    if act is not None and exchange.user is not None:
        broadcast_id = read_number(number.strip()) or 0
        if await exchange.services.broadcasts.find(broadcast_id) is None:
            await exchange.tell("call-no-such")
            return
        await act(exchange, broadcast_id, exchange.user)
        return
    shown = await exchange.services.broadcasts.recent(author=exchange.user)
    registry = exchange.services.registry
    await exchange.reply(view.recent(shown, registry, exchange.say, exchange.zone))


async def stop(exchange: Exchange) -> None:
    """/stop: everything that is going out, without a question."""
    stopped = await exchange.services.broadcasts.stop_all(exchange.user)
    await exchange.tell("call-stopped-now" if stopped else "call-nothing-to-stop")


async def press(exchange: Exchange) -> None:
    """b:<step>:…"""
    await take_step(exchange, _PRESSED)


async def _press_go(exchange: Exchange, user: SealedId) -> None:
    """b:go:<id>:<digest>: the author wants it out."""
    number, seen = exchange.numbered
    answer = await exchange.services.broadcasts.confirm(number, user, seen)
    if answer is Answer.WAITING:
        await exchange.answer()
        await _ask_others(exchange, number)
    elif answer is Answer.RUNNING:
        await exchange.answer()
        await exchange.edit(view.said("started", exchange.say))
    elif answer is Answer.APPROVED:
        await exchange.answer()
        await exchange.edit(view.said("counts-down", exchange.say))
        await _tell_organisers(exchange, number)
    else:
        await _say_no(exchange, number, answer)


async def _press_approve(exchange: Exchange, user: SealedId) -> None:
    """b:ok:<id>:<digest>"""
    number, seen = exchange.numbered
    answer = await exchange.services.broadcasts.approve(number, user, seen)
    decision = {Answer.RUNNING: "approved", Answer.APPROVED: "counts-down"}.get(answer, "")
    await _decided(exchange, number, answer, decision)
    if answer is Answer.APPROVED:
        await _tell_organisers(exchange, number)


async def _press_refuse(exchange: Exchange, user: SealedId) -> None:
    """b:no:<id>:<digest>"""
    number, seen = exchange.numbered
    answer = await exchange.services.broadcasts.refuse(number, user, seen)
    await _decided(exchange, number, answer, "refused" if answer is Answer.REFUSED else "")


async def _press_open(exchange: Exchange, _user: SealedId) -> None:
    """b:open:<id>: how it stands, and what can be done with it"""
    await exchange.answer()
    await _edit_standing(exchange, exchange.numbered[0])


async def _press_stop(exchange: Exchange, user: SealedId) -> None:
    """b:stop:<id>: what goes out is stopped, what waits is held back"""
    number = exchange.numbered[0]
    stopped = await exchange.services.broadcasts.stop(number, user)
    call = await exchange.services.broadcasts.find(number)
    state = call.state if call else None
    if stopped:
        held_back = state is BroadcastState.DRAFT
        await exchange.toast("call-toast-held-back" if held_back else "call-toast-stopped")
    elif state is BroadcastState.DONE:
        await exchange.toast("call-toast-gone-out", alert=True)
    else:
        await exchange.toast("call-nothing-to-stop")
    await _edit_standing(exchange, number)
    if stopped and call and state is BroadcastState.DRAFT and call.author != user:
        await _tell_author(exchange, call, "held-back")


async def _press_pause(exchange: Exchange, _user: SealedId) -> None:
    """b:pause:<id>"""
    number = exchange.numbered[0]
    paused = await exchange.services.broadcasts.pause(number, exchange.user)
    await exchange.toast("call-toast-paused" if paused else "call-nothing-to-stop")
    await _edit_standing(exchange, number)


async def _press_resume(exchange: Exchange, _user: SealedId) -> None:
    """b:resume:<id>"""
    number = exchange.numbered[0]
    resumed = await exchange.services.broadcasts.resume(number, exchange.user)
    await exchange.toast("call-toast-resumed" if resumed else "call-gone")
    await _edit_standing(exchange, number)


async def _press_correct(exchange: Exchange, user: SealedId) -> None:
    """b:correct:<id>"""
    await exchange.answer()
    await _correct(exchange, exchange.numbered[0], user)


async def _press_end(what: str, exchange: Exchange, user: SealedId) -> None:
    """b:recall:<id>[:yes], and won and over: asked once, then done"""
    number, yes = exchange.numbered
    call = await exchange.services.broadcasts.find(number)
    if call is None:
        await exchange.toast("call-gone")
    elif yes != "yes":
        await exchange.answer()
        await exchange.edit(view.sure(what, call, exchange.say))
    else:
        begun = await _end(exchange, number, user, what)
        await exchange.answer()
        await exchange.edit(view.said(f"{what}-begun" if begun else "gone", exchange.say))


async def _act_show(exchange: Exchange, number: int, _user: SealedId) -> None:
    standing = await exchange.services.broadcasts.standing(number)
    if standing is not None:
        await exchange.reply(view.progress(*standing, exchange.services.registry, exchange.say))


async def _act_pause(exchange: Exchange, number: int, user: SealedId) -> None:
    await exchange.services.broadcasts.pause(number, user)
    await _act_show(exchange, number, user)


async def _act_resume(exchange: Exchange, number: int, user: SealedId) -> None:
    await exchange.services.broadcasts.resume(number, user)
    await _act_show(exchange, number, user)


async def _act_stop(exchange: Exchange, number: int, user: SealedId) -> None:
    await exchange.services.broadcasts.stop(number, user)
    await _act_show(exchange, number, user)


async def _correct(exchange: Exchange, number: int, user: SealedId) -> None:
    draft = await exchange.services.broadcasts.drafts.correction(user, number)
    if draft is None:
        await exchange.tell("call-not-to-correct")
        return
    await previews.ask_or_show(exchange, draft)


async def _act_end(what: str, exchange: Exchange, number: int, _user: SealedId) -> None:
    call = await exchange.services.broadcasts.find(number)
    if call is not None:
        await exchange.reply(view.sure(what, call, exchange.say))


async def _end(exchange: Exchange, number: int, user: SealedId, what: str) -> Broadcast | None:
    revisions = exchange.services.broadcasts.revisions
    if what == "recall":
        return await revisions.recall(number, user)
    return await revisions.close(number, user, Closing(what))


async def _edit_standing(exchange: Exchange, number: int) -> None:
    standing = await exchange.services.broadcasts.standing(number)
    if standing is None:
        await exchange.edit(view.said("gone", exchange.say))
        return
    await exchange.edit(view.progress(*standing, exchange.services.registry, exchange.say))


async def _ask_others(exchange: Exchange, broadcast_id: int) -> None:
    """Show it to everybody who may be the second person; without any, it is a draft again."""
    services = exchange.services
    preview = await services.broadcasts.preview(broadcast_id)
    if preview is None:
        return
    preview = await previews.with_links(exchange, preview)
    asked = 0
    for user in await services.organisers.who_may_approve(preview.broadcast.author):
        say, _ = await colleagues.voice_for(exchange, user)
        send = partial(colleagues.tell, exchange, user)
        await show_previews(exchange, preview, send)
        asked += await send(view.to_approve(preview, services.registry, say))
    if not asked:
        await services.broadcasts.withdraw(broadcast_id, preview.broadcast.author)
    await exchange.edit(view.waiting(preview, exchange.say, asked=asked))


async def _tell_organisers(exchange: Exchange, broadcast_id: int) -> None:
    """Everybody with a role hears that it is about to go out, and can hold it back."""
    services = exchange.services
    approved = await services.broadcasts.find(broadcast_id)
    if approved is None:
        return
    for organiser in await services.organisers.everyone():
        say, zone = await colleagues.voice_for(exchange, organiser.user)
        notice = view.going(approved, say, zone)
        message_id = await colleagues.post(exchange, organiser.user, notice)
        if message_id is not None:
            told = HoldNotice(broadcast_id, organiser.user, message_id)
            await services.broadcasts.told(told)


async def _decided(exchange: Exchange, broadcast_id: int, answer: Answer, decision: str) -> None:
    if not decision:
        await _say_no(exchange, broadcast_id, answer)
        return
    await exchange.answer()
    await exchange.edit(view.said(decision, exchange.say))
    decided = await exchange.services.broadcasts.find(broadcast_id)
    if decided is not None:
        await _tell_author(exchange, decided, decision)


async def _tell_author(exchange: Exchange, call: Broadcast, decision: str) -> None:
    say, _ = await colleagues.voice_for(exchange, call.author)
    told = (
        view.sent_back(decision, call, say)
        if call.state is BroadcastState.DRAFT
        else view.said(f"was-{decision}", say)
    )
    await colleagues.tell(exchange, call.author, told)


async def _say_no(exchange: Exchange, broadcast_id: int, answer: Answer) -> None:
    await exchange.toast(f"call-{answer.value}", alert=True)
    if answer is Answer.CHANGED:
        await previews.show(exchange, broadcast_id)


_ENDS = ("recall", "won", "over")
"""What is asked once more before it is done."""
_ACTS: dict[str, Callable[[Exchange, int, SealedId], Awaitable[None]]] = {
    "show": _act_show,
    "pause": _act_pause,
    "resume": _act_resume,
    "stop": _act_stop,
    "correct": _correct,
    **{what: partial(_act_end, what) for what in _ENDS},
}
_PRESSED: Mapping[str, Step] = {
    "new": drafts.press_segment,
    "people": drafts.press_people,
    "whose": drafts.press_whose,
    "to": drafts.press_to,
    "skip": drafts.press_skip,
    "text": drafts.press_rewrite,
    "ask": drafts.press_ask,
    "off": drafts.press_off,
    "back": drafts.press_back,
    "kind": drafts.press_kind,
    "who": drafts.press_who,
    "more": drafts.press_more,
    "set": drafts.press_set,
    "links": drafts.press_links,
    "test": drafts.press_test,
    "drop": drafts.press_discard,
    "show": drafts.press_show,
    "go": _press_go,
    "ok": _press_approve,
    "no": _press_refuse,
    "open": _press_open,
    "stop": _press_stop,
    "pause": _press_pause,
    "resume": _press_resume,
    "correct": _press_correct,
    **{what: partial(_press_end, what) for what in _ENDS},
}
