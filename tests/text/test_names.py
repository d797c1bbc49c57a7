import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comention.languages.lexicon import lexicon
from comention.text.names import acronyms, is_acronym, key, person_key, shouted

SMALL = lexicon("en").grammar.small.keys
LETTERS = [*"aÀžßŁøÆ ıİбЖйαΏहי中 .'’“”-–/&ABcXyz", "e\u0301", "É", "हि", "न्", "\u00a0"]
written = st.lists(st.sampled_from(LETTERS), max_size=20).map("".join)


@given(written)
def test_the_key_of_a_key_is_itself(surface: str) -> None:
    assert key(key(surface)) == key(surface)


@given(st.text(max_size=12))
@example("Google™")
@example("\u0301/\u0301")
def test_the_key_of_a_key_is_itself_for_whatever_stands_in_a_file(surface: str) -> None:
    assert key(key(surface)) == key(surface)


@given(written)
def test_the_key_has_no_white_space_around_or_twice_and_no_capitals(surface: str) -> None:
    assert key(surface) == " ".join(key(surface).split())
    assert key(surface) == key(surface).casefold()


@given(st.text("abcXYZ .-'", max_size=20))
def test_capitals_and_typographic_apostrophes_make_no_other_key(surface: str) -> None:
    assert key(surface.upper()) == key(surface.lower()) == key(surface.replace("'", "’"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "Erdogan"),
        ("François Hollande", "FRANCOIS HOLLANDE"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("U.S.", "US"),
        ("O’Brien", "O'Brien"),
        ("Wałęsa", "Walesa"),
        ("Łódź", "LODZ"),
        ("Angela\n Merkel", "Angela Merkel"),
        ("Türkiye", "Turkiye"),
        ("İstanbul", "Istanbul"),
        ("Google™", "Google"),
        ("Lego®", "Lego"),
        ("Меркель", "МЕРКЕЛЬ"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Merkel", "Merkle"), ("हिन्दी", "हिनदी"), ("й", "и"), ("が", "か"), ("AT&T", "ATT")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("surface", ["J.K. Rowling", "J. K. Rowling", "j.k. rowling"])
def test_initials_of_a_person_are_apart(surface: str) -> None:
    assert person_key(surface) == "j k rowling"


@pytest.mark.parametrize(
    ("surface", "acronym"),
    [
        ("World Health Organisation", "who"),
        ("Federal Bureau of Investigation", "fbi"),
        ("Department of Justice", "doj"),
        ("European Central Bank", "ecb"),
        ("Fédération Internationale de Football Association", "fifa"),
        ("Agence France-Presse", "afp"),
    ],
)
def test_initials_of_an_organization(surface: str, acronym: str) -> None:
    assert acronym in acronyms(surface, SMALL)


def test_one_word_has_no_initials() -> None:
    assert acronyms("Reuters", SMALL) == acronyms("", SMALL) == set()


@given(st.text(max_size=12))
def test_what_looks_like_an_acronym_is_short_and_of_one_word(surface: str) -> None:
    if is_acronym(surface):
        assert 2 <= sum(c.isalpha() for c in surface) <= 7
        assert len(surface.split()) == 1


def test_shouted_is_more_than_an_initial() -> None:
    assert [form for form in ("MERKEL", "M.", "M", "Merkel", "U.S.", "") if shouted(form)] == ["MERKEL", "U.S."]
