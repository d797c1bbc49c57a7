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

  function pointAt(event) {
    const bounds = host.getBoundingClientRect();
    const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    const picked = event.pointerType === "touch" ? null : view.pick(at);
    view.hover(picked);
    host.classList.toggle("over", Boolean(picked));
    tip.hidden = !picked;
    if (!picked) return;
    const [name, about] = linesFor(picked);
    tip.replaceChildren(element("strong", { dir: "auto" }, name), element("span", {}, about));
    const left = Math.min(at.x + 14, bounds.width - tip.offsetWidth - 8);
    const top = at.y + 18 + tip.offsetHeight > bounds.height ? at.y - tip.offsetHeight - 10 : at.y + 18;
    tip.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
  }

  host.addEventListener("pointermove", (event) => event.buttons || pointAt(event));
  host.addEventListener("pointerleave", () => {
    tip.hidden = true;
    view.hover(null);
  });
}
