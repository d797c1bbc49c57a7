/* The choice of documents to count; if none is chosen, all are. */

import { byId, counted, element, format } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { foreignLanguage } from "../base/languages.js";
import { fold } from "../base/search.js";
import { derived, titleOf } from "../data/graph.js";
import { toggled } from "../state/state.js";

const SHOWN = 60;
const MANY = 8;

export function createDocuments(graph, state) {
  const box = byId("documents-box");
  const [filter, list] = [byId("document-filter"), byId("document-list")];
  const entries = derived(graph, () =>
    graph.documents.map((document, order) => ({
      ...{ order, id: document.id, title: titleOf(document), date: document.date },
      language: foreignLanguage(document.language),
      folded: fold(
        `${document.title ?? ""} ${document.id} ${document.date ?? ""} ${foreignLanguage(document.language)}`,
      ),
    })),
  );
  let version = null;

  function row({ id, title, date, language }) {
    const note = [date && readableDate(date), language].filter(Boolean).join(" · ");
    const onchange = () =>
      state.change({ documents: toggled(state.get().documents, id) }, "choose documents");
    return element(
      "li",
      {},
      element(
        "label",
        { class: "choice" },
        element("input", { type: "checkbox", checked: state.get().documents.has(id), onchange }),
        element(
          "span",
          { class: "titled" },
          element("span", { class: "name", dir: "auto", title }, title),
          note && element("span", { class: "note" }, note),
        ),
      ),
    );
  }

  function fill() {
    const { documents } = state.get();
    const words = fold(filter.value).split(" ");
    const found = entries().filter(({ folded }) => words.every((word) => folded.includes(word)));
    found.sort((a, b) => documents.has(b.id) - documents.has(a.id) || a.order - b.order);
    const rows = found.slice(0, SHOWN).map(row);
    const more = found.length - rows.length;
    if (more > 0) rows.push(element("li", { class: "note" }, `and ${format(more)} more: type to find them`));
    if (!found.length) rows.push(element("li", { class: "note" }, "No matching document."));
    list.replaceChildren(...rows);
    version = graph.version;
  }

  filter.addEventListener("input", fill);
  box.addEventListener("toggle", () => box.open && fill());
  byId("all-documents").addEventListener("click", () => {
    state.change({ documents: new Set() }, "choose documents");
    fill();
  });

  return ({ documents }) => {
    byId("documents-chosen").textContent = documents.size
      ? `${format(documents.size)} of ${counted(graph.documents.length, "document")}`
      : `all ${format(graph.documents.length)}`;
    byId("all-documents").hidden = !documents.size;
    box.hidden = graph.documents.length < 2;
    filter.hidden = graph.documents.length <= MANY;
    const boxes = list.querySelectorAll("input:checked");
    const stale = boxes.length !== documents.size || version !== graph.version;
    if (box.open && stale && !list.contains(document.activeElement)) fill();
  };
}
