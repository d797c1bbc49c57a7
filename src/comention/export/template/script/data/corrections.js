/* Corrections that the reader notes: in words, and as a fragment of `comention.toml`. */

import { fold } from "../base/search.js";
import { TYPES } from "./graph.js";

/** What a correction says. */
export function saidOf({ kind, node, other, text }) {
  const name = `“${node.label}”`;
  if (kind === "same") return `${name} and “${other.label}” are the same`;
  if (kind === "different") return `“${text}” is not ${name}`;
  if (kind === "rename") return `${name} is called “${text}”`;
  if (kind === "type") return `${name} is ${TYPES[text].one === "Organization" ? "an" : "a"} ${TYPES[text].one.toLowerCase()}`;
  return `${name} is no person, organization or country`;
}

export const concerns = (correction, node) => correction.node === node || correction.other === node;

/** The list with one more correction, without those that it takes back. */
export function withCorrection(corrections, added) {
  const { kind, node, other, text } = added;
  const about = [node, other].filter(Boolean);
  const kept = corrections.filter((one) => {
    const touched = about.some((each) => concerns(one, each));
    if (!touched) return true;
    if (kind === "ignore" || one.kind === "ignore") return false;
    if (one.node !== node || one.kind !== kind) return true;
    if (kind === "same") return one.other !== other;
    if (kind === "different") return one.text !== text;
    return false;
  });
  return [...kept, added];
}

/** The fragment: everything about one entity in one entry, so that nothing in it contradicts itself. */
export function fragmentOf(corrections, title) {
  const entries = new Map();
  const home = new Map();
  const rootOf = (node) => (home.has(node) ? rootOf(home.get(node)) : node);
  const join = (one, other) => rootOf(one) !== rootOf(other) && home.set(rootOf(other), rootOf(one));
  for (const { kind, node, other } of corrections) if (kind === "same") join(node, other);
  const entryOf = (node) => {
    const root = rootOf(node);
    if (!entries.has(root)) entries.set(root, { name: root.label, type: "", aliases: [], not_aliases: [] });
    return entries.get(root);
  };
  const lines = [`# What was corrected in the page of ${quoted(title)}.`];
  for (const { kind, node, other, text } of corrections) {
    if (kind === "ignore") continue;
    const entry = entryOf(node);
    if (kind === "same") entry.aliases.push(node.label, other.label);
    if (kind === "different") entry.not_aliases.push(text);
    if (kind === "type") entry.type = text;
    if (kind === "rename") {
      entry.aliases.push(entry.name, node.label);
      entry.name = text;
    }
  }
  for (const { name, type, aliases, not_aliases } of entries.values()) {
    lines.push("", "[[entity]]", `name = ${quoted(name)}`);
    if (type) lines.push(`type = ${quoted(type)}`);
    const [names, others] = [distinct(aliases, [name]), distinct(not_aliases, [name, ...aliases])];
    if (names.length) lines.push(`aliases = [${names.map(quoted).join(", ")}]`);
    if (others.length) lines.push(`not_aliases = [${others.map(quoted).join(", ")}]`);
  }
  for (const { kind, node } of corrections)
    if (kind === "ignore") lines.push("", "[[ignore]]", `text = ${quoted(node.label)}`);
  return `${lines.join("\n")}\n`;
}

/** Texts that are equal but for case and spaces are one to `comention.toml`. */
const sameText = (text) => text.split(/\s+/u).join(" ").trim().toLowerCase();

function distinct(texts, without) {
  const seen = new Set(without.map(sameText));
  return texts.filter((text) => !seen.has(sameText(text)) && seen.add(sameText(text)));
}

/** A TOML string: as in JSON, but that delete is escaped and half a surrogate pair cannot be said. */
const quoted = (text) =>
  JSON.stringify(text.toWellFormed?.() ?? text).replaceAll("\u007f", "\\u007f");

/** True when a form is the very name of an entity, which cannot be taken from it. */
export const isLabel = (node, form) => sameText(form) === sameText(node.label) || !fold(form);
