/* Talks to the server that sent the page. */

import { byId } from "../base/dom.js";

const JSON_TYPE = "application/json";

/** What the server says about itself. */
const about = JSON.parse(byId("live").textContent);

/** What is sent one after the other. */
let sending = Promise.resolve();

/** The server. All its functions reject with an error whose message people can read. */
export const server = {
  /** Whether nothing can be corrected and no documents can be added. */
  readOnly: about.read_only,
  /** The version of the graph that was sent with the page, and what can be taken back of it. */
  version: about.version,
  undo: about.undo ?? null,
  /** The answer to a question; an array among the parameters is repeated, and a signal can stop it. */
  async get(path, parameters = {}, signal) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters))
      for (const one of [value].flat()) if (one != null && one !== "") query.append(name, one);
    const response = await request(`/api/${path}${query.size ? `?${query}` : ""}`, { signal });
    return response.json();
  },
  async post(path, body = {}) {
    const response = await request(`/api/${path}`, {
      ...{ method: "POST", headers: { "Content-Type": JSON_TYPE }, body: JSON.stringify(body) },
    });
    return response.json();
  },
  /** Sends files, as the reader dropped or chose them. */
  async send(path, files) {
    const body = new FormData();
    for (const file of files) body.append("files", file, file.name);
    const response = await request(`/api/${path}`, { method: "POST", body });
    return response.json();
  },
  /** A file that the server makes, as a blob; with a `body`, what it is made of. */
  async file(path, body) {
    const sent = { method: "POST", headers: { "Content-Type": JSON_TYPE }, body: JSON.stringify(body) };
    const response = await request(`/api/${path}`, body && sent);
    return response.blob();
  },
  /** Does something after all that was to be done in turn before, whatever became of that. */
  inTurn(act) {
    const done = sending.then(act);
    sending = done.catch(() => {});
    return done;
  },
  /**
   * Calls functions with what the server tells of its own accord: an object of functions by kinds of events. `lost` and
   * `back` are called when the connection ends and when there is one again.
   */
  listen(heard) {
    for (const [kind, does] of Object.entries(heard)) hearers.set(kind, [...(hearers.get(kind) ?? []), does]);
    if (!connected) connect();
    connected = true;
  },
};

const hearers = new Map();
const EVENTS = ["version", "progress", "problem", "inputs"];
const AGAIN = 2000; // milliseconds until the next attempt to connect
let [connected, lost] = [false, false];

const hear = (kind, told) => (hearers.get(kind) ?? []).forEach((does) => does(told));

/** Listens to the server, of which all parts of the page hear. */
function connect() {
  const events = new EventSource("/api/events");
  for (const kind of EVENTS)
    events.addEventListener(kind, ({ data }) => hear(kind, data ? JSON.parse(data) : null));
  events.addEventListener("open", () => {
    if (lost) hear("back");
    lost = false;
  });
  events.addEventListener("error", () => {
    events.close();
    if (!lost) hear("lost");
    lost = true;
    setTimeout(connect, AGAIN);
  });
}

async function request(address, options) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Error("The server does not answer. Is comention still running?");
  }
  if (response.ok) return response;
  const { message } = await response.json().catch(() => ({}));
  throw new Error(message ?? `The server answers with ${response.status}.`);
}
