"""As many documents come out as went in, each once and with an id of its own, whatever holds them, and all is told."""

import csv
import gzip
import io
import json
import random
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.read.packing import archive, tarred
from tests.read.writing import mail, page, plain
from tests.stored import stored_documents

from comention import pipeline
from comention.config import WORKSPACE
from comention.extract.given import Given
from comention.read import How
from comention.read.inputs import is_hidden
from comention.read.pool import Job
from comention.read.reading import Item, Reading
from comention.workspace.derive import Summary
from comention.workspace.store import Store

Id = str | int | float | bool | None

WORDS = ("letters", "and", "the", "rain", "went", "on, and", "“so”", "über")
IDS: tuple[Id, ...] = (
    *(None, "", " ", 1, 2, 1.5, True, "1", "2", "a", "a.txt", "b.csv", "b.csv:1", "b.csv:2", "b.csv/1", "a.jsonl:1"),
    *("sub/a.txt", "c.zip/a.txt", "x#2", "#", "#2", "b.csv:1#2", "ü", "u\u0308", "日本", "a\nb", "long " * 300),
)
NAMES = ("a", "b", "A", "b.csv", "a.txt", "1", "ü", "x#2", "b.csv:1", "a b", "2017-05-18-news")
TEXTS, MANY, PACKED = (
    ("txt", "md", "html", "eml"),
    ("jsonl", "json", "csv", "tsv", "mbox"),
    ("zip", "tar", "gz", "tar.gz"),
)
LEFT = (".hidden.txt", "~$a.docx", "Thumbs.db", "desktop.ini", ".DS_Store")


@dataclass(frozen=True)
class Leaf:
    """A file with documents: of a kind, with their ids; and with so many records that are broken."""

    kind: str
    ids: tuple[Id, ...] = (None,)
    broken: int = 0


@dataclass(frozen=True)
class Box:
    """What holds others by name: a folder, or an archive."""

    kind: str = ""
    inside: dict[str, "Leaf | Box"] = field(default_factory=dict)


EMPTY = Leaf("empty", ())


class Writer:
    """Writes what is drawn, gives each document a text with a mark of its own, and counts what it writes."""

    def __init__(self, words: Sequence[str]) -> None:
        self.texts: dict[str, str] = {}
        self.broken = 0
        self._numbers, self._words = count(1), words

    def _text(self) -> str:
        number = next(self._numbers)
        mark = f"mark{number:05}"
        self.texts[mark] = f"This is {mark} {' '.join(self._words[number % 3 :])}."
        return self.texts[mark]

    def folder(self, place: Path, inside: dict[str, Leaf | Box]) -> None:
        place.mkdir()
        for name, thing in inside.items():
            if isinstance(thing, Box) and not thing.kind:
                self.folder(place / name, thing.inside)
            else:
                (place / name).write_bytes(self.content(thing))

    def content(self, thing: Leaf | Box) -> bytes:
        """Write a file of documents, or an archive."""
        if isinstance(thing, Leaf):
            return self._leaf(thing)
        packed = {name: self.content(inner) for name, inner in thing.inside.items()}
        match thing.kind:
            case "gz":
                (only,) = packed.values()
                return gzip.compress(only, mtime=0)
            case "tar.gz":
                return gzip.compress(tarred(packed), mtime=0)
            case "tar":
                return tarred(packed)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            for name, data in packed.items():
                made.writestr(name, data)
        return file.getvalue()

    def _leaf(self, leaf: Leaf) -> bytes:
        pairs = [(identifier, self._text()) for identifier in leaf.ids]
        self.broken += leaf.broken
        match leaf.kind:
            case "txt" | "md":
                return plain([text for _, text in pairs])
            case "html":
                return page([text for _, text in pairs])
            case "eml":
                return mail([text for _, text in pairs])
            case "mbox":
                return b"\n".join(b"From a@example.org Thu May 18 10:00:00 2017\n" + mail([text]) for _, text in pairs)
            case "jsonl":
                return "\n".join([*map(_record, pairs), *["{oops"] * leaf.broken]).encode()
            case "json":
                records = [*map(_record, pairs), *['{"id": 7}'] * leaf.broken]
                return f"[{', '.join(records)}]".encode()
            case "csv" | "tsv":
                return _table(pairs, leaf)
        return b""


def _record(pair: tuple[Id, str]) -> str:
    identifier, text = pair
    return json.dumps({"text": text} if identifier is None else {"id": identifier, "text": text})


def _table(pairs: Sequence[tuple[Id, str]], leaf: Leaf) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter="," if leaf.kind == "csv" else "\t")
    writer.writerow(["id", "text"])
    writer.writerows(("" if identifier is None else identifier, text) for identifier, text in pairs)
    writer.writerows([[7]] * leaf.broken)  # a row without a text
    return file.getvalue().encode()


def leaves() -> st.SearchStrategy[Leaf]:
    single = st.builds(Leaf, st.sampled_from(TEXTS))
    ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=4).map(tuple)
    many = st.builds(Leaf, st.sampled_from(MANY[:-1]), ids, st.integers(0, 2))
    mails = st.builds(Leaf, st.just("mbox"), st.lists(st.none(), min_size=1, max_size=3).map(tuple))
    return st.one_of(single, many, mails)


def _suffix(thing: Leaf | Box) -> str:
    """What the name of a thing ends with: what is packed alone is known by what it was called."""
    if isinstance(thing, Box) and thing.kind == "gz":
        (inner,) = thing.inside.values()
        return f"{_suffix(inner)}.gz"
    return thing.kind


def named(draw: st.DrawFn, things: Sequence[Leaf | Box]) -> dict[str, Leaf | Box]:
    """Give things names that end as their kind does; those of a folder can be alike but for that."""
    inside: dict[str, Leaf | Box] = {}
    for thing in things:
        stem = draw(st.sampled_from(NAMES))
        kind = _suffix(thing) if thing is not EMPTY else draw(st.sampled_from(("txt", "csv", "zip", "pdf", "jsonl")))
        inside.setdefault(f"{stem}.{kind}" if kind else stem, thing)
    return inside


@st.composite
def archives(draw: st.DrawFn, things: st.SearchStrategy[Leaf | Box]) -> Box:
    kind = draw(st.sampled_from(PACKED))
    inside = draw(st.lists(things, min_size=1, max_size=1 if kind == "gz" else 3))
    return Box(kind, named(draw, inside))


@st.composite
def folders(draw: st.DrawFn, depth: int = 2) -> Box:
    packed = archives(st.one_of(leaves(), archives(leaves())))
    things: list[Leaf | Box] = draw(st.lists(st.one_of(leaves(), leaves(), packed, st.just(EMPTY)), max_size=5))
    inside = named(draw, [*things, *([draw(folders(depth - 1))] if depth and draw(st.booleans()) else [])])
    for name in draw(st.lists(st.sampled_from(LEFT), max_size=2, unique=True)):
        inside[name] = Leaf("txt", ())
    if draw(st.booleans()):
        inside[".git"] = Box("", {"config": Leaf("txt", ()), "objects": Box("", {"a.txt": Leaf("txt", ())})})
    return Box("", inside)


class Here:
    """Reads in this process what a pool reads in others, which takes long to start."""

    def __init__(self, how: How, *_: object, **__: object) -> None:
        self._how = how

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, job: Job) -> Iterator[Item]:
        with job.path.open("rb") as file:
            for _, item in Reading(self._how).items(file, job.id, job.name, any_text=job.any_text):
                yield item


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for names, and nothing is drawn."""
    monkeypatch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": Given({}))
    monkeypatch.setattr("comention.read.Pool", Here)


class Made(NamedTuple):
    """What came of a run: the texts by the ids of their documents, and the report."""

    texts: dict[str, str]
    report: dict[str, Any]
    summary: Summary

    def ids(self, marks: Sequence[str]) -> dict[str, str]:
        """Return the ids of the documents that have these marks."""
        return {mark: identifier for identifier, text in self.texts.items() for mark in marks if mark in text}


def made(inputs: Sequence[Path], out: Path) -> Made:
    """Run, and look at what came of it; no two documents have one id."""
    summary = pipeline.generate(inputs, out)
    with Store(out / WORKSPACE, read_only=True) as store:
        documents = list(stored_documents(store))
    texts = {document.id: document.text for document in documents}
    assert len(texts) == len(documents)
    return Made(texts, json.loads((out / "report.json").read_bytes()), summary)


def check_whole(found: Made, writer: Writer) -> None:
    """Each text came out once, and whole."""
    texts = [" ".join(text.split()) for text in found.texts.values() if text.strip()]
    assert len(texts) == len(writer.texts)
    for mark, text in writer.texts.items():
        assert sum(text in whole for whole in texts) == 1, mark


def check_told(found: Made, folder: Path, writer: Writer) -> None:
    """The report tells of each file and of each record, and adds up."""
    entries = found.report["inputs"]
    names = [entry["input"] for entry in entries]
    assert len(set(names)) == len(names)
    on_disk = [path for path in folder.rglob("*") if path.is_file()]
    assert len([entry for entry in entries if "files" not in entry]) + sum(e.get("files", 0) for e in entries) == len(
        on_disk
    )
    assert sum(entry["documents"] for entry in entries) == len(found.texts) == found.summary.documents
    hidden = [entry for entry in entries if entry["status"] == "hidden"]
    assert {Path(entry["input"]).name for entry in hidden} <= {*LEFT, ".git"}
    whole = [entry for entry in entries if entry["status"] not in ("read", "empty", "skipped", "hidden")]
    lost = [part for entry in entries for part in entry.get("parts", ())]
    assert sum(entry.get("skipped", 0) for entry in entries) == len(lost)
    assert len(lost) + len(whole) == writer.broken
    assert found.report["left_out"]["documents"] == writer.broken == found.summary.skipped
    for entry in entries:
        assert entry["status"] == "read" or entry["reason"], entry
        assert len(entry.get("parts", ())) == entry.get("skipped", 0), entry


def shown(folder: Path) -> list[Path]:
    """The files and folders in a folder that are not hidden."""
    return sorted(path for path in folder.iterdir() if not is_hidden(path.name))


collections = given(folders(), st.lists(st.sampled_from(WORDS), min_size=3, max_size=6), st.randoms())
tries = settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],  # making an example smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def written(drawn: Box, words: Sequence[str]) -> Iterator[tuple[Path, Writer]]:
    """Write what is drawn into a folder, with one file more, so that there always is a document."""
    writer = Writer(words)
    with tempfile.TemporaryDirectory() as place:
        writer.folder(Path(place, "in"), {"first.txt": Leaf("txt"), **drawn.inside})
        yield Path(place), writer


@tries
@collections
def test_what_goes_in_comes_out(drawn: Box, words: list[str], chance: random.Random) -> None:
    with written(drawn, words) as (root, writer):
        found = made([root / "in"], root / "out")
        check_whole(found, writer)
        assert made([root / "in"], root / "again").texts == found.texts


@tries
@collections
def test_the_order_of_files_changes_no_id(drawn: Box, words: list[str], chance: random.Random) -> None:
    with written(drawn, words) as (root, writer):
        files = shown(root / "in")
        one, other = (made(chance.sample(files, len(files)), root / name) for name in ("one", "other"))
        check_whole(one, writer)
        assert one.ids(list(writer.texts)) == other.ids(list(writer.texts))


@tries
@collections
def test_all_is_told(drawn: Box, words: list[str], chance: random.Random) -> None:
    with written(drawn, words) as (root, writer):
        check_told(made([root / "in"], root / "out"), root / "in", writer)


@pytest.mark.parametrize("content", ['["a text", "another text"]', '[{"text": "a text"}, "another text", 7]'])
def test_what_is_no_record_in_a_list_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A text.")
    (tmp_path / "list.json").write_text(content)
    (entry,) = [e for e in made([tmp_path], tmp_path / "out").report["inputs"] if e["input"] == "list.json"]
    assert entry["documents"] + entry["skipped"] == len(json.loads(content))


def test_an_id_of_spaces_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": " ", "text": "A text."}')
    assert list(made([tmp_path], tmp_path / "out").texts) == ["a.jsonl:1"]


@pytest.mark.parametrize(
    "content",
    [
        "id,text\n1,It rained, and they left.\n",  # a comma without quotes
        '"id","text"\n1,"one","two"\n',
    ],
)
def test_cells_that_no_column_takes_are_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(content)
    found = made([tmp_path], tmp_path / "out")
    (text,) = found.texts.values()
    (entry,) = found.report["inputs"]
    assert content.split(",")[-1].strip('"\n ') in text or entry["parts"]


def test_members_that_are_hidden_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"a.txt": b"A text.", ".notes.txt": b"Notes.", "__MACOSX/._a.txt": b"x"}))
    (entry,) = made([tmp_path], tmp_path / "out").report["inputs"]
    assert entry["status"] == "read"
    assert entry["hidden"] == 2
    assert "skipped" not in entry


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text("A text.")
    assert list(made([tmp_path / ".hidden.txt"], tmp_path / "out").texts.values()) == ["A text."]


def test_thousands_of_records_with_one_id(tmp_path: Path) -> None:
    records = "".join(f'{{"id": 1, "text": "This is {number}."}}\n' for number in range(2000))
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(records)
    found = made([tmp_path], tmp_path / "out")
    assert len(found.texts) == 4000
    assert found.summary.skipped == 0
