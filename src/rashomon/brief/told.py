"""Which sentences are told, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.brief.asserted import agreed, conflicts
from rashomon.brief.edits import told
from rashomon.brief.references import Known
from rashomon.brief.spoken import utterances
from rashomon.brief.story import CONTENT, Story, charge
from rashomon.brief.whole import Sentence, sentences
from rashomon.model import Line, Passage, Point

# Sentences at most where no number of words is given, of one report among them, and conflicts: a page, not a table.
SENTENCES, EACH, CONFLICTS = 12, 4, 4
# The first sentences of a report, one of which begins the account.
FIRST = 2
# A sentence repeats another when this share of the content words of the shorter stands in it, in [0, 1]; less where
# both tell of a point that several reports have.
REPEATED, REPEATED_POINT = 0.4, 0.3

Made = tuple[Line, Known]


@dataclass(frozen=True, slots=True)
class Item:
    """What can be told: how much it matters, whose it is (None: several reports'), its words, and how it is told to
    somebody who knows what was told before."""

    salience: float
    article: str | None
    points: frozenset[str]
    content: frozenset[str]
    first: bool
    last: bool
    plain: bool
    make: Callable[[Known], Made | None]


def chosen(story: Story, words: int | None) -> Iterator[Line]:
    """The sentences of an account of at most so many words, or of SENTENCES."""
    shared = {p.id for p in story.points if len(p.cells) > 1}
    left = sorted(_items(story), key=lambda i: -i.salience)
    known, taken, lines, last = Known(), list[Item](), list[Line](), list[Line]()
    room = words
    while room is None or room > 0:
        for item in sorted(left, key=lambda i: not i.first) if not taken else left:
            if words is None and not _fits(item, taken):
                continue
            if taken and not item.plain:
                continue
            if any(_repeats(item, t, shared) for t in taken):
                continue
            made = item.make(known)
            if made is None or (room is not None and len(made[0].text.split()) > room):
                continue
            line, known = made
            room = None if room is None else room - len(line.text.split())
            taken.append(item)
            left.remove(item)
            (last if item.last else lines).append(line)
            break
        else:
            break
    if not (taken and taken[0].first) and (headline := _headline(story)):
        yield headline
    yield from (*lines, *last)


def _fits(item: Item, taken: list[Item]) -> bool:
    if item.last:
        return sum(t.last for t in taken) < CONFLICTS
    if sum(not t.last for t in taken) >= SENTENCES:
        return False
    return item.article is None or sum(t.article == item.article for t in taken) < EACH


def _repeats(item: Item, other: Item, shared: set[str]) -> bool:
    if not (item.content and other.content):
        return False
    most = REPEATED_POINT if item.points & other.points & shared else REPEATED
    common = len(item.content & other.content)
    return common >= most * min(len(item.content), len(other.content))


def _items(story: Story) -> Iterator[Item]:
    for line in agreed(story):
        yield _several(story, line)
    for line in utterances(story):
        yield _several(story, line)
    for line in conflicts(story):
        yield _several(story, line, last=True)
    ranks: dict[str, int] = {}
    for sentence in sentences(story):
        rank = ranks[sentence.article] = ranks.get(sentence.article, 0) + 1
        first = rank <= FIRST
        if sentence.charge == 0 or (first and sentence.charge == 1):
            yield _one(story, sentence, first)


def _headline(story: Story) -> Line | None:
    """ "A has the headline “…”.": where no report's beginning can be told, what one of them says of it."""
    found = []
    for annotated in story.alignment.articles:
        text, id = annotated.article.text, annotated.article.id
        title = next((b for b in annotated.article.blocks if b.role == "title"), None)
        points = [
            p for p in story.points for c in dict(p.cells).get(id, ()) if story.claims[c].role == "title"
        ]
        if title is None or not points or set(title.span.of(text)) & set('?"“”:;!'):
            continue
        salience = max(p.salience for p in points)
        found.append((charge(title.span.of(text)), -salience, title.start, id, title, points))
    if not found:
        return None
    _, _, _, id, title, points = min(found, key=lambda f: f[:4])
    words = title.span.of(story.text(id)).rstrip(" .")
    ids = tuple(dict.fromkeys(p.id for p in points))
    label = story.labels[id]
    return Line(
        f"{label[0].upper()}{label[1:]} has the headline “{words}”.",
        "attributed",
        ids,
        (Passage(id, title.start, title.start + len(words)),),
    )


def _one(story: Story, sentence: Sentence, first: bool) -> Item:
    def make(known: Known) -> Made | None:
        found = told(story, sentence, known)
        if found is None:
            return None
        words, then = found
        label = story.labels[sentence.article]
        tail = f", {label} reports." if "ccording to" in words else f", according to {label}."
        single = all(p.status == "single" for p in sentence.points)
        points = tuple(p.id for p in sentence.points)
        return Line(words + tail, "single" if single else "attributed", points, (sentence.passage,)), then

    content = frozenset(t.lemma.casefold() for t in sentence.tokens if t.pos in CONTENT)
    # what the reports differ on is told as that
    plain = sentence.charge == 0 and all(p.status != "conflict" for p in sentence.points)
    points = frozenset(p.id for p in sentence.points)
    return Item(sentence.salience, sentence.article, points, content, first, False, plain, make)


def _several(story: Story, line: Line, last: bool = False) -> Item:
    by_id: dict[str, Point] = {p.id: p for p in story.points}
    passage: Passage = line.passages[0]
    tokens = story.articles[passage.article].parse.within(passage.start, passage.end)
    nouns = {(t.lemma.casefold(), passage.article, t.sentence) for t in tokens if t.pos in {"NOUN", "PROPN"}}
    content = frozenset(t.lemma.casefold() for t in tokens if t.pos in CONTENT)

    def make(known: Known) -> Made | None:
        if not last and story.loose(passage, known):
            return None
        return line, Known(known.nouns | nouns, known.entities)

    salience = max(by_id[p].salience for p in line.points)
    return Item(
        salience, None, frozenset(line.points), frozenset() if last else content, False, last, True, make
    )
