"""How the words got here: speaker, act, medium, translator, agency, outlet, each only if the text names it.

Requirement: a hop's span holds its bare name or noun. An act named elsewhere in the article lends its hops to every
attribution that comes from it: the same speaker and a definite mention of the act ("in the piece"), a quotation that
continues it, or the first words reported right after a sentence that only introduces the act.
Known exceptions: two acts of one class by one speaker are told apart by the nearest one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.annotate.sources import Mentions
from rashomon.annotate.subjects import antecedent
from rashomon.lang import entries, table
from rashomon.model import Hop, Parse, Source, Span, Token

# Order of the hops on the way from the speaker to the reader.
_ORDER = {"speaker": 0, "act": 1, "medium": 2, "translator": 3, "agency": 4, "outlet": 5}
_CARRIES = frozenset({"in", "on", "at", "during", "from", "via", "through", "for", "with", "by", "of", "to"})
_PUBLISHING = frozenset(
    {"write", "publish", "post", "print", "appear", "air", "broadcast", "carry", "record", "tweet"}
)
_PRONOUNS = frozenset(
    "he she it they we i you who which that this these those one some others many both all none him her them".split()
)
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "same"})


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


def _acts() -> dict[str, str]:
    return {row[0]: row[1] for row in table("acts")}


def _act_at(parse: Parse, noun: int) -> tuple[Span, str] | None:
    """The longest name of an act that ends with this noun."""
    names = _acts()
    tokens = parse.tokens
    for size in (5, 4, 3, 2, 1):
        low = noun - size + 1
        if low < 0 or tokens[low].sentence != tokens[noun].sentence:
            continue
        run = tokens[low : noun + 1]
        joined = ""
        for i, t in enumerate(run):
            joined += ("" if i == 0 or run[i - 1].end == t.start else " ") + t.text.lower()
        kind = names.get(joined)
        if kind is None and size == 1:
            kind = names.get(tokens[noun].lemma.lower())
        if kind is not None:
            return Span(run[0].start, run[-1].end), kind
    return None


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" or (token.text[:1].isupper() and token.pos in {"NOUN", "ADJ", "X"})


def _run(parse: Parse, at: int, step: int) -> list[int]:
    """The run of name tokens from ``at`` in one direction."""
    found = []
    i = at
    while 0 <= i < len(parse.tokens) and parse.tokens[i].sentence == parse.tokens[at].sentence:
        if not _is_name(parse.tokens[i]):
            break
        found.append(i)
        i += step
    return sorted(found)


def _span(parse: Parse, indexes: Sequence[int]) -> Span:
    return Span(parse.tokens[indexes[0]].start, parse.tokens[indexes[-1]].end)


def _named(parse: Parse, noun: int, mentions: Mentions) -> Span | None:
    """The bare name in a noun phrase such as "the newspaper X", "X, the daily", "the state agency X", "X"."""
    tokens = parse.tokens
    if _is_name(tokens[noun]):
        held = mentions.holding(tokens[noun].span)
        if held is not None and held[0].form == "name":
            return held[0].span
        run = [i for i in _run(parse, noun, -1)]
        skip = entries("media_nouns") | entries("agency_nouns")
        while len(run) > 1 and tokens[run[0]].text in skip:
            run = run[1:]
        return _span(parse, run)
    for child in parse.children[noun]:
        if tokens[child].dep == "appos" and _is_name(tokens[child]):
            return _named(parse, child, mentions)
    if (
        noun + 1 < len(tokens)
        and tokens[noun + 1].sentence == tokens[noun].sentence
        and _is_name(tokens[noun + 1])
    ):
        return _span(parse, _run(parse, noun + 1, 1))
    if noun > 0 and tokens[noun - 1].pos == "PROPN" and tokens[noun - 1].head == noun:
        return _span(parse, _run(parse, noun - 1, -1))
    return None


def _nominal(parse: Parse, noun: int) -> Span:
    """A noun with its modifiers, without determiner."""
    tokens = parse.tokens
    low = noun
    while low > 0 and tokens[low - 1].dep in {"compound", "amod", "nmod"} and low - 1 in parse.subtree(noun):
        low -= 1
    return Span(tokens[low].start, tokens[noun].end)


def _role_of_name(text: str) -> str:
    folded = text.casefold()
    names = {a.casefold() for a in entries("agencies")}
    if folded in names or folded.removeprefix("the ") in names:
        return "agency"
    if folded.split()[-1] in {"agency", "newswire", "wire"}:
        return "agency"
    return "outlet"


def _published_in(
    parse: Parse, text: str, within: Sequence[int], blocked: set[int], mentions: Mentions
) -> list[Hop]:
    """Media, translators and agencies named among these tokens."""
    tokens = parse.tokens
    media, agencies = entries("media_nouns"), entries("agency_nouns")
    hops: list[Hop] = []
    for i in within:
        token = tokens[i]
        if i in blocked:
            continue
        if token.dep != "pobj" or tokens[token.head].text.lower() not in {
            "in",
            "on",
            "for",
            "by",
            "via",
            "through",
        }:
            continue
        word = token.lemma.lower()
        preposition = tokens[token.head].text.lower()
        if (
            word in media
            or token.text.lower() in media
            or (i > 0 and tokens[i - 1].text.lower() in media and _is_name(token))
        ):
            named = _named(parse, i, mentions)
            span = named or _nominal(parse, i)
            hops.append(Hop("medium", span.of(text), span))
        elif word in agencies:
            named = _named(parse, i, mentions)
            if named is not None:
                hops.append(Hop("agency", named.of(text), named))
        elif _is_name(token) and preposition in {"in", "on", "for"}:
            governor = tokens[tokens[token.head].head]
            publishing = governor.lemma.lower() in _PUBLISHING or _act_at(parse, governor.index) is not None
            compounds = [c for c in parse.children[i] if tokens[c].text.lower() in media]
            if (
                token.text in entries("platforms")
                or compounds
                or (publishing and token.entity in {"ORG", "WORK_OF_ART"})
            ):
                named = _named(parse, i, mentions)
                if named is not None:
                    hops.append(Hop("medium", named.of(text), named))
    return hops


def _translators(parse: Parse, text: str, sentence: int, blocked: set[int], mentions: Mentions) -> list[Hop]:
    """Who translated: "a translation by X", "X's rendering", "translated by X", "X, which translated …"."""
    tokens = parse.tokens
    for token in parse.in_sentence(sentence):
        owners: list[int] = []
        if token.index in blocked:
            continue
        if token.lemma.lower() in entries("translation_nouns"):
            for k in parse.subtree(token.index):
                if tokens[k].dep in {"prep", "agent"} and tokens[k].text.lower() in {"from", "by", "of"}:
                    owners += [c for c in parse.children[k] if tokens[c].dep == "pobj"]
                elif tokens[k].dep == "poss" and tokens[k].head == token.index:
                    owners.append(k)
        elif token.lemma.lower() == "translate" and token.tag.startswith("VB"):
            for c in parse.children[token.index]:
                if tokens[c].dep == "agent":
                    owners += [k for k in parse.children[c] if tokens[k].dep == "pobj"]
                elif tokens[c].dep == "nsubj":
                    noun = antecedent(parse, c)
                    owners.append(c if noun is None else noun)
        for owner in owners:
            span = _named(parse, owner, mentions) or _before_apposition(parse, owner)
            if span is not None:
                return [Hop("translator", span.of(text), span)]
    return []


def _before_apposition(parse: Parse, noun: int) -> Span | None:
    """The name in front of a description set off by a comma: "**X**, the official news agency"."""
    tokens = parse.tokens
    low = noun
    while low > 0 and tokens[low - 1].pos in {"DET", "ADJ", "NOUN"}:
        low -= 1
    if low >= 2 and tokens[low - 1].text == "," and _is_name(tokens[low - 2]):
        return _span(parse, _run(parse, low - 2, -1))
    return None


def _receiver(parse: Parse, text: str, verb: int, mentions: Mentions) -> Hop | None:
    """The outlet or agency to which something was told."""
    tokens = parse.tokens
    nouns = [c for c in parse.children[verb] if tokens[c].dep in {"dobj", "dative"} and c > verb]
    if tokens[verb].lemma.lower() not in {"tell", "inform"}:
        nouns = []
    for c in parse.children[verb]:
        if tokens[c].text.lower() in {"to", "with"} and tokens[c].dep in {"prep", "dative"}:
            nouns += [k for k in parse.children[c] if tokens[k].dep == "pobj"]
        if tokens[c].dep == "advcl" and tokens[c].lemma.lower() in {"speak", "talk"}:
            hop = _receiver(parse, text, c, mentions)
            if hop is not None:
                return hop
    for noun in nouns:
        hop = _as_outlet(parse, text, noun, mentions)
        if hop is not None:
            return hop
    return None


def _as_outlet(parse: Parse, text: str, noun: int, mentions: Mentions) -> Hop | None:
    """An outlet or agency, if this noun phrase names one: a name that is no person and no place."""
    tokens = parse.tokens
    token = tokens[noun]
    medial = token.lemma.lower() in entries("media_nouns") | entries("agency_nouns")
    if not medial and not _is_name(token):
        return None
    if not medial and token.text not in entries("outlet_words"):
        held = mentions.holding(token.span)
        if token.entity in {"PERSON", "NORP", "DATE", "TIME"} and (held is None or held[1].kind == "person"):
            return None
        if held is not None and held[1].kind in {"person", "group", "place"}:
            return None
    span = _named(parse, noun, mentions)
    if span is None:
        return None
    name = span.of(text)
    agency = token.lemma.lower() in entries("agency_nouns") or _role_of_name(name) == "agency"
    return Hop("agency" if agency else "outlet", name, span)


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


def _find_act(parse: Parse, text: str, rows: Sequence[int]) -> tuple[Hop, str, bool, int] | None:
    """The act named among these tokens as "in/on/… a <act>", its class, and whether it was known before."""
    tokens = parse.tokens
    for i in rows:
        token = tokens[i]
        if (
            token.dep != "pobj"
            or tokens[token.head].text.lower() not in _CARRIES
            or token.pos not in {"NOUN", "PROPN"}
        ):
            continue
        found = _act_at(parse, i)
        if found is None:
            continue
        span, kind = found
        definite = any(
            tokens[c].text.lower() in _DEFINITE
            for c in parse.children[i]
            if tokens[c].dep in {"det", "poss", "amod"}
        )
        return Hop("act", span.of(text), span), kind, definite, i
    return None


def _speaker_hop(source: Source, text: str, mentions: Mentions, at: int) -> Hop | None:
    """The speaker under the nearest name the text gives, or in the words that stand for an unnamed source."""
    if source.entity is not None:
        names = [(m, e) for m, e in mentions.rows if e.id == source.entity and m.form == "name"]
        if source.span is not None:
            for m, e in names:
                if m.span == source.span:
                    return Hop("speaker", m.span.of(text), m.span)
        before = [r for r in names if r[0].start <= at]
        if names:
            m, e = before[-1] if before else names[0]
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
        if tokens[verb].sentence in busy or tokens[verb].lemma.lower() not in _PUBLISHING:
            continue
        rows = _clause_tokens(parse, verb, set())
        act = _find_act(parse, text, rows)
        hops = _published_in(parse, text, rows, set(), mentions)
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
        hops = _published_in(parse, text, rows, contents[n], mentions)
        hops += _translators(parse, text, tokens[verb].sentence, contents[n], mentions)
        act_found = _find_act(parse, text, [i for i in rows if i not in row.cue])
        act = None
        if act_found is not None:
            hop, kind, definite, at = act_found
            if kind == "interview":
                for c in parse.children[at]:
                    if tokens[c].text.lower() in {"with", "for"}:
                        for k in parse.children[c]:
                            outlet = _as_outlet(parse, text, k, mentions)
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
        receiver = _receiver(parse, text, verb, mentions)
        if receiver is not None:
            hops.append(receiver)
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
            hops = _translators(parse, text, sentence, set(), mentions)
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
