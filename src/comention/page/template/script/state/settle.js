/* Keeps the state valid when the graph is renewed. */

/**
 * The state for the graph as it is now. Names that have become others are replaced by those, and what is no longer there
 * is dropped. What does not change stays the same object.
 */
export function settled(state, graph) {
  const { current, successor } = graph;
  const { selection, around, kinds, documents, hidden, pinned, moved, movedWithin } = state;
  const known = (id) => graph.numbers.has(id);
  const isKind = (kind) => graph.facts.kinds?.includes(kind);
  return {
    ...state,
    graph: graph.version,
    selection: selectionIn(selection, current),
    around: around && aroundIn(around, current),
    kinds: [...kinds].every(isKind) ? kinds : new Set([...kinds].filter(isKind)),
    documents: [...documents].every(known) ? documents : new Set([...documents].filter(known)),
    hidden: nodesIn(hidden, successor),
    pinned: nodesIn(pinned, current),
    moved: placesIn(moved, successor),
    movedWithin: placesIn(movedWithin, successor),
  };
}

const nodesIn = (nodes, become) =>
  [...nodes].every((node) => become(node) === node) ? nodes : new Set([...nodes].map(become).filter(Boolean));

function placesIn(places, become) {
  const all = [...places].map(([node, place]) => [become(node), place]);
  const same = [...places.keys()].every((node, index) => node === all[index][0]);
  return same ? places : new Map(all.filter(([node]) => node));
}

function aroundIn(around, become) {
  const nodes = [...nodesIn(new Set(around.nodes), become)];
  if (nodes.length === around.nodes.length && nodes.every((node, index) => node === around.nodes[index]))
    return around;
  return nodes.length ? { ...around, nodes } : null;
}

function selectionIn(selection, become) {
  const { node, edge, path } = selection ?? {};
  if (node) return become(node) === node ? selection : selected("node", become(node));
  if (edge) {
    const [source, target] = [edge.source, edge.target].map(become);
    if (source && source === target) return { node: source };
    return become(edge) === edge ? selection : selected("edge", become(edge));
  }
  if (!path) return selection;
  const [from, to] = [path.from, path.to].map((end) => end && become(end));
  return from === path.from && to === path.to ? selection : { path: { from, to } };
}

const selected = (kind, one) => (one ? { [kind]: one } : null);
