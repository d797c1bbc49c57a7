"""The library of FollowTheMoney takes every entity as it is: tested with its versions 3 and 4."""

import json
import unicodedata
import warnings
from typing import Any

import networkx as nx
import pytest
from tests.export.conftest import HOSTILE
from tests.export.talks import talks
from tests.export.writing import written
from tests.sayings import relation

from comention.export import Dataset
from comention.export.flatten import RIGHTS, clean
from comention.model import AnyGraph

pytestmark = pytest.mark.filterwarnings("ignore:Install 'pyicu'")
NAME = clean(HOSTILE).replace("  ", " ")

Entity = dict[str, Any]


@pytest.fixture(scope="module")
def model() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it imports
        from followthemoney import model as found
    return found


def valid(dataset: Dataset, model: Any) -> dict[str, list[Entity]]:
    """The entities by schema, once the library has found each to be as it would write it, and to refer to such."""
    lines = written(dataset, "ftm").decode("utf-8").split("\n")[:-1]
    entities = {record["id"]: record for record in map(json.loads, lines)}
    assert len(entities) == len(lines)
    found: dict[str, list[Entity]] = {}
    for record in entities.values():
        schema = model.get(record["schema"])
        schema.validate(record)
        proxy = model.make_entity(schema)
        proxy.id = record["id"]
        for name, values in record["properties"].items():
            proxy.add(name, values)
            of = schema.get(name)
            if of.range:
                assert all(model.get(entities[value]["schema"]).is_a(of.range) for value in values)
        assert proxy.properties == record["properties"] == model.get_proxy(record).properties
        assert all(proxy.has(name) for name in schema.required)
        found.setdefault(schema.name, []).append(record["properties"])
    return found


def labelled(*labels: Any, **attributes: Any) -> Dataset:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from((number, {"label": label, **attributes}) for number, label in enumerate(labels))
    return Dataset(graph, lambda: iter(()))  # type: ignore[arg-type]


def test_entities_and_their_names(hostile: Dataset, model: Any) -> None:
    found = valid(hostile, model)
    counted = {"summary": ["mentions: 1, documents: 1"]}
    assert found["PublicBody"] == [{"name": ["Peru"], "country": ["pe"], **counted}]
    assert found["Person"] == [{"name": [NAME], "weakAlias": ["A"], **counted}, {"name": ["Bob"], **counted}]


def test_links_with_their_evidence(hostile: Dataset, model: Any) -> None:
    one, _ = valid(hostile, model)["UnknownLink"]
    assert (one["role"], one["date"], one["summary"]) == (["named together"], ["2017-05"], ["weight: 1, documents: 1"])
    (text,) = one["description"]
    assert text.startswith(f"“{NAME} met Bob in Peru.” ({NAME}, characters 0–")


def test_relations_are_the_role_of_a_link(model: Any) -> None:
    told = {tuple(link["role"]) for link in valid(talks(), model)["UnknownLink"]}
    assert told == {
        ("Michael Flynn → called → Sergey Kislyak", "Sergey Kislyak → did not work for → Flynn's firm"),
        (
            "Michael Flynn → chief executive of → Flynn Intel Group",
            "Michael Flynn → former director of → Flynn Intel Group",
        ),
        ("Lori Flynn → wife of → Michael Flynn",),
        ("Sergey Kislyak → citizen of → Russia",),
        ("named together",),
    }


def test_what_is_sure_is_an_entity_of_its_own(model: Any) -> None:
    graph = talks().graph
    led = graph.edges["person:flynn", "org:flynn-intel"]["relations"]
    led += [
        relation("person:flynn", "leads", "org:flynn-intel", first_seen="2016"),
        relation("person:flynn", "chief executive of", "org:flynn-intel"),
        relation("person:flynn", "employee of", "org:flynn-intel"),
        relation("org:flynn-intel", "employs", "person:flynn", first_seen="May"),
        relation("person:flynn", "member of", "org:flynn-intel"),
    ]
    dataset = Dataset(graph, lambda: iter(()))
    lines = map(json.loads, written(dataset, "ftm").decode("utf-8").splitlines())
    name = {record["id"]: record["properties"].get("name", [""])[0] for record in lines}
    found = valid(dataset, model)
    (leads,) = found["Directorship"]
    assert (name[leads["director"][0]], name[leads["organization"][0]]) == ("Michael Flynn", "Flynn Intel Group")
    assert (leads["role"], leads["date"]) == (["chief executive"], ["2016"])
    assert leads["summary"][1] == "Michael Flynn → leads → Flynn Intel Group"
    assert leads["description"] == ["“Flynn met Kislyak.” (a.txt, characters 100–118)"]
    (works,) = found["Employment"]
    assert (name[works["employee"][0]], name[works["employer"][0]]) == ("Michael Flynn", "Flynn Intel Group")
    assert (works["role"], "date" in works) == (["employee"], False)
    (belongs,) = found["Membership"]
    assert belongs["role"] == ["member"]
    (family,) = found["Family"]
    assert (name[family["relative"][0]], name[family["person"][0]]) == ("Lori Flynn", "Michael Flynn")
    assert family["relationship"] == ["wife"]
    assert {link["role"][0] for link in found["UnknownLink"]} >= {"Sergey Kislyak → citizen of → Russia"}


def test_titles_are_positions_and_all_roles_are_notes(model: Any) -> None:
    flynn, *others = valid(talks(), model)["Person"]
    assert flynn["position"] == ["national security adviser", "chief executive of Flynn Intel Group"]
    assert flynn["notes"] == [
        "roles: national security adviser (5) | former general (2)"
        " | chief executive of Flynn Intel Group (1) | witness (1)"
    ]
    assert all({"position", "notes"}.isdisjoint(other) for other in others)


def test_hostile_roles_and_relations_are_valid(saying: Dataset, model: Any) -> None:
    assert [family["relationship"] for family in valid(saying, model)["Family"]] == [["wife"]]


def test_documents_and_who_is_named_in_them(hostile: Dataset, model: Any) -> None:
    found = valid(hostile, model)
    one, other = found["Document"]
    assert (one["fileName"], one["title"], one["publisher"], one["date"]) == ([NAME], [NAME], [NAME], ["2017-05"])
    assert other["fileName"] == ["empty.txt"]
    told = [(mention["name"], mention["detectedSchema"]) for mention in found["Mention"]]
    assert told == [([NAME], ["Person"]), (["Bob"], ["Person"]), (["Peru"], ["PublicBody"])]


def test_the_folder_says_what_it_is(hostile: Dataset, model: Any) -> None:
    (folder,) = valid(hostile, model)["Folder"]
    assert folder["fileName"] == [NAME]
    assert {"model: en_core_web_sm 3.8.0", "settings_window: sentence", f"rights: {RIGHTS}"} <= set(folder["notes"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Ike"', "Ike"),
        ("'\"Ike\" '", "Ike"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ('"', '"'),
        ('""', "node:0"),
        (" \u2028\n", "node:0"),
        ("\ufeff\u061cA\u200b\u200f\u2060\xadB\x85C\u2029 \u3000D", "AB C D"),
        ("e\u200d\u0301", "é"),
        (unicodedata.normalize("NFD", "Müller"), "Müller"),
        ("x " * 500, ("x " * 192).strip()),
        (None, "node:0"),
        (7, "7"),
    ],
)
def test_names_are_as_the_library_cleans_them(text: Any, name: str, model: Any) -> None:
    assert valid(labelled(text), model)["LegalEntity"][0]["name"] == [name]


def test_countries_have_codes_and_persons_have_wikidata(model: Any) -> None:
    for code, country in {"PE": "pe", "XK": "xk", "GB": "gb", "SUHH": "suhh", "DDDD": "dd"}.items():
        assert valid(labelled("X", type="COUNTRY", code=code), model)["PublicBody"][0]["country"] == [country]
    assert valid(labelled("X", type="PERSON", identifier="Q22686"), model)["Person"][0]["wikidataId"] == ["Q22686"]
    assert "wikidataId" not in valid(labelled("X", type="PERSON", identifier="7"), model)["Person"][0]


@pytest.mark.parametrize(
    ("first", "told"), [("2017", ["2017"]), ("2017-02-30", []), ("20170518", []), (2017, ["2017"])]
)
def test_dates_are_dates(first: Any, told: list[str], model: Any) -> None:
    graph: AnyGraph = nx.Graph([("a", "b", {"first_seen": first, "last_seen": None})])
    (link,) = valid(Dataset(graph, lambda: iter(())), model)["UnknownLink"]
    assert link.get("date", []) == told


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3), nx.Graph([("a", "a")])])
def test_a_bare_graph_is_valid(graph: AnyGraph, model: Any) -> None:
    found = valid(Dataset(graph, lambda: iter(())), model)
    assert len(found.get("LegalEntity", ())) == len(graph)
    assert len(found.get("UnknownLink", ())) == graph.number_of_edges()
