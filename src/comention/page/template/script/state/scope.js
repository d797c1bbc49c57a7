/* Works out which entities and links are shown in a state. */

import { dateWithin } from "../base/dates.js";
import { otherEnd } from "../data/graph.js";
import { firstRelation, isRelated } from "../data/said.js";

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

/** Islands are left out where more names than this are shown; in a smaller picture, they are in nobody's way. */
const CROWD = 250;
/** An island has at most this many names, of which none is linked with another name than these. */
const ISLAND = 3;
/** If a larger share of the names is on islands, there is no mainland, and nothing is left out. */
const MOST_APART = 0.35;

/**
 * The links that are shown, strongest first: `limit` of those that the filters allow (`possible`), and the entities that
 * they join. Pinned entities are always shown. Of a large picture, islands are left out unless they are asked for.
 * `cut` tells what was left out. `recount` must have counted in the chosen documents.
 */
export function scopeOf(graph, state) {
  const { limit, loose, backbone, kinds, around, pinned, documents, since, until } = state;
  const allowed = allowedIn(state);
  const solid = (edge) => !backbone || edge.solid;
  const chosen = kinds.size ? chosenDocuments(graph, state) : null;
  const related = (edge) => !kinds.size || isRelated(graph, edge, kinds, chosen);
  let possible = graph.edges.filter((edge) => allowed.edge(edge) && solid(edge) && related(edge));
  if (documents.size || since || until) possible.sort((a, b) => b.now.weight - a.now.weight || a.id - b.id);
  let typed = graph.nodes.filter(allowed.node);
  if (around) {
    const near = reach(around.nodes, around.steps, possible);
    possible = possible.filter(({ source, target }) => near.has(source) && near.has(target));
    typed = typed.filter((node) => near.has(node) || pinned.has(node));
  }
  const islands = around ? new Set() : islandsIn(possible, pinned);
  const apart = state.islands ? new Set() : islands;
  const { edges, whole } = strongestLinks(
    apart.size ? possible.filter(({ source }) => !apart.has(source)) : possible,
    limit,
  );
  const joined = endsOf(edges);
  const centre = new Set(around?.nodes);
  const kept = (node) =>
    !apart.has(node) && (loose || joined.has(node) || pinned.has(node) || centre.has(node));
  const nodes = typed.filter(kept);
  const without = endsOf(possible).size - joined.size - apart.size;
  return {
    ...{ nodes, edges, possible: new Set(possible), islands: islands.size },
    loose: typed.length - joined.size - apart.size,
    cut: { whole, without, apart: apart.size },
  };
}

function endsOf(edges) {
  const ends = new Set();
  for (const { source, target } of edges) ends.add(source).add(target);
  return ends;
}

/**
 * The strongest of links that are sorted by strength, by the rule of `export/strongest.py`: all links of a weight and of
 * all higher ones (`whole` is the number of these), as long as there is room for all of them; then the best link of every
 * name, the most mentioned names first; then the strongest of the rest. Of a name's links of the same weight, that of the
 * most documents is the best, and then that with the most mentioned other name.
 */
export function strongestLinks(links, limit) {
  if (links.length <= limit) return { edges: links, whole: links.length };
  let whole = limit;
  while (whole && links[whole - 1].now.weight === links[limit].now.weight) whole--;
  const kept = new Set(links.slice(0, whole));
  const best = new Map();
  const better = (edge, other, node) =>
    edge.now.weight - other.now.weight ||
    edge.now.documents - other.now.documents ||
    otherEnd(other, node).id - otherEnd(edge, node).id;
  for (const edge of links)
    for (const node of [edge.source, edge.target])
      if (!best.has(node) || better(edge, best.get(node), node) > 0) best.set(node, edge);
  const names = [...best.keys()].sort((a, b) => a.id - b.id);
  for (const edge of [...names.map((node) => best.get(node)), ...links]) {
    if (kept.size >= limit) break;
    kept.add(edge);
  }
  return { edges: links.filter((edge) => kept.has(edge)), whole };
}

/** The names on islands, if there are many names and few of them are on islands; those with a pinned name stay. */
function islandsIn(edges, pinned) {
  const part = new Map();
  for (const { source, target } of edges) {
    const [one, other] = [source, target].map((node) => part.get(node) ?? [node]);
    if (one === other) continue;
    const [few, many] = one.length < other.length ? [one, other] : [other, one];
    many.push(...few);
    for (const node of [...few, source, target]) part.set(node, many);
  }
  const small = [...new Set(part.values())].filter(
    (names) => names.length <= ISLAND && !names.some((node) => pinned.has(node)),
  );
  const apart = new Set(small.flat());
  return part.size > CROWD && apart.size < MOST_APART * part.size ? apart : new Set();
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
 * shown links of its neighbours; a link, with its most supported `relation` if it has one; the links of paths.
 */
export function focusOf(graph, state, scope, paths) {
  const { selection, steps } = state;
  if (selection?.edge) {
    const { edge } = selection;
    const relation = firstRelation(graph, edge, state.kinds, chosenDocuments(graph, state));
    return { ...highlight([edge], [edge.source, edge.target]), relation };
  }
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
