"""The script in an embedded database; Neo4j takes the same statements, and constraints where that one takes tables."""

import re
from collections.abc import Iterator
from typing import Any

import ladybug
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.conftest import HOSTILE
from tests.export.talks import talks
from tests.export.writing import written

from comention.export import Dataset, cypher
from comention.export.cypher import literal
from comention.export.flatten import RIGHTS, clean, quotation
from comention.model import AnyGraph, EntityType, Mention

TABLE = "// CREATE "
PIECES = st.one_of(
    st.characters(), st.sampled_from(["\\", "'", '"', "`", "\\u0041", "\\n", "\r\n", ";\n", "//", "$x", "{}"])
)
TEXTS = st.lists(PIECES, max_size=8).map(lambda pieces: clean("".join(pieces)))


class Database:
    """An embedded database with the rows that it answers."""

    def __init__(self) -> None:
        self._database = ladybug.Database(":memory:", buffer_pool_size=2**26, max_db_size=2**28)
        self._connection = ladybug.Connection(self._database, num_threads=1)

    def ask(self, query: str) -> list[Any]:
        result = self._connection.execute(query)
        assert isinstance(result, ladybug.QueryResult)
        return result.get_all()

    def load(self, script: str) -> None:
        """As the comment at its beginning says."""
        lines = script.split("\n")
        for line in lines:
            if line.startswith(TABLE):
                self.ask(line.removeprefix("// "))
        for statement in statements(script):
            if not statement.startswith("CREATE CONSTRAINT"):
                self.ask(statement)

    def close(self) -> None:
        self._connection.close()
        self._database.close()


@pytest.fixture(scope="module")
def scratch() -> Iterator[Database]:
    """One for questions, and nothing in it."""
    database = Database()
    yield database
    database.close()


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database()
    yield database
    database.close()


def script(dataset: Dataset) -> str:
    return written(dataset, "cypher").decode("utf-8")


def statements(text: str) -> list[str]:
    """Those that simple splitting gives."""
    *found, rest = re.sub(r"^//.*\n", "", text, flags=re.MULTILINE).split(";\n")
    assert rest == ""
    return found


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """More of all kinds than one statement takes, and each lacks what another has."""
    monkeypatch.setattr(cypher, "_ROWS", 2)
    graph: AnyGraph = nx.Graph(documents=[{"id": "a", "source": "Reuters"}, {"id": "a\x00", "date": "2017"}])
    for number in range(20):
        kind = ("PERSON", "ORG", "COUNTRY", None)[number % 4]
        aliases = {f"N{number}": 2, "": 1} if number % 3 else {}
        graph.add_node(number, type=kind, aliases=aliases, share=number if number % 2 else number + 0.5)
    nx.add_path(
        graph, range(20), npmi=1e-7, huge=2**70, Weight=3, weight=2, **{"a` b\\": True, "_id": "x", "source": "y"}
    )
    graph.add_edge(7, 7, weight=1)
    places = ["a One 1", "a One 1", "a Uno 1", "a Two 2", "a\x00 One 1", "a\x00 Lost 99", "gone One 1"]
    mentions = [
        Mention(document, 0, 0, 1, form, EntityType.ORG, int(node), "full")  # type: ignore[arg-type]
        for document, form, node in map(str.split, places)
    ]
    return Dataset(graph, lambda: iter(mentions))


def test_all_of_it_arrives(each: Dataset, database: Database) -> None:
    database.load(script(each))
    graph = each.graph
    labels = {"PERSON": "Person", "COUNTRY": "Country"}
    nodes = database.ask(
        "MATCH (n) WHERE n.mentions > 0 RETURN label(n), n.id, n.label, n.aliases, n.code ORDER BY n.id"
    )
    assert nodes == [
        [labels[of["type"]], node, clean(of["label"]), [clean(form) for form in of["aliases"]], of.get("code")]
        for node, of in graph.nodes(data=True)
    ]
    links = database.ask("MATCH (a)-[r:NAMED_WITH]->(b) RETURN a.id, b.id, r.weight, r.evidence ORDER BY a.id")
    told = [[clean(quotation(passage)) for passage in of["evidence"]] for *_, of in graph.edges(data=True)]
    assert links == [["country:pe", "person:bob", 1, told[0]], ["person:a", "person:bob", 1, told[1]]]


def test_what_is_said_of_names_and_links_arrives_as_lists(database: Database) -> None:
    database.load(script(talks()))
    assert database.ask("MATCH (n:Person) RETURN n.label, n.roles[1:2] ORDER BY n.label") == [
        ["Lori Flynn", None],
        ["Michael Flynn", ["national security adviser", "former general"]],
        ["Sergey Kislyak", None],
    ]
    flynn = "MATCH (:Person {label: 'Michael Flynn'})-[r:NAMED_WITH]-(n:Person)"
    assert database.ask(f"{flynn} RETURN r.relation, r.relations ORDER BY n.id") == [
        ["met", ["Michael Flynn → called → Sergey Kislyak", "Sergey Kislyak → did not work for → Flynn's firm"]],
        ["family", ["Lori Flynn → wife of → Michael Flynn"]],
    ]


def test_documents_tell_who_is_named_in_them(hostile: Dataset, database: Database) -> None:
    database.load(script(hostile))
    name = clean(HOSTILE)
    assert database.ask("MATCH (d:Document) RETURN d.id, d.title, d.date, d.source ORDER BY d.date") == [
        [name, name, "2017-05", name],
        ["empty.txt", None, None, None],
    ]
    found = database.ask("MATCH (n)-[r:MENTIONED_IN]->(d) RETURN n.id, d.id, r.mentions, r.names ORDER BY n.id")
    assert found == [["country:pe", name, 1, ["Peru"]], ["person:a", name, 1, [name]], ["person:bob", name, 1, ["Bob"]]]


def test_what_the_graph_is_stands_in_a_node_and_in_a_comment(hostile: Dataset, database: Database) -> None:
    hostile.graph.graph["title"] = "No\n' more;\nMATCH (n) DETACH DELETE n;\n// CREATE"
    text = script(hostile)
    database.load(text)
    told = database.ask(
        "MATCH (c:Collection) RETURN c.title, c.model, c.settings_window, c.settings_demonyms, c.rights"
    )
    assert told == [[hostile.graph.graph["title"], "en_core_web_sm 3.8.0", "sentence", True, RIGHTS]]
    assert "// title: 'No\\n\\' more;\\nMATCH" in text
    assert database.ask("MATCH (n:Person) RETURN count(*)") == [[2]]


def test_twice_is_as_once(crowd: Dataset, database: Database) -> None:
    text = script(crowd)
    counts = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN count(DISTINCT n), count(r)"
    for _ in range(2):
        database.load(text)
        assert database.ask(counts) == [[20 + 2 + 1, 20 + 3]]


def test_each_has_what_it_has(crowd: Dataset, database: Database) -> None:
    database.load(script(crowd))
    nodes = database.ask("MATCH (n) WHERE n.share < 4 RETURN label(n), n.id, n.aliases, n.share ORDER BY n.share")
    assert nodes == [
        ["Person", "node:0", None, 0.5],
        ["Organization", "node:1", ["N1"], 1],
        ["Country", "node:2", ["N2"], 2.5],
        ["Entity", "node:3", None, 3],
    ]
    named = "MATCH ()-[r:NAMED_WITH]->() RETURN DISTINCT r.weight_, r.Weight, r.npmi, r.a_b, r.id_, r.source_"
    assert sorted(database.ask(named)) == [[1, None, None, None, None, None], [2, 3, 1e-7, True, "x", "y"]]
    mentioned = (
        "MATCH (n)-[r]->(d:Document) RETURN n.id, d.id, d.source, d.date, r.mentions, r.names ORDER BY n.id, d.id"
    )
    assert database.ask(mentioned) == [
        ["node:1", "a", "Reuters", None, 3, ["One", "Uno"]],
        ["node:1", "a_", None, "2017", 1, ["One"]],
        ["node:2", "a", "Reuters", None, 1, ["Two"]],
    ]


def test_nothing_but_statements_ends_with_a_semicolon(hostile: Dataset) -> None:
    hostile.graph.nodes["person:bob"]["label"] = "a;\nb;"
    for statement in statements(script(hostile)):
        assert re.match(
            r"CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:\w+\) REQUIRE n.id IS UNIQUE$|UNWIND \[\n\{", statement
        )


@settings(max_examples=100)
@given(TEXTS | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans())
def test_a_literal_is_read_as_it_was(scratch: Database, value: Any) -> None:
    assert scratch.ask(f"RETURN {literal(value)}") == [[value]]


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_so_is_a_list(scratch: Database, texts: list[str]) -> None:
    assert "\n" not in literal(texts)
    assert scratch.ask(f"RETURN {literal(texts)}") == [[texts]]


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3)])
def test_a_bare_graph_loads(graph: AnyGraph, database: Database) -> None:
    database.load(script(Dataset(graph, lambda: iter(()))))
    assert database.ask("MATCH (n:Entity) RETURN count(*)") == [[len(graph)]]
    assert database.ask("MATCH ()-[r:NAMED_WITH]->() RETURN count(*)") == [[graph.number_of_edges()]]
