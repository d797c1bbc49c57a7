/* The choice of what colours mean (type, community or change), and a legend. */

import { byId, counted, element, format, groupBy, symbol } from "../base/dom.js";
import { CHANGES, COLOURED_COMMUNITIES, changeClass, communityClass } from "../data/graph.js";
import { entityAddress } from "../state/address.js";

export function createColour(graph, state) {
  const radios = [...document.querySelectorAll("[name=colour]")];
  for (const radio of radios)
    radio.addEventListener("change", () => state.change({ colour: radio.value }, "change the colours"));
  const list = byId("communities");

  return ({ colour }, scope) => {
    byId("colour").hidden = !graph.edges.length;
    byId("colour-change").hidden = !graph.facts.compared;
    document.documentElement.dataset.colour = colour;
    for (const radio of radios) radio.checked = radio.value === colour;
    list.hidden = colour === "type";
    list.setAttribute("aria-label", colour === "change" ? "Changes" : "Communities");
    if (list.hidden) return;
    if (colour === "change") {
      list.replaceChildren(...Object.keys(CHANGES).flatMap((kind) => change(kind, scope)));
      return;
    }
    const linked = scope.nodes.filter((node) => node.links.length);
    const groups = [...groupBy(linked, (node) => node.community)].sort(([a], [b]) => a - b);
    const named = groups.slice(0, COLOURED_COMMUNITIES).map(([, members]) => community(members));
    const rest = groups.length - named.length;
    if (rest > 0) {
      const words = element("span", { class: "name" }, counted(rest, "other group"));
      named.push(
        element("li", {}, element("span", { class: "plain" }, symbol("disc", "mark c-rest"), words)),
      );
    }
    list.replaceChildren(...named);
  };
}

/** A row that says how many names and links changed in this respect; nothing if none did. */
function change(kind, { nodes, edges }) {
  const [names, links] = [nodes, edges].map((all) => all.filter((one) => one.change === kind).length);
  if (!names && !links) return [];
  const told = [names && counted(names, "name"), links && counted(links, "link")].filter(Boolean).join(", ");
  const words = element("span", { class: "name" }, `${CHANGES[kind]}: ${told}`);
  const sign = symbol("disc", `mark ${changeClass({ change: kind })}`);
  return [element("li", {}, element("span", { class: "plain" }, sign, words))];
}

function community([first, ...others]) {
  return element(
    "li",
    {},
    element(
      "a",
      { href: entityAddress(first) },
      symbol("disc", `mark ${communityClass(first)}`),
      element("span", { class: "name" }, `Around ${first.label}`),
      element("span", { class: "count" }, format(others.length + 1)),
    ),
  );
}
