/* How to read the network, and how to use it by mouse, touch and keyboard. */

import { element } from "../base/dom.js";
import { live } from "../base/live.js";
import { createDialog } from "./dialog.js";

const KEYS = [
  ["/", "find a name"],
  ["Esc", "close the details or the filters"],
  ["Arrow keys", "move the network, if it has the focus"],
  ["Shift + arrow keys", "go to the next name in that direction"],
  ["Ctrl + arrow keys", "move the selected name"],
  ["+ −", "zoom"],
  ["0", "show the whole network"],
  ["1 2", "highlight one or two steps around the selected name"],
  ["i", "isolate what is selected, or show everything again"],
  ["h", "hide the selected name"],
  ["p", "pin the selected name, or unpin it"],
  ["c", "find out how the selected name is connected with another"],
  ["t", "switch between the network, the names and the links"],
  ["Ctrl + Z", "undo"],
  ["Ctrl + Shift + Z", "redo"],
  ["?", "show this help"],
];

const SAID = [
  [
    "Roles",
    "What sentences call a name stands under it, with the number of sentences that do if there are several. Select it to read them.",
  ],
  [
    "Relations",
    "What sentences say of two names: “A → called → B”. The arrow on a line that you select points the way most of them are read. They are found by grammar, can be wrong, and most links have none: read the sentences, in which the words that say so are underlined.",
  ],
  ["Kinds of relation", "Check kinds under “Relations” to see only the links that have such a relation."],
];

const tips = ({ backbone, measures, kinds }) => [
  ["Size", "The larger a shape, the more often the name is mentioned."],
  ["Shape", "Circles are people, squares are organizations, diamonds are countries."],
  [
    "Lines",
    "The thicker a line, the more often its two names occur together. Select a line to read the sentences.",
  ],
  [
    "Shaded areas",
    "Names with many links to one another share a shaded area. Such a group is called a community.",
  ],
  [
    "Strongest links",
    "If there are many links, only the strongest are shown. Use “Link strength” to show more or fewer.",
  ],
  [
    "Backbone",
    `Links that are strong for at least one of their two names, compared with its other links (disparity filter, significance level ${backbone}). A link between two names that have no other links is never part of it.`,
  ],
  [
    "Counts",
    "“23 of 113” means that 23 are shown, and that filters hide the rest. The filters that are on stand above the network; select one there to remove it.",
  ],
  [
    "Paths",
    "“Connect” finds up to three ways from one name to another that share no stop. They avoid countries, and hubs, which are names with so many links that two of them would be linked by chance.",
  ],
  ...(kinds ? SAID : []),
  ["Rings", "A solid ring marks a pinned name, a dashed ring a name for which you noted a correction."],
  [
    "Moving",
    "Drag the background to move the network, or a name to move that name. On a touchscreen, tap the name first.",
  ],
  ...[...measures.names, ...measures.links].map(({ label, meaning }) => [
    label,
    `${meaning.replace(/^./, (letter) => letter.toUpperCase())}.`,
  ]),
];

export const createHelp = (graph) =>
  createDialog("help", "How to use this page", () => [
    element(
      "dl",
      { class: "tips" },
      ...tips(graph.facts).map(([name, words]) =>
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
        ...[...KEYS, ...live.keys].map(([keys, does]) =>
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
