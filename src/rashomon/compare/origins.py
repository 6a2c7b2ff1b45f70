"""How many independent origins stand behind a point, and why not more.

Requirement: agreement is not corroboration: one wire text, one shared speech, one agency, one speaker count once.
Requirement: every bond between two articles is named, so that the number can be checked by eye.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from rashomon.compare import carriers
from rashomon.compare.context import Context
from rashomon.model import Attribution, Bond, BondKind, Claim, Row, Span
from rashomon.words import bare, words

# Two claims of this many words or more that share this much of them (Dice) are one text, not two witnesses.
COPIED_WORDS = 10
COPIED_SHARE = 0.85
# An article of which that share stands word for word in another is a copy in all that both tell; below it, only in the
# copied stretches, which must hold that share of a claim's characters. Tuned on made copies (evals/origins.py).
COPY = 0.5
INSIDE = 0.7


class Origins:
    """The bonds between the articles of a story, indexed once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._versions = {v: u.id for u in context.alignment.utterances for v in u.versions}
        self._copies = {tuple(a for a, _ in c.shares): c for c in context.alignment.copies}
        self._house: Mapping[str, Mapping[str, str]] = {a: self._of(a) for a in context.articles}
        self._from = {a: carriers.made_from(it.article) for a, it in context.articles.items()}

    def bonds(self, row: Row) -> tuple[Bond, ...]:
        """Why some articles of a row are one origin; as many bonds as it takes to join them."""
        group = {a: a for a, _ in row.cells}

        def top(a: str) -> str:
            while group[a] != a:
                a = group[a]
            return a

        found = []
        for (a, left), (b, right) in combinations(row.cells, 2):
            if top(a) == top(b):
                continue
            why = self._why(a, b, left, right)
            if why is not None:
                group[top(b)] = top(a)
                found.append(Bond((a, b), *why))
        return tuple(found)

    def _of(self, article: str) -> Mapping[str, str]:
        """Keys of the outlet and of the agency that wrote an article, with their names."""
        it = self._context.articles[article].article
        names = [n for n in (it.outlet, carriers.author(it)) if n]
        return {carriers.key(n): n for n in names}

    def _why(
        self, a: str, b: str, left: Sequence[str], right: Sequence[str]
    ) -> tuple[BondKind, str | None] | None:
        outlet = self._context.articles[a].article.outlet
        if outlet and outlet == self._context.articles[b].article.outlet:
            return "outlet", outlet
        copy = self._copies.get((a, b)) or self._copies.get((b, a))
        if copy is not None and max(share for _, share in copy.shares) >= COPY:
            return "text", None
        written = sorted(self._house[a].keys() & self._house[b].keys())
        if written:
            return "carrier", self._house[b][written[0]]
        declared = self._made_from(a, b) or self._made_from(b, a) or self._made_alike(a, b)
        if declared is not None:
            return "carrier", declared
        pairs = [(self._context.claims[c], self._context.claims[d]) for c in left for d in right]
        for x, y in pairs:
            if self._copied(x, y):
                return "text", None
        for x, y in pairs:
            if self._one_utterance(x, y) or self._tells_of_one_act(x, y):
                return "utterance", None
        for x, y in pairs:
            found = self._one_carrier(x, y) or self._one_speaker(x, y)
            if found is not None:
                return found
        return None

    # ------------------------------------------------------------ one source, declared

    def _made_from(self, a: str, b: str) -> str | None:
        """Whose report an article declares to be based on, where it is the other one or another of its outlet."""
        url = self._context.articles[b].article.url
        keys = {*self._house[b], carriers.page(url) if url else None}
        return next((name for key, name in self._from[a].items() if key in keys), None)

    def _made_alike(self, a: str, b: str) -> str | None:
        """Whose report both declare to be based on: one page, or one known agency or outlet."""
        shared = (key for key in self._from[a] if key in self._from[b])
        return next((self._from[a][key] for key in shared if "/" in key or carriers.is_press(key)), None)

    # ------------------------------------------------------------ one text

    def _copied(self, left: Claim, right: Claim) -> bool:
        if self._inside(left, right.article) and self._inside(right, left.article):
            return True
        a, b = self._plain(left), self._plain(right)
        if min(len(a), len(b)) < COPIED_WORDS:
            return False
        shared = sum(min(a.count(w), b.count(w)) for w in sorted(set(a) & set(b)))
        return 2 * shared / (len(a) + len(b)) >= COPIED_SHARE

    def _inside(self, claim: Claim, other: str) -> bool:
        """Whether a claim stands in a stretch of text that its article has in common with another."""
        copy = self._copies.get((claim.article, other)) or self._copies.get((other, claim.article))
        if copy is None:
            return False
        stretches = [p.span for p in copy.passages if p.article == claim.article]
        held = sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in claim.spans for t in stretches)
        return held >= INSIDE * sum(map(len, claim.spans))

    def _plain(self, claim: Claim) -> list[str]:
        text = self._context.articles[claim.article].article.text
        return [bare(w.of(text)) for s in claim.spans for w in words(text, s.start, s.end)]

    # ------------------------------------------------------------ one act of speech

    def _one_utterance(self, left: Claim, right: Claim) -> bool:
        one = self._versions.get(left.attribution or "")
        return one is not None and one == self._versions.get(right.attribution or "")

    def _tells_of_one_act(self, left: Claim, right: Claim) -> bool:
        """Whether both claims tell of the act that one shared utterance comes from."""

        def told(claim: Claim) -> set[str]:
            return {
                self._versions[q.id]
                for q in self._context.articles[claim.article].attributions
                if q.id in self._versions
                and any(s.contains(span) for span in _told_by(q) for s in claim.spans)
            }

        return bool(told(left) & told(right))

    # ------------------------------------------------------------ one source

    def _attributions(self, claim: Claim) -> list[Attribution]:
        """Whose words a claim is, and whose words those are in."""
        found: list[Attribution] = []
        at = self._context.attributions.get(claim.attribution or "")
        while at is not None and at not in found:
            found.append(at)
            at = self._context.attributions.get(at.within or "")
        return found

    def _carriers(self, claim: Claim) -> dict[str, str]:
        """Key and name of the agencies and outlets that a claim is said to come from, by its way or as its source."""
        found: dict[str, str] = {}
        for attribution in self._attributions(claim):
            for name in carriers.named(attribution):
                found.setdefault(carriers.key(name), name)
            source = self._source(attribution)
            key = carriers.key(source)
            if carriers.is_press(key) or any(key in house for house in self._house.values()):
                found.setdefault(key, source)
        return found

    def _source(self, attribution: Attribution) -> str:
        entity = self._context.alignment.entity_of.get(attribution.source.entity or "")
        if entity is not None:
            return self._context.entities[entity].name
        span = attribution.source.span
        return span.of(self._context.articles[attribution.article].article.text) if span else ""

    def _one_carrier(self, left: Claim, right: Claim) -> tuple[BondKind, str] | None:
        """One agency told both, or one of the articles is the other's agency or outlet itself."""
        one, other = self._carriers(left), self._carriers(right)
        houses = self._house[left.article], self._house[right.article]
        shared = sorted((one.keys() & (other.keys() | houses[1].keys())) | (other.keys() & houses[0].keys()))
        return ("carrier", one.get(shared[0]) or other[shared[0]]) if shared else None

    def _one_speaker(self, left: Claim, right: Claim) -> tuple[BondKind, str] | None:
        def speakers(claim: Claim) -> set[str]:
            entity_of = self._context.alignment.entity_of
            found = {entity_of.get(q.source.entity or "") for q in self._attributions(claim)[:1]}
            return {e for e in found if e is not None}

        shared = sorted(speakers(left) & speakers(right))
        return ("speaker", self._context.entities[shared[0]].name) if shared else None


def _told_by(attribution: Attribution) -> list[Span]:
    """Where the act is told: its cue, and the words that name it or its medium."""
    return [*attribution.cue, *(h.span for h in attribution.chain if h.role in {"act", "medium"})]
