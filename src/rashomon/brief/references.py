"""What a sentence points to: whether a reader who has read only the briefing so far knows what is meant.

Requirement: "the measure", "he" or "such" are understood from the sentence itself or from one told before it.
Known exception: a noun told before counts as naming what a later "the" means, though there may be two of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.brief.pointing import (
    COUNTED,
    DONE,
    ELLIPTIC,
    MANY,
    OURS,
    PERSONAL,
    POINTING,
    SEVERAL,
    THINGS,
    behind_says,
    definite,
    elliptic,
    named_as,
    placed,
    pointing,
    predicated,
    pronoun,
    things,
)
from rashomon.lang import entries, table
from rashomon.lang.offices import office
from rashomon.model import Annotated, Mention, Parse, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FOLK = frozenset(
    "man woman boy girl teen teenager child baby toddler person victim suspect gunman gunwoman shooter driver passenger"
    " passerby neighbor neighbour resident student worker patient".split()
)
# Sentences between the one that names a thing and the one that says "the", in one report.
NEAREST = 6
# What there is one of each of without being told.
TIMES = frozenset({"year", "month", "week", "day", "night", "side", "time", "morning", "hour", "season"})
# Prepositions that say from what a sentence follows.
COMPLETING = frozenset({"of", "to", "for", "from", "with"})
# Words that lean on a sentence before only without these behind them.
COMPLETED = frozenset({("instead", "of"), ("such", "as"), ("similar", "to")})


@dataclass(frozen=True, slots=True)
class Known:
    """What the briefing has named so far: nouns (``named_as``), with article and sentence, entities by their id in the
    story. ``news``: nouns of the sentence that begins the account; ``before``: article and number of the sentences that
    the next may stand right behind."""

    nouns: frozenset[tuple[str, str, int]] = frozenset()
    entities: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    before: frozenset[tuple[str, int]] = frozenset()

    def then(self, nouns: frozenset[tuple[str, str, int]], entities: frozenset[str] = frozenset()) -> Known:
        """What is known when these were named, too."""
        news = self.news if self.nouns else frozenset(n for n, _, _ in nouns)
        told = {(article, number) for _, article, number in nouns}
        return Known(self.nouns | nouns, self.entities | entities, news, self.before | told)

    def follows(self, article: str, sentence: int) -> bool:
        """Whether a sentence stands right behind the one that is before it in its report."""
        return (article, sentence - 1) in self.before

    def behind(self, article: str | None, sentence: int) -> Known:
        """The same, where only this sentence stands right before."""
        return replace(self, before=frozenset({(article, sentence)} if article else ()))

    def named(self, article: str, sentence: int, topics: Collection[str]) -> set[str]:
        """Nouns that "the" can point to in a sentence: those the story is about that the first sentence named, and those
        told of the few sentences before it in its report."""
        return {
            noun
            for noun, told, number in self.nouns
            if noun.removesuffix(MANY) not in entries("vague_nouns")
            and (
                (noun in self.news and noun.removesuffix(MANY) in topics)
                or (noun.startswith(DONE) and noun in self.news)
                or (told == article and 0 < sentence - number <= NEAREST)
            )
        }


def dangling(
    annotated: Annotated,
    tokens: Sequence[Token],
    known: Known,
    entity_of: Mapping[str, str],
    quoted: Collection[int],
    replaced: Collection[int],
    topics: Collection[str],
    *,
    opening: bool = False,
) -> str | None:
    """The first word that points to what has not been named, or None.

    ``quoted`` are indexes of tokens inside quotation marks, ``replaced`` of those that give way to a name,
    ``topics`` nouns that the whole story is about. ``opening``: the sentence is the first of its report, written for
    somebody who knows nothing yet, so that "the" stands for what the sentence itself makes clear.
    """
    mentions = {m.start: (m, e) for e in annotated.entities for m in e.mentions}
    reading = _Reading(annotated, tokens, known.named(annotated.article.id, tokens[0].sentence, topics))
    reading.said, reading.opening = frozenset(quoted), opening
    if known.follows(annotated.article.id, tokens[0].sentence):
        reading.previous = annotated.parse.in_sentence(tokens[0].sentence - 1)
    reading.everybody = [m.span for m, _ in mentions.values()]
    reading.people = [m.span for m, e in mentions.values() if e.kind == "person"]
    reading.coming = {
        entity_of.get(e.id, e.id)
        for m, e in mentions.values()
        if m.form == "name" and tokens[0].start <= m.start < tokens[-1].end
    }
    for n, t in enumerate(tokens):
        mention, entity = mentions.get(t.start, (None, None))
        story = entity_of.get(entity.id, entity.id) if entity else None
        if t.index not in quoted:
            reading.quoted = None
        elif reading.quoted is None and (n == 0 or tokens[n - 1].index not in quoted):
            first = next((q for q in tokens[n:] if q.pos != "PUNCT"), t)
            # what begins small is part of the reporter's sentence: what stands before it is meant too
            reading.quoted = None if first.text[:1].islower() else set()
        if t.index in replaced:
            if story:
                reading.here.add(story)
            continue
        if mention is not None and entity is not None and t.index not in quoted:
            named = reading.here | reading.coming | known.entities
            unnamed = entity.kind == "person" and story not in named and not (opening and n)
            if unnamed and _described(annotated.parse, mention):
                return t.text
        if t.entity == "PERSON" and t.index not in quoted and reading.bare_name(n):
            return t.text
        own = t.text.casefold() in OURS and t.index in quoted
        if not own and (reading.leans(n) or not reading.understood(n, story)):
            return t.text
        reading.pass_over(t, story if mention is not None and mention.form == "name" else None)
    return None


def _described(parse: Parse, mention: Mention) -> bool:
    """Whether a person is told of by "the" and a noun that there are many of: "the Ulmen Liberal"."""
    tokens = parse.within(mention.start, mention.end)
    first = tokens[0]
    before = parse.tokens[first.index - 1] if first.index else first
    one_of_many = not any(t.lemma.casefold() in entries("unique_nouns") for t in tokens)
    return (
        mention.form == "nominal" and "the" in {first.text.casefold(), before.text.casefold()} and one_of_many
    )


class _Reading:
    """What a reader of a sentence knows at each word."""

    def __init__(self, annotated: Annotated, tokens: Sequence[Token], nouns: set[str]) -> None:
        self.annotated, self.parse, self.tokens, self.nouns = annotated, annotated.parse, tokens, nouns
        self.inside = {t.index for t in tokens}
        self.here: set[str] = set()  # entities named in the sentence so far, by their id in the story
        self.coming: set[str] = set()  # and anywhere in it
        self.people: list[Span] = []
        self.everybody: list[Span] = []  # names of anybody or anything
        self.opening = False
        self.previous: Sequence[
            Token
        ] = ()  # the sentence before in the report, where it was told right before
        self.said: frozenset[int] = frozenset()  # indexes of tokens inside quotation marks
        self.quoted: set[str] | None = None  # nouns so far of the quotation that is being read

    def pass_over(self, t: Token, named: str | None) -> None:
        if t.pos in {"NOUN", "PROPN"}:
            self.nouns.add(named_as(t))
            if self.quoted is not None:
                self.quoted.add(named_as(t))
        if named:
            self.here.add(named)

    def understood(self, n: int, story: str | None) -> bool:
        """Whether the n-th word, a mention of this entity, points to nothing unknown."""
        t, parse, inside = self.tokens[n], self.parse, self.inside
        before, after = self._beside(n)
        word = t.text.casefold()
        if t.tag in {"PRP", "PRP$"} or word in PERSONAL | THINGS | SEVERAL:
            # "“The officials knew,” they said": who says it is not named in what is said
            outer = [b for b in self.tokens[:n] if self.quoted is not None or b.index not in self.said]
            so_far = things(outer, self.people)
            of = self.tokens[n - 2] if n > 1 and self.tokens[n - 1].text == "of" else None
            counted = of is not None and of.pos == "NUM"
            if word == "them" and (t.dep == "dobj" or (counted and of is not None and of.dep == "dobj")):
                verb = parse.tokens[
                    of.head if of is not None and t.dep != "dobj" else t.head
                ]  # not who does it
                doing = {
                    i
                    for c in parse.children[verb.index]
                    if parse.tokens[c].dep in SUBJECTS
                    for i in parse.subtree(c)
                }
                so_far = [b for b in so_far if b.index not in doing]
            if n == 0 and word in {"his", "her", "their", "its"}:
                return self.quoted is None and self._from_before(word)
            few = counted or (of is not None and of.text.casefold() in ELLIPTIC)
            if word == "them" and few and not any(b.tag == "NNS" for b in so_far):
                return False
            if (
                word == "them"
                and any(b.text.casefold() == "they" for b in self.tokens[:n])
                and self.quoted is None
            ):
                return False  # "they found them": of two several, one is not named
            if self.quoted is None and (self._person_before(n, word) or self._from_before(word)):
                return True
            return pronoun(parse, t, word, story, self.here, self.coming, so_far, self.quoted)
        if word in POINTING and n == 0 and self.previous and t.dep in {"nsubj", "nsubjpass"}:
            return True
        if word in POINTING:
            return pointing(parse, t, inside, self.nouns, self.quoted, after)
        if (
            word == "each"
            and t.dep == "det"
            and (after is None or after.text != "other")
            and parse.tokens[t.head].lemma.casefold() not in TIMES
        ):
            lemma = parse.tokens[t.head].lemma.casefold()
            return not {lemma, lemma + MANY}.isdisjoint(self.nouns)
        if word == "the":
            if self.opening and n and self.quoted is None:
                return True
            placed_in = any(b.entity == "GPE" for b in self.tokens[:n])
            return definite(parse, t, inside, self.nouns, placed_in)
        if t.pos == "NOUN" and self.quoted is None and (self._act_untold(t) or self._half_told(t)):
            return False
        if word in ELLIPTIC and not elliptic(parse, t, inside, after, before):
            return False
        if word in {"percent", "%"} and t.dep in {"dobj", "attr"} and not self._share_of(t):
            return False
        if t.pos == "NUM" and t.dep in {"nsubj", "nsubjpass", "dobj"} and t.entity in {"", "CARDINAL"}:
            # "four people died and 38 were hurt" tells of what 38 are
            counted = any(b.pos == "NUM" and b.dep == "nummod" for b in self.tokens[:n])
            return counted or any(parse.tokens[c].dep == "prep" for c in parse.children[t.index])
        return word not in COUNTED or placed(parse, t, after, before)

    def bare_name(self, n: int) -> bool:
        """Whether the n-th word, a person's name to the parser, is one word that names nobody the report knows."""
        t = self.tokens[n]
        before, after = self._beside(n)
        alone = all(x is None or x.pos != "PROPN" for x in (before, after))
        return alone and not any(p.overlaps(t.span) for p in self.everybody)

    def _share_of(self, t: Token) -> bool:
        """Whether a reader knows of what a share is: "11 percent of the vote", "in the poll"."""
        polled = {"poll", "survey", "vote", "ballot", "turnout"}
        return bool(polled & (self.nouns | {x.lemma.casefold() for x in self.tokens})) or any(
            self.parse.tokens[c].dep == "prep" for c in self.parse.children[t.index]
        )

    def _person_before(self, n: int, word: str) -> bool:
        """Whether a pronoun stands for the one person whom the sentence tells of before it, by office, kin or sex; in the
        first sentence of a report, for one of several or for a name."""
        people = [
            b for b in self.tokens[:n] if b.tag == "NN" and (office(b.lemma) or b.lemma.casefold() in _folk())
        ]
        named = any(b.entity == "PERSON" for b in self.tokens[:n])
        if word not in PERSONAL or not (people or named):
            return False
        subject = any(b.dep in SUBJECTS for b in people)
        return self.opening or (not named and subject and len({b.lemma for b in people}) == 1)

    def _from_before(self, word: str) -> bool:
        """Whether the sentence told right before has what a pronoun may stand for, as the report has them."""
        if word in PERSONAL:
            return any(
                b.entity == "PERSON" or office(b.lemma) or b.lemma.casefold() in _folk()
                for b in self.previous
            )
        if word in SEVERAL:
            return any(b.tag in {"NNS", "NNPS"} or b.entity in {"ORG", "NORP"} for b in self.previous)
        return word in THINGS and any(
            b.tag in {"NN", "NNP"} and b.dep in SUBJECTS | {"dobj", "attr"} and b.entity != "PERSON"
            for b in self.previous
        )

    def _act_untold(self, t: Token) -> bool:
        """Whether a noun is somebody's act of speech that nothing told: "his announcement"."""
        below = [self.parse.tokens[c] for c in self.parse.children[t.index]]
        if t.lemma.casefold() not in _acts() or named_as(t) in self.nouns or self.opening:
            return False
        if behind_says(self.parse, t, self.inside) or any(b.dep == "compound" for b in below):
            return False
        owners = [b for b in below if b.dep == "poss"]
        return any(o.tag == "PRP$" or o.pos == "PROPN" for o in owners)

    def _half_told(self, t: Token) -> bool:
        """Whether a noun needs what completes it, and has neither that nor was told: "his role", "the relationship"."""
        completed = _completed().get(t.lemma.casefold())
        if completed is None or named_as(t) in self.nouns:
            return False
        below = [self.parse.tokens[c] for c in self.parse.children[t.index]]
        marked = any(b.dep == "poss" or b.text.casefold() == "the" for b in below)
        own = any(b.dep in {"compound", "amod"} and b.text.casefold() not in {"own", "new"} for b in below)
        shared = any(
            b.dep == "poss" and (b.tag in {"NNS", "NNPS"} or b.text.casefold() == "their") for b in below
        )
        return marked and not own and not shared and not any(b.text.casefold() in completed for b in below)

    def leans(self, n: int) -> bool:
        """Whether the n-th word needs a sentence before, whatever it stands for."""
        t = self.tokens[n]
        before, after = self._beside(n)
        word, behind = t.text.casefold(), after.text.casefold() if after else ""
        if n == 0 and word in {"earlier", "later"}:
            return True
        if n == 0 and ((word == "one" and behind != "of") or self._goes_on()):
            return True
        if self.previous and word in {"too", "then", "instead", "same", "such", "also"}:
            return False
        if word == "for" and behind in {"instance", "example"}:
            return all(x.dep != "ROOT" for x in self.tokens[:n])  # of what was said before
        if word == "last" and behind in {"night", "evening"}:
            return True  # of which day?
        if word == "alone" and t.dep in {"acomp", "attr", "pcomp", "advmod"} and behind not in {"in", "at"}:
            return t.head < t.index and self.parse.tokens[t.head].lemma.casefold() in {
                "be",
                "from",
            }  # in what?
        if word == "though" and before is not None and before.text == ",":
            return True
        if t.tag in {"JJR", "RBR"} and predicated(self.parse, t):
            return all(x.text.casefold() != "than" for x in self.tokens)
        if word in {"former", "latter"} and t.dep in {"amod", "compound", "nmod"}:
            return False  # "the former governor"
        if word == "following" and t.tag == "VBG" and after is not None and t.dep == "prep":
            return False  # "following a flood"
        if word in entries("leaning_back"):
            return (word, behind) not in COMPLETED and not (word == "too" and t.head > t.index)
        return self._unexplained(t)

    def _goes_on(self) -> bool:
        """Whether the sentence begins as what follows from another: "as a result", not "as a result of the flood"."""
        words = [t.text.casefold() for t in self.tokens]
        if words[0] in {"but", "and", "yet", "so", "plus"}:
            words = words[1:]
        for beginning in map(str.split, entries("leaning_starts")):
            length = len(beginning)
            if words[:length] == beginning and not {*words[length : length + 1]} & COMPLETING:
                return True
        return False

    def _unexplained(self, t: Token) -> bool:
        """Whether a word is an abbreviation that the report explains elsewhere: "(ARB)"."""
        text, mark = self.annotated.article.text, f"({t.text}"
        if not (t.text.isupper() and 2 < len(t.text) < 7 and mark in text):
            return False
        return (
            mark not in text[self.tokens[0].start : self.tokens[-1].end]
            and t.text.casefold() not in self.nouns
        )

    def _beside(self, n: int) -> tuple[Token | None, Token | None]:
        return self.tokens[n - 1] if n else None, self.tokens[n + 1] if n + 1 < len(self.tokens) else None


@lru_cache(maxsize=1)
def _completed() -> Mapping[str, frozenset[str]]:
    """Nouns that say little alone, with the words behind which what completes them stands."""
    return {row[0]: frozenset(row[1].split()) for row in table("completed_nouns")}


@lru_cache(maxsize=1)
def _folk() -> frozenset[str]:
    """Nouns for a person by kin, sex or part in what happened."""
    return entries("kin") | FOLK


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    """Nouns for what somebody said, decided or proposed."""
    return (
        entries("cue_nouns")
        | {row[0] for row in table("acts")}
        | {"decision", "proposal", "plan", "move", "call"}
    )


def unmatched(text: str) -> bool:
    """Whether a quotation mark or bracket in the text has no partner."""
    return (
        text.count("“") != text.count("”")
        or text.count('"') % 2 == 1
        or text.count("(") != text.count(")")
        or text.count("[") != text.count("]")
        or re.search(r"(?<!\w)‘[^’]*$", text) is not None
    )
