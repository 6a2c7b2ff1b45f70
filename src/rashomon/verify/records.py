"""The records of a comparison against its texts: places, speakers, quotations, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rashomon.contract import problems, quoted
from rashomon.model import Comparison, Finding, Passage, Span
from rashomon.verify.book import Book, Failure, Rule

# Marks beside which words are quoted.
MARKS = frozenset("“”\"‘’'«»„‚‹›`")
# Words of a broken promise of the format to the rule they break.
_RULES: tuple[tuple[str, Rule], ...] = (
    ("sha256", "hash"),
    ("stands in none of its passages", "quotation"),
    ("outlets", "count"),
    ("origins", "count"),
    ("bond", "count"),
    ("span", "span"),
    ("outside", "span"),
    ("overlap", "span"),
    ("white space", "span"),
    ("conflict, but its points", "operator"),
    ("agreed, but its points", "operator"),
    ("but a conflict is", "operator"),
)


def records(comparison: Comparison, document: dict[str, Any]) -> Iterator[Failure]:
    """What is wrong before a sentence is read."""
    for problem in problems(document):
        where, _, why = problem.partition(": ")
        if not where.startswith("briefing") or "no point" in why:  # its words are checked with the reason why
            yield Failure(next((r for words, r in _RULES if words in problem), "format"), where, why)
    if any(not _inside(comparison, p) for p in _passages(comparison)):
        return
    book = Book(comparison)
    for check in (_edges, _sources, _quotations, _findings, _voices):
        yield from check(book)


def _passages(comparison: Comparison) -> Iterator[Passage]:
    def of(article: str, *spans: Span | None) -> Iterator[Passage]:
        return (Passage(article, s.start, s.end) for s in spans if s is not None)

    for claim in comparison.claims:
        yield from of(claim.article, *claim.spans)
    for q in comparison.attributions:
        yield from of(q.article, *q.content, *q.cue, q.source.span)
    for finding in comparison.findings:
        yield from finding.passages


def _inside(comparison: Comparison, passage: Passage) -> bool:
    return any(a.id == passage.article and passage.end <= len(a.text) for a in comparison.articles)


def _edges(book: Book) -> Iterator[Failure]:
    """No place begins or ends within a word; "n't" is one."""
    named = [(f"claim {c.id}", c.article, c.spans) for c in book.comparison.claims]
    for q in book.comparison.attributions:
        spans = (*q.content, *q.cue, *([q.source.span] if q.source.span else []))
        named.append((f"attribution {q.id}", q.article, spans))
    for where, article, spans in named:
        text = book.texts[article]
        for span in spans:
            if _torn(text, span.start) or _torn(text, span.end):
                yield Failure("span", where, "begins or ends within a word", None, span.of(text))


def _torn(text: str, at: int) -> bool:
    if text[at : at + 3].casefold() in {"n't", "n’t"}:
        return False
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _sources(book: Book) -> Iterator[Failure]:
    """Who is said to speak is in the article, and where the source is a name it is not somebody else's."""
    mentions: dict[str, list[tuple[Span, str, bool]]] = {}
    for entity in book.comparison.entities:
        for m in entity.mentions:
            mentions.setdefault(m.article, []).append((m.span, entity.id, m.form == "name"))
    for q in book.comparison.attributions:
        if q.source.entity is None:
            continue
        where, name = f"attribution {q.id}", book.names[q.source.entity]
        if all(e != q.source.entity for _, e, _ in mentions.get(q.article, [])):
            yield Failure("speaker", where, f"{name} is not mentioned in its article")
        elif q.source.span is not None:
            there = [row for row in mentions[q.article] if row[0].overlaps(q.source.span)]
            named = any(is_name and span.end == q.source.span.end for span, _, is_name in there)
            if named and all(e != q.source.entity for _, e, _ in there):
                words = q.source.span.of(book.texts[q.article])
                yield Failure("speaker", where, f"its source is somebody else than {name}", None, words)


def _quotations(book: Book) -> Iterator[Failure]:
    """A direct quotation has quotation marks in it or at one end, is a paragraph of one, or part of another."""
    for q in book.comparison.attributions:
        text, start, end = book.texts[q.article], q.content[0].start, q.content[-1].end
        if q.kind != "direct" or q.within is not None or MARKS & set(text[start:end].strip("’'")) - set("’'"):
            continue
        if not _mark_at(text, start, -1) and not _mark_at(text, end, 1):
            why = "direct, but not between quotation marks"
            yield Failure("quotation", f"attribution {q.id}", why, None, text[start:end])


def _mark_at(text: str, at: int, step: int) -> bool:
    """Whether a quotation mark, a line break or the text's edge comes next, on either side of an edge; other marks and
    spaces are passed over."""
    for way in (step, -step):
        i = at - 1 if way < 0 else at
        while 0 <= i < len(text) and text[i] not in MARKS and text[i] != "\n" and not text[i].isalnum():
            i += way
        if not 0 <= i < len(text) or not text[i].isalnum():
            return True
    return False


def _findings(book: Book) -> Iterator[Failure]:
    """The words a finding gives in quotation marks stand in its passages; those that are no values, beside them."""
    for f in book.comparison.findings:
        told = [book.of(p) for p in f.passages]
        if f.kind == "conflict" and f.type == "polarity":
            yield from _denied_claims(book, f)
        near = told if f.kind == "conflict" else [_paragraph(book, p) for p in f.passages]
        if f.kind == "voice":
            near += _source_words(book, f)
        for words in quoted(f.why):
            if not any(words in t for t in near):
                yield Failure(
                    "quotation", f"finding {f.id}", "its words are in none of its passages", f.why, words
                )
                if f.kind == "conflict" and any(words in book.texts[p.article] for p in f.passages):
                    yield Failure(
                        "span",
                        f"finding {f.id}",
                        "its words stand elsewhere than in its passages",
                        f.why,
                        words,
                    )
        for p, words in zip(f.passages, told, strict=True):
            if _torn(book.texts[p.article], p.start) or _torn(book.texts[p.article], p.end):
                yield Failure(
                    "span", f"finding {f.id}", "a passage begins or ends within a word", f.why, words
                )


def _source_words(book: Book, finding: Finding) -> list[str]:
    """Whom the text names, perhaps in another paragraph, as the source of what a passage tells."""
    return [
        q.source.span.of(book.texts[q.article])
        for q in book.comparison.attributions
        if q.source.span is not None
        and any(
            q.article == p.article and any(c.overlaps(p.span) for c in q.content) for p in finding.passages
        )
    ]


def _denied_claims(book: Book, finding: Finding) -> Iterator[Failure]:
    """What one report asserts and another denies are claims of the point."""
    claims = book.in_point(book.points[finding.point])
    whole = {book.hull(c) for c in claims} | {
        Passage(c.article, s.start, s.end) for c in claims for s in c.spans
    }
    for passage in finding.passages:
        if passage not in whole:
            why = f"a passage is no claim of {finding.point}"
            yield Failure("span", f"finding {finding.id}", why, finding.why, book.of(passage))


def _paragraph(book: Book, passage: Passage) -> str:
    text = book.texts[passage.article]
    end = text.find("\n", passage.end)
    return text[text.rfind("\n", 0, passage.start) + 1 : len(text) if end < 0 else end]


def _voices(book: Book) -> Iterator[Failure]:
    """How often a speaker is reported, counted again."""
    said = Counter((q.source.entity, q.article) for q in book.comparison.attributions if q.source.entity)
    for row in book.comparison.voices:
        if row.entity is None:
            continue
        for article, share in row.by_article:
            if share.attributions > said[row.entity, article]:
                yield Failure(
                    "count",
                    f"voice {row.name!r}",
                    f"{share.attributions} attributions in {article}, but {said[row.entity, article]} are there",
                )
