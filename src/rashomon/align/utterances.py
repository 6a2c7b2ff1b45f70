"""One act of speech, quoted in two or more places.

Requirement: a fragment quoted by one outlet from what another quotes at length is found, and so are two translations
of one sentence. Two speakers who use one phrase are not one act of speech: precision before recall.
How: stretches of three words, or of shared content words, propose pairs; the words they share in sequence decide,
each weighted by its content. Two different named speakers need long and nearly identical words. Fragments of few
content words need one speaker and no doubt. A pair that shares a long stretch joins two groups; a short fragment
joins the one group it fits best, so that it cannot chain two acts of speech.
Known exceptions: a translation that shares less than half of its content words is missed; a slogan that one speaker
repeats on two occasions is taken for one utterance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.align.differences import between
from rashomon.align.quoted import Version, Word, read
from rashomon.model import Annotated, Utterance

# Tuned on the 38 tuning events of the news triples (evals/utterances.py names the 19 set aside).
# Share of the shorter version's weight that must stand in the other, in sequence: as it is contained …
CONTAINED = 0.8
# … or as it is told in other words (a translation, a slip), which needs TOLD_CONTENT shared content words.
TOLD = 0.6
TOLD_CONTENT = 4
# Share of words in sequence for words that nobody put in quotation marks.
PARAPHRASE = 0.7
# Two quotations that share only a part (one begins where the other ends): equal words in one run, and content
# ones, where a name of several words is one ("president of the United States" is in many mouths).
RUN, RUN_CONTENT = 6, 4
# Fewer words than this, or less weight: short. It links only word for word, as a whole, with one speaker.
FEW_WORDS, FEW_WEIGHT = 5, 2.0
# Fewer content words than this: all its words must stand in the other, but for those in an editor's brackets there.
FEW_CONTENT = 3
# Two named speakers: words the versions share, and share of the shorter one.
TWO_SPEAKERS, TWO_SPEAKERS_SHARE = 10, 0.95
# Shared words from which a link may join two groups.
JOINS = 8
# What a word of grammar weighs against one of content.
GRAMMAR = 0.25


@dataclass(frozen=True, slots=True)
class _Pair:
    """A link of two versions by index, ``score`` in [0, 1], ``shared`` equal words."""

    left: int
    right: int
    score: float
    shared: int


def _weight(words: Sequence[Word]) -> float:
    return sum(1.0 if w.content else GRAMMAR for w in words)


def _said(words: Sequence[Word]) -> int:
    """Content words, a name counting once."""
    return sum(w.content and not (n and w.name and words[n - 1].name) for n, w in enumerate(words))


def _versions(articles: Sequence[Annotated], entity_of: Mapping[str, str]) -> list[Version]:
    kinds = {e.id: e.kind for a in articles for e in a.entities}
    named = {e.id for a in articles for e in a.entities if any(m.form == "name" for m in e.mentions)}
    found = []
    for annotated in articles:
        for attribution in annotated.attributions:
            if not attribution.content:
                continue
            entity = attribution.source.entity
            if entity is None or entity not in named:
                version = read(annotated, attribution, None, None)
            else:
                version = read(annotated, attribution, entity_of.get(entity, entity), kinds[entity])
            if version.spoken:
                found.append(version)
    return found


def _proposed(versions: Sequence[Version]) -> list[tuple[int, int]]:
    """Pairs that share three words in a row, or two fifths of the content words of the shorter one."""
    rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    terms: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for number, version in enumerate(versions):
        stems = [w.stem for w in version.spoken]
        spans = zip(stems, stems[1:], stems[2:], strict=False) if len(stems) > 2 else [tuple(stems)]
        for row in sorted(set(spans)):
            rows[row].append(number)
        content = sorted({w.stem for w in version.spoken if w.content})
        sizes.append(len(content))
        for term in content:
            terms[term].append(number)
    found: set[tuple[int, int]] = set()
    for numbers in rows.values():
        found.update((a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :])
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in terms.values():
        for n, a in enumerate(numbers):
            for b in numbers[n + 1 :]:
                counts[a, b] += 1
    found.update(p for p, c in counts.items() if c >= max(2, 0.4 * min(sizes[p[0]], sizes[p[1]])))
    return sorted(found)


def _contradict(left: Version, right: Version) -> bool:
    """Whether two named speakers of one kind differ; an organisation may speak through a person."""
    return (
        left.speaker is not None
        and right.speaker is not None
        and left.speaker != right.speaker
        and left.speaker_kind == right.speaker_kind
    )


def link(left: Version, right: Version) -> tuple[float, int] | None:
    """Score in [0, 1] and number of shared words of two versions of one utterance; None if they are not."""
    a, b = left.spoken, right.spoken
    if (len(a), _weight(a)) > (len(b), _weight(b)):
        a, b = b, a
    x, y = [w.stem for w in a], [w.stem for w in b]
    same = left.speaker is not None and left.speaker == right.speaker
    contradict = _contradict(left, right)
    content = sum(w.content for w in a)
    if len(a) < FEW_WORDS or _weight(a) < FEW_WEIGHT:
        return (1.0, len(a)) if same and content > 0 and x == y else None
    blocks = [
        m
        for m in SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()
        if m.size > 1 or (m.size and a[m.a].content)
    ]
    shared = sum(m.size for m in blocks)
    if not shared:
        return None
    equal = [w for m in blocks for w in a[m.a : m.a + m.size]]
    share = _weight(equal) / _weight(a)
    shared_content = sum(w.content for w in equal)
    longest = max(blocks, key=lambda m: m.size)
    run = a[longest.a : longest.a + longest.size]
    # how densely the shared words stand in the longer version: scattered ones are chance
    extent = blocks[-1].b + blocks[-1].size - blocks[0].b
    dense = shared / extent
    if contradict and (shared < TWO_SPEAKERS or share < TWO_SPEAKERS_SHARE):
        return None
    if content < FEW_CONTENT and shared + sum(w.role == "gloss" for w in (*left.words, *right.words)) < len(a):
        return None
    if not (left.quoted and right.quoted) and (shared / len(a) < PARAPHRASE or shared_content < TOLD_CONTENT):
        return None
    contained = share >= CONTAINED and (dense >= 0.6 or longest.size >= RUN)
    told = share >= TOLD and shared_content >= TOLD_CONTENT and (dense >= 0.5 or longest.size >= RUN)
    overlap = longest.size >= RUN and _said(run) >= RUN_CONTENT
    if not (contained or told or overlap):
        return None
    score = share if contained or told else max(share, 0.5)
    if contradict:
        score *= 0.8
    return min(1.0, round(score, 4)), shared


def _pairs(versions: Sequence[Version]) -> Iterator[_Pair]:
    for i, j in _proposed(versions):
        left, right = versions[i], versions[j]
        if left.article == right.article and left.outer.overlaps(right.outer):
            continue  # a quotation and what is quoted inside it
        found = link(left, right)
        if found is not None:
            yield _Pair(i, j, *found)


def _groups(pairs: Sequence[_Pair], versions: Sequence[Version]) -> list[tuple[list[int], float]]:
    """Versions of one utterance by index, with the lowest score that holds them together."""
    count = len(versions)
    group = list(range(count))
    weakest = [1.0] * count
    members: dict[int, list[int]] = {n: [n] for n in range(count)}
    linked = {p for pair in pairs for p in ((pair.left, pair.right), (pair.right, pair.left))}
    for pair in sorted(pairs, key=lambda p: (-p.shared, -p.score, p.left, p.right)):
        into, other = sorted((group[pair.left], group[pair.right]))
        if into == other:
            continue
        if pair.shared < JOINS:
            fragment, longer = sorted((pair.left, pair.right), key=lambda n: len(versions[n].spoken))
            if any((n, longer) not in linked for n in members[group[fragment]]):
                continue
        members[into] += members.pop(other)
        for n in members[into]:
            group[n] = into
        weakest[into] = min(weakest[into], weakest[other], pair.score)
    return [(sorted(found), weakest[n]) for n, found in sorted(members.items()) if len(found) > 1]


def find(articles: Sequence[Annotated], entity_of: Mapping[str, str] | None = None) -> tuple[Utterance, ...]:
    """Utterances with two versions or more, in the order of their first version. ``entity_of`` maps an article's
    entity to the story's; attribution ids are unique over the articles. The score, in [0, 1], is the share of the
    shorter version's words, weighted by content, that the weakest link rests on, less a fifth for two speakers."""
    versions = _versions(articles, entity_of or {})
    found = []
    for members, score in _groups(list(_pairs(versions)), versions):
        ranked = sorted(members, key=lambda n: (-len(versions[n].spoken), n))
        base, *others = (versions[n] for n in ranked)
        found.append((base, others, score))
    return tuple(
        Utterance(f"u{n}", (base.id, *(v.id for v in others)), score, between(base, others))
        for n, (base, others, score) in enumerate(found, 1)
    )
