"""What the tagger says of one attribution: whose it is and how far it reaches, and what only the tagger has found."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from rashomon.annotate import tagging
from rashomon.annotate.drafts import Draft, Page
from rashomon.annotate.subjects import antecedent, is_document, is_verb, subject, verbs
from rashomon.annotate.tagging import Stretch, Told
from rashomon.lang import entries, table
from rashomon.model import Parse, Span

# Mean log probability of its tags below which a content that only the tagger sees is none. Tuned on 84 articles of
# PolNeAR's train part that the tagger was not trained on.
SURE = -0.8
# Words between a plain subject and its cue ("she later said"); farther off the parser is often wrong.
BESIDE = 3
# Words before a colon that are taken for who is told something; more may be a part of what is said.
HEARERS = 3

_TENSED = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})


@lru_cache(maxsize=None)
def _honorifics() -> frozenset[str]:
    """Forms of address before a name."""
    return frozenset(row[0] for row in table("honorifics"))


def span_of(page: Page, stretch: Stretch) -> Span:
    tokens = page.parse.tokens
    return Span(tokens[stretch.start].start, tokens[stretch.end - 1].end)


def words_in(page: Page, content: Sequence[Span]) -> frozenset[int]:
    """The words of a content that are no marks."""
    tokens = page.parse.tokens
    return frozenset(w for s in content for w in tagging.touched(page, s) if tokens[w].text[:1].isalnum())


def told_words(page: Page, told: Told) -> frozenset[int]:
    return words_in(page, [span_of(page, c) for c in told.content])


def _head(parse: Parse, stretch: Stretch) -> int:
    """The word of a source whose head stands outside it, a noun or pronoun before others."""
    inside = range(stretch.start, stretch.end)
    heads = [w for w in inside if parse.tokens[w].head not in inside or parse.tokens[w].head == w]
    named = [w for w in heads if parse.tokens[w].pos in {"NOUN", "PROPN", "PRON"}]
    head = (named or heads or [stretch.end - 1])[0]
    if not named and parse.tokens[head].dep == "relcl":
        head = parse.tokens[
            head
        ].head  # "who chairs the council" of "Ida Brandl, who chairs the council, said"
    if parse.tokens[head].dep == "compound" and parse.tokens[head].text in _honorifics():
        head = parse.tokens[head].head  # "Ms." of "Ms. Brandl"
    return head


def _nearest(told: Told) -> Stretch:
    """Of several sources the one beside the cue; without a cue, beside the content."""
    at = (told.cue or told.content)[0]
    return min(told.source, key=lambda s: (max(at.start - s.end, s.start - at.end), s.start))


def _before_hearer(parse: Parse, told: Told) -> Stretch:
    """The source nearest to the cue; of "Brandl to the Council: “…”" what stands before "to"."""
    source = _nearest(told)
    if [parse.tokens[c.start].text for c in told.cue] == [":"]:
        inside = range(source.start + 1, source.end)
        to = next((w for w in inside if parse.tokens[w].text.lower() == "to"), source.end)
        return replace(source, end=to)
    return source


def _named(parse: Parse, told: Told) -> int | None:
    """The head of the tagger's source; a translation is a hop of the chain, and nobody who speaks."""
    head = _head(parse, _before_hearer(parse, told)) if told.source else None
    if head is None or parse.tokens[head].lemma.lower() in entries("translation_nouns"):
        return None
    return head if parse.tokens[head].text[:1].isalnum() else None


def _hearsay(parse: Parse, draft: Draft, told: Told) -> bool:
    """Whether the tagger's cue is "according to" and the rules' is not: who passes words on is not who said them."""
    by = [parse.tokens[c.start].text.lower() for c in told.cue[:1]]
    return bool(draft.cue) and by == ["according"] and draft.rule != "according" and draft.source is not None


def _plain_subject(parse: Parse, source: int, cue: Sequence[int]) -> bool:
    """Whether a source is a name or personal pronoun, the subject of the cue and at most BESIDE words from it, or a
    document right before its participle ("a report claiming")."""
    token = parse.tokens[source]
    if (
        is_document(token)
        and token.dep == "pobj"
        and source + 1 in cue
        and parse.tokens[source + 1].tag == "VBG"
    ):
        return True
    return (
        token.dep == "nsubj"
        and (token.pos == "PROPN" or token.tag == "PRP")
        and any(word == token.head and abs(source - word) <= BESIDE for word in cue)
    )


def _elsewhere(parse: Parse, cue: Sequence[int], told: Told, head: int | None) -> bool:
    """Whether the tagger's cue or source stands in another sentence than this cue."""
    here = parse.tokens[cue[0]].sentence
    others = [c.start for c in told.cue[:1]] + ([] if head is None else [head])
    return any(parse.tokens[w].sentence != here for w in others)


def take_source(page: Page, draft: Draft, told: Sequence[Told]) -> None:
    """The tagger's source, unless it is the rules' in other words, or these have a name or pronoun that is the subject
    right beside the same cue. Who is asked does not ask."""
    if draft.rule == "asked":
        return
    for one in told:
        if _hearsay(page.parse, draft, one):
            continue
        head = _named(page.parse, one)
        if draft.source is None and not draft.cue and one.cue and not one.source:
            head = _source_of(page.parse, one, range(one.cue[0].start, one.cue[0].end))
        inside = {w for s in one.source for w in range(s.start, s.end)}
        cue = [w for c in one.cue for w in range(c.start, c.end) if w in draft.cue]
        if draft.source is not None and _plain_subject(page.parse, draft.source, cue):
            continue
        if (
            draft.source is not None
            and draft.cue
            and not draft.quoted
            and _elsewhere(page.parse, draft.cue, one, head)
        ):
            continue
        if head is not None and draft.source not in inside:
            draft.source, draft.antecedent = head, antecedent(page.parse, head)


def take_bounds(page: Page, draft: Draft, told: Told) -> None:
    """The tagger's bounds, which cut no quotation; the rules' where these hold a quotation that those do not."""
    around = page.outer_at(draft.anchor)
    content: list[Span] = []
    for piece in told.content:
        span = span_of(page, piece)
        start, end = span.start, span.end
        for i in page.outers_in(start, end):
            if i != around:
                outer = page.quoted[i].outer
                start, end = min(start, outer.start), max(end, outer.end)
                before = page.text[start : outer.start].rstrip()
                if before.endswith(":") and page.word_count(start, outer.start) <= HEARERS:
                    start = outer.start  # "told the crowd: “…”": who is told is no part of what is said
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


def only_tagged(page: Page, told: Told, words: AbstractSet[int]) -> Draft | None:
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
    take_bounds(page, made, told)
    return made
