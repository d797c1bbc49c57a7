/*
 * The review queue: two names at a time that may be the same, side by side with their sentences. An answer is a
 * correction. It is sent while the next pair is already there; if it cannot be kept, the pair comes back.
 */

import { action, announce, capital, counted, element, symbol } from "../base/dom.js";
import { TYPES, typeOf } from "../data/graph.js";
import { bindViewKeys } from "./keys.js";
import { server } from "./server.js";
import { namedLink, readOn, typeOfKey, whereOf, withNames } from "./sentences.js";

/** So many pairs are fetched at once, and more when so few are left. */
const PAIRS = 12;
const FEW_LEFT = 4;

export function createReview(graph, tools) {
  /** The pairs to come, the first of which is shown; those put off; and all that need not be shown again. */
  let pairs = [];
  let later = [];
  let loaded = false;
  let fetching = null;
  const answered = new Set();
  /** The pairs whose answers the server has kept. */
  const kept = new Set();
  /** What was decided here, the last at the end. */
  const decided = [];
  /** So many pairs are left as the server knows, and so many answers it has still to be told. */
  let [toldLeft, ahead] = [0, 0];

  const status = element("p", { class: "note", role: "status" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const place = element("div", { class: "review-pair" });
  const undoButton = action("Undo", undo, {
    title: "Take back the last answer (u)",
    "aria-keyshortcuts": "u",
  });
  const box = element(
    "div",
    { class: "review" },
    element(
      "div",
      { class: "row review-head" },
      element("h2", { tabindex: "-1" }, "Are these the same?"),
      status,
      undoButton,
    ),
    problem,
    place,
  );

  const left = () => toldLeft - ahead;

  /** Fetches pairs, between the answers before and those after it, so that none is asked again or counted twice. */
  const load = () => server.inTurn(fetchPairs);

  async function fetchPairs() {
    try {
      const found = await server.get("review", { many: PAIRS + answered.size + later.length });
      const waiting = new Set([...pairs, ...later].map(({ id }) => id));
      pairs.push(...found.pairs.filter(({ id }) => !answered.has(id) && !waiting.has(id)));
      toldLeft = found.left;
      if (!loaded) complain("");
      loaded = true;
    } catch ({ message }) {
      complain(message);
    }
  }

  function complain(words) {
    problem.textContent = words;
    problem.hidden = !words;
  }

  /** Fetches pairs if few are here and there are others, and shows the first. */
  async function refill(others = left() > pairs.length + later.length) {
    if (pairs.length >= FEW_LEFT || !others) return;
    const before = pairs[0];
    fetching ??= load().finally(() => (fetching = null));
    await fetching;
    if (pairs[0] !== before || !pairs.length) render(false);
    else tell();
  }

  function answer(decision) {
    const pair = pairs.shift();
    if (!pair) return;
    complain("");
    if (decision === "later") later.push(pair);
    else {
      answered.add(pair.id);
      ahead += 1;
      send(pair, decision);
    }
    decided.push({ pair, decision });
    announce(`${DECISIONS[decision].said}. ${pairs.length ? "" : "No more pairs."}`);
    render(true);
    refill();
  }

  function send(pair, decision) {
    server.inTurn(async () => {
      try {
        await server.post("corrections", pair[decision]);
        kept.add(pair);
        toldLeft -= 1;
        ahead -= 1;
      } catch ({ message }) {
        ahead -= 1;
        if (answered.has(pair.id)) bringBack(pair);
        complain(`The answer was not kept, so the pair is here again. ${message}`);
        render(true);
      }
    });
  }

  /** Shows a pair again, as if nothing had been answered. */
  function bringBack(pair) {
    const at = decided.findIndex((one) => one.pair === pair);
    decided.splice(at, 1);
    answered.delete(pair.id);
    later = later.filter((one) => one !== pair);
    pairs.unshift(pair);
  }

  function undo() {
    const last = decided.at(-1);
    if (!last) return;
    const { pair, decision } = last;
    bringBack(pair);
    if (decision !== "later") takeBack(pair);
    render(true);
    announce("The last answer is taken back.");
  }

  function takeBack(pair) {
    ahead -= 1;
    server.inTurn(async () => {
      ahead += 1;
      if (!kept.has(pair)) return tell();
      try {
        await server.post("undo");
        kept.delete(pair);
        toldLeft += 1;
      } catch ({ message }) {
        complain(message);
        pairs = pairs.filter((one) => one !== pair);
        answered.add(pair.id);
        render(true);
      }
    });
  }

  function again() {
    pairs.push(...later);
    later = [];
    render(true);
  }

  function tell() {
    status.textContent = left() > 0 ? `${counted(left(), "pair")} to review` : "";
    undoButton.disabled = !decided.length;
    tools.countReview(left());
  }

  /** Shows the first pair; `focus` moves the focus to it, after an answer. */
  function render(focus) {
    const [pair] = pairs;
    place.replaceChildren(...(pair ? shownPair(pair) : rest()));
    box.querySelector("h2").textContent = pair ? pair.question || "Are these the same?" : "Review";
    tell();
    if (!focus) return;
    box.closest(".view").scrollTop = 0;
    box.querySelector("h2").focus({ preventScroll: true });
  }

  function rest() {
    if (!loaded)
      return [
        element("p", { class: "note" }, problem.hidden ? "Looking for names that may be the same…" : ""),
      ];
    const words = later.length
      ? `Nothing left to review but ${counted(later.length, "pair")} that you put off.`
      : "Nothing left to review.";
    return [
      element("p", { class: "nothing" }, words),
      later.length > 0 && action("Look at them now", again),
    ].filter(Boolean);
  }

  function shownPair(pair) {
    const buttons = Object.entries(DECISIONS).map(([name, { words, key }]) =>
      element(
        "button",
        {
          type: "button",
          class: `action answer ${name}`,
          "aria-keyshortcuts": key,
          onclick: () => answer(name),
        },
        words,
        " ",
        element("kbd", { "aria-hidden": "true" }, key),
      ),
    );
    const why = [
      wholeSentence(pair.why),
      pair.links != null &&
        `${counted(pair.links, "link")} of the graph ${pair.links === 1 ? "hangs" : "hang"} on this.`,
    ];
    return [
      element("p", { class: "note why" }, why.filter(Boolean).join(" ")),
      element("div", { class: "answers", role: "group", "aria-label": "Your answer" }, ...buttons),
      element("div", { class: "cards" }, card(pair.one), card(pair.other, pair.one.key === pair.other.key)),
    ];
  }

  /** Shows a name in the network, with all that is known of it; the browser's back button leads here again. */
  function look(key) {
    tools.state.change({ view: "network" });
    tools.choose(key);
  }

  /** A side of the pair; if both sides are one name, the second is a `form` of it that is in doubt. */
  function card(side, ofForm = false) {
    const { key, label, type, mentions, form, sentences } = side;
    const known = Object.hasOwn(TYPES, type);
    return element(
      "section",
      { class: "card" },
      element(
        "h3",
        { dir: "auto" },
        known && symbol(TYPES[type].shape, `mark by-type ${type}`),
        namedLink([ofForm ? `“${form}”` : label], key, type, look),
      ),
      element(
        "p",
        { class: "note", dir: "auto" },
        [
          known && typeOf(side),
          counted(mentions, "mention"),
          !ofForm && form && form !== label && `here as “${form}”`,
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      ...sentences.map((one) => quotation(one, side)),
    );
  }

  /** A sentence in which the form that is in question is marked. */
  function quotation(passage, { key, form }) {
    const { text, names, document, sentence } = passage;
    const mine = names.filter(
      ([start, end, named]) => named === key && (!form || text.slice(start, end) === form),
    );
    const hits = mine.length ? mine : placesOf(text, form);
    return element(
      "figure",
      {},
      element(
        "blockquote",
        { dir: "auto" },
        ...withNames(
          text,
          names,
          (words, named) => namedLink(words, named, typeOfKey(graph, named), look),
          hits,
        ),
      ),
      element("figcaption", { class: "note" }, whereOf(passage), " ", readOn(document, sentence)),
    );
  }

  bindViewKeys(tools.state, "review", {
    ...Object.fromEntries(Object.entries(DECISIONS).map(([name, { key }]) => [key, () => answer(name)])),
    u: undo,
  });

  return {
    box,
    /** Fetches pairs when the view is shown, or the graph has become another one. */
    async show(now, scope, changed) {
      if (changed && !changed.has("graph")) return;
      if (!loaded) render(false);
      await refill(true);
    },
  };
}

/** The answers, each with its button, its key, and what is said when it was given. */
const DECISIONS = {
  same: { words: "The same", key: "s", said: "The same" },
  different: { words: "Not the same", key: "d", said: "Not the same" },
  later: { words: "Later", key: "l", said: "Put off" },
};

/** What may be a part of a sentence as a whole one. */
const wholeSentence = (words) => words && `${capital(words)}${/[.?!]$/.test(words) ? "" : "."}`;

/** Where a form stands in a text. */
function placesOf(text, form) {
  const places = [];
  if (!form) return places;
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length))
    places.push([at, at + form.length]);
  return places;
}
