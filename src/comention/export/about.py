"""What a graph says of itself, as one text for each matter: for formats that have room for texts only."""

from comention.export.flatten import Flat, spoken

_FIRST = ("title", "comention", "model")
_GROUPS = ("settings", "counts", "analysis")


def about(flat: Flat) -> dict[str, str]:
    """Title, version, model, settings, counts, rights and whatever else the graph tells, by name.

    >>> import networkx as nx
    >>> about(Flat(nx.Graph(title="News", settings={"window": "sentence", "demonyms": True}, rights="Ours.")))
    {'title': 'News', 'settings': 'window: sentence, demonyms: true', 'rights': 'Ours.'}
    """
    told: dict[str, list[str]] = {name: [] for name in (*_FIRST, *_GROUPS)}
    for name, value in flat.attributes.items():
        group, _, rest = name.partition("_")
        if group in _GROUPS and rest:
            told[group].append(f"{rest.replace('_', ' ')}: {spoken(value)}")
        else:
            told.setdefault(name, []).append(spoken(value))
    return {name: ", ".join(texts) for name, texts in told.items() if texts}
