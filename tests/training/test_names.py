"""From texts to the tables of weights: the same bytes from the same texts, and they say what the texts show."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from comention.model import Extraction, Span
from training import named, names, weigh
from training.sources import sources
from training.texts import Marked, Text

PEOPLE = ("Tamsin Orrel", "Bodo Quell", "Ilse Varga", "Petra Lomm")
FIRMS = ("Vantovio", "Corvane", "Teskan", "Morvell")
PLACES = ("Ambleforth", "Quorley", "Durnholt", "Wexby")


def marked(sentence: str, *forms: tuple[str, str]) -> Text:
    found: list[Marked] = []
    for form, label in forms:
        start = sentence.index(form)
        found.append((start, start + len(form), label))
    return Text("crossner", sentence, tuple(found))


def written() -> list[Text]:
    """Write texts in which people speak, organizations are joined, and things are done in places."""
    return [
        marked(
            f"We heard that {person} said no. She joined {firm} last year. They met in {place} again.",
            (person, "PERSON"),
            (firm, "ORG"),
            (place, "LOC"),
        )
        for person in PEOPLE
        for firm in FIRMS
        for place in PLACES
    ]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, list[str]]:
    contexts, clues, told = names.learn(written())
    for name, table in ((names.CONTEXTS, contexts), (names.CLUES, clues)):
        names.write(tmp_path / name, names.header(names.HEADS[name], [sources()["crossner"]]), table)
    return tmp_path, told


def read(path: Path) -> dict[str, tuple[int, ...]]:
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {clue: tuple(map(int, row)) for clue, *row in lines}


def test_the_tables_say_what_the_texts_show(tables: tuple[Path, list[str]]) -> None:
    folder, told = tables
    contexts = read(folder / names.CONTEXTS)
    assert [int(np.argmax(contexts[word])) for word in ("a said", "b joined", "bb met in")] == [0, 1, 2]
    clues = read(folder / names.CLUES)
    assert [int(np.argmax(clues[f"{whose} words around it"])) for whose in ("people's", "organizations'")] == [0, 1]
    assert list(clues) == sorted(clues)
    assert told[-1].startswith("temperature ")


def test_the_same_texts_give_the_same_bytes(tables: tuple[Path, list[str]], tmp_path: Path) -> None:
    folder, _ = tables
    again = dict(zip((names.CONTEXTS, names.CLUES), names.learn(written())[:2], strict=True))
    for name, table in again.items():
        names.write(tmp_path / "again", names.header(names.HEADS[name], [sources()["crossner"]]), table)
        assert (tmp_path / "again").read_bytes() == (folder / name).read_bytes()


def test_tables_tell_their_sources_and_licences(tables: tuple[Path, list[str]]) -> None:
    source = sources()["crossner"]
    for name in (names.CONTEXTS, names.CLUES):
        text = (tables[0] / name).read_text("utf-8")
        assert source.license in text
        assert source.repository in text


def test_the_shipped_tables_come_from_all_sources() -> None:
    for name in (names.CONTEXTS, names.CLUES):
        text = (Path(names.SHIPPED) / name).read_text("utf-8")
        told = [line for line in text.splitlines() if line.startswith("# - ")]
        assert told == names.header((), [source for source in sources().values() if not source.held])[1:]


def test_names_are_judged_with_words_that_were_learnt_elsewhere() -> None:
    """The weights of words are taken by the group of a name."""
    texts = [marked("We saw that Tamsin Orrel won.", ("Tamsin Orrel", "PERSON")) for _ in range(4)]
    found = named.names(texts, [{"a won": (1, 0, 0, 0)}, {"a won": (0, 5, 0, 0)}])
    assert [(one.seen.context_person, one.seen.context_org) for one in found] == [(1, 0), (0, 5)] * 2


def test_a_name_has_a_kind_if_nearly_all_its_mentions_have() -> None:
    person, firm = (marked("They called Corvane again.", ("Corvane", kind)) for kind in ("PERSON", "ORG"))

    def kinds(*texts: Text) -> list[str]:
        return [one.kind for one in named.names([text._replace(collection="x") for text in texts], [{}])]

    assert kinds(*[firm] * 4, person) == ["ORG"]
    assert kinds(*[firm] * 3, person) == []


def test_what_labels_say_is_no_clue() -> None:
    (one,) = named.names([marked("They called Tamsin Orrel again.", ("Tamsin Orrel", "PERSON"))], [{}])
    (case,) = named.cases([one._replace(seen=one.seen._replace(person=0))])
    assert named.cases([one]) == [case]


class Finder:
    """Finds the same in every text, and counts what it is asked."""

    model = "a finder 1"
    identity = "1"
    loads_as: str | None = None
    language: str | None = None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        for text in texts:
            self.asked.append(text)
            yield Extraction((), (Span(0, 3, "PERSON", 0.91),))


def test_what_was_found_once_is_not_looked_for_again(tmp_path: Path) -> None:
    finder = Finder()

    def found(*texts: str) -> Sequence[Sequence[Span]]:
        return names.found_in([Text("masc", text, None) for text in texts], finder, tmp_path / "work")

    assert found("Ann won.", "Bob won.", "Ann won.") == [[Span(0, 3, "PERSON", 0.91)]] * 3
    assert found("Ann won.", "Eve won.") == [[Span(0, 3, "PERSON", 0.91)]] * 2
    assert finder.asked == ["Ann won.", "Bob won.", "Eve won."]
    finder.identity = "2"
    found("Ann won.")
    assert finder.asked[3:] == ["Ann won."]


def test_small_weights_are_left_out() -> None:
    assert names.rounded({"b": (0.1, -0.1), "a": (0.1504, -0.02)}, 150) == {"a": (150, -20)}


def test_reliability_tells_how_often_what_is_said_is_right() -> None:
    sure = np.array([[0.9, 0.1]] * 10)
    lines = list(names.reliability(sure, [0] * 9 + [1]))
    assert lines[2:] == ["| 90.0 % | 90.0 % | 10 |", "temperature 1.00"]
    assert names.temperature(sure, [0] * 7 + [1] * 3) > 1.5


def test_held_out_names_are_not_learnt_from() -> None:
    cases = named.cases(named.names(written(), [{}]))
    assert {case.group % weigh.FOLDS for case in cases} == set(range(weigh.FOLDS))
