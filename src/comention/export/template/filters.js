/* The side bar: types, link strength, colours, and the list of the most mentioned. */

const RANKING = 25;

/** How many of `total` links a slider position from 0 (all) to 100 (one) shows; each step takes a like share away. */
const linksAt = (position, total) => Math.max(1, Math.round(total ** (1 - position / 100)));

const positionOf = (limit, total) =>
  total > 1 ? Math.round(100 * (1 - Math.log(Math.min(limit, total)) / Math.log(total))) : 0;

/** Draws the side bar and keeps it true to the state. */
function createFilters(graph, state) {
  const slider = byId("limit");
  const total = graph.edges.length;
  byId("strength").hidden = total < 2;
  byId("colour").hidden = !total;

  const counts = groupBy(graph.nodes, (node) => node.type);
  const boxes = Object.entries(TYPES).map(([type, { many, symbol: shape }]) => {
    const count = counts.get(type)?.length ?? 0;
    const toggle = ({ target }) => {
      const types = new Set(state.get().types);
      if (target.checked) types.add(type);
      else types.delete(type);
      state.change({ types });
    };
    const box = element("input", {
      type: "checkbox",
      value: type,
      checked: true,
      disabled: !count,
      onchange: toggle,
    });
    return element(
      "label",
      { class: "choice" },
      box,
      symbol(shape, `mark by-type ${type}`),
      element("span", { class: "name" }, many),
      element("span", { class: "count" }, format(count)),
    );
  });
  const alone = element("input", {
    type: "checkbox",
    id: "loose",
    onchange: () => state.change({ loose: alone.checked }),
  });
  const aloneCount = element("span", { class: "count" });
  const aloneRow = element(
    "label",
    { class: "choice" },
    alone,
    element("span", { class: "name" }, "Without a shown link"),
    aloneCount,
  );
  byId("types").append(...boxes, aloneRow);

  slider.addEventListener("input", () => {
    const position = Number(slider.value);
    state.change({ limit: position ? linksAt(position, total) : total });
  });
  for (const radio of document.querySelectorAll("[name=colour]"))
    radio.addEventListener("change", () => state.change({ colour: radio.value }));

  /** A row of a ranking: a name that leads to the entity, a bar and a count. */
  function row(node, most) {
    return element(
      "li",
      {},
      element(
        "a",
        { href: entityAddress(node) },
        mark(node),
        element("span", { class: "name", dir: "auto" }, node.label),
        bar(node.mentions / most),
        element("span", { class: "count" }, format(node.mentions)),
      ),
    );
  }

  function renderCommunities(scope, colour) {
    const list = byId("communities");
    list.hidden = colour !== "community";
    const groups = [
      ...groupBy(
        scope.nodes.filter((node) => node.links.length),
        (node) => node.community,
      ),
    ].sort(([a], [b]) => a - b);
    const named = groups
      .slice(0, COLOURED_COMMUNITIES)
      .map(([, [first, ...others]]) =>
        element(
          "li",
          {},
          element(
            "a",
            { href: entityAddress(first) },
            symbol("circle", `mark ${communityClass(first)}`),
            element("span", { class: "name" }, `Around ${first.label}`),
            element("span", { class: "count" }, format(others.length + 1)),
          ),
        ),
      );
    const rest = groups.slice(COLOURED_COMMUNITIES);
    if (rest.length)
      named.push(
        element(
          "li",
          {},
          element(
            "span",
            { class: "plain" },
            symbol("circle", "mark c-rest"),
            element("span", { class: "name" }, counted(rest.length, "other group")),
          ),
        ),
      );
    list.replaceChildren(...named);
  }

  /** Brings everything up to date with the state and with what it lets through. */
  function render({ types, limit, loose, colour }, scope) {
    const ranked = graph.nodes.filter((node) => types.has(node.type)).slice(0, RANKING);
    byId("top").replaceChildren(...ranked.map((node) => row(node, ranked[0].mentions)));
    alone.checked = loose;
    aloneCount.textContent = format(scope.loose);
    aloneRow.hidden = !scope.loose || !total;
    slider.value = positionOf(limit, total);
    const sentence = sayShown(graph, scope);
    slider.setAttribute("aria-valuetext", sentence);
    byId("shown").textContent = sentence;
    document.documentElement.dataset.colour = colour;
    renderCommunities(scope, colour);
  }
  return { render };
}

/** "The 700 strongest of 8,762 links: 2 shared sentences or more." */
function sayShown(graph, { edges, possible }) {
  if (!edges.length) return "No links between these types.";
  const least = edges.at(-1).weight;
  const strength = `${format(least)} shared ${graph.facts.unit}${least === 1 ? "" : "s"}${least === edges[0].weight ? "" : " or more"}`;
  const some = edges.length === 1 ? "strongest" : `${format(edges.length)} strongest`;
  if (edges.length < possible) return `The ${some} of ${format(possible)} links: ${strength}.`;
  return `${edges.length === 1 ? "The only link" : `All ${format(edges.length)} links`}: ${strength}.`;
}
