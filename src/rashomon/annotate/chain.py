"""How the words got here: speaker, act, medium, translator, agency, outlet, each only if the text names it.

Requirement: a hop's span holds its bare name or noun. An act named elsewhere in the article lends its hops to every
attribution that comes from it: the same speaker and a definite mention of the act ("in the piece"), a quotation that
continues it, or the first words reported right after a sentence that only introduces the act.
Known exceptions: two acts of one class by one speaker are told apart by the nearest one before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
    """One act of speech over the article: every mention adds the hops it names, one a role."""

    speaker: str | None
    kind: str
    hops: dict[str, Hop] = field(default_factory=dict)

    def add(self, hops: Sequence[Hop]) -> None:
        for hop in hops:
            self.hops.setdefault(hop.role, hop)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A mention of an act: in the reporting words of attribution ``row``, or in a sentence that reports nothing."""

    at: int
    sentence: int
    speaker: str | None
    kind: str
    definite: bool
    hops: tuple[Hop, ...]
    row: int | None


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
        names = mentions.names.get(source.entity, ())
        if source.span is not None:
            at = source.span.start
        if names:
            m = names[max(0, bisect_right(names, at, key=lambda m: m.start) - 1)]
            return Hop("speaker", m.span.of(text), m.span)
    if source.span is not None and source.span.of(text).lower() not in _PRONOUNS:
        return Hop("speaker", source.span.of(text), source.span)
    return None


def _introductions(
    parse: Parse, text: str, mentions: Mentions, busy: set[int], subjects: dict[int, Source]
) -> list[_Spoken]:
    """Acts in sentences that report nothing: "X wrote for the newspaper Y", "The speech was made for Y"."""
    found: list[_Spoken] = []
    tokens = parse.tokens
    for verb, source in sorted(subjects.items()):
        token = tokens[verb]
        if token.sentence in busy or token.lemma.lower() not in hops_.PUBLISHING:
            continue
        rows = _clause_tokens(parse, verb, set())
        act = hops_.find_act(parse, text, rows)
        hops = hops_.published_in(parse, text, rows, set(), mentions)
        if act is None and not hops:
            continue
        kind = act[1] if act else "written" if token.lemma == "write" else "posted"
        hops = ([act[0]] if act else []) + hops
        key = _speaker_key(source, text)
        found.append(_Spoken(token.start, token.sentence, key, kind, False, tuple(hops), None))
    for token in tokens:
        if token.dep not in {"nsubj", "nsubjpass"} or token.pos != "NOUN" or token.sentence in busy:
            continue
        named = hops_.act_at(parse, token.index)
        if named is None or not hops_.is_definite(parse, token.index):
            continue
        rows = _clause_tokens(parse, token.head, set())
        hops = hops_.published_in(parse, text, rows, set(), mentions)
        if hops:
            found.append(_Spoken(token.start, token.sentence, None, named[1], True, tuple(hops), None))
    return found


def _own(
    parse: Parse, text: str, row: Told, content: set[int], mentions: Mentions
) -> tuple[list[Hop], tuple[str, bool] | None]:
    """The hops the reporting words of one attribution name, and class and definiteness of the act among them."""
    tokens = parse.tokens
    verb = max(row.cue, key=lambda i: tokens[i].pos in {"VERB", "NOUN"})
    said = {i for i in row.cue if tokens[i].pos not in {"NOUN", "PROPN"}} | {
        verb
    }  # "posted on Telegram" names a medium
    rows = [i for i in _clause_tokens(parse, verb, content) if i not in said]
    hops = hops_.published_in(parse, text, rows, content, mentions)
    hops += hops_.translators(parse, text, tokens[verb].sentence, content, mentions)
    act = None
    found = hops_.find_act(parse, text, rows)
    if found is not None:
        hop, kind, definite, at = found
        act = kind, definite
        for c in parse.children[at]:
            with_whom = kind == "interview" and tokens[c].text.lower() in {"with", "for", "to"}
            if with_whom or tokens[c].text.lower() in {"for", "to", "in"}:
                outlets = (hops_.as_outlet(parse, text, k, mentions) for k in parse.children[c])
                hops += [o for o in outlets if o is not None and (with_whom or hops_.is_press(o))]
        hops = [hop, *hops]
    elif (own := hops_.as_act(parse, text, row.cue)) is not None:
        act = own[1], False
        hops = [own[0], *hops]
    hops += hops_.receiver(parse, text, verb, mentions)
    sentence = tokens[verb].sentence + 1  # "The English is that of X, which translated …"
    if sentence < len(parse.sentences):
        hops += hops_.translators(parse, text, sentence, set(), mentions, alone=True)
    return hops, act


def _acts(spoken: Sequence[_Spoken]) -> list[_Act]:
    """For each mention its act: a definite one goes on the last act of its class and speaker before it."""
    latest: dict[tuple[str, str | None], _Act] = {}
    of: list[_Act] = []
    seen: dict[Span, _Act] = {}
    for mention in spoken:
        act = None
        name = next((h.span for h in mention.hops if h.role == "act"), None)
        if name is not None:
            act = seen.get(name)
        if act is None and mention.definite:
            act = latest.get((mention.kind, mention.speaker))
        if act is None:
            act = _Act(mention.speaker, mention.kind)
        latest[mention.kind, act.speaker] = latest[mention.kind, None] = act
        act.add(mention.hops)
        if name is not None:
            seen[name] = act
        of.append(act)
    return of


def find(
    parse: Parse, text: str, told: Sequence[Told], mentions: Mentions, writers: dict[int, Source]
) -> tuple[tuple[Hop, ...], ...]:
    """The chain of each attribution, first speaker first. ``writers`` are sources of further verbs (token index) that
    may introduce an act without reporting anything."""
    tokens = parse.tokens
    busy = {tokens[row.cue[0]].sentence for row in told if row.cue}
    spoken = _introductions(parse, text, mentions, busy, writers)
    own: list[list[Hop]] = []
    for n, row in enumerate(told):
        if not row.cue:
            own.append([])
            continue
        content = {t.index for s in row.content for t in parse.within(s.start, s.end)}
        hops, act = _own(parse, text, row, content, mentions)
        own.append(hops)
        if act is not None:
            cue = tokens[row.cue[0]]
            key = _speaker_key(row.source, text)
            spoken.append(_Spoken(cue.start, cue.sentence, key, *act, tuple(hops), n))
    spoken.sort(key=lambda m: (m.at, -1 if m.row is None else m.row))
    acts = _acts(spoken)
    act_of = {m.row: act for m, act in zip(spoken, acts, strict=True) if m.row is not None}
    before = {m.sentence: act for m, act in zip(spoken, acts, strict=True) if m.row is None}
    chains: list[tuple[Hop, ...]] = []
    for n, row in enumerate(told):
        key = _speaker_key(row.source, text)
        lent: list[Hop] = []
        if row.continues is not None and row.continues < len(chains):
            lent = [h for h in chains[row.continues] if h.role != "speaker"]
        elif n in act_of:
            lent = list(act_of[n].hops.values())
        elif row.cue:
            act_before = before.get(tokens[row.cue[0]].sentence - 1)
            unnamed = row.source.entity is None and row.source.span is not None
            definite = (
                unnamed and row.source.span.of(text).lower().startswith("the ") if row.source.span else False
            )
            if act_before is not None and key is not None and (act_before.speaker == key or definite):
                lent = list(act_before.hops.values())
        speaker = _speaker_hop(row.source, text, mentions, row.content[0].start)
        chains.append(_ordered(([speaker] if speaker else []) + own[n], lent))
    return tuple(chains)


def speakers(text: str, told: Sequence[Told], chains: Sequence[tuple[Hop, ...]]) -> list[Source]:
    """The sources, where a description without an entity ("the president") speaks in an act whose speaker is known
    elsewhere with that speaker's entity."""
    of_act: dict[Span, str] = {}
    for row, hops in zip(told, chains, strict=True):
        for hop in hops:
            if hop.role == "act" and row.source.entity is not None:
                of_act.setdefault(hop.span, row.source.entity)
    result: list[Source] = []
    for row, hops in zip(told, chains, strict=True):
        source = row.source
        if (
            source.entity is None
            and source.span is not None
            and source.span.of(text).lower().startswith("the ")
        ):
            entity = next((of_act[h.span] for h in hops if h.role == "act" and h.span in of_act), None)
            source = replace(source, entity=entity)
        result.append(source)
    return result


def _ordered(own: Sequence[Hop], lent: Sequence[Hop]) -> tuple[Hop, ...]:
    """Own hops, and lent ones of other roles, from the speaker to the reader; a translator is no agency besides."""
    roles = {h.role for h in own}
    merged = [*own, *(h for h in lent if h.role not in roles)]
    translators = {h.span for h in merged if h.role == "translator"}
    merged = [h for h in merged if h.role in {"speaker", "translator"} or h.span not in translators]
    return tuple(sorted(set(merged), key=lambda h: (_ORDER[h.role], h.span)))
