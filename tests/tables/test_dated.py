import pytest
from tests.link.test_link import stored, weights

from comention.link import link
from comention.model import Clues, DocumentResolution, LocalEntity, LocalMention, ShortLine
from comention.tables import entities, mentions
from comention.tables.dated import Dated
from comention.tables.schema import DATASET, GRAPH, OfDocument, columns
from comention.workspace.store import Store

DATES = {0: "2017", 1: "2017-05", 2: "2017-05-18", 4: "2018-01-02"}
DOCUMENTS = [
    [[["ann", "bob"]]],
    [[["ann", "bob"], ["cid"]]],
    [[["ann", "cid"]]],
    [[["dan", "eva"]]],
    [[["eva", "ann"]]],
]


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        ("2017", None, [0, 1, 2, 4]),
        ("2017", "2017", [0, 1, 2]),
        ("2017-05", "2017-05", [0, 1, 2]),  # a year may be that month
        ("2017-05-18", None, [0, 1, 2, 4]),
        ("2017-05-19", None, [0, 1, 4]),
        ("2017-06", None, [0, 4]),
        (None, "2017-05-17", [0, 1]),
        (None, "2016", []),
        ("2018-01-02", "2018-01-02", [4]),
    ],
)
def test_documents_that_may_be_from_those_days_count(since: str | None, until: str | None, left: list[int]) -> None:
    with stored(DOCUMENTS, dates=DATES) as store:
        graph = link(Dated(store, since, until))
        assert [int(document["id"]) for document in graph.graph["documents"]] == left
        assert graph.graph["counts"]["documents"] == len(left)


def test_it_is_the_graph_of_those_documents_alone() -> None:
    later = DATES | {0: "2016", 1: "2016"}
    with stored(DOCUMENTS, dates=later) as store, stored([DOCUMENTS[2], DOCUMENTS[4]]) as alone:
        tables = Dated(store, "2017", None)
        graph = link(tables)
        assert weights(graph) == weights(link(alone))
        assert {node: graph.nodes[node]["mentions"] for node in graph} == {"ann": 2, "cid": 1, "eva": 1}
        assert [edge["by_document"] for _, _, edge in graph.edges(data=True)] == [{0: 1}, {1: 1}]
        assert [edge["evidence"][0]["document"] for _, _, edge in graph.edges(data=True)] == ["2", "4"]
        assert [mention.document for mention in mentions(tables)] == ["2", "2", "4", "4"]
        assert [entity.id for entity in entities(tables)] == ["ann", "cid", "eva"]
        assert weights(link(store)) != weights(graph)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT m.document, m.start FROM {mention} m ORDER BY 1, 2",
        "select m.document, m.start from {mention} m order by 1, 2",
        "SELECT m.document, m.start FROM\n{mention}\nm ORDER BY 1, 2",
        "SELECT m.document, m.start FROM {document} d, {mention} m WHERE m.document = d.document ORDER BY 1, 2",
        "SELECT m.document, m.start FROM {document} d,{mention} m WHERE m.document = d.document ORDER BY 1, 2",
        "SELECT m.document, m.start FROM (SELECT * FROM {mention}) m ORDER BY 1, 2",
    ],
)
def test_rows_are_of_those_documents_however_a_query_is_written(sql: str) -> None:
    with stored(DOCUMENTS, dates=DATES) as store:
        tables = Dated(store, "2018", None)
        assert list(tables.rows(sql)) == [(0, 0), (0, 4)]
        tables.make("found", sql)
        assert list(tables.rows("SELECT count(*) FROM {found}")) == [(2,)]
        assert len(list(store.rows(sql))) == 11


def test_a_table_without_a_placeholder_is_an_error() -> None:
    with stored(DOCUMENTS, dates=DATES) as store:
        tables = Dated(store, "2018", None)
        with pytest.raises(Exception, match="mention does not exist"):
            list(tables.rows("SELECT count(*) FROM mention"))
        with pytest.raises(LookupError, match="there is no table 'mentions'"):
            list(tables.rows("SELECT count(*) FROM {mentions}"))


@pytest.mark.parametrize("name", [*DATASET, *(f"dated_{name}" for name in DATASET)])
def test_no_table_can_be_made_over_a_dated_one(name: str) -> None:
    with stored(DOCUMENTS, dates=DATES) as store:
        tables = Dated(store, "2018", None)
        with pytest.raises(ValueError, match=f"'{name}' is a table of the dataset"):
            tables.make(name, "SELECT m.document FROM {mention} m")
        with pytest.raises(ValueError, match=f"'{name}' is a table of the dataset"):
            tables.put(name, columns(OfDocument), [(0,)])
        assert list(tables.rows("SELECT m.start FROM {mention} m ORDER BY 1")) == [(0,), (4,)]


@pytest.mark.parametrize("name", DATASET)
def test_every_table_of_the_dataset_is_of_those_documents(name: str) -> None:
    key = DATASET[name].columns[0].name
    with stored(DOCUMENTS, dates=DATES) as store:
        store.save_clues([(key, [("ann", Clues(mentions=1))]) for key in keys(store)], "rules")
        store.save_resolutions([(key, RESOLVED) for key in keys(store)], "rules")
        with store.transaction() as cursor:
            cursor.execute("INSERT INTO extracted_span SELECT x.extraction, 0, 3, 'PERSON', 1 FROM extraction x")
            cursor.execute(
                "INSERT INTO refusal SELECT e.entity, o.entity, '' FROM entity e JOIN entity o ON e.entity < o.entity"
            )
        sql = f"SELECT DISTINCT x.{key} FROM {{{name}}} x ORDER BY 1"
        everything = [number for (number,) in store.rows(sql)]
        dated = [number for (number,) in Dated(store, "2018", None).rows(sql)]
    assert everything == ([0, 1, 2, 3] if name == "refusal" else [0, 1, 2, 3, 4])
    assert dated == ([0, 4] if name in ("entity", "alias") else [0])


def keys(store: Store) -> list[str]:
    return [key for (key,) in store.rows("SELECT e.key FROM main.extraction e")]


RESOLVED = DocumentResolution(
    [LocalEntity(0, "p")], [LocalMention(0, 0, 0, 3, "ann", "r", False)], [ShortLine("Menu", 0, 4, True)]
)


def test_what_belongs_to_the_whole_dataset_is_not_there() -> None:
    with stored(DOCUMENTS, dates=DATES) as store:
        tables = Dated(store, "2018", None)
        for name in GRAPH:
            with pytest.raises(LookupError, match=f"there is no table '{name}'"):
                list(tables.rows(f"SELECT count(*) FROM {{{name}}}"))
        store.make("before", "SELECT m.start FROM {mention} m")
        with pytest.raises(LookupError, match="there is no table 'before'"):
            list(tables.rows("SELECT count(*) FROM {before}"))
