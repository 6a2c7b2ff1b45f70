"""Whole sentences of a report, told as its own: "…, according to A."

Requirement: a sentence is told whole, with every condition, speaker, hedge and denial that the report gives it, or not at
all; what is left out or put in is named by an operator that the words alone can prove (docs/verify.md).
Known exception: a sentence that the parser cut wrongly, where the cut looks like a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.brief.broken import broken, without_subject
from rashomon.brief.clauses import FINITE, SUBJECTS, judges
from rashomon.brief.layout import ROLES, first, headed
from rashomon.brief.pointing import OURS
from rashomon.brief.references import unmatched
from rashomon.brief.story import REPORTING, Story, coloured
from rashomon.brief.trimmed import asides, dateline, leaning
from rashomon.lang import entries
from rashomon.lang.offices import office
from rashomon.model import Annotated, Claim, Parse, Passage, Point, Span, Token

# Words that a sentence of the briefing has, at least and at most: less is a fragment, more is not taken in at a hearing.
FEWEST, MOST = 5, 42
# The same where one of them is a number: "She was 87."
FEWEST_NUMBER = 3
# Share of a sentence, in [0, 1], behind which its source stands at the end: "…, the coastguard said".
LATE = 0.6
# Of a sentence that may begin the account, at most; and the sentences of a report from its beginning that may.
BEGINNING, OPENINGS = 46, 3
# What may end the place that heads a report: an outlet in brackets, and a dash.
PLACED = re.compile(r"(?:\([^()\n]{2,30}\)\s*)?(?:–|—|--?)\s+(?=[A-Z“\"])")
# Verbs that answer what was said before, and those that do with "back".
ANSWERS = frozenset({"respond", "reply", "retort", "counter", "echo"})
RETURNS = frozenset({"hit", "fire", "shoot", "push", "strike"})
# Verbs that say nothing without what was said.
STATING = frozenset(
    {"say", "ask", "tell", "add", "note", "write", "tweet", "state", "explain", "argue", "claim", "issue"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one report that can be told: where it stands, what it tells of, how much it is coloured.

    ``tokens`` are those that are told, ``cuts`` the asides that are left out; ``place`` counts the sentences of its
    text before it; ``charge`` words of our lists and ``stance`` the share of words, in [0, 1], that tell what one
    wants, feels or holds; ``speech``: it tells what somebody said; ``sourced``: it names a source of its own.
    """

    article: str
    number: int
    span: Span
    tokens: tuple[Token, ...]
    quoted: frozenset[int]
    points: tuple[Point, ...]
    salience: float
    charge: int
    stance: float
    place: int
    speech: bool
    sourced: bool
    cuts: tuple[Span, ...]

    @property
    def passage(self) -> Passage:
        return Passage(self.article, self.span.start, self.span.end)


def sentences(story: Story) -> Iterator[Sentence]:
    """The sentences of all reports that stand as whole ones and tell of a point."""
    of_claim = {c: p for p in story.points for _, ids in p.cells for c in ids}
    counted = story.counted
    for annotated in story.alignment.articles:
        claims: dict[int, list[Claim]] = {}
        for claim in annotated.claims:
            if claim.role == "body" and claim.id in of_claim:
                claims.setdefault(claim.sentence, []).append(claim)
        quoted = _quoted(annotated)
        begins, own = first(annotated), story.own[annotated.article.id]
        for number, told in sorted(claims.items()):
            made = _sentence(annotated, number, quoted, number - begins) if number in own else None
            if made is None:
                continue
            span, tokens, cuts = made
            rows = {of_claim[c.id].id: of_claim[c.id] for c in told if span.contains(story.hull(c).span)}
            if not rows:
                continue
            if clipped(annotated, tokens, counted) or (number - begins < OPENINGS - 1 and headed(tokens)):
                continue
            plain = [t for t in tokens if t.pos != "PUNCT" and not t.entity]
            yield Sentence(
                annotated.article.id,
                number,
                span,
                tokens,
                frozenset(t.index for t in tokens if t.index in quoted),
                tuple(rows.values()),
                max(p.salience for p in rows.values()),
                sum(coloured(t) for t in tokens if t.index not in quoted and not t.entity),
                sum(coloured(t) or leaning(t) for t in plain) / max(1, len(tokens)),
                number - begins,
                _speaks(annotated, span, tokens, quoted),
                any(span.contains(c) for q in annotated.attributions for c in q.cue),
                cuts,
            )


def _speaks(annotated: Annotated, span: Span, tokens: Sequence[Token], quoted: frozenset[int]) -> bool:
    """Whether a sentence tells what somebody said, rather than what happened with its source at the end."""
    cues = [c for q in annotated.attributions for c in q.cue if span.contains(c)]
    late = all(c.start - span.start > LATE * len(span) for c in cues)
    return (bool(cues) and not late) or any(t.index in quoted for t in tokens)


def _sentence(
    annotated: Annotated, number: int, quoted: frozenset[int], place: int
) -> tuple[Span, tuple[Token, ...], tuple[Span, ...]] | None:
    """The sentence with its mark and closing quotation mark, without dateline, the tokens that are told of it and the
    asides that are not; None where it is no whole one."""
    text, parse = annotated.article.text, annotated.parse
    tokens = parse.in_sentence(number)
    if not tokens:
        return None
    block = next((b for b in annotated.article.blocks if b.span.contains(tokens[0].span)), None)
    if block is None or block.role not in ROLES:
        return None
    tokens = _behind_place(annotated, tokens)
    start, end = tokens[0].start, tokens[-1].end
    while end < block.end and text[end] in "”\"’'.":
        end += 1
    words = text[start:end].rstrip()
    end = start + len(words)
    if "\n" in words or unmatched(words) or not _opens(text, block.start, start) or not _closes(words):
        return None
    if tokens[0].index in quoted and text[start] not in '“"':
        return None  # begins inside a quotation that began before
    if "…" in words or "..." in words or words.startswith("("):
        return None
    if broken(annotated, tokens, words) or _repeats_title(annotated, words):
        return None
    cuts = asides(annotated, tokens, quoted)
    if (stamp := dateline(tokens)) is not None:
        cuts = (stamp, *(c for c in cuts if not c.overlaps(stamp)))
    elif _stamped(tokens):
        return None
    tokens = tuple(t for t in tokens if not any(c.overlaps(t.span) for c in cuts))
    most = BEGINNING if place < OPENINGS else MOST
    least = FEWEST_NUMBER if any(t.pos == "NUM" for t in tokens) else FEWEST
    if not least <= len(words.split()) - sum(len(c.of(text).split()) for c in cuts) <= most:
        return None
    outside = [t for t in tokens if t.index not in quoted]
    if any(t.text.casefold() in OURS and t.text != "US" for t in outside) or "?" in words or "!" in words:
        return None
    if not any(_asserts(parse.children[t.index], parse.tokens, t, quoted) for t in outside):
        return None
    if any(without_subject(parse.children[t.index], parse.tokens, t) for t in outside):
        return None
    last = next((t for t in reversed(tokens) if t.pos != "PUNCT"), tokens[-1])
    if last.pos in {"DET", "CCONJ"} or last.text.casefold() in entries("never_last"):
        return None
    if judges(" ".join(t.text for t in outside)):
        return None
    if _conditional(parse.children, outside) or _tells_of_before(annotated, block.start, tokens, quoted):
        return None
    first = tokens[0]
    if (
        (first.pos == "VERB" and first.tag == "VB")
        or boilerplate(words)
        or not _spoken_whole(annotated, tokens, quoted, place)
    ):
        return None
    return Span(start, end), tokens, cuts


def _behind_place(annotated: Annotated, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A sentence without the dash, and the outlet in brackets before it, that the place at the head of a report ends
    with."""
    found = PLACED.match(annotated.article.text, tokens[0].start)
    rest = tuple(t for t in tokens if found is not None and t.start >= found.end())
    return rest or tokens


def _repeats_title(annotated: Annotated, words: str) -> bool:
    """Whether a sentence begins with the words of the headline and goes on with another."""
    title = next(
        (b.span.of(annotated.article.text) for b in annotated.article.blocks if b.role == "title"), ""
    )
    bare = title.rstrip(" .")
    return len(bare.split()) > 2 and words.startswith(bare) and words[len(bare) :].lstrip()[:1].isupper()


def _stamped(tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with an hour that heads it: "May 3, 10 p.m.: …"."""
    colon = next((n for n, t in enumerate(tokens) if t.text == ":"), None)
    return colon is not None and all(t.tag not in FINITE for t in tokens[:colon])


def _conditional(children: Sequence[Sequence[int]], tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells what would be of something that an earlier one supposes: "Workers would lose …"."""
    by_index = {t.index: t for t in tokens}
    for verb in tokens:
        below = [by_index[c] for c in children[verb.index] if c in by_index]
        if verb.dep != "ROOT" or not any(
            t.text.casefold() in {"would", "’d", "'d"} for t in below if t.dep == "aux"
        ):
            continue
        subject = next((t for t in below if t.dep in SUBJECTS), None)
        supposed = any(t.dep == "advcl" for t in below)
        if subject is None or subject.pos != "NOUN" or supposed:
            continue
        return not any(by_index[c].dep in {"det", "poss"} for c in children[subject.index] if c in by_index)
    return False


def _tells_of_before(
    annotated: Annotated, block: int, tokens: Sequence[Token], quoted: frozenset[int]
) -> bool:
    """Whether a sentence says only who said the quotation that ends before it."""
    before = annotated.article.text[block : tokens[0].start].rstrip()
    root = next((t for t in tokens if t.dep == "ROOT"), tokens[0])
    kinds = {annotated.parse.tokens[c].dep for c in annotated.parse.children[root.index]}
    return (
        before.endswith(("”", '"'))
        and tokens[0].index not in quoted
        and root.lemma.casefold() in REPORTING | {"ask"}
        and not kinds & {"ccomp", "xcomp"}
    )


def boilerplate(words: str) -> bool:
    """Whether a sentence says only that somebody did not answer the reporter or that little is known, or asks for
    information."""
    plain = words.casefold()
    if re.search(r"\b(?:anyone|anybody) (?:with|who (?:has|saw|knows))\b", plain):
        return True
    if re.search(r"\b(?:few|no) (?:other |further |more |additional )?details\b", plain):
        return True
    return "comment" in plain and any(w in plain for w in ("respond", "declin", "request", "return", "reach"))


def _spoken_whole(annotated: Annotated, tokens: Sequence[Token], quoted: frozenset[int], place: int) -> bool:
    """Whether what is said in a sentence stands in it with whoever says it: no cue without its words, unless it begins
    the report, no words without their speaker, no speech verb that has nothing said, or that answers another."""
    parse, span = annotated.parse, Span(tokens[0].start, tokens[-1].end)
    for q in annotated.attributions:
        inside = [c for c in q.content if span.overlaps(c)]
        cued = any(span.contains(c) for c in q.cue)
        if cued and not inside and place:
            return False
        if inside and not cued and q.cue and q.within is None:
            held = sum(min(c.end, span.end) - max(c.start, span.start) for c in inside)
            if 2 * held > len(span):
                return False
    for t in tokens:
        if t.pos != "VERB" or t.dep not in {"ROOT", "conj", "ccomp"}:
            continue
        kinds = {parse.tokens[c].dep for c in parse.children[t.index]}
        lemma = t.lemma.casefold()
        if lemma in entries("answering") and (
            "ccomp" in kinds or not kinds & {"xcomp", "prep", "prt", "dobj"}
        ):
            return False
        if (lemma in ANSWERS and not _called_to(parse, t)) or (
            lemma in RETURNS
            and any(parse.tokens[c].text.casefold() == "back" for c in parse.children[t.index])
        ):
            return False
        if (
            lemma in {"ask", "tell", "remind"}
            and t.dep == "ROOT"
            and not kinds & {"ccomp", "xcomp", "prep"}
            and not any(x.index in quoted for x in tokens)
        ):
            return False
        objects = [parse.tokens[c] for c in parse.children[t.index] if parse.tokens[c].dep == "dobj"]
        if lemma == "say" and any(o.pos in {"NOUN", "PROPN"} for o in objects) and "ccomp" not in kinds:
            return False  # "police said two women", who did what?
        if (
            lemma in STATING
            and not kinds & {"ccomp", "dobj", "xcomp", "nsubjpass", "advcl", "prt"}
            and t.dep == "ROOT"
        ):
            return False
    return True


def _called_to(parse: Parse, verb: Token) -> bool:
    """Whether somebody responds to what the sentence tells, as the police do to a call."""
    tos = [parse.tokens[c] for c in parse.children[verb.index] if parse.tokens[c].text == "to"]
    objects = [parse.tokens[o] for t in tos for o in parse.children[t.index] if parse.tokens[o].dep == "pobj"]
    return any(o.lemma.casefold() in {"call", "report", "alarm", "complaint", "emergency"} for o in objects)


def _opens(text: str, block: int, start: int) -> bool:
    """Whether a sentence begins here: with a large letter, a figure or a quotation, behind the end of another."""
    first = text[start:].lstrip("“\"‘'")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    before = text[block:start].rstrip()
    return not before or before.rstrip("”\"’')")[-1:] in {".", "!", "?", ":", "—", "–", "-"}


@lru_cache(maxsize=1)
def _shortened() -> frozenset[str]:
    return frozenset(e.casefold() for e in entries("abbreviations"))


def _closes(words: str) -> bool:
    """Whether the words end as a sentence does, and not at the stop of an abbreviation ("the post-Sept.")."""
    bare = words.rstrip("”\"’'")
    last = bare.rstrip(".").replace("-", " ").split()[-1:]
    cut = any(word.casefold() in _shortened() for word in last)
    return bare.endswith(".") and not bare.endswith("..") and len(words) - len(bare) <= 2 and not cut


def _asserts(children: Sequence[int], tokens: Sequence[Token], verb: Token, quoted: frozenset[int]) -> bool:
    """Whether a verb outside quotation marks has a tense and a subject outside them."""
    below = [tokens[c] for c in children]
    helped = [t for t in below if t.dep in {"aux", "auxpass"}]
    finite = verb.tag in FINITE or any(t.tag in FINITE for t in helped)
    # a past tense that the tagger takes for a participle: "the ferry sank"
    finite |= verb.tag == "VBN" and verb.dep == "ROOT" and not helped and any(t.dep == "nsubj" for t in below)
    return (
        verb.pos in {"VERB", "AUX"}
        and finite
        and verb.dep in {"ROOT", "ccomp", "conj", "parataxis"}
        and any(t.dep in SUBJECTS and t.index not in quoted and not t.tag.startswith("W") for t in below)
    )


def clipped(annotated: Annotated, tokens: Sequence[Token], counted: Collection[str]) -> bool:
    """Whether words are those of a headline: the subject is one of many, or somebody by office, and has no article.

    ``counted`` are nouns that the reports have with "a" elsewhere.
    """
    parse = annotated.parse
    for t in tokens:
        if t.dep not in SUBJECTS or t.tag != "NN" or parse.tokens[t.head].pos not in {"VERB", "AUX"}:
            continue
        kinds = {parse.tokens[c].dep for c in parse.children[t.index]}
        if (t.lemma.casefold() in counted or office(t.lemma)) and not kinds & {
            "det",
            "poss",
            "nummod",
            "predet",
            "prep",
            "relcl",
            "cc",
        }:
            return True
    return False


def _quoted(annotated: Annotated) -> frozenset[int]:
    """Indexes of the tokens inside double quotation marks, the marks included, paragraph by paragraph."""
    found: set[int] = set()
    text = annotated.article.text
    for block in annotated.article.blocks:
        inside = False
        for t in annotated.parse.within(block.start, block.end):
            mark = t.text if t.text in {"“", "”", '"'} else ""
            if text[t.start : t.end] in {"``", "''"}:
                mark = '"'
            if mark:
                found.add(t.index)
                inside = mark == "“" or (mark == '"' and not inside)
            elif inside:
                found.add(t.index)
    return frozenset(found)
