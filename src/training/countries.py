"""Write the names of countries in other languages, from the data of CLDR that Babel carries.

    python -m training.countries

Only folders of languages in which nobody has written these names by hand are written to. What a language calls a people
is not in the data. Babel is needed for this alone: what is written is in the package.
"""

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from comention import languages
from comention.text.names import key

MODELS = {
    "ar": "",
    "cs": "",
    "da": "da_core_news",
    "de": "de_core_news",
    "el": "el_core_news",
    "es": "es_core_news",
    "fa": "",
    "fi": "fi_core_news",
    "hu": "",
    "id": "",
    "it": "it_core_news",
    "nb": "nb_core_news",
    "nl": "nl_core_news",
    "pl": "pl_core_news",
    "pt": "pt_core_news",
    "ro": "ro_core_news",
    "ru": "ru_core_news",
    "sv": "sv_core_news",
    "tr": "",
    "uk": "uk_core_news",
}
"""The languages, each with the name of spaCy's own pipelines for it without their size, "" if there is none."""
SIZES = ("md", "lg", "sm")
FOLDER = Path(languages.__file__).parent
_ASIDE = re.compile(r"(?P<name>.+?)\s*[(（](?P<other>[^)）]+)[)）]")
_INSIDE = re.compile(r"\s*\([^)]+\)")
_FORMAL = frozenset({"hk", "mo"})
"""Those that have only a formal name in the data, which no document uses."""


def countries(language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the code of each country that English has, with what the language calls it, the usual name first."""
    from babel import Locale

    territories = Locale.parse(language).territories
    told = {code: territories.get(code.upper()) for code in languages.load(languages.USUAL, "countries")}
    known = {key(name): code for code, name in told.items() if name and not _ASIDE.fullmatch(name)}
    for code, name in told.items():
        if name and code not in _FORMAL:
            aside = _ASIDE.fullmatch(name)
            several = dict.fromkeys([aside["name"], aside["other"]] if aside else [_INSIDE.sub("", name)])
            if own := [one for one in several if known.setdefault(key(one), code) == code]:
                yield code, own


def table(language: str) -> str:
    """Return the text of `countries.toml` of a language."""
    lines = [
        f"# Names of countries in {name_of(language)}, of CLDR by Babel {version('babel')} (Unicode License v3).",
        "# Made by `python -m training.countries`. What each list means is said in the same table of English.",
    ]
    for code, (name, *others) in countries(language):
        lines += ["", f"[{code}]", f"name = {_quoted(name)}"]
        lines += [f"names = [{', '.join(map(_quoted, others))}]"] if others else []
    return "\n".join([*lines, ""])


def names(language: str) -> str:
    """Return the text of `names.toml` of a language: what it is called, and its models."""
    models = [f"{language}_core_news_{size}" for size in SIZES if MODELS[language]]
    return f"name = {_quoted(name_of(language))}\nmodels = [{', '.join(map(_quoted, models))}]\n"


def name_of(language: str) -> str:
    """Return what English calls a language."""
    from babel import Locale

    return str(Locale("en").languages[language])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Write the tables of all these languages."""
    for language in MODELS:
        folder = FOLDER / language
        folder.mkdir(exist_ok=True)
        (folder / "countries.toml").write_text(table(language), encoding="utf-8")
        (folder / "names.toml").write_text(names(language), encoding="utf-8")


if __name__ == "__main__":
    main()
