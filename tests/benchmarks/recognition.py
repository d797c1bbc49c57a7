"""How much of what a text names is still found when it was printed, copied and recognized, and what that takes.

Usage, from the project's root:

    python -m tests.benchmarks.recognition [--renew] [--lost] [KIND ...]

The sample documents are printed to pictures of A4 pages, and these are recognized as they are, or as bad copies: turned
by a degree, blurred, grey, grainy and dusty. What comes out is read by the default model like any other text:

- *entities*: of those that the text itself names, the share that the recognized text names, too, by their ids.
- *mentions*: the same share of their mentions.
- *letters*: the share of the characters of the text that come out, in order.
- *s a page*: CPU seconds on one core for 500 words, which is a full page; loading the models is not counted.

`--lost` lists the entities that are lost. `--renew` writes the table into `README.md`.
"""

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from tests.benchmarks.quality import OWN, resolved
from tests.benchmarks.readme import renew, show
from tests.benchmarks.scoring import load_gold
from tests.read.printing import noisy, printed, saved

from comention.extract import Extractor, load_extractor
from comention.model import Document
from comention.read import How
from comention.read.pictures import read_picture

COLUMNS = ("entities", "mentions", "letters", "s a page")
PAGE = 500  # words


class Kind(NamedTuple):
    """A way to print and to copy."""

    dots: int
    columns: int
    bad: bool


KINDS = {
    f"{'bad' if bad else 'clean'}, {dots} dots an inch{', two columns' * (columns - 1)}": Kind(dots, columns, bad)
    for bad in (False, True)
    for dots in (300, 150)
    for columns in (1, 2)
}


def recognized(text: str, kind: Kind, seed: int) -> str:
    """Print a text, copy it, and recognize what is on the pages."""
    pages = printed(text, dots=kind.dots, columns=kind.columns, size=11 if kind.columns == 1 else 9.5)
    if kind.bad:
        pages = [noisy(page, askew=1 if seed % 2 else -1, seed=seed) for page in pages]
    items = read_picture(io.BytesIO(saved(pages, "TIFF")), "scan.tiff", How())
    return "".join(item.text for item in items if isinstance(item, Document))


def named(extractor: Extractor, texts: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """Count the mentions in texts by the document and who is meant."""
    documents = [Document(name, text) for name, text in texts.items()]
    found = resolved(list(zip(documents, extractor.extract(texts.values()), strict=True)))
    return Counter((document, name.entity) for document, names in found.items() for name in names)


def letters(text: str, other: str) -> tuple[int, int]:
    """Count the characters of a text, and how many of them another one has in the same order; spaces do not count."""
    one, other = ("".join(each.split()) for each in (text, other))
    return len(one), sum(block.size for block in SequenceMatcher(None, one, other, False).get_matching_blocks())


def measure(extractor: Extractor, kind: Kind, texts: Mapping[str, str], *, listed: bool) -> Iterator[str]:
    """Yield the figures of a way to print and copy."""
    start = time.process_time()
    scans = {name: recognized(text, kind, seed) for seed, (name, text) in enumerate(texts.items())}
    took = time.process_time() - start
    wanted, found = named(extractor, texts), named(extractor, scans)
    counts = [letters(text, scans[name]) for name, text in texts.items()]
    if listed:
        print(*sorted(f"{document}: {entity}" for document, entity in wanted.keys() - found.keys()), sep="\n")
    yield f"{100 * len(wanted.keys() & found.keys()) / len(wanted):.1f} %"
    yield f"{100 * (wanted & found).total() / wanted.total():.1f} %"
    yield f"{100 * sum(common for _, common in counts) / sum(length for length, _ in counts):.1f} %"
    yield f"{took / sum(len(text.split()) for text in texts.values()) * PAGE:.1f}"


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), metavar="KIND", help="as the table names them")
    parser.add_argument("--lost", action="store_true", help="list what is lost")
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()

    extractor = load_extractor()
    texts = {
        sample.id: "\n\n".join(" ".join(block.split()) for block in sample.text.split("\n\n") if block.strip())
        for sample in load_gold(OWN)
    }
    recognized("The models are loaded.", Kind(150, 1, False), 0)
    rows = [[name, *measure(extractor, KINDS[name], texts, listed=options.lost)] for name in options.kinds]
    show(COLUMNS, rows)
    if options.renew:
        renew("recognition", COLUMNS, rows)


if __name__ == "__main__":
    main()
