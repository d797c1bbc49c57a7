/* What fills the work area, by its name in the address, in the order of the buttons and of the key t. */

/**
 * `title` is on the button; beside a view that stands `alone`, no panel is shown. `make` makes a view that is neither the
 * network nor a table: a function of graph and tools that returns an element `box` and a function `show`, which is called
 * with the state, the scope and the names of what has changed.
 */
export const VIEWS = {
  network: { title: "Network" },
  names: { title: "Names" },
  links: { title: "Links" },
};

export const nextView = (view) => {
  const names = Object.keys(VIEWS);
  return names[(names.indexOf(view) + 1) % names.length];
};
