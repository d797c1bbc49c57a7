"""Count how far a newcomer has to walk: the files and the doors between rooms on the way from one text to an edge.

    python -m tests.benchmarks.trace [--calls]

It makes the graph of one short text as the command line does (`generate`, fast model, one process), under Python's
profiler, and counts what is called:

- files: source files of the package in which a function runs; what only runs while modules are imported does not count,
- moves: pairs of a function and another one that it calls in another room. A room is a folder of the package, or a
  module beside them. A pair counts once, however often it is called; calls through libraries count for who made them.
  A lambda or generator that comes back to where it was written is no move.

What draws the page is left out: it is beside the way.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import comention

ROOT = Path(comention.__file__).parent
TEXT = """Angela Merkel met Barack Obama in Berlin. Merkel, the German chancellor, thanked the US president.
The European Commission and NATO were not invited; Obama spoke to NATO later.
"""
_BEGUN = 8
"""The bytecode offset behind which a generator has begun: it is resumed, and not called."""


class Trace(NamedTuple):
    """The files that were entered, and the calls from one room into another, each as two functions."""

    files: frozenset[str]
    moves: frozenset[tuple[str, str]]


def trace(arguments: list[str]) -> Trace:
    """Run a command under the profiler, in this process."""
    from comention.cli import comention as command

    files: set[str] = set()
    moves: set[tuple[CodeType, CodeType]] = set()
    places: dict[CodeType, str | None] = {}

    def place(code: CodeType) -> str | None:
        """The file of the package that a function is in; None for others, and for what runs at import."""
        if code not in places:
            path = Path(code.co_filename)
            inside = path.is_relative_to(ROOT) and code.co_name != "<module>"
            places[code] = path.relative_to(ROOT).as_posix() if inside else None
        return places[code]

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or (file := place(frame.f_code)) is None or beside(frame):
            return
        files.add(file)
        if "<" in frame.f_code.co_qualname.rpartition(".")[2] or frame.f_lasti > _BEGUN:
            return
        caller = frame.f_back
        while caller and place(caller.f_code) is None:
            caller = caller.f_back
        if caller and room(file) != room(place(caller.f_code) or ""):
            moves.add((caller.f_code, frame.f_code))

    sys.setprofile(note)
    try:
        command.main(arguments, standalone_mode=False)
    finally:
        sys.setprofile(None)
    return Trace(frozenset(files), frozenset((name(one), name(other)) for one, other in moves))


def beside(frame: FrameType | None) -> bool:
    """Whether a function of the package runs because a module of it is being imported, or for the page."""
    while frame:
        if frame.f_code.co_name == "write_html" or (
            frame.f_code.co_name == "<module>" and Path(frame.f_code.co_filename).is_relative_to(ROOT)
        ):
            return True
        frame = frame.f_back
    return False


def room(file: str) -> str:
    """
    >>> room("text/names.py"), room("model.py")
    ('text', 'model')
    """
    first, *rest = file.split("/")
    return first if rest else first.removesuffix(".py")


def name(code: CodeType) -> str:
    """The file of the package, and the function in it."""
    return f"{Path(code.co_filename).relative_to(ROOT).as_posix()}:{code.co_qualname}"


def main() -> None:
    """Print the counts; with --calls also each call into another room."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", action="store_true", help="print each call into another room, and each file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "text.txt")
        source.write_text(TEXT, encoding="utf-8")
        found = trace(["generate", str(source), "-o", f"{folder}/out", "--model", "fast", "--workers", "1"])
    if arguments.calls:
        print("\n".join(sorted(found.files)))
        print("\n".join(sorted(f"{one} -> {other}" for one, other in found.moves)))
    print(f"files: {len(found.files)}")
    print(f"moves between rooms: {len(found.moves)}")
    rooms = Counter(
        tuple(sorted((room(one.partition(":")[0]), room(other.partition(":")[0])))) for one, other in found.moves
    )
    for (one, other), many in rooms.most_common(12):
        print(f"  {one} - {other}: {many}")


if __name__ == "__main__":
    main()
