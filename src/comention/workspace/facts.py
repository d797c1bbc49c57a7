"""What a workspace remembers about the run that made its dataset."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict, cast

from comention.config import renamed
from comention.languages import USUAL


class CorrectionFacts(TypedDict):
    """How many entities the corrections list, how many texts they ignore, and of how many relations they say something.

    `unused` are the entries that had no effect. An old workspace does not tell of relations.
    """

    entities: int
    ignored: int
    relations: NotRequired[int]
    unused: list[dict[str, Any]]


class RunFacts(TypedDict, total=False):
    """The facts about a run; each is there as soon as it is known, and all of them when the run has finished.

    `title`, `comention` (the version), `model` and `settings` become attributes of the graph; `models` are the names of
    the models by the languages that they read, None where there is none, `parsers` those of the pipelines that parse
    sentences, None where one has no parser, and `language` is the one by whose rules documents are put together;
    `fields` are the names of the fields of records, `file` is the corrections file that was used, `counts` are those of
    the graph, `boilerplate` is what is known of boilerplate, and `chosen` are other settings, with which more documents
    are read. `inputs` are the paths that the run was given, `folder` is where its output folder was then, and
    `given_title` is the title that it, or a run before it, was given.
    """

    title: str
    given_title: str | None
    inputs: list[str]
    folder: str
    comention: str
    model: str
    models: dict[str, str | None]
    parsers: dict[str, str | None]
    language: str
    settings: dict[str, Any]
    fields: dict[str, str]
    file: str | None
    counts: dict[str, int]
    corrections: CorrectionFacts
    boilerplate: Any
    chosen: dict[str, Any]


def graph_facts(facts: RunFacts) -> dict[str, Any]:
    """Return what a graph tells of how it was made."""
    return {
        "title": facts["title"],
        "comention": facts["comention"],
        "model": facts["model"],
        "settings": facts["settings"],
    }


def language_of(facts: RunFacts) -> str:
    """Return the language by whose rules the documents were put together; an old workspace does not tell it."""
    return facts.get("language", USUAL)


def as_facts(values: Mapping[str, Any]) -> RunFacts:
    """Take values by name, as a workspace keeps them, for the facts of a run; an old one has some by former names."""
    facts = cast("RunFacts", {"boilerplate" if name == "furniture" else name: value for name, value in values.items()})
    if "settings" in facts:
        facts["settings"] = renamed(facts["settings"])
    return facts
