/* How this was made: what went in, with which model and settings, how to read the picture, and what not to believe. */

const wordy = (name) => name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());

function said(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? format(value) : String(value ?? "none");
}

function table(rows) {
  return element(
    "table",
    {},
    element(
      "tbody",
      {},
      ...rows.map(([name, value]) =>
        element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)),
      ),
    ),
  );
}

const KEYS = [
  ["/", "search"],
  ["Esc", "close what is open"],
  ["Arrow keys", "move the network"],
  ["+ −", "zoom"],
  ["0", "show the whole network"],
  ["?", "this page"],
];

/** Fills the dialog and wires its button. */
function createAbout({ facts }) {
  const dialog = byId("about");
  const { unit } = facts;
  dialog.append(
    element(
      "button",
      { class: "tool close", type: "button", "aria-label": "Close", onclick: () => dialog.close() },
      symbol("close", "icon"),
    ),
    element("h2", { id: "about-heading" }, "How this was made"),
    element(
      "p",
      {},
      `A program read the documents, found the people, organizations and countries that they name, and linked those named in the same ${unit}. The more ${unit}s two names share, the stronger their link. Every link leads back to the text.`,
    ),
    element(
      "p",
      {},
      "A link says that two names stand close together in a text. It does not say what they have to do with each other, nor that the text is right. The program misses names, and sometimes takes two for one or one for two: read the sentences before you rely on a link.",
    ),
    element("h3", {}, "What went in"),
    table(Object.entries(facts.counts).map(([name, value]) => [wordy(name), said(value)])),
    element("h3", {}, "Made with"),
    table(
      [
        ["Program", `comention ${facts.comention}`],
        ["Language model", facts.model],
        ...Object.entries(facts.settings).map(([name, value]) => [wordy(name), said(value)]),
      ].filter(([, value]) => value),
    ),
    element("h3", {}, "Reading the picture"),
    element(
      "p",
      {},
      "The larger a shape, the more often the name is mentioned. The thicker a line, the stronger the link. Names that are often linked among themselves stand together on a common ground: a community.",
    ),
    element("h3", {}, "Keys"),
    table(KEYS.map(([key, does]) => [element("kbd", {}, key), does])),
  );
  byId("open-about").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return { open: () => dialog.open || dialog.showModal() };
}
