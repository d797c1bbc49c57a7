"""The sentences in which the words around the name of an entity speak most for its type."""

from dataclasses import dataclass

from comention.languages.lexicon import Lexicon
from comention.model import Entity, EntityType
from comention.resolve.document.contexts import around
from comention.resolve.types import ORG, PERSON, SCALE
from comention.tables import Tables, cut

LOOKED_AT = 500
"""How many mentions are looked at: the first of each document, then the second ones, and so on."""
_KINDS = (PERSON, ORG)
"""The types of the first weights of a context; those behind them are for places and other things."""
_LONG = 240
"""How many characters of a sentence are shown on either side of a name."""

_PLACES = f"""
SELECT row_number() OVER (ORDER BY m.turn, m.document) - 1 AS row, d.id, m.document,
    s.start AS first, s.end AS last, m.start AS begin, m.end AS stop,
    greatest(0, m.start - {_LONG}) AS start, least(d.characters, m.end + {_LONG}) AS end
FROM (
    SELECT n.document, n.sentence, n.start, n.end,
        row_number() OVER (PARTITION BY n.document ORDER BY n.start, n.end) AS turn
    FROM {{mention}} n JOIN {{entity}} e ON e.entity = n.entity WHERE e.id = $id
    ORDER BY turn, n.document LIMIT {LOOKED_AT}
) m
JOIN {{sentence}} s ON s.document = m.document AND s.sentence = m.sentence
JOIN {{document}} d ON d.document = m.document"""  # noqa: S608 - numbers of our own
_SEEN = "SELECT m.id, m.first, m.last, m.begin, m.stop, m.start FROM {spoken} m ORDER BY m.row"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and how much the words around a name in it speak for its type: natural logarithms of odds."""

    document: str
    sentence: str
    speaks: float


def spoken_for(tables: Tables, entity: Entity, words: Lexicon, *, most: int = 3) -> tuple[Spoken, ...]:
    """Return the sentences that speak most for the type of an entity, best first; none twice, none that do not.

    Countries have none: they are found by their names.
    """
    if entity.type is EntityType.COUNTRY:
        return ()
    found: dict[str, Spoken] = {}
    tables.make("spoken", _PLACES, {"id": entity.id})
    for row, (_, text) in zip(tables.rows(_SEEN), cut(tables, "spoken"), strict=True):
        document, first, last, start, end, begin = row
        speaks = speaking(text, start - begin, end - begin, entity.type, words)
        stop = begin + len(text)
        shown = text[max(0, first - begin) : last - begin]
        sentence = f"{'…' * (first < begin)}{' '.join(shown.split())}{'…' * (last > stop)}"
        if speaks > 0 and (sentence not in found or found[sentence].speaks < speaks):
            found[sentence] = Spoken(document, sentence, speaks)
    return tuple(sorted(found.values(), key=lambda spoken: -spoken.speaks)[:most])


def speaking(text: str, start: int, end: int, kind: EntityType, words: Lexicon) -> float:
    """Return how much more the words around characters `start` to `end` speak for a type than for any other one."""
    weights = [words.contexts[feature] for feature in around(text, start, end, words) if feature in words.contexts]
    if not weights:
        return 0.0
    others: list[int] = [sum(column) for column in zip(*weights, strict=True)]
    own = others.pop(_KINDS.index(kind))
    return (own - max(others)) / SCALE
