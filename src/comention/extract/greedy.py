"""Find the names that spaCy's greedy parser finds, at half its cost.

This uses internals of spaCy and thinc, so it runs only with the versions that it was made for. With others, spaCy's
own parser is used, which finds the same names.

Two changes make it fast, and neither changes a name:

- spaCy's loop releases and reacquires the interpreter lock about a hundred times per word, in the exception checks
  that Cython generates. Here the scores come from the same model, and the best valid moves are chosen for all
  documents of a group at once.
- The embedding of a word, before its neighbours count, is computed once for each distinct word of a batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from thinc.api import Model

MADE_FOR = {"spacy": "3.8", "thinc": "8.3"}
"""The versions of spaCy and thinc whose internals this module knows."""
TOKENS = 8_000
"""How many tokens are parsed at once: more do not fit in the processor's cache, fewer need more steps."""

BEGIN, IN, LAST, UNIT, OUT = range(5)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number near 2 ** 64 over the golden ratio: Fibonacci hashing


def find_names(finder: "EntityRecognizer", docs: Iterable["Doc"], *, batch: int) -> Iterator["Doc"]:
    """Yield the documents in order, with their names; `batch` of them are taken at a time."""
    docs = iter(docs)
    while taken := list(islice(docs, batch)):
        if any(doc.has_annotation("ENT_IOB") for doc in taken):  # entities of another component, which spaCy keeps
            yield from finder.pipe(taken, batch_size=batch)
            continue
        for group in _groups(sorted(taken, key=len)):
            _parse(finder, group)
        yield from taken


@cache
def _version(package: str) -> str:
    return version(package)


def is_known() -> bool:
    """Whether spaCy and thinc have the versions that this was made for."""
    return all(f"{_version(package)}.".startswith(f"{known}.") for package, known in MADE_FOR.items())


def is_greedy(component: Any) -> bool:
    """Whether a component is a greedy name finder, so that this module works for it."""
    from spacy.pipeline import EntityRecognizer

    if not is_known() or not isinstance(component, EntityRecognizer) or component.cfg["beam_width"] != 1:
        return False
    model = component.model
    return bool(
        model.attrs.get("has_upper") and not model.attrs["unseen_classes"] and model.get_ref("lower").get_dim("nF") == 3
    )


def embed_once(component: Any) -> None:
    """Make a component embed each distinct word of a batch once, if the layers of its model are spaCy's usual ones."""
    for layer in component.model.walk():
        names = [inner.name.split("(")[0] for inner in layer.layers]
        if names == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
            if not any("expand_window" in inner.name for inner in layer.layers):
                layer._func = _embed_distinct
            return


def _groups(docs: Iterable["Doc"]) -> Iterator[list["Doc"]]:
    """Group documents up to a number of tokens; empty ones are left out."""
    group: list[Doc] = []
    tokens = 0
    for doc in docs:
        if group and tokens + len(doc) > TOKENS:
            yield group
            group, tokens = [], 0
        if len(doc):
            group.append(doc)
            tokens += len(doc)
    if group:
        yield group


class _Moves:
    """The moves of the parser at a token: begin, continue or end an entity, a one-token entity, or none.

    A row of `allowed` for each case: 0 where a move is allowed, minus infinity where it is not. Cases 0 to 3 are those
    outside an entity: 2 if the token is white space, plus 1 if an entity can go on behind it. Inside an entity with
    label number n they are 4 + 2 n, plus 1 if it can go on. These are the rules of spaCy's `ner.pyx` for documents in
    which no entity is set before.
    """

    def __init__(self, finder: "EntityRecognizer") -> None:
        names = [finder.moves.get_class_name(move).partition("-") for move in range(finder.moves.n_moves)]
        self.labels = sorted({label for _, _, label in names if label})
        number = {label: place for place, label in enumerate(self.labels)}
        self.label = np.array([number.get(label, -1) for _, _, label in names])
        self.kind = np.array(["BILUO".find(kind) if label or kind == "O" else -1 for kind, _, label in names])
        self.allowed = np.full((4 + 2 * len(self.labels), len(names)), -np.inf, dtype=np.float32)
        for space, goes_on in product((0, 1), (0, 1)):
            case = self.allowed[2 * space + goes_on]
            case[self.kind == OUT] = 0
            if not space:
                case[self.kind == UNIT] = 0
                case[(self.kind == BEGIN) & (goes_on == 1)] = 0
        for label, goes_on in product(range(len(self.labels)), (0, 1)):
            case = self.allowed[4 + 2 * label + goes_on]
            case[(self.kind == LAST) & (self.label == label)] = 0
            case[(self.kind == IN) & (self.label == label) & (goes_on == 1)] = 0


def _parse(finder: "EntityRecognizer", docs: Sequence["Doc"]) -> None:
    """Parse the documents of a group in parallel, token by token."""
    from spacy.tokens import Span

    moves = _moves(finder)
    steps = finder.model.predict(docs)
    weights = np.ascontiguousarray(steps.vec2scores.get_param("W").T)
    bias = steps.vec2scores.get_param("b")
    lengths = np.array([len(doc) for doc in docs])
    ends = np.cumsum(lengths)
    space, starts = (np.concatenate([doc.to_array(name) for doc in docs]) for name in ("IS_SPACE", "SENT_START"))
    goes_on = np.append(starts[1:] != 1, False)
    goes_on[ends - 1] = False
    outside = 2 * (space != 0) + goes_on
    at = ends - lengths  # the token that each document is at
    opened = np.full(len(docs), -1)  # the first token of the entity that it is in,
    inside = np.full(len(docs), -1)  # and the number of its label
    found: list[list[tuple[int, int, int]]] = [[] for _ in docs]
    left = np.arange(len(docs))
    while len(left):
        tokens, first, label = at[left], opened[left], inside[left]
        is_open = first >= 0
        seen = np.stack([tokens, first, np.where(is_open, tokens - 1, -1)], axis=1).astype(np.int32)
        scores = steps.state2vec.predict(seen) @ weights
        scores += bias
        scores += moves.allowed[np.where(is_open, 4 + 2 * label + goes_on[tokens], outside[tokens])]
        best = scores.argmax(axis=1)
        kind = moves.kind[best]
        begins = kind == BEGIN
        opened[left[begins]], inside[left[begins]] = tokens[begins], moves.label[best[begins]]
        for place in np.flatnonzero((kind == LAST) | (kind == UNIT)).tolist():
            number, token = int(left[place]), int(tokens[place])
            start = int(first[place]) if is_open[place] else token
            found[number].append((start, token + 1, int(moves.label[best[place]])))
            opened[number] = -1
        at[left] += 1
        left = left[at[left] < ends[left]]
    steps.clear_memory()
    for doc, start, spans in zip(docs, (ends - lengths).tolist(), found, strict=True):
        doc.set_ents(
            [Span(doc, first - start, end - start, moves.labels[label]) for first, end, label in spans],
            default="outside",
        )


@lru_cache(maxsize=8)
def _moves(finder: "EntityRecognizer") -> _Moves:
    return _Moves(finder)


def _embed_distinct(model: "Model[Any, Any]", docs: Sequence["Doc"], is_train: bool) -> Any:  # noqa: ARG001 - thinc names it
    """Do the same as spaCy's chain of the five layers."""
    from thinc.api import Ragged

    extract, join, embed, mix, part = model.layers
    words = join.predict(extract.predict(docs))
    rows: Any = np.ascontiguousarray(words.dataXd)
    hashed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        hashed = hashed * _MIX ^ column
    _, first, place = np.unique(hashed, return_index=True, return_inverse=True)
    lengths: Any = np.array([len(first)], dtype=np.int32)
    distinct = Ragged(rows[first], lengths)
    vectors = mix.predict(embed.predict(distinct)).dataXd[place]
    return part.predict(Ragged(vectors, words.lengths)), None
