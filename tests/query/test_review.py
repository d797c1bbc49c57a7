import json
import random
import time
from pathlib import Path

import pytest
from tests.conftest import NAMES, NameList

from comention import pipeline
from comention.corrections import NONE, Corrections, Ignored, Listed, edit
from comention.entities import find_entity
from comention.model import Alias, Document, Entity, EntityType, Extraction, Mention, Sentence
from comention.query.review import Pair, Queue, queue
from comention.workspace.store import Store

PERSON, ORG = EntityType.PERSON, EntityType.ORG
WEAK = "surname of several full names in this document, the most frequent one"


def collection(store: Store, cast: dict[str, tuple[EntityType, dict[str, int]]], rule: str = "full name") -> None:
    """Fill a store: each form stands so often, each time in a document of its own, with the first name of all."""
    labels = sorted(cast)
    keys = {label: f"{cast[label][0].lower()}:{label.lower().replace(' ', '-')}" for label in labels}
    entities = [
        Entity(
            keys[label],
            kind,
            label,
            tuple(Alias(form, n, "full name" if form == label else rule) for form, n in forms.items()),
        )
        for label, (kind, forms) in cast.items()
    ]
    first = next(iter(cast))
    documents: list[Document] = []
    mentions: list[Mention] = []
    for label, (kind, forms) in cast.items():
        for form, count in forms.items():
            for _ in range(count):
                name = f"d{len(documents):05}"
                text = f"{form} met {first} here." if label != first else f"Nobody but {form} was there."
                documents.append(Document(name, text))
                start = text.index(form)
                mentions.append(Mention(name, 0, start, start + len(form), form, kind, keys[label], rule))
                if label != first:
                    start = text.index(first, start + len(form))
                    mentions.append(Mention(name, 0, start, start + len(first), first, cast[first][0], keys[first], ""))
    store.begin()
    store.remember((one.id, Extraction((Sentence(0, len(one.text), 0),), ())) for one in documents)
    store.stage((one, one.id) for one in documents)
    store.save(entities, mentions)


def asked(
    cast: dict[str, tuple[EntityType, dict[str, int]]], *, rule: str = WEAK, corrections: Corrections = NONE
) -> list[Pair]:
    with Store() as store:
        collection(store, cast, rule)
        return queue(store, corrections)["pairs"]


def people(*names: str) -> dict[str, tuple[EntityType, dict[str, int]]]:
    return {name: (PERSON, {name: 1}) for name in names}


def firms(*names: str) -> dict[str, tuple[EntityType, dict[str, int]]]:
    return {name: (ORG, {name: 1}) for name in names}


@pytest.mark.parametrize(
    ("cast", "why"),
    [
        (people("Tim Warrel", "Tim Warerl"), "one letter differs"),
        (people("Tim Warrel", "Tim Warrell"), "one letter differs"),
        (people("Tim Warrel", "TimWarrel"), "the same letters"),
        (people("Tim Warrel", "tim_warrel"), "the same letters"),
        (people("Ann Mac Aullay", "Ann MacAullay"), "the same letters"),
        (people("Warrel Tim", "Tim Warrel"), "the same words"),
        (people("Timothy Warrel", "Tim Warrel"), "a first name that could be"),
        (people("T. Warrel", "Tim Warrel"), "a first name that could be"),
        (people("Bob Warrel", "Robert Warrel"), "a first name that could be"),
        (people("Tim Warrel", "Tim Warrel Learns"), "with more words"),
        (people("Tim", "Tim Warrel"), "the only full name with this first name"),
        (people("twarrel", "Tim Warrel"), "a handle"),
        (firms("Senate Committee on Trade", "Senate Trade Committee"), "the same words"),
        (firms("Thibeault Widgets", "Thibault Widgets"), "one letter differs"),
        (firms("WTE", "Warrel Tool Exchange"), "initials of the name"),
        (firms("Atlantia", "Atlantia Investment Bank"), "ends with a kind of organization"),
        (firms("Open-Works", "OpenWorks"), "the same letters"),
    ],
)
def test_what_could_be_one_name_is_asked(cast: dict[str, tuple[EntityType, dict[str, int]]], why: str) -> None:
    cast = {"Nobody Else": (PERSON, {"Nobody Else": 3})} | cast
    (pair,) = asked(cast)
    assert why in pair["why"]
    assert {pair["one"]["label"], pair["other"]["label"]} == {*cast} - {"Nobody Else"}
    assert pair["same"] == {"kind": "same", "node": pair["one"]["key"], "other": pair["other"]["key"]}
    assert pair["different"] == {"kind": "apart", "node": pair["one"]["key"], "other": pair["other"]["key"]}
    assert pair["links"] == 0  # no graph was made
    for side in (pair["one"], pair["other"]):
        (sentence,) = side["sentences"]
        assert side["label"] in sentence["text"]


@pytest.mark.parametrize(
    "cast",
    [
        people("Tim Warrel", "Tom Warrel"),
        people("Maria Warrel", "Mario Warrel"),
        people("Tim Warrel", "Tim Jorgen"),
        people("Tim A. Warrel", "Tim B. Warrel"),
        people("Tim Warrel", "Tim Warrel Jr."),
        people("Tim", "Tim Warrel", "Tim Jorgen"),
        people("James Miller", "James Miles"),
        firms("Article 5", "Article 6"),
        firms("Atlantia", "Atlantia Bank", "Atlantia Group Services"),
        firms("Atlantia", "Atlantia Cheese"),
        firms("United Nations", "United Nations Council"),
        {"Atlantia": (ORG, {"Atlantia": 9}), "Atlantia Ventures": (ORG, {"Atlantia Ventures": 1})},
        firms("Trade Agency", "Trade Agencies"),
        firms("Bank of Norland", "Bank of Sorland"),
        firms("ABC", "Amber Bank Corporation", "Azure Book Company"),
        # two who are called the same cannot be told apart by a correction, whatever else they are called
        {
            "Atlantia Club": (ORG, {"Atlantia Club": 9}),
            "Atlantia  Club": (ORG, {"Atlantia  Club": 2, "Club) * Ann": 1}),
        },
    ],
)
def test_silly_questions_are_not_asked(cast: dict[str, tuple[EntityType, dict[str, int]]]) -> None:
    assert [pair["question"] for pair in asked(cast)] == []


def test_a_form_is_asked_about_where_another_name_could_have_it() -> None:
    cast = {
        "Ann Warrel": (PERSON, {"Ann Warrel": 2, "Warrel": 3}),
        "Zoe Warrel": (PERSON, {"Zoe Warrel": 2}),
        "Ben Holt": (PERSON, {"Ben Holt": 2, "Holt": 3}),
    }
    (pair,) = asked(cast)
    assert pair["question"] == "Does “Warrel” mean Ann Warrel?"
    assert pair["why"] == "a surname of several people in one document, taken for the one whom that names most"
    assert (pair["one"]["key"], pair["other"]["key"]) == ("person:ann-warrel", "person:ann-warrel")
    assert (pair["one"]["form"], pair["other"]["form"], pair["other"]["mentions"]) == ("Ann Warrel", "Warrel", 3)
    assert all("Ann Warrel" in one["text"] for one in pair["one"]["sentences"])
    assert [
        one["text"].count("Warrel met") for one in asked({"Ben Holt": cast["Ben Holt"]} | cast)[0]["other"]["sentences"]
    ] == [1, 1]
    assert pair["same"] == {"kind": "same", "node": "person:ann-warrel", "text": "Warrel"}
    assert pair["different"] == {"kind": "different", "node": "person:ann-warrel", "text": "Warrel"}


def test_a_form_that_others_have_as_well_is_not_asked_about() -> None:
    """What is decided of a form holds wherever it stands."""
    cast = {
        "Ann Warrel": (PERSON, {"Ann Warrel": 2, "Warrel": 3}),
        "Zoe Warrel": (PERSON, {"Zoe Warrel": 2, "Warrel": 1}),
    }
    assert asked(cast) == []


BOTH = people("Tim Warrel", "Tim Warerl")


@pytest.mark.parametrize(
    "listed",
    [
        [Listed("Tim Warrel", not_aliases=("Tim Warerl",))],
        [Listed("Tim Warerl", not_aliases=("Tim Warrel",))],
        [Listed("Somebody", aliases=("Tim Warrel",), not_aliases=("tim warerl",))],
        [Listed("Tim Warrel"), Listed("Tim Warerl")],
    ],
)
def test_what_is_decided_is_not_asked_again(listed: list[Listed]) -> None:
    assert len(asked(BOTH)) == 1
    assert asked(BOTH, corrections=Corrections(tuple(listed), (Ignored("x"),))) == []


def test_a_form_that_is_decided_is_not_asked_again() -> None:
    cast = {"Ann Warrel": (PERSON, {"Ann Warrel": 2, "Warrel": 3}), "Zoe Warrel": (PERSON, {"Zoe Warrel": 2})}
    assert asked(cast, corrections=Corrections((Listed("Ann Warrel", aliases=("warrel",)),))) == []


TEXT = (
    "Angela Merkel met Barack Obama. Angela Merkle met François Hollande. Angela Merkel left Germany. "
    "Barack Obama met Fran Hollande in France. Fran Hollande met Angela Merkle in Germany."
)


@pytest.fixture
def folder(tmp_path: Path, extractor: NameList, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(NAMES, "Angela Merkle", "PERSON")
    monkeypatch.setitem(NAMES, "Fran Hollande", "PERSON")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Angela Merkel met Barack Obama in Germany.")
    pipeline.generate([tmp_path], tmp_path / "out")
    return tmp_path / "out"


def decided(out: Path, pair: Pair, answer: str) -> Queue:
    """Write the correction of an answer as it is said, and ask again."""
    said = pair["same"] if answer == "same" else pair["different"]

    def change(known: object) -> edit.Edit:
        assert isinstance(known, list)
        one, other = find_entity(known, said["node"]), find_entity(known, said["other"])
        return edit.merge(one.label, [other.label]) if said["kind"] == "same" else edit.apart(one, other)

    pipeline.amend(out, change)
    return pipeline.review(out)


@pytest.mark.parametrize("answer", ["same", "different"])
def test_each_answer_is_a_correction_that_takes_effect_and_is_not_asked_again(folder: Path, answer: str) -> None:
    first = pipeline.review(folder)
    assert [pair["question"] for pair in first["pairs"]] == [
        "Are Angela Merkel and Angela Merkle the same?",
        "Are Fran Hollande and François Hollande the same?",
    ]
    assert (first["left"], pipeline.review(folder, many=1)["left"]) == (2, 2)
    assert [pair["links"] for pair in first["pairs"]] == [2, 1]
    assert pipeline.review(folder) == first
    again = decided(folder, first["pairs"][0], answer)
    assert [pair["question"] for pair in again["pairs"]] == [first["pairs"][1]["question"]]
    with pipeline.dataset(folder) as dataset:
        assert ("person:angela-merkle" in dataset.graph) is (answer == "different")


@pytest.mark.parametrize("answer", ["same", "different"])
def test_an_answer_about_a_form_is_not_asked_again(
    answer: str, tmp_path: Path, extractor: NameList, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Joan Merkel", "Merkel"):
        monkeypatch.setitem(NAMES, name, "PERSON")
    (tmp_path / "a.txt").write_text("Joan Merkel met Angela Merkel. Angela Merkel left. Merkel met Barack Obama.")
    out = tmp_path / "out"
    pipeline.generate([tmp_path / "a.txt"], out)
    (pair,) = pipeline.review(out)["pairs"]
    assert (pair["question"], pair["links"]) == ("Does “Merkel” mean Angela Merkel?", 1)
    said = edit.merge if answer == "same" else edit.split
    pipeline.amend(out, lambda _: said("Angela Merkel", ["Merkel"]))
    assert pipeline.review(out) == {"left": 0, "pairs": []}
    with pipeline.dataset(out) as dataset:
        assert ("person:merkel" in dataset.graph) is (answer == "different")


def test_sentences_have_their_names_and_it_is_json(folder: Path) -> None:
    pair = pipeline.review(folder)["pairs"][0]
    assert json.loads(json.dumps(pair)) == json.loads(json.dumps(pair))
    sentence = pair["other"]["sentences"][0]
    assert sentence["document"] == "a.txt"
    assert all(sentence["text"][start:end] for start, end, _ in sentence["names"])


def test_ten_thousand_names_take_no_second() -> None:
    chance = random.Random(7)
    syllables = [
        "bar",
        "den",
        "fol",
        "gri",
        "han",
        "jor",
        "kel",
        "lin",
        "mor",
        "nar",
        "pel",
        "ros",
        "sil",
        "tam",
        "vor",
    ]

    def word() -> str:
        return "".join(chance.choices(syllables, k=3)).capitalize()

    families = [word() for _ in range(900)]
    labels = dict.fromkeys(f"{word()} {chance.choice(families)}" for _ in range(10_000))
    entities = [
        Entity(f"person:{n:05}", PERSON, label, (Alias(label, 3, "full name"), Alias(label.split()[1], 7, WEAK)))
        for n, label in enumerate(labels)
    ]
    with Store() as store:
        store.begin()
        store.save(entities, ())
        queue(store)
        start = time.process_time()
        found = queue(store)
        assert time.process_time() - start < 1
    assert found["left"] > 20
