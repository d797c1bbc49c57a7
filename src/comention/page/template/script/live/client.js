/* Keeps a page and its server in step: corrections go to the server, and what the server then knows comes to the page. */

import { announce, byId, element, format } from "../base/dom.js";
import { notice } from "../base/notice.js";
import { namesIn, saidOf } from "../data/corrections.js";
import { rowsOfTables } from "../data/rows.js";
import { toggled } from "../state/state.js";
import { server } from "./server.js";

/** So many names are asked for with each graph, besides the strongest: the last ones that were looked at. */
const HELD = 40;
const LOST =
  "The server does not answer. Is comention still running? The page goes on as soon as it is back.";

/**
 * The client of a page. `pending` are corrections that the server has not confirmed, which are shown as a preview, with
 * the keys that their names have on the server; `undo` says what the server can take back. `begin` is called with the
 * state when there is one.
 */
export function createClient(graph) {
  const held = new Set();
  let { version } = server;
  let state = null;
  /** The corrections that are pending: each as it was `noted`, and as it is `now`. */
  let waiting = [];
  /** The noted corrections that the server has made. */
  const confirmed = new Set();
  /** So many times undo waits for its answer; what graphs of before say can be taken back is out of date then. */
  let undoing = 0;
  /** The graph that is being fetched. */
  let fetching = null;

  const client = {
    pending: [],
    undo: server.undo,
    /** Fetches the graph with some names that are not among the strongest. */
    async hold(keys) {
      for (const key of keys) {
        held.delete(key);
        held.add(key);
      }
      for (const key of [...held].slice(0, -HELD)) held.delete(key);
      await renew();
    },
    /** Like `hold`, but says what went wrong; true if nothing did. */
    load: (keys) => attempt(() => client.hold(keys).then(() => true)),
    begin(given) {
      state = given;
      if (client.undo) settle();
      const work = element("p", { id: "work-progress", class: "note", role: "status", hidden: true });
      byId("chips").after(work);
      server.listen({
        version: (told) => told.version !== version && attempt(renew),
        progress: (told) => showProgress(work, told),
        problem: ({ message }) => notice(message),
        lost: () => notice(LOST),
        back() {
          if (byId("notice")?.textContent.includes(LOST)) notice("");
          announce("The server answers again.");
        },
      });
    },
    /** Corrects a name, as a step that can be taken back. */
    correct({ node, other, ...what }) {
      const names = namesIn(graph.rows, client.pending);
      const correction = { ...what, node: names.get(node.key), other: other && names.get(other.key) };
      state.note(saidOf(correction), correction);
      if (other) state.replace({ ...state.get(), hidden: toggled(state.get().hidden, other, false) });
      client.make(correction);
    },
    /** Shows a correction, and sends it. */
    make(noted) {
      const one = { noted, now: noted };
      wait([...waiting, one]);
      settle();
      send(one);
    },
    /**
     * Has the server take back its last correction. If that is the last step of this page, it can be done again at once,
     * unless it turns out that the server refused to make it.
     */
    takeBack() {
      const noted = state.lastCorrection();
      const before = client.undo;
      if (noted) state.undo();
      undoing += 1;
      client.undo = null; // what the server can take back then, it tells then
      settle();
      const asBefore = () => {
        client.undo = before;
        settle();
      };
      return inTurn(async () => {
        const refused = noted && !confirmed.has(noted);
        const answer = refused ? null : server.post("undo");
        await Promise.allSettled([answer]);
        undoing -= 1;
        if (refused) return asBefore();
        const { said, undo } = await answer.catch((error) => {
          if (noted && state.nextCorrection() === noted) state.redo();
          asBefore();
          throw error;
        });
        confirmed.delete(noted);
        await renew();
        client.undo = undo;
        settle();
        return announce(said);
      });
    },
    /** The names that the server knows besides those on the page. */
    async names(typed) {
      try {
        const { names } = await server.get("names", { q: typed });
        return names
          .filter(({ key }) => !graph.byKey.has(key))
          .map((name) => ({ ...name, elsewhere: true, aliases: name.form ? [[name.form]] : [] }));
      } catch {
        return []; // that the server does not answer is said elsewhere
      }
    },
    /** The node with a key, which is fetched if it is not on the page; null if there is none. */
    async bring(key) {
      if (!graph.byKey.has(key)) await attempt(() => client.hold([key]));
      return graph.byKey.get(key) ?? null;
    },
  };

  const settle = () => state.replace({ ...state.get(), confirmed: client.undo });

  /** Does something and says what went wrong; the result is undefined then. */
  async function attempt(act) {
    try {
      return await act();
    } catch ({ message }) {
      return notice(message);
    }
  }

  const inTurn = (act) => server.inTurn(() => attempt(act));

  function wait(list) {
    waiting = list;
    client.pending = list.map(({ now }) => now);
  }

  function send(one) {
    const drop = () => wait(waiting.filter((each) => each !== one));
    inTurn(async () => {
      const { kind, node, other, text } = one.now;
      try {
        const answer = await server.post("corrections", { kind, node: node.key, other: other?.key, text });
        confirmed.add(one.noted);
        await renew(drop);
        client.undo = answer.undo;
        settle();
        announce(answer.said);
      } catch (error) {
        drop();
        state.forget([one.noted]);
        settle();
        throw error;
      }
    });
  }

  /** The keys of names that the reader has chosen, which must not get lost. */
  function chosen() {
    const { selection, around, pinned } = state?.get() ?? {};
    const { node, edge, path } = selection ?? {};
    const names = [node, edge?.source, edge?.target, path?.from, path?.to, ...(around?.nodes ?? [])];
    return [...names, ...(pinned ?? [])]
      .filter(Boolean)
      .map(({ key }) => key)
      .slice(0, HELD);
  }

  /** Fetches the graph and shows it; `before` is called when the answer is there. */
  async function renew(before = () => {}) {
    const mine = (fetching = server.get("graph", { with: [...new Set([...held, ...chosen()])] }));
    const { undo, undoable, ...tables } = await mine;
    before();
    if (fetching !== mine) return fetching.then(() => {}); // a newer one is under way
    version = tables.version;
    client.undo = undoable && !undoing ? undo : null;
    graph.rows = rowsOfTables(tables);
    followKeys();
    if (!undoable && !client.pending.length) state?.forget(state.noted());
    if (state) settle();
    else graph.renew(graph.rows);
    return undefined;
  }

  /** Where the server calls a name by another key than the page, what is pending refers to that. */
  function followKeys() {
    if (!waiting.length) return;
    graph.renew(graph.rows);
    const now = (name) => name && { ...name, key: graph.successor(name)?.key ?? name.key };
    for (const one of waiting)
      one.now = { ...one.noted, node: now(one.noted.node), other: now(one.noted.other) };
    wait(waiting);
  }

  return client;
}

function showProgress(line, told) {
  line.hidden = !told;
  if (!told) return;
  const { step, done, total } = told;
  line.textContent = total
    ? `${step}: ${format(done)} of ${format(total)}`
    : `${step}${done ? `: ${format(done)}` : "…"}`;
}
