/* The most mentioned names among those that the filters allow. */

import { bar, byId, element, format } from "../base/dom.js";
import { mark } from "../data/graph.js";
import { entityAddress } from "../state/address.js";
import { allowedIn } from "../state/scope.js";

const RANKING = 25;

export function createRanking(graph) {
  return (state) => {
    const allowed = graph.nodes.filter(allowedIn(state).node);
    const ranked = allowed.sort((a, b) => b.now.mentions - a.now.mentions || a.id - b.id).slice(0, RANKING);
    const most = ranked[0]?.now.mentions ?? 1;
    byId("top").replaceChildren(...ranked.map((node) => rankingRow(node, most)));
  };
}

/** A name that leads to the entity, a bar and a count. */
const rankingRow = (node, most) =>
  element(
    "li",
    {},
    element(
      "a",
      { href: entityAddress(node) },
      mark(node),
      element("span", { class: "name", dir: "auto" }, node.label),
      bar(node.now.mentions / most),
      element("span", { class: "count" }, format(node.now.mentions)),
    ),
  );
