"""What tests of the whole flow share: an extractor that needs no model, and a folder to read."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import hypothesis
import pytest

from comention.extract.spacy import DEFAULT
from comention.model import Extraction, Sentence, Span


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--model", help="the model that tests take where they name none, such as fast or accurate")


@pytest.fixture(scope="session", autouse=True)
def model(request: pytest.FixtureRequest) -> Iterator[str]:
    """The model that is taken where none is named, in this process; see `--model`."""
    with pytest.MonkeyPatch.context() as patch:
        if chosen := request.config.getoption("--model"):
            patch.setattr("comention.extract.spacy.DEFAULT", chosen)
        yield chosen or DEFAULT


hypothesis.settings.register_profile("patient", deadline=None)  # machines are shared, and slow at times
hypothesis.settings.load_profile("patient")

NAMES = {
    "Angela Merkel": "PERSON",
    "Barack Obama": "PERSON",
    "François Hollande": "PERSON",
    "Germany": "GPE",
    "France": "GPE",
    "United Nations": "ORG",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


class NameList:
    """Finds the names of a list, in sentences that end with a full stop; `texts` are those that it was given."""

    model = "names 1"
    identity = "names 1 / test"
    loads_as = None
    language = None

    def __init__(self) -> None:
        self.texts: list[str] = []

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        for text in texts:
            self.texts.append(text)
            sentences = [
                Sentence(match.start(), match.end(), text.count("\n\n", 0, match.start()))
                for match in re.finditer(r"[^\s.][^.]*\.?", text)
            ]
            spans = [Span(match.start(), match.end(), NAMES[match[0]]) for match in re.finditer("|".join(NAMES), text)]
            yield Extraction(tuple(sentences), tuple(spans))


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> NameList:
    """Put a `NameList` in the place of the spaCy model."""
    names = NameList()
    monkeypatch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": names)
    return names


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Make a folder with three documents, and a file that is none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2015-01-02-talks.txt").write_text("Angela Merkel met Barack Obama. They spoke about Germany.\n")
    (folder / "summit.md").write_text("---\ntitle: Summit\n---\nAngela Merkel met Barack Obama in Germany.\n")
    (folder / "wire.jsonl").write_text('{"id": "w-1", "text": "François Hollande left France."}\n{"id": "w-2"}\n')
    (folder / "photo.gif").write_bytes(b"GIF89a\0")
    return folder
