"""The same job on Spark: DataFrames of documents in, tables of names as DataFrames and their graph out.

There is no second implementation of any rule: documents go through `comention.understand` in batches, a process of
Spark's loads the model once; resolving and linking are the queries of `comention.resolve` and `comention.link`, over
`SparkTables` instead of a workspace. What they keep at hand, distinct forms of names and the links that are kept, is in
the driver.

    found = spark.extract(session.read.parquet("hdfs:///articles"))
    spark.resolve(found)
    graph = spark.link(found, min_weight=3)
"""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from comention import __version__
from comention import resolve as resolving
from comention.config import REPORT, FilterOptions, Options, Settings, file_name
from comention.corrections import NONE, Corrections
from comention.errors import EngineError, InputError
from comention.extract import load_extractor
from comention.graph import graph_of
from comention.model import Clues, Extraction, Sentence, Span
from comention.pipeline import choose
from comention.processes.pool import Failed, tried
from comention.progress import Progress, silent
from comention.read import Skipped, Status
from comention.tables import CALLED_APART, SHARED, filled
from comention.understand import Understood, understanding
from comention.workspace.derive import FORMATS, Summary, dataset_of, write_graph, write_report
from comention.workspace.facts import RunFacts
from comention.workspace.files import Outputs, hold, prepare
from comention.workspace.report import Account, corrected

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

FIELDS = ("id", "text", "title", "date", "source", "author", "file", "record")
"""Columns of a document; all but the first two may be missing."""
_ORDER = ("block", "row")  # where in its file a record is
TABLES = (
    *("document", "piece", "sentence", "span", "clues", "local", "named", "line"),
    *("mention", "entity", "alias", "refusal"),
)
"""What `write` writes: the tables of a workspace (see `comention.workspace.store`)."""

_UNDERSTOOD = {
    "document": "INT",
    "sentences": "start INT, end INT, paragraph INT",
    "spans": "start INT, end INT, label STRING, score DOUBLE",
    "names": f"name STRING, {', '.join(f'{count} INT' for count in Clues._fields)}",
    "failed": "STRING",
}
"""What is understood of a document: columns, and the fields of those that are lists."""
_RESOLVED = {
    "document": "INT",
    "locals": "local INT, profile STRING",
    "named": "local INT, sentence INT, start INT, end INT, surface STRING, rule STRING, demonym BOOLEAN",
    "lines": "text STRING, start INT, end INT, furniture BOOLEAN",
}
"""What is resolved of a document, in the same way."""
_PARTS = {
    "sentence": """
        SELECT u.document, x.pos AS sentence, x.col.paragraph, x.col.start, x.col.end
        FROM {understood} u LATERAL VIEW posexplode(u.sentences) x AS pos, col""",
    "span": """
        SELECT u.document, x.col.start, x.col.end, x.col.label, x.col.score
        FROM {understood} u LATERAL VIEW explode(u.spans) x AS col""",
    "clues": f"""
        SELECT u.document, x.col.name, {", ".join(f"x.col.{count}" for count in Clues._fields)}
        FROM {{understood}} u LATERAL VIEW explode(u.names) x AS col""",  # noqa: S608 - names of our own
}
_RESOLVED_PARTS = {
    "local": """
        SELECT r.document, x.col.local, x.col.profile
        FROM {resolved} r LATERAL VIEW explode(r.locals) x AS col""",
    "named": """
        SELECT r.document, x.col.local, x.col.sentence, x.col.start, x.col.end, x.col.surface, x.col.rule, x.col.demonym
        FROM {resolved} r LATERAL VIEW explode(r.named) x AS col""",
    "line": """
        SELECT r.document, x.col.text, x.col.start, x.col.end, x.col.furniture
        FROM {resolved} r LATERAL VIEW explode(r.lines) x AS col""",
}
_READ = """
SELECT u.document, g.text, u.sentences, u.spans
FROM {understood} u JOIN {given} g ON g.document = u.document
WHERE u.failed IS NULL"""
_DOCUMENT = """
SELECT g.document, g.id, g.record, g.file, length(g.text) AS characters, g.title, g.date, g.source, g.author
FROM {given} g"""
_PIECE = "SELECT g.document, 0 AS start, length(g.text) AS end, g.text FROM {given} g"
_TYPES = {"TEXT": "STRING", "INTEGER": "INT"}
_FAILED = """
SELECT d.id, u.failed, d.characters
FROM {understood} u JOIN {document} d ON d.document = u.document
WHERE u.failed IS NOT NULL
ORDER BY d.document"""
_NUMBERS = count()
_BATCH = 64  # documents that a process of Spark's looks at together


class SparkTables:
    """The tables of a dataset on a cluster; see `comention.tables`. The session knows them by names of their own."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session
        self._prefix = f"comention_{next(_NUMBERS)}_"
        self._names: set[str] = set()
        self._kept: list[DataFrame] = []
        self.keep_furniture = False

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, a partition of them at a time."""
        for row in self.query(sql, parameters).toLocalIterator(prefetchPartitions=True):
            yield tuple(row)

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        self.keep(name, self.query(sql, parameters))

    def put(self, name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make a table of rows; `columns` are those of SQL, each `name TYPE NOT NULL`."""
        fields = (field.split() for field in columns.replace('"', "").split(", "))
        schema = ", ".join(f"`{name}` {_TYPES.get(kind, kind)}" for name, kind, *_ in fields)
        self.keep(name, self.session.createDataFrame(list(rows), schema))

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> "DataFrame":
        """The rows that a query gives, where they are."""
        known = filled(sql, {name: self._prefix + name for name in self._names})
        return self.session.sql(re.sub(r"\$(\w+)", r":\1", known), args=dict(parameters or {}))

    def table(self, name: str) -> "DataFrame":
        """One of the tables."""
        return self.session.table(self._prefix + name)

    def write(self, folder: str) -> None:
        """Write the tables as Parquet, each into a folder of its name; what was there before is replaced."""
        for name in TABLES:
            self.table(name).write.mode("overwrite").parquet(f"{folder}/{name}")

    def failed(self) -> list[tuple[str, str, int]]:
        """The documents in which the model finds nothing because it cannot read them, why, and how long they are."""
        return [(identifier, why, characters) for identifier, why, characters in self.rows(_FAILED)]

    def close(self) -> None:
        """Let go of all tables, so that the cluster's memory and the session's names are free again."""
        for frame in self._kept:
            frame.unpersist()
        for name in self._names:
            self.session.catalog.dropTempView(self._prefix + name)

    def keep(self, name: str, frame: "DataFrame") -> None:
        """Compute a table once, and know it by a name."""
        self._kept.append(frame.persist())
        self.name(name, frame)

    def name(self, name: str, frame: "DataFrame") -> None:
        """Know a table by a name."""
        self._names.add(name)
        frame.createOrReplaceTempView(self._prefix + name)


def extract(
    documents: "DataFrame",
    *,
    model: str | None = None,
    language: str = "en",
    keep_furniture: bool = False,
    corrections: Corrections = NONE,
) -> SparkTables:
    """Find the names of documents: a DataFrame with a `text`, and if it has them `id`, `title`, `date` and so on.

    Documents are numbered in the order of their ids, which must differ. The model has to be installed where the
    processes of the cluster run.
    """
    require()
    tables = SparkTables(documents.sparkSession)
    _number(tables, documents)
    tables.keep_furniture = keep_furniture
    options = (model, language, corrections, keep_furniture)

    def understand(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return _understood(batches, *options)

    texts = tables.query("SELECT d.document, d.text FROM {given} d")
    tables.keep("understood", texts.mapInArrow(understand, _schema(_UNDERSTOOD)))
    for name, sql in _PARTS.items():
        tables.name(name, tables.query(sql))
    tables.name("document", tables.query(_DOCUMENT))
    tables.name("piece", tables.query(_PIECE))
    return tables


def resolve(
    tables: SparkTables,
    *,
    language: str = "en",
    across: bool = True,
    demonyms: bool = True,
    corrections: Corrections = NONE,
) -> resolving.Resolution:
    """Find out who is named: adds the tables `entity`, `alias`, `refusal` and `mention`.

    See `comention.resolve.resolve`.
    """
    known = resolving.learn(tables, language) if across else resolving.UNKNOWN
    options = (language, corrections, tables.keep_furniture, False, known)

    def resolve_each(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return _resolved(batches, *options)

    tables.keep("resolved", tables.query(_READ).mapInArrow(resolve_each, _schema(_RESOLVED)))
    for name, sql in _RESOLVED_PARTS.items():
        tables.name(name, tables.query(sql))
    ((documents,),) = tables.rows("SELECT count(*) FROM {document}")
    found = resolving.resolve(
        tables, documents=documents, language=language, across=across, demonyms=demonyms, corrections=corrections
    )
    tables.put(
        "entity",
        "entity INTEGER, id TEXT, type TEXT, label TEXT, code TEXT, identifier TEXT",
        ((n, e.id, str(e.type), e.label, e.code, e.identifier) for n, e in enumerate(found.entities)),
    )
    tables.put(
        "alias",
        "entity INTEGER, surface TEXT, count INTEGER, rule TEXT",
        ((n, a.surface, a.count, a.rule) for n, e in enumerate(found.entities) for a in e.aliases),
    )
    tables.put("refusal", "entity INTEGER, other INTEGER, reason TEXT", found.refusals)
    tables.make("mention", found.mentions)
    return found


def link(
    tables: SparkTables, *, window: str | int = "sentence", evidence: int = 5, **filters: Unpack[FilterOptions]
) -> "nx.Graph[str]":
    """Return the analysed graph of what is named together; see `comention.link.link`, and `comention.Filters`.

    All is counted on the cluster, and what is too weak is left out there.
    """
    graph, _ = graph_of(tables, {"window": window, "evidence": evidence, **filters})
    return graph


def require() -> None:
    """Raise EngineError with the way out if Spark cannot run here."""
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise EngineError("Spark is not installed: type pip install 'comention[spark]'")
    if not (shutil.which("java") or environ.get("JAVA_HOME")):
        raise EngineError("Spark needs Java 17 or newer: install it, or set JAVA_HOME to where it is")


def generate(
    inputs: Sequence[str],
    out: str | Path,
    settings: Settings | Options | None = None,
    *,
    master: str | None = None,
    config: str | Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Make the graph of documents on a cluster; write page, GraphML and report into the local folder `out`.

    `inputs` are Parquet (`.parquet`), JSON lines (`.jsonl`), or else texts, on any file system that Spark reads.
    Records of different files may have one id: they are then called by their files, as on one machine. The
    tables go into `out/tables`, on the file system that Spark takes by default: on a cluster of several machines, that
    is the cluster's and not this machine's. `master` is that of the cluster, what `spark-submit` or Spark's
    own settings say if None.
    """
    out, progress = Path(out), progress or silent
    chosen, said, _ = choose([], out, settings, config)
    require()
    model = load_extractor(chosen.model, language=chosen.language).model
    prepare(out, [*map(file_name, FORMATS), REPORT])
    with hold(out), Outputs() as outputs, _session(master) as session:
        progress("Finding names")
        documents = read(session, inputs, chosen)
        found = extract(
            documents,
            model=chosen.model,
            language=chosen.language,
            keep_furniture=chosen.keep_furniture,
            corrections=said,
        )
        failed = found.failed()
        progress("Resolving names")
        resolution = resolve(
            found, language=chosen.language, across=chosen.across, demonyms=chosen.demonyms, corrections=said
        )
        progress("Linking")
        facts: RunFacts = {
            "title": chosen.title or Path(inputs[0].rstrip("/")).name,
            "comention": __version__,
            "model": model,
            "settings": chosen.facts(),
            "fields": chosen.fields._asdict(),
            "corrections": corrected(said, resolution.unused),
            "furniture": resolution.boilerplate,
        }
        made = dataset_of(found, facts)
        documents_read = made.graph.graph["counts"]["documents"]
        if not documents_read:
            raise InputError(f"no documents in {', '.join(inputs)}")
        progress("Writing")
        write_graph(made, out, outputs)
        account = Account(documents=documents_read)
        for where, why, characters in failed:
            account.skip(Skipped(where, why, Status.CRASHED, characters=characters))
        summary = write_report(out, outputs, facts, made, [account.outcome(" ".join(inputs))])
        found.write(str((out / "tables").absolute()))
        found.close()
    return summary


def read(session: "SparkSession", inputs: Sequence[str], settings: Settings) -> "DataFrame":
    """Read Parquet, JSON lines or texts as documents; records keep them under the names that the settings say.

    A record without an id is called by its file and its place among the records of that. The ids differ.
    """
    from pyspark.sql import functions

    kind = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json", ".json": "json"}.get(
        Path(inputs[0].rstrip("/").removesuffix(".gz")).suffix
    )
    if kind is None:
        texts = session.read.option("recursiveFileLookup", "true").text([*inputs], wholetext=True)
        place = functions.regexp_replace("_metadata.file_path", "^file:/*", "/")
        return texts.select(place.alias("id"), functions.col("value").alias("text"))
    records = session.read.format(kind).load([*inputs])
    named = {name: getattr(settings, f"{name}_field") for name in FIELDS if hasattr(settings, f"{name}_field")}
    known = records.select(
        functions.regexp_replace("_metadata.file_path", "^file:/*", "/").alias("file"),
        functions.col("_metadata.file_block_start").alias("block"),
        functions.monotonically_increasing_id().alias("row"),
        *(functions.col(f"`{column}`").alias(name) for name, column in named.items() if column in records.columns),
    )
    return _called_apart(known)


def _called_apart(records: "DataFrame") -> "DataFrame":
    """Give records ids of which no two are the same, by their files where it takes that; see `comention.tables`."""
    from pyspark.sql import Window, functions

    place = functions.row_number().over(Window.partitionBy("file").orderBy("block", "row")).cast("string")
    own = functions.col("id").cast("string") if "id" in records.columns else functions.lit(None)
    order = functions.concat("file", *(functions.lpad(functions.col(name).cast("string"), 20, "0") for name in _ORDER))
    tables = SparkTables(records.sparkSession)
    known = records.withColumns(
        {
            "id": functions.coalesce(own, functions.concat("file", functions.lit(":"), place)),
            "record": functions.lit(None).cast("string"),
            "document": order,
        }
    ).drop(*_ORDER)
    tables.keep("document", known)
    while next(tables.rows(SHARED))[0]:
        known = known.drop("id", "record").join(tables.query(CALLED_APART), "document")
        tables.keep("document", known)
    return known.drop("document")


@contextmanager
def _session(master: str | None) -> "Iterator[SparkSession]":
    """Open a session, and close it in the end if nobody had one."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    there = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName("comention").config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
        if master.startswith("local"):  # all of it is on this machine
            builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8")
            environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise EngineError(f"Spark cannot start: {_told(error)}") from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    except PySparkException as error:
        raise EngineError(f"Spark cannot go on: {_told(error)}") from error
    finally:
        if there is None:
            session.stop()


def _told(error: Exception) -> str:
    """The line that says most: the last one of a traceback in Python, else the first one."""
    lines = (str(error).strip() or type(error).__name__).splitlines()
    return next((line for line in reversed(lines) if re.match(r"[\w.]+(Error|Exception): ", line)), lines[0])[:300]


def _number(tables: SparkTables, documents: "DataFrame") -> None:
    """Make the table `given` of the documents with their numbers, in the order of their ids."""
    known = documents.columns
    if missing := [name for name in ("id", "text") if name not in known]:
        raise InputError(f"the documents have no {missing[0]!r}; they have {', '.join(known) or 'nothing'}")
    columns = ", ".join(f"CAST({f'`{name}`' if name in known else 'NULL'} AS STRING) AS {name}" for name in FIELDS)
    texts = documents.selectExpr(*columns.split(", ")).where("text IS NOT NULL")
    ids = texts.select("id").orderBy("id").rdd.zipWithIndex().map(lambda pair: (pair[1], pair[0][0]))
    numbers = texts.sparkSession.createDataFrame(ids, "document INT, id STRING").persist()
    total, different = numbers.selectExpr("count(*)", "count(DISTINCT id)").first() or (0, 0)
    if total != different:
        raise InputError(f"{total - different} documents have no id, or that of another one; ids must differ")
    tables.keep("given", numbers.join(texts, "id"))


def _understood(batches: "Iterable[pa.RecordBatch]", *options: Any) -> "Iterator[pa.RecordBatch]":
    """Understand documents in a process of Spark's, which makes the function once."""
    understand = _understanding(*options)
    for batch in _small(batches):
        numbers, texts = (column.to_pylist() for column in batch.columns)
        rows = [_row(number, found) for number, found in zip(numbers, tried(understand, texts), strict=True)]
        yield _filled(rows, _UNDERSTOOD)


_understanding = cache(understanding)


def _row(number: int, found: Understood | Failed) -> tuple[Any, ...]:
    if isinstance(found, Failed):
        return number, None, None, None, found.why
    extraction, names = found
    lists = ([tuple(one) for one in extraction.sentences], [tuple(one) for one in extraction.spans])
    return number, *lists, [(name, *clues) for name, clues in names], None


def _resolved(batches: "Iterable[pa.RecordBatch]", *options: Any) -> "Iterator[pa.RecordBatch]":
    """Resolve documents in a process of Spark's, by what all of them know."""
    resolve_each = resolving.resolving(*options)
    for batch in _small(batches):
        numbers, texts, sentences, spans = (column.to_pylist() for column in batch.columns)
        extractions = [
            Extraction(tuple(Sentence(**one) for one in own), tuple(Span(**one) for one in seen))
            for own, seen in zip(sentences, spans, strict=True)
        ]
        alone = resolve_each(list(zip(texts, extractions, strict=True)))
        yield _filled([(number, *found) for number, found in zip(numbers, alone, strict=True)], _RESOLVED)


def _small(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Yield the rows of batches, so many at once as one process looks at together."""
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            yield batch.slice(start, _BATCH)


def _filled(rows: Sequence[tuple[Any, ...]], columns: Mapping[str, str]) -> "pa.RecordBatch":
    """Make a batch of rows."""
    import pyarrow as pa

    schema = _arrow(columns)
    values = zip(zip(*rows, strict=True), schema.types, strict=True)
    return pa.RecordBatch.from_arrays([pa.array(several, kind) for several, kind in values], schema=schema)


def _schema(columns: Mapping[str, str]) -> str:
    """Return columns, of which those with fields are lists, in Spark's words."""
    lists = {name: kind.replace(" ", ": ").replace(",:", ",") for name, kind in columns.items() if " " in kind}
    return ", ".join(f"{n} ARRAY<STRUCT<{lists[n]}>>" if n in lists else f"{n} {k}" for n, k in columns.items())


def _arrow(columns: Mapping[str, str]) -> "pa.Schema":
    """Return the same in Arrow's."""
    import pyarrow as pa

    kinds = {"INT": pa.int32(), "STRING": pa.string(), "BOOLEAN": pa.bool_(), "DOUBLE": pa.float64()}

    def kind(said: str) -> "pa.DataType":
        fields = [field.split() for field in said.split(", ")]
        return kinds[said] if said in kinds else pa.list_(pa.struct([(name, kinds[of]) for name, of in fields]))

    return pa.schema([(name, kind(said)) for name, said in columns.items()])
