/* The edge between the stage and the panel, by which the panel is made wider or narrower, with the mouse or with keys. */

import { element } from "../base/dom.js";

const LEAST = 300;
const STEP = 24;

/** Puts the edge before the panel; a double click on it gives the panel the width of the style sheet again. */
export function createEdge(panel) {
  const body = panel.parentElement;
  const most = () => Math.max(LEAST, Math.round(body.clientWidth / 2));
  const edge = element("div", {
    ...{ id: "panel-edge", role: "separator", tabindex: "0", "aria-orientation": "vertical" },
    ...{ "aria-label": "Width of the details", "aria-controls": panel.id, "aria-valuemin": LEAST },
    onfocus: tell,
    onkeydown(event) {
      const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
      if (!direction) return;
      event.preventDefault();
      become(panel.offsetWidth + direction * STEP);
    },
    onpointerdown(event) {
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (edge.hasPointerCapture(event.pointerId)) become(body.getBoundingClientRect().right - event.clientX);
    },
    ondblclick: () => become(null),
  });
  panel.before(edge);
  tell();

  function become(width) {
    if (width === null) body.style.removeProperty("--panel-width");
    else body.style.setProperty("--panel-width", `${Math.round(Math.min(most(), Math.max(LEAST, width)))}px`);
    tell();
  }

  function tell() {
    edge.setAttribute("aria-valuemax", most());
    edge.setAttribute("aria-valuenow", panel.offsetWidth || LEAST);
  }
}
