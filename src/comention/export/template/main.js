/* Puts the parts together: state changes redraw, the address selects, keys and buttons do the rest. */

const graph = readGraph();
const state = createState({
  types: new Set(Object.keys(TYPES)),
  limit: Math.min(FIRST_VIEW, graph.edges.length),
  loose: !graph.edges.length,
  colour: "type",
  selection: null,
});

const host = byId("graph");
const tip = byId("tip");

/** The address is the one place where a selection is made, so links and the back button work. */
const go = (address) => {
  if (address) location.hash = address;
  else if (location.hash) {
    history.pushState(null, "", location.pathname + location.search);
    follow();
  }
};
const follow = () => state.change({ selection: selectionAt(location.hash, graph) });
const clear = () => go("");

const view = createView(graph, host, (picked) => {
  if (picked?.node) go(entityAddress(picked.node));
  else if (picked?.edge) go(linkAddress(picked.edge));
  else clear();
});
const filters = createFilters(graph, state);
const panel = createPanel(graph, clear);
const about = createAbout(graph);
const search = createSearch(graph, (node) => go(entityAddress(node)));

function update({ types, limit, loose, colour, selection }, changed) {
  const scope = scopeOf(graph, { types, limit, loose });
  const focus = focusOf(selection, types);
  if (focus) focus.centre = selection.node ? [selection.node] : [...focus.nodes];
  view.show({ nodes: scope.nodes, edges: scope.edges, focus, colour });
  if (!changed || !changed.has("selection") || changed.size > 1)
    filters.render({ types, limit, loose, colour }, scope);
  hint(scope);
}

function hint({ nodes, edges, possible }) {
  const links =
    edges.length < possible
      ? `the ${format(edges.length)} strongest of ${counted(possible, "link")}`
      : counted(edges.length, "link");
  const text = graph.nodes.length
    ? `Showing ${counted(nodes.length, "name")} and ${links}. Choose a name or a line to read the sentences behind it.`
    : "No people, organizations or countries were found in these documents.";
  byId("hint").textContent = text;
  byId("hint").classList.toggle("empty", !graph.nodes.length);
}

function select(selection) {
  const byKeyboard = document.activeElement?.matches("a:focus-visible, input:focus-visible");
  panel.show(selection);
  document.title = [selectionTitle(selection), byId("summary").parentElement.querySelector("h1").textContent]
    .filter(Boolean)
    .join(" · ");
  if (!selection) return;
  closeSidebar();
  if (byKeyboard) panel.focus();
  const focus = focusOf(selection, state.get().types);
  const around = [...focus.nodes];
  if (!view.seen(around)) view.frame(around);
}

function selectionTitle(selection) {
  if (!selection) return "";
  return selection.node
    ? selection.node.label
    : `${selection.edge.source.label} and ${selection.edge.target.label}`;
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

/** What is under the pointer, in words beside it. */
function pointAt(event) {
  const bounds = host.getBoundingClientRect();
  const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  const picked = event.pointerType === "touch" ? null : view.pick(at);
  view.hover(picked);
  host.classList.toggle("over", Boolean(picked));
  tip.hidden = !picked;
  if (!picked) return;
  const { node, edge } = picked;
  const lines = node
    ? [
        node.label,
        `${TYPES[node.type].one} · ${counted(node.mentions, "mention")} · ${counted(node.links.length, "link")}`,
      ]
    : [`${edge.source.label} – ${edge.target.label}`, counted(edge.weight, `shared ${graph.facts.unit}`)];
  tip.replaceChildren(element("strong", { dir: "auto" }, lines[0]), element("span", {}, lines[1]));
  const left = Math.min(at.x + 14, bounds.width - tip.offsetWidth - 8);
  const top = at.y + 18 + tip.offsetHeight > bounds.height ? at.y - tip.offsetHeight - 10 : at.y + 18;
  tip.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
}

const night = matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  view.recolour();
}

const STAGE_KEYS = {
  ArrowLeft: () => view.pan(60, 0),
  ArrowRight: () => view.pan(-60, 0),
  ArrowUp: () => view.pan(0, 60),
  ArrowDown: () => view.pan(0, -60),
  "+": () => view.zoom(1.3),
  "=": () => view.zoom(1.3),
  "-": () => view.zoom(1 / 1.3),
  0: () => view.fit(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("about").open) return;
  const typing = event.target.matches("input:not([type=checkbox], [type=radio], [type=range])");
  if (event.key === "Escape") {
    if (document.body.classList.contains("sidebar-open")) closeSidebar();
    else clear();
  } else if (typing) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "?") {
    about.open();
  } else if (event.target === host && Object.hasOwn(STAGE_KEYS, event.key)) {
    event.preventDefault();
    STAGE_KEYS[event.key]();
  }
}

const { counts } = graph.facts;
byId("summary").textContent = [
  counted(graph.nodes.length, "name"),
  counted(graph.edges.length, "link"),
  counted(counts.documents ?? graph.documents.length, "document"),
].join(" · ");

state.listen((now, changed) => {
  update(now, changed);
  if (changed.has("selection")) select(now.selection);
});
addEventListener("hashchange", follow);
addEventListener("popstate", follow);
addEventListener("keydown", press);
night.addEventListener("change", () => setTheme(night.matches ? "dark" : "light"));
host.addEventListener("pointermove", pointAt);
host.addEventListener("pointerleave", () => {
  tip.hidden = true;
  view.hover(null);
});
byId("theme").addEventListener("click", () =>
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
);
byId("zoom-in").addEventListener("click", () => view.zoom(1.4));
byId("zoom-out").addEventListener("click", () => view.zoom(1 / 1.4));
byId("zoom-fit").addEventListener("click", () => view.fit());
byId("open-sidebar").addEventListener("click", openSidebar);
byId("close-sidebar").addEventListener("click", closeSidebar);

setTheme(night.matches ? "dark" : "light");
update(state.get());
view.fit(false);
follow();
document.documentElement.dataset.ready = "";
