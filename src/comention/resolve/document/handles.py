"""The handles that stand behind the full names of people: "Ann Lee @anlee", "Ann Lee (@anlee)"."""

import re
from collections.abc import Iterable

from comention.resolve.document.forms import Form
from comention.text.names import key

_HANDLE = re.compile(r"[^\S\n]{1,2}(?:[–—-][^\S\n])?[(\[<]?@(\w[\w-]*)")


def handles(text: str, people: Iterable[Form]) -> dict[str, str]:
    """Return whose full name stands before each handle, both given by key; a handle of several people is left out."""
    owners: dict[str, set[str]] = {}
    if "@" in text:
        for form in people:
            for candidate in form.candidates:
                if " " in form.key and (behind := _HANDLE.match(text, candidate.end)):
                    owners.setdefault(key(behind[1]), set()).add(form.key)
    return {handle: names.pop() for handle, names in owners.items() if len(names) == 1}
