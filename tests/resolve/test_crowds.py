"""Documents with very many names: no rule compares all of them with all others."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from comention.languages.lexicon import lexicon
from comention.model import Span
from comention.resolve.document import organizations as organizing
from comention.resolve.document import people as persons
from comention.resolve.document.acronyms import Explained
from comention.resolve.document.clean import Candidate
from comention.resolve.document.forms import Form, gather
from comention.resolve.document.local import Local
from comention.text.intervals import Spans, longest_apart

WORDS = lexicon("en")
MANY = 300
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aou"]


def word(number: int) -> str:
    """Return an invented word, another one for each number."""
    low, high = number % len(SYLLABLES), number // len(SYLLABLES)
    return (SYLLABLES[high % len(SYLLABLES)] + SYLLABLES[low] + "rok").title()


def forms(names: Iterable[str], label: str) -> tuple[str, list[Form]]:
    """Return a text of names, a line each, and the forms in it."""
    text, candidates = "", []
    for name in names:
        start = len(text)
        text += f"{name}\n"
        candidates.append(Candidate.at(text, start, start + len(name), label))
    return text, list(gather(candidates).values())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[int]]:
    """Count the calls of a function of a module."""

    def count(module: Any, name: str) -> list[int]:
        calls, real = [0], getattr(module, name)

        def counting(*args: Any, **named: Any) -> Any:
            calls[0] += 1
            return real(*args, **named)

        monkeypatch.setattr(module, name, counting)
        return calls

    return count


@pytest.mark.parametrize(
    "names",
    [
        [f"{word(7 * n)} {word(n)}" for n in range(MANY)],
        [f"{('Anna', 'Karl', 'Omar')[n % 3]} {word(n)}" for n in range(MANY)],
        [f"{word(n)} Bakurol" for n in range(MANY)],
        [f"Karl {word(n)} Bakurol" for n in range(MANY)],
    ],
    ids=["different", "few first names", "one surname", "one first name and surname"],
)
def test_people_are_compared_with_few(names: list[str], counted: Callable[[Any, str], list[int]]) -> None:
    calls = counted(persons, "_fits")
    text, found = forms(names, "PERSON")
    assert len(persons.people(text, found, WORDS)) == MANY
    assert calls[0] < 8 * MANY


def test_a_bare_surname_of_many_goes_to_the_nearest() -> None:
    names = [name for n in range(MANY) for name in (f"{word(n)} Bakurol", "Bakurol")]
    text, found = forms(names, "PERSON")
    people = persons.people(text, found, WORDS)
    assert [len(person.mentions) for person in people[1:]] == [2] * (MANY - 1)


@pytest.mark.parametrize(
    "names",
    [
        [f"{word(n)} {word(3 * n + 1)} Bank" for n in range(MANY)],
        [f"University of {word(n)}" for n in range(MANY)],
        [name for n in range(MANY) for name in (f"{word(n)} Trading Group", word(n))],
    ],
    ids=["one kind", "one beginning", "with short forms"],
)
def test_organizations_are_compared_with_few(names: list[str], counted: Callable[[Any, str], list[int]]) -> None:
    calls = counted(organizing, "_short_for")
    _, found = forms(names, "ORG")
    assert organizing.organizations(found, [], WORDS)
    assert calls[0] < 8 * MANY


def test_short_forms_and_initials_still_find_the_only_name() -> None:
    names = [f"{word(n)} {word(3 * n + 1)} Bank" for n in range(MANY)]
    _, found = forms([*names, "Zurlan Relief Fund", "ZRF", "Melkor Party", "Melkor"], "ORG")
    organizations: list[Local] = organizing.organizations(found, [], WORDS)
    last = [[mention.surface for mention in organization.mentions] for organization in organizations[-2:]]
    assert sorted(last) == [["Melkor Party", "Melkor"], ["Zurlan Relief Fund", "ZRF"]]


def test_one_long_span_does_not_make_all_look_back_far() -> None:
    spans = [Span(0, 10_000, "ORG"), *(Span(n, n + 3, "ORG") for n in range(0, 10_000, 5))]
    found = Spans(spans)
    assert found.at(500, 501) == [spans[0], Span(500, 503, "ORG")]
    assert found.at(10_000, 10_010) == []
    assert longest_apart(spans) == [spans[0]]


def test_an_acronym_may_be_explained_by_another_name_of_a_well_known_organization() -> None:
    text = "The Japan Aerospace Exploration Agency (JAXA) spoke. JAXA left."
    names = [(4, 38), (40, 44), (53, 57)]
    found = gather(Candidate.at(text, start, end, "ORG") for start, end in names)
    said = Explained("jaxa", 40, 44, 4, 38, text[4:38], named=True)
    (agency,) = organizing.organizations(found.values(), [said], WORDS)
    assert [mention.rule for mention in agency.mentions] == [organizing.NAMED, *[organizing.EXPLAINED] * 2]
