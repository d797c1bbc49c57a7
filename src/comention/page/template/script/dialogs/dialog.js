/* A dialog with a heading and a close button, which a click outside of it closes, too. */

import { byId, element, iconAction } from "../base/dom.js";

/** Connects the dialog `id` with its button `open-id`; `fill` returns its content each time it opens. */
export function createDialog(id, title, fill) {
  const dialog = byId(id);
  const open = () => {
    if (dialog.open) return;
    const close = iconAction("close", "Close", () => dialog.close());
    const head = element("div", { class: "head" }, element("h2", { id: `${id}-heading` }, title), close);
    const scroll = { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": `${id}-heading` };
    dialog.replaceChildren(head, element("div", scroll, ...fill().filter(Boolean)));
    dialog.showModal();
  };
  byId(`open-${id}`).addEventListener("click", open);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return open;
}
