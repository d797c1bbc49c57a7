"""What a bad input is: a file, and what has to come of it."""

from typing import NamedTuple

from comention.read import Status

SAID = "Angela Merkel met Barack Obama in Germany."
NAMES = ("Angela Merkel", "Barack Obama", "Germany")


class Case(NamedTuple):
    """A file: which names are read from it, and with which statuses something in it, or all of it, is skipped."""

    name: str
    data: bytes
    names: tuple[str, ...] = ()
    skipped: frozenset[Status] = frozenset()


def read(name: str, data: bytes | str, *names: str, but: tuple[Status, ...] = ()) -> Case:
    """A file that is read, for all it has; names that are not given are those of `SAID`."""
    return Case(name, data.encode() if isinstance(data, str) else data, names or NAMES, frozenset(but))


def blank(name: str, data: bytes | str) -> Case:
    """A file with nothing to say."""
    return Case(name, data.encode() if isinstance(data, str) else data)


def skip(name: str, data: bytes | str, *statuses: Status) -> Case:
    """A file of which nothing is read."""
    return Case(name, data.encode() if isinstance(data, str) else data, (), frozenset(statuses))
