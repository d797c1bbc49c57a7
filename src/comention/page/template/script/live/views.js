/* Puts together what only a page with a server has: the views of texts and of the review, adding documents, and stars. */

import { byId, element, format } from "../base/dom.js";
import { showStars } from "../panel/stars.js";
import { createAdding } from "./adding.js";
import { createReview } from "./review.js";
import { server } from "./server.js";
import { createText } from "./text.js";

const TYPED = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";

/** The views by name, each with the title of its button and what makes it; a page without a server has none of them. */
const LIVE_VIEWS = server
  ? {
      text: { title: "Text", create: createText },
      ...(!server.readOnly && { review: { title: "Review", create: createReview } }),
    }
  : {};

export const LIVE_NAMES = Object.keys(LIVE_VIEWS);

/** `show` updates all of it when the state changes; the other functions are for what the server tells. */
export function createLiveViews(graph, tools) {
  const { state } = tools;
  const counts = {};
  tools.counted = (name, count) => (counts[name].textContent = count ? format(count) : "");
  const views = Object.entries(LIVE_VIEWS).map(([name, { title, create }]) => {
    counts[name] = element("span", { id: `${name}-left`, class: "count" });
    const open = () => state.change({ view: name });
    byId("view-links").parentElement.append(
      element(
        "button",
        { type: "button", class: "action", id: `view-${name}`, "aria-pressed": "false", onclick: open },
        title,
        counts[name],
      ),
    );
    const view = create(graph, tools);
    byId("tables").after(view.box);
    return { name, ...view };
  });
  const current = () => views.find(({ name }) => name === state.get().view);

  if (server && !server.readOnly) {
    tools.adding = createAdding(() => state.change({ selection: { panel: "adding" } }));
    byId("open-adding").addEventListener("click", tools.adding.choose);
  }

  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, target } = event;
    if (altKey || ctrlKey || metaKey || event.defaultPrevented || document.querySelector("dialog[open]"))
      return;
    const act = !target.matches?.(TYPED) && current()?.keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  return {
    show(now, changed) {
      const view = current();
      for (const { name, box } of views) box.hidden = name !== now.view;
      view?.show(now, changed);
      if (changed?.has("starred")) showStars(now.starred);
      const adds = now.selection?.panel === "adding";
      if (adds && (!changed || changed.has("selection"))) tools.adding?.inputs();
    },
    /** What the server tells: how far it is, that documents were read, and that the graph has been renewed. */
    progress: (step) => tools.adding?.progress(step),
    inputs: () => tools.adding?.inputs(),
    renewed() {
      for (const view of views) view.renew();
      current()?.show(state.get());
    },
  };
}
