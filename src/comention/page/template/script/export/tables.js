/* What is shown, as CSV and Markdown. */

import contract from "../../../../contract.json" with { type: "json" };
import { passagesOf, placeOf, surfaceForms } from "../data/graph.js";

/** A spreadsheet takes text that begins like this for a formula; an apostrophe before it keeps it text. */
const FORMULA = new RegExp(`^${contract.formula}`, "u");

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

/** Each sentence of each shown link, if it is in one of the chosen documents. */
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

/** Text in one line, with what Markdown would interpret escaped. */
const flatText = (text) => text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&");

/** A heading for each link, and under it a quotation with its source for each sentence. */
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
