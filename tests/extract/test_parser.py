from pathlib import Path

import pytest
import spacy
from tests.relate.sentences import parser

from comention.extract.parser import Parser

SENTENCES = ["Anna Lund has met Peter Voss.", "The lawyers’ companies\nwent bankrupt.", "", "  ", "😀"]


def test_words_have_their_places_heads_and_base_forms() -> None:
    (parse,) = parser().parse(["Anna Lund has met Peter Voss."])
    met = parse[3]
    assert (met.start, met.end, met.relation, met.head, met.lemma) == (14, 17, "ROOT", 3, "meet")
    assert [(word.relation, word.head) for word in parse[1:3]] == [("nsubj", 3), ("aux", 3)]


def test_gives_one_parse_for_each_sentence() -> None:
    found = list(parser().parse(SENTENCES))
    assert [len(parse) > 0 for parse in found] == [bool(text) for text in SENTENCES]
    assert [word.lemma for word in found[1] if word.tag == "NNS"] == ["lawyer", "company"]
    for text, parse in zip(SENTENCES, found, strict=True):
        assert all(0 <= word.start < word.end <= len(text) for word in parse)
        assert all(0 <= word.head < len(parse) for word in parse)


def test_a_sentence_is_one_tree() -> None:
    (parse,) = parser().parse(["Anna Lund left. Peter Voss stayed."])
    assert len([word for number, word in enumerate(parse) if word.head == number]) == 1


def test_the_same_sentence_has_the_same_parse_in_any_company() -> None:
    alone = [next(iter(parser().parse([text]))) for text in SENTENCES]
    assert alone == list(parser().parse(SENTENCES))


def test_a_pipeline_without_a_parser_has_none(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    assert Parser.load(str(tmp_path / "blank"), "en") is None


def test_a_pipeline_for_another_language_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "blank")
    found = Parser.load(str(tmp_path / "blank"), "en")
    assert found
    assert found.model == parser().model


@pytest.mark.parametrize("language", ["xx", "de"])
def test_a_language_without_a_pipeline_has_no_parser(language: str) -> None:
    assert Parser.load("default", language) is None
