"""Sentences on acts of speech that several articles quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rashomon.brief.clauses import SUBJECTS
from rashomon.brief.story import UNQUOTABLE, Story
from rashomon.model import Attribution, Line, Passage, Span, Utterance
from rashomon.words import bare, words

# Characters of a quotation that a sentence of the briefing can hold.
LONGEST = 360
# Words of a quotation that says something by itself, at least.
LEAST_WORDS = 3
# Share of the quoted words that another article's version must have for it to be named beside them, in [0, 1].
SAME_WORDS = 0.75
# Characters of a reading that is told beside another; a longer one is told as "in slightly other words".
LONGEST_READING = 24
# Other readings of a version that a sentence can tell; more are told as "in slightly other words".
MOST_READINGS = 2
# Differences too small to be told in a sentence; the report draws them.
SMALL = frozenset({"elision", "inflection"})


def utterances(story: Story) -> Iterator[tuple[Line, str]]:
    """ "X is quoted in A and B as saying: “…” (B has “y” for “z”)": quoted as one of the articles has it; with the id of
    X in the story."""
    for utterance in sorted(story.alignment.utterances, key=lambda u: (-_weight(story, u), int(u.id[1:]))):
        versions = [story.attributions[v] for v in utterance.versions]
        points = _points(story, versions)
        quote = _common_quote(story, versions)
        cells = {v.article for v in versions if quote and _holds(story, v, quote)}
        source = next((v.source.entity for v in versions if v.source.entity in story.names), None)
        if len(cells) < 2 or not points or quote is None or source is None:
            continue
        name = story.names[source]
        where = story.listed([a for a in story.articles if a in cells])
        text = (
            f"{name} is quoted in {where} {as_saying(story.words(quote))}{_notes(story, utterance, quote)}."
        )
        text = text[0].upper() + text[1:]
        text = f"{text[:-3]}{text[-3:].replace('?”.', '?”').replace('!”.', '!”')}"
        rest = [
            Passage(v.article, v.content[0].start, v.content[-1].end) for v in versions if v.article in cells
        ]
        line = Line(text, "attributed", points, (quote, *(p for p in rest if p.article != quote.article)))
        yield line, story.alignment.entity_of.get(source, source)


def as_saying(words: str) -> str:
    """The words in their marks."""
    return f"as saying: “{words}”"


def _weight(story: Story, utterance: Utterance) -> float:
    points = _points(story, [story.attributions[v] for v in utterance.versions])
    return max((p.salience for p in story.points if p.id in points), default=0.0)


def _points(story: Story, versions: list[Attribution]) -> tuple[str, ...]:
    """The shared points whose claims stand in these versions."""
    ids = {v.id for v in versions}
    return tuple(
        p.id
        for p in story.judged.points
        if len(p.cells) > 1 and any(story.claims[c].attribution in ids for _, cell in p.cells for c in cell)
    )


def _common_quote(story: Story, versions: list[Attribution]) -> Passage | None:
    """The shortest of the articles' longest quoted stretches: what all of them have, but for single words."""
    longest: dict[str, Passage] = {}
    for version in versions:
        for quote in _quotes(story, version):
            old = longest.get(version.article)
            if old is None or quote.end - quote.start > old.end - old.start:
                longest[version.article] = quote
    return min(longest.values(), key=lambda p: (p.end - p.start, p), default=None)


def _quotes(story: Story, version: Attribution) -> Iterator[Passage]:
    """The quoted stretches of a version that can be set between quotation marks as they stand."""
    text = story.text(version.article)
    for span in version.quoted or (version.content if version.kind == "direct" else ()):
        quoted = span.of(text)
        if len(span) <= LONGEST and not set(quoted) & UNQUOTABLE:
            kept = len(quoted.rstrip(" ,.;"))
            if len(words(quoted[:kept])) >= LEAST_WORDS and _sentence(story, version.article, span):
                yield Passage(version.article, span.start, span.start + kept)


def _sentence(story: Story, article: str, span: Span) -> bool:
    """Whether quoted words begin a sentence, have a main verb with its subject, and end where a clause ends."""
    parse = story.articles[article].parse
    tokens = parse.within(span.start, span.end)
    before = story.text(article)[: span.start].rstrip(" ")
    if before.endswith(("“", '"')):
        before = before[:-1].rstrip(" ")
    if before[-1:].isalnum():
        return False  # "until “Russia withdraws”"
    if not tokens or not (tokens[0].text[:1].isupper() or tokens[0].text[:1].isdigit()):
        return False
    inside = {t.index for t in tokens}
    main = [
        t
        for t in tokens
        if t.dep in {"ROOT", "ccomp"}
        and t.pos in {"VERB", "AUX"}
        and any(parse.tokens[c].dep in SUBJECTS and c in inside for c in parse.children[t.index])
    ]
    last = tokens[-1].index + 1
    behind = parse.tokens[last] if last < len(parse.tokens) else None
    return bool(main) and (
        span.of(story.text(article))[-1] in ".,?!"
        or behind is None
        or behind.text in {",", ".", "”", '"'}
        or behind.sentence != tokens[-1].sentence
    )


def _spoken(text: str) -> list[str]:
    return [bare(w.of(text)) for w in words(text)]


def _holds(story: Story, version: Attribution, quote: Passage) -> bool:
    """Whether a version has nearly all the words of the quoted stretch."""
    text = story.text(version.article)
    theirs = Counter(w for s in version.content for w in _spoken(s.of(text)))
    ours = Counter(_spoken(story.words(quote)))
    return sum((ours & theirs).values()) >= SAME_WORDS * sum(ours.values())


def _verbatim(story: Story, version: Attribution, quote: Passage) -> bool:
    """Whether a version has the quoted words in their order."""
    text = story.text(version.article)
    theirs = " ".join(w for s in version.content for w in _spoken(s.of(text)))
    return f" {' '.join(_spoken(story.words(quote)))} " in f" {theirs} "


def _notes(story: Story, utterance: Utterance, quote: Passage) -> str:
    """What the versions of other articles have for single words of the quoted one."""
    base = next(
        v
        for v in utterance.versions
        if story.attributions[v].article == quote.article
        and any(s.overlaps(quote.span) for s in story.attributions[v].content)
    )
    notes: list[str] = []
    for version in utterance.versions:
        article = story.attributions[version].article
        if article == quote.article or not _holds(story, story.attributions[version], quote):
            continue
        told = list(_note(story, utterance, base, version, quote))
        if not told and not _verbatim(story, story.attributions[version], quote):
            told = [f"{story.labels[article]} in slightly other words"]
        notes.extend(told)
    return f" ({'; '.join(notes)})" if notes else ""


def _note(story: Story, utterance: Utterance, base: str, version: str, quote: Passage) -> Iterator[str]:
    """ "A has “x” for “y” and adds “z”"."""
    article = story.attributions[version].article
    here, there = story.text(quote.article), story.text(article)
    inside = [
        n
        for n, d in enumerate(utterance.differences)
        if (span := dict(d.readings).get(base)) and quote.span.contains(span)
    ]
    replaced, added = [], []
    for n, difference in enumerate(utterance.differences):
        readings = dict(difference.readings)
        ours, theirs = readings.get(base), readings.get(version)
        if not theirs or difference.kind in SMALL or set(theirs.of(there)) & UNQUOTABLE:
            continue
        if max(len(theirs), len(ours) if ours else 0) > LONGEST_READING:
            continue
        if ours and quote.span.contains(ours) and ours.of(here).casefold() != theirs.of(there).casefold():
            replaced.append(f"“{theirs.of(there)}” for “{ours.of(here)}”")
        elif not ours and inside and inside[0] < n < inside[-1]:
            added.append(f"“{theirs.of(there)}”")
    if replaced and len(replaced) <= MOST_READINGS and not added:
        yield f"{story.labels[article]} has {' and '.join(replaced)}"
