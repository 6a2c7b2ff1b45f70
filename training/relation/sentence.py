"""What edits stand on: a parsed sentence, replacements in its text, and what corpora and lists know of words."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.lang import lines, table
from rashomon.model import Token

NAMED = frozenset(
    "PERSON GPE ORG NORP".split()
)  # labels of names that can change places with others of their kind
ATTESTED = 3  # times a form has to occur in the corpora before it is written


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``[start, end)`` of the sentence become ``text``."""

    start: int
    end: int
    text: str


Edit = tuple[Replacement, ...]


class Sentence:
    """A sentence's text and its tokens, with offsets and heads inside the sentence."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.words = frozenset(t.text.lower() for t in tokens)
        self.children: dict[int, list[Token]] = defaultdict(list)
        for t in tokens:
            if t.head != t.index:
                self.children[t.head].append(t)
        self.root = next(t for t in tokens if t.head == t.index)

    @classmethod
    def within(cls, text: str, tokens: Sequence[Token], start: int) -> Sentence:
        """A sentence that begins at ``start`` of its article; tokens are as the parser gives them."""
        first = tokens[0].index
        own = [
            replace(t, index=t.index - first, head=t.head - first, start=t.start - start, end=t.end - start)
            for t in tokens
        ]
        return cls(text, own)

    def subtree(self, token: Token) -> list[Token]:
        """The token and what hangs on it, in text order."""
        found, todo = [token], [token]
        while todo:
            below = self.children[todo.pop().index]
            found += below
            todo += below
        return sorted(found, key=lambda t: t.index)

    def stretch(self, token: Token) -> tuple[int, int] | None:
        """Where the subtree stands, if in one piece."""
        row = self.subtree(token)
        if row[-1].index - row[0].index + 1 != len(row):
            return None
        return row[0].start, row[-1].end

    def names(self) -> list[tuple[str, int, int]]:
        """Entities as (label, start, end)."""
        found: list[tuple[str, int, int]] = []
        for t in self.tokens:
            if found and t.entity and found[-1][0] == t.entity and t.start - found[-1][2] <= 1:
                found[-1] = (t.entity, found[-1][1], t.end)
            elif t.entity:
                found.append((t.entity, t.start, t.end))
        return found


@dataclass(frozen=True)
class Knowledge:
    """What the corpora and lists know: forms by (lemma, tag), names by label, opposites, words of one concept."""

    forms: Mapping[tuple[str, str], str]
    names: Mapping[str, Sequence[str]]
    opposites: Mapping[str, Sequence[str]]
    concepts: Mapping[str, Sequence[str]]

    def other_form(self, token: Token, among: Mapping[str, Sequence[str]], draw: random.Random) -> str | None:
        """A listed partner of the token's lemma in the token's own form, where the corpora attest it."""
        choices = sorted(
            {
                form
                for other in among.get(token.lemma.lower(), ())
                if (form := self.forms.get((other, token.tag)))
            }
        )
        if not choices:
            return None
        chosen = draw.choice(choices)
        return chosen.capitalize() if token.text[0].isupper() else chosen


def learn(sentences: Iterable[Sentence]) -> Knowledge:
    """Count forms and names in the sentences; read the lists."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for t in s.tokens:
            if t.text.isalpha() and not t.entity:
                counts[t.lemma.lower(), t.tag][t.text.lower()] += 1
        for label, start, end in s.names():
            if label in NAMED and s.text[start:end][0].isupper():
                names[label][s.text[start:end]] += 1
    forms = {}
    for key, found in counts.items():
        form, times = min(found.items(), key=lambda item: (-item[1], item[0]))
        if times >= ATTESTED:
            forms[key] = form
    opposites: dict[str, list[str]] = defaultdict(list)
    for one, other in table("antonyms"):
        opposites[one].append(other)
        opposites[other].append(one)
    concepts = {w: [o for o in row.split() if o != w] for row in lines("concepts") for w in row.split()}
    kept = {
        label: sorted(n for n, times in found.items() if times >= ATTESTED) for label, found in names.items()
    }
    return Knowledge(forms, kept, opposites, concepts)


def apply(sentence: Sentence, edits: Iterable[Edit]) -> str | None:
    """The sentence after edits, or None where they overlap. Spaces and the first letter are put right."""
    rows = sorted((r for edit in edits for r in edit), key=lambda r: (r.start, r.end))
    if any(a.end > b.start for a, b in zip(rows, rows[1:], strict=False)):
        return None
    text, at = "", 0
    for r in rows:
        text += sentence.text[at : r.start] + r.text
        at = r.end
    text += sentence.text[at:]
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r",(?:,)+", ",", text)
    text = re.sub(r",\.", ".", text)
    return text[:1].upper() + text[1:] if text and text != sentence.text else None
