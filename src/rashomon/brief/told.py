"""Which sentences are told, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rashomon.brief.items import LINKING, Item, headlined, items
from rashomon.brief.references import Known
from rashomon.brief.story import NAMING, Story
from rashomon.lang import entries, table
from rashomon.lang.concepts import concept
from rashomon.model import Line

# Sentences at most where no number of words is given, of one report among them, and conflicts: a page, not a table.
SENTENCES, EACH, CONFLICTS = 9, 4, 4
# Of these: what happened, and who says what; what conflicts and what else one report has come after.
EVENTS, SAYINGS = 4, 3
# A sentence repeats another when this share of the content words of the shorter stands in it, in [0, 1]; less where
# both tell of a point that several reports have.
REPEATED, REPEATED_POINT = 0.4, 0.3
# The same where both are the first sentence of their report: reports begin with the same news.
REPEATED_NEWS = 0.2
# The same where both are of one report, which seldom says a thing twice in its beginning.
REPEATED_OWN = 0.51
# The same where they have a verb in common that is not of the news itself.
REPEATED_ACT = 0.25
# Content words that nothing told, at least, and their share of a sentence's, in [0, 1], that repeats nothing.
NOVEL, NOVEL_SHARE = 5, 0.5
# The same of the first sentence of a report beside the first of another.
NOVEL_NEWS, NOVEL_NEWS_SHARE = 9, 0.65
# The same of all that was told together, where a sentence has no new number.
IN_PARTS = 0.6
# The same with what was told or begins the reports, where a sentence names people of whom none was told.
NEARLY = 2
# Sentences of a report, of which this is not asked.
EARLY = 8
# What the salience of a sentence gains that is of the report which begins.
BACKBONE = 0.1
# Nouns and names of a beginning that another report's beginning has, at least: then it tells what the reports share;
# where no beginning has so many, one with fewer comes before a headline.
SHARED, SHARED_LITTLE = 2, 1


def chosen(story: Story, words: int | None) -> Iterator[Line]:
    """The sentences of an account of at most so many words, or of SENTENCES."""
    telling = _Telling(story, words)
    left = sorted(items(story), key=lambda i: -i.salience)
    begins = sorted((i for i in left if i.begins is not None), key=lambda i: -(i.begins or 0))
    if not any(telling.take([i for i in begins if _shares(story, i, n)], 1) for n in (SHARED, SHARED_LITTLE)):
        if (made := headlined(story)) is not None:
            telling.add(*made)
        elif not telling.take(begins, 1):
            telling.take([i for i in left if i.article is None and i.kind == "event"], 1)
    if not telling.lines:  # no sentence says what happened: none would be understood
        left = [i for i in left if i.article is None]
    if telling.taken:  # who reads on in the report that begins understands more
        lead = telling.taken[0].article
        left = sorted(
            left, key=lambda i: -i.salience - BACKBONE * (i.article is not None and i.article == lead)
        )
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
        self.begun = frozenset(concept(n) for names in story.beginnings.values() for n in names)
        self.links = frozenset(map(concept, self.names))
        self.news = story.happened  # what the reports begin with

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
            first = self.taken[0] if self.taken else None
            self.begin = known.behind(first.article, first.number) if first else known
            told = {p.article for p in line.passages}
            self.elsewhere = frozenset(
                a for a, n in self.story.beginnings.items() if a not in told and not n & names
            )
        self.names |= names
        self.links = self.links.union(*(self.story.gist_of(p, LINKING) for p in line.passages))
        self.lines.append(line)
        self.known = known
        if self.room is not None:
            self.room -= len(line.text.split())

    def in_order(self) -> list[Line]:
        """The lines, report by report, each in its own order: what can be told only right behind its sentence before is
        left out where that is not."""
        if not self.lines:
            return []
        rest = self.taken[len(self.taken) - len(self.lines) + 1 :]
        several = [i for i in rest if i.article is None]
        lead = self.lines[0].passages[0].article if len(self.lines[0].passages) == 1 else None
        articles = dict.fromkeys(i.article for i in rest if i.article)
        order = [
            *(i for i in several if i.kind == "event"),
            *(
                i
                for a in sorted(articles, key=lambda a: a != lead)
                for i in sorted((i for i in rest if i.article == a), key=lambda i: i.passage.start)
            ),
            *(i for i in several if i.kind != "event"),
        ]
        lines, known, waiting = self.lines[:1], self.begin, order
        patient = True  # somebody who is introduced later is named later
        while True:
            left = list[Item]()
            coming = frozenset[str]().union(*(i.introduces for i in waiting)) if patient else frozenset[str]()
            for item in waiting:
                early = item.bare & coming - known.entities and not item.introduces
                made = None if early else item.make(known)
                if made is None:
                    left.append(item)
                    continue
                lines.append(made[0])
                known = made[1].behind(item.article, item.number)
            if len(left) == len(waiting):  # what is not understood by now is not told
                if not patient:
                    break
                patient = False
            waiting = left
        return lines

    def _fits(self, item: Item) -> bool:
        if any(
            _repeats(item, t, self.shared, self.told, self.news) for t in self.taken
        ) or self._told_in_parts(item):
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

    @property
    def told(self) -> frozenset[str]:
        """What was told, by concept."""
        return frozenset[str]().union(*(t.content for t in self.taken))

    def _told_in_parts(self, item: Item) -> bool:
        """Whether nearly all of a sentence was told, by several sentences together."""
        new = item.numbers - frozenset[str]().union(*(t.numbers for t in self.taken))
        return (
            bool(item.content)
            and not new
            and not (item.content & _outcomes()) - self.told
            and len(item.content & self.told) >= IN_PARTS * len(item.content)
        )

    def _connected(self, item: Item) -> bool:
        """Whether a sentence has something of what was told; more where it names people of whom none was told."""
        if item.article and item.goes_on and self.known.follows(item.article, item.number):
            return True
        if not (item.links & self.links) - _days() and not item.who & self.known.entities:
            return False
        if (
            item.place < EARLY
            or not item.proper
            or item.proper & self.names
            or item.who & self.known.entities
        ):
            return True
        return len((item.links & (self.links | self.begun)) - _days()) >= NEARLY


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """Names of days and months: that two things happened on one joins them to nothing."""
    rows = frozenset(row[1] for row in table("time_words") if row[0] in {"weekday", "month"})
    return rows | {concept(r) for r in rows} | {"year", "week", "day"}


@lru_cache(maxsize=1)
def _outcomes() -> frozenset[str]:
    """What came of a crime or an accident, by concept."""
    return frozenset(map(concept, entries("outcomes")))


def _repeats(item: Item, other: Item, shared: set[str], told: frozenset[str], begun: frozenset[str]) -> bool:
    """Whether a sentence says again what another said; one with much that nothing told, by concept, does not."""
    if item.states & other.states or (
        (item.acts & other.acts) - begun and _common(item, other) >= REPEATED_ACT
    ):
        return True
    news = item.first and other.first and item.article != other.article
    if (item.content & _outcomes()) - told:
        return False
    new, most = len(item.content - told), REPEATED
    if news and not item.numbers - other.numbers:
        most = REPEATED_NEWS
    elif item.points & other.points & shared:
        most = REPEATED_POINT
    elif item.article is not None and item.article == other.article:
        most = REPEATED_OWN
    least, share = (NOVEL_NEWS, NOVEL_NEWS_SHARE) if news else (NOVEL, NOVEL_SHARE)
    if new >= least and new >= share * len(item.content):
        return False
    return _common(item, other) >= most


def _common(item: Item, other: Item) -> float:
    """The share of the content words of the shorter that stand in the other, in [0, 1]."""
    return len(item.content & other.content) / max(1, min(len(item.content), len(other.content)))
