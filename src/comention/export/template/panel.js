/* The panel: what the page knows of the chosen entity or link, down to the sentences. */

const FIRST_NEIGHBOURS = 8;
const FIRST_FORMS = 6;

const figure = (count, noun) =>
  element("div", {}, element("dt", {}, count === 1 ? noun : `${noun}s`), element("dd", {}, format(count)));

const heading = (text, count) =>
  element("h3", {}, text, count != null && element("span", { class: "count" }, format(count)));

const period = ({ first, last }) =>
  first &&
  element(
    "p",
    { class: "note" },
    first === last ? `On ${readableDate(first)}` : `From ${readableDate(first)} to ${readableDate(last)}`,
  );

/** A list that shows its first rows and, when asked, all. */
function shortList(rows, first, list) {
  list.append(...rows.slice(0, first));
  if (rows.length <= first + 1) {
    list.append(...rows.slice(first));
    return [list];
  }
  const button = element(
    "button",
    {
      class: "more",
      type: "button",
      onclick: () => {
        list.append(...rows.slice(first));
        button.remove();
      },
    },
    `Show all ${format(rows.length)}`,
  );
  return [list, button];
}

/** The names that were joined into this entity, how often each stands for it, and why. */
function formsOf(node) {
  if (!node.aliases.length) return [];
  const rows = node.aliases.map(([form, count, reason]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, form),
      element("td", {}, reason),
      element("td", { class: "count" }, format(count)),
    ),
  );
  const body = element("tbody");
  const [, button] = shortList(rows, FIRST_FORMS, body);
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      ...["As written", "Why it is here", "Times"].map((title) => element("th", { scope: "col" }, title)),
    ),
  );
  return [
    heading(
      node.aliases.length === 1 ? "Name" : "Names joined",
      node.aliases.length > 1 ? node.aliases.length : null,
    ),
    element("table", { class: "forms" }, head, body),
    button,
  ];
}

/** Those named together with this entity, the strongest link first; the count opens the link. */
function neighboursOf(node, unit) {
  if (!node.links.length)
    return [
      heading("Named together with"),
      element("p", { class: "note" }, `Never named in one ${unit} with another name.`),
    ];
  const most = node.links[0].weight;
  const rows = node.links.map((edge) => {
    const other = otherEnd(edge, node);
    const label = `${counted(edge.weight, unit)} with ${other.label}: read`;
    return element(
      "li",
      {},
      element(
        "a",
        { href: entityAddress(other) },
        mark(other),
        element("span", { class: "name", dir: "auto" }, other.label),
      ),
      element(
        "a",
        { class: "weight", href: linkAddress(edge), "aria-label": label, title: label },
        bar(edge.weight / most),
        element("span", { class: "count" }, format(edge.weight)),
      ),
    );
  });
  return [
    heading("Named together with", node.links.length),
    ...shortList(rows, FIRST_NEIGHBOURS, element("ol", { class: "ranking pairs" })),
  ];
}

function entityPanel(graph, node) {
  return [
    element("h2", { tabindex: "-1", dir: "auto" }, mark(node), node.label),
    element("p", { class: "kind" }, TYPES[node.type].one, node.code && ` · ${node.code}`),
    element(
      "dl",
      { class: "figures" },
      figure(node.mentions, "mention"),
      figure(node.documents, "document"),
      figure(node.links.length, "link"),
    ),
    period(node),
    ...formsOf(node),
    ...neighboursOf(node, graph.facts.unit),
    heading("Where it says so", node.passages.length),
    passageList(node.passages, [node]),
  ];
}

function linkPanel(graph, edge) {
  const ends = [edge.source, edge.target];
  const passages = passagesOf(graph, edge);
  const unit = graph.facts.unit;
  const all = edge.evidence === undefined || passages.length >= edge.weight;
  return [
    element(
      "h2",
      { tabindex: "-1", class: "pair" },
      ...ends.map((node) => element("a", { href: entityAddress(node), dir: "auto" }, mark(node), node.label)),
    ),
    element("p", { class: "kind" }, `Named in the same ${unit}`),
    element(
      "dl",
      { class: "figures" },
      figure(edge.weight, `shared ${unit}`),
      figure(edge.documents, "document"),
    ),
    period(edge),
    heading(all ? "Where it says so" : "Where it says so, for example", passages.length),
    passageList(passages, ends),
  ];
}

/** Shows the selection; the panel is closed when there is none. */
function createPanel(graph, onClose) {
  const panel = byId("panel");
  const close = () =>
    element(
      "button",
      { class: "tool close", type: "button", "aria-label": "Close the details", onclick: onClose },
      symbol("close", "icon"),
    );
  return {
    show(selection) {
      panel.hidden = !selection;
      const parts = !selection
        ? []
        : [
            close(),
            ...(selection.node ? entityPanel(graph, selection.node) : linkPanel(graph, selection.edge)),
          ];
      panel.replaceChildren(...parts.filter(Boolean));
      panel.scrollTop = 0;
    },
    focus: () => panel.querySelector("h2")?.focus({ preventScroll: true }),
  };
}
