import pytest

from comention.errors import InputError
from comention.explain import explain, find_entity, why_apart
from comention.model import Alias, Entity, EntityType

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
    with pytest.raises(
        InputError, match=r"^'Donal Trump': nobody is called so in this graph; did you mean Donald Trump"
    ):
        find_entity(ALL, "Donal Trump")
    with pytest.raises(InputError, match=r"nobody is called so in this graph$"):
        find_entity(ALL, "zzzz")


def test_an_explanation_has_forms_documents_and_who_was_not_joined() -> None:
    told = explain(ALL, [(DONALD.id, "a"), (IVANKA.id, "a"), (DONALD.id, "b"), (DONALD.id, "a")], "Trump")
    assert told.entity is DONALD
    assert told.mentions == 11
    assert told.documents == (("a", 2), ("b", 1))
    assert [(near.entity, near.why) for near in told.rejected] == [
        (IVANKA, "another first name"),
        (FIRM, "taken for an organization, not a person"),
    ]


def test_why_two_people_are_apart() -> None:
    named = {label: entity(label, PERSON, label) for label in ("Ann Lee", "Ann B. Lee", "Ann Ray", "Lee")}
    assert why_apart(named["Ann Lee"], named["Ann Ray"]) == "another surname"
    assert why_apart(named["Ann Lee"], named["Ann B. Lee"]) == "a middle name or a generation that differs"
    assert why_apart(named["Ann Lee"], named["Lee"]).startswith("a bare name")
