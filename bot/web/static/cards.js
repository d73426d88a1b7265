// One message as it is seen: typed ones as bubbles, the bot's as cards. All words go in as text.

import { botFace, el, face, icon } from "./dom.js";
import { formNode } from "./forms.js";
import { store, placeOf } from "./store.js";
import { dress } from "./theme.js";
import { dayOf, momentOf, timeOf } from "./times.js";
import { t } from "./words.js";

/**
 * A message's element. `act` is what can be done from it: say(text) where the message stands, go(channel),
 * put(text) into the message box.
 */
export function messageNode(message, act) {
  const body = message.from === null ? card(message, act) : bubble(message, act);
  const mine = message.from === store.me;
  const who = message.from ?? t("bot");
  return el("article", {
    class: `message ${mine ? "mine" : "theirs"} ${message.from === null ? "from-bot" : "typed"}`,
    id: `message-${message.id}`,
    data: { id: message.id, from: message.from ?? "", at: message.at },
    "aria-label": `${who}, ${timeOf(message.at, store.zone)}`,
  },
  mine ? null : message.from === null ? botFace() : face(message.from),
  el("div", { class: "message-main" },
    el("header", { class: "message-head" },
      mine ? null : el("b", {}, who),
      el("time", { datetime: message.at, title: momentOf(message.at, store.zone) }, timeOf(message.at, store.zone)),
      message.edited ? edited(message.edited) : null),
    body));
}

export const dayNode = (iso) => el("div", { class: "day", role: "separator" }, el("span", {}, dayOf(iso, store.zone)));

function edited(at) {
  return el("span", { class: "edited", title: momentOf(at, store.zone) }, t("edited", { time: timeOf(at, store.zone) }));
}

function bubble(message) {
  const command = /^[/／]/u.test(message.text);
  return el("div", { class: `bubble${command ? " command" : ""}` },
    message.text ? el("p", {}, message.text) : null,
    (message.files ?? []).map((name) => el("p", { class: "file" }, icon("file"), name)));
}

function card(message, act) {
  const counted = { chart: 0, file: 0 };
  const where = {
    chart: (index) => `/chat/picture/${message.number}/${index}.png`,
    file: (index) => `/chat/file/${message.number}/${index}`,
  };
  const blocks = message.blocks.map((block) => {
    const address = block.kind in where ? where[block.kind](counted[block.kind]++) : null;
    return BLOCKS[block.kind](block, act, address);
  });
  return el("div", { class: `card tone-${message.tone}`, lang: message.language },
    message.only && placeOf(message) !== null ? el("p", { class: "only" }, icon("eye"), t("only-you")) : null,
    message.title ? el("h2", { class: "card-title" }, pieces(message.title, act)) : null,
    blocks,
    message.form ? formNode(message, act) : null,
    message.buttons.length ? el("div", { class: "buttons" }, message.buttons.map((b) => button(b, act))) : null);
}

function button({ label, command, style }, act) {
  const node = el("button", { type: "button", class: style, title: command }, label);
  node.addEventListener("click", async () => {
    node.disabled = true;
    await act.say(command).finally(() => { node.disabled = false; });
  });
  return node;
}

const BLOCKS = {
  para: (block, act) => el("p", { class: "para" }, pieces(block.words, act)),
  heading: (block, act) => el("h3", {}, pieces(block.words, act)),
  note: (block, act) => el("p", { class: "note" }, pieces(block.words, act)),
  quote: (block) => el("blockquote", {}, block.text),
  facts: (block, act) => el("dl", {}, block.rows.map(([label, value]) =>
    el("div", {}, el("dt", {}, pieces(label, act)), el("dd", {}, pieces(value, act))))),
  bullets: (block, act) => el("ul", {}, block.items.map((item) => el("li", {}, pieces(item, act)))),
  table,
  chart,
  file: (block, act, address) => el("a", { class: "file", href: address, download: block.name }, icon("file"), block.name),
};

function table(block, act) {
  const figures = block.head.map((_, column) => column > 0 && block.rows.every((row) => isFigure(row[column])));
  const cell = (tag, words, column) => el(tag, { class: figures[column] ? "figure" : null, scope: tag === "th" ? "col" : null }, pieces(words, act));
  return el("div", { class: "table", tabindex: 0, role: "region", "aria-label": t("table") },
    el("table", {},
      el("thead", {}, el("tr", {}, block.head.map((words, column) => cell("th", words, column)))),
      el("tbody", {}, block.rows.map((row) => el("tr", {}, row.map((words, column) => cell("td", words, column)))))));
}

const FIGURE = /^(?:[-−–+±]?\s*[¥￥$€£]?\s*[\d.,]+\s*(?:[kM%‰]|pp|万|萬|亿|億)*|[-–—]?)$/u;
const isFigure = (words) => FIGURE.test(words.map((piece) => piece.text).join("").trim());

function chart(block, act, address) {
  const figures = el("details", { class: "figures" }, el("summary", {}, t("chart-table")), table(block.table, act));
  const image = el("img", { data: { picture: address }, alt: block.caption, decoding: "async", loading: "lazy" });
  const frame = el("figure", { class: "chart" }, image, el("figcaption", {}, block.caption), figures);
  image.addEventListener("load", () => frame.classList.add("drawn"));
  image.addEventListener("error", () => {
    figures.open = true;
    image.replaceWith(el("p", { class: "note" }, t("chart-missing")));
  });
  dress(image);
  return frame;
}

/** Pieces of text with their marks. */
export function pieces(words, act) {
  return words.map((piece) => (PIECES[piece.kind] ?? plain)(piece, act));
}

const plain = ({ text }) => document.createTextNode(text);

const PIECES = {
  bold: ({ text }) => el("strong", {}, text),
  code: ({ text }, act) => (/^[/／]/u.test(text)
    ? el("button", { type: "button", class: "code", title: t("put-command"), on: { click: () => act.put(text) } }, text)
    : el("code", {}, text)),
  mention: ({ text }) => el("span", { class: `mention${text.replace(/^[@＠]/u, "") === store.me ? " me" : ""}` }, text),
  channel: ({ text }, act) =>
    el("button", { type: "button", class: "to-channel", on: { click: () => act.go(text.replace(/^[#＃]/u, "")) } }, text),
  link: ({ text, href }) => (/^(?:https?|mailto):/iu.test(href ?? "")
    ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text)
    : plain({ text })),
};

/** What is read aloud of a new message. */
export function spoken(message) {
  const more = message.from !== null ? [] : [message.images.length && t("with-chart"), message.form && t("with-form")];
  return t("said", { who: message.from ?? t("bot"), text: [message.text, ...more.filter(Boolean)].join(" · ") });
}
