/* Places labels so that they overlap neither each other nor the entities; the most mentioned names come first. */

import { arrowLabel } from "../data/said.js";
import { apart, boxAround, createBoxes, inside } from "./boxes.js";

const LABEL_LENGTH = 30;
/** Of a label beside a link: its length, the height of the letters, and their distance from the link. */
const [LINK_LABEL_LENGTH, ON_LINK, BESIDE] = [40, 13, 5];
/** Where on a link, as shares of its length, a label can be, the best first. */
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66];

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** Text, font and width of an entity's label; the larger its shape, the larger the letters. */
export function createLettering(family) {
  const widths = new Map();
  const lettering = (ctx, node, loud) => {
    const pixels = Math.round(Math.min(16, Math.max(loud ? 14 : 11, 8.5 + node.screen.radius * 0.3)));
    const font = `${pixels > 13 ? 600 : 400} ${pixels}px ${family}`;
    const text = shortened(node.label, LABEL_LENGTH);
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

/**
 * The label of a relation beside its link, near the middle, inside `view` if that is possible, and where it covers the
 * fewest shapes. Other labels keep away from it.
 */
export function placeOnLink(ctx, family, relation, { view, taken, shapes }) {
  const text = shortened(arrowLabel(relation), LINK_LABEL_LENGTH);
  const font = `600 ${ON_LINK}px ${family}`;
  ctx.font = font;
  const width = ctx.measureText(text).width;
  const { source: node, target } = relation;
  const [across, down] = [target.screen.x - node.screen.x, target.screen.y - node.screen.y];
  const length = Math.hypot(across, down) || 1;
  const [x, y] = [-down / length, across / length];
  const aside = (Math.abs(x) * width + Math.abs(y) * ON_LINK) / 2 + BESIDE;
  const places = ALONG.flatMap((share) =>
    [-1, 1].map((side) => {
      const [dx, dy] = [share * across + side * aside * x, share * down + side * aside * y];
      const box = boxAround(node.screen.x + dx, node.screen.y + dy, width + 4, ON_LINK + 2);
      return { dx, dy, box };
    }),
  );
  const visible = places.filter(({ box }) => inside(view, box));
  const { dx, dy, box } = least(visible.length ? visible : places, shapes);
  taken.add(box);
  return { node, text, font, dx, dy };
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
