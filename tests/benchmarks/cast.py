"""Measure how many of the main names of a collection come out right, beside the usual recipe.

Usage, from the project's root:

    python -m tests.benchmarks.cast [FOLDER ...] [--model NAME ...] [--recipe] [--stars] [--ablation]

Marking every name of a collection by hand takes days, listing those that it is about takes minutes. A FOLDER holds
documents, in any files that comention reads, and the list, `cast.tsv`: UTF-8, lines of three or four cells with tabs
between them; empty lines, and those that begin with `#`, are skipped.

    # The minutes of a harbour board. "Lund" alone is the town in annex.txt.
    ruth-lund      PERSON   Ruth Lund
    ruth-lund      PERSON   Lund           minutes-*
    harbour-board  ORG      Harbour Board
    harbour-board  ORG      HB
    -              ORG      Harbour Board of Trade

- *star*: whom the form names, by any word of yours. `-` is somebody else: a longer name that holds a form of a star.
- *type*: PERSON, ORG or COUNTRY, one for all lines of a star; for `-`, it does not matter.
- *form*: a way of writing the name, as it stands in the texts, upper and lower case included. List a form only if it
  names this star, and nobody else, wherever it stands in the documents of its line; others do not hurt if left out.
- *documents*: a pattern for the ids of the documents where the line holds, such as `minutes-*`; all without it. The id
  is the path inside the folder, or what a record has as its `id`. If two lines of one form hold, the later one does.

A form occurs where no letter, digit or underscore comes just before or behind it; any white space is as good as its
spaces. Of forms that begin at one place the longest one is there, and none that begins inside of it.

An occurrence went to the node of the name that shares most characters with it (the first one of equals), or nowhere. A
star's node is the one of its type that most of its occurrences went to. *Share* is the part of all its occurrences that
did; *purity* is the part that they are of the occurrences of all stars that went to that node. A star is *right* if
their harmonic mean, F1, is 90 % or more; *mean F1* is that of the stars, each of which counts once, however often it
occurs. A star that never occurs is left out.

Without a FOLDER, the sample documents are taken. `--recipe` adds what the usual recipe makes of it: the spans of
spaCy's small model, a node for each spelling. `--stars` lists the stars that are not right, and where they went;
`--ablation` shows what each step of `tests/benchmarks/quality.py` brings: the figures without it.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from tests.benchmarks.quality import STEPS, Documents, replaced, resolved, spelled
from tests.benchmarks.readme import show
from tests.benchmarks.scoring import Name

from comention.errors import ComentionError, InputError
from comention.extract import load_extractor
from comention.model import Document, EntityType
from comention.read import Skipped, find, read
from comention.text.intervals import Spans

TESTS = Path(__file__).parents[1]
SEEDS, OWN = TESTS.parent / "seeds", TESTS / "gold" / "cast.tsv"
CAST = "cast.tsv"
NOBODY = "-"
RIGHT = 0.9
COLUMNS = ("right", "of", "mean F1")

Node = tuple[str, str]
"""The type and the id of an entity."""


class Line(NamedTuple):
    """A line of a cast: in the documents whose ids fit a pattern, a form names a star."""

    number: int
    star: str
    type: str
    form: str
    documents: str


class Collection(NamedTuple):
    """Documents, and the cast that they are about."""

    name: str
    documents: Sequence[Document]
    cast: Sequence[Line]


class Star(NamedTuple):
    """A star, and how many of its occurrences went where; None is nowhere.

    `node` is its own, None if none of its type is; `purity` is that node's.
    """

    name: str
    type: str
    places: Counter[Node | None]
    node: Node | None
    purity: float

    @property
    def share(self) -> float:
        """How much of it went to its node."""
        return self.places[self.node] / self.places.total() if self.node else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of share and purity."""
        return 2 * self.share * self.purity / (self.share + self.purity) if self.node else 0.0


def read_cast(path: Path) -> list[Line]:
    """Read a cast; raise InputError for the first line that makes no sense."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not written in UTF-8") from error
    lines = [
        _line(f"{path}:{number}", number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]
    types: dict[str, str] = {}
    for line in lines:
        if line.star != NOBODY and types.setdefault(line.star, line.type) != line.type:
            raise InputError(f"{path}:{line.number}: {line.star} is a {line.type} here and a {types[line.star]} before")
    if not types:
        raise InputError(f"{path}: names no star")
    return lines


def _line(where: str, number: int, line: str) -> Line:
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    if len(cells) not in (3, 4) or not all(cells[:3]):
        raise InputError(f"{where}: a line is a star, a type, a form and perhaps documents, with tabs between them")
    star, kind, form, *documents = cells
    if star != NOBODY and kind not in list(EntityType):
        raise InputError(f"{where}: {kind!r} is no type; the types are {', '.join(EntityType)}")
    return Line(number, star, kind, form, documents[0] if documents and documents[0] else "*")


def read_documents(folder: Path) -> list[Document]:
    """Read the documents of a folder; what cannot be read is told on standard error."""
    documents: list[Document] = []
    for source in find([folder]):
        for item in read(source) if source.path != folder / CAST else ():
            if isinstance(item, Skipped):
                print(f"{folder}: {item.where}: skipped: {item.reason}", file=sys.stderr)
            else:
                documents.append(item)
    if not documents:
        raise InputError(f"{folder}: there is no document in it")
    return documents


def load(folder: Path) -> Collection:
    """Read a collection and its cast."""
    cast = read_cast(folder / CAST)
    return Collection(folder.resolve().name, read_documents(folder), cast)


def samples() -> Collection:
    """Read the sample documents, and the cast of them."""
    return Collection("our samples", read_documents(SEEDS), read_cast(OWN))


def occurrences(document: Document, cast: Sequence[Line]) -> Iterator[tuple[int, int, Line]]:
    """Yield where the forms of a cast stand in a document, each with its line."""
    known = {line.form: line for line in cast if fnmatchcase(document.id, line.documents)}
    if not known:
        return
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    any_form = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    for match in re.finditer(rf"(?<!\w)(?:{any_form})(?!\w)", document.text):
        yield match.start(), match.end(), known[" ".join(match.group().split())]


def stars(collection: Collection, names: Mapping[str, Sequence[Name]]) -> list[Star]:
    """Find out what became of the stars, the most frequent ones first; `names` are those found in each document."""
    types = {line.star: line.type for line in collection.cast if line.star != NOBODY}
    went: dict[str, Counter[Node | None]] = {star: Counter() for star in types}
    for document in collection.documents:
        found = Spans(sorted(names.get(document.id, ()), key=lambda name: (name.start, name.end, name.type)))
        for start, end, line in occurrences(document, collection.cast):
            if line.star != NOBODY:
                shared = {n: min(n.end, end) - max(n.start, start) for n in found.at(start, end)}
                best = max(shared, key=lambda name: shared[name], default=None)
                went[line.star][(best.type, best.entity) if best else None] += 1
    everybody = sum(went.values(), Counter[Node | None]())
    made = []
    for star, places in went.items():
        own = [(count, node) for node, count in places.items() if node and node[0] == types[star]]
        count, node = max(own, default=(0, None))
        made.append(Star(star, types[star], places, node, count / everybody[node] if node else 0.0))
    return sorted((star for star in made if star.places), key=lambda star: -star.places.total())


def unseen(collection: Collection) -> Iterator[Line]:
    """Yield the lines of the cast whose form occurs nowhere."""
    seen = {line for document in collection.documents for *_, line in occurrences(document, collection.cast)}
    yield from (line for line in collection.cast if line not in seen)


def row(title: str, scored: Sequence[Star]) -> list[str]:
    """Tell in the columns of the table how many stars are right."""
    right = sum(star.f1 >= RIGHT for star in scored)
    return [title, str(right), str(len(scored)), f"{100 * fmean(star.f1 for star in scored):.1f}"]


def told(star: Star) -> str:
    """Tell what became of a star."""
    parts = []
    for node, count in star.places.most_common():
        where = f"in {' '.join(node[1].split())} ({node[0]})" if node else "nowhere"
        own = f", which is {100 * star.purity:.0f} % its own" if node and node == star.node else ""
        parts.append(f"{count} {where}{own}")
    return f"{100 * star.f1:5.1f}  {star.name} ({star.type}), {star.places.total()} times: {'; '.join(parts)}"


def understood(model: str, documents: Sequence[Document]) -> Documents:
    """Return what a model sees in documents."""
    return list(zip(documents, load_extractor(model).extract(d.text for d in documents), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--model", action="append", help="see generate --help; may be given several times")
    parser.add_argument("--recipe", action="store_true", help="add the usual recipe")
    parser.add_argument("--stars", action="store_true", help="list the stars that are not right")
    parser.add_argument("--ablation", action="store_true", help="add what comes out without each of the steps")
    options = parser.parse_args(arguments)
    ways = [
        Way(model if step == "everything" else f"{model} {step}", model, _without(parts))
        for model in options.model or ["default"]
        for step, parts in STEPS.items()
        if options.ablation or step == "everything"
    ]
    if options.recipe:
        ways.append(Way("the usual recipe", "fast", spelled))
    try:
        measure(options.folder, ways, listed=options.stars)
    except ComentionError as error:
        sys.exit(f"error: {error}")


class Way(NamedTuple):
    """A way from documents to names: a title, the model that reads them, and what is made of that."""

    title: str
    model: str
    finds: Callable[[Documents], Mapping[str, Sequence[Name]]]


def _without(parts: dict[str, Any]) -> Callable[[Documents], Mapping[str, Sequence[Name]]]:
    """Return how names are found with other functions in the place of the resolver's."""

    def finds(documents: Documents) -> Mapping[str, Sequence[Name]]:
        with replaced(parts):
            return resolved(documents)

    return finds


def measure(folders: Sequence[Path], ways: Sequence[Way], *, listed: bool) -> None:
    """Measure each way on each collection, and print."""
    collections = [load(folder) for folder in folders] or [samples()]
    for collection in collections:
        for line in unseen(collection):
            where = f"{collection.name}, line {line.number} of the cast"
            print(f"{where}: {line.form!r} occurs nowhere, or only in longer forms", file=sys.stderr)
    seen = {
        (model, collection): understood(model, collections[collection].documents)
        for model in {way.model: None for way in ways}
        for collection in range(len(collections))
    }
    rows: list[list[str]] = []
    for way in ways:
        everybody: list[Star] = []
        for number, collection in enumerate(collections):
            scored = stars(collection, way.finds(seen[way.model, number]))
            if not scored:
                raise InputError(f"{collection.name}: no form of a star occurs in the documents")
            rows.append(row(f"{collection.name}, {way.title}", scored))
            if listed:
                print(rows[-1][0], *(told(star) for star in scored if star.f1 < RIGHT), sep="\n")
            everybody += scored
        if len(collections) > 1:
            rows.append(row(f"all, {way.title}", everybody))
    show(COLUMNS, rows)


if __name__ == "__main__":
    main()
