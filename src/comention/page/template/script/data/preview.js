/* What corrections would make of the graph: other rows, in which what follows from the sentences is counted again. */

import { sameText, splitKey } from "./corrections.js";
import { nodesOf } from "./graph.js";
import { pairs } from "./recount.js";
import { joinedSaid, turned } from "./said.js";

/**
 * Rows as corrections make them, with `became`: the keys of the names that are gone, each with that of the name it became,
 * or null. A name that was corrected has the keys of all names that it consists of in `joined`. What only a new run can
 * tell, such as the measures of names that were merged, is left out.
 */
export function previewed(rows, corrections) {
  if (!corrections.length) return rows;
  const { groups, byKey } = grouped(rows.nodes, corrections);
  const parts = partsOf(rows.nodes, byKey);
  const { nodes, place } = nodesFrom(rows, groups, parts);
  const passages = passagesWith(rows, parts, place);
  const became = new Map();
  for (const { keys, gone } of groups)
    for (const key of keys) if (gone || key !== keys[0]) became.set(key, gone ? null : keys[0]);
  const changed = { ...rows, nodes, passages, became };
  const edges = edgesFrom(rows, changed, parts, place);
  const counts = { ...rows.facts.counts };
  if (counts.entities) counts.entities += nodes.length - rows.nodes.length;
  if (counts.links) counts.links += edges.length - rows.edges.length;
  return { ...changed, edges, facts: { ...rows.facts, counts } };
}

/**
 * The groups of names that corrections touch. A group is one name afterwards, or none if it is `gone`. It has the `keys`
 * of its names, of which the first one stays, the `label` and `type` that it was given, and `apart`, the groups of forms
 * that are not it; such a group has the `form`.
 */
function grouped(nodes, corrections) {
  const rowOf = new Map(nodes.map((row) => [row.key, row]));
  const byKey = new Map();
  function of({ key }) {
    if (!byKey.has(key) && rowOf.has(key)) byKey.set(key, groupWith(key));
    return byKey.get(key);
  }
  function join(one, other) {
    if (!other || one === other) return;
    one.keys.push(...other.keys);
    one.apart.push(...other.apart);
    one.type = other.type || one.type;
    for (const key of other.keys) byKey.set(key, one);
  }
  const does = {
    same: (group, { other }) => join(group, of(other)),
    type: (group, { text }) => (group.type = text),
    ignore: (group) => (group.gone = true),
    rename(group, { text }) {
      const known = nodes.find(({ key, label }) => sameText(label, text) && !group.keys.includes(key));
      if (known) join(group, of(known));
      group.label = text;
    },
    /** A name that was merged leaves again if it is called like this; otherwise the form becomes a name of its own. */
    different(group, { node, text }) {
      const own = group.keys.slice(1).find((key) => rowOf.has(key) && sameText(rowOf.get(key).label, text));
      const key = own ?? splitKey(node, text);
      byKey.set(key, groupWith(key, text));
      if (own) group.keys = group.keys.filter((each) => each !== own);
      else group.apart.push(byKey.get(key));
    },
  };
  for (const correction of corrections) {
    const group = of(correction.node);
    if (group) does[correction.kind](group, correction);
  }
  return { groups: new Set(byKey.values()), byKey };
}

const groupWith = (key, form = "") => ({ keys: [key], form, label: "", type: "", gone: false, apart: [] });

/**
 * For each node that corrections touch, by its number: its `group`, a function that tells the group `of` a form, and `all`
 * groups that its forms belong to.
 */
function partsOf(nodes, byKey) {
  const parts = new Map();
  nodes.forEach(({ key, aliases }, number) => {
    const group = byKey.get(key);
    if (!group) return;
    const of = (form) => {
      const apart = group.apart.find((one) => sameText(one.form, form));
      return apart ? byKey.get(apart.keys[0]) : group;
    };
    parts.set(number, { group, of, all: new Set([group, ...aliases.map(([form]) => of(form))]) });
  });
  return parts;
}

/** True if a node only has another name or type, or is gone. */
const whole = ({ group, all }) => all.size === 1 && group.keys.length === 1;

/** The rows of the nodes in their new order, and the new `place` of a group, or of the number of an untouched node. */
function nodesFrom({ nodes, passages, facts }, groups, parts) {
  const members = new Map();
  for (const [number, { all }] of parts)
    for (const group of all) members.set(group, [...(members.get(group) ?? []), number]);
  const most = Math.max(...nodes.map(({ mentions }) => mentions));
  const unknown = Object.fromEntries(facts.measures.names.map(({ name }) => [name, undefined]));

  function rowOf(group) {
    const own = (number) => group.keys.indexOf(nodes[number].key);
    const numbers = members.get(group).sort((a, b) => own(a) - own(b));
    const first = nodes[numbers.find((number) => own(number) === 0) ?? numbers[0]];
    const type = group.type || typeOfMost(numbers.map((number) => nodes[number]));
    const label = group.label || (group.keys[0] === first.key ? first.label : group.form);
    const code = type === "COUNTRY" ? first.code : undefined;
    const named = { key: group.keys[0], label, type, code, joined: group.keys };
    if (numbers.length === 1 && whole(parts.get(numbers[0]))) return { ...first, ...named };
    const aliases = formsOfAll(
      numbers.flatMap((number) =>
        nodes[number].aliases.filter(([form]) => parts.get(number).of(form) === group),
      ),
    );
    const mentions = aliases.reduce((sum, [, count]) => sum + count, 0);
    const roles = joinedSaid(
      numbers.flatMap((number) => nodes[number].roles ?? []),
      (index) => names(passages[index], group),
    );
    const aside = group.keys[0] === first.key ? 0 : 3 * first.size; // a form that is split off stands beside its name
    return {
      ...{ ...first, ...unknown, ...named, aliases, mentions, roles },
      ...{ x: first.x + aside, y: first.y + aside, size: radius(mentions, most) },
      ...{ windows: undefined, degree: undefined, seen: undefined, file_id: undefined },
    };
  }

  const names = ({ text, spans }, group) =>
    spans.some(
      (number, at) =>
        at % 3 === 2 && parts.get(number)?.of(text.slice(spans[at - 2], spans[at - 1])) === group,
    );

  const kept = nodes.flatMap((row, number) => (parts.has(number) ? [] : [{ what: number, row }]));
  const made = [...groups].filter((group) => !group.gone && members.has(group));
  const all = [...kept, ...made.map((group) => ({ what: group, row: rowOf(group) }))]
    .filter(({ row }) => row.mentions)
    .sort(({ row: a }, { row: b }) => b.mentions - a.mentions || (a.key < b.key ? -1 : 1));
  return { nodes: all.map(({ row }) => row), place: new Map(all.map(({ what }, index) => [what, index])) };
}

/** Areas grow with mentions, as in the layout. */
const radius = (mentions, most) =>
  Math.min(26, Math.round(10 * (6 + 20 * Math.sqrt(mentions / Math.max(16, most)))) / 10);

/** The type with the most mentions, of equal ones the last in the alphabet, as comention decides. */
function typeOfMost(rows) {
  const counts = new Map();
  for (const { type, mentions } of rows) counts.set(type, (counts.get(type) ?? 0) + mentions);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? 1 : -1))[0][0];
}

/** Forms with their counts, each once, the most frequent first. */
function formsOfAll(aliases) {
  const forms = new Map();
  for (const [form, count, reason] of aliases) {
    const known = forms.get(form) ?? [form, 0, reason];
    forms.set(form, [form, known[1] + count, known[2]]);
  }
  return [...forms.values()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The passages with the new numbers of their names; names that are gone are only text. */
const passagesWith = ({ passages }, parts, place) =>
  passages.map((passage) => {
    const old = passage.spans;
    const spans = [];
    for (let at = 0; at < old.length; at += 3) {
      const node = old[at + 2];
      const what = parts.get(node)?.of(passage.text.slice(old[at], old[at + 1])) ?? node;
      const number = place.get(what);
      if (number !== undefined) spans.push(old[at], old[at + 1], number);
    }
    return { ...passage, spans };
  });

/**
 * The rows of the links in their new order. If names were merged or split, their links are counted in the sentences, if
 * links are; otherwise they are added up, and the passages that they have in common count once.
 */
function edgesFrom(rows, { nodes, passages, facts }, parts, place) {
  const placesOf = (number) => [...(parts.get(number)?.all ?? [number])].map((what) => place.get(what));
  const recounted = new Set(
    [...parts.keys()].filter((number) => !whole(parts.get(number))).flatMap(placesOf),
  );
  // for each of these names, the sentences that name it too, by the other names in them
  const named = new Map([...recounted].map((number) => [number, new Map()]));
  passages.slice(0, facts.sentences).forEach((passage, index) => {
    if (!passage.spans.some((number, at) => at % 3 === 2 && named.has(number))) return;
    const all = nodesOf(passage);
    for (const number of all)
      for (const other of named.has(number) ? all : []) {
        const shared = named.get(number);
        if (!shared.has(other)) shared.set(other, []);
        shared.get(other).push({ ...passage, index });
      }
  });
  for (const number of recounted)
    if (number !== undefined) nodes[number].documents = countedIn(named.get(number).get(number) ?? []).size;

  const both = ({ from, to }) =>
    (recounted.has(from) ? named.get(from).get(to) : named.get(to).get(from)) ?? [];
  const unknown = Object.fromEntries(facts.measures.links.map(({ name }) => [name, undefined]));

  /** One link in place of those that there were between two names; there may have been none. */
  function joinedLink({ from, to, old }) {
    const all = both({ from, to });
    const solid = old.some((edge) => edge.solid) ? 1 : undefined;
    const naming = (index, ends, { spans } = passages[index]) =>
      ends.every((end) => nodesOf({ spans }).includes(end));
    const told = old.flatMap((edge) => {
      const same = placesOf(edge.from).includes(from);
      return (edge.relations ?? []).map((relation) => (same ? relation : turned(relation)));
    });
    const relations = joinedSaid(told, (index) => naming(index, [from, to]));
    const link = { ...old[0], ...unknown, solid, from, to, relations, seen: undefined };
    const plain = old.every(({ places, evidence }) => !places && !evidence);
    if (plain) return weighed(link, countedIn(all));
    const lists = old.map((edge) => {
      const own = ({ index }) => naming(index, [edge.from, edge.to], rows.passages[index]);
      const listed = edge.evidence ?? all.filter(own).map(({ index }) => index);
      return listed.filter((index) => naming(index, [from, to]));
    });
    const counts = new Map();
    old.forEach(({ places, evidence }, number) => {
      const list = lists[number];
      const some = evidence && list.length < evidence.length; // the name was split
      const own = places && !some ? pairs(places) : countedIn(list.map((index) => passages[index]));
      for (const [order, count] of own) {
        const before = counts.get(order) ?? 0;
        counts.set(order, facts.unit === "document" ? Math.max(before, count) : before + count);
      }
    });
    if (facts.unit !== "document")
      for (const [order, count] of countedIn(repeated(lists).map((index) => passages[index])))
        counts.set(order, Math.max(1, counts.get(order) - count));
    const shown = old.some(({ evidence }) => evidence) ? [...new Set(lists.flat())] : undefined;
    const places = [...counts].sort(([a], [b]) => a - b).flat();
    return { ...weighed(link, counts), evidence: shown, places };
  }

  const links = [];
  const joined = new Map();
  function joinable(from, to) {
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (!joined.has(key)) joined.set(key, { from, to, old: [] });
    return joined.get(key);
  }
  for (const edge of rows.edges) {
    if (!parts.has(edge.from) && !parts.has(edge.to)) {
      links.push({ ...edge, from: place.get(edge.from), to: place.get(edge.to) });
      continue;
    }
    for (const from of placesOf(edge.from))
      for (const to of placesOf(edge.to)) {
        if (from === undefined || to === undefined || from === to) continue;
        if (!recounted.has(from) && !recounted.has(to)) links.push({ ...edge, from, to });
        else joinable(from, to).old.push(edge);
      }
  }
  for (const part of parts.values())
    if (facts.unit === "sentence")
      for (const [from, to] of pairsOf([...part.all].map((what) => place.get(what)))) joinable(from, to);
  links.push(...[...joined.values()].map(joinedLink).filter(({ weight }) => weight));
  const apart = ({ from, to }) => nodes[from].mentions * nodes[to].mentions;
  return links.sort((a, b) => b.weight - a.weight || b.documents - a.documents || apart(a) - apart(b));
}

/** Each two of some numbers, without those that are none. */
const pairsOf = (numbers) =>
  numbers.flatMap((one, index) =>
    numbers
      .slice(index + 1)
      .flatMap((other) => (one === undefined || other === undefined ? [] : [[one, other]])),
  );

/** How many of the passages are in each document. */
function countedIn(passages) {
  const counts = new Map();
  for (const { document } of passages) counts.set(document, (counts.get(document) ?? 0) + 1);
  return counts;
}

function weighed(link, counts) {
  const weight = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { ...link, weight, documents: counts.size };
}

/** What is in more than one list, as often as it is repeated. */
function repeated(lists) {
  const known = new Set();
  return lists.flatMap((list) =>
    list.filter((one) => {
      const again = known.has(one);
      known.add(one);
      return again;
    }),
  );
}
