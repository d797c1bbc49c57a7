/* Which types of names are shown, and whether those without a link are. */

import { byId, capital, element, format, groupBy, symbol } from "../base/dom.js";
import { TYPES } from "../data/graph.js";
import { toggled } from "../state/state.js";

export function createTypes(graph, state) {
  const counts = groupBy(graph.nodes, (node) => node.type);
  const boxes = Object.entries(TYPES).map(([type, { many, shape }]) => {
    const count = counts.get(type)?.length ?? 0;
    const onchange = () => state.change({ types: toggled(state.get().types, type) }, `show or hide ${many}`);
    const box = element("input", { type: "checkbox", value: type, disabled: !count, onchange });
    const row = element(
      "label",
      { class: "choice" },
      box,
      symbol(shape, `mark by-type ${type}`),
      element("span", { class: "name" }, capital(many)),
      element("span", { class: "count" }, format(count)),
    );
    return { type, box, row };
  });
  const alone = element("input", {
    type: "checkbox",
    id: "loose",
    onchange: () => state.change({ loose: alone.checked }, "show or hide names with no visible links"),
  });
  const aloneCount = element("span", { class: "count" });
  const words = element("span", { class: "name" }, "No visible links");
  const aloneRow = element("label", { class: "choice" }, alone, words, aloneCount);
  byId("types").append(...boxes.map(({ row }) => row), aloneRow);

  return ({ types, loose }, scope) => {
    for (const { type, box } of boxes) box.checked = types.has(type);
    alone.checked = loose;
    aloneCount.textContent = format(scope.loose);
    aloneRow.hidden = !scope.loose || !graph.edges.length;
  };
}
