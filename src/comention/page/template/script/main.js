/* Puts the parts together: when the state changes, everything that depends on the change is updated. */

import { announce, byId, counted, element, format } from "./base/dom.js";
import { live } from "./base/live.js";
import { notHere, notice } from "./base/notice.js";
import { createFinder, createPicker } from "./base/search.js";
import { namesIn, withCorrection } from "./data/corrections.js";
import { readBlock } from "./data/blocks.js";
import { createGraph, TYPES } from "./data/graph.js";
import { linksOfPaths } from "./data/paths.js";
import { previewed } from "./data/preview.js";
import { createRecount } from "./data/recount.js";
import { readRows } from "./data/rows.js";
import { createAbout } from "./dialogs/about.js";
import { createHelp } from "./dialogs/help.js";
import { createExport } from "./dialogs/export.js";
import { createPanel, panelTitle } from "./panel/panel.js";
import { pathsOf } from "./panel/path.js";
import { createChips } from "./side/chips.js";
import { createColour } from "./side/colour.js";
import { createDocuments } from "./side/documents.js";
import { createKinds } from "./side/kinds.js";
import { createRanking } from "./side/ranking.js";
import { createStrength } from "./side/strength.js";
import { createTimeline } from "./side/timeline.js";
import { createTypes, sayIslands } from "./side/types.js";
import { arrange, FEW } from "./stage/arrange.js";
import { bindKeys } from "./stage/keys.js";
import { nearestFirst } from "./stage/scene.js";
import { createTip } from "./stage/tip.js";
import { createView } from "./stage/view.js";
import { bindAddress, missingAt, stateAt } from "./state/address.js";
import { countsOf, someCounted } from "./state/counts.js";
import { chosenDocuments, focusOf, scopeOf } from "./state/scope.js";
import { settled } from "./state/settle.js";
import { createState, toggled, untouched } from "./state/state.js";
import { nextView, VIEWS } from "./state/views.js";
import { createTables } from "./table/tables.js";
import { createViews } from "./view/views.js";

/** This many links are shown at first, at most; more would be unreadable. */
const FIRST_VIEW = 1000;
/** This many names around a selected one are brought into view with it. */
const NEIGHBOURS = 24;
/** The parts of the state that decide which names and links are shown. */
const FILTERS = [
  ...["types", "limit", "loose", "islands", "backbone", "kinds", "documents", "since", "until"],
  ...["around", "hidden", "pinned", "graph"],
];

const graph = createGraph(await readRows());
const client = live.createClient(graph);
if (client && missingAt(location.hash, graph).length) await client.load(missingAt(location.hash, graph));
const start = untouched(graph, FIRST_VIEW);
/** The rows and the corrections that the graph was made of. */
let made = { rows: graph.rows, corrections: [] };
const state = createState(stateAt(location.hash, start, graph), settle);
const recount = createRecount(graph);
const host = byId("graph");
const pageTitle = document.querySelector("h1").textContent;
let scope = null;
let paths = null;
/** The places of isolated names. */
let aside = new Map();

const isPicking = ({ selection }) => selection?.path && !(selection.path.from && selection.path.to);

/** Selects a name, or makes it an end of a path that still lacks one. */
function choose(node) {
  const { path } = state.get().selection ?? {};
  if (!isPicking(state.get())) state.change({ selection: { node } });
  else if (path.from) state.change({ selection: { path: { from: path.from, to: node } } });
  else state.change({ selection: { path: { from: node, to: path.to } } });
}

function move(node, place) {
  const name = state.get().around ? "movedWithin" : "moved";
  state.change({ [name]: new Map(state.get()[name]).set(node, place) }, `move ${node.label}`);
}

/** Makes a state valid, after its corrections have been applied to the graph. */
function settle(wanted) {
  const { rows } = graph;
  const corrections = client ? client.pending : wanted.corrections;
  const same = corrections === made.corrections || !(corrections.length || made.corrections.length);
  if (same && rows === made.rows) return settled(wanted, graph);
  made = { rows, corrections };
  return withRows(wanted, previewed(rows, corrections));
}

/** The state for a graph that is renewed with rows; what the reader has not chosen is as the new graph wants it. */
function withRows(wanted, next) {
  const before = { ...start };
  graph.renew(next);
  Object.assign(start, untouched(graph, FIRST_VIEW));
  const follows = ["limit", "loose"].filter((name) => wanted[name] === before[name]);
  return settled({ ...wanted, ...Object.fromEntries(follows.map((name) => [name, start[name]])) }, graph);
}

const clear = () => state.change({ selection: null });

const tools = {
  state,
  find: createFinder(graph),
  scope: () => scope,
  connect(node) {
    state.change({ selection: { path: { from: node, to: null } } });
    panel.focusNext();
  },
  /** Corrects a name; where it was made of several, all of them are ignored together. */
  correct({ kind, node, other, text }) {
    if (client) return client.correct({ kind, node, other, text });
    const { corrections, hidden } = state.get();
    const names = namesIn(graph.rows, corrections);
    const keys = kind === "ignore" ? (node.joined ?? [node.key]) : [node.key];
    const added = keys.map((key) => ({
      kind,
      node: names.get(key),
      other: other && names.get(other.key),
      text,
    }));
    state.change(
      { corrections: added.reduce(withCorrection, corrections), hidden: toggled(hidden, other, false) },
      "note a correction",
    );
    return announce("Corrected on this page. It is not saved yet.");
  },
  uncorrect(correction) {
    const corrections = state.get().corrections.filter((one) => one !== correction);
    state.change({ corrections }, "discard a correction");
  },
  undo,
};

const view = createView(graph, host, await readBlock("options"), {
  onPick(picked) {
    if (picked?.node) choose(picked.node);
    else if (picked?.edge) state.change({ selection: picked });
    else clear();
  },
  onMove: move,
});
const panel = createPanel(graph, tools, clear);
const tables = createTables(graph, state, () => scope);
const showView = createViews(graph, tools);
const sides = [
  ...[createTypes, createStrength, createKinds, createTimeline, createDocuments, createColour, createRanking],
].map((create) => create(graph, state));
const chips = createChips(graph, state, start);
const desk = live.createDesk(graph, client, tools, choose);
createAbout(graph);
const openHelp = createHelp(graph);
createExport(graph, state, () => scope, view.scene);
createPicker(tools.find, byId("query"), byId("matches"), choose);
createTip(graph, host, view);

/** Updates everything that depends on what has changed in the state; without `changed`, everything. */
function update(now, changed) {
  const any = (...names) => !changed || names.some((name) => changed.has(name));
  const filtered = any(...FILTERS);
  const renewed = any("graph");
  if (any("graph", "documents", "since", "until")) recount(chosenDocuments(graph, now));
  if (filtered) scope = scopeOf(graph, now);
  if (filtered)
    aside = now.around && scope.nodes.length <= FEW ? arrange(scope.nodes, scope.edges) : new Map();
  if (filtered || any("selection", "through")) paths = pathsOf(graph, now, scope);
  if (
    filtered ||
    any(
      "view",
      "selection",
      "steps",
      "around",
      "pinned",
      "corrections",
      "through",
      "starred",
      "dossier",
      "confirmed",
    )
  )
    panel.show(VIEWS[now.view].alone ? null : now.selection, paths, any("selection"));
  if (filtered || any("selection", "steps", "through", "colour", "moved", "movedWithin", "corrections"))
    paint(now);
  if (filtered || any("colour")) for (const render of sides) render(now, scope);
  if (filtered) chips(now, scope);
  if (filtered || any("view")) tables(now.view);
  showView(now, scope, changed);
  desk?.show(now, changed);
  if (renewed) showSummary();
  if (renewed || any("selection")) showTitle(now);
  if (any("selection")) select(now, renewed);
  if (changed?.has("around")) view.fit();
  else if (filtered && changed && !renewed && !playing() && !view.follow()) approach();
  hint(now);
  undoButtons();
}

function paint(now) {
  const pending = new Set(graph.nodes.filter(({ joined }) => joined));
  const focus = focusOf(graph, now, scope, linksOfPaths(paths));
  const there = new Set([...scope.nodes, ...(focus?.nodes ?? [])]);
  const keep = (nodes) => new Set([...nodes].filter((node) => there.has(node)));
  const { nodes, edges } = scope;
  const scene = { nodes, edges, focus, colour: now.colour, pinned: keep(now.pinned), pending: keep(pending) };
  view.show(
    { ...scene, shaded: !now.around },
    new Map([...(now.around ? aside : now.moved), ...now.movedWithin]),
  );
}

function hint(now) {
  const { names, links } = countsOf(graph, scope);
  const next = isPicking(now)
    ? "Select the other name."
    : "Select a name or a line to read the sentences behind it.";
  const told = graph.nodes.length
    ? [`Showing ${someCounted(names, "name")} and ${someCounted(links, "link")}. `, sayIslands(scope)]
    : ["No people, organizations or countries were found in these documents."];
  const spoken = graph.nodes.length ? element("span", { class: "onscreen" }, next) : "";
  const line = element("p", {}, ...told.flat().filter(Boolean), " ", spoken);
  if (byId("hint").textContent !== line.textContent) byId("hint").replaceChildren(...line.childNodes);
  byId("hint").classList.toggle("empty", !graph.nodes.length);
  byId("nothing").hidden = !graph.nodes.length || scope.nodes.length > 0;
}

/** Takes off all filters; pinned names are none. */
function reset() {
  const filters = FILTERS.filter((name) => !["pinned", "graph"].includes(name));
  state.change(Object.fromEntries(filters.map((name) => [name, start[name]])), "reset the filters");
  host.focus();
}

function undoButtons() {
  const undoable = (state.lastCorrection() && client.undo) ?? state.undoable() ?? client?.undo;
  const buttons = { undo: [undoable, "Undo"], redo: [state.redoable(), "Redo"] };
  for (const [id, [words, name]] of Object.entries(buttons)) {
    byId(id).disabled = !words;
    byId(id).title = words ? `${name}: ${words}` : `Nothing to ${id}`;
  }
}

function showTitle({ selection }) {
  document.title = [selectionTitle(selection), pageTitle].filter(Boolean).join(" · ");
}

/** Opens the panel of a selection. The camera follows, but not when the graph has just been renewed. */
function select({ selection }, renewed) {
  const byKeyboard = document.activeElement?.matches("a:focus-visible, #query:focus-visible");
  if (!selection) return;
  closeSidebar();
  if (byKeyboard) panel.focus();
  if (!renewed) approach();
}

/** Brings what is selected into view, with the ends of its strongest links; at once when the page opens. */
function approach(opening = false) {
  const { focus } = view.scene();
  const around = focus ? nearestFirst(focus).slice(0, NEIGHBOURS) : [];
  if (around.length && (opening || !view.seen(around))) view.frame(around, { glide: !opening });
}

const playing = () => byId("play").getAttribute("aria-pressed") === "true";

function selectionTitle(selection) {
  if (selection?.node) return selection.node.label;
  if (selection?.edge) return `${selection.edge.source.label} and ${selection.edge.target.label}`;
  if (selection?.path)
    return ["From", selection.path.from?.label ?? "…", "to", selection.path.to?.label ?? "…"].join(" ");
  return panelTitle(selection);
}

function closeSidebar() {
  document.body.classList.remove("sidebar-open");
  byId("open-sidebar").setAttribute("aria-expanded", "false");
}

function openSidebar() {
  document.body.classList.add("sidebar-open");
  byId("open-sidebar").setAttribute("aria-expanded", "true");
  byId("sidebar").focus();
}

/** Takes back the last step. If that is a correction, the server does, which may also know of some from other tabs. */
async function undo() {
  const correction = state.lastCorrection();
  if (correction || (client?.undo && !state.undoable())) {
    const done = client.takeBack();
    undoButtons();
    await done;
    return undoButtons();
  }
  const words = state.undo();
  return announce(words ? `Undone: ${words}` : "Nothing to undo.");
}

function redo() {
  const correction = state.nextCorrection();
  if (correction) client.make(correction);
  const words = state.redo();
  announce(words ? `Redone: ${words}` : "Nothing to redo.");
}

/** Does something with the selected name, if there is one. */
function withNode(act) {
  const { node } = state.get().selection ?? {};
  if (node) act(node, state.get());
}

function isolate() {
  const { selection, around, steps } = state.get();
  if (around) return state.change({ around: null }, "show everything again");
  const nodes = selection?.node ? [selection.node] : [...(view.scene().focus?.nodes ?? [])];
  if (!nodes.length) return undefined;
  const wanted = { nodes, steps: selection.node ? steps : 0 };
  return state.change({ around: wanted }, `isolate ${nodes[0].label}`);
}

bindKeys(host, {
  "/": () => byId("query").select(),
  "?": openHelp,
  i: isolate,
  h: () =>
    withNode((node, { hidden }) =>
      state.change({ hidden: toggled(hidden, node), selection: null }, `hide ${node.label}`),
    ),
  p: () =>
    withNode((node, { pinned }) => state.change({ pinned: toggled(pinned, node) }, `pin ${node.label}`)),
  c: () => tools.connect(state.get().selection?.node ?? null),
  t: () => state.change({ view: nextView(state.get().view) }),
  1: () => state.change({ steps: 1 }),
  2: () => state.change({ steps: 2 }),
  undo,
  redo,
  escape() {
    if (document.body.classList.contains("sidebar-open")) closeSidebar();
    else clear();
  },
  pan: (x, y) => view.pan(60 * -x, 60 * -y),
  zoom: (direction) => view.zoom(1.3 ** direction),
  fit: () => view.fit(),
  walk(direction) {
    const next = view.towards(state.get().selection?.node, direction);
    if (!next) return;
    state.change({ selection: { node: next } });
    announce(`${next.label}, ${TYPES[next.type].one}, ${counted(next.now.mentions, "mention")}`);
  },
  push([x, y]) {
    withNode((node) => move(node, view.nudged(node, [20 * x, 20 * y])));
  },
});

const night = matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  view.recolour();
}

/** "10 names", or "10 of 42 names" if some were left out. */
function countedOfAll(count, noun, kind) {
  const { counts } = graph.facts;
  const all = (counts[kind] ?? count) + (counts[`${kind}_left_out`] ?? 0);
  return all > count ? `${format(count)} of ${counted(all, noun)}` : counted(count, noun);
}

function showSummary() {
  byId("summary").textContent = [
    countedOfAll(graph.nodes.length, "name", "entities"),
    countedOfAll(graph.edges.length, "link", "links"),
    counted(graph.facts.counts.documents ?? graph.documents.length, "document"),
  ].join(" · ");
}

const CLICKS = {
  theme: () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  "zoom-in": () => view.zoom(1.4),
  "zoom-out": () => view.zoom(1 / 1.4),
  "zoom-fit": () => view.fit(),
  reset,
  "open-sidebar": openSidebar,
  "close-sidebar": closeSidebar,
  "open-paths": () => tools.connect(state.get().selection?.node ?? null),
  undo,
  redo,
};
for (const [id, does] of Object.entries(CLICKS)) byId(id).addEventListener("click", does);
night.addEventListener("change", () => setTheme(night.matches ? "dark" : "light"));

// paper is white, and there is nothing to press on it
let shown = null;
addEventListener("beforeprint", () => {
  for (const button of document.querySelectorAll("#panel .rest")) button.click();
  shown ??= document.documentElement.dataset.theme;
  setTheme("light");
});
addEventListener("afterprint", () => {
  setTheme(shown ?? document.documentElement.dataset.theme);
  shown = null;
});

state.listen(update);
bindAddress(state, start, graph, async (address) => {
  const missing = missingAt(address, graph);
  if (client && missing.length && (await client.load(missing))) state.replace(stateAt(address, start, graph));
  notice(notHere(missingAt(address, graph)));
});
setTheme(night.matches ? "dark" : "light");
update(state.get());
client?.begin(state);
view.fit(false);
approach(true);
document.documentElement.dataset.ready = "";
