"""Load and run the encoders that come with the package."""

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comention.errors import ModelError
from comention.extract.finder.windows import Window

SIZES = ("default", "accurate")
"""The encoders: a smaller one that reads faster, and a larger one that is right more often."""
WEIGHTS = Path(str(files("comention.extract.finder").joinpath("weights")))
FACTS = "finder.json"
PIECES = "pieces.txt"
EMBEDDINGS = "embeddings.npz"


class Facts(NamedTuple):
    """What `finder.json` says: version, common first words, by size the calibration, and the checksum of each file.

    A calibration is a list of pairs: what an encoder says, rising, and how often it is right then.
    """

    version: str
    openers: tuple[str, ...]
    calibration: dict[str, list[tuple[float, float]]]
    files: dict[str, str]


class Network:
    """One of the encoders, run in one thread: its output for a window does not depend on other windows."""

    def __init__(self, size: str, folder: Path = WEIGHTS) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        model = checked(folder, f"{size}.onnx")
        with np.load(checked(folder, EMBEDDINGS)) as table:
            self._words, self._scale, self._places = table["words"], table["scale"], table["places"]
        try:
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(
                f"{model}: ONNX Runtime cannot load it ({_first_line(error)}): reinstall comention"
            ) from error

    def __call__(self, window: Window) -> NDArray[np.float64]:
        """Return the log-probability of each tag (column) of each token (row) of a window."""
        ids = window.ids
        embedded = self._words[ids] * self._scale[ids, None]
        embedded += self._places[: len(ids)]
        feed = {"embedded": embedded[None], "spellings": window.spellings[None]}
        (found,) = self._session.run(None, feed)
        rows: NDArray[np.float64] = found[0, window.firsts].astype(np.float64)
        rows -= rows.max(axis=1, keepdims=True)
        rows -= np.log(np.exp(rows).sum(axis=1, keepdims=True))
        return rows


@cache
def facts(folder: Path = WEIGHTS) -> Facts:
    """Read the metadata of the encoders; raise ModelError if the file is missing or damaged."""
    try:
        told: dict[str, Any] = json.loads((folder / FACTS).read_text("utf-8"))
        return Facts(
            told["version"],
            tuple(told["openers"]),
            {size: [(said, right) for said, right in points] for size, points in told["calibration"].items()},
            told["files"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / FACTS}: {_why(error)}: reinstall comention") from error


@cache
def checked(folder: Path, name: str) -> Path:
    """Return the path of a file of the encoders after checking its checksum; raise ModelError otherwise."""
    path = folder / name
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: {_why(error)}: reinstall comention") from error
    if found != facts(folder).files.get(name):
        raise ModelError(f"{path}: the file is damaged: reinstall comention")
    return path


def _why(error: Exception) -> str:
    missing = isinstance(error, FileNotFoundError)
    return "the file is missing" if missing else f"the file cannot be read ({_first_line(error)})"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
