/* What colour tells: the type of a name or its community; and which communities there are. */

import { byId, counted, element, format, groupBy, symbol } from "../base/dom.js";
import { COLOURED_COMMUNITIES, communityClass } from "../data/graph.js";
import { entityAddress } from "../state/address.js";

export function createColour(graph, state) {
  byId("colour").hidden = !graph.edges.length;
  const radios = [...document.querySelectorAll("[name=colour]")];
  for (const radio of radios)
    radio.addEventListener("change", () => state.change({ colour: radio.value }, "change the colours"));
  const list = byId("communities");

  return ({ colour }, scope) => {
    document.documentElement.dataset.colour = colour;
    for (const radio of radios) radio.checked = radio.value === colour;
    list.hidden = colour !== "community";
    if (list.hidden) return;
    const linked = scope.nodes.filter((node) => node.links.length);
    const groups = [...groupBy(linked, (node) => node.community)].sort(([a], [b]) => a - b);
    const named = groups.slice(0, COLOURED_COMMUNITIES).map(([, members]) => community(members));
    const rest = groups.length - named.length;
    if (rest > 0) {
      const words = element("span", { class: "name" }, counted(rest, "other group"));
      named.push(
        element("li", {}, element("span", { class: "plain" }, symbol("circle", "mark c-rest"), words)),
      );
    }
    list.replaceChildren(...named);
  };
}

function community([first, ...others]) {
  return element(
    "li",
    {},
    element(
      "a",
      { href: entityAddress(first) },
      symbol("circle", `mark ${communityClass(first)}`),
      element("span", { class: "name" }, `Around ${first.label}`),
      element("span", { class: "count" }, format(others.length + 1)),
    ),
  );
}
