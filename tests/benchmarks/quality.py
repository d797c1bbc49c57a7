"""Measure how well names, entities and links are found in gold documents, per source and model.

Usage, from the project's root:

    python -m tests.benchmarks.quality [GOLD.jsonl ...] [--model NAME ...] [--pronouns]
        [--errors | --ablation | --reliability]

Without a file, the gold of the sample documents is taken. `tests/benchmarks/scoring.py` says what each figure is.
`--errors` lists the false, missed, mistyped, wrongly joined and wrongly split names by cause; `--ablation` shows what
each step brings: the figures without it. With `--pronouns`, they are mentions, too: if gold has only names, each of
them counts as wrong. `--reliability` tells how often the model's names are right by its scores.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.benchmarks.scoring import Compared, GoldDocument, Name, compare, counts_for, load_gold, score_sources
from tests.resolving import resolve

from comention.extract import load_extractor
from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Document, Extraction
from comention.resolve.document.boilerplate import NO_BOILERPLATE
from comention.resolve.document.countries import gazetteer
from comention.resolve.known import UNKNOWN

OWN = Path(__file__).parents[1] / "gold" / "seeds.jsonl"
COLUMNS = ("exact", "overlap", "b3a", "node", "edge", "c-node", "c-edge", "merge", "c-merge")
SHOWN = 40

Documents = Sequence[tuple[Document, Extraction]]


def extracted(gold: Sequence[GoldDocument], model: str | None, language: str = "en") -> tuple[str, Documents]:
    """Return the model's name and version, and what it sees in the documents."""
    extractor = load_extractor(model, language=language)
    documents = [Document(document.id, document.text) for document in gold]
    return extractor.model, list(zip(documents, extractor.extract(d.text for d in documents), strict=True))


def resolved(documents: Documents, language: str = "en", *, pronouns: bool = False) -> dict[str, list[Name]]:
    """Resolve all documents as one collection; return the names in each, by its id."""
    names: dict[str, list[Name]] = {}
    for mention in resolve(documents, language=language, pronouns=pronouns).mentions:
        name = Name(mention.start, mention.end, mention.type, mention.entity, mention.rule)
        names.setdefault(mention.document, []).append(name)
    return names


def spelled(documents: Documents, language: str = "en") -> dict[str, list[Name]]:
    """Follow the usual recipe: the model's spans, a node for each spelling, countries by their usual name."""
    codes = {name: code for code, name in gazetteer(language).labels.items()}
    names: dict[str, list[Name]] = {}
    for document, extraction in documents:
        for start, end, label, _ in extraction.spans:
            text = document.text[start:end]
            if label in ("PERSON", "ORG"):
                names.setdefault(document.id, []).append(Name(start, end, label, f"{label}:{text}"))
            elif label in ("GPE", "LOC") and (code := codes.get(text.removeprefix("the "))):
                names.setdefault(document.id, []).append(Name(start, end, "COUNTRY", code))
    return names


def compared(gold: Sequence[GoldDocument], names: Mapping[str, Sequence[Name]]) -> list[Compared]:
    """Put the names that were found beside gold."""
    return [compare(document, names.get(document.id, ())) for document in gold]


def table(title: str, rows: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"{title:<34}" + "".join(f"{column:>9}" for column in COLUMNS)
    for name, figures in rows.items():
        yield f"{name:<34}" + "".join(f"{figures[column]:>9.1f}" for column in COLUMNS)


def _other_words(changed: Callable[[Lexicon], Lexicon]) -> dict[str, Any]:
    """Return what resolves with other words: a lexicon in the place of the language's, wherever it is looked up."""

    def words(language: str) -> Lexicon:
        return changed(lexicon(language))

    return dict.fromkeys(("document.entities.lexicon", "known.lexicon", "collection.lexicon"), words)


def _without_organizations(words: Lexicon) -> Lexicon:
    return replace(words, known={}, organizations=words.organizations - words.known.keys())


def _without_given(words: Lexicon) -> Lexicon:
    return replace(words, given=frozenset(), women=frozenset(), men=frozenset())


STEPS: dict[str, dict[str, Any]] = {
    "everything": {},
    "without website boilerplate": {"document.entities.find_boilerplate": lambda *_: NO_BOILERPLATE},
    "without explained acronyms": {"document.entities.explained": lambda *_: ()},
    "without finding names again": {"document.entities.rematch": lambda *_: ()},
    "without headlines": {"document.entities._headlines": lambda *_: ()},
    "without clues, labels only": {"types.weighed": lambda *_: ()},
    "without the words around names": {"types._around": lambda _: ()},
    "without the words of names": {"types._of_the_name": lambda *_: ()},
    "without where names stand": {"types._of_the_mentions": lambda _: ()},
    "without other names": {"types._of_others": lambda *_: ()},
    "without known organizations": _other_words(_without_organizations),
    "without known surnames": _other_words(lambda words: replace(words, surnames=frozenset())),
    "without known places": _other_words(lambda words: replace(words, known_places=frozenset())),
    "without given names": _other_words(_without_given),
    "without names others know": {"document.entities.sought": lambda *_: ()},
    "without what others know": {"learn": lambda *_: UNKNOWN},
}
"""What to put in the place of which function of `comention.resolve`, for each line of the ablation table."""


@contextmanager
def replaced(parts: dict[str, Any]) -> Iterator[None]:
    """Put other functions in the place of some of the resolver's."""
    with ExitStack() as stack:
        for name, stand_in in parts.items():
            stack.enter_context(patch(f"comention.resolve.{name}", stand_in))
        yield


def reliability(gold: Sequence[GoldDocument], documents: Documents) -> Iterator[str]:
    """Yield how often people and organizations that the model labels are marked so, by how sure it is of them."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for truth, (_, extraction) in zip(gold, documents, strict=True):
        marked = {(name.start, name.end, name.type) for name in truth.names}
        for span in extraction.spans:
            if span.label in ("PERSON", "ORG") and counts_for(truth, span.start, span.end):
                right = (span.start, span.end, span.label) in marked
                tenths.setdefault(min(9, int(span.score * 10)), []).append((span.score, right))
    yield f"{'score':>8}{'right':>8}{'names':>8}"
    for _, found in sorted(tenths.items()):
        said, share = (100 * sum(one[place] for one in found) / len(found) for place in (0, 1))
        yield f"{said:>8.1f}{share:>8.1f}{len(found):>8,}"


def errors(documents: Sequence[Compared]) -> Iterator[str]:
    """Yield the errors by cause, the most frequent first."""
    causes: dict[str, Counter[str]] = {cause: Counter() for cause in ("false", "missed", "type", "joined", "split")}
    for document in documents:
        text = document.document.text

        def words(name: Name, text: str = text) -> str:
            return " ".join(text[name.start : name.end].split())

        found = dict(document.aligned)
        seen = set(found.values())
        for i, name in enumerate(document.predicted):
            if i not in found:
                causes["false"][f"{words(name)} ({name.type})"] += 1
            elif document.gold[found[i]].type != name.type:
                truth = document.gold[found[i]]
                causes["type"][f"{words(name)} ({name.type}, not {truth.type})"] += 1
        for j, name in enumerate(document.gold):
            if j not in seen:
                causes["missed"][f"{words(name)} ({name.type})"] += 1
        pairs = Counter((name.entity, truth.entity) for name, truth in document.shared())
        for cause, side in (("joined", 0), ("split", 1)):
            for entity, others in _several(pairs, side).items():
                causes[cause][f"{document.document.id}: {entity} is {', '.join(others)}"] += 1
    for cause, lines in causes.items():
        yield f"{cause}: {lines.total()}"
        yield from (f"  {count:>3} {line}" for line, count in lines.most_common(SHOWN))


def _several(pairs: Counter[tuple[str, str]], side: int) -> dict[str, list[str]]:
    others: dict[str, list[str]] = {}
    for pair in sorted(pairs):
        others.setdefault(pair[side], []).append(pair[1 - side])
    return {entity: found for entity, found in others.items() if len(found) > 1}


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--model", action="append", help="see generate --help; may be given several times")
    parser.add_argument("--language", default="en", help="of the documents; see generate --help")
    parser.add_argument("--pronouns", action="store_true", help="see generate --help")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    options = parser.parse_args()
    for path in options.gold:
        gold = load_gold(path)
        for model in options.model or [None]:
            name, documents = extracted(gold, model, options.language)
            title = f"{path.name}, {name}"
            names = partial(resolved, documents, options.language, pronouns=options.pronouns)
            if options.ablation:
                rows = {}
                for step, parts in STEPS.items():
                    with replaced(parts):
                        rows[step] = score_sources(compared(gold, names()))["MACRO"]
                print(*table(title, rows), sep="\n")
            elif options.reliability:
                print(title, *reliability(gold, documents), sep="\n")
            elif options.errors:
                print(title, *errors(compared(gold, names())), sep="\n")
            else:
                rows = score_sources(compared(gold, names()))
                rows["MACRO of the usual recipe"] = score_sources(compared(gold, spelled(documents, options.language)))[
                    "MACRO"
                ]
                print(*table(title, rows), sep="\n")
            print()


if __name__ == "__main__":
    main()
