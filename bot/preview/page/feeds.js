// The demo feeds: what they say, who polled them, and an entry on demand.

import { $, act, clock, make, state } from "./common.js";

export function fillPeople(people) {
  if ($("person").options.length !== people.length)
    $("person").replaceChildren(...people.map((person) => new Option(person.name, person.slug)));
}

export function showFeeds(feeds) {
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

$("pause").onclick = () => act("/preview/pause", { paused: !state.feeds.paused });
$("publish").onsubmit = (event) => {
  event.preventDefault();
  act("/preview/publish", { people: [$("person").value] });
};
setInterval(countDown, 500);
