"""What an amount counts, by the parser's noun phrase; and which figures are parts of names and no amounts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rashomon import lang
from rashomon.annotate.numbers import HYPHENS, Lexeme
from rashomon.annotate.quantity_units import relation_before, words
from rashomon.annotate.timex_filter import Reading
from rashomon.model import Parse, Span, Token

# Words for numbers below this that count no noun are pronouns ("the two", "one of them").
SMALL = 10
# A figure below this before a name in the singular is a part of it ("358 Alder Way").
NAMED_BELOW = 1000
# Neither side of a score or vote reaches this ("219-212").
SCORE_BELOW = 1000
# Ages stop here; a larger bare number after a person is none.
OLDEST = 115
AGE = "year of age"
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
NOUNS = frozenset({"NOUN", "PROPN"})


class Draft(NamedTuple):
    """An amount while its sentence is read: lexemes ``[first, last)``, its figure, its bounds and unit."""

    first: int
    last: int
    figure: int
    start: int
    end: int
    low: float
    high: float
    unit: str | None
    normal: str | None
    spelled: bool
    vague: bool = False
    fraction: bool = False
    score: bool = False
    measured: bool = False
    counted: Span | None = None


def is_amount(
    text: str, items: Sequence[Lexeme], i: int, first: int, measured: bool, reading: Reading
) -> bool:
    """Whether the figure ``i`` is an amount and no part of a name, a label or a code; ``measured``: a unit follows."""
    item = items[i]
    if item.start and text[item.start - 1].isalnum():
        return False
    if text[item.start : item.end + 1].lower() in words("format") or _dialled(text, items, i):
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    if after is not None and after.start == item.end and not measured:
        slashed = after.text == "/" and i + 2 < len(items) and items[i + 2].number is not None  # "9/11"
        if after.text.isalpha() or slashed:
            return False
    before = items[first - 1] if first else None
    if before is None:
        return True
    if before.text in ("#", "№", "/", ":") and before.end == item.start:
        return before.text == "/" and measured and items[first - 2].text.isalpha()  # "114bhp/200Nm"
    era = "".join(x.text for x in items[max(0, first - 4) : first]) if before.text == "." else before.text
    if era in words("era") or (after is not None and after.text in words("era")):
        return False
    if (
        before.text in HYPHENS
        and before.end == item.start
        and first >= 2
        and items[first - 2].end == before.start
    ):
        if items[first - 2].number is None:
            return items[first - 2].text in words("joined before")  # "magnitude-5.1", "sub-500"
    if measured:
        return True
    label = words("label")
    if before.text in label or (before.text == "." and first >= 2 and items[first - 2].text == "no"):
        if not (
            before.text == "no"
            and not text[before.start].isupper()
            and item.number is not None
            and item.number.spelled
        ):
            return False
    if scored(items, i):
        return True
    shown = text[before.start : before.end]
    if before.text == "'s" and first >= 2 and text[items[first - 2].start].isupper() and after is not None:
        if item.number is not None and item.number.whole and text[after.start].isupper():
            return False  # "Standard & Poor's 500 Index"
    if shown != before.text and before.text.isalpha() and relation_before(items, first) is None:
        token, previous = reading.token(item.start), reading.token(before.start)
        if previous is not None and previous.pos in ("PROPN", "NOUN", "ADJ", "NUM", "X"):
            if (
                token is not None
                and previous.entity == "PERSON"
                and item.number is not None
                and item.number.whole
            ):
                return after is not None and after.text.isalpha()
            if token is None or not _counts(token, reading, item.end):
                return False
            if previous.pos == "PROPN" and after is not None and text[after.start].isupper():
                return False  # "Corvan 12 Mini deal"
            return not (previous.head == token.head and previous.dep == "compound")  # "Corvan 737 jets"
    return True


def _dialled(text: str, items: Sequence[Lexeme], i: int) -> bool:
    """A figure of a telephone number or code: it begins with a nought, or bare figures stand in a row."""
    figure = text[items[i].start : items[i].end]
    if not figure.isdigit():
        return False
    beside = [items[j] for j in (i - 1, i + 1) if 0 <= j < len(items)]
    row = any(x.number is not None and x.number.whole and abs(x.start - items[i].start) < 8 for x in beside)
    return row or (len(figure) > 1 and figure[0] == "0")


def scored(items: Sequence[Lexeme], i: int) -> bool:
    """Whether the figure ``i`` begins a score: "Varne 24-17", the higher side first."""
    if i + 2 >= len(items) or items[i + 1].text not in HYPHENS | {"–"}:
        return False
    a, b = items[i].number, items[i + 2].number
    together = items[i].end == items[i + 1].start and items[i + 1].end == items[i + 2].start
    if not together or a is None or b is None or not (a.whole and b.whole):
        return False
    return SCORE_BELOW > a.value >= b.value


def _counts(token: Token, reading: Reading, end: int) -> bool:
    """Whether the parser lets the number count a common noun after it."""
    if token.dep != "nummod":
        return False
    head = reading.tokens[token.head]
    return head.start >= end and head.pos == "NOUN" and head.text[0].islower()


def name_what(
    text: str,
    parse: Parse,
    items: Sequence[Lexeme],
    draft: Draft,
    reading: Reading,
    dates: Sequence[Span] = (),
) -> Draft | None:
    """The draft with what it counts, or None where it is no amount after all. No thing counted reaches into a date."""
    token = reading.token(items[draft.figure].end - 1)
    if token is None:
        return draft
    if draft.unit is not None:
        if draft.normal in TIMES and any(x.text in HYPHENS for x in items[draft.figure + 1 : draft.last]):
            return None  # "a five-year plan": a length of time, and no amount of something
        counted = _measured(parse, items, draft, reading)
        return draft if counted is None else draft._replace(counted=counted)
    before = items[draft.first - 1] if draft.first else None
    if before is not None and before.text in HYPHENS and draft.first >= 2:
        before = items[draft.first - 2]
    if before is not None and before.text in words("magnitude"):
        return draft._replace(unit=text[before.start : before.end], normal=before.text)
    following = items[draft.last] if draft.last < len(items) else None
    if following is not None and following.text in words("casualty"):
        return _as_unit(text, draft, Span(following.start, following.end))
    phrase = _phrase_after(parse, items, draft, reading, dates)
    if phrase is not None and draft.score and phrase.of(text).lower() not in words("score"):
        phrase = None
    if phrase is not None:
        head = parse.within(phrase.start, phrase.end)[-1]
        if head.tag in ("NN", "NNP") and _like_year(items, draft):
            return None  # "a 2019 review"
        if _part_of_name(items, draft, head):
            return None
        if draft.spelled and draft.high == 1 and phrase.of(text).lower() == "point":
            return None  # "at one point"
        if draft.spelled and draft.high == 1 and _idiom(items, draft):
            return None
        return _as_unit(text, _partitive(items, draft), phrase, parse=parse, reading=reading)
    if draft.score:
        return draft
    if _age(items, draft, reading):
        return draft._replace(normal=AGE)
    verb = _casualty_verb(parse, token)
    if verb is not None:
        if verb.start < draft.start:  # "kills 13": what became of them, and no unit
            return draft._replace(counted=verb.span)
        return _as_unit(text, draft, verb.span)
    if _like_year(items, draft) or _labelled(items, draft, reading):
        return None
    if draft.spelled and draft.low == draft.high and draft.low < SMALL and not draft.fraction:
        some = following is not None and following.text == "of" and draft.low > 1
        if not some or (before is not None and before.text == "the"):
            return None
    if (
        before is not None
        and before.text in words("group")
        and draft.spelled
        and not draft.fraction
        and not draft.vague
    ):
        return None
    return draft


def _part_of_name(items: Sequence[Lexeme], draft: Draft, head: Token) -> bool:
    """ "358 Alder Way", "the 11 Pro": a figure before a name in the singular; but "11 Chinese" are people."""
    number = items[draft.figure].number
    if head.tag != "NNP" or number is None or not number.whole or draft.high >= NAMED_BELOW:
        return False
    return head.text not in _peoples()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(row[0] for row in lang.table("demonyms"))


@cache
def _persons() -> frozenset[str]:
    """Nouns for a person."""
    listed = (row[0] for name in ("roles", "kin") for row in lang.table(name))
    return frozenset((*listed, *words("aged who")))


def _like_year(items: Sequence[Lexeme], draft: Draft) -> bool:
    """Four plain digits of our times, with no bound or hedge before them."""
    number = items[draft.figure].number
    return number is not None and number.whole and 1900 <= number.value <= 2050 and draft.low == draft.high


def _labelled(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> bool:
    """A bare figure right behind a noun is its label ("hurdle 4"), and one that opens a line or follows a colon a number
    in a list; an amount follows a verb, a preposition or an adverb."""
    number = items[draft.figure].number
    if number is None or not number.whole or draft.low != draft.high:
        return False
    if draft.first == 0:
        return draft.last < len(items) and items[draft.last].text in (".", ")", ":")
    before = items[draft.first - 1]
    if before.text in (":", "=", "|") and draft.high < NAMED_BELOW:
        return True
    token = reading.token(before.start)
    return token is not None and token.pos in NOUNS and draft.high < NAMED_BELOW


def _idiom(items: Sequence[Lexeme], draft: Draft) -> bool:
    """ "on the one hand", "one way or the other"."""
    before = items[draft.first - 1].text if draft.first else ""
    after = items[draft.last].text if draft.last < len(items) else ""
    return f"{before} one {after}" in words("idiom") or f"one {after}" in words("idiom")


def _partitive(items: Sequence[Lexeme], draft: Draft) -> Draft:
    """ "two of his aides": the span takes in "of", so that the words say that there are more."""
    if draft.fraction or draft.vague or draft.last + 1 >= len(items) or items[draft.last].text != "of":
        return draft
    return draft._replace(last=draft.last + 1, end=items[draft.last].end)


def _as_unit(
    text: str, draft: Draft, span: Span, *, parse: Parse | None = None, reading: Reading | None = None
) -> Draft:
    unit = span.of(text)
    normal: str | None = unit
    if parse is not None and reading is not None:
        last = parse.within(span.start, span.end)[-1]
        first = unit.split(" ", 1)
        if len(first) == 2 and first[0].lower() in words("filler"):
            unit = first[1]
        inside = [
            t for t in parse.within(span.start, span.end)[:-1] if t.pos not in ("VERB", "CCONJ", "PUNCT")
        ]
        kept = [t.text for t in inside if t.text.lower() not in words("filler")]
        normal = " ".join([*kept, last.lemma if last.pos == "NOUN" else last.text])
        normal = normal.lower() if last.pos == "NOUN" else normal
    normal = draft.normal if draft.score else normal
    return draft._replace(unit=unit, normal=normal, counted=span)


def _phrase_after(
    parse: Parse, items: Sequence[Lexeme], draft: Draft, reading: Reading, dates: Sequence[Span] = ()
) -> Span | None:
    """The noun phrase the number counts: after it, or after its "of"; it ends where a date begins."""
    at = items[draft.last].start if draft.last < len(items) else None
    if at is None:
        return None
    token = reading.token(at)
    if token is not None and token.text in HYPHENS and token.start == draft.end:
        token = _next(parse, token)
        after = _next(parse, token) if token is not None else None
        if token is not None and token.text == "plus":  # "three-plus seasons"
            token, after = after, None
        if token is not None and after is not None and token.text.lower() in words("strong"):
            return after.span if after.pos in NOUNS else None  # "a 400-strong crowd"
        if (
            token is None
            or token.pos not in NOUNS | {"ADJ", "VERB"}
            or token.text.lower() in words("no unit")
        ):
            return None
        return token.span
    if token is None:
        return None
    worth = _next(parse, token)
    if token.text.lower() in words("worth") and worth is not None and worth.text.lower() == "of":
        token = worth
    if token.text.lower() == "of":
        token = _next(parse, token)
        while token is not None and token.tag in (
            "DT",
            "PRP$",
            "WDT",
            "PDT",
            "CD",
        ):  # "of the 25,000 tickets"
            token = _next(parse, token)
        if token is not None and token.text.lower() in words("casualty"):
            return token.span  # "eleven of the dead"
    elif draft.fraction and token.tag == "DT":  # "half the vote"
        token = _next(parse, token)
    if token is not None and token.tag == "``":  # "the 150 “victims”"
        token = _next(parse, token)
    run: list[Token] = []
    while token is not None and (_continues(parse, run, token) or token.tag == "POS"):
        if any(d.contains(token.span) for d in dates):
            break
        run = [] if token.tag == "POS" else [*run, token]  # "one of the mayor's aides" counts aides
        token = _next(parse, token)
    while run and (run[-1].pos not in NOUNS or not any(c.isalpha() for c in run[-1].text)):
        run.pop()
    if len(run) == 1 and token is not None and token.text == ":" and run[0].text[0].isupper():
        return None  # the next label of a table: "Price: 23,580 Engine: petrol"
    if len(run) > 1 and draft.low > 1 and run[0].tag == run[-1].tag == "NN" and run[0].dep == "compound":
        run = run[:1]  # "a 3 cylinder engine" has cylinders
    if not run:
        return None
    return Span(run[0].start, run[-1].end)


def _continues(parse: Parse, run: Sequence[Token], token: Token) -> bool:
    """Whether a noun phrase read so far goes on with ``token``: modifiers stand before their nouns."""
    last = run[-1] if run else None
    if token.pos == "PUNCT":
        return token.text in HYPHENS and last is not None and last.end == token.start
    if token.pos == "VERB":
        return token.tag in ("VBN", "VBG") and _before_noun(parse, token)
    if token.pos == "CCONJ":
        after = _next(parse, token)
        if last is None or after is None or after.pos != last.pos:
            return False
        # "Model S and Model X vans": the head of both is still to come
        return last.pos == "ADJ" or (
            last.pos == "PROPN" and last.dep == "compound" and last.head > token.index
        )
    if token.pos not in MODIFIERS:
        return False
    if last is not None and last.pos == "NOUN" and token.pos in ("ADJ", "NUM"):
        return False
    if last is not None and last.tag == "NNS" and token.pos in NOUNS:
        return token.dep not in ("npadvmod", "nsubj", "nsubjpass", "dobj", "attr", "appos")
    return not (token.pos == "NUM" and last is None)


def _before_noun(parse: Parse, token: Token) -> bool:
    after = _next(parse, token)
    return token.dep == "amod" and after is not None and after.pos in MODIFIERS


def _next(parse: Parse, token: Token) -> Token | None:
    if token.index + 1 >= len(parse.tokens):
        return None
    after = parse.tokens[token.index + 1]
    return after if after.sentence == token.sentence else None


def _measured(parse: Parse, items: Sequence[Lexeme], draft: Draft, reading: Reading) -> Span | None:
    """What a measure measures: "5% of its workforce", "127 tonnes of ice", "a 25% tax"."""
    if draft.last >= len(items):
        return None
    if items[draft.last].text == "of" or items[draft.last].text.isalpha():
        probe = draft._replace(end=items[draft.last - 1].end)
        token = reading.token(items[draft.last].start)
        if items[draft.last].text == "of":
            return _phrase_after(parse, items, probe, reading)
        if token is not None and token.pos in MODIFIERS:
            phrase = _phrase_after(parse, items, probe, reading)
            figure = reading.token(items[draft.figure].end - 1)
            if phrase is not None and figure is not None:
                head = parse.within(phrase.start, phrase.end)[-1]
                return phrase if head.index in parse.ancestors(figure.index) else None
    return None


def _age(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> bool:
    """ "Ruth Amber, 44, …", "aged 44": a bare figure after a person between commas."""
    if not 0 < draft.low <= draft.high <= OLDEST or draft.low != int(draft.low):
        return False
    before = items[draft.first - 1] if draft.first else None
    after = items[draft.last].text if draft.last < len(items) else "."
    if before is None:
        return False
    if draft.low != draft.high:
        return before.text in words("age")
    if before.text in words("age") or _matches(items, draft.first, "aged before"):
        return True
    after_that = items[draft.last + 1].text if draft.last + 1 < len(items) else ""
    if after in ("and", "or") and after_that in ("older", "younger"):
        return True
    if before.text in (",", "(") and draft.first >= 2 and not draft.spelled:
        name = reading.token(items[draft.first - 2].start)
        if name is None or after not in (",", ".", ";", "–", "—", "-", ")"):
            return False
        named = name.pos == "PROPN" and name.text.isalpha() and before.text == after == ","
        return named or name.entity == "PERSON" or name.text.lower() in _persons()
    name = reading.token(before.start)
    if name is not None and name.entity == "PERSON" and not draft.spelled:
        return True
    who = items[draft.first - 2].text if draft.first >= 2 else ""
    return (
        before.text in words("being") and who in words("somebody") and after in (".", ",", "when", "and", ";")
    )


def _matches(items: Sequence[Lexeme], first: int, kind: str) -> bool:
    """Whether the two words before a lexeme are an entry of a class of words."""
    return first >= 2 and f"{items[first - 2].text} {items[first - 1].text}" in words(kind)


def _casualty_verb(parse: Parse, token: Token) -> Token | None:
    """ "12 were killed": the verb whose subject the number is."""
    head = parse.tokens[token.head]
    if token.dep in ("nsubjpass", "nsubj", "dobj", "nummod") and head.text.lower() in words("casualty"):
        return head
    return None
