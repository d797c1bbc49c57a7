/* The buttons of the views, and the views that lie over the network; a view is made when it is first shown. */

import { action, byId, element } from "../base/dom.js";
import { VIEWS } from "../state/views.js";

/** A function that shows the view of a state; `changed` is null if everything may have. */
export function createViews(graph, tools) {
  const buttons = Object.entries(VIEWS).map(([name, { title }]) =>
    action(title, () => tools.state.change({ view: name }), { id: `view-${name}` }),
  );
  byId("views").append(...buttons);
  const made = new Map();

  function make(name) {
    const { title, make: create } = VIEWS[name];
    const view = create(graph, tools);
    const box = element(
      "section",
      { id: `${name}-view`, class: "view", tabindex: "-1", "aria-label": title },
      view.box,
    );
    byId("stage").append(box);
    made.set(name, { box, show: view.show });
  }

  return (now, scope, changed) => {
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.id === `view-${now.view}`));
    byId("stage").classList.toggle("covered", now.view !== "network");
    for (const part of [byId("graph"), document.querySelector(".zoom")]) part.inert = now.view !== "network";
    const first = VIEWS[now.view].make && !made.has(now.view);
    if (first) make(now.view);
    for (const [name, { box }] of made) box.hidden = name !== now.view;
    made.get(now.view)?.show(now, scope, first || changed?.has("view") ? null : changed);
  };
}
