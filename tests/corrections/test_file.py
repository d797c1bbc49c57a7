from pathlib import Path

import pytest

from comention import corrections
from comention.corrections import Corrections, Ignored, Listed
from comention.errors import SettingError
from comention.model import EntityType

FILE = """\
# who is who
[settings]
window = "paragraph"

[[entity]]
name = "Donald Trump"
type = "PERSON"
aliases = ["DJT", "the Donald"]
not_aliases = ["Trump Organization"]
id = "Q22686"

[[ignore]]
text = "Tyler Durden"

[[ignore]]
pattern = "^User \\\\d+$"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "comention.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_has_settings_entities_and_names_to_ignore(file: Path) -> None:
    written = corrections.load(file)
    assert written.settings == {"window": "paragraph"}
    trump = Listed(
        "Donald Trump", EntityType.PERSON, ("DJT", "the Donald"), ("Trump Organization",), identifier="Q22686", line=5
    )
    assert written.corrections == Corrections(
        (trump,), (Ignored("Tyler Durden", line=12), Ignored(pattern=r"^User \d+$", line=15))
    )


def test_the_output_folder_comes_before_the_place_of_the_input(file: Path, tmp_path: Path) -> None:
    out, articles = tmp_path / "out", tmp_path / "articles"
    out.mkdir()
    articles.mkdir()
    assert corrections.find_file([articles / "a.txt"], out) is None
    assert corrections.find_file([articles], out) == file
    (articles / "comention.toml").touch()
    assert corrections.find_file(["-", articles / "a.txt"], out) == articles / "comention.toml"
    (out / "comention.toml").touch()
    assert corrections.find_file([articles], out) == out / "comention.toml"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[entity]\n", "this is not a valid TOML file"),
        ("[[names]]\n", r"\[names\] is not known; use \[settings\]"),
        ("entity = 3\n", r"write it as a list: \[\[entity\]\]"),
        ("[[entity]]\naliases = ['x']\n", ":1: an entity needs a name"),
        ("\n[[entity]]\nname = 'x'\ntype = 'SHIP'\n", ":2: type 'SHIP' is not valid; use one of PERSON, ORG, COUNTRY"),
        ("[[entity]]\nname = 'x'\nalias = ['y']\n", ":1: 'alias' is not known here; use aliases"),
        ("[[entity]]\nname = 'x'\naliases = 'y'\n", ":1: aliases must be a list of texts"),
        ("[[ignore]]\n", r":1: \[\[ignore\]\] needs either a text or a pattern"),
        ("[[ignore]]\ntext = 'x'\npattern = 'y'\n", r":1: \[\[ignore\]\] needs either a text or a pattern"),
        ("[[ignore]]\npattern = '('\n", r":1: pattern '\(' is not a regular expression"),
        ("settings = 1\n", "settings must be a table"),
    ],
)
def test_what_is_not_valid_is_reported_with_its_line(text: str, complaint: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=complaint):
        corrections.load(file)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "[[entity]]\nname = 'A'\naliases = ['x']\n\n[[entity]]\nname = 'B'\naliases = ['X']\n",
            ":5: 'X' refers to 'B' here, and to 'A' in line 1",
        ),
        (
            "[[entity]]\nname = 'A'\naliases = ['B']\n\n[[ignore]]\ntext = 'b'\n",
            ":5: 'b' is ignored here, and refers to 'A' in line 1",
        ),
        (
            "[[entity]]\nname = 'A'\naliases = ['B']\nnot_aliases = ['b']\n",
            ":1: 'B' is listed both as 'A' and as not 'A'",
        ),
    ],
)
def test_contradictions_name_both_lines(text: str, complaint: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=complaint):
        corrections.load(file)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"gone\.toml: cannot be read"):
        corrections.load(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes(b"[[entity]]\nname = '\xe9'\n")
    with pytest.raises(SettingError, match="this is not a valid TOML file"):
        corrections.load(tmp_path / "latin.toml")
