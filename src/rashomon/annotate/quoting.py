"""Which reporting words a quotation belongs to.

In this order: a construction beside it in its paragraph, or one that ends with the colon before it; any verb right
behind a quotation that ends in a comma; the utterance it continues; nobody known. Short quotations without any of
these are terms, titles or scare quotes in the outlet's voice, and no attributions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon import words
from rashomon.annotate.drafts import Draft, Page, size
from rashomon.annotate.quotes import QUOTING_ROLES, Quoted
from rashomon.annotate.reports import Report
from rashomon.lang import entries, table
from rashomon.model import Span

# Words from which a quotation without any reporting words is an attribution; below it is a title, a term or a scare
# quote. The length from which readers of the schema count quotations, not tuned.
ALONE = 5
# Words that may stand between reporting words and the quotation they introduce ("said on Monday that, “…").
REACH = 8
# Paragraphs back in which an act that is spoken of again is looked for.
FAR = 30
# What may stand between a content and a quotation of the same sentence that belongs to it.
_DEFINITE = frozenset("the this that his her their its same".split())
_JOINING = re.compile(r"[\s,;:–—-]*(?:(?:and|or|but|as|because|that|of|to|for|the|a|an|is|was)\s+)?")


def _gap(page: Page, start: int, end: int) -> str:
    return page.text[start:end] if start <= end else "\n"


def _beside(page: Page, quoted: Quoted, found: Sequence[Report]) -> Report | None:
    """The speaking construction that introduces or follows a quotation in its paragraph."""
    best: tuple[int, int, Report] | None = None
    for report in found:
        if not report.speaks or report.source is None:
            continue
        clause = report.clause
        at = page.parse.tokens[report.cue[0]].start
        if page.outer_at(at) is not None:
            continue
        if clause.start >= quoted.outer.end:
            gap = _gap(page, quoted.outer.end, clause.start)
            size = page.word_count(quoted.outer.end, clause.start)
            if "\n" in gap or size > 2 or re.search(r"[.!?]\s", gap):
                continue
            own = report.content and report.rule != "before"
            if own and (quoted.inside.of(page.text)[-1] in ".!?" or _in_passing(page, quoted)):
                continue  # a sentence of its own, or a term, beside a report of something else
            if quoted.inside.of(page.text)[-1] == "." and _introduces(page, clause.end):
                continue  # "“… anew.” Then an announcer concludes: “…”": what follows is reported, not what went before
            rank = (size, 0, report)
        elif clause.end <= quoted.outer.start:
            gap = _gap(page, clause.end, quoted.outer.start)
            size = page.word_count(clause.end, quoted.outer.start)
            colon = gap.rstrip().endswith(":")
            if (
                size > REACH
                or _verb_between(page, report, clause.end, quoted.outer.start)
                or (re.search(r"[.!?]\s", gap))
                or ("\n" in gap and not colon)
            ):
                continue
            if any(
                page.quoted[i].outer.start < quoted.outer.start
                for i in page.outers_in(clause.end, quoted.outer.start)
            ):
                continue
            rank = (size, 1, report)
        elif (
            clause.start <= quoted.outer.start and quoted.outer.end <= clause.end and at < quoted.outer.start
        ):
            rank = (page.word_count(at, quoted.outer.start), 2, report)
        else:
            continue
        if best is None or rank[:2] < best[:2]:
            best = rank
    return None if best is None else best[2]


def _asked(page: Page, quoted: Quoted) -> Report | None:
    """The passive that introduces a question: who is asked, and may answer right behind it, does not speak ("Asked,
    “Did you sign?” she said: “…”"). The source is whom "by" names, or nobody."""
    if quoted.inside.of(page.text)[-1:] != "?":
        return None
    tokens = page.parse.tokens
    start = page.blocks[page.block_at(quoted.outer.start)].start
    for verb in reversed([t for t in page.parse.within(start, quoted.outer.start) if t.start >= start]):
        if verb.end > quoted.outer.start:
            continue
        if verb.text in ".!?" or page.outer_at(verb.start) is not None:
            return None
        if verb.lemma.lower() not in entries("asking") or verb.tag != "VBN":
            if verb.tag in {"VBD", "VBZ", "VBP"} and verb.pos != "AUX":
                return None
            continue
        below = [tokens[c] for c in page.parse.children[verb.index]]
        if any(t.dep == "nsubj" or (t.dep == "aux" and t.lemma.lower() == "have") for t in below):
            return None
        if page.word_count(verb.end, quoted.outer.start) > REACH:
            return None
        by = [t for t in page.parse.within(verb.end, quoted.outer.start) if t.dep == "pobj"]
        by = [t for t in by if tokens[t.head].text.lower() == "by" and t.start >= verb.end]
        clause = Span(verb.start, max([verb.end, *(t.end for t in by)]))
        return Report((verb.index,), by[0].index if by else None, None, (), clause, True, "asked", "say")
    return None


def _introduces(page: Page, end: int) -> bool:
    """Whether a quotation follows reporting words that end here, but for a colon or comma."""
    found = page.outers_in(end, end + 4)
    return bool(found) and page.text[end : page.quoted[found[0]].outer.start].strip() in {":", ","}


def attach(page: Page, drafts: list[Draft], found: Sequence[Report]) -> None:
    """Give every quotation that no report holds yet to the construction beside it, to the one it continues, or, if it
    is long enough, to nobody known."""
    taken = {i for draft in drafts for i in draft.quoted}
    by_cue = {d.cue: d for d in drafts}
    near = _by_block(page, found)
    standing: dict[int, list[Draft]] = {}  # drafts by the blocks of their cue and of the end of their content
    for draft in drafts:
        _stand(page, standing, draft)
    for i in page.outer:
        if i in taken:
            continue
        quoted = page.quoted[i]
        block = page.block_at(quoted.outer.start)
        last = page.block_at(quoted.outer.end - 1)
        around = [r for b in dict.fromkeys((block - 1, block, last)) for r in near.get(b, [])]
        report = _asked(page, quoted) or _beside(page, quoted, around) or _any_verb(page, quoted)
        colon = None if report is not None else _colon(page, quoted)
        if report is not None or colon is not None:
            if report is not None:
                rule = "asked" if report.rule == "asked" else "beside"
                made = _new(page, report.cue, report.source, report.antecedent, rule, report.kind)
            else:
                assert colon is not None
                made = _new(page, colon[:1], colon[1], None, "colon", "say")
            draft = by_cue.setdefault(made.cue, made)
            if draft is made:
                drafts.append(made)
            _add(draft, quoted.outer, i)
            _stand(page, standing, draft)
            continue
        continued = _before(page, quoted, standing)
        if continued is None:
            if size(page, quoted) >= ALONE and not _title_like(page, quoted):
                drafts.append(_alone(quoted, i, None))
                _stand(page, standing, drafts[-1])
            continue
        draft, how = continued
        if how == "new":
            draft = _alone(quoted, i, draft)
            drafts.append(draft)
        elif how == "same":
            _add(draft, Span(draft.content.pop().start, quoted.outer.end), i)
        else:
            _add(draft, quoted.outer, i)
        _stand(page, standing, draft)


def _stand(page: Page, standing: dict[int, list[Draft]], draft: Draft) -> None:
    for block in dict.fromkeys((page.block_at(draft.anchor), page.block_at(draft.content[-1].end - 1))):
        standing.setdefault(block, []).append(draft)


def _alone(quoted: Quoted, number: int, continued: Draft | None) -> Draft:
    return Draft(
        [quoted.outer], (), None, None, "alone", "say", quoted.outer.start, continued, False, {number}
    )


def _verb_between(page: Page, report: Report, start: int, end: int) -> bool:
    """Whether another tensed verb stands between reporting words and a quotation."""
    if start >= end:
        return False
    return any(
        t.tag in {"VBD", "VBZ", "VBP", "MD"} and t.index not in report.cue and t.start >= start
        for t in page.parse.within(start, end)
        if t.end <= end
    )


def _any_verb(page: Page, quoted: Quoted) -> Report | None:
    """The words right behind a quotation that ends in a comma: whatever their verb, they report it
    ("…," an angry Hollis retaliated)."""
    last = quoted.inside.of(page.text)[-1]
    behind = page.text[quoted.outer.end : quoted.outer.end + 2]
    if last not in ",?!" and (behind[:1] != "," or _in_passing(page, quoted)):
        return None
    tokens = page.parse.tokens
    after = [
        t for t in page.parse.within(quoted.outer.end, quoted.outer.end + 120) if t.start >= quoted.outer.end
    ]
    after = [t for t in after if t.pos != "PUNCT"]
    if not after or "\n" in _gap(page, quoted.outer.end, after[0].start):
        return None
    for verb in after[:14]:
        if verb.sentence != after[0].sentence or verb.tag in {"WDT", "WP", "IN", "CC", "TO"}:
            return None
        if verb.tag not in {"VBD", "VBZ", "VBP"} or verb.pos != "VERB":
            continue
        for subject in page.parse.children[verb.index]:
            low = min(page.parse.subtree(subject))
            if tokens[subject].dep != "nsubj" or tokens[subject].tag in {"WDT", "WP"}:
                continue
            first = after[0].index
            if (low <= first <= subject < verb.index) or (verb.index == first and subject > first):
                clause = Span(after[0].start, max(tokens[subject].end, verb.end))
                return Report((verb.index,), subject, None, (), clause, True, "beside", "say")
        return None
    return None


def _new(
    page: Page, cue: tuple[int, ...], source: int | None, antecedent: int | None, rule: str, kind: str
) -> Draft:
    return Draft([], cue, source, antecedent, rule, kind, page.parse.tokens[cue[0]].start)


def _add(draft: Draft, span: Span, number: int) -> None:
    draft.content = sorted([*draft.content, span])
    draft.quoted.add(number)


def _colon(page: Page, quoted: Quoted) -> tuple[int, int] | None:
    """The colon that introduces a quotation without a reporting verb, and the head of who speaks: the subject before
    it, or the last name ("From the report: “…”")."""
    tokens = page.parse.within(max(0, quoted.outer.start - 4), quoted.outer.start + 1)
    colons = [t for t in tokens if t.text.endswith(":") and t.end <= quoted.outer.start]
    if not colons or page.text[colons[-1].end : quoted.outer.start].strip():
        return None
    colon = colons[-1]
    before = [t for t in page.parse.in_sentence(colon.sentence) if t.index < colon.index]
    barred = entries("translation_nouns")
    by = [t for t in before if t.dep == "pobj" and page.parse.tokens[t.head].text.lower() == "by"]
    if any(t.lemma.lower() in barred for t in before) and by:
        return colon.index, by[-1].index  # "X's rendering of it has this pledge by Y:"
    subjects = [t for t in before if t.dep == "nsubj" and t.tag not in {"WP", "WDT", "EX"}]
    subjects = [t for t in subjects if t.lemma.lower() not in barred]
    names = [t for t in before if t.pos == "PROPN" and t.entity in {"PERSON", "ORG"}]
    names = [t for t in names if not _is_told(page, t.index)] or names
    acts = [t for t in before if t.pos == "NOUN" and t.lemma.lower() in entries("cue_nouns") | _act_nouns()]
    if (
        subjects and subjects[-1].pos == "NOUN"
    ):  # a name between the supposed subject and its verb is the likelier one
        subjects += [
            t for t in names if subjects[-1].index < t.index < subjects[-1].head and t.entity == "PERSON"
        ]
    for group in (subjects[-1:], names[-1:], acts[-1:]):
        if group and page.outer_at(group[0].start) is None:
            return colon.index, group[0].index
    return None


def _is_told(page: Page, at: int) -> bool:
    """Whether a name is that of who is told, by "to" before it: "Brandl to the Council: “…”"."""
    token = page.parse.tokens[at]
    return token.dep == "pobj" and page.parse.tokens[token.head].text.lower() == "to"


def _act_before(page: Page, number: int, standing: Mapping[int, Sequence[Draft]]) -> Draft | None:
    """The last report of the act that a paragraph without reports speaks of: "The rest of the address dwelt on …"."""
    tokens = page.parse.tokens
    kinds = {row[0]: row[1] for row in table("acts")}
    block = page.blocks[number]
    earlier = [d for n in range(max(0, number - FAR), number) for d in standing.get(n, ())]
    for token in page.parse.within(block.start, block.end):
        kind = kinds.get(token.lemma.lower())
        if kind is None or token.pos != "NOUN":
            continue
        if not any(tokens[c].text.lower() in _DEFINITE for c in page.parse.children[token.index]):
            continue
        for draft in sorted(earlier, key=lambda d: -d.anchor):
            if draft.anchor < block.start and draft.cue and page.outer_at(draft.anchor) is None:
                row = page.parse.in_sentence(tokens[draft.cue[0]].sentence)
                if any(kinds.get(t.lemma.lower()) == kind and page.outer_at(t.start) is None for t in row):
                    return draft
    return None


def _act_nouns() -> frozenset[str]:
    return frozenset(row[0] for row in table("acts"))


def _by_block(page: Page, found: Sequence[Report]) -> dict[int, list[Report]]:
    near: dict[int, list[Report]] = {}
    for report in found:
        near.setdefault(page.block_at(page.parse.tokens[report.cue[0]].start), []).append(report)
    return near


def _title_like(page: Page, quoted: Quoted) -> bool:
    """Whether nearly every longer word is capitalised, as in the name of a book or song."""
    found = [
        page.text[s.start : s.end] for p in quoted.pieces for s in words.words(page.text, p.start, p.end)
    ]
    long = [w for w in found if len(w) > 3]
    return bool(long) and sum(w[0].isupper() for w in long) / len(long) > 0.8


def _opens_sentence(page: Page, quoted: Quoted) -> bool:
    block = page.blocks[page.block_at(quoted.outer.start)]
    before = page.text[max(block.start, quoted.outer.start - 50) : quoted.outer.start].rstrip()
    return before == "" or before[-1] in ".!?…”\"'’»)"


def _in_passing(page: Page, quoted: Quoted) -> bool:
    """Whether a few words stand in marks within a sentence: "asked about the “free port”, …"."""
    return not _opens_sentence(page, quoted) and size(page, quoted) < ALONE


def _fills_sentences(page: Page, quoted: Quoted) -> bool:
    """Whether nothing but the quotation stands in its sentences."""
    last = page.blocks[page.block_at(quoted.outer.end - 1)]
    behind = page.text[quoted.outer.end : min(last.end, quoted.outer.end + 50)].lstrip(" .,")
    ends = quoted.inside.of(page.text)[-1:] in ".!?…" or not behind
    return _opens_sentence(page, quoted) and (behind == "" or (ends and not behind[0].islower()))


def _before(page: Page, quoted: Quoted, standing: Mapping[int, Sequence[Draft]]) -> tuple[Draft, str] | None:
    """The utterance this quotation continues, and how: "same" where only a word or mark stands between, "piece" for a
    further quotation of the same paragraph that opens a sentence, "new" where the one before was no quotation or
    stands in the paragraph before and this one is all quotation."""
    number = page.block_at(quoted.outer.start)
    block = page.blocks[number]
    here = [
        d
        for d in standing.get(number, ())
        if d.content
        and d.rule != "noun"
        and block.start <= d.anchor < quoted.outer.start
        and page.outer_at(d.anchor) is None
    ]
    for d in sorted(here, key=lambda d: -d.content[-1].end):
        end = d.content[-1].end
        if end <= quoted.outer.start and _JOINING.fullmatch(page.text, end, quoted.outer.start):
            return d, "same"
    if here and _opens_sentence(page, quoted):
        last = max(here, key=lambda d: max(d.anchor, d.content[-1].end))
        if not last.quoted:  # "…," he said, referring to X. "…" goes on what he said
            sentence = page.parse.tokens[last.cue[0]].sentence if last.cue else -1
            same = [
                d for d in here if d.quoted and d.cue and page.parse.tokens[d.cue[0]].sentence == sentence
            ]
            last = same[-1] if same else last
        ends = max(last.anchor, last.content[-1].end)
        if last.quoted and page.parse.within(ends, ends + 1):
            between = [t for t in page.parse.within(ends, quoted.outer.start) if t.pos in {"VERB", "AUX"}]
            sentences = {t.sentence for t in page.parse.within(ends, quoted.outer.start)}
            if len(sentences) <= 2 or not between:
                return last, "piece"
        return (last, "piece" if last.quoted else "new") if _fills_sentences(page, quoted) else None
    if not _fills_sentences(page, quoted) or block.start != quoted.outer.start:
        return None
    for previous in range(number - 1, -1, -1):
        b = page.blocks[previous]
        if b.role in QUOTING_ROLES:
            if b.role != "body":
                return None
            rows = [
                d
                for d in standing.get(previous, ())
                if d.content and b.start <= d.content[-1].end - 1 < b.end
            ]
            rows = [d for d in rows if page.outer_at(d.anchor) is None or not d.cue]
            if rows:
                return max(rows, key=lambda d: max(d.anchor, d.content[-1].end)), "new"
            model = _act_before(page, previous, standing)
            return None if model is None else (model, "new")
    return None
