import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stored import stored_documents

from comention import pipeline, query
from comention.errors import InputError, SettingError, WorkspaceError
from comention.model import Alias, AnyGraph, Entity, EntityType
from comention.query import Link, find, lookup
from comention.workspace.store import Store

MERKEL, OBAMA, HOLLANDE = "Angela Merkel", "Barack Obama", "François Hollande"


class TestAbout:
    def test_it_tells_measures_forms_and_the_strongest_links_with_their_sentences(self, out: Path) -> None:
        told = query.about(out, "angela merkel")
        with pipeline.dataset(out) as dataset:
            graph: AnyGraph = dataset.graph
            node = graph.nodes["person:angela-merkel"]
            edge = graph.edges["person:angela-merkel", "person:barack-obama"]
        assert {name: getattr(told.name, name) for name in query.BY["names"]} == {
            name: node[name] for name in query.BY["names"]
        }
        assert (told.name.id, told.name.first_seen, told.name.last_seen) == (
            "person:angela-merkel",
            "2015-01-02",
            "2016",
        )
        assert told.aliases == ((MERKEL, 5),)
        link = told.links[1]
        assert (link.source_label, link.target_label, link.weight) == (MERKEL, OBAMA, 2)
        assert {name: getattr(link, name) for name in query.BY["links"]} == {
            name: edge[name] for name in query.BY["links"]
        }
        assert link.evidence[0].text == "Angela Merkel met Barack Obama."
        assert [one.weight for one in told.links] == sorted((one.weight for one in told.links), reverse=True)
        (strongest,) = query.about(out, MERKEL, links=1, quotations=2).links
        assert (strongest.target_label, len(strongest.evidence)) == ("Germany", 2)

    def test_the_quotation_is_cut_out_of_the_text_and_knows_its_page(self, out: Path) -> None:
        quotations = query.about(out, MERKEL, quotations=9).links[0].evidence
        (paged,) = (one for one in quotations if one.document == "paged")
        assert (paged.page, paged.date) == (2, None)
        with Store(out / "workspace.duckdb", read_only=True) as store:
            texts = {document.id: document.text for document in stored_documents(store)}
        assert all(one.text == texts[one.document][one.start : one.end] for one in quotations)

    def test_a_name_that_nobody_has_is_told_with_the_nearest(self, out: Path) -> None:
        with pytest.raises(InputError, match=r"'Merkle': no such name in this graph$"):
            query.about(out, "Merkle")
        with pytest.raises(InputError, match="did you mean François Hollande"):
            query.about(out, "Hollande")

    def test_a_name_that_filters_left_out_is_told(self, articles: Path, tmp_path: Path, extractor: object) -> None:
        pipeline.generate([articles], tmp_path / "o", {"types": ["COUNTRY"]})
        with pytest.raises(InputError, match=r"'Angela Merkel': the filters .* left this name out"):
            query.about(tmp_path / "o", MERKEL)

    def test_a_folder_without_a_graph_is_told(self, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(WorkspaceError, match="no graph was made here; make one with"):
            query.about(tmp_path, MERKEL)
        monkeypatch.setattr(Store, "rows", older(Store.rows))
        with pytest.raises(WorkspaceError, match="an earlier version"):
            query.about(out, MERKEL)


class TestSayings:
    def test_a_name_comes_with_its_roles_and_the_sentences_that_say_so(self, told: Path) -> None:
        (role,) = query.about(told, HOLLANDE).name.roles
        assert (role.role, role.count, role.of) == ("friend of France", 1, "country:fr")
        (saying,) = role.evidence
        assert [saying.text[start:end] for start, end in saying.words] == ["friend of France"]
        assert (saying.document, saying.date) == ("letter", "2016")

    def test_a_link_comes_with_its_relations_whichever_way_they_are_read(self, told: Path) -> None:
        links = {link.target: link for link in query.about(told, MERKEL).links}
        met, thanked = links["person:barack-obama"].relations
        assert (met.source, met.source_label, met.phrase, met.target, met.kind) == (
            *("person:angela-merkel", MERKEL, "met", "person:barack-obama"),
            "met",
        )
        assert (thanked.text, thanked.kind, thanked.count) == (f"{OBAMA} → thanked → {MERKEL}", "said", 1)
        (saying,) = thanked.evidence
        assert [saying.text[start:end] for start, end in saying.words] == ["thanked"]
        assert saying.sentence == 2
        assert links["country:de"].relations == ()

    def test_what_stands_in_place_of_a_name_is_read(self, told: Path) -> None:
        (relation,) = query.between(told, OBAMA, HOLLANDE)
        assert relation.text == f"Hollande's friend → met → {OBAMA}"

    def test_a_relation_that_is_a_role_reads_as_one(self, told: Path) -> None:
        (relation,) = query.path(told, HOLLANDE, "France").shortest[0].relations
        assert (relation.phrase, relation.role) == ("friend of", "friend of France")
        assert relation.text == f"{HOLLANDE}, friend of France"

    def test_the_relations_of_two_names_do_not_hang_on_their_order(self, told: Path) -> None:
        assert query.between(told, OBAMA, MERKEL) == query.between(told, MERKEL, OBAMA)
        assert len(query.between(told, MERKEL, OBAMA)) == 2
        assert query.between(told, HOLLANDE, "Germany") == ()
        with pytest.raises(InputError, match="no such name"):
            query.between(told, OBAMA, "Nobody at all")

    def test_passages_are_as_many_as_are_asked_for(self, told: Path) -> None:
        about = query.about(told, MERKEL, quotations=0)
        assert {len(relation.evidence) for link in about.links for relation in link.relations} == {0}
        assert {len(link.evidence) for link in about.links} == {0}

    def test_a_graph_without_them_has_none(self, out: Path) -> None:
        about = query.about(out, MERKEL)
        assert (about.name.roles, {link.relations for link in about.links}) == ((), {()})

    def test_a_workspace_of_an_earlier_version_has_none(self, out: Path, tmp_path: Path) -> None:
        shutil.copytree(out, tmp_path / "old")
        with Store(tmp_path / "old" / "workspace.duckdb") as store, store.transaction() as cursor:
            for name in ("role", "role_evidence", "relation", "relation_evidence"):
                cursor.execute(f"DROP TABLE {store.names[name]}")
            cursor.execute("UPDATE main.workspace SET schema = 11")
        assert query.about(tmp_path / "old", MERKEL) == query.about(out, MERKEL)
        assert query.between(tmp_path / "old", MERKEL, OBAMA) == ()

    def test_rankings_tell_them_without_passages(self, told: Path) -> None:
        roles = {name.id: name.roles for name in query.top(told) if isinstance(name, query.Name)}
        assert [role.role for role in roles["person:francois-hollande"]] == ["friend of France"]
        assert roles["country:de"] == ()
        links = [link for link in query.top(told, "links") if isinstance(link, Link)]
        assert {relation.text for link in links for relation in link.relations} == {
            f"{MERKEL} → met → {OBAMA}",
            f"{OBAMA} → thanked → {MERKEL}",
            f"{HOLLANDE}, friend of France",
            f"Hollande's friend → met → {OBAMA}",
        }

    def test_links_are_ranked_among_those_of_a_kind(self, told: Path) -> None:
        links = [link for link in query.top(told, "links", relation="met") if isinstance(link, Link)]
        assert {frozenset((link.source_label, link.target_label)) for link in links} == {
            frozenset((MERKEL, OBAMA)),
            frozenset((OBAMA, HOLLANDE)),
        }
        assert query.top(told, "links", relation="family") == []
        with pytest.raises(SettingError, match="enemies: only links have relations, and their kinds are works for"):
            query.top(told, "links", relation="enemies")
        with pytest.raises(SettingError, match="met: only links have relations"):
            query.top(told, relation="met")


def older(rows: object) -> object:
    """A store whose graph was not kept."""

    def changed(self: Store, sql: str, parameters: object = None) -> object:
        return iter([(0,)]) if "FROM {node}" in sql else rows(self, sql, parameters)  # type: ignore[operator]

    return changed


@pytest.fixture
def meetings(tmp_path: Path, extractor: object) -> Path:
    """A graph in which the shortest path between two names leads through a country, and another one does not."""
    texts = "Angela Merkel left Germany. The United Nations met in Germany. Angela Merkel met Barack Obama. "
    texts += "Barack Obama met François Hollande. François Hollande spoke to the United Nations."
    (tmp_path / "2015-01-02-talks.txt").write_text(texts)
    pipeline.generate([tmp_path / "2015-01-02-talks.txt"], tmp_path / "out")
    return tmp_path / "out"


class TestPath:
    def test_each_step_has_its_sentence(self, out: Path) -> None:
        paths = query.path(out, "Germany", "France")
        assert [link.source_label for link in paths.shortest] == ["Germany", MERKEL]
        assert [link.target_label for link in paths.shortest] == [MERKEL, "France"]
        assert all(link.evidence for link in (*paths.shortest, *paths.strongest))

    def test_one_name_has_no_way_to_itself(self, out: Path) -> None:
        with pytest.raises(InputError, match="'Germany' and 'country:de': both are Germany"):
            query.path(out, "Germany", "country:de")

    def test_it_leads_through_no_country_if_there_is_another_way(self, meetings: Path) -> None:
        def stops(way: tuple[Link, ...]) -> list[str]:
            return [link.target_label for link in way[:-1]]

        found = query.path(meetings, MERKEL, "United Nations", many=5)
        assert (stops(found.shortest), [stops(way) for way in found.others]) == ([OBAMA, HOLLANDE], [])
        assert (found.strongest, found.crossings) == (found.shortest, ())
        assert found.shortest[0].first_seen == "2015-01-02"
        through = query.path(meetings, MERKEL, "United Nations", many=5, through_countries=True)
        assert stops(through.shortest) == ["Germany"]
        assert [stops(way) for way in through.others] == [[OBAMA, HOLLANDE]]

    def test_its_ends_may_be_countries(self, out: Path) -> None:
        (only,) = query.path(out, "France", MERKEL).shortest
        assert only.target_label == MERKEL

    def test_a_country_that_is_the_only_way_is_told(self, tmp_path: Path, extractor: object) -> None:
        (tmp_path / "a.txt").write_text("Angela Merkel left Germany. Barack Obama came to Germany.")
        pipeline.generate([tmp_path / "a.txt"], tmp_path / "out")
        found = query.path(tmp_path / "out", MERKEL, OBAMA)
        assert found.crossings == (query.Crossing("Germany", "country"),)
        assert [link.target_label for link in found.shortest] == ["Germany", OBAMA]

    def test_who_is_not_connected_has_no_way(self, out: Path) -> None:
        paths = query.path(out, "United Nations", MERKEL)
        assert (paths.shortest, paths.strongest) == ((), ())


@pytest.fixture
def pairs(tmp_path: Path, extractor: object) -> Path:
    """A graph of two pairs: one is together in four of five sentences, the other in the only one that has either."""
    together = "Angela Merkel met Barack Obama. " * 4
    others = "Angela Merkel left. François Hollande spoke to the United Nations. " + "Nobody came. " * 40
    (tmp_path / "a.txt").write_text(together + others)
    pipeline.generate([tmp_path / "a.txt"], tmp_path / "pairs")
    return tmp_path / "pairs"


class TestTop:
    @pytest.mark.parametrize("by", query.BY["names"])
    def test_names_fall(self, out: Path, by: str) -> None:
        values = [getattr(name, by) for name in query.top(out, by=by)]
        assert values == sorted(values, reverse=True)
        assert len(values) == 6

    @pytest.mark.parametrize("by", [by for by in query.BY["links"] if by != "npmi"])
    def test_links_fall_and_chances_rise(self, out: Path, by: str) -> None:
        values = [getattr(link, by) for link in query.top(out, "links", by=by)]
        assert values == sorted(values, reverse=by not in ("significance", "noise_corrected"))
        assert values

    def test_npmi_is_discounted_so_that_a_single_sentence_does_not_come_first(self, pairs: Path) -> None:
        links = [link for link in query.top(pairs, "links", by="npmi") if isinstance(link, Link)]
        assert [(link.source_label, link.target_label, link.weight) for link in links] == [
            (MERKEL, OBAMA, 4),
            ("United Nations", HOLLANDE, 1),
        ]
        assert links[0].npmi is not None
        assert links[1].npmi == 1 > links[0].npmi > 0.5

    def test_what_is_no_measure_is_told_with_those_there_are(self, out: Path) -> None:
        with pytest.raises(SettingError, match="npmi: names are not ranked by this, but by mentions"):
            query.top(out, by="npmi")


class TestSearch:
    def test_case_and_white_space_do_not_matter(self, out: Path) -> None:
        (found,) = query.search(out, "merkel AND germany")
        assert found.quotation.text == "Barack Obama thanked Angela Merkel and\nGermany."
        assert found.names == (MERKEL, OBAMA, "Germany")

    @pytest.mark.parametrize(("text", "count"), [("100%", 1), ("_", 0), ("<script>", 1), ("met", 4), (".*", 0)])
    def test_a_text_is_no_pattern(self, out: Path, text: str, count: int) -> None:
        assert len(query.search(out, text)) == count

    def test_all_words_stand_in_one_sentence_in_any_order(self, out: Path) -> None:
        assert [one.quotation.document for one in query.search(out, "obama merkel met")] == ["talks"]
        assert query.search(out, "obama france hollande friend")
        assert not query.search(out, "obama wrote")

    def test_what_is_quoted_stands_as_it_is(self, out: Path) -> None:
        assert query.search(out, "a friend of France".replace(" of ", " "))
        assert query.search(out, '"a friend of" obama')
        assert not query.search(out, '"a friend" "of a"')
        assert [len(query.search(out, text)) for text in ('"met Barack', "“met Barack”", "met Barack")] == [2, 2, 2]

    def test_accents_do_not_matter_and_words_are_found_by_their_beginnings(self, out: Path) -> None:
        assert len(query.search(out, "francois HOLL")) == 2
        assert len(query.search(out, "françois")) == 2
        assert not query.search(out, "ollande")

    def test_pages_and_a_limit(self, out: Path) -> None:
        assert query.search(out, "script")[0].quotation.page == 2
        assert len(query.search(out, "met", many=2)) == 2
        with pytest.raises(InputError, match="nothing to search for"):
            query.search(out, " ")


class TestSentences:
    """What is found as JSON has it."""

    def test_names_have_their_places(self, out: Path) -> None:
        (found,), more = lookup.sentences(out, "thanked")
        assert found == {
            "document": "talks",
            "title": None,
            "date": "2015-01-02",
            "page": None,
            "recognized": False,
            "sentence": 2,
            "text": "Barack Obama thanked Angela Merkel and\nGermany.",
            "names": [(0, 12, "person:barack-obama"), (21, 34, "person:angela-merkel"), (39, 46, "country:de")],
        }
        assert not more
        assert json.loads(json.dumps(found))["names"][0] == [0, 12, "person:barack-obama"]

    def test_whether_there_is_more_is_told(self, out: Path) -> None:
        whole, more = lookup.sentences(out, "met", many=4)
        assert (len(whole), more) == (4, False)
        assert lookup.sentences(out, "met", many=3) == (whole[:3], True)

    def test_an_open_workspace_stays_open(self, out: Path) -> None:
        with Store(out / "workspace.duckdb", read_only=True) as store:
            assert lookup.sentences(store, "met") == lookup.sentences(out, "met")
            assert lookup.names(store, "Merkel")


class TestNames:
    def test_they_are_found_by_the_beginnings_of_words_without_accents(self, out: Path) -> None:
        assert lookup.names(out, "hol FRANC") == [
            {
                "key": "person:francois-hollande",
                "label": HOLLANDE,
                "type": "PERSON",
                "mentions": 2,
                "form": None,
            }
        ]
        assert not lookup.names(out, "erkel")
        assert not lookup.names(out, " ")

    def test_the_most_mentioned_comes_first_and_a_form_is_told(self, tmp_path: Path) -> None:
        forms = {
            "person:ann-lee": ("Ann Lee", {"Ann Lee": 1, "al-Anna": 1, "Ł. O'Ann": 3}),
            "person:joan": ("Joan", {"Joan": 9}),
            "org:annex": ("Annex", {"Annex": 5}),
            "person:new": ("Quite Another", {"Old Name": 1}),
        }
        with Store(tmp_path / "w.duckdb") as store:
            store.begin()
            store.save(
                [
                    Entity(key, EntityType.PERSON, label, tuple(Alias(form, n, "") for form, n in counts.items()))
                    for key, (label, counts) in forms.items()
                ],
                (),
            )
            told = [(one["key"], one["mentions"], one["form"]) for one in find.names(store, "ann")]
            assert told == [("org:annex", 5, None), ("person:ann-lee", 5, None)]
            assert [one["form"] for one in find.names(store, "al anna")] == ["al-Anna"]
            assert [one["form"] for one in find.names(store, "l oann")] == ["Ł. O'Ann"]
            assert [one["key"] for one in find.names(store, "ann", many=1)] == ["org:annex"]
            assert [(one["key"], one["form"]) for one in find.names(store, "quite")] == [("person:new", None)]


class TestTimeline:
    def test_months_have_no_gaps_and_a_year_stands_before_its_months(self, out: Path) -> None:
        told = query.timeline(out, MERKEL, OBAMA)
        assert told.names == (MERKEL, OBAMA)
        assert [(p.period, p.mentions, p.together) for p in told.periods] == [
            ("2015-01", (2, 2), 2),
            ("2015-02", (0, 0), 0),
            ("2015-03", (1, 0), 0),
            ("2016", (1, 1), 0),
        ]

    def test_mentions_in_documents_without_a_date_are_counted(self, out: Path) -> None:
        told = query.timeline(out, MERKEL)
        (count,) = (count for form, count in query.about(out, MERKEL).aliases if form == MERKEL)
        assert told.undated == (1,)
        assert sum(mentions for period in told.periods for mentions in period.mentions) == count - 1

    def test_by_year(self, out: Path) -> None:
        told = query.timeline(out, MERKEL, by="year")
        assert [(p.period, p.mentions, p.together) for p in told.periods] == [
            ("2015", (3,), None),
            ("2016", (1,), None),
        ]

    def test_without_dates_there_is_none(self, out: Path) -> None:
        with pytest.raises(InputError, match="United Nations: no document with a date"):
            query.timeline(out, "United Nations")


class TestFrame:
    def test_a_row_a_record_a_column_a_field(self, out: Path) -> None:
        names = query.frame(query.top(out))
        assert list(names["label"])[:1] == [MERKEL]
        found = query.frame(query.search(out, "Germany"))
        assert list(found.columns[:2]) == ["quotation_document", "quotation_title"]


def test_neither_a_model_nor_networkx_is_loaded(out: Path) -> None:
    code = "import sys; from comention import query; query.path(sys.argv[1], 'Germany', 'France'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(out)], capture_output=True, text=True, check=True)
    assert not {"spacy", "thinc", "networkx", "pandas", "rich"} & {
        name.partition(".")[0] for name in done.stdout.split()
    }
