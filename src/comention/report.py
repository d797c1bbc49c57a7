"""What became of each input in; `report.json` out: what was read, what was not and why, and how the graph was made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comention.corrections import Corrections, Ignored, Listed
from comention.read import Skipped

_REPORTED = 100  # skipped parts of one input, and communities, that the report names; all of the former are counted


@dataclass
class Account:
    """What became of a source: the documents it gave, how many of them are blank, what was skipped in it."""

    documents: int = 0
    blank: int = 0
    skipped: int = 0
    reasons: list[Skipped] = field(default_factory=list)

    def skip(self, skipped: Skipped) -> None:
        """Note what was skipped."""
        self.skipped += 1
        if self.skipped <= _REPORTED:
            self.reasons.append(skipped)

    def outcome(self, name: str) -> dict[str, Any]:
        """Tell what became of the input of this name; one that was skipped as a whole has a reason, else its parts."""
        if not self.documents and [skipped.where for skipped in self.reasons] == [name]:
            (whole,) = self.reasons
            return {"input": name, "status": whole.status, "documents": 0, "reason": whole.reason}
        if self.skipped and not self.documents:
            status = "skipped"
        else:
            status = "empty" if self.blank == self.documents else "read"
        outcome: dict[str, Any] = {"input": name, "status": status, "documents": self.documents}
        if self.skipped:
            parts = [{"where": part.where, "status": part.status, "reason": part.reason} for part in self.reasons]
            outcome |= {"skipped": self.skipped, "parts": parts}
        return outcome


def corrected(corrections: Corrections, unused: Iterable[Listed | Ignored]) -> dict[str, Any]:
    """Tell how many corrections there are, and which had no effect."""
    idle = []
    for entry in unused:
        what = {"entity": entry.name} if isinstance(entry, Listed) else {"ignore": entry.text or entry.pattern}
        idle.append({"line": entry.line, **what})
    return {"entities": len(corrections.entities), "ignored": len(corrections.ignored), "unused": idle}


_TOLD = ("comention", "model", "title", "settings", "counts", "analysis")


def report(facts: Mapping[str, Any], graph_facts: Mapping[str, Any]) -> bytes:
    """Return the report as JSON; nothing in it differs between equal runs.

    `facts` are those that a workspace keeps of a run, `graph_facts` those that the graph has, its counts among them.
    """
    told = {
        **{name: graph_facts[name] for name in _TOLD},
        "communities": graph_facts["communities"][:_REPORTED],
        **{name: facts[name] for name in ("fields", "corrections", "furniture", "inputs")},
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
