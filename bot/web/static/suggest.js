// The one list of suggestions, shown beside whichever field is being typed in.

import { $, el } from "./dom.js";

const list = $("suggest");
let open = null; // {field, start, items, at, moved, eager}

/** The word before the caret that begins with one of the marks, as {mark, word, start}; null where there is none. */
export function markedWord(text, marks) {
  const hit = new RegExp(`(?:^|[\\s(（,，、])([${marks}])([^\\s${marks}]*)$`, "u").exec(text);
  return hit && { mark: hit[1], word: hit[2], start: text.length - hit[1].length - hit[2].length };
}

/** The items whose label contains what was typed, those that begin with it first. */
export function matching(items, typed) {
  const wanted = typed.toLowerCase();
  const label = (item) => item.label.replace(/^[@#]/, "").toLowerCase();
  const hits = items.filter((item) => label(item).includes(wanted) || item.also?.toLowerCase().includes(wanted));
  return hits.sort((a, b) => Number(label(b).startsWith(wanted)) - Number(label(a).startsWith(wanted)));
}

/**
 * Offers suggestions for a field. `offer(before)` gets the text before the caret and gives {start, items}, each item
 * with label, detail and insert, or null; `eager: true` lets Enter take the first without going to it by arrow.
 */
export function suggestFor(field, offer) {
  field.setAttribute("autocomplete", "off");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "suggest");
  const look = () => {
    const offered = field.selectionStart === field.selectionEnd && offer(field.value.slice(0, field.selectionStart));
    if (offered && offered.items.length) show(field, offered);
    else hide(field);
  };
  field.addEventListener("input", look);
  field.addEventListener("click", look);
  field.addEventListener("blur", () => hide(field));
  field.addEventListener("keydown", (event) => {
    if (suggesting(field)) key(field, event);
    else if (event.key === "ArrowDown" && field.matches("input")) look();
  });
}

export const suggesting = (field) => open !== null && open.field === field;

function show(field, { start, items, eager }) {
  open = { field, start, items: items.slice(0, 30), at: 0, moved: false, eager };
  list.replaceChildren(...open.items.map(option));
  list.hidden = false;
  place(field);
  point();
}

// It goes along with its field when things move, and goes away with it.
function follow(event) {
  if (open === null || event.target === list) return;
  const { top, bottom } = open.field.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) hide(open.field);
  else place(open.field);
}
document.addEventListener("scroll", follow, true);
addEventListener("resize", follow);

function option(item, index) {
  const take = (event) => { event.preventDefault(); choose(index); };
  return el("li", { id: `suggest-${index}`, role: "option", on: { pointerdown: take } },
    el("span", { class: "suggest-label" }, item.label),
    item.detail ? el("span", { class: "suggest-detail" }, item.detail) : null,
    item.example ? el("code", {}, item.example) : null);
}

function place(field) {
  const anchor = (field.closest(".composer-row") ?? field).getBoundingClientRect();
  const below = innerHeight - anchor.bottom;
  const up = anchor.top > below;
  list.style.left = `${Math.max(8, anchor.left)}px`;
  list.style.width = `${Math.min(Math.max(anchor.width, 240), innerWidth - 16)}px`;
  list.style.top = up ? "auto" : `${anchor.bottom + 6}px`;
  list.style.bottom = up ? `${innerHeight - anchor.top + 6}px` : "auto";
  list.style.maxHeight = `${Math.min(320, (up ? anchor.top : below) - 16)}px`;
}

function point() {
  [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === open.at)));
  open.field.setAttribute("aria-activedescendant", `suggest-${open.at}`);
  list.children[open.at].scrollIntoView({ block: "nearest" });
}

/** Takes the list away from a field, if it stands there. */
export function hide(field) {
  if (open === null || open.field !== field) return;
  field.removeAttribute("aria-activedescendant");
  open = null;
  list.hidden = true;
}

function choose(index) {
  const { field, start, items } = open;
  const insert = items[index].insert;
  field.setRangeText(insert, start, field.selectionStart, "end");
  hide(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function key(field, event) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !event.altKey) {
    open.at = (open.at + step + open.items.length) % open.items.length;
    open.moved = true;
    point();
  } else if (event.key === "Tab" && !event.shiftKey) {
    choose(open.at);
  } else if (event.key === "Enter" && !event.shiftKey && (open.moved || open.eager)) {
    choose(open.at);
  } else if (event.key === "Escape") {
    hide(field);
  } else {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}
