"""The single steps words take, as the text names them near a report: acts, media, translators, agencies, outlets.

A hop's span holds its bare name ("Morning Herald", not "the newspaper Morning Herald"), or the bare noun where the text
gives no name ("op-ed", "state newspapers").
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.sources import Mentions
from rashomon.annotate.subjects import QUOTE_MARKS, antecedent
from rashomon.lang import entries, table
from rashomon.model import Entity, Hop, Parse, Span, Token

_INTERPRETERS = frozenset({"interpreter", "translator"})
_GETS = frozenset({"obtain", "see", "review", "leak", "quote", "cite"})  # "a memo obtained by the Herald"
_GIVEN = frozenset({"leak", "give", "provide", "release", "send", "show"})  # "a memo leaked to the Herald"
_CARRIES = frozenset({"in", "on", "at", "during", "from", "via", "through", "for", "with", "by", "of", "to"})
PUBLISHING = frozenset(
    {"write", "publish", "post", "print", "appear", "air", "broadcast", "carry", "record", "tweet"}
)
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "same"})


def _acts() -> dict[str, str]:
    return {row[0]: row[1] for row in table("acts")}


def act_at(parse: Parse, noun: int) -> tuple[Span, str] | None:
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
        run = _run(parse, noun, -1)
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
    before = [
        c for c in parse.children[noun] if c < noun and tokens[c].dep == "compound" and _is_name(tokens[c])
    ]
    if before:  # "the Tavra news agency"
        return _span(parse, _run(parse, before[-1], -1))
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


def is_press(hop: Hop) -> bool:
    """Whether a name is plainly that of an outlet or agency: "a letter to the Ulmen Herald", not "to the council"."""
    word = hop.name.split()[-1]
    joined = any(
        word.endswith(w) and word != w and word[: -len(w)][-1:].islower() for w in entries("outlet_words")
    )
    return hop.role == "agency" or word in entries("outlet_words") or joined


def published_in(
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
            "to",
        }:
            continue
        word = token.lemma.lower()
        preposition = tokens[token.head].text.lower()
        if word in _INTERPRETERS and preposition in {"through", "via", "by"}:
            span = _named(parse, i, mentions) or token.span
            hops.append(Hop("translator", span.of(text), span))
        elif preposition == "by" and _gets(parse, tokens[token.head].head):
            outlet = as_outlet(parse, text, i, mentions)
            hops += [outlet] if outlet is not None else []
        elif preposition == "to":
            giver = tokens[tokens[token.head].head]
            outlet = as_outlet(parse, text, i, mentions) if giver.tag == "VBN" else None
            hops += [outlet] if outlet is not None and giver.lemma.lower() in _GIVEN else []
        elif preposition == "on" and (shown := programme(parse, text, i, mentions)):
            hops += shown
        elif (
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
            publishing = governor.lemma.lower() in PUBLISHING or act_at(parse, governor.index) is not None
            compounds = [
                c
                for c in parse.children[i]
                if tokens[c].text.lower() in media and tokens[c].dep in {"compound", "appos"}
            ]
            if (
                token.text in entries("platforms")
                or compounds
                or (
                    publishing
                    and (token.entity in {"ORG", "WORK_OF_ART"} or token.text in entries("outlet_words"))
                )
            ):
                named = _named(parse, i, mentions)
                if named is not None:
                    hops.append(Hop("medium", named.of(text), named))
    return hops


def translators(
    parse: Parse, text: str, sentence: int, blocked: set[int], mentions: Mentions, *, alone: bool = False
) -> list[Hop]:
    """Who translated: "a translation by X", "X's rendering", "translated by X", "X, which translated …".
    ``alone``: only in a sentence without quotation."""
    tokens = parse.tokens
    row = parse.in_sentence(sentence)
    if alone and any(t.text in QUOTE_MARKS for t in row):
        return []
    for token in row:
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


def _gets(parse: Parse, verb: int) -> bool:
    """Whether "by" an outlet after this verb tells who got or quoted the words: "was quoted as saying by the Herald"."""
    above = (verb, *parse.ancestors(verb)) if parse.tokens[verb].lemma.lower() == "say" else (verb,)
    return any(parse.tokens[v].lemma.lower() in _GETS for v in above)


def programme(parse: Parse, text: str, noun: int, mentions: Mentions) -> list[Hop]:
    """The programme and channel of "Channel Nine’s Morning Talk"; the channel alone of "Channel Nine’s Ida Brandl"."""
    tokens = parse.tokens
    owner = next((c for c in parse.children[noun] if tokens[c].dep == "poss"), None)
    channel = None if owner is None else as_outlet(parse, text, owner, mentions)
    if owner is None or channel is None:
        return []
    held = mentions.holding(tokens[noun].span)
    if held is not None and held[1].kind == "person":
        return [channel]
    inside = [
        i
        for i in parse.subtree(noun)
        if i > owner and (tokens[i].text[:1].isalnum() or tokens[i].pos == "PART")
    ]
    named = [i for i in inside if _is_name(tokens[i])]
    if not named:
        return [channel]
    span = Span(tokens[named[0]].start, tokens[named[-1]].end)
    return [Hop("medium", span.of(text), span), channel]


def as_act(parse: Parse, text: str, cue: Sequence[int]) -> tuple[Hop, str] | None:
    """The act that the verb of a cue is by itself, and its class: "testified", "tweeted"."""
    kinds = {row[0]: row[1] for row in table("act_verbs")}
    for i in cue:
        token = parse.tokens[i]
        if token.tag.startswith("VB") and (kind := kinds.get(token.lemma.lower())) is not None:
            return Hop("act", token.span.of(text), token.span), kind
    return None


def receiver(parse: Parse, text: str, verb: int, mentions: Mentions) -> list[Hop]:
    """The outlet or agency to which something was told, with the programme if it is one."""
    tokens = parse.tokens
    nouns = [c for c in parse.children[verb] if tokens[c].dep in {"dobj", "dative"} and c > verb]
    if tokens[verb].lemma.lower() not in {"tell", "inform"}:
        nouns = []
    for c in parse.children[verb]:
        if tokens[c].text.lower() in {"to", "with"} and tokens[c].dep in {"prep", "dative"}:
            nouns += [k for k in parse.children[c] if tokens[k].dep == "pobj"]
        if tokens[c].dep == "advcl" and tokens[c].lemma.lower() in {"speak", "talk"}:
            hops = receiver(parse, text, c, mentions)
            if hops:
                return hops
    for noun in nouns:
        shown = programme(parse, text, noun, mentions)
        hop = None if shown else as_outlet(parse, text, noun, mentions)
        if shown or hop is not None:
            return shown or [h for h in (hop,) if h is not None]
    return []


def _only_listens(parse: Parse, entity: Entity | None) -> bool:
    """Whether a one-word name stands in the article only as what is told something: an outlet, whatever it was taken
    for. A person who is told something has a first name or does something elsewhere."""
    if entity is None or " " in entity.name:
        return False
    for mention in entity.mentions:
        token = parse.within(mention.start, mention.end)[-1]
        head = parse.tokens[token.head]
        told = token.dep in {"dobj", "dative"} and head.lemma.lower() in {"tell", "inform"}
        spoken = token.dep == "pobj" and parse.tokens[head.head].lemma.lower() in {
            "tell",
            "speak",
            "talk",
            "say",
        }
        if not told and not spoken:
            return False
    return True


def as_outlet(parse: Parse, text: str, noun: int, mentions: Mentions) -> Hop | None:
    """An outlet or agency, if this noun phrase names one: a name that is no person and no place."""
    tokens = parse.tokens
    token = tokens[noun]
    medial = token.lemma.lower() in entries("media_nouns") | entries("agency_nouns")
    if not medial and not _is_name(token):
        return None
    if not medial and token.text not in entries("outlet_words"):
        held = mentions.holding(token.span)
        kind = None if held is None else held[1].kind
        if kind == "group" or (kind is None and token.entity in {"PERSON", "NORP", "DATE", "TIME"}):
            return None
        if kind in {"person", "place"} and not _only_listens(parse, held[1] if held else None):
            return None
    span = _named(parse, noun, mentions)
    if span is None:
        return None
    name = span.of(text)
    agency = token.lemma.lower() in entries("agency_nouns") or _role_of_name(name) == "agency"
    return Hop("agency" if agency else "outlet", name, span)


def is_definite(parse: Parse, noun: int) -> bool:
    """Whether a noun is spoken of as known: "the piece", "his article"."""
    kids = (parse.tokens[c] for c in parse.children[noun])
    return any(k.text.lower() in _DEFINITE and k.dep in {"det", "poss", "amod"} for k in kids)


def find_act(parse: Parse, text: str, rows: Sequence[int]) -> tuple[Hop, str, bool, int] | None:
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
        found = act_at(parse, i)
        if found is None:
            continue
        span, kind = found
        definite = is_definite(parse, i)
        return Hop("act", span.of(text), span), kind, definite, i
    return None
