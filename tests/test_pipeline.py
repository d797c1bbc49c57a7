import hashlib
import io
import json
import threading
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from tests.placeless import without_places
from tests.stored import stored_documents

import comention
from comention import pipeline
from comention.config import Settings
from comention.corrections import Corrections, Listed
from comention.corrections.edit import ignore, merge, rename, split
from comention.errors import ExportError, InputError, SettingError, WorkspaceError
from comention.export import export
from comention.model import Document, Extraction
from comention.pipeline import build_graph, generate
from comention.read import find
from comention.resolve import proposing, resolving
from comention.workspace.store import Store

MERKEL, OBAMA, GERMANY = "person:angela-merkel", "person:barack-obama", "country:de"
MEETING = "Angela Merkel met Barack Obama in Germany."


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def digests(folder: Path) -> dict[str, str]:
    """What a user sees of an output folder; the workspace is ours."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if not path.name.startswith("workspace")
    }


def report(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_files_that_are_behind_the_corrections_are_made_anew(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    pipeline.rewrite(
        out, out / "comention.toml", b'[[ignore]]\ntext = "Barack Obama"\n', expected=None
    )  # here it is killed
    assert OBAMA in nx.read_graphml(out / "graph.graphml")
    pipeline.catch_up(out)
    assert OBAMA not in nx.read_graphml(out / "graph.graphml")
    made = digests(out)
    assert [*made] == ["comention.toml", "graph.graphml", "graph.html", "report.json"]
    pipeline.catch_up(out)
    assert digests(out) == made
    written = (out / "comention.toml").read_bytes()
    assert not pipeline.rewrite(out, out / "comention.toml", None, expected=written + b"# by hand")
    assert pipeline.rewrite(out, out / "comention.toml", None, expected=written)
    generate([articles], out)
    assert names(out) == ["graph.graphml", "graph.html", "report.json", "workspace.duckdb"]


def test_those_who_correct_at_the_same_time_lose_nothing(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    file, forms = out / "comention.toml", [f"Form {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda form: pipeline.revise(out, file, split("Angela Merkel", [form])), forms))
    assert sorted(tomllib.loads(file.read_text())["entity"][0]["not_aliases"]) == sorted(forms)
    assert {*names(out)} - {"comention.toml"} == {
        *(".comention.behind", "graph.graphml", "graph.html", "report.json", "workspace.duckdb")
    }


def test_a_graph_is_there_before_its_files(articles: Path, out: Path, extractor: Any) -> None:
    generate([articles], out)
    before = digests(out)
    pipeline.rewrite(out, out / "comention.toml", b'[[ignore]]\ntext = "Barack Obama"\n', expected=None)
    shown: list[Any] = []
    remade, seen = pipeline.remake(out, first=shown.append)
    assert OBAMA not in shown[0]
    assert {*shown[0].edges} == {*remade.dataset.graph.edges}
    assert digests(out) == {
        **before,
        "comention.toml": digests(out)["comention.toml"],
        ".comention.behind": digests(out)[".comention.behind"],
    }
    with pipeline.dataset(out) as dataset:
        assert OBAMA not in dataset.graph
    pipeline.write_files(out, remade, seen)
    made = digests(out)
    pipeline.resolve_again(out)
    assert digests(out) == made


@pytest.mark.parametrize("window", ["sentence", "paragraph", "document", "3"])
def test_what_is_taken_from_the_earlier_graph_is_as_if_it_was_made_anew(
    articles: Path, tmp_path: Path, extractor: Any, window: str
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for out in (one, other):
        generate([articles], out, {"window": window})
    with pipeline.dataset(one) as dataset:
        earlier = dataset.graph
    for correction in (
        b'[[ignore]]\ntext = "Barack Obama"\n',
        b'[[entity]]\nname = "Angela Merkel"\naliases = ["Barack Obama"]\n',
        b'[[entity]]\nname = "Anna"\naliases = ["Angela Merkel"]\ntype = "ORG"\n[[ignore]]\ntext = "Germany"\n',
        b"",
    ):
        graphs: list[Any] = []
        for out, known in ((one, earlier), (other, None)):
            (out / "comention.toml").write_bytes(correction)
            remade, _ = pipeline.remake(out, earlier=known)
            graphs.append(remade.dataset.graph)
        graph, anew = graphs
        assert dict(graph.nodes(data=True)) == dict(anew.nodes(data=True))
        assert list(graph.edges(data=True)) == list(anew.edges(data=True))
        assert graph.graph == anew.graph
        earlier = graph


class TestAdd:
    def test_only_what_is_new_is_read(self, articles: Path, tmp_path: Path, out: Path, extractor: Any) -> None:
        more = tmp_path / "more"
        more.mkdir()
        (more / "new.txt").write_text("Angela Merkel met François Hollande.\n")
        (more / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
        generate([articles, more], tmp_path / "both")
        generate([articles], out, {"title": "Mine", "window": "document", "text_limit": 7})
        for path in articles.iterdir():
            path.unlink()
        extractor.texts.clear()
        derived, seen = pipeline.add(out, find([more / "new.txt", more / "bad.pdf"]))
        assert len(extractor.texts) == 1
        pipeline.write_files(out, derived, seen)
        made = report(out)
        assert [entry["input"] for entry in made["inputs"]][-2:] == ["new.txt", "bad.pdf"]
        assert made["inputs"][-1]["status"] == "damaged"
        assert made["counts"]["documents"] == report(tmp_path / "both")["counts"]["documents"]
        assert (made["title"], made["settings"]["window"]) == ("Mine", "document")
        with Store(out / "workspace.duckdb", read_only=True) as store:
            assert store.facts()["chosen"] == {"title": "Mine", "text_limit": 7}
            assert [document.id for document in stored_documents(store)][-1] == "new.txt"

    def test_a_source_that_has_changed_takes_the_place_of_what_it_was(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        generate([articles], out)
        changed = articles / "wire.jsonl"
        changed.write_text('{"id": "w-9", "text": "Angela Merkel left France."}\n')
        derived, _ = pipeline.add(out, find([changed]))
        assert [entry["input"] for entry in derived.outcomes].count("wire.jsonl") == 1
        with Store(out / "workspace.duckdb", read_only=True) as store:
            assert [d.id for d in stored_documents(store)] == ["2015-01-02-talks.txt", "summit.md", "w-9"]
        resolved = derived.dataset.graph
        generate([articles], out)
        assert set(nx.read_graphml(out / "graph.graphml")) == set(resolved)

    def test_a_folder_may_be_empty(self, articles: Path, tmp_path: Path, out: Path, extractor: Any) -> None:
        out.mkdir()
        (out / "comention.toml").write_text('[settings]\nwindow = "document"\n[[ignore]]\ntext = "Germany"\n')
        derived, seen = pipeline.add(out, find([articles]), title="articles")
        pipeline.write_files(out, derived, seen)
        other = tmp_path / "other"
        other.mkdir()
        (other / "comention.toml").write_bytes((out / "comention.toml").read_bytes())
        generate([articles], other)
        assert digests(out) == digests(other)


class TestGenerate:
    def test_a_folder_becomes_a_page_a_graph_a_report_and_a_workspace(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        made = generate([articles], out)
        assert names(out) == ["graph.graphml", "graph.html", "report.json", "workspace.duckdb"]
        graph = nx.read_graphml(out / "graph.graphml")
        assert {MERKEL, OBAMA, GERMANY} <= set(graph)
        assert graph.edges[MERKEL, OBAMA]["weight"] == 2
        assert (made.documents, made.skipped) == (3, 2)
        assert (made.entities, made.links) == (graph.number_of_nodes(), graph.number_of_edges())

    def test_the_report_says_what_became_of_every_input(self, articles: Path, out: Path, extractor: Any) -> None:
        (articles / "blank.txt").write_text(" \n")
        (articles / "none.jsonl").write_text("\n")
        (articles / "bad.jsonl").write_text("[]\n{\n")
        (articles / "binary.txt").write_bytes(b"\0")
        generate([articles], out, Settings(window=2, text_field="text"))
        made = report(out)
        assert made["comention"] == comention.__version__
        assert made["model"] == "names 1"
        assert made["title"] == "articles"
        assert made["settings"]["window"] == 2
        assert made["fields"]["text"] == "text"
        assert made["counts"]["documents"] == 4
        inputs = {entry.pop("input"): entry for entry in made["inputs"]}
        assert inputs["2015-01-02-talks.txt"] == {"status": "read", "documents": 1}
        assert inputs["blank.txt"] == {"status": "empty", "documents": 1, "reason": "it holds no text"}
        assert inputs["none.jsonl"] == {"status": "empty", "documents": 0, "reason": "it holds no documents"}
        assert inputs["binary.txt"]["reason"] == "looks binary"
        assert inputs["binary.txt"]["left_out"] == {"documents": 1, "characters": 0}
        assert made["left_out"] == {"documents": 5, "characters": 0}
        assert inputs["photo.gif"]["reason"] == "files of this kind are not read"
        assert inputs["bad.jsonl"]["status"] == "skipped"
        assert [part["where"] for part in inputs["bad.jsonl"]["parts"]] == ["bad.jsonl:1", "bad.jsonl:2"]
        assert inputs["wire.jsonl"]["status"] == "read"
        assert inputs["wire.jsonl"]["skipped"] == 1
        assert inputs["wire.jsonl"]["parts"][0]["where"] == "wire.jsonl:2"

    def test_the_report_counts_all_bad_lines_and_names_the_first(
        self, tmp_path: Path, out: Path, extractor: Any
    ) -> None:
        (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' + "oops\n" * 500)
        assert generate([tmp_path / "a.jsonl"], out).skipped == 500
        (entry,) = report(out)["inputs"]
        assert entry["skipped"] == 500
        assert len(entry["parts"]) == 100

    def test_how_dates_are_written_can_be_said_in_a_later_run(self, tmp_path: Path, out: Path, extractor: Any) -> None:
        (tmp_path / "a.csv").write_text("text,date\nAngela Merkel met Barack Obama.,03/04/2019\n")
        generate([tmp_path / "a.csv"], out)
        (entry,) = report(out)["inputs"]
        assert (entry["status"], entry["parts"][0]["status"]) == ("read", "not used")
        assert "first_seen" not in nx.read_graphml(out / "graph.graphml").nodes[MERKEL]
        extractor.texts.clear()
        generate([tmp_path / "a.csv"], out, {"date_format": "%d/%m/%Y"})
        assert nx.read_graphml(out / "graph.graphml").nodes[MERKEL]["first_seen"] == "2019-04-03"
        assert "parts" not in report(out)["inputs"][0]
        assert extractor.texts == []

    def test_the_same_input_gives_the_same_bytes(self, articles: Path, tmp_path: Path, extractor: Any) -> None:
        generate([articles], tmp_path / "one")
        first = digests(tmp_path / "one")
        generate([articles], tmp_path / "one")
        generate([articles], tmp_path / "two")
        assert digests(tmp_path / "one") == first == digests(tmp_path / "two")

    def test_only_what_is_new_is_read_by_the_model(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        assert len(extractor.texts) == 3
        (articles / "copy.txt").write_text("Angela Merkel met Barack Obama in Germany.\n")
        (articles / "new.txt").write_text("The United Nations met.")
        (articles / "wire.jsonl").unlink()
        generate([articles], out)
        assert extractor.texts[3:] == ["The United Nations met."]
        assert report(out)["counts"]["documents"] == 4

    def test_rebuild_reads_all_again_to_the_same_end(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        before = digests(out)
        generate([articles], out, rebuild=True)
        assert len(extractor.texts) == 6
        assert digests(out) == before
        assert names(out) == ["graph.graphml", "graph.html", "report.json", "workspace.duckdb"]

    def test_rebuild_mends_a_broken_workspace(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        (out / "workspace.duckdb").write_bytes(b"junk" * 5000)
        with pytest.raises(WorkspaceError):
            generate([articles], out)
        generate([articles], out, rebuild=True)
        generate([articles], out)
        assert len(extractor.texts) == 6

    @pytest.mark.parametrize("rebuild", [False, True])
    @pytest.mark.parametrize("step", ["understand.resolve", "graph.link", "graph.analyse", "workspace.derive.export"])
    def test_a_failure_leaves_the_old_files_and_the_old_dataset(
        self, articles: Path, out: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch, step: str, rebuild: bool
    ) -> None:
        generate([articles], out)
        before, workspace = digests(out), mentions(out)

        def interrupt(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        (articles / "new.txt").write_text("The United Nations met.")
        with monkeypatch.context() as patch:
            patch.setattr(f"comention.{step}", interrupt)
            with pytest.raises(KeyboardInterrupt):
                generate([articles], out, rebuild=rebuild)
        assert digests(out) == before
        assert mentions(out) == workspace
        read = len(extractor.texts)
        generate([articles], out)
        assert len(extractor.texts) == read + rebuild  # what was read before the interruption is not read again

    def test_nothing_is_done_when_a_path_is_wrong(self, articles: Path, out: Path, extractor: Any) -> None:
        with pytest.raises(InputError, match="no such file"):
            generate([articles, articles / "missing.txt"], out)
        assert not out.exists()
        assert extractor.texts == []

    def test_nothing_is_done_when_the_output_cannot_be(self, articles: Path, extractor: Any) -> None:
        with pytest.raises(ExportError, match=r"photo\.gif: this is a file, not a folder"):
            generate([articles], articles / "photo.gif")
        assert extractor.texts == []

    def test_no_documents_is_an_error_that_says_why(self, tmp_path: Path, out: Path, extractor: Any) -> None:
        (tmp_path / "hidden").mkdir()
        (tmp_path / "hidden/~$open.docx").write_bytes(b"x")
        with pytest.raises(InputError, match=r"^no readable documents in .*hidden \(~\$open\.docx: not read: "):
            generate([tmp_path / "hidden"], out)
        (tmp_path / "empty").mkdir()
        with pytest.raises(InputError, match=r"^no readable documents in .*empty; \.7z, .*, \.txt, .* are read$"):
            generate([tmp_path / "empty"], out)
        (tmp_path / "a.jsonl").write_text('{"body": "They met."}')
        with pytest.raises(InputError, match=r"a\.jsonl:1: no text in the field 'text'; the record has body"):
            generate([tmp_path / "a.jsonl"], out)
        assert not (out / "report.json").exists()

    def test_documents_without_names_make_an_empty_graph(self, tmp_path: Path, out: Path, extractor: Any) -> None:
        (tmp_path / "a.txt").write_text("")
        made = generate([tmp_path / "a.txt"], out)
        assert (made.documents, made.entities, made.links) == (1, 0, 0)
        assert nx.read_graphml(out / "graph.graphml").number_of_nodes() == 0

    def test_ids_stay_unique(self, tmp_path: Path, out: Path, extractor: Any) -> None:
        (tmp_path / "a.jsonl").write_text(
            '{"id": "1", "text": "a"}\n{"id": "1", "text": "b"}\n{"id": 2, "text": "c"}\n'
        )
        (tmp_path / "b.jsonl").write_text('{"id": "2", "text": "d"}\n')
        made = generate([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], out)
        assert (made.documents, made.skipped) == (4, 0)
        with Store(out / "workspace.duckdb", read_only=True) as store:
            assert [(document.id, document.text) for document in stored_documents(store)] == [
                ("a.jsonl:1", "a"),
                ("a.jsonl:1#2", "b"),
                ("a.jsonl:2", "c"),
                ("b.jsonl:2", "d"),
            ]

    def test_progress_is_told(self, articles: Path, out: Path, extractor: Any) -> None:
        steps: list[tuple[str, int, int | None]] = []
        generate([articles], out, progress=lambda step, done=0, total=None: steps.append((step, done, total)))
        assert [step for step, *_ in steps] == [
            "Loading the model",
            *["Finding names"] * 2,
            "Resolving names",
            "Linking",
            "Reading what sentences say",
            "Measuring links",
            "Measuring names",
            "Finding communities",
            "Placing names",
            "Saving",
            "Writing",
        ]
        assert steps[1][1:] == (0, 4)
        assert steps[2][1] == 3

    def test_hostile_names_go_through(self, tmp_path: Path, out: Path, extractor: Any) -> None:
        name = '"><script>alert(1)<'
        (tmp_path / f"{name}.txt").write_text(f"Angela Merkel met Barack Obama \x00\x0b </script> {name}.")
        record = {"id": "\ud800\0</script>", "text": "Angela Merkel\0 met\ud800 Barack Obama.", "title": name}
        (tmp_path / "a.jsonl").write_text(json.dumps(record))
        generate([tmp_path], out, Settings(title="</script><script>alert(2)</script>"))
        assert nx.read_graphml(out / "graph.graphml").number_of_nodes() == 2
        page = (out / "graph.html").read_text(encoding="utf-8")
        assert "<script>alert" not in page


def mentions(out: Path) -> list[dict[str, Any]]:
    file = io.BytesIO()
    with pipeline.dataset(out) as dataset:
        export(dataset, "mentions", file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


class TestDataset:
    def test_every_format_is_made_from_the_workspace_alone(
        self, articles: Path, out: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        generate([articles], out)
        monkeypatch.setattr(pipeline, "load_extractor", None)
        for form, name in (("html", "graph.html"), ("graphml", "graph.graphml")):
            file = io.BytesIO()
            with pipeline.dataset(out) as dataset:
                export(dataset, form, file)
            assert file.getvalue() == (out / name).read_bytes()

    def test_mentions_point_into_the_documents(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        found = {record["id"]: record["mentions"] for record in mentions(out)}
        assert sorted(found) == ["2015-01-02-talks.txt", "summit.md", "w-1"]
        text = (articles / "2015-01-02-talks.txt").read_text()
        assert [text[name["start"] : name["end"]] for name in found["2015-01-02-talks.txt"]] == [
            "Angela Merkel",
            "Barack Obama",
            "Germany",
        ]

    def test_a_folder_without_a_finished_run_is_an_error(
        self, articles: Path, out: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(WorkspaceError, match="no graph was made here"), pipeline.dataset(out):
            pass
        monkeypatch.setattr("comention.understand.resolve", None)
        with pytest.raises(TypeError):
            generate([articles], out)
        with (
            pytest.raises(
                WorkspaceError, match="out: no graph was made here; make one with: comention generate INPUT -o "
            ),
            pipeline.dataset(out),
        ):
            pass


class TestBuildGraph:
    def test_texts(self, extractor: Any) -> None:
        graph = build_graph([MEETING, "Barack Obama left Germany."])
        assert set(graph) == {MERKEL, OBAMA, GERMANY}
        assert graph.edges[OBAMA, GERMANY]["weight"] == 2
        assert [document["id"] for document in graph.graph["documents"]] == ["text-1", "text-2"]

    def test_one_text_one_path_or_one_record(self, articles: Path, extractor: Any) -> None:
        for given in (MEETING, articles / "summit.md", str(articles / "summit.md"), Document("d", MEETING)):
            assert set(build_graph(given)) == {MERKEL, OBAMA, GERMANY}

    def test_the_same_graph_as_from_the_command_line(self, articles: Path, out: Path, extractor: Any) -> None:
        graph = build_graph([articles], title="T")
        generate([articles], out, Settings(title="T"))
        exported = nx.read_graphml(out / "graph.graphml")
        assert sorted(graph) == sorted(exported)
        assert {frozenset(edge) for edge in graph.edges} == {frozenset(edge) for edge in exported.edges}

    def test_facts_about_the_graph(self, articles: Path, extractor: Any) -> None:
        facts = build_graph(articles, window="document").graph
        assert facts["title"] == "articles"
        assert facts["comention"] == comention.__version__
        assert facts["model"] == "names 1"
        assert facts["settings"]["window"] == "document"
        assert build_graph(MEETING).graph["title"] == ""

    def test_what_looks_like_a_path_and_is_none_is_an_error(self, articles: Path, extractor: Any) -> None:
        for missing in ("articles/missing.txt", "note.txt", articles / "missing"):
            with pytest.raises(InputError, match="no such file"):
                build_graph([missing])

    def test_other_strings_are_texts(self, extractor: Any) -> None:
        texts = [
            "",
            "\n",
            "Merkel",
            "Either/or is a question.",
            "See note.txt for more.",
            "-",
            "a\nb/c.txt",
            "x" * 9999,
        ]
        assert build_graph(texts).graph["counts"]["documents"] == len(texts)

    def test_nothing_gives_an_empty_graph(self, extractor: Any) -> None:
        assert build_graph([]).number_of_nodes() == 0

    def test_what_is_skipped_is_logged(self, articles: Path, extractor: Any, caplog: pytest.LogCaptureFixture) -> None:
        build_graph(articles)
        assert [record.getMessage().split(":")[0] for record in caplog.records] == ["photo.gif", "wire.jsonl"]

    def test_paths_that_give_nothing_are_an_error(self, tmp_path: Path, extractor: Any) -> None:
        with pytest.raises(InputError, match="no readable documents"):
            build_graph(tmp_path)

    def test_two_records_with_one_id_are_an_error(self, extractor: Any) -> None:
        with pytest.raises(InputError, match="'a'"):
            build_graph([Document("a", "x"), Document("a", "y")])

    def test_settings_are_checked(self, extractor: Any) -> None:
        with pytest.raises(SettingError, match="window"):
            build_graph(MEETING, window="page")
        with pytest.raises(TypeError, match="not int"):
            build_graph([5])  # type: ignore[list-item]
        with pytest.raises(TypeError, match="windw"):
            build_graph(MEETING, windw="sentence")  # type: ignore[call-arg]

    def test_it_works_beside_the_main_thread(self, extractor: Any) -> None:
        graphs: list[Any] = []
        threads = [threading.Thread(target=lambda: graphs.append(build_graph(MEETING))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [sorted(graph) for graph in graphs] == [sorted([MERKEL, OBAMA, GERMANY])] * 3


class TestCorrections:
    def test_merge_then_split_restores_every_byte(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        before = digests(out)
        merged = pipeline.amend(out, lambda _: merge("Angela Merkel", ["Barack Obama"]))
        assert merged.after is not None
        assert merged.after.entities == merged.before["entities"] - 1
        assert OBAMA not in nx.read_graphml(out / "graph.graphml")
        pipeline.amend(out, lambda _: split("Angela Merkel", ["Barack Obama"]))
        (out / "comention.toml").unlink()
        assert digests(out) == before

    def test_the_same_file_gives_a_fresh_run_the_same_but_for_places(
        self, articles: Path, out: Path, tmp_path: Path, extractor: Any
    ) -> None:
        generate([articles], out)
        pipeline.amend(out, lambda _: rename("Angela Merkel", "Chancellor"))
        pipeline.amend(out, lambda _: ignore(["François Hollande"]))
        generate([articles], tmp_path / "fresh", config=out / "comention.toml")
        ours, theirs = (
            without_places({path.name: path.read_bytes() for path in folder.glob("[!w]*.*")})
            for folder in (out, tmp_path / "fresh")
        )
        assert ours == theirs

    def test_a_correction_stays_in_the_next_run_and_reads_no_document_again(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        generate([articles], out)
        read = len(extractor.texts)
        pipeline.amend(out, lambda _: rename("Angela Merkel", "Chancellor"))
        assert len(extractor.texts) == read
        generate([articles], out)
        assert "person:chancellor" in nx.read_graphml(out / "graph.graphml")

    def test_documents_are_resolved_only_when_that_may_change(
        self, articles: Path, out: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[str] = []

        def noted(make: Any) -> Any:
            def making(*options: Any) -> Any:
                work = make(*options)

                def working(items: Sequence[tuple[str, Extraction]]) -> Any:
                    seen.extend(text for text, _ in items)
                    return work(items)

                return working

            return making

        monkeypatch.setattr("comention.resolve.proposing", noted(proposing))
        monkeypatch.setattr("comention.understand.proposing", noted(proposing))
        monkeypatch.setattr("comention.resolve.resolving", noted(resolving))
        generate([articles], out)
        texts = set(seen)
        assert len(texts) > 1
        assert sorted(seen) == sorted([*texts, *texts])  # once for what they show, once with what all of them know
        seen.clear()
        generate([articles], out, {"window": "document", "demonyms": False})
        pipeline.amend(out, lambda _: rename("Angela Merkel", "Chancellor"))
        assert seen == []
        generate([articles], out, {"across": False})  # what others know does not count any more
        assert sorted(seen) == sorted(texts)
        seen.clear()
        generate([articles], out, {"across": False, "pronouns": True})
        assert sorted(seen) == sorted(texts)
        seen.clear()
        (out / "comention.toml").write_text('[[entity]]\nname = "Angela Merkel"\ntype = "PERSON"\n')
        generate([articles], out)
        assert set(seen) == texts

    def test_a_file_beside_the_input_counts_and_is_the_one_that_is_changed(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        file = articles / "comention.toml"
        file.write_text('[settings]\nwindow = "document"\ntitle = "Talks"\n\n[[ignore]]\ntext = "Germany"\n')
        generate([articles], out)
        assert GERMANY not in nx.read_graphml(out / "graph.graphml")
        assert report(out)["settings"]["window"] == "document"
        assert report(out)["title"] == "Talks"
        assert pipeline.amend(out, lambda _: rename("Angela Merkel", "Chancellor")).file == file
        assert "Chancellor" in file.read_text()
        assert not (out / "comention.toml").exists()

    def test_what_is_given_wins_over_the_file(self, articles: Path, out: Path, extractor: Any) -> None:
        (articles / "comention.toml").write_text('[settings]\nwindow = "document"\nevidence = 2\n')
        generate([articles], out, {"window": "sentence"})
        assert (report(out)["settings"]["window"], report(out)["settings"]["evidence"]) == ("sentence", 2)

    def test_the_old_name_of_a_setting_still_works_with_a_hint(
        self, articles: Path, out: Path, extractor: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        (articles / "comention.toml").write_text("[settings]\nkeep_furniture = true\n")
        generate([articles], out)
        assert report(out)["settings"]["keep_boilerplate"] is True
        (hint,) = caplog.messages
        assert hint.startswith(f"{articles / 'comention.toml'}: keep_furniture is now called keep_boilerplate")
        generate([articles], out, {"keep_boilerplate": False})
        assert report(out)["settings"]["keep_boilerplate"] is False

    def test_a_workspace_with_the_old_name_of_a_setting_can_be_corrected(
        self, articles: Path, out: Path, extractor: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        generate([articles], out)
        before = digests(out)
        with Store(out / "workspace.duckdb", must_exist=True) as store:
            facts = store.facts()
            store.begin()
            store.restage()
            old = {"keep_boilerplate": "keep_furniture"}
            facts["settings"] = {old.get(name, name): value for name, value in facts["settings"].items()}
            store.write_facts(facts)
            store.commit()
        pipeline.resolve_again(out)
        assert digests(out) == before
        assert caplog.messages == []

    def test_a_workspace_that_does_not_know_a_setting_can_be_corrected(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        generate([articles], out)
        before = nx.read_graphml(out / "graph.graphml")
        with Store(out / "workspace.duckdb", must_exist=True) as store:
            facts = store.facts()
            store.begin()
            store.restage()
            del facts["settings"]["pronouns"]
            store.write_facts(facts)
            store.commit()
        pipeline.resolve_again(out)
        assert nx.utils.nodes_equal(nx.read_graphml(out / "graph.graphml").nodes(data=True), before.nodes(data=True))

    @pytest.mark.parametrize("line", ['windo = "document"', 'window = "page"', "evidence = -1"])
    def test_a_setting_that_is_not_valid_names_the_file(
        self, line: str, articles: Path, out: Path, extractor: Any
    ) -> None:
        (articles / "comention.toml").write_text(f"[settings]\n{line}\n")
        with pytest.raises(SettingError, match=r"comention\.toml: "):
            generate([articles], out)
        assert not out.exists()

    def test_an_option_that_is_not_valid_is_not_blamed_on_the_file(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        (articles / "comention.toml").write_text("[settings]\nevidence = 2\n")
        with pytest.raises(SettingError, match=r"^window: 'page' is not valid"):
            generate([articles], out, {"window": "page"})
        with pytest.raises(SettingError, match=r"^there is no setting 'windo'; there are "):
            generate([articles], out, {"windo": "page"})  # type: ignore[arg-type]

    def test_corrections_without_effect_are_counted_and_reported(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        (articles / "comention.toml").write_text('[[entity]]\nname = "Nobody"\n\n[[ignore]]\ntext = "Nothing"\n')
        assert generate([articles], out).unused == 2
        assert report(out)["corrections"] == {
            "entities": 1,
            "ignored": 1,
            "unused": [{"line": 1, "entity": "Nobody"}, {"line": 4, "ignore": "Nothing"}],
        }

    def test_a_dry_run_changes_nothing(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        before = digests(out)
        told = pipeline.amend(out, lambda _: rename("Angela Merkel", "Chancellor"), dry=True)
        assert '+name = "Chancellor"' in told.changes
        assert told.after is None
        assert digests(out) == before

    def test_they_can_be_given_to_a_graph(self, extractor: Any) -> None:
        said = Corrections((Listed("Chancellor", aliases=("Angela Merkel",)),))
        assert "person:chancellor" in build_graph(MEETING, corrections=said)

    def test_an_explanation_comes_from_the_workspace(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        told = pipeline.explained(out, "Angela Merkel")
        assert (told.entity.id, told.mentions, len(told.documents)) == (MERKEL, 2, 2)


def test_strict_makes_whatever_is_skipped_an_error_and_replaces_nothing(
    articles: Path, out: Path, extractor: Any
) -> None:
    generate([articles / "summit.md"], out, strict=True)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".duckdb"}
    line = r"photo.gif: files of this kind are not read \(and 1 more\); without --strict, it would be skipped"
    with pytest.raises(InputError, match=line):
        generate([articles], out, strict=True)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".duckdb"} == before


def test_documents_tell_who_wrote_them(articles: Path, out: Path, extractor: Any) -> None:
    (articles / "letter.eml").write_text("From: Ann Lee <a@example.org>\nMessage-ID: <1>\n\nAngela Merkel left.\n")
    generate([articles], out)
    with pipeline.dataset(out) as made:
        authors = {document["id"]: document["author"] for document in made.graph.graph["documents"]}
    assert authors["letter.eml"] == "Ann Lee"
    assert authors["summit.md"] is None


def test_a_text_that_the_model_cannot_stand_is_skipped_and_the_others_are_not(
    tmp_path: Path, out: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    easy = extractor.extract

    def extract(texts: Iterable[str]) -> Iterator[Extraction]:
        for text in texts:
            if "poison" in text:
                raise ValueError("too\nmuch")
            yield from easy([text])

    monkeypatch.setattr(extractor, "extract", extract)
    for name, text in {"a": "Angela Merkel left.", "b": "poison", "c": "Barack Obama left."}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    made = generate([tmp_path / f"{name}.txt" for name in "abc"], out)
    assert (made.documents, made.skipped, made.entities) == (2, 1, 2)
    assert report(out)["inputs"][1] == {
        "input": "b.txt",
        "status": "crashed",
        "documents": 0,
        "reason": "the model cannot read it: too much",
        "left_out": {"documents": 1, "characters": 6},
    }


class TestFilters:
    def test_a_part_is_shown_and_the_workspace_stays_whole(self, articles: Path, out: Path, extractor: Any) -> None:
        generate([articles], out)
        with pipeline.dataset(out, ego="angela merkel", types=["PERSON"]) as part:
            assert set(part.graph) == {MERKEL, OBAMA}
            assert {mention.entity for mention in part.mentions()} == {MERKEL, OBAMA}
            assert part.graph.graph["settings"]["ego"] == "angela merkel"
        with pipeline.dataset(out, since="2015", until="2015-01") as dated:
            assert [document["id"] for document in dated.graph.graph["documents"]] == ["2015-01-02-talks.txt"]
            assert dated.graph.edges[MERKEL, OBAMA]["weight"] == 1
        with pipeline.dataset(out) as whole:
            assert GERMANY in whole.graph
            assert "ego" not in whole.graph.graph["settings"]

    def test_those_of_a_run_hold_for_its_exports_until_others_are_given(
        self, articles: Path, out: Path, extractor: Any
    ) -> None:
        made = generate([articles], out, {"types": ["person"], "min_weight": 2})
        assert (made.entities, made.links) == (2, 1)
        assert report(out)["settings"]["types"] == ["PERSON"]
        with pipeline.dataset(out) as same:
            assert set(same.graph) == {MERKEL, OBAMA}
        with pipeline.dataset(out, types=[], min_weight=1) as whole:
            assert GERMANY in whole.graph

    def test_a_name_that_nobody_has_is_told(self, articles: Path, out: Path, extractor: Any) -> None:
        with pytest.raises(InputError, match=r"Merkle.*did you mean Angela Merkel\?"):
            generate([articles], out, {"exclude": ["Angela Merkle"]})

    @pytest.mark.parametrize(
        "wrong",
        [
            {"types": ["CITY"]},
            {"since": "May"},
            {"until": "2017-13"},
            {"backbone": 2},
            {"backbone_method": "x"},
            {"top": 0},
            {"hops": 0},
            {"include": "Merkel"},
            {"ego": " "},
        ],
    )
    def test_what_makes_no_sense_is_told(self, wrong: Any) -> None:
        (name,) = wrong
        with pytest.raises(SettingError, match=name):
            Settings(**wrong)
