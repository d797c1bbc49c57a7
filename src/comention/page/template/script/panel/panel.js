/* The panel beside the network, for an entity, a link, a path, or one that has a button of its own. */

import { byId, element, format, iconAction } from "../base/dom.js";
import { correctionsPanel } from "./correct.js";
import { entityPanel } from "./entity.js";
import { linkPanel } from "./link.js";
import { pathPanel } from "./path.js";
import { createEdge } from "./width.js";

/**
 * The panels that have a button of their own, by their name in the address. `title` and `icon` are those of the button,
 * `hint` is its tooltip, and `count` gives the number after the title. `content` returns the elements below the heading;
 * if `upToDate` is true of what is there, it is left as it is.
 */
export const PANELS = { corrections: correctionsPanel };

const panelOf = ({ panel }) => (Object.hasOwn(PANELS, panel) ? PANELS[panel] : null);

export const panelTitle = (selection) => (selection && panelOf(selection)?.title) ?? "";

/** Shows the selection; the panel is closed when there is none. */
export function createPanel(graph, tools, onClose) {
  const panel = byId("panel");
  createEdge(panel);

  function parts(selection, paths) {
    if (selection.node) return entityPanel(graph, selection.node, tools);
    if (selection.edge) return linkPanel(graph, selection.edge, tools);
    if (selection.path) return pathPanel(graph, selection.path, paths, tools);
    const { title, content } = panelOf(selection);
    return [element("h2", { tabindex: "-1" }, title), ...content(graph, tools)];
  }

  const buttons = Object.entries(PANELS).map(([name, about]) => panelButton(name, about, tools.state));
  byId("open-export").before(...buttons.map(({ button }) => button));

  /** Focuses the control that had the focus, else the next empty field, else the result or the heading. */
  function focusNext(label) {
    const same = label && [...panel.querySelectorAll("button")].find((one) => nameOf(one) === label);
    const field = panel.querySelector(".ends-of-path input");
    (field ?? same ?? panel.querySelector(".result") ?? panel.querySelector("h2"))?.focus();
  }

  return {
    /** If `fresh` is false, the same selection is shown again, and scroll position and focus are kept. */
    show(selected, paths, fresh) {
      for (const { update } of buttons) update();
      const selection = selected?.panel && !panelOf(selected) ? null : selected;
      const folded = new Map([...panel.querySelectorAll("details")].map(({ id, open }) => [id, open]));
      const active = panel.contains(document.activeElement) && document.activeElement;
      const label = active && nameOf(active);
      if (!fresh && selection?.panel && panelOf(selection).upToDate?.(panel, graph, tools.state.get()))
        return undefined;
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
      if (fresh) return label && focusNext(label);
      for (const details of panel.querySelectorAll("details"))
        if (folded.has(details.id)) details.open = folded.get(details.id);
      const again =
        label && [...panel.querySelectorAll("button, input, a")].find((one) => nameOf(one) === label);
      if (again && again.matches("input:not([type=checkbox])")) again.value = active.value; // what is being typed
      return (again || (label && panel.querySelector("h2")) || null)?.focus({ preventScroll: true });
    },
    focusNext,
    focus: () => panel.querySelector("h2")?.focus({ preventScroll: true }),
  };
}

/** A button that opens a panel, and a function that updates its count. */
function panelButton(name, { title, hint, icon, count = () => 0 }, state) {
  const number = element("span", { id: `${name}-count`, class: "count" });
  const button = iconAction(icon, hint, () => state.change({ selection: { panel: name } }), {
    id: `open-${name}`,
    "aria-label": null,
  });
  button.append(element("span", { class: "label" }, title), " ", number);
  const update = () => (number.textContent = count(state.get()) ? format(count(state.get())) : "");
  return { button, update };
}

/** The name of a control, by which it is found after the panel has been filled again. */
const nameOf = (control) => control.id || control.getAttribute("aria-label") || control.textContent;
