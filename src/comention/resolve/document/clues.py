"""What a document shows of each of its names, in numbers that add up over documents."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.model import Clues
from comention.resolve.document.acronyms import Explained
from comention.resolve.document.contexts import around
from comention.resolve.document.forms import Form
from comention.resolve.types import SCALE, kind_of
from comention.text.names import key

_MIXED = re.compile(r"[a-z0-9][A-Z]|^[a-z]\w*[A-Z]")
_PEOPLE = frozenset({"PERSON", "PER"})


@cache
def _before(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a definite article, and any word, before a name."""
    return (
        re.compile(rf"\b{grammar.definite.pattern}\s$", re.IGNORECASE),
        re.compile(rf"\w[’']?{grammar.possessive.pattern}?[^\S\n][\"“'‘]?$"),
    )


def clues(
    text: str, forms: Mapping[str, Form], acronyms: Iterable[Explained], small: Mapping[str, int], words: Lexicon
) -> dict[str, Clues]:
    """Return what a text shows of each of its names; `small` counts the words that it also writes small."""
    seen = {form.key: _seen(form, text, small, words) for form in forms.values()}
    for acronym in acronyms:
        if acronym.key in seen:
            one = seen[acronym.key]
            if _organization(acronym, forms, words):
                seen[acronym.key] = one._replace(explained=one.explained + 1)
            else:
                seen[acronym.key] = one._replace(explained_otherwise=one.explained_otherwise + 1)
    return seen


def _seen(form: Form, text: str, small: Mapping[str, int], words: Lexicon) -> Clues:
    person = org = other = labelled = 0.0
    for candidate in form.candidates:
        labelled += candidate.label != ""
        if candidate.label in _PEOPLE:
            person += candidate.score
        elif candidate.label == "ORG":
            org += candidate.score
        elif candidate.label:
            other += candidate.score
    starts = [candidate.start for candidate in form.candidates]
    the, word_before = _before(words.grammar)
    often = len(starts)
    context = [0, 0, 0, 0]
    for candidate in form.candidates:
        for feature in around(text, candidate.start, candidate.end, words):
            for kind, weight in enumerate(words.contexts.get(feature, ())):
                context[kind] += weight
    return Clues(
        mentions=often,
        labelled=int(labelled),
        person=round(SCALE * person),
        org=round(SCALE * org),
        other=round(SCALE * other),
        titled=sum(candidate.title != "" for candidate in form.candidates),
        small=min(often, *(small.get(part, 0) for part in form.parts)),
        opening=sum(word_before.search(text, max(0, start - 8), start) is None for start in starts),
        context_person=context[0],
        context_org=context[1],
        context_place=context[2],
        context_other=context[3],
        capitals=sum(candidate.surface.isupper() for candidate in form.candidates),
        mixed=sum(_MIXED.search(candidate.surface) is not None for candidate in form.candidates),
        behind_the=sum(the.search(text, max(0, start - 5), start) is not None for start in starts),
    )


def _organization(acronym: Explained, forms: Mapping[str, Form], words: Lexicon) -> bool:
    """Whether an acronym is an organization's: what it is short for is a name of one."""
    name = key(acronym.name)
    parts = name.split()
    kind = name in words.organizations or not {parts[0], parts[-1]}.isdisjoint(words.heads) or kind_of(parts, words)
    return acronym.named and name in forms and (kind or acronym.key in words.organizations)
