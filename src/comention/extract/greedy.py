"""Documents in, the same with the names that spaCy's greedy parser finds in them, at half its cost.

Two things make it cheap, and neither changes a name:

- spaCy's own loop gives the interpreter's lock away and asks for it back some hundred times a word, in the checks
  for exceptions that Cython puts behind each small function. Here its public steps are taken one by one, with the
  lock held.
- What a word looks like by itself, before its neighbours count, is worked out once for each distinct word of a batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from thinc.api import Model

TOKENS = 4_000
"""How many tokens are parsed at once: more of them do not stay in the processor's cache, fewer cost more steps."""

_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number near 2 ** 64 over the golden ratio: Fibonacci hashing


def find_names(finder: "EntityRecognizer", docs: Iterable["Doc"], *, batch: int) -> Iterator["Doc"]:
    """Yield the documents in order, with their names; `batch` of them are taken at a time."""
    docs = iter(docs)
    while taken := list(islice(docs, batch)):
        for group in _groups(sorted(taken, key=len)):
            _parse(finder, group)
        yield from taken


def is_greedy(component: Any) -> bool:
    """Whether a pipeline's component is a name finder that takes the best step each time, so that this works for it."""
    from spacy.pipeline import EntityRecognizer

    greedy = isinstance(component, EntityRecognizer) and component.cfg["beam_width"] == 1
    return greedy and bool(component.model.attrs.get("has_upper"))


def embed_once(finder: "EntityRecognizer") -> None:
    """Let a name finder embed each distinct word of a batch once, if its layers are spaCy's usual ones."""
    for layer in finder.model.walk():
        names = [inner.name.split("(")[0] for inner in layer.layers]
        if names == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
            if not any("expand_window" in inner.name for inner in layer.layers):
                layer._func = _embed_distinct
            return


def _groups(docs: Iterable["Doc"]) -> Iterator[list["Doc"]]:
    """Put documents together up to so many tokens; those without any are left out."""
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


def _parse(finder: "EntityRecognizer", docs: Sequence["Doc"]) -> None:
    """Take all documents of a group through the parser's steps, side by side."""
    states = finder.moves.init_batch(docs)
    steps = finder.model.predict(docs)
    weights = np.ascontiguousarray(steps.vec2scores.get_param("W").T)
    bias = steps.vec2scores.get_param("b")
    unseen = sorted(finder.model.attrs["unseen_classes"])
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        scores = steps.state2vec.predict(steps.get_token_ids(unfinished)) @ weights
        scores += bias
        if unseen:
            scores[:, unseen] = scores.min()
        unfinished = finder.transition_states(unfinished, scores)
    steps.clear_memory()
    finder.set_annotations(docs, states)


def _embed_distinct(model: "Model[Any, Any]", docs: Sequence["Doc"], is_train: bool) -> Any:  # noqa: ARG001 - thinc names it
    """Do what spaCy's chain of the five layers does."""
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
