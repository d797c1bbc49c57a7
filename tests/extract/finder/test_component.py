"""The component keeps spaCy's contract: streams, pickles, folders, bytes, and entities that others have set."""

import pickle
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

TEXT = "Angela Merkel met the board of Siemens in Munich. Merkel thanked Joe Kaeser."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("comention_ner")
    return nlp


def named(doc: Doc) -> list[tuple[str, str, float]]:
    return [(ent.text, ent.label_, ent._.score) for ent in doc.ents]


def test_it_sets_entities_with_labels_and_scores(nlp: Language) -> None:
    found = named(nlp(TEXT))
    assert ("Angela Merkel", "PERSON") in [(text, label) for text, label, _ in found]
    assert ("Siemens", "ORG") in [(text, label) for text, label, _ in found]
    assert all(0 < score <= 1 for _, _, score in found)
    assert nlp(TEXT)[0:1]._.score is None


def test_it_needs_no_other_component() -> None:
    alone = spacy.blank("en")
    alone.add_pipe("comention_ner")
    assert "Angela Merkel" in [ent.text for ent in alone(TEXT).ents]


def test_a_stream_gives_what_single_texts_give(nlp: Language) -> None:
    texts = [TEXT, "", "Barack Obama left.", TEXT * 40, "nothing here"] * 3
    assert [named(doc) for doc in nlp.pipe(texts, batch_size=4)] == [named(nlp(text)) for text in texts]


def test_processes_give_the_same(nlp: Language) -> None:
    texts = [TEXT, "Barack Obama left.", TEXT * 3]
    assert [named(doc) for doc in nlp.pipe(texts, n_process=2)] == [named(nlp(text)) for text in texts]


def test_the_larger_encoder_is_chosen_by_config() -> None:
    larger = spacy.blank("en")
    component = larger.add_pipe("comention_ner", config={"size": "accurate"})
    assert component.size == "accurate"  # type: ignore[attr-defined]
    assert "Angela Merkel" in [ent.text for ent in larger(TEXT).ents]


def test_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of default, accurate"):
        spacy.blank("en").add_pipe("comention_ner", config={"size": "huge"})


def test_it_survives_pickle_folders_and_bytes(nlp: Language, tmp_path: Path) -> None:
    expected = named(nlp(TEXT))
    assert named(pickle.loads(pickle.dumps(nlp))(TEXT)) == expected
    nlp.to_disk(tmp_path / "pipeline")
    assert named(spacy.load(tmp_path / "pipeline")(TEXT)) == expected
    fresh = spacy.blank("en")
    fresh.add_pipe("sentencizer")
    fresh.add_pipe("comention_ner")
    assert named(fresh.from_bytes(nlp.to_bytes())(TEXT)) == expected


def test_scores_survive_being_written(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert named(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == named(doc)
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(kept).get_docs(nlp.vocab)
    assert named(again) == named(doc)


def test_entities_of_others_are_kept() -> None:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRODUCT", "pattern": "Merkel met"}])  # type: ignore[attr-defined]
    pipeline.add_pipe("comention_ner")
    doc = pipeline(TEXT)
    assert [ent.text for ent in doc.ents if ent.label_ == "PRODUCT"] == ["Merkel met"]
    assert "Angela Merkel" not in [ent.text for ent in doc.ents]
    assert "Siemens" in [ent.text for ent in doc.ents]


def test_comention_resolves_what_it_finds() -> None:
    both = spacy.blank("en")
    both.add_pipe("sentencizer")
    both.add_pipe("comention_ner")
    both.add_pipe("comention")
    assert "person:angela-merkel" in [entity.id for entity in both(TEXT)._.entities]
