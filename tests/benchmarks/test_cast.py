"""Casts are read as their format is told, stars are counted as told, and those of our samples come out right."""

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.benchmarks import cast
from tests.benchmarks.cast import Collection, Line, Star, load, occurrences, read_cast, samples, stars, unseen
from tests.benchmarks.quality import OWN, STEPS, resolved, spelled
from tests.benchmarks.scoring import Name

from comention.errors import InputError
from comention.extract.given import Given
from comention.model import Document, Span

MINUTES = "Ruth Lund opened. Lund thanked the Harbour Board, and the Harbour\nBoard of Trade. The Quaymen paid."
ANNEX = "The road to Lund is closed. Ruth Lund and the Harbour Board regret it."
CAST = """\
# The minutes of a harbour board.
ruth-lund\tPERSON\tRuth Lund
ruth-lund\tPERSON\tLund\tminutes-*

harbour-board\tORG\tHarbour Board\t
harbour-board\tORG\tQuaymen
-\tORG\tHarbour Board of Trade
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the collection of the format's example."""
    made = tmp_path / "harbour"
    made.mkdir()
    (made / "cast.tsv").write_text(CAST)
    (made / "minutes-1.txt").write_text(MINUTES)
    (made / "annex.txt").write_text(ANNEX)
    return made


def found(text: str, forms: str, name: str = "d") -> list[tuple[str, str]]:
    """Which stars stand where, given lines of star and form with a colon, and perhaps a pattern behind another one."""
    lines = [line.split(":") for line in forms.split("; ")]
    known = [Line(n, line[0], "PERSON", line[1], *(line[2:] or ["*"])) for n, line in enumerate(lines)]
    return [(line.star, text[start:end]) for start, end, line in occurrences(Document(name, text), known)]


class TestReading:
    def test_lines_of_three_cells_or_four(self, folder: Path) -> None:
        assert read_cast(folder / "cast.tsv") == [
            Line(2, "ruth-lund", "PERSON", "Ruth Lund", "*"),
            Line(3, "ruth-lund", "PERSON", "Lund", "minutes-*"),
            Line(5, "harbour-board", "ORG", "Harbour Board", "*"),
            Line(6, "harbour-board", "ORG", "Quaymen", "*"),
            Line(7, "-", "ORG", "Harbour Board of Trade", "*"),
        ]

    def test_what_spreadsheets_write(self, tmp_path: Path) -> None:
        (tmp_path / "cast.tsv").write_bytes(b"\xef\xbb\xbfann\tPERSON\tAnn Lee\r\n-\tboat\tAnn Lee II\r\n")
        assert [(line.star, line.form) for line in read_cast(tmp_path / "cast.tsv")] == [
            ("ann", "Ann Lee"),
            ("-", "Ann Lee II"),
        ]

    def test_the_list_is_no_document(self, folder: Path) -> None:
        assert sorted(document.id for document in load(folder).documents) == ["annex.txt", "minutes-1.txt"]

    def test_ids_of_records_are_ids_of_documents(self, folder: Path) -> None:
        (folder / "docs.jsonl").write_text(json.dumps({"id": "minutes-9", "text": "Lund left."}) + "\n")
        assert "minutes-9" in {document.id for document in load(folder).documents}

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ("# nothing\n\nann\tPERSON\n", "cast.tsv:3: a line is a star, a type, a form"),
            ("ann PERSON Ann Lee\n", "cast.tsv:1: a line is a star, a type, a form"),
            ("ann\tPERSON\tAnn Lee\t*\tmore\n", "cast.tsv:1: a line is a star, a type, a form"),
            ("ann\tPERSON\t \t*\n", "cast.tsv:1: a line is a star, a type, a form"),
            ("ann\tperson\tAnn Lee\n", "cast.tsv:1: 'person' is no type; the types are PERSON, ORG, COUNTRY"),
            ("ann\tPERSON\tAnn Lee\nann\tORG\tAnn\n", "cast.tsv:2: ann is a ORG here and a PERSON before"),
            ("-\tPERSON\tAnn Lee\n", "cast.tsv: names no star"),
        ],
    )
    def test_what_makes_no_sense_is_told(self, tmp_path: Path, written: str, message: str) -> None:
        (tmp_path / "cast.tsv").write_text(written)
        with pytest.raises(InputError, match=message):
            read_cast(tmp_path / "cast.tsv")

    def test_other_encodings_and_folders_without_a_cast_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "cast.tsv").write_bytes("rené\tPERSON\tRené\n".encode("latin-1"))
        with pytest.raises(InputError, match="is not written in UTF-8"):
            read_cast(tmp_path / "cast.tsv")
        (tmp_path / "cast.tsv").unlink()
        with pytest.raises(InputError, match=r"cast\.tsv: cannot be read"):
            load(tmp_path)

    def test_a_folder_without_documents_is_told(self, folder: Path) -> None:
        for path in folder.glob("*.txt"):
            path.unlink()
        with pytest.raises(InputError, match="there is no document in it"):
            load(folder)


class TestOccurrences:
    def test_the_longest_form_is_there_and_none_inside_of_it(self) -> None:
        forms = "ann:Ann Lee; ann:Ann; bob:Lee"
        assert found("Ann Lee saw Ann, and Lee.", forms) == [("ann", "Ann Lee"), ("ann", "Ann"), ("bob", "Lee")]

    def test_a_longer_name_of_somebody_else_hides_a_form(self) -> None:
        assert found("Ann Lee II sank. Ann Lee swam.", "ann:Ann Lee; -:Ann Lee II") == [
            ("-", "Ann Lee II"),
            ("ann", "Ann Lee"),
        ]

    def test_words_are_whole_and_case_counts(self) -> None:
        assert found("Annual, LeeAnn, ann, Ann_1, Ann's, (Ann)-like", "ann:Ann") == [("ann", "Ann")] * 2

    def test_any_white_space_is_a_space(self) -> None:
        assert found("Ann\n Lee, Ann\u00a0Lee", "ann:Ann Lee") == [("ann", "Ann\n Lee"), ("ann", "Ann\u00a0Lee")]

    def test_forms_that_end_in_a_dot(self) -> None:
        assert found("Lee Inc. and Lee Inc.", "lee:Lee Inc.; lee:Lee") == [("lee", "Lee Inc.")] * 2

    def test_the_later_of_two_lines_holds_where_its_pattern_fits(self) -> None:
        forms = "ann:Lee; bob:Lee:letter-*"
        assert found("Lee left.", forms, "note-1") == [("ann", "Lee")]
        assert found("Lee left.", forms, "letter-1") == [("bob", "Lee")]


class TestStars:
    def test_share_and_purity(self) -> None:
        text = "Ann Lee. Lee. Lee. Bob. Bob. Bob."
        lines = [Line(1, "ann", "PERSON", "Ann Lee", "*"), Line(2, "ann", "PERSON", "Lee", "*")]
        lines.append(Line(3, "bob", "PERSON", "Bob", "*"))
        names = [
            Name(0, 7, "PERSON", "p:ann"),
            Name(9, 12, "PERSON", "p:ann"),
            Name(14, 17, "ORG", "o:lee"),
            Name(19, 22, "PERSON", "p:ann"),
            Name(24, 27, "PERSON", "p:bob"),
        ]
        bob, ann = sorted(stars(Collection("c", [Document("d", text)], lines), {"d": names}), reverse=True)
        assert ann == Star("ann", "PERSON", ann.places, ("PERSON", "p:ann"), 2 / 3)
        assert ann.places == Counter({("PERSON", "p:ann"): 2, ("ORG", "o:lee"): 1})
        assert (ann.share, ann.f1) == pytest.approx((2 / 3, 2 / 3))
        # the node of Ann got as much of Bob as his own got of him: of equals, the last one by its id is taken
        assert bob.places == Counter({("PERSON", "p:ann"): 1, ("PERSON", "p:bob"): 1, None: 1})
        assert bob.node == ("PERSON", "p:bob")
        assert (bob.share, bob.purity) == pytest.approx((1 / 3, 1))

    def test_the_name_that_shares_most_counts(self) -> None:
        lines = [Line(1, "board", "ORG", "Harbour Board of Trade", "*")]
        names = [Name(0, 7, "ORG", "o:port"), Name(8, 22, "ORG", "o:trade")]
        (board,) = stars(Collection("c", [Document("d", "Harbour Board of Trade")], lines), {"d": names})
        assert board.node == ("ORG", "o:trade")

    def test_without_a_node_of_its_type_a_star_has_nothing(self) -> None:
        lines = [Line(1, "ann", "PERSON", "Ann", "*"), Line(2, "bob", "PERSON", "Bob", "*")]
        (ann,) = stars(Collection("c", [Document("d", "Ann")], lines), {"d": [Name(0, 3, "ORG", "o:ann")]})
        assert (ann.name, ann.node, ann.share, ann.f1) == ("ann", None, 0, 0)


class TestCommand:
    @pytest.fixture(autouse=True)
    def given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let each model find the same names."""
        labels = {"Ruth Lund": "PERSON", "Harbour Board": "ORG", "Quaymen": "PERSON"}
        texts = {
            text: [
                Span(text.index(name), text.index(name) + len(name), labels[name]) for name in labels if name in text
            ]
            for text in (MINUTES, ANNEX)
        }
        monkeypatch.setattr(cast, "load_extractor", lambda model: Given(texts))

    def test_a_table(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        cast.main([str(folder), "--model", "accurate", "--recipe"])
        lines = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
        told = [[cell.strip() for cell in line if cell.strip()] for line in lines]
        assert told == [
            ["right", "of", "mean F1"],
            ["harbour, accurate", "1", "2", "90.0"],
            ["harbour, the usual recipe", "0", "2", "80.0"],
        ]

    def test_several_folders_have_a_total(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        cast.main([str(folder), str(folder)])
        assert capsys.readouterr().out.splitlines()[-1].split() == ["all,", "default", "2", "4", "90.0"]

    def test_stars_that_are_not_right_are_listed(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        cast.main([str(folder), "--stars"])
        told = capsys.readouterr().out.splitlines()
        star = "harbour-board (ORG), 3 times: 2 in org:harbour-board (ORG), which is 100 % its own"
        assert told[:2] == ["harbour, default", f" 80.0  {star}; 1 in person:quaymen (PERSON)"]

    def test_every_step_of_an_ablation_has_its_figures(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        cast.main([str(folder), "--ablation"])
        lines = [line.strip().split("  ")[0] for line in capsys.readouterr().out.splitlines()[1:]]
        assert lines == ["harbour, default", *(f"harbour, default {step}" for step in STEPS if step != "everything")]

    def test_forms_that_occur_nowhere_are_told(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with (folder / "cast.tsv").open("a") as file:
            file.write("ruth-lund\tPERSON\tR. Lund\n")
        assert [line.form for line in unseen(load(folder))] == ["R. Lund"]
        cast.main([str(folder)])
        assert "harbour, line 8 of the cast: 'R. Lund' occurs nowhere" in capsys.readouterr().err

    def test_errors_are_one_line(self, folder: Path) -> None:
        (folder / "cast.tsv").write_text("ann\tCITY\tAnn\n")
        with pytest.raises(SystemExit, match=r"^error: \S+cast\.tsv:1: 'CITY' is no type"):
            cast.main([str(folder)])
        (folder / "cast.tsv").write_text("ann\tPERSON\tAnn\n")
        with pytest.raises(SystemExit, match=r"^error: harbour: no form of a star occurs in the documents$"):
            cast.main([str(folder)])


class TestSamples:
    def test_the_cast_does_not_contradict_gold(self) -> None:
        gold = {record["id"]: record["mentions"] for record in map(json.loads, OWN.read_text("utf-8").splitlines())}
        whose: dict[str, set[str | None]] = {}
        for document in samples().documents:
            for start, end, line in occurrences(document, samples().cast):
                at = [name["entity"] for name in gold[document.id] if name["start"] < end and start < name["end"]]
                if line.star != cast.NOBODY:
                    whose.setdefault(line.star, set()).update(at or [None])
        assert all(len(entities) == 1 and None not in entities for entities in whose.values())
        assert len(whose) == 41

    def test_every_form_occurs(self) -> None:
        assert list(unseen(samples())) == []

    @pytest.mark.model
    def test_most_stars_come_out_right_and_few_by_the_usual_recipe(self) -> None:
        collection = samples()
        documents = cast.understood("default", collection.documents)
        ours = stars(collection, resolved(documents))
        theirs = stars(collection, spelled(documents))
        assert sum(star.f1 >= cast.RIGHT for star in ours) >= 39
        assert sum(star.f1 >= cast.RIGHT for star in theirs) < 20
