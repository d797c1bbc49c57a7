/* Counts names and links in some of the documents only. */

import { derived, nodesOf } from "./graph.js";

/** A function that sets `now` of every node and link to its counts in a set of documents, or in all if that is null. */
export function createRecount(graph) {
  const places = derived(graph, findPlaces);
  let [counted, version] = [null, graph.version];

  /** The count of each node and link per document; worked out when it is first needed. */
  function findPlaces() {
    const nodes = graph.nodes.map(() => new Map());
    const edges = graph.edges.map(({ places: listed }) => new Map(pairs(listed ?? [])));
    const between = new Map();
    for (const edge of graph.edges)
      if (!edge.places) between.set(edge.source.id * graph.nodes.length + edge.target.id, edges[edge.id]);
    for (const passage of graph.passages.slice(0, graph.facts.sentences)) {
      for (let at = 2; at < passage.spans.length; at += 3) add(nodes[passage.spans[at]], passage.order);
      const named = nodesOf(passage).sort((a, b) => a - b);
      for (let one = 0; one < named.length; one++)
        for (let other = one + 1; other < named.length; other++) {
          const counts = between.get(named[one] * graph.nodes.length + named[other]);
          if (counts) add(counts, passage.order);
        }
    }
    return { nodes, edges };
  }

  function countIn(counts, documents) {
    const now = { total: 0, documents: 0, first: undefined, last: undefined };
    for (const [order, count] of counts) {
      if (!documents.has(order)) continue;
      now.total += count;
      now.documents += 1;
      const { date } = graph.documents[order];
      if (date && !(now.first <= date)) now.first = date;
      if (date && !(now.last >= date)) now.last = date;
    }
    return now;
  }

  return (documents) => {
    if (documents === counted && version === graph.version) return;
    [counted, version] = [documents, graph.version];
    for (const node of graph.nodes) {
      const now = documents && countIn(places().nodes[node.id], documents);
      node.now = now ? { ...now, mentions: now.total } : node;
    }
    for (const edge of graph.edges) {
      const now = documents && countIn(places().edges[edge.id], documents);
      edge.now = now ? { ...now, weight: now.total } : edge;
    }
  };
}

const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** [a, b, c, d] as [[a, b], [c, d]]. */
export const pairs = (flat) =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index], flat[2 * index + 1]]);
