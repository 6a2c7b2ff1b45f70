"""Who quotes whom, as GraphML (http://graphml.graphdrawing.org): outlets, speakers, and what stands between them.

A directed graph in which an edge leads from who passes words on to whose words they are: one edge a step of each
attribution, so that "the Courier has it from the agency, which quotes the mayor" is two. Words within another's words
begin at that speaker. Nodes: an outlet (a report without one stands for itself), a named speaker over all reports, a
source without a name, another in every report since nothing says it is the same, and carriers (an agency,
another outlet, a translator, a medium) that the words came through. A carrier of the name of an outlet or of a body
that speaks is that one. Attributions that name nobody have no edge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from rashomon.model import Attribution, Comparison, Entity, Hop
from rashomon.report.quotes import close, index_of, speaker_of

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
# Name, and what it belongs to, its type and what it means. Names are published; new ones come last.
KEYS = (
    ("label", "node", "string"),  # the name
    ("kind", "node", "string"),  # outlet, speaker, unnamed, carrier
    ("entity", "node", "string"),  # id in the JSON, and person, organisation, place, group or other
    ("entity_kind", "node", "string"),
    ("attribution", "edge", "string"),  # id in the JSON
    ("article", "edge", "string"),
    ("manner", "edge", "string"),  # direct, mixed, indirect
    ("step", "edge", "int"),  # from 1, at the outlet or the outer speaker
    ("steps", "edge", "int"),
    ("act", "edge", "string"),  # on what occasion, of the last step
    ("words", "edge", "string"),  # of the last step: what was said
)
_CARRIERS = ("medium", "translator", "agency", "outlet")
_NO_BODIES = ("person", "place")  # that are never meant by the name of an outlet or agency
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


Key = tuple[str, str]  # what a node stands for
Data = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Graph:
    """What is said of each node, in the order they were met, and edges from node to node."""

    nodes: dict[Key, Data] = field(default_factory=dict)
    edges: list[tuple[Key, Key, Data]] = field(default_factory=list)

    def node(self, key: Key, **data: str) -> Key:
        self.nodes.setdefault(key, data)
        return key


def render(comparison: Comparison) -> str:
    """The document as XML 1.0 that ends in a line feed."""
    from lxml import etree

    graph = _graph(comparison)
    root = etree.Element(f"{{{NAMESPACE}}}graphml", nsmap={None: NAMESPACE})

    def add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)

    def describe(parent: etree._Element, data: Data) -> None:
        for name, value in data.items():
            add(parent, "data", key=name).text = _NOT_XML.sub("\ufffd", value)

    for name, of, kind in KEYS:
        add(root, "key", **{"id": name, "for": of, "attr.name": name, "attr.type": kind})
    drawn = add(root, "graph", id="quotes", edgedefault="directed")
    names = {key: f"n{number}" for number, key in enumerate(graph.nodes)}
    for key, data in graph.nodes.items():
        describe(add(drawn, "node", id=names[key]), data)
    for number, (source, target, data) in enumerate(graph.edges):
        describe(add(drawn, "edge", id=f"e{number}", source=names[source], target=names[target]), data)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written.decode("utf-8")


def _fold(name: str) -> str:
    """A name of an outlet or body as it is compared: the article and capital letters make no other."""
    return close(name).casefold().removeprefix("the ")


def _graph(c: Comparison) -> _Graph:
    graph, index = _Graph(), index_of(c)
    home = {
        id: graph.node(
            ("outlet", _fold(side.name)) if side.article.outlet else ("report", id),
            label=side.name,
            kind="outlet",
        )
        for id, side in index.sides.items()
    }
    entities = {e.id: e for e in c.entities}
    spoken = {q.source.entity for q in c.attributions}
    bodies = {_fold(e.name): e for e in c.entities if e.id in spoken and e.kind not in _NO_BODIES}

    def named(e: Entity) -> Key:
        outlet = ("outlet", _fold(e.name))
        if e.kind not in _NO_BODIES and outlet in graph.nodes:
            return outlet
        return graph.node(("speaker", e.id), label=e.name, kind="speaker", entity=e.id, entity_kind=e.kind)

    def speaker(q: Attribution) -> Key | None:
        if (entity := entities.get(q.source.entity or "")) is not None:
            return named(entity)
        words = speaker_of(q, index)
        key = ("unnamed", f"{q.article} {words}".casefold())
        return graph.node(key, label=words, kind="unnamed") if words else None

    def carrier(hop: Hop) -> Key:
        name = _fold(hop.name)
        if ("outlet", name) in graph.nodes:
            return ("outlet", name)
        return (
            named(bodies[name])
            if name in bodies
            else graph.node(("carrier", name), label=hop.name, kind="carrier")
        )

    for q in c.attributions:
        outer = index.attributions.get(q.within or "")
        start = (speaker(outer) if outer else None) or home[q.article]
        way = [start, *(carrier(hop) for hop in reversed(q.chain) if hop.role in _CARRIERS), speaker(q)]
        stops = [key for key, _ in groupby(key for key in way if key is not None)]
        steps = list(pairwise(stops))
        for number, (source, target) in enumerate(steps, start=1):
            data = {"attribution": q.id, "article": q.article, "manner": q.kind}
            data |= {"step": str(number), "steps": str(len(steps))}
            if number == len(steps):
                text = index.sides[q.article].article.text
                acts = "; ".join(hop.name for hop in q.chain if hop.role == "act")
                data |= {"act": acts} if acts else {}
                data["words"] = " … ".join(close(s.of(text)) for s in q.content)
            graph.edges.append((source, target, data))
    return graph
