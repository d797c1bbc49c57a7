"""What the quicker way of finding names must not change: the names."""

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from tests.benchmarks.quality import OWN
from tests.benchmarks.scoring import load_gold

from comention.extract import greedy, load_extractor
from comention.extract.spacy import SpacyExtractor

Names = list[list[tuple[int, int, str]]]


def _names(docs: list[Doc]) -> Names:
    return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]


def _both_ways(texts: list[str]) -> tuple[Names, Names]:
    extractor = load_extractor("fast")
    assert isinstance(extractor, SpacyExtractor)
    assert extractor.folder
    nlp = spacy.load(extractor.folder, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    finder: Any = nlp.get_pipe("ner")
    theirs = _names(list(finder.pipe([nlp.make_doc(text) for text in texts])))
    assert greedy.is_greedy(finder)
    greedy.embed_once(finder)
    ours = _names(list(greedy.find_names(finder, (nlp.make_doc(text) for text in texts), batch=7)))
    return theirs, ours


def test_finds_the_names_that_spacy_finds() -> None:
    texts = [sample.text for sample in load_gold(OWN)]
    theirs, ours = _both_ways(texts)
    assert sum(map(len, theirs)) > 1000
    assert ours == theirs


def test_stands_texts_without_words() -> None:
    theirs, ours = _both_ways(["", " ", "Angela Merkel", "", "\n\n"])
    assert ours == theirs
    assert [len(names) for names in ours] == [0, 0, 1, 0, 0]


def test_the_quicker_embedding_is_used() -> None:
    """If spaCy names its layers in another way, the gain is lost without a sound: this would tell."""
    extractor = load_extractor("fast")
    assert isinstance(extractor, SpacyExtractor)
    list(extractor.extract(["Angela Merkel"]))
    finder: Any = extractor._nlp.get_pipe("ner")
    assert any(layer._func is greedy._embed_distinct for layer in finder.model.walk())


def test_it_is_made_for_the_versions_that_are_installed() -> None:
    assert greedy.is_known(), f"extract/greedy.py was made for {greedy.MADE_FOR}: see whether it still finds the same"


@pytest.mark.model
def test_with_other_versions_spacys_own_way_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [document.text for document in load_gold(OWN)][:5]
    ours = [one.spans for one in load_extractor("fast").extract(texts)]
    monkeypatch.setitem(greedy.MADE_FOR, "thinc", "8.2")
    monkeypatch.setattr(greedy, "find_names", None)
    theirs = [one.spans for one in SpacyExtractor.load("fast").extract(texts)]
    assert any(ours)
    assert theirs == ours
