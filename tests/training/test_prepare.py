"""What evaluation uses is not learnt from; common first words are told from names."""

import json
from pathlib import Path

import pytest

from training import prepare
from training.texts import Text

RUNNING = "the quick brown fox jumps over the lazy dog and then it runs away from here again"


def test_texts_that_overlap_with_evaluation_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_out = tmp_path / "gold.jsonl"
    keep_out.write_text(json.dumps({"text": f"Indeed, {RUNNING.upper()}, they say."}) + "\n")
    found = [Text("masc", f"We hear {RUNNING} today.", None), Text("masc", "Something else is written here.", None)]
    monkeypatch.setattr(prepare, "load", lambda *_, **__: {})
    monkeypatch.setattr(prepare, "texts", lambda source, _: found if source.name == "masc" else [])
    prepared = prepare.prepare(tmp_path, [keep_out], download=False, without=["augmented"])
    assert prepared.open == found[1:]
    assert prepared.marked == []
    assert {text.source for text in prepared.held} == {"samples"}


def test_words_that_are_hardly_ever_names_are_openers() -> None:
    text = Text("x", "However the will of Ann is clear. " * 40 + "the man however saw that Will left. " * 40, None)
    found = prepare.openers([text])
    assert "however" in found
    assert "the" in found
    assert "will" not in found
    assert "ann" not in found
