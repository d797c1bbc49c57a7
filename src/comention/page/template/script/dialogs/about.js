/* How this was made: what went in, with which model and settings, and what not to believe. */

import { element, format, shortList } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { titleOf } from "../data/graph.js";
import { createDialog } from "./dialog.js";

const FIRST_DOCUMENTS = 20;

const wordy = (name) => name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());

function said(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? format(value) : String(value ?? "none");
}

const rowOf = ([name, value]) =>
  element(
    "tr",
    {},
    element("th", { scope: "row", dir: "auto" }, name),
    element("td", { dir: "auto" }, value),
  );

const table = (rows) => element("table", {}, element("tbody", {}, ...rows.map(rowOf)));

export function createAbout({ facts, documents }) {
  const { unit } = facts;
  const made = [
    ["Program", `comention ${facts.comention}`],
    ["Language model", facts.model],
    ...Object.entries(facts.settings).map(([label, value]) => [label, said(value)]),
  ].filter(([, value]) => value);
  return createDialog("about", "How this was made", () => {
    const body = element("tbody");
    const rows = documents.map((document) =>
      rowOf([titleOf(document), document.date ? readableDate(document.date) : ""]),
    );
    const [, more] = shortList(rows, FIRST_DOCUMENTS, body);
    return [
      element(
        "p",
        {},
        `A program read the documents, found the people, organizations and countries that they name, and linked those named in the same ${unit}. The more ${unit}s two names share, the stronger their link. Every link leads back to the text.`,
      ),
      element("h3", {}, "What not to believe"),
      element(
        "p",
        {},
        "A link says that two names stand close together in a text. It does not say what they have to do with each other, nor that the text is right. The program misses names, and sometimes takes two for one or one for two: read the sentences before you rely on a link.",
      ),
      element("h3", {}, "What went in"),
      table(Object.entries(facts.counts).map(([name, value]) => [wordy(name), said(value)])),
      element("h3", {}, "Made with"),
      table(made),
      documents.length > 0 && element("h3", {}, "Documents"),
      documents.length > 0 && element("table", {}, body),
      more,
    ];
  });
}
