/* Works out which entities and links are shown in a state. */

import { dateWithin } from "../base/dates.js";
import { otherEnd } from "../data/graph.js";

/** The numbers of the documents that are chosen by id or by date; null if all are. */
export function chosenDocuments(graph, { documents, since, until }) {
  if (!documents.size && !since && !until) return null;
  const chosen = new Set();
  graph.documents.forEach(({ id, date }, order) => {
    const dated = (!since && !until) || (date && dateWithin(date, since, until));
    if (dated && (!documents.size || documents.has(id))) chosen.add(order);
  });
  return chosen;
}

export const allowedIn = ({ types, hidden, pinned }) => {
  const shown = (node) =>
    types.has(node.type) && !hidden.has(node) && (node.now.mentions > 0 || pinned.has(node));
  return { node: shown, edge: (edge) => edge.now.weight > 0 && shown(edge.source) && shown(edge.target) };
};

/**
 * The `limit` strongest of the links that the filters allow (`possible`), strongest first, and the entities that they
 * join. Pinned entities are always shown. `recount` must have counted in the chosen documents.
 */
export function scopeOf(graph, state) {
  const { limit, loose, backbone, around, pinned, documents, since, until } = state;
  const allowed = allowedIn(state);
  const solid = (edge) => !backbone || edge.solid;
  let possible = graph.edges.filter((edge) => allowed.edge(edge) && solid(edge));
  if (documents.size || since || until) possible.sort((a, b) => b.now.weight - a.now.weight || a.id - b.id);
  let typed = graph.nodes.filter(allowed.node);
  if (around) {
    const near = reach(around.nodes, around.steps, possible);
    possible = possible.filter(({ source, target }) => near.has(source) && near.has(target));
    typed = typed.filter((node) => near.has(node) || pinned.has(node));
  }
  const edges = possible.slice(0, limit);
  const joined = new Set();
  for (const edge of edges) joined.add(edge.source).add(edge.target);
  const centre = new Set(around?.nodes);
  const kept = (node) => loose || joined.has(node) || pinned.has(node) || centre.has(node);
  const nodes = typed.filter(kept);
  return { nodes, edges, possible: new Set(possible), loose: typed.length - joined.size };
}

/** All nodes that are at most `steps` links away. */
function reach(centre, steps, edges) {
  let near = new Set(centre);
  for (let step = 0; step < steps; step++) {
    const wider = new Set(near);
    for (const { source, target } of edges) {
      if (near.has(source)) wider.add(target);
      if (near.has(target)) wider.add(source);
    }
    near = wider;
  }
  return near;
}

/**
 * What a selection highlights: an entity with all its possible links, not only the strongest, and at two steps with the
 * shown links of its neighbours; a link; the links of paths.
 */
export function focusOf(state, scope, paths) {
  const { selection, steps } = state;
  if (selection?.edge) return highlight([selection.edge], [selection.edge.source, selection.edge.target]);
  if (selection?.path) {
    const ends = [selection.path.from, selection.path.to].filter(Boolean);
    return ends.length ? { ...highlight(paths, ends), path: true } : null;
  }
  if (!selection?.node) return null;
  const { node } = selection;
  const near = node.links.filter((edge) => scope.possible.has(edge));
  if (steps === 1) return highlight(near, [node]);
  const first = new Set(near.map((edge) => otherEnd(edge, node)));
  const far = scope.edges.filter(
    ({ source, target }) => source !== node && target !== node && (first.has(source) || first.has(target)),
  );
  return highlight([...near, ...far], [node]);
}

function highlight(edges, centre) {
  const nodes = new Set(centre);
  for (const { source, target } of edges) nodes.add(source).add(target);
  return { nodes, edges, centre };
}
