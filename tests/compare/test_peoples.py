"""Places by the words for their people."""

from __future__ import annotations

from compare.builder import Report, row, story
from rashomon.compare.context import Context
from rashomon.compare.peoples import place_of


def test_the_people_and_the_place_are_one() -> None:
    a = Report("a1", "Danish:ADJ:amod:2 divers:NOUN:ROOT left:VERB:acl:2 Denmark:PROPN:dobj:3")
    a.name("Denmark", kind="place")
    b = Report("a2", "Peruvian:ADJ:amod:2 divers:NOUN:ROOT")
    context = Context(story(a, b, rows=[row(a.claim(), b.claim())]))
    people, place = (place_of(context, "a1", a.parse.tokens[n]) for n in (0, 3))
    assert people is not None
    assert people == place
    assert [m.start for m in people.mentions] == [19, 0]
    other = place_of(context, "a2", b.parse.tokens[0])
    assert other is not None
    assert (other.kind, other.name) == ("place", "Peru")
    assert place_of(context, "a1", a.parse.tokens[1]) is None


def test_inside_a_name_it_is_none() -> None:
    a = Report("a1", "Danish:PROPN:compound:2 Divers:PROPN:ROOT")
    a.name("Danish Divers", kind="organisation")
    context = Context(story(a, rows=[]))
    assert place_of(context, "a1", a.parse.tokens[0]) is None
