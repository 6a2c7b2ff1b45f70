"""The smallest assertions worth comparing: clauses, appositions, relative clauses, events named by a noun.

Requirement: a claim stands wholly inside one report of speech or wholly outside every one; the act of reporting is a
claim of its own, in the voice of whoever reports it.
Requirement: what stands in a restrictive clause ("the sanctions the West imposed") belongs to its host.
Known exception: a headline parses badly; a clause that the parser hangs wrongly is cut wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.lang import entries
from rashomon.model import Article, Attribution, Block, Claim, ClaimRole, Parse, Span, Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# A clause hung on a verb by one of these asserts something of its own.
CLAUSES = frozenset({"ccomp", "advcl", "parataxis"})
# A clause hung on a noun by one of these does so only when it is set off by a mark.
ADNOMINAL = frozenset({"relcl", "acl", "appos"})
SET_OFF = frozenset({",", "–", "—", "--", "-", "(", ":"})
# Left and right edges that carry no part of the assertion.
EDGE = frozenset({"PUNCT", "SPACE", "CCONJ"})
PAIRS = {")": "(", "]": "[", "”": "“", "’": "‘", "»": "«"}
# Fewer words than this assert nothing that could be compared ("He did.", "Yes."): measured by reading, not tuned.
MIN_WORDS = 3
# An event named by a noun needs a participant, a place or a date: these dependents count.
PARTICIPANTS = frozenset({"poss", "prep", "nmod", "npadvmod", "compound", "amod", "agent"})


def find(article: Article, parse: Parse, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """Claims of one article in text order, ids "c1", "c2", …"""
    told = tuple(a for a in attributions if _asserts(parse, a))
    owner = _owners(parse, told)
    heads = sorted(_heads(parse, owner))
    parts = _whole(parse, _parts(parse, heads, owner), owner)
    by_id = {a.id: a for a in told}
    found: list[tuple[tuple[Span, ...], int, str | None]] = []
    seen: set[tuple[Span, ...]] = set()
    for head, tokens in parts.items():
        if not any(parse.tokens[i].pos in VERBAL for i in tokens if i == head):
            tokens = _with_host(parse, head, tokens, owner)
        else:
            tokens = _with_subject(parse, head, tokens, owner)
        spans = _spans(parse, tokens, article.text)
        if spans and _worth(parse, tokens) and spans not in seen:
            seen.add(spans)
            found.append((spans, head, owner[head]))
    found.extend(_unclaimed_contents(parse, told, found, article.text))
    found.extend(_events(parse, owner, {h for _, h, _ in found}, article.text, seen))
    found.sort(key=lambda f: (f[0][0].start, f[0][-1].end, f[1]))
    denied = {a.id for a in told if _denies(parse, a)}
    claims = []
    for number, (spans, head, attribution) in enumerate(found, start=1):
        claims.append(
            Claim(
                id=f"c{number}",
                article=article.id,
                spans=spans,
                voice="attributed" if attribution in by_id else "outlet",
                attribution=attribution,
                negated=negated(parse, head, spans) != (attribution in denied),
                hedged=hedged(parse, head, spans),
                role=_role(article.blocks, spans[0].start),
                predicate=head,
                sentence=parse.tokens[head].sentence,
            )
        )
    return tuple(claims)


def _asserts(parse: Parse, attribution: Attribution) -> bool:
    """Whether a content asserts something by itself: a quotation, or a clause with a subject and a tense. "Opposed the
    deal", "vowed to stay", "ordered the locks to be shut" are what the outlet tells of somebody, not cut in two."""
    if attribution.kind != "indirect":
        return True
    inside = {t.index for piece in attribution.content for t in parse.within(piece.start, piece.end)}
    return any(
        parse.tokens[i].pos in VERBAL and _has_subject(parse, i) and not _infinitive(parse, parse.tokens[i])
        for i in inside
        if parse.tokens[i].head == i or parse.tokens[i].head not in inside
    )


def _owners(parse: Parse, attributions: Sequence[Attribution]) -> list[str | None]:
    """For each token the innermost attribution in whose content it stands."""
    owner: list[str | None] = [None] * len(parse.tokens)
    size = [1 << 60] * len(parse.tokens)
    for attribution in attributions:
        extent = sum(len(s) for s in attribution.content)
        for piece in attribution.content:
            for token in parse.within(piece.start, piece.end):
                if extent < size[token.index]:
                    owner[token.index], size[token.index] = attribution.id, extent
    return owner


def _set_off(parse: Parse, index: int) -> bool:
    """Whether a mark stands right before the phrase that ``index`` heads."""
    first = parse.subtree(index)[0]
    return first > 0 and parse.tokens[first - 1].text in SET_OFF


def _heads(parse: Parse, owner: Sequence[str | None]) -> set[int]:
    """Indexes of the tokens that head a claim."""
    heads: set[int] = set()
    waiting: list[Token] = []
    for token in parse.tokens:
        head = parse.tokens[token.head]
        if token.head == token.index:
            heads.add(token.index)
        elif owner[token.index] != owner[token.head]:
            if token.pos in VERBAL or token.dep in CLAUSES:
                heads.add(token.index)  # the top of a reported content, or of the clause that reports it
        elif token.dep == "conj":
            waiting.append(token)
        elif token.dep in CLAUSES and token.pos in VERBAL and not _infinitive(parse, token):
            if not (token.dep == "ccomp" and head.dep == "xcomp"):
                heads.add(token.index)
        elif token.dep in ADNOMINAL and _set_off(parse, token.index) and not _same_place(token, head):
            if token.dep != "appos" or _says_something(parse, token):
                heads.add(token.index)
    for token in waiting:
        if token.pos in VERBAL and (token.head in heads or _has_subject(parse, token.index)):
            heads.add(token.index)
    return heads


def _says_something(parse: Parse, token: Token) -> bool:
    """An apposition of more than a label: not "(L)", not a party and state ("D-Ohio", "R-Calif.")."""
    phrase = [parse.tokens[i] for i in parse.subtree(token.index)]
    words = [t for t in phrase if t.pos != "PUNCT"]
    written = "".join(t.text for t in phrase).lstrip("([")  # the parser's tokenizer may cut at the hyphen
    party = written[:1].isupper() and written[1:2] == "-" and written[2:3].isupper()
    label = token.text[:1].isupper() and token.text[1:2] == "."
    return token.pos in NOMINAL and len(words) > 1 and not (party or label)


def _infinitive(parse: Parse, token: Token) -> bool:
    """A purpose or complement without a tense of its own ("to stay in power"): part of its host."""
    around = [parse.tokens[c] for c in parse.children[token.index]]
    if any(t.tag == "TO" for t in around):
        return True
    return token.tag == "VB" and not any(t.dep in SUBJECTS or t.tag == "MD" for t in around)


def _same_place(token: Token, head: Token) -> bool:
    """ "Springfield, Ohio" is one place, and no assertion about another."""
    places = {"GPE", "LOC", "FAC"}
    return token.dep == "appos" and token.entity in places and head.entity in places


def _has_subject(parse: Parse, index: int) -> bool:
    return any(parse.tokens[c].dep in SUBJECTS for c in parse.children[index])


def _parts(parse: Parse, heads: Sequence[int], owner: Sequence[str | None]) -> dict[int, list[int]]:
    """Every token goes to the nearest head above it, if both stand in the same report of speech."""
    is_head = set(heads)
    nearest: dict[int, int] = {}

    def up(index: int) -> int:
        path = []
        i = index
        while i not in is_head and i not in nearest:
            path.append(i)
            if parse.tokens[i].head == i:
                break
            i = parse.tokens[i].head
        top = nearest.get(i, i)
        for p in path:
            nearest[p] = top
        return top

    parts: dict[int, list[int]] = {h: [] for h in heads}
    for token in parse.tokens:
        head = token.index if token.index in is_head else up(token.index)
        if head in parts and owner[head] == owner[token.index]:
            parts[head].append(token.index)
    return parts


def _whole(
    parse: Parse, parts: Mapping[int, Sequence[int]], owner: Sequence[str | None]
) -> dict[int, list[int]]:
    """The parts in order, with what a verb is complemented by or set under put back when alone it says too little to
    be compared: "nobody knows | what is happening", "if we lose | there should be no deal"."""
    kept = {head: list(tokens) for head, tokens in parts.items()}
    for head in sorted(parts, key=lambda h: -sum(1 for _ in parse.ancestors(h))):
        token = parse.tokens[head]
        if token.dep not in {"ccomp", "advcl"} or _worth(parse, kept[head]):
            continue
        host = next((a for a in parse.ancestors(head) if a in kept), None)
        if host is not None and owner[host] == owner[head]:
            kept[host] = sorted({*kept[host], *kept.pop(head)})
    return kept


def _phrase(parse: Parse, index: int, owner: Sequence[str | None]) -> list[int]:
    """A noun with its determiners and modifiers to the left, and what they hold."""
    tokens = [index]
    for child in parse.children[index]:
        if child < index and parse.tokens[child].dep not in {"relcl", "appos", "conj", "cc", "punct", "prep"}:
            tokens.extend(parse.subtree(child))
        elif parse.tokens[child].dep == "case":
            tokens.append(child)
    return [i for i in tokens if owner[i] == owner[index]]


def _with_subject(parse: Parse, head: int, tokens: list[int], owner: Sequence[str | None]) -> list[int]:
    """A verb without its own subject borrows the one of the clause it is coordinated with or hangs on."""
    token = parse.tokens[head]
    if token.dep in ADNOMINAL and owner[token.head] == owner[head]:
        if parse.tokens[token.head].entity in {"DATE", "TIME"}:
            return tokens  # "in 1990, when …": the clause says nothing of the year itself
        return tokens + [i for i in _phrase(parse, token.head, owner) if i not in tokens]
    if _has_subject(parse, head) or token.dep not in {"conj", "advcl", "xcomp"}:
        return tokens
    for ancestor in parse.ancestors(head):
        subjects = [c for c in parse.children[ancestor] if parse.tokens[c].dep in SUBJECTS]
        if subjects:
            if owner[subjects[0]] == owner[head]:
                return tokens + [i for i in _phrase(parse, subjects[0], owner) if i not in tokens]
            return tokens
    return tokens


def _with_host(parse: Parse, head: int, tokens: list[int], owner: Sequence[str | None]) -> list[int]:
    """An apposition asserts something of the noun it stands by, so that noun belongs to it."""
    token = parse.tokens[head]
    if token.dep not in ADNOMINAL or owner[token.head] != owner[head]:
        return tokens
    return tokens + [i for i in _phrase(parse, token.head, owner) if i not in tokens]


def _spans(parse: Parse, tokens: Iterable[int], text: str) -> tuple[Span, ...]:
    """Runs of neighbouring tokens, trimmed of marks and conjunctions at both ends."""
    indexes = sorted(set(tokens))
    runs: list[list[int]] = []
    for i in indexes:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans: list[Span] = []
    for run in runs:
        while run and (parse.tokens[run[0]].pos in EDGE or _that(parse.tokens[run[0]])):
            run.pop(0)
        while run and parse.tokens[run[-1]].pos in EDGE and not _closes(parse, run):
            run.pop()
        if run and any(text[parse.tokens[i].start].isalnum() for i in run):
            spans.append(Span(parse.tokens[run[0]].start, parse.tokens[run[-1]].end))
    return tuple(spans)


def _closes(parse: Parse, run: Sequence[int]) -> bool:
    """Whether the last mark of a run closes what the run itself opens: "(L)", "‘the people’"."""
    opener = PAIRS.get(parse.tokens[run[-1]].text)
    return opener is not None and any(parse.tokens[i].text == opener for i in run[1:-1])


def _that(token: Token) -> bool:
    return token.dep == "mark" and token.text.casefold() == "that"


def _worth(parse: Parse, tokens: Iterable[int]) -> bool:
    """Whether there is enough in it to compare: words, and one with a meaning of its own."""
    words = [parse.tokens[i] for i in tokens if parse.tokens[i].pos not in {"PUNCT", "SPACE", "SYM"}]
    content = [t for t in words if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    return len(words) >= MIN_WORDS and len(content) >= 2


def _unclaimed_contents(
    parse: Parse,
    attributions: Sequence[Attribution],
    found: Sequence[tuple[tuple[Span, ...], int, str | None]],
    text: str,
) -> list[tuple[tuple[Span, ...], int, str | None]]:
    """A reported content in which no clause was found ("accused X of …") is one claim as it stands."""
    claimed = {attribution for _, _, attribution in found}
    rest: list[tuple[tuple[Span, ...], int, str | None]] = []
    for attribution in attributions:
        if attribution.id in claimed:
            continue
        tokens = [t.index for piece in attribution.content for t in parse.within(piece.start, piece.end)]
        tops = [i for i in tokens if parse.tokens[i].head not in tokens or parse.tokens[i].head == i]
        spans = _spans(parse, tokens, text)
        words = [parse.tokens[i] for i in tokens if parse.tokens[i].pos not in EDGE]
        if tops and spans and len(words) >= 2 and any(w.pos in NOMINAL or w.pos == "ADJ" for w in words):
            best = max(tops, key=lambda i: (parse.tokens[i].pos in VERBAL, len(parse.subtree(i)), -i))
            rest.append((spans, best, attribution.id))
    return rest


def _events(
    parse: Parse,
    owner: Sequence[str | None],
    heads: set[int],
    text: str,
    seen: set[tuple[Span, ...]],
) -> list[tuple[tuple[Span, ...], int, str | None]]:
    """Happenings named by a noun with a participant, a place or a date of their own."""
    nouns = entries("event_nouns")
    rest: list[tuple[tuple[Span, ...], int, str | None]] = []
    for token in parse.tokens:
        if token.pos != "NOUN" or token.lemma.casefold() not in nouns or token.index in heads:
            continue
        kept = [token.index]
        own = False
        for child in parse.children[token.index]:
            dep = parse.tokens[child].dep
            if dep in {"poss", "prep", "nmod", "npadvmod", "agent"}:
                own = True
            if dep in PARTICIPANTS or dep == "det":
                kept.extend(parse.subtree(child))
        following = parse.tokens[max(kept) + 1 : max(kept) + 2]
        if following and following[0].entity == "DATE" and following[0].dep == "npadvmod":
            kept.append(
                following[0].index
            )  # "his visit to the coast today": the parser hangs the day on the verb
        tokens = [i for i in kept if owner[i] == owner[token.index]]
        spans = _spans(parse, tokens, text)
        if own and len(spans) == 1 and _worth(parse, tokens) and spans not in seen:
            seen.add(spans)
            rest.append((spans, token.index, owner[token.index]))
    return rest


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(s.start <= token.start < s.end for s in spans)


def _near(parse: Parse, head: int) -> Iterable[Token]:
    """The predicate, its dependents and theirs, and the verbs it complements: where a negation or hedge bears on it."""
    yield parse.tokens[head]
    for child in parse.children[head]:
        token = parse.tokens[child]
        yield token
        if token.dep in {"xcomp", "acomp", "attr", "prep", "dobj", "nsubj", "nsubjpass", "advmod", "aux"}:
            for grandchild in parse.children[child]:
                yield parse.tokens[grandchild]


def negated(parse: Parse, head: int, spans: Sequence[Span]) -> bool:
    """Whether what a predicate asserts, in these spans, is that it is not so."""
    words = entries("negations")
    negations = [
        t
        for t in _near(parse, head)
        if (t.dep == "neg" or t.text.casefold() in words)
        and _inside(t, spans)
        and not (_not_only(parse, t) or _number(parse, t))
    ]
    return len(negations) % 2 == 1


def _denies(parse: Parse, attribution: Attribution) -> bool:
    """ "He denied that the dam was unsafe" says that it was not."""
    verbs = entries("denials")
    cues = [t for c in attribution.cue for t in parse.within(c.start, c.end)]
    return attribution.kind == "indirect" and any(t.lemma.casefold() in verbs for t in cues)


def _not_only(parse: Parse, token: Token) -> bool:
    after = parse.tokens[token.index + 1 : token.index + 2]
    return bool(after) and after[0].text.casefold() in {"only", "just", "merely"}


def _number(parse: Parse, token: Token) -> bool:
    """ "No. 2" counts, and denies nothing."""
    if token.text.casefold() not in {"no", "no."}:
        return False
    after = parse.tokens[token.index + 1 : token.index + 3]
    figure = after[1:] if token.text.casefold() == "no" and after and after[0].text == "." else after[:1]
    return any(t.text[:1].isdigit() for t in figure) and token.text[:1] == "N"


def hedged(parse: Parse, head: int, spans: Sequence[Span]) -> bool:
    """Whether what a predicate asserts, in these spans, is less than certain."""
    words = entries("hedges")
    return any(
        (t.lemma.casefold() in words or (t.text.casefold() in words and not _active(parse, t)))
        and _inside(t, spans)
        for t in _near(parse, head)
    )


def _active(parse: Parse, token: Token) -> bool:
    """Whether a word is a verb with a subject that acts: "the paper reported it" is no "reported"."""
    return token.pos == "VERB" and any(parse.tokens[c].dep == "nsubj" for c in parse.children[token.index])


def _role(blocks: Sequence[Block], start: int) -> ClaimRole:
    for block in blocks:
        if block.start <= start < block.end:
            if block.role == "title":
                return "title"
            if block.role == "caption":
                return "caption"
    return "body"
