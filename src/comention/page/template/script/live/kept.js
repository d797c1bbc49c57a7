/* The panel of corrections where a server makes them: where they are kept, and the last one, to take it back. */

import { action, element } from "../base/dom.js";

export const keptCorrections = {
  hint: "Where corrections are kept",
  content: kept,
};

function kept(graph, { state, undo }) {
  const { confirmed } = state.get();
  return [
    element(
      "p",
      { class: "note" },
      "Corrections take effect at once. They are kept in the file ",
      element("code", {}, "comention.toml"),
      " of this collection, where you can read and edit them, and they hold in every later run.",
    ),
    confirmed && element("p", { class: "note", dir: "auto" }, `The last one: ${confirmed}`),
    confirmed && element("div", { class: "actions" }, action("Take back the last one", undo)),
  ].filter(Boolean);
}
