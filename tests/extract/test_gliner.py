"""With a stand-in for the library, which takes what that takes (gliner 0.2.29) and gives back what that gives."""

import re
import sys
from types import ModuleType
from typing import Any, ClassVar

import pytest

from comention import build_graph
from comention.errors import ModelError
from comention.extract import load_extractor
from comention.extract.gliner import CHUNK

LABELS = {"Ann Lee": "person", "Acme": "organization", "Peru": "country", "Peruvian": "nationality"}


class StandIn:
    """Finds the names of a list."""

    asked: ClassVar[list[tuple[Any, ...]]] = []

    @classmethod
    def from_pretrained(cls, model_id: str, *, local_files_only: bool = False) -> "StandIn":
        cls.asked.append((model_id, local_files_only))
        if model_id == "none":
            raise OSError("none is not a local folder\nand more")
        return cls()

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float = 0.5, batch_size: int = 8
    ) -> list[list[dict[str, Any]]]:
        assert set(LABELS.values()) <= set(labels)
        assert all(len(text) <= CHUNK for text in texts)
        return [
            [
                {"start": m.start(), "end": m.end(), "text": m[0], "label": LABELS[m[0]], "score": 0.9}
                for m in reversed(list(re.finditer(r"Ann Lee|Acme|Peruvian|Peru", text)))
            ]
            for text in texts
        ]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("gliner")
    module.__dict__.update(GLiNER=StandIn, __version__="0.2.29")
    monkeypatch.setitem(sys.modules, "gliner", module)


def test_names_are_found_in_their_places_in_a_long_text_too(library: None) -> None:
    extractor = load_extractor("gliner:a/model")
    assert StandIn.asked[-1] == ("a/model", True)
    text = f"Ann Lee left. {'Nothing was said. ' * 200}A Peruvian works for Acme."
    (found,) = extractor.extract([text])
    assert [(text[start:end], label) for start, end, label, _ in found.spans] == [
        ("Ann Lee", "PERSON"),
        ("Peruvian", "NORP"),
        ("Acme", "ORG"),
    ]
    assert len(found.sentences) == 202
    assert extractor.model == "gliner:a/model (gliner 0.2.29)"


def test_a_graph_is_made_with_it(library: None) -> None:
    graph = build_graph("Ann Lee left Acme in Peru.", model="gliner:a/model")
    assert sorted(graph) == ["country:pe", "org:acme", "person:ann-lee"]
    assert graph.graph["model"] == "gliner:a/model (gliner 0.2.29)"


def test_a_model_that_is_not_there_is_told_with_the_way_to_get_it(library: None) -> None:
    with pytest.raises(
        ModelError, match=r"none: there is no such .* \(none is not a local folder\).*: hf download none$"
    ):
        load_extractor("gliner:none")


def test_without_the_library_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(ModelError, match=r"pip install 'comention\[gliner\]'"):
        load_extractor("gliner:a/model")
