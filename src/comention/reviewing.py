"""Answer the questions of the review queue: each answer is written at once, and the graph is made anew in the end."""

from collections.abc import Mapping
from pathlib import Path

from comention import pipeline
from comention.config import WORKSPACE
from comention.corrections import edit
from comention.corrections.edit import Edit
from comention.errors import SettingError
from comention.model import Entity
from comention.query.review import Correction, Pair
from comention.tables import entities
from comention.workspace.derive import Summary
from comention.workspace.store import Store


class Review:
    """Questions about an output folder, the first `many` of those that are `left`, and the answers that are given.

    Raises WorkspaceError if no run has finished in the folder.
    """

    def __init__(self, out: str | Path, *, many: int) -> None:
        self._out = Path(out)
        asked = pipeline.review(out, many=many)
        self.left, self.pairs = asked["left"], asked["pairs"]
        with Store(self._out / WORKSPACE, read_only=True) as store:
            facts = store.facts()
            self._known: Mapping[str, Entity] = {entity.id: entity for entity in entities(store)}
        self.before = facts["counts"]
        self.file = pipeline.corrections_file(self._out, facts)
        self._written: list[tuple[bytes | None, bytes | None]] = []

    @property
    def answers(self) -> int:
        """How many answers are in the file now that were not before."""
        return len(self._written)

    def answer(self, pair: Pair, *, same: bool) -> None:
        """Write an answer into the corrections file; SettingError if it contradicts what that says."""
        wanted = edit_of(pair["same"] if same else pair["different"], self._known)
        self._written.append(pipeline.revise(self._out, self.file, wanted))

    def undo(self) -> None:
        """Take the last answer back; SettingError if the file was changed by others since then."""
        before, after = self._written[-1]
        if not pipeline.rewrite(self._out, self.file, before, expected=after):
            raise SettingError(f"{self.file} was changed since then; nothing is taken back")
        self._written.pop()

    def renew(self) -> Summary:
        """Make the graph anew, with all answers."""
        return pipeline.resolve_again(self._out)


def edit_of(said: Correction, known: Mapping[str, Entity]) -> Edit:
    """Return the edit that writes an answer; `known` are the entities by their ids."""
    node = known[said["node"]]
    match said["kind"]:
        case "same":
            return edit.merge(node.label, [said["text"] if "text" in said else known[said["other"]].label])
        case "apart":
            return edit.apart(node, known[said["other"]])
        case _:
            return edit.split(node.label, [said["text"]])
