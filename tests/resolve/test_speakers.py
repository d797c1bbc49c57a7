"""Who speaks in transcripts, interviews and chats."""

from collections.abc import Callable, Mapping

import pytest

Alone = Callable[[str], list[dict[str, int]]]
Cases = Mapping[str, tuple[str, list[dict[str, int]]]]

ANSWERS: Cases = {
    "the letter of an answer is no initial": (
        "Q. Who paid?\n\n[A. Orlov|PERSON] did.\n\nQ. And who else?\n\nA. [Odile Roux|PERSON].",
        [{"Orlov": 1}, {"Odile Roux": 1}],
    ),
    "nor that of a question": (
        "[Q: Odile Roux|PERSON] was there?\n[A: Mats Lund|PERSON] was, too.",
        [{"Odile Roux": 1}, {"Mats Lund": 1}],
    ),
    "whether or not there is a sign behind it": (
        "Q   Who paid?\nA   [Orlov|PERSON] did.\n[A   Lund|PERSON] knew.\n",
        [{"Orlov": 1}, {"Lund": 1}],
    ),
    "an initial is one where nobody is asked": (
        "[A. Orlov|PERSON] paid.\n\n[A. Orlov|PERSON] left.",
        [{"A. Orlov": 2}],
    ),
}

INITIALS: Cases = {
    "stand for the full name that has them": (
        "[Lena Fischer|PERSON] met [Greta Moss|PERSON].\n\nLF: Were you there?\n\n[GM|ORG]: I was.\n\nLF: Why?",
        [{"Lena Fischer": 1, "LF": 2}, {"Greta Moss": 1, "GM": 1}],
    ),
    "in bold": (
        "[Lena Fischer|PERSON] met [Ann Beth Lee|PERSON].\n\n**LF:** Were you there?\n\n**ABL**: I was.",
        [{"Lena Fischer": 1, "LF": 1}, {"Ann Beth Lee": 1, "ABL": 1}],
    ),
    "not for one of two": (
        "[Lena Fischer|PERSON] and [Lars Falk|PERSON] met [Greta Moss|PERSON].\n\nLF: Were you there?\n\nGM: I was.",
        [{"Lena Fischer": 1}, {"Lars Falk": 1}, {"Greta Moss": 1, "GM": 1}],
    ),
    "not where only one line begins so": (
        "[Lena Fischer|PERSON] drove a [GM|ORG].\n\nLF: a letter that she signed.",
        [{"Lena Fischer": 1}, {"GM": 1}],
    ),
}

HEARINGS: Cases = {
    "a full name in capitals is that of whom the minutes call by the surname": (
        "STATEMENT OF HON. [WALTER QUILL|PERSON], OF OHIO\n\nSenator [Quill|PERSON]. Thank you. The chairman knows.",
        [{"WALTER QUILL": 1, "Quill": 1}],
    ),
    "in printed hearings a full stop stands behind the name": (
        "The Chairman. Thank you.\n\nMs. [Reyes|PERSON]. Yes.\n\nSenator [Warrick|PERSON]. Did [Mats Lund|PERSON] "
        "know?",
        [{"Reyes": 1}, {"Warrick": 1}, {"Mats Lund": 1}],
    ),
    "nor are the party and the office in brackets": (
        "Mr. [Garvan Brandt (Parliamentary Secretary|PERSON] to the Minister of Finance, Lib.): No.\n\nHon. "
        "[Odile Roux (North Moor, PC|PERSON]): Why?\n\nSir [Tarquil Benn|PERSON] (North Moor) (Con): Yes.",
        [{"Garvan Brandt": 1}, {"Odile Roux": 1}, {"Tarquil Benn": 1}],
    ),
    "but the name of who is in the chair is one": (
        "The Acting Speaker (Mr. [Lund|PERSON]): Order.\n\nMr. [Brandt|PERSON] ([Lib|PERSON]): No.",
        [{"Lund": 1}, {"Brandt": 1}],
    ),
    "nor a title, also in capitals": (
        "MS. REYES: I was there.\n\nTHE COURT: Overruled.\n\nMR. VAN DER VELDE: Thank you.\n\nMr. Speaker: Order.",
        [{"REYES": 1}, {"VAN DER VELDE": 1}],
    ),
    "the role of who speaks is nobody's name": (
        "[Host|PERSON]: Welcome.\n\n[Greta Moss|PERSON]: Hello.\n\n[ANNOUNCER|PERSON]: Good night.",
        [{"Greta Moss": 1}],
    ),
}

CHATS: Cases = {
    "everybody who writes is a person": (
        "Rose (15:04): Hello!\n\nJordan (15:05): I saw [Odile Roux|PERSON].\n\nSummer Lake (15:05): ok",
        [{"Rose": 1}, {"Jordan": 1}, {"Odile Roux": 1}, {"Summer Lake": 1}],
    ),
    "whatever the name": (
        "mats (15:04): Hello!\n\nMum (15:05): Hello, mats\n\nbig_tony77 (15:06): Hello!",
        [{"mats": 1}, {"Mum": 1}, {"big_tony77": 1}],
    ),
    "whatever the model took it for": (
        "[Ford|ORG] (15:04): I was there. [Ford|ORG] knows.\n\n[Paris|GPE] (15:05): no",
        [{"Ford": 2}, {"Paris": 1}],
    ),
    "but not a number, an address, or whoever saved the chat": (
        "+47 412 34 567 (15:04): Hello!\n\nMe (15:05): Who is this?\n\nlee@example.org (15:06): Ann\n\nYou (15:07): ok",
        [],
    ),
    "and not a team": ("Support Committee (15:04): How can we help?\n\nRose (15:05): Call me", [{"Rose": 1}]),
}


@pytest.mark.parametrize(("text", "people"), ANSWERS.values(), ids=ANSWERS)
def test_questions_and_answers(alone: Alone, text: str, people: list[dict[str, int]]) -> None:
    assert alone(text) == people


@pytest.mark.parametrize(("text", "people"), INITIALS.values(), ids=INITIALS)
def test_initials(alone: Alone, text: str, people: list[dict[str, int]]) -> None:
    assert alone(text) == people


@pytest.mark.parametrize(("text", "people"), HEARINGS.values(), ids=HEARINGS)
def test_hearings(alone: Alone, text: str, people: list[dict[str, int]]) -> None:
    assert alone(text) == people


@pytest.mark.parametrize(("text", "people"), CHATS.values(), ids=CHATS)
def test_chats(alone: Alone, text: str, people: list[dict[str, int]]) -> None:
    assert alone(text) == people
