/* How to read the picture and how to use it, by mouse, finger and keyboard. */

import { element } from "../base/dom.js";
import { createDialog } from "./dialog.js";

const KEYS = [
  ["/", "find a name"],
  ["Esc", "close what is open"],
  ["Arrow keys", "move the network, when it has the focus"],
  ["Shift + arrow keys", "go to the next name in that direction"],
  ["Ctrl + arrow keys", "move the chosen name"],
  ["+ −", "zoom"],
  ["0", "show the whole network"],
  ["1 2", "highlight one step, or two, around the chosen name"],
  ["i", "isolate what is chosen, or show everything again"],
  ["h", "hide the chosen name"],
  ["p", "pin the chosen name"],
  ["c", "how is the chosen name connected with another?"],
  ["t", "the network, the names or the links"],
  ["Ctrl + Z", "undo"],
  ["Ctrl + Shift + Z", "redo"],
  ["?", "this help"],
];

const tips = ({ backbone, measures }) => [
  ["Size", "The larger a shape, the more often the name is mentioned."],
  ["Shape", "Circles are people, squares organizations, diamonds countries."],
  ["Lines", "The thicker a line, the more often both are named together. Choose a line to read where."],
  ["Grounds", "Names that are often linked among themselves stand together on a common ground: a community."],
  [
    "Strongest links",
    "Where there are many links, only the strongest are shown. “Link strength” shows more or fewer.",
  ],
  [
    "Backbone",
    `Links that are strong for at least one of their two names, given how many links it has (disparity filter, level ${backbone}). A link between two names that have no other is never one of them.`,
  ],
  ["Rings", "A ring marks a name that is pinned, a broken ring one with a correction noted."],
  [
    "Moving",
    "Drag the ground to move the picture, a name to move that name; with a finger, choose the name first.",
  ],
  ...[...measures.names, ...measures.links].map(({ label, meaning }) => [
    label,
    `${meaning.replace(/^./, (letter) => letter.toUpperCase())}.`,
  ]),
];

export const createHelp = ({ facts }) =>
  createDialog("help", "How to use this page", () => [
    element(
      "dl",
      { class: "tips" },
      ...tips(facts).map(([name, words]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, words)),
      ),
    ),
    element("h3", {}, "Keys"),
    element(
      "table",
      { class: "keys" },
      element(
        "tbody",
        {},
        ...KEYS.map(([keys, does]) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, element("kbd", {}, keys)),
            element("td", {}, does),
          ),
        ),
      ),
    ),
  ]);
