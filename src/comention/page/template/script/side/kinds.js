/* The choice of kinds of relation: if some are chosen, only links with a relation of one of these are shown. */

import { byId, capital, counted, element, format } from "../base/dom.js";
import { derived } from "../data/graph.js";
import { toggled } from "../state/state.js";

export function createKinds(graph, state) {
  /** A box for each kind, with the number of links that have such a relation. */
  const boxesOf = derived(graph, () => {
    const { kinds = [] } = graph.facts;
    byId("kinds").hidden = !kinds.length;
    const boxes = kinds.map((kind) => {
      const onchange = () =>
        state.change({ kinds: toggled(state.get().kinds, kind) }, "choose kinds of relation");
      return element("input", { type: "checkbox", value: kind, onchange });
    });
    byId("kind-list").replaceChildren(...boxes.map(row));
    return boxes;
  });

  function row(box) {
    const has = ({ relations }) => relations.some(({ kind }) => kind === box.value);
    const links = graph.edges.filter(has).length;
    return element(
      "label",
      { class: "choice", title: counted(links, "link") },
      box,
      element("span", { class: "name", dir: "auto" }, capital(box.value)),
      element("span", { class: "count" }, format(links)),
    );
  }

  return ({ kinds }) => {
    for (const box of boxesOf()) box.checked = kinds.has(box.value);
  };
}
