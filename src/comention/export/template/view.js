/* The stage: vis-network holds the entities, the camera and the gestures; the picture is painted in its drawing hook. */

const SEGMENT_REACH = 6;
/** So many of the most mentioned get a label even if it covers a lesser shape. */
const LEADERS = 30;
/** Shapes with a smaller radius stay nameless until the reader comes nearer. */
const SMALLEST_NAMED = 3.6;

/** The stage in `host`. `onPick` gets `{ node }`, `{ edge }` or null when the reader clicks. */
function createView(graph, host, onPick) {
  const portrait = host.clientHeight > host.clientWidth;
  for (const node of graph.nodes) {
    // the layout is wider than high; a phone held upright gets it turned
    if (portrait) [node.x, node.y] = [node.y, node.x];
    node.screen = { x: 0, y: 0, radius: 0 };
  }
  const ghosts = graph.nodes.map(({ id, x, y }) => ({
    id,
    x,
    y,
    shape: "custom",
    ctxRenderer: () => ({}),
    hidden: true,
  }));
  const network = new vis.Network(host, { nodes: ghosts, edges: [] }, readBlock("options"));
  let lettering;
  let palette;
  let scene = {
    nodes: [],
    edges: [],
    inner: [],
    outer: [],
    focus: null,
    colour: "type",
    communities: new Map(),
  };
  let hovered = null;
  let labels = { list: [], scale: 0, x: 0, y: 0 };
  let whole = 1;

  const entityColour = (node) => palette[scene.colour === "type" ? node.type : communityClass(node)];

  /** Where everything is on screen; zoomed in, shapes grow slower than the distances between them. */
  function project(ctx) {
    const transform = ctx.getTransform();
    const scale = network.getScale();
    const ratio = transform.a / scale;
    const camera = { scale, ratio, x: transform.e / ratio, y: transform.f / ratio };
    const growth = scale * Math.min(1, (whole / scale) ** 0.55);
    const set = (node) => {
      node.screen.x = node.x * scale + camera.x;
      node.screen.y = node.y * scale + camera.y;
      node.screen.radius = Math.max(1.5, node.size * growth);
    };
    scene.nodes.forEach(set);
    scene.focus?.nodes.forEach(set);
    return camera;
  }

  function paint(ctx) {
    const camera = project(ctx);
    ctx.save();
    ctx.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    const { nodes, edges, focus } = scene;
    paintRegions(ctx, scene.communities, regionColour, Math.min(26, Math.max(5, 12 * camera.scale)));
    const strongest = graph.edges[0]?.weight ?? 1;
    const few = Math.min(1, 12 / Math.sqrt(edges.length + 1));
    const quiet = { colour: palette.link, opacity: focus ? 0.2 : 0.3 + 0.5 * few, width: 0.8 + 0.7 * few };
    // links between communities are long and cross much; they stand back a little
    paintLinks(ctx, scene.outer, strongest, { ...quiet, opacity: 0.6 * quiet.opacity });
    paintLinks(ctx, scene.inner, strongest, quiet);
    if (focus) {
      ctx.globalAlpha = 0.16;
      paintNodes(
        ctx,
        nodes.filter((node) => !focus.nodes.has(node)),
        entityColour,
        palette.canvas,
      );
      ctx.globalAlpha = 1;
      const loud = {
        colour: palette[focus.edges.length === 1 ? "accent" : "link-strong"],
        opacity: 0.9,
        width: 1.6,
      };
      paintLinks(ctx, focus.edges, strongest, loud);
      paintNodes(ctx, [...focus.nodes], entityColour, palette.canvas);
      paintRings(ctx, focus.centre);
    } else {
      paintNodes(ctx, nodes, entityColour, palette.canvas);
    }
    if (hovered?.edge)
      paintLinks(ctx, [hovered.edge], strongest, { colour: palette.accent, opacity: 1, width: 2 });
    if (hovered?.edge)
      paintNodes(ctx, [hovered.edge.source, hovered.edge.target], entityColour, palette.canvas);
    if (hovered?.node) paintRings(ctx, [hovered.node]);
    if (stale(camera)) relabel(ctx, camera);
    paintLabels(ctx, labels.list, palette);
    ctx.restore();
  }

  function paintRings(ctx, nodes) {
    ctx.beginPath();
    for (const { type, screen } of nodes) traceShape(ctx, type, screen.x, screen.y, screen.radius + 4);
    ctx.strokeStyle = palette.accent;
    ctx.lineWidth = 2;
    ctx.stroke();
  }

  const regionColour = (community) =>
    scene.colour === "community" && community < COLOURED_COMMUNITIES
      ? blend(palette[`c${community}`], palette.canvas, 0.13)
      : palette.region;

  /** Labels keep their place while the camera glides, and find a new one when it has gone far enough. */
  function stale(camera) {
    const zoomed = Math.abs(Math.log(camera.scale / labels.scale)) > 0.04;
    const gone =
      Math.hypot(camera.x - labels.x, camera.y - labels.y) >
      0.25 * Math.min(host.clientWidth, host.clientHeight);
    return zoomed || gone;
  }

  function relabel(ctx, camera) {
    const [width, height] = [host.clientWidth, host.clientHeight];
    const margin = 0.3 * Math.max(width, height);
    const near = ({ screen: { x, y } }) =>
      x > -margin && y > -margin && x < width + margin && y < height + margin;
    const { right, bottom } = covered(host);
    const free = [4, 4, width - right - 4, height - bottom - 4];
    const { focus } = scene;
    const speakers = focus ? [...focus.nodes].sort((a, b) => a.id - b.id) : scene.nodes;
    const centre = focus?.centre ?? [];
    const large = ({ screen }) => focus || screen.radius >= SMALLEST_NAMED;
    const chosen = [...centre, ...speakers.filter((node) => !centre.includes(node) && large(node))].filter(
      near,
    );
    const leaders = focus ? centre.length + 12 : LEADERS;
    lettering ??= createLettering(palette.family);
    labels = {
      list: placeLabels(ctx, lettering, chosen, speakers.filter(near), { leaders, loud: centre, view: free }),
      ...camera,
    };
  }

  /** What is at a point of the stage: an entity, else a link, else null. */
  function pick({ x, y }) {
    const nodes = scene.focus ? [...scene.nodes, ...scene.focus.nodes] : scene.nodes;
    let best = null;
    let nearest = 4;
    for (const node of nodes) {
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

  /** Moves the camera so that `nodes` fill the part of the stage that no panel covers. */
  function frame(nodes, { glide = true, closest = 1.4 } = {}) {
    if (!nodes.length) return;
    const { right, bottom } = covered(host);
    const [width, height] = [host.clientWidth - right, host.clientHeight - bottom];
    const box = boundsOf(nodes);
    const margin = narrow.matches ? 30 : 52;
    const scale = Math.min(
      closest,
      Math.max(60, width - 2 * margin) / Math.max(1, box.right - box.left),
      Math.max(60, height - 2 * margin) / Math.max(1, box.bottom - box.top),
    );
    network.moveTo({
      position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
      scale,
      offset: { x: -right / 2, y: -bottom / 2 },
      animation: glide && !calm.matches && { duration: 350, easingFunction: "easeInOutQuad" },
    });
    return scale;
  }

  /** True when all these entities can be seen beside the panel. */
  function seen(nodes) {
    const { right, bottom } = covered(host);
    return nodes.every((node) => {
      const { x, y } = network.canvasToDOM(node);
      return x > 20 && y > 20 && x < host.clientWidth - right - 20 && y < host.clientHeight - bottom - 20;
    });
  }

  function zoom(factor) {
    const scale = Math.min(whole * 20, Math.max(whole * 0.4, network.getScale() * factor));
    network.moveTo({ scale, animation: !calm.matches && { duration: 180, easingFunction: "easeOutQuad" } });
  }

  function pan(x, y) {
    network.moveTo({ offset: { x, y } });
  }

  function fit(glide = true) {
    whole = frame(scene.nodes, { glide }) ?? whole;
  }

  network.on("beforeDrawing", paint);
  network.on("click", ({ pointer }) => onPick(pick(pointer.DOM)));
  network.on("zoom", ({ scale }) => {
    const allowed = Math.min(whole * 20, Math.max(whole * 0.4, scale));
    if (allowed !== scale) network.moveTo({ scale: allowed });
  });

  const redraw = () => {
    labels.scale = 0;
    network.redraw();
  };

  return {
    pick,
    fit,
    seen,
    zoom,
    pan,
    frame,
    hover(what) {
      if (hovered?.node === what?.node && hovered?.edge === what?.edge) return;
      hovered = what;
      network.redraw();
    },
    show(next) {
      const communities = groupBy(
        next.nodes.filter((node) => node.links.length),
        (node) => node.community,
      );
      const outer = next.edges.filter((edge) => edge.source.community !== edge.target.community);
      const inner = next.edges.filter((edge) => edge.source.community === edge.target.community);
      scene = { ...next, inner, outer, communities: communities.size > 1 ? communities : new Map() };
      redraw();
    },
    recolour() {
      palette = readPalette();
      redraw();
    },
  };
}

/** How much of the stage the panel and the line of text at its foot hide. */
function covered(host) {
  const stage = host.getBoundingClientRect();
  const foot = stage.bottom - byId("hint").getBoundingClientRect().top;
  const panel = byId("panel");
  if (panel.hidden) return { right: 0, bottom: foot };
  const sheet = panel.getBoundingClientRect();
  return narrow.matches
    ? { right: 0, bottom: stage.bottom - sheet.top }
    : { right: stage.right - sheet.left, bottom: foot };
}

function boundsOf(nodes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, size } of nodes) {
    box.left = Math.min(box.left, x - size);
    box.top = Math.min(box.top, y - size);
    box.right = Math.max(box.right, x + size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  return box;
}

function distanceToSegment(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** `share` of one colour on another, both as "#rrggbb". */
function blend(colour, ground, share) {
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const base = channels(ground);
  return `rgb(${channels(colour).map((value, index) => Math.round(share * value + (1 - share) * base[index]))})`;
}
