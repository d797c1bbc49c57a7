"""Documents of several languages in one folder: each is read by its model, and their entities are joined."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks.quality import compared, extracted, resolved
from tests.benchmarks.scoring import load_gold, score_sources

import comention
from comention import pipeline
from comention.errors import InputError, ModelError

pytestmark = pytest.mark.model

GOLD = Path(__file__).parents[1] / "gold" / "french.jsonl"
TEXTS = {
    "english.txt": "Emmanuel Macron met the German chancellor Angela Merkel in Berlin on Friday. The report of Airbus "
    "was handed to the United States and to Switzerland.",
    "french.txt": "Le président Emmanuel Macron a reçu jeudi la chancelière allemande Angela Merkel. Mme Merkel a "
    "remercié M. Macron, et le patron d'Airbus a parlé des États-Unis et du gouvernement suisse.",
    "german.txt": "Die Sitzung begann um neun Uhr. Der Ausschuss hat den Antrag von Angela Merkel und Airbus beraten "
    "und beschlossen, die Arbeiten in Frankreich auf das nächste Jahr zu verschieben.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / "mixed").mkdir(exist_ok=True)
        (tmp_path / "mixed" / name).write_text(text, "utf-8")
    return tmp_path / "mixed"


def report(out: Path) -> Any:
    return json.loads((out / "report.json").read_bytes())


def test_entities_are_joined_across_languages() -> None:
    graph = comention.build_graph([TEXTS["english.txt"], TEXTS["french.txt"]], workers=1)
    assert {node: data["mentions"] for node, data in graph.nodes(data=True)} == {
        "person:emmanuel-macron": 3,
        "person:angela-merkel": 3,
        "org:airbus": 2,
        "country:de": 2,
        "country:us": 2,
        "country:ch": 2,
    }
    assert graph.nodes["country:us"]["label"] == "United States"
    assert set(graph.nodes["country:us"]["aliases"]) == {"United States", "États-Unis"}
    assert [document["language"] for document in graph.graph["documents"]] == ["en", "fr"]
    assert "fr_core_news_md" in graph.graph["model"]


def test_a_collection_in_french_is_labelled_in_french() -> None:
    graph = comention.build_graph([TEXTS["french.txt"]], workers=1)
    assert graph.nodes["country:de"]["label"] == "Allemagne"


def test_a_language_without_a_model_gives_no_names_and_says_what_would_help(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = pipeline.generate([folder], out, {"workers": 1})
    assert (summary.documents, summary.skipped, summary.foreign) == (3, 0, 1)
    told = report(out)
    assert {one["input"]: one["status"] for one in told["inputs"]} == {
        "english.txt": "read",
        "french.txt": "read",
        "german.txt": "no model",
    }
    assert "python -m spacy download de_core_news_md" in told["inputs"][2]["reason"]
    assert {one["language"]: one["documents"] for one in told["languages"]} == {"en": 1, "fr": 1, "de": 1}
    assert [one.get("install") for one in told["languages"] if not one["model"]] == [
        "python -m spacy download de_core_news_md"
    ]
    before = (out / "graph.html").read_bytes()
    pipeline.resolve_again(out)
    assert (out / "graph.html").read_bytes() == before


def test_strict_stops_at_a_language_without_a_model(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"german\.txt: no names are looked for in it: no model for German"):
        pipeline.generate([folder], tmp_path / "out", {"workers": 1}, strict=True)


def test_the_user_may_say_the_language(folder: Path, tmp_path: Path) -> None:
    summary = pipeline.generate([folder / "german.txt"], tmp_path / "out", {"workers": 1, "language": "en"})
    assert summary.foreign == 0
    assert summary.entities
    with pytest.raises(ModelError, match="no model for German is installed: type `python -m spacy download"):
        pipeline.generate([folder / "german.txt"], tmp_path / "de", {"workers": 1, "language": "de"})


def test_names_that_a_user_lists_are_found_in_every_language(folder: Path, tmp_path: Path) -> None:
    (folder / "comention.toml").write_text('[[entity]]\nname = "Angela Merkel"\ntype = "PERSON"\n', "utf-8")
    out = tmp_path / "out"
    pipeline.generate([folder], out, {"workers": 1})
    with pipeline.dataset(out) as dataset:
        where = {mention.document for mention in dataset.mentions() if mention.entity == "person:angela-merkel"}
    assert where == set(TEXTS)


def test_what_was_read_is_not_read_again_and_workers_change_nothing(folder: Path, tmp_path: Path) -> None:
    for number in range(60):  # enough for several processes
        (folder / f"more-{number:02}.txt").write_text("\n\n".join([TEXTS["french.txt"], *[TEXTS["english.txt"]] * 40]))
    files = []
    for workers in (1, 2):
        out = tmp_path / f"out-{workers}"
        pipeline.generate([folder], out, {"workers": workers, "title": "Mixed"})
        files.append((out / "graph.graphml").read_bytes())
    assert files[0] == files[1]


def test_french_is_read_as_well_as_we_say() -> None:
    gold = load_gold(GOLD)
    _, documents = extracted(gold, None, "fr")
    figures = score_sources(compared(gold, resolved(documents, "fr")))["MACRO"]
    assert figures["node"] > 92
    assert figures["edge"] > 80
    assert figures["merge"] > 97
