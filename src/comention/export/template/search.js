/* Search as you type: the words of a query in, the entities that carry them out; and the box with its list of matches. */

const MATCHES = 9;
const UNMARKED = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" };

/** Letters without case and accents: "Łukasz Ünal" is found by "lukasz unal". */
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[øłđðħıßæœþ]/g, (letter) => UNMARKED[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A function from query to entities, best first: whole names, then beginnings of words, then anything that contains it. */
function createFinder(graph) {
  const entries = graph.nodes.map((node) => ({
    node,
    forms: [node.label, ...node.aliases.map(([form]) => form), node.code ?? ""].map(
      (form) => ` ${fold(form)} `,
    ),
  }));
  const quality = (forms, query) => {
    if (forms.includes(` ${query} `)) return 3;
    if (forms.some((form) => form.startsWith(` ${query}`))) return 2;
    if (forms.some((form) => form.includes(` ${query}`))) return 1;
    const words = query.split(" ");
    return forms.some((form) => words.every((word) => form.includes(word))) ? 0 : -1;
  };
  return (text) => {
    const query = fold(text);
    if (!query) return [];
    return entries
      .map(({ node, forms }) => ({ node, quality: quality(forms, query) }))
      .filter((match) => match.quality >= 0)
      .sort((a, b) => b.quality - a.quality || a.node.id - b.node.id)
      .map((match) => match.node);
  };
}

/** The search box. `onChoose` gets the entity that the reader chose. */
function createSearch(graph, onChoose) {
  const find = createFinder(graph);
  const [input, list] = [byId("query"), byId("matches")];
  let matches = [];
  let active = 0;

  function option(node, index) {
    const other = node.aliases
      .map(([form]) => form)
      .find(
        (form) => !fold(node.label).includes(fold(input.value)) && fold(form).includes(fold(input.value)),
      );
    const about = [
      TYPES[node.type].one,
      other && `also “${other}”`,
      counted(node.mentions, "mention"),
    ].filter(Boolean);
    return element(
      "li",
      {
        id: `match-${index}`,
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
    if (more > 0)
      shown.push(element("li", { class: "note", role: "presentation" }, `and ${format(more)} more: type on`));
    if (asked && !matches.length)
      shown.push(element("li", { class: "note", role: "presentation" }, "No name like this."));
    list.replaceChildren(...shown);
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (matches.length && asked) input.setAttribute("aria-activedescendant", `match-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function look() {
    matches = find(input.value);
    active = 0;
    render();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(node) {
    input.value = "";
    close();
    onChoose(node);
  }

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
  return { focus: () => input.select() };
}
