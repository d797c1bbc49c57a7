"""Train and run an encoder; training is reproducible from the examples and the seed."""

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from comention.extract.finder.windows import Window
from training.encoder import Base, Encoder

PIECES = 1536
"""The number of pieces in a training step."""


class Lesson(NamedTuple):
    """A window and what is right in it: flags of tags that may be (tokens by tags), or shares of each tag, or both."""

    window: Window
    allowed: NDArray[np.bool_] | None = None
    shares: NDArray[np.float32] | None = None


class Embedder:
    """Makes of windows what an encoder reads."""

    def __init__(self, base: Base) -> None:
        self._words = torch.from_numpy(base.words)
        self._scale = torch.from_numpy(base.scale)
        self._places = torch.from_numpy(base.places)

    def __call__(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor | None]:
        """Return embeddings, spellings and, unless all windows are equally long, a mask."""
        lengths = [len(window.ids) for window in windows]
        longest = max(lengths)
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        spellings = torch.zeros_like(ids)
        for row, window in enumerate(windows):
            ids[row, : lengths[row]] = torch.from_numpy(window.ids)
            spellings[row, : lengths[row]] = torch.from_numpy(window.spellings)
        embedded = self._words[ids] * self._scale[ids][..., None] + self._places[:longest]
        if min(lengths) == longest:
            return embedded, spellings, None
        mask = torch.arange(longest)[None] < torch.tensor(lengths)[:, None]
        return embedded, spellings, mask[:, None, None, :]


def batches(sizes: Sequence[int], pieces: int, random: Random | None = None) -> Iterator[list[int]]:
    """Yield the numbers of windows of like size, in batches of so many pieces; in random order with a `random`."""
    jitter = [size + (random.random() * 10 if random else 0) for size in sizes]
    order = sorted(range(len(sizes)), key=jitter.__getitem__)
    found: list[list[int]] = []
    batch: list[int] = []
    for number in order:
        if batch and max(sizes[number], sizes[batch[-1]]) * (len(batch) + 1) > pieces:
            found.append(batch)
            batch = []
        batch.append(number)
    if batch:
        found.append(batch)
    if random:
        random.shuffle(found)
    yield from found


def teach(
    encoder: Encoder, embedder: Embedder, lessons: Sequence[Lesson], *, epochs: float, rate: float, seed: int
) -> None:
    """Teach an encoder in place, by AdamW (Loshchilov and Hutter 2019).

    The rate rises for 100 steps, and then falls to 0.
    """
    torch.manual_seed(seed)
    random = Random(seed)
    sizes = [len(lesson.window.ids) for lesson in lessons]
    total = int(epochs * sum(sizes))
    fresh = {id(parameter) for part in (encoder.spelling, encoder.tag) for parameter in part.parameters()}
    groups = [
        {"params": [p for p in encoder.parameters() if id(p) not in fresh], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in encoder.parameters() if id(p) in fresh], "lr": 4 * rate, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    rates = [group["lr"] for group in optimizer.param_groups]
    encoder.train()
    done, step, mean, begun = 0, 0, 0.0, time.monotonic()
    while done < total:
        for batch in batches(sizes, PIECES, random):
            if done >= total:
                break
            for group, full in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = full * min(1, (step + 1) / 100) * (1 - done / total)
            loss = _loss(encoder, embedder, [lessons[number] for number in batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            done += sum(sizes[number] for number in batch)
            step += 1
            mean = loss.item() if step == 1 else 0.99 * mean + 0.01 * loss.item()
            if step % 200 == 0:
                speed = done / (time.monotonic() - begun)
                print(f"  {done / total:5.0%}  loss {mean:.3f}  {speed:,.0f} pieces a second", flush=True)
    encoder.eval()


def _loss(encoder: Encoder, embedder: Embedder, lessons: Sequence[Lesson]) -> Tensor:
    """Mean over tokens of how unlikely it holds what may be right, and of its distance from the shares."""
    embedded, spellings, mask = embedder([lesson.window for lesson in lessons])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = encoder(embedded, spellings, mask)
    rows = torch.cat([torch.full((len(lesson.window.firsts),), n) for n, lesson in enumerate(lessons)])
    columns = torch.from_numpy(np.concatenate([lesson.window.firsts for lesson in lessons]))
    likely = functional.log_softmax(scores.float()[rows, columns], dim=-1)
    losses = []
    at = 0
    for lesson in lessons:
        own = likely[at : at + len(lesson.window.firsts)]
        at += len(own)
        if lesson.allowed is not None:
            allowed = torch.from_numpy(lesson.allowed)
            losses.append(-own.masked_fill(~allowed, -1e9).logsumexp(dim=-1))
        if lesson.shares is not None:
            losses.append(-(own * torch.from_numpy(lesson.shares)).sum(dim=-1))
    return torch.cat(losses).mean()


@torch.no_grad()
def ask(encoders: Sequence[Encoder], embedder: Embedder, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
    """Return for each window the share that the encoders, on average, give to each tag (tokens by tags)."""
    found: list[NDArray[np.float32] | None] = [None] * len(windows)
    for batch in batches([len(window.ids) for window in windows], 4 * PIECES):
        chosen = [windows[number] for number in batch]
        embedded, spellings, mask = embedder(chosen)
        total: Tensor | None = None
        for encoder in encoders:
            encoder.eval()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = encoder(embedded, spellings, mask)
            shares = scores.float().softmax(dim=-1)
            total = shares if total is None else total + shares
        assert total is not None
        mean = (total / len(encoders)).numpy()
        for row, (number, window) in enumerate(zip(batch, chosen, strict=True)):
            found[number] = mean[row, window.firsts]
    return [shares for shares in found if shares is not None]
