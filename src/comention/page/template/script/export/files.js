/* Saves text and pictures as files, and copies text to the clipboard. */

import { announce } from "../base/dom.js";

/** Saves the parts of a file under a name. */
export function download(name, type, ...parts) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  announce(`${name} is ready.`);
}

/** Copies the text of a field; where the page may not use the clipboard, the text is selected instead. */
export async function copyText(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    announce("Copied.");
  } catch {
    field.select();
    announce(document.execCommand("copy") ? "Copied." : "The text is selected. Press Ctrl + C to copy it.");
  }
}

/** The name of a file without its suffix: the title in letters, digits and hyphens. */
export const fileStem = (title) =>
  title
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60) || "comention";
