/*
 * Corrections that the reader notes, in words and as a fragment of `comention.toml`. They refer to names as they are in the
 * data of the page, by records with key, label and type.
 */

import { fold } from "../base/search.js";
import { TYPES } from "./graph.js";

/** A correction in words. */
export function saidOf({ kind, node, other, text }) {
  const name = `“${node.label}”`;
  if (kind === "same") return `${name} and “${other.label}” are the same`;
  if (kind === "different") return `“${text}” is not ${name}`;
  if (kind === "rename") return `${name} is called “${text}”`;
  if (kind === "type") return `${name} is ${TYPES[text].a}`;
  return `${name} is not a person, organization or country`;
}

/** The key of the name that a form becomes when it is split off. */
export const splitKey = (node, text) => `${node.key} ≠ ${text}`;

/** True if a correction is about one of these keys. */
export const concerns = ({ kind, node, other, text }, keys) =>
  [node.key, other?.key, kind === "different" && splitKey(node, text)].some((key) => keys.includes(key));

/** The names in rows, and those that corrections split off, by key. */
export function namesIn({ nodes }, corrections) {
  const names = new Map(nodes.map(({ key, label, type }) => [key, { key, label, type }]));
  for (const correction of corrections) addSplit(names, correction);
  return names;
}

/** Adds the name that a correction splits off, if it does. */
export function addSplit(names, { kind, node, text }) {
  const key = splitKey(node, text);
  if (kind === "different") names.set(key, { key, label: text, type: node.type });
}

/** The list with one more correction, and without those that it replaces. */
export function withCorrection(corrections, added) {
  const { kind, node, other, text } = added;
  const about = [node, other].filter(Boolean).map(({ key }) => key);
  const kept = corrections.filter((one) => {
    if (!about.includes(one.node.key) && !about.includes(one.other?.key)) return true;
    if (kind === "ignore" || one.kind === "ignore") return false;
    if (one.node.key !== node.key || one.kind !== kind) return true;
    if (kind === "same") return one.other.key !== other.key;
    if (kind === "different") return one.text !== text;
    return false;
  });
  return [...kept, added];
}

/**
 * The fragment, with one entry per entity. No text is in two entries, so that the fragment does not contradict itself;
 * if two corrections contradict each other, the later one counts.
 */
export function fragmentOf(corrections, title) {
  const entries = createEntries();
  for (const { kind, node, other, text } of corrections) {
    if (kind === "same") entries.join(node.label, other.label);
    if (kind === "different") entries.part(node.label, text);
    if (kind === "type") entries.of(node.label).type = text;
    if (kind === "rename") entries.rename(node.label, text);
  }
  const lines = [`# Corrections noted on the page ${quoted(title)}.`];
  for (const { name, type, aliases, others } of entries.list) {
    lines.push("", "[[entity]]", `name = ${quoted(name)}`);
    if (type) lines.push(`type = ${quoted(type)}`);
    if (aliases.length) lines.push(`aliases = [${aliases.map(quoted).join(", ")}]`);
    if (others.length) lines.push(`not_aliases = [${others.map(quoted).join(", ")}]`);
  }
  const ignored = corrections.filter(({ kind, node }) => kind === "ignore" && !entries.find(node.label));
  for (const { node } of ignored) lines.push("", "[[ignore]]", `text = ${quoted(node.label)}`);
  return `${lines.join("\n")}\n`;
}

/** Entries with a name, aliases, and texts that are not aliases; a text is a name or an alias in at most one entry. */
function createEntries() {
  let list = [];
  const find = (text) =>
    list.find(({ name, aliases }) => [name, ...aliases].some((known) => sameText(known, text)));
  function of(text) {
    if (!find(text)) list.push({ name: text, type: "", aliases: [], others: [] });
    return find(text);
  }
  function join(one, other) {
    const [kept, gone] = [of(one), of(other)];
    if (kept === gone) return kept;
    list = list.filter((entry) => entry !== gone);
    kept.aliases.push(gone.name, ...gone.aliases);
    kept.type = gone.type || kept.type;
    kept.others = [...kept.others, ...gone.others].filter((text) => find(text) !== kept);
    return kept;
  }
  return {
    ...{ find, of, join },
    get list() {
      return list;
    },
    part(name, text) {
      const entry = of(name);
      entry.aliases = entry.aliases.filter((known) => !sameText(known, text));
      if (find(text) !== entry && !entry.others.includes(text)) entry.others.push(text);
    },
    rename(old, text) {
      const entry = find(text) ? join(old, text) : of(old);
      entry.aliases = [...entry.aliases, entry.name].filter((known) => !sameText(known, text));
      entry.others = entry.others.filter((known) => !sameText(known, text));
      entry.name = text;
    },
  };
}

/** For `comention.toml`, texts that differ only in case and spaces are the same. */
const folded = (text) => text.split(/\s+/u).join(" ").trim().toLowerCase().replaceAll("ß", "ss");
export const sameText = (one, other) => folded(one) === folded(other);

/** A TOML string: a JSON string in which DEL is escaped and lone surrogates are replaced. */
const quoted = (text) => JSON.stringify(text.toWellFormed?.() ?? text).replaceAll("\u007f", "\\u007f");

/** True if a form is the label of the entity, which cannot be taken from it. */
export const isLabel = (node, form) => sameText(form, node.label) || !fold(form);
