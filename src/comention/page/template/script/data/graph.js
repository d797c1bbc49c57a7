/* The graph: objects that refer to each other, which stay the same when the graph is renewed. */

import contract from "../../../../contract.json" with { type: "json" };
import { capital, symbol } from "../base/dom.js";
import { directed } from "./said.js";

/** The types of entities: each in words (`one`, `a` and `many`), and its `shape`. */
export const TYPES = contract.types;
export const COLOURED_COMMUNITIES = Object.keys(contract.colours.light).filter((name) =>
  /^c\d+$/.test(name),
).length;

/**
 * The graph of some rows. Nodes are sorted by mentions, links by strength, the most first; both orders are kept
 * everywhere. A node has `links`, `passages` and `roles`, a link `source` and `target`, the same ends as `from` and
 * `to` in the order of the files, and `relations`; a passage has a document and `spans`: start, end and node of each
 * name. `now` of a node or link has its counts in the chosen documents, `home` of a node is its place in the layout,
 * `screen` that on screen.
 *
 * `renew` takes other rows. A node or link with the same key stays the same object, so that whatever refers to it stays
 * valid; `find` knows all that there ever were, and `current` tells what has become of one. `version` counts renewals.
 */
export function createGraph(first) {
  const ever = { nodes: new Map(), edges: new Map() };
  /** What has become of the nodes that are gone: the `key` of another, and whether that was there before. */
  const fates = new Map();
  /** The nodes that only corrections took away which are not saved yet. */
  let away = [];

  /** A node or link; `first` and `last` are its own dates if it has any, else those of its documents. */
  class Dated {
    get first() {
      return this.dates()[0];
    }
    get last() {
      return this.dates().at(-1);
    }
    dates() {
      if (this.seen) return this.seen;
      const all = ordersOf(this).map((order) => graph.documents[order].date);
      const found = all.filter(Boolean).sort();
      return (this.seen = found.length ? [found[0], found.at(-1)] : []);
    }
  }

  /** The object with this key, with the values of a row and no others. */
  function filled(known, key, row) {
    const one = known.get(key) ?? new Dated();
    if (known.has(key)) for (const name of Object.keys(one)) if (name !== "screen") one[name] = undefined;
    known.set(key, one);
    return Object.assign(one, row);
  }

  const graph = {
    version: 0,
    /** The rows without corrections that are not saved yet. */
    rows: first,
    nodes: [],
    byKey: new Map(),
    /** Takes rows; `became` has the keys of nodes that are no longer there, with those that they became, or null. */
    renew({ facts, documents, nodes, edges, passages, became = new Map() }) {
      const before = [...graph.nodes, ...away];
      Object.assign(graph, { facts, documents, version: graph.version + 1 });
      graph.numbers = new Map(documents.map(({ id }, order) => [id, order]));
      graph.nodes = nodes.map((row, id) => {
        const node = filled(ever.nodes, row.key, row);
        const { x, y, screen = { x: 0, y: 0, radius: 0 }, roles = [] } = node;
        const found = { links: [], passages: [], roles };
        return Object.assign(node, { id, home: { x, y }, screen, ...found, now: node });
      });
      graph.edges = edges.map((row, id) => {
        const [from, to] = [graph.nodes[row.from], graph.nodes[row.to]];
        const [source, target] = row.from < row.to ? [from, to] : [to, from];
        const key = from.key < to.key ? `${from.key}\n${to.key}` : `${to.key}\n${from.key}`;
        const edge = filled(ever.edges, key, row);
        const relations = directed(row.relations, from, to);
        Object.assign(edge, { id, from, to, source, target, relations, now: edge });
        source.links.push(edge);
        target.links.push(edge);
        return edge;
      });
      graph.passages = passages.map(({ document: order, page, recognized, sentence, text, spans }, index) => {
        return { index, document: documents[order], order, page, recognized, sentence, text, spans };
      });
      // the sentences are followed by wider excerpts, which belong to links only
      for (const passage of graph.passages.slice(0, facts.sentences))
        for (const node of nodesOf(passage)) graph.nodes[node].passages.push(passage);
      graph.byKey = new Map(graph.nodes.map((node) => [node.key, node]));
      for (const { key } of graph.nodes) fates.delete(key);
      const old = new Set(before);
      for (const node of before)
        if (!graph.byKey.has(node.key)) fates.set(node.key, fateOf(node, old, became));
      away = [...old].filter(({ key }) => became.has(key));
    },
    /** The node with this key, even if it is no longer in the graph. */
    find: (key) => ever.nodes.get(key) ?? null,
    /** The node or link itself if it is in the graph, else what has become of it, else null. */
    current(one) {
      if (!one.source) return last(one, () => true);
      const [source, target] = [one.source, one.target].map(graph.current);
      return (source && target && linkBetween(source, target)) ?? null;
    },
    /** The node itself, else the one that has taken its place, but not one that was there already and was joined with it. */
    successor: (node) => last(node, ({ joined }) => !joined),
  };

  /** The node that is reached by following fates, as long as they are `right`. */
  function last({ key }, right) {
    for (let step = 0; step < ever.nodes.size && !graph.byKey.has(key); step++) {
      const fate = fates.get(key);
      if (!fate || !right(fate)) return null;
      ({ key } = fate);
    }
    return graph.byKey.get(key) ?? null;
  }

  /**
   * What has become of a node: what `became` says; else a node that is called like it, or at least half of whose mentions
   * it has taken over by their forms. Of several, one that was not there before.
   */
  function fateOf({ key, label, type, aliases, mentions }, old, became) {
    const told = (node) => node && { key: node.key, joined: old.has(node) };
    if (became.has(key)) return told(graph.byKey.get(became.get(key)));
    const counts = new Map(aliases.map(([form, count]) => [form, count]));
    const shared = (node) =>
      node.aliases.reduce((sum, [form]) => sum + (counts.get(form) ?? 0), 0) / mentions;
    const likeness = (node) =>
      (node.label === label ? 2 : 0) + (node.type === type ? 1 : 0) + shared(node) + (old.has(node) ? 0 : 8);
    const alike = graph.nodes.filter((node) => node.label === label || shared(node) >= 0.5);
    return told(alike.sort((a, b) => likeness(b) - likeness(a) || a.id - b.id)[0]);
  }

  graph.renew(first);
  return graph;
}

/** A function that returns what `make` makes of the graph; it is made again when the graph has been renewed. */
export function derived(graph, make) {
  let [made, version] = [null, null];
  return () => {
    if (version !== graph.version) [made, version] = [make(), graph.version];
    return made;
  };
}

/** The numbers of the documents with a node or link. */
function ordersOf({ passages, places, source, target }) {
  if (places) return places.filter((_, index) => index % 2 === 0);
  return (passages ?? sharedPassages({ source, target })).map(({ order }) => order);
}

/** The numbers of the nodes that are named in a passage, without repetition. */
export function nodesOf({ spans }) {
  const found = [];
  for (let at = 2; at < spans.length; at += 3) if (!found.includes(spans[at])) found.push(spans[at]);
  return found;
}

export const otherEnd = (edge, node) => (edge.source === node ? edge.target : edge.source);

/** The link between two nodes, if there is one. */
export const linkBetween = (a, b) =>
  (a.links.length < b.links.length ? a : b).links.find(
    ({ source, target }) => (source === a && target === b) || (source === b && target === a),
  );

/** The passages of a link: its own evidence if it has any, else the sentences that name both of its ends. */
export function passagesOf(graph, edge) {
  return edge.evidence ? edge.evidence.map((index) => graph.passages[index]) : sharedPassages(edge);
}

function sharedPassages({ source, target }) {
  const [few, many] = [source, target].sort((a, b) => a.passages.length - b.passages.length);
  return few.passages.filter((passage) => nodesOf(passage).includes(many.id));
}

export const communityClass = (node) =>
  node.community < COLOURED_COMMUNITIES ? `c${node.community}` : "c-rest";

/** What may have changed between two graphs that are compared on one page, in the order of the list. */
export const CHANGES = { new: "New", gone: "Gone", stronger: "Stronger", weaker: "Weaker" };
export const changeClass = ({ change }) => `change-${change ?? "none"}`;

/** The small shape in front of a name; the style sheet colours it by type, community or change. */
export const mark = (node) =>
  symbol(TYPES[node.type].shape, `mark ${node.type} ${communityClass(node)} ${changeClass(node)}`);

/** The type of an entity as a word. */
export const typeOf = (node) => capital(TYPES[node.type].one);

export const surfaceForms = (node) => node.aliases.map(([form]) => form);

/** The title of a document, or else its id. */
export const titleOf = (document) => document.title || document.id;

/** The document of a passage, and the page if it has one. */
export const placeOf = ({ document, ...place }) =>
  [titleOf(document), pageOf(place)].filter(Boolean).join(", ");

/** The page of a sentence in words, and whether it was read from a picture. */
export const pageOf = ({ page, recognized }) =>
  [page && `p. ${page}`, recognized && contract.recognized].filter(Boolean).join(", ");
