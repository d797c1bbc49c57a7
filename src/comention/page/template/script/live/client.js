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
 * The client of a page. `pending` are corrections that the server has not confirmed, which are shown as a preview, and
 * `undo` says what the server can take back. `begin` is called with the state when there is one.
 */
export function createClient(graph) {
  const held = new Set();
  let { version } = server;
  let state = null;
  /** What is sent, one after the other. */
  let sending = Promise.resolve();
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
    make(added) {
      client.pending = [...client.pending, added];
      settle();
      send(added);
    },
    /** Has the server take back its last correction; if that is the last step of this page, it can be done again. */
    takeBack: () =>
      inTurn(async () => {
        const { said, undo } = await server.post("undo");
        if (state.lastCorrection()) state.undo();
        await renew();
        client.undo = undo;
        settle();
        announce(said);
      }),
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

  /** Does something after all that was sent before. */
  function inTurn(act) {
    const done = sending.then(() => attempt(act));
    sending = done;
    return done;
  }

  function send(correction) {
    const known = ({ key }) => graph.rows.nodes.some((row) => row.key === key);
    const keyOf = (name) => name && (known(name) ? name : (graph.current(name) ?? name)).key;
    const drop = () => {
      client.pending = client.pending.filter((one) => one !== correction);
    };
    inTurn(async () => {
      if (!client.pending.includes(correction)) return;
      const { kind, node, other, text } = correction;
      try {
        const answer = await server.post("corrections", {
          ...{ kind, node: keyOf(node), other: keyOf(other), text },
        });
        await renew(drop);
        client.undo = answer.undo;
        settle();
        announce(answer.said);
      } catch (error) {
        drop();
        state.forget([correction]);
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
    client.undo = undoable ? undo : null;
    graph.rows = rowsOfTables(tables);
    followKeys();
    if (!client.undo && !client.pending.length) state?.forget(state.noted());
    if (state) settle();
    else graph.renew(graph.rows);
    return undefined;
  }

  /** Where the server calls a name by another key than the page, what is pending refers to that. */
  function followKeys() {
    if (!client.pending.length) return;
    graph.renew(graph.rows);
    const now = (name) => name && { ...name, key: graph.current(name)?.key ?? name.key };
    for (const one of client.pending) Object.assign(one, { node: now(one.node), other: now(one.other) });
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
