"""The workspace remembers where names were: pictures change no more than what they show."""

import re
import shutil
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from tests.gold.test_seeds import SEEDS
from tests.layout.test_keep import share_that_stays
from tests.page.elements import Elements

from comention import pipeline
from comention.corrections.edit import Edit, ignore, merge, rename, retype, split
from comention.export import export
from comention.model import EntityType
from comention.pipeline import generate
from comention.workspace.store import Store

MERKEL, OBAMA = "person:angela-merkel", "person:barack-obama"
Places = dict[str, tuple[int, int]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def places(out: Path) -> Places:
    """Where the names of a folder are, as its page says; its files say the same."""
    page = Elements((out / "graph.html").read_text(encoding="utf-8"))
    found = {node["key"]: (node["x"], node["y"]) for node in page.rows("nodes")}
    graphml = nx.read_graphml(out / "graph.graphml")
    assert {node: (known["x"], -known["y"]) for node, known in graphml.nodes(data=True)} == found
    return found


def amended(out: Path, edit: Edit) -> Places:
    pipeline.amend(out, lambda _: edit)
    return places(out)


def files(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in ("graph.html", "graph.graphml", "report.json")]


def test_a_folder_without_a_change_gives_the_same_bytes(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    before = files(out)
    generate([articles], out)
    assert files(out) == before
    pipeline.resolve_again(out)
    assert files(out) == before


def test_the_merged_name_stays_where_the_bigger_one_was(articles: Path, out: Path, extractor: Any) -> None:
    (articles / "more.txt").write_text("Barack Obama left. Barack Obama spoke of France.")
    generate([articles], out)
    before = places(out)
    after = amended(out, merge("Angela Merkel", ["Barack Obama"]))
    assert after == {node: place for node, place in before.items() if node != OBAMA} | {MERKEL: before[OBAMA]}


def test_a_name_stays_where_it_was_whatever_it_is_called(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    before = places(out)
    after = amended(out, rename("Angela Merkel", "Chancellor"))
    assert after.pop("person:chancellor") == before.pop(MERKEL)
    assert after == before


def test_who_was_gone_comes_back_to_the_same_place(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    before = places(out)
    assert set(amended(out, merge("Angela Merkel", ["Barack Obama"]))) == set(before) - {OBAMA}
    amended(out, ignore(["Germany"]))
    (out / "comention.toml").unlink()
    pipeline.resolve_again(out)
    assert places(out) == before


def test_of_a_name_that_is_split_the_larger_part_stays(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    amended(out, merge("Angela Merkel", ["Barack Obama", "François Hollande"]))
    before = places(out)
    after = amended(out, split("Angela Merkel", ["François Hollande"]))
    assert {node: after[node] for node in before} == before


def test_new_documents_move_nobody(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    before = places(out)
    (articles / "0-new.txt").write_text("Angela Merkel spoke to the United Nations.")
    generate([articles], out)
    after = places(out)
    assert "org:united-nations" in after
    assert {node: after[node] for node in before} == before
    generate([articles], out, rebuild=True)
    generate([articles], out.with_name("fresh"))
    assert places(out) == places(out.with_name("fresh"))


def test_exports_have_the_places_of_the_page(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    amended(out, merge("Angela Merkel", ["Barack Obama"]))
    found = places(out)
    with pipeline.dataset(out) as dataset:
        texts = {}
        for form in ("gexf", "graphml", "html"):
            file = BytesIO()
            export(dataset, form, file)
            texts[form] = file.getvalue().decode()
    spots = re.findall(r'<node id="([^"]*)".*?<viz:position x="([^"]*)" y="([^"]*)"', texts["gexf"], re.DOTALL)
    assert {node: (float(x), -float(y)) for node, x, y in spots} == found
    assert texts["graphml"].encode() == (out / "graph.graphml").read_bytes()
    assert texts["html"].encode() == (out / "graph.html").read_bytes()


def test_a_part_of_a_graph_stays_where_it_was(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    with pipeline.dataset(out, exclude=["France"]) as dataset:
        kept = {node: (known["x"], -known["y"]) for node, known in dataset.graph.nodes(data=True)}
    assert kept == {node: place for node, place in places(out).items() if node in kept}
    assert len(kept) == len(places(out)) - 1


def test_a_workspace_that_remembers_no_place_is_laid_out_as_from_nothing(
    articles: Path, out: Path, extractor: Any
) -> None:
    generate([articles], out)
    before = files(out)
    with Store(out / "workspace.duckdb") as store, store.transaction() as cursor:
        cursor.execute("DROP TABLE place")
        cursor.execute("UPDATE main.workspace SET schema = 9")
    pipeline.resolve_again(out)
    assert files(out) == before


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents, as `generate` leaves them."""
    out = tmp_path_factory.mktemp("samples") / "out"
    generate([SEEDS], out)
    return out


@pytest.mark.parametrize(
    "edits",
    [
        [merge("Angela Merkel", ["François Hollande"]), rename("Barack Obama", "The President")],
        [ignore(["United States"])],
        [ignore(["Angela Merkel", "Vladimir Putin"])],
        [retype("European Union", EntityType.COUNTRY), merge("Germany", ["France"])],
    ],
)
def test_of_the_samples_most_stay_if_one_name_in_a_hundred_changed(
    samples: Path, out: Path, edits: Sequence[Edit]
) -> None:
    shutil.copytree(samples, out)
    before = places(out)
    for edit in edits:
        after = amended(out, edit)
    assert after.keys() != before.keys()
    assert share_that_stays(before, after) >= 0.95


def test_of_the_samples_most_stay_if_a_document_is_gone_or_new(samples: Path, out: Path, tmp_path: Path) -> None:
    shutil.copytree(samples, out)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "seeds" / "travel-four-museums.txt").unlink()
    before = places(out)
    generate([tmp_path / "seeds"], out)
    fewer = places(out)
    assert fewer.keys() < before.keys()
    assert share_that_stays(before, fewer) >= 0.95
    generate([SEEDS], out)
    assert share_that_stays(before, places(out)) >= 0.95
