import re
from collections.abc import Callable, Mapping
from itertools import permutations
from typing import Any

import pytest
from tests.resolving import resolve

from comention.model import Document, EntityType, Extraction, Sentence, Span
from comention.resolve.collection.blocks import SURNAME

Resolve = Callable[..., Any]
Forms = Mapping[str, list[str]]

EDGES: dict[str, tuple[str, Forms]] = {
    "possessives": (
        "[Angela Merkel’s|PERSON] plan and [Macron's|PERSON] answer.",
        {"person:angela-merkel": ["Angela Merkel"], "person:macron": ["Macron"]},
    ),
    "titles": (
        "[President Barack Obama|PERSON] sent [Secretary of State John Kerry|PERSON].",
        {"person:barack-obama": ["Barack Obama"], "person:john-kerry": ["John Kerry"]},
    ),
    "half a title": ("He saw Secretary of [State Pompeo|ORG].", {"person:pompeo": ["Pompeo"]}),
    "articles": (
        "[The White House|ORG] and [the Kremlin|FAC].",
        {"org:kremlin": ["Kremlin"], "org:white-house": ["White House"]},
    ),
    "line breaks": ("Then [Angela\nMerkel|PERSON] spoke.", {"person:angela-merkel": ["Angela Merkel"]}),
    "quotes and dots": ('"[the U.S.|GPE]" left.', {"country:us": ["U.S."]}),
    "roles": ("[NASA Administrator|ORG] Jim went.", {"org:nasa": ["NASA"]}),
    "joined people": (
        "[Merkel and Macron|PERSON] met.",
        {"person:macron": ["Macron"], "person:merkel": ["Merkel"]},
    ),
    "words of a sentence": ("[Beyond Medvedchuk|PERSON], nobody.", {"person:medvedchuk": ["Medvedchuk"]}),
    "no names": ("[a@b.org|PERSON], [www.x.com|ORG], [2017|ORG] and [Christian|PERSON].", {}),
    "cut surnames": (
        "[Ursula von der|PERSON] [Leyen|GPE] won. [Von der Leyen|PERSON] smiled. Ms. von der [Leyen|GPE] left.",
        {"person:ursula-von-der-leyen": ["Ursula von der Leyen", "Von der Leyen", "von der Leyen"]},
    ),
}

TYPES: dict[str, tuple[str, Forms]] = {
    "a surname that the model takes for an organization": (
        "[Donald Trump|PERSON] won. [Trump|ORG] said so, [Trump|ORG] did, [TRUMP|ORG]’s aides too. [Trump|GPE] quit.",
        {"person:donald-trump": ["Donald Trump", "TRUMP", "Trump"]},
    ),
    "a well-known organization taken for a person": ("[Twitter|PERSON] blocked it.", {"org:twitter": ["Twitter"]}),
    "a form of organizations": ("[Acme Holdings|PERSON] paid.", {"org:acme-holdings": ["Acme Holdings"]}),
    "things": ("[Nobel Prize|ORG], [Minsk Agreement|ORG] and [Hurricane Irma|PERSON].", {}),
    "a word that is also written small": ("[Deep|PERSON] water is deep.", {}),
}

PEOPLE: dict[str, tuple[str, Forms]] = {
    "surnames and first names": (
        "[Hillary Clinton|PERSON] spoke. [Clinton|PERSON] smiled, and [Hillary|PERSON] left.",
        {"person:hillary-clinton": ["Clinton", "Hillary", "Hillary Clinton"]},
    ),
    "middle initials, nicknames and spellings": (
        "[Michael Flynn|PERSON], [Mike Flynn|PERSON] and [Michael T. Flynn|PERSON]. Michael Flynn left. "
        "[Sergey Lavrov|PERSON] is [Sergei Lavrov|PERSON]. [François Hollande|PERSON] is [Francois Hollande|PERSON].",
        {
            "person:francois-hollande": ["Francois Hollande", "François Hollande"],
            "person:michael-flynn": ["Michael Flynn", "Michael T. Flynn", "Mike Flynn"],
            "person:sergey-lavrov": ["Sergei Lavrov", "Sergey Lavrov"],
        },
    ),
    "father and son": (
        "[Donald Trump|PERSON] and [Donald Trump Jr.|PERSON] met.",
        {"person:donald-trump": ["Donald Trump"], "person:donald-trump-jr": ["Donald Trump Jr."]},
    ),
    "presidents of one name": (
        "[George H. W. Bush|PERSON] was the father of [George W. Bush|PERSON] and of [Jeb Bush|PERSON].",
        {
            "person:george-h-w-bush": ["George H. W. Bush"],
            "person:george-w-bush": ["George W. Bush"],
            "person:jeb-bush": ["Jeb Bush"],
        },
    ),
    "a surname of two goes to the nearest before it": (
        "[Bill Clinton|PERSON] spoke. [Clinton|PERSON] left. [Hillary Clinton|PERSON] came. [Clinton|PERSON] sat.",
        {
            "person:bill-clinton": ["Bill Clinton", "Clinton"],
            "person:hillary-clinton": ["Clinton", "Hillary Clinton"],
        },
    ),
    "a title tells which of two is meant": (
        "[Hillary Clinton|PERSON] met [Bill Clinton|PERSON]. Mrs. [Clinton|PERSON] sat, Mr. [Clinton|PERSON] stood.",
        {
            "person:bill-clinton": ["Bill Clinton", "Clinton"],
            "person:hillary-clinton": ["Clinton", "Hillary Clinton"],
        },
    ),
    "surnames that come first": (
        "[Xi Jinping|PERSON] arrived, and [Xi|PERSON] spoke.",
        {"person:xi-jinping": ["Xi", "Xi Jinping"]},
    ),
    "a plural that lost its apostrophe": (
        "[Donald Trump|PERSON] won. [Trumps|PERSON] past is known.",
        {"person:donald-trump": ["Donald Trump", "Trumps"]},
    ),
}

ORGANIZATIONS: dict[str, tuple[str, Forms]] = {
    "an acronym that is explained": (
        "[Institute of Applied Hydrology|ORG] (IAH) paid. The [IAH|PERSON] said so.",
        {"org:institute-of-applied-hydrology": ["IAH", "Institute of Applied Hydrology"]},
    ),
    "an explained name that the model cut": (
        "[Environmental Protection|ORG]\nAgency (EPA) and the [EPA|ORG].",
        {"org:environmental-protection-agency": ["EPA", "Environmental Protection Agency"]},
    ),
    "a thing in small letters that is explained": ("A compact fluorescent lamp (CFL) is a [CFL|ORG].", {}),
    "initials": (
        "[Bureau of River Affairs|ORG] met, and [BRA|ORG] won.",
        {"org:bureau-of-river-affairs": ["BRA", "Bureau of River Affairs"]},
    ),
    "legal forms": (
        "[Acme Widgets Inc.|ORG] is [Acme Widgets|ORG]. [Acme Widgets|ORG] paid.",
        {"org:acme-widgets": ["Acme Widgets", "Acme Widgets Inc."]},
    ),
    "short forms": (
        "[Church of Fooism|ORG] is [Fooism|ORG], and [Smallville University|ORG] is [Smallville|ORG].",
        {
            "org:church-of-fooism": ["Church of Fooism", "Fooism"],
            "org:smallville-university": ["Smallville", "Smallville University"],
        },
    ),
    "well-known names": (
        "[WaPo|ORG] and the [Washington Post|ORG] wrote.",
        {"org:washington-post": ["WaPo", "Washington Post"]},
    ),
    "names after people and places": (
        "The [Bank of China|ORG] sued the [Trump Organization|ORG] of [Donald Trump|PERSON].",
        {
            "org:bank-of-china": ["Bank of China"],
            "org:trump-organization": ["Trump Organization"],
            "person:donald-trump": ["Donald Trump"],
        },
    ),
}

COUNTRIES: dict[str, tuple[str, Forms]] = {
    "names, people and acronyms, seen or not": (
        "Russia, the [Russians|NORP], [RUSSIAN|ORG] and the UAE.",
        {"country:ae": ["UAE"], "country:ru": ["RUSSIAN", "Russia", "Russians"]},
    ),
    "several in one": ("[U.S.-Russia|ORG] talks.", {"country:ru": ["Russia"], "country:us": ["U.S."]}),
    "longer names of something else": ("[New Mexico|GPE] and Native Americans.", {}),
    "us": ("They told us. TELL IT TO US NOW. It is the US.", {"country:us": ["US"]}),
    "a state of the same name": ("[Georgia|GPE] and [Atlanta|GPE] voted.", {}),
    "a country after all": ("[Georgia|GPE] and [Tbilisi|GPE] voted.", {"country:ge": ["Georgia"]}),
    "a surname": (
        "[Michael Jordan|PERSON] won. [Jordan|PERSON] smiled.",
        {"person:michael-jordan": ["Jordan", "Michael Jordan"]},
    ),
    "a language": ("She speaks [French|LANGUAGE].", {}),
}

FOUND: dict[str, tuple[str, Forms]] = {
    "again, what was seen once": (
        "[Anna Kovacs|PERSON] won. Anna Kovacs smiled. Then Kovacs left, with KOVACS’s dog.",
        {"person:anna-kovacs": ["Anna Kovacs", "KOVACS", "Kovacs"]},
    ),
    "but not in a longer name": (
        "[Anna Kovacs|PERSON] won. Everybody went to Kovacs Tower.",
        {"person:anna-kovacs": ["Anna Kovacs"]},
    ),
    "and not a word of the text": (
        "[Anna Wood|PERSON] won. Wood is wood.",
        {"person:anna-wood": ["Anna Wood"]},
    ),
    "a person in a headline": (
        "[ZWIRNER ANSWERS|ORG]\n\n[Petra Zwirner|PERSON] answered.",
        {"person:petra-zwirner": ["Petra Zwirner", "ZWIRNER"]},
    ),
}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param(*case, id=f"{group}: {name}")
        for group, cases in {
            "edges": EDGES,
            "types": TYPES,
            "people": PEOPLE,
            "organizations": ORGANIZATIONS,
            "countries": COUNTRIES,
            "found": FOUND,
        }.items()
        for name, case in cases.items()
    ],
)
def test_names_in_one_document(text: str, forms: Forms, cast: Resolve) -> None:
    found = cast(text)
    assert found == forms


ACROSS = ("[Angela Merkel|PERSON] won.", "[Merkel|ORG] smiled.")
TWO = ("[Bill Clinton|PERSON] won.", "[Hillary Clinton|PERSON] lost.", "[Clinton|PERSON] smiled.")


def test_a_bare_surname_joins_the_only_full_name_of_the_collection(cast: Resolve) -> None:
    assert cast(*ACROSS) == {"person:angela-merkel": ["Angela Merkel", "Merkel"]}
    assert set(cast(*ACROSS, across=False)) == {"person:angela-merkel", "person:merkel"}
    assert set(cast(*TWO)) == {"person:bill-clinton", "person:hillary-clinton", "person:clinton"}


def test_an_acronym_joins_what_another_document_explains(cast: Resolve) -> None:
    texts = ("The [Bureau of River Affairs|ORG] (BRA) met.", "The [BRA|ORG] left.")
    assert cast(*texts) == {"org:bureau-of-river-affairs": ["BRA", "Bureau of River Affairs"]}


def test_what_joined_names_across_documents_is_told(cast: Resolve) -> None:
    rules = {mention.surface: mention.rule for mention in cast(*ACROSS).resolution.mentions}
    assert rules == {
        "Angela Merkel": "named so",
        "Merkel": SURNAME,
    }


def test_clusters_do_not_depend_on_the_order_of_documents(cast: Resolve) -> None:
    texts = (*TWO, *ACROSS, "[Hillary Rodham Clinton|PERSON] and [Mike Flynn|PERSON].", "[Michael Flynn|PERSON] won.")
    first = cast(*texts)
    for order in list(permutations(texts))[::500]:
        assert cast(*order) == first


def test_demonyms_are_flagged_and_can_be_left_out(cast: Resolve) -> None:
    text = "The [Russians|NORP] left Russia. The [Finns|NORP] stayed."
    assert {m.surface: m.demonym for m in cast(text).resolution.mentions} == {
        "Russians": True,
        "Russia": False,
        "Finns": True,
    }
    assert cast(text, demonyms=False) == {"country:ru": ["Russia"]}


PAGE = """\
[Anna Poe|PERSON] writes: [Petra Zwirner|PERSON] won.

[Night Owl|PERSON]’s picture

[Petra Zwirner|PERSON] again? Says [Night Owl|PERSON].

Share this   [Reply Report|ORG]

[Red Fox|PERSON]’s picture

Why not.

Share this   [Reply Report|ORG]
"""


def test_what_a_website_repeats_is_left_out_and_told(cast: Resolve) -> None:
    found = cast(PAGE)
    assert set(found) == {"person:anna-poe", "person:petra-zwirner"}
    assert found.resolution.boilerplate == {
        "d0": ["Night Owl’s picture", "Red Fox’s picture", "Share this Reply Report"]
    }
    assert {"person:night-owl", "person:red-fox"} <= set(cast(PAGE, keep_furniture=True))


def test_headers_that_stand_in_many_documents_are_left_out(cast: Resolve) -> None:
    texts = [f"The [Harbour Lantern|ORG] daily\n\n[Petra Zwirner|PERSON] won race {n}." for n in range(4)]
    found = cast(*texts)
    assert found == {"person:petra-zwirner": ["Petra Zwirner"]}
    assert found.resolution.boilerplate["d3"] == ["The Harbour Lantern daily"]
    assert "org:harbour-lantern" in cast(*texts[:2])


ALL = "\n\n".join(
    text for cases in (EDGES, TYPES, PEOPLE, ORGANIZATIONS, COUNTRIES, FOUND) for text, _ in cases.values()
)


def test_every_mention_is_where_it_says_and_has_a_reason(cast: Resolve) -> None:
    resolution = cast(ALL, PAGE).resolution
    texts = [text.replace("[", "").replace("]", "") for text in (ALL, PAGE)]
    assert texts
    ends: dict[str, int] = {}
    for mention in resolution.mentions:
        assert mention.start >= ends.get(mention.document, 0), "mentions do not overlap"
        ends[mention.document] = mention.end
        assert mention.rule
        assert "\n" not in mention.surface
        assert mention.type in set(EntityType)
    assert {mention.entity for mention in resolution.mentions} == {entity.id for entity in resolution.entities}
    counts = {entity.id: sum(alias.count for alias in entity.aliases) for entity in resolution.entities}
    assert sum(counts.values()) == len(resolution.mentions)


def test_the_same_documents_give_the_same_result(cast: Resolve) -> None:
    assert cast(ALL, PAGE).resolution == cast(ALL, PAGE).resolution


CHESS = (
    "[John Miller|PERSON] of [Acme Chess Club|ORG] beat [Petra Zwirner|PERSON] and [Otto Lund|PERSON] in [Norway|GPE]."
)
COURT = "[John Miller|PERSON] sued [Umbra Holdings|ORG], [Ada Voss|PERSON] and [Karl Ibsen|PERSON] in [Canada|GPE]."


def test_namesakes_with_nobody_in_common_are_told_apart(cast: Resolve) -> None:
    again = (
        "[John Miller|PERSON] and [Petra Zwirner|PERSON] beat [Ulf Ek|PERSON], [Eva Roth|PERSON] and [Jan Holm|PERSON]."
    )
    found = cast(CHESS, COURT, again)
    assert {"person:john-miller", "person:john-miller-2"} <= set(found)
    whose = {m.document: m.entity for m in found.resolution.mentions if m.surface == "John Miller"}
    assert whose["d0"] == whose["d2"] != whose["d1"]
    assert "person:john-miller-2" not in cast(CHESS, COURT, across=False)


def test_one_name_is_one_person_where_documents_share_somebody_or_tell_too_little(cast: Resolve) -> None:
    both = COURT.replace("Ada Voss", "Petra Zwirner")
    assert "person:john-miller-2" not in cast(CHESS, both)
    assert "person:john-miller-2" not in cast(CHESS, "[John Miller|PERSON] won.")


def test_the_reason_for_a_well_known_name_is_told(cast: Resolve) -> None:
    found = cast("The [Federal Bureau of Investigation|ORG] knew. The [FBI|ORG] said so.").resolution
    assert {m.surface: m.rule for m in found.mentions}["FBI"] == "another name of a well-known organization"


def test_the_label_that_is_surer_wins() -> None:
    """A model that often doubts says less than one that is sure once."""
    text = "From Vantovio they came. A Vantovio. Like Vantovio, they left."
    starts = [match.start() for match in re.finditer("Vantovio", text)]
    sentences = tuple(Sentence(start, text.index(".", start) + 1, 0) for start in starts)

    def kind(*scores: tuple[str, float]) -> str:
        spans = tuple(Span(at, at + 8, label, score) for at, (label, score) in zip(starts, scores, strict=True))
        (entity,) = resolve([(Document("d", text), Extraction(sentences, spans))]).entities
        return entity.type

    assert kind(("PERSON", 1.0), ("PERSON", 1.0), ("ORG", 1.0)) == "PERSON"
    assert kind(("PERSON", 0.3), ("PERSON", 0.3), ("ORG", 0.9)) == "ORG"


@pytest.mark.parametrize(
    ("full", "bare", "kind"),
    [
        ("[Entire Vantovio|PERSON] wrote. ", "[Vantovio|ORG] said so. ", "ORG"),
        ("[Petra Vantovio|PERSON] wrote. " * 2, "[Vantovio|ORG] said so. ", "PERSON"),
    ],
)
def test_one_odd_full_name_makes_no_person_of_an_organization(full: str, bare: str, kind: str, cast: Resolve) -> None:
    found = cast(full + bare * (20 if kind == "ORG" else 3))
    assert [len(forms) for name, forms in found.items() if name == "org:vantovio"] == ([1] if kind == "ORG" else [])
    assert any(name.startswith("person:") and "Vantovio" in forms for name, forms in found.items()) == (
        kind == "PERSON"
    )


@pytest.mark.parametrize(
    "once",
    [
        "[Cecil Vantovio|PERSON] wrote. ",
        "They met Lord [Vantovio|PERSON]. ",
        "She studied at [Vantovio University|ORG]. ",
    ],
)
def test_a_city_that_is_named_often_is_no_person_and_no_organization(once: str, cast: Resolve) -> None:
    found = cast(once + "They left [Vantovio|LOC] again. " * 40)
    assert sum(forms.count("Vantovio") for forms in found.values()) == 0
