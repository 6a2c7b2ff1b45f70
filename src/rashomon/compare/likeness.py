"""How alike two sentences are, and what stands near two words in them (compare/likeness.py).

What a sentence says is taken as a bag: concepts for its content words, the story's entities by their ids, values apart.
Rare words weigh more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.compare.context import Context
from rashomon.lang.concepts import concept
from rashomon.model import Annotated, Span, Token

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# Steps of syntax from a word within which words say what it is told of.
NEAR = 3
# Weight of a word that stands everywhere; rarer words weigh more (inverse document frequency).
COMMON = 0.3
# Sentences that are counted at least: in fewer, a word that both reports have would weigh nothing for being in both.
FEWEST = 50

Bag = frozenset[str]


def sentences(context: Context, annotated: Annotated) -> list[Bag]:
    """The words of each sentence."""
    count = len(annotated.parse.sentences)
    return [words(context, annotated, annotated.parse.in_sentence(n)) for n in range(count)]


def words(context: Context, annotated: Annotated, tokens: Sequence[Token]) -> Bag:
    """What the content words say, values apart."""
    said = context.once("said", annotated.article.id, lambda: _said(context, annotated))
    return frozenset(said[t.index] for t in tokens if t.index in said)


def _said(context: Context, annotated: Annotated) -> Mapping[int, str]:
    """What each content word of an article says, values apart, by the index of its token."""
    spans = [d.span for d in annotated.dates] + [q.span for q in annotated.quantities]
    values = {t.index for s in spans for t in annotated.parse.within(s.start, s.end) if s.contains(t.span)}
    found = {}
    for token in annotated.parse.tokens:
        if token.pos in CONTENT and token.index not in values:
            entity = context.entity_at(annotated.article.id, token)
            found[token.index] = f"@{entity}" if entity else concept(token.lemma)
    return found


def around(annotated: Annotated, span: Span) -> list[Token]:
    """The tokens within ``NEAR`` steps of syntax of a value."""
    parse = annotated.parse
    own = {t.index for t in parse.within(span.start, span.end)}
    seen, edge = set(own), set(own)
    for _ in range(NEAR):
        edge = {j for i in edge for j in (parse.tokens[i].head, *parse.children[i])} - seen
        seen |= edge
    return [parse.tokens[i] for i in sorted(seen - own)]


def weights_of(bags: Sequence[Bag]) -> Mapping[str, float]:
    """The weight of each word: the rarer in the sentences, the more."""
    counts = Counter(word for bag in bags for word in bag)
    total = 1 + max(FEWEST, len(bags))
    return {word: math.log(total / (1 + n)) + COMMON for word, n in counts.items()}


def cosine(left: Bag, right: Bag, weights: Mapping[str, float]) -> float:
    """Cosine in [0, 1] of two bags of weighted words."""

    def size(bag: Bag) -> float:
        return sum(weights.get(w, COMMON) ** 2 for w in sorted(bag))

    both = size(left & right)
    return both / math.sqrt(size(left) * size(right)) if both else 0.0
