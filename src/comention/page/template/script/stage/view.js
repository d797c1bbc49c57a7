/* The stage: vis-network handles the camera and gestures, and the network is painted in its drawing hook. */

import { byId, calm, narrow } from "../base/dom.js";
import { createLettering } from "./labels.js";
import { readPalette } from "./paint.js";
import { boundsOf, createScene, fitting, labelsFor, paintScene, project } from "./scene.js";

const SEGMENT_REACH = 6;
const NODE_REACH = 4;
/** How many pixels a finger or the mouse may move during a click. */
const SLIP = 4;

/**
 * The stage in `host`. `onPick` is called with `{ node }`, `{ edge }` or null after a click, `onMove` with an entity and
 * its new place after it has been dragged.
 */
export function createView(graph, host, options, { onPick, onMove }) {
  // the layout is wider than high; on an upright phone, it is turned
  const portrait = host.clientHeight > host.clientWidth;
  const turned = ({ x, y }) => (portrait ? { x: y, y: x } : { x, y });
  const ghosts = graph.nodes.map(({ id, home }) => ({ id, ...turned(home), shape: "dot", hidden: true }));
  const network = new vis.Network(host, { nodes: ghosts, edges: [] }, options);
  const quiet = { focus: null, colour: "type", pinned: new Set(), pending: new Set() };
  let scene = createScene({ nodes: [], edges: [], ...quiet });
  let palette = readPalette();
  let lettering = createLettering(palette.family);
  let hovered = null;
  let labels = { list: { names: [], groups: [] }, scale: 0, x: 0, y: 0 };
  let whole = 1;

  function paint(ctx) {
    const transform = ctx.getTransform();
    const scale = network.getScale();
    const ratio = transform.a / scale;
    const camera = { scale, ratio, whole, x: transform.e / ratio, y: transform.f / ratio };
    project(scene, camera);
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (stale(camera)) relabel(ctx, camera);
    paintScene(ctx, scene, { scale, palette, labels: labels.list, hovered });
    ctx.restore();
  }

  /** True if the camera has moved so far that labels need new places. */
  function stale(camera) {
    const zoomed = Math.abs(Math.log(camera.scale / labels.scale)) > 0.04;
    const far = 0.25 * Math.min(host.clientWidth, host.clientHeight);
    return zoomed || Math.hypot(camera.x - labels.x, camera.y - labels.y) > far;
  }

  function relabel(ctx, camera) {
    const [width, height] = [host.clientWidth, host.clientHeight];
    const { right, bottom } = covered(host);
    const free = [4, 4, width - right - 4, height - bottom - 4];
    labels = {
      list: labelsFor(ctx, lettering, scene, { ...{ width, height, free }, scale: camera.scale }),
      ...camera,
    };
  }

  /** The entity at a point of the stage, else the link, else null. */
  function pick({ x, y }) {
    let best = null;
    let nearest = NODE_REACH;
    for (const node of scene.all) {
      const distance = Math.hypot(node.screen.x - x, node.screen.y - y) - node.screen.radius;
      if (distance < nearest) [best, nearest] = [{ node }, distance];
    }
    if (best) return best;
    nearest = SEGMENT_REACH;
    for (const edge of scene.focus ? scene.focus.edges : scene.edges) {
      const distance = distanceToSegment(x, y, edge.source.screen, edge.target.screen);
      if (distance < nearest) [best, nearest] = [{ edge }, distance];
    }
    return best;
  }

  /** Moves the camera so that `nodes` fill the part of the stage that is not covered by the panel. */
  function frame(nodes, { glide = true, closest = 1.4 } = {}) {
    if (!nodes.length || !host.clientWidth) return null;
    const { right, bottom } = covered(host);
    const margin = narrow.matches ? 30 : 52;
    const box = boundsOf(nodes);
    const [width, height] = [host.clientWidth - right, host.clientHeight - bottom];
    const scale = fitting(box, width - 2 * margin, height - 2 * margin, closest);
    network.moveTo({
      position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
      scale,
      offset: { x: -right / 2, y: -bottom / 2 },
      animation: glide && !calm.matches && { duration: 350, easingFunction: "easeInOutQuad" },
    });
    return scale;
  }

  /** True if all these entities are visible beside the panel. */
  function seen(nodes) {
    const { right, bottom } = covered(host);
    return nodes.every((node) => {
      const { x, y } = network.canvasToDOM(node);
      return x > 20 && y > 20 && x < host.clientWidth - right - 20 && y < host.clientHeight - bottom - 20;
    });
  }

  const allowed = (scale) => Math.min(whole * 20, Math.max(whole * 0.4, scale));

  function zoom(factor) {
    const animation = !calm.matches && { duration: 180, easingFunction: "easeOutQuad" };
    network.moveTo({ scale: allowed(network.getScale() * factor), animation });
  }

  function fit(glide = true) {
    whole = frame(scene.all, { glide }) ?? whole;
  }

  const redraw = () => {
    labels.scale = 0;
    network.redraw();
  };

  /** Dragging an entity moves it instead of the camera; by touch, only a selected entity can be dragged. */
  function grab(event) {
    const bounds = host.getBoundingClientRect();
    const at = ({ clientX, clientY }) => ({ x: clientX - bounds.left, y: clientY - bounds.top });
    const picked = pick(at(event));
    const chosen = scene.focus?.centre ?? [];
    if (event.button || !picked?.node || (event.pointerType === "touch" && !chosen.includes(picked.node)))
      return;
    event.stopPropagation();
    const { node } = picked;
    const start = at(event);
    let moved = false;
    const move = (next) => {
      const here = at(next);
      moved ||= Math.hypot(here.x - start.x, here.y - start.y) > SLIP;
      if (!moved) return;
      Object.assign(node, network.DOMtoCanvas(here));
      redraw();
    };
    const release = (last) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
      if (moved) onMove(node, turned(node));
      else if (last.type === "pointerup") onPick({ node });
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
  }

  network.on("beforeDrawing", paint);
  network.on("click", ({ pointer }) => onPick(pick(pointer.DOM)));
  network.on("zoom", ({ scale }) => {
    if (allowed(scale) !== scale) network.moveTo({ scale: allowed(scale) });
  });
  host.addEventListener("pointerdown", grab, { capture: true });

  return {
    ...{ pick, fit, seen, zoom, frame, redraw },
    pan: (x, y) => network.moveTo({ offset: { x, y } }),
    /** The nearest entity in a direction, seen from another one or from the middle of the stage. */
    towards(node, [right, down]) {
      const from = node?.screen ?? { x: host.clientWidth / 2, y: host.clientHeight / 2 };
      const cost = (other) => {
        const [x, y] = [other.screen.x - from.x, other.screen.y - from.y];
        const [along, across] = [x * right + y * down, Math.abs(x * down) + Math.abs(y * right)];
        return other === node || along < 1 || across > along * 1.5 ? Infinity : along + 2 * across;
      };
      const [best] = scene.all.map((other) => [other, cost(other)]).sort((a, b) => a[1] - b[1]);
      return best && best[1] < Infinity ? best[0] : null;
    },
    /** The place of an entity after a move by this many pixels. */
    nudged(node, [x, y]) {
      const scale = network.getScale();
      return turned({ x: node.x + x / scale, y: node.y + y / scale });
    },
    hover(what) {
      if (hovered?.node === what?.node && hovered?.edge === what?.edge) return;
      hovered = what;
      network.redraw();
    },
    /** `places` has the places of those entities that are not where the layout put them. */
    show(next, places) {
      for (const node of graph.nodes) Object.assign(node, turned(places.get(node) ?? node.home));
      scene = createScene(next);
      redraw();
    },
    recolour() {
      palette = readPalette();
      lettering = createLettering(palette.family);
      redraw();
    },
    scene: () => scene,
  };
}

/** How many pixels of the stage are covered by the panel and by the line of text at the bottom. */
function covered(host) {
  const stage = host.getBoundingClientRect();
  const foot = stage.bottom - byId("hint").getBoundingClientRect().top;
  const panel = byId("panel");
  if (panel.hidden) return { right: 0, bottom: foot };
  const sheet = panel.getBoundingClientRect();
  return narrow.matches
    ? { right: 0, bottom: Math.max(0, stage.bottom - sheet.top) }
    : { right: Math.max(0, stage.right - sheet.left), bottom: foot };
}

function distanceToSegment(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}
