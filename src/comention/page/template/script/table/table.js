/* A table that can be sorted and filtered; of a long one, the first rows are shown, and more on request. */

import { action, counted, element, format } from "../base/dom.js";
import { fold } from "../base/search.js";

const ROWS = 100;

/**
 * `columns` are { title, value, show, numeric, words }: rows are sorted by `value`, `show` makes the cell, and a filter
 * searches in `words`. Returns the element and a function that fills it with items.
 */
export function createTable(caption, columns, noun) {
  let items = [];
  let limit = ROWS;
  let order = { column: null, down: false };
  const filter = element("input", {
    ...{ type: "search", class: "field", autocomplete: "off", spellcheck: "false" },
    placeholder: `Filter ${noun}s`,
    "aria-label": `Filter ${noun}s`,
    oninput: () => fill(ROWS),
  });
  const count = element("p", { class: "note", role: "status" });
  const heads = columns.map((column) => {
    const sort = action(column.title, () => {
      const down = order.column === column ? !order.down : Boolean(column.numeric);
      order = { column, down };
      fill(limit);
    });
    return element("th", { scope: "col", class: column.numeric && "number" }, sort);
  });
  const body = element("tbody");
  const more = action("", () => fill(limit + 10 * ROWS), { class: "more" });
  const box = element(
    "div",
    { class: "table" },
    element("div", { class: "row" }, filter, count),
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
    if (!column) return found;
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
    const direction = down ? -1 : 1;
    const missing = (value) => value === undefined || value === "" || value === null;
    return [...found].sort((one, other) => {
      const [a, b] = [column.value(one), column.value(other)];
      if (missing(a) || missing(b)) return missing(a) - missing(b);
      return direction * compare(a, b);
    });
  }

  function fill(wanted) {
    limit = wanted;
    const words = fold(filter.value).split(" ");
    const text = (item) => fold(columns.map(({ words: say }) => say?.(item) ?? "").join(" "));
    const found = filter.value
      ? items.filter((item) => words.every((word) => text(item).includes(word)))
      : items;
    const rows = sorted(found).slice(0, limit);
    body.replaceChildren(
      ...rows.map((item) =>
        element(
          "tr",
          {},
          ...columns.map(({ show, value, numeric }, index) =>
            element(
              index ? "td" : "th",
              { scope: !index && "row", class: numeric && "number" },
              (show ?? value)(item) ?? "",
            ),
          ),
        ),
      ),
    );
    columns.forEach((column, index) => {
      if (order.column !== column) heads[index].removeAttribute("aria-sort");
      else heads[index].setAttribute("aria-sort", order.down ? "descending" : "ascending");
    });
    count.textContent =
      found.length === items.length
        ? counted(found.length, noun)
        : `${format(found.length)} of ${counted(items.length, noun)}`;
    const left = found.length - rows.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${format(Math.min(left, 10 * ROWS))} more`;
  }

  return {
    box,
    show(next) {
      items = next;
      fill(limit);
    },
  };
}
