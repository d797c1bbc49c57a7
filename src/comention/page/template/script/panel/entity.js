/* The panel of an entity: roles, counts, spellings, links, sentences, and actions. */

import { action, bar, counted, element, format, shortList } from "../base/dom.js";
import { live } from "../base/live.js";
import { mark, otherEnd, typeOf } from "../data/graph.js";
import { explained } from "../data/measures.js";
import { linkAddress } from "../state/address.js";
import { countsOf, someOf } from "../state/counts.js";
import { toggled } from "../state/state.js";
import { correctActions, notThisForm, pendingOf } from "./correct.js";
import { changeOf, entityLink, figure, figures, heading, partly, passagesIn, period } from "./parts.js";
import { rolesOf } from "./roles.js";
import { passageList } from "./sentences.js";

const FIRST_NEIGHBOURS = 8;
const FIRST_FORMS = 6;

export function entityPanel(graph, node, tools) {
  const now = tools.state.get();
  const links = countsOf(graph, tools.scope()).linksOf(node);
  const passages = passagesIn(graph, now, node.passages);
  return [
    element("h2", { tabindex: "-1", dir: "auto" }, mark(node), node.label),
    element("p", { class: "kind" }, typeOf(node), node.code && ` · ${node.code}`, changeOf(node)),
    ...rolesOf(graph, node, tools),
    figures(
      figure(node.now.mentions, "mention"),
      figure(node.now.documents, "document"),
      figure(links.all, "link", someOf(links)),
    ),
    period(node.now),
    partly(graph, now),
    ...explained(graph.facts.measures.names, node).map((words) => element("p", { class: "note" }, words)),
    ...pendingOf(node, tools),
    ...actions(node, tools),
    ...formsOf(node, tools),
    ...neighboursOf(node, links, tools, graph.facts.unit),
    heading("Sources", { shown: passages.length, all: node.passages.length }),
    passageList(graph, passages, [node], tools),
  ];
}

/** Buttons that highlight, isolate, pin, hide, connect or correct the entity. */
function actions(node, tools) {
  const { state, connect } = tools;
  const { buttons, form } = correctActions(node, tools);
  const { steps, around, pinned, hidden } = state.get();
  const isolated = around?.nodes.includes(node) && around.nodes.length === 1 && around.steps === steps;
  const step = (count) =>
    action(counted(count, "step"), () => state.change({ steps: count }), {
      "aria-pressed": String(steps === count),
    });
  const isolate = () =>
    state.change({ around: isolated ? null : { nodes: [node], steps } }, `isolate ${node.label}`);
  const pin = () => state.change({ pinned: toggled(pinned, node) }, `pin ${node.label}`);
  const hide = () =>
    state.change(
      { hidden: toggled(hidden, node), selection: hidden.has(node) ? { node } : null },
      `hide ${node.label}`,
    );
  const row = element(
    "div",
    { class: "actions" },
    element("div", { class: "pair", role: "group", "aria-label": "Highlight" }, step(1), step(2)),
    action("Isolate", isolate, {
      "aria-pressed": String(Boolean(isolated)),
      title: "Show only this name and those within the chosen number of steps (i)",
    }),
    action("Pin", pin, {
      "aria-pressed": String(pinned.has(node)),
      title: "Always show this name, whatever the filters (p)",
    }),
    action(hidden.has(node) ? "Show again" : "Hide", hide, {
      title: hidden.has(node) ? "Show this name again (h)" : "Hide this name (h)",
    }),
    ...live.nameActions(node, tools),
    action("Connect to…", () => connect(node), {
      title: "Find out how this name is connected with another (c)",
    }),
    ...buttons,
  );
  return [row, form];
}

/** The surface forms of the entity, with reasons and counts. */
function formsOf(node, tools) {
  if (!node.aliases.length) return [];
  const rows = node.aliases.map(([form, count, reason]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, form),
      element("td", {}, reason),
      element("td", { class: "count" }, format(count)),
      element("td", {}, node.aliases.length > 1 && notThisForm(node, form, tools)),
    ),
  );
  const body = element("tbody");
  const [, button] = shortList(rows, FIRST_FORMS, body);
  const titles = ["Spelling", "Reason", "Count"].map((title) => element("th", { scope: "col" }, title));
  const head = element("thead", {}, element("tr", {}, ...titles, element("td")));
  const several = node.aliases.length > 1;
  return [
    heading(several ? "Spellings" : "Spelling", several ? node.aliases.length : null),
    element("table", { class: "forms" }, head, body),
    button,
  ];
}

/**
 * Entities named together with this one, strongest link first, and after them those whose links the filters hide; the
 * count opens the link.
 */
function neighboursOf(node, counts, tools, unit) {
  const title = "Named together with";
  if (!node.links.length)
    return [
      heading(title),
      element("p", { class: "note" }, `Never named in the same ${unit} as another name.`),
    ];
  const shown = new Set(tools.scope().edges);
  const links = node.links.filter((edge) => edge.now.weight > 0);
  links.sort((a, b) => shown.has(b) - shown.has(a) || b.now.weight - a.now.weight || a.id - b.id);
  const most = Math.max(...links.map((edge) => edge.now.weight));
  const rows = links.map((edge) => neighbour(edge, node, { unit, most, hidden: !shown.has(edge) }));
  const elsewhere = node.links.length - links.length;
  return [
    heading(title, counts),
    ...shortList(rows, FIRST_NEIGHBOURS, element("ol", { class: "ranking pairs" })),
    ...live.moreLinks(node, tools),
    elsewhere > 0 && element("p", { class: "note" }, `${format(elsewhere)} more in other documents.`),
  ];
}

function neighbour(edge, node, { unit, most, hidden }) {
  const { weight } = edge.now;
  const label = `Read ${counted(weight, unit)} with ${otherEnd(edge, node).label}`;
  return element(
    "li",
    { class: hidden && "filtered", title: hidden && "Hidden by filters" },
    entityLink(otherEnd(edge, node)),
    hidden && element("span", { class: "unseen" }, "Hidden by filters"),
    element(
      "a",
      { class: "weight", href: linkAddress(edge), "aria-label": label, title: label },
      bar(weight / most),
      element("span", { class: "count" }, format(weight)),
    ),
  );
}
