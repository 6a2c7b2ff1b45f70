"""Who is said to have said, written or thought what.

Requirement: everything inside a quotation of five words or more belongs to somebody or to nobody known; nothing
outside a quotation or report belongs to anyone but the outlet; captions and credits never speak.
How: reporting constructions (``reports``) give rough contents; quotations (``quotes``) correct their bounds, find the
construction beside them, and are continued by quotations that follow without one of their own; ``sources`` names and
resolves, ``chain`` adds the way the words took.
Known exceptions: short quotations in the outlet's voice (scare quotes) are no attributions by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon import words
from rashomon.annotate import chain, quotes, reports, sources
from rashomon.annotate.quotes import QUOTING_ROLES, Quoted
from rashomon.annotate.reports import Report
from rashomon.lang import entries, table
from rashomon.model import Article, Attribution, AttributionKind, Block, Entity, Parse, Source, Span

# Share of a content's words inside quotation marks from which it is a direct quotation (the published schema's bound).
DIRECT = 0.8
# Words from which a quotation without any reporting words is an attribution; below it is a title, a term or a scare
# quote. The bound of the schema's readers, not tuned.
ALONE = 5
# Words that may stand between reporting words and the quotation they introduce ("said on Monday that, “…").
REACH = 8

_MARKS = "“”\"‘’'«»„‟‚‛‹›`"
_JOINING = re.compile(r"[\s,;:–—-]*(?:(?:and|or|but|as|because|that|of|to|for|the|a|an|is|was)\s+)?")
_NOBODY = frozenset({"nobody", "none", "nothing", "what"})
_EDGE = " \t\r\n,;:.–—-"


@dataclass(slots=True)
class Draft:
    """An attribution in the making: contents in text order, quotation marks still around them."""

    content: list[Span]
    cue: tuple[int, ...]
    source: int | None
    antecedent: int | None
    rule: str
    kind: str
    anchor: int  # where it was found, for the order of speakers
    copied: Draft | None = None  # the utterance it continues
    quoted: set[int] = field(default_factory=set)  # the outermost quotations it holds


class _Text:
    """An article with its parse and outermost quotations, and where things stand in it."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.text = article.text
        self.parse = parse
        self.quoted = quotes.find(article)
        self.outer = [i for i, q in enumerate(self.quoted) if q.depth == 0]
        self.outer_starts = [self.quoted[i].outer.start for i in self.outer]
        self.blocks: tuple[Block, ...] = article.blocks
        self.block_starts = [b.start for b in article.blocks]

    def block_at(self, at: int) -> int:
        return max(0, bisect_right(self.block_starts, at) - 1)

    def outer_at(self, at: int) -> int | None:
        """The outermost quotation around a character."""
        k = bisect_right(self.outer_starts, at) - 1
        if k >= 0 and self.quoted[self.outer[k]].outer.end > at:
            return self.outer[k]
        return None

    def outers_in(self, start: int, end: int) -> list[int]:
        """The outermost quotations that share a character with ``[start, end)``."""
        k = max(0, bisect_right(self.outer_starts, start) - 1)
        found = []
        for i in self.outer[k:]:
            q = self.quoted[i].outer
            if q.start >= end:
                break
            if q.end > start:
                found.append(i)
        return found

    def word_count(self, start: int, end: int) -> int:
        return len(words.words(self.text, start, end)) if start < end else 0


def _size(text: _Text, quoted: Quoted) -> int:
    return sum(text.word_count(p.start, p.end) for p in quoted.pieces)


def _mend(text: _Text, content: Sequence[Span], cue_at: int) -> tuple[list[Span], set[int]]:
    """Contents that cut no quotation: one the cue stands in bounds them, others are taken in whole."""
    around = text.outer_at(cue_at)
    mended: list[Span] = []
    held: set[int] = set()
    for span in content:
        start, end = span.start, span.end
        if around is not None:
            pieces = [p for p in text.quoted[around].pieces if p.overlaps(span)]
            if not pieces:
                continue
            start, end = max(start, pieces[0].start), min(end, pieces[-1].end)
        else:
            for i in text.outers_in(start, end):
                q = text.quoted[i].outer
                if q.start <= cue_at < q.end:
                    continue
                held.add(i)
                start, end = min(start, q.start), max(end, q.end)
        if start < end:
            mended.append(Span(start, end))
    mended.sort()
    joined: list[Span] = []
    for span in mended:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined, held


def _drafts(text: _Text, found: Sequence[Report]) -> list[Draft]:
    parse = text.parse
    drafts: list[Draft] = []
    for report in found:
        if not report.content:
            continue
        cue_at = parse.tokens[report.cue[0]].start
        around = text.outer_at(cue_at)
        if around is not None:
            if report.source is None:
                continue
            if parse.tokens[report.source].text.lower() in entries("speaker_pronouns") | entries("not_speakers"):
                continue
            if report.antecedent is None and parse.tokens[report.source].tag in {"WP", "WDT"}:
                continue
        if report.source is None and report.rule not in {"noun", "of"}:
            continue
        if report.source is not None:
            word = parse.tokens[report.source]
            if word.text.lower() in _NOBODY or word.lemma.lower() in entries("translation_nouns"):
                continue
        content, held = _mend(text, report.content, cue_at)
        if content:
            drafts.append(
                Draft(content, report.cue, report.source, report.antecedent, report.rule, report.kind, cue_at, None, held)
            )
    return drafts


def _gap(text: _Text, start: int, end: int) -> str:
    return text.text[start:end] if start <= end else "\n"


def _beside(text: _Text, quoted: Quoted, found: Sequence[Report]) -> Report | None:
    """The speaking construction that introduces or follows a quotation in its paragraph."""
    best: tuple[int, int, Report] | None = None
    for report in found:
        if not report.speaks or report.source is None:
            continue
        clause = report.clause
        at = text.parse.tokens[report.cue[0]].start
        if text.outer_at(at) is not None:
            continue
        if clause.start >= quoted.outer.end:
            gap = _gap(text, quoted.outer.end, clause.start)
            size = text.word_count(quoted.outer.end, clause.start)
            if "\n" in gap or size > 2 or re.search(r"[.!?]\s", gap):
                continue
            if report.content and report.rule != "before" and quoted.inside.of(text.text)[-1] in ".!?":
                continue  # a sentence of its own that reports something else
            rank = (size, 0, report)
        elif clause.end <= quoted.outer.start:
            gap = _gap(text, clause.end, quoted.outer.start)
            size = text.word_count(clause.end, quoted.outer.start)
            colon = gap.rstrip().endswith(":")
            if size > REACH or (re.search(r"[.!?]\s", gap)) or ("\n" in gap and not colon):
                continue
            if any(text.quoted[i].outer.start < quoted.outer.start for i in text.outers_in(clause.end, quoted.outer.start)):
                continue
            rank = (size, 1, report)
        elif clause.start <= quoted.outer.start and quoted.outer.end <= clause.end and at < quoted.outer.start:
            rank = (text.word_count(at, quoted.outer.start), 2, report)
        else:
            continue
        if best is None or rank[:2] < best[:2]:
            best = rank
    return None if best is None else best[2]


def _attach_quotations(text: _Text, drafts: list[Draft], found: Sequence[Report]) -> None:
    """Give every quotation that no report holds yet to the construction beside it, to the one it continues, or, if it
    is long enough, to nobody known."""
    taken = {i for draft in drafts for i in draft.quoted}
    by_cue = {d.cue: d for d in drafts}
    near = _by_block(text, found)
    for i in text.outer:
        if i in taken:
            continue
        quoted = text.quoted[i]
        block = text.block_at(quoted.outer.start)
        last = text.block_at(quoted.outer.end - 1)
        around = [r for b in dict.fromkeys((block - 1, block, last)) for r in near.get(b, [])]
        report = _beside(text, quoted, around)
        colon = None if report is not None else _colon(text, quoted)
        if report is not None or colon is not None:
            draft = by_cue.get(report.cue if report else (colon or (0, 0))[:1])
            if draft is None:
                if report is not None:
                    draft = _new(text, report.cue, report.source, report.antecedent, "beside", report.kind)
                else:
                    assert colon is not None
                    draft = _new(text, colon[:1], colon[1], None, "colon", "say")
                drafts.append(draft)
                by_cue[draft.cue] = draft
            _add(draft, quoted.outer, i)
            continue
        drafts_before = _before(text, quoted, drafts)
        if drafts_before is None and _size(text, quoted) >= ALONE and not _title_like(text, quoted):
            drafts.append(Draft([quoted.outer], (), None, None, "alone", "say", quoted.outer.start, None, {i}))
        elif drafts_before is not None:
            before, how = drafts_before
            if how == "same":
                last_span = before.content.pop()
                _add(before, Span(last_span.start, quoted.outer.end), i)
            elif how == "piece":
                _add(before, quoted.outer, i)
            else:
                drafts.append(Draft([quoted.outer], (), None, None, "alone", "say", quoted.outer.start, before, {i}))


def _new(
    text: _Text, cue: tuple[int, ...], source: int | None, antecedent: int | None, rule: str, kind: str
) -> Draft:
    return Draft([], cue, source, antecedent, rule, kind, text.parse.tokens[cue[0]].start)


def _add(draft: Draft, span: Span, number: int) -> None:
    draft.content = sorted([*draft.content, span])
    draft.quoted.add(number)


def _colon(text: _Text, quoted: Quoted) -> tuple[int, int] | None:
    """The colon that introduces a quotation without a reporting verb, and the head of who speaks: the subject before
    it, or the last name ("From the report: “…”")."""
    tokens = text.parse.within(max(0, quoted.outer.start - 4), quoted.outer.start + 1)
    colons = [t for t in tokens if t.text.endswith(":") and t.end <= quoted.outer.start]
    if not colons or text.text[colons[-1].end : quoted.outer.start].strip():
        return None
    colon = colons[-1]
    before = [t for t in text.parse.in_sentence(colon.sentence) if t.index < colon.index]
    subjects = [t for t in before if t.dep == "nsubj" and t.tag not in {"WP", "WDT", "EX"}]
    names = [t for t in before if t.pos == "PROPN" and t.entity in {"PERSON", "ORG"}]
    acts = [t for t in before if t.pos == "NOUN" and t.lemma.lower() in entries("cue_nouns") | _act_nouns()]
    for group in (subjects[-1:], names[-1:], acts[-1:]):
        if group and text.outer_at(group[0].start) is None:
            return colon.index, group[0].index
    return None


def _act_nouns() -> frozenset[str]:
    return frozenset(row[0] for row in table("acts"))


def _by_block(text: _Text, found: Sequence[Report]) -> dict[int, list[Report]]:
    near: dict[int, list[Report]] = {}
    for report in found:
        near.setdefault(text.block_at(text.parse.tokens[report.cue[0]].start), []).append(report)
    return near


def _title_like(text: _Text, quoted: Quoted) -> bool:
    """Whether nearly every longer word is capitalised, as in the name of a book or song."""
    found = [text.text[s.start : s.end] for p in quoted.pieces for s in words.words(text.text, p.start, p.end)]
    long = [w for w in found if len(w) > 3]
    return bool(long) and sum(w[0].isupper() for w in long) / len(long) > 0.8


def _opens_sentence(text: _Text, quoted: Quoted) -> bool:
    block = text.blocks[text.block_at(quoted.outer.start)]
    before = text.text[block.start : quoted.outer.start].rstrip()
    return before == "" or before[-1] in ".!?…”\"'’»)"


def _fills_sentences(text: _Text, quoted: Quoted) -> bool:
    """Whether nothing but the quotation stands in its sentences."""
    last = text.blocks[text.block_at(quoted.outer.end - 1)]
    behind = text.text[quoted.outer.end : last.end].lstrip(" .,")
    ends = quoted.inside.of(text.text)[-1:] in ".!?…" or not behind
    return _opens_sentence(text, quoted) and (behind == "" or (ends and not behind[0].islower()))


def _before(text: _Text, quoted: Quoted, drafts: Sequence[Draft]) -> tuple[Draft, str] | None:
    """The utterance this quotation continues, and how: "same" where only a word or mark stands between, "piece" for a
    further quotation of the same paragraph that opens a sentence, "new" where the one before was no quotation or
    stands in the paragraph before and this one is all quotation."""
    number = text.block_at(quoted.outer.start)
    block = text.blocks[number]
    here = [
        d for d in drafts if d.content and block.start <= d.anchor < quoted.outer.start and d.rule != "noun"
        and text.outer_at(d.anchor) is None
    ]  # fmt: skip
    for d in sorted(here, key=lambda d: -d.content[-1].end):
        end = d.content[-1].end
        if end <= quoted.outer.start and _JOINING.fullmatch(text.text, end, quoted.outer.start):
            return d, "same"
    if here and _opens_sentence(text, quoted):
        last = max(here, key=lambda d: max(d.anchor, d.content[-1].end))
        ends = max(last.anchor, last.content[-1].end)
        if last.quoted and text.parse.within(ends, ends + 1):
            between = [t for t in text.parse.within(ends, quoted.outer.start) if t.pos in {"VERB", "AUX"}]
            sentences = {t.sentence for t in text.parse.within(ends, quoted.outer.start)}
            if len(sentences) <= 2 or not between:
                return last, "piece"
        return (last, "piece" if last.quoted else "new") if _fills_sentences(text, quoted) else None
    if not _fills_sentences(text, quoted) or text.text[block.start : quoted.outer.start].strip():
        return None
    for previous in range(number - 1, -1, -1):
        b = text.blocks[previous]
        if b.role in QUOTING_ROLES:
            if b.role != "body":
                return None
            rows = [d for d in drafts if d.content and b.start <= d.content[-1].end - 1 < b.end]
            rows = [d for d in rows if text.outer_at(d.anchor) is None or not d.cue]
            if rows:
                return max(rows, key=lambda d: max(d.anchor, d.content[-1].end)), "new"
            return None
    return None


def _trimmed(text: _Text, span: Span) -> list[Span]:
    """A content without edge punctuation and without the marks around it; a quotation over paragraphs in its pieces."""
    parts = [span]
    for i in text.outers_in(span.start, span.end):
        for left, right in pairwise(text.quoted[i].pieces):
            last = parts.pop()
            if last.start < left.end and right.start < last.end:
                parts += [Span(last.start, left.end), Span(right.start, last.end)]
            else:
                parts.append(last)
    return [t for part in parts if (t := _trim(text, part)) is not None]


def _trim(text: _Text, span: Span) -> Span | None:
    s, start, end = text.text, span.start, span.end
    while start < end:
        before = (start, end)
        while start < end and s[start] in _EDGE:
            start += 1
        while end > start and s[end - 1] in _EDGE and not (s[end - 1] == "." and _keeps_stop(text, start, end)):
            end -= 1
        for i in text.outers_in(start, end) if start < end else []:
            q = text.quoted[i]
            first, final = q.pieces[0].start, q.pieces[-1].end
            whole = q.outer.start >= start and q.outer.end <= end
            if whole and (s[start : q.outer.start] + s[q.outer.end : end]).strip(_EDGE) == "":
                return Span(first, final)  # nothing but the quotation
            if q.outer.start >= start and q.outer.end > end >= final:
                end = min(end, final) if first == start else min(q.outer.end, span.end)
            if start <= q.outer.start and end <= first:
                end = q.outer.start
            if q.outer.start < first and q.outer.start <= start < first and not whole:
                start = first
            if final <= start < q.outer.end:
                start = q.outer.end
        if (start, end) == before:
            break
    for i in text.outers_in(start, end) if start < end else []:
        q = text.quoted[i]
        if q.outer.start < start and start <= q.pieces[0].start + 1 and end <= q.pieces[-1].end + 1:
            return Span(max(start, q.pieces[0].start), min(end, q.pieces[-1].end))
    return Span(start, end) if start < end else None


def _keeps_stop(text: _Text, start: int, end: int) -> bool:
    """Whether the full stop before ``end`` is an abbreviation's, an ellipsis, or inside a quotation."""
    s = text.text
    if end - start > 2 and s[end - 3] in ".":
        return True
    i = text.outer_at(end - 1)
    return i is not None and end <= text.quoted[i].pieces[-1].end and start >= text.quoted[i].pieces[0].start


def _kind(text: _Text, content: Sequence[Span]) -> AttributionKind:
    total = quoted = 0
    for span in content:
        for word in words.words(text.text, span.start, span.end):
            total += 1
            quoted += text.outer_at(word.start) is not None
    share = quoted / total if total else 0.0
    return "direct" if share >= DIRECT else "mixed" if share > 0 else "indirect"


def _source_of(draft: Draft) -> Draft:
    """The draft that names the source: itself, or the utterance it continues."""
    seen = 0
    while draft.source is None and draft.copied is not None and seen < 50:
        draft, seen = draft.copied, seen + 1
    return draft


def find(article: Article, parse: Parse, entities: Sequence[Entity]) -> tuple[Attribution, ...]:
    """The attributions of an article in the order of their contents, with ids "q1", "q2", …"""
    text = _Text(article, parse)
    roles = {i for i, b in enumerate(article.blocks) if b.role in QUOTING_ROLES}
    found = [r for r in reports.find(parse) if text.block_at(parse.tokens[r.cue[0]].start) in roles]
    drafts = _drafts(text, found)
    _attach_quotations(text, drafts, found)
    mentions = sources.Mentions.of(entities)
    kinds = {e.id: e.kind for e in entities}
    drafts.sort(key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor))
    last: str | None = None
    resolved: dict[int, Source] = {}
    for draft in sorted(drafts, key=lambda d: d.anchor):
        if draft.source is None:
            continue
        source = sources.resolve(parse, draft.source, draft.antecedent, mentions, last)
        resolved[id(draft)] = source
        if source.entity is not None and kinds.get(source.entity) == "person":
            last = source.entity
    rows: list[tuple[Draft, list[Span], Source]] = []
    seen: set[tuple[Span, ...]] = set()
    for draft in drafts:
        content = [p for s in draft.content for p in _trimmed(text, s)]
        if not content or tuple(content) in seen:
            continue
        seen.add(tuple(content))
        speaker = _source_of(draft)
        source = resolved.get(id(speaker), Source(None, None))
        if speaker is not draft:
            source = Source(None, source.entity)
        rows.append((draft, content, source))
    rows = _without_weak_nested(parse, rows)
    order = {id(draft): n for n, (draft, _, _) in enumerate(rows)}
    told = [
        chain.Told(d.cue, s, tuple(c), order.get(id(d.copied)) if d.copied is not None else None) for d, c, s in rows
    ]
    writers = {
        r.cue[0]: sources.resolve(parse, r.source, r.antecedent, mentions, None)
        for r in found
        if r.source is not None and not r.content
    }
    chains = chain.find(parse, article.text, told, mentions, writers)
    within = _within(parse, rows)
    result: list[Attribution] = []
    for number, (draft, content, source) in enumerate(rows):
        cue = Span(parse.tokens[draft.cue[0]].start, parse.tokens[draft.cue[-1]].end) if draft.cue else None
        outer = within[number]
        result.append(
            Attribution(
                id=f"q{number + 1}",
                article=article.id,
                kind=_kind(text, content),
                content=tuple(content),
                cue=(cue,) if cue else (),
                source=source,
                chain=chains[number],
                within=None if outer is None else f"q{outer + 1}",
            )
        )
    return tuple(result)


# Inside another's words only plain reports of somebody named are kept: "he said that", "argued for", "accused … of".
_PLAIN = frozenset({"that", "before", "prep", "of", "beside", "noun"})


def _without_weak_nested(
    parse: Parse, rows: Sequence[tuple[Draft, list[Span], Source]]
) -> list[tuple[Draft, list[Span], Source]]:
    kept = list(rows)
    nested = _within(parse, kept)
    return [
        row
        for row, outer in zip(kept, nested, strict=True)
        if outer is None or _plain(parse, row[0])
    ]


def _plain(parse: Parse, draft: Draft) -> bool:
    if draft.kind != "say" or draft.rule not in _PLAIN:
        return False
    if draft.source is None:
        return draft.rule == "noun" and bool(draft.quoted)
    return draft.rule == "beside" or parse.tokens[draft.source].pos == "PROPN"


def _within(parse: Parse, rows: Sequence[tuple[Draft, list[Span], Source]]) -> list[int | None]:
    """For each attribution the smallest other one whose content holds its cue, or its content if it has no cue."""
    result: list[int | None] = []
    for n, (draft, content, _) in enumerate(rows):
        at = parse.tokens[draft.cue[0]].start if draft.cue else content[0].start
        best: tuple[int, int] | None = None
        for k, (_, other, _) in enumerate(rows):
            if k == n or other == content:
                continue
            if any(s.start <= at < s.end for s in other) and any(s.contains(content[0]) for s in other):
                size = sum(len(s) for s in other)
                if size > sum(len(s) for s in content) and (best is None or size < best[0]):
                    best = (size, k)
        result.append(None if best is None else best[1])
    return result
