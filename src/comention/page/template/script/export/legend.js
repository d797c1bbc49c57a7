/* What stands above and below a picture that is saved: title, counts, a legend and the source. */

import { capital, groupBy } from "../base/dom.js";
import { CHANGES, COLOURED_COMMUNITIES, TYPES, changeClass, communityClass } from "../data/graph.js";
import { paintNodes } from "../stage/paint.js";

export const HEAD = 104;
const [ROW, MARK, GAP] = [26, 24, 22];
const HINT = "Larger: named more often. Thicker: named together more often.";

/** Lines of the legend for a width: each item has a shape, a colour and words. */
function legendRows(ctx, items, width) {
  const rows = [];
  let left = Infinity;
  for (const item of items) {
    const wide = MARK + ctx.measureText(item.words).width + GAP;
    if (left + wide - GAP > width) {
      rows.push([]);
      left = 0;
    }
    rows.at(-1).push({ ...item, left });
    left += wide;
  }
  return rows;
}

/** The types that occur, and what the colours mean if they do not mean types. */
function legendItems({ all, edges, colour }, palette) {
  const types = Object.keys(TYPES).filter((type) => all.some((node) => node.type === type));
  const ofTypes = types.map((type) => {
    return {
      type,
      fill: colour === "type" ? palette[type] : palette["c-rest"],
      words: capital(TYPES[type].many),
    };
  });
  const disc = (fill, words) => ({ type: "PERSON", fill, words });
  if (colour === "community") {
    const groups = groupBy(
      all.filter(({ community, links }) => links.length && community < COLOURED_COMMUNITIES),
      (node) => node.community,
    );
    const named = [...groups].sort(([a], [b]) => a - b).map(([, [first]]) => first);
    return [...ofTypes, ...named.map((node) => disc(palette[communityClass(node)], `Around ${node.label}`))];
  }
  if (colour === "change") {
    const found = Object.keys(CHANGES).filter((change) =>
      [...all, ...edges].some((one) => one.change === change),
    );
    return [...ofTypes, ...found.map((change) => disc(palette[changeClass({ change })], CHANGES[change]))];
  }
  return ofTypes;
}

/** What there is to say below a picture of this width, and how much room it takes. */
export function createLegend(ctx, scene, palette, width) {
  ctx.font = `400 16px ${palette.family}`;
  const rows = legendRows(ctx, legendItems(scene, palette), width);
  return { rows, height: rows.length * ROW + 2 * 22 + 44 };
}

/** Paints title, counts, legend and source around a picture; `left` is the margin at both sides. */
export function paintLegend(ctx, { rows, height }, about, palette, size, left) {
  const write = (words, x, y, style, colour) => {
    ctx.font = `${style} ${palette.family}`;
    ctx.fillStyle = palette[colour];
    ctx.fillText(words, x, y);
  };
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.font = `600 34px ${palette.family}`;
  const wide = ctx.measureText(about.title).width;
  const letters = Math.min(34, (34 * (size.width - 2 * left)) / Math.max(1, wide));
  write(about.title, left, 56, `600 ${Math.round(letters)}px`, "text");
  write(about.summary, left, 84, "400 16px", "muted");
  let y = size.height - height + 34;
  for (const row of rows) {
    for (const item of row) {
      const screen = { x: left + item.left + 8, y: y - 6, radius: 8 };
      paintNodes(ctx, [{ type: item.type, screen }], () => item.fill, palette.canvas);
      write(item.words, left + item.left + MARK, y, "400 16px", "text");
    }
    y += ROW;
  }
  write(HINT, left, y, "400 14px", "muted");
  write(about.source, left, y + 22, "400 14px", "muted");
}
