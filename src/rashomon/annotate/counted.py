"""What an amount counts, by the parser's noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from rashomon import lang
from rashomon.annotate.figures import NOUNS, Draft, idiom, labelled, like_year, part_of_name
from rashomon.annotate.numbers import HYPHENS, Lexeme
from rashomon.annotate.quantity_units import hedging, words
from rashomon.annotate.timex_filter import Reading
from rashomon.model import Parse, Span, Token

# Words for numbers below this that count no noun are pronouns ("the two", "one of them").
SMALL = 10
# Ages stop here; a larger bare number after a person is none.
OLDEST = 115
AGE = "year of age"
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
WITHIN = MODIFIERS - {"NUM"} | {"ADV"}
LONGEST_PHRASE = 6  # words between a number and the noun it counts, that noun too


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
    if draft.spelled and draft.low == draft.high == 1 and draft.first and not draft.measured:
        after = _next(parse, token)
        counting = token.dep == "nummod" and after is not None and after.pos != "PROPN"
        if items[draft.first - 1].text in words("the one") and not counting:
            return None  # "the one she bought"
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
        if head.tag in ("NN", "NNP") and like_year(items, draft):
            return None  # "a 2019 review"
        if part_of_name(items, draft, head):
            return None
        if draft.spelled and draft.high == 1 and phrase.of(text).lower() == "point":
            return None  # "at one point"
        if draft.spelled and draft.high == 1 and idiom(items, draft):
            return None
        return _as_unit(text, _partitive(items, draft), phrase, parse=parse, reading=reading)
    if draft.score:
        return draft
    if _age(items, draft, reading):
        return draft._replace(normal=AGE)
    verb = _casualty_verb(parse, token) or _casualty_before(items, draft, reading)
    if verb is not None:
        if verb.start < draft.start:  # "kills 13": what became of them, and no unit
            return draft._replace(counted=verb.span)
        return _as_unit(text, draft, verb.span)
    if like_year(items, draft) or labelled(items, draft, reading):
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


@cache
def _persons() -> frozenset[str]:
    """Nouns for a person."""
    listed = (row[0] for name in ("roles", "kin") for row in lang.table(name))
    return frozenset((*listed, *words("aged who")))


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
        *others, last = parse.within(span.start, span.end)
        first = unit.split(" ", 1)
        if len(first) == 2 and first[0].lower() in words("filler"):
            unit = first[1]
        kept = [t for t in others if t.pos not in ("VERB", "CCONJ", "ADV") and t.text != ","]
        kept = [t for t in kept if t.text.lower() not in words("filler")]
        shown = [t.text if t.end == after.start else f"{t.text} " for t, after in pairwise([*kept, last])]
        normal = "".join([*shown, last.lemma if last.pos == "NOUN" else last.text])
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
    start, owned = token, False
    run: list[Token] = []
    while token is not None and (
        _continues(parse, run, token) or token.tag == "POS" or (owned and not run and token.tag == "CD")
    ):
        if any(d.contains(token.span) for d in dates):
            break
        if token.tag == "POS":  # "one of the mayor's aides" counts aides
            run, owned = [], True
        elif run or token.tag != "CD":
            run = [*run, token]
        token = _next(parse, token)
    if start is not None and not owned:
        run = _as_parsed(parse, draft, reading.token(items[draft.figure].end - 1), start, run, dates)
    while run and (run[-1].pos not in NOUNS or not any(c.isalpha() for c in run[-1].text)):
        run.pop()
    if len(run) == 1 and token is not None and token.text == ":" and run[0].text[0].isupper():
        return None  # the next label of a table: "Price: 23,580 Engine: petrol"
    if len(run) > 1 and draft.low > 1 and run[0].tag == "NN" and run[0].dep == "compound":
        if run[-1].tag in ("NN", "NNP"):
            run = run[:1]  # "a 3 cylinder engine" has cylinders
    if not run:
        return None
    return Span(run[0].start, run[-1].end)


def _as_parsed(
    parse: Parse, draft: Draft, figure: Token | None, start: Token, run: list[Token], dates: Sequence[Span]
) -> list[Token]:
    """The noun phrase as far as the noun that the parser lets the number count, where reading word by word stopped
    short of it ("310 pledged delegates") or ran into a name behind it ("ten items Corvan imports")."""
    if figure is None or figure.dep != "nummod" or draft.fraction:
        return run
    head = parse.tokens[figure.head]
    if head.index < start.index or head.pos not in NOUNS or any(d.overlaps(head.span) for d in dates):
        return run
    if run and run[-1].index > head.index:
        name = parse.tokens[head.index + 1]
        return [t for t in run if t.index <= head.index] if head.tag == "NNS" and name.pos == "PROPN" else run
    whole = list(parse.tokens[start.index : head.index + 1])
    inside = start.text not in HYPHENS and all(
        t.pos in WITHIN or t.text in HYPHENS or t.tag in ("VBN", "VBD", "VBG") for t in whole
    )
    return whole if inside and len(whole) <= LONGEST_PHRASE else run


def _continues(parse: Parse, run: Sequence[Token], token: Token) -> bool:
    """Whether a noun phrase read so far goes on with ``token``: modifiers stand before their nouns."""
    last = run[-1] if run else None
    if token.pos == "PUNCT":
        if last is None:
            return False
        if token.text == ",":  # "a high-yield, high-risk market": both stand before the same noun
            return last.dep in ("amod", "nmod") and last.head > token.index
        return token.text in HYPHENS and last.end == token.start
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
        before.text in words("being")
        and who in words("somebody")
        and after in (".", ",", "when", "and", ";", "”", '"')
    )


def _casualty_before(items: Sequence[Lexeme], draft: Draft, reading: Reading) -> Token | None:
    """ "injures at least 21": the verb before an amount and its hedge."""
    for item in reversed(items[max(0, draft.first - 4) : draft.first]):
        if item.text in words("casualty"):
            token = reading.token(item.start)
            return token
        if item.text not in hedging():
            return None
    return None


def _matches(items: Sequence[Lexeme], first: int, kind: str) -> bool:
    """Whether the two words before a lexeme are an entry of a class of words."""
    return first >= 2 and f"{items[first - 2].text} {items[first - 1].text}" in words(kind)


def _casualty_verb(parse: Parse, token: Token) -> Token | None:
    """ "12 were killed": the verb whose subject the number is."""
    head = parse.tokens[token.head]
    if token.dep in ("nsubjpass", "nsubj", "dobj", "nummod") and head.text.lower() in words("casualty"):
        return head
    return None
