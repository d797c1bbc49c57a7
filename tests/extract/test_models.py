"""Each document is read by the model of its language; one that none is installed for says which would help."""

from collections.abc import Iterable, Iterator

import pytest

from comention.errors import ModelError
from comention.extract import models as module
from comention.extract.models import Models
from comention.model import Document, Extraction

FRENCH = "Le conseil a examiné le budget de la commune et a décidé de reporter les travaux de la salle."


class Reader:
    """A model for one language, or for any."""

    loads_as: str | None = None

    def __init__(self, language: str | None) -> None:
        self.language: str | None = language
        self.model = f"{language} 1"
        self.identity = f"{language} 1 / test"

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        return (Extraction((), ()) for _ in texts)


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A model for French is installed, and none for other languages."""
    reader = Reader("fr")

    def load(model: str | None = None, *, language: str | None = None) -> Reader:
        if language != "fr":
            raise ModelError("none")
        return reader

    monkeypatch.setattr(module, "load_extractor", load)
    return reader


def test_documents_are_read_in_the_language_that_they_tell(french: Reader) -> None:
    models = Models(Reader("en"))
    assert models.language_of(Document("a", FRENCH)) == "fr"
    assert models.of("fr") is french
    assert models.of("en") is models.main
    assert models.language_of(Document("a", "Angela Merkel")) == "en"


def test_what_a_document_says_of_itself_goes_before_what_is_told() -> None:
    assert Models(Reader("en")).language_of(Document("a", FRENCH, language="pt")) == "pt"
    assert Models(Reader("en")).language_of(Document("a", FRENCH, language="Portuguese")) == "fr"


def test_what_a_user_says_goes_before_all_and_the_main_model_reads_everything() -> None:
    models = Models(Reader("en"), "de")
    assert models.language_of(Document("a", FRENCH, language="pt")) == "de"
    assert models.of("de") is models.main


def test_a_model_for_any_language_reads_all() -> None:
    models = Models(Reader(None))
    assert models.of("de") is models.of("fr") is models.main
    assert models.missing("de") is None


def test_documents_that_do_not_tell_are_read_by_the_main_model() -> None:
    models = Models(Reader("pl"))
    assert models.language_of(Document("a", "Lech Kaczyński")) == "pl"
    assert models.of("pl") is models.main


def test_a_missing_model_is_told_with_the_way_to_it() -> None:
    models = Models(Reader("en"))
    assert models.of("de") is None
    assert models.missing("en") is models.missing("fr") is None
    assert models.missing("de") == (
        "no names are looked for in it: no model for German is installed: "
        "type `python -m spacy download de_core_news_md`"
    )
    assert "none is known" in str(models.missing("gd"))


def test_the_models_that_were_used_are_told() -> None:
    models = Models(Reader("en"))
    told = models.told(["fr", "de", "en"])
    assert told == {"de": None, "en": "en 1", "fr": "fr 1"}
    assert models.in_words(told) == "en 1, fr 1"
    assert models.in_words({"fr": "fr 1"}) == "fr 1"
    assert models.in_words({}) == "en 1"


def test_one_text_in_two_languages_is_two_extractions() -> None:
    models = Models(Reader(None))
    assert len({models.identity(language) for language in ("en", "fr", "de")}) == 3
