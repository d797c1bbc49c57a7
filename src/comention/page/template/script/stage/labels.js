/* Places labels so that they overlap neither each other nor the entities; the most mentioned names come first. */

const LABEL_LENGTH = 30;
const CELL = 48;

/** Boxes on a grid, to find quickly how many of them a new one would cover. */
function createBoxes() {
  const cells = new Map();
  function* keys([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++)
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++)
        yield column * 65536 + row;
  }
  return {
    add(box) {
      for (const key of keys(box)) {
        if (cells.has(key)) cells.get(key).push(box);
        else cells.set(key, [box]);
      }
    },
    covered(box) {
      const [left, top, right, bottom] = box;
      const found = new Set();
      for (const key of keys(box))
        for (const other of cells.get(key) ?? [])
          if (other[0] < right && other[2] > left && other[1] < bottom && other[3] > top) found.add(other);
      return found.size;
    },
  };
}

/** Text, font and width of an entity's label; the larger its shape, the larger the letters. */
export function createLettering(family) {
  const widths = new Map();
  return (ctx, node, loud) => {
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

const boxAround = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

/**
 * Labels for `nodes`, as offsets from the centres of their entities; the first nodes get the best places. Labels of the
 * first `leaders` may cover the shapes of less mentioned entities, but no label covers another. The label of an entity
 * inside `view` stays inside it.
 */
export function placeLabels(ctx, lettering, nodes, obstacles, { leaders, loud, view }) {
  const [shapes, larger, taken] = [createBoxes(), createBoxes(), createBoxes()];
  const ahead = new Set(nodes.slice(0, leaders));
  for (const node of obstacles) {
    const box = boxAround(node.screen.x, node.screen.y, 2 * node.screen.radius, 2 * node.screen.radius);
    shapes.add(box);
    if (ahead.has(node)) larger.add(box);
  }
  const labels = [];
  for (const node of nodes) {
    const { text, font, pixels, width } = lettering(ctx, node, loud.includes(node));
    const { x, y, radius } = node.screen;
    const inside = within(view, boxAround(x, y, 0, 0));
    const places = [...placesAround(radius, width, pixels)].map(([dx, dy]) => ({
      dx,
      dy,
      box: boxAround(x + dx, y + dy, width + 4, pixels + 2),
    }));
    const free = places.filter(({ box }) => !taken.covered(box) && (!inside || within(view, box)));
    let place = free.find(({ box }) => !shapes.covered(box));
    if (!place && ahead.has(node)) {
      const [least] = free
        .filter(({ box }) => !larger.covered(box))
        .map((candidate) => ({ candidate, cost: shapes.covered(candidate.box) }))
        .sort((a, b) => a.cost - b.cost);
      place = least?.candidate;
    }
    if (!place) continue;
    taken.add(place.box);
    labels.push({ node, text, font, dx: place.dx, dy: place.dy });
  }
  return labels;
}

const within = (outer, inner) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
