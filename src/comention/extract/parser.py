"""Parse sentences with the parser of a spaCy pipeline."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

from comention.extract import GLINER, greedy
from comention.extract.spacy import DEFAULT, in_words, locate, open_pipeline, told
from comention.extract.text import view
from comention.model import Parse, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

VERSION = 1
"""Increase this when the same sentence and pipeline give another parse; cached ones are then discarded."""

BATCH = 128  # sentences that are parsed together
_NEEDED = frozenset({"tok2vec", "transformer", "tagger", "parser", "lemmatizer"})
_INFLECTED = {"VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB"} | {
    "NN": "NOUN", "NNS": "NOUN", "NNPS": "NOUN"
}  # fmt: skip
"""The parts of speech of the words that have a base form, by their tags."""


class Parser:
    """The parser of the spaCy pipeline in a folder, which is loaded on first use; `model` is the pipeline's name."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder, self.model = folder, model
        self.identity = f"{model} / parser {VERSION}"

    @classmethod
    def load(cls, model: str | None, language: str) -> "Parser | None":
        """Return the parser for a language, or None if there is none.

        It is that of the spaCy pipeline `model`, even if that has no parser; if that reads another language, or is
        no spaCy pipeline, of the usual one.
        """
        for name in (DEFAULT if model is None or model.startswith(GLINER) else model, DEFAULT):
            folder = locate(name, language)
            meta = told(folder) if folder else None
            if folder and meta and meta["lang"] == language:
                return cls(folder, in_words(meta)) if {"tagger", "parser"} <= {*meta["pipeline"]} else None
        return None

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """Yield the words of each sentence, in order; a sentence is one tree, even if the parser would part it."""
        docs = self._nlp.pipe(map(self._doc, sentences), batch_size=BATCH)
        with ThreadpoolController().limit(limits=1, user_api="blas"):  # more threads only wait for each other
            yield from map(self._words, docs)

    @cached_property
    def _nlp(self) -> "Language":
        nlp = open_pipeline(self._folder, lambda config: [*config["components"].keys() - _NEEDED])
        self._lemmatizer: Any = nlp.remove_pipe("lemmatizer")[1] if "lemmatizer" in nlp.pipe_names else None
        for _, component in nlp.pipeline:
            if greedy.is_known() and hasattr(component, "model"):
                greedy.embed_once(component)
        return nlp

    def _doc(self, sentence: str) -> "Doc":
        doc = self._nlp.make_doc(view(sentence))
        for token in doc[1:]:
            token.is_sent_start = False
        return doc

    def _words(self, doc: "Doc") -> Parse:
        return tuple(Word(t.idx, t.idx + len(t), t.tag_ or "_", t.dep_ or "dep", t.head.i, self._lemma(t)) for t in doc)

    def _lemma(self, token: "Token") -> str:
        """Return the base form of a word; where the pipeline knows none, the word in small letters."""
        if self._lemmatizer is None or token.tag_ not in _INFLECTED:
            lemma = token.lower_
        else:
            token.pos_ = _INFLECTED[token.tag_]
            lemma = self._lemmatizer.lemmatize(token)[0].lower()
        return "_".join(lemma.split()) or "_"
