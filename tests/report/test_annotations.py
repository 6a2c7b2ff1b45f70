"""Web Annotations: an independent reader of the standard's selectors lands on the same words."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import factory
from rashomon.model import Attribution, Comparison, Span
from rashomon.report import annotations
from report import sample

# Required and allowed keys, by hand from https://www.w3.org/TR/annotation-model/ (sections 3 to 5).
KEYS: dict[str, tuple[set[str], set[str]]] = {
    "AnnotationCollection": (
        {"@context", "id", "type", "label", "total", "first"},
        {"generator", "created", "last"},
    ),
    "AnnotationPage": ({"id", "type", "items"}, {"startIndex", "partOf", "next", "prev"}),
    "Annotation": ({"id", "type", "target"}, {"body", "motivation", "created", "creator", "generator"}),
    "TextualBody": ({"type", "value"}, {"purpose", "format", "language"}),
    "SpecificResource": ({"type", "source"}, {"selector", "scope", "state"}),
    "Text": ({"id", "type"}, {"format", "language", "via"}),
    "TextPositionSelector": ({"type", "start", "end"}, set()),
    "TextQuoteSelector": ({"type", "exact"}, {"prefix", "suffix"}),
    "Software": ({"type"}, {"id", "name", "homepage"}),
}
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}

# Astral letters, a letter of two code points, a picture of five, and words that stand in several places.
WIDE = (
    "𝒯he ferry 🛳️ sank, Zoe\u0308 Marsh said. “No 👩‍👩‍👧 was lost,” the mate said. "
    "“No 👩‍👩‍👧 was lost,” the cook said, and the mate wept 𝒶t the cafe\u0301."
)


def wide() -> Comparison:
    """Attributions whose words stand after astral and combining characters, in places that repeat."""
    a = factory.article(WIDE, id="w1")
    quote = "No 👩‍👩‍👧 was lost,"
    said = [
        (factory.span(WIDE, "The ferry 🛳️ sank".replace("T", "𝒯")), factory.span(WIDE, "Zoe\u0308 Marsh")),
        (factory.span(WIDE, quote), factory.span(WIDE, "the mate")),
        (factory.span(WIDE, quote, 1), factory.span(WIDE, "the cook")),
        (factory.span(WIDE, "said", 1), factory.span(WIDE, "the mate", 1)),
        (factory.span(WIDE, "cafe\u0301"), factory.span(WIDE, "the mate", 1)),
    ]
    base = factory.comparison()
    return replace(
        base,
        articles=(a, replace(base.articles[1], text=WIDE, sha256=a.sha256)),
        entities=(),
        attributions=tuple(
            Attribution(f"q{n}", "w1", "direct", (words,), (), factory.Source(who, None), (), None)
            for n, (words, who) in enumerate(said)
        ),
        utterances=(), copies=(), claims=(), dates=(), quantities=(), points=(), findings=(), absences=(),
        voices=(), sourcing=(), timeline=(), briefing=(),
    )  # fmt: skip


def read(text: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(text)["first"]["items"]
    return items


def by_position(text: str, selector: dict[str, Any]) -> tuple[int, int]:
    """What the standard says of TextPositionSelector, over UTF-32 and not by the library's own spans."""
    units = text.encode("utf-32-le")
    start, end = selector["start"], selector["end"]
    before, words = units[: 4 * start].decode("utf-32-le"), units[4 * start : 4 * end].decode("utf-32-le")
    return len(before), len(before) + len(words)


def by_quote(text: str, selector: dict[str, Any]) -> list[tuple[int, int]]:
    """Every place a TextQuoteSelector chooses, overlapping ones as well."""
    before, exact, after = (re.escape(selector.get(k, "")) for k in ("prefix", "exact", "suffix"))
    found = re.finditer(f"(?={before}({exact}){after})", text)
    return [m.span(1) for m in found]


def test_both_selectors_land_on_the_same_words_of_the_text() -> None:
    for c in (factory.comparison(), sample.three(), sample.hostile(), wide()):
        texts = {a.id: a.text for a in c.articles}
        items = read(annotations.render(c))
        assert items
        for item in items:
            for target in item["target"]:
                text = texts[target["source"]["id"].rsplit("?id=", 1)[1]]
                position, quote = target["selector"]
                place = by_position(text, position)
                assert by_quote(text, quote) == [place]
                assert text[slice(*place)] == quote["exact"]


def test_offsets_are_code_points_and_land_on_the_attributed_words() -> None:
    c = wide()
    units = WIDE.encode("utf-16-le")
    for item, q in zip(read(annotations.render(c)), c.attributions, strict=True):
        position = item["target"][0]["selector"][0]
        assert Span(position["start"], position["end"]) == q.content[0]
        said = q.content[0].of(WIDE)
        # counted in UTF-16, as a careless writer would, the same numbers are other words
        assert units[2 * position["start"] : 2 * position["end"]] != said.encode("utf-16-le")


def test_context_is_never_cut_within_a_character() -> None:
    for c in (wide(), sample.hostile(), sample.three()):
        texts = {a.id: a.text for a in c.articles}
        for item in read(annotations.render(c)):
            for target in item["target"]:
                text = texts[target["source"]["id"].rsplit("?id=", 1)[1]]
                position, quote = target["selector"]
                low = position["start"] - len(quote.get("prefix", ""))
                high = position["end"] + len(quote.get("suffix", ""))
                assert low in (0, position["start"]) or text[low].isspace()
                assert high in (len(text), position["end"]) or text[high].isspace()
    first = read(annotations.render(wide()))[-1]["target"][0]["selector"][1]
    assert not unicodedata.combining(first["suffix"][0])


@given(st.text(st.sampled_from("ab 👩\u0301\n"), min_size=1, max_size=12), st.integers(1, 30), st.data())
def test_a_quotation_is_found_in_one_place_only(piece: str, times: int, data: st.DataObject) -> None:
    text = piece * times
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert by_quote(text, annotations._quote(text, Span(start, end))) == [(start, end)]


def test_words_that_repeat_get_as_much_context_as_tells_them_apart() -> None:
    text = "At noon. " + "The mate said no. " * 20 + "At night."
    place = factory.span(text, "said no", 9)
    quote = annotations._quote(text, place)
    assert by_quote(text, quote) == [(place.start, place.end)]
    assert len(quote["prefix"]) > annotations.AROUND


def test_every_object_has_the_keys_of_the_standard() -> None:
    def check(value: object) -> None:
        if isinstance(value, list):
            for item in value:
                check(item)
        elif isinstance(value, dict):
            required, allowed = KEYS[value["type"]]
            assert required <= set(value) <= required | allowed, value
            met.add(value["type"])
            for item in value.values():
                check(item)

    met: set[str] = set()
    document = json.loads(annotations.render(sample.three()))
    check(document)
    assert met == set(KEYS)
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = document["first"]["items"]
    assert document["total"] == len(items) == len({i["id"] for i in items})
    assert {i["motivation"] for i in items} <= MOTIVATIONS
    assert {b["purpose"] for i in items for b in i["body"]} <= MOTIVATIONS
    addresses = [document["id"], document["first"]["id"], *(i["id"] for i in items)]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", a) for a in addresses)


def test_what_is_said_of_a_passage_and_where_it_came_from() -> None:
    c = factory.comparison()
    c = replace(c, articles=(replace(c.articles[0], url="https://bote.example/1"), c.articles[1]))
    tagged = [
        ({b["value"] for b in i["body"] if b["purpose"] == "tagging"}, i) for i in read(annotations.render(c))
    ]
    kinds = ("attribution", "claim", "finding", "briefing")
    assert [sum(kind in tags for tags, _ in tagged) for kind in kinds] == [2, 6, 2, 2]
    (conflict,) = (i for tags, i in tagged if {"finding", "number", "estimates"} <= tags)
    assert conflict["body"][0]["value"] == "12 bolts against at least 30."
    left, right = conflict["target"]
    assert [t["selector"][1]["exact"] for t in (left, right)] == ["12 bolts", "at least 30 bolts"]
    assert (left["source"]["via"], right["source"].get("via")) == ("https://bote.example/1", None)
    digest = left["source"]["id"].removeprefix("ni:///sha-256;").partition("?")[0]
    assert base64.urlsafe_b64decode(digest + "=").hex() == c.articles[0].sha256


def test_two_reports_of_one_text_stay_two() -> None:
    c = wide()
    second = replace(c.attributions[0], id="q9", article=c.articles[1].id)
    items = read(annotations.render(replace(c, attributions=(c.attributions[0], second))))
    assert len({i["target"][0]["source"]["id"] for i in items}) == 2


def test_the_same_comparison_gives_the_same_text() -> None:
    assert annotations.render(sample.three()) == annotations.render(sample.three())
    other = replace(sample.three(), tool="rashomon 9")
    assert read(annotations.render(other))[0]["id"] != read(annotations.render(sample.three()))[0]["id"]
