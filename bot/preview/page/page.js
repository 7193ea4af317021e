// The chat page of the preview. It keeps what the server tells it and shows one chat at a time.
// Offsets of entities count UTF-16 code units, as JavaScript's strings do.

const $ = (id) => document.getElementById(id);
const state = { bot: null, chats: new Map(), active: 0, feeds: null, typing: new Map() };
const COLOURS = 7;
const INLINE_PAUSE_MS = 250;
const TYPING_MS = 5000;

function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The preview answered ${response.status}.`);
  return answer.result;
}

/** Do something at the server; if that fails, say so. */
async function act(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}

const chat = () => state.chats.get(state.active);
const clock = (seconds, full = false) =>
  new Date(seconds * 1000).toLocaleTimeString("en-GB", full ? {} : { hour: "2-digit", minute: "2-digit" });

// ---- what the server tells ----

async function load() {
  const told = await (await fetch("/preview/state")).json();
  const before = state.chats;
  state.bot = told.bot;
  state.chats = new Map(
    told.chats.map((each) => {
      const known = before.get(each.id);
      const messages = new Map(each.messages.map((kept) => [kept.message.message_id, kept]));
      const kept = { unread: 0, draft: "", speaker: each.speakers[0].id, ...(known ?? {}) };
      return [each.id, { ...kept, ...each, messages }];
    }),
  );
  if (!state.chats.has(state.active)) state.active = told.chats[0].id;
  fillPeople(told.feeds.people);
  showFeeds(told.feeds);
  showChat();
}

function hear(event) {
  const here = state.chats.get(event.chat);
  if (event.what === "hello") load();
  else if (event.what === "feeds") showFeeds(event.feeds);
  else if (["commands", "about", "membership"].includes(event.what)) load();
  else if (!here) return;
  else if (event.what === "message" || event.what === "edited") keepMessage(here, event);
  else if (event.what === "deleted") {
    here.messages.delete(event.message_id);
    if (here === chat()) showMessages();
  } else if (event.what === "action") typing(here);
}

function keepMessage(here, event) {
  const isNew = !here.messages.has(event.message.message_id);
  here.messages.set(event.message.message_id, event);
  state.typing.delete(here.id);
  if (here.kind === "private" && !event.from_bot && here.bot === "left") here.bot = "member";
  if (here === chat()) {
    showMessage(event, isNew);
    showHead();
  } else if (isNew && event.from_bot) here.unread += 1;
  showPeople();
}

function typing(here) {
  state.typing.set(here.id, Date.now());
  showHead();
  setTimeout(showHead, TYPING_MS + 50);
}

// ---- people and the head of the chat ----

function avatar(name, number) {
  const circle = make("span", `avatar colour-${number % COLOURS}`, [...name][0] ?? "?");
  circle.setAttribute("aria-hidden", "true");
  return circle;
}

function showPeople() {
  const tabs = [...state.chats.values()].map((each, number) => {
    const tab = make("button", "person", avatar(each.name, number));
    tab.type = "button";
    tab.append(make("span", "who", make("b", "", each.name), make("small", "", each.role)));
    if (each.unread) {
      const badge = make("span", "badge", String(each.unread));
      badge.setAttribute("aria-label", `${each.unread} unread`);
      tab.append(badge);
    }
    tab.setAttribute("aria-current", String(each.id === state.active));
    tab.dataset.chat = each.id;
    tab.onclick = () => choose(each.id);
    return tab;
  });
  const focused = document.activeElement?.dataset?.chat;
  $("people").replaceChildren(...tabs);
  tabs.find((tab) => tab.dataset.chat === focused)?.focus();
}

function choose(id) {
  chat().draft = $("words").value;
  state.active = id;
  chat().unread = 0;
  document.body.dataset.view = "chat";
  $("switch-view").textContent = "Feeds";
  showChat();
}

function showHead() {
  const here = chat();
  const isGroup = here.kind !== "private";
  $("chat-name").textContent = isGroup ? here.name : state.bot.name;
  const isTyping = Date.now() - (state.typing.get(here.id) ?? 0) < TYPING_MS;
  $("chat-status").textContent = isTyping ? "typing…" : isGroup ? "group, 3 people" : "bot";
  $("chat-status").classList.toggle("active", isTyping);
  $("chat-avatar").textContent = [...$("chat-name").textContent][0];
  $("speaker-label").hidden = !isGroup;
  const inside = !["left", "kicked"].includes(here.bot);
  $("leave").hidden = !inside;
  $("leave").textContent = isGroup ? "Remove bot" : "Block bot";
  const fresh = here.messages.size === 0;
  const big = isGroup ? "Add the bot to this group" : here.bot === "kicked" ? "Unblock bot" : "Start";
  $("big").textContent = big;
  $("big").hidden = inside;
  $("composer").hidden = !inside;
  $("welcome").hidden = !fresh;
  if (fresh) {
    const about = here.about || "Press Start and talk to the bot as anyone would in Telegram.";
    const lines = isGroup
      ? "Add the bot, and see how a group follows people together. Only its administrators decide what."
      : about;
    $("welcome").replaceChildren(make("b", "", isGroup ? here.name : "What can this bot do?"), lines);
  }
}

function showChat() {
  const here = chat();
  showPeople();
  showHead();
  $("speaker").replaceChildren(
    ...here.speakers.map((person, number) => {
      const role = number === 0 ? "administrator" : "member";
      return new Option(`${person.name} (${role})`, person.id, false, person.id === here.speaker);
    }),
  );
  $("words").value = here.draft;
  grow();
  hideOffers();
  showMessages();
}

// ---- messages ----

function showMessages() {
  $("messages").replaceChildren();
  const sorted = [...chat().messages.values()].sort((a, b) => a.message.message_id - b.message.message_id);
  for (const kept of sorted) $("messages").append(bubble(kept));
  toEnd();
}

function showMessage(kept, isNew) {
  const near = $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 160;
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
  if (near || (isNew && !kept.from_bot)) toEnd();
  else if (isNew) $("down").hidden = false;
}

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
  $("down").hidden = true;
}

function bubble({ message, from_bot: fromBot }) {
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
  const edited = message.edit_date ? "edited " : "";
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
      at = end;
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

// ---- buttons under messages ----

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

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

// ---- writing: messages, the menu of commands, inline queries ----

function say(words) {
  return act("/control/say", { chat_id: chat().id, user_id: chat().speaker, words });
}

/** Put an inline query into the message field, as "share" does. */
function ask(query) {
  $("words").value = `@${state.bot.username} ${query}`;
  $("words").focus();
  written();
}

function grow() {
  $("words").style.height = "auto";
  $("words").style.height = `${Math.min($("words").scrollHeight, 140)}px`;
}

let inlineTimer = 0;
function written() {
  grow();
  clearTimeout(inlineTimer);
  const words = $("words").value;
  const query = words.startsWith(`@${state.bot.username} `) ? words.slice(state.bot.username.length + 2) : null;
  if (query !== null) inlineTimer = setTimeout(() => offerResults(query), INLINE_PAUSE_MS);
  else if (/^\/\w*$/.test(words)) offerCommands(words.slice(1));
  else hideOffers();
}

function offerCommands(prefix) {
  const fitting = chat().commands.filter((each) => each.command.startsWith(prefix));
  offer(fitting.map((each) => offerItem(`/${each.command}`, each.description, () => say(`/${each.command}`))));
}

async function offerResults(query) {
  const user = chat().speaker;
  const results = await act("/control/inline", { user_id: user, query });
  if (!results || !$("words").value.endsWith(query)) return;
  const where = chat().id;
  const items = results.map((each) =>
    offerItem(each.title, each.description, () =>
      act("/control/choose", { chat_id: where, user_id: user, query, result_id: each.id }),
    ),
  );
  offer(items.length ? items : [make("li", "nothing", "Nothing found")]);
}

function offerItem(title, description, chosen) {
  const item = make("li", "", make("b", "", title), make("span", "", description));
  item.setAttribute("role", "option");
  item.onclick = () => {
    $("words").value = "";
    written();
    hideOffers();
    chosen();
    $("words").focus();
  };
  return item;
}

function offer(items) {
  $("offers").replaceChildren(...items);
  $("offers").hidden = items.length === 0;
  $("menu").setAttribute("aria-expanded", String(items.length > 0));
  select(0);
}

function hideOffers() {
  $("offers").hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function select(number) {
  const items = [...$("offers").children];
  const chosen = (number + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
  items[chosen]?.scrollIntoView({ block: "nearest" });
}

function keyInWords(press_) {
  const open = !$("offers").hidden;
  const items = [...$("offers").children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (open && ["ArrowDown", "ArrowUp"].includes(press_.key)) {
    press_.preventDefault();
    select(now + (press_.key === "ArrowDown" ? 1 : -1));
  } else if (open && press_.key === "Escape") hideOffers();
  else if (open && press_.key === "Tab" && $("words").value.startsWith("/")) {
    press_.preventDefault();
    $("words").value = `${items[now].firstChild.textContent} `;
    written();
  } else if (press_.key === "Enter" && !press_.shiftKey && !press_.isComposing) {
    press_.preventDefault();
    if (open && items[now]?.onclick) items[now].onclick();
    else send();
  }
}

function send() {
  const words = $("words").value.trim();
  if (!words) return;
  $("words").value = "";
  written();
  say(words);
}

// ---- the demo feeds ----

function fillPeople(people) {
  if ($("person").options.length !== people.length)
    $("person").replaceChildren(...people.map((person) => new Option(person.name, person.slug)));
}

function showFeeds(feeds) {
  const newest = Math.max(0, ...(state.feeds?.feeds ?? []).flatMap((f) => f.entries.map((e) => e.number)));
  const isFirst = state.feeds === null;
  state.feeds = feeds;
  $("pause").textContent = feeds.paused ? "Resume" : "Pause";
  $("pause").setAttribute("aria-pressed", String(feeds.paused));
  $("feed-list").replaceChildren(...feeds.feeds.map((each) => feedCard(each, isFirst ? Infinity : newest)));
  countDown();
}

function feedCard(feed, newest) {
  const polls = feed.polls.map((poll, number) => {
    const chip = make("li", `poll status-${poll.status}`, make("b", "", String(poll.status)));
    if (number === 0) chip.append(` ${clock(poll.at, true)}`);
    chip.title = `polled at ${clock(poll.at, true)}`;
    return chip;
  });
  const entries = feed.entries.map((entry) => {
    const link = make("a", "", entry.title);
    link.href = `/demo/entries/${entry.number}`;
    link.target = "_blank";
    link.rel = "noopener";
    return make("li", entry.number > newest ? "new" : "", make("time", "", clock(entry.at, true)), link);
  });
  return make(
    "article", "feed",
    make("header", "", make("h3", "", feed.name), make("ul", "polls", ...(polls.length ? polls : ["not polled yet"]))),
    make("ol", "entries", ...entries),
  );
}

function countDown() {
  if (!state.feeds) return;
  const left = Math.max(0, Math.ceil(state.feeds.next - Date.now() / 1000));
  $("countdown").textContent = state.feeds.paused ? "paused" : `next entry in ${left} s`;
}

// ---- beginning ----

$("composer").onsubmit = (event) => { event.preventDefault(); send(); };
$("words").oninput = written;
$("words").onkeydown = keyInWords;
$("menu").onclick = () => {
  if ($("offers").hidden) offerCommands("");
  else hideOffers();
  $("words").focus();
};
$("at").onclick = () => ask("");
$("down").onclick = toEnd;
$("scroll").onscroll = () => {
  if ($("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 40) $("down").hidden = true;
};
$("speaker").onchange = () => { chat().speaker = Number($("speaker").value); showMessages(); };
$("big").onclick = async () => {
  const here = chat();
  const user = here.speakers[0].id;
  if (here.kind !== "private") await act("/control/add_to_group", { chat_id: here.id, user_id: user });
  else if (here.bot === "kicked") await act("/control/unblock", { user_id: user });
  else await act("/control/start", { user_id: user });
  $("words").focus();
};
$("leave").onclick = () => {
  const here = chat();
  if (here.kind === "private") act("/control/block", { user_id: here.speaker });
  else act("/control/remove_from_group", { chat_id: here.id, user_id: here.speakers[0].id });
};
$("pause").onclick = () => act("/preview/pause", { paused: !state.feeds.paused });
$("publish").onsubmit = (event) => {
  event.preventDefault();
  act("/preview/publish", { people: [$("person").value] });
};
$("switch-view").onclick = () => {
  const feeds = document.body.dataset.view !== "feeds";
  document.body.dataset.view = feeds ? "feeds" : "chat";
  $("switch-view").textContent = feeds ? "Chat" : "Feeds";
};
setInterval(countDown, 500);
new EventSource("/preview/events").onmessage = (message) => hear(JSON.parse(message.data));
