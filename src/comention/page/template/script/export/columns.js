/* The columns of names and links in files: those of the files that comention writes, as far as the page knows them. */

import contract from "../../../../contract.json" with { type: "json" };
import { groupBy } from "../base/dom.js";
import { passagesOf } from "../data/graph.js";
import { relationText, saidIn } from "../data/said.js";
import { chosenDocuments } from "../state/scope.js";

const dates = { first_seen: ({ now }) => now.first, last_seen: ({ now }) => now.last };

/**
 * The columns of `node` and `edge`, as lists of { name, type, value }, in the order and with the types of GraphML. What
 * can be counted is counted in the chosen documents; measures are those of the whole graph. `y` grows upward.
 */
export function columnsOf(graph, state) {
  const { columns, measures } = graph.facts;
  const chosen = chosenDocuments(graph, state);
  const plain = (listed) => Object.fromEntries(listed.map(({ name }) => [name, (one) => one[name]]));
  const place = (node) => state.moved.get(node) ?? node.home;
  const relationsOf = ({ relations }) => saidIn(graph, relations, chosen);
  const values = {
    node: {
      label: ({ label }) => label,
      type: ({ type }) => type,
      mentions: ({ now }) => now.mentions,
      documents: ({ now }) => now.documents,
      aliases: (node) => inLine(aliasesIn(node, chosen)),
      code: ({ code }) => code,
      ...dates,
      windows: ({ windows }) => windows,
      degree: ({ degree, links }) => degree ?? links.length,
      community: ({ community }) => community,
      x: (node) => Math.round(place(node).x),
      y: (node) => 0 - Math.round(place(node).y),
      ...plain(measures.names),
      roles: ({ roles }) =>
        inLine(saidIn(graph, roles, chosen).map(({ role, count }) => [unbroken(role), count])) || undefined,
    },
    edge: {
      weight: ({ now }) => now.weight,
      documents: ({ now }) => now.documents,
      evidence: (edge) => passagesOf(graph, edge).filter(isIn(chosen)).map(quotation).join("\n"),
      ...dates,
      ...plain(measures.links),
      relations: (edge) =>
        inLine(relationsOf(edge).map((one) => [unbroken(relationText(one)), one.count])) || undefined,
      relation: (edge) => relationsOf(edge)[0]?.kind,
    },
  };
  const known = (about) =>
    Object.entries(columns[about])
      .filter(([name]) => Object.hasOwn(values[about], name))
      .map(([name, type]) => ({ name, type, value: values[about][name] }));
  return { node: known("node"), edge: known("edge") };
}

/** "special counsel (5) | former FBI director (2)" */
const inLine = (counts) => counts.map(([words, count]) => `${words} (${count})`).join(" | ");

const unbroken = (text) => text.replace(/\s+/gu, " ").trim();

/** The id of a name in files. */
export const fileId = ({ key, file_id: id = key }) => id;

/** The id of a link in files, and those of its ends, in the order of the files. */
export function fileEnds({ from, to }) {
  const [source, target] = [from, to].map(fileId);
  return { id: `${source}${contract.edge_id}${target}`, source, target };
}

/** A test of passages: whether they stand in a chosen document. */
export const isIn =
  (chosen) =>
  ({ order }) =>
    !chosen || chosen.has(order);

/** “A met B” (a.pdf, page 2) */
function quotation({ text, document, page, recognized }) {
  const where = [document.id, page && `page ${page}`, recognized && contract.recognized];
  return `“${unbroken(text)}” (${where.filter(Boolean).join(", ")})`;
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
