"""The numbers by which evidence is weighed, each with what it says, so that `explain` can show them.

How much single clues say is learnt (`clues.tsv` and `contexts.tsv` of a language). These numbers say how much kinds of
evidence count beside each other, which cannot be learnt from the same texts: there, names are found by people and
without a model. They were set by trying others on collections whose names are known (`tests/benchmarks/`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a kind of evidence counts, and what the evidence `says` it is."""

    value: float
    says: str


# Factors of evidence for the type of a name, in natural logarithms of odds.
LABELS = Weight(1.3, "labels of the model")
"""They are right more often than their scores say, as long as they do not agree in an error."""
NAME = Weight(1.5, "the name and how it is written")
"""Clues were learnt together; without the labels, each may count for more."""
OTHERS = Weight(1.6, "other names")
"""What the other names of a collection say of one is hardly ever in what the model has read."""
FULL_NAMES = Weight(3.0, "full names with the same word")
"""A full name with a bare one is the strongest evidence that there is, as far as it is borne out (`CARRIES`)."""
CONTEXT = Weight(2.0, "words around it")
"""Less only where the model has read the same words and told it already (`AGREED`)."""
DEFINED = Weight(4.0, "a document says what it is short for")
"""A definition is wrong once in fifty times: the logarithm of these odds."""
CAUTION_PERSON = Weight(0.6, "caution with names that are rare")
"""How much more it takes to believe in a person who is named once; half as much less, if often named."""
CAUTION_ORGANIZATION = Weight(1.0, "caution with names that are rare")
"""Models invent organizations more often than people."""
GROUP = Weight(8.0, "a group of people is no person")
"""Everyday words before a word for a group, such as "Grand Jury", are not a person's name, whatever stands around."""
BRAND = Weight(1.8, "caution with names that are frequent")
"""How much more a name that is named often is an organization than in the texts that were learnt from."""
ELSEWHERE = Weight(3.0, "all documents together")
"""How much they count beside what one of them shows by itself."""
CERTAIN = Weight(1000.0, "the corrections")
"""What the user says counts more than all evidence together."""

# Limits of evidence for the type of a name.
MANY_LABELS = 5
"""So many labels say all that labels can say: they err alike."""
SAME_ERROR = 0.06
"""The share of the labels of a name that may be wrong in the same way, so that no label is proof."""
CAUTION_ONCE, CAUTION_OFTEN = 1.0, -0.5
"""How much caution counts for a name that is named once, and, the more often it is, the nearer to this."""
FREQUENT = 2
"""A name that is named more often than this is a frequent one."""
MANY_CONTEXTS = 40
"""The words around more mentions than these say no more; those around fewer say the root of their number."""
AGREED, MOSTLY, TOLD = 3, 0.85, 0.9
"""Where so many labels agree to more than this share, the words around say so much less: the model has read them."""
CARRIES = 3
"""So many mentions of a bare name that are labelled something else, one of a longer name outweighs."""

# How many times as often as any other name one must stand, to get what both could be meant by.
PERSON_LEADS = 2
"""In a document, a full name, to get a bare one wherever that stands."""
ORGANIZATION_LEADS = 2
"""In a document, a longer name, to get the short form that others begin with."""
COLLECTION_LEADS = 2.5
"""In a collection, where documents may speak of different ones: more than in one document."""
