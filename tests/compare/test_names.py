"""Another name in the same role, and one name in two spellings."""

from __future__ import annotations

import pytest

from compare.builder import Report, drafts, row, story, utterance
from rashomon.compare import bearers, names, spellings
from rashomon.compare.context import Context, Draft
from rashomon.model import EntityKind

OPENED = (
    "{}:PROPN:nsubj:2 opened:VERB:ROOT::open the:DET:det:4 weir:NOUN:dobj:2 near:ADP:prep:2 "
    "{}:PROPN:pobj:5 ~.:PUNCT:punct"
)


def report(id: str, who: str = "Tilda", where: str = "Ulmen", sentence: str = OPENED) -> Report:
    made = Report(id, sentence.format(who, where), outlet={"a1": "Herald", "a2": "Bugle"}[id])
    made.name(who)
    made.name(where, kind="place")
    return made


def found(
    a: Report, b: Report, *, doubtful: bool = False, negated: tuple[bool, bool] = (False, False)
) -> list[Draft]:
    rows = [row(a.claim(negated=negated[0]), b.claim(negated=negated[1]), score=0.7, doubtful=doubtful)]
    return drafts(names.detect, story(a, b, rows=rows))


def test_another_person() -> None:
    (finding,) = found(report("a1"), report("a2", "Orvin"))
    assert (finding.type, finding.judgement, finding.detector) == ("person", "contradiction", "names@1")
    assert "Herald has Tilda where Bugle has Orvin" in finding.why
    assert [p.article for p in finding.passages] == ["a1", "a2"]


def test_another_place() -> None:
    (finding,) = found(report("a1"), report("a2", where="Varne"))
    assert (finding.type, finding.judgement) == ("place", "contradiction")
    assert "“near”" in finding.why


def bodies(*names: str) -> list[Report]:
    reports = []
    for id, who in zip(("a1", "a2"), names, strict=True):
        made = Report(id, OPENED.format(who, "Ulmen"))
        made.name(who, kind="organisation")
        reports.append(made)
    return reports


def test_another_body() -> None:
    (finding,) = found(*bodies("Ardworks", "Bolcorp"))
    assert finding.type == "name"


def test_a_chamber_is_no_other_body_than_its_parliament() -> None:
    assert found(*bodies("Congress", "Senate")) == []
    assert len(found(*bodies("Congress", "Ardworks"))) == 1


def test_the_same_names_are_nothing() -> None:
    assert found(report("a1"), report("a2")) == []


def test_a_name_spelt_otherwise_in_one_utterance_is_a_rendering() -> None:
    def judged(other: str, *, one_act: bool) -> str | None:
        a, b = report("a1", "Halvik"), report("a2", other)
        said = [r.said(r.text) for r in (a, b)]
        claims = [r.claim(by=q) for r, q in zip((a, b), said, strict=True)]
        both = [utterance(*said)] if one_act else []
        found = drafts(names.detect, story(a, b, rows=[row(*claims)], utterances=both))
        (finding,) = (f for f in found if f.detector == "names@1")
        return finding.judgement

    assert judged("Hallvig", one_act=True) == "translation"
    assert judged("Hallvig", one_act=False) == judged("Tromsey", one_act=True) == "contradiction"


def test_each_outlet_has_its_own_witnesses() -> None:
    a, b = report("a1"), report("a2", "Orvin")
    b.said("the weir", cue="opened", kind="direct")
    assert found(a, b) == []


def test_a_report_that_says_it_of_both_names_contradicts_neither() -> None:
    a = Report("a1", OPENED.format("Tilda", "Ulmen"))
    b = Report("a2", OPENED.format("Tilda", "Ulmen"), OPENED.format("Tilda", "Varne"))
    for made, places in ((a, ("Ulmen",)), (b, ("Ulmen", "Varne"))):
        made.name("Tilda")
        for where in places:
            made.name(where, kind="place")
    mine = a.claim()
    same, further = b.claim(), b.claim(b.text[b.text.index(".") + 2 :])
    assert drafts(names.detect, story(a, b, rows=[row(mine, same, further, score=0.99)])) == []
    (finding,) = drafts(names.detect, story(a, b, rows=[row(mine, further, score=0.99)]))
    assert finding.type == "place"


def test_one_name_as_written_is_no_other_whoever_it_was_taken_for() -> None:
    a, b = Report("a1", OPENED.format("Tilda", "Ulmen")), Report("a2", OPENED.format("Tilda", "Ulmen"))
    a.name("Tilda", whole="Tilda Holm")
    b.name("Tilda", whole="Berit Grahn")
    assert drafts(names.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=0.99)])) == []


def test_a_name_the_preposition_of_which_is_not_in_the_claim_has_no_part_in_it() -> None:
    words = (
        "Hale:PROPN:nsubj:2 questioned:VERB:ROOT the:DET:det:4 study:NOUN:dobj:2 by:ADP:prep:4 Orvin:PROPN:pobj:5 "
        "who:PRON:nsubjpass:9 was:AUX:auxpass:9 dismissed:VERB:relcl:6 by:ADP:agent:9 Tilda:PROPN:pobj:10 "
        "~.:PUNCT:punct"
    )
    a, b = Report("a1", words), Report("a2", words)
    for made in (a, b):
        made.name("Orvin")
        made.name("Tilda")
    short = a.claim("who was dismissed by Tilda", predicate="dismissed")
    long = b.claim("Orvin who was dismissed by Tilda", predicate="dismissed")
    assert drafts(names.detect, story(a, b, rows=[row(short, long, score=0.99)])) == []


def test_names_of_two_kinds_are_not_compared() -> None:
    a, b = Report("a1", OPENED.format("Tilda", "Ulmen")), Report("a2", OPENED.format("Ardworks", "Ulmen"))
    a.name("Tilda")
    b.name("Ardworks", kind="organisation")
    assert found(a, b) == []


def test_where_something_is_there_is_a_place() -> None:
    """One reader may have taken the same kind of name for a body's."""

    def types(kind: EntityKind) -> list[str]:
        made = []
        for id, where, read_as in (("a1", "Ulmen", "place"), ("a2", "Varne", kind)):
            one = Report(id, OPENED.format("it", where))
            one.name(where, kind=read_as)  # type: ignore[arg-type]
            made.append(one)
        return [f.type for f in found(*made)]

    assert types("organisation") == types("place") == ["place"]
    assert types("person") == []


def test_roles_are_not_mixed() -> None:
    """One names who opened it, the other what it is near."""
    a, b = Report("a1", OPENED.format("Tilda", "it")), Report("a2", OPENED.format("she", "Orvin"))
    a.name("Tilda")
    b.name("Orvin")
    assert found(a, b) == []


def test_the_rest_must_agree() -> None:
    other = OPENED.replace("opened:VERB:ROOT::open", "paints:VERB:ROOT::paint").replace("weir", "fence")
    assert found(report("a1"), report("a2", "Orvin", sentence=other)) == []


def test_not_in_doubt_and_not_across_a_negation() -> None:
    assert found(report("a1"), report("a2", "Orvin"), doubtful=True) == []
    assert found(report("a1"), report("a2", "Orvin"), negated=(True, False)) == []


@pytest.mark.parametrize(("kind", "longer"), [("person", "Tilda Marsh"), ("place", "Upper Tilda")])
def test_a_name_inside_the_other(kind: EntityKind, longer: str) -> None:
    first, second = longer.split()
    a = Report("a1", OPENED.format("Tilda", "it"))
    b = Report(
        "a2",
        f"{first}:PROPN:compound:2 " + OPENED.format(second, "it").replace(":2", ":3").replace(":4", ":5"),
    )
    a.name("Tilda", kind=kind)
    b.name(longer, kind=kind)
    assert found(a, b) == []
    other = Report("a2", OPENED.format("Orvin", "it"))
    other.name("Orvin", kind=kind)
    assert len(found(a, other)) == 1


def test_a_place_written_with_the_other() -> None:
    """That one lies in the other is known where a text writes them together."""

    def conflicts(behind: str) -> int:
        a = report("a1")
        b = Report("a2", OPENED.format("Tilda", "Varne"), behind)
        b.name("Tilda")
        b.name("Varne", kind="place")
        b.name("Varne", kind="place", nth=1)
        b.name("Ulmen", kind="place")
        return len(found(a, b))

    assert (
        conflicts(
            "Rain:NOUN:nsubj:2 fell:VERB:ROOT in:ADP:prep:2 Ulmen:PROPN:pobj:3 ~,:PUNCT:punct Varne:PROPN:appos:4"
        )
        == 0
    )
    assert (
        conflicts(
            "Rain:NOUN:nsubj:2 fell:VERB:ROOT in:ADP:prep:2 Ulmen:PROPN:pobj:3 and:CCONJ:cc:4 Varne:PROPN:conj:4"
        )
        == 1
    )


SPELT = "{}:PROPN:compound:2 {}:PROPN:nsubj:3 sailed:VERB:ROOT ~.:PUNCT:punct {}:X:dep {}:X:dep"


def spelt(left: tuple[str, ...], right: tuple[str, ...], *, kind: EntityKind = "person") -> list[Draft]:
    """Two reports that give one entity these names, the first in a claim."""
    made = []
    for id, forms in (("a1", left), ("a2", right)):
        words = [w for name in forms for w in name.split()]
        one = Report(id, SPELT.format(*[*words, "~;", "~;"][:4]), outlet={"a1": "Herald", "a2": "Bugle"}[id])
        for name in forms:
            one.name(name, whole="Jon Halvik", kind=kind)
        made.append(one)
    claims = [m.claim(f"{forms[0]} sailed") for m, forms in zip(made, (left, right), strict=True)]
    return list(spellings.detect(Context(story(*made, rows=[row(*claims)]))))


def test_one_person_in_two_spellings() -> None:
    (finding,) = spelt(("Jon Halvik",), ("Jon Hallwick",))
    assert (finding.kind, finding.type, finding.judgement, finding.row) == (
        "conflict",
        "person",
        "contradiction",
        0,
    )
    assert finding.why.startswith("Herald spells the name “Jon Halvik”, Bugle “Jon Hallwick”")
    assert [(p.start, p.end) for p in finding.passages] == [(0, 10), (0, 12)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Jon Halvik",), ("Jon Halvik",)),  # one spelling
        (("Jon Halvik",), ("JON HALVIK",)),  # case alone
        (("Jon Halvik",), ("Jón Halvik",)),  # accents alone
        (("Jon Halvik",), ("Jon Tromsey",)),  # nothing alike
        (("Jon Halvik",), ("Ion Hallwick",)),  # two words differ
        (("Tobin Halvik",), ("Tobias Halvik",)),  # it may be a short form
        (("Jon Halvik", "Jon Hallwick"), ("Jon Hallwick",)),  # the first knows both
    ],
)
def test_no_other_spelling(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert spelt(left, right) == []


def test_spellings_of_persons_only() -> None:
    assert spelt(("Jon Halvik",), ("Jon Hallwick",), kind="organisation") == []


def test_a_name_of_its_own_in_what_is_known_to_be_one_thing() -> None:
    def judged(score: float) -> list[Draft]:
        other = "Guards:NOUN:nsubj:2 saw:VERB:ROOT::see {}:PROPN:nsubj:4 opening:VERB:ccomp:2:open doors:NOUN:dobj:4"
        a = Report("a1", OPENED.format("Tilda", "Ulmen"), outlet="Herald")
        b = Report("a2", other.format("Orvin"), outlet="Bugle")
        a.name("Tilda")
        b.name("Orvin")
        claims = a.claim(), b.claim(b.text, predicate="saw")
        return drafts(names.detect, story(a, b, rows=[row(*claims, score=score)]))

    (finding,) = judged(0.995)
    assert (finding.type, finding.judgement) == ("person", "contradiction")
    assert "neither has the other's name" in finding.why
    assert judged(0.7) == []


def in_one_thing(left: str, right: str, named: dict[str, EntityKind], *, score: float = 0.995) -> list[Draft]:
    """What comes of two claims that are known to tell one thing."""
    a, b = Report("a1", left, outlet="Herald"), Report("a2", right, outlet="Bugle")
    for name, kind in named.items():
        for report in (a, b):
            if name in report.text:
                report.name(name, kind=kind)
    return drafts(names.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=score)]))


def test_two_subjects_of_one_thing_that_shares_a_name() -> None:
    left = "Tilda:PROPN:nsubj:2 scolded:VERB:ROOT::scold {}:PROPN:dobj:2"
    right = "Orvin:PROPN:nsubj:2 argued:VERB:ROOT::argue with:ADP:prep:2 Maro:PROPN:pobj:3"
    named: dict[str, EntityKind] = {"Tilda": "person", "Orvin": "person", "Maro": "person", "Bex": "person"}
    (finding,) = in_one_thing(left.format("Maro"), right, named)
    assert (finding.type, finding.judgement) == ("person", "contradiction")
    assert in_one_thing(left.format("Bex"), right, named) == []
    assert in_one_thing(left.format("Maro"), right, named, score=0.7) == []
    whole = (
        "Orvin:PROPN:compound:2 Hale:PROPN:nsubj:3 argued:VERB:ROOT::argue with:ADP:prep:3 Maro:PROPN:pobj:4"
    )
    misread: dict[str, EntityKind] = {"Tilda": "place", "Orvin Hale": "person", "Maro": "person"}
    (guessed,) = in_one_thing(left.format("Maro"), whole, misread)
    assert guessed.type == "person"


def test_places_that_may_hold_each_other_are_no_conflict() -> None:
    sure = (
        "Guards:NOUN:nsubj:2 went:VERB:ROOT::go in:ADP:prep:2 {}:PROPN:pobj:3 {}:ADV:advmod:2 {}:ADV:advmod:2"
    )

    def strayed(one: str, other: str) -> int:
        left, right = sure.format(one, "early", "gladly"), sure.format(other, "late", "sadly")
        named: dict[str, EntityKind] = {one: "place", other: "place"}
        return len(in_one_thing(left.replace("Guards", "Troops"), right.replace("went", "Went"), named))

    assert strayed("Kenya", "Peru") == strayed("Ohio", "Iowa") == strayed("Ohio", "Peru") == 1
    assert strayed("Ulmen", "Peru") == strayed("Cleveland", "Ohio") == 0


def test_what_parents_are_called_is_no_name() -> None:
    a, b = Report("a1", "Mama:PROPN:ROOT"), Report("a2", "Dad:PROPN:ROOT")
    both = Context(story(a, b))
    assert bearers.differing_names(both, "a1", a.parse.tokens, "a2", b.parse.tokens) is None
    c, d = Report("a1", "Tilda:PROPN:ROOT"), Report("a2", "Orvin:PROPN:ROOT")
    assert (
        bearers.differing_names(Context(story(c, d)), "a1", c.parse.tokens, "a2", d.parse.tokens) is not None
    )


def test_in_one_thing_the_one_person_left_on_either_side_is_another() -> None:
    thanked = (
        "It:PRON:nsubj:2 {0}:VERB:ROOT::{0} the:DET:det:4 work:NOUN:dobj:2 of:ADP:prep:4 {1}:PROPN:pobj:5"
    )

    def conflicts(other: str, *, score: float = 0.995) -> int:
        a = Report("a1", thanked.format("praise", "Tilda"))
        b = Report("a2", thanked.format("hail", other))
        a.name("Tilda", whole="Tilda Holm")
        b.name(other, whole=f"{other} Grahn" if other != "Tilda" else "Tilda Holm")
        claims = a.claim(), b.claim()
        return sum(
            d.type == "person" for d in drafts(names.detect, story(a, b, rows=[row(*claims, score=score)]))
        )

    assert conflicts("Orvin") == 1
    assert conflicts("Tilda") == 0
    assert conflicts("Orvin", score=0.7) == 0  # not known to be one thing


def test_in_one_thing_the_people_of_another_place() -> None:
    crew = "{}:ADJ:amod:2 divers:NOUN:nsubj:3 {}:VERB:ROOT the:DET:det:5 {}:NOUN:dobj:3"
    left = crew.format("Danish", "raised", "wreck")
    (finding,) = in_one_thing(left, crew.format("Peruvian", "lifted", "ship"), {})
    assert (finding.type, finding.judgement) == ("place", "contradiction")
    assert in_one_thing(left, crew.format("European", "lifted", "ship"), {}) == []
    assert in_one_thing(left, crew.format("Peruvian", "lifted", "ship"), {}, score=0.7) == []


def test_in_one_thing_two_of_one_title() -> None:
    told = "{0}:PROPN:compound:2 {1}:PROPN:nsubj:3 told:VERB:ROOT::tell {2}:PROPN:dobj:3"
    named: dict[str, EntityKind] = dict.fromkeys(("Tilda", "Orvin", "Maro", "Bex"), "person")
    left = told.format("Senator", "Tilda", "Maro")
    right = "It:PRON:nsubj:2 came:VERB:ROOT::come from:ADP:prep:2 {0}:PROPN:compound:5 Orvin:PROPN:pobj:3 to:ADP:prep:2 Bex:PROPN:pobj:6"
    (finding,) = in_one_thing(left, right.format("Senator"), named)
    assert "has Tilda where Bugle has Orvin" in finding.why
    assert in_one_thing(left, right.format("Judge"), named) == []


def test_in_one_thing_a_body_is_another_only_if_one_is_told_of_elsewhere_in_both() -> None:
    plan = "{0}:PROPN:nsubj:2 {1}:VERB:ROOT::{1} it:PRON:dobj:2"
    sent = "It:PRON:nsubj:2 went:VERB:ROOT::go to:ADP:prep:2 {0}:PROPN:pobj:3"

    def conflicts(*more: str) -> int:
        a, b = (
            Report("a1", plan.format("Ardworks", "filed"), *more),
            Report("a2", sent.format("Bolcorp"), *more),
        )
        a.name("Ardworks", kind="organisation")
        b.name("Bolcorp", kind="organisation")
        if more:
            a.name("Bolcorp", kind="organisation")
            b.name("Bolcorp", kind="organisation", nth=1)
        return len(drafts(names.detect, story(a, b, rows=[row(a.claim(), b.claim(), score=0.995)])))

    assert conflicts() == 0
    assert conflicts(plan.format("Bolcorp", "lost")) == 1


def test_in_one_thing_who_did_it_may_stand_in_a_relative_clause() -> None:
    left = (
        "the:DET:det:2 ire:NOUN:ROOT of:ADP:prep:2 Tilda:PROPN:pobj:3 who:PRON:nsubj:6::WP sued:VERB:relcl:4:sue "
        "Maro:PROPN:dobj:6"
    )
    right = "Orvin:PROPN:nsubj:2 sued:VERB:ROOT::sue Bex:PROPN:dobj:2"
    named: dict[str, EntityKind] = dict.fromkeys(("Tilda", "Orvin", "Maro", "Bex"), "person")
    (finding,) = in_one_thing(left, right, named)
    assert "has Tilda where Bugle has Orvin" in finding.why


def test_in_one_thing_the_name_that_one_list_has_for_another() -> None:
    listed = "{0}:PROPN:nsubj:4 and:CCONJ:cc:1 {1}:PROPN:conj:1 {2}:VERB:ROOT::{2}"
    named: dict[str, EntityKind] = {"Ardworks": "organisation", "Bolcorp": "organisation", "Cendry": "place"}
    (finding,) = in_one_thing(
        listed.format("Ardworks", "Bolcorp", "agree"), listed.format("Cendry", "Ardworks", "consent"), named
    )
    assert (finding.type, finding.judgement) == ("name", "contradiction")
    assert "has Bolcorp where Bugle has Cendry" in finding.why
    alone = "{0}:PROPN:nsubj:2 consented:VERB:ROOT::consent"
    assert in_one_thing(listed.format("Ardworks", "Bolcorp", "agree"), alone.format("Ardworks"), named) == []


def test_in_one_thing_who_is_told_of_without_a_verb() -> None:
    told = "{0}:PROPN:ROOT:0 ,:PUNCT:punct:1 a:DET:det:4 {1}:NOUN:appos:1 of:ADP:prep:4 {2}:PROPN:pobj:5"
    named: dict[str, EntityKind] = dict.fromkeys(("Tilda", "Orvin", "Maro", "Bex"), "person")
    (finding,) = in_one_thing(
        told.format("Tilda", "friend", "Maro"), told.format("Orvin", "helper", "Bex"), named
    )
    assert "has Tilda where Bugle has Orvin" in finding.why


def test_in_one_thing_the_place_that_another_lies_in() -> None:
    held = (
        "It:PRON:nsubj:2 {2}:VERB:ROOT::{2} in:ADP:prep:2 {0}:PROPN:pobj:3 ,:PUNCT:punct:4 {1}:PROPN:appos:4"
    )
    named: dict[str, EntityKind] = {
        "Orlund": "place",
        "Texas": "place",
        "Ohio": "place",
        "Cleveland": "place",
    }
    other = "Ohio:PROPN:nsubj:2 hosted:VERB:ROOT::host it:PRON:dobj:2"
    (finding,) = in_one_thing(held.format("Orlund", "Texas", "met"), other, named)
    assert (finding.type, finding.judgement) == ("place", "contradiction")
    assert in_one_thing(held.format("Orlund", "Ohio", "met"), other, named) == []


def test_in_one_thing_a_name_read_wrongly_is_read_again() -> None:
    met = "It:PRON:nsubj:2 {1}:VERB:ROOT::{1} near:ADP:prep:2 {0}:PROPN:pobj:3"
    named: dict[str, EntityKind] = {"Cleveland": "organisation", "Adelaide": "place"}
    (finding,) = in_one_thing(met.format("Cleveland", "met"), met.format("Adelaide", "gathered"), named)
    assert finding.type == "place"


def test_in_one_thing_the_code_of_a_state() -> None:
    told = "Tilda:PROPN:nsubj:2 {1}:VERB:ROOT::{1} it:PRON:dobj:2 (:PUNCT:punct:5 {0}:PROPN:appos:1 ):PUNCT:punct:5"
    named: dict[str, EntityKind] = {"Tilda": "person", "Ohio": "place", "Iowa": "place"}
    right = "Tilda:PROPN:nsubj:4 of:ADP:prep:1 {0}:PROPN:pobj:2 posted:VERB:ROOT::post it:PRON:dobj:4"
    (finding,) = in_one_thing(told.format("R-Ohio", "shared"), right.format("Iowa"), named)
    assert (finding.type, finding.judgement) == ("place", "contradiction")
    assert in_one_thing(told.format("R-Ohio", "shared"), right.format("Ohio"), named) == []
