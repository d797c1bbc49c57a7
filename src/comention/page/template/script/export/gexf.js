/* What is shown, as GEXF 1.3 (https://gexf.net), in which Gephi shows the picture: places, sizes, shapes, colours. */

import contract from "../../../../contract.json" with { type: "json" };
import { changeClass, communityClass, TYPES } from "../data/graph.js";
import { columnsOf, fileEnds, fileId } from "./columns.js";
import { xml } from "./xml.js";

/** What has an attribute of its own in GEXF is no column. */
const NATIVE = { node: ["label"], edge: ["weight"] };
/** What the chosen colours mean; the values are names of colours in contract.json. */
const COLOURS = { type: ({ type }) => type, community: communityClass, change: changeClass };

/** GEXF with the columns of GraphML, in the light colours that the page shows; `about` describes what it is. */
export function gexf(graph, state, { nodes, edges }, about) {
  const all = columnsOf(graph, state);
  const columns = Object.fromEntries(
    Object.entries(NATIVE).map(([kind, own]) => [kind, all[kind].filter(({ name }) => !own.includes(name))]),
  );
  const [x, y] = ["x", "y"].map((name) => all.node.find((column) => column.name === name).value);
  const declared = Object.entries(columns).flatMap(([kind, listed]) => [
    `<attributes class="${kind}" mode="static">`,
    ...listed.map(({ name, type }, id) => `<attribute id="${id}" title="${xml(name)}" type="${type}"/>`),
    "</attributes>",
  ]);
  const values = (kind, one) => {
    const known = columns[kind]
      .map(({ value }, id) => [id, value(one)])
      .filter(([, value]) => value != null)
      .map(([id, value]) => `<attvalue for="${id}" value="${xml(value)}"/>`);
    return `<attvalues>${known.join("")}</attvalues>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    "<meta>",
    `<creator>${xml(`comention ${graph.facts.comention}`.trim())}</creator>`,
    "<keywords>named entities, co-mentions, network</keywords>",
    `<description>${xml(about)}</description>`,
    "</meta>",
    '<graph defaultedgetype="undirected" mode="static">',
    ...declared,
    "<nodes>",
    ...nodes.map(
      (node) =>
        `<node id="${xml(fileId(node))}" label="${xml(node.label)}">${values("node", node)}` +
        `${colour(COLOURS[state.colour](node))}<viz:position x="${x(node)}" y="${y(node)}"/>` +
        `<viz:size value="${node.size}"/><viz:shape value="${TYPES[node.type].shape}"/></node>`,
    ),
    "</nodes>",
    "<edges>",
    ...edges.map((edge) => {
      const { id, source, target } = fileEnds(edge);
      const ends = `id="${xml(id)}" source="${xml(source)}" target="${xml(target)}"`;
      return `<edge ${ends} weight="${edge.now.weight}">${values("edge", edge)}</edge>`;
    }),
    "</edges>",
    "</graph>",
    "</gexf>",
    "",
  ].join("\n");
}

/** A colour of contract.json, #rrggbb, as red, green and blue. */
function colour(name) {
  const digits = contract.colours.light[name].slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  return `<viz:color r="${r}" g="${g}" b="${b}"/>`;
}
