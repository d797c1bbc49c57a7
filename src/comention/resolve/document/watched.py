"""The names that a user wants found wherever they stand."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from comention.corrections import Corrections
from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.text.names import key, person_key
from comention.text.phrases import Match, Phrases, Word

_WORDS = re.compile(r"[^\W\d_]+")
_AROUND = 200  # characters on both sides that tell whether a text is written without capitals


class Watched(NamedTuple):
    """A name that is looked for because the user said so: the key of its form, and its type."""

    key: str
    type: EntityType


def watch_list(corrections: Corrections) -> Phrases[Watched] | None:
    """Return the names that are to be found even where no model sees them: those of the listed entities with a type."""
    watched = [
        (text, Watched((person_key if listed.type is EntityType.PERSON else key)(text), listed.type))
        for listed in corrections.entities
        if listed.type
        for text in (listed.name, *listed.aliases)
    ]
    return Phrases(watched) if watched else None


def find_watched(
    text: str, tokens: Sequence[Word], listed: Phrases[Watched], small: Mapping[str, int], words: Lexicon
) -> Iterator[Match[Watched]]:
    """Yield the places of the listed names: with a capital, or in small letters where they can be nothing else.

    In small letters, a name needs two words, of which one is no everyday word and is not used as one in the text. The
    name of an organization needs more, where others write capitals: "home office". `small` counts the words that the
    text writes in small letters.
    """
    inside = Counter(word.text for match in listed.find(text, tokens) if _is_small(match) for word in match.words)
    used = {word for word, many in small.items() if many > inside[word]}

    def fits(match: Match[Watched]) -> bool:
        return not _is_small(match) or (len(match.words) > 1 and _is_name(text, match, used, words))

    return listed.find(text, tokens, fits=fits)


def _is_small(match: Match[Watched]) -> bool:
    return not (match.words[0].text[0].isupper() or match.words[-1].text[0].isupper())


def _is_name(text: str, match: Match[Watched], used: set[str], words: Lexicon) -> bool:
    """Whether a listed name of several words in small letters is no phrase of everyday words."""
    everyday = [_is_everyday(word, words) for word in match.words]
    if not _has_capitals(text, match):
        return not all(everyday)
    of_kind = [word.key in words.heads or word.key in words.places or word.key in words.titles for word in match.words]
    other = [word.text in used for word in match.words]
    if match.value.type is EntityType.PERSON:
        return not all(map(any, zip(everyday, of_kind, other, strict=True)))
    return not any(everyday) and not all(map(any, zip(of_kind, other, strict=True)))


def _is_everyday(word: Word, words: Lexicon) -> bool:
    return len(word.key) < 2 or any(
        word.key in some
        for some in (words.common, words.months, words.never, words.verbs, words.leading, words.inside, words.things)
    )


def _has_capitals(text: str, match: Match[Watched]) -> bool:
    """Whether the text around a place has words with capitals, apart from "I"."""
    around = text[max(0, match.start - _AROUND) : match.start], text[match.end : match.end + _AROUND]
    return any(word[:1].isupper() and word.strip("'’") != "I" for part in around for word in _WORDS.findall(part))
