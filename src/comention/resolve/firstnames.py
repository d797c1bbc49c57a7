"""Which people of one surname a full name can be, without comparing it with all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from comention.languages.lexicon import Lexicon
from comention.resolve.fullnames import generation, spellings

_MIDDLE = 2
"""A name of more parts has a middle one."""


class FirstNames:
    """People's full names, given by key, each person with a place in an order."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._by_name: dict[str, int] = {}
        self._by_first: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._by_both: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)

    def put(self, place: int, names: Sequence[str]) -> None:
        """Add names of the person at a place; the first one stays the first."""
        for name in names:
            self._by_name[name] = min(place, self._by_name.get(name, place))
        parts = generation(names[0].split(), self._words)[0]
        firsts, by_second = self._listed(parts[0]), self._second(parts)
        for first in firsts | by_second:
            self._by_first[first][place] = None
        for first in firsts:
            for middle in self._listed(parts[1]) if len(parts) > _MIDDLE else {""}:
                self._by_both[first, middle][place] = None
        for first in by_second:
            self._by_both[first, ""][place] = None

    def first(self, names: Iterable[str]) -> int | None:
        """Return the first place of a person with one of the names."""
        return min((self._by_name[name] for name in names if name in self._by_name), default=None)

    def alike(self, name: str, *, middle: bool = True) -> Iterable[int]:
        """Return the places of all whose first name in the list can be that of the same person, and few others.

        Without `middle`, whatever their middle names are.
        """
        parts = generation(name.split(), self._words)[0]
        found = [self._by_first.get(first, ()) for first in self._second(parts)]
        for first in self._sought(parts[0]):
            if middle and len(parts) > _MIDDLE:
                found += [self._by_both.get((first, other), ()) for other in ("", *self._sought(parts[1]))]
            else:
                found.append(self._by_first.get(first, ()))
        return dict.fromkeys(chain.from_iterable(found))

    def _listed(self, given: str) -> set[str]:
        """Return under what a first or middle name is found: spellings, an initial, that of a longer one ("j.")."""
        return {*spellings(given, self._words), f"{given[0]}."} if len(given) > 1 else {given}

    def _sought(self, given: str) -> set[str]:
        """Return under what those are found that a first or middle name can be; see `same_person`."""
        if len(given) > 1:
            return {*spellings(given, self._words), given[0]}
        return {given, f"{given}."}

    def _second(self, parts: Sequence[str]) -> set[str]:
        """Return the spellings of the second name of somebody whose first one is an initial: "J. Edgar"."""
        known = len(parts) > 1 and len(parts[0]) == 1 < len(parts[1])
        return spellings(parts[1], self._words) if known else set()
