/* A line above the network that says what did not work, until it is closed. */

import { byId, element, iconAction } from "./dom.js";

/** Says these words; without words, the line goes away. */
export function notice(words) {
  byId("notice")?.remove();
  if (!words) return;
  const close = iconAction("close", "Close this message", () => {
    byId("notice").remove();
    byId("graph").focus();
  });
  byId("bar").after(
    element("div", { id: "notice", role: "alert" }, element("span", { dir: "auto" }, words), close),
  );
}

/** “Ada Lee” and “Bo Ray” are not on this page. */
export function notHere(names) {
  if (!names.length) return "";
  const quoted = names.map((name) => `“${name}”`);
  const last = quoted.pop();
  const all = quoted.length ? `${quoted.join(", ")} and ${last} are` : `${last} is`;
  return `${all} not on this page.`;
}
