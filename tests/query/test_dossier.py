from pathlib import Path
from typing import Any

import pytest

from comention.errors import InputError
from comention.export.dossier import Dossier, Link, Name, Sentence
from comention.query.dossier import dossier


def test_what_a_page_asks_for_is_read_and_its_sentences_are_cut_out(out: Path) -> None:
    asked = {
        "title": "Talks",
        "credit": "Desk",
        "note": None,
        "names": [{"key": "person:angela-merkel", "note": "Who?"}],
        "links": [{"source": "person:angela-merkel", "target": "country:de"}],
        "sentences": [
            {"document": "paged", "sentence": 1, "note": "Check"},
            {"document": "talks", "sentence": 1},
            {"document": "talks", "sentence": 99},
            {"document": "nowhere", "sentence": 0},
        ],
    }
    assert dossier(out, asked, date="today") == Dossier(
        "Talks",
        "today",
        "Desk",
        "",
        [Name("person:angela-merkel", "Who?")],
        [Link("person:angela-merkel", "country:de")],
        [
            Sentence("Angela Merkel saw <script>alert(1)</script> in Germany.", "paged", None, None, 2, "Check"),
            Sentence("They spoke about Germany.", "talks", None, "2015-01-02", None, ""),
        ],
    )
    assert dossier(out, {}, date="") == Dossier("", "", names=[], links=[], sentences=[])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"names": "all"}, "the names of a dossier must be a list"),
        ({"names": ["all"]}, "the names of a dossier must be a list of objects"),
        ({"names": [{"note": "x"}]}, "'key' must be a text"),
        ({"links": [{"source": "x", "target": 1}]}, "'target' must be a text"),
        ({"sentences": [{"document": "x", "sentence": "1"}]}, "'sentence' must be the number"),
        ({"sentences": [{"document": "x", "sentence": True}]}, "'sentence' must be the number"),
        ({"sentences": [{"document": "x", "sentence": 2**40}]}, "'sentence' must be the number"),
        ({"title": {}}, "'title' must be a text"),
    ],
)
def test_what_is_not_as_it_should_be_is_told(out: Path, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        dossier(out, asked, date="today")
