/* Everything that is shown, as a PNG or SVG picture with title, legend and source, no larger than its content. */

import { createLettering } from "../stage/labels.js";
import { readPalette } from "../stage/paint.js";
import { boundsOf, labelsFor, paintScene, project } from "../stage/scene.js";
import { HEAD, createLegend, paintLegend } from "./legend.js";
import { createSvgContext } from "./svg.js";

const LARGEST = { width: 1600, height: 2400 };
const SMALLEST = { width: 800, height: 320 };
const MARGIN = 70;
/** The scale of the layout at which a picture is closest. */
const CLOSEST = 1.6;
const SHARPNESS = 2; // pixels of the PNG per unit

/** How large a picture of a scene is, where in it the scene is, and its legend. */
function planOf(measure, scene, palette) {
  const { left, top, right, bottom } = boundsOf(scene.all);
  const [across, down] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const scale = Math.min(
    CLOSEST,
    (LARGEST.width - 2 * MARGIN) / across,
    (LARGEST.height - 2 * MARGIN) / down,
  );
  const width = Math.round(Math.max(SMALLEST.width, across * scale + 2 * MARGIN));
  const legend = createLegend(measure, scene, palette, width - 2 * MARGIN);
  const inner = Math.round(Math.max(SMALLEST.height, down * scale + 2 * MARGIN));
  return {
    size: { width, height: HEAD + inner + legend.height },
    camera: {
      scale,
      whole: scale,
      x: width / 2 - (scale * (left + right)) / 2,
      y: HEAD + inner / 2 - (scale * (top + bottom)) / 2,
    },
    free: [4, HEAD, width - 4, HEAD + inner],
    legend,
  };
}

/** Paints a scene with what belongs to it; `about` has title, summary and source. On the stage, all stays where it is. */
function compose(ctx, measure, scene, about, palette, { size, camera, free, legend }) {
  const onStage = scene.all.map((node) => [node, { ...node.screen }]);
  project(scene, camera);
  const lettering = createLettering(palette.family);
  const labels = labelsFor(measure, lettering, scene, { ...size, free, scale: camera.scale });
  paintScene(ctx, scene, { scale: camera.scale, palette, labels });
  paintLegend(ctx, legend, about, palette, size, MARGIN);
  for (const [node, place] of onStage) Object.assign(node.screen, place);
}

/** A PNG as a blob. */
export function png(scene, about) {
  const palette = readPalette();
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  const plan = planOf(ctx, scene, palette);
  canvas.width = plan.size.width * SHARPNESS;
  canvas.height = plan.size.height * SHARPNESS;
  ctx.fillStyle = palette.canvas;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(SHARPNESS, 0, 0, SHARPNESS, 0, 0);
  compose(ctx, ctx, scene, about, palette, plan);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** An SVG document as text. */
export function svg(scene, about) {
  const palette = readPalette();
  const ctx = createSvgContext(document.createElement("canvas").getContext("2d"));
  const plan = planOf(ctx, scene, palette);
  compose(ctx, ctx, scene, about, palette, plan);
  return ctx.document(plan.size.width, plan.size.height, palette.canvas, about.title);
}
