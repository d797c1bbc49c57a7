/* Everything that is shown, as a PNG or SVG picture. */

import { createLettering } from "../stage/labels.js";
import { readPalette } from "../stage/paint.js";
import { boundsOf, fitting, labelsFor, paintScene, project } from "../stage/scene.js";
import { createSvgContext } from "./svg.js";

const SIZE = { width: 1600, height: 1200 };
const MARGIN = 70;
const SHARPNESS = 2; // pixels of the PNG per unit

/** Paints a scene so that it fits into a picture of this size, and returns the colours. */
function compose(ctx, measure, scene, size) {
  const palette = readPalette();
  const box = boundsOf(scene.all);
  const scale = fitting(box, size.width - 2 * MARGIN, size.height - 2 * MARGIN, 1.6);
  const x = size.width / 2 - (scale * (box.left + box.right)) / 2;
  const y = size.height / 2 - (scale * (box.top + box.bottom)) / 2;
  project(scene, { scale, x, y, whole: scale });
  const free = [4, 4, size.width - 4, size.height - 4];
  const labels = labelsFor(measure, createLettering(palette.family), scene, { ...size, free, scale });
  paintScene(ctx, scene, { scale, palette, labels });
  return palette;
}

/** The size of a picture, which is as high as its content needs, within limits. */
function sizeOf(scene) {
  const { left, top, right, bottom } = boundsOf(scene.all);
  const shape = (bottom - top) / Math.max(1, right - left);
  const height = (SIZE.width - 2 * MARGIN) * shape + 2 * MARGIN;
  return { width: SIZE.width, height: Math.round(Math.min(2 * SIZE.height, Math.max(500, height))) };
}

/** A PNG as a blob. */
export function png(scene) {
  const size = sizeOf(scene);
  const canvas = document.createElement("canvas");
  canvas.width = size.width * SHARPNESS;
  canvas.height = size.height * SHARPNESS;
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = readPalette().canvas;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(SHARPNESS, 0, 0, SHARPNESS, 0, 0);
  compose(ctx, ctx, scene, size);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** An SVG document as text. */
export function svg(scene, title) {
  const size = sizeOf(scene);
  const measure = document.createElement("canvas").getContext("2d");
  const ctx = createSvgContext(measure);
  const palette = compose(ctx, ctx, scene, size);
  return ctx.document(size.width, size.height, palette.canvas, title);
}
