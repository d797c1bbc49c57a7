/* Keyboard shortcuts of the page, and of the stage when it has the focus. */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM = { "+": 1, "=": 1, "-": -1 };
const TYPING = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";
const SINGLE = ["/", "?", "i", "h", "p", "c", "t", "1", "2"];

/** `does` has a function for each single key, and `undo`, `redo`, `escape`, `pan`, `zoom`, `fit`, `walk` and `push`. */
export function bindKeys(host, does) {
  function stageKey({ key, shiftKey, ctrlKey, metaKey }) {
    const arrow = ARROWS[key];
    const command = ctrlKey || metaKey;
    if (arrow && command) return () => does.push(arrow);
    if (arrow && shiftKey) return () => does.walk(arrow);
    if (arrow) return () => does.pan(...arrow);
    if (command) return null;
    if (key in ZOOM) return () => does.zoom(ZOOM[key]);
    return key === "0" ? does.fit : null;
  }

  function pageKey({ key, shiftKey, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() === "z") return shiftKey ? does.redo : does.undo;
      return key === "y" ? does.redo : null;
    }
    return SINGLE.includes(key) ? does[key] : null;
  }

  addEventListener("keydown", (event) => {
    if (event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return does.escape();
    if (event.target.matches?.(TYPING)) return undefined;
    const act = (event.target === host && stageKey(event)) || pageKey(event);
    if (!act) return undefined;
    event.preventDefault();
    return act();
  });
}
