/* All formats that the server can make of the whole graph, in the export dialog. */

import { action, announce, element } from "../base/dom.js";
import { download } from "../export/files.js";
import { server } from "./server.js";

/** The heading and the list of formats, which is filled when the server has told them. */
export function serverFormats() {
  const list = element("ul", { class: "offers" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const complain = (words) => {
    problem.textContent = words;
    problem.hidden = !words;
  };
  server.get("formats").then(
    ({ formats }) => list.append(...formats.map(offer)),
    ({ message }) => complain(message),
  );

  function offer({ name, file, about }) {
    const take = async ({ currentTarget: button }) => {
      button.disabled = true;
      complain("");
      announce(`${file} is being made.`);
      try {
        const made = await server.file(`export/${encodeURIComponent(name)}`);
        download(fileName(file, made.type), made.type, made);
      } catch ({ message }) {
        complain(message);
      }
      button.disabled = false;
    };
    return element("li", {}, action(name, take), element("span", { class: "note" }, about));
  }

  return [
    element("h3", {}, "The whole graph, in all formats"),
    element("p", { class: "note" }, "Made by comention from everything, whatever the filters."),
    list,
    problem,
  ];
}

/** What a file is called; a folder comes as one file. */
const fileName = (file, type) =>
  type.startsWith("application/zip") && !file.endsWith(".zip") ? `${file.replace(/\/$/, "")}.zip` : file;
