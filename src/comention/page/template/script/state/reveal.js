/* Which filters to change so that names or links that they hide are shown. */

import { isRelated } from "../data/said.js";
import { chosenDocuments } from "./scope.js";

/** So many hidden names are pinned; for more, the filters are taken off. */
const FEW_PINS = 10;

const ends = ({ source, target }) => [source, target];

/** What has to change in the state so that all these names are shown. */
export function revealNames({ types, hidden, pinned }, nodes) {
  const wanted = new Set(nodes);
  const patch = typesAndHidden({ types, hidden }, wanted);
  if (nodes.length <= FEW_PINS) return { ...patch, pinned: new Set([...pinned, ...nodes]) };
  const all = { around: null, backbone: false, kinds: new Set(), loose: true, islands: true };
  return { ...patch, ...allDocuments(), ...all };
}

/** What has to change in the state so that all these links are shown. */
export function revealLinks(graph, state, edges) {
  const uncounted = edges.some((edge) => !edge.now.weight);
  const weight = (edge) => (uncounted ? edge.weight : edge.now.weight);
  const weakest = Math.min(...edges.map(weight));
  const limit = graph.edges.filter((edge) => weight(edge) >= weakest).length;
  const chosen = uncounted ? null : chosenDocuments(graph, state);
  const related = edges.every((edge) => isRelated(graph, edge, state.kinds, chosen));
  return {
    ...typesAndHidden(state, new Set(edges.flatMap(ends))),
    ...(uncounted ? allDocuments() : {}),
    around: null,
    islands: true,
    backbone: state.backbone && edges.every(({ solid }) => solid),
    kinds: related ? state.kinds : new Set(),
    limit: Math.max(limit, state.limit),
  };
}

const allDocuments = () => ({ documents: new Set(), since: "", until: "" });

const typesAndHidden = ({ types, hidden }, wanted) => ({
  types: new Set([...types, ...[...wanted].map(({ type }) => type)]),
  hidden: new Set([...hidden].filter((node) => !wanted.has(node))),
});
