/*
 * The reader: a document with all its names, from the sentence on that was asked for. What lies further above and below
 * is fetched when the reader scrolls there, and two buttons lead from mention to mention of the selected name.
 */

import { action, announce, element, format, symbol } from "../base/dom.js";
import { titleOf } from "../data/graph.js";
import { aboutDocument } from "../panel/sentences.js";
import { server } from "./server.js";
import { sentenceStar } from "./stars.js";
import { namedLink, typeOfKey, withNames } from "./sentences.js";

/** This near to an end of what is there, in pixels, more of the document is fetched. */
const NEAR = 900;
const PARAGRAPH = /\n[^\S\n]*\n/;

/** `tools` has the state, and what can be done; `back` closes the document. */
export function createReader(graph, tools, back) {
  const { state } = tools;
  const title = element("strong", { class: "name", dir: "auto" });
  const place = element("span", { class: "note", role: "status" });
  const previous = action("Previous", () => go(-1), {
    "aria-label": "Previous mention of the selected name",
    title: "Previous mention of the selected name (Shift + n)",
  });
  const next = action("Next", () => go(1), {
    "aria-label": "Next mention of the selected name",
    title: "Next mention of the selected name (n)",
  });
  const mentionBar = element(
    "div",
    { class: "row mentions" },
    place,
    element("div", { class: "pair" }, previous, next),
  );
  const star = element("span");
  const head = element("header", { class: "about-document" });
  const text = element("div", { class: "pages" });
  const bar = element(
    "div",
    { class: "reader-bar" },
    element(
      "button",
      { type: "button", class: "tool", onclick: back, title: "Close this document" },
      symbol("back"),
      "Back",
    ),
    title,
    mentionBar,
    star,
  );
  const box = element("article", { class: "reader", hidden: true }, bar, head, text);
  /** What is loaded: `parts` are the sentences from `first` on, each with its element. */
  let open = null;
  let asked = null;
  let busy = false;
  /** The mentions of a name, by its key. */
  let known = new Map();

  const scroller = () => box.closest(".view");
  const selected = () => state.get().selection?.node ?? null;

  /** Shows the sentence that is to be read; its document is fetched unless it is there. */
  async function show(reading, { focus = false } = {}) {
    box.hidden = !reading;
    if (!reading) {
      open = asked = null;
      return;
    }
    const { document, sentence } = reading;
    const there = open?.id === document && sentence >= open.first && sentence <= open.last;
    const question = (asked = {});
    if (!there) {
      box.setAttribute("aria-busy", "true");
      const answer = await fetched(document, sentence);
      if (asked !== question) return;
      box.removeAttribute("aria-busy");
      if (!answer) return;
      start(answer);
    }
    mark(sentence, focus, there);
    names();
    await scrolled();
  }

  async function fetched(id, sentence) {
    try {
      return await server.get("document", { id, sentence });
    } catch ({ message }) {
      open = null;
      title.textContent = "";
      head.replaceChildren();
      star.replaceChildren();
      text.replaceChildren(element("p", { class: "note", role: "alert" }, message));
      box.removeAttribute("aria-busy");
      return null;
    }
  }

  function start(answer) {
    const { first, total, sentences, labels, types } = answer;
    open = { id: answer.id, answer, first, total, last: first - 1, labels, types, page: null };
    Object.assign(open, { parts: new Map(), texts: new Map() });
    title.textContent = titleOf(answer);
    const about = aboutDocument(answer);
    head.replaceChildren(
      element("h2", { dir: "auto" }, titleOf(answer)),
      element("p", { class: "note" }, [about, `${format(total)} sentences`].filter(Boolean).join(" · ")),
      answer.original
        ? element(
            "a",
            {
              class: "original",
              href: `/api/original?${new URLSearchParams({ id: answer.id })}`,
              download: "",
            },
            "Original file",
          )
        : "",
    );
    text.replaceChildren(...paragraphs(sentences));
    open.last = first + sentences.length - 1;
    open.page = sentences.at(-1)?.page;
    ends();
  }

  /** The sentences in paragraphs, with the number of a page where it begins; the sentence before was on `page`. */
  function paragraphs(sentences, page = null) {
    const made = [];
    for (const one of sentences) {
      if (!made.length || PARAGRAPH.test(one.before)) made.push(element("p", { dir: "auto" }));
      const paragraph = made.at(-1);
      if (one.page && one.page !== page)
        paragraph.append(
          element("span", { class: "page-number" }, element("span", { class: "unseen" }, "Page "), one.page),
        );
      page = one.page;
      const part = element("span", { class: "sentence", "data-sentence": one.sentence }, ...parts(one));
      open.parts.set(one.sentence, part);
      open.texts.set(one.sentence, { text: one.text, page: one.page });
      paragraph.append(part, " ");
    }
    return made;
  }

  const parts = ({ text: words, names: spans }) =>
    withNames(words, spans, (shown, key) => {
      const link = namedLink(shown, key, typeOfKey(graph, key, open.types), tools.choose);
      if (open.labels[key]) link.title = open.labels[key];
      return link;
    });

  /** Says at both ends whether the document goes on. */
  function ends() {
    text.classList.toggle("from-start", open.first === 0);
    text.classList.toggle("to-end", open.last >= open.total - 1);
  }

  /** Marks a sentence, and brings it into view; if it is in view already, what was `there` stays where it is. */
  function mark(sentence, focus, there) {
    open.here?.removeAttribute("aria-current");
    const here = open.parts.get(sentence) ?? null;
    open.here = here;
    open.sentence = sentence;
    starred();
    if (!here) return;
    here.setAttribute("aria-current", "true");
    here.tabIndex = -1;
    if (focus) here.focus({ preventScroll: true });
    if (!there || !inView(here)) here.scrollIntoView({ block: "center" });
  }

  /** Whether all of a sentence can be seen, below the bar and above what may lie over the text. */
  function inView(part) {
    const [area, { top, bottom }] = [scroller(), part.getBoundingClientRect()];
    const from = box.querySelector(".reader-bar").getBoundingClientRect().bottom;
    const below = getComputedStyle(area).scrollPaddingBottom;
    const covered = Number.parseFloat(below) * (below.endsWith("%") ? area.clientHeight / 100 : 1) || 0;
    return top >= from && bottom <= area.getBoundingClientRect().bottom - covered;
  }

  /** The star of the sentence that is marked. */
  function starred() {
    const { answer, id, sentence, texts } = open;
    const { title: heading, date } = answer;
    star.replaceChildren(
      ...(texts.has(sentence)
        ? [
            sentenceStar(
              { kind: "sentence", document: id, sentence, title: heading, date, ...texts.get(sentence) },
              tools,
            ),
          ]
        : []),
    );
  }

  /** Highlights the selected name, and says which of its mentions this is. */
  async function names() {
    const node = selected();
    for (const link of text.querySelectorAll("a[data-key]"))
      link.classList.toggle("chosen", link.dataset.key === node?.key);
    mentionBar.hidden = !node;
    if (!node || !open) return;
    const all = await mentionsOf(node.key);
    if (node !== selected() || !open) return;
    const at = all.findIndex((one) => one.document === open.id && one.sentence === open.sentence);
    place.textContent =
      at < 0 ? `${node.label}: ${format(all.length)}` : `${format(at + 1)} of ${format(all.length)}`;
    place.title = `Sentences that name ${node.label}`;
    previous.disabled = next.disabled = !all.length;
  }

  /** The sentences that name an entity, in reading order, each once. */
  async function mentionsOf(key) {
    if (!known.has(key)) {
      const answer = server.get("mentions", { key }).then(({ mentions }) => {
        const seen = new Set();
        return mentions.filter(({ document, sentence }) => {
          const id = `${sentence} ${document}`;
          return !seen.has(id) && seen.add(id);
        });
      });
      known.set(key, answer);
    }
    try {
      return await known.get(key);
    } catch ({ message }) {
      known.delete(key);
      announce(message);
      return [];
    }
  }

  /** Goes to the next (1) or previous (-1) sentence that names the selected entity, in this document or another. */
  async function go(direction) {
    const node = selected();
    if (!node || !open) return;
    const all = await mentionsOf(node.key);
    const to = all[placeAfter(all, direction)];
    if (!to) return announce(`No ${direction > 0 ? "later" : "earlier"} sentence names ${node.label}.`);
    if (to.document !== open.id) announce(`In ${titleOf({ id: to.document, title: to.title })}`);
    tools.read({ document: to.document, sentence: to.sentence });
  }

  function placeAfter(all, direction) {
    const inside = all.filter(({ document }) => document === open.id);
    if (!inside.length) return direction > 0 ? 0 : all.length - 1;
    const first = all.indexOf(inside[0]);
    const before = inside.filter(({ sentence }) => sentence < open.sentence).length;
    const here = inside.some(({ sentence }) => sentence === open.sentence);
    return direction > 0 ? first + before + Number(here) : first + before - 1;
  }

  /** Fetches more of the document, if the reader is near to an end of what is there. */
  async function scrolled() {
    const area = scroller();
    if (!open || busy || box.hidden || box.hasAttribute("aria-busy")) return;
    const below = area.scrollHeight - area.scrollTop - area.clientHeight;
    if (open.last < open.total - 1 && below < NEAR) await more(open.last + 1, true);
    else if (open.first > 0 && area.scrollTop < NEAR) await more(open.first - 1, false);
  }

  async function more(sentence, after) {
    const [mine, area] = [open, scroller()];
    busy = true;
    try {
      const { first, sentences, labels, types } = await server.get("document", { id: mine.id, sentence });
      if (open !== mine) return;
      Object.assign(mine.labels, labels);
      Object.assign(mine.types, types);
      const fresh = sentences.filter((one) => !mine.parts.has(one.sentence));
      if (!fresh.length) return;
      const made = paragraphs(fresh, after ? mine.page : null);
      const height = area.scrollHeight;
      if (after) {
        join(text.lastElementChild, made, fresh[0]);
        mine.last = first + sentences.length - 1;
        mine.page = sentences.at(-1).page;
      } else {
        const old = sentences[fresh.length];
        if (old?.page === fresh.at(-1).page) text.querySelector(".page-number")?.remove();
        if (old && !PARAGRAPH.test(old.before)) {
          made.at(-1).append(...text.firstElementChild.childNodes);
          text.firstElementChild.remove();
        }
        text.prepend(...made);
        mine.first = first;
        area.scrollTop += area.scrollHeight - height;
      }
      ends();
      names();
    } catch ({ message }) {
      announce(message);
    } finally {
      busy = false;
    }
  }

  /** Appends paragraphs; the first goes on in the last one that is there, unless it begins a new one. */
  function join(last, made, { before }) {
    if (PARAGRAPH.test(before)) return text.append(...made);
    last.append(...made[0].childNodes);
    return text.append(...made.slice(1));
  }

  /** Fetches what is shown again, because the graph is another one now: names may have become others. */
  async function renew() {
    known = new Map();
    const mine = open;
    if (!mine) return;
    try {
      for (let at = mine.first; at <= mine.last;) {
        const { first, sentences, labels, types } = await server.get("document", {
          id: mine.id,
          sentence: at,
        });
        if (open !== mine) return;
        Object.assign(mine.labels, labels);
        Object.assign(mine.types, types);
        for (const one of sentences) {
          if (one.text === mine.texts.get(one.sentence)?.text)
            mine.parts.get(one.sentence).replaceChildren(...parts(one));
        }
        at = Math.max(at, first + sentences.length - 1) + 1;
      }
      names();
    } catch ({ message }) {
      announce(message);
    }
  }

  text.addEventListener("click", ({ target }) => {
    const part = target.closest("[data-sentence]");
    if (!part || target.closest("a") || getSelection()?.toString()) return;
    tools.read({ document: open.id, sentence: Number(part.dataset.sentence) });
  });

  return {
    ...{ box, show, names, go, scrolled },
    renew,
  };
}
