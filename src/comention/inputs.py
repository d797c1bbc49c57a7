"""Sort the inputs of a run into files and texts, and read them, keeping an account of each."""

import os
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from comention.errors import InputError
from comention.model import Document
from comention.read import How, Input, Skipped, read_each, suffix_of, suffixes
from comention.text.numbers import ranges
from comention.workspace.report import Account

Source = Input | Document
Given = str | os.PathLike[str] | Document


class Read(NamedTuple):
    """A document, and the account of the source that it comes from."""

    document: Document
    account: Account


def read_documents(
    sources: Iterable[Source], accounts: Iterable[Account], how: How, slow: Callable[[str], None]
) -> Generator[Read, None, None]:
    """Yield the documents of all sources, and update their accounts.

    `slow` is called with the name of a file that takes long. Raises InputError if two given records share an id.
    """
    given: set[str] = set()
    inputs = (source for source in sources if isinstance(source, Input))
    with closing(read_each(inputs, how, slow=slow)) as streams:
        for source, account in zip(sources, accounts, strict=True):
            for item in [source] if isinstance(source, Document) else next(streams):
                if isinstance(item, Skipped):
                    account.skip(item)
                    continue
                if item is source:
                    if item.id in given:
                        raise InputError(f"{item.id!r}: two documents have this id; ids must differ")
                    given.add(item.id)
                account.documents += 1
                account.blank += not item.text.strip()
                account.recognized += sum(map(len, ranges(item.recognized)))
                yield Read(item, account)


def sort_inputs(given: Iterable[Given]) -> tuple[list[Path], list[Document]]:
    """Separate paths from texts and records, and give ids to the texts.

    Raises TypeError for anything else.
    """
    paths: list[Path] = []
    documents: list[Document] = []
    texts = 0
    for item in given:
        if isinstance(item, Document):
            documents.append(item)
        elif isinstance(item, os.PathLike) or (isinstance(item, str) and _is_path(item)):
            paths.append(Path(item))
        elif isinstance(item, str):
            texts += 1
            documents.append(Document(f"text-{texts}", item))
        else:
            raise TypeError(f"documents are texts, paths or Document records, not {type(item).__name__}")
    return paths, documents


def _is_path(text: str) -> bool:
    """Whether a string is a path. A single word that looks like one is, so that a typo in a path raises an error."""
    if len(text.splitlines()) != 1:
        return False
    looks = len(text.split()) == 1 and ("/" in text or suffix_of(text) in suffixes())
    return looks or os.path.exists(text)  # noqa: PTH110 - Path.exists() raises on what can be no path


def title_of(inputs: Sequence[str | Path]) -> str:
    """Return a title for the graph: the name of its first input."""
    if not inputs:
        return ""
    return "standard input" if inputs[0] == "-" else Path(inputs[0]).resolve().name


def require_documents(named: Sequence[str | Path], accounts: Iterable[Account]) -> None:
    """Raise InputError if none of the named files and folders gave a document."""
    if not named or any(account.documents for account in accounts):
        return
    names = ", ".join(str(name) for name in named)
    told = [one for account in accounts for one in account.reasons] or [one.passed for one in accounts if one.passed]
    why = f" ({told[0].where}: {told[0].reason})" if told else ""
    raise InputError(f"no readable documents in {names}{why}; {', '.join(suffixes())} are read")


def require_everything(accounts: Iterable[Account]) -> None:
    """Raise InputError if anything was skipped."""
    reasons = [skipped for account in accounts for skipped in account.reasons]
    if reasons:
        where, reason, *_ = reasons[0]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise InputError(f"{where}: {reason}{more}; without --strict, it would be skipped")
