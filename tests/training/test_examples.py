"""What an encoder learns is on the tokens that the text marks."""

import pytest

from comention.extract.finder.network import PIECES, WEIGHTS
from comention.extract.finder.pieces import Pieces
from comention.extract.finder.tags import TAGS
from training.examples import Reader
from training.texts import Text

BODY = "Ann Lee's boss left Acme. It was in Rome."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Pieces(WEIGHTS / PIECES))


def allowed(reader: Reader, source: str) -> list[list[str]]:
    (example,) = reader.examples([Text(source, BODY, ((0, 7, "PERSON"), (20, 24, "ORG"), (36, 40, "LOC")))])
    assert example.allowed is not None
    return [[TAGS[number] for number in row.nonzero()[0]] for row in example.allowed]


def test_each_token_has_its_tag(reader: Reader) -> None:
    tags = [found[0] for found in allowed(reader, "re-docred")]
    assert tags == ["B-PERSON", "I-PERSON", "O", "O", "O", "B-ORG", "O", "O", "O", "O", "B-LOC", "O"]


def test_what_a_source_does_not_mark_may_be_there(reader: Reader) -> None:
    found = allowed(reader, "litbank")
    assert found[2] == ["O", "B-MISC", "I-MISC"]
    assert found[0] == ["B-PERSON"]


def test_an_unmarked_text_tells_nothing(reader: Reader) -> None:
    assert [example.allowed for example in reader.examples([Text("masc", BODY, None)])] == [None]
