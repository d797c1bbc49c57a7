/* Corrects what is wrong with a name: merge, not this name, wrong type, not an entity, rename. */

import { action, element, iconAction } from "../base/dom.js";
import { live } from "../base/live.js";
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
  if (!live.corrects || isLabel(node, form)) return null;
  const words = `“${form}” is not ${node.label}`;
  return action("Not this name", () => correct({ kind: "different", node, text: form }), {
    "aria-label": words,
    title: words,
  });
}

/** The form that is open, and of which name: it stays open when the panel is filled again. */
let opened = { key: "", form: "" };

/**
 * Buttons that correct an entity, and a place under them for the form that some of them open. In a file, corrections are
 * only shown, until comention runs with them.
 */
export function correctActions(node, tools) {
  if (!live.corrects) return { buttons: [], form: null };
  const forms = { merge: mergeForm, rename: renameForm, type: typeForm };
  const place = element("div", { class: "correct", id: "correct", hidden: true });
  const buttons = Object.entries({ merge: "Merge…", rename: "Rename…", type: "Wrong type…" }).map(
    ([name, words]) =>
      action(words, () => show(opened.form === name ? "" : name, true), {
        ...{ id: `open-${name}`, "aria-expanded": "false", "aria-controls": "correct", title: HINTS[name] },
      }),
  );
  const ignore = () => tools.correct({ kind: "ignore", node, text: "" });
  buttons.push(action("Not an entity", ignore, { title: HINTS.ignore }));

  function show(name, focused) {
    opened = { key: node.key, form: name };
    place.hidden = !name;
    place.replaceChildren(...(name ? forms[name](node, tools) : []));
    for (const button of buttons.slice(0, -1))
      button.setAttribute("aria-expanded", String(button.id === `open-${name}`));
    if (focused) place.querySelector("input, button")?.focus();
  }

  show(opened.key === node.key ? opened.form : "");
  return { buttons, form: place };
}

const HINTS = {
  merge: "Say that this is the same as another name",
  rename: "Give this another name",
  type: "Say that this is a person, an organization or a country",
  ignore: "Say that this is not a person, an organization or a country",
};

function mergeForm(node, { find, correct }) {
  const same = (other) => {
    if (other === node) return;
    opened.form = "";
    correct({ kind: "same", node, other });
  };
  const picker = pickerField(find, "Merge with", same, {
    ...{ id: "merge-with", placeholder: "Find the other name" },
  });
  return [picker, element("p", { class: "note" }, `Both will be called “${node.label}”.`)];
}

function renameForm(node, { correct }) {
  const name = element("input", { class: "field", id: "new-name", value: node.label, autocomplete: "off" });
  const rename = (event) => {
    event.preventDefault();
    const text = name.value.split(/\s+/u).join(" ").trim();
    if (!text || text === node.label) return;
    opened.form = "";
    correct({ kind: "rename", node, text });
  };
  return [
    element(
      "form",
      { onsubmit: rename },
      element("label", { for: "new-name" }, "Rename to"),
      element(
        "div",
        { class: "row" },
        name,
        element("button", { type: "submit", class: "action" }, "Rename"),
      ),
    ),
  ];
}

function typeForm(node, { correct }) {
  const others = Object.entries(TYPES).filter(([type]) => type !== node.type);
  const retype = (type) => {
    opened.form = "";
    correct({ kind: "type", node, text: type });
  };
  return [
    element(
      "div",
      { class: "row", role: "group", "aria-label": "Wrong type" },
      element("span", {}, "This is"),
      ...others.map(([type, { a }]) => action(a, () => retype(type))),
    ),
  ];
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
      "No corrections yet. Select a name: Merge, Rename and the like are at the top of its details.";
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
