/* The panel beside the network, for an entity, a link, a path or the corrections. */

import { byId, element, iconAction } from "../base/dom.js";
import { correctionsPanel } from "./correct.js";
import { entityPanel } from "./entity.js";
import { linkPanel } from "./link.js";
import { pathPanel } from "./path.js";

/** Shows the selection; the panel is closed when there is none. */
export function createPanel(graph, tools, onClose) {
  const panel = byId("panel");

  function parts(selection, paths) {
    if (selection.node) return entityPanel(graph, selection.node, tools);
    if (selection.edge) return linkPanel(graph, selection.edge, tools);
    if (selection.path) return pathPanel(graph, selection.path, paths, tools);
    return correctionsPanel(graph, tools);
  }

  return {
    /** If `fresh` is false, the same selection is shown again, and scroll position and focus are kept. */
    show(selection, paths, fresh) {
      const open = panel.querySelector("details")?.open;
      const label = panel.contains(document.activeElement) && nameOf(document.activeElement);
      panel.hidden = !selection;
      if (!selection) return panel.replaceChildren();
      const scrolled = panel.querySelector(".scroll")?.scrollTop ?? 0;
      const [title, ...content] = parts(selection, paths).filter(Boolean);
      const close = iconAction("close", "Close the details", onClose);
      const body = element(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": "Details" },
        ...content,
      );
      panel.replaceChildren(element("div", { class: "head" }, title, close), body);
      body.scrollTop = fresh ? 0 : scrolled;
      if (fresh) return undefined;
      const details = panel.querySelector("details");
      if (details && open) details.open = true;
      const again =
        label && [...panel.querySelectorAll("button, input, a")].find((one) => nameOf(one) === label);
      return (again || (label && panel.querySelector("h2")) || null)?.focus({ preventScroll: true });
    },
    focus: () => panel.querySelector("h2")?.focus({ preventScroll: true }),
  };
}

/** The name of a control, by which it is found after the panel has been filled again. */
const nameOf = (control) => control.id || control.getAttribute("aria-label") || control.textContent;
