/* What is shown, as CSV and Markdown. */

import contract from "../../../../contract.json" with { type: "json" };
import { passagesOf, placeOf } from "../data/graph.js";
import { relationText, sayingsOf } from "../data/said.js";
import { columnsOf, fileEnds, fileId, isIn } from "./columns.js";

/** A spreadsheet takes text that begins like this for a formula; an apostrophe before it keeps it text. */
const FORMULA = new RegExp(`^${contract.formula}`, "u");

const cell = (value) => {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csv = (head, rows) => [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** Columns of the files, without those that are left out; what the graph has no dates of has those of its documents. */
function columnsFor(listed, without = []) {
  const dates = [
    { name: "first_seen", value: ({ now }) => now.first },
    { name: "last_seen", value: ({ now }) => now.last },
  ];
  const missing = dates.filter(({ name }) => !listed.some((column) => column.name === name));
  return [...listed.filter(({ name }) => !without.includes(name)), ...missing];
}

const csvOf = (columns, rows) =>
  csv(
    columns.map(({ name }) => name),
    rows.map((row) => columns.map(({ value }) => value(row))),
  );

export const namesCsv = (graph, state, { nodes }) =>
  csvOf([{ name: "id", value: fileId }, ...columnsFor(columnsOf(graph, state).node)], nodes);

export const linksCsv = (graph, state, { edges }) =>
  csvOf(
    [
      { name: "id", value: (edge) => fileEnds(edge).id },
      { name: "source", value: ({ from }) => fileId(from) },
      { name: "source_label", value: ({ from }) => from.label },
      { name: "target", value: ({ to }) => fileId(to) },
      { name: "target_label", value: ({ to }) => to.label },
      ...columnsFor(columnsOf(graph, state).edge, ["evidence"]),
      { name: "backbone", value: ({ solid }) => solid ?? 0 },
    ],
    edges,
  );

/** Each sentence of each shown link, with its place among them, if it is in one of the chosen documents. */
function* evidence(graph, { edges }, chosen) {
  for (const edge of edges)
    for (const [index, passage] of passagesOf(graph, edge).filter(isIn(chosen)).entries())
      yield { edge, passage, place: index + 1 };
}

const EVIDENCE = [
  { name: "edge", value: ({ edge }) => fileEnds(edge).id },
  { name: "source", value: ({ edge }) => fileId(edge.from) },
  { name: "source_label", value: ({ edge }) => edge.from.label },
  { name: "target", value: ({ edge }) => fileId(edge.to) },
  { name: "target_label", value: ({ edge }) => edge.to.label },
  { name: "place", value: ({ place }) => place },
  { name: "document", value: ({ passage }) => passage.document.id },
  { name: "title", value: ({ passage }) => passage.document.title },
  { name: "date", value: ({ passage }) => passage.document.date },
  { name: "page", value: ({ passage }) => passage.page },
  { name: "recognized", value: ({ passage }) => Boolean(passage.recognized) },
  { name: "sentence", value: ({ passage }) => passage.sentence },
  { name: "text", value: ({ passage }) => passage.text },
];

export const evidenceCsv = (graph, scope, chosen) => csvOf(EVIDENCE, [...evidence(graph, scope, chosen)]);

/** Text in one line, with what Markdown would interpret escaped. */
const flatText = (text) => text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&");

/** A heading for each link, and under it for each sentence what it says of both, and a quotation with its source. */
export function evidenceMarkdown(graph, scope, chosen, title) {
  const lines = [`# ${flatText(title)}`, ""];
  let [last, sayings] = [null, null];
  for (const { edge, passage } of evidence(graph, scope, chosen)) {
    if (edge !== last) lines.push(`## ${flatText(edge.source.label)} – ${flatText(edge.target.label)}`, "");
    if (edge !== last) sayings = sayingsOf(graph, edge.relations);
    last = edge;
    for (const { relation } of sayings.get(passage) ?? []) lines.push(flatText(relationText(relation)), "");
    const where = [placeOf(passage), passage.document.date].filter(Boolean).map(flatText).join(", ");
    lines.push(`> ${flatText(passage.text)}`, `> — ${where}`, "");
  }
  return `${lines.join("\n")}\n`;
}
