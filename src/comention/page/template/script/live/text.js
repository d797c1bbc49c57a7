/* The view of texts: a search over all sentences, what it finds by document, and the reader of a document. */

import { action, element, format, groupBy } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { pageOf, titleOf } from "../data/graph.js";
import { documentHeading } from "../panel/sentences.js";
import { createReader } from "./reader.js";
import { bindViewKeys } from "./keys.js";
import { server } from "./server.js";
import { sentenceStar } from "./stars.js";
import { hitsIn, namedLink, typeOfKey, withNames } from "./sentences.js";

/** This long after the last key, in milliseconds, what was typed is searched for. */
const SEARCH_PAUSE = 200;
const FIRST_FOUND = 30;
const FIRST_TITLES = 100;

export function createText(graph, tools) {
  const { state } = tools;
  let timer = 0;
  let shown = { search: null, version: null, many: FIRST_FOUND };
  let asking = null;
  /** Where the results were scrolled to, and what had the focus, when a document was opened. */
  let left = null;

  const input = element("input", {
    ...{ id: "search-text", type: "search", class: "field", autocomplete: "off", spellcheck: "false" },
    ...{ placeholder: "Search the text", "aria-label": "Search all sentences", value: state.get().search },
    oninput() {
      clearTimeout(timer);
      timer = setTimeout(search, SEARCH_PAUSE);
    },
    onkeydown(event) {
      if (event.key !== "Enter") return;
      clearTimeout(timer);
      search();
    },
  });
  const count = element("p", { class: "note", role: "status" });
  const found = element("div", { class: "found" });
  const reader = createReader(graph, tools, back);
  const box = element(
    "div",
    { class: "text" },
    element("div", { class: "search-text", role: "search", "aria-label": "Text" }, input, count),
    found,
    reader.box,
  );

  const area = () => box.closest(".view");
  bindViewKeys(state, "text", { n: () => reader.go(1), N: () => reader.go(-1) });

  function search() {
    state.change({ search: input.value.trim(), reading: null });
  }

  function back() {
    state.change({ reading: null });
    area().scrollTop = left?.scrolled ?? 0;
    (left?.focus?.isConnected ? left.focus : input).focus({ preventScroll: true });
    left = null;
  }

  /** Opens a document from the results, to which `back` returns. */
  function open(document, sentence) {
    left = { scrolled: area().scrollTop, focus: globalThis.document.activeElement };
    tools.read({ document, sentence });
  }

  /** Shows what a search finds; an answer that is no longer wanted is dropped. */
  async function find(question, many, version = state.get().graph) {
    asking?.abort();
    shown = { search: question, version, many };
    if (!question) {
      count.textContent = "";
      found.replaceChildren(...titles());
      return;
    }
    const mine = (asking = new AbortController());
    found.setAttribute("aria-busy", "true");
    try {
      const answer = await server.get("search", { q: question, many }, mine.signal);
      if (mine === asking) results(question, many, answer);
    } catch ({ message }) {
      if (mine !== asking) return;
      shown = { search: null, version, many };
      count.textContent = "";
      found.replaceChildren(element("p", { class: "problem", role: "alert" }, message));
    }
    if (mine === asking) found.removeAttribute("aria-busy");
  }

  function results(question, many, { found: sentences, more }) {
    const groups = groupBy(sentences, ({ document }) => document);
    const said = groups.size === 1 ? "1 document" : `${format(groups.size)} documents`;
    count.textContent = sentences.length
      ? `${more ? "The first " : ""}${format(sentences.length)} ${sentences.length === 1 ? "sentence" : "sentences"} in ${said}`
      : `No sentence contains “${question}”.`;
    found.replaceChildren(
      ...[...groups].map(([id, group]) => {
        const { title, date } = group[0];
        const known = graph.documents[graph.numbers.get(id)] ?? { id, title, date };
        return element(
          "section",
          {},
          documentHeading(known, "h2"),
          ...group.map((one) => result(one, question)),
        );
      }),
    );
    if (more)
      found.append(
        action("Show more", () => find(question, many + 2 * FIRST_FOUND), { class: "action more" }),
      );
  }

  function result(passage, question) {
    const { document, sentence, text, names } = passage;
    const link = (words, key) => namedLink(words, key, typeOfKey(graph, key), tools.choose);
    const quotation = element(
      "blockquote",
      {
        ...{ dir: "auto", class: "opens" },
        onclick({ target }) {
          if (!target.closest("a, button") && !getSelection()?.toString()) open(document, sentence);
        },
      },
      ...withNames(text, names, link, hitsIn(text, question)),
      pageOf(passage) && element("cite", {}, pageOf(passage)),
      " ",
      action("Read on", () => open(document, sentence), { class: "action read-on" }),
      sentenceStar({ ...passage, kind: "sentence" }, tools),
    );
    return quotation;
  }

  /** The documents, to open one of them, when nothing is searched for. */
  function titles() {
    const rows = graph.documents.slice(0, FIRST_TITLES).map((one) =>
      element(
        "li",
        {},
        action(titleOf(one), () => open(one.id, 0), { class: "action read-on", dir: "auto" }),
        one.date && element("span", { class: "note" }, readableDate(one.date)),
      ),
    );
    const leftOut = graph.documents.length - rows.length;
    return [
      element("h2", {}, "Documents"),
      element("ul", { class: "titles" }, ...rows),
      leftOut > 0 &&
        element("p", { class: "note" }, `and ${format(leftOut)} more: search the text to find them`),
    ].filter(Boolean);
  }

  return {
    box,
    /** Shows what the state says; `changed` has what is different now, or is null if everything may be. */
    show(now, scope, changed) {
      const any = (...names) => !changed || names.some((name) => changed.has(name));
      const { search: question, reading, graph: version } = now;
      area().onscroll = reader.scrolled;
      if (document.activeElement !== input) input.value = question;
      if (version !== shown.version) reader.renew();
      if (question !== shown.search) find(question, FIRST_FOUND, version);
      else if (version !== shown.version) find(question, shown.many, version);
      found.hidden = count.hidden = Boolean(reading);
      if (any("reading")) {
        const inBar = reader.box.querySelector(".reader-bar").contains(document.activeElement);
        reader.show(reading, { focus: Boolean(changed) && !inBar });
      } else if (any("selection")) reader.names();
    },
  };
}
