import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

from tests.page.elements import Elements, small_graph

from comention.export import Dataset
from comention.model import AnyGraph
from comention.page import page, write_html


def written(graph: AnyGraph) -> bytes:
    file = BytesIO()
    write_html(Dataset(graph, lambda: iter(())), file)
    return file.getvalue()


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_page() -> None:
    elements = Elements(page(small_graph()))
    ((policy, _),) = [meta for meta in elements.all("meta") if meta[0].get("http-equiv") == "Content-Security-Policy"]

    def hashes(texts: list[str]) -> list[str]:
        return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]

    rules = dict(rule.split(" ", 1) for rule in str(policy["content"]).split("; "))
    running = [text for attributes, text in elements.all("script") if "type" not in attributes]
    assert rules["script-src"].split() == hashes(running)
    assert rules["style-src"].split() == hashes([text for _, text in elements.all("style")])
    assert rules["default-src"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


def test_nothing_points_out_of_the_page() -> None:
    text = page(small_graph())
    for tag, attributes, _ in Elements(text).found:
        for name in ("src", "href", "action", "data"):
            target = attributes.get(name)
            assert target is None or target.startswith(("#", "data:,")), (tag, target)
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


def test_hostile_text_stays_text(hostile: Dataset) -> None:
    plain, attacked = Elements(page(small_graph())), Elements(page(hostile.graph))
    assert [tag for tag, _, _ in attacked.found] == [tag for tag, _, _ in plain.found]
    assert attacked.all("title")[0][1] == hostile.graph.graph["title"]
    assert attacked.rows("documents")[0]["id"] == hostile.graph.graph["documents"][0]["id"]


def test_no_data_can_end_its_block(hostile: Dataset) -> None:
    for attributes, _ in Elements(page(hostile.graph)).all("script"):
        if attributes.get("type") == "application/json":
            block = re.search(rf'id="{attributes["id"]}">(.*?)</script>', page(hostile.graph), re.DOTALL)
            assert block
            assert not re.search("[<>&]", block[1])


def test_a_lone_surrogate_does_not_stop_the_page() -> None:
    graph = small_graph(title="Half \ud83c a letter")
    assert b"<title>Half ? a letter</title>" in written(graph)
