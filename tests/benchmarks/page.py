"""Measure how fast the page of synthetic graphs is written, shown, moved, selected from and searched.

Usage, from the project's root, with the chromium of the system:

    python -m tests.benchmarks.page [--sizes 200x600 2000x9000 10000x44000] [--rounds 3] [--no-pyvis] [--renew]

Beside our page stands what pyvis makes of the same graph: with its own physics, as it comes, and without, from our
positions. Each figure is the median of several rounds, in which the pages take turns:

- *write*: seconds of Python for layout and page, from a graph that is analysed already.
- *shown*: seconds from the start of loading to the first painted frame of the network.
- *settled*: seconds until pyvis's physics rests, at most 20 of them after it is shown, for which we wait 60.
- *frames*: frames a second while the mouse drags the default view for two seconds, which headless Chromium limits to
  60, and *p95*: milliseconds between two of them, 95 of 100 times.
- *select*: milliseconds from a new address to the second frame in which the panel tells about one of the five entities
  with the most links.
- *search*: milliseconds in which the handlers of a key in the search box return, 95 of 100 times, and *painted* until
  the picture shows it.
- *MB*: size of the file.

pyvis looks through all links whenever it gets another one; above 2,000 entities its lists are filled directly, which
makes its *write* look better than it is, and its physics, which would take minutes, is left out.
`--renew` writes the table into `README.md`.
"""

import argparse
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from math import inf
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLong
from pyvis.network import Network
from rich.console import Console
from rich.table import Table
from tests.benchmarks.crowd import crowd
from tests.benchmarks.readme import renew

from comention.export import Dataset
from comention.export.looks import places
from comention.model import AnyGraph
from comention.page import write_html

ROOT = Path(__file__).parents[2]
BESIDE = (Path(__file__).parent / "page.js").read_text("utf-8")
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND"
"""Nothing is found of what a plain pyvis page wants from elsewhere."""
COLUMNS = {
    "write": "write, s",
    "shown": "shown, s",
    "settled": "settled, s",
    "frames": "frames/s",
    "p95": "p95, ms",
    "select": "select, ms",
    "search": "search, ms",
    "painted": "painted, ms",
    "size": "MB",
}
PYVIS_ALONE = 2_000
"""Up to so many entities, pyvis is used as it comes."""
LIMITS = {"shown": 60, "settled": 20}
"""Seconds that a page may take to show its network, and that its physics may then take to rest."""
DRAG = 2.0

Figures = dict[str, float]


def ours(graph: AnyGraph) -> bytes:
    """Write our page."""
    file = BytesIO()
    write_html(Dataset(graph, lambda: iter(())), file)
    return file.getvalue()


def pyvis(graph: AnyGraph, *, physics: bool) -> bytes:
    """Write the page that pyvis makes of the names, types, mentions and weights, with physics or from our positions."""
    plain: AnyGraph = nx.Graph()
    for node, entity in graph.nodes(data=True):
        plain.add_node(node, label=entity["label"], group=entity["type"], value=entity["mentions"])
    plain.add_edges_from((a, b, {"value": link["weight"]}) for a, b, link in graph.edges(data=True))
    if not physics:
        for node, (x, y) in places(graph).items():
            plain.nodes[node].update(x=x, y=y)
    network = Network(height="900px", cdn_resources="in_line")
    if len(graph) <= PYVIS_ALONE:
        network.from_nx(plain)
    else:
        network.nodes = [{"id": node, "shape": "dot", **values} for node, values in plain.nodes(data=True)]
        network.edges = [{"from": a, "to": b, **values} for a, b, values in plain.edges(data=True)]
    network.toggle_physics(physics)
    return str(network.generate_html()).encode()


KINDS: dict[str, Callable[[AnyGraph], bytes]] = {
    "comention": ours,
    "pyvis, our positions": partial(pyvis, physics=False),
    "pyvis": partial(pyvis, physics=True),
}


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """Open a page in a window of its own, as large as that of a laptop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, device_scale_factor=1)
    context.add_init_script(BESIDE)
    page = context.new_page()
    page.goto(file.as_uri(), wait_until="commit")
    yield page
    context.close()


def showing(page: Page, *, physics: bool) -> Figures:
    """Wait for the first picture and, where there is physics, for it to rest."""
    found: Figures = {}
    for event in ("shown", "settled") if physics else ("shown",):
        try:
            page.wait_for_selector(f"html[data-{event}]", state="attached", timeout=1000 * LIMITS[event])
            found[event] = page.evaluate(f"Number(document.documentElement.dataset.{event})") / 1000
        except TooLong:
            return found | {event: inf}
    page.wait_for_timeout(500)
    return found


def panning(page: Page) -> list[float]:
    """Drag the picture to and fro, and return the milliseconds between its frames."""
    x, y = page.evaluate("bench.handle()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("bench.frames()")
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < DRAG:
        step += 1
        swing = abs(step % 40 - 20)
        page.mouse.move(x + 8 * swing, y + 4 * swing)
    between: list[float] = page.evaluate("bench.stop()")
    page.mouse.up()
    page.wait_for_timeout(300)
    return between


def percentile95(values: list[float]) -> float:
    """Return what 95 of 100 values do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def used(browser: Browser, file: Path, graph: AnyGraph, kind: str) -> Figures:
    """Open a page, drag it and, if it is ours, select and search in it."""
    with opened(browser, file) as page:
        found = showing(page, physics=kind == "pyvis")
        if found["shown"] == inf:
            return found
        between = panning(page)
        found |= {"frames": 1000 * len(between) / sum(between), "p95": percentile95(between)}
        if kind == "comention":
            linked = sorted(graph, key=lambda node: (-graph.degree(node), node))[:5]
            found["select"] = median([page.evaluate("bench.select", node) for node in linked])
            page.evaluate("location.hash = ''")
            page.wait_for_timeout(500)
            names = [graph.nodes[node]["label"][:6].lower() for node in linked]
            handled, painted = zip(*(key for name in names for key in page.evaluate("bench.type", name)), strict=True)
            found |= {"search": percentile95(list(handled)), "painted": percentile95(list(painted))}
    return found


def measured(browser: Browser, graph: AnyGraph, *, rounds: int, plain: bool) -> dict[str, Figures]:
    """Return the medians for the pages of one graph, which take turns."""
    kinds = [kind for kind in KINDS if kind == "comention" or plain]
    if len(graph) > PYVIS_ALONE:
        kinds = [kind for kind in kinds if kind != "pyvis"]
    found: dict[str, dict[str, list[float]]] = {kind: defaultdict(list) for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for kind in kinds:
                if inf in found[kind]["shown"]:
                    continue  # it will not be faster the next time
                start = time.perf_counter()
                written = KINDS[kind](graph)
                seconds = time.perf_counter() - start
                file = Path(folder) / "page.html"
                file.write_bytes(written)
                figures = {"write": seconds, "size": len(written) / 1e6, **used(browser, file, graph, kind)}
                for name, value in figures.items():
                    found[kind][name].append(value)
    return {kind: {name: median(values) for name, values in fields.items()} for kind, fields in found.items()}


def told(name: str, figures: Figures) -> str:
    """A figure for the reader."""
    value = figures.get(name)
    if value is None:
        return ""
    if value == inf:
        return f"> {LIMITS[name]}"
    return f"{value:.0f}" if value >= 20 or name in ("frames", "select", "painted") else f"{value:.2g}"


def pair(text: str) -> tuple[int, int]:
    """Read "200x600" as entities and links."""
    entities, links = text.split("x")
    return int(entities), int(links)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = [(200, 600), (2_000, 9_000), (10_000, 44_000)]
    parser.add_argument("--sizes", nargs="+", type=pair, default=default, help="entities and links, as 200x600")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-pyvis", dest="plain", action="store_false", help="measure our page alone")
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()
    table = Table(*("", *COLUMNS.values()))
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*ARGUMENTS, ALONE])
        for entities, links in options.sizes:
            graph = crowd(entities, links)
            for kind, figures in measured(browser, graph, rounds=options.rounds, plain=options.plain).items():
                title: Any = f"{entities:,} names, {links:,} links" if kind == "comention" else f"… {kind}"
                rows.append([title, *(told(name, figures) for name in COLUMNS)])
                table.add_row(*rows[-1])
            table.add_section()
        browser.close()
    Console().print(table)
    if options.renew:
        renew("page", list(COLUMNS.values()), rows)


if __name__ == "__main__":
    main()
