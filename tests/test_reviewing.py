import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.conftest import NAMES

from comention import pipeline, reviewing
from comention.cli import comention
from comention.corrections import load
from comention.errors import SettingError

TEXT = (
    "Angela Merkel met Barack Obama. Angela Merkle met François Hollande. Angela Merkel left Germany. "
    "Barack Obama met Fran Hollande in France. Fran Hollande met Angela Merkle in Germany."
)


@pytest.fixture
def out(tmp_path: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two questions."""
    for name in ("Angela Merkle", "Fran Hollande"):
        monkeypatch.setitem(NAMES, name, "PERSON")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("Angela Merkel met Barack Obama in Germany.")
    pipeline.generate([tmp_path / "in"], tmp_path / "out")
    return tmp_path / "out"


def typed(out: Path, keys: str, *options: str, columns: int = 80) -> Result:
    return CliRunner().invoke(
        comention,
        ["review", "-o", str(out), *options],
        input="".join(f"{key}\n" for key in keys.split(",")),
        env={"COLUMNS": str(columns)},
    )


def names(out: Path) -> set[str]:
    with pipeline.dataset(out) as dataset:
        return {node for node in dataset.graph if node.startswith("person")}


def test_answers_are_written_and_the_graph_is_made_anew(out: Path) -> None:
    told = typed(out, "s,d")
    assert told.exit_code == 0
    assert "1 of 2: Are Angela Merkel and Angela Merkle the same?" in told.output
    assert "one letter differs; 2 links hang on it" in told.output
    assert "“Angela Merkle met François Hollande.” (a.txt)" in told.output
    assert re.search(
        rf"2 answers in {out}/comention.toml\nentities: 7 before, 6 now\nlinks: \d+ before, \d+ now\n$", told.output
    )
    assert names(out) == {
        "person:angela-merkel",
        "person:barack-obama",
        "person:fran-hollande",
        "person:francois-hollande",
    }
    listed = load(out / "comention.toml").corrections.entities
    assert [(one.name, one.aliases, one.not_aliases) for one in listed] == [
        ("Angela Merkel", ("Angela Merkle",), ()),
        ("Fran Hollande", (), ("François Hollande",)),
    ]
    assert typed(out, "").output == "there is nothing to ask\n"


def test_later_quitting_and_the_end_of_input_write_nothing(out: Path) -> None:
    for keys in ("l,", "q", "", "x,q", "u,q"):
        assert typed(out, keys).exit_code == 0
    assert "s same, d not the same" in typed(out, "x,q").output
    assert "there is nothing to undo" in typed(out, "u,q").output
    assert not (out / "comention.toml").exists()


def test_undo_takes_back_the_last_answer_and_asks_again(out: Path) -> None:
    told = typed(out, "s,u,q")
    assert told.output.count("Are Angela Merkel and Angela Merkle the same?") == 2
    assert not (out / "comention.toml").exists()
    mine = b"\xef\xbb\xbf# mine\r\n"
    (out / "comention.toml").write_bytes(mine)
    told = typed(out, "l,d,u,d,u,q")
    assert (out / "comention.toml").read_bytes() == mine
    assert told.output.count("undone") == 2


def test_nothing_is_taken_back_that_was_changed_by_hand(out: Path) -> None:
    asked = reviewing.Review(out, many=9)
    asked.answer(asked.pairs[0], same=True)
    text = (out / "comention.toml").read_text() + "# mine\n"
    (out / "comention.toml").write_text(text)
    with pytest.raises(SettingError, match="was changed since then; nothing is taken back"):
        asked.undo()
    assert (out / "comention.toml").read_text() == text
    (out / "comention.toml").unlink()
    with pytest.raises(SettingError, match="was changed since then; nothing is taken back"):
        asked.undo()


def test_the_graph_is_made_when_asked_and_again_only_if_there_is_more(out: Path) -> None:
    told = typed(out, "s,g,q")
    assert told.output.count("entities: 7 before, 6 now") == 1
    told = typed(out, "s,g,u,q")
    assert told.output.count("entities:") == 2
    assert "person:fran-hollande" in names(out)


def test_on_a_wide_terminal_both_sides_stand_beside_each_other(out: Path) -> None:
    wide = typed(out, "q", columns=120).output
    assert re.search(r"^Angela Merkel \(3 mentions\) {10,}Angela Merkle \(2 mentions\)$", wide, re.MULTILINE)
    narrow = typed(out, "q", columns=40).output
    assert max(map(len, narrow.splitlines())) <= 40
    assert "\nAngela Merkle (2 mentions)\n" in narrow


def test_the_queue_is_json(out: Path) -> None:
    told = json.loads(typed(out, "", "--json", "-n", "1").output)
    assert (told["left"], len(told["pairs"])) == (2, 1)
    assert told == json.loads(json.dumps(pipeline.review(out, many=1)))


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interruption_keeps_all_answers(out: Path) -> None:
    command = [sys.executable, "-m", "comention", "review", "-o", str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"s\n")
        process.stdin.flush()
        assert process.stderr.readline() == b"written: the same\n"
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert process.wait() == 130
    assert "1 answer kept in" in told
    assert [one.aliases for one in load(out / "comention.toml").corrections.entities] == [("Angela Merkle",)]
    assert "person:angela-merkle" in names(out)
    assert typed(out, "g,q").exit_code == 0
    assert "person:angela-merkle" not in names(out)


def test_an_answer_that_contradicts_the_file_is_told(out: Path) -> None:
    (out / "comention.toml").write_text('[[ignore]]\ntext = "Angela Merkle"\n')
    told = typed(out, "s,q")
    assert "ignored here" in told.output or "is ignored" in told.output
    assert (out / "comention.toml").read_text() == '[[ignore]]\ntext = "Angela Merkle"\n'
