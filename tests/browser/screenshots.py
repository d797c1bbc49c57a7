"""The sample documents in; the pictures of their page that the README shows out.

Usage, from the project's root, with the chromium of the system:

    python -m tests.browser.screenshots
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from comention import generate

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def choose(page: Page) -> None:
    """Choose a name, so that the picture shows its sentences."""
    page.keyboard.press("/")
    page.keyboard.type("angela")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)


def main() -> None:
    """Make the page, and take its picture."""
    browser = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        generate([ROOT / "seeds"], folder)
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto((Path(folder) / "graph.html").as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        choose(page)
        page.screenshot(path=HERE / "page.png")
        chromium.close()


if __name__ == "__main__":
    main()
