"""No query that an engine fills names a table without a placeholder."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

import comention
from comention.tables import filled, named_by, schema, with_parts
from comention.tables.schema import columns
from comention.workspace.store import Store

ROOT = Path(comention.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
DATASET = {*schema.DATASET, *schema.GRAPH, "input", "fact"}
_ENDS = r"\b(?:WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|LATERAL)\b"


@cache
def tables() -> frozenset[str]:
    """The tables of a dataset, and all that are made beside them by a name that stands in the code."""
    made = {
        node.args[0].value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) > 1
        if node.func.attr in ("make", "put", "keep", "name")
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }
    return frozenset(DATASET | made | {f"dated_{name}" for name in DATASET})


def queries(tree: ast.Module) -> Iterator[str]:
    """The SQL of a module: strings, but docstrings and what the workspace executes within its own schemas."""
    left_out = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "execute")
        for inner in ([node.value] if isinstance(node, ast.Expr) else list(ast.walk(node))[1:])
    }
    for node in ast.walk(tree):
        if id(node) not in left_out and isinstance(node, ast.Constant | ast.JoinedStr):
            sql = text(node)
            if re.search(r"\b(FROM|JOIN)\b", sql) or re.search(r"\bselect\b.*\bfrom\b", sql, re.DOTALL | re.IGNORECASE):
                yield sql


def text(node: ast.Constant | ast.JoinedStr) -> str:
    """A string; what is put into it when it is made stands in it as a placeholder."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(text(part) if isinstance(part, ast.Constant) else "{part}" for part in node.values)


def bare(sql: str) -> set[str]:
    """The names behind FROM, JOIN and the commas between tables that are no placeholders."""
    found: set[str] = set()
    while inner := re.search(r"\(([^()]*)\)", sql):
        found |= _bare(inner[1])
        sql = f"{sql[: inner.start()]} () {sql[inner.end() :]}"
        sql = sql.replace("()", "_")
    return found | _bare(sql)


def _bare(flat: str) -> set[str]:
    froms = re.findall(rf"\bFROM\b(.*?)(?={_ENDS}|$)", flat, re.DOTALL | re.IGNORECASE)
    listed = [item for clause in froms for item in re.split(r"\bJOIN\b|,", clause, flags=re.IGNORECASE)]
    joined = re.findall(r"\bJOIN\b(.*)", flat, re.IGNORECASE | re.DOTALL)
    firsts = [re.match(r"\s*(\w+)(?!\w|\.)", item) for item in (*listed, *joined)]
    return {first[1] for first in firsts if first}


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT m.start FROM {mention} m JOIN {entity} e ON e.entity = m.entity", set()),
        ("SELECT d.document, mention FROM {mention} m WHERE d.id IN (SELECT piece, span FROM {span})", set()),
        ("SELECT e.key FROM main.extraction e", set()),
        ("SELECT m.start FROM mention m", {"mention"}),
        ("select m.start\nfrom\n mention m", {"mention"}),
        ("SELECT count(*) FROM {mention} m, entity e WHERE e.entity = m.entity", {"entity"}),
        ("SELECT count(*) FROM (SELECT a.x FROM alias a) x, {mention} m, entity", {"alias", "entity"}),
        ("JOIN asked a ON a.source = k.source", {"asked"}),
        ("SELECT 1 FROM {link} l JOIN (SELECT count(*) FROM {kept}) k ON true JOIN\nsentence s ON true", {"sentence"}),
    ],
)
def test_a_bare_name_is_found(sql: str, names: set[str]) -> None:
    assert bare(sql) & DATASET | bare(sql) & {"asked"} == names


@pytest.mark.parametrize("path", TREES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_query_names_tables_by_placeholders(path: Path) -> None:
    assert {name: sql for sql in queries(TREES[path]) for name in bare(sql) & tables()} == {}


def test_queries_are_looked_at() -> None:
    seen = [sql for tree in TREES.values() for sql in queries(tree)]
    assert len(seen) > 60
    assert {"document", "mention", "named_in", "understood", "dated_mention", "new"} <= {
        name for sql in seen for name in re.findall(r"\{(\w+)\}", sql)
    }
    assert {"told", "bearer", "asked", "understood", "dated_mention", "wanted"} <= tables()


def test_a_query_is_filled_with_the_names_of_an_engine() -> None:
    names = {"mention": "here.mention", "entity": "here.entity"}
    assert filled("SELECT $a FROM\n{mention} m, {entity}", names) == "SELECT $a FROM\nhere.mention m, here.entity"
    with pytest.raises(LookupError, match="there is no table 'mentions'; there are entity, mention"):
        filled("SELECT $a FROM {mentions}", names)


def test_parts_may_hold_placeholders() -> None:
    assert with_parts("{a} {b}", a=named_by("b")) == "{b} {b}"


class Beside(NamedTuple):
    row: int


def test_the_workspace_knows_no_table_by_its_bare_name() -> None:
    with Store() as opened:
        opened.put("beside", columns(Beside), [(1,)])
        assert list(opened.rows("SELECT b.row FROM {beside} b, {document} d")) == []
        for sql in ("SELECT * FROM mention", "SELECT * FROM sentence", "SELECT * FROM beside", "SELECT * FROM local"):
            with pytest.raises(duckdb.CatalogException, match="does not exist"):
                list(opened.rows(sql))
        with pytest.raises(LookupError, match="there is no table 'nobody'"):
            opened.make("more", "SELECT * FROM {nobody}")
