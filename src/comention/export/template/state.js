/* What the reader has chosen: a record that tells its listeners when it changes, and its address in the URL. */

/** `change` merges a patch and calls every listener with the new state and the names of what changed. */
function createState(initial) {
  const listeners = [];
  const state = { ...initial };
  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    change(patch) {
      const changed = new Set(Object.keys(patch).filter((name) => state[name] !== patch[name]));
      if (!changed.size) return;
      Object.assign(state, patch);
      for (const listener of listeners) listener(state, changed);
    },
  };
}

/** The address of an entity: `#entity=country:no`. */
const entityAddress = (node) => `#entity=${encodeURIComponent(node.key)}`;

/** The address of a link: `#link=country:no&with=person:ada`. */
const linkAddress = (edge) =>
  `#link=${encodeURIComponent(edge.source.key)}&with=${encodeURIComponent(edge.target.key)}`;

/** The entity `{ node }` or the link `{ edge }` that an address stands for, else null. */
function selectionAt(address, graph) {
  const wanted = new URLSearchParams(address.slice(1));
  const find = (key) => graph.nodes.find((node) => node.key === key);
  if (wanted.has("entity")) {
    const node = find(wanted.get("entity"));
    return node ? { node } : null;
  }
  const [from, to] = [find(wanted.get("link")), find(wanted.get("with"))];
  const edge = from && to && from.links.find((link) => otherEnd(link, from) === to);
  return edge ? { edge } : null;
}
