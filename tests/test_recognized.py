"""From a scanned page to everything that quotes it: what was recognized says so."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.page.elements import Elements
from tests.read.printing import printed, saved

from comention import query
from comention.export import export
from comention.export.dossier import Dossier, Link, write_markdown
from comention.export.rows import tables
from comention.pipeline import dataset, generate

PAPER = (6.0, 3.0)  # inches


@pytest.fixture
def out(tmp_path: Path, extractor: Any) -> Path:
    (tmp_path / "in").mkdir()
    texts = ("Angela Merkel met Barack Obama.", "François Hollande called Barack Obama.")
    pages = [page for text in texts for page in printed(text, dots=200, paper=PAPER)]
    (tmp_path / "in" / "scan.tiff").write_bytes(saved(pages, "TIFF"))
    (tmp_path / "in" / "typed.txt").write_text("Angela Merkel met François Hollande.", "utf-8")
    generate([tmp_path / "in"], tmp_path / "out")
    return tmp_path / "out"


def test_report_evidence_page_and_answers_tell_what_was_recognized(out: Path) -> None:
    inputs = json.loads((out / "report.json").read_text("utf-8"))["inputs"]
    assert [(one["input"], one.get("recognized")) for one in inputs] == [("scan.tiff", 2), ("typed.txt", None)]
    with dataset(out) as known:
        graph = known.graph
        assert [one.get("recognized") for one in graph.graph["documents"]] == ["1-2", None]
        (scanned,) = graph.edges["person:barack-obama", "person:francois-hollande"]["evidence"]
        assert (scanned["page"], scanned["recognized"]) == (2, True)
        (typed,) = graph.edges["person:angela-merkel", "person:francois-hollande"]["evidence"]
        assert "recognized" not in typed
        rows = {row[4:7] for row in tables(known)["evidence"].rows()}
        assert rows == {("scan.tiff", 1, True), ("scan.tiff", 2, True), ("typed.txt", None, False)}
        report, dossier = io.BytesIO(), io.BytesIO()
        export(known, "markdown", report)
        ends = ("person:angela-merkel", "person:barack-obama")
        write_markdown(graph, Dossier("Case 12", "today", links=[Link(*ends)]), dossier)
    for file in (report, dossier):
        assert "page 1, recognized" in file.getvalue().decode()
    elements = Elements((out / "graph.html").read_text("utf-8"))
    assert [row.get("recognized") for row in elements.rows("documents")] == ["1-2", None]
    assert [row.get("recognized") for row in elements.rows("passages")] == [True, True, None]
    assert "(scan.tiff, page 1, recognized, characters" in (out / "graph.graphml").read_text("utf-8")
    (link,) = (link for link in query.about(out, "Barack Obama").links if link.target == "person:angela-merkel")
    assert [one.recognized for one in link.evidence] == [True]
    (found,) = query.search(out, "called")
    assert (found.quotation.page, found.quotation.recognized) == (2, True)
