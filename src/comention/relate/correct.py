"""Apply the corrections of a user to the relations of a graph."""

from collections.abc import Hashable, Mapping, Sequence

from comention.corrections import Corrections, Related
from comention.entities import entities_called, entity_in
from comention.model import Graph, NodeAttributes, Relation, Saying
from comention.text.names import folded


def corrected_relations(graph: Graph, corrections: Corrections) -> list[Related]:
    """Correct the relations of a graph in place, and return the corrections that were about none of them.

    Names are found as `comention.entities.find_entity` does. What is said of a phrase counts more than what is said of
    all relations between two names, and of both the last. With a relation that is rejected goes the role of its source
    that says the same. A second call changes nothing.
    """
    called = _called(graph, corrections.relations)
    said: dict[Hashable, Related] = {}
    links: dict[frozenset[str], tuple[str, str]] = {}
    for related in corrections.relations:
        source, target = called.get(related.source, ""), called.get(related.target, "")
        if graph.has_edge(source, target):
            link = frozenset((source, target))
            links[link] = source, target
            said[related.about(source, target)] = related
    used: set[Related] = set()
    for link, (u, v) in links.items():
        edge = graph.edges[u, v]
        kept: list[Relation] = []
        for relation in edge.get("relations", ()):
            about = relation["source"], relation["target"], folded(relation["phrase"])
            if decided := said.get(about, said.get(link)):
                used.add(decided)
            if decided is None:
                kept.append(relation)
            elif decided.kind:
                kept.append({**relation, "kind": str(decided.kind)})
            else:
                _forget_role(graph.nodes[relation["source"]], relation)
        if kept:
            edge["relations"] = kept
        else:
            edge.pop("relations", None)
    return [related for related in corrections.relations if related not in used]


def _called(graph: Graph, relations: Sequence[Related]) -> Mapping[str, str]:
    """Return the nodes that the names in corrections refer to; those that there are not are left out."""
    names = {name for related in relations for name in (related.source, related.target)}
    wanted = set(map(folded, names))
    known = [
        entity_in(graph, node)
        for node, entity in (graph.nodes(data=True) if wanted else ())
        if not wanted.isdisjoint(map(folded, (node, entity["label"], *entity.get("aliases", ()))))
    ]
    found = ((name, entities_called(known, name)) for name in names)
    return {name: entities[0].id for name, entities in found if entities}


def _forget_role(node: NodeAttributes, relation: Relation) -> None:
    """Take away the role of a node that the same words say: "FBI Director", with "Director of" the FBI."""
    told = {_words(one) for one in relation["evidence"]}
    roles = node.get("roles", [])
    kept = [
        role for role in roles if role.get("of") != relation["target"] or not told & {*map(_words, role["evidence"])}
    ]
    if kept:
        node["roles"] = kept
    else:
        node.pop("roles", None)


def _words(saying: Saying) -> Hashable:
    return saying["document"], saying["start"], tuple(map(tuple, saying["words"]))
