/* The active filters, above the network: a chip for each, which removes it. */

import { byId, counted, element, symbol } from "../base/dom.js";
import { readableOf } from "../base/dates.js";
import { titleOf, TYPES } from "../data/graph.js";
import { someCounted } from "../state/counts.js";

const AROUND = ["only", "1 step around", "2 steps around"];

/** `start` is the state in which nothing is filtered. */
export function createChips(graph, state, start) {
  const reset = {
    ...{ types: start.types, limit: start.limit },
    ...{ documents: new Set(), kinds: new Set() },
    ...{ since: "", until: "", around: null, hidden: new Set(), backbone: false },
  };

  function chip(words, name) {
    const names = name === "since" ? ["since", "until"] : [name];
    const patch = Object.fromEntries(names.map((one) => [one, reset[one]]));
    const onclick = () => {
      state.change(patch, `remove the filter ${words}`);
      (byId("chips").querySelector("button") ?? byId("graph")).focus();
    };
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

  return (now, { possible }) => {
    const { types, limit, kinds, documents, since, until, around, hidden, backbone, corrections } = now;
    const chips = [];
    if (corrections.length) chips.push(notSaved(corrections));
    if (types.size < start.types.size) chips.push(chip(onlyTypes(types), "types"));
    if (limit < start.limit && limit < possible.size)
      chips.push(chip(someCounted({ shown: limit, all: possible.size }, "link"), "limit"));
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
    if (kinds.size) chips.push(chip(`relation: ${[...kinds].join(" or ")}`, "kinds"));
    if (hidden.size) chips.push(chip(`${counted(hidden.size, "name")} hidden`, "hidden"));
    byId("chips").replaceChildren(...chips);
  };
}

/** "people and countries only". */
function onlyTypes(types) {
  const many = Object.keys(TYPES).filter((type) => types.has(type));
  return many.length ? `${many.map((type) => TYPES[type].many).join(" and ")} only` : "no types";
}
