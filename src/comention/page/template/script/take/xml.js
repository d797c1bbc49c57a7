/* Text as XML carries it. */

import contract from "../../../../contract.json" with { type: "json" };

const ILLEGAL = new RegExp(contract.not_in_xml, "gu");

/** Leaves out the characters that XML cannot carry, and escapes those that mean something in it. */
export const xml = (value) =>
  String(value)
    .replace(ILLEGAL, "")
    .replace(/[&<>"\t\n\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);
