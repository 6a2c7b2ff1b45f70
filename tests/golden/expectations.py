"""Checks a comparison against hand-written expectations; their shape is described in third_pair/README.md.

A needle is a short text that stands once in its article; ``Story`` finds it there and asks what the comparison says
at that place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rashomon.model import Attribution, Claim, Comparison, Finding, Passage, Point, Span


@dataclass(frozen=True)
class Story:
    """A comparison and the short names of its articles ("first", "second")."""

    comparison: Comparison
    names: Mapping[str, str]  # short name -> article id

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return {a.id: a.text for a in self.comparison.articles}

    def find(self, name: str, needle: str) -> Passage:
        """Where a needle stands; it must stand there exactly once."""
        article = self.names[name]
        text = self.texts[article]
        assert text.count(needle) == 1, f"{needle!r} stands {text.count(needle)} times in {name}"
        start = text.index(needle)
        return Passage(article, start, start + len(needle))

    def claims_at(self, place: Passage) -> list[Claim]:
        return [
            c
            for c in self.comparison.claims
            if c.article == place.article and any(s.overlaps(place.span) for s in c.spans)
        ]

    def attributions_at(self, place: Passage) -> list[Attribution]:
        return [
            q
            for q in self.comparison.attributions
            if q.article == place.article and any(s.overlaps(place.span) for s in q.content)
        ]

    @cached_property
    def point_of(self) -> Mapping[str, Point]:
        return {c: p for p in self.comparison.points for _, ids in p.cells for c in ids}

    def points_at(self, place: Passage) -> list[Point]:
        return [self.point_of[c.id] for c in self.claims_at(place) if c.id in self.point_of]

    def entity_names(self, entity: str | None) -> set[str]:
        """The name of an entity and every way it is named in the texts."""
        return {
            n
            for e in self.comparison.entities
            if e.id == entity
            for n in (
                e.name,
                *(self.texts[m.article][m.start : m.end] for m in e.mentions if m.form == "name"),
            )
        }

    def name_of(self, article: str) -> str:
        return next(n for n, a in self.names.items() if a == article)


def _meets(story: Story, finding: Finding, place: Passage) -> bool:
    return any(p.article == place.article and p.span.overlaps(place.span) for p in finding.passages)


def _kinds(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def failures(story: Story, expected: Mapping[str, Any]) -> Iterator[str]:
    """One line for each expectation that does not hold."""
    for key, check in CHECKS.items():
        for item in expected.get(key, ()):
            problem = check(story, item)
            if problem:
                yield f"{key}: {item}: {problem}"
    findings = story.comparison.findings
    if expected.get("no_contradiction"):
        yield from (f"no_contradiction: {f.why}" for f in findings if f.judgement == "contradiction")
    if expected.get("no_date_conflict"):
        yield from (
            f"no_date_conflict: {f.why}" for f in findings if f.kind == "conflict" and f.type == "date"
        )


def _block(story: Story, item: Mapping[str, Any]) -> str:
    place = story.find(item["article"], item["contains"])
    article = next(a for a in story.comparison.articles if a.id == place.article)
    roles = [b.role for b in article.blocks if b.span.contains(place.span)]
    return "" if roles == [item["role"]] else f"role is {roles}"


def _source(story: Story, item: Mapping[str, Any]) -> str:
    place = story.find(item["article"], item["content_contains"])
    also = [story.find(item["article"], n) for n in item.get("content_also", ())]
    whole = [
        q
        for q in story.attributions_at(place)
        if q.within is None and all(any(s.overlaps(a.span) for s in q.content) for a in also)
    ]
    if not whole:
        return "no attribution over all of it"
    problems = []
    for q in whole:
        names = story.entity_names(q.source.entity)
        hops = [
            role
            for role, words in item.get("chain", {}).items()
            if not any(
                h.role == role
                and words.casefold() in (h.name + " " + h.span.of(story.texts[q.article])).casefold()
                for h in q.chain
            )
        ]
        if item["source"] not in names:
            problems.append(f"source is {sorted(names) or q.source}")
        elif q.kind not in _kinds(item["kind"]):
            problems.append(f"kind is {q.kind}")
        elif hops:
            problems.append(f"no hop {hops} in {[(h.role, h.name) for h in q.chain]}")
        else:
            return ""
    return "; ".join(problems)


def _nested(story: Story, item: Mapping[str, Any]) -> str:
    inner = story.find(item["article"], item["inner_contains"])
    outer = story.find(item["article"], item["outer_contains"])
    span = Span(inner.start, inner.start + len(item["inner_text"])) if "inner_text" in item else None
    covering = {q.id for q in story.attributions_at(outer) if any(s.contains(outer.span) for s in q.content)}
    found = [
        q
        for q in story.comparison.attributions
        if q.article == inner.article
        and q.within in covering
        and (span in q.content if span else any(s.overlaps(inner.span) for s in q.content))
    ]
    return "" if found else f"contents there: {[q.content for q in story.attributions_at(inner)]}"


def _same_entity(story: Story, item: list[str]) -> str:
    return (
        ""
        if any(set(item) <= story.entity_names(e.id) for e in story.comparison.entities)
        else "two entities"
    )


def _different_entities(story: Story, item: list[str]) -> str:
    return (
        "one entity" if any(set(item) <= story.entity_names(e.id) for e in story.comparison.entities) else ""
    )


def _utterance(story: Story, item: Mapping[str, Any]) -> str:
    first, second = story.find("first", item["first_contains"]), story.find("second", item["second_contains"])
    ones = {q.id for q in story.attributions_at(first)}
    others = {q.id for q in story.attributions_at(second)}
    said = {q.id: q for q in story.comparison.attributions}
    problems = ["no utterance joins them"]
    for utterance in story.comparison.utterances:
        if not (ones & set(utterance.versions) and others & set(utterance.versions)):
            continue
        problems = []
        read = [
            (
                d.kind,
                {
                    side: "" if span is None else span.of(story.texts[said[q].article])
                    for q, span in d.readings
                    for side, ids in (("first", ones), ("second", others))
                    if q in ids
                },
            )
            for d in utterance.differences
        ]
        for wanted in item["differences"]:
            first_word, second_word = wanted["first"] or "", wanted["second"] or ""
            if not any(
                kind in _kinds(wanted["kind"])
                and _reads(readings.get("first", ""), first_word)
                and _reads(readings.get("second", ""), second_word)
                for kind, readings in read
            ):
                problems.append(f"no difference {wanted} in {read}")
        for text in item.get("unchanged", ()):
            if any(text in r or r in text for _, both in read for r in both.values() if len(r) > 3):
                problems.append(f"{text!r} is said to differ")
        if not problems:
            return ""
    return "; ".join(problems)


def _reads(reading: str, word: str) -> bool:
    return word in reading and len(reading) <= len(word) + 12 if word else reading == ""


def _shared(story: Story, item: Mapping[str, Any]) -> str:
    first = story.points_at(story.find("first", item["first_contains"]))
    enough = {"agreed", "conflict", "unsure"} if item.get("unsure_will_do") else {"agreed", "conflict"}
    for needle in (item["second_contains"], *item.get("or_second_contains", ())):
        second = story.points_at(story.find("second", needle))
        if any(p in second and p.status in enough for p in first):
            return ""
    return f"points {[p.id for p in first]} and {[p.id for p in second]}"


def _single(story: Story, item: Mapping[str, Any]) -> str:
    points = story.points_at(story.find(item["article"], item["contains"]))
    if not points:
        return "no claim there"
    shared = [p.id for p in points if len(p.cells) > 1]
    return f"shared in {shared}" if shared else ""


def _never_aligned(story: Story, item: list[str]) -> str:
    first, second = story.find("first", item[0]), story.find("second", item[1])
    if any(
        p in story.points_at(second) and p.status in {"agreed", "conflict"} for p in story.points_at(first)
    ):
        return "aligned"
    joined = [f.id for f in story.comparison.findings if _meets(story, f, first) and _meets(story, f, second)]
    return f"findings {joined}" if joined else ""


def _no_attribution(story: Story, item: Mapping[str, Any]) -> str:
    found = story.attributions_at(story.find(item["article"], item["text"]))
    return f"attributed in {[q.id for q in found]}" if found else ""


def _never_source(story: Story, name: str) -> str:
    for q in story.comparison.attributions:
        span = q.source.span.of(story.texts[q.article]) if q.source.span else ""
        if span == name or name in story.entity_names(q.source.entity):
            return f"speaks in {q.id}"
    return ""


def _verdict(story: Story, item: Mapping[str, Any]) -> str:
    place = story.find(item["article"], item["contains"])
    return (
        ""
        if any(f.kind == "verdict" and _meets(story, f, place) for f in story.comparison.findings)
        else "none"
    )


def _wording(story: Story, item: Mapping[str, Any]) -> str:
    places = story.find("first", item["first_contains"]), story.find("second", item["second_contains"])
    found = any(
        f.kind == "wording" and f.type in item["type"] and all(_meets(story, f, p) for p in places)
        for f in story.comparison.findings
    )
    return "" if found else "none"


def _timeline(story: Story, item: Mapping[str, Any]) -> str:
    place = story.find(item["article"], item["contains"])
    found = any(
        (e.earliest, e.latest) == (item["earliest"], item["latest"])
        and any(p.article == place.article and p.span.overlaps(place.span) for p in e.passages)
        for e in story.comparison.timeline
    )
    return "" if found else "not there"


def _unresolved(story: Story, item: Mapping[str, Any]) -> str:
    place = story.find(item["article"], item["contains"])
    dates = [d for d in story.comparison.dates if d.article == place.article and d.span.overlaps(place.span)]
    return "" if dates and all(d.earliest is None and d.latest is None for d in dates) else f"{dates}"


CHECKS = {
    "blocks": _block,
    "sources": _source,
    "nested": _nested,
    "same_entity": _same_entity,
    "different_entities": _different_entities,
    "utterances": _utterance,
    "shared_points": _shared,
    "single_points": _single,
    "never_aligned": _never_aligned,
    "no_attribution_over": _no_attribution,
    "never_source": _never_source,
    "verdicts": _verdict,
    "wording": _wording,
    "timeline": _timeline,
    "unresolved_dates": _unresolved,
}
