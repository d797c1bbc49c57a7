"""What the finder finds: in every kind of text, in every company of texts, and with figures that differ a little."""

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from tests.benchmarks.quality import OWN
from tests.benchmarks.scoring import load_gold

from comention.extract.finder import SIZES, Finder, load
from comention.extract.finder.network import Network
from comention.extract.finder.windows import Window


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def names(nlp: Language, text: str, size: str = "default") -> list[tuple[str, str]]:
    doc = nlp(text)
    return [(doc[start:end].text, label) for start, end, label, _ in load(size).find(doc)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Angela Merkel met the board of Siemens in Munich.", "Angela Merkel", "PERSON"),
        ("Angela Merkel met the board of Siemens in Munich.", "Siemens", "ORG"),
        ("Angela Merkel met the board of Siemens in Munich.", "Munich", "LOC"),
        ("Zlatka Przybylski, who runs Vantovio Ltd., resigned.", "Zlatka Przybylski", "PERSON"),
        ("Zlatka Przybylski, who runs Vantovio Ltd., resigned.", "Vantovio Ltd.", "ORG"),
        (
            "From: Okafor, Adaeze\nTo: Lindqvist, Per\nSubject: the minutes\n\nPlease call me.",
            "Okafor, Adaeze",
            "PERSON",
        ),
        ("MR. OYELARAN: I do not recall that.\n\nMS. TANAKA: Thank you, sir.", "TANAKA", "PERSON"),
        ("Ngozi Adeyemi’s lawyers said so.", "Ngozi Adeyemi", "PERSON"),
        ("They met Mr. Zwirner there.", "Zwirner", "PERSON"),
        ("They met Petra Zwirner there.", "Petra Zwirner", "PERSON"),
        ("The Saudi Interior Ministry said no.", "Saudi Interior Ministry", "ORG"),
        ("They flew to Athens.", "Athens", "LOC"),
    ],
)
def test_names_in_texts_of_many_kinds(nlp: Language, size: str, text: str, name: str, label: str) -> None:
    assert (name, label) in names(nlp, text, size)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "?" * 5_000,
        "🎈" * 5_000,
        "x" * 200_000,
        "a-" * 20_000,
        "\u0301" * 300,
        "漢字かな交じり文",
    ],
)
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    for start, end, _, score in load().find(nlp.make_doc(text)):
        assert 0 <= start < end
        assert 0 <= score <= 1


def test_a_text_without_capitals_is_read(nlp: Language) -> None:
    found = names(nlp, "yesterday angela merkel met barack obama in berlin. they spoke about the budget of siemens.")
    assert ("angela merkel", "PERSON") in found
    assert ("barack obama", "PERSON") in found


def test_a_text_in_capitals_is_read(nlp: Language) -> None:
    found = names(nlp, "ANGELA MERKEL MET BARACK OBAMA IN BERLIN. THEY SPOKE ABOUT THE BUDGET.")
    assert ("ANGELA MERKEL", "PERSON") in found
    assert ("BARACK OBAMA", "PERSON") in found


def test_scanned_letters_do_not_hide_a_name(nlp: Language) -> None:
    found = names(nlp, "Yesterday Angcla  Merkel met thc board of Sicmens, and Barack 0bama left Berlin.")
    assert any(label == "PERSON" and name.startswith("Angcla") for name, label in found)


def test_what_is_found_in_a_text_depends_on_nothing_else(nlp: Language) -> None:
    texts = [sample.text for sample in load_gold(OWN)][:6]
    alone = [Finder().find(nlp(text)) for text in texts[:2]]
    finder = Finder()
    after = [finder.find(nlp(text)) for text in reversed(texts)][::-1]
    assert after[:2] == alone


def test_little_differences_in_the_figures_change_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processors give figures that differ in the last digits; names and scores must not."""
    docs = [nlp(sample.text) for sample in load_gold(OWN)]
    finder = Finder()
    before = [finder.find(doc) for doc in docs]
    assert sum(map(len, before)) > 500
    random = np.random.default_rng(1)
    exact = Network.__call__

    def shaken(network: Network, window: Window) -> NDArray[np.float64]:
        scores = exact(network, window)
        return scores + random.uniform(-1e-5, 1e-5, scores.shape)

    monkeypatch.setattr(Network, "__call__", shaken)
    assert [finder.find(doc) for doc in docs] == before


def test_another_size_is_told_which_there_are() -> None:
    with pytest.raises(ValueError, match="'huge' is no size of the name finder: choose one of default, accurate"):
        load("huge")
