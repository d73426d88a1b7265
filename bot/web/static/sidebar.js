// The left side: who one is, and the conversations. On a narrow screen it is a drawer.

import { $, botFace, el, face, icon, toast } from "./dom.js";
import { everybody, everywhere, properChannel, properPerson, store, unread } from "./store.js";
import { t } from "./words.js";

const narrow = matchMedia("(max-width: 760px)");

/** `go(place)` and `become(person)` are what a click does; both may be given new names. */
export function startSidebar({ go, become }) {
  $("menu").addEventListener("click", () => drawer(true));
  $("shade").addEventListener("click", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer-open")) drawer(false);
  });
  narrow.addEventListener("change", settle);
  $("me").addEventListener("click", () => unfold($("people").hidden));
  adding("add-person", properPerson, "bad-person", (name) => { store.newPeople.push(name); become(name); });
  adding("add-channel", properChannel, "bad-channel", (name) => { store.newChannels.push(name); go(name); });
  for (const id of ["people-list", "private-list", "channel-list"]) {
    $(id).addEventListener("click", (event) => {
      const item = event.target.closest("button");
      if (!item) return;
      if (id === "people-list") become(item.dataset.name);
      else go(item.dataset.name ?? null);
    });
  }
  settle();
}

function settle() {
  const wishes = document.querySelector(".wishes");
  // The language and the theme do not fit a narrow bar: there they live in the drawer.
  (narrow.matches ? $("wishes-narrow") : document.querySelector(".bar")).append(wishes);
  drawer(false);
}

/** Opens or closes the drawer; on a wide screen the side simply stands there. */
export function drawer(open) {
  const wasOpen = document.body.classList.contains("drawer-open");
  document.body.classList.toggle("drawer-open", open && narrow.matches);
  $("side").inert = narrow.matches && !open;
  $("talk").inert = narrow.matches && open;
  $("menu").setAttribute("aria-expanded", String(open));
  if (!narrow.matches) return;
  if (open) $("me").focus();
  else if (wasOpen) $("menu").focus();
}

export function unfold(open) {
  $("people").hidden = !open;
  $("me").setAttribute("aria-expanded", String(open));
}

function adding(id, proper, complaint, add) {
  const form = $(id);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = proper(form.elements.name.value);
    if (name === null) return toast(t(complaint));
    form.reset();
    add(name);
  });
}

/** Draws the lists anew, keeping the focus where it was. */
export function drawSidebar() {
  const focused = document.activeElement?.closest?.(".list button")?.id;
  $("me").replaceChildren(face(store.me), el("span", { class: "name" }, store.me), icon("down"));
  $("people-list").replaceChildren(...everybody().map((name) =>
    item({ id: `person-${name}`, name, current: name === store.me, sign: face(name, true), label: t("act-as", { name }) })));
  $("private-list").replaceChildren(item({ id: "place-", current: store.place === null, sign: botFace(true), text: t("private"), dot: unread(null) }));
  $("channel-list").replaceChildren(...everywhere().map((name) =>
    item({ id: `place-${name}`, name, current: name === store.place, sign: icon("hash"), dot: unread(name) })));
  if (focused) $(focused)?.focus();
}

function item({ id, name, current, sign, text = name, label = null, dot = false }) {
  return el("li", {}, el("button", {
    type: "button", id, class: dot ? "unread" : null, data: name === undefined ? {} : { name },
    "aria-current": current ? "true" : null, "aria-label": label,
  }, sign, el("span", { class: "name" }, text), dot ? el("span", { class: "dot", role: "img", "aria-label": t("unread") }) : null));
}
