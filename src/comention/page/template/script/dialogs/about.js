/* How this was made: what was read, with which model and settings, and how reliable the result is. */

import { capital, element, format, shortList } from "../base/dom.js";
import { titleOf } from "../data/graph.js";
import { aboutDocument } from "../panel/sentences.js";
import { createDialog } from "./dialog.js";

const FIRST_DOCUMENTS = 20;

const wordy = (name) => capital(name.replaceAll("_", " "));

/** Words for those counts whose keys would not be understood. */
const countsInWords = (unit) => ({
  entities: "Names",
  entities_left_out: "Names left out",
  named_sentences: "Sentences with names",
  windows: `${unit}s in which names can be linked`,
  crowded_windows: `${unit}s with too many names to link them all`,
  linked_in_crowded_windows: "Names linked in each of those",
  names_not_linked: "Names that are linked nowhere for this reason",
});

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

export const createAbout = (graph) =>
  createDialog("about", "How this was made", () => {
    const { facts, documents } = graph;
    const { unit } = facts;
    const counts = countsInWords(capital(unit));
    const made = [
      ["Program", `comention ${facts.comention}`],
      ["Language model", facts.model],
      ...Object.entries(facts.settings).map(([label, value]) => [label, said(value)]),
    ].filter(([, value]) => value);
    const body = element("tbody");
    const rows = documents.map((document) =>
      rowOf([titleOf(document), aboutDocument({ date: document.date, recognized: document.recognized })]),
    );
    const [, more] = shortList(rows, FIRST_DOCUMENTS, body);
    return [
      element(
        "p",
        {},
        `A program read the documents, found the people, organizations and countries they name, and linked those named in the same ${unit}. The more ${unit}s two names share, the stronger their link. Every link leads back to the sentences it comes from.`,
      ),
      element("h3", {}, "How reliable is this?"),
      element(
        "p",
        {},
        "A link means that two names occur close together in a text. It does not say how they are related, or that the text is true. The program misses some names, and sometimes merges two people or splits one in two. Read the sentences before you rely on a link.",
      ),
      facts.kinds &&
        element(
          "p",
          {},
          "Roles and relations are read from the grammar of single sentences. Some are wrong, many are missed, and none says that the text is true.",
        ),
      element("h3", {}, "In numbers"),
      table(Object.entries(facts.counts).map(([name, value]) => [counts[name] ?? wordy(name), said(value)])),
      element("h3", {}, "Program and settings"),
      table(made),
      documents.length > 0 && element("h3", {}, "Documents"),
      documents.length > 0 && element("table", {}, body),
      more,
    ];
  });
