"""Who a speaker is by the article's own words: the role beside the name, and whether there is a name at all.

Requirement: a role is words of the article that stand beside the name and hold a noun for a person's or a body's
part: an apposition ("X, a spokesman for Y,"), a title ("Energy Minister X"), what the name explains ("its managing
director, X,"). Nothing is taken from elsewhere or made up. Anonymous is said only of a person the text leaves
unnamed; what cannot be told is "other".
Known exceptions: an office without a name ("the mayor said") is "other", since its holder is known; a noun in no list
is "other".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rashomon.lang import entries, table
from rashomon.model import Parse, Span, SpeakerKind, Token

# Tokens of the longest role; longer ones are clauses the parser hung there.
LONGEST = 16
# Characters of a number from which it is a year or the size of a crowd: "2013 voters" are nobody's voice withheld.
SHORT = 4

_DETERMINERS = frozenset({"a", "an", "the"})
_INDEFINITE = frozenset({"a", "an", "one", "another"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_BEFORE = frozenset({"compound", "nmod", "amod", "nummod", "poss", "case", "punct", "det", "flat"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "parataxis"})


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    """Noun to anonymous, person, collective or other."""
    return {row[0]: row[1] for row in table("speaker_nouns")}


@lru_cache(maxsize=1)
def _part_nouns() -> frozenset[str]:
    """Last words of the nouns for a person's part, folded: "press secretary" is found by "secretary"."""
    rows = [row[0] for name in ("roles", "kin") for row in table(name)]
    titles = [title.rstrip(".") for title in entries("titles")]
    heads = (words.casefold().split(" of ")[0].split()[-1] for words in (*rows, *titles) if words)
    return frozenset(head.rsplit("-", 1)[-1] for head in heads)


def _names_part(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN"} and (
        token.lemma.casefold().rsplit("-", 1)[-1] in _part_nouns()
        or token.text.casefold().rstrip(".") in _part_nouns()
    )


# ---------------------------------------------------------------- role


def role(parse: Parse, text: str, names: Sequence[Span], *, person: bool) -> Span | None:
    """The words beside the first of these places of a name that tell who it is, without their article ("a", "the");
    None where no place has any. ``person``: whether it is a person's name, of whom "a deckhand" is a role whatever the
    noun."""
    for name in sorted(names):
        for found in (_title(parse, name), _after(parse, text, name, person), _before(parse, text, name)):
            if found is not None:
                return found
    return None


def _span(tokens: Sequence[Token]) -> Span | None:
    """From the first to the last of these, without an article before and marks at the ends."""
    kept = list(tokens)
    while kept and (kept[0].pos == "PUNCT" or kept[0].text.casefold() in _DETERMINERS):
        del kept[0]
    while kept and (kept[-1].pos in {"PUNCT", "CCONJ"} or kept[-1].tag == "POS"):
        del kept[-1]
    return Span(kept[0].start, kept[-1].end) if 0 < len(kept) <= LONGEST else None


def _title(parse: Parse, name: Span) -> Span | None:
    """ "former Energy Minister" before a name, unless nothing but a form of address stands there."""
    inside = parse.within(name.start, name.end)
    if not inside:
        return None
    first = inside[0]
    low = first.index
    indexes = {t.index for t in inside}
    for token in reversed(parse.in_sentence(first.sentence)[: first.index - _first(parse, first)]):
        reach = token.head in indexes or low <= token.head < first.index
        if not reach or token.dep not in _BEFORE or token.text in {",", ";", ":", "(", ")"}:
            break
        low = token.index
    before = parse.tokens[low : first.index]
    address = {row[0].rstrip(".") for row in table("honorifics")}
    parts = [t for t in before if _names_part(t) and t.text.rstrip(".") not in address]
    return _span(before[: parts[-1].index - low + 1]) if parts and parts[-1] is before[-1] else None


def _first(parse: Parse, token: Token) -> int:
    return parse.in_sentence(token.sentence)[0].index


def _after(parse: Parse, text: str, name: Span, person: bool) -> Span | None:
    """The apposition behind a name, which may follow an age: "X, 52, a spokesman for Y"."""
    inside = parse.within(name.start, name.end)
    if not inside:
        return None
    sentence = parse.in_sentence(inside[-1].sentence)
    rest = [t for t in sentence if t.start >= name.end]
    if not rest or rest[0].text != ",":
        return None
    if len(rest) > 3 and rest[1].tag == "CD" and rest[2].text == ",":
        rest = rest[2:]
    indexes = {t.index for t in inside} | {t.index for t in rest[:1]} | ({rest[0].index - 1})
    for token in rest[1:]:
        if token.dep == "appos" and token.head in indexes and token.pos in {"NOUN", "PROPN"}:
            chosen = list(_phrase(parse, token))
            some = person and rest[1].text.casefold() in {"a", "an"} and token.tag == "NN"
            fits = _names_part(token) or (some and _listed().get(token.lemma.casefold()) != "other")
            return _span(chosen) if fits and chosen[:1] == rest[1:2] and _ends(text, chosen[-1]) else None
    return None


def _ends(text: str, last: Token) -> bool:
    """Whether a mark that closes an apposition follows."""
    behind = text[last.end : last.end + 2].lstrip()
    return behind == "" or behind[0] in ",.;)—–:\n" or behind[0].isspace() or last.text in {",", "."}


def _phrase(parse: Parse, head: Token) -> Iterator[Token]:
    """The noun phrase of a head up to the first clause or list behind it."""
    cut = {
        i
        for child in parse.children[head.index]
        if child > head.index and parse.tokens[child].dep in _CLAUSES
        for i in parse.subtree(child)
    }
    tree = parse.subtree(head.index)
    if not tree:
        return
    for index in range(tree[0], tree[-1] + 1):
        if index in cut or parse.tokens[index].tag in {"WDT", "WP"}:
            break
        yield parse.tokens[index]


def _before(parse: Parse, text: str, name: Span) -> Span | None:
    """What a name between commas explains: "its managing director, X,"."""
    inside = parse.within(name.start, name.end)
    heads = [t for t in inside if t.dep == "appos" and t.head < inside[0].index]
    if not heads:
        return None
    head = parse.tokens[heads[0].head]
    if head.pos != "NOUN" or not _names_part(head):
        return None
    chosen = [t for t in _phrase(parse, head) if t.end <= name.start]
    between = text[chosen[-1].end : name.start].strip() if chosen else ""
    return _span(chosen) if between in {"", ","} else None


# ---------------------------------------------------------------- kind


def is_pronoun(parse: Parse, source: Span) -> bool:
    """Whether these words are nothing but a pronoun, which names nobody by itself."""
    inside = parse.within(source.start, source.end)
    return len(inside) == 1 and inside[0].tag in {"PRP", "WP", "WDT"}


def unnamed_kind(parse: Parse, text: str, source: Span) -> SpeakerKind:
    """What kind of source these words name, nobody's name being known."""
    inside = [t for t in parse.within(source.start, source.end) if t.pos != "PUNCT"]
    if not inside:
        return "other"
    indexes = {t.index for t in inside}
    head = next((t for t in inside if t.head not in indexes or t.head == t.index), inside[-1])
    lemma = head.lemma.casefold()
    listed = _listed().get(lemma)
    if listed == "anonymous":
        return "anonymous"
    before = {t.text.casefold() for t in inside if t.index < head.index}
    definite = bool(before & _DEFINITE) or any(t.tag in {"PRP$", "POS"} for t in inside)
    plural = head.tag in {"NNS", "NNPS"}
    if listed == "person" or _names_part(head) or lemma == "people":
        counted = any(
            t.tag == "CD" and t.head == head.index and (t.text.isalpha() or len(t.text) < SHORT)
            for t in inside
        )
        if (
            _withheld(parse, text, head)
            or (counted and not definite)
            or (before & _INDEFINITE and not plural)
        ):
            return "anonymous"
        return "collective" if plural or lemma == "people" else "other"
    bodies = entries("organisation_nouns") | {row[0] for row in table("name_collectives")}
    return "collective" if listed == "collective" or (listed is None and lemma in bodies) else "other"


def _withheld(parse: Parse, text: str, head: Token) -> bool:
    """Whether the source's sentence says that the name is withheld."""
    sentence = " ".join(parse.sentences[head.sentence].of(text).casefold().split())
    return any(words in sentence for words in entries("anonymity"))
