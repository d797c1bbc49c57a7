/* Taking along what is shown: pictures, data for other programs, the evidence. */

import { action, counted, element } from "../base/dom.js";
import { chosenDocuments } from "../state/scope.js";
import { download, fileStem } from "../take/files.js";
import { png, svg } from "../take/picture.js";
import { evidenceCsv, evidenceMarkdown, graphml, linksCsv, namesCsv } from "../take/tables.js";
import { createDialog } from "./dialog.js";

const CSV = "text/csv;charset=utf-8";
const BOM = "\ufeff"; // tells spreadsheets that this is UTF-8

/** `scopeNow` gives what is shown, `sceneNow` how it is painted. */
export function createTake(graph, state, scopeNow, sceneNow) {
  const title = document.querySelector("h1").textContent;
  const { measures } = graph.facts;
  const stem = fileStem(title);
  const chosen = () => chosenDocuments(graph, state.get());
  const save = (name, type, text) => download(`${stem}${name}`, type, text);
  const GROUPS = [
    [
      "Picture",
      ["PNG", "for a page or a slide", async () => save(".png", "image/png", await png(sceneNow()))],
      ["SVG", "for print; can be edited", () => save(".svg", "image/svg+xml", svg(sceneNow(), title))],
    ],
    [
      "Data",
      [
        "GraphML",
        "for Gephi, Cytoscape, yEd",
        () => save(".graphml", "application/xml", graphml(scopeNow(), title)),
      ],
      ["Names as CSV", "for a spreadsheet", () => save("-names.csv", CSV, BOM + namesCsv(scopeNow(), measures))],
      ["Links as CSV", "for a spreadsheet", () => save("-links.csv", CSV, BOM + linksCsv(scopeNow(), measures))],
    ],
    [
      "Evidence",
      [
        "Sentences as CSV",
        "one row a sentence",
        () => save("-evidence.csv", CSV, BOM + evidenceCsv(graph, scopeNow(), chosen())),
      ],
      [
        "Sentences as Markdown",
        "for a notebook",
        () =>
          save(
            "-evidence.md",
            "text/markdown;charset=utf-8",
            evidenceMarkdown(graph, scopeNow(), chosen(), title),
          ),
      ],
    ],
  ];

  return createDialog("take", "Take it along", () => {
    const { nodes, edges } = scopeNow();
    const words = `What is shown now: ${counted(nodes.length, "name")} and ${counted(edges.length, "link")}. Change the filters to take more or less.`;
    return [
      element("p", { class: "note" }, words),
      ...GROUPS.flatMap(([name, ...offers]) => [
        element("h3", {}, name),
        element(
          "ul",
          { class: "offers" },
          ...offers.map(([what, use, onclick]) =>
            element("li", {}, action(what, onclick), element("span", { class: "note" }, use)),
          ),
        ),
      ]),
    ];
  });
}
