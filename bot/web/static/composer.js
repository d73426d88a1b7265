// The message box: Enter sends, suggestions for commands, people and channels, files, and what was said before.

import { $, el, icon, toast } from "./dom.js";
import { everybody, everywhere, here, store } from "./store.js";
import { hide, markedWord, matching, suggestFor } from "./suggest.js";
import { t } from "./words.js";

const FILE_SIZE = 5 * 1024 * 1024;
const FILES = 5;

const box = $("text");
let files = [];
let vocabulary = [];
let recalled = -1; // how far back in what was said; -1 is the draft
let draft = "";
const drafts = new Map(); // by person and place, what was begun and not sent

export const setVocabulary = (words) => { vocabulary = words; };

/** `send(text, files)` says it and tells whether it arrived. */
export function startComposer(send) {
  const submit = async () => {
    const text = box.value.trim();
    if (!text && !files.length) return;
    const taken = files;
    clear();
    if (await send(text, taken)) return;
    if (!box.value) box.value = text;
    files = taken;
    drawFiles();
    grow();
  };
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.addEventListener("input", () => { recalled = -1; grow(); });
  suggestFor(box, offer);
  // After suggestFor, so that an open list has the keys first. While a Chinese word is being composed, Enter ends it.
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && onFirstLine()) recall(event, 1);
    else if (event.key === "ArrowDown" && recalled >= 0) recall(event, -1);
  });
  startFiles();
}

/** Puts a text into the box, to be changed before it is sent. */
export function put(text) {
  box.value = text;
  grow();
  box.focus();
  box.setSelectionRange(text.length, text.length);
}

/** Keeps what was begun here and takes up what was begun there. */
export function turnTo(change) {
  drafts.set(`${store.me} ${store.place}`, box.value);
  change();
  box.value = drafts.get(`${store.me} ${store.place}`) ?? "";
  recalled = -1;
  grow();
}

function clear() {
  hide(box);
  box.value = "";
  files = [];
  recalled = -1;
  drawFiles();
  grow();
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

// --- suggestions ------------------------------------------------------------------------------------------------

function offer(before) {
  if (/^[/／]/u.test(before)) {
    const offered = commands(before);
    if (offered) return offered;
  }
  const hit = markedWord(before, "@＠#＃");
  if (!hit) return null;
  const people = "@＠".includes(hit.mark);
  const names = people ? everybody() : everywhere();
  const mark = people ? "@" : "#";
  const items = matching(names.map((name) => ({ label: mark + name, insert: `${mark}${name} ` })), hit.word);
  return { start: hit.start, items, eager: hit.word !== "" && !names.includes(hit.word) };
}

// Two Latin letters could be in anything; one Chinese character tells something.
const tells = (typed) => typed.length > 2 || /[^\x00-\x7f]/u.test(typed);

function commands(before) {
  const typed = before.replace(/^／/u, "/").toLowerCase();
  if (typed.includes("\n")) return null;
  const hits = vocabulary.filter(({ command, example, summary }) =>
    command.toLowerCase().startsWith(typed.trimEnd()) || (tells(typed) && `${summary} ${example}`.toLowerCase().includes(typed.slice(1))));
  const arguing = typed.endsWith(" ") && vocabulary.some(({ command }) => `${command.toLowerCase()} ` === typed);
  const exact = hits.length === 1 && hits[0].command.toLowerCase() === typed;
  if (!hits.length || exact || (arguing && hits.length === 1)) return null;
  const items = hits.map(({ command, summary, example }) => ({ label: command, detail: summary, example, insert: `${command} ` }));
  return { start: 0, items, eager: false };
}

// --- what was said before ---------------------------------------------------------------------------------------

const onFirstLine = () => box.selectionStart === box.selectionEnd && !box.value.slice(0, box.selectionStart).includes("\n")
  && (box.value === "" || recalled >= 0 || box.selectionStart === 0);

function recall(event, step) {
  const said = here().filter((message) => message.from === store.me && message.text).map((message) => message.text).reverse();
  const distinct = [...new Set(said)];
  const next = recalled + step;
  if (next >= distinct.length || next < -1) return;
  event.preventDefault();
  if (recalled === -1) draft = box.value;
  recalled = next;
  box.value = next === -1 ? draft : distinct[next];
  grow();
  box.setSelectionRange(box.value.length, box.value.length);
}

// --- files ------------------------------------------------------------------------------------------------------

function startFiles() {
  $("attach").addEventListener("change", (event) => { attach(event.target.files); event.target.value = ""; });
  box.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  });
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const talk = $("talk");
  talk.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    $("drop").hidden = false;
  });
  talk.addEventListener("dragleave", (event) => { if (!talk.contains(event.relatedTarget)) $("drop").hidden = true; });
  talk.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    $("drop").hidden = true;
    attach(event.dataTransfer.files);
  });
}

function attach(chosen) {
  for (const file of chosen) {
    if (file.size > FILE_SIZE) toast(t("file-too-big", { name: file.name }));
    else if (files.length === FILES) toast(t("too-many-files"));
    else files.push(file);
  }
  drawFiles();
  box.focus();
}

function drawFiles() {
  const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  $("files").hidden = !files.length;
  $("files").replaceChildren(...files.map((file) => {
    const leave = () => { files = files.filter((each) => each !== file); drawFiles(); box.focus(); };
    return el("li", {}, icon("file"), el("span", { class: "name" }, file.name), el("span", { class: "size" }, size(file.size)),
      el("button", { type: "button", class: "quiet square", "aria-label": t("remove-file", { name: file.name }), on: { click: leave } }, icon("close")));
  }));
}
