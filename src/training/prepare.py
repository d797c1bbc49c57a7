"""Load and augment all training texts, without those that overlap with evaluation texts."""

import json
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from training import augment
from training.sources import Source, load, sources
from training.texts import Text, samples, texts

GRAM = 8
SHARED = 3
"""A text that shares this many different runs of `GRAM` words with an evaluation text is left out."""
WORDS = {"novels": 600_000}
"""How many words are taken of sources that have more."""
COPIES = {"re-docred": 2, "crossner": 2, "uner-ewt": 2, "wikigold": 2, "litbank": 1, "broad-twitter": 0, "wnut17": 1}
"""How many copies of each marked text get other names."""
SHAPED = 500
"""How many texts of each of `augment.SHAPES` are written."""
CASED, SCANNED = 0.15, 0.05
"""The share of the marked texts of which a copy in another case, or as from a scanner, is added."""
SWAPPED = 0.5
"""The share of the texts that the teacher marked of which a copy with other names is learnt."""
SEED = 16
SAMPLES = Path(__file__).parents[2] / "tests/gold/seeds.jsonl"
"""Labelled texts of our own, never used for training."""


def add_options(parser: ArgumentParser) -> None:
    """Add what every program that learns asks for: where texts are, which to leave out, where to keep what is done."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the sources' archives or repositories")
    parser.add_argument("--download", action="store_true", help="fetch archives that are not there")
    parser.add_argument(
        "--keep-out", type=Path, nargs="*", default=[], help="evaluation texts; what overlaps is left out"
    )
    parser.add_argument(
        "--without", nargs="*", default=[], help="sources to leave out; 'augmented' stands for texts with other names"
    )
    parser.add_argument("--work", type=Path, default=Path("output/training"), help="where what is done is kept")


class Prepared(NamedTuple):
    """Marked texts, augmented copies of them, texts that nobody marked, and marked ones that are held back."""

    marked: list[Text]
    augmented: list[Text]
    open: list[Text]
    held: list[Text]


def prepare(folder: Path, keep_out: Iterable[Path], *, download: bool, without: Sequence[str] = ()) -> Prepared:
    """Load and augment the texts of all sources but those of the names `without`; print a line on each.

    `keep_out` are files of evaluation texts, a JSON object with `text` a line.
    """
    marked: list[Text] = []
    unmarked: list[Text] = []
    held: list[Text] = []
    for source, kept in unseen(folder, keep_out, download=download, without=without):
        (held if source.held else marked if source.names else unmarked).extend(kept)
    held += samples(SAMPLES)
    return Prepared(marked, [] if "augmented" in without else _augmented(marked, augment.pools(marked)), unmarked, held)


def unseen(
    folder: Path, keep_out: Iterable[Path], *, download: bool, without: Sequence[str] = ()
) -> Iterator[tuple[Source, list[Text]]]:
    """Yield each source with those of its texts that no evaluation uses; print a line on each."""
    evaluated = _grams_of(keep_out)
    for name, source in sources().items():
        if name in without:
            continue
        found = list(texts(source, load(source, folder, download=download)))
        kept = [text for text in found if len(_grams(text.text) & evaluated) < SHARED]
        overlap = len(found) - len(kept)
        if name in WORDS:
            kept = _some(kept, WORDS[name])
        words = sum(len(text.text.split()) for text in kept)
        print(f"{name}: {words:,} words in {len(kept):,} texts; {overlap:,} overlap with evaluation", flush=True)
        yield source, kept


def _augmented(marked: Sequence[Text], pools: augment.Pools) -> list[Text]:
    random = Random(SEED)
    found: list[Text] = []
    for text in marked:
        found += (augment.other_names(text, random, pools) for _ in range(COPIES.get(text.source, 0)))
    for text in marked:
        if random.random() < CASED:
            found.append(augment.cased(augment.other_names(text, random, pools), random))
        if random.random() < SCANNED:
            found.append(augment.scanned(text, random))
    for shape in augment.SHAPES:
        found += (shape(random, pools) for _ in range(SHAPED))
    return found


def swapped(marked: Sequence[Text], teachers: Sequence[Text]) -> list[Text]:
    """Return a part of the texts that a teacher marked, with other names in them, each the same one wherever it is."""
    random = Random(SEED)
    pools = augment.pools(marked)
    chosen = [text for text in teachers if random.random() < SWAPPED]
    return [augment.other_names(text, random, pools) for text in chosen]


def openers(texts: Iterable[Text]) -> list[str]:
    """Return common words that are almost never written with a capital inside a sentence."""
    small, capital = Counter[str](), Counter[str]()
    for text in texts:
        small.update(re.findall(r"\b[a-z]+\b", text.text))
        capital.update(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]*\b", text.text))
    return sorted(word for word, count in small.items() if count >= 30 and count > 30 * capital[word])


def _some(texts: Sequence[Text], words: int) -> list[Text]:
    """Choose texts at random, in their order, up to a number of words."""
    random = Random(SEED)
    order = list(range(len(texts)))
    random.shuffle(order)
    chosen = []
    for number in order:
        if words <= 0:
            break
        words -= len(texts[number].text.split())
        chosen.append(number)
    return [texts[number] for number in sorted(chosen)]


def _grams_of(files: Iterable[Path]) -> set[int]:
    found: set[int] = set()
    for path in files:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                found |= _grams(json.loads(line)["text"])
    return found


def _grams(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[place : place + GRAM])) for place in range(len(words) - GRAM + 1)}
