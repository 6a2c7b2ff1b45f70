"""How the words got here: speaker, act, medium, translator, agency, outlet, each only if the text names it.

Requirement: a hop's span holds its bare name or noun. An act named elsewhere in the article lends its hops to every
attribution that comes from it: the same speaker and a definite mention of the act ("in the piece"), a quotation that
continues it, or the first words reported right after a sentence that only introduces the act.
Known exceptions: two acts of one class by one speaker are told apart by the nearest one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.annotate import hops as hops_
from rashomon.annotate.sources import Mentions
from rashomon.model import Hop, Parse, Source, Span

# Order of the hops on the way from the speaker to the reader.
_ORDER = {"speaker": 0, "act": 1, "medium": 2, "translator": 3, "agency": 4, "outlet": 5}
_PRONOUNS = frozenset(
    "he she it they we i you who which that this these those one some others many both all none him her them".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the chain needs of one attribution: cue tokens, the source, its contents, and which one it continues."""

    cue: tuple[int, ...]
    source: Source
    content: tuple[Span, ...]
    continues: int | None


@dataclass(slots=True)
class _Act:
    speaker: str | None
    kind: str
    at: int
    sentence: int
    definite: bool
    hops: list[Hop]
    empty: bool = False  # a sentence that introduces the act and reports nothing
    tokens: set[int] = field(default_factory=set)


def _clause_tokens(parse: Parse, verb: int, blocked: set[int]) -> list[int]:
    """Tokens of the verb's sentence outside contents, in its own clause or one that governs or shares it."""
    spine = {verb, *parse.ancestors(verb)}
    for i in tuple(spine):
        spine.update(c for c in parse.children[i] if parse.tokens[c].dep in {"advcl", "conj"} and c < verb)
    rows: set[int] = set()
    for i in sorted(spine):
        rows.add(i)
        for c in parse.children[i]:
            if parse.tokens[c].dep in {"prep", "agent", "dobj", "dative", "advcl", "pobj", "pcomp", "acl"}:
                rows.update(k for k in parse.subtree(c) if k not in blocked)
    return sorted(i for i in rows if i not in blocked)


def _speaker_key(source: Source, text: str) -> str | None:
    if source.entity is not None:
        return source.entity
    if source.span is None:
        return None
    return source.span.of(text).split()[-1].casefold()


def _speaker_hop(source: Source, text: str, mentions: Mentions, at: int) -> Hop | None:
    """The speaker under the nearest name the text gives, or in the words that stand for an unnamed source."""
    if source.entity is not None:
        names = [m for m, e in mentions.rows if e.id == source.entity and m.form == "name"]
        if source.span is not None:
            for m in names:
                if m.span == source.span:
                    return Hop("speaker", m.span.of(text), m.span)
        before = [m for m in names if m.start <= at]
        if names:
            m = before[-1] if before else names[0]
            return Hop("speaker", m.span.of(text), m.span)
    if source.span is not None and source.span.of(text).lower() not in _PRONOUNS:
        return Hop("speaker", source.span.of(text), source.span)
    return None


def _introductions(
    parse: Parse, text: str, mentions: Mentions, busy: set[int], subjects: dict[int, Source]
) -> list[_Act]:
    """Acts introduced by a sentence that reports nothing: "X wrote for the newspaper Y"."""
    found: list[_Act] = []
    tokens = parse.tokens
    for verb, source in sorted(subjects.items()):
        if tokens[verb].sentence in busy or tokens[verb].lemma.lower() not in hops_.PUBLISHING:
            continue
        rows = _clause_tokens(parse, verb, set())
        act = hops_.find_act(parse, text, rows)
        hops = hops_.published_in(parse, text, rows, set(), mentions)
        if act is None and not hops:
            continue
        kind = act[1] if act else "written" if tokens[verb].lemma == "write" else "posted"
        found.append(
            _Act(
                _speaker_key(source, text), kind, tokens[verb].start, tokens[verb].sentence, False,
                ([act[0]] if act else []) + hops, empty=True,
            )
        )  # fmt: skip
    return found


def find(
    parse: Parse, text: str, told: Sequence[Told], mentions: Mentions, writers: dict[int, Source]
) -> tuple[tuple[Hop, ...], ...]:
    """The chain of each attribution, first speaker first. ``writers`` are sources of further verbs (token index) that
    may introduce an act without reporting anything."""
    tokens = parse.tokens
    contents: dict[int, set[int]] = {}
    for n, row in enumerate(told):
        contents[n] = {t.index for s in row.content for t in parse.within(s.start, s.end)}
    busy = {tokens[row.cue[0]].sentence for row in told if row.cue}
    acts = _introductions(parse, text, mentions, busy, writers)
    own: list[tuple[list[Hop], _Act | None]] = []
    for n, row in enumerate(told):
        if not row.cue:
            own.append(([], None))
            continue
        verb = max(row.cue, key=lambda i: tokens[i].pos in {"VERB", "NOUN"})
        rows = _clause_tokens(parse, verb, contents[n])
        hops = hops_.published_in(parse, text, rows, contents[n], mentions)
        hops += hops_.translators(parse, text, tokens[verb].sentence, contents[n], mentions)
        act_found = hops_.find_act(parse, text, [i for i in rows if i not in row.cue])
        act = None
        if act_found is not None:
            hop, kind, definite, at = act_found
            if kind == "interview":
                for c in parse.children[at]:
                    if tokens[c].text.lower() in {"with", "for"}:
                        for k in parse.children[c]:
                            outlet = hops_.as_outlet(parse, text, k, mentions)
                            if outlet is not None:
                                hops.append(outlet)
            act = _Act(
                _speaker_key(row.source, text),
                kind,
                tokens[verb].start,
                tokens[verb].sentence,
                definite,
                [hop, *hops],
            )
            hops = [hop, *hops]
            acts.append(act)
        told_to = hops_.receiver(parse, text, verb, mentions)
        if told_to is not None:
            hops.append(told_to)
        own.append((hops, act))
    _translated_after(parse, text, told, own, busy, mentions)
    chains: list[tuple[Hop, ...]] = []
    for n, row in enumerate(told):
        hops, act = own[n]
        at = row.content[0].start
        key = _speaker_key(row.source, text)
        lent: list[Hop] = []
        if row.continues is not None and row.continues < len(chains):
            lent = [h for h in chains[row.continues] if h.role != "speaker"]
        elif act is not None and act.definite:
            lent = _lend(acts, act, key, at)
        elif act is None and row.cue:
            sentence = tokens[row.cue[0]].sentence
            for other in acts:
                if (
                    other.empty
                    and other.speaker == key
                    and key is not None
                    and other.sentence == sentence - 1
                ):
                    lent = other.hops
        speaker = _speaker_hop(row.source, text, mentions, at)
        merged = ([speaker] if speaker else []) + hops
        roles = {h.role for h in merged}
        merged += [h for h in lent if h.role not in roles]
        named = {h.span for h in merged if h.role == "translator"}
        merged = [h for h in merged if h.role in {"speaker", "translator"} or h.span not in named]
        unique = sorted(set(merged), key=lambda h: (_ORDER[h.role], h.span))
        chains.append(tuple(unique))
    return tuple(chains)


def _translated_after(
    parse: Parse,
    text: str,
    told: Sequence[Told],
    own: Sequence[tuple[list[Hop], _Act | None]],
    busy: set[int],
    mentions: Mentions,
) -> None:
    """A sentence right behind an attribution that only says who translated it lends it the translator."""
    for n, row in enumerate(told):
        if not row.cue:
            continue
        sentence = parse.tokens[row.cue[0]].sentence + 1
        if sentence < len(parse.sentences) and sentence not in busy:
            hops = hops_.translators(parse, text, sentence, set(), mentions)
            own[n][0].extend(hops)
            act = own[n][1]
            if act is not None:
                act.hops.extend(hops)


def _lend(acts: Sequence[_Act], act: _Act, speaker: str | None, at: int) -> list[Hop]:
    """The hops of the act that a definite mention refers to: same speaker and class, the nearest before, else the
    first after."""
    same = [
        a
        for a in acts
        if a is not act and a.speaker == speaker and a.kind == act.kind and speaker is not None
    ]
    richer = [a for a in same if any(h.role != "act" for h in a.hops)]
    before = [a for a in richer if a.at <= at]
    chosen = before[-1] if before else richer[0] if richer else None
    return [] if chosen is None else list(chosen.hops)
