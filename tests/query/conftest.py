import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import NameList
from tests.sayings import add_relation, add_role, graphs_say

from comention import pipeline
from comention.model import Graph

TALKS = """Angela Merkel met Barack Obama. They spoke about Germany.

Barack Obama thanked Angela Merkel and\nGermany.
"""


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder of five documents, three of which are dated; nothing is said of its names and links."""
    folder = tmp_path_factory.mktemp("asked")
    documents = [
        ("talks", "2015-01-02", TALKS),
        ("summit", "2015-03", "Angela Merkel met François Hollande in France."),
        ("letter", "2016", "Angela Merkel wrote. François Hollande, 100% a friend of France, met Barack Obama."),
        ("paged", None, "Nobody.\fAngela Merkel saw <script>alert(1)</script> in Germany."),
        ("apart", None, "The United Nations met."),
    ]
    records = (json.dumps({"id": name, "date": date, "text": text}) for name, date, text in documents)
    (folder / "in.jsonl").write_text("\n".join(records), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        names = NameList()
        patch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": names)
        graphs_say(patch, lambda _: None)
        pipeline.generate([folder / "in.jsonl"], folder / "out")
    return folder / "out"


@pytest.fixture(scope="session")
def told(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder, in which it is said what some names are called, and what is between them."""
    folder = tmp_path_factory.mktemp("told") / "out"
    shutil.copytree(out, folder)

    def say(graph: Graph) -> None:
        add_relation(graph, ("person:angela-merkel", "met", "person:barack-obama"), "met")
        add_relation(graph, ("person:barack-obama", "thanked", "person:angela-merkel"), "said")
        add_relation(graph, ("person:francois-hollande", "friend of", "country:fr"), "member of")
        add_relation(
            graph, ("person:francois-hollande", "met", "person:barack-obama"), "met", source_text="Hollande's friend"
        )
        add_role(graph, "person:francois-hollande", "friend of France", of="country:fr")

    with pytest.MonkeyPatch.context() as patch:
        graphs_say(patch, say)
        pipeline.resolve_again(folder)
    return folder
