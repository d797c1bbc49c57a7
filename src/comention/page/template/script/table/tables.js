/* The names and links that are shown as two tables, to read, to sort and for screen readers. */

import { byId, counted, element, format } from "../base/dom.js";
import { readableDate } from "../base/dates.js";
import { derived, surfaceForms, typeOf } from "../data/graph.js";
import { figureOf, knownMeasures } from "../data/measures.js";
import { FIRST_SAID, firstRelation, relationText, saidIn } from "../data/said.js";
import { entityLink, relationWords } from "../panel/parts.js";
import { linkAddress } from "../state/address.js";
import { countsOf, someOf } from "../state/counts.js";
import { revealLinks, revealNames } from "../state/reveal.js";
import { chosenDocuments } from "../state/scope.js";
import { createTable } from "./table.js";

const date = (value) => (value ? readableDate(value) : "");
const digits = (value) => (value === undefined ? "" : format(value));

/** A function that shows a view; the tables are made anew when the graph has other columns than before. */
export function createTables(graph, state, scopeNow) {
  const columns = derived(graph, () => {
    const { unit, measures } = graph.facts;
    const names = [
      [measures.names, graph.nodes],
      [measures.links, graph.edges],
    ].map(([listed, all]) => knownMeasures(listed, all).map(({ name }) => name));
    return JSON.stringify([unit, names, isSaid(graph), graph.documents.some((document) => document.date)]);
  });
  let [show, made] = [null, null];
  return (view) => {
    if (made !== columns()) [show, made] = [tablesOf(graph, state, scopeNow), columns()];
    show(view);
  };
}

function tablesOf(graph, state, scopeNow) {
  const { unit, measures } = graph.facts;
  const rare = `A single ${unit} can be chance (such numbers are in italics): the table is sorted by this times w / (w + 1), where w is the number of shared ${unit}s.`;
  const said = isSaid(graph);
  let [counts, chosen] = [null, null];
  const firsts = derived(graph, () => {
    const first = new Map();
    for (const node of graph.nodes) if (!first.has(node.community)) first.set(node.community, node);
    return first;
  });
  const community = (node) => (node.links.length ? `Around ${firsts().get(node.community).label}` : "");
  const dated = graph.documents.some((document) => document.date);
  const when = [
    { title: "First seen", minor: true, value: ({ now }) => now.first, show: ({ now }) => date(now.first) },
    { title: "Last seen", minor: true, value: ({ now }) => now.last, show: ({ now }) => date(now.last) },
  ];
  const tallied = (name, title) => ({
    ...{ title, numeric: true, value: ({ now }) => now[name], show: ({ now }) => digits(now[name]) },
  });
  const measured = (listed, all) =>
    knownMeasures(listed, all).map((measure) => ({
      title: measure.label,
      numeric: true,
      minor: true,
      help: `${measure.meaning}. ${measure.discounted ? rare : ""}`.trim(),
      value: measure.discounted ? discounted(measure) : (one) => one[measure.name],
      weak: measure.discounted && ((edge) => edge.weight < 2),
      show: (one) => figureOf(measure, one),
    }));

  const relationOf = (edge) => firstRelation(graph, edge, state.get().kinds, chosen);
  const relation = {
    title: "Relation",
    minor: true,
    value: (edge) => relationOf(edge) && relationText(relationOf(edge)),
    show: (edge) =>
      relationOf(edge) && element("span", { class: "wraps" }, ...relationWords(relationOf(edge))),
    words: (edge) => edge.relations.map(({ phrase, kind }) => `${phrase} ${kind}`).join(" "),
  };
  const roles = {
    title: "Roles",
    minor: true,
    value: (node) => rolesIn(node, FIRST_SAID),
    show: (node) => element("span", { class: "wraps", dir: "auto" }, rolesIn(node, FIRST_SAID)),
    words: (node) => rolesIn(node),
  };
  const rolesIn = ({ roles: listed }, most) =>
    saidIn(graph, listed, chosen)
      .slice(0, most)
      .map(({ role }) => role)
      .join("; ");

  const names = createTable(
    "Names shown",
    [
      {
        title: "Name",
        value: ({ label }) => label,
        show: entityLink,
        words: (node) => `${node.label} ${surfaceForms(node).join(" ")}`,
      },
      { title: "Type", minor: true, value: typeOf, words: typeOf },
      ...(said.roles ? [roles] : []),
      tallied("mentions", "Mentions"),
      { ...tallied("documents", "Documents"), minor: true },
      {
        title: "Links",
        numeric: true,
        value: (node) => counts.linksOf(node).shown,
        show: (node) => someOf(counts.linksOf(node)),
      },
      ...measured(measures.names, graph.nodes),
      { title: "Community", minor: true, value: community, words: community },
      ...(dated ? when : []),
    ],
    "name",
    {
      first: "Mentions",
      onReveal: (nodes) => state.change(revealNames(state.get(), nodes), "show hidden names"),
    },
  );
  const both = ({ source, target }) => `${source.label} ${target.label}`;
  const weight = `Shared ${unit}s`;
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
      ...(said.relations ? [relation] : []),
      {
        ...tallied("weight", weight),
        show: (edge) =>
          element(
            "a",
            { href: linkAddress(edge), "aria-label": `Read ${sharedWords(edge, unit)}` },
            format(edge.now.weight),
          ),
      },
      { ...tallied("documents", "Documents"), minor: true },
      ...measured(measures.links, graph.edges),
      ...(dated ? when : []),
    ],
    "link",
    {
      first: weight,
      onReveal: (edges) => state.change(revealLinks(graph, state.get(), edges), "show hidden links"),
    },
  );
  byId("tables").replaceChildren(names.box, links.box);

  return (view) => {
    byId("tables").hidden = !["names", "links"].includes(view);
    names.box.hidden = view !== "names";
    links.box.hidden = view !== "links";
    if (byId("tables").hidden) return;
    const { nodes, edges } = scopeNow();
    counts = countsOf(graph, scopeNow());
    chosen = chosenDocuments(graph, state.get());
    if (view === "links") links.show(edges, without(graph.edges, edges));
    else names.show(nodes, without(graph.nodes, nodes));
  };
}

/** Whether any name has roles, and any link relations. */
const isSaid = ({ nodes, edges }) => ({
  roles: nodes.some(({ roles }) => roles.length),
  relations: edges.some(({ relations }) => relations.length),
});

/** What a measure is ranked by that little evidence raises: its value times w / (w + 1), where w is the weight. */
const discounted =
  ({ name }) =>
  (edge) =>
    edge[name] === undefined ? undefined : (edge[name] * edge.weight) / (edge.weight + 1);

const sharedWords = ({ now }, unit) => counted(now.weight, `shared ${unit}`);

function without(all, some) {
  const shown = new Set(some);
  return all.filter((one) => !shown.has(one));
}
