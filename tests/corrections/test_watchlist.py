from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.corrections import Listed
from comention.corrections.watchlist import from_csv, to_csv
from comention.errors import InputError
from comention.model import EntityType

FILE = Path("names.csv")
TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="|"), min_size=1).map(
    lambda text: " ".join(text.split())
)
NAMES = TEXTS.filter(bool)


@given(
    st.lists(
        st.builds(
            Listed,
            NAMES,
            st.none() | st.sampled_from(list(EntityType)),
            st.lists(NAMES, max_size=3).map(tuple),
            st.lists(NAMES, max_size=2).map(tuple),
            st.none() | NAMES,
            st.none() | NAMES,
        )
    )
)
def test_what_is_written_is_read_again(listed: list[Listed]) -> None:
    assert from_csv(to_csv(listed), FILE) == listed


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", " =1", "+1", "-1", "@A1", "＝1"])
def test_no_cell_is_a_formula(name: str, tmp_path: Path) -> None:
    table = to_csv([Listed(name)])
    assert f"\n'{name}" in table
    assert [entity.name for entity in from_csv(table, tmp_path)] == [name]


def test_a_name_keeps_its_own_apostrophe(tmp_path: Path) -> None:
    assert from_csv(to_csv([Listed("'t Hooft")]), tmp_path) == [Listed("'t Hooft")]


def test_only_the_name_is_needed_and_blank_rows_are_passed_over() -> None:
    assert from_csv("\ufeffname\nAnn\n\nBob\n", FILE) == [Listed("Ann"), Listed("Bob")]


@pytest.mark.parametrize(
    "text",
    [
        "name;type;aliases\nAnn Lee;PERSON;Annie | A. Lee\n",
        "name\ttype\taliases\r\nAnn Lee\tperson\tAnnie | A. Lee\r\n",
        "\ufeffaliases;Name;TYPE\nAnnie | A. Lee;Ann Lee;Person\n",
        "sep=;\nname;type;aliases\nAnn Lee;PERSON;Annie | A. Lee\n",
        '\n\nnotes,type,name,aliases\n"seen; twice",PERSON,Ann Lee,Annie|A. Lee\n',
        'name;aliases;type;\nAnn Lee;"Annie | A. Lee";PERSON;\n;;;\n',
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(text: str) -> None:
    assert from_csv(text, FILE) == [Listed("Ann Lee", EntityType.PERSON, ("Annie", "A. Lee"))]


def test_a_delimiter_in_a_name_parts_nothing() -> None:
    assert from_csv("name,code\nSmith; Jones & Co,7\n", FILE) == [Listed("Smith; Jones & Co", code="7")]
    assert from_csv("name;type\nActors, Inc.;ORG\n", FILE) == [Listed("Actors, Inc.", EntityType.ORG)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "names.csv: the first line must name the columns"),
        ("who;kind\nAnn;name\n", "the first line must name the columns"),
        ("who\nAnn\n", "the first line must name the columns"),
        ("type;name\nORG;\n", "names.csv:2: a row needs a name"),
        ("name,type\n,ORG\n", "names.csv:2: a row needs a name"),
        (
            "name,type\nAnn,ship\n",
            "names.csv:2: type 'ship' is not valid; use one of PERSON, ORG, COUNTRY, or leave it empty",
        ),
    ],
)
def test_what_is_not_valid_is_reported(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        from_csv(text, FILE)
