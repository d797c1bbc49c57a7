/*
 * What sentences say of names and links: roles and relations, the most supported first. Each has the sentences that say
 * it, `said`, as lists: the index of a passage, then start and end of each of its words that do.
 */

import contract from "../../../../contract.json" with { type: "json" };
import { groupBy } from "../base/dom.js";

/** So many roles and relations are shown at first. */
export const FIRST_SAID = contract.first_said;

/** The relations of a link as objects that have its ends as `source` and `target`. */
export const directed = (relations = [], from, to) =>
  relations.map(({ back, ...relation }) => ({
    ...relation,
    source: back ? to : from,
    target: back ? from : to,
  }));

/** Those of some roles or relations that the `chosen` documents tell, with their counts there; all if that is null. */
export function saidIn(graph, listed, chosen) {
  if (!chosen) return listed;
  const isChosen = ([index]) => chosen.has(graph.passages[index].order);
  return listed
    .map((one) => ({ ...one, said: one.said.filter(isChosen) }))
    .map((one) => ({ ...one, count: one.said.length }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count);
}

/** The most supported relation of a link in the `chosen` documents; if it has some of the `kinds`, one of those. */
export function firstRelation(graph, { relations }, kinds, chosen) {
  const found = saidIn(graph, relations, chosen);
  return found.find(({ kind }) => kinds.has(kind)) ?? found[0];
}

/**
 * Rows of roles or relations of several names or links as those of one, each once. A sentence counts once, and only if
 * `keeps` is true of its index.
 */
export function joinedSaid(rows, keeps) {
  const found = new Map();
  for (const { count, said, ...about } of rows) {
    const kept = said.filter(([index]) => keeps(index));
    const key = JSON.stringify(about);
    if (kept.length && !found.has(key)) found.set(key, { ...about, count: 0, said: [] });
    const one = found.get(key);
    const added = kept.filter(([index]) => !one.said.some(([known]) => known === index));
    if (added.length) one.count += added.length < said.length ? added.length : count;
    one?.said.push(...added);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** The row of a relation whose link has its ends in the other order. */
export const turned = ({ back, ...relation }) => ({ back: back ? undefined : 1, ...relation });

/** What one of the `said` says in which words: the passage, and start and end of each word. */
export const sayingOf = (graph, [index, ...words]) => ({ passage: graph.passages[index], words });

/** What passages say of a link, by passage: its relations, each with the words that say it. */
export function sayingsOf(graph, relations) {
  const all = relations.flatMap((relation) =>
    relation.said.map((one) => ({ relation, ...sayingOf(graph, one) })),
  );
  return groupBy(all, ({ passage }) => passage);
}

/** The entity that a role names, as it is in the graph now; null if it names none. */
export function namedBy(graph, { of }) {
  const known = of ? graph.find(of) : null;
  return known && graph.current(known);
}

/** The three parts of a relation: "Michael Flynn", "called", "Sergey Kislyak". */
export const partsOfRelation = ({ source, target, phrase, source_text, target_text }) => [
  source_text ?? source.label,
  phrase,
  target_text ?? target.label,
];

const withArrows = (texts) => texts.filter(Boolean).join(` ${contract.arrow} `);

/** "Michael Flynn → called → Sergey Kislyak" */
export const relationText = (relation) => withArrows(partsOfRelation(relation));

/** What stands beside the arrow of a relation: its phrase, and what is read instead of the labels of its ends. */
export const arrowLabel = ({ source_text, phrase, target_text }) =>
  withArrows([source_text, phrase, target_text]);

/** Whether sentences of the `chosen` documents, or of all if that is null, say a relation of one of some kinds. */
export const isRelated = (graph, { relations }, kinds, chosen) =>
  saidIn(graph, relations, chosen).some(({ kind }) => kinds.has(kind));
