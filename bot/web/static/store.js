// What the page knows: who is acting, where, and all that this person may see.

export const store = {
  me: "",
  place: null, // null is the private chat with the bot, else a channel's name
  people: [],
  channels: [],
  newPeople: [], // named here and not yet heard of by the server: they exist once they speak
  newChannels: [],
  now: "",
  zone: "UTC",
  run: "", // which process answers
  last: 0,
  messages: new Map(), // by the id of the first version, in the order they came
  roots: new Map(), // from any version's id to the first's
  seen: {}, // by person and place, the number of the last message that was on the screen
};

export const everybody = () => [...store.people, ...store.newPeople.filter((name) => !store.people.includes(name))];
export const everywhere = () => [...store.channels, ...store.newChannels.filter((name) => !store.channels.includes(name))];

/** Where a message stands: a channel's name, or null for the private chat. */
export const placeOf = (message) => (message.to.startsWith("#") ? message.to.slice(1) : null);

/** What a reply is for; undefined for other messages, and where that is not known here. */
export const headOf = (message) => store.messages.get(store.roots.get(message.under));

/** The messages of the place, replies right behind what they are for. */
export function here() {
  const at = (message) => (headOf(message) ?? message).first;
  const found = [...store.messages.values()].filter((message) => placeOf(message) === store.place);
  return found.sort((one, other) => at(one) - at(other) || one.first - other.first);
}

/** Forgets what another person saw. */
export function become(person) {
  store.me = person;
  store.last = 0;
  store.messages.clear();
  store.roots.clear();
}

/** Takes in the server's state; returns the messages that are new and those that changed in place. */
export function take(state) {
  Object.assign(store, { people: state.people, channels: state.channels, now: state.now, zone: state.zone });
  const added = [];
  const changed = new Set();
  for (const message of state.messages) {
    if (message.number <= store.last) continue;
    store.last = message.number;
    const root = message.updates ? (store.roots.get(message.updates) ?? message.updates) : message.id;
    store.roots.set(message.id, root);
    const before = store.messages.get(root);
    if (before) {
      Object.assign(before, message, { id: root, at: before.at, first: before.first, edited: message.at });
      if (!added.includes(before)) changed.add(before);
    } else {
      const fresh = { ...message, id: root, first: message.number, edited: null };
      store.messages.set(root, fresh);
      added.push(fresh);
    }
  }
  return { added, changed: [...changed] };
}

const seenKey = () => `muster-seen ${store.me}`;

/** Reads how far this person had read; what was there before they first looked counts as read. */
export function recallSeen() {
  store.seen = JSON.parse(localStorage.getItem(seenKey()) ?? "null") ?? {};
  const first = Object.keys(store.seen).length === 0;
  for (const place of [null, ...everywhere()]) {
    const last = lastIn(place);
    const known = store.seen[place ?? ""];
    if (first || (known ?? 0) > last) store.seen[place ?? ""] = last;
  }
  localStorage.setItem(seenKey(), JSON.stringify(store.seen));
}

export function markSeen() {
  store.seen[store.place ?? ""] = lastIn(store.place);
  localStorage.setItem(seenKey(), JSON.stringify(store.seen));
}

export const unread = (place) => lastIn(place) > (store.seen[place ?? ""] ?? 0);

function lastIn(place) {
  let last = 0;
  for (const message of store.messages.values()) {
    if (placeOf(message) === place && message.from !== store.me) last = Math.max(last, message.first);
  }
  return last;
}

// As the server has them: a person's name may have spaces inside, a channel's not.
const PERSON = /^[^\s@#:：＠＃/|+!"'][^@#:：＠＃\n\r]{0,59}$/u;
const CHANNEL = /^[^\s@#:：＠＃]{1,60}$/u;

/** A name as it may be, without a leading mark; null where it may not. */
const proper = (pattern) => (text) => {
  const name = text.trim().replace(/^[@#＠＃]/u, "");
  return pattern.test(name) ? name : null;
};
export const properPerson = proper(PERSON);
export const properChannel = proper(CHANNEL);
