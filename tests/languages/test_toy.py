"""A folder is enough for a language: one that nobody speaks is put beside the others in a copy of the package."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import comention

ROOT = Path(comention.__file__).parent
RESOLVE = """
import json, sys
from comention.config import Settings
from comention.extract.sentences import sentences
from comention.model import Extraction, Span
from comention.resolve import resolve_document
from comention.resolve.collection.single import name_document
from comention.resolve.document.entities import Options

Settings(language="toy")
for line in sys.stdin:
    text, spans = json.loads(line)
    extraction = Extraction(sentences(text, "toy"), tuple(Span(*span) for span in spans))
    entities, mentions = name_document(resolve_document(text, extraction, Options("toy")), language="toy")
    print(json.dumps({one.id: sorted(alias.surface for alias in one.aliases) for one in entities}), flush=True)
"""
Names = dict[str, list[str]]
MARKED = re.compile(r"\[([^|\]]*)\|([A-Z]+)\]")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the package that has one language more."""
    copy = tmp_path_factory.mktemp("site") / "comention"
    (copy / "languages").mkdir(parents=True)
    for folder in (ROOT, ROOT / "languages"):
        for entry in folder.iterdir():
            if entry.name not in ("languages", "__pycache__"):
                (copy / entry.relative_to(ROOT)).symlink_to(entry)
    shutil.copytree(Path(__file__).with_name("toy"), copy / "languages" / "toy")
    return copy.parent


@pytest.fixture(scope="module")
def names(package: Path) -> Iterator[Callable[[str], Names]]:
    """A function from a text with marked spans to its names: forms by id."""
    environment = os.environ | {"PYTHONPATH": str(package)}
    command = [sys.executable, "-c", RESOLVE]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        talk, listen = process.stdin, process.stdout

        def resolved(marked: str) -> Names:
            text, spans, behind = "", [], 0
            for match in MARKED.finditer(marked):
                text += marked[behind : match.start()]
                spans.append((len(text), len(text) + len(match[1]), match[2]))
                text, behind = text + match[1], match.end()
            talk.write(json.dumps([text + marked[behind:], spans]) + "\n")
            talk.flush()
            found: Names = json.loads(listen.readline())
            return found

        yield resolved
        talk.close()


RUN = """
import json, sys
import spacy
from comention import Document, build_graph

nlp = spacy.blank("xx")
ruler = nlp.add_pipe("entity_ruler", name="ner")
ruler.add_patterns([{"label": "PER", "pattern": "Zor Bramwick"}, {"label": "LOC", "pattern": "Ostrujo"}])
nlp.to_disk(sys.argv[1])
text = "Zor Bramwick venis al Ostrujo. Zr. Bramwick ridis."
graph = build_graph([Document("a", text, language="toy"), Document("b", "Ann Lee left Austria.")], workers=1)
told = {node: data["label"] for node, data in graph.nodes(data=True)}
print(json.dumps([told, graph.graph["model"], [one["language"] for one in graph.graph["documents"]]]))
"""


def test_a_run_reads_it_beside_english_by_the_model_that_its_tables_name(package: Path) -> None:
    (package / "toy_names").mkdir()
    (package / "toy_names" / "__init__.py").touch()
    names = package / "comention" / "languages" / "toy" / "names.toml"
    names.write_text(names.read_text("utf-8").replace("models = []", 'models = ["toy_names"]'), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(package)}
    place = package / "toy_names" / "toy_names-1.0"
    command = [sys.executable, "-c", RUN, str(place)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    told, model, languages = json.loads(done.stdout)
    assert told == {"person:bramwick": "Bramwick", "person:ann-lee": "Ann Lee", "country:at": "Austria"}
    assert model.endswith(", xx_pipeline 0.0.0")
    assert languages == ["toy", "en"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[Zor Bramwick|PERSON] venis. [Miklo Bramwick|PERSON] ridis.",
            {"person:miklo-bramwick": ["Bramwick", "Miklo Bramwick"]},
            id="a title is no part of a name",
        ),
        pytest.param(
            "[Zor Orsin|PERSON] venis. [Zora Orsin|PERSON] ridis, ka [Zora Orsin|PERSON] foris.",
            {"person:orsin": ["Orsin"], "person:orsin-2": ["Orsin"]},
            id="titles tell men from women",
        ),
        pytest.param(
            "[Tavi Orsin|PERSON] venis. [Tavira Orsin|PERSON] ridis.",
            {"person:tavira-orsin": ["Tavi Orsin", "Tavira Orsin"]},
            id="short first names",
        ),
        pytest.param(
            "[Miklo vun Aldor|PERSON] venis. Jes, vun Aldor ridis.",
            {"person:miklo-vun-aldor": ["Miklo vun Aldor", "vun Aldor"]},
            id="particles belong to the surname",
        ),
        pytest.param(
            "[Miklo Bramwick ka Tavira Orsin|PERSON] venis.",
            {"person:miklo-bramwick": ["Miklo Bramwick"], "person:tavira-orsin": ["Tavira Orsin"]},
            id="two people are parted at the word between them",
        ),
        pytest.param(
            "[Miklo Bramwick|PERSON], Jun. venis. [Miklo Bramwick Sen.|PERSON] ridis.",
            {
                "person:miklo-bramwick-jun": ["Miklo Bramwick, Jun."],
                "person:miklo-bramwick-sen": ["Miklo Bramwick Sen."],
            },
            id="generations are told apart",
        ),
        pytest.param(
            "[Vastoro Ges.|ORG] kreskis. [lo Vastoro|ORG] pagis.",
            {"org:vastoro-ges": ["Vastoro", "Vastoro Ges."]},
            id="a legal form and an article go without saying",
        ),
        pytest.param(
            "[Komitat ol Fervana|ORG] (KF) venis. [KF|ORG] ridis.",
            {"org:komitat-ol-fervana": ["KF", "Komitat ol Fervana"]},
            id="initials leave out small words",
        ),
        pytest.param(
            "[Granda Banko|ORG] venis. [GB|ORG] ridis.",
            {"org:granda-banko": ["GB", "Granda Banko"]},
            id="known names",
        ),
        pytest.param(
            "Li iris al Ostrujo. [Ostra|NORP] homo ridis. OU Vojo.",
            {"country:at": ["Ostra", "Ostrujo"]},
            id="countries, but not those in the names of roads",
        ),
        pytest.param("[Saluton|PERSON] diris homo.", {}, id="words that are never a name"),
        pytest.param(
            "[Nokta|PERSON]'en foto\nNe.\n[Ruxo|PERSON]'en foto\nJes.\n[Miklo Bramwick|PERSON] venis.",
            {"person:miklo-bramwick": ["Miklo Bramwick"]},
            id="boilerplate around the users of a website",
        ),
        pytest.param(
            "[Mr Bramwick|PERSON] venis. [the Vastoro Inc.|ORG] pagis.",
            {"person:mr-bramwick": ["Mr Bramwick"], "org:vastoro-inc": ["Vastoro Inc"]},
            id="English says nothing",
        ),
    ],
)
def test_names_of_another_language(text: str, expected: Names, names: Callable[[str], Names]) -> None:
    assert names(text) == expected
