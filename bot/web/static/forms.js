// A form inside a card. Sending it says its command with one option a field, as anybody could have typed it.

import { el } from "./dom.js";
import { everybody, everywhere, placeOf } from "./store.js";
import { markedWord, matching, suggestFor } from "./suggest.js";
import { t } from "./words.js";

let count = 0;

/** The form of a message; folded away once it was sent, or when a later one came. */
export function formNode(message, act) {
  const { form } = message;
  const fields = form.fields.map(fieldNode);
  const fold = el("details", { class: "fold", open: true }, el("summary", {}, t("form-again")));
  const trouble = el("p", { class: "error", role: "alert" });
  const send = async (event) => {
    event.preventDefault();
    const missing = fields.filter((field) => field.required && !field.value().trim());
    for (const field of fields) field.complain(missing.includes(field) ? t("form-missing") : "");
    if (missing.length) return missing[0].focus();
    submit.disabled = true;
    const answers = await act.say(line(form.command, fields)).finally(() => { submit.disabled = false; });
    if (answers === null) return null;
    // Nothing was stored: what was filled in stays, with the reason, unless the answer is the form itself.
    const refusal = answers.find((answer) => answer.tone === "bad" && !answer.form);
    trouble.textContent = refusal?.text ?? "";
    fold.open = Boolean(refusal);
    return refusal && fields[0]?.focus();
  };
  const submit = el("button", { class: "primary" }, t("form-send"));
  const cancel = () => act.say("cancel");
  fold.append(el("form", { class: "form", novalidate: true, on: { submit: send } },
    fields.map((field) => field.node),
    trouble,
    el("div", { class: "buttons" }, submit,
      // In a channel the word would be said to everybody; an open question lives in the private chat.
      placeOf(message) === null ? el("button", { type: "button", class: "quiet", on: { click: cancel } }, t("form-cancel")) : null)));
  return fold;
}

/** `/kpi log --name Leads --value 12`: a value runs to the next option, so nothing is quoted. */
export function line(command, fields) {
  const given = fields.filter((field) => field.value().trim());
  return [command, ...given.map((field) => `--${field.name} ${field.value().trim()}`)].join(" ");
}

/** Where the reader is to begin: the first field with an error, else the first that is empty, else the first. */
export function firstToFill(node) {
  const inputs = [...node.querySelectorAll(".form :is(input, textarea, select)")];
  return node.querySelector('.form [aria-invalid="true"]') ?? inputs.find((input) => !input.value) ?? inputs[0] ?? null;
}

function fieldNode(field) {
  const id = `field-${(count += 1)}`;
  const kind = field.kind.startsWith("choice") && !field.choices.length ? "text" : field.kind;
  const { node: control, value } = (CONTROLS[kind] ?? oneLine)(field, id);
  const error = el("p", { class: "error", id: `${id}-error` });
  const group = kind === "choices";
  const label = [field.label, field.required ? el("span", { class: "required" }, t("form-required")) : null];
  const target = group ? control : (control.matches("input, textarea, select") ? control : control.querySelector("input"));
  const node = el(group ? "fieldset" : "div", { class: "field", data: { name: field.name } },
    group ? el("legend", {}, label) : el("label", { for: id }, label),
    control,
    field.hint ? el("p", { class: "note", id: `${id}-hint` }, field.hint) : null,
    error);
  target.setAttribute("aria-describedby", field.hint ? `${id}-hint ${id}-error` : `${id}-error`);
  if (field.required && !group) target.setAttribute("aria-required", "true");
  const complain = (text) => {
    error.textContent = text;
    target.setAttribute("aria-invalid", String(Boolean(text)));
    node.classList.toggle("wrong", Boolean(text));
  };
  complain(field.error ?? "");
  node.addEventListener("input", () => complain(""));
  return { name: field.name, required: field.required, node, value, complain, focus: () => firstInput(node).focus() };
}

const firstInput = (node) => node.querySelector("input, textarea, select");

const simple = (node) => ({ node, value: () => node.value });

function oneLine(field, id, more = {}) {
  return simple(el("input", { id, type: "text", autocomplete: "off", value: field.value ?? "", ...more }));
}

const CONTROLS = {
  long: (field, id) => simple(el("textarea", { id, rows: 2, value: field.value ?? "" })),
  number: (field, id) => oneLine(field, id, { placeholder: t("form-number"), class: "short" }),
  date: (field, id) => oneLine(field, id, { placeholder: t("form-date") }),
  time: (field, id) => oneLine(field, id, { placeholder: t("form-time"), class: "short" }),
  person: (field, id) => suggested(field, id, "@＠", t("form-person"), everybody),
  channel: (field, id) => suggested(field, id, "#＃", t("form-channel"), everywhere),
  choice,
  choices,
};

function suggested(field, id, marks, placeholder, names) {
  const made = oneLine(field, id, { placeholder });
  suggestFor(made.node, (before) => {
    // The mark may be left out, and several people may stand in a row.
    const hit = markedWord(before, marks);
    const word = hit?.word ?? /[^\s,，、]*$/u.exec(before)[0];
    const items = matching(names().map((name) => ({ label: marks[0] + name, insert: `${marks[0]}${name} ` })), word);
    return { start: hit?.start ?? before.length - word.length, items, eager: word !== "" };
  });
  return made;
}

function choice(field, id) {
  const options = field.choices.map(({ value, label }) => el("option", { value, selected: value === field.value }, label));
  return simple(el("select", { id }, el("option", { value: "" }, t("form-choose")), options));
}

function choices(field) {
  const chosen = new Set((field.value ?? "").split(/[,，、]\s*/u));
  const boxes = field.choices.map(({ value, label }) => {
    const box = el("input", { type: "checkbox", value, checked: chosen.has(value) });
    return { box, node: el("label", { class: "check" }, box, label) };
  });
  const node = el("div", { class: "checks", role: "group" }, boxes.map((each) => each.node));
  return { node, value: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value).join(",") };
}
