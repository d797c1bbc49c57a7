/* Adding documents: by a button or by dropping files on the page; how far the work is, and what came of each file. */

import { action, announce, counted, element, format } from "../base/dom.js";
import { server } from "./server.js";

const FIRST_INPUTS = 200;

export const addingPanel = {
  title: "Add documents",
  hint: "Add documents: choose files, or drop them anywhere on this page",
  icon: "plus",
  content: (graph, { adding }) => [adding.box],
};

/** `open` shows the panel, when files were dropped or chosen. */
export function createAdding(open) {
  const bar = element("progress", { "aria-label": "Reading documents", hidden: true });
  const status = element("p", { class: "note", role: "status" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const list = element("div", { class: "inputs" });
  const picker = element("input", {
    ...{ type: "file", multiple: true, hidden: true, id: "files", "aria-label": "Documents to add" },
    onchange() {
      add([...picker.files]);
      picker.value = "";
    },
  });
  const box = element(
    "div",
    { class: "adding" },
    element(
      "p",
      { class: "note" },
      "Choose files, or drop them anywhere on this page. They are kept on this machine, and only what is new is read.",
    ),
    element(
      "div",
      { class: "actions" },
      action("Choose files…", () => picker.click()),
    ),
    picker,
    bar,
    status,
    problem,
    list,
  );
  let accepted = new Set();
  let sending = false;

  function complain(words) {
    problem.textContent = words;
    problem.hidden = !words;
  }

  async function add(files) {
    if (!files.length || sending) return;
    open();
    sending = true;
    complain("");
    bar.hidden = false;
    bar.removeAttribute("value");
    status.textContent = `Sending ${counted(files.length, "file")}…`;
    try {
      const { accepted: names } = await server.send("documents", files);
      accepted = new Set([...accepted, ...names]);
      status.textContent = `${counted(names.length, "file")} received. Reading…`;
    } catch ({ message }) {
      bar.hidden = true;
      status.textContent = "";
      complain(message);
    }
    sending = false;
  }

  function progress(step) {
    bar.hidden = !step && !sending;
    if (!step) {
      if (!sending) status.textContent = "";
      return;
    }
    const { step: words, done, total } = step;
    if (total) Object.assign(bar, { max: total, value: done });
    else bar.removeAttribute("value");
    status.textContent = total ? `${words}: ${format(done)} of ${format(total)}` : words;
  }

  /** What became of all files that were read; those that were added here come first. */
  async function inputs() {
    try {
      const { inputs: all } = await server.get("inputs");
      list.replaceChildren(...lists(all));
    } catch ({ message }) {
      complain(message);
    }
  }

  function lists(all) {
    const failed = all.filter(({ reason }) => reason);
    const added = all.filter(({ reason, added: here }) => here && !reason);
    return [
      ...inputList("Added", added, ({ id }) => [element("span", { class: "name", dir: "auto" }, id)]),
      ...inputList("Could not be read", failed, ({ id, reason }) => [
        element("span", { class: "name", dir: "auto" }, id),
        element("span", { class: "note", dir: "auto" }, reason),
      ]),
    ];
  }

  dropTarget(add);
  return {
    ...{ box, progress, problem: complain },
    inputs,
    choose: () => picker.click(),
  };
}

function inputList(title, all, show) {
  if (!all.length) return [];
  return [
    element("h3", {}, title, element("span", { class: "count" }, format(all.length))),
    element(
      "ul",
      { class: "input-list" },
      ...all.slice(0, FIRST_INPUTS).map((one) => element("li", {}, ...show(one))),
    ),
    all.length > FIRST_INPUTS &&
      element("p", { class: "note" }, `and ${format(all.length - FIRST_INPUTS)} more`),
  ].filter(Boolean);
}

/** Takes files that are dropped anywhere on the page; while they are over it, the page says so. */
function dropTarget(add) {
  const overlay = element(
    "div",
    { class: "drop-here", hidden: true },
    element("p", {}, "Drop files to add them"),
  );
  document.body.append(overlay);
  let depth = 0;
  const hasFiles = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");
  const over = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = !depth;
  };
  addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(1);
  });
  addEventListener("dragleave", (event) => hasFiles(event) && over(-1));
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(-depth);
    const { files } = event.dataTransfer;
    if (files.length) add([...files]);
    else announce("Only files can be added.");
  });
}
