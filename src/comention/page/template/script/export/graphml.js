/* What is shown, as GraphML with the same ids, attributes and types as in the file that comention writes. */

import { columnsOf, fileEnds, fileId } from "./columns.js";
import { xml } from "./xml.js";

/** GraphML for Gephi and other programs. */
export function graphml(graph, state, { nodes, edges }, title) {
  const columns = {
    graph: [{ name: "title", type: "string", value: () => title }],
    ...columnsOf(graph, state),
  };
  const declared = Object.entries(columns).flatMap(([about, listed]) =>
    listed.map(
      ({ name, type }) =>
        `<key id="${about}-${name}" for="${about}" attr.name="${name}" attr.type="${type}"/>`,
    ),
  );
  const data = (about, one) =>
    columns[about]
      .map(({ name, value }) => [name, value(one)])
      .filter(([, value]) => value != null)
      .map(([name, value]) => `<data key="${about}-${name}">${xml(value)}</data>`)
      .join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declared,
    '<graph id="comention" edgedefault="undirected">',
    data("graph", graph),
    ...nodes.map((node) => `<node id="${xml(fileId(node))}">${data("node", node)}</node>`),
    ...edges.map((edge) => {
      const { id, source, target } = fileEnds(edge);
      return `<edge id="${xml(id)}" source="${xml(source)}" target="${xml(target)}">${data("edge", edge)}</edge>`;
    }),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}
