/* Texts as the server sends them: each name is a link that selects it, and what was searched for is marked. */

import { readableDate } from "../base/dates.js";
import { element } from "../base/dom.js";
import { fold } from "../base/search.js";
import { pageOf, titleOf } from "../data/graph.js";
import { withMarks } from "../panel/sentences.js";
import { entityAddress, readingAddress } from "../state/address.js";

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const KINDS = { person: "PERSON", org: "ORG", country: "COUNTRY" };

/** The type of a name: as the server told it, as the graph has it, or else as its key begins. */
export const typeOfKey = (graph, key, types = {}) =>
  types[key] ?? graph.byKey.get(key)?.type ?? KINDS[key.split(":")[0]] ?? "";

/** Where the words of a question, or words that begin like them, stand in a text. */
export function hitsIn(text, question) {
  const words = fold(question).split(" ").filter(Boolean);
  return [...text.matchAll(WORD)]
    .filter(([word]) => words.some((asked) => fold(word).startsWith(asked)))
    .map(({ 0: word, index }) => [index, index + word.length]);
}

/**
 * The parts of a text: `show` makes the element of each name from its words and its key, and what stands at `hits` is
 * marked, in names as elsewhere.
 */
export const withNames = (text, names, show, hits = []) =>
  withMarks(text, names, show, hits, (words) => element("mark", { class: "hit" }, words));

/** A name in a text as a link that selects it, coloured by its type. */
export const namedLink = (words, key, type, choose) =>
  element(
    "a",
    {
      ...{ class: `named in-text ${type}`, href: entityAddress({ key }), "data-key": key },
      onclick(event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        choose(key);
      },
    },
    ...words,
  );

/** A link to a sentence in its document. */
export const readOn = (document, sentence) =>
  element("a", { class: "read-on", href: readingAddress(document, sentence) }, "Read on");

/** The document, page and date of a sentence in words. */
export const whereOf = ({ document, title, page, recognized, date }) =>
  [titleOf({ id: document, title }), pageOf({ page, recognized }), date && readableDate(date)]
    .filter(Boolean)
    .join(", ");
