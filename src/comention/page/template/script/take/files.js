/* Handing text and pictures to the reader: as a file or in the clipboard. */

import { announce } from "../base/dom.js";

/** Saves parts of a file under a name. */
export function download(name, type, ...parts) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  announce(`${name} is ready.`);
}

/** Copies what stands in a text field; where the clipboard is closed to the page, the text is selected for the reader. */
export async function copyText(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    announce("Copied.");
  } catch {
    field.select();
    announce(document.execCommand("copy") ? "Copied." : "The text is selected. Press Ctrl + C to copy it.");
  }
}

/** A name for files: the title in plain letters. */
export const fileStem = (title) =>
  title
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60) || "comention";
