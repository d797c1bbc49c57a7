from pathlib import Path

import pytest

from comention import corrections
from comention.corrections import Corrections, Ignored, Listed, Related
from comention.errors import SettingError
from comention.model import EntityType, RelationKind

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

[[relation]]
source = "Donald Trump"
target = "Tyler"
phrase = "met"
reject = true

[[relation]]
source = "Tyler"
target = "DJT"
kind = "works for"
"""


BETWEEN = "[[relation]]\nsource = 'A'\ntarget = 'B'\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "comention.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_has_settings_entities_names_to_ignore_and_relations(file: Path) -> None:
    written = corrections.load(file)
    assert written.settings == {"window": "paragraph"}
    trump = Listed(
        "Donald Trump", EntityType.PERSON, ("DJT", "the Donald"), ("Trump Organization",), identifier="Q22686", line=5
    )
    assert written.corrections == Corrections(
        (trump,),
        (Ignored("Tyler Durden", line=12), Ignored(pattern=r"^User \d+$", line=15)),
        (
            Related("Donald Trump", "Tyler", "met", line=18),
            Related("Tyler", "DJT", kind=RelationKind.WORKS, line=24),
        ),
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
        ("relation = 3\n", r"write it as a list: \[\[relation\]\]"),
        ("\n[[relation]]\nsource = 'x'\nreject = true\n", ":2: a relation needs a source and a target"),
        ("[[relation]]\nsource = 'x'\ntarget = 3\nreject = true\n", ":1: a relation needs a source and a target"),
        ("[[relation]]\nsource = 'x'\ntarget = 'X'\nreject = true\n", ":1: 'x' is both source and target"),
        (BETWEEN + "phrase = ''\nreject = true\n", ":1: phrase must be a text"),
        (BETWEEN, r":1: \[\[relation\]\] needs either reject = true or a kind"),
        (BETWEEN + "reject = false\n", r":1: \[\[relation\]\] needs either reject = true or a kind"),
        (BETWEEN + "reject = true\nkind = 'met'\n", r":1: \[\[relation\]\] needs either reject = true or a kind"),
        (BETWEEN + "kind = 'enemy'\n", ":1: kind 'enemy' is not valid; use one of works for, member of"),
        (BETWEEN + "kind = ['met']\n", r":1: kind \['met'\] is not valid"),
        (BETWEEN + "word = 'met'\n", ":1: 'word' is not known here; use kind, phrase, reject, source, target"),
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
        (
            f"{BETWEEN}reject = true\n\n{BETWEEN.replace('A', 'b').replace('B', 'a')}kind = 'met'\n",
            ":6: 'b → a' is 'met' here, and rejected in line 1",
        ),
        (
            "[[entity]]\nname = 'Ann'\naliases = ['A']\n\n"
            f"{BETWEEN}phrase = 'saw'\nkind = 'met'\n\n{BETWEEN.replace('A', 'ANN')}phrase = 'Saw'\nkind = 'family'\n",
            ":11: 'ANN → Saw → B' is 'family' here, and 'met' in line 5",
        ),
    ],
)
def test_contradictions_name_both_lines(text: str, complaint: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=complaint):
        corrections.load(file)


def test_several_things_may_be_said_of_several_relations(file: Path) -> None:
    one, other = f"{BETWEEN}phrase = 'saw'\nkind = 'met'\n", f"{BETWEEN}phrase = 'paid'\nkind = 'met'\n"
    back = one.replace("A", "C").replace("B", "A").replace("C", "B").replace("met", "other")
    file.write_text(f"{one}{one}{other}{back}{BETWEEN}reject = true\n", encoding="utf-8")
    assert len(corrections.load(file).corrections.relations) == 5


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"gone\.toml: cannot be read"):
        corrections.load(tmp_path / "gone.toml")
    (tmp_path / "latin.toml").write_bytes(b"[[entity]]\nname = '\xe9'\n")
    with pytest.raises(SettingError, match="this is not a valid TOML file"):
        corrections.load(tmp_path / "latin.toml")
