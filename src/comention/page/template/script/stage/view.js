/* The stage: vis-network handles the camera and gestures, and the network is painted in its drawing hook. */

import { byId, calm, narrow } from "../base/dom.js";
import { createLettering } from "./labels.js";
import { readPalette } from "./paint.js";
import { around, boundsOf, createScene, fitting, labelsFor, paintScene, project } from "./scene.js";

const SEGMENT_REACH = 6;
/** Of the links that are at most this much farther from the pointer than the nearest, the strongest is meant. */
const BLUR = 3;
const NODE_REACH = 4;
/** After a change of filters the picture is fitted anew if fewer of the names than this share were there before, */
const KEPT = 0.5;
/** or if the camera is where it was put, and the picture would become larger or smaller, or move, by this much. */
const [RESIZED, SHIFTED] = [0.12, 0.06];
/** Milliseconds after which a camera that does not move is at rest, and labels find their places for good. */
const REST = 160;
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
  let labels = { list: { names: [], groups: [], said: [] }, scale: 0, x: 0, y: 0 };
  let whole = 1;
  /** What the camera was last put on, and how; `steered` if the reader has moved it since. */
  let aim = { nodes: [], closest: 1, scale: 1, x: 0, y: 0 };
  let steered = false;
  let fitted = new Set();
  let resting = 0;

  function paint(ctx) {
    const transform = ctx.getTransform();
    const scale = network.getScale();
    const ratio = transform.a / scale;
    const camera = { scale, ratio, whole, x: transform.e / ratio, y: transform.f / ratio };
    project(scene, camera);
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (stale(camera)) relabel(ctx, camera);
    else if (camera.x !== labels.x || camera.y !== labels.y) rest();
    paintScene(ctx, scene, { scale, palette, labels: labels.list, hovered });
    ctx.restore();
  }

  /** True if the camera has moved so far that labels need new places. */
  function stale(camera) {
    const zoomed = Math.abs(Math.log(camera.scale / labels.scale)) > 0.04;
    const far = 0.25 * Math.min(host.clientWidth, host.clientHeight);
    return zoomed || Math.hypot(camera.x - labels.x, camera.y - labels.y) > far;
  }

  function rest() {
    clearTimeout(resting);
    resting = setTimeout(redraw, REST);
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
    const near = [];
    nearest = SEGMENT_REACH;
    for (const edge of scene.focus ? scene.focus.edges : scene.edges) {
      const distance = distanceToSegment(x, y, edge.source.screen, edge.target.screen);
      if (distance < SEGMENT_REACH) near.push({ edge, distance });
      nearest = Math.min(nearest, distance);
    }
    const [meant] = near
      .filter(({ distance }) => distance <= nearest + BLUR)
      .sort((one, other) => other.edge.now.weight - one.edge.now.weight || one.distance - other.distance);
    return meant ? { edge: meant.edge } : null;
  }

  /** The camera with which `nodes` fill the part of the stage that is not covered by the panel. */
  function cameraOn(nodes, closest) {
    const { right, bottom } = covered(host);
    const margin = narrow.matches ? 30 : 52;
    const box = boundsOf(nodes);
    const [width, height] = [host.clientWidth - right, host.clientHeight - bottom];
    const scale = fitting(box, width - 2 * margin, height - 2 * margin, closest);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return { scale, x: x + right / 2 / scale, y: y + bottom / 2 / scale };
  }

  /** Moves the camera so that `nodes` fill the part of the stage that is not covered by the panel. */
  function frame(nodes, { glide = true, closest = 1.4 } = {}) {
    if (!nodes.length || !host.clientWidth) return null;
    aim = { nodes, closest, ...cameraOn(nodes, closest) };
    steered = false;
    network.moveTo({
      position: { x: aim.x, y: aim.y },
      scale: aim.scale,
      animation: glide && !calm.matches && { duration: 350, easingFunction: "easeInOutQuad" },
    });
    return aim.scale;
  }

  const steer = () => {
    steered = true;
  };

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
    steer();
    const animation = !calm.matches && { duration: 180, easingFunction: "easeOutQuad" };
    network.moveTo({ scale: allowed(network.getScale() * factor), animation });
  }

  function fit(glide = true) {
    whole = frame(scene.all, { glide }) ?? whole;
    fitted = new Set(scene.nodes);
  }

  /**
   * Fits the picture after a change of filters, if it has changed much; true if so. As long as nobody moves the camera,
   * that depends on what is seen, otherwise on how many names are the same.
   */
  function follow() {
    if (!scene.all.length) return false;
    const kept = scene.nodes.filter((node) => fitted.has(node)).length;
    const { scale, x, y } = cameraOn(scene.all, 1.4);
    const shift = Math.hypot(x - aim.x, y - aim.y) * scale;
    const looks =
      Math.abs(Math.log(scale / aim.scale)) > RESIZED ||
      shift > SHIFTED * Math.min(host.clientWidth, host.clientHeight);
    const other = kept < KEPT * Math.max(fitted.size, scene.nodes.length);
    if (!other && (steered || !looks)) return false;
    fit();
    return true;
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
  network.on("dragStart", steer);
  // vis-network changes the camera with the size of the stage; it does so after this event
  network.on("resize", () => queueMicrotask(() => steered || frame(aim.nodes, { closest: aim.closest })));
  network.on("zoom", ({ scale }) => {
    steer();
    if (allowed(scale) !== scale) network.moveTo({ scale: allowed(scale) });
  });
  host.addEventListener("pointerdown", grab, { capture: true });

  return {
    ...{ pick, fit, follow, seen, zoom, frame, redraw },
    pan(x, y) {
      steer();
      network.moveTo({ offset: { x, y } });
    },
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
      hovered = what?.node ? { node: what.node, ...around(scene, what.node) } : what;
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
