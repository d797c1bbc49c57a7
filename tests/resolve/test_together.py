"""What documents know together, and no single one of them could: types, short forms, bare surnames, namesakes."""

from collections.abc import Callable

import pytest

from comention.languages.lexicon import lexicon
from comention.model import Clues
from comention.resolve.document.contexts import around
from comention.resolve.types import ORG, PERSON, vote, winner

Resolve = Callable[..., dict[str, list[str]]]
WORDS = lexicon("en")


class TestTypes:
    def test_what_all_documents_show_decides(self, cast: Resolve) -> None:
        """A brand that the model takes for a person in one document is an organization where the others say so."""
        company = "The team at [Quelvia|ORG] grew. [Quelvia|ORG] Holdings paid. Staff of [Quelvia|ORG] met."
        found = cast(company, company, company, "[Quelvia|PERSON] is here.")
        assert [name for name in found if name.endswith("quelvia")] == ["org:quelvia"]

    def test_without_across_each_document_decides_for_itself(self, cast: Resolve) -> None:
        company = "The team at [Quelvia|ORG] grew. Staff of [Quelvia|ORG] met."
        found = cast(company, company, "[Quelvia|PERSON] smiled, and her hand shook.", across=False)
        assert {name for name in found if name.endswith("quelvia")} == {"org:quelvia", "person:quelvia"}

    def test_a_name_that_is_known_elsewhere_is_found(self, cast: Resolve) -> None:
        found = cast("[Morvanne Labs|ORG] grew.", "[Morvanne Labs|ORG] paid.", "They wrote to Morvanne Labs again.")
        (mentions,) = [found.resolution.mentions]  # type: ignore[attr-defined]
        assert [mention.document for mention in mentions] == ["d0", "d1", "d2"]

    @pytest.mark.parametrize("text", ["a remote place", "they work remote, as always, and remote it is"])
    def test_but_not_where_the_word_is_no_name(self, text: str, cast: Resolve) -> None:
        found = cast("[Remote|ORG] grew.", "[Remote|ORG] paid.", f"Remote is how it is: {text}. Very remote.")
        assert all(mention.document != "d2" for mention in found.resolution.mentions)  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("before", "behind", "kind"),
        [
            ("She told ", " so.", PERSON),
            ("the daughter of ", ", who wept", PERSON),
            ("He joined ", " as a director.", ORG),
            ("a member of the ", " coalition", ORG),
        ],
    )
    def test_the_words_around_tell(self, before: str, behind: str, kind: str) -> None:
        text = f"{before}Vantovio{behind}"
        place = text.index("Vantovio"), text.index("Vantovio") + 8
        weights = [WORDS.contexts[feature] for feature in around(text, *place, WORDS) if feature in WORDS.contexts]
        person, org = (sum(one[number] for one in weights) for number in (0, 1))
        assert (person > org) == (kind is PERSON)

    def test_doubt_about_a_name_that_is_named_once_goes_to_no_entity(self) -> None:
        once, often = Clues(mentions=1, labelled=1, org=250), Clues(mentions=30, labelled=30, org=7_500)
        found = vote({"vantovio": once, "morvanne": often}, WORDS)
        assert (winner(found["vantovio"]), winner(found["morvanne"])) == (None, ORG)

    def test_one_full_name_makes_no_person_of_an_agency(self) -> None:
        agency = Clues(mentions=40, labelled=40, org=34_000)
        full = Clues(mentions=1, labelled=1, person=800)
        assert winner(vote({"vantovio": agency, "cecil vantovio": full}, WORDS)["vantovio"]) is ORG
        bare = Clues(mentions=3, labelled=3, org=1_500)
        assert winner(vote({"vantovio": bare, "cecil vantovio": full}, WORDS)["vantovio"]) is PERSON


class TestShortForms:
    def test_a_short_form_of_the_only_name_joins_it_everywhere(self, cast: Resolve) -> None:
        found = cast(
            "[Morvanne Capital|ORG] paid. [Morvanne|ORG] won.", "They sued [Morvanne|ORG]. [Morvanne|ORG] lost."
        )
        assert found == {"org:morvanne-capital": ["Morvanne", "Morvanne Capital"]}

    def test_of_several_it_is_an_organization_of_its_own(self, cast: Resolve) -> None:
        found = cast(
            "[Morvanne Foundation|ORG] gave. [Morvanne|ORG] paid it, said [Morvanne|ORG].",
            "[Morvanne Bank|ORG] lent. Workers at [Morvanne|ORG] met, as [Morvanne|ORG] grew.",
            "The chief executive of [Morvanne|ORG] left.",
        )
        assert found == {
            "org:morvanne": ["Morvanne"],
            "org:morvanne-bank": ["Morvanne Bank"],
            "org:morvanne-foundation": ["Morvanne Foundation"],
        }

    def test_unless_one_of_them_is_named_far_more(self, cast: Resolve) -> None:
        found = cast(
            "[Morvanne Bank|ORG] lent. [Morvanne Bank|ORG] won. Staff of [Morvanne Bank|ORG] met. [Morvanne|ORG] paid.",
            "[Morvanne Foundation|ORG] gave.",
            "The chief executive of [Morvanne|ORG] left.",
        )
        assert found["org:morvanne-bank"] == ["Morvanne", "Morvanne Bank"]

    def test_an_acronym_joins_a_name_of_which_a_document_had_the_acronym_first(self, cast: Resolve) -> None:
        one, two = "[NRP|ORG] won, the [New Rural Party|ORG] of the [NRP|ORG].", "The leader of the [NRP|ORG] left."
        assert cast(one, two) == {"org:new-rural-party": ["NRP", "New Rural Party"]}


class TestSurnames:
    FULL = "[Donella Brask|PERSON] spoke. "
    OTHER = "[Ivo Brask|PERSON] listened. "

    def test_a_bare_surname_is_whose_full_name_far_more_documents_have(self, cast: Resolve) -> None:
        found = cast(*[self.FULL] * 3, self.OTHER, "[Brask|PERSON] left.")
        assert found == {"person:donella-brask": ["Brask", "Donella Brask"], "person:ivo-brask": ["Ivo Brask"]}

    def test_where_that_is_not_clear_it_stays_apart(self, cast: Resolve) -> None:
        found = cast(*[self.FULL] * 2, self.OTHER, "[Brask|PERSON] left.")
        assert set(found) == {"person:donella-brask", "person:ivo-brask", "person:brask"}

    def test_a_son_does_not_count_beside_his_father(self, cast: Resolve) -> None:
        found = cast(
            self.OTHER, "[Ivo Brask Jr.|PERSON] listened.", "[Ivo Brask Jr.|PERSON] sang.", "[Brask|PERSON] left."
        )
        assert found["person:ivo-brask"] == ["Brask", "Ivo Brask"]

    def test_titles_of_both_sexes_are_two_people(self, cast: Resolve) -> None:
        found = cast("Mr. [Brask|PERSON] left.", "Mrs. [Brask|PERSON] stayed.")
        assert len(found) == 2


class TestNamesakes:
    @staticmethod
    def documents(name: str) -> tuple[str, str]:
        return (
            f"[{name}|PERSON] wrote to [Edda Stolz|PERSON] of the [Tarnwell Trust|ORG] from [Portugal|GPE].",
            f"[{name}|PERSON] sang with [Odo Marsch|PERSON] at the [Opera of Valdivia|ORG] in [Chile|GPE].",
        )

    @pytest.mark.parametrize("name", ["John Smith", "Maria Garcia", "Pedro Silva"])
    def test_a_frequent_surname_is_told_apart_by_whom_documents_name(self, name: str, cast: Resolve) -> None:
        assert sum(name in forms for forms in cast(*self.documents(name)).values()) == 2

    @pytest.mark.parametrize("name", ["Donella Brask", "Ivo Quelvert"])
    def test_a_rare_one_is_one_person_s(self, name: str, cast: Resolve) -> None:
        assert sum(name in forms for forms in cast(*self.documents(name)).values()) == 1

    def test_one_that_many_bear_here_is_frequent(self, cast: Resolve) -> None:
        others = [f"[{first} Brask|PERSON] left." for first in ("Ada", "Ben", "Cid")]
        assert sum("Donella Brask" in forms for forms in cast(*self.documents("Donella Brask"), *others).values()) == 2

    def test_somebody_in_common_makes_one_of_them(self, cast: Resolve) -> None:
        one, two = self.documents("John Smith")
        assert sum("John Smith" in forms for forms in cast(one, f"{two} [Edda Stolz|PERSON] came.").values()) == 1


class TestFirstNames:
    """A first name alone is that of the person whom the collection calls by it."""

    USED = "[Wanja Lindqvist|PERSON] spoke. [Wanja|PERSON] thanked them."

    @pytest.mark.parametrize(("documents", "people"), [(2, 2), (3, 1)])
    def test_when_several_documents_call_somebody_so(self, documents: int, people: int, cast: Resolve) -> None:
        found = cast(*[self.USED] * documents, "[Wanja|PERSON] was late.")
        assert len(found) == people

    def test_not_when_several_people_are_called_so_about_as_often(self, cast: Resolve) -> None:
        other = "[Wanja Okafor|PERSON] spoke. [Wanja|PERSON] thanked them."
        found = cast(*[self.USED] * 4, *[other] * 3, "[Wanja|PERSON] was late.")
        assert found["person:wanja"] == ["Wanja"]

    def test_the_one_who_is_called_so_far_more_often(self, cast: Resolve) -> None:
        other = "[Wanja Okafor|PERSON] spoke. [Wanja|PERSON] thanked them."
        found = cast(*[self.USED] * 8, *[other] * 3, "[Wanja|PERSON] was late.")
        assert "person:wanja" not in found

    def test_a_full_name_that_once_ends_with_it_does_not_win(self, cast: Resolve) -> None:
        """Two names of a list that were taken for one: "Kalle, Wanja"."""
        found = cast(*[self.USED] * 3, "[Kalle Wanja|PERSON] spoke.", "[Wanja|PERSON] was late.")
        assert found["person:kalle-wanja"] == ["Kalle Wanja"]
        assert found["person:wanja-lindqvist"] == ["Wanja", "Wanja Lindqvist"]

    def test_a_surname_is_still_one(self, cast: Resolve) -> None:
        found = cast(*["[Kalle Wanja|PERSON] spoke."] * 9, *[self.USED] * 3, "[Wanja|PERSON] was late.")
        assert found["person:kalle-wanja"] == ["Kalle Wanja", "Wanja"]

    def test_a_title_that_goes_with_surnames_names_somebody_else(self, cast: Resolve) -> None:
        found = cast(*[self.USED] * 3, "Senator [Wanja|PERSON] was late.")
        assert found["person:wanja"] == ["Wanja"]

    def test_not_where_no_document_calls_somebody_so(self, cast: Resolve) -> None:
        found = cast(*["[Wanja Lindqvist|PERSON] spoke."] * 5, "[Wanja|PERSON] was late.")
        assert found["person:wanja"] == ["Wanja"]

    def test_only_across_documents(self, cast: Resolve) -> None:
        found = cast(*[self.USED] * 3, "[Wanja|PERSON] was late.", across=False)
        assert found["person:wanja"] == ["Wanja"]
