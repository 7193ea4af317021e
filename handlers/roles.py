"""Roles in the chat: who holds one, invitations, a second owner's word, and codes of a device."""

from __future__ import annotations

import re

from bot.access import Action, code_of, may
from bot.appointing import Decision, Removal
from bot.render import Message
from bot.step_up import Shown
from bot.views import roles as view
from handlers.colleagues import tell, voice_for
from handlers.exchange import Exchange, read_number
from storage.role_rows import Asked, RequestKind
from storage.rows import ChatKind, Role, SealedId

_CODE = re.compile(r"[0-9]{3} ?[0-9]{3}")


async def organisers(exchange: Exchange) -> None:
    """/organisers"""
    services = exchange.services
    await exchange.reply(
        view.listing(
            await services.organisers.everyone(),
            exchange.person,
            await services.organisers.audit.head(),
            exchange.say,
            now=services.clock.now(),
            zone=exchange.zone,
        )
    )


async def invite(exchange: Exchange) -> None:
    """/invite ROLE"""
    word = exchange.arguments.casefold()
    if word in set(Role):
        await _invite(exchange, Role(word))
    else:
        await exchange.reply(view.how_to_invite(exchange.say))


async def remove(exchange: Exchange) -> None:
    """/remove CODE"""
    services = exchange.services
    removal, holder = await services.appointing.remove(exchange.person, exchange.arguments)
    if removal is not Removal.REMOVED or holder is None:
        await exchange.tell(f"role-remove-{removal.value}")
        return
    await exchange.tell("role-remove-removed")
    say, _ = await voice_for(exchange, holder.user)
    await tell(exchange, holder.user, Message.of(say.html("role-gone")))
    await _tell_owners(exchange, "removed", code_of(holder.user), holder.role)


async def totp(exchange: Exchange) -> None:
    """/totp [CODE | off | reset CODE]"""
    word, _, rest = exchange.arguments.partition(" ")
    if _CODE.fullmatch(exchange.arguments):
        await _show(exchange, exchange.arguments)
    elif word.casefold() == "off":
        await _leave(exchange)
    elif word.casefold() == "reset":
        await _reset(exchange, rest)
    else:
        begun = await exchange.services.step_up.begin(exchange.person)
        if begun is None:
            await exchange.tell("totp-is-on")
        else:
            await exchange.reply(view.secret(*begun, exchange.say))


async def join(exchange: Exchange, token: str) -> bool:
    """/start join_<token>: take an invitation; False where it is none."""
    if exchange.kind is not ChatKind.PRIVATE or exchange.user is None:
        return False
    services = exchange.services
    asked = await services.appointing.accept(exchange.user, token)
    if asked is None:
        return False
    await exchange.reply(view.joined(asked, exchange.say))
    await _ask_owners(exchange, asked)
    return True


async def read_code(exchange: Exchange, words: str) -> bool:
    """Take a plain message as a code; False where it is none, or nobody's."""
    if _CODE.fullmatch(words) is None or not may(await exchange.role(), Action.STEP_UP):
        return False
    await _show(exchange, words)
    return True


async def press(exchange: Exchange) -> None:
    """org:invite:<role>, org:<ok or no>:<id>:<mark>"""
    step, _, rest = exchange.arguments.partition(":")
    if step == "invite" and rest in set(Role):
        await exchange.answer()
        await _invite(exchange, Role(rest))
        return
    digits, _, mark = rest.partition(":")
    number = read_number(digits)
    if step not in ("ok", "no") or number is None:
        await exchange.toast("chat-button-gone")
        return
    decision, asked = await exchange.services.appointing.decide(
        exchange.person, number, mark, agree=step == "ok"
    )
    if asked is None or decision is Decision.CHANGED:
        await exchange.toast(f"role-decision-{decision.value}", alert=True)
        if asked is not None:
            await exchange.reply(view.to_agree(asked, exchange.say))
        return
    await exchange.answer()
    await exchange.edit(Message.of(exchange.say.html(f"role-decision-{decision.value}")))
    await _tell_decided(exchange, decision, asked)


async def press_totp(exchange: Exchange) -> None:
    """totp:hide: the secret is taken out of the chat"""
    if exchange.arguments != "hide":
        await exchange.toast("chat-button-gone")
        return
    await exchange.answer()
    await exchange.edit(Message.of(exchange.say.html("totp-show-one")))


async def _invite(exchange: Exchange, role: Role) -> None:
    services = exchange.services
    token = await services.appointing.invite(exchange.person, role)
    if token is None:
        await exchange.tell("role-decision-not-allowed")
        return
    link = f"https://t.me/{services.bot_name}?start=join_{token}"
    await exchange.reply(view.invited(role, link, exchange.say))


async def _show(exchange: Exchange, code: str) -> None:
    shown = await exchange.services.step_up.show(exchange.person, code.replace(" ", ""))
    await exchange.tell(f"totp-{shown.value}")


async def _leave(exchange: Exchange) -> None:
    step_up, user = exchange.services.step_up, exchange.person
    if not await step_up.is_on(user):
        await exchange.tell(f"totp-{Shown.NONE.value}")
    elif not await step_up.spend(user):
        await exchange.tell("totp-first")
    else:
        await step_up.leave(user)
        await exchange.tell("totp-off")
        await _tell_owners(exchange, "without-codes", code_of(user), await exchange.role())


async def _reset(exchange: Exchange, code: str) -> None:
    asked = await exchange.services.appointing.ask_reset(exchange.person, code)
    if asked is None:
        await exchange.tell("totp-nobody-to-reset")
    else:
        await _ask_owners(exchange, asked)
        await exchange.tell("totp-reset-asked")


async def _ask_owners(exchange: Exchange, asked: Asked) -> None:
    """Every owner whose word counts is asked; the one who asked hears that it waits."""
    appointing, author = exchange.services.appointing, asked.request.author
    deciding = await appointing.who_may_decide(asked.request)
    for owner in deciding:
        say, _ = await voice_for(exchange, owner)
        await tell(exchange, owner, view.to_agree(asked, say))
    if author not in deciding:
        say, _ = await voice_for(exchange, author)
        what = "role-waits" if deciding else "role-waits-for-nobody"
        await tell(exchange, author, Message.of(say.html(what, code=code_of(asked.request.user))))


async def _tell_decided(exchange: Exchange, decision: Decision, asked: Asked) -> None:
    request = asked.request
    if decision is Decision.APPOINTED and request.role is not None:
        say, _ = await voice_for(exchange, request.user)
        await tell(exchange, request.user, view.welcome(request.role, say))
    elif decision is Decision.RESET:
        say, _ = await voice_for(exchange, request.user)
        await tell(exchange, request.user, Message.of(say.html("totp-was-reset")))
    what = decision.value
    if decision is Decision.REFUSED and request.kind is RequestKind.RESET:
        what = "refused-reset"
    told = (request.user,)
    await _tell_owners(exchange, what, code_of(request.user), request.role, told=told)


async def _tell_owners(
    exchange: Exchange,
    what: str,
    code: str,
    role: Role | None,
    *,
    told: tuple[SealedId, ...] = (),
) -> None:
    """Every owner but the one who did it, and those ``told``, hears of a change of roles, and where
    the log ends."""
    services = exchange.services
    head = await services.organisers.audit.head()
    for owner in await services.appointing.owners():
        if owner != exchange.user and owner not in told:
            say, _ = await voice_for(exchange, owner)
            await tell(exchange, owner, view.told(what, code, role, head, say))
