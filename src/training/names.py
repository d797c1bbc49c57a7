"""Learn the weights by which comention distinguishes people, organizations and everything else.

Usage, from the project's root:

    python -m training.names --data FOLDER --download --keep-out GOLD.jsonl ... [--without SOURCE ...] [--work FOLDER]

It writes `contexts.tsv`, the weights of the words around a name, and `clues.tsv`, those of all clues of a name.
`README.md` beside this file lists the steps.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comention.extract import Extractor, load_extractor
from comention.model import Span
from training import named, prepare, weigh
from training.labelled import KINDS, labelled
from training.sources import Source
from training.texts import Text

LANGUAGE = "en"
CONTEXTS, CLUES = "contexts.tsv", "clues.tsv"
SHIPPED = Path(str(files("comention.languages").joinpath(LANGUAGE)))
LEAST_CASES = 12
"""The minimum number of mentions beside which a word must occur to get a weight."""
LEAST_WEIGHT = 150
"""Words all of whose weights are smaller are left out."""
BINS = 10

Table = dict[str, tuple[int, ...]]


def found_in(texts: Sequence[Text], extractor: Extractor, work: Path) -> list[Sequence[Span]]:
    """Return the spans that a finder finds in texts; what this very one has found is kept in the work folder."""
    work.mkdir(parents=True, exist_ok=True)
    kept = work / f"found-{sha256(extractor.identity.encode()).hexdigest()[:12]}.jsonl"
    known: dict[str, list[Span]] = {}
    if kept.exists():
        for line in kept.read_text("utf-8").splitlines():
            digest, spans = json.loads(line)
            known[digest] = [Span(*span) for span in spans]
    digests = [sha256(text.text.encode()).hexdigest() for text in texts]
    new = {digest: text.text for digest, text in zip(digests, texts, strict=True) if digest not in known}
    with kept.open("a", encoding="utf-8") as lines:
        for digest, extraction in zip(new, extractor.extract(new.values()), strict=True):
            known[digest] = list(extraction.spans)
            lines.write(json.dumps([digest, known[digest]]) + "\n")
    return [known[digest] for digest in digests]


def rounded(weights: Mapping[str, Sequence[float]], least: int = 0) -> Table:
    """Return weights in thousandths, by clue in alphabetical order, without clues of which every one is small."""
    table = {clue: tuple(round(1000 * one) for one in row) for clue, row in sorted(weights.items())}
    return {clue: row for clue, row in table.items() if max(map(abs, row)) >= least}


def learn(texts: Sequence[Text]) -> tuple[Table, Table, list[str]]:
    """Return the weights of words around names, those of clues, and lines on how often their sum is right.

    The clues are learnt with words' weights that were learnt from other collections, because those from the same ones
    know too much.
    """
    mentions = named.mentions(texts)
    print(f"{len(mentions):,} mentions", flush=True)
    strength = weigh.best_strength(mentions, len(KINDS), least=LEAST_CASES)
    contexts = _contexts(mentions, strength)
    others = [[one for one in mentions if one.group % weigh.FOLDS != fold] for fold in range(weigh.FOLDS)]
    cases = named.cases(named.names(texts, [_contexts(rest, strength) for rest in others]))
    print(f"{len(cases):,} names", flush=True)
    kinds = len(named.JUDGED) + 1
    strength = weigh.best_strength(cases, kinds)
    clues = rounded(weigh.regress(cases, kinds, strength).by_clue())
    _, shares = weigh.held_out(cases, kinds, strength)
    return contexts, clues, list(reliability(shares, [case.kind for case in cases]))


def _contexts(mentions: Sequence[weigh.Case], strength: float) -> Table:
    learnt = weigh.regress(mentions, len(KINDS), strength, least=LEAST_CASES)
    return rounded(learnt.by_clue(), LEAST_WEIGHT)


def reliability(shares: NDArray[np.float64], kinds: Sequence[int]) -> Iterator[str]:
    """Yield how often the likeliest kind is right, by how likely it is said to be, and which temperature is best.

    The sums of the weights, divided by the temperature, would say best how likely the kinds are.
    """
    right, said = shares.argmax(axis=1) == np.array(kinds), shares.max(axis=1)
    yield "| said | right | names |"
    yield "|---|---|---|"
    for tenth in range(BINS):
        own = np.minimum(BINS - 1, (said * BINS).astype(int)) == tenth
        if own.any():
            yield f"| {100 * said[own].mean():.1f} % | {100 * right[own].mean():.1f} % | {own.sum():,} |"
    yield f"temperature {temperature(shares, kinds):.2f}"


def temperature(shares: NDArray[np.float64], kinds: Sequence[int]) -> float:
    """Return by what the sums of weights would best be divided, in hundredths."""
    sums = np.log(shares + 1e-300)
    rows = np.arange(len(kinds))

    def surprise(divisor: float) -> float:
        cooled = sums / divisor
        return -float((cooled[rows, kinds] - np.log(np.exp(cooled).sum(axis=1))).mean())

    return min((hundredths / 100 for hundredths in range(50, 301)), key=surprise)


def header(what: Iterable[str], sources: Iterable[Source]) -> list[str]:
    """Return the lines on what a table is, how it was made, and of what."""
    lines = [
        *what,
        "Made by `python -m training.names`, whose README tells how. Of names in these texts, under these licences:",
        *(f"- {one.text} ({one.repository}, {one.commit[:12]}): {one.license}" for one in sources),
    ]
    return [f"# {line}" for line in lines]


def write(path: Path, head: Iterable[str], table: Table) -> None:
    """Write a table of weights."""
    rows = ("\t".join([clue, *map(str, row)]) for clue, row in table.items())
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8", newline="\n")


HEADS = {
    CONTEXTS: (
        "How much the words around a name speak for a person, an organization, a place, and other things, in",
        "thousandths of natural logarithms of odds. b and bb: the word, the two words, before it; a and aa: behind it;",
        "s and ss: behind its possessive. ^ is the end of a line, 0 a number, Aa and A are words with capitals.",
    ),
    CLUES: (
        "How much the clues of `comention.resolve.types` speak for a person, an organization, and none of them, in",
        "thousandths of natural logarithms of odds, times the size of the clue.",
    ),
}


def main() -> None:
    """Read the command line, learn, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    prepare.add_options(parser)
    parser.add_argument("--tables", type=Path, default=SHIPPED, help="where the tables go that comention ships")
    options = parser.parse_args()
    unseen = prepare.unseen(options.data, options.keep_out, download=options.download, without=options.without)
    taken = [(source, texts) for source, texts in unseen if not source.held]
    texts = [text for _, own in taken for text in own]
    found = found_in(texts, load_extractor(language=LANGUAGE), options.work)
    contexts, clues, told = learn(labelled(texts, found))
    for name, table in ((CONTEXTS, contexts), (CLUES, clues)):
        write(options.tables / name, header(HEADS[name], [source for source, _ in taken]), table)
    print(*told, sep="\n")


if __name__ == "__main__":
    main()
