/* Adds to the page what it can do with a server: views, panels, and what stands at names, links and quotations. */

import { action, format } from "../base/dom.js";
import { live } from "../base/live.js";
import { starOfPassage } from "../data/stars.js";
import { PANELS } from "../panel/panel.js";
import { VIEWS } from "../state/views.js";
import { addingPanel } from "./adding.js";
import { createClient } from "./client.js";
import { createDesk } from "./desk.js";
import { dossierPanel } from "./dossier.js";
import { serverFormats } from "./formats.js";
import { keptCorrections } from "./kept.js";
import { createReview } from "./review.js";
import { readOn } from "./sentences.js";
import { server } from "./server.js";
import { edgeStar, nodeStar, sentenceStar } from "./stars.js";
import { createText } from "./text.js";

VIEWS.text = { title: "Text", make: createText };
if (!server.readOnly) VIEWS.review = { title: "Review", alone: true, make: createReview };

if (server.readOnly) delete PANELS.corrections;
else Object.assign(PANELS.corrections, keptCorrections);
PANELS.dossier = dossierPanel;
if (!server.readOnly) PANELS.adding = addingPanel;

Object.assign(live, {
  corrects: !server.readOnly,
  createClient,
  createDesk,
  nameActions: (node, tools) => [nodeStar(node, tools)],
  linkActions: (edge, tools) => [edgeStar(edge, tools)],
  /** A button that fetches the links of a name that are not on the page. */
  moreLinks: (node, { widen }) =>
    node.degree > node.links.length
      ? [action(`Show all ${format(node.degree)} links`, () => widen(node), { class: "more" })]
      : [],
  /** What can be done with a sentence: go on reading, and take it into the dossier. */
  afterQuotation: (passage, tools) => [
    readOn(passage.document.id, passage.sentence),
    sentenceStar(starOfPassage(passage), tools),
  ],
  moreExports: serverFormats,
  keys: [
    ["n", "in a document: the next sentence that names the selected name"],
    ["Shift + n", "the previous one"],
    ["s d l", "in the review: the same, not the same, later"],
    ["u", "in the review: take back the last answer"],
  ],
});
