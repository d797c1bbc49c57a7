"""Write the files that comention ships of trained encoders: ONNX in 8 bits, shared embeddings and pieces, metadata."""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch

from comention.extract.finder.network import EMBEDDINGS, FACTS, PIECES
from training.encoder import WIDTH, Base, Encoder

Calibration = Sequence[tuple[float, float]]
PLAIN: Calibration = ((0.0, 0.0), (1.0, 1.0))
"""The calibration of an encoder whose scores need none."""


def export(encoder: Encoder, size: str, folder: Path) -> None:
    """Write an encoder as `SIZE.onnx`, its weights in 7 of 8 bits, so that no processor's sums overflow."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    example = torch.zeros(1, 16, WIDTH), torch.zeros(1, 16, dtype=torch.long)
    axes = {"embedded": {1: "pieces"}, "spellings": {1: "pieces"}, "tags": {1: "pieces"}}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch, "whole.onnx")
        torch.onnx.export(
            encoder.eval(),
            example,
            str(whole),
            input_names=["embedded", "spellings"],
            output_names=["tags"],
            dynamic_axes=axes,
            opset_version=20,
            dynamo=False,
        )
        quantize_dynamic(
            whole, folder / f"{size}.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul"],
        )  # fmt: skip


def write_shared(base: Base, folder: Path) -> None:
    """Write what all sizes share: the pieces, a line each, and the embeddings of pieces and places."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PIECES).write_text("".join(f"{piece}\n" for piece in base.pieces), "utf-8")
    np.savez_compressed(folder / EMBEDDINGS, words=base.words, scale=base.scale, places=base.places)


def write_facts(folder: Path, version: str, openers: Iterable[str], calibration: Mapping[str, Calibration]) -> None:
    """Write `finder.json`, with the checksums of the files beside it."""
    names = [PIECES, EMBEDDINGS, *(f"{size}.onnx" for size in calibration)]
    told = {
        "version": version,
        "calibration": {size: [list(point) for point in points] for size, points in calibration.items()},
        "files": {name: sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).exists()},
        "openers": list(openers),
    }
    (folder / FACTS).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def ship(
    work: Path, weights: Path, version: str, openers: Iterable[str], calibration: Mapping[str, Calibration]
) -> None:
    """Copy the files that comention needs from the work folder to where it looks for them."""
    weights.mkdir(parents=True, exist_ok=True)
    for name in (PIECES, EMBEDDINGS, *(f"{size}.onnx" for size in calibration)):
        (weights / name).write_bytes((work / name).read_bytes())
    write_facts(weights, version, openers, calibration)
