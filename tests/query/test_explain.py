import re

import pytest
from tests.resolve.conftest import marked
from tests.resolving import resolve, store

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.entities import find_entity
from comention.errors import InputError
from comention.languages.lexicon import lexicon
from comention.model import Alias, Clues, Entity, EntityType
from comention.query.explain import BEGINS, SAID, Explanation, explain, why_apart
from comention.resolve.collection import naming, refusals
from comention.resolve.types import A_GROUP, CAUTION, LABELLED, SHORT, SHORT_OTHERWISE, vote
from comention.resolve.weights import LABELS, NAME
from comention.resolve.why import NAMED, WEIGHED, Why, reasons, shown, summed
from comention.resolve.why import SAID as TYPED
from comention.resolve.why import told as said_of

PERSON, ORG, COUNTRY = EntityType.PERSON, EntityType.ORG, EntityType.COUNTRY


def entity(identifier: str, kind: EntityType, label: str, **forms: int) -> Entity:
    return Entity(
        identifier, kind, label, tuple(Alias(form.replace("_", " "), n, "a rule") for form, n in forms.items())
    )


DONALD = entity("person:donald-trump", PERSON, "Donald Trump", Trump=9, Donald_Trump=2)
IVANKA = entity("person:ivanka-trump", PERSON, "Ivanka Trump", Ivanka_Trump=3, Trump=1)
FIRM = entity("org:trump-organization", ORG, "Trump Organization", Trump_Organization=1)
RUSSIA = entity("country:ru", COUNTRY, "Russia", Russian=5)
ALL = [DONALD, IVANKA, FIRM, RUSSIA]


@pytest.mark.parametrize(
    ("name", "found"),
    [("person:ivanka-trump", IVANKA), ("donald trump", DONALD), ("Trump", DONALD), ("RUSSIAN", RUSSIA)],
)
def test_an_entity_is_found_by_id_label_or_form_and_the_one_most_called_so(name: str, found: Entity) -> None:
    assert find_entity(ALL, name) is found


def test_a_miss_tells_what_is_near() -> None:
    with pytest.raises(InputError, match=r"^'Donal Trump': no such name in this graph; did you mean Donald Trump"):
        find_entity(ALL, "Donal Trump")
    with pytest.raises(InputError, match=r"no such name in this graph$"):
        find_entity(ALL, "zzzz")


def told(name: str, *texts: str, corrections: Corrections = NONE) -> Explanation:
    """Resolve marked texts, and explain a name."""
    resolve([marked(f"d{n}", text) for n, text in enumerate(texts)], corrections=corrections)
    return explain(store(), name, corrections=corrections)


MEETING = (
    "Mr. [Oskar Lindqvist|PERSON] said that [Lindqvist Holdings|ORG] would pay. [Lindqvist|PERSON] agreed.",
    "[Lindqvist|PERSON], who was born in [Sweden|GPE], told us. [LINDQVIST|PERSON] [Oskar Lindqvist|PERSON] left.",
)


def test_an_explanation_has_forms_documents_and_who_was_not_joined() -> None:
    found = told("lindqvist", *MEETING)
    assert found.entity.id == "person:oskar-lindqvist"
    assert found.mentions == 5
    assert found.documents == (("d0", 2), ("d1", 3))
    assert [near.entity.id for near in found.rejected] == ["org:lindqvist-holdings"]
    assert re.fullmatch(
        r"taken for an organization \(sure: .* %\), not a person \(sure: over 99 %\)", found.rejected[0].why
    )


def test_a_type_is_told_with_numbers_that_add_up() -> None:
    why = told("Oskar Lindqvist", *MEETING).type
    assert (why.rule, why.name, why.mentions) == (WEIGHED, "Oskar Lindqvist", 5)
    assert why.together
    assert why.sure
    assert why.sure.best is PERSON
    assert why.sure.person > 0.99
    for kind in ("person", "organization", "neither"):
        assert sum(getattr(reason, kind) for reason in why.reasons) == pytest.approx(getattr(why.together, kind))
    assert [reason.size for reason in why.reasons] == sorted((r.size for r in why.reasons), reverse=True)
    clues = {reason.clue for reason in why.reasons}
    assert "the model labelled 5 of 5 mentions as a person, with a mean score of 0.80" in clues
    assert "a given name first" in clues
    assert "stands behind a title, at 1 of 5 mentions" in clues
    weights = {reason.clue: reason.weights for reason in why.reasons}
    assert weights["a given name first"] == (NAME,)
    assert weights["the model labelled 5 of 5 mentions as a person, with a mean score of 0.80"] == (LABELS,)
    assert {NAME, LABELS} <= set(why.together.weights)
    assert why.forms
    assert why.forms.keys() == {"Oskar Lindqvist", "Lindqvist", "LINDQVIST"}


def test_a_country_is_found_by_its_names() -> None:
    found = told("Sweden", *MEETING)
    assert (found.type, found.label, found.sentences) == (Why(NAMED), "the usual name of the country", ())


def test_what_the_user_said_is_told_so() -> None:
    said = Corrections((Listed("The Firm", type=ORG, aliases=("Oskar Lindqvist",)),))
    found = told("The Firm", *MEETING, corrections=said)
    assert (found.type, found.label, found.labels) == (Why(TYPED), "the corrections say so", {})


def test_a_name_that_was_only_joined_by_the_user_has_a_type_that_was_weighed() -> None:
    said = Corrections((Listed("Oskar Lindqvist", aliases=("Lindqvist Holdings",)),))
    assert told("Oskar Lindqvist", *MEETING, corrections=said).type.rule == WEIGHED


def test_a_label_is_told_with_the_forms_that_compete() -> None:
    found = told("Oskar Lindqvist", *MEETING)
    assert found.label == "the only full name"
    assert list(found.labels.items()) == [("Oskar Lindqvist", 2), ("Lindqvist", 2), ("LINDQVIST", 1)]


@pytest.mark.parametrize(
    ("kind", "forms", "said"),
    [
        (PERSON, {"Mara Voss": 1}, "the only form"),
        (PERSON, {"MARA VOSS": 1}, "the only form, written as a name because it stands in capitals only"),
        (PERSON, {"Mara Voss": 2, "Mara J. Voss": 2}, "the longest of the most frequent full names"),
        (PERSON, {"MARA VOSS": 9, "Mara Voss": 1}, "the only full name that is not in capitals"),
        (
            ORG,
            {"VRT": 3, "Vossberg Radio Trust": 2},
            "the only form of several words that stands at least a quarter as often as the most frequent form",
        ),
        (
            ORG,
            {"VRT": 9, "Vossberg Radio Trust": 2},
            "the most frequent form; no longer one stands at least a quarter as often",
        ),
    ],
)
def test_the_rule_of_a_label(kind: EntityType, forms: dict[str, int], said: str) -> None:
    assert naming.rule(kind, forms) == said


def test_sentences_that_speak_for_a_type_are_told_best_first_and_none_twice() -> None:
    copied = "[Tamsin Okoro|PERSON], who was born there, told reporters. Then came [Tamsin Okoro|PERSON]."
    found = told("Tamsin Okoro", copied, copied, "It was on [Tamsin Okoro|PERSON] Street.")
    assert found.sentences[0].sentence == "Tamsin Okoro, who was born there, told reporters."
    assert found.sentences[0].document == "d0"
    assert [one.speaks for one in found.sentences] == sorted((one.speaks for one in found.sentences), reverse=True)
    assert len({one.sentence for one in found.sentences}) == len(found.sentences) <= 3
    assert all(one.speaks > 0 for one in found.sentences)


def test_a_long_sentence_is_cut_around_the_name() -> None:
    found = told("Tamsin Okoro", f"{'so it went ' * 40}[Tamsin Okoro|PERSON], who said {'so it went ' * 40}.")
    (one,) = found.sentences
    assert one.sentence.startswith("…")
    assert one.sentence.endswith("…")
    assert "Tamsin Okoro, who said" in one.sentence
    assert len(one.sentence) < 550


def test_what_is_told_of_a_form_is_what_the_collection_weighs() -> None:
    texts = [
        *MEETING,
        "The [Velden|ORG] board met.",
        "[Velden Group|ORG] and [Ann Velden|PERSON]. [Velden|PERSON] left.",
    ]
    resolve([marked(f"d{n}", text) for n, text in enumerate(texts)])
    columns = ", ".join(f"sum(c.{count})" for count in Clues._fields)
    pooled = {
        name: Clues(*counts)
        for name, *counts in store().rows(f"SELECT c.name, {columns} FROM {{clues}} c GROUP BY c.name")
    }
    words = lexicon("en")
    for name, votes in vote(pooled, words).items():
        shows = shown(store(), [name], words)
        together = summed("all", reasons(name, shows.clues[name], shows.context))
        least = min(together.person, together.organization, together.neither)
        found = [together.person - least, together.organization - least, together.neither - least]
        assert found == pytest.approx([votes[PERSON], votes[ORG], votes[None]])


def test_every_clue_can_be_told() -> None:
    seen = Clues(mentions=3, labelled=2, person=900, org=800)
    for clue in (*lexicon("en").clues, LABELLED, CAUTION, SHORT, SHORT_OTHERWISE, A_GROUP):
        assert "{" not in said_of(clue, seen)
    assert said_of(LABELLED, seen) == (
        "the model labelled 2 of 3 mentions, and its scores add up to: a person 0.9, an organization 0.8"
    )
    assert said_of("people's words around it", seen) == "words around it that seldom stand around people"


APART = (
    "[Ann Smith|PERSON] met [Karl Vogt|PERSON] of [Brightwater Bank|ORG] in [Sweden|GPE].",
    "[Ann Smith|PERSON] met [Rosa Diaz|PERSON] of [Calder Foundation|ORG] in [Peru|GPE].",
)
MIDDLE = ("[Ann Beth Lindqvist|PERSON] spoke.", "[Ann Carol Lindqvist|PERSON] left.")


def refused(found: Explanation) -> dict[str, str]:
    return {other.id: why for other, why in found.rejected}


def recorded() -> list[tuple[str, str, str]]:
    sql = "SELECT e.id, o.id, r.reason FROM {refusal} r JOIN {entity} e ON e.entity = r.entity "
    return list(store().rows(f"{sql} JOIN {{entity}} o ON o.entity = r.other ORDER BY ALL"))


@pytest.mark.parametrize(
    ("name", "other"), [("person:ann-smith", "person:ann-smith-2"), ("person:ann-smith-2", "person:ann-smith")]
)
def test_namesakes_are_told_that_their_documents_kept_them_apart(name: str, other: str) -> None:
    assert refused(told(name, *APART)) == {other: refusals.NAMESAKES}


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (MIDDLE, refusals.MIDDLE_NAME),
        (("[Ann Lindqvist|PERSON] spoke.", "[Ann Lindqvist Jr.|PERSON] left."), refusals.GENERATION),
    ],
)
def test_people_of_one_first_name_are_told_what_differs(texts: tuple[str, ...], why: str) -> None:
    found = told("Ann Beth Lindqvist" if texts is MIDDLE else "person:ann-lindqvist", *texts)
    assert [*refused(found).values()] == [why]


def test_a_bare_name_is_told_who_has_it() -> None:
    found = told("person:lindqvist", *MIDDLE, "[Lindqvist|PERSON] agreed, he said.")
    assert [*refused(found).values()] == [refusals.SEVERAL_HAVE, refusals.SEVERAL_HAVE]


def test_an_acronym_of_several_is_told_of_all_though_they_share_no_word() -> None:
    texts = ("[Vossberg Radio Trust|ORG] paid.", "[Velden Rail Trust|ORG] paid.", "[VRT|ORG] was paid by [VRT|ORG].")
    assert refused(told("VRT", *texts)) == {
        "org:velden-rail-trust": refusals.ACRONYM_OF_SEVERAL,
        "org:vossberg-radio-trust": refusals.ACRONYM_OF_SEVERAL,
    }


def test_people_of_different_first_names_were_no_candidates() -> None:
    found = told("Ann Lindqvist", "[Ann Lindqvist|PERSON] spoke.", "[Oskar Lindqvist|PERSON] left.")
    assert recorded() == []
    assert [*refused(found).values()] == ["another first name"]


def test_a_refusal_goes_with_the_entity_that_corrections_take_away() -> None:
    told("Ann Beth Lindqvist", *MIDDLE)
    assert recorded() == [("person:ann-beth-lindqvist", "person:ann-carol-lindqvist", refusals.MIDDLE_NAME)]
    one = Listed("Ann Beth Lindqvist", aliases=("Ann Carol Lindqvist",))
    assert told("Ann Beth Lindqvist", *MIDDLE, corrections=Corrections((one,))).rejected == ()
    assert recorded() == []
    gone = Corrections((), (Ignored("Ann Carol Lindqvist"),))
    assert told("Ann Beth Lindqvist", *MIDDLE, corrections=gone).rejected == ()
    assert recorded() == []


def test_a_refusal_stays_with_an_entity_that_is_renamed() -> None:
    said = Corrections((Listed("Beth", aliases=("Ann Beth Lindqvist",)),))
    assert refused(told("Beth", *MIDDLE, corrections=said)) == {"person:ann-carol-lindqvist": refusals.MIDDLE_NAME}


@pytest.mark.parametrize(
    "listed",
    [
        (Listed("Ann Beth Lindqvist", not_aliases=("Ann Carol Lindqvist",)),),
        (Listed("Ann Carol Lindqvist", not_aliases=("Ann Beth Lindqvist",)),),
        (Listed("Ann Carol Lindqvist"), Listed("Ann Beth Lindqvist")),
    ],
)
def test_what_corrections_keep_apart_is_told(listed: tuple[Listed, ...]) -> None:
    found = told("Ann Beth Lindqvist", *MIDDLE, corrections=Corrections(listed))
    assert refused(found) == {"person:ann-carol-lindqvist": SAID}


def test_so_many_refusals_are_kept_and_no_more() -> None:
    names = [f"Ann {chr(65 + n)}{chr(65 + n).lower()}eta Lindqvist" for n in range(20)]
    resolve([marked(f"d{n}", f"[{name}|PERSON] spoke.") for n, name in enumerate(names)])
    assert 0 < len(recorded()) <= refusals.MOST * len(names)


def test_why_two_people_are_apart() -> None:
    named = {label: entity(label, PERSON, label) for label in ("Ann Lee", "Ann B. Lee", "Ann Ray", "Lee")}
    assert why_apart(named["Ann Lee"], named["Ann Ray"]) == "another surname"
    assert why_apart(named["Ann Lee"], named["Ann B. Lee"]) == "a middle name or a generation that differs"
    assert why_apart(named["Ann Lee"], named["Ann Lee"]) == "called the same, but kept apart as two people"
    assert why_apart(named["Ann Lee"], named["Lee"]).startswith("a bare name")


def test_why_two_organizations_are_apart() -> None:
    short, longer, other = (entity(label, ORG, label) for label in ("Vantovio", "Vantovio Rail", "Morvanne"))
    assert why_apart(short, longer) == why_apart(longer, short) == BEGINS
    assert why_apart(other, longer).startswith("another name")
