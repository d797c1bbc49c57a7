/* Places labels so that they overlap neither each other nor the entities; the most mentioned names come first. */

import { apart, boxAround, createBoxes, inside } from "./boxes.js";

const LABEL_LENGTH = 30;
/** Text, font and width of an entity's label; the larger its shape, the larger the letters. */
export function createLettering(family) {
  const widths = new Map();
  const lettering = (ctx, node, loud) => {
    const pixels = Math.round(Math.min(16, Math.max(loud ? 14 : 11, 8.5 + node.screen.radius * 0.3)));
    const font = `${pixels > 13 ? 600 : 400} ${pixels}px ${family}`;
    const text =
      node.label.length > LABEL_LENGTH ? `${node.label.slice(0, LABEL_LENGTH - 1).trimEnd()}…` : node.label;
    const key = `${pixels} ${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return { text, font, pixels, width: widths.get(key) };
  };
  return Object.assign(lettering, { family });
}

/** Possible places of a label beside a shape, the best first, as offsets between their centres. */
function* placesAround(radius, width, height) {
  const [under, beside] = [radius + 3 + height / 2, radius + 5 + width / 2];
  yield* [
    [0, under],
    [0, -under],
    [beside, 0],
    [-beside, 0],
  ];
  const slant = 0.7 * radius + 2;
  const [across, down] = [slant + width / 2, slant + height / 2];
  yield* [
    [across, down],
    [-across, down],
    [across, -down],
    [-across, -down],
  ];
}

/** The boxes of the shapes of entities. */
export function boxesOf(nodes) {
  const boxes = createBoxes();
  for (const { screen } of nodes)
    boxes.add(boxAround(screen.x, screen.y, 2 * screen.radius, 2 * screen.radius));
  return boxes;
}

/**
 * Labels for `nodes`, as offsets from the centres of their entities; the first nodes get the best places, and those in
 * `loud` get one in any case. Labels of the first `leaders` may cover the shapes of less mentioned entities, but no label
 * covers another or one of the boxes `taken`. No label sticks out of `view`.
 */
export function placeLabels(ctx, lettering, nodes, shapes, { leaders, loud, view, taken }) {
  const ahead = new Set(nodes.slice(0, leaders));
  const larger = createBoxes();
  const labels = [];
  for (const node of nodes) {
    const called = loud.has(node);
    const { text, font, pixels, width } = lettering(ctx, node, called);
    const { x, y, radius } = node.screen;
    const visible = inside(view, boxAround(x, y, 0, 0));
    const places = [...placesAround(radius, width, pixels)].map(([dx, dy]) => {
      const box = boxAround(x + dx, y + dy, width + 4, pixels + 2);
      return visible && called ? within(view, { dx, dy, box }) : { dx, dy, box };
    });
    const whole = ({ box }) => (visible ? inside(view, box) : apart(view, box));
    const free = places.filter((place) => !taken.covered(place.box) && whole(place));
    let place = free.find(({ box }) => !shapes.covered(box));
    if (!place && ahead.has(node))
      place = least(
        free.filter(({ box }) => !larger.covered(box)),
        shapes,
      );
    if (!place && called) place = least(free, larger) ?? least(places.filter(whole), taken) ?? places[0];
    if (ahead.has(node)) larger.add(boxAround(x, y, 2 * radius, 2 * radius));
    if (!place) continue;
    taken.add(place.box);
    labels.push({ node, text, font, dx: place.dx, dy: place.dy });
  }
  return labels;
}

/** That of the places which covers the fewest boxes. */
function least(places, boxes) {
  const [best] = places
    .map((place) => ({ place, cost: boxes.covered(place.box) }))
    .sort((a, b) => a.cost - b.cost);
  return best?.place;
}

/** A place, shifted so that it does not stick out of the view. */
function within(view, { dx, dy, box }) {
  const shift = (axis) => Math.max(0, view[axis] - box[axis]) - Math.max(0, box[axis + 2] - view[axis + 2]);
  const [across, down] = [shift(0), shift(1)];
  const shifted = [box[0] + across, box[1] + down, box[2] + across, box[3] + down];
  return { dx: dx + across, dy: dy + down, box: shifted };
}
