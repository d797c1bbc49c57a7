from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stored import stored_documents

from comention.errors import SettingError
from comention.link.evidence import ALIKE, PASSAGE
from comention.link.windows import link, room
from comention.model import Alias, AnyGraph, Document, Entity, EntityType, Extraction, Mention, Sentence
from comention.workspace.store import Store

Paragraphs = list[list[list[str]]]  # of a document: paragraphs of sentences of names
Pair = tuple[str, str]
NAMES = ["ann", "bob", "cid", "dan", "eva"]
WINDOWS: list[str | int] = ["sentence", 1, 2, 3, "paragraph", "document"]


def stored(
    documents: list[Paragraphs], *, filler: str = "", dates: Mapping[int, str] = {}, who: Mapping[str, str] = {}
) -> Store:
    """A store of documents whose sentences consist of names, each followed by `filler`; `who` joins some of them."""
    store = Store()
    store.begin()
    mentions = []
    for number, paragraphs in enumerate(documents):
        text = ""
        sentences: list[Sentence] = []
        for place, paragraph in enumerate(paragraphs):
            for names in paragraph:
                start = len(text)
                for name in names:
                    at = len(text)
                    span = (len(sentences), at, at + len(name), name, EntityType.PERSON, who.get(name, name), "full")
                    mentions.append(Mention(str(number), *span))
                    text += f"{name}{filler} "
                text += ". "
                sentences.append(Sentence(start, len(text) - 1, place))
        store.remember([(str(number), Extraction(tuple(sentences), ()))])
        store.stage([(Document(str(number), text, date=dates.get(number)), str(number))])
    entities = [Entity(name, EntityType.PERSON, name.title(), (Alias(name, 1, "full"),)) for name in NAMES]
    store.save(entities, mentions)
    return store


def weights(graph: AnyGraph) -> dict[Pair, int]:
    return {(min(u, v), max(u, v)): attributes["weight"] for u, v, attributes in graph.edges(data=True)}


def units(paragraphs: Paragraphs, window: str | int) -> Iterator[set[Pair]]:
    """The pairs in each window of a document, the slow and obvious way."""
    sentences = list(chain.from_iterable(paragraphs))
    if isinstance(window, int):
        for last, names in enumerate(sentences):
            before = set(chain.from_iterable(sentences[max(0, last - window + 1) : last + 1]))
            yield {(min(a, b), max(a, b)) for a, b in product(names, before) if a != b}
        return
    blocks = {
        "sentence": sentences,
        "paragraph": [list(chain.from_iterable(paragraph)) for paragraph in paragraphs],
        "document": [list(chain.from_iterable(sentences))],
    }
    for names in blocks[window]:
        yield set(combinations(sorted(set(names)), 2))


def counted(documents: list[Paragraphs], window: str | int) -> tuple[dict[Pair, int], dict[Pair, int]]:
    weight: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[int]] = defaultdict(set)
    for number, paragraphs in enumerate(documents):
        for pairs in units(paragraphs, window):
            weight.update(pairs)
            for pair in pairs:
                where[pair].add(number)
    return dict(weight), {pair: len(numbers) for pair, numbers in where.items()}


def blocks(documents: list[Paragraphs], window: str | int) -> list[set[str]]:
    """The names in each window that is a sentence, a paragraph or a document with any sentence."""
    found: list[set[str]] = []
    for paragraphs in documents:
        sentences = [[set(names) for names in paragraph] for paragraph in paragraphs if paragraph]
        wide = [set().union(*paragraph) for paragraph in sentences]
        narrow = list(chain.from_iterable(sentences))
        found += {"paragraph": wide, "document": [set().union(*wide)] if wide else []}.get(str(window), narrow)
    return found


@st.composite
def collections(draw: st.DrawFn) -> list[Paragraphs]:
    sentence = st.lists(st.sampled_from(NAMES), max_size=4)
    return draw(st.lists(st.lists(st.lists(sentence, max_size=4), max_size=3), max_size=3))


@settings(max_examples=20)
@given(collections())
def test_it_counts_what_a_double_loop_counts(documents: list[Paragraphs]) -> None:
    with stored(documents) as store:
        graphs = {window: link(store, window=window) for window in WINDOWS}
        texts = {document.id: document.text for document in stored_documents(store)}
    named = Counter(chain.from_iterable(chain.from_iterable(chain.from_iterable(documents))))
    for window, graph in graphs.items():
        weight, where = counted(documents, window)
        assert weights(graph) == weight
        assert {pair: graph.edges[pair]["documents"] for pair in weight} == where
        assert {node: graph.nodes[node]["mentions"] for node in graph} == {name: named[name] for name in NAMES}
        assert not [node for node in graph if graph.has_edge(node, node)]
        assert graph.graph["counts"] == {
            "documents": len(documents),
            "sentences": sum(len(paragraph) for document in documents for paragraph in document),
            "mentions": named.total(),
            "entities": graph.number_of_nodes(),
            "links": graph.number_of_edges(),
            **({"windows": len(blocks(documents, window))} if window not in (2, 3) else {}),
        }
        for node in graph:
            windows = sum(node in names for names in blocks(documents, window))
            assert graph.nodes[node].get("windows") == (None if window in (2, 3) else windows)
        for _, _, edge in graph.edges(data=True):
            assert sum(edge["by_document"].values()) == edge["weight"]
            assert len(edge["by_document"]) == edge["documents"]
        check_evidence(graph, texts)
    wider = [weights(graphs[window]) for window in ("sentence", 1, 2, 3)]
    assert wider[0] == wider[1]
    for narrow, wide in pairwise(wider):
        assert all(wide.get(pair, 0) >= weight for pair, weight in narrow.items())
    for narrow_window, wide_window in (("sentence", "paragraph"), ("paragraph", "document"), (3, "document")):
        assert weights(graphs[narrow_window]).keys() <= weights(graphs[wide_window]).keys()


def check_evidence(graph: AnyGraph, texts: dict[str, str]) -> None:
    """Each edge has evidence that names both ends, at the offsets it says; each passage names its names."""
    for source, target, attributes in graph.edges(data=True):
        assert 1 <= len(attributes["evidence"]) <= 5
        for passage in attributes["evidence"]:
            assert passage["text"] == texts[passage["document"]][passage["start"] : passage["end"]]
            assert source in passage["text"]
            assert target in passage["text"]
    for passage in graph.graph["passages"]:
        document = graph.graph["documents"][passage["document"]]["id"]
        assert passage["text"] == texts[document][passage["start"] : passage["end"]]
        assert passage["names"]
        assert all(passage["text"][start:end] == entity for start, end, entity in passage["names"])
        assert passage["names"] == sorted(passage["names"])


def test_nodes_carry_what_is_known_of_them() -> None:
    with Store() as store:
        store.begin()
        store.remember([("key", Extraction((Sentence(0, 20, 0),), ()))])
        store.stage([(Document("a", "Peruvians met Peru.."), "key")])
        aliases = (Alias("Peru", 5, "name"), Alias("Peruvians", 5, "demonym"), Alias("peru", 1, "case"))
        store.save(
            [
                Entity("country:pe", EntityType.COUNTRY, "Peru", aliases, code="PE"),
                Entity("org:un", EntityType.ORG, "UN", ()),
            ],
            [
                Mention("a", 0, 0, 9, "Peruvians", EntityType.COUNTRY, "country:pe", "demonym", demonym=True),
                Mention("a", 0, 14, 18, "Peru", EntityType.COUNTRY, "country:pe", "name"),
            ],
        )
        graph = link(store)
    assert {node: graph.nodes[node] for node in graph} == {
        "country:pe": {
            "label": "Peru",
            "type": "COUNTRY",
            "mentions": 2,
            "documents": 1,
            "aliases": {"Peru": 5, "Peruvians": 5, "peru": 1},
            "reasons": {"Peru": "name", "Peruvians": "demonym", "peru": "case"},
            "code": "PE",
            "windows": 1,
        },
        "org:un": {
            "label": "UN",
            "type": "ORG",
            "mentions": 0,
            "documents": 0,
            "aliases": {},
            "reasons": {},
            "windows": 0,
        },
    }
    assert list(graph.nodes["country:pe"]["aliases"]) == ["Peru", "Peruvians", "peru"]
    assert graph.number_of_edges() == 0


def test_dates_are_the_first_and_the_last_where_documents_have_any() -> None:
    together = [[["ann", "bob"]]]
    dates = {0: "2018-03-01", 1: "2017", 3: "2017-05"}
    with stored([together, together, [[["cid", "dan"]]], [[["ann", "bob", "eva"]]]], dates=dates) as store:
        graph = link(store)
    assert (graph.edges["ann", "bob"]["first_seen"], graph.edges["ann", "bob"]["last_seen"]) == ("2017", "2018-03-01")
    assert (graph.nodes["eva"]["first_seen"], graph.nodes["eva"]["last_seen"]) == ("2017-05", "2017-05")
    assert "first_seen" not in graph.edges["cid", "dan"]
    assert "last_seen" not in graph.nodes["cid"]


def evidence(graph: AnyGraph, source: str = "ann", target: str = "bob") -> list[tuple[str, int]]:
    return [(p["document"], p["sentence"]) for p in graph.edges[source, target]["evidence"]]


def test_near_names_with_few_others_are_the_better_evidence() -> None:
    sentences = [
        ["ann", "cid", "dan", "eva", "bob"],
        ["ann", "bob", "cid", "dan", "eva"],
        ["ann", "bob"],
        ["ann", "ann", "cid", "bob"],
    ]
    with stored([[sentences]], filler=" said this and that") as store:
        assert evidence(link(store)) == [("0", 2), ("0", 3), ("0", 1), ("0", 0)]
        assert evidence(link(store, evidence=1)) == [("0", 2)]
        assert evidence(link(store, evidence=0)) == []


def test_other_documents_come_before_the_same_one_again() -> None:
    good, poor = ["ann", "bob"], ["ann", "cid", "dan", "eva", "bob"]
    with stored([[[good, good, good]], [[poor]], [[poor, good]]], filler=" said this and that") as store:
        assert evidence(link(store)) == [("0", 0), ("2", 1), ("1", 0), ("0", 1), ("2", 0)]


def test_a_very_long_sentence_is_poor_evidence() -> None:
    store = Store()
    store.begin()
    text = "ann bob" + " blah" * 200 + ". ann of this town met bob here once."
    cut = text.index(". ") + 1
    sentences = (Sentence(0, cut, 0), Sentence(cut + 1, len(text), 0))
    places = [(0, 0), (0, 4), (1, text.rindex("ann")), (1, text.rindex("bob"))]
    store.remember([("key", Extraction(sentences, ()))])
    store.stage([(Document("0", text), "key")])
    store.save(
        [Entity(name, EntityType.PERSON, name, ()) for name in ("ann", "bob")],
        [
            Mention("0", sentence, at, at + 3, text[at : at + 3], EntityType.PERSON, text[at : at + 3], "full")
            for sentence, at in places
        ],
    )
    assert evidence(link(store)) == [("0", 1), ("0", 0)]
    store.close()


def test_a_wide_window_shows_one_passage_or_its_two_sentences() -> None:
    document = [[["ann"], ["cid"]], [["bob"]]]
    with stored([document]) as store:
        (passage,) = link(store, window="document").edges["ann", "bob"]["evidence"]
        assert passage == {"document": "0", "sentence": 0, "start": 0, "end": 17, "text": "ann . cid . bob ."}
    with stored([document], filler="x" * PASSAGE) as store:
        two = link(store, window="document").edges["ann", "bob"]["evidence"]
        assert [(passage["sentence"], passage["text"][:3]) for passage in two] == [(0, "ann"), (2, "bob")]


def test_passages_have_no_overlapping_names_and_no_line_breaks_are_lost() -> None:
    text = "Bank of\r\nChina and 🎈 ann."
    found = [(0, 14, "org:bank-of-china"), (9, 14, "country:cn"), (21, 24, "person:ann"), (21, 40, "person:annie")]
    with Store() as store:
        store.begin()
        store.remember([("key", Extraction((Sentence(0, len(text), 0),), ()))])
        store.stage([(Document("a", text), "key")])
        store.save(
            [Entity(entity, EntityType.ORG, entity, ()) for _, _, entity in found],
            [
                Mention("a", 0, start, end, text[start:end], EntityType.ORG, entity, "full")
                for start, end, entity in found
            ],
        )
        (passage,) = link(store).graph["passages"]
    assert passage["text"] == text
    assert passage["names"] == [[0, 14, "org:bank-of-china"], [21, 25, "person:annie"]]


def test_nodes_and_edges_come_in_the_order_of_their_ids() -> None:
    with stored([[[["eva", "bob"], ["dan", "ann", "eva"]]]]) as store:
        graph = link(store)
    assert list(graph) == NAMES
    assert list(graph.edges) == sorted(graph.edges)


@pytest.mark.parametrize("window", ["sentences", "0", 0, -1, "-1", "1.5", ""])
def test_a_window_that_is_none_is_refused(window: Any) -> None:
    with Store() as store, pytest.raises(SettingError, match="sentence, paragraph, document or a number"):
        link(store, window=window)


def test_a_number_may_come_as_text() -> None:
    with stored([[[["ann"], ["bob"]]]]) as store:
        assert weights(link(store, window="2")) == weights(link(store, window=2)) == {("ann", "bob"): 1}


def test_a_negative_number_of_passages_is_refused() -> None:
    with Store() as store, pytest.raises(SettingError, match="evidence: -1"):
        link(store, evidence=-1)


def test_evidence_tells_the_page_of_a_text_with_pages() -> None:
    store = Store()
    store.begin()
    text = "ann met bob. \fbob saw ann and\fcid. \fann."
    sentences = (Sentence(0, 12, 0), Sentence(14, 34, 1), Sentence(37, 41, 2))
    places = [("ann", 0, 0), ("bob", 0, 8), ("bob", 1, 14), ("ann", 1, 22), ("cid", 1, 30), ("ann", 2, 37)]
    store.remember([(key, Extraction(sentences, ())) for key in ("paged", "plain")])
    store.stage([(Document("paged", text), "paged"), (Document("plain", "ann met bob. " * 4), "plain")])
    store.save(
        [Entity(name, EntityType.PERSON, name.title(), (Alias(name, 1, "full"),)) for name in NAMES],
        [
            Mention(document, sentence, at, at + 3, name, EntityType.PERSON, name, "full")
            for document in ("paged", "plain")
            for name, sentence, at in places
        ],
    )
    graph = link(store)
    assert [(one["document"], one.get("page")) for one in graph.edges["ann", "bob"]["evidence"]] == [
        ("paged", 1),
        ("plain", None),
        ("paged", 2),
        ("plain", None),
    ]
    assert [one["page"] for one in graph.edges["ann", "cid"]["evidence"] if one["document"] == "paged"] == [2]
    assert [(one["document"], one.get("page")) for one in graph.graph["passages"]] == [
        (0, 1),
        (0, 2),
        (0, 4),
        (1, None),
        (1, None),
        (1, None),
    ]


class TestWhatIsKept:
    TEXTS = (
        [[["ann", "bob"], ["ann", "bob"], ["ann", "cid"]]],
        [[["ann", "bob"], ["cid", "dan"], ["eva"]]],
        [[["cid", "dan"]]],
    )

    def test_weak_links_are_left_out_and_names_without_a_link_with_them(self) -> None:
        with stored([*self.TEXTS]) as store:
            graph = link(store, min_weight=2)
        assert weights(graph) == {("ann", "bob"): 3, ("cid", "dan"): 2}
        assert sorted(graph) == ["ann", "bob", "cid", "dan"]
        assert graph.graph["counts"]["links_left_out"] == 1
        assert graph.graph["counts"]["entities_left_out"] == 1

    def test_of_many_links_the_strongest_are_kept(self) -> None:
        with stored([*self.TEXTS]) as store:
            assert weights(link(store, max_links=1)) == {("ann", "bob"): 3}
            assert len(weights(link(store, max_links=3))) == 3

    def test_without_links_left_out_every_name_stays(self) -> None:
        with stored([*self.TEXTS]) as store:
            graph = link(store)
        assert sorted(graph) == NAMES
        assert "links_left_out" not in graph.graph["counts"]

    def test_what_is_kept_is_as_if_nothing_were_left_out(self) -> None:
        with stored([*self.TEXTS]) as store:
            every, some = link(store), link(store, max_links=2)
        for a, b, attributes in some.edges(data=True):
            assert attributes == every.edges[a, b]
            assert some.nodes[a] == every.nodes[a]

    def test_of_very_many_sentences_the_graph_has_those_that_are_evidence(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with stored([*self.TEXTS]) as store:
            monkeypatch.setattr("comention.link.evidence.SHOWN", 3)
            graph = link(store, evidence=1)
        assert graph.graph["counts"]["named_sentences"] == 7
        shown = {(passage["document"], passage["start"]) for passage in graph.graph["passages"]}
        told = {(int(one["document"]), one["start"]) for *_, edge in graph.edges(data=True) for one in edge["evidence"]}
        assert shown == told
        assert len(shown) == 3


def test_periods_add_up_by_month() -> None:
    documents = [[[["ann", "bob"]]], [[["ann", "bob"], ["ann", "bob"]]], [[["ann"]]], [[["ann", "bob"]]]]
    with stored(documents, dates={0: "2017-05-18", 1: "2017-05", 2: "2016"}) as store:
        graph = link(store)
        assert graph.nodes["ann"]["periods"] == {"2016": 1, "2017-05": 3}
        assert graph.edges["ann", "bob"]["periods"] == {"2017-05": 3}
    with stored(documents) as store:
        assert "periods" not in link(store).nodes["ann"]
        assert "periods" not in link(store).edges["ann", "bob"]


class TestCrowdedWindows:
    """Pairs grow with the square of the names of a window."""

    LIST: tuple[Paragraphs, ...] = ([[["ann", "bob", "cid", "dan", "eva"]]], [[["dan", "bob"]], [["bob", "eva"]]])

    @pytest.fixture
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comention.link.windows.ENOUGH", 2)
        monkeypatch.setattr("comention.link.windows.PAIRS", 4)

    @pytest.mark.usefixtures("small")
    def test_they_link_the_names_that_most_windows_have_and_say_so(self) -> None:
        with stored([*self.LIST]) as store:
            graph = link(store)
        assert weights(graph) == {("bob", "dan"): 2, ("bob", "eva"): 1}
        told = {"crowded_windows": 1, "linked_in_crowded_windows": 2, "names_not_linked": 3}
        assert told.items() <= graph.graph["counts"].items()
        assert graph.nodes["eva"]["windows"] == 2
        assert [len(graph.edges[pair]["evidence"]) for pair in (("bob", "dan"), ("bob", "eva"))] == [2, 1]

    @pytest.mark.usefixtures("small")
    @pytest.mark.parametrize("window", WINDOWS)
    def test_all_windows_can_be_crowded(self, window: str | int) -> None:
        with stored([*self.LIST]) as store:
            graph = link(store, window=window)
        assert graph.graph["counts"]["names_not_linked"] >= 3
        assert not graph.has_edge("ann", "cid")

    def test_others_say_nothing(self) -> None:
        with stored([*self.LIST]) as store:
            assert not {"crowded_windows", "names_not_linked"} & link(store).graph["counts"].keys()

    @pytest.mark.parametrize(
        ("sizes", "pairs", "most"),
        [
            ({}, 1, None),
            ({2000: 1}, 2_000_000, None),
            ({2000: 1}, 1_999_999, 1999),
            ({1001: 1, 9000: 2}, 10_000_000, 3082),
            ({5000: 1000}, 1_000_000, 1000),
        ],
    )
    def test_room_is_shared(self, sizes: Mapping[int, int], pairs: int, most: int | None) -> None:
        assert room(sizes, pairs) == most


def test_a_name_that_a_sentence_has_again_and_again_is_few_candidates() -> None:
    with stored([[[["ann", "bob"] * 400]]]) as store:
        graph = link(store)
        ((candidates,),) = store.rows("SELECT count(*) FROM {told}")
    assert graph.edges["ann", "bob"]["weight"] == 1
    assert candidates == 2 * ALIKE


def test_sentences_that_are_far_apart_are_no_candidates_together() -> None:
    names = [["ann"], ["bob"], *[[]] * 50, ["cid"], ["dan"]]
    with stored([[names]], filler=" said something") as store:
        graph = link(store, window=2)
    assert weights(graph) == {("ann", "bob"): 1, ("cid", "dan"): 1}


def test_a_sentence_too_long_to_read_is_evidence_around_the_names() -> None:
    between = ["cid"] * 300
    with stored([[[["ann", *between, "bob", *between, "dan", "eva", *between]]]]) as store:
        graph = link(store)
        (document,) = stored_documents(store)
    (near,) = graph.edges["dan", "eva"]["evidence"]
    one, other = graph.edges["ann", "eva"]["evidence"]
    assert "dan eva" in near["text"]
    assert one["text"].startswith("ann")
    assert "eva" in other["text"]
    for passage in (near, one, other):
        assert passage["text"] == document.text[passage["start"] : passage["end"]]
        assert len(passage["text"]) < PASSAGE
