/* How two names are connected: the shortest and the strongest path, each step with its evidence. */

import { action, counted, element } from "../base/dom.js";
import { otherEnd, passagesOf, placeOf } from "../data/graph.js";
import { pathsBetween, stopsOf } from "../data/paths.js";
import { pickerField } from "../base/search.js";
import { linkAddress } from "../state/address.js";
import { entityLink, heading, passagesIn } from "./parts.js";
import { readable } from "./sentences.js";

/** The paths between the two selected names, through all links that the filters allow, even weak ones. */
export function pathsOf({ selection }, { possible }) {
  const { from, to } = selection?.path ?? {};
  return from && to && from !== to ? pathsBetween(from, to, (edge) => possible.has(edge)) : null;
}

export function pathPanel(graph, { from, to }, paths, tools) {
  const { state, find } = tools;
  const set = (patch) => state.change({ selection: { path: { from, to, ...patch } } });
  return [
    element("h2", { tabindex: "-1" }, "How are they connected?"),
    element("div", { class: "ends-of-path" }, end("From", from, "from"), end("To", to, "to")),
    ...found(),
  ];

  function end(words, node, name) {
    if (!node)
      return pickerField(find, words, (chosen) => set({ [name]: chosen }), { placeholder: "Find a name" });
    return element(
      "div",
      { class: "picked" },
      element("span", { class: "note" }, words),
      entityLink(node),
      action("Change", () => set({ [name]: null }), { "aria-label": `Change ${node.label}` }),
    );
  }

  function found() {
    if (!from || !to) return [element("p", { class: "note" }, "Select two names, here or in the network.")];
    if (from === to) return [element("p", { class: "note" }, "The two names are one and the same.")];
    const { shortest, strongest } = paths;
    if (!shortest)
      return [
        element("p", { class: "note" }, "No path connects them through the links that the filters allow."),
      ];
    const equal =
      shortest.length === strongest.length && shortest.every((edge, index) => edge === strongest[index]);
    const all = [...new Set([...stopsOf(shortest, from), ...stopsOf(strongest, from)])];
    const isolate = () => state.change({ around: { nodes: all, steps: 0 } }, "isolate a path");
    return [
      element(
        "div",
        { class: "actions" },
        action("Isolate", isolate),
        action("Swap", () => set({ from: to, to: from })),
      ),
      ...section(equal ? "Shortest and strongest path" : "Shortest path", shortest),
      ...(equal ? [] : section("Strongest path", strongest)),
    ];
  }

  function section(title, path) {
    const stops = stopsOf(path, from);
    const steps = path.map((edge, index) => step(edge, stops[index]));
    const words = `${title}: ${counted(path.length, "step")}`;
    return [heading(words), element("ol", { class: "path" }, element("li", {}, entityLink(from)), ...steps)];
  }

  /** One step: how strong it is, where it leads, and the shortest of the sentences that name the fewest others. */
  function step(edge, start) {
    const next = otherEnd(edge, start);
    const [best] = passagesIn(graph, state.get(), passagesOf(graph, edge)).sort(
      (a, b) => a.spans.length - b.spans.length || a.text.length - b.text.length || a.index - b.index,
    );
    const count = counted(edge.now.weight, `shared ${graph.facts.unit}`);
    return element(
      "li",
      {},
      element("a", { class: "step", href: linkAddress(edge) }, count),
      best && readable(graph, best, [start, next], { tools }),
      best && element("p", { class: "note" }, placeOf(best)),
      entityLink(next),
    );
  }
}
