"""Quotations and claims in schema.org's vocabulary."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import factory
from rashomon.model import Comparison
from rashomon.report import schemaorg
from report import sample

_WORK = {"name", "text", "inLanguage", "author", "creditText", "isPartOf", "isBasedOn", "workExample", "url"}
_WORK |= {"headline", "datePublished", "publisher", "exampleOfWork", "keywords"}
# The properties used of a type, its parents' with them: by hand from https://schema.org.
VOCABULARY = {
    "NewsArticle": _WORK,
    "CreativeWork": _WORK,
    "Quotation": _WORK | {"spokenByCharacter"},
    "Claim": _WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "Person": {"name", "url"},
    "Organization": {"name", "url"},
    "NewsMediaOrganization": {"name", "url"},
}
# The types a property leads to.
AGENTS = {"Person", "Organization", "NewsMediaOrganization"}
WORKS = {"NewsArticle", "CreativeWork", "Claim", "Quotation"}
RANGES = {
    "author": AGENTS, "publisher": AGENTS, "spokenByCharacter": {"Person", "Organization"},
    "appearance": WORKS, "isPartOf": WORKS, "isBasedOn": WORKS, "workExample": WORKS,
}  # fmt: skip


def graph(c: Comparison) -> list[dict[str, Any]]:
    document = json.loads(schemaorg.render(c))
    assert set(document) == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = document["@graph"]
    return nodes


def of(nodes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [n for n in nodes if n["@type"] == kind]


def test_types_properties_and_what_they_lead_to_are_those_of_the_vocabulary() -> None:
    for c in (factory.comparison(), sample.three(), sample.hostile(), sample.apart()):
        nodes = graph(c)
        types = {n["@id"]: n["@type"] for n in nodes}
        assert len(types) == len(nodes)

        def check(node: dict[str, Any], types: dict[str, str] = types) -> None:
            assert {k for k in node if k[0] != "@"} <= VOCABULARY[node["@type"]], node
            for name, value in node.items():
                for item in value if isinstance(value, list) else [value]:
                    if not isinstance(item, dict):
                        assert isinstance(item, str)
                        assert name not in RANGES
                        continue
                    if "@type" in item:
                        check(item)
                    assert (item.get("@type") or types[item["@id"]]) in RANGES[name]

        for node in nodes:
            check(node)


def test_a_quotation_has_its_words_its_speaker_and_its_article() -> None:
    nodes = graph(sample.three())
    named = {n["@id"]: n.get("name") or n.get("headline") for n in nodes}
    quotations = [
        (named[q["spokenByCharacter"]["@id"]], q["creditText"], q["text"][:24], named[q["isPartOf"]["@id"]])
        for q in of(nodes, "Quotation")
    ]
    title = "Dam at Velmora gives way after week of rain"
    assert quotations[0] == ("Ilse Maarten", "Governor Ilse Maarten", "We were prepared to conf", title)
    # partly retold: the marked words without their marks; words retold are no quotation
    assert quotations[2][:3] == ("Tomas Reuel", "Engineer Tomas Reuel", "the spillway had not bee")
    assert not any("spillway was opened" in q["text"] for q in of(nodes, "Quotation"))
    assert of(nodes, "Quotation")[0]["isBasedOn"] == [{"@type": "CreativeWork", "name": "Valley Herald"}]


def test_a_claim_is_by_the_outlet_or_by_who_is_said_to_have_made_it() -> None:
    nodes = graph(factory.comparison())
    named = {n["@id"]: n.get("name") for n in nodes}
    authors = {n["text"]: named.get(n.get("author", {}).get("@id")) for n in of(nodes, "Claim")}
    assert authors["12 bolts were found loose"] == "Ulmen Bote"
    assert authors["We are ready to close the old bridge for good,"] == "Ida Brandl"
    assert authors["at least 30 bolts were loose"] is None  # an outlet nobody named


def test_only_what_is_agreed_is_one_claim_of_several_articles() -> None:
    nodes = graph(factory.comparison())
    shared = [n for n in of(nodes, "Claim") if "workExample" in n]
    texts = {n["@id"]: n["text"] for n in nodes if n["@type"] == "Claim"}
    assert [[texts[w["@id"]] for w in n["workExample"]] for n in shared] == [
        ["The bridge at Ulmen was closed on Tuesday", "The Ulmen bridge has been shut since Tuesday"]
    ]
    assert len(shared[0]["appearance"]) == 2


def test_nobody_is_made_a_person_whom_the_reports_do_not_name() -> None:
    c = factory.comparison()
    unnamed = replace(c.attributions[0], source=replace(c.attributions[0].source, entity=None))
    quotation = of(graph(replace(c, attributions=(unnamed, c.attributions[1]))), "Quotation")[0]
    assert "spokenByCharacter" not in quotation
    assert quotation["creditText"] == "Brandl"


def test_only_addresses_of_the_web_are_addresses() -> None:
    c = factory.comparison()
    first, second = (replace(a, url=u) for a, u in zip(c.articles, ("https://b.example/1", "javascript:x"), strict=True))  # fmt: skip
    articles = of(graph(replace(c, articles=(first, second))), "NewsArticle")
    assert [a.get("url") for a in articles] == ["https://b.example/1", None]


def test_the_same_comparison_gives_the_same_text() -> None:
    assert schemaorg.render(sample.three()) == schemaorg.render(sample.three())
