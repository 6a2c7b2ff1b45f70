"""Whole sentences of a report, told as its own: "…, according to A."

Requirement: a sentence is told whole, with every condition, speaker, hedge and denial that the report gives it, or not at
all; what is left out or put in is named by an operator that the words alone can prove (docs/verify.md).
Known exception: a sentence that the parser cut wrongly, where the cut looks like a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.brief.references import HONORIFICS, OURS, Known, dangling, unmatched
from rashomon.brief.story import Story, coloured
from rashomon.lang import entries
from rashomon.model import Annotated, Entity, Mention, Passage, Point, Span, Token

# Words that a sentence of the briefing has, at least and at most: less is a fragment, more is not taken in at a hearing.
FEWEST, MOST = 8, 46
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Verbs that answer what was said before, and those that do with "back".
ANSWERS = frozenset({"respond", "reply", "retort", "counter", "echo"})
RETURNS = frozenset({"hit", "fire", "shoot", "push", "strike"})
# Verbs that say nothing without what was said.
STATING = frozenset({"say", "ask", "tell", "add", "note", "write", "tweet", "state", "explain", "argue", "claim", "issue"})
ROLES = frozenset({"body", "standfirst"})
# Words in whose reach a modifier narrows down what is said: "the first major case" is not the first case.
DENYING = frozenset({"not", "no", "never", "nor", "without", "nobody", "nothing", "none", "neither", "hardly", "cannot"})
NARROWING = frozenset(
    {"first", "second", "third", "last", "next", "only", "no", "any", "every", "each", "all", "few", "fewest"}
)
# A word before a modifier that makes it part of what is said.
WEIGHED = frozenset({"not", "n't", "n’t", "no", "never", "very", "so", "too", "as", "more", "most", "less", "least", "how"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Words [start, end) of the text that give way to others."""

    start: int
    end: int
    to: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one report that can be told: where it stands, what it tells of, how much it is coloured."""

    article: str
    number: int
    span: Span
    tokens: tuple[Token, ...]
    quoted: frozenset[int]
    points: tuple[Point, ...]
    salience: float
    charge: int

    @property
    def passage(self) -> Passage:
        return Passage(self.article, self.span.start, self.span.end)


def sentences(story: Story) -> Iterator[Sentence]:
    """The sentences of all reports that stand as whole ones and tell of a point."""
    of_claim = {c: p for p in story.points for _, ids in p.cells for c in ids}
    for annotated in story.alignment.articles:
        points: dict[int, dict[str, Point]] = {}
        for claim in annotated.claims:
            if claim.role == "body" and (point := of_claim.get(claim.id)):
                points.setdefault(claim.sentence, {})[point.id] = point
        quoted = _quoted(annotated)
        for number, rows in sorted(points.items()):
            made = _sentence(annotated, number, quoted)
            if made is None:
                continue
            span, tokens = made
            yield Sentence(
                annotated.article.id,
                number,
                span,
                tokens,
                frozenset(t.index for t in tokens if t.index in quoted),
                tuple(rows.values()),
                max(p.salience for p in rows.values()),
                sum(coloured(t) for t in tokens if t.index not in quoted and not t.entity),
            )


def _sentence(
    annotated: Annotated, number: int, quoted: frozenset[int]
) -> tuple[Span, tuple[Token, ...]] | None:
    """The sentence with its mark and closing quotation mark, without dateline; None where it is no whole one."""
    text, parse = annotated.article.text, annotated.parse
    tokens = parse.in_sentence(number)
    if not tokens:
        return None
    block = next((b for b in annotated.article.blocks if b.span.contains(tokens[0].span)), None)
    if block is None or block.role not in ROLES:
        return None
    start, end = tokens[0].start, tokens[-1].end
    while end < block.end and text[end] in "”\"’'.":
        end += 1
    words = text[start:end].rstrip()
    end = start + len(words)
    if "\n" in words or unmatched(words) or not _opens(text, block.start, start) or not _closes(words):
        return None
    if tokens[0].index in quoted and text[start] not in "“\"":
        return None  # begins inside a quotation that began before
    if not FEWEST <= len(words.split()) <= MOST or "…" in words or "..." in words or words.startswith("("):
        return None
    outside = [t for t in tokens if t.index not in quoted]
    if any(t.text.casefold() in OURS for t in outside) or "?" in words or "!" in words:
        return None
    if not any(_asserts(parse.children[t.index], parse.tokens, t, quoted) for t in outside):
        return None
    if any(f" {v} " in f" {' '.join(t.text.casefold() for t in outside)} " for v in _verdicts()):
        return None
    if _conditional(parse.children, outside):
        return None
    first = tokens[0]
    if first.pos == "VERB" and first.tag == "VB" or _boilerplate(words) or not _spoken_whole(annotated, tokens, quoted):
        return None
    return Span(start, end), tokens


def _conditional(children: Sequence[Sequence[int]], tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells what would be of something that an earlier one supposes: "Workers would lose …"."""
    by_index = {t.index: t for t in tokens}
    for verb in tokens:
        below = [by_index[c] for c in children[verb.index] if c in by_index]
        if verb.dep != "ROOT" or not any(t.text.casefold() in {"would", "’d", "'d"} for t in below if t.dep == "aux"):
            continue
        subject = next((t for t in below if t.dep in SUBJECTS), None)
        supposed = any(t.dep == "advcl" for t in below)
        if subject is None or subject.pos != "NOUN" or supposed:
            continue
        return not any(by_index[c].dep in {"det", "poss"} for c in children[subject.index] if c in by_index)
    return False


def _boilerplate(words: str) -> bool:
    """Whether a sentence says only that somebody did not answer the reporter."""
    plain = words.casefold()
    return "comment" in plain and any(w in plain for w in ("respond", "declin", "request", "return", "reach"))


def _spoken_whole(annotated: Annotated, tokens: Sequence[Token], quoted: frozenset[int]) -> bool:
    """Whether what is said in a sentence stands in it with whoever says it: no cue without its words, no words
    without their speaker, no speech verb that has nothing said, or that answers another."""
    parse, span = annotated.parse, Span(tokens[0].start, tokens[-1].end)
    for q in annotated.attributions:
        inside = [c for c in q.content if span.overlaps(c)]
        cued = any(span.contains(c) for c in q.cue)
        if cued and not inside:
            return False
        if inside and not cued and q.cue and q.within is None:
            held = sum(min(c.end, span.end) - max(c.start, span.start) for c in inside)
            if 2 * held > len(span):
                return False
    for t in tokens:
        if t.pos != "VERB" or t.dep not in {"ROOT", "conj", "ccomp"}:
            continue
        kinds = {parse.tokens[c].dep for c in parse.children[t.index]}
        lemma = t.lemma.casefold()
        if lemma in entries("answering") and ("ccomp" in kinds or not kinds & {"xcomp", "prep", "prt", "dobj"}):
            return False
        if lemma in ANSWERS or (lemma in RETURNS and any(parse.tokens[c].text.casefold() == "back" for c in parse.children[t.index])):
            return False
        if lemma in {"ask", "tell", "remind"} and t.dep == "ROOT" and not kinds & {"ccomp", "xcomp", "prep"} and not any(
            x.index in quoted for x in tokens
        ):
            return False
        if lemma in STATING and not kinds & {"ccomp", "dobj", "xcomp", "nsubjpass", "advcl", "prt"} and t.dep == "ROOT":
            return False
    return True


def _opens(text: str, block: int, start: int) -> bool:
    """Whether a sentence begins here: with a large letter, a figure or a quotation, behind the end of another."""
    first = text[start:].lstrip("“\"‘'")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    before = text[block:start].rstrip()
    return not before or before.rstrip("”\"’')")[-1:] in {".", "!", "?", ":", "—", "–", "-"}


def _closes(words: str) -> bool:
    bare = words.rstrip("”\"’'")
    return bare.endswith(".") and not bare.endswith("..") and len(words) - len(bare) <= 2


def _asserts(children: Sequence[int], tokens: Sequence[Token], verb: Token, quoted: frozenset[int]) -> bool:
    """Whether a verb outside quotation marks has a tense and a subject outside them."""
    below = [tokens[c] for c in children]
    finite = verb.tag in FINITE or any(t.tag in FINITE for t in below if t.dep in {"aux", "auxpass"})
    return (
        verb.pos in {"VERB", "AUX"}
        and finite
        and verb.dep in {"ROOT", "ccomp", "conj", "parataxis"}
        and any(t.dep in SUBJECTS and t.index not in quoted and not t.tag.startswith("W") for t in below)
    )


def _quoted(annotated: Annotated) -> frozenset[int]:
    """Indexes of the tokens inside double quotation marks, the marks included, paragraph by paragraph."""
    found: set[int] = set()
    text = annotated.article.text
    for block in annotated.article.blocks:
        inside = False
        for t in annotated.parse.within(block.start, block.end):
            mark = t.text if t.text in {"“", "”", '"'} else ""
            if text[t.start : t.end] in {"``", "''"}:
                mark = '"'
            if mark:
                found.add(t.index)
                inside = mark == "“" or (mark == '"' and not inside)
            elif inside:
                found.add(t.index)
    return frozenset(found)


def told(story: Story, sentence: Sentence, known: Known) -> tuple[str, Known] | None:
    """The sentence in words a reader of what is known so far understands, without its full stop, and what is known
    then; None where something stays open."""
    annotated = story.articles[sentence.article]
    edits, replaced, named = _names(story, annotated, sentence, known)
    if edits is None:
        return None
    if dangling(annotated, sentence.tokens, known, story.alignment.entity_of, sentence.quoted, replaced, story.topics):
        return None
    edits = [*edits, *_left_out(annotated, sentence)]
    words = edited(annotated.article.text, sentence.span, edits)
    if words.lstrip("“‘")[:1].islower():
        return None
    nouns = {
        (t.lemma.casefold(), sentence.article, sentence.number) for t in sentence.tokens if t.pos in {"NOUN", "PROPN"}
    }
    return unstopped(words), Known(known.nouns | nouns, known.entities | named)


def edited(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """The words of a span with edits, its double quotation marks in pairs, its first letter large."""
    parts, at = [], span.start
    for edit in sorted(edits, key=lambda e: e.start):
        parts += [text[at : edit.start], edit.to]
        at = edit.end
    words = " ".join("".join([*parts, text[at : span.end]]).split())
    for n in range(words.count('"')):
        words = words.replace('"', "”" if n % 2 else "“", 1)
    return words[0].upper() + words[1:]


def unstopped(words: str) -> str:
    """Without the full stop at the end, which may stand before a closing quotation mark."""
    bare = words.rstrip("”’'")
    return bare.rstrip(".") + words[len(bare) :] if not _short(bare) else bare + words[len(bare) :]


def _short(words: str) -> bool:
    """Whether the full stop belongs to an abbreviation: "the U.S."."""
    last = words.rsplit(" ", 1)[-1].lstrip("(“")
    return last.count(".") > 1 or last.rstrip(".").casefold() in {"jr", "sr", "inc", "corp", "co"}


def _names(
    story: Story, annotated: Annotated, sentence: Sentence, known: Known
) -> tuple[list[Edit] | None, set[int], set[str]]:
    """Names in place of pronouns that need one, and whole names where a person is named first."""
    text, parse = annotated.article.text, annotated.parse
    at = {t.start: t for t in sentence.tokens}
    edits: list[Edit] = []
    replaced, named = set[int](), set[str]()
    rows = sorted(
        ((m, e) for e in annotated.entities for m in e.mentions if m.start in at and m.end <= sentence.span.end),
        key=lambda r: r[0].start,
    )
    for mention, entity in rows:
        token = at[mention.start]
        id = story.alignment.entity_of.get(entity.id, entity.id)
        if entity.kind != "person" or token.index in sentence.quoted:
            if mention.form == "name" and token.index not in sentence.quoted:
                named.add(id)
            continue
        name = story.names.get(entity.id, entity.name)
        if mention.form == "pronoun" and token.text.casefold() in {"he", "she", "his", "her", "him"}:
            if id in named or any(
                m.form == "name" and story.alignment.entity_of.get(e.id, e.id) == id and m.start > mention.start for m, e in rows
            ):
                continue
            if not _certain(annotated, entity, mention) or len(name.split()) < 2:
                return None, replaced, named
            last = name.rsplit(" ", 1)[-1]
            if id in known.entities and any(
                m.form == "name" and m.span.of(story.text(m.article)) == last for m in story.entities[id].mentions
            ):
                name = last
            edits.append(Edit(mention.start, mention.end, f"{name}’s" if token.tag == "PRP$" else name))
            replaced.add(token.index)
            named.add(id)
        elif mention.form == "name" and id in known.entities:
            named.add(id)
        elif mention.form == "name" and id not in named:
            words = mention.span.of(text)
            last = parse.within(mention.start, mention.end)[-1]
            if last.dep in {"compound", "amod", "nmod"} or text[mention.end : mention.end + 1] == "-":
                continue  # "the Marsh administration"
            if " " not in words and words != name and words in name.split():
                start = mention.start
                before = parse.tokens[token.index - 1] if token.index else None
                if before is not None and before.text.casefold() in HONORIFICS and before.start >= sentence.span.start:
                    start = before.start
                edits.append(Edit(start, mention.end, name))
            elif " " not in words and " " not in name and not _titled(parse.tokens, token):
                return None, replaced, named
            named.add(id)
    return edits, replaced, named


def _titled(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a title stands before a name: "President Marsh"."""
    before = tokens[token.index - 1] if token.index else None
    return before is not None and before.pos == "PROPN" and before.text.casefold() not in HONORIFICS


def _certain(annotated: Annotated, entity: Entity, pronoun: Mention) -> bool:
    """Whether whoever a pronoun stands for is the subject of the sentence before, and nobody else is named there or
    before the pronoun."""
    parse = annotated.parse
    token = parse.within(pronoun.start, pronoun.end)[0]
    if token.sentence == 0:
        return False
    before = parse.in_sentence(token.sentence - 1)
    if not before:
        return False
    near = (*before, *(t for t in parse.in_sentence(token.sentence) if t.index < token.index))
    names = {m.start: (m, e) for e in annotated.entities for m in e.mentions if m.form == "name"}
    own = [m.span for m, e in names.values() if e.id == entity.id]
    others = [t for t in near if t.entity == "PERSON" and not any(s.contains(t.span) for s in own)]
    people = {e.id for m, e in names.values() if e.kind == "person" and any(m.start == t.start for t in near)}
    subjects = [t for t in before if t.dep in {"nsubj", "nsubjpass"} and parse.tokens[t.head].dep in {"ROOT", "ccomp"}]
    return (
        not others
        and people == {entity.id}
        and any(s.contains(t.span) for t in subjects for s in own)
    )


def _left_out(annotated: Annotated, sentence: Sentence) -> list[Edit]:
    """A joining word at the beginning, "also", and words that only colour."""
    text, tokens = annotated.article.text, sentence.tokens
    found: list[Edit] = []
    if (end := _joined(text, sentence)) is not None:
        found.append(Edit(sentence.span.start, _past_space(text, end), ""))
    denied = any(
        t.text.casefold() in DENYING or t.text.casefold().endswith(("n't", "n’t")) for t in tokens
    )
    for n, (before, t, after) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        word = t.text.casefold()
        if t.index in sentence.quoted or before.text.casefold() in WEIGHED or after.text in {",", "-", "–"}:
            continue
        plain = word == "also" and before.text.casefold() != "but" and after.pos != "CCONJ"
        near = {x.text.casefold() for x in tokens[max(0, n - 2) : n + 1]}
        free = not denied and not near & NARROWING and not any(x.endswith("est") for x in near)
        if plain or (free and word in entries("ornaments") and _free(t, before, after)):
            found.append(Edit(t.start, _past_space(text, t.end), ""))
    return found


def _joined(text: str, sentence: Sentence) -> int | None:
    """Where the words end that join a sentence to the one before, with their comma."""
    words = sentence.span.of(text)
    plain = words.casefold()
    for joint in sorted(entries("joining"), key=len, reverse=True):
        if plain.startswith(joint):
            rest = words[len(joint) :]
            if rest.startswith(", "):
                return sentence.span.start + len(joint) + 1
            if rest.startswith(" ") and " " not in joint and joint in {"but", "and", "yet", "so", "plus"}:
                return sentence.span.start + len(joint)
    return None


def _free(t: Token, before: Token, after: Token) -> bool:
    """Whether a colouring word stands before what it colours, and "a" or "an" stays right without it."""
    if t.dep not in {"amod", "advmod"} or t.head <= t.index:
        return False
    if before.pos == "CCONJ" or after.pos == "CCONJ" or before.text in {",", "-"}:
        return False
    if before.text.casefold() in {"a", "an"}:
        return (before.text.casefold() == "an") == (after.text[:1].casefold() in "aeiou")
    return True


def _verdicts() -> frozenset[str]:
    return entries("verdicts") | entries("verdict_phrases")


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
