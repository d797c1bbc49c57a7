/* The timeline: a bar for each period, two handles that choose a range, and a button that plays it. */

import { byId, counted, element, symbol } from "../base/dom.js";
import { dateWithin, periodsOf, readableOf } from "../base/dates.js";
import { derived } from "../data/graph.js";

const BEAT = 700; // milliseconds for which a period is shown while the timeline plays

export function createTimeline(graph, state) {
  const [from, to, play] = [byId("since"), byId("until"), byId("play")];
  let timer = null;
  const known = derived(graph, () => {
    const dated = graph.documents.filter(({ date }) => date);
    const periods = dated.length ? periodsOf(dated.map(({ date }) => date)) : [];
    byId("time").hidden = periods.length < 2;
    const counts = periods.map(
      (period) => dated.filter(({ date }) => dateWithin(date, period, period)).length,
    );
    const most = Math.max(...counts);
    const bars = periods.map((period, index) => {
      const made = element("i", { title: `${readableOf(period)}: ${counted(counts[index], "document")}` });
      made.style.height = `${counts[index] ? 12 + (88 * counts[index]) / most : 0}%`;
      return made;
    });
    byId("periods").replaceChildren(...bars);
    const last = periods.length - 1;
    for (const handle of [from, to]) handle.max = last;
    return { periods, bars, last, undated: graph.documents.length - dated.length };
  });

  /** Chooses a range of periods by their indices; if that is all of them, the filter is off. */
  function choose(first, end, words = "change the dates") {
    const { periods, last } = known();
    const all = first === 0 && end === last;
    state.change({ since: all ? "" : periods[first], until: all ? "" : periods[end] }, words);
  }

  function places({ since, until }) {
    const { periods, last } = known();
    const begin = since ? periods.findIndex((period) => dateWithin(period, since, "")) : 0;
    const end = until ? periods.findLastIndex((period) => dateWithin(period, "", until)) : last;
    return [Math.max(0, begin), Math.max(0, end)];
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    showPlaying();
  }

  /** Moves the range on, one period at a time; if it is the whole timeline, it begins with the first tenth. */
  function start() {
    const { periods, last } = known();
    let [first, end] = places(state.get());
    const width = end - first < last ? end - first : Math.floor(periods.length / 10);
    if (end === last || end - first === last) [first, end] = [0, width];
    else [first, end] = [first + 1, end + 1];
    choose(first, end, "play the timeline");
    timer = setInterval(() => {
      if (end >= known().last) return stop();
      [first, end] = [first + 1, end + 1];
      return choose(first, end, "play the timeline");
    }, BEAT);
    showPlaying();
  }

  function showPlaying() {
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    play.replaceChildren(symbol(timer ? "pause" : "play"), timer ? "Pause" : "Play");
  }

  from.addEventListener("input", () => {
    stop();
    choose(Number(from.value), Math.max(Number(from.value), Number(to.value)));
  });
  to.addEventListener("input", () => {
    stop();
    choose(Math.min(Number(from.value), Number(to.value)), Number(to.value));
  });
  play.addEventListener("click", () => (timer ? stop() : start()));
  byId("all-time").addEventListener("click", () => {
    stop();
    choose(0, known().last);
  });
  showPlaying();

  return (now) => {
    const { periods, bars, last, undated } = known();
    if (last < 1) return;
    const [first, end] = places(now);
    from.value = first;
    to.value = end;
    from.setAttribute("aria-valuetext", readableOf(periods[first]));
    to.setAttribute("aria-valuetext", readableOf(periods[end]));
    bars.forEach((made, index) => made.classList.toggle("out", index < first || index > end));
    const chosen = Boolean(now.since || now.until);
    byId("all-time").hidden = !chosen;
    const range =
      first === end
        ? readableOf(periods[first])
        : `${readableOf(periods[first])} to ${readableOf(periods[end])}`;
    const left = undated
      ? ` ${counted(undated, "document")} without a date ${undated === 1 ? "is" : "are"} left out.`
      : "";
    byId("period").textContent = chosen ? `${range}.${left}` : `${range}, all documents.`;
  };
}
