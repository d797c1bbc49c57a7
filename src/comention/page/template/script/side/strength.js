/* The slider for the number of links, strongest first, and the backbone filter. */

import { byId, counted, element, format, plural } from "../base/dom.js";
import { derived } from "../data/graph.js";

const BARS = 50;

/** The number of links at a position of the slider, from 0 (all) to 100 (one), on a logarithmic scale. */
const linksAt = (position, total) => Math.max(1, Math.round(total ** (1 - position / 100)));

const positionOf = (limit, total) =>
  total > 1 ? Math.round(100 * (1 - Math.log(Math.min(limit, total)) / Math.log(total))) : 0;

export function createStrength(graph, state) {
  const slider = byId("limit");
  const backbone = byId("backbone");

  /** The bars: the height of each is the weight of the link at its position. */
  const barsOf = derived(graph, () => {
    const total = graph.edges.length;
    const solid = graph.edges.filter((edge) => edge.solid).length;
    byId("strength").hidden = total < 2;
    byId("backbone-row").hidden = !solid;
    byId("backbone-count").textContent = format(solid);
    const most = graph.edges[0]?.weight ?? 1;
    const bars = Array.from({ length: BARS }, (_, index) => {
      const rank = linksAt((100 * (index + 0.5)) / BARS, total) - 1;
      const weight = graph.edges[rank]?.weight ?? 0;
      const made = element("i");
      made.style.height = `${8 + 92 * Math.sqrt(weight / most)}%`;
      return made;
    });
    byId("strengths").replaceChildren(...bars);
    return bars;
  });

  slider.addEventListener("input", () => {
    const position = Number(slider.value);
    const total = graph.edges.length;
    state.change({ limit: position ? linksAt(position, total) : total }, "change how many links are shown");
  });
  backbone.addEventListener("change", () =>
    state.change({ backbone: backbone.checked }, backbone.checked ? "show the backbone" : "show all links"),
  );

  return (now, scope) => {
    const [bars, total] = [barsOf(), graph.edges.length];
    const position = positionOf(now.limit, total);
    if (linksAt(Number(slider.value), total) !== now.limit) slider.value = position;
    bars.forEach((made, index) => made.classList.toggle("out", (100 * (index + 1)) / BARS <= position));
    backbone.checked = now.backbone;
    const sentence = sayShown(graph, scope);
    slider.setAttribute("aria-valuetext", sentence);
    byId("shown").textContent = sentence;
  };
}

/** "The 700 strongest of 8,762 links: 2 shared sentences or more." */
function sayShown(graph, { edges, possible }) {
  if (!edges.length) return "No links match these filters.";
  const [most, least] = [edges[0].now.weight, edges.at(-1).now.weight];
  const strength = `${counted(least, `shared ${graph.facts.unit}`)}${least === most ? "" : " or more"}`;
  const some = edges.length === 1 ? "strongest" : `${format(edges.length)} strongest`;
  if (edges.length < possible.size) return `The ${some} of ${format(possible.size)} links: ${strength}.`;
  return `${edges.length === 1 ? "The only link" : `All ${format(edges.length)} ${plural(2, "link")}`}: ${strength}.`;
}
