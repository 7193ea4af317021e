"""The bot and the chats it is in: added, removed, blocked, moved."""

from __future__ import annotations

from telegram import ChatMember, ChatMemberUpdated
from telegram.constants import ChatMemberStatus, ChatType

from bot.i18n import language_for
from bot.render import Message
from bot.services import Services

_PRESENT = frozenset(
    {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}
)


async def membership(services: Services, change: ChatMemberUpdated) -> None:
    """The bot was blocked or unblocked, added to a chat or removed from it."""
    chat = services.seal.seal(change.chat.id)
    was, now = _present(change.old_chat_member), _present(change.new_chat_member)
    if not now:
        await services.subscribers.suspend(chat)
        return
    await services.subscribers.resume(chat)
    if not was and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        known = await services.subscribers.find(chat)
        say = services.translations(
            known.language if known else language_for(change.from_user.language_code)
        )
        hello = say.html("chat-hello-group", bot=services.bot_name)
        await services.door.send(change.chat.id, Message.of(hello))


async def migrated(services: Services, old: int, new: int) -> None:
    """A group became a supergroup: what it follows follows it."""
    await services.subscribers.move(services.seal.seal(old), services.seal.seal(new))


def _present(member: ChatMember) -> bool:
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status in _PRESENT
