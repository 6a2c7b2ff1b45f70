"""What can be told: the sentences of the reports and the fixed forms, each with what it is chosen by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.brief.asserted import agreed, conflicts
from rashomon.brief.edits import naming, told
from rashomon.brief.layout import headline, opening
from rashomon.brief.overtaken import overtaken
from rashomon.brief.people import People, people, who
from rashomon.brief.persons import introduced, named, strangers
from rashomon.brief.references import Known
from rashomon.brief.spoken import utterances
from rashomon.brief.story import CONTENT, NAMING, Story, charge, gist
from rashomon.brief.trimmed import leaning
from rashomon.brief.whole import OPENINGS, Sentence, sentences
from rashomon.lang.concepts import concept
from rashomon.model import Line, Parse, Passage, Point, Token

# What a sentence may have in common with another that it goes on from.
LINKING = frozenset({"NOUN", "PROPN", "VERB"})
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
    """What can be told: how much it matters, whose it is (None: several reports'), the number of its
    sentence there and its ``place`` from the first, whether it ``goes_on`` with a pronoun, its words, and how it is told
    to somebody who knows what was told before. ``begins``: how well it begins the account, None where it may not;
    ``numbers`` are those told; ``first``: it is the first sentence of its report; ``names``: its nouns and names, by
    lemma, ``proper`` those of people; ``links``: what it is about, by concept, and ``who`` the people meant, by id in the
    story, those it names ``bare``, and those it ``introduces``; ``states``: what it says that something is, ``acts``:
    its verbs, by concept; ``passage``: where it stands, the first of several reports."""

    salience: float
    article: str | None
    number: int
    place: int
    goes_on: bool
    points: frozenset[str]
    content: frozenset[str]
    numbers: frozenset[str]
    begins: float | None
    first: bool
    kind: Kind
    plain: bool
    names: frozenset[str]
    links: frozenset[str]
    proper: frozenset[str]
    who: frozenset[str]
    bare: frozenset[str]
    introduces: frozenset[str]
    states: frozenset[tuple[str, str]]
    acts: frozenset[str]
    passage: Passage
    make: Callable[[Known], Made | None]


def items(story: Story) -> Iterator[Item]:
    known = people(story)
    for line in agreed(story):
        yield _several(story, line, "event")
    for line, speaker in utterances(story):
        yield _introduced(story, _several(story, line, "said"), speaker, known)
    differing = list(conflicts(story))
    for line in differing:
        yield _several(story, line, "conflict")
    openings = _openings(story)
    about = _about(story)
    for sentence in sentences(story):
        if _announces(sentence):
            continue
        spoken = sentence.tokens[0].index in sentence.quoted
        begins = sentence.place < OPENINGS and sentence.charge <= 1 and not spoken
        if overtaken(story, sentence) or not (begins or gist(sentence.tokens, LINKING) & about):
            continue
        if begins or (sentence.charge == 0 and sentence.stance <= MOST_STANCE):
            yield _one(story, sentence, _news(sentence, openings) if begins else None, known, differing)


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
    """What the headlines and first sentences are about, by concept: a sentence of the story has some of it."""
    return frozenset[str]().union(*(gist(opening(a, OPENINGS), LINKING) for a in story.articles.values()))


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


def headlined(story: Story) -> Made | None:
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
    return line, Known().then(naming(tokens, id)).behind(
        None, 0
    )  # what follows a headline does not go on from it


def _one(
    story: Story, sentence: Sentence, begins: float | None, known_people: People, differing: Sequence[Line]
) -> Item:
    def make(known: Known) -> Made | None:
        found = told(story, sentence, known, known_people)
        if found is None:
            return None
        words, then = found
        label = story.labels[sentence.article]
        tail = f" ({label})." if sentence.sourced or "ccording to" in words else f", according to {label}."
        single = all(p.status == "single" for p in sentence.points)
        points = tuple(p.id for p in sentence.points)
        return Line(words + tail, "single" if single else "attributed", points, (sentence.passage,)), then

    tokens = sentence.tokens
    numbers = frozenset(t.text.casefold() for t in tokens if t.pos == "NUM") - {"one"}
    # what the reports differ on is told as that
    conflict = any(p in sentence.points for line in differing for p in _of(story, line)) or _amount(
        story, sentence
    )
    plain = sentence.charge == 0 and not conflict and sentence.stance <= MOST_STANCE
    starts = {t.start for t in tokens}
    named_here, new = introduced(story, sentence)
    return Item(
        salience=sentence.salience - STANCE * sentence.stance,
        article=sentence.article,
        number=sentence.number,
        place=sentence.place,
        goes_on=any(t.tag in {"PRP", "PRP$"} and t.index not in sentence.quoted for t in tokens),
        points=frozenset(p.id for p in sentence.points),
        content=gist(tokens, CONTENT),
        numbers=numbers,
        begins=begins,
        first=sentence.place == 0,
        kind="said" if sentence.speech else "event",
        plain=plain,
        names=frozenset(t.lemma.casefold() for t in tokens if t.pos in NAMING),
        links=gist(tokens, LINKING),
        proper=frozenset(t.lemma.casefold() for t in tokens if t.entity == "PERSON"),
        who=frozenset(
            story.alignment.entity_of.get(e.id, e.id)
            for e in story.articles[sentence.article].entities
            if e.kind == "person" and any(m.start in starts for m in e.mentions)
        ),
        acts=gist([t for t in tokens if t.dep in {"ROOT", "ccomp", "pcomp", "conj"}], frozenset({"VERB"})),
        bare=named_here - new,
        introduces=new,
        states=_states(story.articles[sentence.article].parse, tokens),
        passage=sentence.passage,
        make=make,
    )


def _of(story: Story, line: Line) -> Iterator[Point]:
    return (p for p in story.points if p.id in line.points)


def _amount(story: Story, sentence: Sentence) -> bool:
    """Whether a sentence gives one of two amounts that the reports differ on."""
    return any(
        f.kind == "conflict"
        and f.type == "number"
        and p.article == sentence.article
        and sentence.span.contains(p.span)
        for f in story.judged.findings
        for p in f.passages
    )


def _states(parse: Parse, tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """What a sentence says that something is, with what completes it: ("prone", "flood")."""
    found = set[tuple[str, str]]()
    for t in tokens:
        if t.dep not in {"acomp", "attr", "oprd", "conj"} or t.pos not in {"ADJ", "NOUN"}:
            continue
        for c in parse.children[t.index]:
            if parse.tokens[c].dep == "prep":
                found |= {
                    (concept(t.lemma), concept(parse.tokens[o].lemma))
                    for o in parse.children[c]
                    if parse.tokens[o].pos == "NOUN"
                }
    return frozenset(found)


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

    def make(known: Known) -> Made | None:
        if kind != "conflict" and story.loose(passage, known):
            return None
        if event and strangers(story, annotated, tokens, known):
            return None
        return line, known.then(nouns, entities)

    none = frozenset[str]()
    return Item(
        salience=max(by_id[p].salience for p in line.points),
        article=None,
        number=-1,
        place=0,
        goes_on=False,
        points=frozenset(line.points),
        content=none if kind == "conflict" else gist(tokens, CONTENT),
        numbers=none,
        begins=None,
        first=False,
        kind=kind,
        plain=True,
        names=frozenset(t.lemma.casefold() for t in tokens if t.pos in NAMING) if event else none,
        links=gist(tokens, LINKING) if event else none,
        proper=frozenset(t.lemma.casefold() for t in tokens if t.entity == "PERSON") if event else none,
        who=none,
        bare=none,
        introduces=none,
        states=frozenset(),
        acts=none,
        passage=passage,
        make=make,
    )
