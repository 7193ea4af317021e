"""Methods about the bot itself and about chats."""

from __future__ import annotations

import re

from bot.preview.emulator.refusals import Json, bad_request, forbidden
from bot.preview.emulator.updates import Updates, Webhook
from bot.preview.emulator.world import Chat, World

_RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_change_info", "can_delete_messages",
    "can_invite_users", "can_restrict_members", "can_pin_messages", "can_promote_members",
    "can_manage_video_chats", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "is_anonymous",
)  # fmt: skip
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
}  # fmt: skip
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(world: World, _given: Json) -> Json:
    return {
        **world.as_bot(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def done(_world: World, _given: Json) -> bool:
    return True


async def get_chat(world: World, given: Json) -> Json:
    chat = _seen(world, given["chat_id"])
    return {
        **chat.as_chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


async def get_member(world: World, given: Json) -> Json:
    chat, user_id = _seen(world, given["chat_id"]), given["user_id"]
    if user_id == world.bot_id:
        return member(world, user_id, chat.bot)
    if user_id not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member(world, user_id, chat.members.get(user_id, "left"))


async def get_administrators(world: World, given: Json) -> list[Json]:
    chat = _seen(world, given["chat_id"])
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [
        member(world, user_id, status)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator")
    ]
    bot = [member(world, world.bot_id, chat.bot)] if chat.bot == "administrator" else []
    return people + bot


async def count_members(world: World, given: Json) -> int:
    chat = _seen(world, given["chat_id"])
    there = [s for s in (*chat.members.values(), chat.bot) if s not in ("left", "kicked")]
    return len(there)


async def leave_chat(world: World, given: Json) -> bool:
    chat = world.chat_to_write(given["chat_id"])
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot = "left"
    world.tell("membership", chat=chat.id, bot=chat.bot)
    return True


async def get_file(world: World, given: Json) -> Json:
    file = world.files.get(given["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": file.id,
        "file_unique_id": f"u-{file.id}",
        "file_size": len(file.content),
        "file_path": file.id,
    }


async def set_commands(world: World, given: Json) -> bool:
    for command in given["commands"]:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(given["commands"]) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(given)] = [
        {"command": c["command"].removeprefix("/"), "description": c["description"]}
        for c in given["commands"]
    ]
    world.tell("commands")
    return True


async def get_commands(world: World, given: Json) -> list[Json]:
    return world.commands.get(_scope(given), [])


async def delete_commands(world: World, given: Json) -> bool:
    world.commands.pop(_scope(given), None)
    world.tell("commands")
    return True


async def set_text(world: World, given: Json) -> bool:
    """Name, description and short description: the parameter's own name says which."""
    for name, limit in _TEXT_LIMITS.items():
        if name in given:
            if len(given[name]) > limit:
                raise bad_request(f"bot {name.replace('_', ' ')} is too long")
            world.texts[name, given.get("language_code", "")] = given[name]
            world.tell("about")
    return True


async def set_menu_button(_world: World, given: Json) -> bool:
    button = given.get("menu_button", {"type": "default"})
    if button["type"] not in ("commands", "web_app", "default"):
        raise bad_request("MenuButton has unsupported type")
    return True


async def set_webhook(updates: Updates, given: Json) -> bool:
    url, secret = given["url"], given.get("secret_token", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    loopback = re.match(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):", url)
    # Telegram asks for https; on this machine alone there is nobody to overhear.
    if url and not loopback and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if given.get("drop_pending_updates"):
        updates.drop()
    updates.allow(given.get("allowed_updates"))
    connections = given.get("max_connections", 40)
    await updates.set_webhook(Webhook(url, secret, connections) if url else None)
    return True


def commands_for(world: World, chat: Chat, language: str) -> list[Json]:
    """The menu a person sees in a chat: the narrowest scope and language that is set."""
    kind = "all_private_chats" if chat.kind == "private" else "all_group_chats"
    for scope in (f"chat:{chat.id}", kind, "default"):
        for code in (language, ""):
            if found := world.commands.get((scope, code)):
                return found
    return []


def _scope(given: Json) -> tuple[str, str]:
    scope = given.get("scope", {"type": "default"})
    if scope["type"] not in _SCOPES:
        raise bad_request("BotCommandScope has unsupported type")
    name = scope["type"] + (f":{scope['chat_id']}" if "chat_id" in scope else "")
    return name, given.get("language_code", "")


def _seen(world: World, chat_id: int | str) -> Chat:
    chat = world.chat(chat_id)
    if chat.kind != "private" and chat.bot in ("left", "kicked"):
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def member(world: World, user_id: int, status: str) -> Json:
    user = world.as_bot() if user_id == world.bot_id else world.people[user_id].as_user()
    member: Json = {"user": user, "status": status}
    if status == "administrator":
        member |= dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True}
    elif status == "creator":
        member["is_anonymous"] = False
    elif status == "kicked":
        member["until_date"] = 0
    return member
