"""Sentences on what is asserted: by all, by some against others, by one alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from rashomon.brief.clauses import clause
from rashomon.brief.story import CONTENT, UNQUOTABLE, Story, plainest
from rashomon.brief.whole import boilerplate, clipped
from rashomon.model import Claim, Finding, Line, Passage, Point

# Characters of a claim that is quoted for the value in it.
LONGEST_VALUE = 140
# Words of a passage that says of what its value is, at least.
FEWEST = 4
# Two passages in conflict tell of one thing when this share of the content words of the shorter stands in the other, in
# [0, 1]: with another amount; another date; anything else, where other words mostly mean another thing. Set on the
# stories that the briefing was developed on (docs/reading.md).
ALIKE, ALIKE_DATE, ALIKE_SAID = 0.4, 0.7, 0.8
# Of that other, names apart: they are what may differ.
SAYING = frozenset({"NOUN", "VERB", "ADJ"})
# A spread up to this is told in figures.
LARGEST = 1e10
# What a conflict is about, and what it comes to, in a sentence.
ON = {"polarity": "whether it is so", "name": "a name", "person": "a name"}
OPENINGS = {
    "update": "The reports differ on {}, which may have changed between them",
    "scope": "The reports count different things",
    "rounding": "The reports are not equally exact on {}",
    "estimates": "The reports give different estimates of {}",
}


def agreed(story: Story) -> Iterator[Line]:
    """ "Both reports say that …": what two or more articles assert in their own voice, in one wording for all that says
    no more than each of them."""
    for point in story.points:
        if point.status == "agreed" and (line := _stated(story, point)) and not boilerplate(line.text):
            yield line


def _stated(story: Story, point: Point) -> Line | None:
    claims = [c for _, ids in point.cells for i in ids if (c := story.claims[i]).voice == "outlet"]
    found = _fit(story, claims)
    if len({c.article for c, _ in found}) < len(point.cells):
        return None  # some article has it from a speaker only, or in no clause that can be told
    for claim, told_as in sorted(found, key=plainest):
        if _in_all(story, point, claim):
            who = story.listed([a for a, _ in point.cells])
            if len(story.articles) == len(point.cells):
                who = "Both reports" if len(point.cells) == 2 else "All the reports"
            text = f"{who[0].upper()}{who[1:]} say that {told_as}."
            return Line(text, "agreed", (point.id,), _passages(story, point, claim))
    return None


def conflicts(story: Story) -> Iterator[Line]:
    """ "The reports differ on the number, between 3 and 5: A writes “…”; B writes “…”." """
    by_point: dict[str, Finding] = {}
    for finding in story.judged.findings:
        if finding.kind == "conflict":
            by_point.setdefault(finding.point, finding)
    for point in story.points:
        found = by_point.get(point.id)
        if found is None or any(set(story.words(p)) & UNQUOTABLE for p in found.passages):
            continue
        shown = [_in_words(story, point, p) for p in found.passages]
        if not _alike(story, found, shown) or any("(" in story.words(p) for p in shown):
            continue
        if found.type in {"name", "person"} and _one_name(story, shown):
            continue
        if any(_pronoun(story, p) or _bare(story, p) for p in shown):
            continue
        if len({_in_quotation(story, p) for p in found.passages}) > 1:
            continue  # what one report only quotes, another asserts
        parts = [f"{story.labels[p.article]} writes “{story.words(p)}”" for p in shown]
        opening = OPENINGS.get(found.judgement or "", "The reports differ on {}").format(
            ON.get(found.type, f"the {found.type}")
        )
        text = f"{opening}{_spread(story, found)}: {'; '.join(parts)}."
        yield Line(text, "conflict", (point.id,), (*shown, *(p for p in found.passages if p not in shown)))


def _alike(story: Story, found: Finding, shown: Sequence[Passage]) -> bool:
    """Whether what differs tells of one thing in so many words that a reader sees it."""
    if found.detector.startswith("spelling"):
        return True
    least = {"number": ALIKE, "date": ALIKE_DATE}.get(found.type, ALIKE_SAID)
    kinds = CONTENT - {"NUM"} if found.type in {"number", "date"} else SAYING
    contents = [story.content_of(p, kinds) for p in shown]
    return all(a and b and len(a & b) >= least * min(len(a), len(b)) for a, b in combinations(contents, 2))


def _one_name(story: Story, shown: Sequence[Passage]) -> bool:
    """Whether all passages have the same two words of a name beside each other."""
    pairs = []
    for p in shown:
        tokens = story.articles[p.article].parse.within(p.start, p.end)
        pairs.append({(a.text, b.text) for a, b in pairwise(tokens) if a.pos == b.pos == "PROPN"})
    return bool(set.intersection(*pairs))


def _pronoun(story: Story, shown: Passage) -> bool:
    """Whether a passage begins with a pronoun, so that nobody knows of whom it tells."""
    tokens = story.articles[shown.article].parse.within(shown.start, shown.end)
    return bool(tokens) and tokens[0].tag in {"PRP", "PRP$"}


def _bare(story: Story, shown: Passage) -> bool:
    """Whether a passage is a value alone, so that nobody knows of what, or too long to be held against another."""
    tokens = story.articles[shown.article].parse.within(shown.start, shown.end)
    bare = sum(t.pos != "PUNCT" for t in tokens) < FEWEST or all(t.pos in {"PROPN", "PUNCT"} for t in tokens)
    return bare or len(shown.span) > LONGEST_VALUE or any(t.text in {"—", "–"} for t in tokens)


def _in_quotation(story: Story, value: Passage) -> bool:
    return any(
        any(s.contains(value.span) for s in q.quoted) for q in story.articles[value.article].attributions
    )


def _spread(story: Story, found: Finding) -> str:
    """ ", between 3 and 5": where each passage of a conflict of numbers is one amount of one unit."""
    amounts = [
        [q for q in story.articles[p.article].quantities if p.span.overlaps(q.span)] for p in found.passages
    ]
    if (
        found.type != "number"
        or found.judgement in {"scope", "not-comparable"}
        or any(len(row) != 1 for row in amounts)
    ):
        return ""
    rows = [row[0] for row in amounts]
    numbers = sorted(n for q in rows for n in (q.low, q.high) if n is not None)
    measures = {q.unit_normal for q in rows}
    if len(measures) > 1 or any(q.low is None or q.high is None for q in rows) or numbers[0] == numbers[-1]:
        return ""
    if numbers[-1] >= LARGEST:
        return ""
    return f", between {numbers[0]:,.10g} and {numbers[-1]:,.10g}"


def _in_words(story: Story, point: Point, value: Passage) -> Passage:
    """A bare value in the claim it stands in, else in its sentence, so that a reader sees of what; where neither can be
    quoted, alone."""
    holding = [
        c
        for a, ids in point.cells
        if a == value.article
        for i in ids
        if len((c := story.claims[i]).spans) == 1 and c.spans[0].contains(value.span)
    ]
    for claim in sorted(holding, key=lambda c: (len(c.spans[0]), c.id)):
        hull = story.hull(claim)
        if hull.end - hull.start <= LONGEST_VALUE and not set(story.words(hull)) & UNQUOTABLE:
            return hull
    sentence = next(s for s in story.articles[value.article].parse.sentences if s.overlaps(value.span))
    whole = Passage(value.article, sentence.start, max(sentence.end, value.end))
    if len(sentence) <= LONGEST_VALUE and not set(story.words(whole)) & UNQUOTABLE:
        return Passage(value.article, whole.start, whole.start + len(story.words(whole).rstrip(" .")))
    return value


def _fit(story: Story, claims: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """The claims that can stand alone as a clause, with the clause."""
    return [
        (c, told_as)
        for c in claims
        if c.sentence in story.own[c.article]
        and not clipped(
            a := story.articles[c.article], a.parse.within(c.spans[0].start, c.spans[-1].end), story.counted
        )
        and not story.reports(c)
        and (told_as := clause(story.articles[c.article], c, story.names))
    ]


def _in_all(story: Story, point: Point, claim: Claim) -> bool:
    return all(story.covers(claim, ids) for article, ids in point.cells if article != claim.article)


def _passages(story: Story, point: Point, first: Claim) -> tuple[Passage, ...]:
    rest = [story.claims[c] for _, cell in point.cells for c in cell if c != first.id]
    return tuple(story.hull(c) for c in (first, *rest))
