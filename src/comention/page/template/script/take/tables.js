/* What is shown, as text that other programs read: CSV, GraphML, Markdown. */

import { passagesOf, placeOf, surfaceForms } from "../data/graph.js";

/** A spreadsheet takes text that begins like this for a formula; an apostrophe keeps it text. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const cell = (value) => {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csv = (head, rows) => [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");

const forms = (node) => surfaceForms(node).join(" | ");

export const namesCsv = ({ nodes }, { names }) =>
  csv(
    [
      "id",
      "label",
      "type",
      "mentions",
      "documents",
      "aliases",
      "code",
      "community",
      ...names.map(({ name }) => name),
      "first_seen",
      "last_seen",
    ],
    nodes.map((node) => {
      const { key, label, type, code, community, now } = node;
      return [
        key,
        label,
        type,
        now.mentions,
        now.documents,
        forms(node),
        code,
        community,
        ...names.map(({ name }) => node[name]),
        now.first,
        now.last,
      ];
    }),
  );

export const linksCsv = ({ edges }, { links }) =>
  csv(
    [
      ...["source", "source_label", "target", "target_label", "weight", "documents"],
      ...links.map(({ name }) => name),
      ...["backbone", "first_seen", "last_seen"],
    ],
    edges.map((edge) => {
      const { source, target, solid, now } = edge;
      return [
        ...[source.key, source.label, target.key, target.label, now.weight, now.documents],
        ...links.map(({ name }) => edge[name]),
        ...[solid ?? 0, now.first, now.last],
      ];
    }),
  );

/** Each sentence of each shown link, as far as it stands in the chosen documents. */
function* evidence(graph, { edges }, chosen) {
  for (const edge of edges)
    for (const passage of passagesOf(graph, edge))
      if (!chosen || chosen.has(passage.order)) yield { edge, passage };
}

export const evidenceCsv = (graph, scope, chosen) =>
  csv(
    ["source_label", "target_label", "document", "title", "date", "page", "sentence", "text"],
    [...evidence(graph, scope, chosen)].map(({ edge, passage: { document, page, sentence, text } }) => [
      ...[
        edge.source.label,
        edge.target.label,
        document.id,
        document.title,
        document.date,
        page,
        sentence,
        text,
      ],
    ]),
  );

/** Letters that mean something in Markdown are escaped, and no line of a document becomes a line of its own. */
const flatText = (text) => text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&");

/** A notebook: a heading for each link, a quotation for each sentence, and where it stands. */
export function evidenceMarkdown(graph, scope, chosen, title) {
  const lines = [`# ${flatText(title)}`, ""];
  let last = null;
  for (const { edge, passage } of evidence(graph, scope, chosen)) {
    if (edge !== last) lines.push(`## ${flatText(edge.source.label)} – ${flatText(edge.target.label)}`, "");
    last = edge;
    const where = [placeOf(passage), passage.document.date].filter(Boolean).map(flatText).join(", ");
    lines.push(`> ${flatText(passage.text)}`, `> — ${where}`, "");
  }
  return `${lines.join("\n")}\n`;
}

/** Letters that XML cannot carry are left out. */
const xml = (text) =>
  String(text)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const NODE_KEYS = {
  label: "string",
  type: "string",
  mentions: "long",
  documents: "long",
  aliases: "string",
  x: "double",
  y: "double",
};
const EDGE_KEYS = { weight: "long", documents: "long" };

/** GraphML for Gephi and its like, with the places of the names in the picture. */
export function graphml({ nodes, edges }, title) {
  const key =
    (about) =>
    ([name, type]) =>
      `<key id="${about}-${name}" for="${about}" attr.name="${name}" attr.type="${type}"/>`;
  const data = (about, values) =>
    Object.entries(values)
      .map(([name, value]) => `<data key="${about}-${name}">${xml(value)}</data>`)
      .join("");
  const idOf = (node) => xml(/\p{L}/u.test(node.key) ? node.key : `node:${node.key}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...Object.entries(NODE_KEYS).map(key("node")),
    ...Object.entries(EDGE_KEYS).map(key("edge")),
    '<key id="graph-title" for="graph" attr.name="title" attr.type="string"/>',
    '<graph id="comention" edgedefault="undirected">',
    data("graph", { title }),
    ...nodes.map((node) => {
      const { label, type, now, x, y } = node;
      const values = {
        label,
        type,
        mentions: now.mentions,
        documents: now.documents,
        aliases: forms(node),
        x,
        y,
      };
      return `<node id="${idOf(node)}">${data("node", values)}</node>`;
    }),
    ...edges.map(
      ({ source, target, now: { weight, documents } }, index) =>
        `<edge id="e${index}" source="${idOf(source)}" target="${idOf(target)}">${data("edge", { weight, documents })}</edge>`,
    ),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}
