/* The rows of the graph: those in the page's data blocks, or those that a server sends. */

import { readBlock, rowsOf } from "./blocks.js";

/**
 * The rows in tables that are stored by columns. Passages have their whole text, and `spans`: start, end and number of
 * the node of each name.
 */
export function rowsOfTables({ facts, passages, ...tables }) {
  const [documents, nodes, edges] = ["documents", "nodes", "edges"].map((name) => rowsOf(tables[name]));
  const whole = rowsOf(passages).map(({ text, names, ...place }) => ({
    ...place,
    ...written(text, names, nodes),
  }));
  return { facts, documents, nodes, edges, passages: whole };
}

const TABLES = ["facts", "documents", "nodes", "edges", "passages"];

/** The rows in the data blocks of the page. */
export async function readRows() {
  const blocks = await Promise.all(TABLES.map(async (name) => [name, await readBlock(name)]));
  return rowsOfTables(Object.fromEntries(blocks));
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
