// Ctrl+K or Cmd+K: by a few letters to a channel, or into somebody's place.

import { $, botFace, el, face, icon } from "./dom.js";
import { everybody, everywhere, store } from "./store.js";
import { matching } from "./suggest.js";
import { t } from "./words.js";

const dialog = $("jump");
const input = $("jump-text");
const list = $("jump-list");
let items = [];
let at = 0;

/** `go(place)` and `become(person)` are where one lands. */
export function startJump({ go, become }) {
  const mac = /Mac|iPhone|iPad/u.test(navigator.platform);
  $("jump-key").textContent = mac ? "⌘K" : "Ctrl K";
  $("jump-open").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else if (!$("app").hidden) open();
  });
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      at = (at + step + items.length) % items.length;
      point();
    } else if (event.key === "Enter") land(at);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  function open() {
    input.value = "";
    draw();
    dialog.showModal();
  }

  function draw() {
    const places = [{ label: t("private"), also: t("private-about"), sign: () => botFace(true), land: () => go(null) },
      ...everywhere().map((name) => ({ label: `#${name}`, sign: () => icon("hash"), text: name, land: () => go(name) }))];
    const people = everybody().filter((name) => name !== store.me)
      .map((name) => ({ label: `@${name}`, sign: () => face(name, true), text: t("act-as", { name }), land: () => become(name) }));
    items = matching([...places, ...people], input.value.trim().replace(/^[@#＠＃]/u, ""));
    at = 0;
    list.replaceChildren(...items.map((item, index) =>
      el("li", { id: `jump-${index}`, role: "option", on: { click: () => land(index) } }, item.sign(), el("span", { class: "name" }, item.text ?? item.label))));
    if (!items.length) list.replaceChildren(el("li", { class: "note", role: "option", "aria-disabled": "true" }, t("jump-none")));
    point();
  }

  function land(index) {
    if (!items[index]) return;
    dialog.close();
    items[index].land();
  }
}

function point() {
  if (!items.length) return input.removeAttribute("aria-activedescendant");
  [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
  input.setAttribute("aria-activedescendant", `jump-${at}`);
  list.children[at].scrollIntoView({ block: "nearest" });
}
