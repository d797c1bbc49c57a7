/* A tooltip for the entity or link under the pointer. */

import { byId, counted, element } from "../base/dom.js";
import { typeOf } from "../data/graph.js";

export function createTip(graph, host, view) {
  const tip = byId("tip");

  function linesFor({ node, edge }) {
    if (edge)
      return [
        `${edge.source.label} – ${edge.target.label}`,
        counted(edge.now.weight, `shared ${graph.facts.unit}`),
      ];
    return [
      node.label,
      `${typeOf(node)} · ${counted(node.now.mentions, "mention")} · ${counted(node.links.length, "link")}`,
    ];
  }

  /** What was under the pointer when it was last pressed: no tooltip covers it until the pointer has been elsewhere. */
  let pressed = null;

  const same = (one, other) => one?.node === other?.node && one?.edge === other?.edge;

  function pointAt(event) {
    const bounds = host.getBoundingClientRect();
    const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    const picked = event.pointerType === "touch" ? null : view.pick(at);
    if (pressed && !same(pressed, picked)) pressed = null;
    view.hover(picked);
    host.classList.toggle("over", Boolean(picked));
    tip.hidden = !picked || Boolean(pressed);
    if (tip.hidden) return;
    const [name, about] = linesFor(picked);
    tip.replaceChildren(element("strong", { dir: "auto" }, name), element("span", {}, about));
    // above the pointer, because labels are rather below
    const left = Math.min(at.x + 14, bounds.width - tip.offsetWidth - 8);
    const above = at.y - tip.offsetHeight - 12;
    tip.style.transform = `translate(${Math.max(8, left)}px, ${above < 4 ? at.y + 18 : above}px)`;
  }

  function hide() {
    tip.hidden = true;
    view.hover(null);
  }

  host.addEventListener("pointermove", (event) => event.buttons || pointAt(event));
  host.addEventListener("pointerleave", hide);
  host.addEventListener(
    "pointerdown",
    (event) => {
      const bounds = host.getBoundingClientRect();
      pressed = view.pick({ x: event.clientX - bounds.left, y: event.clientY - bounds.top });
      hide();
    },
    { capture: true },
  );
}
