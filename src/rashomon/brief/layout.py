"""What stands in a report beside its own sentences on the event: a headline in its first lines, the words of a
transcript, what it tells of another matter.

Requirement: none of them is told as a sentence that the report asserts of the event.
Known exception: a transcript whose speakers have no name before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.brief.clauses import FINITE
from rashomon.model import Annotated, Block, Span, Token

ROLES = frozenset({"body", "standfirst"})
# Words of a headline that stands as the first sentence of a report, at most; of one that stands for a title, at least.
HEADLINE, FEWEST_TITLE = 16, 5
# Share of its words of so many letters that are written large in a headline, at least, in [0, 1].
TITLED, LONG_WORD = 0.8, 4
# Lines at the head of a report that may be none of its sentences, at most, and words of a first sentence, at least.
LINES, FEWEST_FIRST = 4, 6
# Words of a title before the name that a transcript has for a speaker, at most.
TITLE = 4
# Where a sentence ends before the name of a speaker: not behind "Mr.".
END = re.compile(r"(?<!\b[MD]r)(?<!\bMrs)(?<!\bMs)[.!?”\"]\s+|\n")
# A sentence that leaves the event for another, and the sentences behind it that stay there, at most.
ELSEWHERE = re.compile(
    r"\bunrelated (?:\w+ )?(?:accident|attack|case|crash|incident|matter|shooting|stabbing|story)s?\b"
    r"|^(?:Separately|Elsewhere|In other (?:news|action|games?))\b"
    r"|^(?:Also )?[Ii]n (?:an?|another) (?:separate|unrelated)\b"
)
STAYING = 4
# A photographer behind a sentence, which then is a caption.
CREDIT = re.compile(
    r"\s*\((?:[^()\n]{0,40}\b)?(?:photo|image|picture|courtesy)\b[^()\n]{0,60}\)", re.IGNORECASE
)


def headline(annotated: Annotated) -> Span | None:
    """A report's title; where it has none, a first line that reads as one: short, a paragraph of its own, and without
    the articles or the tense of a sentence."""
    article, parse = annotated.article, annotated.parse
    title = next((b for b in article.blocks if b.role == "title"), None)
    if title is not None:
        return title.span
    first = next((b for b in article.blocks if b.role in ROLES), None)
    if first is None or len(article.blocks) < 2:
        return None
    tokens = parse.within(first.start, first.end)
    words = [t for t in tokens if t.pos != "PUNCT"]
    if not FEWEST_TITLE <= len(words) <= HEADLINE or len({t.sentence for t in tokens}) > 1:
        return None
    bare = not any(t.pos == "DET" or t.tag == "PRP$" or t.tag in FINITE for t in words)
    return first.span if bare or headed(tokens) else None


def headed(tokens: tuple[Token, ...] | list[Token]) -> bool:
    """Whether a sentence at the beginning of a report is written large, or short, of the present and without an
    article, as headlines are."""
    words = [t for t in tokens if t.pos != "PUNCT"]
    large = sum(t.text[:1].isupper() for t in words if len(t.text) >= LONG_WORD)
    small = any(t.pos in {"VERB", "AUX"} and t.text.islower() for t in words)
    if not small and large >= TITLED * sum(len(t.text) >= LONG_WORD for t in words):
        return True
    present = any(t.tag in {"VBZ", "VBP"} and (t.dep == "ROOT" or t.dep.startswith("aux")) for t in words)
    return present and len(words) <= HEADLINE and not any(t.pos == "DET" or t.tag == "PRP$" for t in words)


def first(annotated: Annotated) -> int:
    """The number of the first sentence of a report's text, behind lines at its head that are none."""
    blocks = [b for b in annotated.article.blocks if b.role in ROLES]
    starts = [t.sentence for b in blocks for t in annotated.parse.within(b.start, b.end)[:1]]
    for block in blocks[:LINES]:
        if not _line(annotated, block) and (tokens := annotated.parse.within(block.start, block.end)):
            return tokens[0].sentence
    return min(starts, default=0)


def opening(annotated: Annotated, sentences: int) -> list[Token]:
    """The words of a report up to so many sentences behind where its text begins, the lines at its head too."""
    end = first(annotated) + sentences
    return [t for t in annotated.parse.tokens if t.sentence < end]


def _line(annotated: Annotated, block: Block) -> bool:
    """Whether a paragraph at the head of a report is a line of a headline, a place, or another without a sentence."""
    tokens = annotated.parse.within(block.start, block.end)
    words = [t for t in tokens if t.pos != "PUNCT"]
    text = block.span.of(annotated.article.text).rstrip("”\"’' ")
    if text[-1:] not in {".", "!", "?"} or len(words) < FEWEST_FIRST:
        return len(words) <= HEADLINE
    titled = any(b.role == "title" for b in annotated.article.blocks)
    several = len({t.sentence for t in tokens}) > 1
    clipped = not any(t.pos == "DET" or t.tag == "PRP$" for t in words)
    return not titled and not several and len(words) <= HEADLINE and (clipped or headed(tokens))


def transcript(text: str, people: Iterable[Span]) -> int | None:
    """Where the words of a transcript begin: at a person's name, with a title at most, that heads a sentence and stands
    before a colon ("Mayor Roe: We …"). ``people`` are where persons are named."""
    return min((s for p in people if (s := _label(text, p.start, p.end)) is not None), default=None)


def _label(text: str, start: int, end: int) -> int | None:
    behind = re.match(r"\)?:\s+[A-Z“\"]", text[end:])
    before = END.split(text[:start])[-1]
    words = before.split()
    if behind is None or len(words) > TITLE or any(not w[:1].isupper() for w in words):
        return None
    return start - len(before)


def own(annotated: Annotated, people: Iterable[Span]) -> frozenset[int]:
    """Numbers of the sentences that are a report's own and on its event: not those before its first one, of a
    transcript, or of another matter. ``people`` are where persons are named."""
    spans, text = annotated.parse.sentences, annotated.article.text
    away = [n for n, s in enumerate(spans) if ELSEWHERE.search(s.of(text))]
    elsewhere = {n + k for n in away for k in range(STAYING + 1)}
    spoken = transcript(text, people)
    return frozenset(
        n
        for n in range(first(annotated), len(spans))
        if n not in elsewhere
        and not CREDIT.match(text, spans[n].end)
        and (spoken is None or spans[n].start < spoken)
    )
