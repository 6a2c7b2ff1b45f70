"""Whose speech a verb reports: its subject, the one it shares, or the one the parser lost.

The verbs that report, with the constructions they take, are data (``lang/en/report_verbs.txt``).
"""

from __future__ import annotations

from functools import lru_cache

from rashomon.lang import entries, table
from rashomon.model import Parse, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
_BREAKS = frozenset({",", "–", "—", "--"})
_INSIDE = frozenset({"conj", "acomp", "xcomp", "attr", "dobj", "prep", "pobj", "advcl"})
_ABOUT = frozenset({"about", "after", "against", "at", "of", "on", "over", "to"})
_TALKING = frozenset({"speak", "talk"})
QUOTE_MARKS = frozenset("“”\"‘’'«»") | {"``", "''"}


@lru_cache(maxsize=None)
def verbs(language: str = "en") -> dict[str, tuple[frozenset[str], str]]:
    """Lemma of a reporting verb -> the constructions it takes, and its class: say, think or show."""
    return {row[0]: (frozenset(row[1].split()), row[2]) for row in table("report_verbs", language)}


def is_verb(token: Token) -> bool:
    return token.tag.startswith("VB") and token.pos in {"VERB", "AUX", "NOUN", "PROPN"}


def subject(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """The head token of who does what ``verb`` says: its subject, or the one it shares with the verb above."""
    tokens = parse.tokens
    for child in parse.children[verb]:
        if tokens[child].dep in SUBJECTS:
            if tokens[child].text.lower() == "it" and _small_clause(parse, verb) and depth < 4:
                return subject(parse, tokens[verb].head, depth + 1)
            return child
    for child in parse.children[verb]:
        if tokens[child].dep in {"nsubjpass", "csubjpass"}:
            return _agent(parse, verb)
    token = tokens[verb]
    if token.tag == "VBN" and (agent := _agent(parse, verb)) is not None:
        return agent  # "as first reported by the Herald"
    if depth > 4 or token.head == verb:
        return None
    before = tokens[verb - 1] if verb else token
    if token.tag in {"VBD", "VBZ", "VBP"} and before.entity == "PERSON" and before.sentence == token.sentence:
        if before.head != verb and depth == 0:
            return before.index  # the parser has lost it: "… needs two votes and Ida Brandl said …"
    head = tokens[token.head]
    if token.tag == "VBG" and token.dep != "acl" and _spoken_of(parse, before) and before.head < verb:
        return before.index  # "pushed back on a report claiming", whatever the parser gives it to
    if (who := _who_before(parse, verb)) is not None:
        return who
    if token.dep == "conj":
        above = reporting_above(parse, verb)
        return _nearest(parse, token.head, depth) if above is None else subject(parse, above, depth + 1)
    if token.dep == "pcomp" and head.dep in {"prep", "mark"}:
        for above in parse.ancestors(token.head):  # "in addition to calling for …, she …"
            if tokens[above].tag.startswith("VB"):
                return _nearest(parse, above, depth)
            if tokens[above].dep in SUBJECTS:
                return above  # "Ida Brandl, in addition to calling for …, said"
            if tokens[above].dep not in {"prep", "pobj", "pcomp"} or any(
                tokens[c].dep == "poss" for c in parse.children[above]
            ):
                break
        return None
    if token.dep == "advcl" and (above := reporting_above(parse, verb)) is not None:
        return subject(parse, above, depth + 1)
    if token.tag == "VBG" and before.text in _BREAKS and (clause := _clause_of(parse, verb)) is not None:
        return subject(parse, clause, depth + 1)
    if token.dep in {"xcomp", "advcl", "ccomp"} and head.tag.startswith("VB"):
        if token.dep == "ccomp" and token.tag not in {"VBG", "VB"}:
            return None
        if token.tag == "VB" and token.dep == "xcomp":  # "led her to declare"
            objects = [
                c for c in parse.children[head.index] if tokens[c].dep == "dobj" and head.index < c < verb
            ]
            if objects and head.lemma.lower() not in entries("means_verbs"):
                return objects[0]
        return _nearest(parse, head.index, depth)
    if token.dep == "acl" and token.tag == "VBD" and before.text in _BREAKS:
        clause = next((a for a in parse.ancestors(verb) if tokens[a].tag.startswith("VB")), None)
        return (
            None if clause is None else subject(parse, clause, depth + 1)
        )  # the main verb, taken for a participle
    if token.dep == "acl" and token.tag in {"VBG", "VB"}:
        if head.dep == "dobj" and any(head.lemma.lower() == row[0] for row in table("acts")):
            return subject(parse, head.head, depth + 1)  # "she issued a statement saying"
        return head.index
    return None


def is_document(token: Token) -> bool:
    """Whether a noun is for something written or recorded."""
    return token.pos == "NOUN" and token.lemma.lower() in entries("documents")


def _spoken_of(parse: Parse, noun: Token) -> bool:
    """Whether a document is what a clause is about, and not what its subject speaks in ("replied with an ad saying")."""
    return is_document(noun) and noun.dep == "pobj" and parse.tokens[noun.head].text.lower() in _ABOUT


def _who_before(parse: Parse, verb: int) -> int | None:
    """The "who" whose clause ends right before a participle of saying, if no verb before it is of saying or thinking:
    "Ida Brandl met councillors who oppose the plan, **saying** …"."""
    tokens = parse.tokens
    token = tokens[verb]
    known = verbs().get(token.lemma.lower())
    if token.tag != "VBG" or token.dep != "advcl" or verb < 2 or tokens[verb - 1].text != ",":
        return None
    if known is None or known[1] != "say":
        return None
    for i in range(verb - 2, token.head, -1):
        if tokens[i].dep == "relcl" and max(parse.subtree(i)) == verb - 2:
            above = range(token.head, min(parse.subtree(i)))
            if any(tokens[k].lemma.lower() in {*verbs(), *_TALKING} for k in above if is_verb(tokens[k])):
                return None
            return next(
                (c for c in parse.children[i] if tokens[c].dep == "nsubj" and tokens[c].tag == "WP"), None
            )
    return None


def _clause_of(parse: Parse, verb: int) -> int | None:
    """The verb to which a participle behind a comma belongs that the parser gave to a thing before the comma: "Ida Brandl
    dismissed the remarks, **saying** …", "… made remarks that drew fire, **saying** …"."""
    tokens = parse.tokens
    noun = tokens[verb].head
    if tokens[verb].dep == "advcl" and tokens[noun].dep == "relcl":
        if not any(tokens[c].tag == "WDT" for c in parse.children[noun]):
            return None
        noun = tokens[noun].head
    elif tokens[verb].dep != "acl":
        return None
    if tokens[noun].pos != "NOUN" or tokens[noun].dep not in {"dobj", "pobj"}:
        return None
    return next((a for a in parse.ancestors(noun) if tokens[a].tag.startswith("VB")), None)


def _agent(parse: Parse, verb: int) -> int | None:
    """Who a passive says does it."""
    for by in parse.children[verb]:
        if parse.tokens[by].dep == "agent":
            return next((c for c in parse.children[by] if parse.tokens[c].dep == "pobj"), None)
    return None


def _small_clause(parse: Parse, verb: int) -> bool:
    """ "(would like) it known": a participle without auxiliary below another verb."""
    tokens = parse.tokens
    token = tokens[verb]
    return (
        token.tag == "VBN"
        and token.dep in {"ccomp", "xcomp"}
        and not any(tokens[c].dep in {"aux", "auxpass"} for c in parse.children[verb])
    )


def _introduces(parse: Parse, verb: int) -> bool:
    """Whether a clause or a quotation follows the verb."""
    tokens = parse.tokens
    if any(tokens[c].dep == "ccomp" and c > verb for c in parse.children[verb]):
        return True
    return any(t.text in QUOTE_MARKS for t in tokens[verb + 1 : verb + 4])


def reporting_above(parse: Parse, verb: int) -> int | None:
    """The reporting verb whose subject is meant by a further reporting verb that the parser put inside its content:
    "she said it was early but **added** …", "he said it had failed, **citing** …"."""
    token = parse.tokens[verb]
    entry = verbs().get(token.lemma.lower())
    if (
        entry is None
        or entry[1] != "say"
        or any(parse.tokens[c].dep in SUBJECTS for c in parse.children[verb])
    ):
        return None
    if token.dep not in {"conj", "advcl"} or not is_verb(token):
        return None
    if token.dep == "advcl" and (
        token.tag != "VBG" or verb == 0 or parse.tokens[verb - 1].text not in _BREAKS
    ):
        return None
    at = token.head
    for _ in range(4):
        head = parse.tokens[at]
        if head.dep == "ccomp":
            above = parse.tokens[head.head]
            known = verbs().get(above.lemma.lower())
            if known is None or known[1] != "say" or head.head > verb:
                return None
            if token.dep == "conj" and (above.tag != token.tag or not _introduces(parse, verb)):
                return None
            return above.index
        if head.dep not in _INSIDE or head.head == at:
            return None
        at = head.head
    return None


def _nearest(parse: Parse, verb: int, depth: int) -> int | None:
    """The subject of ``verb``, a passive one too: "he was quoted as saying"."""
    for child in parse.children[verb]:
        if parse.tokens[child].dep == "nsubjpass":
            return child
    return subject(parse, verb, depth + 1)


def antecedent(parse: Parse, source: int) -> int | None:
    """For a relative pronoun, the noun it stands for."""
    if parse.tokens[source].tag not in {"WP", "WDT"}:
        return None
    verb = parse.tokens[source].head
    for above in (verb, *parse.ancestors(verb)):
        if parse.tokens[above].dep in {"relcl", "acl"}:
            return parse.tokens[above].head
    return None
