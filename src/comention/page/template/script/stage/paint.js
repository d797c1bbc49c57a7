/* Paints entities, links and labels on a canvas, in as few strokes as possible. All sizes are in screen pixels. */

import contract from "../../../../contract.json" with { type: "json" };
import { groupBy } from "../base/dom.js";
import { TYPES } from "../data/graph.js";
import { boxAround } from "./boxes.js";

const STEPS = 6;
/** The length and width of the head of an arrow. */
const ARROW = 16;
/** Its tip is so far from the middle of a shape, as a multiple of the radius with a ring. */
const [RIM, RING] = [1.15, 5];

/** The colours of the current theme, by name, and the font family of the page. */
export function readPalette() {
  const { theme } = document.documentElement.dataset;
  return { ...contract.colours[theme ?? "light"], family: getComputedStyle(document.body).fontFamily };
}

/** Adds the shape of an entity to the current path; the three shapes have about the same area. */
function traceShape(ctx, type, x, y, radius) {
  const { shape } = TYPES[type];
  const reach = radius * contract.reach[shape];
  if (shape === "square") {
    ctx.rect(x - reach, y - reach, 2 * reach, 2 * reach);
  } else if (shape === "diamond") {
    ctx.moveTo(x, y - reach);
    ctx.lineTo(x + reach, y);
    ctx.lineTo(x, y + reach);
    ctx.lineTo(x - reach, y);
    ctx.closePath();
  } else {
    ctx.moveTo(x + reach, y);
    ctx.arc(x, y, reach, 0, 2 * Math.PI);
  }
}

/** Paints entities, all of one colour at once. */
export function paintNodes(ctx, nodes, fillOf, outline) {
  for (const [fill, members] of groupBy(nodes, fillOf)) {
    ctx.beginPath();
    for (const { type, screen } of members) traceShape(ctx, type, screen.x, screen.y, screen.radius);
    ctx.fillStyle = fill;
    ctx.strokeStyle = outline;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.fill();
  }
}

/** Paints links in a few steps of width and opacity, weak ones first. */
export function paintLinks(ctx, edges, strongest, { colour, opacity, width }) {
  const steps = Array.from({ length: STEPS }, () => []);
  for (const edge of edges) {
    const share = Math.sqrt(edge.now.weight / strongest);
    steps[Math.min(STEPS - 1, Math.floor(share * STEPS))].push(edge);
  }
  ctx.strokeStyle = colour;
  ctx.lineCap = "round";
  steps.forEach((members, step) => {
    if (!members.length) return;
    ctx.globalAlpha = opacity * (0.6 + (0.4 * step) / (STEPS - 1));
    ctx.lineWidth = width * (0.6 + (1.9 * step) / (STEPS - 1));
    ctx.beginPath();
    for (const { source, target } of members) {
      ctx.moveTo(source.screen.x, source.screen.y);
      ctx.lineTo(target.screen.x, target.screen.y);
    }
    ctx.stroke();
  });
  ctx.globalAlpha = 1;
}

/**
 * The arrow of a link that is read from one entity to another: its `tip` at the rim of the second, `base` behind it, and
 * its direction.
 */
export function arrowBetween(from, to) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(across, down) || 1;
  const [x, y] = [across / length, down / length];
  const reach = Math.max(length / 2, length - RIM * (to.radius + RING));
  const at = (distance) => ({ x: from.x + distance * x, y: from.y + distance * y });
  return { tip: at(reach), base: at(Math.max(0, reach - ARROW)), x, y };
}

/** The box around the head of an arrow. */
export const headOf = ({ tip, base }) => boxAround((tip.x + base.x) / 2, (tip.y + base.y) / 2, ARROW, ARROW);

/** Paints the head of an arrow. */
export function paintArrow(ctx, { tip, base, x, y }, colour) {
  const [across, down] = [(-y * ARROW) / 2, (x * ARROW) / 2];
  ctx.beginPath();
  ctx.moveTo(tip.x, tip.y);
  ctx.lineTo(base.x + across, base.y + down);
  ctx.lineTo(base.x - across, base.y - down);
  ctx.closePath();
  ctx.fillStyle = colour;
  ctx.fill();
}

/** Paints text with a rim in the colour of the canvas, so that links do not cross it. */
export function paintLabels(ctx, labels, text, canvas) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = canvas;
  ctx.fillStyle = text;
  for (const label of labels) {
    const x = label.node.screen.x + label.dx;
    const y = label.node.screen.y + label.dy;
    ctx.font = label.font;
    ctx.strokeText(label.text, x, y);
    ctx.fillText(label.text, x, y);
  }
}

/** The outline of a group of entities as seen on screen (Andrew's monotone chain). */
function hull(nodes) {
  const points = nodes.map(({ screen }) => screen).sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered) => {
    const line = [];
    for (const point of ordered) {
      while (line.length > 1) {
        const [a, b] = line.slice(-2);
        if ((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
        line.pop();
      }
      line.push(point);
    }
    return line.slice(0, -1);
  };
  return [...half(points), ...half(points.reverse())];
}

/** Paints a shaded area under each community. */
export function paintRegions(ctx, communities, colourOf, margin) {
  ctx.lineJoin = "round";
  for (const [community, members] of communities) {
    if (members.length < 3) continue;
    const [first, ...rest] = hull(members);
    const widest = Math.max(...members.map(({ screen }) => screen.radius));
    ctx.beginPath();
    ctx.moveTo(first.x, first.y);
    for (const point of rest) ctx.lineTo(point.x, point.y);
    ctx.closePath();
    ctx.fillStyle = ctx.strokeStyle = colourOf(community);
    ctx.lineWidth = 2 * (widest * 0.9 + margin);
    ctx.stroke();
    ctx.fill();
  }
}

/** Paints a ring around each of these entities, dashed if `dash` is given. */
export function paintRings(ctx, nodes, colour, { gap = 4, dash = [] } = {}) {
  ctx.beginPath();
  for (const { type, screen } of nodes) traceShape(ctx, type, screen.x, screen.y, screen.radius + gap);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** `share` of one colour on another, both as "#rrggbb". */
export function blend(colour, ground, share) {
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const base = channels(ground);
  return `rgb(${channels(colour).map((value, index) => Math.round(share * value + (1 - share) * base[index]))})`;
}
