// Messages and the buttons under them.
// Offsets of entities count UTF-16 code units, as JavaScript's strings do.

import { $, act, avatar, chat, clock, make, state, toast } from "./common.js";
import { choose } from "./page.js";
import { ask, say } from "./writing.js";

export function showMessages() {
  $("messages").replaceChildren();
  const sorted = [...chat().messages.values()].sort((a, b) => a.message.message_id - b.message.message_id);
  for (const kept of sorted) $("messages").append(bubble(kept));
  toEnd();
}

export function showMessage(kept, isNew) {
  const old = $("messages").querySelector(`[data-id="${kept.message.message_id}"]`);
  const shown = bubble(kept);
  if (old) {
    const spot = [...old.querySelectorAll(".keys *")].indexOf(document.activeElement);
    old.replaceWith(shown);
    if (spot >= 0) shown.querySelectorAll(".keys *")[spot]?.focus();
  } else {
    shown.classList.add("fresh");
    $("messages").append(shown);
  }
  if (isNew && !kept.from_bot) toEnd();
}

// Whoever reads at the end stays there when messages come, pictures load and menus open.
let atEnd = true;
let lastTop = 0;
function toEnd() {
  atEnd = true;
  $("scroll").scrollTop = $("scroll").scrollHeight;
  lastTop = $("scroll").scrollTop;
  $("down").hidden = true;
}
function scrolled() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroll");
  const near = scrollHeight - scrollTop - clientHeight < 48;
  // Only a person scrolls up; what grows below is no reason to stay behind.
  atEnd = near || (atEnd && scrollTop >= lastTop);
  lastTop = scrollTop;
  $("down").hidden = atEnd;
}
const resized = new ResizeObserver(() => (atEnd ? toEnd() : scrolled()));
resized.observe($("messages"));
resized.observe($("scroll"));
$("scroll").onscroll = scrolled;
$("down").onclick = toEnd;

function bubble({ message, from_bot: fromBot, reworded }) {
  const service = serviceText(message);
  const item = make("li", service ? "service" : "message");
  item.dataset.id = message.message_id;
  if (service) {
    item.append(make("span", "", service));
    return item;
  }
  const own = !fromBot && message.from?.id === chat().speaker;
  item.classList.add(own ? "own" : "theirs");
  const body = make("div", "bubble");
  if (chat().kind !== "private" && !own) body.append(make("b", "name", message.from?.first_name ?? chat().name));
  if (message.via_bot) body.append(make("span", "via", `via @${message.via_bot.username}`));
  if (message.photo) body.append(picture(message.photo.at(-1)));
  if (message.document) body.append(file(message.document));
  const words = message.text ?? message.caption ?? "";
  if (words) body.append(make("div", "text", rich(words, message.entities ?? message.caption_entities ?? [])));
  const edited = reworded ? "edited " : "";
  const stamp = make("span", "stamp", edited, make("time", "", clock(message.date)));
  if (own) stamp.append(make("span", "ticks", make("span", "hidden", "sent")));
  body.append(stamp);
  item.append(body);
  if (message.reply_markup?.inline_keyboard) item.append(keys(message));
  return item;
}

function serviceText(message) {
  if (message.new_chat_members) return `${message.from.first_name} added ${state.bot.name}`;
  if (message.migrate_to_chat_id) return "The group became a supergroup";
  return message.migrate_from_chat_id ? "The group continues here" : "";
}

function picture(photo) {
  const image = make("img", "photo");
  image.src = `/preview/files/${photo.file_id}`;
  image.width = photo.width;
  image.height = photo.height;
  image.alt = "Picture sent by the bot";
  return image;
}

function file(document_) {
  const link = make("a", "file", make("span", "file-icon", "↓"));
  link.href = `/preview/files/${document_.file_id}`;
  link.download = document_.file_name;
  const size = `${Math.max(1, Math.round(document_.file_size / 1024))} kB`;
  link.append(make("span", "who", make("b", "", document_.file_name), make("small", "", size)));
  return link;
}

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);

/** Text with its entities as elements; entities nest and never overlap. */
function rich(text, entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, list) => {
    const parts = document.createDocumentFragment();
    let at = from;
    for (let i = 0; i < list.length; ) {
      const entity = list[i];
      const end = Math.min(entity.offset + entity.length, to);
      const rest = list.slice(i + 1);
      const after = rest.findIndex((each) => each.offset >= end);
      const inner = after < 0 ? rest : rest.slice(0, after);
      parts.append(text.slice(at, entity.offset));
      const element = entityElement(entity, text.slice(entity.offset, end));
      element.append(build(entity.offset, end, inner));
      parts.append(element);
      // A block ends its own line.
      at = BLOCKS.has(element.tagName) && text[end] === "\n" ? end + 1 : end;
      i += inner.length + 1;
    }
    parts.append(text.slice(at, to));
    return parts;
  };
  return build(0, text.length, sorted);
}

function entityElement(entity, words) {
  if (TAGS[entity.type]) return make(TAGS[entity.type]);
  if (entity.type === "text_link") return anchor(entity.url);
  if (entity.type === "url") return anchor(words);
  if (entity.type === "bot_command") {
    const command = make("button", "inline-link");
    command.type = "button";
    command.onclick = () => say(words);
    return command;
  }
  if (entity.type !== "spoiler") return make("span", entity.type === "custom_emoji" ? "" : "inline-link");
  const spoiler = make("button", "spoiler");
  spoiler.type = "button";
  spoiler.onclick = () => spoiler.classList.add("seen");
  return spoiler;
}

function anchor(url) {
  const link = make("a");
  link.href = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.onclick = (click) => {
    const deep = new RegExp(`^(?:https?://)?t\\.me/${state.bot.username}\\?start=([\\w-]+)$`).exec(url);
    if (!deep) return;
    click.preventDefault();
    const own = chat().kind === "private" ? chat() : [...state.chats.values()].find((c) => c.id === chat().speaker);
    if (own !== chat()) choose(own.id);
    say(`/start ${deep[1]}`);
  };
  return link;
}

function keys(message) {
  const rows = message.reply_markup.inline_keyboard.map((row) =>
    make("div", "row", ...row.map((button) => key(message, button))),
  );
  return make("div", "keys", ...rows);
}

function key(message, button) {
  const element = button.url ? anchor(button.url) : make("button");
  if (!button.url) element.type = "button";
  element.append(make("span", "", button.text));
  if (button.url) element.classList.add("opens");
  else if (button.copy_text) {
    element.classList.add("copies");
    element.onclick = () => navigator.clipboard.writeText(button.copy_text.text).then(() => toast("Copied"));
  } else if (button.switch_inline_query !== undefined) {
    element.classList.add("shares");
    element.onclick = () => share(button.switch_inline_query);
  } else if (button.switch_inline_query_current_chat !== undefined) {
    element.onclick = () => ask(button.switch_inline_query_current_chat);
  } else element.onclick = () => press(element, message.message_id, button.callback_data);
  return element;
}

async function press(element, messageId, data) {
  element.setAttribute("aria-busy", "true");
  const answer = await act("/control/press", {
    chat_id: chat().id, user_id: chat().speaker, message_id: messageId, button: data,
  });
  element.removeAttribute("aria-busy");
  if (!answer?.text) return;
  if (!answer.alert) return toast(answer.text);
  $("alert-text").textContent = answer.text;
  $("alert").showModal();
}

function share(query) {
  $("share-list").replaceChildren(
    ...[...state.chats.values()].map((each, number) => {
      const button = make("button", "person", avatar(each.name, number), make("b", "", each.name));
      button.type = "button";
      button.onclick = () => {
        $("share").close();
        choose(each.id);
        ask(query);
      };
      return make("li", "", button);
    }),
  );
  $("share").showModal();
}
