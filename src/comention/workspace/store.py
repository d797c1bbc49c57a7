"""The workspace: documents, what was found in them, who is named in them, and the graph, in one DuckDB file.

It is the dataset of one output folder, and the cache from which the next run makes another one. The tables are declared
in `comention.tables.schema`; `layout` says how they lie in the file.

The *dataset* is what the last complete run made. The next run builds its own beside it:

    begin → (missing → remember → save_clues → stage)* or restage → without_clues → save_clues → without_resolution
        → save_resolutions → save_found → write_facts → save_graph → commit

From `begin` on everything that is read is the new dataset; `commit` puts it in the place of the old one in one
transaction, and closing without it leaves the old one. What is found in texts stays at once, so that an interrupted run
goes on where it stopped; `commit` forgets the extractions that no document of the dataset uses.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from comention.batch import batches
from comention.errors import InputError, WorkspaceError
from comention.model import Clues, Document, DocumentResolution, Entity, Extraction, Mention, Refusal, Sentence, Span
from comention.tables import CALLED_APART, SHARED, texts, with_parts
from comention.tables.duckdb import MEMORY, DuckTables, insert, spill, storable
from comention.tables.duckdb_errors import BROKEN, WAY_OUT
from comention.tables.schema import (
    ALIAS,
    CLUES,
    DOCUMENT,
    ENTITY,
    FACT,
    INPUT,
    LINE,
    LOCAL,
    MENTION,
    NAMED,
    PIECE,
    REFUSAL,
    SENTENCE,
    SPAN,
    Fact,
    Input,
    Row,
    Table,
    select,
)
from comention.text.chunks import chunks
from comention.workspace.facts import RunFacts, as_facts
from comention.workspace.layout import (
    CACHE,
    COLLECTED,
    EXTRACTION,
    RESOLVED,
    SHOWN,
    STAGED,
    create,
    create_dataset,
    names_in,
    schema_of,
)
from comention.workspace.versions import PIECE_LENGTH, SCHEMA, update

_BEGINNINGS = """
    SELECT p.extraction, min(p.start) FROM main.text_piece p
    WHERE p.extraction IN (SELECT unnest($those)) GROUP BY p.extraction"""
_CALLED = with_parts(
    "SELECT {told}, d.extraction FROM ({apart}) c JOIN {document} d ON d.document = c.document",
    told=", ".join(f"{'c' if name in ('id', 'record') else 'd'}.{name}" for name in DOCUMENT.names),
    apart=CALLED_APART,
)
_NEW = """
    SELECT row_number() OVER (ORDER BY min(d.document)) - 1 AS place, d.extraction, min(d.document) AS document
    FROM {document} d LEFT JOIN main.{done} x ON x.extraction = d.extraction AND x.fingerprint = $fingerprint
    WHERE x.extraction IS NULL
    GROUP BY d.extraction"""
_NEW_KEYS = "SELECT e.key FROM {new} n JOIN main.extraction e ON e.extraction = n.extraction ORDER BY n.place"
_NEW_LENGTHS = (
    "SELECT n.document, d.characters FROM {new} n JOIN {document} d ON d.document = n.document ORDER BY n.place"
)
_NEW_SENTENCES = with_parts(
    """
    SELECT n.place, {fields}
    FROM {new} n JOIN main.extracted_sentence s ON s.extraction = n.extraction ORDER BY n.place, s.sentence""",
    fields=select(Sentence, "s"),
)
_NEW_SPANS = with_parts(
    """
    SELECT n.place, {fields}
    FROM {new} n JOIN main.extracted_span s ON s.extraction = n.extraction
    ORDER BY n.place, s.start, s.end, s.label""",
    fields=select(Span, "s"),
)

_ALL = "true"
_OF_THOSE = "extraction IN (SELECT unnest($those))"

_EXTRACTIONS = 512  # extractions that are committed at once: what an interruption can cost,
_FOUND = 200_000  # unless they have more rows than this
_STAGED = 2_000  # documents that are staged at once,
_CHARACTERS = 4_000_000  # unless they have more characters than this


class Store(DuckTables):
    """A workspace: the file at `path`, or in memory without one. Use it as a context manager.

    DuckDB holds up to `memory` MB. Raises WorkspaceError if the file is no workspace, is damaged or in use, or was made
    by a newer version; with `must_exist` or `read_only`, also if there is none.
    """

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, must_exist: bool = False, memory: int = MEMORY
    ) -> None:
        if path is not None and (read_only or must_exist) and not path.exists():
            raise WorkspaceError(f"{path}: there is no workspace; make one with 'comention generate'")
        super().__init__(path, read_only=read_only, memory=memory)
        if path and not read_only:
            shutil.rmtree(spill(path), ignore_errors=True)  # left by a run that was killed
        self._dataset = 0  # the number of the current dataset, and of the one that is being built
        self._building: int | None = None
        try:
            with self.guarded():
                found = self._open(create_new=not read_only)
                if found < SCHEMA and read_only:
                    self._connection.close()
                    Store(path).close()
                    self.connect(read_only=True)
                elif found < SCHEMA:
                    with self.transaction() as cursor:
                        update(cursor, found, self._dataset)
        except BaseException:
            self._connection.close()
            raise

    # -- what is found in texts, and stays

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` under which no extraction is remembered."""
        wanted = set(keys)
        if not wanted:
            return wanted
        return wanted - {key for key, _ in self._extractions(wanted)}

    def remember(self, extractions: Iterable[tuple[str, Extraction]]) -> None:
        """Keep extractions under their keys, for this run and the next; what is known already stays as it is."""
        for batch in batches(extractions, _EXTRACTIONS, weigh=_rows_of, limit=_FOUND):
            new = dict(batch)
            missing = self.missing(new)
            first = self._one("SELECT coalesce(max(extraction) + 1, 0) FROM main.extraction")
            numbered = list(enumerate(sorted(missing), first))
            found = [(number, new[key]) for number, key in numbered]
            self._write(
                {
                    EXTRACTION: numbered,
                    SHOWN[SENTENCE]: (
                        (number, place, *sentence)
                        for number, extraction in found
                        for place, sentence in enumerate(extraction.sentences)
                    ),
                    SHOWN[SPAN]: ((number, *span) for number, extraction in found for span in extraction.spans),
                }
            )

    def save_clues(self, shown: Iterable[tuple[str, Sequence[tuple[str, Clues]]]], fingerprint: str) -> None:
        """Keep what texts show of names, by the keys of both, in the place of what rules of another fingerprint found.

        The extractions of the texts are remembered under their keys.
        """
        for batch in batches(shown, _EXTRACTIONS, weigh=lambda item: len(item[1]), limit=_FOUND):
            number: dict[str, int] = dict(self._extractions(key for key, _ in batch))
            self._write(
                {
                    COLLECTED: ((number[key], fingerprint) for key, _ in batch),
                    SHOWN[CLUES]: ((number[key], name, *clues) for key, names in batch for name, clues in names),
                },
                _OF_THOSE,
                sorted(number.values()),
            )

    def save_resolutions(self, resolved: Iterable[tuple[str, DocumentResolution]], fingerprint: str) -> None:
        """Keep what texts are by themselves, by their keys, in the place of what rules of another fingerprint found.

        Their extractions are remembered under the keys.
        """
        for batch in batches(resolved, _EXTRACTIONS, weigh=lambda item: len(item[1].mentions), limit=_FOUND):
            number: dict[str, int] = dict(self._extractions(key for key, _ in batch))
            self._write(
                {
                    RESOLVED: ((number[key], fingerprint) for key, _ in batch),
                    SHOWN[LOCAL]: ((number[key], *local) for key, one in batch for local in one.entities),
                    SHOWN[NAMED]: ((number[key], *named) for key, one in batch for named in one.mentions),
                    SHOWN[LINE]: ((number[key], *line) for key, one in batch for line in one.lines),
                },
                _OF_THOSE,
                sorted(number.values()),
            )

    def without_clues(self, fingerprint: str) -> Iterator[tuple[str, str, Extraction]]:
        """The texts whose clues are not known by rules of this fingerprint, with keys and extractions; streamed."""
        return self._new_texts(COLLECTED, fingerprint)

    def without_resolution(self, fingerprint: str) -> Iterator[tuple[str, str, Extraction]]:
        """The texts that are not resolved by rules of this fingerprint, with keys and extractions; streamed."""
        return self._new_texts(RESOLVED, fingerprint)

    def _new_texts(self, done: Table, fingerprint: str) -> Iterator[tuple[str, str, Extraction]]:
        self.make("new", with_parts(_NEW, done=done.name), {"fingerprint": fingerprint})
        keys = (key for (key,) in self.rows(_NEW_KEYS))
        contents = (text for _, text in texts(self, self.rows(_NEW_LENGTHS)))
        sentences = _positioned(self.rows(_NEW_SENTENCES))
        spans = _positioned(self.rows(_NEW_SPANS))
        for key, text, found, seen in zip(keys, contents, sentences, spans, strict=False):
            yield key, text, Extraction(tuple(Sentence(*row) for row in found), tuple(Span(*row) for row in seen))

    def _extractions(self, keys: Iterable[str]) -> Iterator[Row]:
        sql = "SELECT key, extraction FROM main.extraction WHERE key IN (SELECT unnest($keys))"
        return self.rows(sql, {"keys": sorted(set(keys))})

    # -- the dataset that is being built

    def begin(self) -> None:
        """Start a new dataset; from here on, this is the one that is read and written."""
        new = self._dataset + 1
        with self.transaction() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema_of(new)} CASCADE")
            create_dataset(cursor, new)
        self._building = new
        self._use(new)

    def stage(self, documents: Iterable[tuple[Document, str]]) -> None:
        """Append documents to the dataset that is being built, each with the key of its remembered extraction.

        The key stands for the text: documents with one key have one text.
        """
        self._must_build()
        position = self._one("SELECT count(*) FROM {document}")
        for batch in batches(documents, _STAGED, weigh=lambda item: len(item[0].text), limit=_CHARACTERS):
            known: dict[str, int] = dict(self._extractions(key for _, key in batch))
            self._keep_texts({known[key]: document.text for document, key in batch})
            rows = (
                STAGED.row(d, document=number, record=None, characters=len(d.text), extraction=known[key])
                for number, (d, key) in enumerate(batch, position)
            )
            self._write({STAGED: rows})
            position += len(batch)

    def _keep_texts(self, contents: Mapping[int, str]) -> None:
        """Keep the texts of extractions that have none yet, the beginning of each last: where it is, all of it is."""
        found: dict[int, int] = dict(self.rows(_BEGINNINGS, {"those": sorted(contents)}))
        partly = sorted(number for number, start in found.items() if start)  # a run was killed at it
        pieces = (
            (number, start, end, text[start:end])
            for number, text in contents.items()
            if text and found.get(number) != 0
            for start, end in reversed(list(chunks(text, PIECE_LENGTH)))
        )
        if partly:
            self._write({SHOWN[PIECE]: ()}, _OF_THOSE, partly)
        for several in batches(pieces, _CHARACTERS // PIECE_LENGTH):
            self._write({SHOWN[PIECE]: several})

    def call_apart(self) -> None:
        """Give the staged documents ids of which no two are the same: `b.csv:1` for record `1` of a file `b.csv`."""
        self._must_build()
        while self._one(SHARED):
            self.make("called", _CALLED)
            self._write({STAGED: "SELECT c.* FROM {called} c"}, _ALL)

    def restage(self) -> None:
        """Put the documents of the current dataset, and what became of its inputs, into the one that is being built."""
        self._must_build()
        old = schema_of(self._dataset)
        self._write({table: f"SELECT o.* FROM {old}.{table.name} o" for table in (STAGED, INPUT)})  # noqa: S608

    def write_inputs(self, outcomes: Iterable[Mapping[str, Any]]) -> None:
        """Keep what became of each input (JSON values)."""
        self._must_build()
        told = (Input(number, json.dumps(outcome, allow_nan=False)) for number, outcome in enumerate(outcomes))
        self._write({INPUT: told}, _ALL)

    def save_found(self, entities: Sequence[Entity], mentions: str, refusals: Iterable[Refusal] = ()) -> None:
        """Write the entities, and the mentions of them that a query gives.

        The query and the refusals have entities by their places in this order.
        """
        self._save(entities, mentions, refusals)

    def save(self, entities: Sequence[Entity], mentions: Iterable[Mention]) -> None:
        """Write the entities, and the mentions of them in the staged documents; `mentions` are streamed."""
        ordered = sorted(entities, key=lambda entity: entity.id)
        number = {entity.id: place for place, entity in enumerate(ordered)}
        document = self._document_numbers()
        rows = (MENTION.row(m, document=document[storable(m.document)], entity=number[m.entity]) for m in mentions)
        self._save(ordered, rows)

    def _save(self, ordered: Sequence[Entity], mentions: Iterable[Row] | str, refusals: Iterable[Row] = ()) -> None:
        self._must_build()
        self._document_numbers()
        rows: dict[Table, Iterable[Row] | str] = {
            ENTITY: (ENTITY.row(entity, entity=number) for number, entity in enumerate(ordered)),
            ALIAS: (ALIAS.row(alias, entity=n) for n, entity in enumerate(ordered) for alias in entity.aliases),
            MENTION: mentions,
            REFUSAL: refusals,
        }
        self._write(rows, _ALL)

    def save_graph(self, rows: Mapping[Table, Iterable[Row]]) -> None:
        """Write the rows of the tables of the graph."""
        self._must_build()
        self._write(rows, _ALL)

    def write_facts(self, facts: RunFacts) -> None:
        """Set facts about the dataset (JSON values by name); facts with other names stay."""
        self._must_build()
        rows = [
            Fact(name, place, value[start:end])
            for name, value in ((name, json.dumps(value, allow_nan=False)) for name, value in sorted(facts.items()))
            for place, (start, end) in enumerate(chunks(value, PIECE_LENGTH))
        ]
        self._write({FACT: rows}, "name IN (SELECT unnest($those))", sorted(facts))

    def commit(self) -> None:
        """Put the dataset that was built in the place of the old one, and drop the extractions it does not use."""
        new = self._must_build()
        with self.transaction() as cursor:
            cursor.execute("UPDATE main.workspace SET dataset = $new", {"new": new})
            for table in CACHE:
                cursor.execute(
                    f"DELETE FROM main.{table} WHERE extraction NOT IN (SELECT extraction FROM document)"  # noqa: S608
                )
            cursor.execute(f"DROP SCHEMA {schema_of(self._dataset)} CASCADE")
        self._dataset, self._building = new, None

    # -- reading

    def positions(self) -> tuple[dict[str, int], dict[str, int]]:
        """The numbers of the entities and of the documents, by their ids."""
        return (
            dict(self.rows("SELECT e.id, e.entity FROM {entity} e")),
            dict(self.rows("SELECT d.id, d.document FROM {document} d")),
        )

    def facts(self) -> RunFacts:
        """All facts about the dataset, by name."""
        rows = self.rows("SELECT name, value FROM {fact} ORDER BY name, place")
        pieces = groupby(rows, key=itemgetter(0))
        return as_facts({name: json.loads("".join(value for _, value in several)) for name, several in pieces})

    def inputs(self) -> list[dict[str, Any]]:
        """What became of each input."""
        return [json.loads(outcome) for (outcome,) in self.rows("SELECT i.outcome FROM {input} i ORDER BY i.input")]

    # -- inside

    def _open(self, *, create_new: bool) -> int:
        """Lay out a new file; of an old one, find the current dataset. Return its version, if we understand that."""
        tables = {name for (name,) in self._connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if not tables and create_new:
            with self.transaction() as cursor:
                create(cursor, "main", CACHE)
                cursor.execute("CREATE TABLE workspace (schema INTEGER, dataset INTEGER)")
                cursor.execute("INSERT INTO workspace VALUES ($schema, 0)", {"schema": SCHEMA})
                create_dataset(cursor, 0)
            self._use(0)
            return SCHEMA
        if "workspace" not in tables:
            raise WorkspaceError(f"{self.path}: not a workspace of comention; choose another output folder")
        found = self._connection.execute("SELECT schema, dataset FROM main.workspace").fetchall()
        if len(found) != 1:
            raise WorkspaceError(f"{self.path}: {BROKEN}")
        schema, self._dataset = map(int, found[0])
        if schema > SCHEMA:
            raise WorkspaceError(
                f"{self.path}: the workspace was made by a newer version of comention; "
                f"install that (pip install --upgrade comention), or {WAY_OUT}"
            )
        self._use(self._dataset)
        return schema

    def _use(self, dataset: int) -> None:
        """Read and write the tables of a dataset from here on."""
        self.schema = schema_of(dataset)
        self.names = names_in(self.catalog, dataset)

    def _write(
        self, rows: Mapping[Table, Iterable[Row] | str], replaced: str = "", those: Sequence[int | str] = ()
    ) -> None:
        """Insert rows, or what a query gives, into tables, in one transaction.

        They replace the rows of these tables that meet a condition, in which `$those` are some values.
        """
        with self.transaction() as cursor:
            for table in rows if replaced else ():
                cursor.execute(f"DELETE FROM {table.name} WHERE {replaced}", {"those": those} if those else {})  # noqa: S608
            for table, given in rows.items():
                if isinstance(given, str):
                    cursor.execute(f"INSERT INTO {table.name} BY NAME {self.filled(given)}")
                else:
                    insert(cursor, table, given)

    def _must_build(self) -> int:
        if self._building is None:
            raise RuntimeError("no dataset is being built: call begin() first")
        return self._building

    def _one(self, sql: str) -> int:
        return int(next(self.rows(sql))[0])

    def _document_numbers(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for number, identifier in self.rows("SELECT d.document, d.id FROM {document} d ORDER BY d.document"):
            if numbers.setdefault(identifier, number) != number:
                raise InputError(f"{identifier}: two documents have this id; rename one of them")
        return numbers


def forget_log(path: Path) -> None:
    """Delete the log of a workspace, what a run that was killed did not get into its file: another file replaces it."""
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _rows_of(item: tuple[str, Extraction]) -> int:
    _, extraction = item
    return len(extraction.sentences) + len(extraction.spans)


def _positioned(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Group rows that start with a position, in rising order: one list for each position from 0 on, without end."""
    row = next(rows, None)
    position = 0
    while True:
        group = []
        while row is not None and row[0] == position:
            group.append(row[1:])
            row = next(rows, None)
        yield group
        position += 1
