import networkx as nx
import pytest
from tests.sayings import relation, role, saying

from comention.export import Dataset
from comention.model import AnyGraph, EntityType, Mention

HOSTILE = 'A & <b> </script> \x0b 中 🎈 "><script>'
"""A name, a text, a document's name that breaks what is not written with care."""


def hostile_dataset() -> Dataset:
    """Three entities, two links, and two documents; text from outside is hostile wherever there can be any."""
    text = f"{HOSTILE} met\r\n Bob  in Peru.\x00"
    start = len(HOSTILE) + 7
    graph: AnyGraph = nx.Graph(
        title=HOSTILE,
        comention="0.1",
        model="en_core_web_sm 3.8.0",
        settings={"window": "sentence", "evidence": 5, "demonyms": True, "limit": None},
        counts={"documents": 2, "sentences": 1, "mentions": 3, "entities": 3, "links": 2},
        documents=[
            {"id": HOSTILE, "title": HOSTILE, "date": "2017-05", "source": HOSTILE},
            {"id": "empty.txt", "title": None, "date": None, "source": None},
        ],
        passages=[
            {
                "document": 0,
                "sentence": 0,
                "start": 0,
                "end": len(text),
                "text": text,
                "names": [
                    [0, len(HOSTILE), "person:a"],
                    [start, start + 3, "person:bob"],
                    [start + 8, start + 12, "country:pe"],
                ],
            }
        ],
    )
    seen = {"first_seen": "2017-05", "last_seen": "2017-05"}
    common = {"mentions": 1, "documents": 1, **seen, "degree": 1, "strength": 1, "community": 0}
    person = {"type": "PERSON", "reasons": {HOSTILE: HOSTILE}}
    graph.add_node("country:pe", label="Peru", type="COUNTRY", aliases={"Peru": 1}, reasons={}, code="PE", **common)
    graph.add_node("person:a", label=HOSTILE, aliases={HOSTILE: 2, "A": 1}, **person, **common)
    graph.add_node("person:bob", label="Bob\ud800\ufffe", aliases={"Bob": 1}, **person, **common)
    passage = {"document": HOSTILE, "sentence": 0, "start": 0, "end": len(text), "text": text}
    for pair in (("country:pe", "person:bob"), ("person:a", "person:bob")):
        graph.add_edge(*pair, weight=1, documents=1, evidence=[passage, passage], **seen)
    mentions = [
        Mention(HOSTILE, 0, 0, len(HOSTILE), HOSTILE, EntityType.PERSON, "person:a", "full"),
        Mention(HOSTILE, 0, start, start + 3, "Bob", EntityType.PERSON, "person:bob", "full"),
        Mention(HOSTILE, 0, start + 8, start + 12, "Peru", EntityType.COUNTRY, "country:pe", "name", demonym=True),
    ]
    return Dataset(graph, lambda: iter(mentions))


def saying_dataset() -> Dataset:
    """The hostile dataset, of whose names and links sentences say something, which is hostile, too."""
    dataset = hostile_dataset()
    graph: AnyGraph = dataset.graph
    said = saying(f"{HOSTILE} | \r\n said.", HOSTILE)
    graph.nodes["person:a"]["roles"] = [role("special counsel", 5, said), role(HOSTILE, 2, of="country:gone")]
    graph.nodes["person:bob"]["roles"] = [role("=chief executive of\nPeru", 1, said, of="country:pe")]
    graph.edges["person:a", "person:bob"]["relations"] = [
        relation("person:bob", "met", "person:a", 3, said, said, kind="met", first_seen="2017-05", last_seen="May"),
        relation("person:a", HOSTILE, "person:bob", 2, source_text=HOSTILE, target_text="=B\n\x00"),
        relation("person:a", "wife of", "person:bob", 1, kind="family"),
        relation("person:a", "\ud800", "person:gone", 1, said),
    ]
    return dataset


@pytest.fixture
def hostile() -> Dataset:
    return hostile_dataset()


@pytest.fixture(name="saying")
def _saying() -> Dataset:
    return saying_dataset()


@pytest.fixture(params=[hostile_dataset, saying_dataset])
def each(request: pytest.FixtureRequest) -> Dataset:
    """One hostile dataset after the other."""
    made: Dataset = request.param()
    return made
