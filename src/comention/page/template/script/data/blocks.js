/* The data blocks of the page: the text of a script element in, what it holds out. */

import { byId } from "../base/dom.js";

const DEFLATED = "deflated,";

/** What a block holds: JSON, or, when that would be large, JSON deflated and in base 64. */
export async function readBlock(id) {
  const text = byId(id).textContent;
  if (!text.startsWith(DEFLATED)) return JSON.parse(text);
  const letters = atob(text.slice(DEFLATED.length));
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

export const plain = () => ({});

/** A table by columns as records, which `make` makes; what a record does not say is left out. */
export function rowsOf(columns, make = plain) {
  const [first] = Object.values(columns);
  const rows = (first ?? []).map(make);
  for (const [name, values] of Object.entries(columns))
    values.forEach((value, index) => {
      if (value !== null) rows[index][name] = value;
    });
  return rows;
}
