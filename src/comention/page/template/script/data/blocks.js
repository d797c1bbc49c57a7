/* Reads the data blocks of the page, which are script elements. */

import { byId } from "../base/dom.js";

const DEFLATED = /^deflated,(\d+),/;
const BITS = 13;

/** The value in a block: JSON, or, if that would be large, deflated JSON whose bytes are written in letters. */
export async function readBlock(id) {
  const text = byId(id).textContent;
  const [head, length] = DEFLATED.exec(text) ?? [];
  if (!head) return JSON.parse(text);
  const bytes = unspelled(text, head.length, Number(length));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/** Bytes from letters, which are the printable ones of ASCII without "&", "<" and ">"; two letters are 13 bits. */
function unspelled(text, from, length) {
  const digits = new Uint8Array(128);
  let count = 0;
  for (let code = 33; code < 127; code++)
    if (!"&<>".includes(String.fromCharCode(code))) digits[code] = count++;
  const bytes = new Uint8Array(length);
  let [buffer, bits, at] = [0, 0, 0];
  for (let index = from; at < length; index += 2) {
    buffer = (buffer << BITS) | (digits[text.charCodeAt(index)] * count + digits[text.charCodeAt(index + 1)]);
    for (bits += BITS; bits >= 8 && at < length; bits -= 8) bytes[at++] = buffer >> (bits - 8);
    buffer &= (1 << bits) - 1;
  }
  return bytes;
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
