import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comention.export.filenames import stems


@settings(max_examples=100)
@given(st.lists(st.one_of(st.text(max_size=200), st.sampled_from(["con", "CON.x", "a", "A ", "a (2)", ".", "é", "É"]))))
def test_names_are_legal_and_stay_apart_everywhere(titles: list[str]) -> None:
    names = list(stems(titles))
    assert len({normalize("NFC", name.casefold()) for name in names}) == len(titles)
    for name in names:
        assert not re.search(r'[\[\]#^|\\/:*?"<>`\x00-\x1f\x7f]', name)
        assert name == name.strip(". ")
        assert 0 < len(name.encode()) < 200
        assert name == normalize("NFC", name)
        assert name.partition(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("中" * 99, "中" * 40),
        ("e\u0301", "é"),
        ("a\u202eb\x00", "a b"),
        ("", "unnamed"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert list(stems([title])) == [name]
