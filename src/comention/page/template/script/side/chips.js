/* The active filters, above the network: a chip for each, which removes it. */

import { byId, counted, element, symbol } from "../base/dom.js";
import { readableOf } from "../base/dates.js";
import { titleOf } from "../data/graph.js";

const AROUND = ["only", "1 step around", "2 steps around"];

export function createChips(graph, state) {
  const reset = {
    documents: new Set(),
    ...{ since: "", until: "", around: null, hidden: new Set(), backbone: false },
  };

  function chip(words, name) {
    const names = name === "since" ? ["since", "until"] : [name];
    const patch = Object.fromEntries(names.map((one) => [one, reset[one]]));
    const onclick = () => state.change(patch, `remove the filter ${words}`);
    return element(
      "button",
      { type: "button", class: "chip", onclick, title: "Remove this filter" },
      element("span", { class: "name", dir: "auto" }, words),
      symbol("close"),
    );
  }

  function notSaved({ length }) {
    const onclick = () => state.change({ selection: { panel: "corrections" } });
    const words = `${counted(length, "correction")}, not saved yet`;
    const title = "Show the corrections, and how to save them";
    return element("button", { type: "button", class: "chip unsaved", id: "unsaved", onclick, title }, words);
  }

  return ({ documents, since, until, around, hidden, backbone, corrections }) => {
    const chips = [];
    if (corrections.length) chips.push(notSaved(corrections));
    if (around) {
      const [first, ...others] = around.nodes;
      const who = others.length ? `${first.label} and ${others.length} more` : first.label;
      chips.push(chip(`${AROUND[around.steps]} ${who}`, "around"));
    }
    if (documents.size) {
      const [first] = documents;
      const which =
        documents.size === 1
          ? titleOf(graph.documents[graph.numbers.get(first)])
          : counted(documents.size, "document");
      chips.push(chip(which, "documents"));
    }
    if (since || until) {
      const ends = [since, until].filter(Boolean).map(readableOf);
      chips.push(chip(since === until ? ends[0] : `${ends.join(" to ")}`, "since"));
    }
    if (backbone) chips.push(chip("backbone only", "backbone"));
    if (hidden.size) chips.push(chip(`${counted(hidden.size, "name")} hidden`, "hidden"));
    byId("chips").replaceChildren(...chips);
  };
}
