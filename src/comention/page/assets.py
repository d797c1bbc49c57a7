"""The static part of the page: scripts and styles as one text each, and the policy that allows nothing else to run."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import jinja2
from markupsafe import Markup

from comention.contract import COLOURS
from comention.page.blocks import block

PACKAGE = files("comention")
TEMPLATE = PACKAGE / "page" / "template"
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
LIVE = "live"
"""The script to begin with and the style sheet that only a page with a server has."""
STYLES = ("base", "controls", "header", "sidebar", "stage", "panel", "table", "dialogs", "small", LIVE, "print")

THEMES = {"light": ":root", "dark": ':root[data-theme="dark"]'}

_IMPORT = re.compile(r'^import (?:(?:\{[^}]*\}|\w+) from )?"([^"]+)"(?: with \{ type: "json" \})?;\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async|class|const|function)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^ +", re.MULTILINE)


def environment() -> jinja2.Environment:
    """Return a template environment that escapes everything except our own static script and style."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("comention.page", "template"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["block"] = block
    return env


@cache
def assets(*, live: bool = False) -> Mapping[str, Markup | str]:
    """Return the scripts, the style and the policy for the template.

    A `live` page may ask the server that sent it, and has what is made for that.
    """
    vis = (files("pyvis") / VIS).read_text("utf-8")
    modules = bundle(PACKAGE, f"page/template/script/{LIVE if live else 'main'}.js")
    script = f'(async () => {{\n"use strict";\n{modules}}})();\n'
    sheets = [(TEMPLATE / "style" / f"{name}.css").read_text("utf-8") for name in STYLES if live or name != LIVE]
    style = bare("".join([*map(theme, THEMES), *sheets]))
    return {
        "vis": Markup(vis),  # noqa: S704  (static files of pyvis and of ours)
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "policy": policy([vis, script], [style], live=live),
    }


def bundle(folder: Traversable, entry: str = "main.js") -> str:
    """Return a script joined with all modules that it imports into one scope, each module after those that it imports.

    A JSON file becomes a constant that is named after the file.
    """
    order: dict[str, str] = {}
    seen: set[str] = set()

    def add(path: str) -> None:
        if path in seen:
            return
        seen.add(path)
        source = folder.joinpath(*path.split("/")).read_text("utf-8")
        for imported in _IMPORT.findall(source):
            add(posixpath.normpath(posixpath.join(posixpath.dirname(path), imported)))
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        source = (
            f"const {stem} = {source.strip()};\n" if suffix == ".json" else _EXPORT.sub("", _IMPORT.sub("", source))
        )
        order[path] = bare(source)

    add(entry)
    return "".join(order.values())


def theme(name: str) -> str:
    """Return the rule that sets the colours of a theme.

    >>> theme("dark").splitlines()[:2]
    [':root[data-theme="dark"] {', '--canvas: #14161a;']
    """
    return "\n".join([f"{THEMES[name]} {{", *(f"--{part}: {colour};" for part, colour in COLOURS[name].items()), "}\n"])


def bare(source: str) -> str:
    r"""Return a source without indentation and without comments on lines of their own, to keep pages small.

    >>> bare("/* What it is. */\n\nif (a) {\n  // why\n  b();\n}\n")
    'if (a) {\nb();\n}\n'
    """
    return re.sub(r"\n{2,}", "\n", _INDENT.sub("", _COMMENT.sub("", source))).lstrip("\n")


def policy(scripts: Sequence[str], styles: Sequence[str], *, live: bool = False) -> str:
    """Return a content security policy that allows only these scripts and styles.

    It allows no requests; on a `live` page, scripts may ask the server that sent the page.

    >>> policy([""], [""]).split("; ")[1]
    "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """

    def hashes(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    return "; ".join(
        [
            "default-src 'none'",
            *["connect-src 'self'"] * live,
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
