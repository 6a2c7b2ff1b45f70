"""Sentences on what is asserted: by all, by some against others, by one alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.brief.clauses import clause, quotable
from rashomon.brief.story import UNQUOTABLE, Story, plainest
from rashomon.model import Annotated, Claim, Finding, Line, Passage, Point

# Characters of a claim that is quoted for the value in it.
LONGEST_VALUE = 140
# What a conflict is about, in a sentence.
ON = {"polarity": "whether it is so", "name": "a name", "person": "who it is"}


def agreed(story: Story, told: set[str]) -> Iterator[Line]:
    """What two or more articles assert; ``told`` are the ids of points that another sentence tells already."""
    for point in story.points:
        if point.status != "agreed" or point.id in told:
            continue
        claims = [story.claims[c] for _, ids in point.cells for c in ids]
        if all(c.attribution for c in claims):
            line = _attributed(story, point, claims)
        else:
            line = _stated(story, point, [c for c in claims if c.voice == "outlet"])
        line = line or _side_by_side(story, point)
        if line:
            yield line


def _stated(story: Story, point: Point, claims: Sequence[Claim]) -> Line | None:
    """ "Both reports say that …": one wording for all, if it says no more than each of them."""
    found = _fit(story, claims)
    if len({c.article for c, _ in found}) < len(point.cells):
        return None  # some article has it from a speaker only, or in no clause that can be told
    for claim, told_as in sorted(found, key=plainest):
        if _in_all(story, point, claim):
            both = len(story.articles) == len(point.cells) == 2
            who = "Both reports" if both else story.listed([a for a, _ in point.cells])
            text = f"{who[0].upper()}{who[1:]} say that {told_as}."
            return Line(text, "agreed", (point.id,), _passages(story, point, claim))
    return None


def _attributed(story: Story, point: Point, claims: Sequence[Claim]) -> Line | None:
    """ "X is quoted in A and B as saying: “…”", or "According to X, cited in A and B, …": one speaker in all."""
    names = {story.speaker(c) for c in claims}
    if len(names) != 1 or None in names or any(story.denied(c) for c in claims):
        return None
    name = story.speaker(claims[0])
    where = story.listed([a for a, _ in point.cells])
    for claim in sorted(claims, key=lambda c: (-len(c.spans[0]), c.id)):
        annotated = story.articles[claim.article]
        text = None
        if not _in_all(story, point, claim):
            continue
        if quotable(annotated, claim, story.attributions[claim.attribution or ""]):
            text = f"{name} is quoted in {where} as saying: “{claim.spans[0].of(annotated.article.text)}”."
        elif told_as := clause(annotated, claim, story.names):
            text = f"According to {name}, cited in {where}, {told_as}."
        if text:
            return Line(text, "attributed", (point.id,), _passages(story, point, claim))
    return None


def _side_by_side(story: Story, point: Point) -> Line | None:
    """ "A says that …; B, citing X, has “…”": each report in its own words, where no one wording is said by all."""
    parts, passages = [], []
    for article, ids in point.cells:
        claims = [c for i in ids if (c := story.claims[i]).role != "title" and not story.reports(c)]
        fit = sorted(_fit(story, [c for c in claims if c.voice == "outlet"]), key=plainest)
        if fit:
            parts.append(f"{story.labels[article]} says that {fit[0][1]}")
            passages.append(story.hull(fit[0][0]))
            continue
        text = story.text(article)
        quotes = [c for c in claims if len(c.spans) == 1 and not set(c.spans[0].of(text)) & UNQUOTABLE]
        quotes = [c for c in quotes if c.attribution is None or (story.speaker(c) and not story.denied(c))]
        if not quotes:
            return None
        chosen = min(quotes, key=lambda c: (c.voice != "outlet", len(c.spans[0]), c.id))
        speaker = story.speaker(chosen)
        citing = f", citing {speaker}," if speaker else ""
        parts.append(f"{story.labels[article]}{citing} has “{chosen.spans[0].of(text)}”")
        passages.append(story.hull(chosen))
    line = "; ".join(parts)
    return Line(f"{line[0].upper()}{line[1:]}.", "agreed", (point.id,), tuple(passages))


def conflicts(story: Story) -> Iterator[Line]:
    """ "The reports differ on the number: A has “…”; B has “…”.\""""
    by_point: dict[str, Finding] = {}
    for finding in story.judged.findings:
        if finding.kind == "conflict":
            by_point.setdefault(finding.point, finding)
    for point in story.points:
        found = by_point.get(point.id)
        if found is None or any(set(story.words(p)) & UNQUOTABLE for p in found.passages):
            continue
        shown = [_in_words(story, point, p) for p in found.passages]
        parts = [f"{story.labels[p.article]} has “{story.words(p)}”" for p in shown]
        on = ON.get(found.type, f"the {found.type}")
        text = f"The reports differ on {on}: {'; '.join(parts)}."
        yield Line(text, "conflict", (point.id,), (*shown, *(p for p in found.passages if p not in shown)))


def singles(story: Story, article: Annotated) -> Iterator[Line]:
    """ "Found in A only: …": told by one article, in its own voice, and not found in another."""
    label = story.labels[article.article.id]
    for point in story.points:
        if point.status != "single" or point.cells[0][0] != article.article.id:
            continue
        claims = [
            c for i in point.cells[0][1] if (c := story.claims[i]).role == "body" and c.voice == "outlet"
        ]
        found = _fit(story, claims)
        if found:
            claim, told_as = min(found, key=plainest)
            yield Line(
                f"Found in {label} only: {told_as}.", "single", (point.id,), _passages(story, point, claim)
            )


def _in_words(story: Story, point: Point, value: Passage) -> Passage:
    """A bare value in the claim it stands in, so that the sentence says of what; where that cannot be quoted, alone."""
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
    return value


def _fit(story: Story, claims: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """The claims that can stand alone as a clause, with the clause."""
    return [
        (c, told_as)
        for c in claims
        if c.role != "title"
        and not story.reports(c)
        and (told_as := clause(story.articles[c.article], c, story.names))
    ]


def _in_all(story: Story, point: Point, claim: Claim) -> bool:
    return all(story.covers(claim, ids) for article, ids in point.cells if article != claim.article)


def _passages(story: Story, point: Point, first: Claim) -> tuple[Passage, ...]:
    rest = [story.claims[c] for _, cell in point.cells for c in cell if c != first.id]
    return tuple(story.hull(c) for c in (first, *rest))
