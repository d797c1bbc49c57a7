/* The graph as objects that point at each other, read from the page's data blocks. */

const TYPES = {
  PERSON: { one: "Person", many: "People", symbol: "circle" },
  ORG: { one: "Organization", many: "Organizations", symbol: "square" },
  COUNTRY: { one: "Country", many: "Countries", symbol: "diamond" },
};
const COLOURED_COMMUNITIES = 7;

const readBlock = (id) => JSON.parse(byId(id).textContent);

/**
 * Nodes come most mentioned first, links strongest first; both orders are kept everywhere.
 * A node knows its `links` and its `passages`, a link its `source` and `target`, a passage its document and `names`.
 */
function readGraph() {
  const documents = readBlock("documents");
  const nodes = readBlock("nodes");
  const edges = readBlock("edges");
  for (const node of nodes) Object.assign(node, { links: [], passages: [] });
  for (const edge of edges) {
    edge.source = nodes[edge.from];
    edge.target = nodes[edge.to];
    edge.source.links.push(edge);
    edge.target.links.push(edge);
  }
  const passages = readBlock("passages").map(([document, sentence, text, spans], index) => {
    const passage = { index, document: documents[document], order: document, sentence, text, names: [] };
    for (let at = 0; at < spans.length; at += 3)
      passage.names.push({ start: spans[at], end: spans[at + 1], node: nodes[spans[at + 2]] });
    return passage;
  });
  const facts = readBlock("facts");
  // behind the sentences come wider excerpts, which belong to their links only
  for (const passage of passages.slice(0, facts.sentences))
    for (const node of new Set(passage.names.map((name) => name.node))) node.passages.push(passage);
  return { nodes, edges, passages, facts, documents };
}

const otherEnd = (edge, node) => (edge.source === node ? edge.target : edge.source);

/** The passages behind a link: its own evidence, or else the sentences that name both of its ends. */
function passagesOf(graph, edge) {
  if (edge.evidence) return edge.evidence.map((index) => graph.passages[index]);
  const [few, many] = [edge.source, edge.target].sort((a, b) => a.passages.length - b.passages.length);
  return few.passages.filter((passage) => passage.names.some((name) => name.node === many));
}

const communityClass = (node) => (node.community < COLOURED_COMMUNITIES ? `c${node.community}` : "c-rest");

/** The little shape before a name; the style colours it by type or by community. */
const mark = (node) => symbol(TYPES[node.type].symbol, `mark ${node.type} ${communityClass(node)}`);

/** "2017-05-18" as "18 May 2017"; shorter and odd dates as well as they can be. */
function readableDate(date) {
  const [year, month, day] = date.split("-");
  const name =
    month && new Date(Date.UTC(2000, month - 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}
