/* How two names are connected: several routes and the strongest path, each step with its dates and its evidence. */

import { readablePeriod } from "../base/dates.js";
import { action, counted, element } from "../base/dom.js";
import { otherEnd, passagesOf, placeOf, TYPES } from "../data/graph.js";
import { avoidedBy, linksOfPaths, pathsBetween, stopsOf, titledPaths } from "../data/paths.js";
import { firstRelation, namedBy, saidIn, sayingOf } from "../data/said.js";
import { pickerField } from "../base/search.js";
import { linkAddress } from "../state/address.js";
import { chosenDocuments } from "../state/scope.js";
import { toggled } from "../state/state.js";
import { entityLink, passagesIn, relationWords } from "./parts.js";
import { readable } from "./sentences.js";

/** The paths between the two selected names, through all links that the filters allow, even weak ones. */
export function pathsOf(graph, { selection, through }, { possible }) {
  const { from, to } = selection?.path ?? {};
  if (!from || !to || from === to) return null;
  const avoided = avoidedBy(graph, through);
  return pathsBetween(from, to, { allowed: (edge) => possible.has(edge), avoided });
}

export function pathPanel(graph, { from, to }, paths, tools) {
  const { state, find } = tools;
  const set = (patch) => state.change({ selection: { path: { from, to, ...patch } } });
  return [
    element("h2", { tabindex: "-1" }, "How are they connected?"),
    element("div", { class: "ends-of-path" }, end("From", from, "from"), end("To", to, "to")),
    element(
      "div",
      { class: "ways", role: "group", "aria-label": "Which paths" },
      ...["countries", "hubs"].map(avoid),
    ),
    ...found(),
  ];

  function avoid(what) {
    const { through } = state.get();
    const title = what === "hubs" ? "Hubs are names that are linked with very many others." : null;
    const onchange = () =>
      state.change({ through: toggled(state.get().through, what) }, `choose paths through ${what}`);
    const box = element("input", {
      ...{ type: "checkbox", id: `not-through-${what}`, checked: !through.has(what), onchange },
    });
    return element("label", { class: "choice", title }, box, `not through ${what}`);
  }

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
    if (!from || !to)
      return [element("p", { class: "note onscreen" }, "Select two names, here or in the network.")];
    if (from === to) return [said("The two names are one and the same.")];
    const { routes, forced } = paths;
    if (!routes.length) return [said("No path connects them through the links that the filters allow.")];
    const all = [...new Set(linksOfPaths(paths).flatMap(({ source, target }) => [source, target]))];
    const isolate = () => state.change({ around: { nodes: all, steps: 0 } }, "isolate a path");
    const without = forced.map(
      (node) => `${node.label} (${node.type === "COUNTRY" ? TYPES.COUNTRY.a : "a hub"})`,
    );
    return [
      element(
        "div",
        { class: "actions" },
        action("Isolate", isolate),
        action("Swap", () => set({ from: to, to: from })),
      ),
      forced.length > 0 && said(`There is no path without ${without.join(" and ")}.`),
      ...titledPaths(paths).map(way),
    ];
  }

  /** A result that is a sentence. */
  function said(words) {
    return element("p", { class: "note result", tabindex: "-1" }, words);
  }

  function way({ title, path }, index) {
    const stops = stopsOf(path, from);
    const steps = path.map((edge, place) => step(edge, stops[place]));
    const words = `${title}: ${counted(path.length, "step")}`;
    return element(
      "details",
      { class: "way", id: `way-${index}`, open: !index },
      element("summary", { class: !index && "result" }, element("h3", {}, words)),
      element("ol", { class: "path" }, element("li", {}, entityLink(from)), ...steps),
    );
  }

  /** The most supported relation of a step, or else the role of one of its ends that names the other, in words. */
  function saidOf(edge, start, next) {
    const chosen = chosenDocuments(graph, state.get());
    const told = (words, one) => ({ words, sayings: one.said.map((place) => sayingOf(graph, place)) });
    const relation = firstRelation(graph, edge, state.get().kinds, chosen);
    if (relation) return told(relationWords(relation), relation);
    for (const [node, other] of [
      [start, next],
      [next, start],
    ]) {
      const role = saidIn(graph, node.roles, chosen).find((one) => namedBy(graph, one) === other);
      if (role) return told([`${node.label}, `, element("strong", { dir: "auto" }, role.role)], role);
    }
    return null;
  }

  /**
   * One step: how strong it is, where it leads, what most sentences say of it, and the shortest of the sentences that name
   * the fewest others: of those that say so, if there are any.
   */
  function step(edge, start) {
    const next = otherEnd(edge, start);
    const told = saidOf(edge, start, next);
    const known = passagesIn(graph, state.get(), passagesOf(graph, edge));
    const sayings = told?.sayings ?? known.map((passage) => ({ passage }));
    const [best] = sayings.sort(
      ({ passage: a }, { passage: b }) =>
        a.spans.length - b.spans.length || a.text.length - b.text.length || a.index - b.index,
    );
    const count = counted(edge.now.weight, `shared ${graph.facts.unit}`);
    const period = readablePeriod(edge.now);
    return element(
      "li",
      {},
      element("a", { class: "step", href: linkAddress(edge) }, count),
      period && element("span", { class: "when note" }, period),
      told && element("p", { class: "saying" }, ...told.words),
      best && readable(graph, best.passage, [start, next], { tools, words: best.words }),
      best && element("p", { class: "note" }, placeOf(best.passage)),
      entityLink(next),
    );
  }
}
