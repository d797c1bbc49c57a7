import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from comention.extract.spacy import UNSCORED
from comention.model import EntityType
from comention.spacy_component import KEY, _extraction

TEXT = "Angela Merkel met Barack Obama in Germany. Merkel thanked the Germans."


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline that needs no model: rules find the names."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [("PERSON", "Angela Merkel"), ("PERSON", "Barack Obama"), ("GPE", "Germany"), ("ORG", "Merkel")]
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in patterns])  # type: ignore[attr-defined]
    nlp.add_pipe("comention")
    return nlp


def test_a_doc_knows_who_is_named(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [entity.id for entity in doc._.entities] == ["country:de", "person:angela-merkel", "person:barack-obama"]
    assert [alias.surface for alias in doc._.entities[1].aliases] == ["Angela Merkel", "Merkel"]
    assert [TEXT[mention.start : mention.end] for mention in doc._.mentions] == [
        *("Angela Merkel", "Barack Obama", "Germany", "Merkel", "Germans")
    ]
    assert doc._.mentions[-1].demonym


def test_a_span_knows_whom_it_names(nlp: Language) -> None:
    doc = nlp(TEXT)
    merkel = doc.ents[-1]
    assert (merkel.text, merkel.label_) == ("Merkel", "ORG")
    assert (merkel._.entity.label, merkel._.entity.type) == ("Angela Merkel", EntityType.PERSON)
    assert doc[2:3]._.entity is None


def test_each_doc_of_a_stream_is_resolved_by_itself(nlp: Language) -> None:
    one, two, empty = nlp.pipe(["Angela Merkel left.", "Merkel stayed.", ""])
    assert one._.entities[0].label == "Angela Merkel"
    assert [entity.label for entity in two._.entities] == ["Merkel"]
    assert [alias.surface for alias in one._.entities[0].aliases] == ["Angela Merkel"]
    assert empty._.entities == empty._.mentions == ()


def test_what_a_doc_says_does_not_depend_on_its_neighbours(nlp: Language) -> None:
    """Not even where all of them begin with the same line, as boilerplate does."""
    texts = [f"By Angela Merkel\n\nNumber {number}: Barack Obama spoke about item {number}." for number in range(6)]
    together = [doc.user_data[KEY] for doc in nlp.pipe(texts, batch_size=3)]
    assert together == [nlp(text).user_data[KEY] for text in texts]
    assert all(len(found["mentions"]) == 2 for found in together)


def test_no_database_is_opened_for_a_doc(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise AssertionError("a database was opened")

    monkeypatch.setattr("duckdb.connect", connect)
    assert nlp("Angela Merkel left.")._.entities


def test_it_survives_being_written(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.entities == doc._.entities
    assert again._.mentions == doc._.mentions


def test_demonyms_can_be_left_out() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("comention", config={"demonyms": False})
    assert nlp("The Germans left.")._.entities == ()


@pytest.mark.parametrize(("rows", "score"), [([[0, 1, 0.0]], 0.0), ([[0, 1, 0.7]], 0.7), ([], UNSCORED)])
def test_spans_have_the_score_that_their_finder_gave(rows: list[list[float]], score: float) -> None:
    doc = spacy.blank("en")("Ann left.")
    doc.set_ents([Span(doc, 0, 1, "PERSON")])
    doc.user_data["comention_ner"] = rows
    assert [span.score for span in _extraction(doc).spans] == [score]
