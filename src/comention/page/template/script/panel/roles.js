/* What documents call an entity: its roles, each of which unfolds the sentences that say so. */

import { element } from "../base/dom.js";
import { placeOf, surfaceForms } from "../data/graph.js";
import { FIRST_SAID, namedBy, saidIn, sayingOf } from "../data/said.js";
import { entityAddress } from "../state/address.js";
import { chosenDocuments } from "../state/scope.js";
import { readable } from "./sentences.js";

const FIRST_SENTENCES = 3;

/** The roles that are unfolded, by the key of their entity and their words: they stay so when the panel is filled again. */
const unfolded = new Set();

/** The most supported roles of an entity. */
export function rolesOf(graph, node, tools) {
  const roles = saidIn(graph, node.roles, chosenDocuments(graph, tools.state.get())).slice(0, FIRST_SAID);
  if (!roles.length) return [];
  const rows = roles.map((role, index) => roleRow(graph, node, { ...role, id: `role-${index}` }, tools));
  return [element("ul", { class: "roles", "aria-label": "Roles" }, ...rows)];
}

function roleRow(graph, node, { id, ...about }, tools) {
  const { role, count, said } = about;
  const key = `${node.key}\n${role}`;
  const sentences = element("div", { id, hidden: true });
  const button = element("button", {
    ...{ type: "button", class: "fold", "aria-controls": id, "aria-expanded": "false" },
    "aria-label": `Sentences that say “${role}”`,
  });
  const line = element(
    "div",
    {
      class: "role",
      onclick({ target }) {
        if (target.closest("a")) return;
        if (!unfolded.delete(key)) unfolded.add(key);
        show();
      },
    },
    button,
    element("span", { dir: "auto" }, ...roleWords(graph, about), count > 1 && ` (${count})`),
  );

  function show() {
    const open = unfolded.has(key);
    button.setAttribute("aria-expanded", String(open));
    sentences.hidden = !open;
    sentences.replaceChildren(...(open ? said.slice(0, FIRST_SENTENCES).flatMap(sentence) : []));
  }

  function sentence(one) {
    const { passage, words } = sayingOf(graph, one);
    return [
      readable(graph, passage, [node], { tools, words }),
      element("p", { class: "note" }, placeOf(passage)),
    ];
  }

  show();
  return element("li", {}, line, sentences);
}

/** The words of a role; if it names another entity, that is a link. */
function roleWords(graph, about) {
  const { role } = about;
  const other = namedBy(graph, about);
  if (!other) return [role];
  const link = (words) => element("a", { class: "named", href: entityAddress(other) }, words);
  const [form] = [other.label, ...surfaceForms(other)]
    .filter((one) => one && role.includes(one))
    .sort((a, b) => b.length - a.length);
  if (!form) return [role, " · ", link(other.label)];
  const at = role.indexOf(form);
  return [role.slice(0, at), link(form), role.slice(at + form.length)];
}
