// What every part of the page uses: what is known, and how to ask the server.

export const $ = (id) => document.getElementById(id);
export const state = { bot: null, chats: new Map(), active: 0, feeds: null, typing: new Map() };
const COLOURS = 7;

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

export async function post(path, body) {
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
export async function act(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    // fetch itself fails only where nobody listens.
    toast(error instanceof TypeError ? "The preview does not answer. Does it still run?" : error.message);
    return undefined;
  }
}

export const chat = () => state.chats.get(state.active);
export const clock = (seconds, full = false) =>
  new Date(seconds * 1000).toLocaleTimeString("en-GB", full ? {} : { hour: "2-digit", minute: "2-digit" });

export function avatar(name, number) {
  const circle = make("span", `avatar colour-${number % COLOURS}`, [...name][0] ?? "?");
  circle.setAttribute("aria-hidden", "true");
  return circle;
}

let toastTimer = 0;
export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}
