/* The star on names, links and sentences, which takes them into the dossier. */

import { iconAction } from "../base/dom.js";
import { isStarred, starId, starOfEdge, starOfNode, withStar } from "../data/stars.js";

const FIRST_WORDS = 40;

/** A button that stars something, or takes the star away; `words` name it. */
export function starButton({ state }, star, words) {
  const starred = isStarred(state.get().starred, star);
  const toggle = () => state.change({ starred: withStar(state.get().starred, star) }, `star ${words}`);
  return iconAction("star", `Star ${words}`, toggle, {
    ...{
      class: "tool star",
      "data-star": starId(star),
      "aria-pressed": String(starred),
      title: "Star, for the dossier",
    },
  });
}

/** All stars on the page tell whether they are set. */
export function showStars(starred) {
  const ids = new Set(starred.map(starId));
  for (const button of document.querySelectorAll("[data-star]"))
    button.setAttribute("aria-pressed", String(ids.has(button.dataset.star)));
}

export const nodeStar = (node, tools) => starButton(tools, starOfNode(node), node.label);

export const edgeStar = (edge, tools) =>
  starButton(tools, starOfEdge(edge), `the link of ${edge.source.label} and ${edge.target.label}`);

/** The star of a sentence, named by its first words. */
export const sentenceStar = (star, tools) =>
  starButton(
    tools,
    star,
    `the sentence “${star.text.slice(0, FIRST_WORDS)}${star.text.length > FIRST_WORDS ? "…" : ""}”`,
  );
