"""What is particular to a language, as data: models, words around names, endings, countries."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, table: str) -> dict[str, Any]:
    """Return the table `languages/<language>/<table>.toml`; a language without it has an empty one."""
    file = files(__name__).joinpath(language, f"{table}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def weights(language: str, table: str) -> dict[str, tuple[int, ...]]:
    """Return the table `languages/<language>/<table>.tsv`: a feature a line, and its weights in thousandths.

    Lines that begin with "#" say where they come from. A language without the table has no weights.
    """
    file = files(__name__).joinpath(language, f"{table}.tsv")
    if not file.is_file():
        return {}
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {feature: tuple(map(int, several)) for feature, *several in lines}
