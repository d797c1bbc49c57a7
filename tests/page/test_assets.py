import re
import subprocess
import sys
from pathlib import Path

from comention.contract import COLOURS
from comention.page.assets import TEMPLATE, assets, bundle


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


def test_every_script_is_in_the_page() -> None:
    scripts = Path(str(TEMPLATE / "script"))
    joined = bundle(TEMPLATE / "script")
    for path in scripts.rglob("*.js"):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        marker = max((line for line in lines if not line.startswith(("import", "export", "*", "/", "}"))), key=len)
        assert marker in joined, path


def test_modules_share_one_scope_without_a_clash() -> None:
    names = re.findall(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", bundle(TEMPLATE / "script"), re.MULTILINE)
    own = [
        name
        for path in Path(str(TEMPLATE / "script")).rglob("*.js")
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert set(own) <= set(names)
    assert sorted(own) == sorted(set(own))


def test_what_pyvis_takes_for_notebooks_is_not_loaded() -> None:
    code = "import sys, comention.page; print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
