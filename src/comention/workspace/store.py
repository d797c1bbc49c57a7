"""The workspace: documents, what was found in them, who is named in them, and the graph, in one DuckDB file.

It is the dataset of one output folder, and the cache from which the next run makes another one. The tables are declared
in `comention.tables.schema`; `layout` says how they lie in the file.

The *dataset* is what the last complete run made. The next run builds its own beside it:

    begin → (missing → remember → save_clues → stage)* or restage → without_clues → save_clues → without_resolution
        → save_resolutions → save_found → write_facts → save_graph → commit

From `begin` on everything that is read is the new dataset; `commit` puts it in the place of the old one in one
transaction, and closing without it leaves the old one. What is found in texts stays at once, so that an interrupted run
goes on where it stopped; `commit` forgets the extractions that no document of the dataset uses, and the parses of
sentences that nobody asked for since `begin`.
"""

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from comention.errors import InputError, WorkspaceError
from comention.languages import USUAL
from comention.model import Document, Entity, Mention, Place, Refusal
from comention.tables import CALLED_APART, SHARED, with_parts
from comention.tables.duckdb import MEMORY, storable
from comention.tables.duckdb_errors import BROKEN, WAY_OUT
from comention.tables.schema import (
    ALIAS,
    DOCUMENT,
    ENTITY,
    FACT,
    INPUT,
    MENTION,
    REFUSAL,
    Column,
    Fact,
    Input,
    Row,
    Table,
)
from comention.text.chunks import chunks
from comention.workspace.cache import Cache, Rows
from comention.workspace.changes import changed
from comention.workspace.facts import RunFacts, as_facts
from comention.workspace.layout import (
    CACHE,
    KEPT,
    PARSED,
    STAGED,
    create,
    create_dataset,
    names_in,
    outdated,
    schema_of,
)
from comention.workspace.places import PLACES, earlier
from comention.workspace.versions import PIECE_LENGTH, SCHEMA, update

_CALLED = with_parts(
    "SELECT {told}, d.extraction FROM ({apart}) c JOIN {document} d ON d.document = c.document",
    told=", ".join(f"{'c' if name in ('id', 'record') else 'd'}.{name}" for name in DOCUMENT.names),
    apart=CALLED_APART,
)
_NAMED = (Column("name", str),)
_KEPT = {
    STAGED: """
SELECT o.* REPLACE (CAST(row_number() OVER (ORDER BY o.document) - 1 AS INTEGER) AS document) FROM {kept} o
WHERE NOT EXISTS (SELECT 1 FROM {left_out} x WHERE o.file = x.name OR starts_with(o.file, concat(x.name, '/')))""",
    INPUT: "SELECT o.* FROM {kept} o WHERE coalesce(o.name, '') NOT IN (SELECT x.name FROM {left_out} x)",
}
"""What stays of the documents and of the inputs when some inputs are left out."""
_ALL = "true"
NOWHERE: Mapping[str, Path] = MappingProxyType({})


class Store(Cache):
    """A workspace: the file at `path`, or in memory without one. Use it as a context manager.

    DuckDB holds up to `memory` MB. Raises WorkspaceError if the file is no workspace, is damaged or in use, or was made
    by a newer version; with `must_exist` or `read_only`, also if there is none.
    """

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, must_exist: bool = False, memory: int = MEMORY
    ) -> None:
        if path is not None and (read_only or must_exist) and not path.exists():
            raise no_run(path.parent)
        super().__init__(path, read_only=read_only, memory=memory)
        self._dataset = 0  # the number of the current dataset, and of the one that is being built
        self._building: int | None = None
        try:
            found = self._open(create_new=not read_only)
            with self._asking() as cursor:
                old = found < SCHEMA or outdated(cursor, self._dataset)
            if old and read_only:
                self.close()
                Store(path).close()
                self.connect(read_only=True)
            elif old:
                with self.transaction() as cursor:
                    update(cursor, found, self._dataset)
        except BaseException:
            self.close()
            raise

    # -- the dataset that is being built

    def begin(self) -> None:
        """Start a new dataset; from here on, this is the one that is read and written."""
        new = self._dataset + 1
        with self.transaction() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema_of(new)} CASCADE")
            create_dataset(cursor, new)
        self._building = new
        self.parsed.clear()
        self._use(new)

    def stage(self, documents: Iterable[tuple[Document, str]]) -> None:
        """Append documents to the dataset that is being built, each with the key of its remembered extraction.

        The key stands for the text: documents with one key have one text.
        """
        self._must_build()
        staged = list(documents)
        extractions = self.numbers(key for _, key in staged)
        self.keep_texts({extractions[key]: document.text for document, key in staged})
        first = self.one("SELECT count(*) FROM {document}")
        rows = (
            STAGED.row(
                d,
                document=number,
                language=d.language or USUAL,
                record=None,
                characters=len(d.text),
                extraction=extractions[key],
            )
            for number, (d, key) in enumerate(staged, first)
        )
        self.write({STAGED: rows})

    def call_apart(self) -> None:
        """Give the staged documents ids of which no two are the same: `b.csv:1` for record `1` of a file `b.csv`."""
        self._must_build()
        while self.one(SHARED):
            self.make("called", _CALLED)
            self.write({STAGED: "SELECT c.* FROM {called} c"}, _ALL)

    def restage(self, *, without: Sequence[str] = ()) -> None:
        """Put the documents of the current dataset, and what became of its inputs, into the one that is being built.

        Those of inputs of some names are left out, and the others close ranks.
        """
        self._must_build()
        old = schema_of(self._dataset)
        self.put("left_out", _NAMED, [(name,) for name in sorted({*without})])
        self.write(
            {
                table: with_parts(_KEPT[table], kept=f"{old}.{table.name}")
                if without
                else f"SELECT o.* FROM {old}.{table.name} o"  # noqa: S608
                for table in (STAGED, INPUT)
            }
        )

    def write_inputs(self, outcomes: Iterable[Mapping[str, Any]], paths: Mapping[str, Path] = NOWHERE) -> None:
        """Keep what became of each input (JSON values), and where it lies, as far as `paths` know that by its name."""
        self._must_build()
        self.write({INPUT: ()}, _ALL)
        self.add_inputs(outcomes, paths)

    def add_inputs(self, outcomes: Iterable[Mapping[str, Any]], paths: Mapping[str, Path] = NOWHERE) -> None:
        """Keep this of further inputs."""
        self._must_build()
        first = self.one("SELECT coalesce(max(i.input) + 1, 0) FROM {input} i")
        told = (
            Input(number, json.dumps(outcome, allow_nan=False), outcome.get("input"), _path(outcome, paths))
            for number, outcome in enumerate(outcomes, first)
        )
        self.write({INPUT: told})

    def save(self, entities: Sequence[Entity], mentions: Iterable[Mention]) -> None:
        """Write the entities, and the mentions of them in the staged documents; `mentions` are streamed."""
        ordered = sorted(entities, key=lambda entity: entity.id)
        number = {entity.id: place for place, entity in enumerate(ordered)}
        document = self._document_numbers()
        rows = (MENTION.row(m, document=document[storable(m.document)], entity=number[m.entity]) for m in mentions)
        self.save_found(ordered, rows)

    def save_found(
        self, entities: Sequence[Entity], mentions: str | Iterable[Row], refusals: Iterable[Refusal] = ()
    ) -> None:
        """Write the entities, and the mentions of them: rows, or the query that gives them.

        Mentions and refusals have entities by their places in this order.
        """
        self._must_build()
        self._document_numbers()
        rows: Rows = {
            ENTITY: (ENTITY.row(entity, entity=number) for number, entity in enumerate(entities)),
            ALIAS: (ALIAS.row(alias, entity=n) for n, entity in enumerate(entities) for alias in entity.aliases),
            MENTION: mentions,
            REFUSAL: refusals,
        }
        self.write(rows, _ALL)

    def save_graph(self, rows: Mapping[Table, Iterable[Row]]) -> None:
        """Write the rows of the tables of the graph."""
        self._must_build()
        self.write(rows, _ALL)

    def write_facts(self, facts: RunFacts) -> None:
        """Set facts about the dataset (JSON values by name); facts with other names stay."""
        self._must_build()
        rows = [
            Fact(name, place, value[start:end])
            for name, value in ((name, json.dumps(value, allow_nan=False)) for name, value in sorted(facts.items()))
            for place, (start, end) in enumerate(chunks(value, PIECE_LENGTH))
        ]
        self.write({FACT: rows}, "name IN (SELECT unnest($those))", sorted(facts))

    def commit(self) -> None:
        """Put the dataset that was built in the place of the old one, and drop the extractions it does not use."""
        new = self._must_build()
        with self.transaction() as cursor:
            cursor.execute("UPDATE main.workspace SET dataset = $new", {"new": new})
            for table in CACHE:
                cursor.execute(
                    f"DELETE FROM main.{table} WHERE extraction NOT IN (SELECT extraction FROM document)"  # noqa: S608
                )
            cursor.execute(
                f"DELETE FROM main.{PARSED.name} WHERE key NOT IN (SELECT unnest($used))",  # noqa: S608
                {"used": sorted(self.parsed)},
            )
            cursor.execute(f"DROP SCHEMA {schema_of(self._dataset)} CASCADE")
        self._dataset, self._building = new, None

    # -- reading

    def positions(self) -> tuple[dict[str, int], dict[str, int]]:
        """The numbers of the entities and of the documents, by their ids."""
        return dict(self.rows("SELECT e.id, e.entity FROM {entity} e")), self._document_numbers()

    def languages(self) -> dict[str, int]:
        """How many documents there are of each language, by its code."""
        return dict(self.rows("SELECT d.language, count(*) FROM {document} d GROUP BY d.language ORDER BY d.language"))

    def facts(self) -> RunFacts:
        """All facts about the dataset, by name."""
        rows = self.rows("SELECT name, value FROM {fact} ORDER BY name, place")
        pieces = groupby(rows, key=itemgetter(0))
        return as_facts({name: json.loads("".join(value for _, value in several)) for name, several in pieces})

    def inputs(self) -> list[dict[str, Any]]:
        """What became of each input."""
        return [json.loads(outcome) for (outcome,) in self.rows("SELECT i.outcome FROM {input} i ORDER BY i.input")]

    def places(self) -> dict[str, Place]:
        """Where each entity is in the picture, by its id."""
        return {identifier: Place(*place) for identifier, *place in self.rows(PLACES)}

    def earlier_places(self) -> dict[str, Place]:
        """Where the entities of the dataset that is being built were in the dataset before; see `places.earlier`."""
        self._must_build()
        return earlier(self, names_in(self.catalog, self._dataset))

    def changed_documents(self) -> set[int]:
        """The documents in which mentions differ from those in the dataset before, which has the same documents."""
        self._must_build()
        return changed(self, names_in(self.catalog, self._dataset))

    # -- inside

    def _open(self, *, create_new: bool) -> int:
        """Lay out a new file; of an old one, find the current dataset. Return its version, if we understand that."""
        tables = {name for (name,) in self.rows("SELECT table_name FROM duckdb_tables()")}
        if not tables and create_new:
            with self.transaction() as cursor:
                create(cursor, "main", KEPT)
                cursor.execute("CREATE TABLE workspace (schema INTEGER, dataset INTEGER)")
                cursor.execute("INSERT INTO workspace VALUES ($schema, 0)", {"schema": SCHEMA})
                create_dataset(cursor, 0)
            self._use(0)
            return SCHEMA
        if "workspace" not in tables:
            raise WorkspaceError(f"{self.path}: not a workspace of comention; choose another output folder")
        found = list(self.rows("SELECT schema, dataset FROM main.workspace"))
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

    @property
    def is_building(self) -> bool:
        """Whether a dataset is being built."""
        return self._building is not None

    def _must_build(self) -> int:
        if self._building is None:
            raise RuntimeError("no dataset is being built: call begin() first")
        return self._building

    def _document_numbers(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for number, identifier in self.rows("SELECT d.document, d.id FROM {document} d ORDER BY d.document"):
            if numbers.setdefault(identifier, number) != number:
                raise InputError(f"{identifier}: two documents have this id; rename one of them")
        return numbers


def _path(outcome: Mapping[str, Any], paths: Mapping[str, Path]) -> str | None:
    path = paths.get(outcome.get("input", ""))
    return str(path) if path else None


def no_run(folder: str | Path) -> WorkspaceError:
    """Return the error that no run has finished in a folder."""
    quoted = shlex.quote(str(folder))
    return WorkspaceError(f"{folder}: no graph was made here; make one with: comention generate INPUT -o {quoted}")


def forget_log(path: Path) -> None:
    """Delete the log of a workspace, what a run that was killed did not get into its file: another file replaces it."""
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
