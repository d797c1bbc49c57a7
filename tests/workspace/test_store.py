import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stored import stored_documents

from comention import pipeline
from comention.errors import InputError, WorkspaceError
from comention.model import (
    Alias,
    Clues,
    Document,
    DocumentResolution,
    Entity,
    EntityType,
    Extraction,
    LocalEntity,
    Mention,
    Refusal,
    Sentence,
    ShortLine,
    Span,
)
from comention.tables import cut, entities, mentions
from comention.tables.duckdb_errors import message
from comention.tables.schema import NODE, DocumentNumber, columns
from comention.workspace.store import Store, forget_log
from comention.workspace.versions import SCHEMA

TEXT = "Ann met Bob.\n\nBob left."
FOUND = Extraction((Sentence(0, 12, 0), Sentence(14, 23, 1)), (Span(0, 3, "PERSON"), Span(8, 11, "PERSON")))
ANN = Entity("person:ann", EntityType.PERSON, "Ann", (Alias("Ann", 2, "full"), Alias("Annie", 1, "nick")))
PERU = Entity("country:pe", EntityType.COUNTRY, "Peru", (Alias("Peruvian", 1, "demonym"),), code="PE")


def mention(document: str, start: int = 0, entity: Entity = ANN, *, demonym: bool = False) -> Mention:
    return Mention(document, 0, start, start + 3, "Ann", entity.type, entity.id, "full", demonym)


def fill(store: Store, *documents: Document, keep: bool = True) -> None:
    """Run the flow over documents that all have the text's own name as key."""
    store.begin()
    keys = [document.text for document in documents]
    store.remember((key, FOUND) for key in store.missing(keys))
    store.stage(zip(documents, keys, strict=True))
    store.save([ANN, PERU], [mention(document.id) for document in documents])
    store.write_facts({"counts": {"documents": len(documents)}})
    if keep:
        store.commit()


def ids(store: Store) -> list[str]:
    return [document.id for document in stored_documents(store)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workspace.duckdb"


def test_what_is_written_comes_back_from_the_file(path: Path) -> None:
    documents = [
        Document("b.txt", TEXT, title="Two", date="2017-05", source="desk", language="fr"),
        Document("a.txt", TEXT, language="en"),
        Document("empty.txt", "", language="en"),
    ]
    named = [mention("b.txt"), mention("b.txt", 8, PERU, demonym=True), mention("empty.txt")]
    with Store(path) as store:
        store.begin()
        store.remember([("one", FOUND), ("two", Extraction((), ()))])
        store.stage(zip(documents[:2], ["one", "one"], strict=True))
        store.stage([(documents[2], "two")])
        assert list(store.without_resolution("rules")) == [
            ("one", documents[0].text, FOUND),
            ("two", documents[2].text, Extraction((), ())),
        ]
        store.save([ANN, PERU], named)
        store.write_facts({"settings": {"window": "sentence", "n": [1, None, True]}, "title": "Été"})
        store.write_facts({"title": "Hiver"})
        store.commit()
    with Store(path, read_only=True) as store:
        assert list(stored_documents(store)) == documents
        assert list(entities(store)) == [PERU, ANN]
        assert list(mentions(store)) == named
        assert store.facts() == {"settings": {"window": "sentence", "n": [1, None, True]}, "title": "Hiver"}
        assert store.missing(["one", "two", "three"]) == {"three"}


def test_a_new_store_is_empty() -> None:
    with Store() as store:
        assert [*stored_documents(store), *entities(store), *mentions(store)] == []
        assert store.facts() == {}
        assert store.missing([]) == set()


def test_the_tables_can_be_asked_in_sql() -> None:
    with Store() as store:
        fill(store, Document("a", TEXT), Document("b", TEXT))
        sql = (
            "SELECT d.id, s.paragraph, s.start, s.end FROM {sentence} s JOIN {document} d USING (document) ORDER BY ALL"
        )
        assert list(store.rows(sql)) == [("a", 0, 0, 12), ("a", 1, 14, 23), ("b", 0, 0, 12), ("b", 1, 14, 23)]
        assert list(store.rows("SELECT e.label FROM {entity} e WHERE e.code = $code", {"code": "PE"})) == [("Peru",)]
        assert next(store.rows("SELECT count(*) FROM {span}")) == (4,)


def test_without_commit_the_old_dataset_stays_and_the_extractions_too(path: Path) -> None:
    with Store(path) as store:
        fill(store, Document("old", TEXT))
    with Store(path) as store:
        fill(store, Document("new", "new text"), keep=False)
        assert ids(store) == ["new"]
    with Store(path) as store:
        assert ids(store) == ["old"]
        assert store.facts() == {"counts": {"documents": 1}}
        assert [m.document for m in mentions(store)] == ["old"]
        assert store.missing(["new text", TEXT]) == set()
        fill(store, Document("third", TEXT))
        assert ids(store) == ["third"]


def test_a_failure_while_saving_leaves_the_old_dataset(path: Path) -> None:
    def broken() -> Iterator[Mention]:
        yield mention("new")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Store(path) as store:  # noqa: PT012 - the store is closed by the error
        fill(store, Document("old", TEXT))
        store.begin()
        store.stage([(Document("new", TEXT), TEXT)])
        store.save([ANN], broken())
    with Store(path) as store:
        assert ids(store) == ["old"]
        assert len(list(mentions(store))) == 1


def test_a_process_that_is_killed_leaves_the_old_dataset_and_its_extractions(path: Path) -> None:
    with Store(path) as store:
        fill(store, Document("old", TEXT))
    code = f"""
import os, pathlib
from comention.model import Document, Extraction
from comention.workspace.store import Store
store = Store(pathlib.Path({str(path)!r}))
store.begin()
store.remember([("new key", Extraction((), ()))])
store.stage([(Document("new", "text"), "new key")])
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", code], timeout=60)
    with Store(path) as store:
        assert ids(store) == ["old"]
        assert store.missing(["new key"]) == set()


def test_nothing_new_is_nothing_to_write() -> None:
    with Store() as store:
        store.begin()
        store.remember([])
        store.save_clues([], "rules")
        store.save_resolutions([], "rules")
        store.stage([])
        assert ids(store) == []


def test_the_file_does_not_grow_with_the_runs(path: Path) -> None:
    sizes = []
    for _ in range(5):
        with Store(path) as store:
            fill(store, *[Document(str(number), f"{TEXT} {number}" * 200) for number in range(400)])
        sizes.append(path.stat().st_size)
    assert sizes[-1] <= 3 * sizes[0]
    assert sizes[-1] <= sizes[-2]


def test_commit_forgets_the_extractions_that_are_not_used() -> None:
    with Store() as store:
        fill(store, Document("a", "one"), Document("b", "two"))
        fill(store, Document("b", "two"))
        assert store.missing(["one", "two"]) == {"one"}
        assert next(store.rows("SELECT count(*) FROM main.extracted_span")) == (2,)


def test_what_is_remembered_stays_as_it_is() -> None:
    with Store() as store:
        store.remember([("key", FOUND), ("key", FOUND)])
        store.remember([("key", Extraction((), ()))])
        store.begin()
        store.stage([(Document("a", TEXT), "key")])
        assert [found for *_, found in store.without_resolution("rules")] == [FOUND]


def test_mentions_may_be_made_while_the_staged_documents_are_read() -> None:
    documents = [Document(f"{number}.txt", f"{TEXT} {number}") for number in range(500)]
    with Store() as store:
        store.begin()
        store.remember((document.text, FOUND) for document in documents)
        store.stage((document, document.text) for document in documents)
        store.save([ANN], (mention(document.id, 8 - 8 * n) for document in stored_documents(store) for n in range(2)))
        store.commit()
        assert [(m.document, m.start) for m in islice(mentions(store), 4)] == [
            ("0.txt", 0),
            ("0.txt", 8),
            ("1.txt", 0),
            ("1.txt", 8),
        ]
        assert ids(store) == [document.id for document in documents]


def test_optional_fields_that_few_documents_have_survive() -> None:
    documents = [
        Document(str(number), "x", title="T" if number == 1500 else None, language="en") for number in range(3000)
    ]
    with Store() as store:
        fill(store, *documents)
        assert list(stored_documents(store)) == documents


@settings(max_examples=40)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5),
    spans=st.lists(st.tuples(st.integers(0, 9), st.integers(10, 20)), max_size=4, unique=True),
)
def test_any_text_comes_back(texts: list[str], spans: list[tuple[int, int]]) -> None:
    documents = [Document(f"{number}", text, title=text or None, language="en") for number, text in enumerate(texts)]
    found = Extraction((Sentence(0, 20, 0),), tuple(Span(*span, "ORG") for span in sorted(spans)))
    with Store() as store:
        store.begin()
        store.remember((text, found) for text in texts)
        store.stage(zip(documents, texts, strict=True))
        assert [(text, kept) for _, text, kept in store.without_resolution("rules")] == [
            (text, found) for text in dict.fromkeys(texts)
        ]


def test_lone_surrogates_keep_their_place() -> None:
    with Store() as store:
        store.begin()
        store.remember([("key", FOUND)])
        store.stage([(Document("caf\udce9.txt", "a\ud800b"), "key")])
        store.save([ANN], [mention("caf\udce9.txt")])
        assert list(stored_documents(store)) == [Document("caf?.txt", "a?b", language="en")]
        assert [m.document for m in mentions(store)] == ["caf?.txt"]


def test_two_documents_with_one_id_are_an_error() -> None:
    with Store() as store, pytest.raises(InputError, match=r"^same\.txt: two documents have this id"):
        fill(store, Document("same.txt", "one"), Document("same.txt", "two"))


def test_staging_needs_a_beginning() -> None:
    with Store() as store, pytest.raises(RuntimeError, match="begin"):
        store.stage([])


# -- files that cannot be used: one line that names the file


def complaint(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(WorkspaceError) as caught, Store(path, read_only=read_only) as store:
        list(stored_documents(store))
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


def test_a_missing_workspace_cannot_be_read(path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        Store(path, read_only=True)
    assert str(caught.value).startswith(f"{path.parent}: no graph was made here; make one with: comention generate ")
    assert not path.exists()


def test_a_folder_that_is_missing_is_named(path: Path) -> None:
    assert "folder" in complaint(path.parent / "none" / path.name)


def test_a_workspace_of_a_newer_version_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comention.workspace.store.SCHEMA", SCHEMA + 1)
    Store(path).close()
    monkeypatch.undo()
    assert "newer version" in complaint(path)
    assert "--rebuild" in complaint(path, read_only=True)


def make_older(path: Path) -> None:
    """Turn a workspace into one of the first version, which knew neither authors nor scores, and cut nothing."""
    make_version_8(path)
    with duckdb.connect(str(path)) as connection:
        ((number,),) = connection.execute("SELECT dataset FROM main.workspace").fetchall()
        schema = f"dataset_{number}"
        connection.execute(f"DROP VIEW {schema}.piece")
        connection.execute(f"ALTER TABLE {schema}.document ADD COLUMN text TEXT")
        connection.execute(
            f"UPDATE {schema}.document d SET text = p.text FROM main.text_piece p WHERE p.extraction = d.extraction"
        )
        for column in ("author", "language", "record", "file", "characters"):
            connection.execute(f"ALTER TABLE {schema}.document DROP COLUMN {column}")
        connection.execute("DROP TABLE main.text_piece")
        connection.execute(f"ALTER TABLE {schema}.fact DROP COLUMN place")
        connection.execute(f"INSERT INTO {schema}.fact VALUES ('inputs', '[{{\"input\": \"a\"}}]')")
        connection.execute(f"DROP TABLE {schema}.input")
        for name in ("clues", "local", "named", "line"):
            connection.execute(f"DROP VIEW dataset_{number}.{name}")
        for name in ("alone", "alone_local", "alone_named", "alone_line", "proposed", "proposed_clues"):
            connection.execute(f"DROP TABLE main.{name}")
        for name in ("node", "edge", "evidence", "edge_period", "refusal"):
            connection.execute(f"DROP TABLE dataset_{number}.{name}")
        connection.execute(f"DROP VIEW dataset_{number}.span")
        connection.execute("ALTER TABLE main.extracted_span DROP COLUMN score")
        connection.execute(
            f"CREATE VIEW dataset_{number}.span AS SELECT d.document, s.start, s.end, s.label "
            f"FROM dataset_{number}.document d JOIN main.extracted_span s ON s.extraction = d.extraction"
        )
        connection.execute("UPDATE main.workspace SET schema = 1")


FORMER = {
    "collected": "proposed",
    "collected_clues": "proposed_clues",
    "resolved": "alone",
    **{f"resolved_{name}": f"alone_{name}" for name in ("local", "named", "line")},
}


def make_version_8(path: Path) -> None:
    """Turn a workspace into one of version 8, in which tables and columns had other names."""
    with duckdb.connect(str(path)) as connection:
        ((number,),) = connection.execute("SELECT dataset FROM main.workspace").fetchall()
        connection.execute("ALTER TABLE resolved_line RENAME COLUMN boilerplate TO furniture")
        for name, former in FORMER.items():
            if name in ("collected", "resolved"):
                connection.execute(f"ALTER TABLE {name} RENAME COLUMN fingerprint TO way")
            connection.execute(f"ALTER TABLE {name} RENAME TO {former}")
        for name in ("node", "edge"):
            for column in ("first", "last"):
                connection.execute(f"ALTER TABLE dataset_{number}.{name} RENAME COLUMN {column}_seen TO {column}")
        connection.execute("UPDATE main.workspace SET schema = 8")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_workspace_of_version_8_keeps_all_that_it_knows(path: Path, read_only: bool) -> None:
    clues = [(TEXT, [("ann", Clues(mentions=2))])]
    known = [(TEXT, DocumentResolution([LocalEntity(0, "p")], [], [ShortLine("Menu", 0, 4, True)]))]
    graph = {NODE: [(0, 1, 1, 1, 1, 1, 0.5, 0.5, 0, "2017", None)]}
    with Store(path) as store:
        fill(store, Document("a", TEXT), keep=False)
        store.save_clues(clues, "rules")
        store.save_resolutions(known, "rules")
        store.save_graph(graph)
        store.commit()
    make_version_8(path)
    with Store(path, read_only=read_only) as store:
        assert list(store.rows("SELECT c.name, c.mentions FROM {clues} c")) == [("ann", 2)]
        assert list(store.rows("SELECT l.profile FROM {local} l")) == [("p",)]
        assert list(store.rows("SELECT l.text, l.boilerplate FROM {line} l")) == [("Menu", True)]
        assert list(store.rows("SELECT n.first_seen, n.last_seen FROM {node} n")) == [("2017", None)]
        assert [*store.without_clues("rules"), *store.without_resolution("rules")] == []
        assert [key for key, *_ in store.without_resolution("other rules")] == [TEXT]
    with Store(path) as store:
        fill(store, Document("a", TEXT), Document("b", "new"))
        assert ids(store) == ["a", "b"]


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_workspace_is_brought_up_to_date(path: Path, read_only: bool) -> None:
    with Store(path) as store:
        fill(store, Document("a", TEXT, author="Ann"), Document("b", TEXT + " ", title="T"))
    make_older(path)
    with Store(path, read_only=read_only) as store:
        assert list(stored_documents(store)) == [
            Document("a", TEXT, language="en"),
            Document("b", TEXT + " ", title="T", language="en"),
        ]
        assert store.facts() == {"counts": {"documents": 2}}
        assert store.inputs() == [{"input": "a"}]
    with Store(path) as store:
        assert store.missing([TEXT, "other"]) == {"other"}
        store.begin()
        store.restage()
        assert [(document.id, document.title) for document in stored_documents(store)] == [("a", None), ("b", "T")]
        assert [seen for *_, seen in store.without_resolution("rules")] == [FOUND, FOUND]


def test_documents_of_a_workspace_of_version_10_were_read_as_english(path: Path) -> None:
    with Store(path) as store:
        fill(store, Document("a", TEXT))
    with duckdb.connect(str(path)) as connection:
        ((number,),) = connection.execute("SELECT dataset FROM main.workspace").fetchall()
        connection.execute(f"ALTER TABLE dataset_{number}.document DROP COLUMN language")
        connection.execute("UPDATE main.workspace SET schema = 10")
    with Store(path) as store:
        assert store.languages() == {"en": 1}
        store.begin()
        store.restage()
        assert [key for key, *_ in store.without_resolution("rules")] == [TEXT]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_workspace_with_other_measures_loses_their_values_and_nothing_else(path: Path, read_only: bool) -> None:
    with Store(path) as store:
        fill(store, Document("a", TEXT))
    with duckdb.connect(str(path)) as connection:
        ((number,),) = connection.execute("SELECT dataset FROM main.workspace").fetchall()
        connection.execute(f"ALTER TABLE dataset_{number}.node RENAME COLUMN core TO kernel")
        connection.execute(f"INSERT INTO dataset_{number}.edge SELECT 0, 1, 2, 1, 1, 1, 1, 1, 1, 1, NULL, NULL")
    with Store(path, read_only=read_only) as store:
        assert list(store.rows("SELECT n.core FROM {node} n")) == []
        assert list(store.rows("SELECT e.weight FROM {edge} e")) == [(2,)]
        assert ids(store) == ["a"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_workspace_of_version_7_gets_refusals_and_keeps_what_it_knows(path: Path, read_only: bool) -> None:
    with Store(path) as store:
        fill(store, Document("a", TEXT))
        store.save_clues([(TEXT, [("ann", Clues(mentions=2))])], "rules")
    make_version_8(path)
    with duckdb.connect(str(path)) as connection:
        ((number,),) = connection.execute("SELECT dataset FROM main.workspace").fetchall()
        connection.execute(f"DROP TABLE dataset_{number}.refusal")
        connection.execute("UPDATE main.workspace SET schema = 7")
    with Store(path, read_only=read_only) as store:
        assert list(store.rows("SELECT * FROM {refusal}")) == []
        assert list(store.rows("SELECT c.name, c.mentions FROM {clues} c")) == [("ann", 2)]
        assert ids(store) == ["a"]
    with Store(path) as store:
        store.begin()
        store.restage()
        store.save_found([PERU, ANN], "SELECT * FROM mention WHERE false", [Refusal(0, 1, "a reason")])
        store.commit()
    with Store(path, read_only=True) as store:
        assert list(store.rows("SELECT * FROM {refusal}")) == [(0, 1, "a reason")]


def flipped(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[8192::64] = bytes(255 ^ byte for byte in changed[8192::64])
    return bytes(changed)


@pytest.mark.parametrize(
    "damage",
    [lambda _: b"", lambda _: b"no database " * 1000, lambda content: content[:20_000], flipped],
    ids=["empty", "other", "short", "flipped"],
)
def test_a_damaged_file_is_refused_and_can_be_discarded(path: Path, damage: Callable[[bytes], bytes]) -> None:
    with Store(path) as store:
        fill(store, *[Document(str(number), f"{TEXT} {number}" * 50) for number in range(200)])
    path.write_bytes(damage(path.read_bytes()))
    assert "--rebuild" in complaint(path)
    assert "--rebuild" in complaint(path, read_only=True)


def test_a_log_can_be_forgotten_where_there_is_none(path: Path) -> None:
    forget_log(path)
    path.with_name(f"{path.name}.wal").write_bytes(b"x")
    forget_log(path)
    assert list(path.parent.iterdir()) == []


DAMAGE = """
import hashlib, io, random, sys
from pathlib import Path
from comention import pipeline
from comention.errors import ComentionError
from comention.export import export

folder = Path(sys.argv[1])
path = folder / "workspace.duckdb"
whole = path.read_bytes()


def told():
    try:
        with pipeline.dataset(folder) as dataset:
            digest = hashlib.sha256()
            for form in ("graphml", "mentions"):
                export(dataset, form, file := io.BytesIO())
                digest.update(file.getvalue())
        return digest.hexdigest()
    except ComentionError as error:
        assert "\\n" not in str(error) and "--rebuild" in str(error), error
        return None


right = told()
refused = 0
for number in range(int(sys.argv[2])):
    chance = random.Random(number)
    content = bytearray(whole)
    place = chance.randrange(len(content))
    match chance.randrange(4):
        case 0:
            content[place] ^= 1 << chance.randrange(8)
        case 1:
            content[place : place + 4096] = bytes(len(content[place : place + 4096]))
        case 2:
            del content[place:]
        case 3:
            content[place : place + 64] = chance.randbytes(len(content[place : place + 64]))
    path.write_bytes(content)
    found = told()
    assert found in (right, None), number
    refused += found is None
print(refused)
"""


def test_whatever_is_damaged_is_told_or_does_not_matter(tmp_path: Path, extractor: object) -> None:
    texts = [f"Angela Merkel met Barack Obama for the {number}th time in Germany." for number in range(300)]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts))
    pipeline.generate([tmp_path / "in.jsonl"], tmp_path / "out")
    command = [sys.executable, "-c", DAMAGE, str(tmp_path / "out"), "60"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_the_database_of_somebody_else_is_not_touched(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    assert "not a workspace" in complaint(path)


def test_a_workspace_in_use_is_refused(path: Path) -> None:
    code = f"import pathlib, comention.workspace.store as s; s.Store(pathlib.Path({str(path)!r}))"
    with Store(path):
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert other.stderr.strip().endswith("wait until that has finished")


def test_closing_lets_go_of_the_file_while_somebody_still_reads(path: Path) -> None:
    with Store(path) as store:
        fill(store, Document("a", TEXT), Document("b", TEXT))
        reading = stored_documents(store)
        next(reading)
    with Store(path, read_only=True) as one, Store(path, read_only=True) as two:
        assert ids(one) == ids(two)


def test_a_disk_that_is_full_is_one_line_and_leaves_the_old_dataset(path: Path) -> None:
    resource = pytest.importorskip("resource")  # where there is none, a file's size cannot be limited
    assert resource
    with Store(path) as store:
        fill(store, Document("old", TEXT))
    code = f"""
import pathlib, random, resource
from comention.model import Document, Extraction
from comention.workspace.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
with Store(pathlib.Path({str(path)!r})) as store:
    store.begin()
    for number in range(100):
        text = "".join(map(chr, random.choices(range(0x4e00, 0x9000), k=20_000)))
        store.remember([(str(number), Extraction((), ()))])
        store.stage([(Document(str(number), text), str(number))])
    store.commit()
"""
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    last = other.stderr.strip().splitlines()[-1]
    assert last.startswith(f"comention.errors.WorkspaceError: {path}: the workspace cannot be read or written")
    with Store(path) as store:
        assert ids(store) == ["old"]


def kept(*texts: str) -> Store:
    store = Store()
    store.begin()
    store.remember((str(number), Extraction((), ())) for number in range(len(texts)))
    store.stage((Document(f"{number}.txt", text), str(number)) for number, text in enumerate(texts))
    return store


def test_no_row_is_long_whatever_the_texts_and_the_facts_are() -> None:
    long = ["word " * 10_000, "x" * 50_000, "🎈é " * 20_000, "", "short"]
    store = kept(*long)
    assert [document.text for document in stored_documents(store)] == long
    assert [length for (length,) in store.rows("SELECT d.characters FROM {document} d ORDER BY d.document")] == [
        len(text) for text in long
    ]
    store.write_facts({"settings": {"long": long}, "title": "short"})
    assert store.facts() == {"settings": {"long": long}, "title": "short"}
    for column in ("length(p.text) FROM {piece} p", "length(f.value) FROM {fact} f"):
        assert max(length for (length,) in store.rows(f"SELECT {column}")) <= 8_000


class Passage(NamedTuple):
    row: int
    document: DocumentNumber
    start: int
    end: int


@given(st.integers(0, 30_000), st.integers(1, 20_000))
@settings(max_examples=30, deadline=None)
def test_passages_are_cut_out_across_pieces(start: int, length: int) -> None:
    text = "".join(f"{number} é 🎈\n" for number in range(6_000))
    store = kept("before", text)
    end = min(start + length, len(text))
    store.put(
        "places",
        columns(Passage),
        [(0, 0, 1, 4), (1, 1, start, end)],
    )
    assert list(cut(store, "places")) == [(0, "efo"), (1, text[start:end])]


def test_a_text_that_was_kept_in_part_is_kept_again(path: Path) -> None:
    text = "word " * 10_000
    with Store(path) as store:
        store.begin()
        store.remember([("key", Extraction((), ()))])
        with store.transaction() as cursor:  # as a process that was killed leaves it
            cursor.execute("INSERT INTO text_piece VALUES (0, 49000, 50000, 'rest')")
        store.stage([(Document("a", text), "key")])
        assert [document.text for document in stored_documents(store)] == [text]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("1", "a.csv"), ("1", "b.csv"), ("2", "b.csv")], {"a.csv:1": "1", "b.csv:1": "1", "2": None}),
        ([("1", "a.csv"), ("1", "a.csv")], {"a.csv:1": "1", "a.csv:1#2": "1"}),
        ([("a.txt", "a.txt"), ("a.txt", "b.csv")], {"a.txt": None, "b.csv:a.txt": "a.txt"}),
        ([("b.csv:1", "b.csv"), ("1", "b.csv"), ("1", "c.csv")], {"b.csv:1": None, "b.csv:1#2": "1", "c.csv:1": "1"}),
        ([("1", "b.csv"), ("b.csv:1", "a.csv"), ("1", "c.csv")], {"b.csv:1": "1", "b.csv:1#2": None, "c.csv:1": "1"}),
        ([("1", None), ("1", "a.csv")], {"1": None, "a.csv:1": "1"}),
        ([("x/1", "x"), ("x/2", "x")], {"x/1": None, "x/2": None}),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_documents_are_called_apart(
    documents: list[tuple[str, str | None]], expected: dict[str, str | None], turned: bool
) -> None:
    with Store() as store:
        store.begin()
        store.remember([("key", Extraction((), ()))])
        given_ = sorted(documents, key=lambda pair: pair[1] or "", reverse=turned)
        store.stage((Document(name, TEXT, file=file), "key") for name, file in given_)
        store.call_apart()
        found: dict[str, str | None] = dict(store.rows("SELECT d.id, d.record FROM {document} d"))
    assert found.keys() == expected.keys()
    assert len(documents) == len(found)


def test_too_little_memory_is_told_apart_from_damage(tmp_path: Path) -> None:
    with (
        pytest.raises(WorkspaceError, match=r"--memory allows 2 MB"),
        Store(tmp_path / "workspace.duckdb", memory=2) as store,
    ):
        fill(store, *[Document(str(number), f"{number} " * 5_000) for number in range(500)])
    fatal = duckdb.FatalException("FATAL Error: Failed to create checkpoint: failed to pin block of size 256.0 KiB")
    assert "--memory" in str(message(fatal, tmp_path, 200))
    assert "--rebuild" not in str(message(fatal, tmp_path, 200))
    full = duckdb.OutOfMemoryException("failed to offload; this limit was set by the 'max_temp_directory_size' setting")
    assert "4,000 MB of disk" in str(message(full, tmp_path, 200))


def test_inserting_is_not_slow() -> None:
    """A guard against inserting row by row, which takes a hundred times as long; no benchmark."""
    with Store() as store:
        store.begin()
        store.remember([("key", FOUND)])
        store.stage([(Document("a", TEXT), "key")])
        start = time.perf_counter()
        store.save([ANN], [mention("a", number) for number in range(20_000)])
        assert time.perf_counter() - start < 5
