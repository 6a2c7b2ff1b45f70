"""Whom "he" means: a score per candidate, and silence where two come close.

The scheme is that of Lappin and Leass (1994), cut down: a mention counts by what it does in its sentence, less with each
sentence that follows; syntax excludes some readings and makes others likely. Inside a quotation the third person is
not its speaker. Somebody without a name ("a reporter") competes too, and who is then meant stays open.
Known exceptions: first and second persons are left to whoever knows the speaker; "it" and "they" are resolved only in
a few safe constructions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rashomon.annotate.kinds import kin, roles
from rashomon.annotate.naming import Group
from rashomon.annotate.reading import Reading
from rashomon.annotate.spots import Part, Spot, part_of
from rashomon.lang import table
from rashomon.words import fold

# Weights of a mention by its part in the sentence, and what syntax adds. Read off development texts by hand.
PART_WEIGHT: dict[Part, float] = {"subject": 1.0, "object": 0.6, "owner": 0.6, "other": 0.4}
FADE = 0.5  # per sentence back; outside quotations those that one fills do not count
REACH = 4  # sentences back
SAME_GENDER = 0.25  # a known gender that agrees, over an unknown one
CLAUSE_SUBJECT = 1.5  # "X inherited his post", "X said he"
MATRIX_SUBJECT = 0.7  # the subject of a clause further up
PARALLEL = 0.4  # a subject pronoun and the subject of the sentence before
SPEAKER_AGAIN = 1.0  # "He added": who spoke in the sentence before
OTHER_SIDE = 0.35  # a mention inside a quotation for a pronoun outside
NAMELESS = 0.8  # somebody without a name competes at this share
FIRST_WORDS = 1.6  # cataphora: "In his speech, X …"
# The best must have this score and this lead over the second.
ENOUGH = 0.3
LEAD = 1.25

_PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "themselves"})


@lru_cache(maxsize=1)
def saying() -> frozenset[str]:
    """Lemmas of verbs of saying and thinking."""
    return frozenset(row[0] for row in table("report_verbs") if len(row) < 3 or row[2] != "show")


def find(reading: Reading, groups: Sequence[Group], spots: Sequence[Spot]) -> list[Spot]:
    """Spots of the pronouns that are clear. Those outside quotations come first, since they tell who speaks."""
    known = list(spots)
    gender = [g.gender for g in groups]
    found: list[Spot] = []
    for quoted in (False, True):
        for token in reading.tokens:
            word = reading.folded[token.index]
            if (reading.quote[token.index] >= 0) is not quoted or token.pos != "PRON":
                continue
            owner: int | None = None
            if word in _PERSONAL:
                owner = _person(reading, groups, known, gender, token.index, _PERSONAL[word])
            elif word in _NEUTER:
                owner = _neuter(reading, groups, known, token.index, ("organisation", "place"))
            elif word in _PLURAL:
                owner = _neuter(reading, groups, known, token.index, ("group",))
            if owner is not None:
                s = Spot(
                    token.index, token.index + 1, token.index, owner, "pronoun", _part(reading, token.index)
                )
                found.append(s)
                known.append(s)
                if word in _PERSONAL and gender[owner] == "-":
                    gender[owner] = _PERSONAL[word]
    return found


def _part(reading: Reading, i: int) -> Part:
    return part_of(reading, i)


# ---------------------------------------------------------------- syntax


def _verbs_above(reading: Reading, i: int) -> Iterator[tuple[int, int | None]]:
    """The verbs that govern a token, nearest first, each with its subject token (None: it has none)."""
    below = i
    for k in reading.parse.ancestors(i):
        token = reading.tokens[k]
        if token.pos in {"VERB", "AUX"}:
            subject = next(
                (c for c in reading.parse.children[k] if reading.tokens[c].dep in {"nsubj", "nsubjpass"}),
                None,
            )
            yield k, None if subject == below else subject
        below = k


def _subject_of(reading: Reading, verb: int) -> int | None:
    """The token that is the written subject of a verb."""
    return next(
        (c for c in reading.parse.children[verb] if reading.tokens[c].dep in {"nsubj", "nsubjpass"}), None
    )


def _own_clause(reading: Reading, i: int) -> int | None:
    """The verb whose argument a token is, if any."""
    for k in reading.parse.ancestors(i):
        if reading.tokens[k].pos in {"VERB", "AUX"}:
            return k
        if reading.tokens[k].pos in {"NOUN", "PROPN"}:
            return None
    return None


def _at(spots: Sequence[Spot], token: int | None) -> int | None:
    """The group that has its head at a token."""
    if token is None:
        return None
    return next((s.group for s in reversed(spots) if s.head == token), None)


def _speaker(reading: Reading, spots: Sequence[Spot], sentence: int) -> int | None:
    """Who speaks the quotation in a sentence: the subject of a verb of saying that stands outside it."""
    for back in range(3):
        number = sentence - back
        if number < 0:
            return None
        for token in reading.parse.in_sentence(number):
            if reading.quote[token.index] >= 0 or token.pos != "VERB" or token.lemma not in saying():
                continue
            for c in reading.parse.children[token.index]:
                if reading.tokens[c].dep == "nsubj" and (who := _at(spots, c)) is not None:
                    return who
        block = reading.article.text[
            reading.parse.sentences[number].start - 2 : reading.parse.sentences[number].start
        ]
        if "\n" in block and back == 0 and reading.tokens:
            inside = reading.parse.in_sentence(number)
            if inside and all(reading.quote[t.index] < 0 for t in inside):
                return None
    return None


# ---------------------------------------------------------------- he, she


def _person(
    reading: Reading,
    groups: Sequence[Group],
    spots: Sequence[Spot],
    gender: Sequence[str],
    i: int,
    wanted: str,
) -> int | None:
    tokens = reading.tokens
    now = tokens[i].sentence
    owner = tokens[i].tag == "PRP$"
    reflexive = reading.folded[i].endswith("self")
    barred = _barred(reading, spots, i, owner, reflexive)
    if reading.quote[i] >= 0:
        speaker = _speaker(reading, spots, now)
        if speaker is not None:
            barred.add(speaker)
    scores: dict[int, float] = {}
    title = reading.headline[now]
    best_in: dict[tuple[int, int], float] = {}
    for s in spots:
        there = tokens[s.head].sentence
        if (
            s.head >= i
            or (back := reading.back(there, now, reading.quote[i] >= 0 or reading.quote[s.head] >= 0)) > REACH
            or s.group in barred
            or not _may_be(reading, groups, gender, s, wanted)
        ):
            continue
        if reading.headline[there] and not title:
            continue
        weight = PART_WEIGHT[s.part] * FADE**back
        if (reading.quote[s.head] >= 0) != (reading.quote[i] >= 0):
            weight *= OTHER_SIDE if reading.quote[s.head] >= 0 else 1.0
        if s.group < 0:
            weight *= NAMELESS
        at = (s.group, there)
        best_in[at] = max(best_in.get(at, 0.0), weight)
    for (group, _), weight in best_in.items():
        scores[group] = scores.get(group, 0.0) + weight
    for group, extra in _hints(reading, spots, i, owner, reflexive):
        if group in barred:
            continue
        if group in scores:
            scores[group] += extra
        elif extra == FIRST_WORDS and _fits(groups, gender, group, wanted):
            scores[group] = extra
    for group in scores:
        if group >= 0 and gender[group] == wanted:
            scores[group] += SAME_GENDER
    ranked = sorted(scores, key=lambda k: (-scores[k], k))
    if not ranked or ranked[0] < 0 or scores[ranked[0]] < ENOUGH:
        return None
    if len(ranked) > 1 and scores[ranked[0]] < LEAD * scores[ranked[1]]:
        return None
    return ranked[0]


def _fits(groups: Sequence[Group], gender: Sequence[str], group: int, wanted: str) -> bool:
    return group >= 0 and groups[group].kind == "person" and gender[group] in (wanted, "-")


def _may_be(reading: Reading, groups: Sequence[Group], gender: Sequence[str], s: Spot, wanted: str) -> bool:
    if s.group >= 0:
        return _fits(groups, gender, s.group, wanted)
    noun = fold(reading.tokens[s.last - 1].lemma)
    return (kin().get(noun) or roles().get(noun, ("-",))[0]) in (wanted, "-")


def _barred(reading: Reading, spots: Sequence[Spot], i: int, owner: bool, reflexive: bool) -> set[int]:
    """Groups that syntax rules out: co-arguments of the verb, partners in a coordination, what the pronoun owns."""
    tokens = reading.tokens
    found: set[int] = set()
    if reflexive:
        return found
    if owner:
        noun = tokens[i].head
        inside = set(reading.parse.subtree(noun)) if tokens[noun].pos in {"NOUN", "PROPN"} else set()
        found.update(s.group for s in spots if s.head in inside and s.head > i)
        found.update(s.group for s in spots if s.head == noun)
        return found
    verb = _own_clause(reading, i)
    if verb is not None:
        for c in reading.parse.children[verb]:
            arguments = [c]
            if tokens[c].dep in {"prep", "agent", "dative"}:
                arguments = [k for k in reading.parse.children[c] if tokens[k].dep == "pobj"]
            elif tokens[c].dep not in {"nsubj", "nsubjpass", "dobj", "iobj", "dative", "attr"}:
                continue
            found.update(s.group for s in spots for k in arguments if s.head == k and k != i)
    if reading.folded[i] in {"him", "her"}:
        subject = _unsaid_subject(reading, i)
        found.update(s.group for s in spots if s.head == subject)
    for c in (*reading.parse.children[i], tokens[i].head):
        if tokens[c].dep == "conj" or (tokens[i].dep == "conj" and c == tokens[i].head):
            found.update(s.group for s in spots if s.head == c)
    return found


def _unsaid_subject(reading: Reading, i: int) -> int | None:
    """The token that is the subject of an object's clause where none is written: "A wanted him to go" and "A met B to
    help him" have A, "A asked B to help him" has B. An object cannot mean its own subject."""
    tokens, children = reading.tokens, reading.parse.children
    verb = _own_clause(reading, i)
    if verb is None:
        return None
    below: int | None = None
    if tokens[i].dep in {"nsubj", "nsubjpass"}:  # "him to go": the clause above is the one it is an object of
        verb = tokens[verb].head if tokens[verb].head != verb else None
    while verb is not None and tokens[verb].pos in {"VERB", "AUX", "ADP"}:
        subject = _subject_of(reading, verb)
        if below is not None and tokens[below].dep == "xcomp":
            controller = next((c for c in children[verb] if tokens[c].dep in {"dobj", "dative"}), None)
            if controller is not None and controller != i:
                return controller
        if subject is not None:
            return subject if subject != i else None
        if tokens[verb].dep == "relcl" or tokens[verb].head == verb:
            return None
        below, verb = verb, tokens[verb].head
    return None


def _hints(
    reading: Reading, spots: Sequence[Spot], i: int, owner: bool, reflexive: bool
) -> Iterator[tuple[int, float]]:
    """Readings that the construction makes likely, with what each adds."""
    tokens = reading.tokens
    subject_pronoun = tokens[i].dep in {"nsubj", "nsubjpass"}
    own = _own_clause(reading, i) if not owner else None
    first = True
    for verb, subject in _verbs_above(reading, i):
        if verb == own and not reflexive:
            continue  # its own verb's subject is itself or barred
        who = _at(spots, subject)
        if subject is None:
            continue
        if who is None and subject < i and (only := _named_in(reading, spots, subject, i)) is not None:
            yield only, MATRIX_SUBJECT  # "One of Orr’s best answers came when he …"
        if who is not None and reading.quote[subject] == reading.quote[i]:
            before = subject < i
            if not before:
                if all(tokens[k].dep != "ccomp" for k in (i, *_path(reading, i, verb))):
                    yield who, FIRST_WORDS
            elif first and (owner or reflexive or (own is not None and tokens[own].dep == "ccomp")):
                yield who, CLAUSE_SUBJECT
            else:
                yield who, MATRIX_SUBJECT
        first = False
    now = tokens[i].sentence
    earlier = reading.before(now, reading.quote[i] >= 0)
    if (
        earlier >= 0
        and (subject_pronoun or owner)
        and i
        == next(
            (
                t.index
                for t in reading.parse.in_sentence(now)
                if t.pos == "PRON" and reading.folded[t.index] in _PERSONAL
            ),
            -1,
        )
    ):
        before_root = [
            s
            for s in spots
            if tokens[s.head].sentence == earlier
            and s.part == "subject"
            and reading.quote[s.head] == reading.quote[i]
        ]
        main = [s for s in before_root if tokens[tokens[s.head].head].dep == "ROOT"]
        opening = not any(
            tokens[s.head].sentence == now
            and s.head < i
            and s.group >= 0
            and reading.quote[s.head] == reading.quote[i]
            for s in spots
        )
        for s in (main[:1] or before_root[:1]) if opening else ():
            yield s.group, PARALLEL
        verb = tokens[i].head
        if subject_pronoun and tokens[verb].lemma in saying():
            who = _speaker(reading, spots, now - 1)
            others = {s.group for s in main[:1]} - {who, None}  # somebody else has come in since
            if who is not None and not others:
                yield who, SPEAKER_AGAIN


def _named_in(reading: Reading, spots: Sequence[Spot], subject: int, i: int) -> int | None:
    """The one group that stands in a subject which is nobody itself, before token ``i``."""
    inside = {k for k in reading.parse.subtree(subject) if k < i and reading.quote[k] == reading.quote[i]}
    found = {s.group for s in spots if s.head in inside}
    return next(iter(found)) if len(found) == 1 else None


def _path(reading: Reading, i: int, top: int) -> Iterator[int]:
    for k in reading.parse.ancestors(i):
        if k == top:
            return
        yield k


# ---------------------------------------------------------------- it, they


def _neuter(
    reading: Reading, groups: Sequence[Group], spots: Sequence[Spot], i: int, kinds: tuple[str, ...]
) -> int | None:
    """Only the safe: "X and its people", "X has closed its office", "X said it would"."""
    tokens = reading.tokens

    def fit(who: int | None) -> int | None:
        return who if who is not None and who >= 0 and groups[who].kind in kinds else None

    if tokens[i].tag == "PRP$":
        noun = tokens[i].head
        if tokens[noun].dep == "conj" and tokens[noun].head < i:
            return fit(_at(spots, tokens[noun].head))
        for verb, subject in _verbs_above(reading, i):
            if subject is None:
                if _subject_of(reading, verb) is not None:
                    continue  # the pronoun stands in the subject itself: look further up
                return None
            if subject > i or reading.quote[subject] != reading.quote[i]:
                return None
            between = [t for t in tokens[subject + 1 : i] if t.pos in {"PROPN"} and t.index != subject]
            return fit(_at(spots, subject)) if len(between) < 2 else None
        return None
    if tokens[i].dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = tokens[i].head
    children = reading.parse.children[verb]
    if tokens[i].dep == "nsubjpass":
        return None
    expletive = tokens[verb].lemma in {"be", "seem", "appear", "take", "rain"} and any(
        tokens[c].dep in {"ccomp", "xcomp", "advcl", "acl", "csubj"} for c in children
    )
    up = tokens[verb].head
    if expletive or tokens[verb].dep != "ccomp" or tokens[up].lemma not in saying():
        return None
    subject = next((c for c in reading.parse.children[up] if tokens[c].dep == "nsubj"), None)
    if subject is None or subject > i or reading.quote[subject] != reading.quote[i]:
        return None
    return fit(_at(spots, subject))
