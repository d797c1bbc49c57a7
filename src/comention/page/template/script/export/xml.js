/* Text for XML. */

import contract from "../../../../contract.json" with { type: "json" };

const ILLEGAL = new RegExp(contract.not_in_xml, "gu");

/** Leaves out characters that are not allowed in XML, and escapes those with a meaning. */
export const xml = (value) =>
  String(value)
    .replace(ILLEGAL, "")
    .replace(/[&<>"\t\n\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);
