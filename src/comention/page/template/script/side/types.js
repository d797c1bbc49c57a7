/* The choice of types to show, and whether names with no visible links are shown. */

import { byId, capital, counted, element, format, groupBy, symbol } from "../base/dom.js";
import { derived, TYPES } from "../data/graph.js";
import { toggled } from "../state/state.js";

export function createTypes(graph, state) {
  const boxes = Object.entries(TYPES).map(([type, { many, shape }]) => {
    const onchange = () => state.change({ types: toggled(state.get().types, type) }, `show or hide ${many}`);
    const box = element("input", { type: "checkbox", value: type, onchange });
    const count = element("span", { class: "count" });
    const row = element(
      "label",
      { class: "choice" },
      box,
      symbol(shape, `mark by-type ${type}`),
      element("span", { class: "name" }, capital(many)),
      count,
    );
    return { type, box, count, row };
  });
  const unlinked = element("input", {
    type: "checkbox",
    id: "loose",
    onchange: () => state.change({ loose: unlinked.checked }, "show or hide names with no visible links"),
  });
  const unlinkedCount = element("span", { class: "count" });
  const words = element("span", { class: "name" }, "No visible links");
  const unlinkedRow = element("label", { class: "choice" }, unlinked, words, unlinkedCount);
  const apart = element("input", {
    type: "checkbox",
    id: "islands",
    onchange: () => state.change({ islands: apart.checked }, "show or hide islands"),
  });
  const apartCount = element("span", { class: "count" });
  const apartRow = element(
    "label",
    { class: "choice", title: "Two or three names that are linked with nobody else" },
    apart,
    element("span", { class: "name" }, "Islands"),
    apartCount,
  );
  byId("types").append(...boxes.map(({ row }) => row), unlinkedRow, apartRow);

  const count = derived(graph, () => {
    const counts = groupBy(graph.nodes, (node) => node.type);
    for (const { type, box, count: shown } of boxes) {
      const { length } = counts.get(type) ?? [];
      box.disabled = !length;
      shown.textContent = format(length);
    }
  });

  return ({ types, loose, islands }, scope) => {
    count();
    for (const { type, box } of boxes) box.checked = types.has(type);
    unlinked.checked = loose;
    unlinkedCount.textContent = format(scope.loose);
    unlinkedRow.hidden = !scope.loose || !graph.edges.length;
    apart.checked = islands;
    apartCount.textContent = format(scope.islands);
    apartRow.hidden = !scope.islands;
  };
}

/** What the hint says about islands that are left out, if any are; on a phone, in fewer words. */
export function sayIslands({ cut: { apart } }) {
  const wide = (words) => element("span", { class: "wide" }, words);
  if (!apart) return [];
  const left = `${apart === 1 ? "is" : "are"} left out`;
  return [
    `${counted(apart, "name")} on islands `,
    wide("of two or three "),
    left,
    wide("; “Islands” in the filters shows them"),
    ".",
  ];
}
