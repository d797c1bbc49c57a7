"""The names of a document, each with all the places where it is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from comention.resolve.document.clean import Candidate


@dataclass(slots=True)
class Form:
    """A name as it is written in a document, whatever its case and accents."""

    key: str
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def parts(self) -> list[str]:
        """The words of the form, in keys."""
        return self.key.split()

    @property
    def surface(self) -> str:
        """The most usual spelling, the first one if equal."""
        if len(self.candidates) == 1:
            return self.candidates[0].surface
        return Counter(candidate.surface for candidate in self.candidates).most_common(1)[0][0]


def gather(candidates: Iterable[Candidate]) -> dict[str, Form]:
    """Collect candidates by form, in the order in which the forms first appear."""
    forms: dict[str, Form] = {}
    for candidate in candidates:
        forms.setdefault(candidate.key, Form(candidate.key)).candidates.append(candidate)
    return forms
