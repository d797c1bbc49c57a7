"""Our sample documents in every format: the same entities as in the plain text."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest
from tests.read.converting import needs_libreoffice, old, slides, text
from tests.read.makers import locked
from tests.read.writing import CHATS, WRITER, WRITERS
from tests.resolving import resolve

from comention.extract import Extractor, load_extractor
from comention.model import Document
from comention.read import How, find, read, read_each
from comention.read.plain import front_matter

SEEDS = Path(__file__).parents[2] / "seeds"

pytestmark = pytest.mark.model


def samples() -> Iterator[str]:
    for path in sorted(SEEDS.iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in text.splitlines())
        else:
            yield front_matter(text)[1]


@cache
def model() -> Extractor:
    """The model that sees the least of what is around a sentence: what formats add must not count here."""
    return load_extractor("fast")


@cache
def named(text: str) -> dict[str, int]:
    """The entities of a text, and how often it names each."""
    (extraction,) = model().extract([text])
    counts: dict[str, int] = {}
    for mention in resolve([(Document("text", text), extraction)]).mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    return counts


LOCKED = {
    f"locked-{name}": lambda paragraphs, write=WRITERS[name]: locked(write(paragraphs), "sesame")
    for name in ("a.docx", "a.xlsx", "a.pptx")
}


@pytest.mark.parametrize("name", CHATS)
def test_every_chat_gives_the_entities_of_what_was_said_and_who_said_it(name: str, tmp_path: Path) -> None:
    said = []
    for number, sample in enumerate(samples()):
        paragraphs = [" ".join(block.split()) for block in sample.split("\n\n") if block.strip()]
        (tmp_path / f"{number:02}-{name}").write_bytes(CHATS[name](paragraphs))
        said.append("\n\n".join([f"{WRITER} (15:04): Hello!", *paragraphs]))
    with closing(read_each(find([tmp_path]))) as streams:
        documents = [[item for item in items if isinstance(item, Document)] for items in streams]
    assert len(documents) == len(said) > 15
    for (document,), expected in zip(documents, said, strict=True):
        found = named(document.text)
        assert found == named(expected), document.id
        assert found[f"person:{WRITER.lower().replace(' ', '-')}"] == 1


@pytest.mark.parametrize("name", [*WRITERS, *LOCKED])
def test_every_format_gives_the_entities_of_the_plain_text(name: str, tmp_path: Path) -> None:
    texts = {}
    for number, sample in enumerate(samples()):
        paragraphs = [" ".join(block.split()) for block in sample.split("\n\n") if block.strip()]
        if name.endswith((".srt", ".vtt")):  # what is said has no headlines: a cue that is left open goes on
            paragraphs = [paragraph for paragraph in paragraphs if paragraph[-1] in '.!?"”']
        file = f"{number:02}-{name}"
        with suppress(UnicodeEncodeError):  # an old encoding has not all letters
            (tmp_path / file).write_bytes((WRITERS | LOCKED)[name](paragraphs))
            texts[file] = "\n\n".join(paragraphs)
    with closing(read_each(find([tmp_path]), How(password="sesame"))) as streams:
        documents = [[item for item in items if isinstance(item, Document)] for items in streams]
    assert len(documents) == len(texts) > 15
    for (document,), said in zip(documents, texts.values(), strict=True):
        assert named(document.text) == named(said), document.id


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "ppt"])
def test_old_texts_and_slides_give_the_entities_of_the_plain_text(kind: str, tmp_path: Path) -> None:
    texts = [[" ".join(block.split()) for block in sample.split("\n\n") if block.strip()] for sample in samples()]
    everything = [paragraph for paragraphs in texts for paragraph in paragraphs]
    body, styles = (text(everything), "") if kind == "doc" else slides([(text(paragraphs), "") for paragraphs in texts])
    path = tmp_path / f"all.{kind}"
    path.write_bytes(old(kind, body, tmp_path, styles=styles))
    (document,) = read(find([path])[0])
    assert isinstance(document, Document)
    assert named(document.text) == named("\n\n".join(everything))
