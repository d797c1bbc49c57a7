"""The measures of names and of links: what each is called, what it means, and where it is shown.

A measure is an attribute of nodes or edges that holds a number. `comention.link` counts and `comention.analyse`
computes; each measure is listed here once, as a field of `NameMeasures` or `LinkMeasures` and as a key of the
attributes. Tables, records of answers, the choices and help of `comention top`, the page and the documentation are made
from the list, in its order.
"""

from dataclasses import dataclass, fields
from typing import Annotated, NamedTuple, TypedDict, get_args


class About(NamedTuple):
    """What people read about a measure, and where it is shown.

    `label` is what it is called within a sentence, `meaning` explains it in a line, `source` tells who proposed it.
    With `smallest_first`, a small value is a strong one. A measure that is `discounted` is ranked by its value times
    w / (w + 1), where w is the weight of the link: else links of a single window come first, as is known of mutual
    information (Pantel and Lin 2002). Numbers that only tell groups apart are not `ranked`. Those in `brief` are
    also shown where there is room for few: on the page, with two decimals, and in FollowTheMoney.
    """

    label: str
    meaning: str
    source: str = ""
    smallest_first: bool = False
    discounted: bool = False
    ranked: bool = True
    brief: bool = False


class Measure(NamedTuple):
    """A measure of the list: the attribute that holds it, its type, whether it may be unknown, and what it is about."""

    name: str
    kind: type[int] | type[float]
    optional: bool
    about: About

    @property
    def column(self) -> str:
        """Its column in a table of SQL.

        >>> NAMES[0].column, LINKS[2].column
        ('mentions INTEGER NOT NULL', 'npmi DOUBLE')
        """
        return f"{self.name} {'INTEGER' if self.kind is int else 'DOUBLE'}{'' if self.optional else ' NOT NULL'}"


@dataclass(frozen=True)
class NameMeasures:
    """The measures of a person, an organization or a country."""

    mentions: Annotated[int, About("mentions", "how often it is mentioned", brief=True)]
    documents: Annotated[int, About("documents", "in how many documents", brief=True)]
    strength: Annotated[int, About("strength", "sum of the weights of its links")]
    degree: Annotated[int, About("degree", "number of its links")]
    core: Annotated[
        int, About("core", "largest k for which it is in a part where all have k links or more", "Seidman 1983")
    ]
    pagerank: Annotated[float, About("PageRank", "PageRank by weight, damping 0.85", "Brin and Page 1998")]
    betweenness: Annotated[
        float,
        About(
            "betweenness",
            "share of the shortest paths between others that go through it",
            "Freeman 1977, by Brandes' algorithm (2001); with more than 500 linked names, an estimate from 128 of them "
            "(Brandes and Pich 2007)",
        ),
    ]
    community: Annotated[
        int,
        About(
            "community",
            "number of its community, 0 for the largest",
            "Louvain (Blondel et al. 2008), above 1,000 links Leiden (Traag et al. 2019)",
            ranked=False,
        ),
    ]


@dataclass(frozen=True)
class LinkMeasures:
    """The measures of a link; those that may be None need to know in how many windows each name stands."""

    weight: Annotated[
        int, About("weight", "windows (sentences by default) that mention both, each counted once", brief=True)
    ]
    documents: Annotated[int, About("documents", "documents with such a window", brief=True)]
    npmi: Annotated[
        float | None,
        About(
            "NPMI",
            "how closely two names keep to each other: 1 if neither is mentioned without the other, 0 if they are "
            "together as often as by chance, below 0 if less often (normalized pointwise mutual information)",
            "Bouma 2009",
            discounted=True,
            brief=True,
        ),
    ]
    jaccard: Annotated[
        float | None, About("Jaccard index", "share of the windows with one of them that have both", "Jaccard 1901")
    ]
    log_likelihood: Annotated[
        float | None,
        About(
            "log-likelihood",
            "how far it is from chance, which exceeds 10.8 in one case of 1,000 (log-likelihood ratio)",
            "Dunning 1993",
        ),
    ]
    expected: Annotated[float | None, About("expected weight", "the weight that chance would give")]
    significance: Annotated[
        float,
        About(
            "significance",
            "alpha of the disparity filter: small for links of the backbone, 1 for a lone pair",
            "Serrano et al. 2009",
            smallest_first=True,
            brief=True,
        ),
    ]
    noise_corrected: Annotated[
        float,
        About(
            "noise-corrected",
            "chance of that weight or more in the null model of the noise-corrected backbone",
            "Coscia and Neffke 2017",
            smallest_first=True,
        ),
    ]


class NameMeasureAttributes(TypedDict, total=False):
    """The measures of a node among its attributes."""

    mentions: int
    documents: int
    strength: int
    degree: int
    core: int
    pagerank: float
    betweenness: float
    community: int


class LinkMeasureAttributes(TypedDict, total=False):
    """The measures of an edge among its attributes."""

    weight: int
    documents: int
    npmi: float
    jaccard: float
    log_likelihood: float
    expected: float
    significance: float
    noise_corrected: float


def _listed(measures: type[NameMeasures] | type[LinkMeasures]) -> tuple[Measure, ...]:
    listed = []
    for field in fields(measures):
        told, about = get_args(field.type)
        kind, *none = get_args(told) or (told,)
        listed.append(Measure(field.name, kind, bool(none), about))
    return tuple(listed)


NAMES = _listed(NameMeasures)
"""The measures of names."""
LINKS = _listed(LinkMeasures)
"""The measures of links."""
