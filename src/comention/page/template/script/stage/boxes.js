/* Boxes around labels and shapes, as [left, top, right, bottom] in pixels, and which of them overlap. */

const CELL = 48;

/** Boxes on a grid, to find quickly how many of them a new one would cover. */
export function createBoxes() {
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
    remove(box) {
      for (const key of keys(box))
        cells.set(
          key,
          cells.get(key).filter((other) => other !== box),
        );
    },
    /** How many of the boxes another one would cover. */
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

export const boxAround = (x, y, width, height) => [
  x - width / 2,
  y - height / 2,
  x + width / 2,
  y + height / 2,
];

export const inside = (outer, inner) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

export const apart = (one, other) =>
  one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];
