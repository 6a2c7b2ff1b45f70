"""An optional language model beside the comparison: it may suggest, never assert.

Requirement: nothing that a model wrote enters the result unless it is derived from the texts, by the rules of
``rashomon.verify`` and stricter ones of its own (docs/llm.md); everything it proposed is listed with what became of it.
Where it fails, the comparison is that without it. The same articles and the same answers give the same bytes.
Known exception: the words of the claims are sent to the address that the user names, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from rashomon.correct import Correction
from rashomon.errors import NotFetched
from rashomon.llm import doubts, sentences
from rashomon.llm.answers import Pairing, Sentence, parsed
from rashomon.llm.endpoint import Model, ask
from rashomon.llm.questions import Question, about_alignments, about_sentences
from rashomon.model import Article, Comparison, Dropped, Proposal
from rashomon.pipeline import Progress, annotated, beside, silent

__all__ = ["Model", "compare"]


def compare(
    articles: Sequence[Article],
    model: Model,
    *,
    dropped: Sequence[Dropped] = (),
    options: Mapping[str, str] = MappingProxyType({}),
    words: int | None = None,
    corrections: Sequence[Correction] = (),
    source: Article | None = None,
    progress: Progress = silent,
) -> Comparison:
    """As ``rashomon.compare``, with what a model proposed and was found to follow.

    It is asked twice: which claims may be one thing, and how a sentence of the briefing may read better. An answer that
    cannot be had is a row of ``dropped`` with its reason.
    """
    read_in, primary, lost = annotated(articles, dropped=dropped, source=source, progress=progress)
    made = partial(
        beside,
        read_in,
        options=options,
        words=words,
        corrections=corrections,
        source=primary,
        progress=progress,
    )
    plain = made(dropped=lost)
    told: list[Proposal] = []
    result = plain
    try:
        proposals, refused = _answer(model, about_alignments(plain), progress)
        told += refused
        pairs, judged = doubts.judged(plain, [p for p in proposals if isinstance(p, Pairing)])
        if pairs:
            result = made(dropped=lost, perhaps=pairs)
            kept = doubts.joined(result, pairs, unsure=True)
            more = [p for p in doubts.joined(result, pairs, unsure=False) if p not in kept]
            if more:
                result = made(dropped=lost, perhaps=kept)
            judged = doubts.became(result, judged, more)
        told += judged
        proposals, refused = _answer(model, about_sentences(result), progress)
        told += refused
        result, judged = sentences.judged(
            result, [p for p in proposals if isinstance(p, Sentence)], words=words
        )
        told += judged
    except NotFetched as error:
        row = Dropped(model.url, "llm", f"{error.reason}; compared without the language model")
        result = replace(result, dropped=(*result.dropped, row))
    return replace(result, proposals=tuple(told))


def _answer(
    model: Model, question: Question | None, progress: Progress
) -> tuple[tuple[Pairing | Sentence, ...], tuple[Proposal, ...]]:
    if question is None:
        return (), ()
    progress(f"asking {model.name} {question.what}", 0, 1)
    return parsed(ask(model, question))
