"""Who quotes whom as GraphML, read back by another parser than wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import factory
from rashomon.model import Attribution, Comparison, Entity, Hop, HopRole, Source
from rashomon.report import graphml
from report import sample

NS = "{http://graphml.graphdrawing.org/xmlns}"
TYPES = {"boolean", "int", "long", "float", "double", "string"}
Data = dict[str, str]


def parsed(c: Comparison) -> ElementTree.Element:
    return ElementTree.fromstring(graphml.render(c).encode("utf-8"))


def read(c: Comparison) -> tuple[dict[str, Data], list[tuple[str, str, Data]]]:
    """Nodes by id and edges, with their data; what the standard demands of them is checked."""
    root = parsed(c)
    assert root.tag == f"{NS}graphml"
    assert [e.tag for e in root] == [f"{NS}key"] * (len(root) - 1) + [f"{NS}graph"]
    keys = {k.get("id"): (k.get("for"), k.get("attr.type")) for k in root.iter(f"{NS}key")}
    assert len(keys) == len(root) - 1
    assert all(kind in TYPES for _, kind in keys.values())
    drawn = root[-1]
    assert drawn.get("edgedefault") == "directed"

    def data(element: ElementTree.Element, of: str) -> Data:
        found = {}
        for d in element:
            assert d.tag == f"{NS}data"
            domain, kind = keys[d.get("key")]
            assert domain == of
            assert kind == "string" or re.fullmatch(r"\d+", d.text or "")
            found[d.get("key") or ""] = d.text or ""
        assert len(found) == len(element)
        return found

    nodes = {n.get("id") or "": data(n, "node") for n in drawn.iter(f"{NS}node")}
    edges = [(e.get("source") or "", e.get("target") or "", data(e, "edge")) for e in drawn.iter(f"{NS}edge")]
    ids = [e.get("id") or "" for e in drawn]
    assert len(set(ids)) == len(ids) == len(nodes) + len(edges)
    assert all(re.fullmatch(r"[A-Za-z]\w*", i) for i in ids)
    assert all(source in nodes and target in nodes for source, target, _ in edges)
    return nodes, edges


def ways(c: Comparison) -> dict[str, list[str]]:
    """The stops of each attribution, by their names."""
    nodes, edges = read(c)
    found: dict[str, list[str]] = {}
    for source, target, data in edges:
        stops = found.setdefault(data["attribution"], [nodes[source]["label"]])
        assert stops[-1] == nodes[source]["label"]
        assert int(data["step"]) == len(stops)
        stops.append(nodes[target]["label"])
    return found


def test_the_document_has_the_structure_of_the_standard() -> None:
    for c in (factory.comparison(), sample.three(), sample.hostile(), sample.apart()):
        read(c)


def test_words_go_from_the_outlet_through_their_carriers_to_the_speaker() -> None:
    assert ways(sample.three()) == {
        "q1": ["The Valley Herald", "Ilse Maarten"],  # its own op-ed: no step of its own
        "q2": ["Northlight", "Tarn", "Ilse Maarten"],
        "q3": ["The Valley Herald", "Northlight", "Tomas Reuel"],  # another report's outlet is one node
        "q4": ["Northlight", "water authority"],
        "q5": ["Northlight", "Piet Aalto"],
    }


def test_the_carrier_nearest_to_the_outlet_comes_first() -> None:
    q = factory.comparison().attributions[1]
    at = factory.span(factory.RIGHT, "Mayor")
    steps: tuple[tuple[HopRole, str], ...] = (
        ("medium", "Ulmen Radio"),
        ("translator", "Tarn"),
        ("agency", "Meridian"),
    )
    chain = (*q.chain, *(Hop(role, name, at) for role, name in steps))
    stops = ["zweites blatt.txt", "Meridian", "Tarn", "Ulmen Radio", "Ida Brandl"]
    assert ways(two(replace(q, chain=chain))) == {"q2": stops}


def test_nodes_say_what_they_are_and_the_last_step_what_was_said() -> None:
    nodes, edges = read(sample.three())
    kinds = {d["label"]: (d["kind"], d.get("entity_kind")) for d in nodes.values()}
    assert kinds["wire.txt"] == ("outlet", None)  # quotes nobody, and stands there
    assert kinds["Tarn"] == ("carrier", None)
    assert kinds["Ilse Maarten"] == ("speaker", "person")
    through, last = (d for _, _, d in edges if d["attribution"] == "q2")
    assert "words" not in through
    assert last["words"].startswith("We were ready to confront")
    assert (last["manner"], last["steps"]) == ("direct", "2")
    assert next(d for _, _, d in edges if d["attribution"] == "q1")["act"] == "op-ed"


def two(*attributions: Attribution, entities: tuple[Entity, ...] = ()) -> Comparison:
    c = factory.comparison()
    return replace(c, entities=(*c.entities, *entities), attributions=attributions, utterances=(), claims=())


def test_words_within_words_begin_at_the_outer_speaker() -> None:
    c = factory.comparison()
    outer = c.attributions[0]
    inner = replace(outer, id="q3", within="q1", source=Source(factory.span(factory.LEFT, "Critics"), None))
    inner = replace(inner, chain=())
    assert ways(two(outer, inner))["q3"] == ["Ida Brandl", "Critics"]


def test_a_source_without_a_name_is_another_in_every_report() -> None:
    c = factory.comparison()
    left = Source(factory.span(factory.LEFT, "Brandl", 1), None)
    right = Source(factory.span(factory.RIGHT, "Brandl"), None)
    q1, q2 = c.attributions
    nodes, _ = read(two(replace(q1, source=left), replace(q1, id="q3", source=left), replace(q2, source=right)))  # fmt: skip
    assert [d["label"] for d in nodes.values() if d["kind"] == "unnamed"] == ["Brandl", "Brandl"]


def test_who_names_nobody_has_no_edge() -> None:
    q = replace(factory.comparison().attributions[0], source=Source(None, None), chain=())
    assert read(two(q))[1] == []


def test_a_carrier_of_a_speaking_bodys_name_is_that_body_and_of_a_persons_is_not() -> None:
    c = factory.comparison()
    q1, q2 = c.attributions
    body = Entity("e9", "organisation", "the Tarn", ())
    speaks = replace(q1, id="q8", source=Source(None, "e9"), chain=())
    carried = replace(q2, chain=(Hop("agency", "Tarn", factory.span(factory.RIGHT, "Mayor")),))
    nodes, edges = read(two(speaks, carried, entities=(body,)))
    assert [d["kind"] for d in nodes.values() if "Tarn" in d["label"]] == ["speaker"]
    assert len(edges) == 3
    person = replace(body, kind="person")
    nodes, _ = read(two(speaks, carried, entities=(person,)))
    assert sorted(d["kind"] for d in nodes.values() if "Tarn" in d["label"]) == ["carrier", "speaker"]


def test_characters_that_xml_has_not_are_replaced_and_the_rest_is_kept() -> None:
    c = factory.comparison()
    nasty = "Bo\x00te \x1b <&\"'> 𝒮\ufffe\ud800"
    nodes, _ = read(replace(c, articles=(replace(c.articles[0], outlet=nasty), c.articles[1])))
    assert nodes["n0"]["label"] == "Bo\ufffdte \ufffd <&\"'> 𝒮\ufffd\ufffd"


def test_the_same_comparison_gives_the_same_text() -> None:
    assert graphml.render(sample.three()) == graphml.render(sample.three())
