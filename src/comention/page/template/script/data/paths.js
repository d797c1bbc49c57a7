/* How two names are connected: over the fewest links, and over the strongest. */

import { otherEnd } from "./graph.js";

/**
 * The cheapest path from one node to another as a list of links, or null if there is none: Dijkstra's algorithm. Among
 * paths that cost the same, nodes with more mentions are preferred.
 */
function cheapestPath(from, to, allowed, costOf) {
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
      const total = cost.get(node) + costOf(edge);
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
  const earlier = (a, b) => heap[a][1] - heap[b][1] || heap[a][0].id - heap[b][0].id;
  const swap = (a, b) => ([heap[a], heap[b]] = [heap[b], heap[a]]);
  return {
    add(node, cost) {
      heap.push([node, cost]);
      for (let at = heap.length - 1; at;) {
        const parent = (at - 1) >> 1;
        if (earlier(at, parent) >= 0) break;
        swap(at, parent);
        at = parent;
      }
    },
    take() {
      if (!heap.length) return null;
      swap(0, heap.length - 1);
      const [node] = heap.pop();
      for (let at = 0; ;) {
        const children = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
        const least = children.sort(earlier)[0];
        if (least === undefined || earlier(least, at) >= 0) break;
        swap(least, at);
        at = least;
      }
      return node;
    },
  };
}

/**
 * The shortest path (of several, the strongest) and the strongest path. For the latter, the length of a link is 1 / its
 * weight (Newman 2001), so that two strong links are shorter than one weak one. Each is a list of links, or null.
 */
export function pathsBetween(from, to, allowed) {
  const far = (edge) => 1 / edge.now.weight;
  return {
    shortest: cheapestPath(from, to, allowed, (edge) => 1 + 1e-6 * far(edge)),
    strongest: cheapestPath(from, to, allowed, far),
  };
}

/** The nodes along a path, from its first to its last. */
export function stopsOf(path, from) {
  const stops = [from];
  for (const edge of path) stops.push(otherEnd(edge, stops.at(-1)));
  return stops;
}
