/* The state: everything that the reader has chosen, with listeners and undo. */

/** What can be undone; for the selection and the view, there is the browser's back button. */
const UNDOABLE = [
  ...["types", "limit", "loose", "islands", "backbone", "kinds", "documents", "since", "until"],
  ...["around", "hidden", "pinned", "through", "moved", "movedWithin", "corrections", "starred", "dossier"],
];
const SAME_MOVE = 900; // milliseconds in which changes of the same kind are one step

/**
 * The initial state. Sets and maps contain nodes or ids of documents, and are never changed in place. `kinds` are the
 * kinds of relation of which a link must have one, unless there are none; `around` is what is isolated; `movedWithin` has
 * the places of names that were moved since then; `through` has what paths may go through: "countries", "hubs". `reading`
 * is a document's id and the number of a sentence in it; `confirmed` has the words for what a server can take back.
 */
export const untouched = (graph, limit) => ({
  view: "network",
  selection: null,
  reading: null,
  steps: 1,
  types: new Set(["PERSON", "ORG", "COUNTRY"]),
  limit: Math.min(limit, graph.edges.length),
  loose: !graph.edges.length,
  islands: false,
  backbone: false,
  kinds: new Set(),
  documents: new Set(),
  since: "",
  until: "",
  around: null,
  hidden: new Set(),
  pinned: new Set(),
  through: new Set(),
  moved: new Map(),
  movedWithin: new Map(),
  corrections: [],
  confirmed: null,
  search: "",
  starred: [],
  dossier: { title: "", credit: "", note: "" },
  colour: graph.facts.compared ? "change" : "type",
});

/**
 * A state whose listeners are called with the new state and the names of what has changed. `settle` makes a state valid
 * for the graph as it is, before it is taken.
 */
export function createState(initial, settle) {
  const listeners = [];
  let state = settle(initial);
  const past = [];
  const future = [];
  let last = { words: "", time: 0 };

  function become(wanted) {
    const next = settle(wanted);
    for (const name of Object.keys(next)) if (alike(next[name], state[name])) next[name] = state[name];
    const changed = new Set(Object.keys(next).filter((name) => state[name] !== next[name]));
    if (!changed.size) return;
    state = next;
    for (const listener of listeners) listener(state, changed);
  }

  function step(from, to) {
    const memory = from.pop();
    if (!memory) return null;
    last = { words: "", time: 0 };
    if (memory.correction) {
      to.push(memory);
      return memory.words;
    }
    to.push({ words: memory.words, kept: keep(state) });
    become({ ...state, ...memory.kept });
    return memory.words;
  }

  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    /** Merges a patch; `words` describe the change, for undo. */
    change(patch, words) {
      if ("around" in patch) patch = { movedWithin: new Map(), ...patch };
      if (Object.keys(patch).some((name) => UNDOABLE.includes(name) && state[name] !== patch[name])) {
        const now = performance.now();
        if (words !== last.words || now - last.time > SAME_MOVE) past.push({ words, kept: keep(state) });
        last = { words, time: now };
        future.length = 0;
      }
      become({ ...state, ...patch });
    },
    /** Replaces the whole state, without undo. */
    replace: become,
    undo: () => step(past, future),
    redo: () => step(future, past),
    /** Notes a correction that a server makes, as a step that is taken back there. */
    note(words, correction) {
      past.push({ words, correction });
      last = { words: "", time: 0 };
      future.length = 0;
    },
    /** Forgets the steps of corrections that cannot be taken back, or were refused. */
    forget(corrections) {
      for (const steps of [past, future])
        for (let at = steps.length - 1; at >= 0; at--)
          if (corrections.includes(steps[at].correction)) steps.splice(at, 1);
    },
    noted: () => past.map(({ correction }) => correction).filter(Boolean),
    /** The correction by a server that is the last step, or the next one after undo, if one is. */
    lastCorrection: () => past.at(-1)?.correction ?? null,
    nextCorrection: () => future.at(-1)?.correction ?? null,
    undoable: () => past.at(-1)?.words ?? null,
    redoable: () => future.at(-1)?.words ?? null,
  };
}

/** True of sets with the same values, and of other collections if both are empty: an address makes them anew. */
function alike(one, other) {
  if (one instanceof Set) return one.size === other.size && [...one].every((value) => other.has(value));
  if (one instanceof Map) return !one.size && !other.size;
  return Array.isArray(one) && !one.length && !other.length;
}

const keep = (state) => Object.fromEntries(UNDOABLE.map((name) => [name, state[name]]));

/** A copy of a set with or without a value; unless `wanted` is given, the value is toggled. */
export function toggled(set, value, wanted = !set.has(value)) {
  const copy = new Set(set);
  if (wanted) copy.add(value);
  else copy.delete(value);
  return copy;
}
