"""The same job on Spark, from DataFrames of documents to tables of names and their graph.

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
from dataclasses import fields
from functools import cache
from importlib.util import find_spec
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Unpack

from comention import __version__
from comention import resolve as resolving
from comention.config import REPORT, FilterOptions, Options, Settings
from comention.corrections import NONE, Corrections, Related
from comention.errors import EngineError, InputError
from comention.extract import load_extractor
from comention.extract.models import Models
from comention.extract.parser import Parser
from comention.formats import FILES
from comention.graph import Say, graph_of, silence
from comention.model import Document, Extraction, Graph, Sentence, Span
from comention.pipeline import choose
from comention.processes.spread import Failed, tried
from comention.progress import Progress, silent
from comention.read import Skipped, Status
from comention.relate import relate
from comention.relate.correct import corrected_relations
from comention.tables import CALLED_APART, SHARED, with_parts
from comention.tables.schema import (
    ALIAS,
    CLUES,
    DOCUMENT,
    ENTITY,
    LINE,
    LOCAL,
    NAMED,
    REFUSAL,
    SENTENCE,
    SPAN,
    OfDocument,
    columns,
)
from comention.tables.spark import SparkTables, batch_of, packed
from comention.understand import Understood, Written, main_language, parsing, understanding
from comention.workspace.derive import FORMATS, Summary, dataset_of, write_graph, write_report
from comention.workspace.facts import RunFacts
from comention.workspace.files import Outputs, hold, prepare
from comention.workspace.layout import Packed
from comention.workspace.report import Account, also_unused, corrected

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

FIELDS = (*(field.name for field in fields(Document)), "record")
"""Columns of a document; all but `id` and `text` may be missing."""
_ORDER = ("block", "row")  # where in its file a record is

_KEY = columns(OfDocument)
_UNDERSTOOD = (SENTENCE, SPAN, CLUES)
"""What is understood of a document by itself,"""
_RESOLVED = (LOCAL, NAMED, LINE)
"""and what is resolved of it."""


class Failure(NamedTuple):
    """Why the model cannot read a document, if it cannot."""

    failed: str | None


class Asked(NamedTuple):
    """A sentence that is to be parsed."""

    sentence: str


_FAILURE = columns(Failure)
_Record = TypeVar("_Record")

_READ = """
SELECT u.document, g.text, g.language, u.sentence, u.span
FROM {understood} u JOIN {given} g ON g.document = u.document
WHERE u.failed IS NULL"""
_DOCUMENT = with_parts(
    "SELECT {columns} FROM {given} g",
    columns=", ".join(
        "length(g.text) AS characters" if name == "characters" else f"g.{name}" for name in DOCUMENT.names
    ),
)
_PIECE = "SELECT g.document, 0 AS start, length(g.text) AS end, g.text FROM {given} g"
_FAILED = """
SELECT d.id, u.failed, d.characters
FROM {understood} u JOIN {document} d ON d.document = u.document
WHERE u.failed IS NOT NULL
ORDER BY d.document"""
_LANGUAGES = "SELECT d.language, count(*) FROM {document} d GROUP BY d.language ORDER BY d.language"
_IN = "SELECT d.id, d.language FROM {document} d WHERE d.characters > 0 ORDER BY d.document"
_BATCH = 64  # documents that a process of Spark's looks at together


class Found(SparkTables):
    """The tables of documents in which names were found.

    `keep_boilerplate` says whether in boilerplate, too; `models` are those that found them, of which the main one was
    chosen by the name `model`. `parsers` are those that parsed sentences, by their languages.
    """

    def __init__(
        self, session: "SparkSession", models: Models, model: str | None = None, *, keep_boilerplate: bool = False
    ) -> None:
        super().__init__(session)
        self.models, self.model = models, model
        self.keep_boilerplate = keep_boilerplate
        self.parsers: dict[str, str | None] = {}

    def languages(self) -> dict[str, int]:
        """How many documents there are of each language, by its code."""
        return dict(self.rows(_LANGUAGES))

    def foreign(self) -> list[Skipped]:
        """The documents in which no names are looked for, as no model knows their language."""
        told = ((identifier, self.models.missing(language)) for identifier, language in self.rows(_IN))
        return [Skipped(identifier, why, Status.FOREIGN, documents=0) for identifier, why in told if why]

    def failed(self) -> list[tuple[str, str, int]]:
        """The documents that the model cannot read, why, and how many characters they have."""
        return [(identifier, why, characters) for identifier, why, characters in self.rows(_FAILED)]

    def parses(self, language: str, sentences: Sequence[str]) -> dict[str, str]:
        """Parse sentences on the cluster; see `comention.relate.relate`."""
        model, parser = self.model, Parser.load(self.model, language)
        self.parsers[language] = parser.model if parser else None
        if parser is None:
            return {}

        def parse(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
            return _parsed(batches, model, language)

        self.put("asked", columns(Asked), ((sentence,) for sentence in sentences))
        asked = self.query("SELECT a.sentence FROM {asked} a")
        self.keep("parsed", asked.mapInArrow(parse, packed((), columns(Asked), columns(Packed))))
        return dict(self.rows("SELECT p.sentence, p.parse FROM {parsed} p"))


def extract(
    documents: "DataFrame",
    *,
    model: str | None = None,
    language: str | None = None,
    keep_boilerplate: bool = False,
    corrections: Corrections = NONE,
) -> Found:
    """Find the names of documents: a DataFrame with a `text`, and if it has them `id`, `title`, `date` and so on.

    Documents are numbered in the order of their ids, which must differ. Each is read in its own language, unless that
    of all is given. The models have to be installed on this machine, and where the processes of the cluster run.
    """
    require()
    models = Models(load_extractor(model, language=language), language)
    tables = Found(documents.sparkSession, models, model, keep_boilerplate=keep_boilerplate)
    _number(tables, documents, model, language)
    options = (model, language, corrections, keep_boilerplate)

    def understand(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return _understood(batches, *options)

    texts = tables.query("SELECT d.document, d.text, d.language FROM {given} d")
    tables.keep("understood", texts.mapInArrow(understand, packed(_UNDERSTOOD, _KEY, _FAILURE)))
    tables.unpack("understood", _UNDERSTOOD)
    tables.name("document", tables.query(_DOCUMENT))
    tables.name("piece", tables.query(_PIECE))
    return tables


def resolve(
    tables: Found,
    *,
    language: str | None = None,
    across: bool = True,
    demonyms: bool = True,
    pronouns: bool = False,
    corrections: Corrections = NONE,
) -> resolving.Resolution:
    """Find out who is named: adds the tables `entity`, `alias`, `refusal` and `mention`.

    See `comention.resolve.resolve`. Entities are put together by the rules of `language`, or else by those of the
    language that most documents have.
    """
    counts = tables.languages()
    models = tables.models.told(counts)
    options = {
        one: (
            *(one, corrections, tables.keep_boilerplate, models[one] is None),
            resolving.learn(tables, one) if across else resolving.UNKNOWN,
            pronouns,
        )
        for one in counts
    }

    def resolve_each(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return _resolved(batches, options)

    tables.keep("resolved", tables.query(_READ).mapInArrow(resolve_each, packed(_RESOLVED, _KEY)))
    tables.unpack("resolved", _RESOLVED)
    ((documents,),) = tables.rows("SELECT count(*) FROM {document}")
    found = resolving.resolve(
        tables,
        documents=documents,
        language=language or main_language(counts, models),
        across=across,
        demonyms=demonyms,
        corrections=corrections,
    )
    numbered = list(enumerate(found.entities))
    tables.put("entity", ENTITY.columns, (ENTITY.row(entity, entity=number) for number, entity in numbered))
    aliases = (ALIAS.row(alias, entity=number) for number, entity in numbered for alias in entity.aliases)
    tables.put("alias", ALIAS.columns, aliases)
    tables.put("refusal", REFUSAL.columns, found.refusals)
    tables.make("mention", found.mentions)
    return found


def link(
    tables: Found,
    *,
    window: str | int = "sentence",
    evidence: int = 5,
    relations: bool = True,
    corrections: Corrections = NONE,
    **filters: Unpack[FilterOptions],
) -> Graph:
    """Return the analysed graph of what is named together; see `comention.link.link`, and `comention.Filters`.

    All is counted on the cluster, and what is too weak is left out there. Unless `relations` are not wanted, the graph
    has the roles and relations that its evidence tells; that is parsed on the cluster, too.
    """
    say = _saying(tables, relations, corrections, [])
    graph, _ = graph_of(tables, {"window": window, "evidence": evidence, **filters}, say=say)
    return graph


def _saying(tables: Found, relations: bool, corrections: Corrections, unused: list[Related]) -> Say:
    """Return what gives a graph its roles and relations; the corrections of them that have no effect are `unused`."""

    def say(graph: Graph) -> None:
        relate(graph, tables.parses)
        unused.extend(corrected_relations(graph, corrections))

    return say if relations else silence


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
    if "-" in inputs:
        raise InputError("-: standard input cannot be read on a cluster; give the paths of files")
    out, progress = Path(out), progress or silent
    chosen, corrections, _ = choose([], out, settings, config)
    require()
    load_extractor(chosen.model, language=chosen.language)  # before any work, to see that there is one
    prepare(out, [*(FILES[form] for form in FORMATS), REPORT])
    with hold(out), Outputs() as outputs, _session(master) as session:
        progress("Finding names")
        documents = read(session, inputs, chosen)
        found = extract(
            documents,
            model=chosen.model,
            language=chosen.language,
            keep_boilerplate=chosen.keep_boilerplate,
            corrections=corrections,
        )
        failed, foreign = found.failed(), found.foreign()
        told = found.models.told(found.languages())
        progress("Resolving names")
        resolution = resolve(
            found,
            language=chosen.language,
            across=chosen.across,
            demonyms=chosen.demonyms,
            pronouns=chosen.pronouns,
            corrections=corrections,
        )
        progress("Linking")
        facts: RunFacts = {
            "title": chosen.title or Path(inputs[0].rstrip("/")).name,
            "comention": __version__,
            "model": found.models.in_words(told),
            "models": told,
            "settings": chosen.facts(),
            "fields": chosen.fields._asdict(),
            "corrections": corrected(corrections, resolution.unused),
            "boilerplate": resolution.boilerplate,
        }
        unused: list[Related] = []
        made = dataset_of(found, facts, say=_saying(found, chosen.relations, corrections, unused))
        facts |= {"parsers": found.parsers, "corrections": also_unused(facts["corrections"], unused)}
        documents_read = made.graph.graph["counts"]["documents"]
        if not documents_read:
            raise InputError(f"no documents in {', '.join(inputs)}")
        progress("Writing")
        write_graph(made, out, outputs)
        account = Account(documents=documents_read)
        for where, why, characters in failed:
            account.skip(Skipped(where, why, Status.CRASHED, characters=characters))
        for skipped in foreign:
            account.skip(skipped)
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


def _number(tables: SparkTables, documents: "DataFrame", model: str | None, language: str | None) -> None:
    """Make the table `given` of the documents with their numbers, in the order of their ids, and their languages."""
    from pyspark.sql import functions

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
    joined = numbers.join(texts, "id")
    told = functions.udf(  # without types, in which Spark would look for those of the columns
        lambda text, own: _models(model, language).language_of(Document("", text, language=own)), "string"
    )
    tables.keep("given", joined.withColumn("language", told("text", "language")))


def _understood(batches: "Iterable[pa.RecordBatch]", *options: Any) -> "Iterator[pa.RecordBatch]":
    """Understand documents in a process of Spark's, which makes the function once."""
    understand = _understanding(*options)
    for batch in _small(batches):
        numbers, *texts = (column.to_pylist() for column in batch.columns)
        found = tried(understand, [Written(*one) for one in zip(*texts, strict=True)])
        rows = [_row(number, one) for number, one in zip(numbers, found, strict=True)]
        yield batch_of(rows, _UNDERSTOOD, _KEY, _FAILURE)


_understanding = cache(understanding)


def _parsed(batches: "Iterable[pa.RecordBatch]", model: str | None, language: str) -> "Iterator[pa.RecordBatch]":
    """Parse sentences in a process of Spark's, which loads the parser once; one that cannot be parsed is left out."""
    parse = _parsing(model, language)
    for batch in _small(batches):
        sentences = batch.column(0).to_pylist()
        found = zip(sentences, tried(parse, sentences), strict=True)
        rows = [{"sentence": sentence, "parse": one} for sentence, one in found if not isinstance(one, Failed)]
        yield batch_of(rows, (), columns(Asked), columns(Packed))


_parsing = cache(parsing)


@cache
def _models(model: str | None, language: str | None) -> Models:
    return Models(load_extractor(model, language=language), language)


def _row(number: int, found: Understood | Failed) -> dict[str, Any]:
    if isinstance(found, Failed):
        return {"document": number, "failed": found.why}
    extraction, names = found
    return {
        "document": number,
        "sentence": [(place, *sentence) for place, sentence in enumerate(extraction.sentences)],
        "span": extraction.spans,
        "clues": [(name, *clues) for name, clues in names],
    }


def _resolved(
    batches: "Iterable[pa.RecordBatch]", options: Mapping[str, tuple[Any, ...]]
) -> "Iterator[pa.RecordBatch]":
    """Resolve documents in a process of Spark's, by what all of their language know."""
    resolve_each = {language: resolving.resolving(*several) for language, several in options.items()}
    for batch in _small(batches):
        numbers, texts, written, sentences, spans = (column.to_pylist() for column in batch.columns)
        extractions = [
            Extraction(tuple(_record(Sentence, one) for one in own), tuple(_record(Span, one) for one in seen))
            for own, seen in zip(sentences, spans, strict=True)
        ]
        resolved = [
            found
            for language, text, extraction in zip(written, texts, extractions, strict=True)
            for found in resolve_each[language]([(text, extraction)])
        ]
        rows = [
            {"document": number, "local": found.entities, "named": found.mentions, "line": found.lines}
            for number, found in zip(numbers, resolved, strict=True)
        ]
        yield batch_of(rows, _RESOLVED, _KEY)


def _record(record: type[_Record], known: Mapping[str, Any]) -> _Record:
    return record(**{column.name: known[column.name] for column in columns(record)})


def _small(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Yield the rows of batches, so many at once as one process looks at together."""
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            yield batch.slice(start, _BATCH)
