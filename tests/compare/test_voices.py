"""Who is heard, in how many words."""

from __future__ import annotations

from compare.builder import Report, story
from rashomon.compare import compare
from rashomon.model import Share, Sourcing, VoiceRow

LINE = "Orvin said “ the weir leaks badly ” and that Tilda told him “ run ” twice , witnesses said ."


def report(id: str = "a1") -> Report:
    return Report(id, " ".join(f"{w}:X:dep" for w in LINE.split()))


def rows(*reports: Report) -> list[VoiceRow]:
    return list(compare(story(*reports, Report("a9", "Rain:X:dep fell:X:dep"))).voices)


def test_words_inside_and_outside_the_marks() -> None:
    a = report()
    a.said("the weir leaks badly", "that Tilda told him", by=a.name("Orvin", whole="Orvin Pell"),
           kind="mixed", quoted=["the weir leaks badly"])  # fmt: skip
    (row,) = rows(a)
    at = round(a.span("the weir").start / len(a.text), 4)
    assert row == VoiceRow("e1", "Orvin Pell", "named", (("a1", Share(4, 4, 1, at, None)),))


def test_a_direct_quotation_is_direct_and_an_indirect_one_is_not() -> None:
    a = report()
    who = a.name("Orvin")
    a.said("the weir leaks badly", by=who, kind="direct")
    a.said("that Tilda told him", by=who, kind="indirect")
    (row,) = rows(a)
    at = round(a.span("the weir").start / len(a.text), 4)
    assert row.by_article == (("a1", Share(4, 4, 2, at, None)),)


def test_what_is_within_counts_for_its_own_speaker() -> None:
    a = report()
    outer = a.said("that Tilda told him “ run ” twice", by=a.name("Orvin"))
    a.said("run", by=a.name("Tilda"), kind="direct", within=outer)
    counted = {r.name: (r.by_article[0][1].direct_words, r.by_article[0][1].indirect_words) for r in rows(a)}
    assert counted == {"Orvin": (0, 5), "Tilda": (1, 0)}


def test_sources_without_an_entity_go_by_their_words() -> None:
    a, b = report("a1"), report("a2")
    for one in (a, b):
        one.said("that Tilda told him", source="witnesses")
    (row,) = rows(a, b)
    assert (row.entity, row.name, [article for article, _ in row.by_article]) == (
        None,
        "witnesses",
        ["a1", "a2"],
    )


def test_nobody_named_is_no_row() -> None:
    a = report()
    a.said("the weir leaks badly")
    assert rows(a) == []


def test_one_row_a_speaker_most_words_first() -> None:
    a, b = report("a1"), report("a2")
    a.said("run", by=a.name("Tilda"))
    for one in (a, b):
        one.said("the weir leaks badly", by=one.name("Orvin"))
    b.said("the weir", source="witnesses")
    assert [(r.name, [x for x, _ in r.by_article]) for r in rows(a, b)] == [
        ("Orvin", ["a1", "a2"]),
        ("witnesses", ["a2"]),
        ("Tilda", ["a1"]),
    ]


PLAIN = (
    "Two:NUM:nummod:2:two:CD guards:NOUN:nsubj:3:guard:NNS said:VERB:ROOT the:DET:det:5 weir:NOUN:nsubj:6 "
    "leaks:VERB:ccomp:3 ,:PUNCT:punct a:DET:det:9 source:NOUN:nsubj:10:source:NN added:VERB:conj:3 "
    "rain:NOUN:dobj:10 and:CCONJ they:PRON:nsubj:14:they:PRP warned:VERB:conj:3 of:ADP floods:NOUN:pobj:15"
)


def test_sources_without_a_name_keep_the_words_of_the_text_and_are_counted() -> None:
    a = Report("a1", PLAIN)
    a.said("the weir leaks", source="Two guards")
    a.said("rain", source="a source")
    a.said("of floods", source="they")
    alignment = story(a, Report("a9", "The:DET:det:2 source:NOUN:nsubj:3 said:VERB:ROOT no:X:dobj:3"))
    judged = compare(alignment)
    assert [(r.name, r.kind, r.entity) for r in judged.voices] == [
        ("Two guards", "anonymous", None),
        ("a source", "anonymous", None),
    ]
    assert judged.sourcing == (
        Sourcing("a1", 2, 0, 2, 1.0, 6, 0, 4),
        Sourcing("a9", 0, 0, 0, None, 0, 0, 0),
        Sourcing(None, 2, 0, 2, 1.0, 6, 0, 4),
    )


def test_a_source_and_the_source_are_one() -> None:
    a = Report("a1", PLAIN)
    b = Report("a2", "The:DET:det:2 source:NOUN:nsubj:3 said:VERB:ROOT no:X:dobj:3")
    a.said("rain", source="a source")
    b.said("no", source="The source")
    (row,) = rows(a, b)
    assert (row.name, row.kind, [article for article, _ in row.by_article]) == (
        "a source",
        "anonymous",
        ["a1", "a2"],
    )


def test_the_role_is_the_articles_own() -> None:
    line = "Inspector:PROPN:compound:2 Orvin:PROPN:nsubj:3 said:VERB:ROOT no:X:dobj:3"
    a, b = (
        Report("a1", line),
        Report("a2", line.removeprefix("Inspector:PROPN:compound:2 ").replace(":3", ":2")),
    )
    for one in (a, b):
        one.said("no", by=one.name("Orvin"))
    (row,) = rows(a, b)
    assert [s.role for _, s in row.by_article] == [a.span("Inspector"), None]
