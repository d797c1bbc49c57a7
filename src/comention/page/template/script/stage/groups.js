/* What communities are called, and where that is written on the stage. */

import { boxAround, inside } from "./boxes.js";

/** A community is called by so many of its strongest names, or by fewer if there is no room. */
const CALLED = 3;
/** Smaller ones need no name of their own. */
const SMALLEST_GROUP = 7;
/** Where names are so many pixels apart, they have room for labels of their own, and their community needs none. */
const ROOMY = 62;
/** Where they are nearer than this, only their community has a label. */
const CRAMPED = 24;
const LONGEST_NAME = 24;
/** So wide may a line be above the smallest community. */
const NARROWEST = 90;
/** The height of a line, in heights of the letters. */
const LINE = 1.15;

/** The name of an entity in few letters: of a person, the surname, if that is used. */
function shortName({ label, type, aliases }) {
  const [surname] = aliases.find(([form]) => type === "PERSON" && label.endsWith(` ${form}`)) ?? [label];
  return surname.length > LONGEST_NAME ? `${surname.slice(0, LONGEST_NAME - 1).trimEnd()}…` : surname;
}

/** Communities, the one with the most names first, with what they are called and how far apart their names are. */
export function groupsOf(communities) {
  return [...communities.values()]
    .filter((members) => members.length >= SMALLEST_GROUP)
    .sort((a, b) => b.length - a.length)
    .map((members) => {
      const [xs, ys] = [members.map(({ x }) => x), members.map(({ y }) => y)];
      const area = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
      const called = members.slice(0, CALLED).map(shortName);
      return { members, called, spread: Math.sqrt(area / members.length) };
    });
}

/** Those of the entities that have no room for a label at this scale: if they are the most, all are. */
export function crampedIn(groups, scale, nodes) {
  const cramped = groups.filter(({ spread }) => spread * scale < CRAMPED).flatMap(({ members }) => members);
  return new Set(cramped.length > nodes.length / 2 ? nodes : cramped);
}

/**
 * Labels of the communities that are too small on screen for labels of all their names. They stay inside `view`, cover
 * none of the boxes `taken`, and as few `shapes` as possible. First each gets a place for its strongest name, then there
 * are more names where there is room.
 */
export function placeGroups(ctx, family, groups, { scale, view, taken, shapes }) {
  const measured = groups
    .filter(({ spread }) => spread * scale <= ROOMY)
    .map(({ members, called }) => {
      const [xs, ys] = [members.map(({ screen }) => screen.x), members.map(({ screen }) => screen.y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const pixels = Math.round(Math.min(18, Math.max(12, (right - left) / 14)));
      return { node: members[0], called, pixels, around: [left, top, right, bottom], place: null };
    });
  const style = ({ pixels }) => `600 ${pixels}px ${family}`;

  function write(group, many) {
    const { called, pixels, around, place } = group;
    ctx.font = style(group);
    const widthOf = (words) => ctx.measureText(words).width;
    const room = Math.max(NARROWEST, 1.1 * (around[2] - around[0]));
    const lines = linesOf(called.slice(0, many), room, widthOf);
    if (many > 1 && lines.length > 2) return false;
    const size = [Math.max(...lines.map(widthOf)), lines.length * LINE * pixels];
    if (place) taken.remove(place.box);
    const better = bestPlace(around, size, { view, taken, shapes });
    if (better) Object.assign(group, { lines, place: better });
    if (group.place) taken.add(group.place.box);
    return Boolean(better);
  }

  for (const group of measured) write(group, 1);
  for (const group of measured)
    for (let many = group.called.length; group.place && many > 1; many--) if (write(group, many)) break;
  return measured
    .filter(({ place }) => place)
    .flatMap(({ node, pixels, lines, place }) =>
      lines.map((text, line) => {
        const y = place.y + (line - (lines.length - 1) / 2) * LINE * pixels;
        return { node, text, font: style({ pixels }), dx: place.x - node.screen.x, dy: y - node.screen.y };
      }),
    );
}

/** Names, separated by commas, in lines that are no wider than `room` if the names are not. */
function linesOf(names, room, widthOf) {
  const lines = [];
  names.forEach((name, index) => {
    const words = index < names.length - 1 ? `${name},` : name;
    const longer = `${lines.at(-1)} ${words}`;
    if (lines.length && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(words);
  });
  return lines;
}

/** The place for a text in or at a community, given by its box, that covers the fewest shapes, rather above than below. */
function bestPlace([left, top, right, bottom], [width, height], { view, taken, shapes }) {
  const [x, y, across, down] = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
  let best = null;
  for (let row = -5; row <= 5; row++)
    for (const column of [0, -1, 1, -2, 2]) {
      const at = { x: x + (column / 8) * across, y: y + (row / 8.5) * (down + height) };
      const box = boxAround(at.x, at.y, width + 6, height + 4);
      if (!inside(view, box) || taken.covered(box)) continue;
      const cost = shapes.covered(box) + 0.25 * Math.abs(column) + 0.12 * Math.abs(row) + (row > 0 ? 0.5 : 0);
      if (!best || cost < best.cost) best = { ...at, box, cost };
    }
  return best;
}
