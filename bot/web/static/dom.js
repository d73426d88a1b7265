// Elements are made of text alone: nothing on this page is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `data`, `on`, attributes) and children; null and false are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the page's drawn signs. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

export const $ = (id) => document.getElementById(id);

const HUES = 12;

/** A person's round sign: the first letter on a colour that stays theirs. */
export function face(name, small = false) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  const first = [...name][0] ?? "?";
  return el("span", { class: `face hue-${sum % HUES}${small ? " small" : ""}`, "aria-hidden": "true" }, first.toUpperCase());
}

/** The bot's own sign. */
export function botFace(small = false) {
  return el("img", { class: `face bot${small ? " small" : ""}`, src: "/chat/static/muster.svg", alt: "" });
}

/** Has a text read aloud to whoever cannot see the page; what comes soon after does not displace it. */
export function aloud(text) {
  $("aloud").append(el("p", {}, text));
  while ($("aloud").children.length > 8) $("aloud").firstChild.remove();
}

/** Says something at the foot of the page for a while; with an action, until it is taken or closed. */
export function toast(text, action = null, closeLabel = "") {
  const note = el("div", { class: "toast" }, el("span", {}, text));
  if (action) {
    const run = () => { note.remove(); action.run(); };
    note.append(
      el("button", { type: "button", class: "primary", on: { click: run } }, action.label),
      el("button", { type: "button", class: "quiet square", "aria-label": closeLabel, on: { click: () => note.remove() } }, icon("close")),
    );
  }
  $("toasts").replaceChildren(note);
  setTimeout(() => note.remove(), action ? 12000 : 5000);
}
