// The chat page of the preview: it hears what the server tells and shows one chat at a time.

import { $, act, avatar, chat, make, state } from "./common.js";
import { fillPeople, showFeeds } from "./feeds.js";
import { showMessage, showMessages } from "./messages.js";
import { grow, hideOffers } from "./writing.js";

const TYPING_MS = 5000;

async function load() {
  const told = await (await fetch("/preview/state")).json();
  const before = state.chats;
  if (chat()) chat().draft = $("words").value;
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

export function choose(id) {
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
  const pressedBig = document.activeElement === $("big");
  $("big").textContent = big;
  $("big").hidden = inside;
  $("composer").hidden = !inside;
  if (inside && pressedBig) $("words").focus();
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

$("speaker").onchange = () => { chat().speaker = Number($("speaker").value); showMessages(); };
$("big").onclick = () => {
  const here = chat();
  const user = here.speakers[0].id;
  if (here.kind !== "private") act("/control/add_to_group", { chat_id: here.id, user_id: user });
  else if (here.bot === "kicked") act("/control/unblock", { user_id: user });
  else act("/control/start", { user_id: user });
};
$("leave").onclick = () => {
  const here = chat();
  if (here.kind === "private") act("/control/block", { user_id: here.speaker });
  else act("/control/remove_from_group", { chat_id: here.id, user_id: here.speakers[0].id });
};
$("switch-view").onclick = () => {
  const feeds = document.body.dataset.view !== "feeds";
  document.body.dataset.view = feeds ? "feeds" : "chat";
  $("switch-view").textContent = feeds ? "Chat" : "Feeds";
};
new EventSource("/preview/events").onmessage = (message) => hear(JSON.parse(message.data));
