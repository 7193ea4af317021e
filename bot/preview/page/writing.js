// The message field: messages, the menu of commands, inline queries.

import { $, act, chat, make, state } from "./common.js";

const INLINE_PAUSE_MS = 250;

export function say(words) {
  return act("/control/say", { chat_id: chat().id, user_id: chat().speaker, words });
}

/** Put an inline query into the message field, as "share" does. */
export function ask(query) {
  $("words").value = `@${state.bot.username} ${query}`;
  $("words").focus();
  written();
}

export function grow() {
  $("words").style.height = "auto";
  const needed = $("words").scrollHeight;
  // What is hidden has no height to measure.
  if (needed) $("words").style.height = `${Math.min(needed, 140)}px`;
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

export function hideOffers() {
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

$("composer").onsubmit = (event) => { event.preventDefault(); send(); };
$("words").oninput = written;
$("words").onkeydown = keyInWords;
$("at").onclick = () => ask("");
$("menu").onclick = () => {
  if ($("offers").hidden) offerCommands("");
  else hideOffers();
  $("words").focus();
};
