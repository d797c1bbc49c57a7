"""Whom "he" and "she" mean."""

from typing import NamedTuple

import pytest
from tests.resolve.conftest import marked
from tests.resolving import Resolved, resolve

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.languages.lexicon import lexicon
from comention.model import PRONOUN, Mention

MARY = "[Mary Poole|PERSON] left [Hexacorp Inc.|ORG] in May."
JOHN = "[John Lund|PERSON] left [Hexacorp Inc.|ORG] in May."
AKUA = "[Akua Mensima|PERSON] left [Hexacorp Inc.|ORG] in May."


def resolved(*texts: str, pronouns: bool = True, language: str = "en", corrections: Corrections = NONE) -> Resolved:
    documents = [marked(f"d{n}", text) for n, text in enumerate(texts)]
    return resolve(documents, pronouns=pronouns, language=language, corrections=corrections)


def meant(*texts: str) -> list[tuple[str, str]]:
    """The pronouns that are understood, each with the entity that it means."""
    return [(m.surface, m.entity) for m in resolved(*texts).mentions if m.rule == PRONOUN]


class Case(NamedTuple):
    text: str
    pronouns: str
    entity: str


MEAN = {
    "a woman of the sentence before": Case(f"{MARY} She sued [Norbank|ORG].", "She", "person:mary-poole"),
    "a man of the sentence before": Case(f"{JOHN} Later he sued [Norbank|ORG].", "he", "person:john-lund"),
    "somebody of the same sentence": Case("[Mary Poole|PERSON] sold her shares.", "her", "person:mary-poole"),
    "the only woman": Case(f"{MARY} [John Lund|PERSON] met her.", "her", "person:mary-poole"),
    "somebody with a title": Case("Mrs. [Mensima|PERSON] left. She sued [Norbank|ORG].", "She", "person:mensima"),
    "whom a pronoun means": Case(f"{MARY} She won. It was her day.", "She her", "person:mary-poole"),
    "somebody behind a date": Case("In 2015, [Mary Poole|PERSON] left. She won.", "She", "person:mary-poole"),
    "somebody whom all other pronouns can mean": Case(
        f"{AKUA} She sold her shares as she left.", "She her she", "person:akua-mensima"
    ),
    "the speaker of both": Case("“I left,” said [Mary Poole|PERSON]. “I won,” she added.", "she", "person:mary-poole"),
}
NOT_CLEAR = {
    "nobody is named": "She sued [Norbank|ORG].",
    "two women are named": "[Mary Poole|PERSON] met [Anna Berg|PERSON]. She won.",
    "somebody is named whose sex is not known": "[Mary Poole|PERSON] met [Akua Mensima|PERSON]. She won.",
    "her sex is not known": f"{AKUA} She won.",
    "pronouns of both sexes can mean her": f"{AKUA} She sold her shares, and he knew that she left.",
    "title and first name disagree": "Mr. [Madeleine|PERSON] left. She won. He lost.",
    "only a man is named": f"{JOHN} She won.",
    "she is named further up": f"{MARY} It rained. She won.",
    "she is named behind it": "When she left, [Mary Poole|PERSON] sued [Norbank|ORG].",
    "a pronoun before the name means somebody else": "[Norbank|ORG] knew her. She met [Mary Poole|PERSON]. She won.",
    "another woman is there without a name": f"{MARY} The woman smiled when she won.",
    "the sentence is not about her": "It was written for the late President [Mary Poole|PERSON]. She won.",
    "a quotation begins between them": "[John Lund|PERSON] said: “I think he won.”",
    "a quotation with straight marks begins": '[John Lund|PERSON] said: "I think he won."',
    "he is the one who does it": "[John Lund|PERSON] called him.",
    "she speaks": "[Mary Poole|PERSON] (Norbank): I know that she won.",
    "the pronoun is a name": f"{JOHN} [He Lin|PERSON] won.",
}


@pytest.mark.parametrize("case", MEAN.values(), ids=MEAN)
def test_a_pronoun_means_the_only_one_whom_it_can_mean(case: Case) -> None:
    assert meant(case.text) == [(pronoun, case.entity) for pronoun in case.pronouns.split()]


@pytest.mark.parametrize("text", NOT_CLEAR.values(), ids=NOT_CLEAR)
def test_a_pronoun_is_left_open_where(text: str) -> None:
    assert not meant(text)


def test_by_default_pronouns_mean_nobody() -> None:
    assert not [m for m in resolved(f"{MARY} She sued.", pronouns=False).mentions if m.rule == PRONOUN]


def test_a_pronoun_is_a_mention_and_no_name() -> None:
    text = f"{MARY} She won. She lost. She sued [Norbank|ORG]."
    with_them, without = resolved(text), resolved(text, pronouns=False)
    assert with_them.entities == without.entities
    assert [m for m in with_them.mentions if m.rule != PRONOUN] == without.mentions
    last = [m for m in with_them.mentions if m.entity == "person:mary-poole"][-1]
    place = text.replace("[", "").replace("]", "").replace("|PERSON", "").replace("|ORG", "").rindex("She")
    assert (last.sentence, last.start, last.end, last.surface) == (3, place, place + 3, "She")


def test_a_pronoun_follows_its_name_wherever_a_correction_puts_that() -> None:
    text = f"{MARY} She sued [Norbank|ORG]."
    listed = resolved(text, corrections=Corrections((Listed("Maria Lind", aliases=("Mary Poole",)),)))
    assert ("She", "person:maria-lind", PRONOUN) in _in_short(listed.mentions)
    ignored = resolved(text, corrections=Corrections(ignored=(Ignored(text="Mary Poole"),)))
    assert {m.surface for m in ignored.mentions} == {"Hexacorp Inc.", "Norbank"}
    shadowed = resolved(text, corrections=Corrections(ignored=(Ignored(pattern="^She$"),)))
    assert ("She", "person:mary-poole", PRONOUN) in _in_short(shadowed.mentions)


def test_a_pronoun_falls_with_the_names_that_many_documents_repeat() -> None:
    texts = [f"[Mary Poole|PERSON] daily\n\nShe won race {n} for [Norbank|ORG]." for n in range(4)]
    assert {m.surface for m in resolved(*texts).mentions} == {"Norbank"}
    assert {m.surface for m in resolved(*texts[:2]).mentions} == {"Mary Poole", "She", "Norbank"}


def test_a_language_without_pronouns_has_none() -> None:
    assert not lexicon("fr").grammar.she.written
    text = "[Marie Curie|PERSON] arrive. Elle part. She left."
    assert not [m for m in resolved(text, language="fr").mentions if m.rule == PRONOUN]


def test_a_sentence_without_an_end_takes_no_time() -> None:
    text = " ".join("[Mary Poole|PERSON] and her" for _ in range(3_000))
    assert len(meant(text)) == 3_000


def _in_short(mentions: list[Mention]) -> list[tuple[str, str, str]]:
    return [(m.surface, m.entity, m.rule) for m in mentions]
