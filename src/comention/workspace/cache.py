"""What is found in texts, kept from run to run: each text is understood once, however many documents have it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from comention.batch import batches
from comention.languages import USUAL
from comention.model import Clues, DocumentResolution, Extraction, Sentence, Span
from comention.tables import texts, with_parts
from comention.tables.duckdb import DuckTables, insert
from comention.tables.schema import CLUES, LINE, LOCAL, NAMED, PIECE, SENTENCE, SPAN, Row, Table, select
from comention.text.chunks import chunks
from comention.workspace.layout import COLLECTED, EXTRACTION, PARSED, RESOLVED, SHOWN
from comention.workspace.versions import PIECE_LENGTH

_BEGINNINGS = """
    SELECT p.extraction, min(p.start) FROM main.text_piece p
    WHERE p.extraction IN (SELECT unnest($those)) GROUP BY p.extraction"""
_NEW = """
    SELECT row_number() OVER (ORDER BY min(d.document)) - 1 AS place, d.extraction, min(d.document) AS document
    FROM {document} d LEFT JOIN main.{done} x ON x.extraction = d.extraction AND x.fingerprint = $fingerprint
    WHERE x.extraction IS NULL AND d.language = $language
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

_OF_THOSE = "extraction IN (SELECT unnest($those))"

_CHARACTERS = 4_000_000  # of texts that are committed at once

Rows = Mapping[Table, Iterable[Row] | str]
"""The rows of tables, or the queries that give them."""


class Cache(DuckTables):
    """What is found in texts: extractions by their keys, and what rules made of them, with the fingerprint of these."""

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` under which no extraction is remembered."""
        wanted = set(keys)
        return wanted - self.numbers(wanted).keys()

    def remember(self, extractions: Iterable[tuple[str, Extraction]]) -> None:
        """Keep extractions under their keys, for this run and the next; what is known already stays as it is."""
        found = dict(extractions)
        missing = sorted(self.missing(found))
        if not missing:
            return
        new = list(enumerate(missing, self.one("SELECT coalesce(max(extraction) + 1, 0) FROM main.extraction")))
        sentences = ((number, place, *one) for number, key in new for place, one in enumerate(found[key].sentences))
        spans = ((number, *span) for number, key in new for span in found[key].spans)
        self.write({EXTRACTION: new, SHOWN[SENTENCE]: sentences, SHOWN[SPAN]: spans})

    def save_clues(self, shown: Iterable[tuple[str, Sequence[tuple[str, Clues]]]], fingerprint: str) -> None:
        """Keep what texts show of names, by the keys of both, in the place of what rules of another fingerprint found.

        The extractions of the texts are remembered under their keys.
        """
        found = dict(shown)
        numbers = self.numbers(found)
        if not numbers:
            return
        rows: Rows = {
            COLLECTED: ((number, fingerprint) for number in numbers.values()),
            SHOWN[CLUES]: ((number, name, *clues) for key, number in numbers.items() for name, clues in found[key]),
        }
        self.write(rows, _OF_THOSE, sorted(numbers.values()))

    def save_resolutions(self, resolved: Iterable[tuple[str, DocumentResolution]], fingerprint: str) -> None:
        """Keep what texts are by themselves, by their keys, in the place of what rules of another fingerprint found.

        Their extractions are remembered under the keys.
        """
        found = dict(resolved)
        numbers = self.numbers(found)
        if not numbers:
            return
        several = [(number, found[key]) for key, number in numbers.items()]
        rows: Rows = {
            RESOLVED: ((number, fingerprint) for number, _ in several),
            SHOWN[LOCAL]: ((number, *local) for number, one in several for local in one.entities),
            SHOWN[NAMED]: ((number, *named) for number, one in several for named in one.mentions),
            SHOWN[LINE]: ((number, *line) for number, one in several for line in one.lines),
        }
        self.write(rows, _OF_THOSE, sorted(numbers.values()))

    def without_clues(self, fingerprint: str, language: str = USUAL) -> Iterator[tuple[str, str, Extraction]]:
        """The texts of a language whose clues are not known by rules of this fingerprint; streamed.

        Each has its key and its extraction.
        """
        return self._new_texts(COLLECTED, fingerprint, language)

    def without_resolution(self, fingerprint: str, language: str = USUAL) -> Iterator[tuple[str, str, Extraction]]:
        """The texts of a language that are not resolved by rules of this fingerprint, in the same way."""
        return self._new_texts(RESOLVED, fingerprint, language)

    def _new_texts(self, done: Table, fingerprint: str, language: str) -> Iterator[tuple[str, str, Extraction]]:
        self.make("new", with_parts(_NEW, done=done.name), {"fingerprint": fingerprint, "language": language})
        keys = (key for (key,) in self.rows(_NEW_KEYS))
        contents = (text for _, text in texts(self, self.rows(_NEW_LENGTHS)))
        sentences = _positioned(self.rows(_NEW_SENTENCES))
        spans = _positioned(self.rows(_NEW_SPANS))
        for key, text, found, seen in zip(keys, contents, sentences, spans, strict=False):
            yield key, text, Extraction(tuple(Sentence(*row) for row in found), tuple(Span(*row) for row in seen))

    @cached_property
    def parsed(self) -> set[str]:
        """The keys of the sentences whose parses were asked for."""
        return set()

    def parses(self, keys: Iterable[str]) -> dict[str, str]:
        """The packed parses of those sentences that were parsed before, by their keys."""
        wanted = sorted(set(keys))
        self.parsed.update(wanted)
        sql = "SELECT p.key, p.parse FROM main.parsed p WHERE p.key IN (SELECT unnest($keys)) ORDER BY p.key"
        return dict(self.rows(sql, {"keys": wanted})) if wanted else {}

    def keep_parses(self, parses: Mapping[str, str]) -> None:
        """Keep the packed parses of further sentences by their keys, for this run and the next."""
        self.write({PARSED: sorted(parses.items())})

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of those extractions that are remembered under some keys."""
        sql = "SELECT e.key, e.extraction FROM main.extraction e WHERE e.key IN (SELECT unnest($keys)) ORDER BY e.key"
        wanted = sorted(set(keys))
        return dict(self.rows(sql, {"keys": wanted})) if wanted else {}

    def keep_texts(self, contents: Mapping[int, str]) -> None:
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
            self.write({SHOWN[PIECE]: ()}, _OF_THOSE, partly)
        for several in batches(pieces, _CHARACTERS // PIECE_LENGTH):
            self.write({SHOWN[PIECE]: several})

    def write(self, rows: Rows, replaced: str = "", those: Sequence[int | str] = ()) -> None:
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

    def one(self, sql: str) -> int:
        """The number that a query gives."""
        return int(next(self.rows(sql))[0])


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
