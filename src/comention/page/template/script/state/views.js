/* What fills the work area, by its name in the address, in the order of the buttons and of the key t. */

import { server } from "../live/server.js";

/** `title` is on the button; beside a view that stands `alone`, no panel is shown. Views that are not `here` have no button. */
const ALL = {
  network: { title: "Network" },
  names: { title: "Names" },
  links: { title: "Links" },
  text: { title: "Text", here: server !== null },
  review: { title: "Review", alone: true, here: server !== null && !server.readOnly },
};

export const VIEWS = Object.fromEntries(Object.entries(ALL).filter(([, { here = true }]) => here));

export const nextView = (view) => {
  const names = Object.keys(VIEWS);
  return names[(names.indexOf(view) + 1) % names.length];
};
