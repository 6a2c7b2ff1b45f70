"""A copy of an article as another report might have cut it: sentences thinned and in another order, edits in them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from rashomon.model import Annotated, Span
from rashomon.selftest.plant import KINDS, Edit, body, edits

# Share of the sentences that a copy leaves out, never an edited one.
DROPPED = 0.3
PARAGRAPH = 3  # sentences


def drawn(annotated: Annotated, kinds: Sequence[str], draw: random.Random) -> list[Edit]:
    """At most one edit of each kind, each in a sentence of its own."""
    sentences, used, found = body(annotated), set[Span](), list[Edit]()
    for kind in sorted(kinds, key=lambda _: draw.random()):
        for edit in edits(annotated, kind, draw):
            home = next(s for s in sentences if s.contains(edit.span))
            if home not in used:
                used.add(home)
                found.append(edit)
                break
    return sorted(found, key=lambda e: KINDS.index(e.kind))


def copied(
    annotated: Annotated, planted: Sequence[Edit], draw: random.Random
) -> tuple[str, Mapping[Edit, Span]]:
    """The text of the copy under the article's title, and where the new words of each edit stand in it."""
    text = annotated.article.text
    title = next((b.span.of(text) for b in annotated.article.blocks if b.role == "title"), None)
    kept = [
        s for s in body(annotated) if draw.random() >= DROPPED or any(s.contains(e.span) for e in planted)
    ]
    kept = kept or body(annotated)[:1]
    draw.shuffle(kept)
    made, places = f"{title}\n" if title else "", dict[Edit, Span]()
    for number, sentence in enumerate(kept):
        if number:
            made += "\n\n" if number % PARAGRAPH == 0 else " "
        elif made:
            made += "\n"
        at = sentence.start
        for edit in sorted((e for e in planted if sentence.contains(e.span)), key=lambda e: e.span):
            made += text[at : edit.span.start]
            places[edit] = Span(len(made), len(made) + len(edit.new))
            made += edit.new
            at = edit.span.end
        made += text[at : sentence.end]
    return f"{made}\n", places
