// What the page asks of the server.

/** A refusal by the server; `code` is its short name for the reason, `text` its words, if any. */
export class Refused extends Error {
  constructor(status, code, text) {
    super(`${status} ${code}`);
    this.code = code;
    this.text = text;
  }
}

/** The server did not answer at all. */
export class Away extends Error {}

async function fetched(path, options = {}) {
  let response;
  try {
    response = await fetch(`/chat/${path}`, options);
  } catch (error) {
    throw new Away(path, { cause: error });
  }
  return answered(response);
}

async function answered(response) {
  if (response.ok) return response.json();
  const body = await response.text();
  try {
    const { error, text } = JSON.parse(body);
    throw new Refused(response.status, error, text);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(response.status, body, "");
  }
}

const get = (path, values) => fetched(`${path}?${new URLSearchParams(values)}`);

const post = (path, body) =>
  fetched(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const state = (person, after) => get("state", { as: person, after });
export const vocabulary = (language) => get("words", { language });
export const moveClock = (move) => post("clock", move);

/** Says something as a person in a channel (null: privately to the bot), with files. */
export function say(person, channel, text, files = []) {
  if (!files.length) return post("say", { as: person, channel, text });
  const body = new FormData();
  body.set("as", person);
  if (channel !== null) body.set("channel", channel);
  body.set("text", text);
  for (const file of files) body.append("file", file, file.name);
  return fetched("say", { method: "POST", headers: { "X-Muster-Chat": "page" }, body });
}

/**
 * Follows what happens: `changed({run, last, now})` at once and after every change, `ticked({now})` in between,
 * `connected(yes)` as the line drops and comes back. Returns what ends it.
 */
export function follow(person, { changed, ticked, connected }) {
  let source = null;
  let waiting = null;
  const open = () => {
    waiting = null;
    source = new EventSource(`/chat/events?${new URLSearchParams({ as: person })}`);
    source.onmessage = (event) => {
      connected(true);
      changed(JSON.parse(event.data));
    };
    source.addEventListener("clock", (event) => ticked(JSON.parse(event.data)));
    source.onerror = () => {
      connected(false);
      // The browser tries again by itself, except after a refusal: then it is for us to.
      if (source.readyState === EventSource.CLOSED && waiting === null) waiting = setTimeout(open, 3000);
    };
  };
  open();
  return () => {
    clearTimeout(waiting);
    source.close();
  };
}
