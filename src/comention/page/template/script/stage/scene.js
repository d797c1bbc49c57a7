/* One picture of the network, on the stage or in a file: what is in it, where it is, and how it is painted. */

import { groupBy } from "../base/dom.js";
import { CHANGES, COLOURED_COMMUNITIES, changeClass, communityClass, otherEnd } from "../data/graph.js";
import { createBoxes } from "./boxes.js";
import { crampedIn, groupsOf, placeGroups } from "./groups.js";
import { boxesOf, placeLabels, placeOnLink } from "./labels.js";
import {
  arrowBetween,
  blend,
  headOf,
  paintArrow,
  paintLabels,
  paintLinks,
  paintNodes,
  paintRegions,
  paintRings,
} from "./paint.js";

/** This many of the most mentioned names get a label even if it covers a smaller shape. */
const LEADERS = 30;
/** Shapes with a smaller radius get no label until the reader zooms in. */
const SMALLEST_NAMED = 3.6;
/** In a picture of so few names, all can have labels, and communities need none. */
const FEW_NAMES = 60;
/** Shapes are at most this much larger than in the layout, */
const LARGEST_SWELLING = 2.6;
/** do not swell where the picture has this scale, */
const LARGE_ENOUGH = 0.7;
/** and keep this distance when they swell, in sums of their radii. */
const ELBOW_ROOM = 1.45;

/**
 * What is painted: entities and links, the `focus` that is highlighted, the `pinned` entities and those with `pending`
 * corrections, and whether communities are `shaded`; with what follows from that and does not depend on the camera.
 */
export function createScene({ nodes, edges, focus, colour, pinned, pending, shaded }) {
  const linked = shaded ? nodes.filter((node) => node.links.length) : [];
  const communities = groupBy(linked, (node) => node.community);
  const several = communities.size > 1 ? communities : new Map();
  return {
    ...{ nodes, edges, focus, colour, pinned, pending },
    swelling: swellingOf(nodes),
    groups: nodes.length > FEW_NAMES ? groupsOf(several) : [],
    all: focus ? [...new Set([...nodes, ...focus.nodes])] : nodes,
    outer: edges.filter(({ source, target }) => source.community !== target.community),
    inner: edges.filter(({ source, target }) => source.community === target.community),
    communities: several,
    strongest: Math.max(1, ...[...edges.slice(0, 1), ...(focus?.edges ?? [])].map((edge) => edge.now.weight)),
  };
}

/**
 * How much larger than in the layout shapes can be, because many that have a place there are not shown: until one in ten
 * would come too near to its nearest neighbour.
 */
function swellingOf(nodes) {
  if (nodes.length < 2) return 1;
  const cell = Math.max(1, Math.sqrt(areaOf(nodes) / nodes.length));
  const place = (value) => Math.floor(value / cell);
  const cells = groupBy(nodes, ({ x, y }) => `${place(x)} ${place(y)}`);
  const room = nodes.map((node) => {
    let nearest = LARGEST_SWELLING;
    for (let column = -1; column <= 1; column++)
      for (let row = -1; row <= 1; row++)
        for (const other of cells.get(`${place(node.x) + column} ${place(node.y) + row}`) ?? [])
          if (other !== node)
            nearest = Math.min(
              nearest,
              Math.hypot(node.x - other.x, node.y - other.y) / (node.size + other.size),
            );
    return nearest;
  });
  return Math.max(1, room.sort((a, b) => a - b)[Math.floor(room.length / 10)] / ELBOW_ROOM);
}

function areaOf(nodes) {
  const { left, top, right, bottom } = boundsOf(nodes);
  return (right - left) * (bottom - top);
}

/**
 * Works out where everything is on screen. `whole` is the scale at which the whole network is visible; beyond that,
 * shapes grow more slowly than the distances between them.
 */
export function project({ all, swelling }, { scale, x, y, whole }) {
  const swollen = Math.max(1, Math.min(swelling, LARGE_ENOUGH / whole));
  const growth = scale * swollen * Math.min(1, (whole / scale) ** 0.55);
  for (const node of all) {
    node.screen.x = node.x * scale + x;
    node.screen.y = node.y * scale + y;
    node.screen.radius = Math.max(1.5, node.size * growth);
  }
}

/**
 * Labels for a projected scene of this width and height, inside `free`, a box: of entities (`names`), and of communities
 * that are too small on screen for labels of all their names (`groups`), and of the relation of a link that is selected
 * (`said`).
 */
export function labelsFor(ctx, lettering, scene, { width, height, free, scale }) {
  const { nodes, focus, pinned, all } = scene;
  const margin = 0.3 * Math.max(width, height);
  const near = ({ screen: { x, y } }) =>
    x > -margin && y > -margin && x < width + margin && y < height + margin;
  const centre = focus ? [...focus.centre, ...(focus.path ? focus.nodes : [])] : [];
  const first = new Set([...centre, ...pinned].filter(near));
  const speakers = focus ? nearestFirst(focus) : nodes;
  const shapes = boxesOf((focus ? speakers : all).filter(near));
  const taken = createBoxes();
  const look = { loud: first, view: free, taken };
  const arrow = arrowOf(focus);
  if (arrow) taken.add(headOf(arrow));
  const said = arrow
    ? [placeOnLink(ctx, lettering.family, focus.relation, { view: free, taken, shapes })]
    : [];
  const loud = placeLabels(ctx, lettering, [...first], shapes, { ...look, leaders: first.size });
  const groups = focus
    ? []
    : placeGroups(ctx, lettering.family, scene.groups, { scale, view: free, taken, shapes });
  const cramped = focus ? new Set() : crampedIn(scene.groups, scale, nodes);
  const few = focus || nodes.length <= FEW_NAMES;
  const named = ({ screen }) => few || screen.radius >= SMALLEST_NAMED;
  const others = speakers.filter(
    (node) => near(node) && !first.has(node) && named(node) && !cramped.has(node),
  );
  const quiet = placeLabels(ctx, lettering, others, shapes, { ...look, leaders: focus ? 12 : LEADERS });
  return { names: [...loud, ...quiet], groups, said };
}

/** The links of an entity in a scene, and their ends. */
export function around({ edges, focus }, node) {
  const near = new Set(
    [...edges, ...(focus?.edges ?? [])].filter((edge) => edge.source === node || edge.target === node),
  );
  return { edges: [...near], nodes: new Set([node, ...[...near].map((edge) => otherEnd(edge, node))]) };
}

/** What a selection highlights, the middle first, then the ends of its strongest links. */
export function nearestFirst({ nodes, edges, centre }) {
  const found = new Set(centre);
  for (const { source, target } of [...edges].sort((a, b) => b.now.weight - a.now.weight || a.id - b.id))
    found.add(source).add(target);
  return [...found, ...[...nodes].filter((node) => !found.has(node))];
}

/** Paints a projected scene with its labels; `hovered` is the entity or link under the pointer. */
export function paintScene(ctx, scene, { scale, palette, labels, hovered = null }) {
  const { nodes, edges, focus, strongest, colour } = scene;
  const classOf = { type: (node) => node.type, community: communityClass, change: changeClass }[colour];
  const entityColour = (node) => palette[classOf(node)];
  const regionColour = (community) =>
    colour === "community" && community < COLOURED_COMMUNITIES
      ? blend(palette[`c${community}`], palette.canvas, 0.13)
      : palette.region;
  paintRegions(ctx, scene.communities, regionColour, Math.min(26, Math.max(5, 12 * scale)));
  const few = Math.min(1, 12 / Math.sqrt(edges.length + 1));
  const lit = hovered?.node && !focus ? hovered : null;
  const opacity = focus || lit ? 0.2 : 0.6 + 0.3 * few;
  const quiet = { colour: palette.link, opacity, width: 1 + 0.5 * few };
  // links between communities are long and cross many others, so they are fainter
  paintLinks(ctx, scene.outer, strongest, { ...quiet, opacity: 0.75 * quiet.opacity });
  paintLinks(ctx, scene.inner, strongest, quiet);
  if (colour === "change") {
    for (const change of Object.keys(CHANGES)) {
      const changed = edges.filter((edge) => edge.change === change);
      const look = { colour: palette[changeClass({ change })], opacity: focus ? 0.3 : 0.9, width: 1.8 };
      paintLinks(ctx, changed, strongest, look);
    }
  }
  if (focus) {
    paintFaintly(ctx, 0.16, () =>
      paintNodes(
        ctx,
        nodes.filter((node) => !focus.nodes.has(node)),
        entityColour,
        palette.canvas,
      ),
    );
    const marked = focus.path || focus.edges.length === 1;
    const loud = {
      colour: palette[marked ? "accent" : "link-strong"],
      opacity: 0.9,
      width: marked ? 2.2 : 1.6,
    };
    const arrow = arrowOf(focus);
    paintLinks(ctx, arrow ? focus.edges.map(upTo(arrow, focus.relation)) : focus.edges, strongest, loud);
    if (arrow) paintArrow(ctx, arrow, loud.colour);
    paintNodes(ctx, [...focus.nodes], entityColour, palette.canvas);
    paintRings(ctx, focus.centre, palette.accent);
  } else if (lit) {
    paintFaintly(ctx, 0.3, () =>
      paintNodes(
        ctx,
        nodes.filter((node) => !lit.nodes.has(node)),
        entityColour,
        palette.canvas,
      ),
    );
  } else {
    paintNodes(ctx, nodes, entityColour, palette.canvas);
  }
  if (hovered?.node) {
    paintLinks(ctx, hovered.edges, strongest, { colour: palette["link-strong"], opacity: 0.9, width: 1.6 });
    paintNodes(ctx, [...hovered.nodes], entityColour, palette.canvas);
  }
  const shown = (node) => !focus || focus.nodes.has(node);
  paintRings(ctx, [...scene.pinned].filter(shown), palette.text, { gap: 2.5 });
  paintRings(ctx, [...scene.pending].filter(shown), palette.text, { gap: 5, dash: [4, 3] });
  if (hovered?.edge) {
    paintLinks(ctx, [hovered.edge], strongest, { colour: palette.accent, opacity: 1, width: 2 });
    paintNodes(ctx, [hovered.edge.source, hovered.edge.target], entityColour, palette.canvas);
  }
  if (hovered?.node) paintRings(ctx, [hovered.node], palette.accent);
  const told = labels.names.filter(({ node }) => !lit || lit.nodes.has(node));
  paintFaintly(ctx, lit ? 0.35 : 1, () => {
    paintLabels(ctx, labels.groups, palette.muted, palette.canvas);
    if (lit)
      paintLabels(
        ctx,
        labels.names.filter(({ node }) => !lit.nodes.has(node)),
        palette.text,
        palette.canvas,
      );
  });
  paintLabels(ctx, told, palette.text, palette.canvas);
  paintLabels(ctx, labels.said, palette.accent, palette.canvas);
}

/** The arrow of a selected link that has a relation. */
const arrowOf = (focus) =>
  focus?.relation ? arrowBetween(focus.relation.source.screen, focus.relation.target.screen) : null;

/** A link as it is painted if it ends at the head of an arrow. */
const upTo =
  ({ base }, { source }) =>
  ({ now }) => ({ now, source, target: { screen: base } });

function paintFaintly(ctx, opacity, draw) {
  ctx.globalAlpha = opacity;
  draw();
  ctx.globalAlpha = 1;
}

/** The smallest box around these entities, in units of the layout. */
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

/** The scale at which a box fits into a width and a height, at most `closest`. */
export const fitting = (box, width, height, closest) =>
  Math.min(
    closest,
    Math.max(60, width) / Math.max(1, box.right - box.left),
    Math.max(60, height) / Math.max(1, box.bottom - box.top),
  );
