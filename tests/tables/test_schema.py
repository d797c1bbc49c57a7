from typing import NamedTuple

import pytest

from comention.model import Alias, Document, Entity, EntityType
from comention.tables.schema import (
    DATASET,
    DOCUMENT,
    EVIDENCE,
    GRAPH,
    Column,
    DocumentNumber,
    OfDocument,
    Table,
    columns,
    select,
)


class Coin(NamedTuple):
    document: DocumentNumber
    metal: EntityType | None
    weight: float
    forged: bool = False


def test_columns_are_the_fields_of_a_record() -> None:
    assert columns(Coin) == (
        Column("document", int, references="document"),
        Column("metal", str, nullable=True),
        Column("weight", float),
        Column("forged", bool),
    )
    assert [column.name for column in columns(OfDocument, Alias)] == ["document", "surface", "count", "rule"]


def test_a_field_may_have_another_type_or_no_column() -> None:
    assert columns(Coin, document=None, metal=DocumentNumber, forged=None) == (
        Column("metal", int, references="document"),
        Column("weight", float),
    )


def test_rows_are_made_by_name() -> None:
    table = Table("coin", columns(OfDocument, Document, text=None))
    document = Document("a", "text", author="Ann", date="2017")
    assert dict(zip(table.names, table.row(document, document=3), strict=True)) == {
        "document": 3,
        "id": "a",
        "title": None,
        "date": "2017",
        "source": None,
        "author": "Ann",
        "file": None,
        "recognized": None,
        "language": None,
    }
    entity = Entity("person:ann", EntityType.PERSON, "Ann", (), identifier="Q1")
    assert DATASET["entity"].row(entity, entity=7) == (7, "person:ann", "PERSON", "Ann", None, "Q1")
    passage = {"sentence": 4, "start": 10, "end": 20, "text": "what no column is for"}
    assert EVIDENCE.row(passage, source=0, target=1, place=1, document=2) == (0, 1, 1, 2, None, 4, 10, 20)
    with pytest.raises(AttributeError, match="characters"):
        DOCUMENT.row(document, document=3, record=None)


def test_a_query_gives_the_fields_of_a_record_in_their_order() -> None:
    assert select(Coin, "c", metal="m.name") == "c.document, m.name AS metal, c.weight, c.forged"


@pytest.mark.parametrize("table", [*DATASET.values(), *GRAPH.values()], ids=lambda table: table.name)
def test_what_refers_to_another_table_is_a_number_of_its_rows(table: Table) -> None:
    references = {column.name: column for column in table.columns if column.references}
    assert references
    assert {column.type for column in references.values()} == {int}
    assert {DATASET[column.references].columns[0].references for column in references.values()} <= {
        "document",
        "entity",
    }
