/* What a page with a server has besides its views: more names to find, adding documents, the count of the review. */

import { byId, element, format } from "../base/dom.js";
import { notHere, notice } from "../base/notice.js";
import { createAdding } from "./adding.js";
import { createSentences } from "./dossier.js";
import { server } from "./server.js";
import { showStars } from "./stars.js";

/** Adds to `tools` what panels and views need; `choose` selects a name. */
export function createDesk(graph, client, tools, choose) {
  const { state, find } = tools;
  Object.assign(find, { more: client.names, bring: client.bring });
  Object.assign(tools, {
    /** Opens a document at a sentence. */
    read: (reading) => state.change({ view: "text", reading }),
    /** Selects a name by its key; the server is asked for it if it is not on the page. */
    async choose(key) {
      const node = await client.bring(key);
      if (node) choose(node);
      else notice(notHere([key]));
    },
    /** Fetches the links of a name that are not on the page. */
    widen: (node) => client.load([node.key]),
    sentence: createSentences(graph),
  });
  document.documentElement.dataset.live = "";
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
