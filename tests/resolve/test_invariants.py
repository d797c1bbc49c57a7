"""Whatever a model says of whatever text: what always holds of a resolution."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolving import Resolved as Resolution
from tests.resolving import resolve

from comention.model import Document, Extraction, Sentence, Span

NAMES = [
    "Angela Merkel", "Merkel", "MERKEL'S", "Donald Trump", "Trump", "Donald Trump Jr.", "Trump Tower", "the U.S.", "US",
    "Russian", "Bank of China", "New Mexico", "Danube Shipping Agency (DSA)", "DSA", "Georgia", "Michael Jordan",
    "Jordan", "Mike Flynn", "Michael T. Flynn", "Flynn", "Mrs. Clinton", "Bill Clinton", "Hillary Clinton", "Clinton",
    "Secretary of State Rex Tillerson", "Ursula von der", "Leyen", "Merkel and Macron", "Xi Jinping", "Xi", "May",
    "may", "Acme Inc.", "Acme", "“Acme”", "a@b.org", "MACRON ANSWERS MERKEL", "Angela\nMerkel", "Night Owl’s picture",
]  # fmt: skip
GAPS = [" met ", ", ", " and ", ". ", ".\n\n", "\n", " of the ", " (", ") ", " - ", "’s ", " "]
LABELS = ["PERSON", "ORG", "GPE", "NORP", "FAC", "LANGUAGE", "DATE"]

piece = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(GAPS),
    st.one_of(st.none(), st.sampled_from(LABELS)),
    st.tuples(st.integers(-2, 2), st.integers(-4, 4)),
)
pieces = st.lists(piece, max_size=9)
Read = tuple[Document, Extraction]


def read(name: str, several: Sequence[tuple[str, str, str | None, tuple[int, int]]]) -> Read:
    """Write the pieces behind each other; the edges of what the model saw are somewhat wrong."""
    text = ""
    spans: list[Span] = []
    for form, gap, seen, (left, right) in several:
        start, end = len(text), len(text) + len(form)
        text += form + gap
        if seen:
            start, end = max(spans[-1].end if spans else 0, start + left), end + right
            if start < end:
                spans.append(Span(start, end, seen))
    spans = [span._replace(end=min(span.end, len(text))) for span in spans if span.start < len(text)]
    sentences, at = [], 0
    while at < len(text):
        end = text.find(". ", at) + 2
        end = end if end > 1 else len(text)
        sentences.append(Sentence(at, end, 0))
        at = end
    return Document(name, text), Extraction(tuple(sentences), tuple(spans))


collections = st.lists(pieces, max_size=4).map(lambda several: [read(f"d{n}", one) for n, one in enumerate(several)])
much: Callable[..., Any] = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def clusters(found: Resolution) -> dict[str, Counter[tuple[str, int, int]]]:
    places: dict[str, Counter[tuple[str, int, int]]] = {entity.id: Counter() for entity in found.entities}
    for mention in found.mentions:
        places[mention.entity][mention.document, mention.start, mention.end] += 1
    return places


@much
@given(collections, st.booleans())
def test_mentions_are_where_they_say_apart_and_in_order(documents: list[Read], across: bool) -> None:
    found = resolve(documents, across=across)
    texts = {document.id: (document.text, extraction.sentences) for document, extraction in documents}
    ends = dict.fromkeys(texts, 0)
    for mention in found.mentions:
        text, sentences = texts[mention.document]
        assert mention.start >= ends[mention.document]
        ends[mention.document] = mention.end
        assert " ".join(text[mention.start : mention.end].split()) == mention.surface
        assert mention.surface.strip()
        assert mention.rule
        assert sentences[mention.sentence].start <= mention.start < sentences[mention.sentence].end
    assert [*dict.fromkeys(m.document for m in found.mentions)] == [name for name in texts if ends[name]]


@much
@given(collections, st.booleans())
def test_entities_are_those_mentioned_and_count_their_mentions(documents: list[Read], across: bool) -> None:
    found = resolve(documents, across=across)
    ids = [entity.id for entity in found.entities]
    assert ids == sorted(set(ids))
    counts = Counter((mention.entity, mention.type, mention.surface) for mention in found.mentions)
    assert counts == {(e.id, e.type, alias.surface): alias.count for e in found.entities for alias in e.aliases}
    assert all(entity.label.strip() for entity in found.entities)


@much
@given(collections)
def test_the_same_documents_give_the_same_result(documents: list[Read]) -> None:
    assert resolve(documents) == resolve(iter(documents))


@much
@given(collections, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_neither_entities_nor_ids(documents: list[Read], random: Any) -> None:
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert clusters(resolve(shuffled)) == clusters(resolve(documents))


@much
@given(collections)
def test_without_demonyms_only_demonyms_are_missing(documents: list[Read]) -> None:
    with_them, without = resolve(documents), resolve(documents, demonyms=False)
    places = {(m.document, m.start, m.end) for m in with_them.mentions if not m.demonym}
    assert {(m.document, m.start, m.end) for m in without.mentions} == places
    assert not any(mention.demonym for mention in without.mentions)


@much
@given(collections)
def test_in_a_single_document_nothing_is_joined_across(documents: list[Read]) -> None:
    for document in documents[:1]:
        assert clusters(resolve([document], across=False)) == clusters(resolve([document]))


def test_nothing_gives_nothing() -> None:
    empty = Document("empty", ""), Extraction((), ())
    for documents in ([], [empty], [empty, (Document("blank", " \n\n "), Extraction((), ()))]):
        found = resolve(documents)
        assert (found.entities, found.mentions, found.boilerplate) == ([], [], {})
