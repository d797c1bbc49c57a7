/* How many names and links are shown, and of how many on the page: all parts of the page take their counts from here. */

import { counted, format } from "../base/dom.js";

const known = new WeakMap();

/**
 * The counts of what is shown (`scope`): `names` and `links`, each with the number `shown` and the number of `all` on
 * the page, and `linksOf`, which tells the same of the links of one name.
 */
export function countsOf(graph, scope) {
  if (known.has(scope)) return known.get(scope);
  const degrees = new Map();
  for (const { source, target } of scope.edges)
    for (const node of [source, target]) degrees.set(node, (degrees.get(node) ?? 0) + 1);
  const counts = {
    names: { shown: scope.nodes.length, all: graph.nodes.length },
    links: { shown: scope.edges.length, all: graph.edges.length },
    linksOf: (node) => ({ shown: degrees.get(node) ?? 0, all: node.links.length }),
  };
  known.set(scope, counts);
  return counts;
}

/** "113", or "23 of 113" where some are not shown. */
export const someOf = ({ shown, all }) =>
  shown < all ? `${format(shown)} of ${format(all)}` : format(shown);

/** "113 links", or "23 of 113 links" where some are not shown. */
export const someCounted = ({ shown, all }, noun) =>
  shown < all ? `${format(shown)} of ${counted(all, noun)}` : counted(shown, noun);
