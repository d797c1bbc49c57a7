/* Makes elements; strings become text nodes, never markup. */

export const byId = (id) => document.getElementById(id);

/** An element with attributes (`onclick` and the like take functions) and children; null and false are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

/** One of the page's symbols as an image. */
export function symbol(name, className = "icon") {
  const SVG = "http://www.w3.org/2000/svg";
  const image = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  image.setAttribute("class", className);
  image.setAttribute("aria-hidden", "true");
  image.append(use);
  return image;
}

/** A button with a text. */
export const action = (words, onclick, attributes = {}) =>
  element("button", { type: "button", class: "action", onclick, ...attributes }, words);

/** A button with a symbol; `words` are its accessible name and tooltip. */
export const iconAction = (name, words, onclick, attributes = {}) =>
  element(
    "button",
    { type: "button", class: "tool", "aria-label": words, title: words, onclick, ...attributes },
    symbol(name),
  );

/** A bar from 0 to 1. */
export function bar(share) {
  const fill = element("span");
  fill.style.width = `${Math.max(4, 100 * share)}%`;
  return element("span", { class: "bar", "aria-hidden": "true" }, fill);
}

/** Fills `list` with its first rows; if there are more, a button that shows all of them is returned, too. */
export function shortList(rows, first, list) {
  list.append(...rows.slice(0, first));
  if (rows.length <= first + 1) {
    list.append(...rows.slice(first));
    return [list];
  }
  const more = action(
    `Show all ${format(rows.length)}`,
    () => {
      list.append(...rows.slice(first));
      more.remove();
    },
    { class: "more rest" },
  );
  return [list, more];
}

/** Tells screen readers what has changed. */
export function announce(words) {
  byId("status").textContent = words;
}

export const format = new Intl.NumberFormat("en").format;

export const capital = (words) => words.replace(/^./u, (letter) => letter.toUpperCase());

/** "1 mention", "1,200 mentions". */
export const counted = (count, noun) => `${format(count)} ${plural(count, noun)}`;

export const plural = (count, noun) => (count === 1 ? noun : `${noun}s`);

export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const narrow = matchMedia("(max-width: 640px)");
