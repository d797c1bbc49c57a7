"""Where a name begins and ends, by what stands in it and by what else the document says."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

Resolve = Callable[..., Any]
Forms = Mapping[str, list[str]]
Cases = Mapping[str, tuple[str, Forms]]

STOPS: Cases = {
    "no form goes over the end of a sentence": (
        "[Nadia Fomina|PERSON] left. They waved to [Nadia|PERSON]. [Fomina|PERSON] was gone.",
        {"person:nadia-fomina": ["Fomina", "Nadia", "Nadia Fomina"]},
    ),
    "a span that goes over one comes apart": (
        "He thanked [Ruben. Castillo|PERSON] and the [Harbor Bank. Delgado Group|ORG].",
        {
            "org:delgado-group": ["Delgado Group"],
            "org:harbor-bank": ["Harbor Bank"],
            "person:castillo": ["Castillo"],
            "person:ruben": ["Ruben"],
        },
    ),
    "an abbreviation's dot ends nothing": (
        "[Wm. Tully|PERSON] of [Tully Bros. Shipping|ORG] met Wm Tully.",
        {"org:tully-bros-shipping": ["Tully Bros. Shipping"], "person:wm-tully": ["Wm Tully", "Wm. Tully"]},
    ),
    "dashes that touch the words": (
        "[Edith Crane—Crane|PERSON] left, then [Paul Ostrow--a|PERSON] clerk, then [Lena Voss Jr.—b|PERSON].",
        {
            "person:edith-crane": ["Crane", "Edith Crane"],
            "person:lena-voss-jr": ["Lena Voss Jr."],
            "person:paul-ostrow": ["Paul Ostrow"],
        },
    ),
}

FORMS: Cases = {
    "a country in brackets before the legal form": (
        "[Tarn & Lowe|ORG] ([Malta) Ltd.|ORG] paid [Orrin Trading|ORG] ([Hong Kong|GPE]) Limited.",
        {
            "org:orrin-trading-hong-kong-limited": ["Orrin Trading (Hong Kong) Limited"],
            "org:tarn-lowe-malta-ltd": ["Tarn & Lowe (Malta) Ltd."],
        },
    ),
    "two forms": ("[Silt|ORG] (Pacific) Co. Ltd. won.", {"org:silt-pacific-co-ltd": ["Silt (Pacific) Co. Ltd."]}),
    "an acronym in brackets is explained, and no part": (
        "[Danube Shipping Agency|ORG] (DSA) Ltd. paid.",
        {"org:danube-shipping-agency": ["DSA", "Danube Shipping Agency"]},
    ),
    "no legal form is a name": ("[Ltd.|ORG], [LLC|ORG] and [Holdings Limited|ORG].", {}),
}

TITLES: Cases = {
    "a given name that is a title, behind another title": (
        "[Justice Earl Hobart|PERSON] met [Duke Farrow|PERSON].",
        {"person:duke-farrow": ["Duke Farrow"], "person:earl-hobart": ["Earl Hobart"]},
    ),
    "the rank itself": (
        "The Duke of Kent came, and [Duke Farrow|PERSON] too.",
        {"person:farrow": ["Farrow"]},
    ),
    "an organization's first word is no title": (
        "Last year [General Zorvex|ORG] and [Marshal Bank|ORG] paid [Private Ostrava|ORG].",
        {
            "org:general-zorvex": ["General Zorvex"],
            "org:marshal-bank": ["Marshal Bank"],
            "org:private-ostrava": ["Private Ostrava"],
        },
    ),
    "half a title is one": ("The Secretary of [State Ostrow|ORG].", {"person:ostrow": ["Ostrow"]}),
    "French titles, where there are others": (
        "[M. Verdier|PERSON] met [Mme. Aubry|PERSON], [Monseigneur Leroux|PERSON] and [M. le Comte Sorel|PERSON].",
        {
            "person:aubry": ["Aubry"],
            "person:leroux": ["Leroux"],
            "person:sorel": ["Sorel"],
            "person:verdier": ["Verdier"],
        },
    ),
    "an initial, where there are none": ("[M. Verdier|PERSON] came.", {"person:m-verdier": ["M. Verdier"]}),
    "honourable people": (
        "Hon. [Ruth Tanner|PERSON] and the [Right Hon. Paul Ostrow|PERSON].",
        {"person:paul-ostrow": ["Paul Ostrow"], "person:ruth-tanner": ["Ruth Tanner"]},
    ),
    "somebody who is called": (
        "[O Corinna|PERSON]! [Oh Lucasta|PERSON]! [O. Tanner|PERSON] came.",
        {"person:corinna": ["Corinna"], "person:lucasta": ["Lucasta"], "person:o-tanner": ["O. Tanner"]},
    ),
}

STATES: Cases = {
    "a kind of state before a country": (
        "The [State of Norway|ORG], the [Kingdom of the Netherlands|GPE] and [the State of Chile|LOC] signed.",
        {"country:cl": ["Chile"], "country:nl": ["Kingdom of the Netherlands"], "country:no": ["Norway"]},
    ),
    "a state of a country": ("The [State of Nevada|GPE] and the [State of Georgia|GPE] signed.", {}),
    "a bank is no state": (
        "The [State Bank of Norway|ORG] paid.",
        {"org:state-bank-of-norway": ["State Bank of Norway"]},
    ),
}

BROKEN: Cases = {
    "a half of a hyphenated surname": (
        "Jutta [Engel|PERSON]-Fischer spoke, then Petra Schulz-[Meyer|PERSON].",
        {"person:jutta-engel-fischer": ["Jutta Engel-Fischer"], "person:petra-schulz-meyer": ["Petra Schulz-Meyer"]},
    ),
    "a given name that was left out": (
        "They asked Ingrid [Solheim|PERSON] about it.",
        {"person:ingrid-solheim": ["Ingrid Solheim"]},
    ),
    "another name stays another": (
        "The [Putin|PERSON]-[Merkel|PERSON] talks, with anti-[Trump|PERSON] chants and a Post-[Obama|PERSON] mood.",
        {"person:merkel": ["Merkel"], "person:obama": ["Obama"], "person:putin": ["Putin"], "person:trump": ["Trump"]},
    ),
}

GROUPS = {
    "stops": STOPS, "forms": FORMS, "titles": TITLES, "states": STATES, "broken": BROKEN,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{group}: {name}") for group, cases in GROUPS.items() for name, case in cases.items()],
)
def test_a_name_has_its_edges(text: str, expected: Forms, cast: Resolve) -> None:
    assert cast(text) == expected
