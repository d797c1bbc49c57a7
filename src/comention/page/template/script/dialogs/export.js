/* Export of what is shown: pictures, data for other programs, and the evidence. */

import { action, element } from "../base/dom.js";
import { live } from "../base/live.js";
import { countsOf, someCounted } from "../state/counts.js";
import { chosenDocuments } from "../state/scope.js";
import { download, fileStem } from "../export/files.js";
import { gexf } from "../export/gexf.js";
import { graphml } from "../export/graphml.js";
import { png, svg } from "../export/picture.js";
import { evidenceCsv, evidenceMarkdown, linksCsv, namesCsv } from "../export/tables.js";
import { createDialog } from "./dialog.js";

const CSV = "text/csv;charset=utf-8";
const BOM = "\ufeff"; // tells spreadsheets that this is UTF-8

/** `scopeNow` returns what is shown, `sceneNow` how it is painted. */
export function createExport(graph, state, scopeNow, sceneNow) {
  const title = document.querySelector("h1").textContent;
  const stem = fileStem(title);
  const chosen = () => chosenDocuments(graph, state.get());
  const save = (name, type, text) => download(`${stem}${name}`, type, text);
  const shown = () => {
    const { names, links } = countsOf(graph, scopeNow());
    return `${someCounted(names, "name")} and ${someCounted(links, "link")}`;
  };
  /** What a picture tells of itself. */
  function told() {
    const orders = chosen();
    const documents = orders ? graph.documents.filter((_, order) => orders.has(order)) : graph.documents;
    const all = graph.facts.counts.documents ?? graph.documents.length;
    const years = documents.flatMap(({ date }) => (date ? [date.split("-")[0]] : [])).sort();
    return {
      title,
      summary: shown(),
      source: [
        someCounted({ shown: orders ? documents.length : all, all }, "document"),
        [...new Set([years[0], years.at(-1)])].filter(Boolean).join(" to "),
        `comention ${graph.facts.comention}`.trim(),
      ]
        .filter(Boolean)
        .join(" · "),
    };
  }

  const GROUPS = [
    [
      "Picture",
      [
        "PNG",
        "for documents and slides",
        async () => save(".png", "image/png", await png(sceneNow(), told())),
      ],
      ["SVG", "for print, and to edit", () => save(".svg", "image/svg+xml", svg(sceneNow(), told()))],
    ],
    [
      "Data",
      [
        "GraphML",
        "for Gephi, Cytoscape and yEd",
        () => save(".graphml", "application/xml", graphml(graph, state.get(), scopeNow(), title)),
      ],
      [
        "GEXF",
        "for Gephi, with the colours and sizes of the picture",
        () => save(".gexf", "application/xml", gexf(graph, state.get(), scopeNow(), `${title}\n${shown()}`)),
      ],
      [
        "Names as CSV",
        "for a spreadsheet",
        () => save("-names.csv", CSV, BOM + namesCsv(graph, state.get(), scopeNow())),
      ],
      [
        "Links as CSV",
        "for a spreadsheet",
        () => save("-links.csv", CSV, BOM + linksCsv(graph, state.get(), scopeNow())),
      ],
    ],
    [
      "Evidence",
      [
        "Sentences as CSV",
        "a row for each sentence of a link",
        () => save("-evidence.csv", CSV, BOM + evidenceCsv(graph, scopeNow(), chosen())),
      ],
      [
        "Sentences as Markdown",
        "for notes",
        () =>
          save(
            "-evidence.md",
            "text/markdown;charset=utf-8",
            evidenceMarkdown(graph, scopeNow(), chosen(), title),
          ),
      ],
    ],
  ];

  return createDialog("export", "Export", () => {
    const words = `Export what is shown now: ${shown()}. Change the filters to export more or less.`;
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
      ...live.moreExports(),
    ];
  });
}
