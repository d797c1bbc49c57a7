/* A layout of its own for a few isolated entities, in which linked ones are close together. */

import { otherEnd } from "../data/graph.js";

/** More entities than this stay where they are. */
export const FEW = 250;
const ROUNDS = 80;
const WIDER = 1.5; // labels are wider than they are high

/**
 * Stress majorization (Gansner, Koren and North 2004) over all pairs. It starts from the places in the whole network, so
 * that the result is reproducible. Afterwards, overlapping discs are pushed apart.
 */
export function arrange(nodes, edges) {
  const count = nodes.length;
  const hops = hopsBetween(nodes, edges);
  const gap = Math.min(70, Math.max(16, 420 / Math.sqrt(count + 1)));
  const x = nodes.map(({ home }) => home.x);
  const y = nodes.map(({ home }) => home.y);
  const wanted = (a, b) => (nodes[a].size + nodes[b].size + gap) * hops[a * count + b] ** 0.8;
  for (let round = 0; round < ROUNDS; round++)
    for (let a = 0; a < count; a++) {
      let [sumX, sumY, total] = [0, 0, 0];
      for (let b = 0; b < count; b++) {
        if (a === b) continue;
        const ideal = wanted(a, b);
        const [dx, dy] = [x[a] - x[b], y[a] - y[b]];
        const scale = ideal / Math.max(1e-6, Math.hypot(dx, dy));
        const pull = 1 / (ideal * ideal);
        sumX += pull * (x[b] + dx * scale);
        sumY += pull * (y[b] + dy * scale);
        total += pull;
      }
      if (total) [x[a], y[a]] = [sumX / total, sumY / total];
    }
  for (let index = 0; index < count; index++) x[index] *= WIDER;
  separate(nodes, x, y, gap / 2);
  return new Map(nodes.map((node, index) => [node, { x: x[index], y: y[index] }]));
}

/** The length of the shortest path between each two nodes; one more than the longest if there is none. */
function hopsBetween(nodes, edges) {
  const count = nodes.length;
  const place = new Map(nodes.map((node, index) => [node, index]));
  const allowed = new Set(edges);
  const hops = new Float64Array(count * count).fill(Infinity);
  let longest = 1;
  nodes.forEach((start, row) => {
    hops[row * count + row] = 0;
    const queue = [start];
    for (const node of queue)
      for (const edge of node.links) {
        if (!allowed.has(edge)) continue;
        const next = row * count + place.get(otherEnd(edge, node));
        if (hops[next] < Infinity) continue;
        hops[next] = hops[row * count + place.get(node)] + 1;
        longest = Math.max(longest, hops[next]);
        queue.push(otherEnd(edge, node));
      }
  });
  return hops.map((value) => Math.min(value, longest + 1));
}

function separate(nodes, x, y, gap) {
  for (let round = 0; round < ROUNDS; round++) {
    let still = true;
    for (let a = 0; a < nodes.length; a++)
      for (let b = a + 1; b < nodes.length; b++) {
        const [dx, dy] = [x[b] - x[a] || 1e-3 * (b - a), y[b] - y[a]];
        const distance = Math.hypot(dx, dy);
        const overlap = nodes[a].size + nodes[b].size + gap - distance;
        if (overlap <= 0) continue;
        still = false;
        const [pushX, pushY] = [(dx / distance) * overlap * 0.5, (dy / distance) * overlap * 0.5];
        [x[a], x[b], y[a], y[b]] = [x[a] - pushX, x[b] + pushX, y[a] - pushY, y[b] + pushY];
      }
    if (still) return;
  }
}
