"""The names in the heads of mails that have the surname first: "To: Reyes, Tomas; Petrova, Elena"."""

from collections.abc import Iterator

from comention.languages.lexicon import Lexicon
from comention.resolve.document.clean import Candidate, is_name
from comention.text.heads import PEOPLE, heads, people
from comention.text.names import person_key


def turned(text: str, words: Lexicon) -> Iterator[Candidate]:
    """Yield a person for each of these names; its surface has the words in the usual order."""
    for head in heads(text):
        for field in head.fields:
            if field.role not in PEOPLE:
                continue
            for start, end, name in people(text, field):
                key = person_key(name)
                if "," in text[start:end] and "," not in name and words.heads.isdisjoint(key.split()):
                    candidate = Candidate(start, end, name, "PERSON", key)
                    if is_name(candidate, words):
                        yield candidate
