/* Reads the data blocks of the page, which are script elements. */

import { byId } from "../base/dom.js";

const DEFLATED = "deflated,";

/** The value in a block: JSON, or, if that would be large, deflated JSON in base64. */
export async function readBlock(id) {
  const text = byId(id).textContent;
  if (!text.startsWith(DEFLATED)) return JSON.parse(text);
  const letters = atob(text.slice(DEFLATED.length));
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

export const plain = () => ({});

/** The records of a table that is stored by columns; `make` creates each, and missing values are left out. */
export function rowsOf(columns, make = plain) {
  const [first] = Object.values(columns);
  const rows = (first ?? []).map(make);
  for (const [name, values] of Object.entries(columns))
    values.forEach((value, index) => {
      if (value !== null) rows[index][name] = value;
    });
  return rows;
}
