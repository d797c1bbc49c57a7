/* The names and links that are shown as two tables, to read, to sort and for screen readers. */

import { byId, counted, element, format } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { derived, surfaceForms, typeOf } from "../data/graph.js";
import { figureOf, knownMeasures } from "../data/measures.js";
import { entityLink } from "../panel/parts.js";
import { linkAddress } from "../state/address.js";
import { createTable } from "./table.js";

const date = (value) => (value ? readableDate(value) : "");
const digits = (value) => (value === undefined ? "" : format(value));

/** A function that shows a view; the tables are made anew when the graph has other columns than before. */
export function createTables(graph, scopeNow) {
  const columns = derived(graph, () => {
    const { unit, measures } = graph.facts;
    const names = [
      [measures.names, graph.nodes],
      [measures.links, graph.edges],
    ].map(([listed, all]) => knownMeasures(listed, all).map(({ name }) => name));
    return JSON.stringify([unit, names, graph.documents.some((document) => document.date)]);
  });
  let [show, made] = [null, null];
  return (view) => {
    if (made !== columns()) [show, made] = [tablesOf(graph, scopeNow), columns()];
    show(view);
  };
}

function tablesOf(graph, scopeNow) {
  const { unit, measures } = graph.facts;
  let degrees = new Map();
  const firsts = derived(graph, () => {
    const first = new Map();
    for (const node of graph.nodes) if (!first.has(node.community)) first.set(node.community, node);
    return first;
  });
  const community = (node) => (node.links.length ? `Around ${firsts().get(node.community).label}` : "");
  const dated = graph.documents.some((document) => document.date);
  const when = [
    { title: "First seen", value: ({ now }) => now.first, show: ({ now }) => date(now.first) },
    { title: "Last seen", value: ({ now }) => now.last, show: ({ now }) => date(now.last) },
  ];
  const counts = (name, title) => ({
    ...{ title, numeric: true, value: ({ now }) => now[name], show: ({ now }) => digits(now[name]) },
  });
  const measured = (listed, all) =>
    knownMeasures(listed, all).map((measure) => ({
      title: measure.label,
      numeric: true,
      value: (one) => one[measure.name],
      show: (one) => figureOf(measure, one),
    }));

  const names = createTable(
    "Names shown",
    [
      {
        title: "Name",
        value: ({ label }) => label,
        show: entityLink,
        words: (node) => `${node.label} ${surfaceForms(node).join(" ")}`,
      },
      { title: "Type", value: typeOf, words: typeOf },
      counts("mentions", "Mentions"),
      counts("documents", "Documents"),
      {
        title: "Links",
        numeric: true,
        value: (node) => degrees.get(node) ?? 0,
        show: (node) => digits(degrees.get(node) ?? 0),
      },
      ...measured(measures.names, graph.nodes),
      { title: "Community", value: community, words: community },
      ...(dated ? when : []),
    ],
    "name",
  );
  const both = ({ source, target }) => `${source.label} ${target.label}`;
  const links = createTable(
    "Links shown",
    [
      {
        title: "Name",
        value: ({ source }) => source.label,
        show: ({ source }) => entityLink(source),
        words: both,
      },
      { title: "Named with", value: ({ target }) => target.label, show: ({ target }) => entityLink(target) },
      {
        title: `Shared ${unit}s`,
        numeric: true,
        value: ({ now }) => now.weight,
        show: (edge) =>
          element(
            "a",
            { href: linkAddress(edge), "aria-label": `Read ${counted(edge.now.weight, `shared ${unit}`)}` },
            format(edge.now.weight),
          ),
      },
      counts("documents", "Documents"),
      ...measured(measures.links, graph.edges),
      ...(dated ? when : []),
    ],
    "link",
  );
  byId("tables").replaceChildren(names.box, links.box);

  return (view) => {
    byId("tables").hidden = !["names", "links"].includes(view);
    names.box.hidden = view !== "names";
    links.box.hidden = view !== "links";
    if (byId("tables").hidden) return;
    const { nodes, edges } = scopeNow();
    if (view === "links") return links.show(edges);
    degrees = new Map();
    for (const { source, target } of edges)
      for (const node of [source, target]) degrees.set(node, (degrees.get(node) ?? 0) + 1);
    return names.show(nodes);
  };
}
