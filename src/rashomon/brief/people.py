"""Who somebody is, in words that a report puts beside the name: "county clerk Jane Roe", "Jane Roe, the county clerk,".

Requirement: the words stand so next to a name of the person in one of the reports, and point to nothing unnamed.
Known exception: an office of another time, where no report says "former".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.brief.pointing import OURS, PERSONAL, SEVERAL, THINGS
from rashomon.brief.references import Known, dangling
from rashomon.brief.story import Story, coloured
from rashomon.lang import entries
from rashomon.lang.offices import HONORIFICS, office
from rashomon.model import Annotated, Entity, Span, Token

# Words of a title, and of a description behind the name, at most.
TITLE, DESCRIPTION = 6, 10
BEFORE = frozenset({"compound", "nmod", "amod", "appos"})
ENDS = frozenset({",", ".", ";", ")", "—", "–"})
# Bodies of which somebody is a lieutenant or chief, written small before that: "Ulmen police Lt. Jane Roe".
BODIES = frozenset({"police", "fire", "army", "navy", "city", "county", "state"})
# Words of a caption that runs into a title.
PICTURED = frozenset({"photo", "photos", "caption", "file", "video"})
# Words with "as" behind them that tell the name of somebody who was told of.
IDENTIFIED = frozenset({"identified", "named", "known"})
# What stands before a name and does not say who that is.
UNTOLD = HONORIFICS | {"dr", "dr."}
# Words for an office that tell, written small before a name, which of two people bears it: "the elder Jane Roe".
WHICH = frozenset({"elder", "senior", "junior"})
PAST = frozenset({"former", "ex", "ex-president", "late", "retired"})


@dataclass(frozen=True, slots=True)
class Who:
    """Words that stand before the name, or behind it between commas."""

    words: str
    behind: bool


# For each person, by id: descriptions, best first, with article and tokens of each.
People = Mapping[str, tuple[tuple[Who, str, Sequence[Token]], ...]]


def described(parse_tokens: Sequence[Token], mention: Sequence[Token]) -> bool:
    """Whether a name has words of its own beside it that say who that is."""
    first, last = mention[0], mention[-1]
    before = before_name(parse_tokens, first)
    if before is not None and before.sentence == first.sentence:
        if before.dep in BEFORE and before.text.casefold() not in UNTOLD and before.pos != "PUNCT":
            return True
        if (before.text == "," and first.dep == "appos") or last.dep == "appos":
            return True
    inside = {t.index for t in mention}
    near = parse_tokens[last.index + 1 : last.index + 12]
    if (near and near[0].text in {"(", "of"}) or last.dep == "conj":
        return True
    if _aged(near) or _identified(parse_tokens, first):
        return True
    return any(
        t.dep in {"appos", "relcl"} and t.head in inside and t.pos != "NUM"  # an age is none
        for t in near
        if t.sentence == last.sentence
    )


def before_name(tokens: Sequence[Token], first: Token) -> Token | None:
    """The word before a name, without the stop of an abbreviation that the parser cut off: "Capt" of "Capt. Roe"."""
    before = tokens[first.index - 1] if first.index else None
    if before is not None and before.text == "." and before.index:
        short = tokens[before.index - 1]
        if short.end == before.start and short.sentence == first.sentence:
            return short
    return before


def _aged(behind: Sequence[Token]) -> bool:
    """Whether an age stands behind a name between commas: "Jane Roe, 42, …"."""
    texts = [t.text for t in behind[:3]]
    return (
        len(texts) == 3 and texts[0] == "," and texts[1].isdigit() and len(texts[1]) < 4 and texts[2] in ENDS
    )


def _identified(tokens: Sequence[Token], first: Token) -> bool:
    """Whether a name stands behind "identified as" or "named as", with an age at most between."""
    at = first.index - 1
    while at > 0 and (tokens[at].pos in {"NUM", "ADJ", "PUNCT"} or tokens[at].entity == "DATE"):
        at -= 1
    return at > 0 and tokens[at].text == "as" and tokens[at - 1].text.casefold() in IDENTIFIED


def people(story: Story) -> People:
    """What the reports say of each person of the story beside a name."""
    found: dict[str, tuple[tuple[Who, str, Sequence[Token]], ...]] = {}
    for entity in story.alignment.entities:
        if entity.kind != "person" or " " not in entity.name:
            continue
        rows = list(_descriptions(story, entity))
        counts: dict[Who, int] = {}
        for who, _, _ in rows:
            counts[who] = counts.get(who, 0) + 1
        past = any(w.words.split()[0].casefold() in PAST for w in counts)

        def rank(
            row: tuple[Who, str, Sequence[Token]], past: bool = past, n: dict[Who, int] = counts
        ) -> tuple[object, ...]:
            who = row[0]
            gone = who.words.split()[0].casefold() in PAST
            return (gone != past, who.behind, -min(3, len(who.words.split())), -n[who], who.words)

        unique = {row[0]: row for row in sorted(rows, key=lambda r: (r[1], r[2][0].start), reverse=True)}
        found[entity.id] = tuple(sorted(unique.values(), key=rank))
    return found


def who(story: Story, id: str, known: Known, people: People) -> Who | None:
    """The first description of a person that somebody understands who knows what was told."""
    for found, article, tokens in people.get(id, ()):
        annotated = story.articles[article]
        everybody = known.then(frozenset(), frozenset({id}))
        if dangling(annotated, tokens, everybody, story.alignment.entity_of, (), (), story.topics) is None:
            return found
    return None


def _descriptions(story: Story, entity: Entity) -> Iterator[tuple[Who, str, Sequence[Token]]]:
    for mention in entity.mentions:
        if mention.form != "name":
            continue
        annotated = story.articles[mention.article]
        if not set(mention.span.of(annotated.article.text).split()) <= set(entity.name.split()):
            continue
        name = annotated.parse.within(mention.start, mention.end)
        if not name:
            continue
        for tokens, behind in ((_title(annotated, name), False), (_apposition(annotated, name), True)):
            if tokens and not any(coloured(t) or t.text.casefold() in PICTURED for t in tokens):
                words = Span(tokens[0].start, tokens[-1].end).of(annotated.article.text)
                if (
                    "\n" not in words
                    and words == " ".join(words.split())
                    and not set(words) & set("“”\"()’'‘")
                ):
                    yield Who(words, behind), mention.article, tokens


def _title(annotated: Annotated, name: Sequence[Token]) -> list[Token]:
    """The words before a name that are its title, last an office: "Ulmen county clerk"."""
    parse, found = annotated.parse, list[Token]()
    at = name[0].index - 1
    inside = {t.index for t in name}
    while at >= 0 and len(found) < TITLE:
        t = parse.tokens[at]
        bound = t.head in inside and t.dep in BEFORE - {"appos"}
        if t.sentence != name[0].sentence or not bound or t.pos not in {"PROPN", "NOUN", "ADJ"}:
            break
        found.insert(0, t)
        inside.add(at)
        at -= 1
    while found and not _written_as_title(found):
        at = found.pop(0).index
    if not found or found[-1].text.casefold() in HONORIFICS | WHICH or not office(found[-1].text):
        return []
    before = parse.tokens[at] if at >= 0 else None
    if before is not None and before.text.casefold() in entries("limiting"):
        return []
    if before is not None and before.sentence == name[0].sentence and before.head in inside:
        if before.pos in {"NUM", "PROPN", "NOUN"} or before.tag in {"POS", "HYPH"} or before.text == "-":
            return []
    return found


def _written_as_title(words: Sequence[Token]) -> bool:
    """Whether no small word stands before a large one, but for "former" and its like: "bar President" is none."""
    free = PAST | BODIES | {"then", "acting", "interim"}
    small = [t.text[:1].islower() for t in words if t.text.casefold() not in free]
    return small == sorted(small)


def _apposition(annotated: Annotated, name: Sequence[Token]) -> list[Token]:
    """The words between commas behind a name that say who that is: "the county clerk"."""
    parse = annotated.parse
    at = name[-1].index + 1
    if at + 1 >= len(parse.tokens) or parse.tokens[at].text != ",":
        return []
    inside = {t.index for t in name}
    found = list[Token]()
    for t in parse.tokens[at + 1 : at + 2 + DESCRIPTION]:
        if t.sentence != name[-1].sentence:
            return []
        if t.text in ENDS:
            break
        found.append(t)
    else:
        return []
    heads = [t for t in found if t.dep == "appos" and t.head in inside]
    if (
        not heads
        or not any(office(t.lemma) for t in heads)
        or found[0].pos not in {"DET", "NOUN", "PROPN", "ADJ"}
    ):
        return []
    words = {t.text.casefold() for t in found}
    if words & (OURS | PERSONAL | SEVERAL | THINGS | {"who", "which", "that", "whose"}):
        return []
    if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in found) or found[0].tag in {"PRP", "PRP$", "CD"}:
        return []
    return found
