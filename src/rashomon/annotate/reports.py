"""Reporting constructions in the syntax: who (a token), with which words, and what is reported.

One sentence at a time, by dependency. Each construction gives ``Report`` values whose content is still rough: it may
cut a quotation, which ``attributions`` mends. The verbs and nouns with the constructions they take are data
(``lang/en/report_verbs.txt``, ``cue_nouns.txt``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lang import entries, table
from rashomon.model import Parse, Span, Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_ADVERBIAL = frozenset({"prep", "npadvmod", "advmod", "tmod", "advcl", "dative", "agent", "prt", "oprd", "dobj"})
_QUOTE_MARKS = frozenset("“”\"‘’'«»") | {"``", "''"}


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


@lru_cache(maxsize=None)
def verbs(language: str = "en") -> dict[str, tuple[frozenset[str], str]]:
    """Lemma of a reporting verb -> the constructions it takes, and its class: say, think or show."""
    return {row[0]: (frozenset(row[1].split()), row[2]) for row in table("report_verbs", language)}


def _is_verb(token: Token) -> bool:
    return token.tag.startswith("VB") and token.pos in {"VERB", "AUX", "NOUN", "PROPN"}


def subject(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """The head token of who does what ``verb`` says: its subject, or the one it shares with the verb above."""
    tokens = parse.tokens
    for child in parse.children[verb]:
        if tokens[child].dep in _SUBJECTS:
            if tokens[child].text.lower() == "it" and _small_clause(parse, verb) and depth < 4:
                return subject(parse, tokens[verb].head, depth + 1)
            return child
    for child in parse.children[verb]:
        if tokens[child].dep in {"nsubjpass", "csubjpass"}:
            for agent in parse.children[verb]:
                if tokens[agent].dep == "agent":
                    for noun in parse.children[agent]:
                        if tokens[noun].dep == "pobj":
                            return noun
            return None
    token = tokens[verb]
    if depth > 4 or token.head == verb:
        return None
    head = tokens[token.head]
    if token.dep == "conj":
        above = _reporting_above(parse, verb)
        return subject(parse, token.head if above is None else above, depth + 1)
    if token.dep == "pcomp" and head.dep in {"prep", "mark"}:
        above = tokens[head.head]
        if above.tag.startswith("VB"):
            return _nearest(parse, above.index, depth)
        return None
    if token.dep == "advcl" and (above := _reporting_above(parse, verb)) is not None:
        return subject(parse, above, depth + 1)
    if token.dep in {"xcomp", "advcl", "ccomp"} and head.tag.startswith("VB"):
        if token.dep == "ccomp" and token.tag not in {"VBG", "VB"}:
            return None
        return _nearest(parse, head.index, depth)
    if token.dep == "acl" and token.tag in {"VBG", "VB"}:
        return head.index
    return None


def _small_clause(parse: Parse, verb: int) -> bool:
    """"(would like) it known": a participle without auxiliary below another verb."""
    tokens = parse.tokens
    token = tokens[verb]
    return (
        token.tag == "VBN"
        and token.dep in {"ccomp", "xcomp"}
        and not any(tokens[c].dep in {"aux", "auxpass"} for c in parse.children[verb])
    )


def _introduces(parse: Parse, verb: int) -> bool:
    """Whether a clause or a quotation follows the verb."""
    tokens = parse.tokens
    if any(tokens[c].dep == "ccomp" and c > verb for c in parse.children[verb]):
        return True
    return any(t.text in _QUOTE_MARKS for t in tokens[verb + 1 : verb + 4])


def _reporting_above(parse: Parse, verb: int) -> int | None:
    """The reporting verb whose subject is meant by a further reporting verb that the parser put inside its content:
    "she said it was early but **added** …", "he said it had failed, **citing** …"."""
    token = parse.tokens[verb]
    entry = verbs().get(token.lemma.lower())
    if entry is None or entry[1] != "say" or any(parse.tokens[c].dep in _SUBJECTS for c in parse.children[verb]):
        return None
    if token.dep not in {"conj", "advcl"} or not _is_verb(token):
        return None
    if token.dep == "advcl" and (token.tag != "VBG" or verb == 0 or parse.tokens[verb - 1].text != ","):
        return None
    at = token.head
    for _ in range(4):
        head = parse.tokens[at]
        if head.dep == "ccomp":
            above = parse.tokens[head.head]
            known = verbs().get(above.lemma.lower())
            if known is None or known[1] != "say" or head.head > verb:
                return None
            if token.dep == "conj" and (above.tag != token.tag or not _introduces(parse, verb)):
                return None
            return above.index
        if head.dep not in {"conj", "acomp", "xcomp", "attr", "dobj", "prep", "pobj"} or head.head == at:
            return None
        at = head.head
    return None


def _nearest(parse: Parse, verb: int, depth: int) -> int | None:
    """The subject of ``verb``, a passive one too: "he was quoted as saying"."""
    for child in parse.children[verb]:
        if parse.tokens[child].dep == "nsubjpass":
            return child
    return subject(parse, verb, depth + 1)


def antecedent(parse: Parse, source: int) -> int | None:
    """For a relative pronoun, the noun it stands for."""
    if parse.tokens[source].tag not in {"WP", "WDT"}:
        return None
    verb = parse.tokens[source].head
    for above in (verb, *parse.ancestors(verb)):
        if parse.tokens[above].dep in {"relcl", "acl"}:
            return parse.tokens[above].head
    return None


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
        if token.dep in {"aux", "neg", "auxpass"} or token.dep in _SUBJECTS or token.dep in _ADVERBIAL:
            own.update(i for i in parse.subtree(child) if i not in content)
    if source is not None and tokens[source].sentence == tokens[verb].sentence:
        if abs(source - verb) < 40 and not any(c for c in content if min(source, verb) < c < max(source, verb)):
            own.update(i for i in parse.subtree(source) if i not in content and abs(i - verb) < 40)
    # contiguous around the verb
    low = high = verb
    while low - 1 in own or (low - 2 in own and tokens[low - 1].pos == "PUNCT"):
        low -= 1
    while high + 1 in own or (high + 2 in own and tokens[high + 1].pos == "PUNCT"):
        high += 1
    while low < verb and (tokens[low].pos == "PUNCT" or tokens[low].text in _QUOTE_MARKS):
        low += 1
    while high > verb and (tokens[high].pos == "PUNCT" or tokens[high].text in _QUOTE_MARKS):
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
                if i > verb and i not in cut and _reporting_above(parse, i) == verb:
                    first = min(parse.subtree(i))
                    while first - 1 > verb and tokens[first - 1].dep in {"cc", "punct", "advmod"}:
                        first -= 1
                    cut.update(k for k in parse.subtree(behind[0]) if k >= first)
            return *whole(behind[:1], skip=frozenset(cut)), "that"
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
        return *whole([objects[0], *[c for c in preps if tokens[c].text.lower() in {"for", "on"}][:1]]), "blame"
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
    behind = last + 1 == len(tokens) or tokens[last + 1].sentence != sentence or tokens[last + 1].pos == "PUNCT"
    return before and behind


def by_verb(parse: Parse) -> Iterator[Report]:
    """Reports whose cue is a verb."""
    tokens = parse.tokens
    table_ = verbs()
    for token in tokens:
        entry = table_.get(token.lemma.lower())
        if entry is None or not _is_verb(token):
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
            and any(tokens[k].dep == "mark" and tokens[k].text.lower() == "that" for k in parse.children[c])
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
            elif tokens[c].dep == "prep" and tokens[c].text.lower() in {"by", "from"}:
                for k in parse.children[c]:
                    if tokens[k].dep == "pobj":
                        source = k
        clause = Span(token.start, token.end)
        yield Report((token.index,), source, None, (span,), clause, True, "noun", "say")


def find(parse: Parse) -> tuple[Report, ...]:
    """All reporting constructions, in text order of their cue."""
    found = [*by_verb(parse), *by_phrase(parse), *by_noun(parse)]
    return tuple(sorted(found, key=lambda r: (r.cue[0], r.rule)))
