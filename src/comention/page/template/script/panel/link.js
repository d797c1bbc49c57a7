/* The panel of a link: its relations, how strong it is, how that compares with chance, and all its sentences. */

import { action, counted, element } from "../base/dom.js";
import { live } from "../base/live.js";
import { passagesOf } from "../data/graph.js";
import { explained } from "../data/measures.js";
import { FIRST_SAID, saidIn, sayingsOf } from "../data/said.js";
import { chosenDocuments } from "../state/scope.js";
import {
  changeOf,
  entityLink,
  figure,
  figures,
  heading,
  partly,
  passagesIn,
  period,
  relationWords,
} from "./parts.js";
import { passageList } from "./sentences.js";

export function linkPanel(graph, edge, tools) {
  const { state, correct } = tools;
  const now = state.get();
  const ends = [edge.source, edge.target];
  const known = passagesOf(graph, edge);
  const passages = passagesIn(graph, now, known);
  const { unit, measures } = graph.facts;
  const all = edge.evidence === undefined || passages.length >= edge.now.weight;
  const relations = saidIn(graph, edge.relations, chosenDocuments(graph, now));
  return [
    element("h2", { tabindex: "-1", class: "pair" }, ...ends.map(entityLink)),
    ...relationList(relations),
    element("p", { class: "kind" }, `Named in the same ${unit}`, changeOf(edge)),
    figures(figure(edge.now.weight, `shared ${unit}`), figure(edge.now.documents, "document")),
    period(edge.now),
    partly(graph, now),
    ...association(edge, graph.facts),
    ...explained(measures.links, edge).map((words) => element("p", { class: "note" }, words)),
    element(
      "div",
      { class: "actions" },
      action("Isolate", () => state.change({ around: { nodes: ends, steps: 0 } }, "isolate a link")),
      live.corrects &&
        action("Merge", () => correct({ kind: "same", node: edge.source, other: edge.target }), {
          title: "Say that both names are the same",
        }),
      ...live.linkActions(edge, tools),
    ),
    heading(all ? "Sources" : "Sources (examples)", { shown: passages.length, all: known.length }),
    passageList(graph, passages, ends, tools, sayingsOf(graph, relations)),
  ];
}

/** The most supported relations, with their kinds and how many sentences say them. */
function relationList(relations) {
  if (!relations.length) return [];
  const rows = relations.slice(0, FIRST_SAID).map((relation) => {
    const { kind, count } = relation;
    const about = `${kind} · ${counted(count, "sentence")}`;
    return element("li", {}, ...relationWords(relation), element("p", { class: "note" }, about));
  });
  return [element("ul", { class: "relations", "aria-label": "Relations" }, ...rows)];
}

/** How the weight compares with what would be expected by chance. */
function association(edge, { unit, counts }) {
  if (edge.npmi === undefined) return [];
  const chance = (edge.source.windows * edge.target.windows) / counts.windows;
  const expected =
    chance < 0.1 ? "fewer than 0.1" : chance.toLocaleString("en", { maximumFractionDigits: 1 });
  const times = edge.weight / chance;
  const often =
    times >= 10
      ? Math.round(times).toLocaleString("en")
      : times.toLocaleString("en", { maximumFractionDigits: 1 });
  const words = `By chance alone, the two names would share ${expected} ${unit}s. They share ${often} times as many.`;
  return [element("p", { class: "note" }, words)];
}
