"""Take the pictures that the READMEs show: the page of the sample documents, as a file and with a server; a still one.

Usage, from the project's root, with the chromium of the system:

    python -m tests.browser.screenshots
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from comention import generate, pipeline
from comention.export import export

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


Shots = dict[str, tuple[tuple[int, int], Any, str]]

SHOTS: Shots = {
    "page.png": ((1440, 900), "light", "#colour=community"),
    "path.png": ((1440, 900), "dark", "#from=person:angela-merkel&to=org:nokia&colour=community"),
    "phone.png": ((390, 844), "light", "#entity=person:angela-merkel&around=person:angela-merkel&within=1"),
}
"""Each picture with its size, its theme, and the address that it shows."""

SERVED: Shots = {
    "reader.png": (
        (1440, 900),
        "light",
        "#view=text&read=2015-07-14-vienna-iran-agreement.txt&at=3&entity=person:mohammad-javad-zarif",
    ),
    "review.png": ((1440, 620), "light", "#view=review"),
}
"""The same of what only a page with a server has."""


def main() -> None:
    """Make the page, and take its picture."""
    browser = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        generate([ROOT / "seeds"], folder, {"title": "World news"})
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        shoot(chromium, (Path(folder) / "graph.html").as_uri(), SHOTS)
        still(folder)
        with serving(folder) as address:
            shoot(chromium, address, SERVED)
        chromium.close()


def shoot(chromium: Browser, address: str, shots: Shots) -> None:
    """Take pictures of a page."""
    context = chromium.new_context()
    context.new_page().goto(address)  # an address with a token can be used once
    for name, ((width, height), theme, at) in shots.items():
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        page.goto(address.partition("?")[0] + at)
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_timeout(1500)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(256, Image.Quantize.MAXCOVERAGE).save(HERE / name, optimize=True)
        page.close()
    context.close()


@contextmanager
def serving(folder: str) -> Iterator[str]:
    """Serve a folder; the value is the address."""
    command = [sys.executable, "-m", "comention", "serve", "--no-browser", "-o", folder]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            yield next(found[0] for line in process.stderr if (found := re.search(r"http://\S+", line)))
        finally:
            process.terminate()


def still(folder: str) -> None:
    """Draw the most mentioned names, half as large as in print."""
    file = BytesIO()
    with pipeline.dataset(folder, top=120) as dataset:
        export(dataset, "png", file)
    Image.open(file).reduce(2).quantize(64).save(HERE / "picture.png", optimize=True)


if __name__ == "__main__":
    main()
