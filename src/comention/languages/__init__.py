"""What is particular to a language, as data: models, words around names, countries."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, table: str) -> dict[str, Any]:
    """Return the table `languages/<language>/<table>.toml`."""
    text = files(__name__).joinpath(language, f"{table}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
