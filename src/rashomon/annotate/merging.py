"""The rules' attributions and the tagger's made one.

The tagger is told what the rules found and decides which reports there are, how far they reach, which quotations are
one utterance and whose. The rules decide what is said inside another's words, of which the tagger knows nothing; a
content cuts no quotation, and no quotation of LONG words is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rashomon.annotate import tagging
from rashomon.annotate.drafts import Draft, Page, trimmed
from rashomon.annotate.subjects import antecedent, is_verb, subject, verbs
from rashomon.annotate.tagging import Ruled, Stretch, Told
from rashomon.lang import entries
from rashomon.model import Parse, Source, Span
from rashomon.models.tagger import TAGS, Scored, load_tagger

Row = tuple[Draft, list[Span], Source]

# Jaccard of words from which a rule's content and the tagger's are of one attribution; the scorer's own bound.
SAME = 0.5
# Share of its words inside quotation marks from which the rules' bounds of a content stand: the published schema's
# bound of a direct quotation.
QUOTED = 0.8
# The next three were tuned on 84 articles of PolNeAR's train part that the tagger was not trained on.
# Mean log probability of its tags below which a content that only the tagger sees is none.
SURE = -0.8
# Mean log probability below which a piece of a content that the rules do not have is left out.
PIECE = -0.3
# Mean probability of "content" below which the tagger's silence removes what a weaker construction found.
KEPT = 0.5
# Words of a quotation from which it stands whatever the tagger says; a matter of definition (every quotation of five
# words or more belongs to somebody).
LONG = 5
# Words between a plain subject and its cue ("she later said"); farther off the parser is often wrong.
BESIDE = 3

# Constructions that stand when the tagger is silent, if a verb of saying and its source are there.
_PLAIN = frozenset({"that", "before", "of", "according", "inserted", "beside"})
_TENSED = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})
_CONTENT = (TAGS.index("B-content"), TAGS.index("I-content"))


@dataclass(frozen=True, slots=True)
class _Left:
    """What the rules have not settled of what the tagger found; ``whole``: nothing of it was."""

    told: Told
    words: frozenset[int]
    whole: bool


def ruled(parse: Parse, rows: Sequence[Row]) -> list[Ruled]:
    """The rules' rows as the tagger is told of them."""
    return [
        Ruled(
            tuple(content),
            source.span,
            Span(parse.tokens[draft.cue[0]].start, parse.tokens[draft.cue[-1]].end) if draft.cue else None,
        )
        for draft, content, source in rows
    ]


def revise(page: Page, rows: Sequence[Row]) -> list[Draft]:
    """The drafts that stand once the tagger has spoken."""
    where = tagging.paragraphs(page)
    if not where:
        return [draft for draft, _, _ in rows]
    scored = load_tagger().score(tagging.marked(page, ruled(page.parse, rows)), where)
    return merge(page, rows, tagging.together(scored, tagging.stretches(scored, where)), scored)


def merge(page: Page, rows: Sequence[Row], told: Sequence[Told], scored: Scored) -> list[Draft]:
    """The rules' rows with the tagger's bounds and sources, and what only one of them has. Changes the drafts."""
    known = frozenset(w for _, content, _ in rows for w in _words(page, content))
    told = [_sure_pieces(page, one, known) for one in told]
    rows = _regrouped(page, rows, told)
    own = [_words(page, content) for _, content, _ in rows]
    firm = {r for r, (draft, _, _) in enumerate(rows) if _inner(page, draft)}
    loose = {r: own[r] for r in range(len(rows)) if r not in firm}
    told = [_without_others(page, one, rows, loose) for one in told]
    told = [part for one in told for part in _split(page, one, rows, loose)]
    settled = frozenset(w for r in firm for w in own[r])
    lefts = [left for one in told if (left := _unsettled(page, one, settled)) is not None]
    partner = _partners(loose, lefts)
    used = frozenset(partner.values())
    fresh = [
        made
        for k, left in enumerate(lefts)
        if k not in used and left.whole and (made := _fresh(page, left.told, left.words)) is not None
    ]
    for r, k in partner.items():
        _take_source(page, rows[r][0], [lefts[k].told])
        _take_bounds(page, rows[r][0], lefts[k].told)
    both = [*(rows[r][0] for r in partner), *fresh]
    held = [_words(page, draft.content) for draft in both]
    spoken = frozenset(w for left in lefts for w in left.words)
    drafts: list[Draft] = []
    for r, (draft, _, _) in enumerate(rows):
        if r in loose and r not in partner:
            if _direct(page, draft, own[r]):
                if not _quotation_stands(draft, own[r], held, scored):
                    continue
                if draft.copied is None and not any(own[r] < words for words in own):
                    over = [t for t in told if len(_told_words(page, t) & own[r]) * 2 > len(own[r])]
                    _take_source(page, draft, over[:1])
            elif not _stands(draft, own[r], spoken, scored):
                continue
        drafts.append(draft)
    return [*drafts, *fresh]


def _sure_pieces(page: Page, told: Told, known: AbstractSet[int]) -> Told:
    """Without the pieces of a content that are doubtful and that the rules do not have either, unless all are."""
    sure = []
    for piece in told.content:
        words = _words(page, [_span(page, piece)])
        if piece.score >= PIECE or (words and words <= known):
            sure.append(piece)
    return replace(told, content=tuple(sure)) if sure else told


def _span(page: Page, stretch: Stretch) -> Span:
    tokens = page.parse.tokens
    return Span(tokens[stretch.start].start, tokens[stretch.end - 1].end)


def _words(page: Page, content: Sequence[Span]) -> frozenset[int]:
    """The words of a content that are no marks."""
    tokens = page.parse.tokens
    return frozenset(w for s in content for w in tagging.touched(page, s) if tokens[w].text[:1].isalnum())


def _told_words(page: Page, told: Told) -> frozenset[int]:
    return _words(page, [_span(page, c) for c in told.content])


def _jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    both = len(left & right)
    return both / (len(left) + len(right) - both) if both else 0.0


def _inner(page: Page, draft: Draft) -> bool:
    """Whether it is said inside another's words."""
    return bool(draft.cue) and page.outer_at(draft.anchor) is not None


def _direct(page: Page, draft: Draft, words: frozenset[int]) -> bool:
    """Whether nearly all of a content stands inside quotation marks."""
    inside = sum(page.outer_at(page.parse.tokens[w].start) is not None for w in words)
    return bool(draft.quoted) and inside >= QUOTED * len(words)


def _regrouped(page: Page, rows: Sequence[Row], told: Sequence[Told]) -> list[Row]:
    """Direct quotations that the tagger reads as one utterance are one draft: the one with the tagger's cue, else
    with its source, else the first that continues no other."""
    holder: dict[int, int] = {}
    for r, (draft, content, _) in enumerate(rows):
        if not _inner(page, draft) and _direct(page, draft, _words(page, content)):
            holder.update(dict.fromkeys(sorted(draft.quoted), r))
    inside = {i: _words(page, page.quoted[i].pieces) for i in holder}
    for one in told:
        words = _told_words(page, one)
        mine = [i for i in sorted(holder) if 2 * len(words & inside[i]) > len(inside[i])]
        among = sorted({holder[i] for i in mine})
        if len(among) < 2:
            continue
        cue = {w for c in one.cue for w in range(c.start, c.end)}
        named = {w for c in one.source for w in range(c.start, c.end)}
        chiefs = [r for r in among if cue & set(rows[r][0].cue)]
        chiefs = chiefs or [r for r in among if rows[r][0].source in named]
        chiefs = chiefs or [r for r in among if rows[r][0].copied is None]
        for i in mine:
            if chiefs and holder[i] != chiefs[0] and _move(page, i, rows[holder[i]][0], rows[chiefs[0]][0]):
                holder[i] = chiefs[0]
    left = [row for row in rows if row[0].content]
    for draft, _, _ in left:
        if draft.copied is not None and not draft.copied.content:
            draft.copied = next((d for d, _, _ in reversed(left) if d.cue and d.anchor <= draft.anchor), None)
    return [(d, [piece for s in d.content for piece in trimmed(page, s)], source) for d, _, source in left]


def _move(page: Page, number: int, giver: Draft, taker: Draft) -> bool:
    """A quotation from one draft to another, if it is a piece of its own there."""
    outer = page.quoted[number].outer
    gone = [s for s in giver.content if s.overlaps(outer)]
    if not all(outer.start <= s.start and s.end <= outer.end for s in gone):
        return False
    giver.content = [s for s in giver.content if s not in gone]
    giver.quoted.discard(number)
    taker.content = sorted([*taker.content, outer])
    taker.quoted.add(number)
    return True


def _without_others(page: Page, told: Told, rows: Sequence[Row], loose: Mapping[int, frozenset[int]]) -> Told:
    """Without the quotations that follow an indirect report and have no cue: an utterance of their own, which may have
    come another way ("In the essay he claimed that … " and a paragraph that is only a quotation)."""
    follow = [
        loose[r] for r in loose if rows[r][0].copied is not None and _direct(page, rows[r][0], loose[r])
    ]
    kept = [p for p in told.content if not any(_words(page, [_span(page, p)]) <= words for words in follow)]
    plain = any(page.outer_at(page.parse.tokens[p.start].start) is None for p in kept)
    return replace(told, content=tuple(kept)) if plain else told


def _split(page: Page, told: Told, rows: Sequence[Row], loose: dict[int, frozenset[int]]) -> Iterator[Told]:
    """A content in pieces that the rules give to several cues, one for each: "said the bridge was old, adding …"."""
    groups: dict[int | None, list[Stretch]] = {}
    for piece in told.content:
        words = _words(page, [_span(page, piece)])
        speaking = [r for r in loose if rows[r][0].kind == "say" and rows[r][0].cue]
        best = max(((_jaccard(loose[r], words), -r) for r in speaking), default=(0.0, 0))
        groups.setdefault(-best[1] if best[0] >= SAME else None, []).append(piece)
    others = groups.pop(None, [])
    if len(groups) < 2:
        yield told
        return
    for n, pieces in enumerate(groups.values()):
        content = sorted([*pieces, *(others if n == 0 else [])], key=lambda s: s.start)
        yield replace(told, content=tuple(content))


def _unsettled(page: Page, told: Told, settled: frozenset[int]) -> _Left | None:
    """The pieces that are not for the most part what the rules have settled."""
    left = []
    for piece in told.content:
        words = _words(page, [_span(page, piece)])
        if words and len(words & settled) * 2 <= len(words):
            left.append(piece)
    if not left:
        return None
    rest = replace(told, content=tuple(left))
    return _Left(rest, _told_words(page, rest), len(left) == len(told.content))


def _partners(loose: dict[int, frozenset[int]], lefts: Sequence[_Left]) -> dict[int, int]:
    """Row -> what the tagger found of it: one to one, the most alike first."""
    likes = (
        (_jaccard(words, left.words), r, k) for r, words in loose.items() for k, left in enumerate(lefts)
    )
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, r, k in sorted((-like, r, k) for like, r, k in likes if like >= SAME):
        if r not in partner and k not in used:
            partner[r] = k
            used.add(k)
    return partner


def _quotation_stands(
    draft: Draft, words: frozenset[int], held: Sequence[frozenset[int]], scored: Scored
) -> bool:
    """Whether a quotation that the tagger does not have as it is stands nevertheless: unless another content holds it
    (but not with its cue: "“…,” she said, according to the agency"), none of LONG words is lost, and a shorter one, which
    may be a term in marks, stands if the tagger takes its words for a content."""
    if any(words <= others and not others.intersection(draft.cue) for others in held):
        return False
    return len(words) >= LONG or _share(words, scored) >= KEPT


def _share(words: frozenset[int], scored: Scored) -> float:
    """Mean probability of "content" over some words, in [0, 1]."""
    total = sum(math.exp(float(scored.tags[w, tag])) for w in words for tag in _CONTENT)
    return total / len(words) if words else 0.0


def _stands(draft: Draft, words: frozenset[int], spoken: frozenset[int], scored: Scored) -> bool:
    """Whether a rule's attribution that the tagger does not have stands nevertheless."""
    if not words:
        return False
    plain = draft.kind == "say" and draft.source is not None and draft.rule in _PLAIN
    if plain and len(words & spoken) * 2 <= len(words):
        return True
    return _share(words, scored) >= KEPT and not words & spoken


def _head(parse: Parse, stretch: Stretch) -> int:
    """The word of a source whose head stands outside it, a noun or pronoun before others."""
    inside = range(stretch.start, stretch.end)
    heads = [w for w in inside if parse.tokens[w].head not in inside or parse.tokens[w].head == w]
    named = [w for w in heads if parse.tokens[w].pos in {"NOUN", "PROPN", "PRON"}]
    return (named or heads or [stretch.end - 1])[0]


def _nearest(told: Told) -> Stretch:
    """Of several sources the one beside the cue; without a cue, beside the content."""
    at = (told.cue or told.content)[0]
    return min(told.source, key=lambda s: (max(at.start - s.end, s.start - at.end), s.start))


def _named(parse: Parse, told: Told) -> int | None:
    """The head of the tagger's source; a translation is a hop of the chain, and nobody who speaks."""
    head = _head(parse, _nearest(told)) if told.source else None
    if head is None or parse.tokens[head].lemma.lower() in entries("translation_nouns"):
        return None
    return head


def _plain_subject(parse: Parse, source: int, cue: Sequence[int]) -> bool:
    """Whether a source is a name or personal pronoun, the subject of the cue and at most BESIDE words from it."""
    token = parse.tokens[source]
    return (
        token.dep == "nsubj"
        and (token.pos == "PROPN" or token.tag == "PRP")
        and any(word == token.head and abs(source - word) <= BESIDE for word in cue)
    )


def _take_source(page: Page, draft: Draft, told: Sequence[Told]) -> None:
    """The tagger's source, unless it is the rules' in other words, or these have a name or pronoun that is the subject
    right beside the same cue."""
    for one in told:
        head = _named(page.parse, one)
        inside = {w for s in one.source for w in range(s.start, s.end)}
        cue = [w for c in one.cue for w in range(c.start, c.end) if w in draft.cue]
        if draft.source is not None and _plain_subject(page.parse, draft.source, cue):
            continue
        if head is not None and draft.source not in inside:
            draft.source, draft.antecedent = head, antecedent(page.parse, head)


def _take_bounds(page: Page, draft: Draft, told: Told) -> None:
    """The tagger's bounds, which cut no quotation; the rules' where these hold a quotation that those do not."""
    around = page.outer_at(draft.anchor)
    content: list[Span] = []
    for piece in told.content:
        span = _span(page, piece)
        start, end = span.start, span.end
        for i in page.outers_in(start, end):
            if i != around:
                outer = page.quoted[i].outer
                start, end = min(start, outer.start), max(end, outer.end)
                if page.text[start : outer.start].rstrip().endswith(":"):
                    start = outer.start  # "told the crowd: “…”": what stands before the colon is not said
        if content and start < content[-1].end:
            start = content.pop().start
        content.append(Span(start, end))
    quoted = {i for s in content for i in page.outers_in(s.start, s.end)}
    if not draft.quoted - quoted:
        draft.content, draft.quoted = content, quoted


def _source_of(parse: Parse, told: Told, cue: Sequence[int]) -> int | None:
    """The head of the tagger's source, else the cue's subject: "she praised the plan and vowed to fight"."""
    if told.source:
        return _named(parse, told)
    for word in cue:
        if is_verb(parse.tokens[word]):
            found = subject(parse, word)
            if found is not None and parse.tokens[found].pos in {"NOUN", "PROPN", "PRON"}:
                return found
    return None


def _nobody(parse: Parse, cue: Sequence[int]) -> bool:
    """Whether the cue is a passive that names nobody: "are known to", "sometimes referred to as"."""
    for word in cue:
        if parse.tokens[word].tag == "VBN":
            helped = {parse.tokens[c].dep for c in parse.children[word]}
            having = any(parse.tokens[c].lemma.lower() == "have" for c in parse.children[word])
            return "agent" not in helped and ("auxpass" in helped or not having)
    return False


def _outermost(parse: Parse, word: int, words: AbstractSet[int]) -> bool:
    """Whether no noun of the content governs a word of it."""
    seen = 0
    while parse.tokens[word].head != word and parse.tokens[word].head in words and seen < 100:
        word, seen = parse.tokens[word].head, seen + 1
        if parse.tokens[word].pos in {"NOUN", "PROPN", "PRON"}:
            return False
    return True


def _reported(page: Page, told: Told, words: AbstractSet[int], known: bool) -> bool:
    """Whether something is reported for all that is seen: a clause (not one that only describes a thing: "the ties
    that came of it"), a quotation, or the object of somebody's word of saying, thinking or feeling (``known``: the cue
    is a verb of ours)."""
    tokens = page.parse.tokens
    tensed = [w for w in words if tokens[w].tag in _TENSED]
    if any(tokens[w].dep != "relcl" and _outermost(page.parse, w, words) for w in tensed):
        return True
    if any(page.outer_at(tokens[w].start) is not None for w in words):
        return True
    cue = (tokens[w].lemma.lower() for c in told.cue for w in range(c.start, c.end))
    return bool(told.source) and (
        known or any(name in entries("cue_nouns") or name in entries("attitudes") for name in cue)
    )


def _fresh(page: Page, told: Told, words: AbstractSet[int]) -> Draft | None:
    """An attribution that only the tagger has, if it is sure, somebody is named with a cue, and something is reported:
    a clause, a quotation, or the object of a word that we know."""
    parse = page.parse
    cue = tuple(range(told.cue[0].start, told.cue[0].end)) if told.cue else ()
    source = _source_of(parse, told, cue)
    length = sum(c.end - c.start for c in told.content)
    sure = sum(c.score * (c.end - c.start) for c in told.content) / length
    if not cue or source is None or sure < SURE:
        return None
    kinds = [verbs()[name][1] for w in cue if (name := parse.tokens[w].lemma.lower()) in verbs()]
    if _nobody(parse, cue) or not _reported(page, told, words, bool(kinds)):
        return None
    made = Draft(
        [],
        cue,
        source,
        antecedent(parse, source),
        "tagged",
        (kinds or ["say"])[0],
        parse.tokens[cue[0]].start,
    )
    _take_bounds(page, made, told)
    return made
