/* Parts that the panels of entities, links and paths share. */

import contract from "../../../../contract.json" with { type: "json" };
import { counted, element, format, plural } from "../base/dom.js";
import { readablePeriod } from "../base/dates.js";
import { CHANGES, mark } from "../data/graph.js";
import { partsOfRelation } from "../data/said.js";
import { entityAddress } from "../state/address.js";
import { someOf } from "../state/counts.js";
import { chosenDocuments } from "../state/scope.js";

/** A count and what it counts; `words` say the count otherwise, as in "23 of 113". */
export const figure = (count, noun, words = format(count)) =>
  element("div", {}, element("dt", {}, plural(count, noun)), element("dd", {}, words));

export const figures = (...several) => element("dl", { class: "figures" }, ...several);

/** A heading with a count: a number, or `{ shown, all }`. */
export const heading = (text, count) =>
  element("h3", {}, text, count != null && element("span", { class: "count" }, inWords(count)));

const inWords = (count) => (typeof count === "number" ? format(count) : someOf(count));

export function period(now) {
  return now.first && element("p", { class: "note" }, readablePeriod(now));
}

/** Says how a name or link changed, if it did. */
export const changeOf = ({ change }) => change && ` · ${CHANGES[change].toLowerCase()}`;

/** Says that only some of the documents are counted. */
export function partly(graph, state) {
  const chosen = chosenDocuments(graph, state);
  return (
    chosen &&
    element(
      "p",
      { class: "note" },
      `Counted in ${format(chosen.size)} of ${counted(graph.documents.length, "document")}.`,
    )
  );
}

/** The passages in the chosen documents. */
export function passagesIn(graph, state, passages) {
  const chosen = chosenDocuments(graph, state);
  return chosen ? passages.filter(({ order }) => chosen.has(order)) : passages;
}

/** A link to an entity, with its mark. */
export const entityLink = (node) =>
  element(
    "a",
    { href: entityAddress(node), class: "entity" },
    mark(node),
    element("span", { class: "name", dir: "auto" }, node.label),
  );

/** A relation as it is read: "Michael Flynn → called → Sergey Kislyak". */
export function relationWords(relation) {
  const [source, phrase, target] = partsOfRelation(relation);
  const arrow = () => [" ", element("span", { class: "arrow", "aria-hidden": "true" }, contract.arrow), " "];
  return [
    element("span", { dir: "auto" }, source),
    ...arrow(),
    element("strong", { dir: "auto" }, phrase),
    ...arrow(),
    element("span", { dir: "auto" }, target),
  ];
}
