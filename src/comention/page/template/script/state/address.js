/* The state in the address of the page: everything that differs from the initial state is behind the "#". */

import { addSplit, namesIn } from "../data/corrections.js";
import { dossierAt, dossierText, starAt, starText } from "../data/stars.js";
import { linkBetween, TYPES } from "../data/graph.js";
import { VIEWS } from "./views.js";

/** The address of an entity: `#entity=country:no`. */
export const entityAddress = (node) => `#entity=${encodeURIComponent(node.key)}`;

/** The address of a link: `#link=country:no&with=person:ada`. */
export const linkAddress = (edge) =>
  `#link=${encodeURIComponent(edge.source.key)}&with=${encodeURIComponent(edge.target.key)}`;

/** The address of a sentence in its document. */
export const readingAddress = (document, sentence) =>
  `#${new URLSearchParams({ view: "text", read: document, at: sentence })}`;

const same = (a, b) => a.size === b.size && [...a].every((value) => b.has(value));

/** The address of a state; the initial state has an empty one. */
export function addressOf(state, start) {
  const query = new URLSearchParams();
  const { selection, around } = state;
  if (state.view !== start.view) query.set("view", state.view);
  if (selection?.node) query.set("entity", selection.node.key);
  if (selection?.edge) {
    query.set("link", selection.edge.source.key);
    query.set("with", selection.edge.target.key);
  }
  if (selection?.path) {
    query.set("from", selection.path.from?.key ?? "");
    query.set("to", selection.path.to?.key ?? "");
  }
  if (state.through.size) query.set("through", [...state.through].sort().join(" "));
  if (selection?.panel) query.set("panel", selection.panel);
  if (state.reading) {
    query.set("read", state.reading.document);
    query.set("at", state.reading.sentence);
  }
  if (state.steps !== start.steps) query.set("steps", state.steps);
  if (!same(state.types, start.types)) query.set("types", [...state.types].join(" "));
  if (state.limit !== start.limit) query.set("links", state.limit);
  if (state.loose !== start.loose) query.set("loose", Number(state.loose));
  if (state.islands) query.set("islands", 1);
  if (state.backbone) query.set("backbone", 1);
  for (const kind of state.kinds) query.append("relation", kind);
  if (state.since) query.set("since", state.since);
  if (state.until) query.set("until", state.until);
  if (state.colour !== start.colour) query.set("colour", state.colour);
  for (const id of state.documents) query.append("document", id);
  if (around) {
    query.set("within", around.steps);
    for (const node of around.nodes) query.append("around", node.key);
  }
  for (const node of state.hidden) query.append("hide", node.key);
  for (const node of state.pinned) query.append("pin", node.key);
  for (const [name, places] of Object.entries({ move: state.moved, shift: state.movedWithin }))
    for (const [node, { x, y }] of places)
      query.append(name, `${Math.round(x)} ${Math.round(y)} ${node.key}`);
  for (const { kind, node, ...said } of state.corrections)
    query.append("correct", JSON.stringify([kind, node.key, said.other?.key ?? said.text ?? ""]));
  if (state.search) query.set("search", state.search);
  for (const star of state.starred) query.append("star", starText(star));
  if (dossierText(state.dossier) !== dossierText(start.dossier))
    query.set("dossier", dossierText(state.dossier));
  return query.size || [...query].length ? `#${query}` : "";
}

/** The state of an address; what is missing in it or invalid is as in the initial state. */
export function stateAt(address, start, graph) {
  const query = new URLSearchParams(address.slice(1));
  const find = (key) => (key ? graph.find(key) : null);
  const all = (name) => new Set(query.getAll(name).map(find).filter(Boolean));
  const types = query
    .get("types")
    ?.split(" ")
    .filter((type) => Object.hasOwn(TYPES, type));
  const limit = Number(query.get("links"));
  const around = [...all("around")];
  const through = (query.get("through") ?? "")
    .split(" ")
    .filter((one) => ["countries", "hubs"].includes(one));
  return {
    ...start,
    through: new Set(through),
    view: Object.hasOwn(VIEWS, query.get("view")) ? query.get("view") : start.view,
    selection: selectionAt(query, find),
    reading: query.has("read")
      ? { document: query.get("read"), sentence: Number(query.get("at")) || 0 }
      : start.reading,
    steps: query.get("steps") === "2" ? 2 : 1,
    types: types ? new Set(types) : start.types,
    limit: limit >= 1 ? Math.min(Math.floor(limit), graph.edges.length) : start.limit,
    loose: query.has("loose") ? query.get("loose") === "1" : start.loose,
    islands: query.has("islands"),
    backbone: query.has("backbone"),
    kinds: new Set(query.getAll("relation").filter((kind) => graph.facts.kinds?.includes(kind))),
    documents: new Set(query.getAll("document").filter((id) => graph.numbers.has(id))),
    since: isDate(query.get("since")),
    until: isDate(query.get("until")),
    colour: ["type", "community"].includes(query.get("colour")) ? query.get("colour") : start.colour,
    around: around.length ? { nodes: around, steps: Math.min(2, Number(query.get("within")) || 0) } : null,
    hidden: all("hide"),
    pinned: all("pin"),
    moved: new Map(query.getAll("move").flatMap((text) => movedAt(text, find))),
    movedWithin: new Map(query.getAll("shift").flatMap((text) => movedAt(text, find))),
    corrections: correctionsAt(query.getAll("correct"), graph.rows),
    search: query.get("search") ?? "",
    starred: query.getAll("star").flatMap(starAt),
    dossier: query.has("dossier") ? dossierAt(query.get("dossier"), start.dossier) : start.dossier,
  };
}

function selectionAt(query, find) {
  const panel = query.get("panel");
  if (panel) return { panel };
  if (query.has("from") || query.has("to"))
    return { path: { from: find(query.get("from")), to: find(query.get("to")) } };
  const node = find(query.get("entity"));
  if (node) return { node };
  const [one, other] = [find(query.get("link")), find(query.get("with"))];
  const edge = one && other && linkBetween(one, other);
  return edge ? { edge } : null;
}

const NAMED = ["entity", "link", "with", "from", "to", "around", "hide", "pin"];

/** The names in an address that are not in the graph, each once. */
export function missingAt(address, graph) {
  const query = new URLSearchParams(address.slice(1));
  const keys = NAMED.flatMap((name) => query.getAll(name)).filter(Boolean);
  return [...new Set(keys)].filter((key) => !graph.byKey.has(key));
}

const isDate = (text) => (/^\d{3,4}(-\d\d){0,2}$/.test(text ?? "") ? text : "");

function movedAt(text, find) {
  const [, x, y, key] = /^(-?\d+) (-?\d+) (.*)$/s.exec(text) ?? [];
  const node = find(key);
  return node ? [[node, { x: Number(x), y: Number(y) }]] : [];
}

/** Corrections as they are in the address; each may be about a name that those before it split off. */
function correctionsAt(texts, rows) {
  const names = texts.length ? namesIn(rows, []) : new Map();
  return texts.flatMap((text) => {
    const found = correctionAt(text, (key) => names.get(key));
    for (const one of found) addSplit(names, one);
    return found;
  });
}

function correctionAt(text, find) {
  try {
    const [kind, key, about] = JSON.parse(text);
    const node = find(key);
    if (!node || typeof about !== "string") return [];
    if (kind === "same") return find(about) ? [{ kind, node, other: find(about) }] : [];
    if (kind === "type") return Object.hasOwn(TYPES, about) ? [{ kind, node, text: about }] : [];
    return ["different", "rename", "ignore"].includes(kind) ? [{ kind, node, text: about }] : [];
  } catch {
    return [];
  }
}

/** What the browser's back and forward buttons change; the rest of the state is kept. */
const STOPS = ["view", "selection", "reading", "around", "movedWithin"];

/**
 * Keeps the address bar and the state in step. A new selection, view or isolated part is an entry in the browser's
 * history; other changes replace the address. In a notebook, a page has no address. An address that is typed or pasted
 * replaces the whole state; `onTyped` is called with it, and with the first one.
 */
export function bindAddress(state, start, graph, onTyped) {
  let current = location.hash;
  let going = false;
  state.listen((now, changed) => {
    const address = addressOf(now, start);
    if (address === current) return;
    const stops = STOPS.some((name) => changed.has(name) && name !== "movedWithin");
    const step = stops && !going && !changed.has("graph"); // what is gone is no place to go back to
    current = address;
    write(step ? "pushState" : "replaceState", address);
  });
  function write(how, address) {
    try {
      history[how]({ comention: true }, "", address || location.pathname + location.search);
    } catch {
      /* about:srcdoc has no address */
    }
  }
  write("replaceState", current);
  onTyped(current);
  addEventListener("popstate", ({ state: own }) => {
    if (location.hash === current) return;
    const typed = location.hash;
    current = typed;
    const wanted = stateAt(current, start, graph);
    going = true;
    if (own?.comention || !current) {
      const stops = Object.fromEntries(STOPS.map((name) => [name, wanted[name]]));
      state.replace({ ...state.get(), ...stops });
    } else {
      state.replace(wanted);
      onTyped(typed);
    }
    going = false;
  });
  // a link on the page only changes the selection, unless it is opened in a new tab
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button)
      return;
    const { selection, reading, view } = stateAt(link.getAttribute("href"), start, graph);
    if (!selection && !reading) return;
    event.preventDefault();
    state.change(reading ? { reading, view } : { selection });
  });
}
