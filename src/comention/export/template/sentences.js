/* Passages for reading: grouped by document, every name in them marked and leading to its entity. */

const FIRST_PASSAGES = 12;

/** The text of a passage, in which the names of `heroes` stand out. */
function readable({ text, names }, heroes) {
  const parts = [];
  let at = 0;
  for (const { start, end, node } of names) {
    const name = text.slice(start, end);
    parts.push(text.slice(at, start));
    parts.push(
      heroes.includes(node)
        ? element("mark", { class: node.type }, name)
        : element("a", { class: "named", href: entityAddress(node) }, name),
    );
    at = end;
  }
  parts.push(text.slice(at));
  return element("blockquote", { dir: "auto" }, ...parts);
}

/** What a document is called, and underneath where it comes from and when it was written. */
function documentHeading({ id, title, date, source }) {
  const about = [
    date && readableDate(date),
    title && title !== id && id,
    source && source !== id && source,
  ].filter(Boolean);
  return element(
    "h4",
    { dir: "auto" },
    title || id,
    about.length > 0 && element("small", {}, about.join(" · ")),
  );
}

/** All passages under their documents; a long list starts with its beginning. */
function passageList(passages, heroes) {
  const box = element("div", { class: "passages" });
  function render(limit) {
    const groups = groupBy(passages.slice(0, limit), (passage) => passage.order);
    box.replaceChildren(
      ...[...groups.values()].map((group) =>
        element(
          "section",
          {},
          documentHeading(group[0].document),
          ...group.map((passage) => readable(passage, heroes)),
        ),
      ),
    );
    const more = passages.length - limit;
    if (more > 0)
      box.append(
        element(
          "button",
          { class: "more", type: "button", onclick: () => render(limit + 10 * FIRST_PASSAGES) },
          `Show ${format(Math.min(more, 10 * FIRST_PASSAGES))} more`,
        ),
      );
  }
  render(passages.length <= FIRST_PASSAGES + 3 ? passages.length : FIRST_PASSAGES);
  return box;
}
