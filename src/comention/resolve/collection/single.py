"""The entities of a single document and its mentions of them, without tables and without other documents."""

from collections import Counter

from comention.languages.lexicon import lexicon
from comention.model import Alone, Entity, Mention
from comention.resolve.collection import blocks, entity, identified
from comention.resolve.collection.profile import SurfaceForm, read


def name_document(alone: Alone, *, language: str = "en", demonyms: bool = True) -> tuple[list[Entity], list[Mention]]:
    """Return the entities of a document, sorted by id, and its mentions in order; their `document` is "".

    `demonyms` counts "Russian" as a mention of Russia.
    """
    named = [row for row in alone.named if demonyms or not row[-1]]
    texts = dict(alone.locals)
    numbers = {text: number for number, text in enumerate(sorted({texts[local] for local, *_ in named}))}
    known = [read(number, text, 1, 0) for text, number in numbers.items()]
    counts: Counter[tuple[int, str, str]] = Counter()
    first: dict[tuple[int, str, str], int] = {}
    for local, _, start, _, surface, rule, _ in named:
        form = numbers[texts[local]], surface, rule
        counts[form] += 1
        first[form] = min(start, first.get(form, start))
    for number, surface, rule in sorted(counts, key=lambda form: (form[0], first[form], form[1:])):
        form = number, surface, rule
        known[number].forms = (*known[number].forms, SurfaceForm(surface, rule, counts[form], first[form]))
    words = lexicon(language)
    clusters = [
        *blocks.people(known, words, across=False),
        *blocks.organizations(known, words, across=False),
        *blocks.countries(known),
    ]
    entities: list[Entity] = []
    whose: dict[int, Entity] = {}
    for identifier, label, cluster in reversed(identified(clusters, language)):
        entities.append(entity(identifier, label, cluster))
        whose |= {profile.number: entities[-1] for profile, _ in cluster.profiles}
    mentions = [
        Mention("", sentence, start, end, surface, one.type, one.id, rule, demonym)
        for local, sentence, start, end, surface, rule, demonym in sorted(named, key=lambda row: (row[2], row[3]))
        if (one := whose.get(numbers[texts[local]]))
    ]
    return entities, mentions
