"""Which sentences are told, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rashomon.brief.asserted import agreed, conflicts
from rashomon.brief.edits import named, naming, strangers, told
from rashomon.brief.layout import headline
from rashomon.brief.people import People, people, who
from rashomon.brief.references import Known
from rashomon.brief.spoken import utterances
from rashomon.brief.story import CONTENT, NAMING, Story, charge
from rashomon.brief.trimmed import leaning
from rashomon.brief.whole import OPENINGS, Sentence, sentences
from rashomon.lang import table
from rashomon.model import Line, Passage, Point

# Sentences at most where no number of words is given, of one report among them, and conflicts: a page, not a table.
SENTENCES, EACH, CONFLICTS = 9, 4, 4
# Of these: what happened, and who says what; what conflicts and what else one report has come after.
EVENTS, SAYINGS = 4, 3
# A sentence repeats another when this share of the content words of the shorter stands in it, in [0, 1]; less where
# both tell of a point that several reports have.
REPEATED, REPEATED_POINT = 0.4, 0.3
# The same where both are the first sentence of their report: reports begin with the same news.
REPEATED_NEWS = 0.2
# The same of all that was told together, where a sentence has no new number.
IN_PARTS = 0.6
# Words that a sentence has in common with what the story is about, at least: names and nouns of the first sentences.
ABOUT = 1
# The same with what was told or begins the reports, where a sentence names people of whom none was told.
NEARLY = 2
# Nouns and names of a beginning that another report's beginning has, at least: then it tells what the reports share;
# where no beginning has so many, one with fewer comes before a headline.
SHARED, SHARED_LITTLE = 2, 1
# Fewer such words than this say too little of what a story is about.
FEW = 5
# What the share of words of stance or colour in a sentence takes from its salience. This and the next four were set on
# the half of evals/neutral.py to develop on and on the stories of docs/reading.md: twice as much changes little.
STANCE = 4.0
# The share of such words, in [0, 1], above which a sentence is not told but at the beginning.
MOST_STANCE = 0.15
# What one charged word takes from a sentence that may begin the account.
CHARGED = 0.2
# Of a beginning: content words added to its own, against short ones; what each sentence before it takes off.
SMOOTHING, EARLIER = 9, 0.12
# What the share of a beginning's words that the other reports' beginnings have counts beside its salience.
NEWS = 8.0

Made = tuple[Line, Known]
Kind = Literal["event", "said", "conflict"]


@dataclass(frozen=True, slots=True)
class Item:
    """What can be told: how much it matters, whose it is (None: several reports'), its words, and how it is told to
    somebody who knows what was told before. ``begins``: how well it begins the account, None where it may not;
    ``numbers`` are those told; ``first``: it is the first sentence of its report; ``names``: its nouns and names, by
    lemma, ``proper`` those of people; ``passage``: where it stands, the first of several reports."""

    salience: float
    article: str | None
    points: frozenset[str]
    content: frozenset[str]
    numbers: frozenset[str]
    begins: float | None
    first: bool
    kind: Kind
    plain: bool
    names: frozenset[str]
    proper: frozenset[str]
    passage: Passage
    make: Callable[[Known], Made | None]


def chosen(story: Story, words: int | None) -> Iterator[Line]:
    """The sentences of an account of at most so many words, or of SENTENCES."""
    telling = _Telling(story, words)
    left = sorted(_items(story), key=lambda i: -i.salience)
    begins = sorted((i for i in left if i.begins is not None), key=lambda i: -(i.begins or 0))
    if not any(telling.take([i for i in begins if _shares(story, i, n)], 1) for n in (SHARED, SHARED_LITTLE)):
        if (made := _headline(story)) is not None:
            telling.add(*made)
        elif not telling.take(begins, 1):
            telling.take([i for i in left if i.article is None and i.kind == "event"], 1)
    if not telling.lines:  # no sentence says what happened: none would be understood
        left = [i for i in left if i.article is None]
    events = [i for i in left if i.kind == "event" and i.plain]
    telling.take(events, EVENTS)
    telling.take([i for i in left if i.kind == "said" and i.plain], SAYINGS)
    telling.take([i for i in left if i.kind == "conflict"], CONFLICTS)
    telling.take([i for i in left if i.kind != "conflict" and i.plain], len(left) if words else SENTENCES)
    yield from telling.in_order()


def _shares(story: Story, item: Item, least: int) -> bool:
    """Whether a beginning tells of what another report begins with, too, with at least so many nouns and names."""
    others = [names - _days() for a, names in story.beginnings.items() if a != item.article]
    return not others or any(len(item.names & names) >= least for names in others)


class _Telling:
    """What was told so far, and what somebody knows by it."""

    def __init__(self, story: Story, words: int | None) -> None:
        self.room = words
        self.shared = {p.id for p in story.points if len(p.cells) > 1}
        self.known, self.taken, self.lines = Known(), list[Item](), list[Line]()
        self.begin = Known()  # what is known behind the first line
        self.story, self.elsewhere = story, frozenset[str]()
        self.names = frozenset(w.casefold() for e in story.central for w in story.entities[e].name.split())
        self.begun = frozenset[str]().union(*story.beginnings.values())

    def take(self, items: Sequence[Item], most: int) -> int:
        """Tells up to so many of the items, the first that can be told first, and says how many it told."""
        told = 0
        while told < most:
            for item in items:
                if item not in self.taken and self._fits(item) and (made := item.make(self.known)):
                    if self.room is not None and len(made[0].text.split()) > self.room:
                        continue
                    self.taken.append(item)
                    self.add(*made)
                    told += 1
                    break
            else:
                break
        return told

    def add(self, line: Line, known: Known) -> None:
        names = frozenset[str]().union(*(self.story.content_of(p, NAMING) for p in line.passages))
        if not self.lines:
            self.begin = known
            told = {p.article for p in line.passages}
            self.elsewhere = frozenset(
                a for a, n in self.story.beginnings.items() if a not in told and not n & names
            )
        self.names |= names
        self.lines.append(line)
        self.known = known
        if self.room is not None:
            self.room -= len(line.text.split())

    def in_order(self) -> list[Line]:
        """The lines, those of one report in its own order where each is understood there, too."""
        rest = self.taken[len(self.taken) - len(self.lines) + 1 :]
        queues = {
            a: sorted((i for i in rest if i.article == a), key=lambda i: i.passage.start)
            for a in {i.article for i in rest if i.article}
        }
        lines, known = self.lines[:1], self.begin
        for item in rest:
            item = queues[item.article].pop(0) if item.article else item
            made = item.make(known)
            if made is None:
                return self.lines
            lines.append(made[0])
            known = made[1]
        longer = sum(len(x.text.split()) for x in lines) > sum(len(x.text.split()) for x in self.lines)
        return self.lines if longer and self.room is not None else lines

    def _fits(self, item: Item) -> bool:
        if any(_repeats(item, t, self.shared) for t in self.taken) or self._told_in_parts(item):
            return False
        if item.first and sum(t.first and _common(item, t) >= REPEATED_NEWS for t in self.taken) > 1:
            return False  # the news a third time
        if self.lines and (item.article or item.kind == "event"):
            if item.article in self.elsewhere or not self._connected(item):
                return False  # of another event, or of nothing that was told
        if self.room is not None or item.kind == "conflict":
            return True
        if sum(t.kind != "conflict" for t in self.taken) >= SENTENCES:
            return False
        return item.article is None or sum(t.article == item.article for t in self.taken) < EACH

    def _told_in_parts(self, item: Item) -> bool:
        """Whether nearly all of a sentence was told, by several sentences together."""
        told = frozenset[str]().union(*(t.content for t in self.taken))
        new = item.numbers - frozenset[str]().union(*(t.numbers for t in self.taken))
        return bool(item.content) and not new and len(item.content & told) >= IN_PARTS * len(item.content)

    def _connected(self, item: Item) -> bool:
        """Whether a sentence has something of what was told; more where it names people of whom none was told."""
        if not (item.names & self.names) - _days():
            return False
        if not item.proper or item.proper & self.names:
            return True
        return len((item.names & (self.names | self.begun)) - _days()) >= NEARLY


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """Names of days and months: that two things happened on one joins them to nothing."""
    return frozenset(row[1] for row in table("time_words") if row[0] in {"weekday", "month"}) | {
        "year",
        "week",
        "day",
    }


def _repeats(item: Item, other: Item, shared: set[str]) -> bool:
    if item.first and other.first and item.article != other.article and not item.numbers - other.numbers:
        most = REPEATED_NEWS
    else:
        most = REPEATED_POINT if item.points & other.points & shared else REPEATED
    return _common(item, other) >= most


def _common(item: Item, other: Item) -> float:
    """The share of the content words of the shorter that stand in the other, in [0, 1]."""
    return len(item.content & other.content) / max(1, min(len(item.content), len(other.content)))


def _items(story: Story) -> Iterator[Item]:
    known = people(story)
    for line in agreed(story):
        yield _several(story, line, "event")
    for line, speaker in utterances(story):
        yield _introduced(story, _several(story, line, "said"), speaker, known)
    for line in conflicts(story):
        yield _several(story, line, "conflict")
    openings = _openings(story)
    about = _about(story)
    for sentence in sentences(story):
        if _announces(sentence):
            continue
        spoken = sentence.tokens[0].index in sentence.quoted
        begins = sentence.place < OPENINGS and sentence.charge <= 1 and not spoken
        names = {t.lemma.casefold() for t in sentence.tokens if t.pos in {"NOUN", "PROPN"}}
        if not begins and len(names & about) < ABOUT:
            continue
        if begins or (sentence.charge == 0 and sentence.stance <= MOST_STANCE):
            yield _one(story, sentence, _news(sentence, openings) if begins else None, known)


def _openings(story: Story) -> Mapping[str, frozenset[str]]:
    """For each report, the content words of its headline and first sentences."""
    found = {}
    for annotated in story.alignment.articles:
        blocks = [b for b in annotated.article.blocks if b.role in {"title", "standfirst", "body"}]
        tokens = [t for b in blocks for t in annotated.parse.within(b.start, b.end)]
        titles = {
            t.sentence for b in blocks if b.role == "title" for t in annotated.parse.within(b.start, b.end)
        }
        first = sorted({t.sentence for t in tokens} - titles)[:OPENINGS]
        found[annotated.article.id] = frozenset(
            t.lemma.casefold() for t in tokens if t.pos in CONTENT and t.sentence in {*titles, *first}
        )
    return found


def _about(story: Story) -> frozenset[str]:
    """Nouns and names of the headlines and first sentences, that a sentence of the story has some of."""
    found: Counter[str] = Counter()
    for annotated in story.alignment.articles:
        tokens = [t for t in annotated.parse.tokens if t.sentence < OPENINGS + 1]
        found.update({t.lemma.casefold() for t in tokens if t.pos in {"NOUN", "PROPN"}})
    several = {w for w, n in found.items() if n > 1 or w in story.topics}
    return frozenset(several if len(several) >= FEW else found)


def _announces(sentence: Sentence) -> bool:
    """Whether a sentence only says that something is there: "There is news from Ulmen"."""
    begun = {t.lemma.casefold() for t in sentence.tokens[:6]}
    return {"there", "be", "news"} <= begun


def _news(sentence: Sentence, openings: Mapping[str, frozenset[str]]) -> float:
    """How well a sentence begins the account, from its words in the beginnings of the other reports."""
    content = {t.lemma.casefold() for t in sentence.tokens if t.pos in CONTENT}
    others = [o for a, o in openings.items() if a != sentence.article]
    shared = sum(len(content & o) for o in others) / max(1, len(others))
    news = shared / (len(content) + SMOOTHING) - EARLIER * sentence.place
    return sentence.salience + NEWS * news - STANCE * sentence.stance - CHARGED * sentence.charge


def _headline(story: Story) -> Made | None:
    """ "A has the headline “…”.": where no report's beginning can be told, the plainest of what stands above one."""
    found = []
    for annotated in story.alignment.articles:
        text, id = annotated.article.text, annotated.article.id
        title = headline(annotated)
        if title is None or set(title.of(text)) & set('?"“”:;!'):
            continue
        points = [
            p
            for p in story.points
            for c in dict(p.cells).get(id, ())
            if title.contains(story.claims[c].spans[0])
        ]
        if not points:
            continue
        salience = max(p.salience for p in points)
        tokens = annotated.parse.within(title.start, title.end)
        charged = charge(title.of(text)) + sum(leaning(t) for t in tokens) + title.of(text).isupper()
        found.append((charged, -salience, title.start, id, title, points))
    if not found:
        return None
    _, _, _, id, title, points = min(found, key=lambda f: f[:4])
    words = title.of(story.text(id)).rstrip(" .")
    ids = tuple(dict.fromkeys(p.id for p in points))
    label = story.labels[id]
    text = f"{label[0].upper()}{label[1:]} has the headline “{words}”."
    tokens = story.articles[id].parse.within(title.start, title.end)
    line = Line(text, "attributed", ids, (Passage(id, title.start, title.start + len(words)),))
    return line, Known().then(naming(tokens, id))


def _one(story: Story, sentence: Sentence, begins: float | None, known_people: People) -> Item:
    def make(known: Known) -> Made | None:
        found = told(story, sentence, known, known_people)
        if found is None:
            return None
        words, then = found
        label = story.labels[sentence.article]
        tail = f", {label} reports." if "ccording to" in words else f", according to {label}."
        single = all(p.status == "single" for p in sentence.points)
        points = tuple(p.id for p in sentence.points)
        return Line(words + tail, "single" if single else "attributed", points, (sentence.passage,)), then

    content = frozenset(t.lemma.casefold() for t in sentence.tokens if t.pos in CONTENT)
    shared = frozenset(t.lemma.casefold() for t in sentence.tokens if t.pos in NAMING)
    numbers = frozenset(t.text.casefold() for t in sentence.tokens if t.pos == "NUM") - {"one"}
    # what the reports differ on is told as that
    conflict = any(p.status == "conflict" for p in sentence.points)
    plain = sentence.charge == 0 and not conflict and sentence.stance <= MOST_STANCE
    points = frozenset(p.id for p in sentence.points)
    kind: Kind = "said" if sentence.speech else "event"
    salience = sentence.salience - STANCE * sentence.stance
    return Item(
        salience,
        sentence.article,
        points,
        content,
        numbers,
        begins,
        sentence.place == 0,
        kind,
        plain,
        shared,
        frozenset(t.lemma.casefold() for t in sentence.tokens if t.entity == "PERSON"),
        sentence.passage,
        make,
    )


def _introduced(story: Story, item: Item, speaker: str, people: People) -> Item:
    """A quotation of somebody, with who that is where it is the first that is told of that person."""

    def make(known: Known) -> Made | None:
        made = item.make(known)
        found = None if speaker in known.entities else who(story, speaker, known, people)
        if made is None:
            return None
        line, then = made
        if found and not found.behind and line.text.startswith(story.entities[speaker].name):
            text = f"{found.words} {line.text}"
            line = replace(line, text=text[0].upper() + text[1:])
        return line, then.then(frozenset(), frozenset({speaker}))

    return replace(item, make=make)


def _several(story: Story, line: Line, kind: Kind) -> Item:
    by_id: dict[str, Point] = {p.id: p for p in story.points}
    passage: Passage = line.passages[0]
    annotated, event = story.articles[passage.article], kind == "event"
    tokens = annotated.parse.within(passage.start, passage.end)
    nouns = naming(tokens, passage.article) if event else frozenset()
    entities = named(story, annotated, tokens) if event else frozenset()
    content = frozenset(t.lemma.casefold() for t in tokens if t.pos in CONTENT)

    def make(known: Known) -> Made | None:
        if kind != "conflict" and story.loose(passage, known):
            return None
        if event and strangers(story, annotated, tokens, known):
            return None
        return line, known.then(nouns, entities)

    salience = max(by_id[p].salience for p in line.points)
    if kind == "conflict":
        content = frozenset()
    none = frozenset[str]()
    shared = frozenset(t.lemma.casefold() for t in tokens if t.pos in NAMING) if event else none
    proper = frozenset(t.lemma.casefold() for t in tokens if t.entity == "PERSON") if event else none
    return Item(
        salience,
        None,
        frozenset(line.points),
        content,
        none,
        None,
        False,
        kind,
        True,
        shared,
        proper,
        passage,
        make,
    )
