"""What each paragraph-sized piece of an article is: title, standfirst, byline, body, caption, credit or other.

Requirement: body is the default, and a piece that begins with a quotation is never anything else (the headline
aside). A first line is a title only if more text follows and it does not end like a sentence.
A dateline is a byline of its own before its paragraph; a correction is "other".
Known exceptions: a headline that is a question or ends with a stop is body; a subheading is body; a kicker over the
headline takes its place; a standfirst that ends like a sentence is body unless a byline follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rashomon.ingest.credits import CAPTION_WORDS, credit_start, is_caption
from rashomon.ingest.dateline import dateline_end
from rashomon.ingest.lines import Piece
from rashomon.ingest.pulled import pulled
from rashomon.ingest.shape import ends_sentence, opens_quotation, word_count
from rashomon.lang import entries, lines
from rashomon.model import Block, BlockRole
from rashomon.words import WORD

# Code points. A longer first line is a paragraph whose stop is missing; the longest headlines have about 150.
TITLE_CHARACTERS = 200
# Words of the longest line that names authors, and of one that begins like a byline.
BYLINE_WORDS, STAFF_WORDS = 18, 60
# Words of the longest line that asks to subscribe or to read something else.
OTHER_WORDS = 40
# Words of a standfirst without a stop.
STANDFIRST_WORDS = (4, 60)
# Words that two lines must share from the start to be one caption given twice.
SAME_WORDS = 3
# Words of the longest line that a credit on the next line makes a caption.
OVER_CREDIT_WORDS = 40
# Paragraphs between a headline and the text that may name the author or carry a picture.
HEAD_PIECES = 8

# Words of the longest correction, and number of the body's paragraphs that may begin with a dateline.
CORRECTION_WORDS, DATELINES = 120, 2

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_LABEL = re.compile(r"\[[A-Z]{3,}(?: [A-Z]+)*\]\W*$")
_DATELIKE = re.compile(r"\d")


def _plain(line: str) -> str:
    return " ".join(line.lower().replace("’", "'").split())


@lru_cache(maxsize=None)
def _starts(name: str) -> re.Pattern[str]:
    """What one of the lines of a list matches at the beginning of a lower-case line."""
    starts = sorted((_plain(entry) for entry in lines(name)), key=lambda entry: (-len(entry), entry))
    return re.compile(
        "|".join(re.escape(s) + (r"(?!\w)" if s[-1].isalnum() and s[-1] != "2" else "") for s in starts)
    )


def is_other(line: str) -> bool:
    """Whether a line is no part of the report: a divider, an advertisement's mark, a prompt to read or subscribe."""
    bare = _EDGE.sub("", line)
    if not bare:
        return True
    if opens_quotation(line):
        return False
    plain = _plain(line)
    if _plain(bare) in entries("block_other_lines") or heads_teasers(line):
        return True
    start = plain.lstrip("*_>•-– ")
    bare = start.lstrip("([ ")
    if word_count(line) > OTHER_WORDS:
        return word_count(line) <= CORRECTION_WORDS and bool(_starts("block_correction_starts").match(bare))
    return (
        is_stamp(plain)
        or bool(_starts("block_other_starts").match(start) or _starts("block_correction_starts").match(bare))
        or _prompts(bare)
        or _labelled(line)
        or _thanks(line)
    )


def heads_teasers(line: str) -> bool:
    """Whether a line stands above a list of other reports, or of words the report is filed under."""
    return _plain(_EDGE.sub("", line)) in entries("block_teaser_heads")


def _prompts(plain: str) -> bool:
    """Whether a lower-case line asks the reader to subscribe or to follow: an imperative, and what it is about."""
    return (
        bool(_starts("block_prompt_starts").match(plain))
        and any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) for word in entries("block_prompt_words")
        )
    ) or (
        bool(_starts("block_follow_starts").match(plain))
        and any(f" on {network}" in plain for network in entries("block_networks"))
    )


def _labelled(line: str) -> bool:
    """Whether a line is a headline with what it leads to in brackets: "Harbour floods again [VIDEO]"."""
    match = _LABEL.search(line)
    return match is not None and not ends_sentence(line[: match.start()])


def _thanks(line: str) -> bool:
    """Whether a line names who helped: "Ana Ruiz and Joe Roe contributed to this report."."""
    plain = _plain(_EDGE.sub("", line))
    end = next((e for e in entries("block_staff_ends") if plain.endswith(" " + e)), None)
    if end is None:
        return False
    before = WORD.findall(line)[: -len(WORD.findall(end))]
    return all(not w[0].islower() or w.lower() in entries("block_byline_words") for w in before)


def is_stamp(plain: str) -> bool:
    """Whether a lower-case line holds nothing but a date of publication."""
    for start in sorted(entries("block_stamp_starts"), key=len, reverse=True):
        if plain.startswith(start) and not plain[len(start) : len(start) + 1].isalnum():
            plain = plain[len(start) :]
            break
    words = [w for w in re.split(r"[^\w.]+", plain) if w]
    if len(words) > BYLINE_WORDS:
        return False
    known = entries("block_calendar")
    parts = [re.sub(r"^\d+", "", w).strip(".") for w in words]
    return bool(_DATELIKE.search(plain)) and len(words) > 1 and all(not p or p in known for p in parts)


def is_byline(line: str) -> bool:
    """Whether a line names the authors: "By Jane Doe and Joe Roe", "Jane Doe, Staff writer"."""
    if opens_quotation(line) or word_count(line) > STAFF_WORDS or ends_sentence(line):
        return False
    plain = _plain(line)
    rest = line
    start = next((s for s in _byline_starts() if plain.startswith((s + " ", s + ":"))), None)
    if word_count(line) > BYLINE_WORDS and start in {None, "by"}:
        return False
    if start is not None:
        rest = line[len(start) :].lstrip(" :")
        if not rest[:1].isupper() and not rest[:1].isdigit():
            return False
    elif not any(
        re.search(rf"(?:^|[,|–—/-]\s*|\s){re.escape(t)}s?\b", plain) for t in entries("block_byline_titles")
    ):
        return False
    small = [w for w in WORD.findall(rest) if w[0].islower()]
    if not all(w.lower() in entries("block_byline_words") for w in small):
        return False
    names = [w for w in WORD.findall(rest) if w[0].isupper() and w.lower() not in entries("block_calendar")]
    if start is not None:
        return bool(names) and _plain(rest).split()[0].strip(",") not in entries("block_calendar")
    return len(names) > 1 and bool(re.search(r"[,|–—/]|\s-\s", line))


@lru_cache(maxsize=1)
def _byline_starts() -> tuple[str, ...]:
    return tuple(sorted(entries("block_byline_starts"), key=lambda entry: (-len(entry), entry)))


def is_title(line: str) -> bool:
    """Whether a first line may be the headline, more text following."""
    return (
        len(line) <= TITLE_CHARACTERS and not ends_sentence(line) and not line.rstrip().endswith((",", ";"))
    )


def _same(left: str, right: str) -> int | None:
    """Length of the shorter line where the longer begins with it, both folded alike; None where it does not."""
    short, long = sorted((left, right), key=len)
    if word_count(short) < SAME_WORDS or not long.startswith(short):
        return None
    return len(short) if len(short) == len(long) or not long[len(short)].isalnum() else None


def assign(
    text: str, pieces: Sequence[Piece], fixed: Mapping[int, BlockRole] | None = None, *, titled: bool = True
) -> tuple[Block, ...]:
    """Blocks of the pieces, in order; a caption that ends with its credit becomes two. ``fixed`` gives the roles that
    markup tells, by number of the piece; with ``titled`` a first line may be the headline."""
    fixed = fixed or {}
    rows = [text[p.start : p.end] for p in pieces]
    roles: list[BlockRole] = ["body"] * len(pieces)
    cuts: dict[int, int] = {}  # number of the piece -> where in it the credit begins
    for number, line in enumerate(rows):
        given = fixed.get(number)
        role, cut = _alone(line) if given in (None, "caption") else (given, None)
        roles[number] = given or role
        if cut and roles[number] == "caption":
            cuts[number] = cut
        elif given == "caption" and role == "credit" and cut == 0:
            roles[number] = "credit"
    title = _title(rows, roles, fixed, titled)
    if title is not None:
        roles[title] = "title"
        cuts.pop(title, None)
    _doubled(pieces, rows, roles, cuts, title, fixed)
    _over_credit(pieces, rows, roles, title, fixed)
    _head(rows, roles, title, fixed)
    _teasers(rows, roles, fixed)
    for number in pulled([row if role == "body" else None for row, role in zip(rows, roles, strict=True)]):
        if number not in fixed:
            roles[number] = "other"
    first = [number for number, role in enumerate(roles) if role == "body"][:DATELINES]
    datelines = {number: dateline_end(rows[number]) for number in first}
    return tuple(_blocks(pieces, rows, roles, cuts, datelines))


@lru_cache(maxsize=4096)  # a long file of short lines repeats itself
def _alone(line: str) -> tuple[BlockRole, int | None]:
    """The role a line shows by itself, and where in it a credit begins."""
    if opens_quotation(line):
        return ("body" if _EDGE.sub("", line) else "other"), None
    if is_other(line):
        return "other", None
    if is_byline(line) and not _plain(line).startswith("by ") and _plain(line).startswith(_byline_starts()):
        return "byline", None  # "Reporting by …; editing by …", at the end of an agency's report
    if word_count(line) > CAPTION_WORDS:
        return "body", None
    cut = credit_start(line)
    if cut == 0:
        return "credit", 0
    if cut is not None:
        return "caption", cut
    return ("caption" if is_caption(line) else "body"), None


def _title(
    rows: Sequence[str], roles: Sequence[BlockRole], fixed: Mapping[int, BlockRole], titled: bool
) -> int | None:
    """The number of the headline, if there is one; marks and credits above it are passed over."""
    for number, role in fixed.items():
        if role == "title":
            return number
    if not titled:
        return None
    for number, line in enumerate(rows[:HEAD_PIECES]):
        plain = _plain(_EDGE.sub("", line))
        mark = not plain or plain in entries("block_other_lines") or is_stamp(plain)
        if number in fixed or mark or roles[number] in {"caption", "credit"} or is_byline(line):
            continue
        follows = any(_EDGE.sub("", later) for later in rows[number + 1 :])
        return number if follows and is_title(line) else None
    return None


def _doubled(
    pieces: Sequence[Piece],
    rows: Sequence[str],
    roles: list[BlockRole],
    cuts: dict[int, int],
    title: int | None,
    fixed: Mapping[int, BlockRole],
) -> None:
    """A caption stands twice, as the picture's description and under it, there with its credit; so may a headline."""
    head = True
    for number, (left, right) in enumerate(zip(rows, rows[1:], strict=False)):
        head = head and (number == title or roles[number] != "body" or not ends_sentence(left))
        if number in fixed or number + 1 in fixed or (length := _same(left, right)) is None:
            continue
        if number == title:
            roles[number + 1] = "other" if left == right else roles[number + 1]
            continue
        if (
            opens_quotation(left)
            or is_byline(left)
            or max(word_count(left), word_count(right)) > CAPTION_WORDS
        ):
            continue
        longer = number if len(left) > len(right) else number + 1
        rest = rows[longer][length:]
        credit = bool(rest.strip()) and (
            credit_start(rest.strip()) == 0 or credit_start(rows[longer]) == length
        )
        together = pieces[number].paragraph == pieces[number + 1].paragraph
        if not (credit and (together or head)) and not (head and not ends_sentence(rows[longer][:length])):
            continue
        roles[number] = roles[number + 1] = "caption"
        if credit:
            cuts[longer] = length + len(rest) - len(rest.lstrip())


def _over_credit(
    pieces: Sequence[Piece],
    rows: Sequence[str],
    roles: list[BlockRole],
    title: int | None,
    fixed: Mapping[int, BlockRole],
) -> None:
    """A line and a credit that make up a paragraph are a caption with its credit, where paragraphs are set apart."""
    if not pieces or 2 * (pieces[-1].paragraph + 1) <= len(pieces):
        return
    for number in range(1, len(rows)):
        above = number - 1
        if roles[number] != "credit" or roles[above] != "body" or above == title or above in fixed:
            continue
        paragraph = [
            k
            for k in range(max(0, number - 2), min(len(rows), number + 2))
            if pieces[k].paragraph == pieces[number].paragraph
        ]
        if (
            paragraph == [above, number]
            and not opens_quotation(rows[above])
            and word_count(rows[above]) <= OVER_CREDIT_WORDS
        ):
            roles[above] = "caption"


def _head(
    rows: Sequence[str], roles: list[BlockRole], title: int | None, fixed: Mapping[int, BlockRole]
) -> None:
    """Byline and standfirst, between the headline and the text."""
    first = 0 if title is None else title + 1
    standfirst = title is None
    for number in range(first, min(first + HEAD_PIECES, len(rows))):
        line = rows[number]
        if roles[number] != "body" or number in fixed:
            continue
        if is_byline(line):
            roles[number] = "byline"
        elif roles[number + 1 : number + 2] == ["credit"] and not (
            ends_sentence(line) or opens_quotation(line)
        ):
            roles[number] = "caption"
        elif not standfirst and not opens_quotation(line) and _introduces(rows, roles, number):
            roles[number] = "standfirst"
            standfirst = True
        else:
            return


def _teasers(rows: Sequence[str], roles: list[BlockRole], fixed: Mapping[int, BlockRole]) -> None:
    """Lines without a stop under the head of a list of other reports are that list."""
    listed = False
    for number, line in enumerate(rows):
        if heads_teasers(line) and roles[number] == "other":
            listed = True
        elif listed and roles[number] == "body" and number not in fixed:
            listed = (
                not (ends_sentence(line) or opens_quotation(line) or line.endswith((":", ",", ";")))
                and word_count(line) <= OTHER_WORDS
            )
            roles[number] = "other" if listed else "body"


def _introduces(rows: Sequence[str], roles: Sequence[BlockRole], number: int) -> bool:
    """Whether the piece under the headline is a standfirst: a byline follows it, or it has no stop and texts do."""
    line = rows[number]
    after = [k for k in range(number + 1, len(rows)) if roles[k] == "body"]
    if not after or not STANDFIRST_WORDS[0] <= word_count(line) <= STANDFIRST_WORDS[1]:
        return False
    if is_byline(rows[after[0]]):
        return len(after) > 1
    return not ends_sentence(line) and line[-1] not in ":,;–—-" and any(ends_sentence(rows[k]) for k in after)


def _blocks(
    pieces: Sequence[Piece],
    rows: Sequence[str],
    roles: Sequence[BlockRole],
    cuts: Mapping[int, int],
    datelines: Mapping[int, int],
) -> list[Block]:
    found: list[Block] = []
    for number, (piece, line, role) in enumerate(zip(pieces, rows, roles, strict=True)):
        cut, begun = cuts.get(number, 0), datelines.get(number, 0)
        if 0 < cut < len(line):
            found.append(Block(piece.start, piece.start + len(line[:cut].rstrip()), role))
            found.append(Block(piece.start + cut, piece.end, "credit"))
            continue
        if begun:
            found.append(Block(piece.start, piece.start + len(line[:begun].rstrip()), "byline"))
        found.append(Block(piece.start + begun, piece.end, role))
    return found
