"""One act of speech, quoted in two or more places.

Requirement: one version at least stands in quotation marks; words without marks are one if they nearly repeat it.
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

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import combinations, groupby

from rashomon.align.differences import between, steps
from rashomon.align.quoted import Version, Word, names_in, read
from rashomon.align.word_pairs import related
from rashomon.lang import entries
from rashomon.model import Annotated, Span, Utterance

# Tuned on the 38 tuning events of the news triples (evals/utterances.py names the 19 set aside).
# Share of the shorter version's weight that must stand in the other, in sequence: as it is contained …
CONTAINED = 0.8
# … or as it is told in other words (a translation, a slip), which needs TOLD_CONTENT shared content words. From
# RETOLD on, with one speaker, synonyms count too.
TOLD, RETOLD = 0.7, 0.5
TOLD_CONTENT = 4
# The same words but for a slip: equal words against the longer of the two, and content words.
SLIP, SLIP_CONTENT = 0.85, 2
# Shared words within this share of their extent in the longer version are one passage of it, not chance.
DENSE = 0.6
# A shared word that stands alone counts if that many words or fewer part it from other shared ones.
NEARBY = 3
# Share of words in sequence for words that nobody put in quotation marks; they need one known speaker too, or a run of
# RUN_INSIDE words: a law's long name in two mouths is no utterance.
PARAPHRASE = 0.7
# One quotation begins with what the other ends with: equal words in one run and their weight, in which a name of
# several words is one ("president of the United States" is in many mouths). Elsewhere a run of RUN_INSIDE words.
RUN, RUN_WEIGHT, RUN_INSIDE = 6, 3.5, 12
# Fewer words than this, or less weight: short. It links only word for word, as a whole, with one speaker.
FEW_WORDS, FEW_WEIGHT = 5, 2.0
# Fewer content words than this: all its words must stand in the other, but for those in an editor's brackets there.
FEW_CONTENT = 3
# Two named speakers: weight of what the versions share, and its share of the shorter one; the score is then lowered.
TWO_SPEAKERS, TWO_SPEAKERS_SHARE, TWO_SPEAKERS_SCORE = 5.0, 0.95, 0.8
# Words, and content words but names, of a short quotation that may be a fragment of a longer one of the same speaker,
# if the articles use it nowhere but in the speaker's mouth.
PHRASE, PHRASE_CONTENT = 3, 2
# Weight of the shared words from which a link may join two groups.
JOINS = 4.0
# Share of the content words of the shorter version that proposes a pair, and the number of versions from which a word
# or a row of three is too common to propose each pair of them: it bounds the pairs of a story with many reports.
SHARED_TERMS, WIDESPREAD = 0.4, 60
# What a word of grammar weighs against one of content.
GRAMMAR = 0.25


@dataclass(frozen=True, slots=True)
class _Pair:
    """A link of two versions by index, ``score`` in [0, 1], ``shared`` the weight of what they share."""

    left: int
    right: int
    score: float
    shared: float


def weight(words: Sequence[Word]) -> float:
    """Words by their content: a word of grammar weighs GRAMMAR."""
    return sum(1.0 if w.content else GRAMMAR for w in words)


def _said(run: Sequence[Word]) -> float:
    """Weight of a run of words, a name counting once."""
    return weight([w for n, w in enumerate(run) if not (n and w.name and run[n - 1].name)])


def _versions(articles: Sequence[Annotated], entity_of: Mapping[str, str]) -> list[Version]:
    kinds = {e.id: e.kind for a in articles for e in a.entities}
    named = {e.id for a in articles for e in a.entities if any(m.form == "name" for m in e.mentions)}
    found = []
    for annotated in articles:
        names = names_in(annotated)
        for attribution in annotated.attributions:
            if not attribution.content:
                continue
            entity = attribution.source.entity
            if entity is None or entity not in named:
                version = read(annotated, attribution, None, None, names)
            else:
                version = read(annotated, attribution, entity_of.get(entity, entity), kinds[entity], names)
            if version.spoken:
                found.append(version)
    return found


def _proposed(versions: Sequence[Version]) -> list[tuple[int, int]]:
    """Pairs that share three words in a row, or SHARED_TERMS of the content words of the shorter one."""
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
        if len(numbers) <= WIDESPREAD:
            found.update(combinations(numbers, 2))
        else:  # the same words in very many versions: each with the next one joins them all
            found.update(zip(numbers, numbers[1:], strict=False))
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in terms.values():
        if len(numbers) <= WIDESPREAD:
            for pair in combinations(numbers, 2):
                counts[pair] += 1
    found.update(p for p, c in counts.items() if c >= max(2, SHARED_TERMS * min(sizes[p[0]], sizes[p[1]])))
    return sorted(found)


def _contradict(left: Version, right: Version) -> bool:
    """Whether two named speakers of one kind differ; an organisation may speak through a person."""
    return (
        left.speaker is not None
        and right.speaker is not None
        and left.speaker != right.speaker
        and left.speaker_kind == right.speaker_kind
    )


def _blocks(a: Sequence[Word], b: Sequence[Word]) -> list[Match]:
    """What stands in both in sequence, words of grammar not alone, a single word not far from the rest."""
    x, y = [w.stem for w in a], [w.stem for w in b]
    found = SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()
    found = [m for m in found if m.size > 1 or (m.size and a[m.a].content)]

    def near(n: int) -> bool:
        here = found[n]
        return any(
            max(k.a - here.a - here.size, here.a - k.a - k.size) <= NEARBY
            and max(k.b - here.b - here.size, here.b - k.b - k.size) <= NEARBY
            for k in found[max(0, n - 1) : n] + found[n + 1 : n + 2]
        )

    return [m for n, m in enumerate(found) if m.size > 1 or near(n)]


def _retold(a: Sequence[Word], b: Sequence[Word]) -> float:
    """Share of the weight of ``a`` that ``b`` has in sequence, in the same words or in synonyms."""
    held = [
        w
        for s in steps(a, b)
        for n, w in enumerate(a[s.low : s.high])
        if s.equal or (s.high - s.low == s.right - s.left and related(w, b[s.left + n]))
    ]
    return weight(held) / weight(a)


def _continues(block: Match, a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether the run ends one version and begins the other, but for a word."""
    starts = block.a <= 1, block.b <= 1
    ends = len(a) - block.a - block.size <= 1, len(b) - block.b - block.size <= 1
    return (starts[0] and ends[1]) or (starts[1] and ends[0])


def few(words: Sequence[Word]) -> bool:
    """Whether so few words say little of where they come from."""
    return len(words) < FEW_WORDS or weight(words) < FEW_WEIGHT


def _short(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether the few words ``a`` are the whole of ``b`` and no stock phrase, or a phrase of it."""
    text, other = (f" {' '.join(w.text for w in words)} " for words in (a, b))
    if text == other:
        return text.strip() not in entries("stock_phrases")
    return len(a) >= PHRASE and sum(w.content and not w.name for w in a) >= PHRASE_CONTENT and text in other


def link(left: Version, right: Version) -> tuple[float, float] | None:
    """Score in [0, 1] and weight of the shared words of two versions of one utterance; None if they are not."""
    a, b = sorted((left.spoken, right.spoken), key=lambda words: (len(words), weight(words)))
    same = left.speaker is not None and left.speaker == right.speaker
    contradict = _contradict(left, right)
    content = sum(w.content for w in a)
    if left.speaker != right.speaker and None not in (left.speaker, right.speaker) and content < TOLD_CONTENT:
        return None
    if few(a):
        return (1.0, weight(a)) if same and content > 0 and _short(a, b) else None
    blocks = _blocks(a, b)
    if not blocks:
        return None
    equal = [w for m in blocks for w in a[m.a : m.a + m.size]]
    shared, shared_content = len(equal), sum(w.content for w in equal)
    share = weight(equal) / weight(a)
    longest = max(blocks, key=lambda m: m.size)
    dense = shared / (blocks[-1].b + blocks[-1].size - blocks[0].b)
    if contradict and (weight(equal) < TWO_SPEAKERS or share < TWO_SPEAKERS_SHARE):
        return None
    glosses = sum(w.role == "gloss" for w in (*left.words, *right.words))
    if content < FEW_CONTENT and shared + glosses < len(a):
        return None
    if not (left.quoted and right.quoted) and (
        shared / len(a) < PARAPHRASE
        or shared_content < TOLD_CONTENT
        or not (same or longest.size >= RUN_INSIDE)
    ):
        return None
    if same and RETOLD <= share < TOLD and shared_content >= TOLD_CONTENT:
        share = _retold(a, b)
    contained = share >= CONTAINED and (dense >= DENSE or longest.size >= RUN)
    told = share >= TOLD and shared_content >= TOLD_CONTENT and (dense >= DENSE or longest.size >= RUN)
    slip = shared >= SLIP * len(b) and shared_content >= SLIP_CONTENT
    run = a[longest.a : longest.a + longest.size]
    part = longest.size >= RUN and _said(run) >= RUN_WEIGHT and _continues(longest, a, b)
    if not (contained or told or slip or part or longest.size >= RUN_INSIDE):
        return None
    score = share if contained or told or slip else max(share, 0.5)
    return round(min(1.0, score) * (TWO_SPEAKERS_SCORE if contradict else 1.0), 4), weight(equal)


def _parts(version: Version) -> list[Version]:
    """The version, and each of its pieces that is long enough to be known again by itself."""
    found = [version]
    for piece, group in groupby(version.spoken, key=lambda w: w.piece):
        spoken = tuple(group)
        if len(spoken) < len(version.spoken) and not few(spoken):
            words = tuple(w for w in version.words if w.piece == piece)
            found.append(replace(version, words=words, spoken=spoken))
    return found


def link_parts(left: Version, right: Version) -> tuple[float, float] | None:
    """As ``link``; where the wholes are too unlike, the best link of a quoted piece with the other or a piece of it."""
    whole = link(left, right)
    if whole is not None or not (left.quoted and right.quoted):
        return whole
    found = [link(a, b) for a in _parts(left) for b in _parts(right)]
    return max((f for f in found if f is not None), default=None)


def _own(phrase: Version, versions: Sequence[Version], texts: Mapping[str, str]) -> bool:
    """Whether no article uses the words of a short quotation but where its speaker is quoted."""
    text = texts[phrase.article]
    words = (re.escape(w.span.of(text)) for w in phrase.spoken)
    pattern = re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)", re.IGNORECASE)
    mouth: dict[str, list[Span]] = defaultdict(list)
    for version in versions:
        if version.speaker == phrase.speaker:
            mouth[version.article].append(version.outer)
    return all(
        any(span.start <= m.start() and m.end() <= span.end for span in mouth[article])
        for article, text in texts.items()
        for m in pattern.finditer(text)
    )


def _pairs(versions: Sequence[Version], texts: Mapping[str, str]) -> Iterator[_Pair]:
    """The links; ``texts`` are the articles' by id."""
    for i, j in _proposed(versions):
        left, right = versions[i], versions[j]
        if left.article == right.article and left.outer.overlaps(right.outer):
            continue  # a quotation and what is quoted inside it
        if not (left.quoted or right.quoted):
            continue
        found = link_parts(left, right)
        if found is None:
            continue
        short = min(left, right, key=lambda v: len(v.spoken))
        if len(left.spoken) != len(right.spoken) and few(short.spoken) and not _own(short, versions, texts):
            continue
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
    for members, score in _groups(
        list(_pairs(versions, {a.article.id: a.article.text for a in articles})), versions
    ):
        kept: list[Version] = []
        for version in sorted((versions[n] for n in members), key=lambda v: -len(v.spoken)):
            told = [w.span for k in kept if k.article == version.article for w in k.spoken]
            if not any(k.article == version.article and k.outer.overlaps(version.outer) for k in kept) or any(
                all(not w.span.overlaps(span) for w in part.spoken for span in told)
                for part in _parts(version)[1:]
            ):
                kept.append(version)  # else it is told twice over the same words
        kept.sort(key=lambda v: -v.length)
        if len(kept) > 1:
            found.append((kept[0], kept[1:], score))
    return tuple(
        Utterance(f"u{n}", (base.id, *(v.id for v in others)), score, between(base, others))
        for n, (base, others, score) in enumerate(found, 1)
    )
