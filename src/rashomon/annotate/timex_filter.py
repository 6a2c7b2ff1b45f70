"""What only looks like a time: modal "may", the verb "march", people called April; and the tense around a date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from rashomon import lang
from rashomon.annotate.timex_words import Expression, Item
from rashomon.model import Parse, Span, Token

# Short names of months and weekdays that are words or names of their own: only beside a number, a dot or a comma.
SHORT = 4
NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"})
# Bare years below this need a preposition before them: "1200" is an amount more often than a year.
SAFE_YEARS = range(1700, 2051)
# What stands before a year that modifies a plural ("the 2012 attacks") and not before an amount.
DETERMINING = frozenset({"DET", "ADJ", "PROPN", "PART", "PRON"})


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one class of the list of words around dates."""
    return frozenset(row[1] for row in lang.table("date_words") if row[0] == kind)


class Reading:
    """The parse of one article, asked about the words of time expressions."""

    def __init__(self, text: str, parse: Parse) -> None:
        self._text = text
        self._parse = parse
        self.tokens = parse.tokens
        self._starts = [token.start for token in parse.tokens]

    def token(self, start: int) -> Token | None:
        """The token that begins at or covers an offset."""
        at = bisect_left(self._starts, start)
        tokens = self._parse.tokens
        if at < len(tokens) and tokens[at].start == start:
            return tokens[at]
        return tokens[at - 1] if at and tokens[at - 1].end > start else None

    def told_by(self, start: int, verbs: frozenset[str]) -> bool:
        """Whether a word above the one at ``start`` in the parse is one of these lemmas."""
        token = self.token(start)
        if token is None:
            return False
        return any(self.tokens[i].lemma in verbs for i in self._parse.ancestors(token.index))

    def accept(self, items: Sequence[Item], e: Expression) -> Expression | None:
        """The expression, perhaps shortened, or None where its words are no time."""
        inside = items[e.first : e.last]
        lone = e.last - e.first
        for number, item in enumerate(inside):
            if item.letter in "mw" and not self._named_time(items, e.first + number, e):
                return None
            if item.letter in "eE" and not self._season(items, e.first + number, e):
                return None
        if lone == 1 and inside[0].letter == "Y" and not self._year(items, e.first):
            return None
        if inside[-1].letter == "z" and e.first and items[e.first - 1].text in words("own"):
            return None  # "in his seventies"
        if lone == 1 and inside[0].letter == "5" and not self._follows_preposition(items, e.first):
            return None
        if lone == 1 and inside[0].letter == "C" and self._score(items, e.first):
            return None
        if inside[0].letter == "O":
            token = self.token(inside[0].start)
            if token is None or token.pos not in ("ADV", "ADJ"):
                return None  # a paper's name
        if lone == 1 and inside[0].letter in "cR":
            token = self.token(inside[0].start)
            if token is None or token.dep != "amod":
                return None  # "the risks are current", "too recent"
        after = items[e.last] if e.last < len(items) else None
        if e.kind == "duration" and (
            (after is not None and after.letter == "1")
            or (
                after is not None
                and after.text == "-"
                and e.last + 1 < len(items)
                and items[e.last + 1].letter == "1"
            )
        ):
            return None  # an age is an amount
        if (
            e.kind == "offset"
            and inside[-1].text == "before"
            and after is not None
            and after.letter not in ",p"
        ):
            if lone == 2 and inside[0].text in words("no length"):
                return None
            return e._replace(kind="duration", last=e.last - 1, shift=None)
        if e.kind == "offset" and inside[-1].text == "ahead" and after is not None and after.text == "of":
            return e._replace(kind="duration", last=e.last - 1, shift=None)
        if e.narrative and e.unit == "Y" and after is not None and after.text in words("ended"):
            return e._replace(kind="duration", amount=1.0)
        before = items[e.first - 1] if e.first else None
        if e.kind == "duration" and self._share(items, e.last):
            return None  # "40 hours a week"
        if e.kind == "duration" and inside[0].letter == "a" and self._rate(before, after):
            return None  # "$40 a year": how much, not how long
        if before is not None and before.text in words("behind") and e.month is not None and e.year is None:
            return e._replace(behind=True)
        if e.kind == "duration" and self._someday(items, e):
            return e._replace(kind="vague", value="FUTURE_REF")
        if e.kind == "vague" and inside[0].text == "now":
            token = self.token(inside[0].start)
            if token is not None and token.dep == "mark":
                return None
        if e.kind == "duration" and lone == 1 and inside[0].text in words("no length"):
            return None
        return e

    def _rate(self, before: Item | None, after: Item | None) -> bool:
        """Whether "a year" after an amount is what the amount is counted by."""
        if before is None or (after is not None and after.letter in "oh0"):
            return False
        token = self.token(before.start)
        return before.letter in "Nq" or (
            token is not None
            and (token.pos in ("NUM", "SYM") or (token.tag in ("NNS", "NN") and self._counted(token)))
        )

    def _share(self, items: Sequence[Item], i: int) -> bool:
        """Whether "a week", "per day" stands at ``i``, and no "a week ago"."""
        letters = "".join(item.letter for item in items[i : i + 3])
        return letters[:2] in ("au", "2u") and letters[2:] not in ("A", "L", "M")

    def _someday(self, items: Sequence[Item], e: Expression) -> bool:
        """Whether "one day" is some day to come: before a verb with "will"."""
        if e.last - e.first != 2 or items[e.first].text != "one" or items[e.first + 1].text != "day":
            return False
        day = self.token(items[e.first + 1].start)
        if day is None or day.dep != "npadvmod" or day.head < day.index:
            return False
        children = self._parse.children[day.head]
        return any(self.tokens[c].text.lower() in words("future") for c in children)

    def _counted(self, token: Token) -> bool:
        """Whether a number stands with a noun: "50,000 records", "40 cents"."""
        return any(self.tokens[c].dep == "nummod" for c in self._parse.children[token.index])

    def _named_time(self, items: Sequence[Item], i: int, e: Expression) -> bool:
        item = items[i]
        text = self._text[item.start : item.end]
        token = self.token(item.start)
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        numbered = any(x is not None and x.letter in "NFY5" for x in (before, after)) or (
            after is not None
            and after.letter in "p,"
            and i + 2 < len(items)
            and items[i + 2].letter in "NFY5m"
        )
        if not text[0].isupper():
            return (numbered and item.text not in words("also a word")) or len(text) > 5
        if len(text) <= SHORT and item.text not in words("short and whole") and not numbered:
            return (
                after is not None
                and after.text == "."
                and len(text) >= 3
                and item.text not in words("also a name")
            )
        if token is None or numbered:
            return True
        shown = self._text[after.start : after.end] if after is not None else ""
        cued = before is not None and before.text in words("year") and before.text != "and"
        if item.letter == "m" and shown[:1].isupper() and shown[1:].islower() and not cued and not e.shift:
            follower = self.token(after.start) if after is not None else None
            if follower is not None and follower.pos == "PROPN":
                return False  # "April Oduya"
        if item.text == "may":
            return token.pos in ("PROPN", "NOUN") and not self._person(token)
        if item.text == "march" and before is not None and not e.shift:
            first = self._text[before.start : before.end]
            if before.text in ("the", "'s", "’s") or (first[:1].isupper() and before.text != "in" and i > 1):
                return False  # "the Long March", "the March on Varne"
        if item.text in ("march", "august") and token.pos in ("VERB", "ADJ", "NOUN") and not e.shift:
            return token.pos != "VERB"
        return not self._person(token) if item.letter == "m" else not self._title(token)

    def _person(self, token: Token) -> bool:
        """A name: tagged as one together with a neighbour that begins with a capital letter."""
        for step in (1, -1):
            at = token.index + step
            if 0 <= at < len(self._parse.tokens):
                other = self._parse.tokens[at]
                if other.sentence == token.sentence and other.pos == "PROPN" and other.text[0].isupper():
                    if token.entity in NAMES and other.entity == token.entity:
                        return True
        return token.entity == "PERSON"

    def _title(self, token: Token) -> bool:
        return token.entity in ("WORK_OF_ART", "PERSON") and self._person(token)

    def _season(self, items: Sequence[Item], i: int, e: Expression) -> bool:
        item = items[i]
        token = self.token(item.start)
        if token is not None and token.pos in ("VERB", "AUX"):
            return False
        if e.year is not None or e.shift is not None or e.kind != "date":
            return True
        before = items[i - 1].text if i else ""
        if token is not None and token.dep == "compound":
            return False
        if item.text in ("fall", "spring"):
            return before == "the" and i >= 2 and items[i - 2].text in words("season the")
        return before in words("season") or e.stage != ""

    def _follows_preposition(self, items: Sequence[Item], i: int) -> bool:
        return i > 0 and items[i - 1].text in words("year")

    def _year(self, items: Sequence[Item], i: int) -> bool:
        """Whether four digits that stand alone are a year and not an amount."""
        item = items[i]
        before = items[i - 1].text if i else ""
        after = items[i + 1] if i + 1 < len(items) else None
        if before in words("amount") or before in ("#", "."):
            return False
        if after is not None and (
            after.text in ("%", "$", "€", "£") or (after.start == item.end and after.text.isalpha())
        ):
            return False
        if (
            i
            and items[i - 1].end == item.start
            and before in ("-", "/")
            and i > 1
            and items[i - 2].text.isalpha()
        ):
            return items[i - 2].letter in "s"
        token = self.token(item.start)
        number = item.number or 0
        previous = self._parse.tokens[token.index - 1] if token is not None and token.index else None
        named = previous is not None and (previous.pos in DETERMINING or before in words("period"))
        if token is not None and token.dep in ("nummod", "quantmod") and token.head != token.index:
            head = self._parse.tokens[token.head]
            plural = head.tag in ("NNS", "NNPS") and head.index > token.index and head.text.islower()
            if plural and not named and head.lemma not in words("dated"):  # "2018 races"
                return False
        if token is not None and token.entity in ("MONEY", "PERCENT", "QUANTITY"):
            return False
        if number in SAFE_YEARS:
            return True
        return self._follows_preposition(items, i) and before not in words("no old year")

    def _score(self, items: Sequence[Item], i: int) -> bool:
        """A bare "4:39" is a time only after "at", "by", "around", "until"; else a score or a length."""
        before = items[i - 1].text if i else ""
        return before not in words("clock")

    def _was_before(self, at: int) -> bool:
        """Whether a plan is told of in the past perfect: "had been due to expire Friday"."""
        governing = (at, *self._parse.ancestors(at))
        return any(self.tokens[c].text.lower() == "had" for i in governing for c in self._parse.children[i])

    def _timetabled(self, verb: Token, when: Token) -> bool:
        """A beginning or an end told in the present: "the summit begins Thursday"."""
        if verb.tag not in ("VBZ", "VBP") or verb.lemma not in words("timetable"):
            return False
        children = (self.tokens[c] for c in self._parse.children[verb.index])
        return all(c.dep not in ("dobj", "aux") or c.index == when.index for c in children)

    def future(self, span: Span, *, weekday: bool) -> bool | None:
        """Whether the words at ``span`` are told of as to come; None where neither verb nor preposition says so."""
        tokens = self._parse.tokens
        token = self.token(span.start)
        if token is None:
            return None
        before = tokens[token.index - 1] if token.index else None
        until = before is not None and before.text.lower() in words("up to")
        if until and not weekday:
            return None  # "through August" is the nearest one
        inside = self._parse.within(span.start, span.end)
        token = next(
            (t for t in inside if t.head == t.index or not span.start <= tokens[t.head].start < span.end),
            token,
        )
        path = (token.index, *self._parse.ancestors(token.index))
        named = token.dep in ("compound", "amod", "nmod", "poss")  # "Friday's ruling", "a June agreement"
        for at in path:
            verb = tokens[at]
            if verb.text.lower() in words("planned"):
                return not self._was_before(at)
            if verb.pos not in ("VERB", "AUX"):
                continue
            auxiliaries = [tokens[c] for c in self._parse.children[at] if tokens[c].dep in ("aux", "auxpass")]
            spoken = {t.text.lower() for t in auxiliaries}
            if spoken & words("future"):
                return True
            if verb.tag in ("VBD", "VBN") or spoken & words("past"):
                if until:
                    return (
                        verb.lemma != "be"
                    )  # "closed the road until Tuesday", but "it was open until Tuesday"
                return None if named else False
            if "to" in spoken and verb.tag == "VB":
                if verb.dep in ("advcl", "acl", "relcl", "csubj"):
                    return (
                        None  # "met to mark the fall of the wall on Friday": when they met, or when it fell
                    )
                if named and not weekday:
                    return None  # "to sell under a June agreement"
                return not self._was_before(at)
            if verb.tag == "VBG" and spoken & words("present"):
                return None if named else True
            if verb.tag == "VB" and spoken & words("modal"):
                return None if named else True
            return True if until or self._timetabled(verb, token) else None
        return True if until else None
