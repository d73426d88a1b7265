// The conversation in the middle: messages in order, a line for each day, kept at its end unless one scrolls up.

import { dayNode, messageNode } from "./cards.js";
import { $, el } from "./dom.js";
import { headOf, here, placeOf, store } from "./store.js";
import { t } from "./words.js";

const PAGE = 120; // messages at a time
const TOGETHER = 5 * 60 * 1000; // ms within which somebody's messages stand under one name

const log = $("log");
const inner = $("log-inner");
let from = 0; // of here(), how many earlier ones are not on the page
let act = null;
let atEnd = true;

/** `actions` are what can be done from a message, `say` with the channel as well. */
export function startLog(actions) {
  act = actions;
  log.addEventListener("scroll", () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (atEnd) $("fresh").hidden = true;
  });
  $("fresh").addEventListener("click", toEnd);
  // Pictures come late, and the message box grows: what was at the end stays there.
  const keep = new ResizeObserver(() => { if (atEnd) log.scrollTop = log.scrollHeight; });
  keep.observe(inner);
  keep.observe(log);
}

export function toEnd() {
  log.scrollTop = log.scrollHeight;
  atEnd = true;
  $("fresh").hidden = true;
}

/** Where what came is longer than the window, begins it at its beginning: one reads from there. */
export function showFrom(message) {
  const node = message && $(`message-${message.id}`);
  if (!node || log.getBoundingClientRect().bottom - node.getBoundingClientRect().top <= log.clientHeight) return;
  log.scrollTop += node.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}

/** Draws the place anew. */
export function drawPlace() {
  const messages = here();
  from = Math.max(0, messages.length - PAGE);
  draw(messages);
  toEnd();
}

function draw(messages) {
  const shown = messages.slice(from);
  if (!messages.length) return inner.replaceChildren(emptyNode());
  const nodes = shown.flatMap((message, index) => withDay(message, shown[index - 1]));
  if (from) nodes.unshift(el("button", { type: "button", class: "earlier", on: { click: earlier } }, t("earlier")));
  inner.replaceChildren(...nodes);
  foldForms();
  // One that was answered, or left for something else, before the page was opened.
  const last = [...inner.querySelectorAll(".message.mine")].at(-1);
  for (const fold of inner.querySelectorAll(".fold[open]")) {
    if (last && fold.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING) fold.open = false;
  }
}

function earlier() {
  const height = log.scrollHeight - log.scrollTop;
  from = Math.max(0, from - PAGE);
  draw(here());
  log.scrollTop = log.scrollHeight - height;
}

/** Puts what is new at the end, and what changed in its place. */
export function drawNews(added, changed) {
  const inPlace = (message) => placeOf(message) === store.place;
  for (const message of changed.filter(inPlace)) redraw(message);
  const fresh = added.filter(inPlace);
  if (!fresh.length) return;
  inner.querySelector(".empty")?.remove();
  let before = here().at(-fresh.length - 1);
  const wasAtEnd = atEnd;
  if (fresh.some(headOf)) {
    draw(here());
  } else {
    for (const message of fresh) {
      inner.append(...withDay(message, before));
      before = message;
    }
    foldForms();
  }
  if (wasAtEnd || fresh.some((message) => message.from === store.me)) toEnd();
  else $("fresh").hidden = false;
}

function redraw(message) {
  const old = $(`message-${message.id}`);
  if (!old) return;
  const node = messageNode(message, actions(message));
  for (const kept of ["together", "reply"]) node.classList.toggle(kept, old.classList.contains(kept));
  node.classList.add("changed");
  old.replaceWith(node);
}

const actions = (message) => ({ ...act, say: (text) => act.say(text, placeOf(message)) });

function withDay(message, before) {
  const node = messageNode(message, actions(message));
  const dayAt = (one) => (headOf(one) ?? one).at.slice(0, 10);
  const sameDay = before && dayAt(before) === dayAt(message);
  node.classList.toggle("reply", Boolean(headOf(message)));
  const soon = sameDay && new Date(message.at) - new Date(before.at) < TOGETHER;
  if (soon && before.from === message.from && before.only === message.only) node.classList.add("together");
  return sameDay ? [node] : [dayNode(message.at), node];
}

/** Only the newest form stays open, and one that is being filled in. */
function foldForms() {
  const folds = [...inner.querySelectorAll(".fold")];
  for (const fold of folds.slice(0, -1)) if (!fold.contains(document.activeElement)) fold.open = false;
}

const TRY = {
  private: [["empty-private-1", () => t("empty-private-1-says")], ["empty-private-2", () => "/help"], ["empty-private-3", () => "/kpi"]],
  channel: [["empty-channel-1", () => "/kudos"], ["empty-channel-2", () => "/meeting new"], ["empty-channel-3", () => "/todo"]],
};

/** What stands where nothing was said yet: three things to try. */
function emptyNode() {
  const kind = store.place === null ? "private" : "channel";
  const { place } = store;
  return el("div", { class: "empty" },
    el("img", { src: "/chat/static/muster.svg", alt: "", width: 44, height: 44 }),
    el("h2", {}, t(`empty-${kind}-title`, { name: place })),
    el("p", {}, t(`empty-${kind}-text`)),
    el("div", { class: "tries" }, TRY[kind].map(([key, text]) =>
      el("button", { type: "button", on: { click: () => act.say(text(), place) } }, el("span", {}, t(key)), el("code", {}, text())))));
}
