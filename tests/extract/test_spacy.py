import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy

from comention.errors import ModelError
from comention.extract import load_extractor
from comention.extract.spacy import CHOICES, CHUNK, SpacyExtractor
from comention.model import Extraction

NAMES = {"Angela Merkel": "PERSON", "Flynn": "PERSON", "U.S.": "GPE", "Reuters": "ORG", "Tuesday": "DATE"}


@pytest.fixture(scope="module")
def extractor() -> SpacyExtractor:
    """Sentences by punctuation and names by rules, in the place of a model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in NAMES.items()])  # type: ignore[attr-defined]
    return SpacyExtractor(nlp)


def names(text: str, extraction: Extraction) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in extraction.spans]


def sentences(text: str, extraction: Extraction) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in extraction.sentences]


def test_spans_are_where_the_text_has_them(extractor: SpacyExtractor) -> None:
    text = "“Angela\u00a0Merkel’s” answer,\n\n\tsaid Reuters on Tuesday 🎈: the U.S."
    (found,) = extractor.extract([text])
    assert names(text, found) == [("Angela\u00a0Merkel", "PERSON"), ("Reuters", "ORG"), ("U.S.", "GPE")]


def test_no_sentence_ends_after_a_title_and_each_paragraph_begins_one(extractor: SpacyExtractor) -> None:
    text = "Headline\n\nThey met Mr. Flynn today. He left."
    (found,) = extractor.extract([text])
    assert sentences(text, found) == ["Headline", "They met Mr. Flynn today.", "He left."]
    assert [sentence.paragraph for sentence in found.sentences] == [0, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "They asked Insp. Morse and Sgt. Lewis.| Then they left.",
        "Sonnets by ca. 1000 authors, see No. 5 and Fig. 3.| Nobody read them.",
        "Did he win?| No.| He lost.",
        "He came on Sat. with Flynn.| She came on Sun.| They left.",
        "She said: “I met Mr. Flynn.”| Then she left.",
    ],
)
def test_no_sentence_ends_after_an_abbreviation_that_the_tokenizer_parts(extractor: SpacyExtractor, text: str) -> None:
    parts = text.split("|")
    (found,) = extractor.extract(["".join(parts)])
    assert sentences("".join(parts), found) == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of both countries met\nand spoke of the bridge\n|Angela Merkel left",
        "\u200bHeadline\n|\u200bAngela Merkel left",
        "Headline\u2028|Angela Merkel left",
        "x. " * CHUNK + "\n|Angela Merkel left",
    ],
)
def test_sentences_and_paragraphs_agree_on_where_a_line_break_ends_one(extractor: SpacyExtractor, text: str) -> None:
    before, after = text.split("|")
    (found,) = extractor.extract([before + after])
    assert sentences(before + after, found)[-1] == "Angela Merkel left"
    assert [sentence.paragraph for sentence in found.sentences][-2:] == [0, 1]


def test_texts_come_back_in_order_however_long_they_are(extractor: SpacyExtractor) -> None:
    long = "Reuters told nobody. " * (3 * CHUNK // 20)
    texts: Sequence[str] = ["Angela Merkel left.", long, "", *(f"Flynn {n}." for n in range(150))]
    found = list(extractor.extract(iter(texts)))
    assert len(found) == len(texts)
    assert len(found[1].spans) == long.count("Reuters")
    assert all(long[span.start : span.end] == "Reuters" for span in found[1].spans)
    assert found[2] == Extraction((), ())
    assert all(names(text, one) == [("Flynn", "PERSON")] for text, one in zip(texts[3:], found[3:], strict=True))


def test_a_pipeline_without_names_is_refused() -> None:
    with pytest.raises(ModelError, match="has no 'ner' component: choose one that finds names"):
        SpacyExtractor(spacy.blank("en"))


@pytest.mark.parametrize("model", ["en_core_web_zzz", "no such thing", "/no/such/folder"])
def test_an_unknown_model_is_told_with_a_way_out(model: str) -> None:
    with pytest.raises(ModelError, match=r"no spaCy pipeline .* is installed, and it is no folder that holds one: try"):
        load_extractor(model)


def test_a_broken_pipeline_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\n[components]\n")
    with pytest.raises(ModelError, match="cannot load this spaCy pipeline") as error:
        load_extractor(str(tmp_path))
    assert "\n" not in str(error.value)


def test_a_pipeline_is_found_by_its_folder(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "ORG", "pattern": "Acme"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "mine")
    text = "Acme won. Acme lost."
    (found,) = load_extractor(str(tmp_path / "mine")).extract([text])
    assert names(text, found) == [("Acme", "ORG"), ("Acme", "ORG")]
    assert len(found.sentences) == 2


def test_a_module_that_is_no_package_finds_no_pipeline_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner")
    nlp.to_disk(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="no spaCy pipeline 'os' is installed"):
        load_extractor("os")


@pytest.mark.model
class TestInstalledModel:
    TEXT = "Angela Merkel met Mr. Barack Obama in the U.S. Senate. Then he left for Germany."

    @pytest.mark.parametrize(("model", "place"), [("fast", "GPE"), ("default", "LOC"), ("accurate", "LOC")])
    def test_it_finds_names_and_sentences(self, model: str, place: str) -> None:
        (found,) = load_extractor(model).extract([self.TEXT])
        assert {("Angela Merkel", "PERSON"), ("Germany", place)} <= set(names(self.TEXT, found))
        assert len(found.sentences) == 2

    @pytest.mark.parametrize(
        ("model", "name"),
        [("fast", "en_core_web_sm 3"), ("default", "comention default "), ("accurate", "comention accurate ")],
    )
    def test_it_says_what_it_is(self, model: str, name: str) -> None:
        extractor = load_extractor(model)
        assert extractor.model.startswith(name)
        assert extractor.identity.startswith(extractor.model)

    def test_the_models_give_other_extractions(self) -> None:
        assert len({load_extractor(model).identity for model in CHOICES}) == len(CHOICES)

    def test_without_a_name_the_default_is_loaded(self, model: str) -> None:
        assert load_extractor().identity == load_extractor(model).identity

    def test_names_of_long_texts_are_where_the_text_has_them(self) -> None:
        text = "\n\n".join([self.TEXT] * (2 * CHUNK // len(self.TEXT)))
        (found,) = load_extractor("default").extract([text])
        seen = [
            start for start, end, label, _ in found.spans if text[start:end] == "Angela Merkel" and label == "PERSON"
        ]
        assert len(seen) > 0.99 * text.count("Angela Merkel")
        assert list(found.spans) == sorted(found.spans)

    def test_only_what_names_need_is_loaded(self) -> None:
        extractor = load_extractor()
        assert isinstance(extractor, SpacyExtractor)
        assert not {"tagger", "parser", "lemmatizer", "attribute_ruler", "tok2vec"} & set(extractor._nlp.pipe_names)


def test_the_command_line_of_spacy_is_loaded_only_when_it_is_used() -> None:
    code = """
import sys, comention.extract
text = "Angela Merkel met Barack Obama."
found = list(comention.extract.load_extractor().extract([text]))
assert "spacy.cli" not in sys.modules and "httpx" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.train
print(len(found[0].spans))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "2", done.stderr
