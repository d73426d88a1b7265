// The clock at the top, and what moves it forward.

import { Away, moveClock, Refused } from "./api.js";
import { $, aloud, toast } from "./dom.js";
import { store } from "./store.js";
import { momentOf, nextMorning, shortMomentOf, wall } from "./times.js";
import { t } from "./words.js";

const narrow = matchMedia("(max-width: 760px)");

/** `moved()` is awaited after each move. */
export function startClock(moved) {
  const clock = $("clock");
  const unfold = (open) => {
    clock.classList.toggle("open", open);
    $("clock-face").setAttribute("aria-expanded", String(open));
  };
  const move = async (to) => {
    unfold(false);
    clock.classList.add("moving");
    clock.setAttribute("aria-busy", "true");
    aloud(t("clock-moving"));
    try {
      await moveClock(to);
      await moved();
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Away)) throw error;
      toast({ backward: t("clock-backward"), "too-far": t("clock-too-far") }[error.code] ?? t("failed-click"));
    } finally {
      clock.classList.remove("moving");
      clock.removeAttribute("aria-busy");
    }
  };
  $("clock-face").addEventListener("click", () => unfold(!clock.classList.contains("open")));
  document.addEventListener("click", (event) => { if (!clock.contains(event.target)) unfold(false); });
  clock.addEventListener("keydown", (event) => { if (event.key === "Escape") { unfold(false); $("clock-face").focus(); } });
  for (const button of clock.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => move({ advance: button.dataset.advance }));
  }
  clock.querySelector("[data-morning]").addEventListener("click", () => move({ to: nextMorning(store.now) }));
  startMoment(move);
  narrow.addEventListener("change", drawClock);
}

function startMoment(move) {
  const dialog = $("moment");
  const field = $("moment-to");
  $("clock-to").addEventListener("click", () => {
    field.min = wall(store.now);
    field.value = nextMorning(store.now);
    dialog.showModal();
  });
  $("moment-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  $("moment-form").addEventListener("submit", () => move({ to: field.value }));
}

export function drawClock() {
  const moment = narrow.matches ? shortMomentOf : momentOf;
  $("now").textContent = moment(store.now, store.zone);
  $("now").dateTime = store.now;
  $("zone").textContent = store.zone.replace(/_/g, " ");
}
