/*
 * A table that can be sorted and filtered; of a long one, the first rows are shown, and more on request. It says how
 * many rows the filters of the page hide, and can show those that a filter of the table looks for.
 */

import { action, counted, element, format } from "../base/dom.js";
import { fold } from "../base/search.js";
import { someCounted } from "../state/counts.js";

const ROWS = 100;

let helps = 0;

/**
 * `columns` are { title, value, show, numeric, words, minor, help, weak }: rows are sorted by `value`, `show` makes the
 * cell, and a filter searches in `words`. A `minor` column is left out on phones, `help` explains the column, and values
 * of items for which `weak` is true are less reliable, and look so. Rows are first sorted by the column `first`, the largest at the top.
 * `onReveal` is called with hidden items that are to be shown. Returns the element and a function that fills it.
 */
export function createTable(caption, columns, noun, { first, onReveal }) {
  let items = [];
  let hidden = [];
  let limit = ROWS;
  let order = { column: columns.find(({ title }) => title === first), down: true };
  const filter = element("input", {
    ...{ type: "search", class: "field", autocomplete: "off", spellcheck: "false" },
    placeholder: `Filter ${noun}s`,
    "aria-label": `Filter ${noun}s`,
    oninput: () => fill(ROWS),
  });
  const count = element("span");
  const away = element("span");
  const reveal = action("Show", () => {
    filter.focus();
    onReveal(hidden.filter(matcher()));
  });
  const told = element("p", { class: "note row" }, element("span", { role: "status" }, count, away), reveal);
  const explained = element("p", { class: "note", id: `column-help-${++helps}`, hidden: true });
  const heads = columns.map((column) => {
    const sort = action(column.title, () => {
      const down = order.column === column ? !order.down : Boolean(column.numeric);
      order = { column, down };
      fill(limit);
    });
    const about = { scope: "col", class: classOf(column) };
    return element("th", about, sort, column.help && explainer(column, explained));
  });
  const body = element("tbody");
  const more = action("", () => fill(limit + 10 * ROWS), { class: "more" });
  const box = element(
    "div",
    { class: "table" },
    element("div", { class: "row" }, filter, told),
    explained,
    element(
      "table",
      {},
      element("caption", { class: "unseen" }, caption),
      element("thead", {}, element("tr", {}, ...heads)),
      body,
    ),
    more,
  );

  function sorted(found) {
    const { column, down } = order;
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
    const direction = down ? -1 : 1;
    const missing = (value) => value === undefined || value === "" || value === null;
    return [...found].sort((one, other) => {
      const [a, b] = [column.value(one), column.value(other)];
      if (missing(a) || missing(b)) return missing(a) - missing(b);
      return direction * compare(a, b);
    });
  }

  /** A function that tells whether an item has all the words of the filter. */
  function matcher() {
    const parts = fold(filter.value).split(" ");
    return (item) => {
      const text = fold(columns.map(({ words }) => words?.(item) ?? "").join(" "));
      return parts.every((part) => text.includes(part));
    };
  }

  function fill(wanted) {
    limit = wanted;
    const asked = fold(filter.value) !== "";
    const found = asked ? items.filter(matcher()) : items;
    const rows = sorted(found).slice(0, limit);
    body.replaceChildren(...rows.map(row));
    columns.forEach((column, index) => {
      if (order.column !== column) heads[index].removeAttribute("aria-sort");
      else heads[index].setAttribute("aria-sort", order.down ? "descending" : "ascending");
    });
    count.textContent = someCounted({ shown: found.length, all: items.length + hidden.length }, noun);
    const unseen = asked ? hidden.filter(matcher()).length : 0;
    away.textContent = unseen ? `, ${format(unseen)} hidden by filters` : "";
    reveal.hidden = !unseen;
    reveal.setAttribute("aria-label", `Show ${counted(unseen, noun)} hidden by filters`);
    const left = found.length - rows.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${format(Math.min(left, 10 * ROWS))} more`;
  }

  const row = (item) =>
    element(
      "tr",
      {},
      ...columns.map((column, index) =>
        element(
          index ? "td" : "th",
          { scope: !index && "row", class: classOf(column, column.weak && column.weak(item)) },
          (column.show ?? column.value)(item) ?? "",
        ),
      ),
    );

  return {
    box,
    /** Shows these items; others, which are `away`, are hidden by the filters of the page. */
    show(next, others) {
      [items, hidden] = [next, others];
      fill(limit);
    },
  };
}

const classOf = ({ numeric, minor }, weak) =>
  [numeric && "number", minor && "minor", weak && "weak"].filter(Boolean).join(" ") || null;

/** A button that shows and hides the explanation of a column. */
function explainer({ title, help }, place) {
  const button = action(
    "?",
    () => {
      const open = button.getAttribute("aria-expanded") === "true";
      for (const other of document.querySelectorAll(`[aria-controls="${place.id}"]`))
        other.setAttribute("aria-expanded", String(other === button && !open));
      place.hidden = open;
      place.textContent = `${title}: ${help}`;
    },
    {
      ...{ class: "action explain", title: help, "aria-label": `What is ${title}?` },
      ...{ "aria-expanded": "false", "aria-controls": place.id },
    },
  );
  return button;
}
