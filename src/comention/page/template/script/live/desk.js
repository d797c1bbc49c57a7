/* Puts in what a page with a server has besides its views: adding documents, the count of the review, and stars. */

import { byId, element, format } from "../base/dom.js";
import { showStars } from "../panel/stars.js";
import { createAdding } from "./adding.js";
import { server } from "./server.js";

/** Adds to `tools` what panels and views need. */
export function createDesk(tools) {
  const { state } = tools;
  const left = element("span", { id: "review-left", class: "count" });
  tools.countReview = (count) => (left.textContent = count ? format(count) : "");
  if (!server.readOnly) {
    tools.adding = createAdding(() => state.change({ selection: { panel: "adding" } }));
    byId("open-adding").addEventListener("click", tools.adding.choose);
    byId("view-review").append(left);
    countPairs();
    server.listen({ progress: tools.adding.progress, inputs: tools.adding.inputs });
  }

  async function countPairs() {
    try {
      tools.countReview((await server.get("review", { many: 1 })).left);
    } catch {
      /* the view of the review says what is wrong, when it is opened */
    }
  }

  return {
    show(now, changed) {
      if (changed?.has("starred")) showStars(now.starred);
      if (!server.readOnly && changed?.has("graph") && now.view !== "review") countPairs();
      const adds = now.selection?.panel === "adding";
      if (adds && (!changed || changed.has("selection"))) tools.adding?.inputs();
    },
  };
}
