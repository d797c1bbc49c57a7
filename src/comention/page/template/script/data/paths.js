/* How two names are connected: different routes over few links, and the path over the strongest links. */

import { otherEnd } from "./graph.js";

const ROUTES = 3;
/** What a stop costs that is to be avoided; a link costs about 1. */
const DETOUR = 1000;

/**
 * The names that a path should not go through, as a function: countries, unless `through` has "countries", and hubs,
 * unless it has "hubs". A hub has so many links that two names like it would be linked by chance alone (the structural
 * cutoff of Boguñá, Pastor-Satorras and Vespignani 2004).
 */
export function avoidedBy({ facts, edges }, through) {
  const many = Math.max(20, Math.sqrt(2 * (facts.counts.links ?? edges.length)));
  const isHub = ({ degree, links }) => (degree ?? links.length) >= many;
  return (node) =>
    (node.type === "COUNTRY" && !through.has("countries")) || (isHub(node) && !through.has("hubs"));
}

/**
 * The cheapest path from one node to another as a list of links, or null if there is none: Dijkstra's algorithm. Among
 * paths that cost the same, nodes with more mentions are preferred. `allowed` tells which links may be used, `stopCost`
 * what it costs to go through a node.
 */
function cheapestPath(from, to, { allowed, costOf, stopCost }) {
  const cost = new Map([[from, 0]]);
  const before = new Map();
  const done = new Set();
  const queue = createQueue();
  queue.add(from, 0);
  for (let node = queue.take(); node; node = queue.take()) {
    if (node === to) return pathBack(from, to, before);
    if (done.has(node)) continue;
    done.add(node);
    for (const edge of node.links) {
      if (!allowed(edge)) continue;
      const next = otherEnd(edge, node);
      const total = cost.get(node) + costOf(edge) + (next === to ? 0 : stopCost(next));
      if (total < (cost.get(next) ?? Infinity) - 1e-12) {
        cost.set(next, total);
        before.set(next, edge);
        queue.add(next, total);
      }
    }
  }
  return null;
}

function pathBack(from, to, before) {
  const path = [];
  for (let node = to; node !== from; node = otherEnd(path[0], node)) path.unshift(before.get(node));
  return path;
}

/** A binary heap of nodes, ordered by cost, then by mentions. */
function createQueue() {
  const heap = [];
  const isEarlier = (a, b) => a[1] < b[1] || (a[1] === b[1] && a[0].id < b[0].id);
  return {
    add(node, cost) {
      const entry = [node, cost];
      let at = heap.length;
      while (at && isEarlier(entry, heap[(at - 1) >> 1])) {
        heap[at] = heap[(at - 1) >> 1];
        at = (at - 1) >> 1;
      }
      heap[at] = entry;
    },
    take() {
      if (!heap.length) return null;
      const [[node]] = heap;
      const last = heap.pop();
      if (!heap.length) return node;
      let at = 0;
      for (let child = 1; child < heap.length; child = 2 * at + 1) {
        if (child + 1 < heap.length && isEarlier(heap[child + 1], heap[child])) child += 1;
        if (!isEarlier(heap[child], last)) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = last;
      return node;
    },
  };
}

const isSame = (one, other) =>
  one.length === other.length && one.every((edge, index) => edge === other[index]);

/**
 * Paths as lists of links. `routes` are up to three: the one over the fewest links (of several, the strongest), then the
 * best ones that share no stop with those before. None goes through a name that is `avoided`, unless there is no path
 * without: then `forced` has those names. `strongest` is the path on which the length of a link is 1 / its weight (Newman
 * 2001), so that two strong links are shorter than one weak one. Without a path, `routes` is empty.
 */
export function pathsBetween(from, to, { allowed, avoided }) {
  const far = (edge) => 1 / edge.now.weight;
  const near = (edge) => 1 + 1e-6 * far(edge);
  const stopCost = (node) => (avoided(node) ? DETOUR : 0);
  const routes = [cheapestPath(from, to, { allowed, costOf: near, stopCost })].filter(Boolean);
  if (!routes.length) return { routes, strongest: null, forced: [] };
  const used = new Set();
  const free = (node) => node === from || node === to || !(used.has(node) || avoided(node));
  const isNew = (edge) =>
    allowed(edge) &&
    free(edge.source) &&
    free(edge.target) &&
    !routes.some((path) => path.length === 1 && path[0] === edge);
  for (let last = routes[0]; last && routes.length < ROUTES;) {
    for (const node of stopsOf(last, from)) used.add(node);
    last = cheapestPath(from, to, { allowed: isNew, costOf: near, stopCost });
    if (last) routes.push(last);
  }
  return {
    routes,
    strongest: cheapestPath(from, to, { allowed, costOf: far, stopCost }),
    forced: stopsOf(routes[0], from).slice(1, -1).filter(avoided),
  };
}

/** The links of all paths, each once. */
export const linksOfPaths = (paths) => [
  ...new Set([...(paths?.routes ?? []), paths?.strongest ?? []].flat()),
];

/** The paths with what each is: "Shortest path", "Another path", "Strongest path". */
export function titledPaths({ routes, strongest }) {
  const titled = routes.map((path, index) => {
    const [plain, best] = index
      ? ["Another path", "Strongest path"]
      : ["Shortest path", "Shortest and strongest path"];
    return { title: isSame(path, strongest) ? best : plain, path };
  });
  const known = !strongest || routes.some((path) => isSame(path, strongest));
  return known ? titled : [...titled, { title: "Strongest path", path: strongest }];
}

/** The nodes along a path, from its first to its last. */
export function stopsOf(path, from) {
  const stops = [from];
  for (const edge of path) stops.push(otherEnd(edge, stops.at(-1)));
  return stops;
}
