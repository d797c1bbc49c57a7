/* Which entities and links are shown: filters in, two lists out, in the graph's own order. */

/** Up to this many links are shown at first; more would be a ball of wool. */
const FIRST_VIEW = 1000;

/** Links among the shown types, strongest first, at most `limit` of them, and the entities that they join. */
function scopeOf(graph, { types, limit, loose }) {
  const possible = graph.edges.filter((edge) => types.has(edge.source.type) && types.has(edge.target.type));
  const edges = possible.slice(0, limit);
  const joined = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  const typed = graph.nodes.filter((node) => types.has(node.type));
  const nodes = loose ? typed : typed.filter((node) => joined.has(node));
  return { nodes, edges, possible: possible.length, loose: typed.length - joined.size };
}

/** What a selection brings to the fore: its entities and links, whether or not the filters show them. */
function focusOf(selection, types) {
  if (!selection) return null;
  if (selection.edge) {
    const { edge } = selection;
    return { nodes: new Set([edge.source, edge.target]), edges: [edge] };
  }
  const { node } = selection;
  const edges = node.links.filter((edge) => types.has(otherEnd(edge, node).type));
  return { nodes: new Set([node, ...edges.map((edge) => otherEnd(edge, node))]), edges };
}
