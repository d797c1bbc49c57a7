/* The dossier: what the reader has starred, with a note to each, and the files that can be made of it. */

import { action, announce, element, iconAction } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { linkBetween, pageOf, titleOf } from "../data/graph.js";
import { starId, withNote, withStar } from "../data/stars.js";
import { download, fileStem } from "../export/files.js";
import { linkAddress } from "../state/address.js";
import { entityLink, heading } from "../panel/parts.js";
import { readOn } from "./sentences.js";
import { server } from "./server.js";

/** Milliseconds after which what was typed is kept. */
const TYPING_PAUSE = 250;

const DOSSIER_FILES = [
  ["HTML", "html", ".html", "a page to read, with the picture and the quotations"],
  ["Markdown", "markdown", ".md", "a text to write on, with the quotations"],
  ["GEXF", "gexf", ".gexf", "the names and links for Gephi"],
];

export const dossierPanel = {
  title: "Dossier",
  hint: "What you have starred, to write notes and take along",
  icon: "star",
  count: ({ starred }) => starred.length,
  content: collected,
  upToDate,
};

/** The text of each field as the state has it; the text in a field may be newer. */
const keptTexts = new WeakMap();

/** Whether the panel shows what the state says, so that nobody who is writing is disturbed. */
function upToDate(panel, graph, { starred, dossier }) {
  const list = panel.querySelector("[data-version]");
  const wanted = [...Object.values(dossier), ...inSections(starred).map(({ note }) => note)];
  const fields = [...panel.querySelectorAll(".typed")];
  return (
    list?.dataset.version === String(graph.version) &&
    [...panel.querySelectorAll("[data-starred]")].map(({ dataset }) => dataset.starred).join() ===
      inSections(starred).map(starId).join() &&
    fields.map((field) => keptTexts.get(field)).join("\n") === wanted.join("\n")
  );
}

/** Names first, then links, then sentences. */
const inSections = (starred) =>
  ["name", "link", "sentence"].flatMap((kind) => starred.filter((star) => star.kind === kind));

/**
 * A function that finds what is known about a starred sentence: what its star tells, what is on the page, or what the
 * server answers.
 */
export function createSentences(graph) {
  const found = new Map();
  return async (star) => {
    if (star.text) return star;
    const id = starId(star);
    if (!found.has(id)) found.set(id, (await onPage(star)) ?? (await asked(star)));
    return found.get(id);
  };

  function onPage({ document, sentence }) {
    const passage = graph.passages.find((one) => one.sentence === sentence && one.document.id === document);
    return (
      passage && {
        text: passage.text,
        page: passage.page,
        recognized: passage.recognized,
        ...titled(passage.document),
      }
    );
  }

  async function asked({ document, sentence }) {
    const answer = await server.get("document", { id: document, sentence });
    const one = answer.sentences.find((each) => each.sentence === sentence);
    if (!one) throw new Error("This sentence is no longer there.");
    return { text: one.text, page: one.page, ...titled(answer) };
  }
}

const titled = ({ title, date }) => ({ title, date });

/** The name that had this key, or what has become of it by corrections; null if the page does not know it. */
function nowOf(graph, key) {
  const node = graph.find(key);
  return node && graph.current(node);
}

function collected(graph, tools) {
  const { state } = tools;
  const { starred, dossier } = state.get();
  if (!starred.length) {
    const words =
      "Nothing is starred yet. Press the star at a name, a link or a sentence to collect it here, write a note to each, and take all of it along as one file.";
    return [element("p", { class: "note" }, words)];
  }
  const of = (kind) => starred.filter((star) => star.kind === kind);
  return [
    element(
      "details",
      { class: "front", open: Object.values(dossier).some(Boolean) },
      element("summary", {}, "Title, credit and introduction"),
      ...["title", "credit", "note"].map((name) => dossierField(name, dossier[name], state)),
    ),
    ...dossierFiles(graph, state),
    ...section("Names", of("name"), (star) => nameOf(star)),
    ...section("Links", of("link"), (star) => linkOf(star)),
    ...section("Sentences", of("sentence"), (star) => sentenceOf(star)),
  ];

  function section(title, stars, show) {
    if (!stars.length) return [];
    const rows = stars.map((star) => {
      const { shown, words } = show(star);
      return starredRow(star, shown, words, state);
    });
    return [
      heading(title, stars.length),
      element("ul", { class: "starred", "data-version": graph.version }, ...rows),
    ];
  }

  function nameOf({ key }) {
    const node = nowOf(graph, key);
    return { shown: node ? entityLink(node) : element("span", {}, key), words: node?.label ?? key };
  }

  function linkOf({ source, target }) {
    const ends = [source, target].map((key) => nowOf(graph, key));
    const words = [source, target].map((key, index) => ends[index]?.label ?? key).join(" and ");
    const edge = ends[0] && ends[1] && linkBetween(...ends);
    const shown = edge
      ? element("a", { href: linkAddress(edge), dir: "auto" }, words)
      : element("span", {}, words);
    return { shown, words };
  }

  function sentenceOf(star) {
    const quotation = element("blockquote", { dir: "auto" }, star.text ?? "…");
    const where = element("p", { class: "note" });
    const fill = ({ text, page, recognized, title, date }) => {
      quotation.textContent = text;
      const said = [
        titleOf({ id: star.document, title }),
        pageOf({ page, recognized }),
        date && readableDate(date),
      ];
      where.replaceChildren(said.filter(Boolean).join(", "), " ", readOn(star.document, star.sentence));
    };
    if (star.text) fill(star);
    else tools.sentence(star).then(fill, ({ message }) => where.append(message));
    return {
      shown: element("div", {}, quotation, where),
      words: `the sentence in ${star.title ?? star.document}`,
    };
  }
}

/** A starred name, link or sentence with its note, and a button that takes it out. */
function starredRow(star, shown, words, state) {
  const remove = () =>
    state.change({ starred: withStar(state.get().starred, star) }, `take ${words} out of the dossier`);
  const label = `Note on ${words}`;
  const note = noteField(label, star.note, 2, (text) =>
    state.change({ starred: withNote(state.get().starred, star, text) }, `write a note on ${words}`),
  );
  return element(
    "li",
    { "data-starred": starId(star) },
    element(
      "div",
      { class: "starred-one" },
      shown,
      iconAction("close", `Take ${words} out of the dossier`, remove),
    ),
    note,
  );
}

const DOSSIER_FIELDS = {
  title: { label: "Title", rows: 1, placeholder: "The title of this page" },
  credit: { label: "Credit", rows: 1, placeholder: "Who made this" },
  note: { label: "Introduction", rows: 3, placeholder: "" },
};

function dossierField(name, value, state) {
  const { label, rows, placeholder } = DOSSIER_FIELDS[name];
  const keep = (text) =>
    state.change({ dossier: { ...state.get().dossier, [name]: text } }, `write the ${name} of the dossier`);
  const id = `dossier-${name}`;
  return element(
    "div",
    { class: "dossier-field" },
    element("label", { for: id }, label),
    noteField(label, value, rows, keep, { id, placeholder, "aria-label": null }),
  );
}

/** A field for text, which is kept while it is typed: soon after each pause, and when the page is left. */
function noteField(label, value, rows, keep, attributes = {}) {
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    if (area.value === keptTexts.get(area)) return;
    keptTexts.set(area, area.value);
    keep(area.value);
  };
  const area = element("textarea", {
    ...{ class: "field typed", rows, "aria-label": label, placeholder: "Note" },
    ...attributes,
    oninput() {
      clearTimeout(timer);
      timer = setTimeout(save, TYPING_PAUSE);
    },
    onchange: save,
  });
  area.value = value;
  keptTexts.set(area, value);
  return area;
}

/** The files that the server makes of the dossier. */
function dossierFiles(graph, state) {
  const heading1 = document.querySelector("h1").textContent;
  const take = (kind, suffix) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      const { starred, dossier } = state.get();
      const file = await server.file(`dossier/${kind}`, sentDossier(graph, starred, dossier));
      download(`${fileStem(dossier.title || heading1)}-dossier${suffix}`, file.type, file);
    } catch ({ message }) {
      problem.textContent = message;
      announce(message);
    }
    button.disabled = false;
  };
  const problem = element("p", { class: "problem" });
  return [
    element(
      "div",
      { class: "actions", role: "group", "aria-label": "Take the dossier along" },
      ...DOSSIER_FILES.map(([title, kind, suffix, use]) => action(title, take(kind, suffix), { title: use })),
    ),
    problem,
  ];
}

/** The dossier as the server takes it, with the keys that names have now. */
function sentDossier(graph, starred, { title, credit, note }) {
  const keyed = ["key", "source", "target"];
  const now = (star, name) =>
    keyed.includes(name) ? (nowOf(graph, star[name])?.key ?? star[name]) : star[name];
  const of = (kind, ...names) =>
    starred
      .filter((star) => star.kind === kind)
      .map((star) => Object.fromEntries([...names, "note"].map((name) => [name, now(star, name)])));
  return {
    ...{ title, credit, note, names: of("name", "key"), links: of("link", "source", "target") },
    sentences: of("sentence", "document", "sentence"),
  };
}
