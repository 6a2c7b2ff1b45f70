"""Articles that carry one text: a wire report, a press release, a copied paragraph.

Requirement: a text that was cut, reordered, added to or given another headline is found; two writers' reports of one
event are not taken for one text. Quotations count on neither side: those are utterances.
How: sentences that are probably alike (``similar.alike``) propose pairs of articles; then every row of ROW words of one
is looked up in the other, exactly. Rows that overlap make stretches, of which only the long ones are kept.
Known exceptions: a text that is reworded in every sentence is not found, nor are sentences under LEAST words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rashomon.model import Annotated, Article, Copy, Passage, Span
from rashomon.similar import alike
from rashomon.words import fold, words

# Words in a row that are looked up in the other article.
ROW = 5
# Words of the shortest stretch that is called copied. In 171 pairs of reports of one event by different writers
# (evals/origins.py) shared stretches of 11 words and more outside quotations are all quotations without marks or copies.
STRETCH = 12
# Words in a row by which sentences are proposed, and words of the shortest sentence that proposes.
PROPOSING, LEAST = 3, 8
TEXT_ROLES = frozenset({"body", "standfirst"})


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an article outside quotations, in runs that no quotation and no block breaks."""

    article: str
    runs: tuple[tuple[tuple[str, Span], ...], ...]
    sentences: tuple[tuple[str, ...], ...]

    def rows(self) -> set[tuple[str, ...]]:
        return {row for run in self.runs for row in _rows([w for w, _ in run], ROW)}


def _rows(run: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(run[i : i + size]) for i in range(len(run) - size + 1)]


def read(annotated: Annotated) -> Text:
    """An article without the quotations that were found in it."""
    quoted = [
        span
        for q in annotated.attributions
        for span in (q.content if q.kind == "direct" else q.quoted)
        if q.kind != "indirect"
    ]
    return text_of(annotated.article, quoted, annotated.parse.sentences)


def text_of(article: Article, quoted: Iterable[Span], sentences: Sequence[Span]) -> Text:
    """An article without these quotations; ``sentences`` in order."""
    quotations = sorted(quoted)
    runs = []
    for block in article.blocks:
        if block.role not in TEXT_ROLES:
            continue
        at = block.start
        for span in [*(s for s in quotations if s.overlaps(block.span)), Span(block.end, block.end + 1)]:
            found = words(article.text, at, max(at, min(span.start, block.end)))
            runs.append(tuple((fold(w.of(article.text)), w) for w in found))
            at = max(at, span.end)
    placed = [(w.start, word) for run in runs for word, w in run]
    parts = [tuple(word for start, word in placed if s.start <= start < s.end) for s in sentences]
    return Text(article.id, tuple(r for r in runs if r), tuple(s for s in parts if len(s) >= LEAST))


def _stretches(of: Text, shared: set[tuple[str, ...]]) -> Iterator[Passage]:
    """Where rows that the other article has follow each other over STRETCH words or more."""
    for run in of.runs:
        first = 0
        for held, group in groupby(row in shared for row in _rows([word for word, _ in run], ROW)):
            size = len(list(group))
            last = first + size + ROW - 2  # the last word of the last row
            if held and size + ROW - 1 >= STRETCH:
                yield Passage(of.article, run[first][1].start, run[last][1].end)
            first += size


def _share(own: set[tuple[str, ...]], shared: set[tuple[str, ...]]) -> float:
    return len(shared) / len(own) if own else 0.0


def find(articles: Sequence[Annotated]) -> tuple[Copy, ...]:
    """The pairs of articles that share a stretch of text, in article order."""
    return among([read(a) for a in articles])


def among(texts: Sequence[Text]) -> tuple[Copy, ...]:
    """The pairs of these texts that share a stretch, in order."""
    owner = [n for n, text in enumerate(texts) for _ in text.sentences]
    proposing = [
        sorted({" ".join(row) for row in _rows(sentence, PROPOSING)})
        for text in texts
        for sentence in text.sentences
    ]
    pairs = sorted({(owner[i], owner[j]) for i, j in alike(proposing) if owner[i] != owner[j]})
    rows = {n: texts[n].rows() for pair in pairs for n in pair}
    found = []
    for i, j in pairs:
        shared = rows[i] & rows[j]
        passages = tuple(p for n in (i, j) for p in _stretches(texts[n], shared))
        if len({p.article for p in passages}) == 2:
            shares = tuple((texts[n].article, round(_share(rows[n], shared), 4)) for n in (i, j))
            found.append(Copy(shares, passages))
    return tuple(found)
