"""`report.json`: what became of each input, why something was not read, and how the graph was made."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from comention.corrections import Corrections, Ignored, Listed, Related
from comention.languages import way_to_model
from comention.read import Skipped, Status
from comention.workspace.facts import CorrectionFacts, RunFacts

VERSION = 2
"""Version of the report. It grows when a key or a status gets another name or meaning; see `read/README.md`."""
_REPORTED = 100  # skipped parts of one input, and communities, that the report names; all of the former are counted


@dataclass
class Account:
    """What became of a source of so many `files`: the documents it gave, how many of them are blank, what was skipped.

    `recognized` counts the pages that were recognized on pictures. What is passed over, as hidden files are, is not
    skipped; `passed` is the first of that. Neither are `foreign` documents, in which no names are looked for, as no
    model knows their language.
    """

    files: int = 1
    documents: int = 0
    blank: int = 0
    recognized: int = 0
    skipped: int = 0
    hidden: int = 0
    foreign: int = 0
    lost: int = 0
    characters: int = 0
    passed: Skipped | None = None
    reasons: list[Skipped] = field(default_factory=list)

    def skip(self, skipped: Skipped) -> None:
        """Note what was skipped."""
        if skipped.status is Status.HIDDEN:
            self.hidden += 1
            self.passed = self.passed or skipped
            return
        if skipped.status is Status.FOREIGN:
            self.foreign += 1
        else:
            self.skipped += 1
            self.lost += skipped.documents
            self.characters += skipped.characters
        if self.skipped + self.foreign <= _REPORTED:
            self.reasons.append(skipped)

    def outcome(self, name: str) -> dict[str, Any]:
        """Tell what became of the input of this name; all that was not simply read has a reason, or parts that have."""
        outcome: dict[str, Any] = {"input": name, "status": "read", "documents": self.documents}
        told = self.reasons or [self.passed or Skipped("", "")]
        if not self.documents and [skipped.where for skipped in told] == [name]:
            outcome |= {"status": told[0].status, "reason": told[0].reason}
        else:
            if self.skipped and not self.documents:
                outcome |= {"status": "skipped", "reason": f"nothing in it could be read: {self.reasons[0].reason}"}
            elif self.blank == self.documents:
                outcome |= {"status": "empty", "reason": _BLANK if self.documents else _NOTHING}
            elif self.foreign == self.documents - self.blank and not self.skipped:
                outcome |= {"status": Status.FOREIGN, "reason": self.reasons[0].reason}
            if self.foreign:
                outcome["foreign"] = self.foreign
            if self.skipped:
                outcome["skipped"] = self.skipped
            if self.hidden:
                outcome["hidden"] = self.hidden
            if self.reasons and ("reason" not in outcome or [skipped.where for skipped in self.reasons] != [name]):
                outcome["parts"] = [{"where": p.where, "status": p.status, "reason": p.reason} for p in self.reasons]
        if self.recognized:
            outcome["recognized"] = self.recognized
        if self.files > 1 or outcome["status"] is Status.HIDDEN:
            outcome["files"] = self.files
        silent = not self.documents and any(fault.status is not Status.DOUBLE for fault in self.reasons)
        lost = {"documents": self.lost or int(silent), "characters": self.characters}
        if any(lost.values()):
            outcome["left_out"] = lost
        return outcome


_BLANK = "it holds no text"
_NOTHING = "it holds no documents"


class Tally(NamedTuple):
    """What a run could not read: how many inputs or parts of them, and what is lost by that as far as it is known.

    In `foreign` documents, no names are looked for, as no model knows their language.
    """

    skipped: int
    documents: int
    characters: int
    foreign: int = 0


def tally(outcomes: Iterable[Mapping[str, Any]]) -> Tally:
    """Add up what inputs lost."""
    skipped = documents = characters = foreign = 0
    for outcome in outcomes:
        whole = "skipped" not in outcome and outcome["status"] not in ("read", "empty", Status.HIDDEN, Status.FOREIGN)
        foreign += outcome.get("foreign", 0)
        skipped += outcome.get("skipped", int(whole))
        lost = outcome.get("left_out", {})
        documents += lost.get("documents", 0)
        characters += lost.get("characters", 0)
    return Tally(skipped, documents, characters, foreign)


def corrected(corrections: Corrections, unused: Iterable[Listed | Ignored | Related]) -> CorrectionFacts:
    """Tell how many corrections there are, and which had no effect.

    Of relations, nothing is told where there are no corrections of any.
    """
    facts: CorrectionFacts = {
        "entities": len(corrections.entities),
        "ignored": len(corrections.ignored),
        "unused": [],
    }
    if corrections.relations:
        facts["relations"] = len(corrections.relations)
    return also_unused(facts, unused)


def also_unused(facts: CorrectionFacts, unused: Iterable[Listed | Ignored | Related]) -> CorrectionFacts:
    """Tell of further corrections that they had no effect."""
    return {**facts, "unused": [*facts["unused"], *({"line": entry.line, **_what(entry)} for entry in unused)]}


def _what(entry: Listed | Ignored | Related) -> dict[str, str | None]:
    match entry:
        case Listed():
            return {"entity": entry.name}
        case Ignored():
            return {"ignore": entry.text or entry.pattern}
        case Related():
            return {"relation": str(entry)}


_TOLD = ("comention", "model", "title", "settings", "counts", "analysis")


def languages_of(facts: RunFacts, documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Tell the languages of documents: how many are in each, and its model, or the command that installs one.

    Where sentences are parsed, it is told by what: None if the model has no parser.
    """
    counts = Counter(document["language"] for document in documents)
    models, parsers = facts.get("models", {}), facts.get("parsers", {})
    return [
        {"language": language, "documents": count, "model": models.get(language, facts["model"])}
        | ({} if models.get(language, "") is not None else {"install": way_to_model(language)})
        | ({"parser": parsers[language]} if language in parsers else {})
        for language, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def report(facts: RunFacts, graph_facts: Mapping[str, Any], outcomes: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the report as JSON; nothing in it differs between equal runs.

    `facts` are those that a workspace keeps of a run, `graph_facts` those that the graph has, its counts among them;
    `outcomes` are what became of the inputs.
    """
    lost = tally(outcomes)
    told = {
        "version": VERSION,
        **{name: graph_facts[name] for name in _TOLD},
        "languages": languages_of(facts, graph_facts["documents"]),
        "communities": graph_facts["communities"][:_REPORTED],
        "fields": facts["fields"],
        "corrections": facts["corrections"],
        "boilerplate": facts["boilerplate"],
        "left_out": {"documents": lost.documents, "characters": lost.characters},
        "inputs": outcomes,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
