/* Reads the graph from the page's data blocks into objects that refer to each other. */

import contract from "../../../../contract.json" with { type: "json" };
import { capital, symbol } from "../base/dom.js";
import { plain, readBlock, rowsOf } from "./blocks.js";

/** The types of entities: each in words (`one`, `a` and `many`), and its `shape`. */
export const TYPES = contract.types;
export const COLOURED_COMMUNITIES = Object.keys(contract.colours.light).filter((name) =>
  /^c\d+$/.test(name),
).length;

/**
 * Nodes are sorted by mentions, links by strength, the most first; both orders are kept everywhere.
 * A node has `links` and `passages`, a link `source` and `target`, and the same ends as `from` and `to` in the order of
 * the files; a passage has a document and `spans`: start, end and node of each name. `now` of a node or link has its
 * counts in the chosen documents.
 */
export async function readGraph() {
  const [facts, ...tables] = await Promise.all(
    ["facts", "documents", "nodes", "edges", "passages"].map(readBlock),
  );
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
      const all = ordersOf(this).map((order) => documents[order].date);
      const found = all.filter(Boolean).sort();
      return (this.seen = found.length ? [found[0], found.at(-1)] : []);
    }
  }
  const dated = () => new Dated();
  const [documents, nodes, edges, rows] = [plain, dated, dated, plain].map((make, index) =>
    rowsOf(tables[index], make),
  );
  nodes.forEach((node, id) => Object.assign(node, { id, links: [], passages: [], now: node }));
  edges.forEach((edge, id) => {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    const [source, target] = from.id < to.id ? [from, to] : [to, from];
    Object.assign(edge, { id, from, to, source, target, now: edge });
    edge.source.links.push(edge);
    edge.target.links.push(edge);
  });
  const passages = rows.map(({ document: order, page, sentence, text, names }, index) => {
    return { index, document: documents[order], order, page, sentence, ...written(text, names, nodes) };
  });
  // the sentences are followed by wider excerpts, which belong to links only
  for (const passage of passages.slice(0, facts.sentences))
    for (const node of nodesOf(passage)) nodes[node].passages.push(passage);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return { nodes, edges, passages, facts, documents, byKey };
}

/** Puts names back into the text of a passage; a form >= 0 is an alias of the node, else -form letters of the text. */
function written(rest, names, nodes) {
  const spans = [];
  let [text, at] = ["", 0];
  for (let index = 0; index < names.length; index += 3) {
    const [gap, form, node] = [names[index], names[index + 1], names[index + 2]];
    const literal = Math.max(0, -form);
    text += rest.slice(at, at + gap);
    const start = text.length;
    text += literal ? rest.slice(at + gap, at + gap + literal) : nodes[node].aliases[form][0];
    at += gap + literal;
    spans.push(start, text.length, node);
  }
  return { text: text + rest.slice(at), spans };
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
export const placeOf = ({ document, page }) =>
  page ? `${titleOf(document)}, p. ${page}` : titleOf(document);
