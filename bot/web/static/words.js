// The page's own words, in three languages; the bot's come with its messages, in its reader's language.

import { $ } from "./dom.js";

const all = JSON.parse($("words").textContent);
const LOCALES = { en: "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" };

const kept = localStorage.getItem("muster-language");
let language = kept in all ? kept : document.documentElement.lang;

export const languageNow = () => language;
export const locale = () => LOCALES[language];

/** A message in the page's language; `{name}` is put in as text. */
export function t(key, values = {}) {
  const words = all[language][key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Changes the language and puts every fixed word of the page in it. */
export function speak(code) {
  language = code;
  document.documentElement.lang = code;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-word-label]")) node.setAttribute("aria-label", t(node.dataset.wordLabel));
  for (const node of document.querySelectorAll("[data-word-title]")) node.title = t(node.dataset.wordTitle);
  for (const node of document.querySelectorAll("[data-word-placeholder]")) node.placeholder = t(node.dataset.wordPlaceholder);
}
