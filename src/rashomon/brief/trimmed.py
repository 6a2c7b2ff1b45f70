"""What may be left out of a sentence and leave its main clause as it was: asides between commas that colour it.

Requirement: an aside is a clause that adds ("…, who had fought it", "…, ending a long struggle", "Facing losses, …"); no
condition, nothing said or quoted, and nothing that the rest needs.
Known exception: a relative clause that narrows down, where the report sets it between commas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rashomon.brief.story import REPORTING, coloured
from rashomon.lang import entries
from rashomon.model import Annotated, Span, Token

# Words of a sentence up to which an aside without colour is kept.
LONG = 26
# Letters of a place in capitals that heads a report, at least, and words to its dash, at most.
SHORTEST, HEADING = 4, 8
DASHES = frozenset("–—―-")
RELATIVE = frozenset({"who", "whom", "whose", "which", "where"})
OPENING = frozenset({"already", "also", "still", "now", "long"})
HALTS = frozenset({";", ":", "—", "–", "--", "-", "(", ")", "“", "”", '"', "‘", "''", "``"})


def asides(annotated: Annotated, tokens: Sequence[Token], quoted: frozenset[int]) -> tuple[Span, ...]:
    """The stretches of the text to leave out, with their commas, in text order; they do not overlap."""
    long = len([t for t in tokens if t.pos != "PUNCT"]) > LONG
    found: list[Span] = []
    for cut, inside in _candidates(annotated, tokens, quoted):
        charged = any(coloured(t) or leaning(t) for t in inside if not t.entity)
        adds = inside[0].text.casefold() == "and"
        if (
            (charged or (long and not adds and not _of_person(annotated, inside) and not _ties(inside)))
            and not any(cut.overlaps(f) for f in found)
            and _free(annotated, cut)
        ):
            found.append(cut)
    return tuple(sorted(found, key=lambda s: s.start))


def _of_person(annotated: Annotated, inside: Sequence[Token]) -> bool:
    """Whether a relative clause may say who a person is."""
    heads = [annotated.parse.tokens[t.head] for t in inside if t.dep == "relcl"]
    return any(h.pos == "PROPN" and h.entity == "PERSON" for h in heads)


def _ties(inside: Sequence[Token]) -> bool:
    """Whether a relative clause says what its noun has to do with somebody of the sentence: "…, which she had led"."""
    subjects = {t.text.casefold() for t in inside if t.dep in {"nsubj", "nsubjpass"}}
    which = inside[0].text.casefold() in RELATIVE - {"who", "where"}
    return which and not subjects.isdisjoint({"he", "she", "they"})


def leaning(token: Token) -> bool:
    """Whether a word, or the word it is a form of, tells what somebody wants, feels or holds."""
    return token.text.casefold() in _stance() or token.lemma.casefold() in _stance()


@lru_cache(maxsize=1)
def _stance() -> frozenset[str]:
    return entries("stance")


def dateline(tokens: Sequence[Token]) -> Span | None:
    """The place that heads the first sentence of a report, with its dash: "ELLERY — "."""
    if len(tokens[0].text) < SHORTEST or not tokens[0].text.isupper():
        return None
    dash = next((n for n, t in enumerate(tokens[:HEADING]) if set(t.text) <= DASHES), None)
    if dash is None or dash + 1 >= len(tokens) or any(t.pos == "VERB" for t in tokens[:dash]):
        return None
    if tokens[dash].end == tokens[dash + 1].start:
        return None  # within a word: "U.S. Sen. Oren Talvik (R-Ela.)"
    return Span(tokens[0].start, tokens[dash + 1].start)


def _free(annotated: Annotated, cut: Span) -> bool:
    """Whether no report begins in the aside and goes on outside, or the other way round."""
    return not any(
        any(cut.overlaps(c) for c in q.cue)
        or any(cut.overlaps(c) and not (c.contains(cut) or cut.contains(c)) for c in q.content)
        or any(cut.contains(c) for c in q.content)
        for q in annotated.attributions
    )


def _candidates(
    annotated: Annotated, tokens: Sequence[Token], quoted: frozenset[int]
) -> Iterator[tuple[Span, Sequence[Token]]]:
    parse, first = annotated.parse, tokens[0].index
    for t in tokens:
        kind = _kind(annotated, t)
        if kind is None:
            continue
        below = sorted(parse.subtree(t.index))
        while below and parse.tokens[below[-1]].pos == "PUNCT":
            below.pop()
        while below and parse.tokens[below[0]].text == ",":
            below.pop(0)
        if not below or below != list(range(below[0], below[-1] + 1)) or below[-1] > tokens[-1].index:
            continue
        inside = [parse.tokens[i] for i in below]
        texts = [x.text for x in inside]
        if (
            any(i in quoted for i in below)
            or HALTS & set(texts)
            or inside[0].text.casefold() in entries("binding")
        ):
            continue
        after = parse.tokens[below[-1] + 1] if below[-1] < tokens[-1].index else None
        if below[0] == first:
            if kind == "relcl" or "," in texts or after is None or after.text != ",":
                continue
            word = inside[1] if inside[0].text.casefold() in OPENING and len(inside) > 1 else inside[0]
            rest = parse.tokens[after.index + 1]
            if word is t and word.text.casefold().endswith("ing") and rest.index <= tokens[-1].index:
                yield Span(inside[0].start, rest.start), inside
            continue
        before = parse.tokens[below[0] - 1]
        opens = inside[0].text.casefold()
        if kind == "conj":
            comma = parse.tokens[before.index - 1]
            if (
                opens not in RELATIVE
                and before.text.casefold() == "and"
                and comma.text == ","
                and comma.index > first
            ):
                if after is None or after.text == ".":
                    yield Span(comma.start, inside[-1].end), [before, *inside]
            continue
        if before.text != "," or before.index in quoted:
            continue
        if (kind == "relcl") != (opens in RELATIVE) or (kind != "relcl" and inside[0] is not t):
            continue
        if after is None or after.text in {".", "”", '"'}:
            if (after is None or after.text == ".") and not _resumes(texts):
                yield Span(before.start, inside[-1].end), inside
        elif after.text == "," and "," not in texts:
            behind = parse.tokens[after.index + 1]
            if behind.pos == "CCONJ" or behind.index > tokens[-1].index:
                continue
            noun = parse.tokens[t.head]
            open_aside = noun.dep == "appos" or any(
                parse.tokens[c].dep == "appos" for c in parse.children[noun.index]
            )
            yield Span(before.start, inside[-1].end if open_aside else after.end), inside


def _resumes(texts: Sequence[str]) -> bool:
    """Whether a list that began before an aside may go on within it: ", and the mayor"."""
    return any(a == "," and b.casefold() in {"and", "or"} for a, b in pairwise(texts))


def _kind(annotated: Annotated, t: Token) -> str | None:
    """ "relcl", "conj" or "advcl": what a word heads that may be an aside."""
    parse = annotated.parse
    if t.dep == "relcl":
        return "relcl"
    if t.dep == "conj" and t.pos in {"VERB", "AUX"} and parse.tokens[t.head].dep in {"ROOT", "ccomp"}:
        return "conj"
    if t.dep not in {"advcl", "acl"} or t.tag != "VBG" or t.lemma.casefold() in REPORTING:
        return None
    kinds = {parse.tokens[c].dep for c in parse.children[t.index]}
    return None if kinds & {"mark", "aux", "auxpass", "nsubj", "ccomp"} else "advcl"
