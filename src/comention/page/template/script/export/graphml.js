/* What is shown, as GraphML with the same ids, attributes and types as in the file that comention writes. */

import contract from "../../../../contract.json" with { type: "json" };
import { groupBy } from "../base/dom.js";
import { chosenDocuments } from "../state/scope.js";
import { xml } from "./xml.js";

const dates = { first_seen: ({ now }) => now.first, last_seen: ({ now }) => now.last };

/** What the page knows, counted in the chosen documents; `facts.columns` has the attributes of the graph and their types. */
const NODE = {
  label: ({ label }) => label,
  type: ({ type }) => type,
  mentions: ({ now }) => now.mentions,
  documents: ({ now }) => now.documents,
  aliases: (node, chosen) =>
    aliasesIn(node, chosen)
      .map(([form, count]) => `${form} (${count})`)
      .join(" | "),
  code: ({ code }) => code,
  ...dates,
  community: ({ community }) => community,
};
const EDGE = { weight: ({ now }) => now.weight, documents: ({ now }) => now.documents, ...dates };
/** The place of the node in the picture; y grows downward. */
const PLACE = { x: ({ x }) => x, y: ({ y }) => y };

/** GraphML for Gephi and other programs. */
export function graphml({ facts, ...graph }, state, { nodes, edges }, title) {
  const chosen = chosenDocuments(graph, state);
  const known = (columns, values) => Object.entries(columns).filter(([name]) => Object.hasOwn(values, name));
  const keys = {
    graph: [["title", "string"]],
    node: [...known(facts.columns.node, NODE), ...Object.keys(PLACE).map((name) => [name, "double"])],
    edge: known(facts.columns.edge, EDGE),
  };
  const declared = Object.entries(keys).flatMap(([about, names]) =>
    names.map(
      ([name, type]) => `<key id="${about}-${name}" for="${about}" attr.name="${name}" attr.type="${type}"/>`,
    ),
  );
  const data = (about, values, ...one) =>
    keys[about]
      .map(([name]) => [name, values[name](...one)])
      .filter(([, value]) => value != null)
      .map(([name, value]) => `<data key="${about}-${name}">${xml(value)}</data>`)
      .join("");
  const idOf = ({ key, file_id: id = key }) => id;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declared,
    '<graph id="comention" edgedefault="undirected">',
    data("graph", { title: () => title }),
    ...nodes.map(
      (node) => `<node id="${xml(idOf(node))}">${data("node", { ...NODE, ...PLACE }, node, chosen)}</node>`,
    ),
    ...edges.map((edge) => {
      const [source, target] = [edge.from, edge.to].map(idOf);
      const id = `${source}${contract.edge_id}${target}`;
      return `<edge id="${xml(id)}" source="${xml(source)}" target="${xml(target)}">${data("edge", EDGE, edge)}</edge>`;
    }),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

/** The surface forms of an entity with their counts, in some documents or in all. */
function aliasesIn({ id, aliases, passages }, chosen) {
  if (!chosen) return aliases;
  const found = passages.filter(({ order }) => chosen.has(order)).flatMap((passage) => formsIn(passage, id));
  const counts = groupBy(found, (form) => form);
  return aliases.map(([form]) => [form, counts.get(form)?.length ?? 0]).filter(([, count]) => count);
}

/** The surface forms of the node with this number in a passage. */
const formsIn = ({ text, spans }, id) =>
  spans.flatMap((node, at) =>
    at % 3 === 2 && node === id ? [text.slice(spans[at - 2], spans[at - 1])] : [],
  );
