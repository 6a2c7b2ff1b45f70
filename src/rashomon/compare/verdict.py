"""An outlet judges what it reports (compare/verdict.py).

Requirement: the judging word stands in the outlet's own voice; inside a report of speech it is its speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rashomon.compare.context import Context, Draft
from rashomon.lang import entries, lines
from rashomon.model import Annotated, Claim, Passage, Span, Token


def detect(context: Context) -> Iterator[Draft]:
    """The outlet's own judgement of a statement or act."""
    for annotated in context.alignment.articles:
        text = annotated.article.text
        for span in sorted({*_adverbs(annotated), *_phrases(annotated)}):
            claim = _claim_at(annotated, span)
            if claim is None or _quoted(annotated, span):
                continue
            article = annotated.article.id
            yield Draft(
                "verdict",
                "evaluation",
                None,
                "verdict@1",
                1.0,
                f"“{span.of(text)}” is {context.outlet(article)}’s own judgement: it stands outside every quotation.",
                context.row_of[claim.id],
                (Passage(article, span.start, span.end),),
            )


def _adverbs(annotated: Annotated) -> Iterator[Span]:
    words = entries("verdicts")
    for token in annotated.parse.tokens:
        if token.text.casefold() not in words or token.pos != "ADV":
            continue
        head = annotated.parse.tokens[token.head]
        if head.pos not in {"VERB", "AUX"}:
            yield token.span
        elif head.index == token.index + 1:
            yield Span(token.start, head.end)
        elif token.index > head.index and not _says(annotated, head):
            continue  # "testified falsely" names an offence; before its verb, or beside a verb of saying, it judges
        elif token.index == head.index + 1:
            yield Span(head.start, token.end)
        else:
            yield token.span


def _says(annotated: Annotated, verb: Token) -> bool:
    """Whether a verb reports speech: it is a cue, or says that something is so."""
    children = annotated.parse.children[verb.index]
    return any(c.overlaps(verb.span) for q in annotated.attributions for c in q.cue) or any(
        annotated.parse.tokens[c].dep == "ccomp" for c in children
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest = sorted(lines("verdict_phrases"), key=lambda p: (-len(p), p))
    return re.compile(
        r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest) + r")\b", re.I
    )


def _phrases(annotated: Annotated) -> Iterator[Span]:
    for sentence in annotated.parse.sentences:
        for match in _pattern().finditer(annotated.article.text, sentence.start, sentence.end):
            yield Span(*match.span())


def _quoted(annotated: Annotated, span: Span) -> bool:
    return any(c.overlaps(span) for q in annotated.attributions for c in q.content)


def _claim_at(annotated: Annotated, span: Span) -> Claim | None:
    holding = [c for c in annotated.claims if any(s.overlaps(span) for s in c.spans)]
    return min(holding, key=lambda c: (sum(len(s) for s in c.spans), c.id), default=None)
