/* Passages, grouped by document, in which every name is a link to its entity. */

import contract from "../../../../contract.json" with { type: "json" };
import { action, element, format, groupBy } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { foreignLanguage } from "../base/languages.js";
import { live } from "../base/live.js";
import { pageOf, titleOf } from "../data/graph.js";
import { pairs } from "../data/recount.js";
import { entityAddress } from "../state/address.js";
import { relationWords } from "./parts.js";

const FIRST_PASSAGES = 12;

/**
 * The parts of a text: `show` makes the element of each name from its words and what it names, and `mark` that of what
 * stands at some `places`, in names as elsewhere. Both are in order.
 */
export function withMarks(text, names, show, places, mark) {
  const parts = [];
  let at = 0;
  for (const [start, end, named] of names) {
    parts.push(
      ...stretch(text, at, start, places, mark),
      show(stretch(text, start, end, places, mark), named),
    );
    at = end;
  }
  return [...parts, ...stretch(text, at, text.length, places, mark)];
}

/** The text from one place to another, with what stands at some `places` marked. */
function stretch(text, from, to, places, mark) {
  const parts = [];
  let at = from;
  for (const [start, end] of places) {
    const [first, last] = [Math.max(start, at), Math.min(end, to)];
    if (first >= last) continue;
    parts.push(text.slice(at, first), mark(text.slice(first, last)));
    at = last;
  }
  return [...parts, text.slice(at, to)].filter(Boolean);
}

/**
 * The text of a passage in which names of the entities `marked` are highlighted, and the words that say something of
 * them, given by `words`: start and end of each.
 */
export function readable(graph, passage, marked, { paged = false, tools = null, words = [] } = {}) {
  const { text, spans } = passage;
  const after = tools ? live.afterQuotation(passage, tools) : [];
  const names = Array.from({ length: spans.length / 3 }, (_, index) => {
    const [start, end, node] = spans.slice(3 * index, 3 * index + 3);
    return [start, end, graph.nodes[node]];
  });
  const show = (name, node) =>
    marked.includes(node)
      ? element("mark", { class: node.type }, ...name)
      : element("a", { class: "named", href: entityAddress(node) }, ...name);
  const said = pairs(words).sort((a, b) => a[0] - b[0]);
  return element(
    "blockquote",
    { dir: "auto" },
    ...withMarks(text, names, show, said, (word) => element("em", { class: "said" }, word)),
    paged && pageOf(passage) && element("cite", {}, pageOf(passage)),
    after.length > 0 && element("span", { class: "after-quotation" }, ...after),
  );
}

/** Date, language, author and source of a document in words, its id if it has a title, and the recognized pages. */
export const aboutDocument = ({ id, title, date, language, source, author, recognized }) =>
  [
    date && readableDate(date),
    foreignLanguage(language),
    author && `by ${author}`,
    title && title !== id && id,
    source && source !== id && source,
    recognized && `${contract.recognized}: p. ${recognized}`,
  ]
    .filter(Boolean)
    .join(" · ");

/** The title of a document, and below it what else is known about it. */
export function documentHeading(document, tag = "h4") {
  const about = aboutDocument(document);
  return element(tag, { dir: "auto" }, titleOf(document), about && element("small", {}, about));
}

/**
 * Passages under the titles of their documents; of a long list, the first ones are shown, and more on request. Above each
 * passage is what it says by `sayings`: a map of passages to lists of { relation, words }.
 */
export function passageList(graph, passages, marked, tools, sayings = new Map()) {
  const box = element("div", { class: "passages" });
  function sentence(passage) {
    const said = sayings.get(passage) ?? [];
    const words = said.flatMap((one) => one.words);
    return [
      ...said.map(({ relation }) => element("p", { class: "saying" }, ...relationWords(relation))),
      readable(graph, passage, marked, { paged: true, tools, words }),
    ];
  }
  function render(limit) {
    const groups = groupBy(passages.slice(0, limit), (passage) => passage.order);
    const sections = [...groups.values()].map((group) =>
      element("section", {}, documentHeading(group[0].document), ...group.flatMap(sentence)),
    );
    box.replaceChildren(...sections);
    const rest = passages.length - limit;
    const more = Math.min(rest, 10 * FIRST_PASSAGES);
    if (more > 0)
      box.append(
        action(`Show ${format(more)} more`, () => render(limit + 10 * FIRST_PASSAGES), { class: "more" }),
        element("p", { class: "note on-paper" }, `and ${format(rest)} more on the page`),
      );
  }
  render(passages.length <= FIRST_PASSAGES + 3 ? passages.length : FIRST_PASSAGES);
  return box;
}
