"""A comparison in the words of schema.org (JSON-LD): its articles, what they quote, and what they claim.

Quotation: words in quotation marks, and who is said to have spoken them *in that article* (``spokenByCharacter``);
words retold are none. Claim: an assertion in its article's own words, by the outlet or by whoever it is attributed to.
A Claim that several articles make has these as ``workExample``: only of what is agreed, since what conflicts or is
unsure is not known to be one claim. A person or body is named only where the reports name one; ``creditText``
holds the words by which the article names its source. Nothing says whether a claim is true: there is no ClaimReview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rashomon.codec import to_text
from rashomon.model import Article, Attribution, Claim, Comparison, Entity, EntityKind
from rashomon.report.identifiers import namer, page_of, text_of
from rashomon.report.quotes import Index, close, index_of, speaker_of

Json = dict[str, Any]
CONTEXT = "https://schema.org"
# Groups, places and what else can speak are neither in schema.org's sense.
_AGENTS: dict[EntityKind, str] = {"person": "Person", "organisation": "Organization"}
_MARKED = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")


def render(comparison: Comparison) -> str:
    """One graph as JSON-LD that ends in a line feed."""
    return to_text({"@context": CONTEXT, "@graph": list(_nodes(comparison))})


def _nodes(c: Comparison) -> Iterator[Json]:
    address, index = namer(c), index_of(c)
    spoken = {q.source.entity for q in c.attributions}
    agents = {e.id: {"@id": address(e.id)} for e in c.entities if e.kind in _AGENTS and e.id in spoken}
    outlets = {a.outlet: {"@id": address(f"outlet {a.outlet}")} for a in c.articles if a.outlet}
    articles = {a.id: {"@id": text_of(a)} for a in c.articles}
    for outlet, node in outlets.items():
        yield {**node, "@type": "NewsMediaOrganization", "name": outlet}
    for a in c.articles:
        yield {**articles[a.id], **_article(a, index), **_given("publisher", outlets.get(a.outlet or ""))}
    for e in c.entities:
        if e.id in agents:
            yield {**agents[e.id], **_agent(e)}
    for q in c.attributions:
        words = _quoted(q, index)
        if words:
            yield {
                "@id": address(q.id),
                "@type": "Quotation",
                "text": words,
                **_given("inLanguage", index.sides[q.article].language or None),
                **_given("spokenByCharacter", agents.get(q.source.entity or "")),
                **_given("creditText", _credit(q, index)),
                **_based_on(q),
                "isPartOf": articles[q.article],
            }
    claims = {k.id: k for k in c.claims}
    for k in c.claims:
        source = index.attributions.get(k.attribution or "") if k.voice == "attributed" else None
        if k.voice == "outlet":
            author = outlets.get(index.sides[k.article].article.outlet or "")
        else:
            author = agents.get((source.source.entity if source is not None else None) or "")
        yield {
            "@id": address(k.id),
            "@type": "Claim",
            "text": _words(k, index),
            **_given("inLanguage", index.sides[k.article].language or None),
            **_given("author", author),
            **_given("creditText", _credit(source, index) if source is not None else None),
            "appearance": articles[k.article],
        }
    for p in c.points:
        ids = [id for _, cell in p.cells for id in cell]
        if p.status == "agreed" and len(p.cells) > 1:
            yield {
                "@id": address(p.id),
                "@type": "Claim",
                "text": _words(claims[ids[0]], index),
                "workExample": [{"@id": address(id)} for id in ids],
                "appearance": [articles[a] for a, _ in p.cells],
            }


def _given(name: str, value: object) -> Json:
    """A property, or nothing where it has no value."""
    return {} if value is None else {name: value}


def _article(a: Article, index: Index) -> Json:
    return {
        "@type": "NewsArticle",
        **_given("headline", a.title),
        **_given("author", [{"@type": "Person", "name": name} for name in a.authors] or None),
        **_given("datePublished", a.published),
        **_given("inLanguage", index.sides[a.id].language or None),
        **_given("url", page_of(a)),
    }


def _agent(e: Entity) -> Json:
    return {"@type": _AGENTS[e.kind], "name": e.name}


def _words(k: Claim, index: Index) -> str:
    text = index.sides[k.article].article.text
    return " … ".join(close(s.of(text)) for s in k.spans)


def _quoted(q: Attribution, index: Index) -> str | None:
    """The words in quotation marks: all of a direct quotation, the marked parts of one that is partly retold."""
    text = index.sides[q.article].article.text
    parts = [close(s.of(text)) for s in q.content]
    if q.kind == "direct":
        return " … ".join(parts)
    if q.kind == "indirect":
        return None
    return (
        " … ".join(next(filter(None, m.groups())) for part in parts for m in _MARKED.finditer(part)) or None
    )


def _credit(q: Attribution, index: Index) -> str | None:
    if q.source.span is not None:
        return close(q.source.span.of(index.sides[q.article].article.text))
    return speaker_of(q, index)


def _based_on(q: Attribution) -> Json:
    works = [{"@type": "CreativeWork", "name": hop.name} for hop in q.chain if hop.role == "medium"]
    return _given("isBasedOn", works or None)
