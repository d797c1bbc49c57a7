"""The shape of the package: imports point down, stages do not know each other, each library has one home."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import comention

ROOT = Path(comention.__file__).parent
LAYERS = (
    {"contract", "measures"},
    {"batch", "model", "errors", "progress", "runtime"},
    {"config", "formats", "registry", "text"},
    {"corrections", "entities", "languages", "processes", "tables", "layout"},
    {"read", "extract", "resolve", "link", "relate", "analyse"},
    {"export", "graph"},
    {"page"},
    {"workspace"},
    {"inputs", "query"},
    {"understand"},
    {"pipeline"},
    {"spark", "given_mentions", "reviewing"},
    {"spacy_component", "ask", "serve"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {part: height for height, parts in enumerate(LAYERS) for part in parts}
HOMES = {
    "PIL": {"export.png", "read.drawing", "read.pictures", "read.recognition"},
    "chardet": {"read.encodings"},
    "cv2": {"read.recognition"},
    "filelock": {"workspace.files"},
    "font_source_sans_pro": {"export.png"},
    "ftfy": {"read.encodings"},
    "click": {"cli"},
    "duckdb": {"tables.duckdb", "tables.duckdb_errors"},
    "graspologic_native": {"analyse.communities"},
    "jinja2": {"page"},
    "lxml": {"read.package"},
    "markupsafe": {"page"},
    "networkx": {"analyse", "export", "layout", "link", "model", "query.compare"},
    "pandas": {"query.frames"},
    "polars": {"query.frames"},
    "numpy": {"analyse", "export.strongest", "extract", "layout", "page.blocks", "read.recognition", "tables.duckdb"},
    "msoffcrypto": {"read.compound"},
    "olefile": {"read.compound", "read.oldsheets", "read.outlook"},
    "py7zr": {"read.sevenzip"},
    "pyarrow": {"export.parquet", "spark", "tables.spark"},
    "py3langid": {"languages.telling"},
    "pypdf": {"read.pdf"},
    "pypdfium2": {"read.drawing"},
    "rapidocr": {"read.recognition"},
    "pyspark": {"spark", "tables.spark"},
    "pyvis": {"page"},
    "resiliparse": {"read.chats.page", "read.html"},
    "rich": {"cli"},
    "gliner": {"extract.gliner"},
    "onnxruntime": {"extract.finder.network"},
    "scipy": {"analyse.backbone"},
    "starlette": {"serve.app", "serve.session"},
    "spacy": {"spacy_component", "extract.greedy", "extract.spacy", "extract.finder"},
    "thinc": {"extract.greedy", "extract.spacy"},
    "threadpoolctl": {"extract.spacy"},
    "tokenizers": {"extract.finder.pieces"},
    "xlrd": {"read.oldsheets"},
    "uvicorn": {"serve.server"},
    "tomlkit": {"corrections.edit"},
}
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if path != ROOT / "__init__.py"
)


def imports(module: str) -> Iterator[str]:
    """The modules that a module imports, wherever in it that is."""
    path = ROOT.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            name = node.module or ""
            yield from (f"{name}.{alias.name}" for alias in node.names) if name == "comention" else (name,)


def part(module: str) -> str:
    return module.partition(".")[0]


def above(module: str) -> Iterator[str]:
    """A module, and the packages that it is in."""
    while module:
        yield module
        module = module.rpartition(".")[0]


def test_every_module_has_its_place() -> None:
    assert {part(module) for module in MODULES} == set(HEIGHT)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    own = {name.removeprefix("comention.") for name in imports(module) if name.startswith("comention.")}
    below = {part(name) for name in own - {"__version__"}} - {part(module)}
    assert {name for name in below if HEIGHT[name] >= HEIGHT[part(module)]} == set()


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_its_home(module: str) -> None:
    libraries = {part(name) for name in imports(module)} - sys.stdlib_module_names - {"comention"}
    assert {name for name in libraries if not {*above(module)} & HOMES[name]} == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_begins_by_saying_what_it_does(module: str) -> None:
    path = ROOT.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")))
    assert said
    assert said.partition("\n\n")[0].endswith((".", ":"))
