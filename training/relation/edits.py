"""A parsed sentence to statements whose relation to it is known, because the edit that made them says so.

Requirement: an edit is done only where the grammar around it is plain; a clumsy sentence is better than a wrong label.
An edit is a tuple of replacements in the sentence's text; edits that do not overlap can be done together.
Known exceptions: a name or number that does not matter to what is claimed is changed all the same, and counts as a
conflict; parser mistakes make some sentences that nobody would write.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from sentence import NAMED, Edit, Knowledge, Replacement, Sentence

from rashomon.lang import entries, table
from rashomon.model import Token

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SMALL = "two three four five six seven eight nine ten eleven twelve".split()
# Under these, dropping or generalising can turn an entailment round.
TURNING = frozenset(
    "not n't n’t no never neither nor none nobody nothing without if unless until whether only few fewer less "
    "little every all each most any than except but".split()
)
TIMES = frozenset("DATE TIME".split())


# ---------------------------------------------------------------- the same, in other words


def concept(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A word becomes another of its concept."""
    for t in s.tokens:
        if t.pos in ("NOUN", "VERB", "ADJ", "ADV") and not t.entity and t.dep not in ("prep", "compound"):
            other = k.other_form(t, k.concepts, draw)
            if other:
                yield (Replacement(t.start, t.end, other),)


def short_name(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A person's full name becomes the last one, titles before it go."""
    for label, start, end in s.names():
        words = s.text[start:end].split()
        if (
            label == "PERSON"
            and len(words) == 2
            and words[-1].isalpha()
            and s.text[end : end + 1] not in "’'"
        ):
            yield (Replacement(start, end, words[-1]),)


def digits(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """Small numbers in words or digits, "percent" and "%"."""
    for t in s.tokens:
        low = t.text.lower()
        if t.pos == "NUM" and low in SMALL:
            yield (Replacement(t.start, t.end, str(SMALL.index(low) + 2)),)
        elif t.pos == "NUM" and t.text.isdigit() and 2 <= int(t.text) <= 12 and t.entity not in TIMES:
            yield (Replacement(t.start, t.end, SMALL[int(t.text) - 2]),)
        elif low == "percent" and s.text[t.start - 2 : t.start - 1].isdigit():
            yield (Replacement(t.start - 1, t.end, "%"),)


def fronted(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A time at the end of the sentence goes to its beginning."""
    for t in s.children[s.root.index]:
        place = s.stretch(t)
        if t.dep in ("prep", "npadvmod") and place and t.index > s.root.index:
            inside = [x for x in s.subtree(t) if x.entity in TIMES]
            if inside and re.fullmatch(r"[.\s]*", s.text[place[1] :]) and s.tokens[0].dep != "punct":
                first = s.tokens[0]
                start = s.text[: first.end] if first.entity or first.text == "I" else first.text.lower()
                moved = s.text[place[0] : place[1]]
                yield (
                    Replacement(0, first.end, f"{moved[0].upper()}{moved[1:]}, {start}"),
                    Replacement(place[0] - 1, place[1], ""),
                )


def passive(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """Somebody did something: it was done by somebody."""
    verb = s.root
    below = s.children[verb.index]
    subject = [t for t in below if t.dep == "nsubj"]
    thing = [t for t in below if t.dep == "dobj"]
    if (
        verb.tag != "VBD"
        or len(subject) != 1
        or len(thing) != 1
        or {t.dep for t in below} & {"aux", "neg", "prt", "dative"}
    ):
        return
    done, one, two = k.forms.get((verb.lemma.lower(), "VBN")), s.stretch(subject[0]), s.stretch(thing[0])
    if not done or not one or not two or subject[0].pos == "PRON" or thing[0].pos == "PRON":
        return
    if s.text[one[1] : verb.start].strip() or s.text[verb.end : two[0]].strip() or one[0] != 0:
        return
    was = "were" if thing[0].tag in ("NNS", "NNPS") else "was"
    who = s.text[: one[1]]
    first = s.tokens[0]
    if not first.entity and first.tag not in ("NNP", "NNPS"):
        who = who[0].lower() + who[1:]
    yield (Replacement(0, two[1], f"{s.text[two[0] : two[1]]} {was} {done} by {who}"),)


def reported(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """ "He said that it rained" and "It rained, he said"."""
    says = {row[0] for row in table("report_verbs") if row[-1] == "say" and "that" in row[1].split()}
    verb = s.root
    if verb.lemma not in says:
        return
    inner = [t for t in s.children[verb.index] if t.dep == "ccomp"]
    subject = [t for t in s.children[verb.index] if t.dep == "nsubj"]
    if len(inner) != 1 or len(subject) != 1:
        return
    what, who = s.stretch(inner[0]), s.stretch(subject[0])
    if (
        not what
        or not who
        or s.text[verb.end : what[0]].strip()
        or who[0] != 0
        or s.text[who[1] : verb.start].strip()
    ):
        return
    if not re.fullmatch(r"[.\s]*", s.text[what[1] :]):
        return
    content = re.sub(r"^that ", "", s.text[what[0] : what[1]]).strip(" ,")
    speaker = s.text[: who[1]]
    if s.tokens[0].tag not in ("NNP", "NNPS", "PRP"):
        speaker = speaker[0].lower() + speaker[1:]
    content = content[:1].upper() + content[1:]
    quoted = (
        f"“{content},” {speaker} {verb.text}."
        if draw.random() < 0.3
        else f"{content}, {speaker} {verb.text}."
    )
    yield (Replacement(0, len(s.text), quoted),)


# ---------------------------------------------------------------- less


def dropped(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A modifier goes."""
    if s.words & TURNING:
        return
    for t in s.tokens:
        place = s.stretch(t)
        if place is None or t.head == t.index:
            continue
        head = s.tokens[t.head]
        start, end = place
        behind = s.text[end : end + 1]
        set_off = s.text[:start].rstrip().endswith(",")
        if set_off:
            start = len(s.text[:start].rstrip()) - 1
            end += behind == ","
        big = end - start > 0.6 * len(s.text)
        if big or any(x.index == s.root.index for x in s.subtree(t)):
            continue
        if t.dep in ("relcl", "appos") or (t.dep in ("advcl", "acl") and set_off):
            if set_off and (behind in ",." or not behind):
                yield (Replacement(start, end, ""),)
        elif t.dep == "amod" and t.text.lower() not in entries("unfit_modifiers") and t.tag in ("JJ", "VBN"):
            if t.text.lower() not in HOLLOW and head.index > t.index and not t.entity:
                yield (Replacement(start, end, ""),)
        elif t.dep == "advmod" and t.tag == "RB" and t.text.lower().endswith("ly") and head.pos == "VERB":
            if t.text.lower() not in entries("hedges"):
                yield (Replacement(start, end, ""),)
        elif t.dep in ("prep", "npadvmod") and head.index == s.root.index and s.root.pos == "VERB":
            if t.index > s.root.index and any(x.entity in ("DATE", "TIME", "GPE") for x in s.subtree(t)):
                yield (Replacement(start, end, ""),)
        elif t.dep == "conj" and head.index == s.root.index and t.pos == "VERB":
            if not any(x.dep in ("nsubj", "aux") for x in s.children[t.index]):
                before = [x for x in s.children[head.index] if x.dep == "cc" and x.index < t.index]
                if len(before) == 1 and before[0].text == "and":
                    yield (Replacement(before[0].start, end, ""),)


# Without these the rest says something else.
HOLLOW = frozenset(
    "alleged suspected former fake false attempted potential possible likely would-be so-called purported failed "
    "proposed planned expected presumed supposed acting old many few several same".split()
)


def at_least(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A number becomes a bound or "several"."""
    if s.words & TURNING:
        return
    for t in s.tokens:
        value = number(t)
        if value and value > 3 and t.dep == "nummod" and t.entity == "CARDINAL" and t.text.isdigit():
            lower = draw.choice(
                [int(value), max(2, int(value) - draw.randint(1, 3)), max(2, int(value * 0.8))]
            )
            yield (Replacement(t.start, t.end, draw.choice([f"at least {lower}", "several"])),)


# ---------------------------------------------------------------- not both


def number(t: Token) -> float | None:
    """What a number token says, if written in digits or as a small word."""
    if t.text.lower() in SMALL:
        return SMALL.index(t.text.lower()) + 2
    return float(t.text.replace(",", "")) if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", t.text) else None


def other_number(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A number, year, weekday or month becomes another."""
    for t in s.tokens:
        if t.text in DAYS or (t.text in MONTHS and t.entity in TIMES):
            row = DAYS if t.text in DAYS else MONTHS
            yield (Replacement(t.start, t.end, draw.choice([x for x in row if x != t.text])),)
            continue
        value = number(t)
        if value is None or t.pos != "NUM":
            continue
        if t.text.lower() in SMALL:
            yield (Replacement(t.start, t.end, draw.choice([w for w in SMALL if w != t.text.lower()])),)
        elif re.fullmatch(r"(?:19|20)\d\d", t.text):
            yield (Replacement(t.start, t.end, str(int(value) + draw.choice([-5, -3, -2, -1, 1, 2, 3]))),)
        elif value >= 2:
            places = len(t.text.partition(".")[2])
            new = value * draw.choice([0.3, 0.5, 1.4, 1.8, 2.5]) + draw.choice([1, 2, 3])
            shown = f"{new:,.{places}f}" if "," in t.text else f"{new:.{places}f}"
            if shown != t.text:
                yield (Replacement(t.start, t.end, shown),)


def other_name(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A name becomes another of its kind."""
    for label, start, end in s.names():
        old = s.text[start:end]
        choices = k.names.get(label, ())
        if choices and label in NAMED:
            new = draw.choice(choices)
            if not set(new.lower().split()) & set(old.lower().split()):
                yield (Replacement(start, end, new),)


def opposite(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """A word becomes one that cannot be true of the same thing."""
    for t in s.tokens:
        if (
            t.pos in ("VERB", "ADJ", "ADV", "NOUN")
            and not t.entity
            and t.dep not in ("acl", "prep", "compound")
        ):
            other = k.other_form(t, k.opposites, draw)
            if other:
                yield (Replacement(t.start, t.end, other),)


def negated(s: Sentence, k: Knowledge, draw: random.Random) -> Iterator[Edit]:
    """The main verb is denied, or no longer denied."""
    below = s.children[s.root.index]
    subject = [t for t in below if t.dep in ("nsubj", "nsubjpass")]
    denied = [t for t in below if t.dep == "neg"]
    if denied:
        t = denied[0]
        if t.text == "not":
            yield (Replacement(t.start - 1, t.end, ""),)
        return
    helping = [t for t in below if t.dep in ("aux", "auxpass") and t.tag != "TO"]
    if not subject or subject[0].index > s.root.index:
        return
    if helping:
        t = helping[0]
        short = t.text.lower() in ("is", "was", "were", "has", "have", "had", "are", "would", "could")
        new = f"{t.text}n't" if short and draw.random() < 0.4 else f"{t.text} not"
        if t.text not in ("'s", "’s", "'d", "’d", "'ll", "’ll", "'ve", "’ve", "'re", "’re"):
            yield (Replacement(t.start, t.end, new),)
    elif s.root.lemma == "be":
        yield (Replacement(s.root.start, s.root.end, f"{s.root.text} not"),)
    elif s.root.tag in ("VBD", "VBZ", "VBP"):
        base = k.forms.get((s.root.lemma.lower(), "VB"))
        do = {"VBD": "did", "VBZ": "does", "VBP": "do"}[s.root.tag]
        never = s.root.tag == "VBD" and draw.random() < 0.2
        if base:
            yield (
                Replacement(
                    s.root.start, s.root.end, f"never {s.root.text}" if never else f"{do} not {base}"
                ),
            )


Maker = Callable[[Sentence, Knowledge, random.Random], Iterator[Edit]]
SAME: tuple[Maker, ...] = (concept, short_name, digits, fronted, passive, reported)
LESS: tuple[Maker, ...] = (dropped, at_least)
CONFLICT: tuple[Maker, ...] = (other_number, other_name, opposite, negated)
