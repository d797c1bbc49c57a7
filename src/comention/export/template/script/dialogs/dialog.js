/* A dialog of the page: it has a heading and a close button, and a click beside it closes it, too. */

import { byId, element, iconAction } from "../base/dom.js";

/** Fills the dialog `id` and wires its button `open-id`; `fill` gives its content anew each time it opens. */
export function createDialog(id, title, fill) {
  const dialog = byId(id);
  const open = () => {
    if (dialog.open) return;
    const close = iconAction("close", "Close", () => dialog.close(), { class: "tool close" });
    dialog.replaceChildren(close, element("h2", { id: `${id}-heading` }, title), ...fill(() => dialog.close()).filter(Boolean));
    dialog.showModal();
  };
  byId(`open-${id}`).addEventListener("click", open);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return open;
}
