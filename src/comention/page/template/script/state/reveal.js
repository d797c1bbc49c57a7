/* Which filters to change so that names or links that they hide are shown. */

/** So many hidden names are pinned; for more, the filters are taken off. */
const FEW_PINS = 10;

const ends = ({ source, target }) => [source, target];

/** What has to change in the state so that all these names are shown. */
export function revealNames({ types, hidden, pinned }, nodes) {
  const wanted = new Set(nodes);
  const patch = typesAndHidden({ types, hidden }, wanted);
  if (nodes.length <= FEW_PINS) return { ...patch, pinned: new Set([...pinned, ...nodes]) };
  return { ...patch, ...allDocuments(), around: null, backbone: false, loose: true, islands: true };
}

/** What has to change in the state so that all these links are shown. */
export function revealLinks(graph, state, edges) {
  const uncounted = edges.some((edge) => !edge.now.weight);
  const weight = (edge) => (uncounted ? edge.weight : edge.now.weight);
  const weakest = Math.min(...edges.map(weight));
  const limit = graph.edges.filter((edge) => weight(edge) >= weakest).length;
  return {
    ...typesAndHidden(state, new Set(edges.flatMap(ends))),
    ...(uncounted ? allDocuments() : {}),
    around: null,
    islands: true,
    backbone: state.backbone && edges.every(({ solid }) => solid),
    limit: Math.max(limit, state.limit),
  };
}

const allDocuments = () => ({ documents: new Set(), since: "", until: "" });

const typesAndHidden = ({ types, hidden }, wanted) => ({
  types: new Set([...types, ...[...wanted].map(({ type }) => type)]),
  hidden: new Set([...hidden].filter((node) => !wanted.has(node))),
});
