"""The encoder in PyTorch: MiniLM's pieces and layers, spelling classes of words, a tag for each piece."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from comention.extract.finder.pieces import SPELLINGS
from comention.extract.finder.tags import TAGS
from comention.extract.finder.windows import LIMIT

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6


class Base(NamedTuple):
    """What of MiniLM is used: its pieces, an embedding for each in 8 bits with a scale, and those of places."""

    pieces: list[str]
    words: NDArray[np.int8]
    scale: NDArray[np.float32]
    places: NDArray[np.float32]
    weights: dict[str, Tensor]


def base(folder: Path) -> Base:
    """Load MiniLM from the folder of `model.safetensors` and `vocab.txt`, without pieces that English never has."""
    every = (folder / "vocab.txt").read_text("utf-8").split("\n")
    kept = [number for number, piece in enumerate(every) if piece and _used(piece)]
    weights = {
        name.removeprefix("bert."): weight.float() for name, weight in load_file(folder / "model.safetensors").items()
    }
    embedded = weights["embeddings.word_embeddings.weight"].numpy()[kept]
    scale = np.maximum(np.abs(embedded).max(axis=1), 1e-8).astype(np.float32) / 127
    words = np.round(embedded / scale[:, None]).astype(np.int8)
    places = weights["embeddings.position_embeddings.weight"][:LIMIT].numpy()
    places = (places + weights["embeddings.token_type_embeddings.weight"][0].numpy()).astype(np.float16)
    return Base([every[number] for number in kept], words, scale, places.astype(np.float32), weights)


def _used(piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    return not any(c.isalpha() and ord(c) > 0x24F for c in piece)


class Layer(nn.Module):
    """A layer of a transformer, as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the pieces, of shape (windows, pieces, width), as they are behind the layer."""
        batch, length, _ = x.shape
        query, key, value = self.mix(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.last(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Tags pieces. It takes what `comention.extract.finder.network` makes: summed embeddings of pieces and places."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.spelling = nn.Embedding(SPELLINGS, WIDTH)
        nn.init.normal_(self.spelling.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.drop = nn.Dropout(0.1)

    def forward(self, embedded: Tensor, spellings: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return a score for each tag, of shape (windows, pieces, tags)."""
        x = self.drop(self.norm(embedded + self.spelling(spellings)))
        for layer in self.layers:
            x = layer(x, mask)
        return self.tag(x)

    @classmethod
    def from_base(cls, base: Base) -> "Encoder":
        """Begin with the layers of MiniLM."""
        encoder = cls()
        weights = base.weights
        for part in ("weight", "bias"):
            getattr(encoder.norm, part).data.copy_(weights[f"embeddings.LayerNorm.{part}"])
            for number, layer in enumerate(encoder.layers):
                at = f"encoder.layer.{number}."
                mixed = [weights[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.mix, part).data.copy_(torch.cat(mixed))
                for own, theirs in _LAYER.items():
                    getattr(getattr(layer, own), part).data.copy_(weights[f"{at}{theirs}.{part}"])
        return encoder

    def cut(self, layers: Sequence[int]) -> "Encoder":
        """Return an encoder with some of the layers."""
        smaller = Encoder(len(layers))
        state = self.state_dict()
        kept = {name: value for name, value in state.items() if not name.startswith("layers.")}
        for new, old in enumerate(layers):
            kept |= {f"layers.{new}.{name.split('.', 2)[2]}": value for name, value in state.items()
                     if name.startswith(f"layers.{old}.")}  # fmt: skip
        smaller.load_state_dict(kept)
        return smaller

    def mean(self, other: "Encoder") -> "Encoder":
        """Return the mean of two encoders, one of which learnt on from the other (Wortsman et al. 2022)."""
        between = Encoder(len(self.layers))
        theirs = other.state_dict()
        between.load_state_dict({name: (value + theirs[name]) / 2 for name, value in self.state_dict().items()})
        return between.eval()


_LAYER = {
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "last": "output.LayerNorm",
}
