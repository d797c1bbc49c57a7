"""What sentences say is read once, kept, and corrected."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

from comention import generate
from comention.extract.parser import Parser
from comention.model import Graph, Parse
from comention.pipeline import dataset
from comention.workspace.store import Store

TEXTS = {
    "may.txt": "Angela Merkel met Barack Obama in Berlin.\n\nFBI Director James Comey was fired by Donald Trump.",
    "june.txt": "Barack Obama thanked Angela Merkel on Monday.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text)
    return made


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that are parsed."""
    asked: list[str] = []
    parse = Parser.parse

    def watched(self: Parser, sentences: Iterable[str]) -> Iterator[Parse]:
        texts = list(sentences)
        asked.extend(texts)
        return parse(self, texts)

    monkeypatch.setattr(Parser, "parse", watched)
    return asked


def graph_of(out: Path, **filters: Any) -> Graph:
    with dataset(out, **filters) as found:
        return found.graph


def told(graph: Graph) -> set[str]:
    return {
        f"{relation['source']} {relation['phrase']} {relation['target']}"
        for *_, edge in graph.edges(data=True)
        for relation in edge.get("relations", ())
    }


def report(out: Path) -> Any:
    return json.loads((out / "report.json").read_text("utf-8"))


def test_a_graph_has_what_its_sentences_say(folder: Path, tmp_path: Path) -> None:
    summary = generate([folder], tmp_path / "out")
    graph = graph_of(tmp_path / "out")
    assert {
        "person:angela-merkel met person:barack-obama",
        "person:barack-obama thanked person:angela-merkel",
        "person:donald-trump fired person:james-comey",
    } <= told(graph)
    assert [role["role"] for role in graph.nodes["person:james-comey"]["roles"]] == ["FBI Director"]
    assert report(tmp_path / "out")["languages"][0]["parser"].startswith("en_core_web")
    assert summary.unparsed == 0


def test_a_second_run_parses_nothing_and_makes_the_same_files(folder: Path, tmp_path: Path, parsed: list[str]) -> None:
    out = tmp_path / "out"
    generate([folder], out)
    assert len(parsed) == len(set(parsed)) == 3
    files = {name: (out / name).read_bytes() for name in ("graph.html", "graph.graphml", "report.json")}
    parsed.clear()
    generate([folder], out)
    assert parsed == []
    assert {name: (out / name).read_bytes() for name in files} == files


def test_only_new_sentences_are_parsed_and_old_ones_forgotten(folder: Path, tmp_path: Path, parsed: list[str]) -> None:
    out = tmp_path / "out"
    generate([folder], out)
    (folder / "june.txt").write_text("Barack Obama called Angela Merkel on Tuesday.")
    parsed.clear()
    generate([folder], out)
    assert parsed == ["Barack Obama called Angela Merkel on Tuesday."]
    with Store(out / "workspace.duckdb", read_only=True) as store:
        ((kept,),) = store.rows("SELECT count(*) FROM main.parsed")
    assert kept == 3


def test_a_part_of_the_graph_has_what_its_own_sentences_say(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    lines = [("2019", "Angela Merkel met Barack Obama."), ("2021", "Barack Obama thanked Angela Merkel.")]
    records.write_text("".join(json.dumps({"date": date, "text": text}) + "\n" for date, text in lines))
    generate([records], tmp_path / "out", {"evidence": 1})
    assert told(graph_of(tmp_path / "out")) == {"person:angela-merkel met person:barack-obama"}
    assert told(graph_of(tmp_path / "out", since="2020")) == {"person:barack-obama thanked person:angela-merkel"}


def test_without_relations_nothing_is_parsed(folder: Path, tmp_path: Path, parsed: list[str]) -> None:
    generate([folder], tmp_path / "out", {"relations": False})
    graph = graph_of(tmp_path / "out")
    assert parsed == []
    assert told(graph) == set()
    assert "parser" not in report(tmp_path / "out")["languages"][0]


def test_a_model_without_a_parser_makes_the_graph_and_says_so(folder: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    names: Any = nlp.add_pipe("entity_ruler", name="ner")
    names.add_patterns([{"label": "PERSON", "pattern": name} for name in ("Angela Merkel", "Barack Obama")])
    nlp.to_disk(tmp_path / "model")
    summary = generate([folder], tmp_path / "out", {"model": str(tmp_path / "model")})
    graph = graph_of(tmp_path / "out")
    assert graph.edges["person:angela-merkel", "person:barack-obama"]["weight"] == 2
    assert told(graph) == set()
    assert report(tmp_path / "out")["languages"][0]["parser"] is None
    assert summary.unparsed == 2


def test_a_sentence_that_cannot_be_parsed_says_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = Parser.parse

    def choosy(self: Parser, sentences: Iterable[str]) -> Iterator[Parse]:
        texts = list(sentences)
        if any("fired" in text for text in texts):
            raise ValueError("too hot")
        return parse(self, texts)

    monkeypatch.setattr(Parser, "parse", choosy)
    generate([folder], tmp_path / "out")
    assert "person:angela-merkel met person:barack-obama" in told(graph_of(tmp_path / "out"))
    assert "person:donald-trump fired person:james-comey" not in told(graph_of(tmp_path / "out"))


def test_corrections_win_also_in_exports_and_what_has_no_effect_is_told(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "comention.toml").write_text("""\
[[relation]]
source = "Donald Trump"
target = "James Comey"
phrase = "fired"
kind = "accused"

[[relation]]
source = "Angela Merkel"
target = "Barack Obama"
reject = true

[[relation]]
source = "Angela Merkel"
target = "James Comey"
reject = true
""")
    summary = generate([folder], out)
    graph = graph_of(out)
    (fired,) = graph.edges["person:donald-trump", "person:james-comey"]["relations"]
    assert fired["kind"] == "accused"
    assert "relations" not in graph.edges["person:angela-merkel", "person:barack-obama"]
    assert summary.unused == 1
    assert report(out)["corrections"]["unused"] == [{"line": 12, "relation": "Angela Merkel → James Comey"}]
