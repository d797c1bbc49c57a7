"""Take the pictures of the page of the sample documents, and a still one, that the READMEs show.

Usage, from the project's root, with the chromium of the system:

    python -m tests.browser.screenshots
"""

import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from comention import generate, pipeline
from comention.export import export

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


SHOTS: dict[str, tuple[tuple[int, int], Any, str]] = {
    "page.png": ((1440, 900), "light", "#entity=person:angela-merkel"),
    "path.png": ((1440, 900), "dark", "#from=person:angela-merkel&to=org:nokia&colour=community"),
    "phone.png": ((390, 844), "light", "#entity=person:angela-merkel&around=person:angela-merkel&within=1"),
}
"""Each picture with its size, its theme, and the address that it shows."""


def main() -> None:
    """Make the page, and take its picture."""
    browser = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        generate([ROOT / "seeds"], folder)
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        address = (Path(folder) / "graph.html").as_uri()
        for name, ((width, height), theme, at) in SHOTS.items():
            page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto(address + at)
            page.wait_for_selector("html[data-ready]", state="attached")
            page.wait_for_timeout(800)
            page.screenshot(path=HERE / name)
        chromium.close()
        still(folder)


def still(folder: str) -> None:
    """Draw the most mentioned names, half as large as in print."""
    file = BytesIO()
    with pipeline.dataset(folder, top=120) as dataset:
        export(dataset, "png", file)
    Image.open(file).reduce(2).quantize(64).save(HERE / "picture.png", optimize=True)


if __name__ == "__main__":
    main()
