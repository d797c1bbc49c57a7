"""What is taken from an earlier graph is what reading all texts again would give."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.link.test_link import NAMES, WINDOWS, Paragraphs, stored

from comention import tables
from comention.link import Earlier, link

DOCUMENTS = st.lists(
    st.lists(st.lists(st.lists(st.sampled_from(NAMES), max_size=4), min_size=1, max_size=4), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


def changed_by(documents: list[Paragraphs], *names: str) -> set[int]:
    """The documents that speak of somebody."""
    return {
        number
        for number, paragraphs in enumerate(documents)
        if any({*names} & {*sentence} for paragraph in paragraphs for sentence in paragraph)
    }


@settings(max_examples=60, deadline=None)
@example(documents=[[[["ann", "cid"]]], [[["bob", "cid"]]]], window="sentence")
@given(documents=DOCUMENTS, window=st.sampled_from(WINDOWS))
def test_a_join_and_its_undoing_give_the_same_graph_as_all_texts(
    documents: list[Paragraphs], window: str | int
) -> None:
    apart, joined = stored(documents), stored(documents, who={"bob": "ann"})
    changed = changed_by(documents, "bob")
    for before, after in ((apart, joined), (joined, apart)):
        earlier = Earlier(link(before, window=window), changed)
        graph, anew = link(after, window=window, earlier=earlier), link(after, window=window)
        assert list(graph.nodes(data=True)) == list(anew.nodes(data=True))
        assert list(graph.edges(data=True)) == list(anew.edges(data=True))
        assert graph.graph == anew.graph


def test_only_what_a_change_concerns_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [[[["ann", "bob"]]], [[["ann", "cid"]]], [[["dan", "eva"]]], [[["ann", "cid"]]]]
    earlier = Earlier(link(stored(documents)), {0})
    read: list[int] = []
    texts = tables.texts

    def noted(store: Any, wanted: Any) -> Iterator[tuple[int, str]]:
        for document, text in texts(store, wanted):
            read.append(document)
            yield document, text

    monkeypatch.setattr("comention.link.evidence.texts", noted)
    graph = link(stored(documents, who={"bob": "dan"}), earlier=earlier)
    assert read == [0]
    assert graph.edges["ann", "dan"]["evidence"][0]["text"] == "ann bob . "[:-1].rstrip()
    assert [one["document"] for one in graph.edges["ann", "cid"]["evidence"]] == ["1", "3"]


@pytest.mark.parametrize("options", [{"min_weight": 2}, {"max_links": 1}])
def test_of_a_graph_that_lacks_something_nothing_is_taken(options: dict[str, Any]) -> None:
    documents = [[[["ann", "bob"], ["ann", "bob"]]], [[["cid", "dan"], ["cid", "dan"]]], [[["ann", "eva"]]]]
    who = {"eva": "bob"}
    earlier = Earlier(link(stored(documents), **options), {2})
    graph, anew = (
        link(stored(documents, who=who), **options, earlier=earlier),
        link(stored(documents, who=who), **options),
    )
    assert list(graph.edges(data=True)) == list(anew.edges(data=True))
    assert graph.graph == anew.graph
