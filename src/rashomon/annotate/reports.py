"""Reporting constructions in the syntax: who (a token), with which words, and what is reported.

One sentence at a time, by dependency. Each construction gives ``Report`` values whose content is still rough: it may
cut a quotation, which ``attributions`` mends. The verbs and nouns with the constructions they take are data
(``lang/en/report_verbs.txt``, ``cue_nouns.txt``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.annotate.subjects import (
    QUOTE_MARKS,
    SUBJECTS,
    antecedent,
    is_verb,
    reporting_above,
    subject,
    verbs,
)
from rashomon.lang import entries
from rashomon.model import Block, Parse, Span

_ADVERBIAL = frozenset(
    {"prep", "npadvmod", "advmod", "tmod", "advcl", "dative", "agent", "prt", "oprd", "dobj"}
)


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting construction. ``source`` is the head token of the words that name the source, ``antecedent`` the
    noun a relative pronoun stands for; ``content`` holds character spans in text order, not yet mended; ``clause``
    the span of the reporting words themselves."""

    cue: tuple[int, ...]
    source: int | None
    antecedent: int | None
    content: tuple[Span, ...]
    clause: Span
    speaks: bool  # whether a quotation beside it belongs to it
    rule: str
    kind: str  # of the cue: say, think or show


def _hull(parse: Parse, indexes: Iterator[int] | tuple[int, ...] | list[int]) -> Span | None:
    found = list(indexes)
    if not found:
        return None
    return Span(parse.tokens[min(found)].start, parse.tokens[max(found)].end)


def _cue_tokens(parse: Parse, verb: int) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation and particle."""
    own = [
        c
        for c in parse.children[verb]
        if parse.tokens[c].dep in {"aux", "auxpass", "neg", "prt"} and abs(c - verb) <= 4
    ]
    run = sorted({*own, verb})
    # only what is contiguous up to an adverb counts as the cue
    low = high = run.index(verb)
    while low > 0 and run[low] - run[low - 1] <= 2:
        low -= 1
    while high + 1 < len(run) and run[high + 1] - run[high] == 1:
        high += 1
    return tuple(run[low : high + 1])


def _after(parse: Parse, verb: int, child: int) -> Span | None:
    """A dependent's words that stand behind the verb."""
    return _hull(parse, [i for i in parse.subtree(child) if i > verb])


def _clause(parse: Parse, verb: int, source: int | None, content: frozenset[int]) -> Span:
    """The reporting words: subject, verb, auxiliaries, and what modifies the verb and is no content."""
    tokens = parse.tokens
    own = {verb}
    for child in parse.children[verb]:
        token = tokens[child]
        if child in content or token.dep in {"punct", "ccomp", "cc", "conj", "parataxis", "mark"}:
            continue
        if child < verb and token.dep in {"advcl", "prep", "npadvmod", "advmod"} and verb - child > 8:
            continue
        if token.dep in {"aux", "neg", "auxpass"} or token.dep in SUBJECTS or token.dep in _ADVERBIAL:
            own.update(i for i in parse.subtree(child) if i not in content)
    if source is not None and tokens[source].sentence == tokens[verb].sentence:
        if abs(source - verb) < 40 and not any(
            c for c in content if min(source, verb) < c < max(source, verb)
        ):
            own.update(i for i in parse.subtree(source) if i not in content and abs(i - verb) < 40)
    # contiguous around the verb
    low = high = verb
    while low - 1 in own or (low - 2 in own and tokens[low - 1].pos == "PUNCT"):
        low -= 1
    while high + 1 in own or (high + 2 in own and tokens[high + 1].pos == "PUNCT"):
        high += 1
    while low < verb and (tokens[low].pos == "PUNCT" or tokens[low].text in QUOTE_MARKS):
        low += 1
    while high > verb and (tokens[high].pos == "PUNCT" or tokens[high].text in QUOTE_MARKS):
        high -= 1
    return Span(tokens[low].start, tokens[high].end)


def _pieces_around(parse: Parse, indexes: set[int], clause: Span) -> list[Span]:
    before = [i for i in indexes if parse.tokens[i].end <= clause.start]
    behind = [i for i in indexes if parse.tokens[i].start >= clause.end]
    return [s for s in (_hull(parse, before), _hull(parse, behind)) if s is not None]


def _verb_content(parse: Parse, verb: int, frames: frozenset[str]) -> tuple[list[Span], frozenset[int], str]:
    """Content spans by the first construction that fits, the tokens they hold, and the construction's name."""
    tokens, children = parse.tokens, parse.children[verb]
    by: dict[str, list[int]] = {}
    for child in children:
        by.setdefault(tokens[child].dep, []).append(child)

    def whole(parts: list[int], *, skip: frozenset[int] = frozenset()) -> tuple[list[Span], frozenset[int]]:
        inside = {i for p in parts for i in parse.subtree(p) if i > verb and i not in skip}
        span = _hull(parse, list(inside))
        return ([span] if span else []), frozenset(inside)

    objects = [c for c in by.get("dobj", []) if c > verb]
    preps = [c for c in by.get("prep", []) if c > verb]
    clauses = by.get("ccomp", []) + by.get("parataxis", [])
    if "that" in frames or "call" in frames:
        behind = [c for c in clauses if c > verb and _finite(parse, c)]
        if behind and "that" in frames:
            cut: set[int] = set()
            for i in parse.subtree(behind[0]):
                if i > verb and i not in cut and (reporting_above(parse, i) == verb or _comments(parse, i)):
                    first = min(parse.subtree(i))
                    while first - 1 > verb and tokens[first - 1].dep in {"cc", "punct", "advmod"}:
                        first -= 1
                    cut.update(k for k in parse.subtree(behind[0]) if k >= first)
            return *whole(behind[:1], skip=frozenset(cut)), "that"
        small = [c for c in by.get("ccomp", []) if c > verb and tokens[c].tag == "VBG"]
        if small and "that" in frames and any(tokens[k].dep == "nsubj" for k in parse.children[small[0]]):
            return *whole(small[:1]), "that"  # "a poll showed her leading"
        before = [c for c in by.get("ccomp", []) if c < verb]
        if before and "that" in frames:
            return [], frozenset(i for c in before for i in parse.subtree(c)), "before"
    if "to" in frames:
        for c in by.get("xcomp", []) + clauses:
            if c > verb and tokens[c].tag == "VB" and any(tokens[k].tag == "TO" for k in parse.children[c]):
                parts = [c]
                if objects and tokens[objects[0]].pos != "PRON" and objects[0] < c:
                    parts = [objects[0], c]
                return *whole(parts), "to"
    if "call" in frames:
        small = [c for c in by.get("oprd", []) + by.get("ccomp", []) + by.get("xcomp", []) if c > verb]
        small = [c for c in small if not _finite(parse, c)]
        if small:
            return *whole([*objects[:1], small[0]]), "call"
        if objects and tokens[verb].lemma != "call":
            return *whole(objects[:1]), "call"
    if "of" in frames and objects:
        of = [c for c in preps if tokens[c].text.lower() == "of"]
        if not of:
            of = [
                k
                for k in parse.subtree(objects[0])
                if tokens[k].text.lower() == "of" and any(tokens[g].dep == "pcomp" for g in parse.children[k])
            ]
        if of:
            return *whole([objects[0], of[0]]), "of"
    if "blame" in frames and objects:
        return *whole(
            [objects[0], *[c for c in preps if tokens[c].text.lower() in {"for", "on"}][:1]]
        ), "blame"
    if "as" in frames and objects:
        as_ = [c for c in preps if tokens[c].text.lower() == "as"]
        if as_:
            return *whole([objects[0], as_[0]]), "as"
        return *whole(objects[:1]), "np"
    if "np" in frames and objects:
        extra = [c for c in preps if tokens[c].text.lower() in {"of", "for", "as", "to"} and c > objects[0]]
        return *whole([objects[0], *extra]), "np"
    if "ing" in frames:
        gerunds = [c for c in by.get("xcomp", []) if c > verb and tokens[c].tag == "VBG"]
        if gerunds:
            return *whole(gerunds[:1]), "ing"
    for c in preps:
        word = tokens[c].text.lower()
        if (word in frames or (word == "to" and "to_np" in frames)) and not objects:
            spans, inside = whole([c], skip=frozenset({c}))
            if spans and tokens[c].head == verb:
                return spans, inside, "prep"
    return [], frozenset(), ""


def _comments(parse: Parse, noun: int) -> bool:
    """Whether a noun judges what was said before it: "…, a charge that she has repeated"."""
    tokens = parse.tokens
    if tokens[noun].dep not in {"appos", "npadvmod", "conj", "dobj"} or tokens[
        noun
    ].lemma.lower() not in entries("cue_nouns"):
        return False
    first = min(parse.subtree(noun))
    return tokens[first].text.lower() in {"a", "an"} and first > 0 and tokens[first - 1].text == ","


def _finite(parse: Parse, verb: int) -> bool:
    """Whether a clause has a tensed verb or modal and, mostly, a subject."""
    tokens = parse.tokens
    head = tokens[verb]
    kids = [tokens[c] for c in parse.children[verb]]
    if head.tag in {"VBD", "VBZ", "VBP"}:
        return True
    return any(k.dep in {"aux", "auxpass"} and k.tag in {"MD", "VBD", "VBZ", "VBP"} for k in kids)


def _set_off(parse: Parse, clause: Span) -> bool:
    """Whether marks stand on both sides of the reporting words: "…, he said, …"."""
    inside = parse.within(clause.start, clause.end)
    first, last = inside[0].index, inside[-1].index
    tokens, sentence = parse.tokens, inside[0].sentence
    before = first == 0 or tokens[first - 1].sentence != sentence or tokens[first - 1].pos == "PUNCT"
    behind = (
        last + 1 == len(tokens) or tokens[last + 1].sentence != sentence or tokens[last + 1].pos == "PUNCT"
    )
    return before and behind


def _as_clause(parse: Parse, verb: int) -> bool:
    """ "…, as the union reported, …" """
    tokens = parse.tokens
    head = tokens[tokens[verb].head]
    if tokens[verb].dep != "advcl" or head.pos not in {"VERB", "AUX"}:
        return False
    return any(
        tokens[c].text.lower() == "as"
        and tokens[c].dep in {"mark", "advmod"}
        and c == min(parse.subtree(verb))
        for c in parse.children[verb]
    )


def by_verb(parse: Parse) -> Iterator[Report]:
    """Reports whose cue is a verb."""
    tokens = parse.tokens
    table_ = verbs()
    for token in tokens:
        entry = table_.get(token.lemma.lower())
        if entry is None or not is_verb(token):
            continue
        frames, kind = entry
        verb = token.index
        source = subject(parse, verb)
        spans, inside, rule = _verb_content(parse, verb, frames)
        clause = _clause(parse, verb, source, inside)
        if rule == "before":
            spans = _pieces_around(parse, set(inside), clause)
            if not spans:
                continue
        elif not spans and "that" in frames and source is not None and token.dep in {"parataxis", "ccomp"}:
            if _set_off(parse, clause):
                own = set(parse.subtree(verb))
                spans = _pieces_around(parse, {i for i in parse.subtree(token.head) if i not in own}, clause)
                rule = "inserted"
        elif not spans and "that" in frames and source is not None and _as_clause(parse, verb):
            own = set(parse.subtree(verb))
            spans = _pieces_around(parse, {i for i in parse.subtree(token.head) if i not in own}, clause)
            rule = "inserted"
        yield Report(
            cue=_cue_tokens(parse, verb),
            source=source,
            antecedent=None if source is None else antecedent(parse, source),
            content=tuple(spans),
            clause=clause,
            speaks=kind == "say",
            rule=rule,
            kind=kind,
        )


def by_phrase(parse: Parse) -> Iterator[Report]:
    """Reports by "according to X": the rest of the clause."""
    tokens = parse.tokens
    for token in tokens:
        if token.text.lower() != "according" or token.index + 1 >= len(tokens):
            continue
        to = tokens[token.index + 1]
        if to.text.lower() != "to" or to.sentence != token.sentence:
            continue
        nouns = [c for k in (to.index, token.index) for c in parse.children[k] if tokens[c].dep == "pobj"]
        if not nouns:
            continue
        noun = nouns[0]
        phrase = {token.index, to.index, *parse.subtree(noun)}
        phrase = {i for i in phrase if i >= token.index}
        clause = Span(token.start, tokens[max(phrase)].end)
        governor = token.head if token.head != token.index else None
        root = governor
        if root is None:
            continue
        while tokens[root].pos not in {"VERB", "AUX"} and tokens[root].head != root:
            root = tokens[root].head
        own = {i for i in parse.subtree(root) if i not in phrase}
        spans = _pieces_around(parse, own, clause)
        yield Report((token.index, to.index), noun, None, tuple(spans), clause, True, "according", "say")


def by_noun(parse: Parse) -> Iterator[Report]:
    """Reports whose cue is a noun with a "that" clause or an infinitive: "her claim that", "a promise to"."""
    tokens = parse.tokens
    nouns = entries("cue_nouns")
    for token in tokens:
        if token.pos != "NOUN" or token.lemma.lower() not in nouns:
            continue
        clauses = [
            c
            for c in parse.children[token.index]
            if tokens[c].dep in {"acl", "ccomp", "relcl"}
            and c > token.index
            and (
                any(tokens[k].dep == "mark" and tokens[k].text.lower() == "that" for k in parse.children[c])
                or (tokens[c].dep != "relcl" and _finite(parse, c) and tokens[c - 1].pos != "PUNCT")
            )
        ]
        if not clauses:
            continue
        span = _after(parse, token.index, clauses[0])
        if span is None:
            continue
        source = None
        for c in parse.children[token.index]:
            if tokens[c].dep == "poss":
                source = c
            elif tokens[c].dep == "prep" and tokens[c].text.lower() in {"by", "from", "of"}:
                for k in parse.children[c]:
                    if tokens[k].dep == "pobj":
                        source = k
        if (
            source is None
            and token.dep == "dobj"
            and tokens[token.head].lemma.lower() in entries("voicing_verbs")
        ):
            source = subject(parse, token.head)  # "she repeated the claim that …"
        clause = Span(token.start, token.end)
        verb = tokens[token.head].head if token.dep == "pobj" else token.index
        entry = verbs().get(tokens[verb].lemma.lower())
        if source is None and entry is not None and entry[1] == "say" and is_verb(tokens[verb]):
            speaker = subject(parse, verb)  # "she said in a statement that …"
            if speaker is not None:
                ends = (tokens[speaker], tokens[verb], token)  # "a claim he made to the paper says that"
                clause = Span(min(t.start for t in ends), max(t.end for t in ends))
                cue = _cue_tokens(parse, verb)
                yield Report(cue, speaker, antecedent(parse, speaker), (span,), clause, True, "that", "say")
                continue
        yield Report((token.index,), source, None, (span,), clause, True, "noun", "say")


def _headline_frames(word: str) -> frozenset[str]:
    """What a capitalised word takes if it is the present form of a reporting verb: "Vows" an infinitive."""
    folded = word.lower()
    stems = [folded[:-1], folded[:-2], folded[:-3] + "y"] if folded.endswith("s") else []
    for stem in stems:
        if stem in verbs() and verbs()[stem][1] == "say":
            return verbs()[stem][0]
    return frozenset()


def by_headline(parse: Parse, titles: Sequence[Block], known: frozenset[int]) -> Iterator[Report]:
    """Reports in headlines whose capitals hide the verb or its clause from the parser: "Hale Lands, Vows to Fight On",
    "Hale Says He And His Men Will Stay"."""
    tokens = parse.tokens
    for block in titles:
        row = parse.within(block.start, block.end)
        names = [t for t in row if t.pos == "PROPN" and t.dep in {"nsubj", "ROOT", "compound"}]
        for token, after in zip(row, row[1:], strict=False):
            if token.index in known or token.index == row[0].index:
                continue
            frames = _headline_frames(token.text)
            before = tokens[token.index - 1]
            rest = [t for t in row if t.index > after.index]
            if "to" in frames and after.text.lower() == "to":
                fits = before.text in {",", ";", "and", "&"} or before.pos == "PROPN"
            else:
                fits = "that" in frames and token.tag == "VBZ" and before.dep in {"nsubj", "compound"}
                fits = fits and any(t.tag in {"MD", "VBZ", "VBD", "VBP"} for t in rest)
            subjects = [t for t in row if t.dep == "nsubj" and t.index < token.index] or names[:1]
            if not fits or not subjects or subjects[0].index >= token.index:
                continue
            ends = (t.index for t in row if t.index > after.index and t.text in {";", ":", "|"})
            span = Span(after.start, tokens[next(ends, row[-1].index + 1) - 1].end)
            clause = Span(token.start, token.end)
            yield Report((token.index,), subjects[0].index, None, (span,), clause, True, "that", "say")


def find(parse: Parse, titles: Sequence[Block] = ()) -> tuple[Report, ...]:
    """All reporting constructions, in text order of their cue; ``titles`` are the blocks to read as headlines."""
    found = [*by_verb(parse), *by_phrase(parse), *by_noun(parse)]
    read = frozenset(i for r in found if r.content for i in r.cue)
    more = list(by_headline(parse, titles, read))
    found = [r for r in found if r.content or not any(r.cue == m.cue for m in more)] + more
    return tuple(sorted(found, key=lambda r: (r.cue[0], r.rule)))
