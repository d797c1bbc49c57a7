/* What the reader has starred for the dossier: names, links and sentences, each with a note. */

const KINDS_OF_STARS = ["name", "link", "sentence"];

/** What tells one star from others: its kind, and a key, two keys, or a document and the number of a sentence. */
const starParts = ({ kind, key, source, target, document, sentence }) =>
  ({ name: [kind, key, ""], link: [kind, source, target], sentence: [kind, document, sentence] })[kind];

export const starId = (star) => JSON.stringify(starParts(star));

export const starOfNode = ({ key }) => ({ kind: "name", key });

/** The star of a link, whichever of its ends is named first. */
export function starOfEdge(edge) {
  const [source, target] = [edge.source.key, edge.target.key].sort();
  return { kind: "link", source, target };
}

/** The star of a sentence; what is known about it is kept, but is not part of the address. */
export const starOfPassage = ({ document, page, recognized, sentence, text }) => ({
  ...{ kind: "sentence", document: document.id, sentence, text, page, recognized },
  ...{ title: document.title, date: document.date },
});

export const isStarred = (stars, wanted) => stars.some((star) => starId(star) === starId(wanted));

/** The stars with one more, or without it if it is there. */
export const withStar = (stars, wanted) =>
  isStarred(stars, wanted)
    ? stars.filter((star) => starId(star) !== starId(wanted))
    : [...stars, { note: "", ...wanted }];

export const withNote = (stars, wanted, note) =>
  stars.map((star) => (starId(star) === starId(wanted) ? { ...star, note } : star));

/** A star as it is written in the address. */
export const starText = (star) => JSON.stringify([...starParts(star), star.note]);

/** The star that is written in an address, in a list; an empty list if it is none. */
export function starAt(text) {
  try {
    const [kind, one, other, note] = JSON.parse(text);
    if (!KINDS_OF_STARS.includes(kind) || typeof one !== "string" || typeof note !== "string") return [];
    if (kind === "name") return [{ kind, key: one, note }];
    if (kind === "link") return typeof other === "string" ? [{ kind, source: one, target: other, note }] : [];
    return Number.isInteger(other) ? [{ kind, document: one, sentence: other, note }] : [];
  } catch {
    return [];
  }
}

/** Title, credit and note of the dossier as they are written in the address, and read from there. */
export const dossierText = ({ title, credit, note }) => JSON.stringify([title, credit, note]);

export function dossierAt(text, otherwise) {
  try {
    const [title, credit, note] = JSON.parse(text).map(String);
    return { title, credit, note: note ?? "" };
  } catch {
    return otherwise;
  }
}
