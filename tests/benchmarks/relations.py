"""Compare what sentences are taken to say of names and links with what was judged by hand.

Usage, from the project's root:

    python -m tests.benchmarks.relations [NAME=PATH ...] [--draw 300] [--seed 1] [--roles 0.4]

Each collection has a NAME and a PATH to documents; without any, it is `samples=seeds`. A *phrase* is what one sentence
says: that a name is called something (a role), or what is between two names (a relation). It is judged in its sentence:

- a role is *right* if the sentence calls the name so, and says nothing of it that is left out and makes it wrong;
- a relation is *right* if the sentence says so: phrase, direction and negation;
- its *kind* is right if it is the one of `comention.RelationKind` that fits best, or "other" where none fits.

`tests/gold/relations.tsv` has the verdicts: the collection, the document, where the sentence begins and the words that
say so, in characters of the document, `role` or `relation`, a fingerprint of what is said, and the verdict: `right`,
`kind` if only the kind is wrong, `wrong`, or `known` if it is wrong and still said. The texts are not in it. A phrase
that was judged `wrong` and is said again makes the program fail.

`--draw` prints so many phrases that are not judged yet, drawn by the seed, to be judged: lines as in the list, without
a verdict, and behind them what is said, and the sentence. `--roles` is the share of roles among them.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.readme import show

import comention
from comention.model import EntityType, Graph, Relation, Role, Saying

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "gold" / "relations.tsv"
ROLE, RELATION = "role", "relation"
RIGHT, KIND, WRONG, KNOWN = "right", "kind", "wrong", "known"
ENOUGH = 3
"""Links with so many sentences should have a phrase."""


class Phrase(NamedTuple):
    """What one sentence says, without its text: `start` is that of the sentence, `words` are as `12-18 20-24`."""

    collection: str
    document: str
    start: int
    words: str
    what: str
    fingerprint: str


class Shown(NamedTuple):
    """A phrase as people judge it: what is said, its kind, and the sentence."""

    said: str
    kind: str
    sentence: str


def phrases(collection: str, graph: Graph) -> Iterator[tuple[Phrase, Shown]]:
    """Yield all phrases of a graph, each once."""
    for node, attributes in graph.nodes(data=True):
        for role in attributes.get("roles", ()):
            for saying in role["evidence"]:
                shown = Shown(f"{attributes['label']} = {role['role']}", "", _line(saying))
                yield _phrase(collection, saying, ROLE, _of_role(node, role)), shown
    for _, _, edge in graph.edges(data=True):
        for relation in edge.get("relations", ()):
            for saying in relation["evidence"]:
                shown = Shown(_arrows(graph, relation), relation["kind"], _line(saying))
                yield _phrase(collection, saying, RELATION, _of_relation(relation)), shown


def _phrase(collection: str, saying: Saying, what: str, told: str) -> Phrase:
    start = saying["start"]
    words = " ".join(f"{start + one}-{start + other}" for one, other in saying["words"])
    return Phrase(collection, saying["document"], start, words, what, sha256(told.encode()).hexdigest()[:10])


def _of_role(node: str, role: Role) -> str:
    return f"{node}\0{role['role'].casefold()}"


def _of_relation(relation: Relation) -> str:
    ends = (relation["source"], relation.get("source_text"), relation["target"], relation.get("target_text"))
    return "\0".join(map(str, (*ends, relation["phrase"].casefold())))


def _arrows(graph: Graph, relation: Relation) -> str:
    source, target = relation["source"], relation["target"]
    one = relation.get("source_text", graph.nodes[source]["label"])
    return f"{one} → {relation['phrase']} → {relation.get('target_text', graph.nodes[target]['label'])}"


def _line(saying: Saying) -> str:
    return " ".join(saying["text"].split())


def read_verdicts(path: Path = JUDGED) -> dict[Phrase, str]:
    """Read the list: the verdict on each phrase."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {
        Phrase(collection, document, int(start), words, what, fingerprint): verdict
        for collection, document, start, words, what, fingerprint, verdict in rows
    }


class Coverage(NamedTuple):
    """How many links between people and organizations have enough sentences, and how many of those a phrase."""

    links: int
    told: int


def coverage(graph: Graph) -> Coverage:
    """Count the links that should have a phrase."""
    wanted = {EntityType.PERSON, EntityType.ORG}
    links = [
        edge
        for one, other, edge in graph.edges(data=True)
        if {graph.nodes[one]["type"], graph.nodes[other]["type"]} == wanted and edge["weight"] >= ENOUGH
    ]
    return Coverage(len(links), sum("relations" in edge for edge in links))


def counted(verdicts: Mapping[Phrase, str], told: set[Phrase]) -> dict[str, tuple[int, int]]:
    """Return how many of the judged phrases that are said today there are, and how many of them are right."""
    counts: Counter[tuple[str, str]] = Counter()
    for phrase, verdict in verdicts.items():
        if phrase in told:
            counts[phrase.what, verdict] += 1
    roles, relations = ({v: counts[what, v] for v in (RIGHT, KIND, WRONG, KNOWN)} for what in (ROLE, RELATION))
    right = relations[RIGHT] + relations[KIND]
    return {
        "roles": (sum(roles.values()), roles[RIGHT]),
        "relations": (sum(relations.values()), right),
        "kinds": (right, relations[RIGHT]),
    }


def drawn(
    found: Mapping[Phrase, Shown], verdicts: Mapping[Phrase, str], many: int, seed: int, share: float
) -> Iterator[tuple[Phrase, Shown]]:
    """Yield phrases that are not judged yet, drawn at random."""
    chance = random.Random(seed)
    for what, number in ((ROLE, round(many * share)), (RELATION, many - round(many * share))):
        left = sorted(phrase for phrase in found if phrase.what == what and phrase not in verdicts)
        yield from ((phrase, found[phrase]) for phrase in chance.sample(left, min(number, len(left))))


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="*", default=[f"samples={ROOT / 'seeds'}"], metavar="NAME=PATH")
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--roles", type=float, default=0.4)
    options = parser.parse_args()
    found: dict[Phrase, Shown] = {}
    links = told = 0
    for name, _, path in (one.partition("=") for one in options.collections):
        graph = comention.build_graph([Path(path)])
        found |= phrases(name, graph)
        covered = coverage(graph)
        links, told = links + covered.links, told + covered.told
    verdicts = read_verdicts()
    if options.draw:
        for phrase, shown in drawn(found, verdicts, options.draw, options.seed, options.roles):
            print(*phrase, "?", *shown, sep="\t")
        return
    there = {name for name, _, _ in (one.partition("=") for one in options.collections)}
    verdicts = {phrase: verdict for phrase, verdict in verdicts.items() if phrase.collection in there}
    rows = [
        [what, str(judged), f"{100 * right / judged:.1f}" if judged else "-"]
        for what, (judged, right) in counted(verdicts, {*found}).items()
    ]
    show(("judged", "right, %"), rows)
    if links:
        print(f"{told} of {links} links of people and organizations with {ENOUGH} sentences or more have a phrase")
    back = [phrase for phrase in found if verdicts.get(phrase) == WRONG]
    for phrase in back:
        print("judged wrong, and said again:", *phrase, *found[phrase])
    sys.exit(bool(back))


if __name__ == "__main__":
    main()
