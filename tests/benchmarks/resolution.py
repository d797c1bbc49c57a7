"""What resolving names costs, beside what finding them costs, and as a collection grows.

Usage, from the project's root:

    python -m tests.benchmarks.resolution [--gold FILE] [--megabytes 1] [--forms 1000 1000000] [--rounds 3]

First, both stages on the documents of a gold file, repeated under other names until they have that many megabytes: CPU
seconds, medians of several rounds. Set OPENBLAS_NUM_THREADS=1, or two threads count twice. Then the collection step
alone on invented names: every third one is a full name, the others are bare surnames and acronyms that may join it.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.quality import OWN
from tests.benchmarks.scoring import load_gold
from tests.resolving import resolve

from comention.extract import load_extractor
from comention.model import Alone, Document, EntityType, Extraction
from comention.resolve import resolve as together
from comention.resolve.document.local import Local, spell
from comention.store import Store

SYLLABLES = ("ba", "co", "di", "fu", "ga", "ho", "ki", "lu", "ma", "no", "pe", "ri", "so", "tu", "va", "ze")


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def texts(gold: Path, megabytes: float) -> list[str]:
    """Return the documents of a file again and again, up to a size; "Angela" becomes "Bngela", "Cngela" and so on."""
    samples = [document.text for document in load_gold(gold)]
    found: list[str] = []
    size, turn = 0, 0
    while size < megabytes * 1e6:
        letter = chr(ord("A") + turn % 26)
        for sample in samples:
            found.append(sample.replace("Angela", f"{letter}ngela").replace("Trump", f"Trump{letter.lower()}"))
            size += len(sample)
        turn += 1
    return found


def name(number: int) -> str:
    """Return an invented word, another one for each number."""
    letters = []
    for _ in range(6):
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
    return "".join(letters)


def invented(forms: int) -> Iterator[Alone]:
    """Yield what documents of thirty names each are by themselves: full names, bare ones, organizations."""
    own: list[tuple[int, str]] = []
    named: list[tuple[int, int, int, int, str, str, bool]] = []
    for number in range(forms):
        surname, place = name(number // 3), number % 30
        kind = EntityType.ORG if number % 7 == 0 else EntityType.PERSON
        key = (
            f"{name(number % 977)} {surname}" if number % 3 == 0 else surname if number % 3 == 1 else name(number * 31)
        )
        own.append((place, spell(Local(kind, [key]))))
        named.append((place, 0, 100 * place, 100 * place + len(key), key.title(), "named so", False))
        if place == 29:
            yield Alone(own, named, [])
            own, named = [], []
    yield Alone(own, named, [])


def filled(forms: int) -> tuple[Store, int]:
    """Return a store with so many invented names, and the number of its documents."""
    store = Store()
    store.begin()
    documents = 0
    for number, alone in enumerate(invented(forms)):
        store.remember([(str(number), Extraction((), ()))])
        store.remember_alone([(str(number), alone)], "way")
        documents += 1
    store.stage((Document(str(number), ""), str(number)) for number in range(documents))
    return store, documents


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=OWN, help="documents to take; the samples by default")
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--forms", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    extractor, batch = load_extractor(), texts(options.gold, options.megabytes)
    documents = [Document(str(n), text) for n, text in enumerate(batch)]
    found = list(zip(documents, extractor.extract(batch), strict=True))
    extraction = median(cpu(lambda: list(extractor.extract(batch))) for _ in range(options.rounds))
    resolution = median(cpu(lambda: resolve(found)) for _ in range(options.rounds))
    print(f"{extractor.model}, {sum(map(len, batch)) / 1e6:.1f} MB: extraction {extraction:.2f} s, ", end="")
    print(f"resolution {resolution:.2f} s: {100 * resolution / extraction:.1f} %")
    for forms in options.forms:
        store, many = filled(forms)
        seconds = cpu(lambda store=store, many=many: together(store, documents=many))  # type: ignore[misc]
        store.close()
        print(f"{forms:>10,} forms: {seconds:7.2f} s, {1e6 * seconds / forms:5.1f} microseconds each")


if __name__ == "__main__":
    main()
