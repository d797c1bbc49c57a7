"""Candidate names with clean edges, made of the spans that a model labelled."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, Self

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.model import Span
from comention.text.intervals import Spans
from comention.text.names import acronyms, is_acronym, key, person_key

_EDGE = frozenset(" \t\r\n\v\f\u00a0\u200b\"'“”‘’«»„`´*_|•·–—-,;:!?…()[]{}<>=/\\~^+#&™®©℠")
_JUNK = r"@|https?:|www\.|\.(?:com|org|net|edu|gov)\b|[#=<>{}\\|_]|^\W*\d+\W*$"
_ANYWHERE = r"\s*\n\s*\n\s*|\s+[–—-]+\s+|\s*(?:[—―]|--+)\s*|\s+/\s+|\s*[;•|()\[\]]\s*"
_JOINT = re.compile(_ANYWHERE)
_LINE_END = re.compile(r"\s*\n\s*")
_FIELD = re.compile(r"[A-Z]\w+(?: [A-Z]\w*){1,3}:")
_STOP = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,})([.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[^\W\d_])")
_FORM_BEHIND = re.compile(r"[^\S\n]?\(([^()\n]{2,40})\)(?=[^\S\n])")
_FORM = re.compile(r"[^\S\n]([A-Z][A-Za-z.]*[A-Za-z]\.?)")
_HYPHEN_BEFORE = re.compile(r"(?<![\w-])([A-Z][\w’']+)-$")
_HYPHEN_BEHIND = re.compile(r"-([A-Z][\w’']+)(?![\w-])")
_NICKNAMED = re.compile(r"([A-Z][\w’'-]+)[^\S\n][\"“]$")
_GIVEN_BEFORE = re.compile(r"(?<![\w’'.-])([^\W\d_]+)[^\S\n]$")
_WORD = re.compile(r"\S+")
_REST_OF_WORD = re.compile(r"[^\W\d_]+")
_OPENING = "\"'“‘([—–-"
_PARTICLES_BEFORE = re.compile(r"(?:[^\W\d_]+[^\S\n])+$")
_NEXT = re.compile(r"[^\S\n]([A-Z][\w’'-]+)")
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_PERSON_PART = re.compile(r"[^\W\d_]{2}")
_TAKEN_FOR = frozenset({"ORG", "LOC", "GPE", "FAC"})
_TOKENS = re.compile(r"\w+")
_LONGEST = 100
_TAIL = 12
"""So many characters at the end of a name tell what is no part of it."""


class _Patterns(NamedTuple):
    """What the edges of names look like in a language; `plain` spans, as most are, are single names."""

    determiner: re.Pattern[str]
    possessive: re.Pattern[str]
    own: re.Pattern[str]
    dotted: re.Pattern[str]
    note_mark: re.Pattern[str]
    junk: re.Pattern[str]
    people_joint: re.Pattern[str]
    plain: re.Pattern[str]
    capitals: re.Pattern[str]
    and_capitals: re.Pattern[str]
    year: re.Pattern[str]
    year_behind: re.Pattern[str]
    generation: re.Pattern[str]
    comma: re.Pattern[str]
    before_comma: re.Pattern[str]


@cache
def _patterns(grammar: Grammar) -> _Patterns:
    own, joining, others = (words.pattern for words in (grammar.possessive, grammar.joining, grammar.and_others))
    generations = grammar.generations.pattern
    sex = [rf"(?<=\b{re.escape(word)}\.)" for word in (*grammar.juniors.written, *grammar.seniors.written)]
    word = rf"(?!(?i:{joining})\b)[A-Z][A-Za-z]+"
    capitals = (
        rf"[^\S\n]+(?:{grammar.definite.pattern}[^\S\n]+)?"
        rf"([A-Z][\w’-]+(?:[^\S\n](?:{grammar.inner.pattern}[^\S\n])?[A-Z][\w’-]+){{0,60}})"
    )
    negations = grammar.negations.pattern.replace("'", "['’]")
    comma = rf",[^\S\n]({generations}\b)\.?"
    return _Patterns(
        determiner=re.compile(rf"{grammar.determiners.pattern}\s+|{grammar.elided.pattern}['’ʼ](?=\w)", re.IGNORECASE),
        possessive=re.compile(rf"(?<=\w)(?:['’ʼ`]{grammar.contracted.pattern}?|(?<=[A-Z])['’ʼ]{own.upper()})$"),
        own=re.compile(rf"['’]{own}\b"),
        dotted=re.compile(rf"(?:(?<!['’])\b\w\.)+$|\b{grammar.dotted.pattern}\.$"),
        note_mark=re.compile(rf"(?:{'|'.join(sex) or '(?!)'})[a-z\d]{{1,2}}$"),
        junk=re.compile(rf"{_JUNK}|{negations}$"),
        people_joint=re.compile(
            rf"{_ANYWHERE}|\s+{joining}\s+|\s*[/&]\s*|,\s+(?!{generations}\b)|['’]{own}\s+", re.IGNORECASE
        ),
        plain=re.compile(rf"{word}(?: {word})*"),
        capitals=re.compile(capitals),
        and_capitals=re.compile(rf"[^\S\n]+{grammar.ands.pattern}{capitals}"),
        year=re.compile(rf"\s+(?:\(?[12]\d{{3}}\)?|{others}\.?)$"),
        year_behind=re.compile(rf",?\s\(?[12]\d{{3}}[a-z]?[,;:)]|\s{others}\b"),
        generation=re.compile(rf",?{comma.removeprefix(',')}"),
        comma=re.compile(comma),
        before_comma=re.compile(rf"(\w+)\W{{0,3}}{comma}"),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name at characters `start` to `end`.

    `label` is the model's, "" for what it did not see, and `score` how often it is right about such a label, 0 to 1;
    `key` is that of its form; `title` is the one before it, or "".
    """

    start: int
    end: int
    surface: str
    label: str
    key: str
    title: str = ""
    score: float = 1.0

    @classmethod
    def at(
        cls, text: str, start: int, end: int, label: str, *, title: str = "", name: str = "", score: float = 1.0
    ) -> Self:
        """Make one of some characters; the key is `name`'s if that is given."""
        surface = " ".join(text[start:end].split())
        own = name or (person_key if label == "PERSON" else key)(surface)
        return cls(start, end, surface, label, own, title, score)


def candidates(text: str, spans: Iterable[Span], words: Lexicon, *, widen: bool = True) -> Iterator[Candidate]:
    """Yield the names in the spans: without articles, titles, quotes, possessives; joined ones apart; junk left out.

    Without `widen`, a name never goes on behind the end of its span, or begins before it.
    """
    spans = list(spans)
    others = Spans(spans)
    for span in spans:
        if (span.label == "ORG" and _cited(text, span, words)) or _addressed(text, span, words):
            span = span._replace(label="PERSON")
        if widen and span.label == "ORG":
            span = span._replace(end=_to_its_end(text, span, others, words))
        if widen:
            span = span._replace(end=_to_end_of_word(text, span))
        for start, end in _apart(text, span, words):
            start, end = trim(text, start, end, words)
            if (
                widen
                and (possessive := _patterns(words.grammar).own.match(text, end))
                and key(text[start : possessive.end()]) in words.organizations
            ):
                end = possessive.end()  # "McDonald's" is a name
            start, end = _within(text, start, end, words)
            if widen and span.label == "PERSON":
                start, end = _unbroken(text, start, end, others, words)
            start, title = _untitle(text, start, end, span.label, words)
            if widen and span.label in ("PERSON", "GPE"):
                start, end = _whole(text, start, end, words)
            if widen and span.label == "PERSON":
                end = _with_generation(text, start, end, words)
            elif widen and span.label == "ORG":
                end = _with_form(text, start, end, words)
            title = title or title_before(text, start, words)
            candidate = Candidate.at(text, start, end, span.label, title=title, score=span.score)
            if is_name(candidate, words):
                yield candidate


def _cited(text: str, span: Span, words: Lexicon) -> bool:
    """Whether a span is the authors of something: "Baron & Beresford (2013)", "Binderman et al"."""
    patterns = _patterns(words.grammar)
    if not patterns.year.search(text[span.start : span.end]) and not patterns.year_behind.match(text, span.end):
        return False
    parts = [key(match.group()) for match in _WORD.finditer(text, span.start, span.end)]
    return len(parts) < 5 and words.heads.isdisjoint(parts) and parts[0] not in words.organizations


def _addressed(text: str, span: Span, words: Lexicon) -> bool:
    """Whether a span is a "Mr" and one name, which can only be a person: "at Mr Dahl's"."""
    if span.label not in _TAKEN_FOR:
        return False
    parts = [key(match.group()) for match in _WORD.finditer(text, span.start, span.end)]
    if len(parts) != 2 or parts[1] in words.heads:
        return False
    return parts[0] in words.titles and parts[0] in words.courtesies


def _apart(text: str, span: Span, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut where no name goes on; a person's also at "and", commas and the like, which other names may hold."""
    start, patterns = span.start, _patterns(words.grammar)
    whole = span.label == "ORG" and words.grammar.small_names

    def parts(first: int, behind: int) -> Iterator[tuple[int, int]]:
        return _behind_titles(text, first, behind, words) if whole else _at_small_words(text, first, behind, words)

    if patterns.plain.fullmatch(text, span.start, span.end):
        yield start, span.end
        return
    lines = _LINE_END.finditer(text, span.start, span.end)
    fields = (line.start() for line in lines if _FIELD.match(text, line.end()))  # "R. Marlow" above "Declassify On:"
    span = span._replace(end=next(fields, span.end))
    joint = patterns.people_joint if span.label == "PERSON" else _JOINT
    cuts = [cut.span() for cut in joint.finditer(text, span.start, span.end)]
    cuts += [
        (stop.end(1), stop.end())
        for stop in _STOP.finditer(text, span.start, span.end)
        if span.label == "PERSON" or (span.label == "ORG" and stop[2] == ".")
        if key(stop[1]) not in words.abbreviations and key(stop[1]) not in words.titles
    ]
    for before, behind in sorted(cuts):
        yield from parts(start, max(start, before))
        start = max(start, behind)
    yield from parts(start, span.end)


def _behind_titles(text: str, start: int, end: int, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Leave out the small words that a span begins with, unless one is the kind of an organization.

    "Ministère de la Culture" stays whole in small letters, too; of "ministre de la Culture", "Culture" is left.
    """
    for match in _WORD.finditer(text, start, end):
        word = match.group().strip(".,'’\"“”")
        if not word.islower() or key(word) in words.heads:
            yield match.start(), end
            return


def _at_small_words(text: str, start: int, end: int, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut at words in small letters that no name holds: "Undertaker on Facebook", "Rector of the university"."""
    if key(text[start:end]) in words.organizations:
        yield start, end
        return
    first, head = start, False
    for match in _WORD.finditer(text, start, end):
        word = match.group().strip(".,'’\"“”")
        name = key(word)
        small = word.islower() and word.isalpha()
        if small and not (name in words.inside or name in words.particles or (head and name in words.behind_heads)):
            yield first, match.start()
            first = match.end()
        head = head or name in words.heads
    yield first, end


def trim(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int]:
    """Move the edges over white space, quotes, brackets, articles and the possessive; a dot of the name stays.

    >>> from comention.languages.lexicon import lexicon
    >>> text = 'in "the U.S." and'
    >>> start, end = trim(text, 3, 13, lexicon("en"))
    >>> text[start:end]
    'U.S.'
    """
    patterns = _patterns(words.grammar)
    while True:
        before = start, end
        while start < end and (text[start] in _EDGE or (text[start] == "." and text[start + 1 : start + 2].isspace())):
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        if (article := patterns.determiner.match(text, start, end)) and article.end() < end:
            start = article.end()
        behind = max(start, end - _TAIL)
        if tail := patterns.possessive.search(text[behind:end]) or patterns.note_mark.search(text[behind:end]):
            end = behind + tail.start()
        if text.endswith(".", start, end) and not patterns.dotted.search(text[max(start, end - _TAIL) : end]):
            end -= 1
        if (start, end) == before:
            return before


def _within(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int]:
    """Move the edges over words that no name begins or ends with, and over a role or a year behind the name.

    "Beyond Medvedchuk", "Investigation In", "NASA Administrator", "Merkel Says", "Turano 2011".
    """
    while True:
        parts = [(match.start(), key(match.group())) for match in _WORD.finditer(text, start, end)]
        if len(parts) < 2:
            return start, end
        if parts[0][1] in words.leading or text[start : parts[1][0]].strip().lower() in words.vocatives:
            start, end = trim(text, parts[1][0], end, words)
        elif (
            parts[-1][1] in words.inside | words.behind_heads | words.leading
            or parts[-1][1] in words.verbs
            or (
                parts[-1][1] in words.roles
                and parts[0][1] not in words.titles
                and parts[-2][1] not in words.inside  # "Department of Justice"
            )
        ):
            start, end = trim(text, start, parts[-1][0], words)
        elif year := _patterns(words.grammar).year.search(text[start:end]):
            start, end = trim(text, start, start + year.start(), words)
        else:
            return start, end


def _untitle(text: str, start: int, end: int, label: str, words: Lexicon) -> tuple[int, str]:
    """Move the start behind the titles that begin a person's name; return it and the last title.

    A title is one or two words; others may widen it before or after ("former", "of State").
    """
    parts = [(match.start(), key(match.group())) for match in _WORD.finditer(text, start, end)]
    of_this = words.grammar.of.keys
    if any(head in words.heads and of in of_this for (_, head), (_, of) in pairwise(parts)):
        return start, ""  # "Queen Anne College of Nursing"
    if label != "PERSON":
        if len(parts) > 1 and (title := _cut_title(text, start, parts[0][1], words)):
            return parts[1][0], title
        return start, ""
    if len(parts) > 2 and parts[0][1] not in words.given:
        for n in range(len(parts) - 2, 0, -1):
            if parts[n][1] in words.roles:  # "FBI Director James Comey"
                return parts[n + 1][0], parts[n][1]
            if parts[n][1] in words.titles and parts[n][1] in words.courtesies:  # "Asking Mr Brown"
                return parts[n + 1][0], parts[n][1]
    title, n = "", 0
    while n < len(parts) - 1:
        if n < len(parts) - 2 and f"{parts[n][1]} {parts[n + 1][1]}" in words.titles:
            title, n = f"{parts[n][1]} {parts[n + 1][1]}", n + 2
        elif parts[n][1] in words.titles and not (
            len(parts) - n == 2
            and (
                (parts[n][1] in words.given and parts[n + 1][1] not in words.given)
                or (parts[n][1] in words.title_names and (title or parts[n][1] not in words.ranks))
            )
        ):
            title, n = parts[n][1], n + 1
        elif title and parts[n][1] in words.place_articles and parts[n + 1][1] in words.titles:
            n += 1  # "M. le Maire"
        elif parts[n][1] in words.modifiers and any(part in words.titles for _, part in parts[n + 1 : n + 3]):
            n += 1
        elif title and parts[n][1] in of_this | words.grammar.for_.keys and n + 2 < len(parts):
            n += 2
        else:
            break
    return parts[n][0] if n else start, title


def _cut_title(text: str, start: int, first: str, words: Lexicon) -> str:
    """Return the title that the first word of a span ends, of which the model left the rest out: "of State Pompeo"."""
    before = [key(word) for word in text[max(0, start - 40) : start].split()[-2:]]
    whole = " ".join([*before, first])
    return whole if before and whole in words.titles else ""


def _unbroken(text: str, start: int, end: int, others: Spans[Span], words: Lexicon) -> tuple[int, int]:
    """Take in what a person's name goes on with, unless it is a name that the model saw: "Kramp-" "Karrenbauer"."""

    def free(first: int, behind: int) -> bool:
        return all(other.start <= start and end <= other.end for other in others.at(first, behind))

    def named(part: str) -> bool:
        return key(part) in words.given or key(part) in words.surnames

    before = _HYPHEN_BEFORE.search(text, max(0, start - 30), start)
    if before and named(before[1]) and free(before.start(), start):
        start = before.start()
    behind = _HYPHEN_BEHIND.match(text, end)
    if behind and not _is_word(key(behind[1]), words) and free(end, behind.end()):
        end = behind.end()
    if sum(text.count(quote, start, end) for quote in '"“”') == 1 and (
        named_before := _NICKNAMED.search(text, max(0, start - 30), start)
    ):
        return named_before.start(), end  # "André" "“ATB” Tanneberger"
    if " " not in text[start:end].strip() and key(text[start:end]) not in words.given:
        given = _GIVEN_BEFORE.search(text, max(0, start - 30), start)
        if given and given[1].istitle() and key(given[1]) in words.given and free(given.start(), start):
            start = given.start()
    following = _NEXT.match(text, end)
    if key(text[start:end]) in words.given and following and key(following[1]) in words.surnames:
        end = following.end() if free(end, following.end()) else end
    return start, end


def _is_word(name: str, words: Lexicon) -> bool:
    """Whether this is a word of the language, rather than a part of a name."""
    some = words.common, words.heads, words.things, words.places, words.roles, words.titles, words.leading
    return any(name in those for those in some)


def _to_end_of_word(text: str, span: Span) -> int:
    """Return the end of the word whose hyphen a person's name ends with, as models end "Moon Jae-" before "in".

    >>> _to_end_of_word("Moon Jae-in", Span(0, 9, "PERSON")), _to_end_of_word("Merkel-led", Span(0, 7, "PERSON"))
    (11, 7)
    """
    cut = span.label == "PERSON" and " " in text[span.start : span.end] and text[span.end - 1] == "-"
    behind = _REST_OF_WORD.match(text, span.end) if cut else None
    return behind.end() if behind else span.end


def _to_its_end(text: str, span: Span, others: Spans[Span], words: Lexicon) -> int:
    """Take in the capitals behind a small word that no name ends with: "Fruit of the" "Loom".

    What an office or the like is for has an "and", too: "Committee on Trade" "and Supply".
    """
    grammar, patterns = words.grammar, _patterns(words.grammar)
    parts = [key(match.group()) for match in _WORD.finditer(text, span.start, span.end)]
    if len(parts) < 2:
        return span.end
    last = parts[-2] if len(parts) > 2 and parts[-1] in grammar.definite.keys else parts[-1]
    open_end = last in grammar.ands.keys or last in grammar.of.keys or last in grammar.for_.keys
    joined = not open_end or last in grammar.ands.keys
    rest = (patterns.capitals if open_end else patterns.and_capitals).match(text, span.end)
    if rest and key(text[span.start : rest.end()]) in words.organizations:
        return rest.end()
    if not rest or (joined and not _is_for(parts, words)):
        return span.end
    behind = [other for other in others.at(rest.start(1), rest.end()) if other != span]
    if any(other.label == "PERSON" or (joined and other.start == rest.start(1)) for other in behind):
        return span.end
    return rest.end()


def _is_for(parts: Sequence[str], words: Lexicon) -> bool:
    """Whether a name says what its office is for: "committee on trade"."""
    return any(one in words.heads and other in words.inside | words.behind_heads for one, other in pairwise(parts[:-1]))


def _with_form(text: str, start: int, end: int, words: Lexicon) -> int:
    """Take in the legal form behind a bracket, and so the bracket: "Acme (UK) Ltd." is one name."""
    bracket = _FORM_BEHIND.match(text, end)
    if not bracket or key(bracket[1]) in acronyms(text[start:end], words.grammar.small.keys):
        return end
    behind = bracket.end()
    while (form := _FORM.match(text, behind)) and key(form[1]) in words.forms:
        end = behind = form.end()
    return trim(text, start, end, words)[1]


def _whole(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int]:
    """Take in the parts of a surname that the model left out: "Ursula von der" and "Leyen" are one name."""
    last = _WORD.findall(text, start, end)[-1:] or [""]
    if last[0].islower() and key(last[0]) in words.particles and (following := _NEXT.match(text, end)):
        end = trim(text, start, following.end(), words)[1]
    if before := _PARTICLES_BEFORE.search(text, max(0, start - 40), start):
        particles = list(_WORD.finditer(before.group()))
        n = len(particles)
        while n and key(particles[n - 1].group()) in words.nobiliary:
            n -= 1
        if n < len(particles):
            if n and key(particles[n - 1].group()) in words.given and particles[n - 1].group().istitle():
                n -= 1
            start = before.start() + particles[n].start()
    return start, end


def _with_generation(text: str, start: int, end: int, words: Lexicon) -> int:
    """Return the end of a name behind its "Jr."; behind a comma, it belongs to the name if that also stands otherwise.

    Elsewhere it distinguishes no two people: "Olav Brekke, Jr." is the "Brekke" of this document and of others.
    """
    patterns = _patterns(words.grammar)
    behind = patterns.generation.match(text, end)
    if not behind:
        return end
    if behind[0].startswith(","):
        name = text[start:end]
        whole = re.compile(rf"\b{re.escape(name)}(?!\w)")
        *_, last = tokens = list(_TOKENS.finditer(name))
        ends = _juniors(text, words.grammar).get(" ".join(token[0] for token in tokens[-2:]), ())
        begins = (place - last.end() for place in ends)
        found = (match for begin in begins if begin >= 0 and (match := whole.match(text, begin)))
        if len({(other := patterns.comma.match(text, match.end())) and other[1] for match in found}) == 1:
            return end
    return behind.end()


@lru_cache(maxsize=1)
def _juniors(text: str, grammar: Grammar) -> dict[str, list[int]]:
    """Return where the names end, by their last words, that somewhere stand before ", Jr."."""
    borne = {match[1] for match in _patterns(grammar).before_comma.finditer(text)}
    ends: dict[str, list[int]] = {}
    before = ""
    for match in _TOKENS.finditer(text):
        if match[0] in borne:
            for name in (match[0], f"{before} {match[0]}"):
                ends.setdefault(name, []).append(match.end())
        before = match[0]
    return ends


def title_before(text: str, start: int, words: Lexicon) -> str:
    """Return the title that ends just before `start`, or ""."""
    before = text[max(0, start - 30) : start]
    bare = before.rstrip(" \t\u00a0")
    if not bare or len(bare) == len(before):
        return ""
    title = key(bare.split()[-1].lstrip(_OPENING)) if not bare[-1].isspace() else ""
    return title if title in words.titles else ""


def is_name(candidate: Candidate, words: Lexicon) -> bool:
    """Whether a candidate can be a name at all."""
    surface = candidate.surface
    if candidate.label == "PERSON" and not _PERSON_PART.search(surface):
        return False
    if candidate.label == "ORG" and _only_forms(candidate.key, words):
        return False
    return (
        _TWO_LETTERS.search(surface) is not None
        and surface != surface.lower()
        and len(surface) <= _LONGEST
        and not _patterns(words.grammar).junk.search(surface)
        and key(surface) not in words.never
        and (key(surface) not in words.leading or is_acronym(surface))
    )


def _only_forms(name: str, words: Lexicon) -> bool:
    """Whether nothing is left of an organization's name but its legal form; one of two letters may be an acronym."""
    return name not in words.organizations and len(name) > 2 and words.forms.issuperset(name.split())
