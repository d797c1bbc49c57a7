from collections.abc import Iterator

import pytest

from comention.tables.duckdb import DuckTables
from comention.tables.schema import DATASET, FACT, GRAPH, INPUT, Column, Row, Scalar, Table
from comention.workspace.store import Store

TABLES = (*DATASET.values(), *GRAPH.values(), INPUT, FACT)
VALUES: dict[Scalar, tuple[object, object]] = {int: (0, 7), float: (-0.5, 1e-300), bool: (False, True), str: ("é", "x")}


def value(column: Column, turn: int) -> object:
    return None if column.nullable and turn == 2 else VALUES[column.type][turn % 2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_of_every_table_come_back(table: Table) -> None:
    rows: list[Row] = [tuple(value(column, turn) for column in table.columns) for turn in range(3)]
    with DuckTables() as tables:
        tables.put(table.name, table.columns, rows)
        names = ", ".join(f"t.{name}" for name in table.names)
        assert list(tables.rows(f"SELECT {names} FROM {{{table.name}}} t")) == rows


def test_a_table_that_is_made_again_is_replaced_while_another_is_read() -> None:
    def more() -> Iterator[Row]:
        for (number,) in tables.rows("SELECT o.n FROM {old} o"):
            yield (number + 1,)

    columns = (Column("n", int),)
    with DuckTables() as tables:
        tables.put("old", columns, ((number,) for number in range(50_000)))
        tables.put("new", columns, more())
        tables.make("new", "SELECT n.n FROM {new} n WHERE n.n > $least", {"least": 49_998})
        assert list(tables.rows("SELECT n.n FROM {new} n ORDER BY n.n")) == [(49_999,), (50_000,)]


def test_no_table_can_be_made_over_one_of_the_dataset() -> None:
    with Store() as store:
        with pytest.raises(ValueError, match="'mention' is a table of the dataset"):
            store.make("mention", "SELECT 1 AS document")
        with pytest.raises(ValueError, match="'span' is a table of the dataset"):
            store.put("span", (Column("n", int),), [])
        assert list(store.rows("SELECT m.start FROM {mention} m")) == []


def test_nothing_of_a_transaction_that_fails_is_kept() -> None:
    with Store() as store:
        with pytest.raises(KeyboardInterrupt), store.transaction() as cursor:  # noqa: PT012 - the error ends it
            cursor.execute("INSERT INTO input VALUES (0, 'told', NULL, NULL)")
            raise KeyboardInterrupt
        assert store.inputs() == []
