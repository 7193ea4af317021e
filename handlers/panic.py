"""/panic: two owners, or one with the offline code, destroy everything that leads to a person."""

from __future__ import annotations

from bot.access import code_of
from bot.render import Message
from bot.views import panic as view
from handlers.colleagues import tell, voice_for
from handlers.exchange import Exchange
from storage.panic_rows import PanicRequest
from storage.rows import SealedId


async def panic(exchange: Exchange) -> None:
    """/panic [CODE]"""
    user = await _owner(exchange)
    if user is None:
        await exchange.tell("panic-owners")
        return
    service, organisers = exchange.services.panic, exchange.services.organisers
    if exchange.arguments:
        if not service.tries.take(user):
            await exchange.tell("panic-code-later")
        elif (request := await service.ask_alone(user, exchange.arguments)) is None:
            await exchange.tell("panic-code-wrong")
        else:
            await exchange.reply(view.to_agree(request, code_of(user), exchange.say))
        return
    waiting = await service.asked()
    if waiting is not None and waiting.author != user and not waiting.alone:
        await exchange.reply(_to_agree(exchange, waiting))
        return
    others = bool(await organisers.who_else_may_panic(user))
    await exchange.reply(view.offered(others=others, say=exchange.say))


async def press(exchange: Exchange) -> None:
    """panic:ask, panic:go:<mark>, panic:no"""
    user = await _owner(exchange)
    step, _, mark = exchange.arguments.partition(":")
    if user is None:
        await exchange.toast("chat-button-gone")
    elif step == "ask":
        await _ask(exchange, user)
    elif step == "go":
        await _strike(exchange, user, mark)
    elif step == "no":
        await _withdraw(exchange, user)
    else:
        await exchange.toast("chat-button-gone")


async def _ask(exchange: Exchange, user: SealedId) -> None:
    services, asked = exchange.services, 0
    request = await services.panic.ask(user)
    for other in await services.organisers.who_else_may_panic(user):
        say, _ = await voice_for(exchange, other)
        asked += await tell(exchange, other, view.to_agree(request, code_of(user), say))
    await exchange.answer()
    if asked:
        await exchange.reply(view.waiting(exchange.say))
    else:
        await services.panic.withdraw(user)
        await exchange.tell("panic-nobody")


async def _withdraw(exchange: Exchange, user: SealedId) -> None:
    """Whoever asked and whoever was asked hear that nothing happens."""
    services = exchange.services
    request = await services.panic.asked()
    await services.panic.withdraw(user)
    await exchange.answer()
    await exchange.edit(Message.of(exchange.say.html("panic-withdrawn")))
    if request is None or request.alone:
        return
    for other in await services.organisers.who_else_may_panic(user):
        say, _ = await voice_for(exchange, other)
        await tell(exchange, other, Message.of(say.html("panic-withdrawn")))


async def _strike(exchange: Exchange, user: SealedId, mark: str) -> None:
    request = await exchange.services.panic.asked()
    listeners = [(user, exchange.language)]
    if request is not None and request.author != user:
        listeners.append((request.author, (await voice_for(exchange, request.author)).say.language))
    if await exchange.services.panic.strike(user, mark, listeners):
        await exchange.toast("panic-begun", alert=True)
    else:
        await exchange.toast("panic-gone", alert=True)


def _to_agree(exchange: Exchange, request: PanicRequest) -> Message:
    return view.to_agree(request, code_of(request.author), exchange.say)


async def _owner(exchange: Exchange) -> SealedId | None:
    """Who speaks, if that person may decide about panic."""
    user = exchange.user
    if user is None or not await exchange.services.organisers.may_panic(user):
        return None
    return user
