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
from rashomon.annotate.tagged import only_tagged, span_of, take_bounds, take_source, told_words, words_in
from rashomon.annotate.tagging import Ruled, Stretch, Told
from rashomon.model import Parse, Source, Span
from rashomon.models.tagger import TAGS, Scored, load_tagger

Row = tuple[Draft, list[Span], Source]

# Jaccard of words from which a rule's content and the tagger's are of one attribution; the scorer's own bound.
SAME = 0.5
# Share of its words inside quotation marks from which the rules' bounds of a content stand: the published schema's
# bound of a direct quotation.
QUOTED = 0.8
# The next two were tuned on 84 articles of PolNeAR's train part that the tagger was not trained on.
# Mean log probability below which a piece of a content that the rules do not have is left out.
PIECE = -0.3
# Mean probability of "content" below which the tagger's silence removes what a weaker construction found.
KEPT = 0.5
# Words of a quotation from which it stands whatever the tagger says; a matter of definition (every quotation of five
# words or more belongs to somebody).
LONG = 5

# Constructions that stand when the tagger is silent, if a verb of saying and its source are there.
_PLAIN = frozenset({"that", "to", "before", "of", "according", "inserted", "beside"})
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
    known = frozenset(w for _, content, _ in rows for w in words_in(page, content))
    told = [_sure_pieces(page, one, known) for one in told]
    rows, told = _first_hand(page, rows, told)
    rows = _regrouped(page, rows, told)
    own = [words_in(page, content) for _, content, _ in rows]
    firm = {r for r, (draft, _, _) in enumerate(rows) if _inner(page, draft)}
    loose = {r: own[r] for r in range(len(rows)) if r not in firm}
    direct = {r: words for r, words in loose.items() if _direct(page, rows[r][0], words)}
    told = [_without_speakers(page, _without_others(page, one, rows, direct), rows, direct) for one in told]
    told = [part for one in told for part in _split(page, one, rows, loose)]
    settled = frozenset(w for r in firm for w in own[r])
    lefts = [left for one in told if (left := _unsettled(page, one, settled)) is not None]
    partner = _partners(rows, loose, lefts)
    used = frozenset(partner.values())
    fresh = [
        made
        for k, left in enumerate(lefts)
        if k not in used and left.whole and (made := only_tagged(page, left.told, left.words)) is not None
    ]
    _give_up(page, rows, {r: lefts[k].told for r, k in partner.items()})
    for r, k in partner.items():
        take_source(page, rows[r][0], [lefts[k].told])
        take_bounds(page, rows[r][0], lefts[k].told)
    both = [*(rows[r][0] for r in partner), *fresh]
    held = [words_in(page, draft.content) for draft in both]
    spoken = frozenset(w for left in lefts for w in left.words)
    drafts: list[Draft] = []
    for r, (draft, _, _) in enumerate(rows):
        if r in loose and r not in partner:
            if _direct(page, draft, own[r]):
                if not _quotation_stands(draft, own[r], held, scored):
                    continue
                if draft.copied is None and not any(own[r] < words for words in own):
                    over = [t for t in told if len(told_words(page, t) & own[r]) * 2 > len(own[r])]
                    take_source(page, draft, over[:1])
            elif not _stands(draft, own[r], spoken, scored):
                continue
        drafts.append(draft)
    return [*drafts, *fresh]


def _sure_pieces(page: Page, told: Told, known: AbstractSet[int]) -> Told:
    """Without the pieces of a content that are doubtful and that the rules do not have either, unless all are."""
    sure = []
    for piece in told.content:
        words = words_in(page, [span_of(page, piece)])
        if piece.score >= PIECE or (words and words <= known):
            sure.append(piece)
    return replace(told, content=tuple(sure)) if sure else told


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
    with its source, else the first that continues no other. Each of two speakers keeps what is said."""
    holder: dict[int, int] = {}
    for r, (draft, content, _) in enumerate(rows):
        if not _inner(page, draft) and _direct(page, draft, words_in(page, content)):
            holder.update(dict.fromkeys(sorted(draft.quoted), r))
    inside = {i: words_in(page, page.quoted[i].pieces) for i in holder}
    for one in told:
        words = told_words(page, one)
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
            if not chiefs or holder[i] == chiefs[0] or _two_speak(page, rows[holder[i]], rows[chiefs[0]]):
                continue
            if _move(page, i, rows[holder[i]][0], rows[chiefs[0]][0]):
                holder[i] = chiefs[0]
    left = [row for row in rows if row[0].content]
    for draft, _, _ in left:
        if draft.copied is not None and not draft.copied.content:
            draft.copied = next((d for d, _, _ in reversed(left) if d.cue and d.anchor <= draft.anchor), None)
    return [(d, [piece for s in d.content for piece in trimmed(page, s)], source) for d, _, source in left]


def _two_speak(page: Page, left: Row, right: Row) -> bool:
    """Whether both have reporting words with a speaker each, neither a pronoun, and not the same: "“…,” the minister
    goes on. Then an announcer concludes: “…”". A question that is put to somebody is not the answer's."""
    drafts = left[0], right[0]
    if any(not d.cue or d.rule == "colon" for d in drafts) or drafts[0].cue == drafts[1].cue:
        return False
    if any(d.rule == "asked" for d in drafts):
        return True
    heads = [page.parse.tokens[d.source] for d in drafts if d.source is not None]
    if len(heads) < 2 or any(h.pos not in {"NOUN", "PROPN"} for h in heads):
        return False
    known = [row[2].entity for row in (left, right)]
    if None not in known:
        return known[0] != known[1]
    return heads[0].lemma.lower() != heads[1].lemma.lower()


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


def _without_others(
    page: Page, told: Told, rows: Sequence[Row], direct: Mapping[int, frozenset[int]]
) -> Told:
    """Without the quotations that follow an indirect report and have no cue: an utterance of their own, which may have
    come another way ("In the essay he claimed that … " and a paragraph that is only a quotation); and without those of
    another paragraph that have another cue."""
    follow = [
        words
        for r, words in direct.items()
        if rows[r][0].copied is not None or _apart(page, rows[r][0], told)
    ]
    pieces = [(p, words_in(page, [span_of(page, p)])) for p in told.content]
    kept = [p for p, own in pieces if not any(own <= words for words in follow)]
    plain = any(page.outer_at(page.parse.tokens[p.start].start) is None for p in kept)
    return replace(told, content=tuple(kept)) if plain else told


def _without_speakers(
    page: Page, told: Told, rows: Sequence[Row], direct: Mapping[int, frozenset[int]]
) -> Told:
    """Without the quotations that the rules give to another speaker than that of the tagger's cue, who has one too."""
    cue = {w for c in told.cue for w in range(c.start, c.end)}
    by = next((r for r in direct if cue & set(rows[r][0].cue)), None)
    if by is None:
        return told
    others = [
        words
        for r, words in direct.items()
        if not cue & set(rows[r][0].cue) and not words & direct[by] and _two_speak(page, rows[r], rows[by])
    ]
    kept = tuple(p for p in told.content if not any(words_in(page, [span_of(page, p)]) <= o for o in others))
    return replace(told, content=kept) if kept else told


def _apart(page: Page, draft: Draft, told: Told) -> bool:
    """Whether both have a cue, each in a paragraph of its own."""
    if not draft.cue or not told.cue:
        return False
    at = page.parse.tokens[told.cue[0].start].start
    return page.block_at(at) != page.block_at(draft.anchor)


def _first_hand(page: Page, rows: Sequence[Row], told: Sequence[Told]) -> tuple[list[Row], list[Told]]:
    """Without who only passes a quotation on whose speaker is named beside it: “…,” X said, according to Y. Changes the
    drafts."""
    kept, heard = list(rows), list(told)
    for row in rows:
        by = row[0]
        if by.rule != "according" or not by.quoted:
            continue
        words = words_in(page, row[1])
        sentence = page.parse.tokens[by.cue[0]].sentence
        said = [
            d
            for d, _, _ in rows
            if d is not by
            and d.cue
            and d.source is not None
            and d.quoted & by.quoted
            and d.rule != "according"
            and page.parse.tokens[d.cue[0]].sentence == sentence
            and (words & {*d.cue, d.source} or _direct(page, by, words))
        ]
        if not said:
            continue
        for i in sorted(by.quoted - said[0].quoted):
            _move(page, i, by, said[0])
        kept = [r for r in kept if r[0] is not by]
        heard = [t for t in heard if not any(c.start == by.cue[0] for c in t.cue)]
    return [(d, [p for s in d.content for p in trimmed(page, s)], source) for d, _, source in kept], heard


def _split(page: Page, told: Told, rows: Sequence[Row], loose: dict[int, frozenset[int]]) -> Iterator[Told]:
    """A content in pieces that the rules give to several cues, one for each: "said the bridge was old, adding …"."""
    groups: dict[int | None, list[Stretch]] = {}
    for piece in told.content:
        words = words_in(page, [span_of(page, piece)])
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
        words = words_in(page, [span_of(page, piece)])
        if words and len(words & settled) * 2 <= len(words):
            left.append(piece)
    if not left:
        return None
    rest = replace(told, content=tuple(left))
    return _Left(rest, told_words(page, rest), len(left) == len(told.content))


def _partners(
    rows: Sequence[Row], loose: dict[int, frozenset[int]], lefts: Sequence[_Left]
) -> dict[int, int]:
    """Row -> what the tagger found of it: one to one, what has the same cue and shares a word first, then the most
    alike."""
    cues = [{w for c in left.told.cue for w in range(c.start, c.end)} for left in lefts]
    likes = []
    for r, words in loose.items():
        for k, left in enumerate(lefts):
            like = _jaccard(words, left.words)
            same = bool(cues[k] & set(rows[r][0].cue))
            if like >= SAME or (like and same):
                likes.append((not same, -like, r, k))
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, _, r, k in sorted(likes):
        if r not in partner and k not in used:
            partner[r] = k
            used.add(k)
    return partner


def _give_up(page: Page, rows: Sequence[Row], told: Mapping[int, Told]) -> None:
    """Takes from the rows the quotations that the tagger gives to another row and not to them. Changes the drafts."""
    held = {
        r: {
            i
            for piece in one.content
            for i in page.outers_in(span_of(page, piece).start, span_of(page, piece).end)
        }
        for r, one in told.items()
    }
    for r in told:
        draft = rows[r][0]
        theirs = {i for other, quotes in held.items() if other != r for i in quotes}
        for i in sorted((draft.quoted & theirs) - held[r]):
            outer = page.quoted[i].outer
            left = [s for s in draft.content if not (outer.start <= s.start and s.end <= outer.end)]
            if left and not any(s.overlaps(outer) for s in left):
                draft.content = left
                draft.quoted.discard(i)


def _quotation_stands(
    draft: Draft, words: frozenset[int], held: Sequence[frozenset[int]], scored: Scored
) -> bool:
    """Whether a quotation that the tagger does not have as it is stands nevertheless: unless another content holds it
    (but not with its cue: "“…,” she said, according to the agency"), none of LONG words is lost, and a shorter one, which
    may be a term in marks, stands if the tagger takes its words for a content."""
    own = {*draft.cue, *({draft.source} - {None})}
    if any(words <= others and not others & own for others in held):
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
