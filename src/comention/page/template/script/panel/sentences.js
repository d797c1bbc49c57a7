/* Passages, grouped by document, in which every name is a link to its entity. */

import contract from "../../../../contract.json" with { type: "json" };
import { action, element, format, groupBy } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { foreignLanguage } from "../base/languages.js";
import { live } from "../base/live.js";
import { pageOf, titleOf } from "../data/graph.js";
import { entityAddress } from "../state/address.js";

const FIRST_PASSAGES = 12;

/** The text of a passage in which names of the entities `marked` are highlighted. */
export function readable(graph, passage, marked, { paged = false, tools = null } = {}) {
  const { text, spans } = passage;
  const after = tools ? live.afterQuotation(passage, tools) : [];
  const parts = [];
  let at = 0;
  for (let index = 0; index < spans.length; index += 3) {
    const [start, end, node] = [spans[index], spans[index + 1], graph.nodes[spans[index + 2]]];
    const name = text.slice(start, end);
    parts.push(text.slice(at, start));
    parts.push(
      marked.includes(node)
        ? element("mark", { class: node.type }, name)
        : element("a", { class: "named", href: entityAddress(node) }, name),
    );
    at = end;
  }
  parts.push(text.slice(at));
  return element(
    "blockquote",
    { dir: "auto" },
    ...parts,
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

/** Passages under the titles of their documents; of a long list, the first ones are shown, and more on request. */
export function passageList(graph, passages, marked, tools) {
  const box = element("div", { class: "passages" });
  function render(limit) {
    const groups = groupBy(passages.slice(0, limit), (passage) => passage.order);
    const sections = [...groups.values()].map((group) =>
      element(
        "section",
        {},
        documentHeading(group[0].document),
        ...group.map((passage) => readable(graph, passage, marked, { paged: true, tools })),
      ),
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
