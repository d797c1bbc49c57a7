"""What the page asks of the tables: each question is a function of them, and its answer is JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from comention.corrections import Corrections
from comention.query import lookup, reader
from comention.query.review import queue
from comention.workspace.facts import language_of
from comention.workspace.store import Store

Question = Callable[..., Any]


def names(store: Store, text: str) -> Any:
    """Names that a text is found in."""
    return {"names": lookup.names(store, text) if text.strip() else []}


def search(store: Store, text: str, many: int) -> Any:
    """Sentences that a text is found in."""
    found, more = lookup.sentences(store, text, many=many)
    return {"found": found, "more": more}


def document(store: Store, identifier: str, sentence: int) -> Any:
    """Sentences of a document."""
    return reader.document(store, identifier, sentence)


def mentions(store: Store, key: str) -> Any:
    """The sentences that name somebody."""
    return {"mentions": reader.mentions(store, key)}


def review(store: Store, corrections: Corrections, many: int) -> Any:
    """Pairs of names that may be the same."""
    return queue(store, corrections, language=language_of(store.facts()), many=many)


QUESTIONS: Mapping[str, Question] = {one.__name__: one for one in (names, search, document, mentions, review)}


def answered(store: Store, question: str, *about: Any) -> bytes:
    """Answer a question, and say so in JSON."""
    return in_json(QUESTIONS[question](store, *about))


def in_json(content: Any) -> bytes:
    """Return what is sent; a lone surrogate, which UTF-8 cannot encode, is escaped."""
    return json.dumps(content, separators=(",", ":")).encode()
