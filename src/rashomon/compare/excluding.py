"""Claims that are known to tell one thing and cannot both hold, whatever words they use (compare/excluding.py).

Requirement: two claims tell one thing for certain. The relation model reads both (models/relation/CARD.md). *Turned*: a
word of one of them is put into its opposite; if the two then say the same far more surely, the word was against the
other claim. *Denied*: one of them has a denial more, and the model says that they exclude each other, and that they say
the same with the denial taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rashomon.compare.context import Context
from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.lang.inflect import inflected
from rashomon.model import Claim, Token
from rashomon.models import load_encoder, load_relater
from rashomon.models.relation import SAME_SIDE, Pair
from rashomon.words import fold

# What is turned; the opposite of a noun is often no noun ("doubt", "know").
TURNING = frozenset({"VERB", "ADJ", "ADV"})
DENYING = frozenset({"no", "nobody", "none", "nor", "nothing", "without"})
# Probability, by the model alone, from which two claims one of which has a denial more exclude each other; and the log
# odds that they say the same without it.
CERTAIN, ASSERTED = 0.8, 2.0
# What turning a word has to gain in log odds of "the same" by the model, what these may be before and must be then, and
# how much nearer the sentence encoder must find the two (cosine).
GAIN, BEFORE, AFTER, NEARER = 2.0, 0.5, 0.5, 0.02
# Turned claims that are read at most, the nearest first.
READ = 3


@dataclass(frozen=True, slots=True)
class Turned:
    """A word of a claim, and the opposite with which the claims say the same more surely."""

    claim: Claim
    word: Token
    opposite: str


def excluded(context: Context, left: Claim, right: Claim) -> str | None:
    """The sentence that tells how two claims of one thing exclude each other as a whole; None where they do not."""
    found = turned(context, left, right)
    if found is not None:
        other = right if found.claim is left else left
        return (
            f"With “{found.opposite}” for “{found.word.text}” ({context.outlet(found.claim.article)}) the two say the "
            f"same, so “{found.word.text}” is against “{context.words(other)}” ({context.outlet(other.article)}; "
            "a word turned)."
        )
    denials = [_denials(context, c) for c in (left, right)]
    if (
        denials[0] % 2 == denials[1] % 2
        or _within(context, left, right)
        or conflicting(context, left, right) < CERTAIN
    ):
        return None
    yes, no = (left, right) if denials[0] < denials[1] else (right, left)
    if any(_refuses(t) for t in context.tokens(yes)):
        return None  # "refused to sign" denies as much as "did not sign"
    if _odds(context, _asserted(context, no), _text(context, yes)) < ASSERTED:
        return None
    return (
        f"{context.outlet(yes.article)} asserts “{context.words(yes)}”, {context.outlet(no.article)} denies it: "
        f"“{context.words(no)}” (two wordings, one denial)."
    )


def _denials(context: Context, claim: Claim) -> int:
    """How many words of a claim deny; verbs that do ("refuse") have too many others beside them to be counted."""
    return sum(_denies(t) for t in context.tokens(claim))


def _denies(token: Token) -> bool:
    return token.dep == "neg" or fold(token.text) in DENYING


def _asserted(context: Context, claim: Claim) -> str:
    """The claim's words without what denies in them: "signed" for "did not sign"."""
    parse, instead = context.parse(claim), dict[Token, str]()
    for token in context.tokens(claim):
        if not _denies(token):
            continue
        instead[token] = ""
        verb, before = parse.tokens[token.head], parse.tokens[max(0, token.index - 1)]
        if before.lemma == "do" and before.dep == "aux" and before.head == verb.index:
            instead |= {before: "", verb: inflected(verb.lemma, before.tag)}
    return _text(context, claim, dict(sorted(instead.items(), key=lambda item: item[0].start)))


def _refuses(token: Token) -> bool:
    """Whether a verb denies what stands below it, as "not" does."""
    return token.pos == "VERB" and fold(token.lemma) in entries("turning") | entries("denials")


def _within(context: Context, one: Claim, other: Claim) -> bool:
    """Whether the words of one claim are all in the other: what that has beside them is what denies."""
    words = [{fold(t.text) for t in context.tokens(c)} for c in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def conflicting(context: Context, left: Claim, right: Claim) -> float:
    """Probability in [0, 1] that two claims exclude each other, by the model alone."""
    return float(np.exp(_read(context, _text(context, left), _text(context, right))[SAME_SIDE]))


def turned(context: Context, left: Claim, right: Claim) -> Turned | None:
    """The word of either claim that is against the other claim; None where there is none."""
    found = [t for pair in ((left, right), (right, left)) if (t := _turned(context, *pair))]
    return max(found, key=lambda t: t[0])[1] if found else None


def _turned(context: Context, claim: Claim, other: Claim) -> tuple[float, Turned] | None:
    plain, against = _text(context, claim), _text(context, other)
    tried = list(_tries(context, claim, other))
    if not tried:
        return None
    vectors = load_encoder().encode([against, plain, *(text for _, _, text in tried)]).astype("float64")
    near = vectors[1:] @ vectors[0]
    order = sorted(range(len(tried)), key=lambda n: (-near[n + 1], n))[:READ]
    before = _odds(context, plain, against)
    if before > BEFORE:
        return None
    found = []
    for n in order:
        word, opposite, text = tried[n]
        after = _odds(context, text, against)
        if after >= max(AFTER, before + GAIN) and near[n + 1] - near[0] >= NEARER:
            found.append((after - before, Turned(claim, word, opposite)))
    return max(found, key=lambda f: f[0]) if found else None


def _tries(context: Context, claim: Claim, other: Claim) -> Iterator[tuple[Token, str, str]]:
    """Each word of a claim that the other has not, with an opposite of it and the claim with that in its place."""
    theirs = {concept(t.lemma) for t in context.tokens(other)}
    for token in context.tokens(claim):
        if (
            token.pos not in TURNING
            or context.named_at(claim.article, token)
            or concept(token.lemma) in theirs
            or _refuses(token)
            or _parted(context, claim, token)
        ):
            continue
        for opposite in _opposites().get(fold(token.lemma), ()):
            yield token, opposite, _text(context, claim, {token: inflected(opposite, token.tag)})


def _parted(context: Context, claim: Claim, token: Token) -> bool:
    """Whether a word means what it does with another behind it: "drop out", "back off"."""
    parse = context.parse(claim)
    return any(
        parse.tokens[c].dep in {"prt", "advmod"} and c == token.index + 1 for c in parse.children[token.index]
    ) or (token.index + 1 < len(parse.tokens) and parse.tokens[token.index + 1].dep == "prt")


def _text(context: Context, claim: Claim, instead: Mapping[Token, str] | None = None) -> str:
    """The claim's words, with others in the place of some."""
    text = context.articles[claim.article].article.text
    pieces = []
    for span in claim.spans:
        at = span.start
        for token, word in (instead or {}).items():
            if span.contains(token.span):
                pieces += [text[at : token.start], word]
                at = token.end
        pieces += [text[at : span.end], " "]
    return " ".join("".join(pieces).split())


def _odds(context: Context, left: str, right: str) -> float:
    """Log odds that two texts say the same, by the model alone."""
    shares = np.exp(_read(context, left, right))
    return float(np.log(shares[:SAME_SIDE].sum() + 1e-9) - np.log(shares[SAME_SIDE:].sum() + 1e-9))


def _read(context: Context, left: str, right: str) -> NDArray[np.float64]:
    return context.once("read", f"{left}\n{right}", lambda: load_relater().read(Pair(left, right))[0])


@cache
def _opposites() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in ("antonyms", "opposites"):
        for one, other in table(name):
            for a, b in ((one, other), (other, one)):
                if b not in found.get(a, ()):
                    found[a] = (*found.get(a, ()), b)
    return found
