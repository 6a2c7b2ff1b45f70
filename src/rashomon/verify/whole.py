"""A whole sentence of a report, told as its own: derived again from the sentence it cites.

Words may be left out where a list says that they join or colour only, and so may an aside between commas: a clause with
"who" or "which", with a participle, or added with "and" at the end. A person's whole name may stand for a pronoun or a
shorter name, with the words beside it that some report has beside a name of that person and that name an office or work;
nothing within quotation marks changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from rashomon.lang import entries
from rashomon.lang.offices import HONORIFICS, office
from rashomon.model import Block, Line, Passage
from rashomon.verify.book import Book

TOLD = re.compile(r"(?P<words>.+)(?:, according to (?P<who>.+?)| \((?P<by>[^()“”]+)\))\.", re.DOTALL)
HEADLINE = re.compile(r"(?P<who>.+?) has the headline “(?P<quote>[^“”]+)”\.")
# Words of a first line that stands for a title, at most.
HEADLINE_WORDS = 16
# Pronouns that begin a sentence which goes on from the one before.
PRONOUNS = frozenset({"He", "She", "They", "His", "Her", "Their", "Its"})
_OPEN, _CLOSE = "“", "”"
# What makes a colouring word narrow down which thing is meant, or how much: then it may not be left out.
NARROWING = frozenset(
    {"first", "second", "third", "last", "next", "only", "no", "any", "every", "each", "all", "few", "fewest"}
)
WEIGHED = frozenset({"not", "very", "so", "too", "as", "more", "most", "less", "least", "how"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "where"})
OPENING = frozenset({"already", "also", "still", "now", "long"})
# What makes one thing with "so" before it: "so far".
SO = frozenset({"far", "long", "many", "much", "that", "called"})
# Words behind which "also" may not be left out.
AGAINST = frozenset({"but", "only", "just", "not"})
# Likeness of two words that are one title, the one misspelt, in [0, 1], and words before a name where it may stand.
ALIKE, NEAR = 0.8, 3
# Words that tell which of two people bears a name, and are no title.
WHICH = frozenset({"elder", "senior", "junior"})
# Words of a title before the name that a transcript has for a speaker, at most.
SPEAKING = 4
# Where a sentence ends before the name of a speaker: not behind "Mr.".
END = re.compile(r"(?<!\b[MD]r)(?<!\bMrs)(?<!\bMs)[.!?”\"]\s+|\n")
# Dashes, one of which ends a place that heads a report, and parts of the sentence to it, at most.
DASHES, HEADING = frozenset("–—―-"), 10
# What no aside may hold.
HALTS = frozenset({";", ":", "—", "–", "-", "(", ")", _OPEN, _CLOSE, "‘"})
# Words of an aside, of a title before a name, and of a description behind one, at most.
ASIDE, TITLE, DESCRIPTION = 40, 6, 10
# Small words that may begin a title: otherwise none stands in one before a large one.
PAST = frozenset({"former", "ex", "late", "retired", "then", "acting", "interim"})
BODIES = frozenset({"police", "fire", "army", "navy", "city", "county", "state"})
# Words, with the marks between them: what is compared.
_PART = re.compile(r"[’']s\b|\d+(?:[:.,]\d+)+|\w+(?:[.\-]\w+|[’'](?!s\b)\w+)*|[^\w\s]")


def parts(book: Book, text: str) -> Mapping[str, str] | None:
    """ "words" and "who" of a sentence of this form; None where it names no report."""
    form = TOLD.fullmatch(text)
    if form is None:
        return None
    who = form["who"] or form["by"]
    return {"words": form["words"], "who": who} if book.listed(who) else None


def bounds(text: str, passage: Passage) -> bool:
    """Whether a passage begins and ends where a sentence does, and has every quotation whole."""
    words = text[passage.start : passage.end]
    before = text[: passage.start].rstrip(" ")
    opens = not before or before.rstrip("”\"’')")[-1:] in {"\n", ".", "!", "?", ":", "—", "–", "-"}
    first = words.lstrip("“\"‘'")[:1]
    return (
        opens
        and (first.isupper() or first.isdigit())
        and words.rstrip("”\"’'").endswith(".")
        and words.count(_OPEN) == words.count(_CLOSE)
        and words.count('"') % 2 == 0
    )


def led(book: Book, before: Line | None, line: Line) -> bool:
    """Whether a whole sentence that begins with a pronoun follows the one that stands before it in its report, or begins
    one."""
    form = parts(book, line.text)
    if form is None or form["words"].split(" ", 1)[0] not in PRONOUNS:
        return True
    passage, text = line.passages[0], book.texts[line.passages[0].article]
    if not re.search(r"[.!?][”\"’')]*\s*$", text[: passage.start]):
        return True  # behind a headline or nothing
    last = before.passages[0] if before is not None and len(before.passages) == 1 else None
    return (
        last is not None
        and last.article == passage.article
        and last.end <= passage.start
        and re.fullmatch(r"[\s.”\"’')]*", text[last.end : passage.start]) is not None
    )


def spoken(book: Book, passage: Passage) -> bool:
    """Whether a passage stands behind the name of somebody that heads a sentence before a colon: in a transcript."""
    text = book.texts[passage.article]
    for (article, start), rows in book.mentioned.items():
        for mention, _ in rows:
            if article != passage.article or start >= passage.end or mention.form != "name":
                continue
            before = END.split(text[:start])[-1].split()
            titled = len(before) <= SPEAKING and all(w[:1].isupper() for w in before)
            if titled and re.match(r"\)?:\s+[A-Z“\"]", text[mention.end :]):
                return True
    return False


def heads(text: str, blocks: Sequence[Block], passage: Passage) -> bool:
    """Whether a passage is a report's title, or, where the report has none, its whole first line, if that is short."""
    title = next((b for b in blocks if b.role == "title"), None)
    head = title or min(blocks, key=lambda b: b.start)
    short = title is not None or len(text[head.start : head.end].split()) <= HEADLINE_WORDS
    rest = text[passage.end : head.end].strip(" .")
    whole = passage.start == head.start and not rest
    return short and whole and passage.end <= head.end


def follows(book: Book, words: str, passage: Passage) -> bool:
    """Whether words are those of the passage but for what may be left out or put in."""
    source = list(_source(book, passage))
    told = [m[0] for m in _PART.finditer(words)]
    states = {(0, 0)}  # where in the source, and how many parts of the sentence are used up: all ways at once
    seen = set(states)
    while states:
        at, used = states.pop()
        if at == len(source) and used == len(told):
            return True
        for step in _steps(book, passage, source, told, at, used):
            if step not in seen:
                seen.add(step)
                states.add(step)
    return False


def _steps(
    book: Book, passage: Passage, source: list[tuple[str, bool, int]], told: list[str], at: int, used: int
) -> Iterator[tuple[int, int]]:
    if at == len(source):
        return
    text, quoted, _ = source[at]
    if used < len(told) and (told[used] == text or (used == 0 and told[0] == text[:1].upper() + text[1:])):
        yield at + 1, used + 1
    if text == "." and at >= len(source) - 2:
        yield at + 1, used  # the full stop, before what names the report
    if quoted:
        return
    for end in _past_aside(source, at):
        yield end, used
    word = text.casefold()
    if (word == "also" and not _against(source, at)) or (word in entries("ornaments") and _free(source, at)):
        yield at + 1, used
    if at == 0:
        for joint in _joints():
            if [t.casefold() for t, _, _ in source[: len(joint)]] == list(joint):
                if joint == ("so",) and len(source) > 1 and source[1][0].casefold() in SO:
                    continue
                comma = len(source) > len(joint) and source[len(joint)][0] == ","
                yield len(joint) + comma, used
    skipped = 0
    if word in HONORIFICS:
        skipped = 2 if source[at + 1 : at + 2] and source[at + 1][0] == "." else 1
    for length, names in _named(book, passage, source, at + skipped, pronouns=not skipped):
        for name in names:
            begun = told[used : used + 1]
            if used == 0 and begun and begun[0] == name[0][:1].upper() + name[0][1:]:
                name = [begun[0], *name[1:]]
            if told[used : used + len(name)] == name:
                yield at + skipped + length, used + len(name)


def _past_aside(source: list[tuple[str, bool, int]], at: int) -> Iterator[int]:
    """Where the sentence goes on behind an aside that begins here."""
    texts = [t for t, _, _ in source]
    last = len(texts) - 1 if texts[-1] == "." else len(texts)
    if at == 0:
        first = 1 if texts[0].casefold() in OPENING and len(texts) > 1 else 0
        dash = next((n for n in range(min(last, HEADING)) if set(texts[n]) <= DASHES), None)
        if dash is not None and texts[0].isupper():
            heads = dash + 1
            while heads < last and set(texts[heads]) <= DASHES:
                heads += 1
            yield heads
        comma = next((n for n in range(last) if texts[n] == ","), None)
        if comma is not None and _participle(texts[first]) and _plain(source, 0, comma):
            yield comma + 1
        return
    if texts[at] != "," or at + 1 >= last:
        return
    opens = texts[at + 1].casefold()
    if opens == "and" and texts[at + 2].casefold() not in RELATIVE and _plain(source, at + 1, last):
        yield last
    if opens not in RELATIVE and not _participle(opens):
        return
    resumed = any(a == "," and b.casefold() in {"and", "or"} for a, b in pairwise(texts[at + 1 : last]))
    if _plain(source, at + 1, last) and not resumed:  # where a list may go on, it is not left out
        yield last
    comma = next((n for n in range(at + 1, last) if texts[n] == ","), None)
    if (
        comma is not None
        and _plain(source, at + 1, comma)
        and texts[comma + 1].casefold() not in {"and", "or", "but"}
    ):
        yield comma
        yield comma + 1


def _participle(word: str) -> bool:
    return word.casefold().endswith("ing") and word.casefold() not in entries("binding")


def _plain(source: list[tuple[str, bool, int]], start: int, end: int) -> bool:
    return end - start <= ASIDE and not any(q or t in HALTS for t, q, _ in source[start:end])


def _free(source: list[tuple[str, bool, int]], at: int) -> bool:
    """Whether nothing in reach makes a colouring word part of what is asserted: "the first major case", "not bluntly"."""
    words = [w.casefold() for w, _, _ in source]
    near = set(words[max(0, at - 3) : at])
    if near & NARROWING or any(w.endswith("est") for w in near) or (at and words[at - 1] in WEIGHED):
        return False
    return not any(w in entries("negations") or w.endswith(("n't", "n’t")) for w in words)


def _against(source: list[tuple[str, bool, int]], at: int) -> bool:
    """Whether "also" answers a "but" or a "not only" before it."""
    return any(w.casefold() in AGAINST or w.casefold().endswith(("n't", "n’t")) for w, _, _ in source[:at])


def _named(
    book: Book, passage: Passage, source: list[tuple[str, bool, int]], at: int, *, pronouns: bool
) -> Iterator[tuple[int, list[list[str]]]]:
    """How many parts of the source a mention takes that begins here, and the names that may stand for it."""
    if at >= len(source):
        return
    start = source[at][2]
    for mention, name in book.mentioned.get((passage.article, start), ()):
        if mention.form == "nominal" or (mention.form == "pronoun" and not pronouns):
            continue
        length = sum(start <= s < mention.end for _, _, s in source)
        before = [w.casefold() for w, _, _ in source[max(0, at - NEAR) : at]]
        short = mention.span.of(book.texts[passage.article])
        titled = list(beside(book, name))
        if mention.form == "name":
            if set(short.split()) <= set(name.split()):
                yield length, [_parts(n) for n in (name, *titled) if not _twice(before, n, name)]
        else:
            forms = [name, name.rsplit(" ", 1)[-1], *(b for b in titled if b.endswith(name))]
            if short.casefold() in {"his", "her"}:
                forms += [f"{f}’s" for f in forms]
            yield length, [_parts(f) for f in forms]


def _twice(before: list[str], told: str, name: str) -> bool:
    """Whether a title before a name stands there already, perhaps misspelt."""
    title = told[: -len(name)].split() if told.endswith(name) else []
    words = [w.casefold() for w in title if len(w) > NEAR]
    return any(SequenceMatcher(None, b, w).ratio() >= ALIKE for b in before for w in words)


def _parts(text: str) -> list[str]:
    return [m[0] for m in _PART.finditer(text)]


def beside(book: Book, name: str) -> Iterator[str]:
    """A person's name with a title or a description that some report has beside a name of that person."""
    for article, mention in book.named.get(name, ()):
        text = book.texts[article]
        words = re.split(r"[\n\"“”]", text[: mention.start])[-1].split(" ")[-TITLE - 1 : -1]
        if text[mention.start - 1 : mention.start] == " ":
            for n in range(len(words)):
                limited = n > 0 and words[n - 1].strip('“"(').casefold() in entries("limiting")
                if not limited and _title(words[n:]):
                    yield f"{' '.join(words[n:])} {name}"
        behind = re.match(r", ([^,.;()—–“”\"\n]+(?:[A-Z]\.)*)", text[mention.end :])
        if behind and len(behind[1].split()) <= DESCRIPTION and any(_office(w) for w in behind[1].split()):
            yield f"{name}, {behind[1]}"
            yield f"{name}, {behind[1]},"


def untitled(book: Book, name: str) -> str:
    """A person's name without the title that some report has before it."""
    plain = name[:1].casefold() + name[1:]
    for person in sorted((n for n in book.named if name.endswith(f" {n}")), key=len, reverse=True):
        if any(b == name or b[:1].casefold() + b[1:] == plain for b in beside(book, person)):
            return person
    return name


def _title(words: list[str]) -> bool:
    """Whether words are a title: the last names an office, and no small one before a large one or of grammar."""
    small = [w[:1].islower() for w in words if w.casefold() not in PAST | BODIES]
    return (
        _office(words[-1])
        and words[-1].casefold() not in WHICH
        and small == sorted(small)
        and not any(
            (w.islower() and w in entries("function_words") - PAST) or w[-1:] in {",", ";", ":"}
            for w in words
        )
    )


def _office(word: str) -> bool:
    """Whether a word names a person by office, work or standing; the plural too."""
    plain = word.casefold().rstrip(".")
    return office(plain) or office(plain.removesuffix("s"))


def _source(book: Book, passage: Passage) -> Iterator[tuple[str, bool, int]]:
    """Parts of the passage, with whether they are quoted and where they begin; straight marks as a pair."""
    text, inside = book.texts[passage.article], False
    for m in _PART.finditer(text, passage.start, passage.end):
        part = m[0]
        if part == '"':
            part = _CLOSE if inside else _OPEN
        if part == _OPEN:
            inside = True
        yield part, inside, m.start()
        if part == _CLOSE:
            inside = False


@lru_cache(maxsize=1)
def _joints() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(j.split()) for j in sorted(entries("joining"), key=len, reverse=True))
