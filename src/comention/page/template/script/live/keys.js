/* Keys that a view has while it is shown. */

const TYPED = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";

/** `does` has a function for each key. */
export const bindViewKeys = (state, view, does) =>
  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, target } = event;
    if (altKey || ctrlKey || metaKey || event.defaultPrevented || document.querySelector("dialog[open]"))
      return;
    if (state.get().view !== view || !Object.hasOwn(does, key) || target.matches?.(TYPED)) return;
    event.preventDefault();
    does[key]();
  });
