"""Name the entities of one document that was resolved by itself, without tables or other documents."""

from collections import Counter
from operator import attrgetter

from comention.languages.lexicon import lexicon
from comention.model import DocumentResolution, Entity, Mention
from comention.resolve.collection import blocks, entity, identified
from comention.resolve.collection.profile import Form, read


def name_document(
    resolved: DocumentResolution, *, language: str = "en", demonyms: bool = True
) -> tuple[list[Entity], list[Mention]]:
    """Return the entities of a document, sorted by id, and its mentions in order; their `document` is "".

    `demonyms` counts "Russian" as a mention of Russia.
    """
    named = [mention for mention in resolved.mentions if demonyms or not mention.demonym]
    texts = dict(resolved.entities)
    numbers = {text: number for number, text in enumerate(sorted({texts[mention.local] for mention in named}))}
    known = [read(number, text, 1, 0) for text, number in numbers.items()]
    counts: Counter[tuple[int, str, str]] = Counter()
    first: dict[tuple[int, str, str], int] = {}
    for mention in named:
        form = numbers[texts[mention.local]], mention.surface, mention.rule
        counts[form] += 1
        first[form] = min(mention.start, first.get(form, mention.start))
    for number, surface, rule in sorted(counts, key=lambda form: (form[0], first[form], form[1:])):
        form = number, surface, rule
        known[number].forms = (*known[number].forms, Form(surface, rule, counts[form], first[form]))
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
        Mention("", m.sentence, m.start, m.end, m.surface, one.type, one.id, m.rule, m.demonym)
        for m in sorted(named, key=attrgetter("start", "end"))
        if (one := whose.get(numbers[texts[m.local]]))
    ]
    return entities, mentions
