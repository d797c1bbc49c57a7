"""Apply the corrections of a user to the clusters of a collection."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.model import EntityType
from comention.resolve.collection.blocks import Cluster
from comention.resolve.collection.profile import SurfaceForm
from comention.text.names import key

SAID = "said so in the corrections"


class _Owner(NamedTuple):
    """Whose a mention is: a listed entity's, or that of cluster number `cluster`; of that, a form by itself, or ""."""

    listed: Listed | None
    cluster: int = -1
    form: str = ""


def correct(
    clusters: Sequence[Cluster], corrections: Corrections, label: Callable[[Cluster], str]
) -> tuple[list[Cluster], list[Listed | Ignored]]:
    """Return the corrected clusters, and the corrections that matched nothing.

    A listed form goes to its entity wherever it stands. The other forms of a cluster go with it if the cluster has
    forms of that one listed entity only; those that are among its `not_aliases` stay together by themselves. An ignored
    text removes the whole cluster that has it as its label, and a pattern each form that it matches.
    """
    if corrections == NONE:
        return list(clusters), []
    book = _Book(corrections)
    corrected: dict[_Owner, Cluster] = {}
    types: dict[_Owner, Counter[EntityType]] = defaultdict(Counter)
    for n, cluster in enumerate(clusters):
        if book.texts and book.ignores_text(label(cluster)):
            continue
        if not any(book.concerns(form.surface) for profile, _ in cluster.profiles for form in profile.forms):
            corrected[_Owner(None, n)] = cluster
            continue
        heir = book.heir(form.surface for profile, _ in cluster.profiles for form in profile.forms)
        for profile, rule in cluster.profiles:
            parts: dict[_Owner, list[SurfaceForm]] = defaultdict(list)
            for form in profile.forms:
                if not book.ignores(form.surface):
                    owner = book.owner(form.surface, heir, n)
                    listed = owner.listed is not None and book.bearer(form.surface) is owner.listed
                    parts[owner].append(form._replace(rule=SAID) if listed else form)
            for owner, forms in parts.items():
                home = corrected.setdefault(owner, Cluster(cluster.type, cluster.keys, code=cluster.code))
                home.profiles.append((replace(profile, forms=forms), rule))
                types[owner][cluster.type] += sum(form.mentions for form in forms)
        if rest := corrected.get(_Owner(heir) if heir else _Owner(None, n)):
            rest.inherit(cluster)
    for owner, cluster in corrected.items():
        if owner.listed:
            cluster.type = owner.listed.type or max(types[owner], key=lambda kind: (types[owner][kind], kind))
            cluster.listed = owner.listed
            if owner.listed.code or cluster.type is not EntityType.COUNTRY:
                cluster.code = owner.listed.code.lower() if owner.listed.code else None
    return list(corrected.values()), book.unused()


class _Book:
    """The corrections by the keys of their texts; remembers which of them matched."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._bearers = {
            key(text): listed for listed in corrections.entities for text in (listed.name, *listed.aliases)
        }
        self._not = {listed: frozenset(map(key, listed.not_aliases)) for listed in corrections.entities}
        self._texts = {key(ignored.text): ignored for ignored in corrections.ignored if ignored.text}
        self._patterns = [(re.compile(ignored.pattern), ignored) for ignored in corrections.ignored if ignored.pattern]
        self._used: set[Listed | Ignored] = set()

    @property
    def texts(self) -> bool:
        """Whether any names are ignored with all that belongs to them."""
        return bool(self._texts)

    def concerns(self, surface: str) -> bool:
        """Whether a form is listed or ignored."""
        name = key(surface)
        return name in self._bearers or name in self._texts or any(found.search(surface) for found, _ in self._patterns)

    def bearer(self, surface: str) -> Listed | None:
        """The listed entity that a form stands for."""
        return self._bearers.get(key(surface))

    def heir(self, surfaces: Iterable[str]) -> Listed | None:
        """The listed entity that all forms of a cluster go to: the only one that some of them stand for."""
        claims = {claim for surface in surfaces if (claim := self.bearer(surface))}
        return claims.pop() if len(claims) == 1 else None

    def owner(self, surface: str, heir: Listed | None, cluster: int) -> _Owner:
        """Whose a form of a cluster is."""
        listed = self.bearer(surface)
        if listed is None and heir is not None:
            if key(surface) in self._not[heir]:
                self._used.add(heir)
                return _Owner(None, cluster, key(surface))
            listed = heir
        if listed is None:
            return _Owner(None, cluster)
        self._used.add(listed)
        return _Owner(listed)

    def ignores_text(self, text: str) -> bool:
        """Whether a name is ignored with all that belongs to it."""
        return self._use(self._texts.get(key(text)))

    def ignores(self, surface: str) -> bool:
        """Whether a form is ignored, as a text or by a pattern."""
        found = (ignored for pattern, ignored in self._patterns if pattern.search(surface))
        return self._use(self._texts.get(key(surface)) or next(found, None))

    def _use(self, ignored: Ignored | None) -> bool:
        if ignored:
            self._used.add(ignored)
        return ignored is not None

    def unused(self) -> list[Listed | Ignored]:
        """What matched nothing, in the order of the file."""
        every: list[Listed | Ignored] = [*self._corrections.entities, *self._corrections.ignored]
        return [entry for entry in every if entry not in self._used]
