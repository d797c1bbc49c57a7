"""Write a dossier: some names, links and sentences with notes, and the picture of them, as HTML, Markdown or GEXF.

The HTML is one inert file: it has no script and loads nothing. In Markdown, the picture is the last of all, as the text
of an image is long. Of names and links that are no longer in the graph, it is said that they are not.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

import networkx as nx

from comention.contract import COLOURS, RECOGNIZED
from comention.export import Dataset
from comention.export.about import about
from comention.export.digest import Digest, number, often
from comention.export.flatten import clean, spoken
from comention.export.gexf import write_gexf
from comention.export.picture import picture
from comention.export.prose import counted, escape, line, paragraph
from comention.export.svg import drawing
from comention.export.xml import attribute, content, write
from comention.model import Evidence, Graph, NodeAttributes


class Name(NamedTuple):
    """A name by its key, and what is to be said of it."""

    key: str
    note: str = ""


class Link(NamedTuple):
    """A link by the keys of its ends, and what is to be said of it."""

    source: str
    target: str
    note: str = ""


class Sentence(NamedTuple):
    """A sentence, where it is from, and what is to be said of it."""

    text: str
    document: str
    title: str | None = None
    date: str | None = None
    page: int | None = None
    note: str = ""
    recognized: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was chosen, in the order in which it is told; `date` is that of the dossier, as it is to be read."""

    title: str
    date: str
    credit: str = ""
    note: str = ""
    names: Sequence[Name] = ()
    links: Sequence[Link] = ()
    sentences: Sequence[Sentence] = ()


class _Quotation(NamedTuple):
    """A sentence, where it is from, and what it says in words."""

    text: str
    source: str
    words: Sequence[str] = ()


class _Told(NamedTuple):
    """A name, link or sentence as it is told: a heading, some facts, a note, and quotations."""

    heading: str
    facts: Sequence[str]
    note: str
    quotations: Sequence[_Quotation]


_LABEL, _LEFT_OUT = "Who is named with whom", "No longer in the graph: {}"
_NO_EVIDENCE = "No sentence of it is kept."


def part(graph: Graph, dossier: Dossier) -> Graph:
    """Return the names that were chosen and those at the ends of chosen links, with all links between them, and notes.

    `starred` tells what was chosen.
    """
    chosen = {one.key: one.note for one in dossier.names if one.key in graph}
    links = {frozenset(one[:2]): one.note for one in dossier.links if graph.has_edge(one.source, one.target)}
    nodes = [node for node in graph if node in chosen or any(node in link for link in links)]
    found: Graph = nx.Graph()
    found.graph = {name: value for name, value in graph.graph.items() if name not in ("passages", "communities")}
    found.graph |= {"title": dossier.title, "date": dossier.date, "credit": dossier.credit}
    for node in nodes:
        found.add_node(node, **graph.nodes[node], starred=node in chosen, note=chosen.get(node, ""))
    for one, other, known in graph.subgraph(nodes).edges(data=True):
        pair = frozenset((one, other))
        found.add_edge(one, other, **known, starred=pair in links, note=links.get(pair, ""))
    return found


def write_html(graph: Graph, dossier: Dossier, file: BinaryIO) -> None:
    """Write a dossier as a page to read, to print and to send."""
    write(_html(_Content(graph, dossier)), file)


def write_markdown(graph: Graph, dossier: Dossier, file: BinaryIO) -> None:
    """Write a dossier as a text to go on with."""
    write(_markdown(_Content(graph, dossier)), file)


def write_graph(graph: Graph, dossier: Dossier, file: BinaryIO) -> None:
    """Write what was chosen as GEXF, with the notes as attributes."""
    found = part(graph, dossier)
    sentences = (f"“{line(one.text)}” ({_source(one)}) {one.note}".rstrip() for one in dossier.sentences)
    found.graph |= {"note": dossier.note, "sentences": "\n".join(sentences)}
    write_gexf(Dataset(found, lambda: iter(())), file)


WRITERS: Mapping[str, Callable[[Graph, Dossier, BinaryIO], None]] = {
    "html": write_html,
    "markdown": write_markdown,
    "gexf": write_graph,
}
FILES = {"html": "dossier.html", "markdown": "dossier.md", "gexf": "dossier.gexf"}
"""What the file of each format is called."""


class _Content:
    """What a dossier tells, in plain text, whatever it is written in."""

    def __init__(self, graph: Graph, dossier: Dossier) -> None:
        self.dossier = dossier
        self.title = line(dossier.title) or _LABEL
        self.byline = " · ".join(filter(None, (line(dossier.date), line(dossier.credit))))
        self.part = part(graph, dossier)
        self._digest = Digest(self.part)
        self.rights = spoken(self._digest.flat.attributes["rights"])

    def sections(self) -> Iterator[tuple[str, list[_Told]]]:
        """Yield names, links and sentences under their headings, as far as there are any."""
        found = {
            "Names": [self._name(one) for one in self.dossier.names],
            "Links": [self._link(one) for one in self.dossier.links],
            "Sentences": [
                _Told("", (), one.note, [_Quotation(one.text, _source(one))]) for one in self.dossier.sentences
            ],
        }
        yield from ((title, told) for title, told in found.items() if told)

    def making(self) -> Iterator[tuple[str, str]]:
        """Yield how the graph was made: what, and its value."""
        own = {"title", "date", "credit", "rights"}
        yield from ((name, text) for name, text in about(self._digest.flat).items() if name not in own)

    def drawing(self) -> str:
        """The picture, "" if there is nothing in it."""
        return "".join(drawing(picture(Dataset(self.part, lambda: iter(()))))) if len(self.part) else ""

    def _name(self, one: Name) -> _Told:
        if one.key not in self.part:
            return _Told(_LEFT_OUT.format(one.key), (), one.note, ())
        known = self.part.nodes[one.key]
        label = self._digest.label(one.key)
        counts = (
            f"{self._digest.kind(one.key)}, {counted(number(known, 'mentions'), 'mention', 'mentions')}"
            f" in {counted(number(known, 'documents'), 'document', 'documents')},"
            f" {counted(number(known, 'degree'), 'link', 'links')}"
        )
        others = [f"{line(form)} ({count:,})" for form, count in _aliases(known).items() if line(form) != label]
        roles = self._digest.roles(one.key)
        lists = {"Roles": roles, "Also called": ", ".join(others)}
        facts = [counts, *(f"{name}: {told}" for name, told in lists.items() if told)]
        return _Told(label, facts, one.note, ())

    def _link(self, one: Link) -> _Told:
        ends = [self._digest.label(key) if key in self.part else key for key in (one.source, one.target)]
        if not self.part.has_edge(one.source, one.target):
            return _Told(_LEFT_OUT.format(" — ".join(ends)), (), one.note, ())
        known = self.part.edges[one.source, one.target]
        facts, quotations = [f"Named together {often(known, 'weight')}"], []
        for words, passage in self._digest.quoted(known):
            if passage:
                quotations.append(self._quotation(passage, words))
            else:
                facts += words
        facts += [_NO_EVIDENCE] * (not quotations)
        return _Told(" — ".join(ends), facts, one.note, quotations)

    def _quotation(self, passage: Evidence, words: Sequence[str]) -> _Quotation:
        told = self._digest.documents.get(passage["document"])
        title, date = (told.get("title"), told.get("date")) if told else (None, None)
        page, recognized = passage.get("page"), passage.get("recognized", False)
        quoted = Sentence(passage["text"], passage["document"], title, date, page, recognized=recognized)
        return _Quotation(quoted.text, _source(quoted), words)


def _aliases(known: NodeAttributes) -> Mapping[str, int]:
    return known.get("aliases") or {}


def _source(one: Sentence) -> str:
    """Where a sentence is from, in words; the id of its document if that says more than its title."""
    title, document = line(one.title or ""), line(one.document)
    named = f"{title} ({document})" if title and title != document else document
    page, marked = f"page {one.page}" if one.page else "", RECOGNIZED if one.recognized else ""
    return ", ".join(filter(None, (named, line(one.date or ""), page, marked)))


def _html(told: _Content) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content={attribute(_POLICY)}>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_text(told.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>{_text(told.title)}</h1>\n"
    if told.byline:
        yield f'<p class="facts">{_text(told.byline)}</p>\n'
    yield _note(told.dossier.note)
    if drawn := told.drawing():
        yield f"<figure>\n{drawn}<figcaption>{_text(told.byline)}</figcaption>\n</figure>\n"
    for title, several in told.sections():
        yield f"<section>\n<h2>{title}</h2>\n"
        for one in several:
            yield "<article>\n"
            yield f"<h3>{_text(one.heading)}</h3>\n" if one.heading else ""
            yield from (f'<p class="facts">{_text(fact)}</p>\n' for fact in one.facts)
            yield _note(one.note)
            for quoted, source, words in one.quotations:
                yield from (f'<p class="facts">{_text(text)}</p>\n' for text in words)
                yield f"<blockquote><p>“{_text(line(quoted))}”</p><footer>{_text(source)}</footer></blockquote>\n"
            yield "</article>\n"
        yield "</section>\n"
    yield f"<section>\n<h2>{_MADE}</h2>\n<p>{_CAUTION}</p>\n<table>\n<tbody>\n"
    for what, value in told.making():
        yield f'<tr><th scope="row">{_text(what)}</th><td>{_text(value)}</td></tr>\n'
    yield f"</tbody>\n</table>\n<p>{_text(told.rights)}</p>\n</section>\n</main>\n</body>\n</html>\n"


_MADE = "How this was made"
_CAUTION = (
    "A link says that two names stand together, not that they are connected; read what is quoted. "
    "Names were found by a program, which makes mistakes."
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _style(theme: str) -> str:
    return "; ".join(
        f"--{name}: {COLOURS[theme][name]}" for name in ("canvas", "surface", "line", "text", "muted", "accent")
    )


_STYLE = f"""
:root {{ color-scheme: light dark; {_style("light")} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_style("dark")} }} }}
@media print {{
  :root {{ {_style("light")} }}
  article, figure, blockquote {{ break-inside: avoid }}
  h2, h3 {{ break-after: avoid }}
}}
body {{ margin: 0; background: var(--canvas); color: var(--text); font: 1rem/1.55 system-ui, sans-serif }}
main {{ max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere }}
h1 {{ font-size: 2rem; line-height: 1.2; margin: 0 0 0.25rem }}
h2 {{ margin: 2.5rem 0 0.5rem; border-bottom: 1px solid var(--line) }}
h3 {{ margin: 1.5rem 0 0.25rem }}
p {{ margin: 0.25rem 0 }}
.facts, footer, figcaption {{ color: var(--muted); font-size: 0.9rem }}
.note {{ white-space: pre-line; border-inline-start: 3px solid var(--accent); margin: 0.75rem 0; padding: 0 0.75rem }}
figure {{ margin: 1.5rem 0 }}
figure svg {{ max-width: 100%; height: auto; border: 1px solid var(--line) }}
blockquote {{ margin: 0.75rem 0; padding: 0.5rem 0.9rem; background: var(--surface); border: 1px solid var(--line) }}
table {{ border-collapse: collapse; margin: 0.75rem 0; font-size: 0.9rem }}
th, td {{ text-align: start; vertical-align: top; padding: 0.2rem 1rem 0.2rem 0; border-bottom: 1px solid var(--line) }}
th {{ font-weight: 400; color: var(--muted) }}
"""


def _text(text: str) -> str:
    return content(clean(text))


def _note(note: str) -> str:
    return f'<p class="note">{_text(note.strip())}</p>\n' if note.strip() else ""


def _markdown(told: _Content) -> Iterator[str]:
    yield f"# {escape(told.title)}\n\n"
    yield f"{paragraph(told.byline)}\n\n" if told.byline else ""
    yield from _paragraphs(told.dossier.note)
    for title, several in told.sections():
        yield f"## {title}\n\n"
        for one in several:
            yield f"### {escape(one.heading)}\n\n" if one.heading else ""
            yield from (f"{paragraph(fact)}\n\n" for fact in one.facts)
            for quoted, source, words in one.quotations:
                yield from (f"{paragraph(text)}\n\n" for text in words)
                yield f"> “{escape(quoted)}” — *{escape(source)}*\n\n"
            yield from _paragraphs(one.note)
    yield f"## {_MADE}\n\n{_CAUTION}\n\n"
    yield from (f"- {escape(what)}: {escape(value)}\n" for what, value in told.making())
    yield f"\n{paragraph(told.rights)}\n"
    if drawn := told.drawing():
        image = b64encode(drawn.encode("utf-8")).decode("ascii")
        yield f"\n## Picture\n\n![{escape(told.title)}](data:image/svg+xml;base64,{image})\n"


def _paragraphs(note: str) -> Iterator[str]:
    for text in filter(None, map(line, note.split("\n"))):
        yield f"{paragraph(text)}\n\n"
