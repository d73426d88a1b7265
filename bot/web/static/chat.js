// The local chat page: puts the parts together.

import * as api from "./api.js";
import { spoken } from "./cards.js";
import { drawClock, startClock } from "./clock.js";
import { put, setVocabulary, startComposer, turnTo } from "./composer.js";
import { $, aloud, toast } from "./dom.js";
import { firstToFill } from "./forms.js";
import { startJump } from "./jump.js";
import { drawNews, drawPlace, showFrom, startLog, toEnd } from "./log.js";
import { drawer, drawSidebar, startSidebar, unfold } from "./sidebar.js";
import { become, everybody, everywhere, here, markSeen, placeOf, properChannel, properPerson, recallSeen, store, take, unread } from "./store.js";
import { chooseTheme, dressAll, isDark, onSystemTheme } from "./theme.js";
import { languageNow, speak, t } from "./words.js";

let unfollow = () => {};
let refreshing = null; // the refresh under way, and whether another is wanted after it
let again = false;
const fine = matchMedia("(pointer: fine)");

// --- what the server knows ----------------------------------------------------------------------------------------

/** Fetches what is new and shows it; several calls at once become at most two fetches. */
function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = fetchNews()
    .catch((error) => {
      // It went away in between: the line's next event asks again.
      if (!(error instanceof api.Away)) throw error;
    })
    .finally(() => { refreshing = null; });
  return refreshing;
}

/** What the server answers, once it does. */
async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof api.Away)) throw error;
      $("offline").hidden = false;
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }
}

async function fetchNews() {
  do {
    again = false;
    const person = store.me;
    const state = await api.state(person, store.last);
    if (person !== store.me) {
      again = true;
      continue;
    }
    const { added, changed } = take(state);
    drawNews(added, changed);
    announce(added);
    read();
    drawAround();
  } while (again);
}

function drawAround() {
  drawSidebar();
  drawClock();
  const name = store.place === null ? t("private") : `#${store.place}`;
  $("place-name").textContent = name;
  $("place-about").textContent = t(store.place === null ? "private-about" : "channel-about");
  $("text").placeholder = store.place === null ? t("write-private") : t("write-channel", { name: store.place });
  $("text").setAttribute("aria-label", $("text").placeholder);
  const waiting = [null, ...everywhere()].some(unread);
  document.title = `${waiting ? "• " : ""}${name} · ${t("title")}`;
  history.replaceState(null, "", `?${new URLSearchParams(store.place === null ? { as: store.me } : { as: store.me, in: store.place })}`);
}

function read() {
  if (document.visibilityState === "visible") markSeen();
}

function announce(added) {
  const heard = added.filter((message) => placeOf(message) === store.place && message.from !== store.me);
  heard.slice(-3).forEach((message) => aloud(spoken(message)));
}

// --- what one does ------------------------------------------------------------------------------------------------

/** Says something as the acting person; the bot's messages there that came of it, or null when it did not arrive. */
async function say(text, place = store.place, files = [], failure = "failed-click") {
  const before = store.last;
  document.body.classList.add("saying");
  try {
    await api.say(store.me, place, text, files);
    await refresh();
    return answered(before);
  } catch (error) {
    if (!(error instanceof api.Refused) && !(error instanceof api.Away)) throw error;
    toast(error.text || t(failure));
    return null;
  } finally {
    document.body.classList.remove("saying");
  }
}

/** Shows what came since a message, and gives the bot's part of it. */
function answered(before) {
  showFrom(here().find((message) => message.first > before));
  const answers = here().filter((message) => message.number > before && message.from === null);
  toForm(answers);
  return answers;
}

/** When the answer is a form, one can go on typing in it, unless one is already writing something else. */
function toForm(answers) {
  const asked = answers.filter((message) => message.form);
  const field = asked.length ? firstToFill($(`message-${asked.at(-1).id}`)) : null;
  if (field && fine.matches && !$("text").value) field.focus({ preventScroll: true });
}

function go(place) {
  turnTo(() => { store.place = place; });
  shown();
}

async function act(person) {
  turnTo(() => become(person));
  unfold(false);
  await arrive();
}

/** Takes in everything a person may see, and follows on from there. */
async function arrive() {
  unfollow();
  become(store.me);
  take(await patiently(() => api.state(store.me, 0)));
  recallSeen();
  shown();
  unfollow = api.follow(store.me, { changed, ticked, connected: (yes) => { $("offline").hidden = yes; } });
}

function changed({ run, now }) {
  if (store.run !== run) {
    // Another process answers, perhaps over another database: what was known may not be so any more.
    const again = store.run !== "";
    store.run = run;
    if (again) return arrive();
  }
  store.now = now;
  return refresh();
}

function ticked({ now }) {
  store.now = now;
  drawClock();
}

function shown() {
  drawPlace();
  read();
  drawAround();
  drawer(false);
  if (fine.matches && !busyTyping()) $("text").focus();
}

/** Whether somebody is in the middle of a word: who typed before all had arrived keeps the field. */
function busyTyping() {
  const at = document.activeElement;
  return at?.matches("input, textarea") && at.value !== "";
}

function step(by) {
  const places = [null, ...everywhere()];
  go(places[(places.indexOf(store.place) + by + places.length) % places.length]);
}

// --- language and theme -------------------------------------------------------------------------------------------

async function useLanguage(code) {
  localStorage.setItem("muster-language", code);
  speak(code);
  $("language").value = code;
  drawTheme();
  setVocabulary(await patiently(() => api.vocabulary(code)));
}

function startWishes() {
  $("language").addEventListener("change", async (event) => {
    await useLanguage(event.target.value);
    drawPlace();
    drawAround();
    const name = store.me;
    toast(t("answers-in", { name }), { label: t("answers-yes"), run: () => say(`/my lang ${languageNow()}`, null) }, t("close"));
  });
  onSystemTheme(turnTheme);
  $("theme").addEventListener("click", () => {
    chooseTheme(isDark() ? "light" : "dark");
    turnTheme();
  });
}

function turnTheme() {
  drawTheme();
  dressAll();
}

function drawTheme() {
  const to = isDark() ? "light" : "dark";
  $("theme").querySelector("use").setAttribute("href", to === "light" ? "#icon-sun" : "#icon-moon");
  $("theme").title = t(`theme-${to}`);
  $("theme").setAttribute("aria-label", t(`theme-${to}`));
}

// --- the beginning ------------------------------------------------------------------------------------------------

/** Asks a name where nobody is known yet. */
function askName() {
  $("start").hidden = false;
  $("start-name").focus();
  return new Promise((resolve) => {
    $("start-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const name = properPerson($("start-name").value);
      if (name === null) $("start-error").textContent = t("bad-person");
      else resolve(name);
    });
  });
}

async function start() {
  startWishes();
  await useLanguage(languageNow());
  const wanted = new URLSearchParams(location.search);
  const first = await patiently(() => api.state("", 0));
  take(first);
  const { people, channels } = first;
  const asked = wanted.get("as");
  const known = people.includes(asked) ? asked : people[0];
  if (asked && asked !== known && properPerson(asked)) store.newPeople.push(asked);
  const me = everybody().includes(asked) ? asked : (known ?? await askName());
  if (!people.includes(me)) store.newPeople = [me];
  become(me);
  const place = wanted.get("in");
  if (place && properChannel(place)) {
    store.place = place;
    if (!channels.includes(place)) store.newChannels.push(place);
  }
  $("start").hidden = true;
  $("app").hidden = false;
  startLog({ say, go: (name) => { if (!everywhere().includes(name)) store.newChannels.push(name); go(name); }, put });
  startSidebar({ go, become: act });
  startJump({ go, become: act });
  startClock(refresh);
  startComposer(async (text, files) => (await say(text, store.place, files, "failed")) !== null);
  document.addEventListener("visibilitychange", () => { read(); drawAround(); });
  document.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    step(by);
  });
  await arrive();
  toEnd();
}

await start();
