/* Search for names, and a search box with a list of matches. */

import { counted, element, format } from "./dom.js";
import { derived, mark, surfaceForms, typeOf } from "../data/graph.js";

const MATCHES = 9;
const UNMARKED = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" };

/** Letters without case and accents: "Łukasz Ünal" is found by "lukasz unal". */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[øłđðħıßæœþ]/g, (letter) => UNMARKED[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A function that finds entities, best first: whole names, beginnings of names, beginnings of words, then the rest. */
export function createFinder(graph) {
  const entries = derived(graph, () =>
    graph.nodes.map((node) => {
      const forms = [node.label, ...surfaceForms(node), node.code ?? ""];
      return { node, text: ` ${[...new Set(forms.map(fold))].join(" | ")} ` };
    }),
  );

  return (typed) => {
    const query = fold(typed);
    if (!query) return [];
    const words = query.split(" ");
    const [whole, start, word] = [` ${query} `, ` ${query}`, words];
    const found = [[], [], [], []];
    for (const { node, text } of entries()) {
      if (!word.every((part) => text.includes(part))) continue;
      const at = text.indexOf(start);
      const rank = at < 0 ? 3 : isForm(text, whole) ? 0 : isForm(text, start) ? 1 : 2;
      found[rank].push(node);
    }
    return found.flat();
  };
}

/** True if a form begins with `part`, or, if `part` ends with a space, is equal to it. */
function isForm(text, part) {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 1), at), text[at + part.length]];
    if ((!at || before === "|") && (!part.endsWith(" ") || after === undefined || after === "|")) return true;
  }
  return false;
}

const PAUSE = 120; // milliseconds after the last letter until a server is asked

/**
 * Turns an input and a list into a search box with matches; `onChoose` is called with the selected entity. Where a server
 * knows more names than the page, `find.more` asks for them, and `find.bring` fetches one.
 */
export function createPicker(find, input, list, onChoose) {
  let timer = null;
  let matches = [];
  let active = 0;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");

  function option(node, index) {
    const query = fold(input.value);
    const other =
      !fold(node.label).includes(query) && node.aliases.find(([form]) => fold(form).includes(query))?.[0];
    const about = [typeOf(node), other && `also “${other}”`, counted(node.mentions, "mention")].filter(
      Boolean,
    );
    return element(
      "li",
      {
        id: `${list.id}-${index}`,
        role: "option",
        "aria-selected": String(index === active),
        onmousedown: (event) => event.preventDefault(),
        onclick: () => choose(node),
      },
      mark(node),
      element("span", { class: "name", dir: "auto" }, node.label),
      element("span", { class: "note" }, about.join(" · ")),
    );
  }

  function render() {
    const asked = fold(input.value) !== "";
    const shown = matches.slice(0, MATCHES).map(option);
    const more = matches.length - shown.length;
    const note = (words) => element("li", { class: "note", role: "presentation" }, words);
    if (more > 0) shown.push(note(`and ${format(more)} more: keep typing`));
    if (asked && !matches.length) shown.push(note("No matching name."));
    list.replaceChildren(...shown);
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (matches.length && asked) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function look() {
    matches = find(input.value);
    active = 0;
    render();
    clearTimeout(timer);
    if (find.more && fold(input.value)) timer = setTimeout(lookFurther, PAUSE);
  }

  async function lookFurther() {
    const typed = input.value;
    const more = fold(typed) ? await find.more(typed) : [];
    if (input.value !== typed || !more.length) return;
    matches = [...find(typed), ...more];
    render();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  async function choose(node) {
    input.value = "";
    close();
    if (!node.elsewhere) return onChoose(node);
    const brought = await find.bring(node.key);
    return brought && onChoose(brought);
  }

  close();
  input.addEventListener("input", look);
  input.addEventListener("focus", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = Math.min(MATCHES, matches.length);
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      render();
    } else if (event.key === "Enter" && matches[active]) {
      event.preventDefault();
      choose(matches[active]);
    } else if (event.key === "Escape" && input.value) {
      event.stopPropagation();
      event.preventDefault();
      input.value = "";
      look();
    }
  });
}

let pickers = 0;

/** A new search box with a label. */
export function pickerField(find, label, onChoose, attributes = {}) {
  const { id = `picker-${++pickers}` } = attributes;
  const input = element("input", {
    ...{ id, type: "search", autocomplete: "off", spellcheck: "false", class: "field" },
    ...attributes,
  });
  const list = element("ul", { id: `${id}-list`, class: "matches", "aria-label": label, hidden: true });
  createPicker(find, input, list, onChoose);
  return element("div", { class: "picker" }, element("label", { for: id }, label), input, list);
}
