// Moments as a reader says them, in the chat's own zone: never the browser's.

import { locale } from "./words.js";

const made = new Map();

function format(zone, options) {
  const key = `${locale()} ${zone} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: "h23", ...options }));
  return made.get(key);
}

export const timeOf = (iso, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
export const dayOf = (iso, zone) =>
  format(zone, { weekday: "long", year: "numeric", month: "long", day: "numeric" }).format(new Date(iso));
export const momentOf = (iso, zone) =>
  format(zone, { weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" })
    .format(new Date(iso));
export const shortMomentOf = (iso, zone) =>
  format(zone, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

/** The wall clock of an ISO time with its offset, to the minute: `2026-01-05T09:00`. */
export const wall = (iso) => iso.slice(0, 16);

/** The next nine o'clock in the morning, as a wall clock. */
export function nextMorning(iso) {
  if (wall(iso).slice(11) < "09:00") return `${iso.slice(0, 10)}T09:00`;
  const day = new Date(`${iso.slice(0, 10)}T00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return `${day.toISOString().slice(0, 10)}T09:00`;
}
