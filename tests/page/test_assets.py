import re
import subprocess
import sys
from pathlib import Path

import pytest

from comention.contract import COLOURS
from comention.page.assets import TEMPLATE, assets, bare, bundle


def test_a_module_stands_behind_those_that_it_builds_on(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "main.js").write_text('import { b } from "./deep/b.js";\nimport {\n  a,\n} from "./a.js";\nb(a);\n')
    (tmp_path / "a.js").write_text("export const a = 1;\n")
    (tmp_path / "deep" / "b.js").write_text('import { a } from "../a.js";\n\nexport function b() {\n  return a;\n}\n')
    assert bundle(tmp_path) == "const a = 1;\nfunction b() {\nreturn a;\n}\nb(a);\n"


def test_json_becomes_a_constant_that_all_modules_share(tmp_path: Path) -> None:
    (tmp_path / "said.json").write_text('{\n  "a": "// 1"\n}\n')
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.js").write_text('import said from "../said.json" with { type: "json" };\nf(said);\n')
    (tmp_path / "main.js").write_text('import said from "./said.json" with { type: "json" };\nimport "./deep/b.js";\n')
    assert bundle(tmp_path) == 'const said = {\n"a": "// 1"\n};\nf(said);\n'


def test_every_colour_and_font_that_the_style_uses_is_there_in_both_themes() -> None:
    assert COLOURS["light"].keys() == COLOURS["dark"].keys()
    style = assets()["style"]
    used, said = set(re.findall(r"var\((--[\w-]+)\)", style)), re.findall(r"^(--[\w-]+):", style, re.MULTILINE)
    assert used <= set(said)
    assert [said.count(f"--{name}") for name in COLOURS["light"]] == [2] * len(COLOURS["light"])


SCRIPTS = Path(str(TEMPLATE / "script"))
SHARED = [path for path in SCRIPTS.rglob("*.js") if "live" not in path.relative_to(SCRIPTS).parts[0]]
SERVED = sorted({*SCRIPTS.rglob("*.js")} - {*SHARED})


def marker(path: Path) -> str:
    """The longest line of a script, by which it is found in a page."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return max((line for line in lines if not line.startswith(("import", "export", "*", "/", "}"))), key=len)


def test_every_script_is_in_the_page_that_a_server_sends() -> None:
    script = assets(live=True)["script"]
    for path in [*SHARED, *SERVED]:
        assert path.name == "live.js" or marker(path) in script, path


def test_a_file_has_all_scripts_but_those_that_only_a_server_needs() -> None:
    script = assets()["script"]
    for path in SHARED:
        assert marker(path) in script, path
    assert SERVED
    for path in SERVED:
        assert path.name == "live.js" or marker(path) not in script, path
    for words in ("fetch(", "EventSource", "XMLHttpRequest", "/api/"):
        assert words not in script


def test_a_file_has_all_styles_but_those_that_only_a_server_needs() -> None:
    served = bare((TEMPLATE / "style" / "live.css").read_text("utf-8"))
    assert assets()["style"] == assets(live=True)["style"].replace(served, "")
    used = set(re.findall(r'class(?:Name)?: ?["`]([\w -]+)', assets()["script"]))
    used = {one for several in used for one in several.split()}
    only = set(re.findall(r"\.([\w-]+)", served)) - set(re.findall(r"\.([\w-]+)", assets()["style"]))
    assert used.isdisjoint(only - {"after-quotation"})  # a file makes no such element


@pytest.mark.parametrize("entry", ["main.js", "live.js"])
def test_modules_share_one_scope_without_a_clash(entry: str) -> None:
    top = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
    names = top.findall(bundle(TEMPLATE / "script", entry))
    own = [
        name
        for path in (SHARED if entry == "main.js" else [*SHARED, *SERVED])
        for name in top.findall(path.read_text("utf-8"))
    ]
    assert set(own) <= set(names)
    assert sorted(own) == sorted(set(own))


def test_what_pyvis_takes_for_notebooks_is_not_loaded() -> None:
    code = "import sys, comention.page; print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
