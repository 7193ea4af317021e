"""Methods that put messages into chats and change them there."""

from __future__ import annotations

import struct
import time

from bot.preview.emulator import keyboards, text
from bot.preview.emulator.parameters import Upload
from bot.preview.emulator.refusals import Json, bad_request
from bot.preview.emulator.world import Chat, Kept, StoredFile, World
from bot.render import utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location",
}  # fmt: skip


async def send_message(world: World, given: Json) -> Json:
    return _send(world, given, formatted(given))


async def send_photo(world: World, given: Json) -> Json:
    file = _file(world, given["photo"], "photo")
    size = _picture_size(file.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    photo = {**_as_file(file), "width": size[0], "height": size[1]}
    return _send(world, given, {"photo": [photo], **_captioned(given)})


async def send_document(world: World, given: Json) -> Json:
    file = _file(world, given["document"], "document")
    document = {**_as_file(file), "file_name": file.name, "mime_type": file.mime_type}
    return _send(world, given, {"document": document, **_captioned(given)})


async def copy_message(world: World, given: Json) -> Json:
    source = world.chat(given["from_chat_id"]).message(given["message_id"], "copy")
    content: Json = {
        name: source.payload[name]
        for name in ("text", "entities", "caption", "caption_entities", "photo", "document")
        if name in source.payload
    }
    if "caption" in given:
        content |= _captioned(given)
    return {"message_id": _send(world, given, content)["message_id"]}


async def edit_text(world: World, given: Json) -> Json | bool:
    content = formatted(given)
    kept, chat = _target(world, given, "edit")
    if "text" not in kept.payload:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, kept, {"entities": None, **content, **_markup(given)}, given)


async def edit_caption(world: World, given: Json) -> Json | bool:
    kept, chat = _target(world, given, "edit")
    if "photo" not in kept.payload and "document" not in kept.payload:
        raise bad_request("there is no caption in the message to edit")
    content = {"caption": None, "caption_entities": None, **_captioned(given), **_markup(given)}
    return _edit(world, chat, kept, content, given)


async def edit_markup(world: World, given: Json) -> Json | bool:
    kept, chat = _target(world, given, "edit")
    return _edit(world, chat, kept, _markup(given), given)


async def delete_message(world: World, given: Json) -> bool:
    chat = world.chat_to_write(given["chat_id"])
    kept = chat.message(given["message_id"], "delete")
    if not kept.from_bot and chat.kind != "private" and chat.bot != "administrator":
        raise bad_request("message can't be deleted")
    kept.deleted = True
    world.tell("deleted", chat=chat.id, message_id=kept.payload["message_id"])
    return True


async def send_action(world: World, given: Json) -> bool:
    if given["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat_to_write(given["chat_id"])
    chat.action = given["action"]
    world.tell("action", chat=chat.id, action=chat.action)
    return True


def formatted(given: Json) -> Json:
    """``text`` and ``entities`` of a call, read as it asks; what cannot stand raises Refusal."""
    plain, entities = _read(given["text"], given.get("parse_mode"), given.get("entities"))
    if not plain:
        raise bad_request("message text is empty")
    if utf16_length(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": plain, **({"entities": entities} if entities else {})}


def _captioned(given: Json) -> Json:
    if not given.get("caption"):
        return {}
    plain, entities = _read(
        given["caption"], given.get("parse_mode"), given.get("caption_entities")
    )
    if utf16_length(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return {"caption": plain, **({"caption_entities": entities} if entities else {})}


def _read(source: str, mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    if mode is not None and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if mode is not None:
        plain, entities = text.parse_html(source)
    else:
        plain, entities = text.given_entities(source, given or [])
    return plain, text.with_found(plain, entities)


def _send(world: World, given: Json, content: Json) -> Json:
    markup = _markup(given)
    chat = world.chat_to_write(given["chat_id"])
    signed: Json = (
        {"sender_chat": chat.as_chat()} if chat.kind == "channel" else {"from": world.as_bot()}
    )
    reply = given.get("reply_parameters")
    if reply is not None:
        answered = chat.messages.get(reply["message_id"])
        if answered is not None and not answered.deleted:
            content = {**content, "reply_to_message": _without_reply(answered.payload)}
        elif not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    shown = {name: value for name, value in markup.items() if value is not None}
    chat.action = ""
    kept = world.keep(
        chat,
        {**signed, **content, **_preview(given), **shown},
        from_bot=True,
        silent=given.get("disable_notification", False),
    )
    return kept.payload


def _markup(given: Json) -> Json:
    markup = given.get("reply_markup")
    return {"reply_markup": keyboards.checked(markup) if markup is not None else None}


def _preview(given: Json) -> Json:
    options = given.get("link_preview_options")
    return {"link_preview_options": options} if options else {}


def _target(world: World, given: Json, what: str) -> tuple[Kept, Chat]:
    if "inline_message_id" in given:
        place = world.inline_messages.get(given["inline_message_id"])
        if place is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return world.chats[place[0]].messages[place[1]], world.chats[place[0]]
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    chat = world.chat_to_write(given["chat_id"])
    kept = chat.message(given["message_id"], what)
    if not kept.from_bot:
        raise bad_request("message can't be edited")
    return kept, chat


def _edit(world: World, chat: Chat, kept: Kept, changes: Json, given: Json) -> Json | bool:
    before = {name: kept.payload.get(name) for name in changes}
    if before == changes:
        raise bad_request(_NOT_MODIFIED)
    for words in ("text", "caption"):
        if words in changes:
            kept.earlier.append(kept.payload.get(words, ""))
    for name, value in changes.items():
        if value is None:
            kept.payload.pop(name, None)
        else:
            kept.payload[name] = value
    kept.payload["edit_date"] = world.unix_time()
    kept.edits.append(time.monotonic())
    world.tell(
        "edited",
        chat=chat.id,
        message=kept.payload,
        from_bot=kept.from_bot,
        reworded=bool(kept.earlier),
    )
    return True if "inline_message_id" in given else kept.payload


def _without_reply(payload: Json) -> Json:
    return {name: value for name, value in payload.items() if name != "reply_to_message"}


def _file(world: World, given: Upload | str, what: str) -> StoredFile:
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return world.store(given.name, given.content, given.mime_type)
    if given.startswith(("http://", "https://")):
        # Telegram would fetch it; here nothing leaves the machine.
        raise bad_request("failed to get HTTP URL content")
    try:
        return world.files[given]
    except KeyError:
        raise bad_request(
            f"wrong remote file identifier specified: can't find the {what}"
        ) from None


def _as_file(file: StoredFile) -> Json:
    return {"file_id": file.id, "file_unique_id": f"u-{file.id}", "file_size": len(file.content)}


def _picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, (length,) = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
