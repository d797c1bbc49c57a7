"""Who is said not to be the same stays so, whatever is read later."""

from pathlib import Path

import pytest
from tests.resolve.conftest import marked
from tests.resolving import resolve

from comention.corrections import Corrections, load_text
from comention.corrections.edit import amended, apart
from comention.model import Entity


def people(*texts: str, corrections: Corrections) -> dict[str, set[str]]:
    found = resolve([marked(f"d{n}", text) for n, text in enumerate(texts)], corrections=corrections)
    return {entity.label: {alias.surface for alias in entity.aliases} for entity in found.entities}


def entities(*texts: str) -> dict[str, Entity]:
    found = resolve([marked(f"d{n}", text) for n, text in enumerate(texts)])
    return {entity.label: entity for entity in found.entities}


@pytest.mark.parametrize(
    ("first", "one", "other", "later"),
    [
        ("[Jon Sandell|PERSON] paid.", "Jon Sandell", "Jonathan Sandell", "[Jonathan Sandell|PERSON] left."),
        (
            "[Jon Sandell|PERSON] paid. [Sandell|PERSON] left.",
            "Jon Sandell",
            "Jonathan Sandell",
            "[Jonathan Sandell|PERSON] and [Jon Sandell|PERSON] left. [Sandell|PERSON] came back.",
        ),
        ("[T. Warrender|PERSON] paid.", "T. Warrender", "Tom Warrender", "[Tom Warrender|PERSON] left."),
        ("[Acme Bank|ORG] paid.", "Acme Bank", "Acme Bank Ltd.", "[Acme Bank Ltd.|ORG] left."),
    ],
)
def test_rules_no_longer_join_them(first: str, one: str, other: str, later: str, tmp_path: Path) -> None:
    joined = people(first, later, corrections=Corrections())
    assert any({one, other} <= forms for forms in joined.values())  # this is what has to be prevented
    pair = entities(first)[one], entities(later.replace(f"[{one}|", "[Nobody|"))[other]
    _, text = amended(tmp_path / "comention.toml", apart(*pair))
    corrections = load_text(text, Path("comention.toml")).corrections
    for texts in ((first, later), (later, first), (later, first, later), (first + " " + later,)):
        told = people(*texts, corrections=corrections)
        assert not any({one, other} <= forms for forms in told.values())
        assert {form for forms in told.values() for form in forms} >= {one, other}
