"""Read subtitles as running text, without numbers and times: a sentence may go on from one cue to the next."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.dates import named_date
from comention.read.encodings import tidy
from comention.read.items import How, Skipped, left_out
from comention.read.plain import text_of

_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->.*")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)\b|WEBVTT")
_VOICE = re.compile(r"<v(?:\.\S*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>|<\d[\d:.]*>|\{\\[^}\n]*\}")
_CLOSING = ".!?…:;\"'”’)]♪"


def read_subtitles(file: BinaryIO, name: str, _how: How) -> Iterator[Document | Skipped]:
    """Yield the file as one document."""
    found = text_of(file)
    paragraphs: list[list[str]] = []  # of cues: an hour of captions may be a single one
    length = 0  # characters of the last paragraph
    for cue in re.split(r"\n[^\S\n]*\n+", tidy(found.text).strip()):
        lines = cue.split("\n")
        if _ASIDE.match(lines[0]):
            continue
        time = next((number for number, line in enumerate(lines[:2]) if _TIME.match(line.strip())), -1)
        said = _TAG.sub("", _VOICE.sub(r"\1: ", " ".join(line.strip() for line in lines[time + 1 :]))).strip()
        if not said or (len(said) == length and said == " ".join(paragraphs[-1])):
            continue
        if paragraphs and paragraphs[-1][-1][-1] not in _CLOSING and not said.startswith("-"):
            paragraphs[-1].append(said)
            length += 1 + len(said)
        else:
            paragraphs.append([said])
            length = len(said)
    yield Document(name, "\n\n".join(map(" ".join, paragraphs)), date=named_date(name))
    yield from left_out(name, found.lost)
