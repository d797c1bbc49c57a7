"""Read what a page asks to have in a dossier, and cut its sentences out of their documents."""

from collections.abc import Iterator, Mapping
from typing import Any

from comention.errors import InputError
from comention.export.dossier import Dossier, Link, Name, Sentence
from comention.query.lookup import Folder, opened
from comention.query.passages import Place, cut_out

_NUMBERS = "SELECT d.id, d.document FROM {document} d WHERE d.id IN (SELECT unnest($those))"


def dossier(out: Folder, asked: Mapping[str, Any], *, date: str) -> Dossier:
    """Return the dossier that a page asks for as JSON; `date` is what it says of when it was made.

    Sentences that are no longer there are left out. Raises InputError if something is not as it should be;
    WorkspaceError if no run has finished in the folder.
    """
    names = [Name(_text(one, "key"), _text(one, "note", "")) for one in _several(asked, "names")]
    links = [
        Link(_text(one, "source"), _text(one, "target"), _text(one, "note", "")) for one in _several(asked, "links")
    ]
    starred = [(_text(one, "document"), _number(one), _text(one, "note", "")) for one in _several(asked, "sentences")]
    sentences: list[Sentence] = []
    with opened(out) as store:
        documents = sorted({document for document, *_ in starred})
        numbers: dict[str, int] = dict(store.rows(_NUMBERS, {"those": documents})) if documents else {}
        places: list[tuple[Place, str]] = [
            ((numbers[document], sentence), note) for document, sentence, note in starred if document in numbers
        ]
        cuts = cut_out(store, [place for place, _ in places])
    for place, note in places:
        if place in cuts:
            told = cuts[place].quotation
            known = (told.text, told.document, told.title, told.date, told.page)
            sentences.append(Sentence(*known, note, told.recognized))
    about = (_text(asked, name, "") for name in ("title", "credit", "note"))
    title, credit, said = about
    return Dossier(title, date, credit, said, names, links, sentences)


def _several(asked: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    found = asked.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(f"the {name} of a dossier must be a list of objects")
    yield from found


def _text(asked: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    found = asked.get(name, otherwise)
    if found is None and otherwise is not None:
        return otherwise
    if not isinstance(found, str):
        raise InputError(f"in a dossier, {name!r} must be a text")
    return found


def _number(asked: Mapping[str, Any]) -> int:
    found = asked.get("sentence")
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**31:
        raise InputError("in a dossier, 'sentence' must be the number of a sentence")
    return found
