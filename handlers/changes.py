"""Organisers say what became of a case: asked, seen as readers will see it, checked by a second."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.access import Action, may
from bot.cases.lookup import Found, Several
from bot.changes.changes import Answer
from bot.changes.steps import Preview
from bot.i18n import Translator
from bot.render import Message
from bot.views import change_drafts as view
from handlers import colleagues
from handlers.exchange import Exchange, Step, take_step
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.rows import SealedId

LONGEST_NAME = 200


async def change(exchange: Exchange) -> None:
    """/change [NAME]; alone it shows what waits and what was decided."""
    services, say = exchange.services, exchange.say
    if not exchange.arguments:
        latest = await services.changes.recent()
        await exchange.reply(view.listing(latest, services.registry, say))
        return
    slug = await _one(exchange)
    if slug is not None:
        await exchange.reply(view.what_happened(services.registry.cases[slug], say))


async def freeze(exchange: Exchange) -> None:
    """/freeze NAME: the address is given to nobody any more, at once."""
    if not exchange.arguments:
        await exchange.tell("change-freeze-who")
        return
    slug = await _one(exchange)
    if slug is not None:
        await _freeze(exchange, exchange.person, slug)


async def read(exchange: Exchange, words: str) -> bool:
    """Take a plain message as the answer an organiser was asked for; False if none was."""
    drafts, user = exchange.services.change_drafts, exchange.user
    if user is None or not may(await exchange.role(), Action.REPORT):
        return False
    asked = await drafts.asking(user)
    if asked is None:
        return False
    draft = await drafts.tell(user, words, asked.id)
    if draft is None:
        await _continue(exchange, asked, unclear=True)
    else:
        await _continue(exchange, draft)
    return True


async def press(exchange: Exchange) -> None:
    """ch:<step>:…"""
    await take_step(exchange, _PRESSED)


async def _one(exchange: Exchange) -> str | None:
    """The person that the words after a command name; where they name several or none, that is
    said."""
    services, say = exchange.services, exchange.say
    found = services.lookup.find(exchange.arguments[:LONGEST_NAME])
    if isinstance(found, Found):
        return found.case_slug
    if isinstance(found, Several):
        await exchange.reply(view.did_you_mean(found.case_slugs, services.registry, say))
    else:
        await exchange.tell("change-unknown")
    return None


async def _press_who(exchange: Exchange, _user: SealedId) -> None:
    """ch:who:<slug>"""
    case = exchange.services.registry.cases.get(exchange.arguments)
    if case is None:
        await exchange.toast("case-gone")
        return
    await exchange.answer()
    await exchange.edit(view.what_happened(case, exchange.say))


async def _press_new(exchange: Exchange, user: SealedId) -> None:
    """ch:new:<kind>:<slug>"""
    kind, _, slug = exchange.arguments.partition(":")
    drafts = exchange.services.change_drafts
    known = kind in set(ChangeKind)
    await _answer_with(
        exchange, await drafts.begin(user, slug, ChangeKind(kind)) if known else None
    )


async def _press_claim(exchange: Exchange, user: SealedId) -> None:
    """ch:claim:<id>: what a feed claimed, filled in"""
    number = exchange.numbered[0]
    await _answer_with(
        exchange, await exchange.services.change_drafts.begin_from_claim(user, number)
    )


async def _press_day(exchange: Exchange, user: SealedId) -> None:
    """ch:day:<id>:<ISO date>"""
    number, day = exchange.numbered
    await _answer_with(exchange, await exchange.services.change_drafts.tell(user, day, number))


async def _press_same(exchange: Exchange, user: SealedId) -> None:
    """ch:same:<id>: the address is still the one on the card"""
    number, _ = exchange.numbered
    draft = await exchange.services.change_drafts.asking(user)
    case = exchange.services.registry.cases.get(draft.case) if draft else None
    if draft is None or case is None or case.address is None:
        await exchange.toast("change-gone")
        return
    same = case.address.place
    await _answer_with(exchange, await exchange.services.change_drafts.tell(user, same, number))


async def _press_none(exchange: Exchange, user: SealedId) -> None:
    """ch:none:<id>:<step>: not known yet"""
    number, step = exchange.numbered
    await _answer_with(
        exchange, await exchange.services.change_drafts.leave_out(number, user, step)
    )


async def _press_anew(exchange: Exchange, user: SealedId) -> None:
    """ch:anew:<id>"""
    number, _ = exchange.numbered
    await _answer_with(exchange, await exchange.services.change_drafts.rewrite(number, user))


async def _press_undo(exchange: Exchange, user: SealedId) -> None:
    """ch:undo:<id>: a confirmed one was wrong"""
    number, _ = exchange.numbered
    await _answer_with(exchange, await exchange.services.change_drafts.correct(user, number))


async def _press_drop(exchange: Exchange, user: SealedId) -> None:
    """ch:drop:<id>"""
    done = await exchange.services.change_drafts.discard(exchange.numbered[0], user)
    await exchange.answer()
    await exchange.edit(view.said("discarded" if done else "gone", exchange.say))


async def _press_freeze(exchange: Exchange, user: SealedId) -> None:
    """ch:freeze:<slug>"""
    await exchange.answer()
    await _freeze(exchange, user, exchange.arguments)


async def _press_show(exchange: Exchange, _user: SealedId) -> None:
    """ch:show:<id>"""
    await exchange.answer()
    await _show(exchange, exchange.numbered[0])


async def _press_go(exchange: Exchange, user: SealedId) -> None:
    """ch:go:<id>:<digest>: the author says it is so"""
    number, seen = exchange.numbered
    answer = await exchange.services.changes.confirm(number, user, seen)
    if answer is Answer.WAITING:
        await exchange.answer()
        await _ask_others(exchange, number)
    elif answer is Answer.CONFIRMED:
        await exchange.answer()
        await exchange.edit(view.said("confirmed", exchange.say))
    else:
        await _say_no(exchange, number, answer)


async def _press_approve(exchange: Exchange, user: SealedId) -> None:
    """ch:ok:<id>:<digest>"""
    number, seen = exchange.numbered
    await _decided(exchange, number, await exchange.services.changes.approve(number, user, seen))


async def _press_refuse(exchange: Exchange, user: SealedId) -> None:
    """ch:no:<id>:<digest>"""
    number, seen = exchange.numbered
    await _decided(exchange, number, await exchange.services.changes.refuse(number, user, seen))


async def _answer_with(exchange: Exchange, draft: CaseChange | None) -> None:
    if draft is None:
        await exchange.toast("change-gone", alert=True)
        return
    await exchange.answer()
    await _continue(exchange, draft)


async def _continue(exchange: Exchange, draft: CaseChange, *, unclear: bool = False) -> None:
    """Ask for the next thing, or show what there is. ``unclear``: the answer before was none."""
    case = exchange.services.registry.cases.get(draft.case)
    if draft.asking and case is not None:
        question = view.ask(draft, case, exchange.say, today=exchange.today, unclear=unclear)
        await exchange.reply(question)
    else:
        await _show(exchange, draft.id)


async def _show(exchange: Exchange, change_id: int) -> None:
    """The previews, and under them what this person may decide."""
    services, say = exchange.services, exchange.say
    preview = await services.changes.preview(change_id)
    if preview is None:
        await exchange.tell("change-gone")
        return
    await _show_previews(exchange, preview, say, exchange.show)
    draft = preview.change
    if draft.author != exchange.person:
        await exchange.show(view.to_approve(preview, say))
    elif draft.state is ChangeState.PENDING:
        asked = len(await services.organisers.who_may_approve(draft.author))
        await exchange.reply(view.waiting(preview, say, asked=asked))
    else:
        solo = await services.organisers.may_approve(exchange.person, draft.author)
        await exchange.show(view.to_confirm(preview, say, solo=solo))


async def _show_previews(
    exchange: Exchange,
    preview: Preview,
    say: Translator,
    send: Callable[[Message], Awaitable[object]],
) -> None:
    for shown in view.previews(preview, exchange.services.translations, say, exchange.today):
        await send(shown)


async def _freeze(exchange: Exchange, user: SealedId, slug: str) -> None:
    services = exchange.services
    frozen = await services.changes.freeze(user, slug)
    if frozen is None:
        await exchange.tell("change-nothing-to-freeze")
        return
    await exchange.reply(view.frozen(frozen, services.registry, exchange.say))
    for other in await services.organisers.who_may_approve(user):
        say, _ = await colleagues.voice_for(exchange, other)
        message = view.frozen(frozen, services.registry, say)
        await colleagues.tell(exchange, other, message)


async def _ask_others(exchange: Exchange, change_id: int) -> None:
    """Show it to everybody who may be the second person; without any, it is a draft again."""
    services = exchange.services
    preview = await services.changes.preview(change_id)
    if preview is None:
        return
    asked = 0
    for user in await services.organisers.who_may_approve(preview.change.author):
        say, _ = await colleagues.voice_for(exchange, user)
        send = partial(colleagues.tell, exchange, user)
        await _show_previews(exchange, preview, say, send)
        asked += await send(view.to_approve(preview, say))
    if not asked:
        await services.changes.reopen(change_id)
    await exchange.edit(view.waiting(preview, exchange.say, asked=asked))


async def _decided(exchange: Exchange, change_id: int, answer: Answer) -> None:
    if answer not in (Answer.CONFIRMED, Answer.REFUSED):
        await _say_no(exchange, change_id, answer)
        return
    await exchange.answer()
    await exchange.edit(view.said(answer.value, exchange.say))
    decided = await exchange.services.changes.find(change_id)
    if decided is not None:
        say, _ = await colleagues.voice_for(exchange, decided.author)
        await colleagues.tell(exchange, decided.author, view.said(f"was-{answer.value}", say))


async def _say_no(exchange: Exchange, change_id: int, answer: Answer) -> None:
    await exchange.toast(f"change-{answer.value}", alert=True)
    if answer is Answer.CHANGED:
        await _show(exchange, change_id)


_PRESSED: Mapping[str, Step] = {
    "who": _press_who,
    "new": _press_new,
    "claim": _press_claim,
    "day": _press_day,
    "same": _press_same,
    "none": _press_none,
    "anew": _press_anew,
    "undo": _press_undo,
    "drop": _press_drop,
    "freeze": _press_freeze,
    "show": _press_show,
    "go": _press_go,
    "ok": _press_approve,
    "no": _press_refuse,
}
