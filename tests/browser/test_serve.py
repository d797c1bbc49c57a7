"""The whole way with a real server: the command, the models, and a browser."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Running
from tests.browser.test_accessibility import barriers
from tests.read.makers import pdf
from tests.serve.conftest import eventually

from comention.corrections import load
from comention.pipeline import generate

pytestmark = [pytest.mark.browser, pytest.mark.model]

Open = Callable[..., Any]
Start = Callable[[Path], Running]

SEEDS = Path(__file__).parents[2] / "seeds"
ONE, OTHER = "Angela Merkel", "Emmanuel Macron"
LINE = b"BT /F1 12 Tf 72 700 Td (Ingrid Vestergaard met Angela Merkel in Denmark.) Tj ET"

DROP = """([name, bytes]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "application/pdf" }));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample documents."""
    out = tmp_path_factory.mktemp("samples") / "out"
    generate([SEEDS], out, {"model": "fast", "workers": 1})
    return out


def count(page: Any) -> int:
    """The names of the graph, as the header says it."""
    return int(page.locator("#summary").inner_text().split()[0])


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def saved(page: Any, name: str, folder: Path) -> Path:
    """What is downloaded when a button is pressed."""
    with page.expect_download() as download:
        press(page, name)
    path = folder / str(download.value.suggested_filename)
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_day_at_the_desk(
    samples: Path, tmp_path: Path, run_server: Start, open_page: Open, size: str, theme: str
) -> None:
    out = tmp_path / "out"
    shutil.copytree(samples, out)
    opened = open_page(run_server(out), size=size, theme=theme)
    page = opened.page
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    names = count(page)
    assert barriers(page) == []

    # two names become one, and two again
    opened.choose(ONE)
    press(page, "Merge…")
    page.get_by_label("Merge with").first.fill(OTHER)
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_contain_text(f"{names - 1} names")
    expect(page.locator("#undo")).to_have_attribute("title", re.compile("^Undo: .*Merkel"))
    eventually(lambda: (out / "comention.toml").exists())
    assert OTHER in load(out / "comention.toml").corrections.entities[0].aliases
    assert barriers(page) == []
    page.locator("#undo").click()
    expect(page.locator("#summary")).to_contain_text(f"{names} names")
    expect(page.locator("#panel h2")).to_have_text(ONE)

    # three pairs are reviewed
    page.get_by_role("button", name="Review").first.click()
    expect(page.locator(".review h2")).to_contain_text("?")
    assert barriers(page) == []
    for key in ("d", "d", "s"):
        before = page.locator(".review h2").inner_text()
        page.locator("body").press(key)
        expect(page.locator(".review h2")).not_to_have_text(before)
    expect(page.locator(".review")).to_contain_text("Nothing left to review")
    expect(page.locator("#summary")).not_to_contain_text(f"{names} names")
    eventually(lambda: len(load(out / "comention.toml").corrections.entities) == 2)

    # a quotation leads into its document
    page.locator("#view-network").click()
    opened.choose(ONE)
    quotation = page.locator("#panel blockquote").first
    text = quotation.evaluate("(quote) => quote.firstChild.textContent")
    page.locator("#panel").get_by_role("link", name="Read on").first.click()
    expect(page.locator(".sentence[aria-current]")).to_contain_text(text.strip() or ONE)
    assert barriers(page) == []

    # words are searched
    page.locator("#view-text").click()
    press(page, "Back")
    page.get_by_label("Search all sentences").fill("space station")
    expect(page.locator(".found mark").first).to_be_visible()
    assert barriers(page) == []

    # a document is dropped
    page.locator("#view-network").click()
    page.evaluate(DROP, ["minutes.pdf", list(pdf(LINE))])
    expect(page.locator(".inputs li")).to_have_text(["minutes.pdf"])
    expect(page.locator("#summary")).to_contain_text("20 documents")
    opened.choose("Vestergaard")
    expect(page.locator("#panel h2")).to_have_text("Ingrid Vestergaard")

    # a dossier and the graph are taken along
    page.get_by_role("button", name="Star Ingrid Vestergaard", exact=True).click()
    page.locator("#open-dossier").click()
    page.get_by_label("Note on Ingrid Vestergaard", exact=True).fill("Who is she?")
    assert barriers(page) == []
    dossier = saved(page, "HTML", tmp_path).read_text("utf-8")
    assert "Who is she?" in dossier
    assert "Ingrid Vestergaard" in dossier
    assert "<script" not in dossier
    page.locator("#open-export").click()
    nodes = ElementTree.parse(saved(page, "gexf", tmp_path)).iterfind(".//{*}node")
    assert "Ingrid Vestergaard" in [node.get("label") for node in nodes]
    assert barriers(page) == []
