"""What the finders of names and of references both need to know of a parsed article, worked out once.

Token positions are indexes into ``Parse.tokens``; ranges of them are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from rashomon.annotate import quotes
from rashomon.lang import entries, table
from rashomon.model import Article, Parse, Token
from rashomon.words import fold

# A sentence is set like a headline if at least this share of its words (of more than three letters) has a capital.
# Counted on the titles and first body sentences of the article collections at hand: running text stays below 0.5.
HEADLINE_SHARE = 0.7
HEADLINE_WORDS = 4

# Recogniser labels that stand for names.
NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}
)
_SUFFIXES = ("ian", "ean", "ese", "ish", "an", "n", "i")
_DIRECTIONS = frozenset({"north", "south", "east", "west", "new"})


# Parts of speech that make no name, even with a capital.
CLOSED = frozenset({"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "INTJ", "PUNCT", "SYM", "SPACE"})


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name at tokens ``[first, last)``, with the title before it at ``title`` (a range, or None)."""

    first: int
    last: int
    title: tuple[int, int] | None = None
    person: bool = False  # a title or form of address shows that it is a person's
    gender: str = "-"  # m, f or -: by the form of address
    collective: str | None = (
        None  # the kind, if the name is that of a body called after a name ("the X family")
    )


@dataclass(frozen=True)
class Reading:
    """An article's tokens with what surrounds them."""

    article: Article
    parse: Parse
    folded: tuple[str, ...]  # each token's folded text
    headline: tuple[bool, ...]  # per sentence: set in title case or in capitals
    quote: tuple[int, ...]  # per token: number of the innermost quotation around it, -1 outside
    opener: frozenset[int]  # tokens whose capital says nothing: the first of a sentence or quotation
    lower: frozenset[str]  # folded words that stand in lower case somewhere
    demonym: tuple[
        str | None, ...
    ]  # per token: the folded place its word derives from, "" for a creed or party

    @cached_property
    def places(self) -> frozenset[str]:
        """Folded places from which a demonym of the article derives."""
        return frozenset(d for d in self.demonym if d)

    @cached_property
    def voiced(self) -> tuple[int, ...]:
        """Per sentence, how many up to it hold a word outside quotations."""
        outside = {
            t.sentence for t, q in zip(self.tokens, self.quote, strict=True) if q < 0 and t.text[:1].isalnum()
        }
        count, found = 0, []
        for number in range(len(self.parse.sentences)):
            count += number in outside
            found.append(count)
        return tuple(found)

    def back(self, there: int, now: int, quoted: bool) -> int:
        """How many sentences lie from one back to another; those that a quotation fills count only inside one."""
        return (
            now - there
            if quoted
            else min(now - there, max(self.voiced[now] - self.voiced[there], int(now > there)))
        )

    def before(self, now: int, quoted: bool) -> int:
        """The sentence before one; outside quotations the last that none fills. -1: there is none."""
        at = now - 1
        while at >= 0 and not quoted and self.voiced[at] == (self.voiced[at - 1] if at else 0):
            at -= 1
        return at

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parse.tokens

    def text(self, first: int, last: int) -> str:
        """The article's text from token ``first`` to before token ``last``."""
        return self.article.text[self.tokens[first].start : self.tokens[last - 1].end]

    def touches(self, left: int) -> bool:
        """Whether no white space stands between a token and the next."""
        return left + 1 < len(self.tokens) and self.tokens[left].end == self.tokens[left + 1].start


@lru_cache(maxsize=None)
def demonyms() -> dict[str, str]:
    """Folded demonym to folded place ("" for creeds and parties)."""
    return {fold(a): "" if b == "-" else fold(b) for a, b in table("demonyms")}


@lru_cache(maxsize=None)
def folded_entries(name: str) -> frozenset[str]:
    """A word list, folded."""
    return frozenset(fold(e) for e in entries(name))


def capital(text: str) -> bool:
    """Whether a word begins with a capital, perhaps behind a small prefix as in "al-Assad" or a figure as in "7UP"."""
    return text[:1].isupper() or (len(text) > 1 and text[0].isdigit() and text[-1].isupper())


def read(article: Article, parse: Parse) -> Reading:
    """Everything in ``Reading``, in one pass over the tokens."""
    tokens = parse.tokens
    folded = tuple(fold(t.text) for t in tokens)
    headline = tuple(_is_headline(parse.in_sentence(i)) for i in range(len(parse.sentences)))
    quote = _quotations(article, tokens)
    openers: set[int] = set()
    for i, t in enumerate(tokens):
        new = i == 0 or tokens[i - 1].sentence != t.sentence or quote[i] != quote[i - 1]
        if (
            new
            or (
                tokens[i - 1].text in {"“", '"', "‘", "(", ":", "–", "—", "-", "…", "]", "•", "*"}
                and (tokens[i - 1].text != "-" or tokens[i - 1].end < t.start)
            )
            or (i - 1 in openers and not tokens[i - 1].text[:1].isalnum())
        ):
            openers.add(i)
    lower = frozenset(f for f, t in zip(folded, tokens, strict=True) if t.text[:1].islower())
    return Reading(
        article,
        parse,
        folded,
        headline,
        quote,
        frozenset(openers),
        lower,
        _demonyms(tokens, folded),
    )


def _is_headline(tokens: tuple[Token, ...]) -> bool:
    words = [t.text for t in tokens if len(t.text) > 3 and t.text.isalpha()]
    capitals = sum(w[0].isupper() for w in words)
    if tokens and tokens[-1].text == ".":
        return False
    return len(words) >= HEADLINE_WORDS and capitals >= HEADLINE_SHARE * len(words)


def _quotations(article: Article, tokens: tuple[Token, ...]) -> tuple[int, ...]:
    found = [-1] * len(tokens)
    pieces = sorted(
        (piece.start, -piece.end, number)
        for number, q in enumerate(quotes.find(article))
        for piece in q.pieces
    )
    at = 0
    for start, negative_end, number in pieces:  # an inner quotation comes after the one around it
        while at > 0 and tokens[at - 1].start >= start:
            at -= 1
        while at < len(tokens) and tokens[at].start < start:
            at += 1
        k = at
        while k < len(tokens) and tokens[k].start < -negative_end:
            found[k] = number
            k += 1
    return tuple(found)


def _demonyms(tokens: tuple[Token, ...], folded: tuple[str, ...]) -> tuple[str | None, ...]:
    known = demonyms()
    capitals = {f for f, t in zip(folded, tokens, strict=True) if capital(t.text)}
    found: list[str | None] = [None] * len(tokens)
    for i, t in enumerate(tokens):
        if not capital(t.text) or found[i] is not None:
            continue
        word = folded[i]
        pair = f"{word} {folded[i + 1]}" if i + 1 < len(tokens) else ""
        for phrase, size in (
            (pair, 2),
            (pair[:-1], 2),
            (word, 1),
            (word[:-1] if word.endswith("s") else "", 1),
        ):
            if phrase in known:
                found[i : i + size] = [known[phrase]] * size
                break
        else:
            derived = _place_behind(word, capitals)
            if derived is None or not _qualifies(tokens, i, derived):
                continue
            found[i] = derived
            if i and folded[i - 1] in _DIRECTIONS and capital(tokens[i - 1].text):
                found[i - 1] = found[i] = f"{folded[i - 1]} {derived}"
    return tuple(found)


def _qualifies(tokens: tuple[Token, ...], i: int, place: str) -> bool:
    """Whether a word that looks like a demonym stands like one: before a noun or as a plural. What the recogniser
    takes for a person must look it twice: "Belmoran president", beside "Belmora"."""
    after = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].sentence == tokens[i].sentence else None
    noun = after is not None and after.pos in {"NOUN", "ADJ", "PROPN"}
    if tokens[i].entity == "PERSON":
        common = after is not None and (after.text.islower() or after.text in entries("titles"))
        return noun and common and place.endswith(("a", "land"))
    return noun or tokens[i].text.endswith("s")


def _place_behind(word: str, capitals: set[str]) -> str | None:
    """The place named in the article from which an adjective is built: "Tavrian" beside "Tavria"."""
    for form in (word, word[:-1]) if word.endswith("s") else (word,):
        for suffix in _SUFFIXES:
            if form.endswith(suffix) and len(form) - len(suffix) >= 3:
                stem = form[: -len(suffix)]
                for place in (stem, stem + "a", stem + "ia", stem + "e", stem + "y", stem + "o"):
                    if place in capitals and place != form and len(place) >= 4:
                        return place
    return None
