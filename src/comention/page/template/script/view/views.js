/* The buttons of the views, and the views that lie over the network; a view is made when it is first shown. */

import { action, byId, element } from "../base/dom.js";
import { createReview } from "../live/review.js";
import { createText } from "../live/text.js";
import { VIEWS } from "../state/views.js";

/**
 * The makers of those views that are neither the network nor a table: functions of graph and tools that return an
 * element `box` and a function `show`, which is called with the state, the scope and the names of what has changed.
 */
const MAKERS = { text: createText, review: createReview };

/** A function that shows the view of a state; `changed` is null if everything may have. */
export function createViews(graph, tools) {
  const buttons = Object.entries(VIEWS).map(([name, { title }]) =>
    action(title, () => tools.state.change({ view: name }), { id: `view-${name}` }),
  );
  byId("views").append(...buttons);
  const made = new Map();

  function make(name) {
    const view = MAKERS[name](graph, tools);
    const { title } = VIEWS[name];
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
    const first = now.view in MAKERS && !made.has(now.view);
    if (first) make(now.view);
    for (const [name, { box }] of made) box.hidden = name !== now.view;
    made.get(now.view)?.show(now, scope, first || changed?.has("view") ? null : changed);
  };
}
