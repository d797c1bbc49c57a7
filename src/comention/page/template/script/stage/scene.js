/* One picture: a scene and a camera in, everything painted out, on the stage or into a file. */

import { groupBy } from "../base/dom.js";
import { CHANGES, COLOURED_COMMUNITIES, changeClass, communityClass } from "../data/graph.js";
import { placeLabels } from "./labels.js";
import { blend, paintLabels, paintLinks, paintNodes, paintRegions, paintRings } from "./paint.js";

/** So many of the most mentioned get a label even if it covers a lesser shape. */
const LEADERS = 30;
/** Shapes with a smaller radius stay nameless until the reader comes nearer. */
const SMALLEST_NAMED = 3.6;

/**
 * What is to be painted: entities and links, the `focus` that is brought to the fore, who is `pinned`, whose corrections
 * are `pending`, and whether communities have `grounds`; with what follows from that and does not change while the camera moves.
 */
export function createScene({ nodes, edges, focus, colour, pinned, pending, grounds }) {
  const linked = grounds ? nodes.filter((node) => node.links.length) : [];
  const communities = groupBy(linked, (node) => node.community);
  return {
    ...{ nodes, edges, focus, colour, pinned, pending },
    all: focus ? [...new Set([...nodes, ...focus.nodes])] : nodes,
    outer: edges.filter(({ source, target }) => source.community !== target.community),
    inner: edges.filter(({ source, target }) => source.community === target.community),
    communities: communities.size > 1 ? communities : new Map(),
    strongest: Math.max(1, ...[...edges.slice(0, 1), ...(focus?.edges ?? [])].map((edge) => edge.now.weight)),
  };
}

/**
 * Sets where everything is on screen. `whole` is the scale at which all of the picture can be seen; nearer than that,
 * shapes grow slower than the distances between them.
 */
export function project({ all }, { scale, x, y, whole }) {
  const growth = scale * Math.min(1, (whole / scale) ** 0.55);
  for (const node of all) {
    node.screen.x = node.x * scale + x;
    node.screen.y = node.y * scale + y;
    node.screen.radius = Math.max(1.5, node.size * growth);
  }
}

/** Labels for a projected scene, in which what lies outside of `size` counts little and `free` bounds those inside. */
export function labelsFor(ctx, lettering, { nodes, focus, pinned, all }, { width, height, free }) {
  const margin = 0.3 * Math.max(width, height);
  const near = ({ screen: { x, y } }) =>
    x > -margin && y > -margin && x < width + margin && y < height + margin;
  const centre = focus ? [...focus.centre, ...(focus.path ? focus.nodes : [])] : [];
  const first = [...new Set([...centre, ...pinned])];
  const speakers = focus ? [...focus.nodes].sort((a, b) => a.id - b.id) : nodes;
  const large = ({ screen }) => focus || screen.radius >= SMALLEST_NAMED;
  const others = speakers.filter((node) => !first.includes(node) && large(node));
  const chosen = [...first, ...others].filter(near);
  const leaders = first.length + (focus ? 12 : LEADERS);
  return placeLabels(ctx, lettering, chosen, (focus ? speakers : all).filter(near), {
    leaders,
    loud: first,
    view: free,
  });
}

/** Paints a projected scene with its labels; `hovered` is the entity or link under the pointer. */
export function paintScene(ctx, scene, { scale, palette, labels, hovered = null }) {
  const { nodes, edges, focus, strongest, colour } = scene;
  const told = { type: (node) => node.type, community: communityClass, change: changeClass }[colour];
  const entityColour = (node) => palette[told(node)];
  const regionColour = (community) =>
    colour === "community" && community < COLOURED_COMMUNITIES
      ? blend(palette[`c${community}`], palette.canvas, 0.13)
      : palette.region;
  paintRegions(ctx, scene.communities, regionColour, Math.min(26, Math.max(5, 12 * scale)));
  const few = Math.min(1, 12 / Math.sqrt(edges.length + 1));
  const quiet = { colour: palette.link, opacity: focus ? 0.2 : 0.3 + 0.5 * few, width: 0.8 + 0.7 * few };
  // links between communities are long and cross much; they stand back a little
  paintLinks(ctx, scene.outer, strongest, { ...quiet, opacity: 0.6 * quiet.opacity });
  paintLinks(ctx, scene.inner, strongest, quiet);
  if (colour === "change") {
    for (const change of Object.keys(CHANGES)) {
      const changed = edges.filter((edge) => edge.change === change);
      const look = { colour: palette[changeClass({ change })], opacity: focus ? 0.3 : 0.9, width: 1.8 };
      paintLinks(ctx, changed, strongest, look);
    }
  }
  if (focus) {
    const others = nodes.filter((node) => !focus.nodes.has(node));
    ctx.globalAlpha = 0.16;
    paintNodes(ctx, others, entityColour, palette.canvas);
    ctx.globalAlpha = 1;
    const marked = focus.path || focus.edges.length === 1;
    const loud = {
      colour: palette[marked ? "accent" : "link-strong"],
      opacity: 0.9,
      width: marked ? 2.2 : 1.6,
    };
    paintLinks(ctx, focus.edges, strongest, loud);
    paintNodes(ctx, [...focus.nodes], entityColour, palette.canvas);
    paintRings(ctx, focus.centre, palette.accent);
  } else {
    paintNodes(ctx, nodes, entityColour, palette.canvas);
  }
  const shown = (node) => !focus || focus.nodes.has(node);
  paintRings(ctx, [...scene.pinned].filter(shown), palette.text, { gap: 2.5 });
  paintRings(ctx, [...scene.pending].filter(shown), palette.text, { gap: 5, dash: [4, 3] });
  if (hovered?.edge) {
    paintLinks(ctx, [hovered.edge], strongest, { colour: palette.accent, opacity: 1, width: 2 });
    paintNodes(ctx, [hovered.edge.source, hovered.edge.target], entityColour, palette.canvas);
  }
  if (hovered?.node) paintRings(ctx, [hovered.node], palette.accent);
  paintLabels(ctx, labels, palette);
}

/** The smallest box around all these entities, in the layout's own units. */
export function boundsOf(nodes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, size } of nodes) {
    box.left = Math.min(box.left, x - size);
    box.top = Math.min(box.top, y - size);
    box.right = Math.max(box.right, x + size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  return box;
}

/** The scale at which a box fits into a width and a height, and no larger than `closest`. */
export const fitting = (box, width, height, closest) =>
  Math.min(
    closest,
    Math.max(60, width) / Math.max(1, box.right - box.left),
    Math.max(60, height) / Math.max(1, box.bottom - box.top),
  );
