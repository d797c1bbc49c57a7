import subprocess
import sys
from importlib.metadata import metadata
from importlib.resources import files
from types import ModuleType

import pytest

import comention
from comention import errors, model

PUBLIC = {
    "records": [
        "Alias",
        "Clues",
        "Document",
        "DocumentResolution",
        "Entity",
        "EntityType",
        "Extraction",
        "LocalEntity",
        "LocalMention",
        "Mention",
        "Refusal",
        "Sentence",
        "ShortLine",
        "Span",
        "Word",
    ],
    "the graph": [
        "Analysis",
        "CommunityAttributes",
        "DocumentAttributes",
        "EdgeAttributes",
        "Evidence",
        "Graph",
        "GraphAttributes",
        "NodeAttributes",
        "Passage",
        "Place",
        "Relation",
        "RelationKind",
        "Role",
        "Saying",
    ],
    "errors": [
        "ComentionError",
        "EngineError",
        "ExportError",
        "InputError",
        "ModelError",
        "SettingError",
        "WorkspaceError",
    ],
    "corrections": ["Corrections", "Ignored", "Listed", "Related"],
    "the flow": ["Filters", "Settings", "Summary", "build_graph", "from_mentions", "generate", "show"],
    "stages": ["analyse", "export", "extract", "link", "read", "resolve", "store"],
    "version": ["__version__"],
}


def test_the_public_names_are_these() -> None:
    assert comention.__all__ == sorted(name for names in PUBLIC.values() for name in names)
    assert dir(comention) == comention.__all__


@pytest.mark.parametrize("name", comention.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(comention, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'build_grpah'"):
        comention.build_grpah  # noqa: B018


@pytest.mark.parametrize("stage", PUBLIC["stages"])
def test_a_stage_is_a_module_with_a_function_of_its_name(stage: str) -> None:
    module = getattr(comention, stage)
    assert isinstance(module, ModuleType)
    assert callable(getattr(module, {"extract": "load_extractor", "store": "Store"}.get(stage, stage)))


def test_all_records_and_errors_are_public() -> None:
    for module in (model, errors):
        own = {name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
        assert own <= set(comention.__all__)


def test_all_errors_have_one_base() -> None:
    assert all(issubclass(getattr(comention, name), comention.ComentionError) for name in PUBLIC["errors"])


def test_importing_it_loads_nothing_of_weight() -> None:
    code = "import sys, comention; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"spacy", "thinc", "networkx", "duckdb", "pyvis", "numpy", "click", "rich"}
    assert not heavy & {name.partition(".")[0] for name in done.stdout.split()}


def test_the_version_is_that_of_the_package() -> None:
    assert metadata("comention")["Version"] == comention.__version__


def test_it_is_typed() -> None:
    assert files("comention").joinpath("py.typed").is_file()
