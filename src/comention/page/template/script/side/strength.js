/* The slider for the number of links, strongest first, and the backbone filter. */

import { byId, counted, element, format, plural } from "../base/dom.js";
import { derived } from "../data/graph.js";

const BARS = 50;

/** The number of links at a position of the slider, from 0 (all) to 100 (one), on a logarithmic scale. */
const linksAt = (position, total) => Math.max(1, Math.round(total ** (1 - position / 100)));

/** The position for a number of links; only all links are at 0. */
const positionOf = (limit, total) =>
  limit < total ? Math.max(1, Math.round(100 * (1 - Math.log(limit) / Math.log(total)))) : 0;

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

/** "1,000 of 8,762 links: all with 3 shared sentences or more, then the best link of each name. …" */
function sayShown(graph, { edges, possible, cut }) {
  if (!edges.length) return "No links match these filters.";
  const strength = ({ now }) => counted(now.weight, `shared ${graph.facts.unit}`);
  const least = `${strength(edges.at(-1))}${edges[0].now.weight === edges.at(-1).now.weight ? "" : " or more"}`;
  if (edges.length === possible.size)
    return `${edges.length === 1 ? "The only link" : `All ${format(edges.length)} ${plural(2, "link")}`}: ${least}.`;
  const count = `${format(edges.length)} of ${counted(possible.size, "link")}`;
  const rule = [
    cut.whole === edges.length && `all with ${least}`,
    cut.whole && cut.whole < edges.length && `all with ${strength(edges[cut.whole - 1])} or more`,
    cut.whole < edges.length && "the best link of each name, the most mentioned names first",
    cut.whole < edges.length && !cut.without && "the strongest of the rest",
  ].filter(Boolean);
  const left = [
    cut.without && `${counted(cut.without, "name")} left without a link`,
    cut.apart && `${format(cut.apart)} on islands left out`,
  ].filter(Boolean);
  return [`${count}: ${rule.join(", then ")}.`, left.length && `${left.join(", ")}.`]
    .filter(Boolean)
    .join(" ");
}
