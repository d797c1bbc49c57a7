/* Making elements. Strings become text nodes, never markup. */

const byId = (id) => document.getElementById(id);

/** An element with attributes (`onclick` and the like take functions) and children; null and false are left out. */
function element(tag, attributes = {}, ...children) {
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
function symbol(name, className) {
  const SVG = "http://www.w3.org/2000/svg";
  const image = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${name}`);
  image.setAttribute("class", className);
  image.setAttribute("aria-hidden", "true");
  image.append(use);
  return image;
}

const format = new Intl.NumberFormat("en").format;

/** "1 mention", "1,200 mentions". */
const counted = (count, noun) => `${format(count)} ${count === 1 ? noun : `${noun}s`}`;

/** A bar from 0 to 1. */
function bar(share) {
  const fill = element("span");
  fill.style.width = `${Math.max(4, 100 * share)}%`;
  return element("span", { class: "bar", "aria-hidden": "true" }, fill);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 640px)");
