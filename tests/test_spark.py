"""The job on a real small cluster: a master and two processes of Spark's, each with Python processes of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comention import pipeline
from comention.config import Settings
from comention.corrections import NONE
from comention.errors import EngineError, InputError
from comention.formats import FILES
from comention.processes.spread import Failed
from comention.understand import Written, understanding
from comention.workspace.derive import FORMATS

pytest.importorskip("pyspark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java", allow_module_level=True)

from comention import spark

SEEDS = Path(__file__).parents[1] / "seeds"
CLUSTER = "local-cluster[2,1,1024]"
GRAPHS = tuple(FILES[form] for form in FORMATS)

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        with spark._session(CLUSTER) as there:
            yield there


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our samples as JSON lines, in the order of their ids."""
    file = tmp_path_factory.mktemp("records") / "samples.jsonl"
    texts = {path.name: path.read_text("utf-8", "replace") for path in sorted(SEEDS.glob("*.txt"))}
    lines = [json.dumps({"id": name, "text": texts[name], "date": "2020-01-02"}) + "\n" for name in sorted(texts)]
    assert len(lines) > 5
    file.write_text("".join(lines), "utf-8")
    return file


@pytest.fixture(scope="module")
def embedded(model: str, records: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of them."""
    out = tmp_path_factory.mktemp("embedded")
    pipeline.generate([records], out, {"title": "Samples", "workers": 1, "model": model})
    return {name: (out / name).read_bytes() for name in GRAPHS}


def test_the_same_files_as_from_one_process(
    session: Any, model: str, records: Path, embedded: dict[str, bytes], tmp_path: Path
) -> None:
    summary = spark.generate([str(records)], tmp_path, {"title": "Samples", "model": model})
    assert {name: (tmp_path / name).read_bytes() for name in GRAPHS} == embedded
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["counts"]["documents"] == summary.documents == len(records.read_text().splitlines())
    mentions = session.read.parquet(str(tmp_path / "tables" / "mention"))
    assert mentions.count() == report["counts"]["mentions"]


def test_each_document_is_read_in_its_own_language(session: Any, tmp_path: Path) -> None:
    texts = {
        "a": "Emmanuel Macron met the German chancellor Angela Merkel in Berlin on Friday, and both spoke of Airbus. "
        "She thanked him for his interest in it.",
        "b": "Le président Emmanuel Macron a reçu jeudi la chancelière allemande Angela Merkel. Mme Merkel a remercié.",
        "c": "Der Ausschuss hat den Antrag von Merkel lange beraten und dann beschlossen, ihn noch zu verschieben.",
    }
    file = tmp_path / "mixed.jsonl"
    file.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()), "utf-8")
    summary = spark.generate([str(file)], tmp_path / "spark", {"title": "Mixed", "pronouns": True})
    pipeline.generate([file], tmp_path / "local", {"title": "Mixed", "workers": 1, "pronouns": True})
    reports = [json.loads((tmp_path / out / "report.json").read_bytes()) for out in ("spark", "local")]
    assert summary.foreign == 1
    assert reports[0]["languages"] == reports[1]["languages"]
    assert [one["language"] for one in reports[0]["languages"]] == ["de", "en", "fr"]
    graphs = [(tmp_path / out / "graph.graphml").read_bytes() for out in ("spark", "local")]
    assert graphs[0] == graphs[1]
    rules = session.read.parquet(str(tmp_path / "spark" / "tables" / "mention")).select("surface", "rule").collect()
    assert ("She", "pronoun") in [tuple(row) for row in rules]


def test_a_process_that_is_killed_in_the_middle_changes_nothing(session: Any, model: str, records: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 60
        while not killed and time.monotonic() < deadline:
            found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True)
            busy = subprocess.run(["pgrep", "-f", "pyspark.daemon"], capture_output=True, text=True)
            if len(busy.stdout.split()) > 1 and found.stdout:
                time.sleep(1)
                killed.append(int(found.stdout.split()[-1]))
                os.kill(killed[0], signal.SIGKILL)
            time.sleep(0.1)

    killer = threading.Thread(target=kill)
    killer.start()
    documents = spark.read(session, [str(records)], Settings()).repartition(6)
    found = spark.extract(documents, model=model)
    failed = found.failed()
    killer.join()
    assert killed
    assert failed == []
    texts = [json.loads(line)["text"] for line in records.read_text("utf-8").splitlines()]
    understood = understanding(model, None, NONE, False)([Written(text, "en") for text in texts])
    assert set(found.rows("SELECT s.document, s.start, s.end, s.label FROM {span} s")) == {
        (document, span.start, span.end, span.label)
        for document, one in enumerate(understood)
        for span in one.extraction.spans
    }


def test_records_of_several_files_are_called_by_them_where_ids_are_the_same(session: Any, tmp_path: Path) -> None:
    lines: dict[str, list[str | None]] = {"a": ["1", "2", None], "b": ["1", "1", "4"]}
    for name, ids in lines.items():
        rows = [json.dumps({"id": one, "text": f"{name} {number}"}) for number, one in enumerate(ids)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), "utf-8")
    read = spark.read(session, [str(tmp_path / f"{name}.jsonl") for name in lines], Settings())
    named = {row["text"]: (row["id"].replace(f"{tmp_path}/", ""), row["record"]) for row in read.collect()}
    assert named == {
        "a 0": ("a.jsonl:1", "1"),
        "a 1": ("2", None),
        "a 2": ("a.jsonl:3", None),
        "b 0": ("b.jsonl:1", "1"),
        "b 1": ("b.jsonl:1#2", "1"),
        "b 2": ("4", None),
    }


def test_documents_without_an_id_or_with_that_of_another_are_an_error(session: Any) -> None:
    with pytest.raises(InputError, match="no 'text'"):
        spark.extract(session.createDataFrame([("a", "b")], "id STRING, body STRING"))
    with pytest.raises(InputError, match="1 documents have no id, or that of another one"):
        spark.extract(session.createDataFrame([("a", "x"), ("a", "y")], "id STRING, text STRING"))


def test_what_the_model_cannot_stand_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def choosy(texts: list[str]) -> list[Any]:
        raise ValueError("too odd")

    monkeypatch.setattr(spark, "_understanding", lambda *_: choosy)
    pyarrow = pytest.importorskip("pyarrow")
    columns = {"document": pyarrow.array([4], pyarrow.int32()), "text": ["odd"], "language": ["en"]}
    batch = pyarrow.RecordBatch.from_pydict(columns)
    (row,) = [row for found in spark._understood([batch], None) for row in found.to_pylist()]
    assert (row["document"], row["clues"], row["failed"]) == (4, None, "too odd")
    assert spark._row(1, Failed("no"))["failed"] == "no"


@pytest.mark.parametrize(("lacking", "way_out"), [("pyspark", "comention\\[spark\\]"), ("java", "Java 17")])
def test_what_is_missing_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, lacking: str, way_out: str) -> None:
    if lacking == "pyspark":
        monkeypatch.setattr(spark, "find_spec", lambda _: None)
    else:
        monkeypatch.setattr(shutil, "which", lambda _: None)
        monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match=way_out):
        spark.generate(["a.jsonl"], "out")
