/* The graph as objects that point at each other, read from the page's data blocks. */

import { byId, symbol } from "../base/dom.js";

export const TYPES = {
  PERSON: { one: "Person", many: "People", symbol: "circle" },
  ORG: { one: "Organization", many: "Organizations", symbol: "square" },
  COUNTRY: { one: "Country", many: "Countries", symbol: "diamond" },
};
export const COLOURED_COMMUNITIES = 7;
const PACKED = "deflate,";

/** What a data block holds: JSON, or, when that would be large, JSON deflated and in base 64. */
export async function readBlock(id) {
  const text = byId(id).textContent;
  if (!text.startsWith(PACKED)) return JSON.parse(text);
  const letters = atob(text.slice(PACKED.length));
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/**
 * Nodes come most mentioned first, links strongest first; both orders are kept everywhere.
 * A node knows its `links` and its `passages`, a link its `source` and `target`, a passage its document and its
 * `spans`: start, end and node of each name. `now` of a node or link is what it counts in the chosen documents.
 */
export async function readGraph() {
  const [facts, documents, nodes, edges, rows] = await Promise.all(
    ["facts", "documents", "nodes", "edges", "passages"].map(readBlock),
  );
  for (const node of nodes) Object.assign(node, { links: [], passages: [], now: node });
  edges.forEach((edge, id) => {
    Object.assign(edge, { id, source: nodes[edge.from], target: nodes[edge.to], now: edge });
    edge.source.links.push(edge);
    edge.target.links.push(edge);
  });
  const passages = rows.map(([order, sentence, text, spans], index) => {
    return { index, document: documents[order], order, sentence, text, spans };
  });
  // behind the sentences come wider excerpts, which belong to their links only
  for (const passage of passages.slice(0, facts.sentences))
    for (const node of nodesOf(passage)) nodes[node].passages.push(passage);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return { nodes, edges, passages, facts, documents, byKey };
}

/** The numbers of the nodes that a passage names, each once. */
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

/** The passages behind a link: its own evidence, or else the sentences that name both of its ends. */
export function passagesOf(graph, edge) {
  if (edge.evidence) return edge.evidence.map((index) => graph.passages[index]);
  const [few, many] = [edge.source, edge.target].sort((a, b) => a.passages.length - b.passages.length);
  return few.passages.filter((passage) => nodesOf(passage).includes(many.id));
}

export const communityClass = (node) =>
  node.community < COLOURED_COMMUNITIES ? `c${node.community}` : "c-rest";

/** The little shape before a name; the style colours it by type or by community. */
export const mark = (node) => symbol(TYPES[node.type].symbol, `mark ${node.type} ${communityClass(node)}`);

export const surfaceForms = (node) => node.aliases.map(([form]) => form);

/** What a document is called. */
export const titleOf = (document) => document.title || document.id;
