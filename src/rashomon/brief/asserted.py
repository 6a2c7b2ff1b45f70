"""Sentences on what is asserted: by all, by some against others, by one alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.brief.clauses import clause, quotable
from rashomon.brief.spoken import as_saying
from rashomon.brief.story import UNQUOTABLE, Story, charge, plainest
from rashomon.model import Annotated, Claim, Finding, Line, Passage, Point

# Characters of a claim that is quoted for the value in it.
LONGEST_VALUE = 140
# A spread up to this is told in figures.
LARGEST = 1e10
# Kinds of word by which an event is told as a noun.
EVENTS = frozenset({"NOUN", "PROPN"})
# What a conflict is about, and what it comes to, in a sentence.
ON = {"polarity": "whether it is so", "name": "a name", "person": "who it is"}
OPENINGS = {
    "update": "The reports differ on {}, which may have changed between them",
    "scope": "The reports count different things",
    "rounding": "The reports are not equally exact on {}",
    "estimates": "The reports give different estimates of {}",
}


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
            who = story.listed([a for a, _ in point.cells])
            if len(story.articles) == len(point.cells):
                who = "Both reports" if len(point.cells) == 2 else "All the reports"
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
            text = f"{name} is quoted in {where} {as_saying(claim.spans[0].of(annotated.article.text))}."
        elif told_as := clause(
            annotated, claim, story.names, story.attributions[claim.attribution or ""].source.entity
        ):
            text = f"According to {name}, cited in {where}, {told_as}."
        if text:
            text = text[0].upper() + text[1:]
            return Line(text, "attributed", (point.id,), _passages(story, point, claim))
    return None


def _side_by_side(story: Story, point: Point) -> Line | None:
    """ "A says that …; B, citing X, writes: “…”": each report in its own words, where no one wording is said by all.

    None where no report has a clause that can be told: fragments alone tell a reader nothing.
    """
    parts, passages, told = [], [], 0
    for article, ids in point.cells:
        claims = [c for i in ids if (c := story.claims[i]).role != "title" and not story.reports(c)]
        fit = sorted(_fit(story, [c for c in claims if c.voice == "outlet"]), key=plainest)
        if fit:
            parts.append(f"{story.labels[article]} says that {fit[0][1]}")
            passages.append(story.hull(fit[0][0]))
            told += 1
            continue
        text = story.text(article)
        quotes = [c for c in claims if len(c.spans) == 1 and not set(c.spans[0].of(text)) & UNQUOTABLE]
        quotes = [c for c in quotes if c.attribution is None or (story.speaker(c) and not story.denied(c))]
        if not quotes:
            return None
        chosen = min(
            quotes, key=lambda c: (c.voice != "outlet", charge(c.spans[0].of(text)), len(c.spans[0]), c.id)
        )
        speaker = story.speaker(chosen)
        citing = f", citing {speaker}," if speaker else ""
        parts.append(f"{story.labels[article]}{citing} {_writes(story, chosen)} “{chosen.spans[0].of(text)}”")
        passages.append(story.hull(chosen))
    if not told:
        return None
    line = "; ".join(parts)
    return Line(f"{line[0].upper()}{line[1:]}.", "agreed", (point.id,), tuple(passages))


def _writes(story: Story, claim: Claim) -> str:
    """ "writes of" what is told as a noun, "writes" before other words."""
    noun = (
        claim.predicate is not None
        and story.articles[claim.article].parse.tokens[claim.predicate].pos in EVENTS
    )
    return "writes of" if noun else "writes"


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
        parts = [f"{story.labels[p.article]} writes “{story.words(p)}”" for p in shown]
        opening = OPENINGS.get(found.judgement or "", "The reports differ on {}").format(
            ON.get(found.type, f"the {found.type}")
        )
        text = f"{opening}{_spread(story, found)}: {'; '.join(parts)}."
        yield Line(text, "conflict", (point.id,), (*shown, *(p for p in found.passages if p not in shown)))


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


@dataclass(frozen=True, slots=True)
class Single:
    """What one report alone tells: how the sentence begins, a clause (or, for a quotation, None), and its proof."""

    head: str
    clause: str | None
    that: str
    point: Point
    passages: tuple[Passage, ...]


def joined(told: Sequence[Single]) -> Iterator[Line]:
    """Sentences on what one report alone tells, those that begin alike made one: "Only A reports that …; that …"."""
    heads: dict[tuple[str, int], list[Single]] = {}
    for n, single in enumerate(told):
        heads.setdefault((single.head, n if single.clause is None else -1), []).append(single)
    for (head, _), group in heads.items():
        clauses = [f"{s.that}{s.clause}" for s in group if s.clause is not None]
        rest = "; ".join([*clauses[:-1], f"and {clauses[-1]}"] if len(clauses) > 1 else clauses)
        text = f"{head}{rest}."
        points = tuple(s.point.id for s in group)
        yield Line(text[0].upper() + text[1:], "single", points, tuple(p for s in group for p in s.passages))


def singles(story: Story, article: Annotated) -> Iterator[Single]:
    """ "Only A reports that …", "According to X, cited only in A, …": told by one article, in plain words of its own or
    in a speaker's, and not found in another."""
    label = story.labels[article.article.id]
    for point in story.points:
        if point.status != "single" or point.cells[0][0] != article.article.id:
            continue
        claims = [c for i in point.cells[0][1] if (c := story.claims[i]).role == "body"]
        found = [f for f in _fit(story, [c for c in claims if c.voice == "outlet"]) if ";" not in f[1]]
        if found:
            claim, told_as = min(found, key=plainest)
            if not charge(told_as):
                passages = _passages(story, point, claim)
                yield Single(f"Only {label} reports ", told_as, "that ", point, passages)
        elif line := _one_says(story, point, [c for c in claims if c.voice == "attributed"], label):
            yield line


def _one_says(story: Story, point: Point, claims: Sequence[Claim], label: str) -> Single | None:
    for claim in claims:
        name = story.speaker(claim)
        if name is None or story.denied(claim) or story.reports(claim):
            continue
        annotated, said = story.articles[claim.article], story.attributions[claim.attribution or ""]
        words = claim.spans[0].of(annotated.article.text)
        told_as = clause(annotated, claim, story.names, said.source.entity)
        if told_as is None or charge(told_as) or ";" in told_as:
            continue
        passages = _passages(story, point, claim)
        if quotable(annotated, claim, said):
            return Single(f"{name} is quoted only in {label} {as_saying(words)}", None, "", point, passages)
        return Single(f"According to {name}, cited only in {label}, ", told_as, "", point, passages)
    return None


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
        if c.role != "title"
        and not story.reports(c)
        and (told_as := clause(story.articles[c.article], c, story.names))
    ]


def _in_all(story: Story, point: Point, claim: Claim) -> bool:
    return all(story.covers(claim, ids) for article, ids in point.cells if article != claim.article)


def _passages(story: Story, point: Point, first: Claim) -> tuple[Passage, ...]:
    rest = [story.claims[c] for _, cell in point.cells for c in cell if c != first.id]
    return tuple(story.hull(c) for c in (first, *rest))
