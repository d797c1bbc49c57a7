"""Full names of people with one surname in; of which of them another one can be, without comparing it with all, out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from comention.text.names import generation, spellings


class FirstNames:
    """People's full names, given by key, each person with a place in an order."""

    def __init__(self, nicknames: Mapping[str, frozenset[str]]) -> None:
        self._nicknames = nicknames
        self._by_name: dict[str, int] = {}
        self._by_first: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def put(self, place: int, names: Sequence[str]) -> None:
        """Add names of the person at a place; the first one stays the first."""
        for name in names:
            self._by_name[name] = min(place, self._by_name.get(name, place))
        for first in self._firsts(names[0])[0]:
            self._by_first[first][place] = None

    def first(self, names: Iterable[str]) -> int | None:
        """Return the first place of a person with one of the names."""
        return min((self._by_name[name] for name in names if name in self._by_name), default=None)

    def alike(self, name: str) -> Iterable[int]:
        """Return the places of all whose first name in the list can be that of the same person, and few others."""
        return dict.fromkeys(place for first in self._firsts(name)[1] for place in self._by_first.get(first, ()))

    def _firsts(self, name: str) -> tuple[set[str], set[str]]:
        """Return under what a full name is found, and under what those are that it can be; see `same_person`.

        Spellings, an initial by itself ("j"), and the initial of a longer first name ("j.").
        """
        parts = generation(name.split())[0]
        if len(parts[0]) > 1:
            written = spellings(parts[0], self._nicknames)
            return {*written, f"{parts[0][0]}."}, {*written, parts[0][0]}
        second = spellings(parts[1], self._nicknames) if len(parts) > 1 < len(parts[1]) else set[str]()
        return {*second, parts[0]}, {*second, parts[0], f"{parts[0]}."}
