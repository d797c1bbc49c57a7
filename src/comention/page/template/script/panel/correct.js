/* Notes of what is wrong with a name: merge, not the same, wrong type, not an entity, rename. */

import { action, element, iconAction } from "../base/dom.js";
import { pickerField } from "../base/search.js";
import { concerns, fragmentOf, isLabel, saidOf } from "../data/corrections.js";
import { TYPES } from "../data/graph.js";
import { copyText, download } from "../export/files.js";
import { heading } from "./parts.js";

/** The corrections noted for an entity, each with a button that discards it. */
export function pendingOf(node, tools) {
  const keys = node.joined ?? [node.key];
  const mine = tools.state.get().corrections.filter((one) => concerns(one, keys));
  if (!mine.length) return [];
  return [
    element(
      "ul",
      { class: "pending", "aria-label": "Corrections of this name" },
      ...mine.map((one) => pendingRow(one, tools)),
    ),
  ];
}

const pendingRow = (correction, { uncorrect }) =>
  element(
    "li",
    {},
    element("span", { dir: "auto" }, saidOf(correction)),
    iconAction("close", `Discard: ${saidOf(correction)}`, () => uncorrect(correction)),
  );

/** A small button for a surface form that refers to another entity. */
export function notThisForm(node, form, { correct }) {
  if (isLabel(node, form)) return null;
  const words = `“${form}” is not ${node.label}`;
  return action("≠", () => correct({ kind: "different", node, text: form }), {
    "aria-label": words,
    title: words,
  });
}

/** The form at the bottom of an entity's panel; corrections have no effect until comention runs with them. */
export function correctionForm(node, { find, correct, state }) {
  const others = Object.entries(TYPES).filter(([type]) => type !== node.type);
  const name = element("input", { class: "field", id: "new-name", value: node.label, autocomplete: "off" });
  const rename = (event) => {
    event.preventDefault();
    const text = name.value.split(/\s+/u).join(" ").trim();
    if (text && text !== node.label) correct({ kind: "rename", node, text });
  };
  const same = (other) => other !== node && correct({ kind: "same", node, other });
  return element(
    "details",
    { class: "correct", id: "correct" },
    element("summary", {}, "Correct this name"),
    element(
      "p",
      { class: "note" },
      "Corrections are only noted here. They take effect when you run comention with them.",
    ),
    pickerField(find, "Merge with", same, { placeholder: "Find the other name" }),
    element(
      "form",
      { onsubmit: rename },
      element("label", { for: "new-name" }, "Rename to"),
      element("div", { class: "row" }, name, action("Rename", rename, { type: "submit", onclick: null })),
    ),
    element(
      "div",
      { class: "row", role: "group", "aria-label": "Wrong type" },
      element("span", {}, "This is"),
      ...others.map(([type, { a }]) => action(a, () => correct({ kind: "type", node, text: type }))),
    ),
    action("Not an entity", () => correct({ kind: "ignore", node, text: "" }), {
      title: "Note that this is not a person, an organization or a country",
    }),
    state.get().corrections.length > 0 &&
      action("Show all corrections", () => state.change({ selection: { panel: "corrections" } })),
  );
}

/** All corrections that have been noted, and the file for comention. */
export const correctionsPanel = {
  title: "Corrections",
  hint: "Corrections you have noted",
  icon: "pencil",
  count: (state) => state.corrections.length,
  content: noted,
};

function noted(graph, tools) {
  const { corrections } = tools.state.get();
  const title = document.querySelector("h1").textContent;
  const text = fragmentOf(corrections, title);
  if (!corrections.length) {
    const words =
      "No corrections yet. Select a name, and open “Correct this name” at the bottom of its details.";
    return [element("p", { class: "note" }, words)];
  }
  const area = element("textarea", {
    class: "fragment",
    readonly: true,
    rows: Math.min(18, text.split("\n").length),
    "aria-label": "Corrections as TOML",
  });
  area.value = text;
  return [
    element("p", { class: "note" }, "Your corrections are kept in the address of this page. To apply them:"),
    element(
      "ol",
      { class: "steps" },
      element("li", {}, "Download the file."),
      element(
        "li",
        {},
        "Run ",
        element("code", {}, "comention correct corrections.toml"),
        ". If this page is not in the folder ",
        element("code", {}, "output"),
        ", add ",
        element("code", {}, "-o"),
        " and its folder.",
      ),
      element("li", {}, "Open the new page."),
    ),
    element(
      "div",
      { class: "actions" },
      action("Download", () => download("corrections.toml", "application/toml", text)),
      action("Copy", () => copyText(area)),
      action("Discard all", () => tools.state.change({ corrections: [] }, "discard all corrections")),
    ),
    heading("Noted so far", corrections.length),
    element("ul", { class: "pending" }, ...corrections.map((one) => pendingRow(one, tools))),
    heading("File"),
    area,
  ];
}
