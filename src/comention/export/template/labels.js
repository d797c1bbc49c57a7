/* Labels that overlap neither each other nor the entities: the most mentioned choose their place first. */

const LABEL_LENGTH = 30;
const CELL = 48;

/** Boxes on a grid, to ask quickly whether a new one would hit any of them. */
function createBoxes() {
  const cells = new Map();
  function* keys([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++)
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) yield column * 65536 + row;
  }
  return {
    add(box) {
      for (const key of keys(box)) {
        if (cells.has(key)) cells.get(key).push(box);
        else cells.set(key, [box]);
      }
    },
    hit(box) {
      const [left, top, right, bottom] = box;
      for (const key of keys(box))
        for (const other of cells.get(key) ?? [])
          if (other[0] < right && other[2] > left && other[1] < bottom && other[3] > top) return true;
      return false;
    },
  };
}

/** Text, font and width of an entity's label; the larger its shape, the larger the letters. */
function createLettering(family) {
  const widths = new Map();
  return (ctx, node) => {
    const pixels = Math.round(Math.min(16, Math.max(11, 8.5 + node.screen.radius * 0.3)));
    const font = `${pixels > 13 ? 600 : 400} ${pixels}px ${family}`;
    const text = node.label.length > LABEL_LENGTH ? `${node.label.slice(0, LABEL_LENGTH - 1).trimEnd()}…` : node.label;
    const key = `${pixels} ${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return { text, font, pixels, width: widths.get(key) };
  };
}

/**
 * Labels for `nodes` (those who choose first come first), as offsets from the centre of their entity.
 * `obstacles` are the entities that no label may cover; `inView` says which are worth a label.
 */
function placeLabels(ctx, lettering, nodes, obstacles, inView) {
  const boxes = createBoxes();
  for (const { screen } of obstacles) {
    const reach = screen.radius + 1;
    boxes.add([screen.x - reach, screen.y - reach, screen.x + reach, screen.y + reach]);
  }
  const labels = [];
  for (const node of nodes) {
    if (!inView(node)) continue;
    const { text, font, pixels, width } = lettering(ctx, node);
    const { x, y, radius } = node.screen;
    const beside = radius + 5 + width / 2;
    const under = radius + 4 + pixels / 2;
    for (const [dx, dy] of [[0, under], [0, -under], [beside, 0], [-beside, 0]]) {
      const box = [x + dx - width / 2 - 2, y + dy - pixels / 2 - 1, x + dx + width / 2 + 2, y + dy + pixels / 2 + 1];
      if (boxes.hit(box)) continue;
      boxes.add(box);
      labels.push({ node, text, font, dx, dy });
      break;
    }
  }
  return labels;
}
