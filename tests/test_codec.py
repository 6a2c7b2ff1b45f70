"""The published JSON: its shape, its schema, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

import factory
from rashomon import codec
from rashomon.errors import InputError
from rashomon.model import Annotated, Comparison, Parse, Quantity, Span


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return factory.comparison()


@pytest.fixture(scope="module")
def document(comparison: Comparison) -> dict[str, Any]:
    return json.loads(comparison.to_json())


def test_top_level_fields_stand_in_the_published_order(document: dict[str, Any]) -> None:
    assert list(document) == [
        "format", "version", "tool", "articles", "entities", "attributions", "utterances", "copies", "claims", "dates",
        "quantities", "points", "findings", "absences", "voices", "sourcing", "timeline", "briefing", "dropped", "settings", "proposals",
    ]  # fmt: skip
    assert (document["format"], document["version"]) == ("rashomon.comparison", 1)


def test_rows_have_exactly_the_published_fields(document: dict[str, Any]) -> None:
    fields = {name: list(document[name][0]) for name in document if isinstance(document[name], list)}
    assert fields == {
        "articles": [
            "id",
            "outlet",
            "title",
            "authors",
            "url",
            "published",
            "published_precision",
            "language",
            "text",
            "sha256",
            "blocks",
            "origin",
            "based_on",
            "corrections",
        ],
        "entities": ["id", "kind", "name", "mentions"],
        "attributions": ["id", "article", "kind", "content", "cue", "source", "chain", "within"],
        "utterances": ["id", "versions", "score", "differences"],
        "copies": ["shares", "passages"],
        "claims": ["id", "article", "spans", "voice", "attribution", "negated", "hedged", "role"],
        "dates": ["id", "article", "span", "type", "value", "earliest", "latest", "anchor", "why"],
        "quantities": ["id", "article", "span", "low", "high", "unit", "unit_normal", "relation", "counted"],
        "points": ["id", "cells", "status", "outlets", "origins", "bonds", "salience"],
        "findings": ["id", "kind", "type", "judgement", "detector", "score", "why", "point", "passages"],
        "absences": ["point", "article", "nearest", "chance_missed"],
        "voices": ["entity", "name", "kind", "by_article"],
        "sourcing": [
            "article",
            "sources",
            "collective",
            "anonymous",
            "anonymous_share",
            "words",
            "collective_words",
            "anonymous_words",
        ],
        "timeline": ["earliest", "latest", "precision", "text", "what", "passages"],
        "briefing": ["text", "operator", "points", "passages"],
        "dropped": ["origin", "stage", "reason"],
        "proposals": ["kind", "text", "points", "claims", "became", "rule", "why"],
    }


def test_spans_pairs_and_numbers_take_their_json_shapes(document: dict[str, Any]) -> None:
    left = document["attributions"][0]
    assert factory.LEFT[slice(*left["content"][0])] == "We are ready to close the old bridge for good,"
    assert document["utterances"][0]["differences"][1]["readings"]["q2"] is None
    assert document["utterances"][0]["score"] == 0.9313  # four decimals
    assert document["points"][0]["cells"] == {"a1": ["c1"], "a2": ["c3"]}
    assert document["settings"]["all"] is True
    assert [document["quantities"][0]["low"], document["quantities"][1]["high"]] == [12, None]


def test_amounts_are_exact_and_open_bounds_null() -> None:
    row = Quantity("n1", "a1", Span(0, 1), 0.00001, float("inf"), None, None, ">", None)
    written = codec.comparison_to_dict(replace(factory.comparison(), quantities=(row,)))["quantities"][0]
    assert (written["low"], written["high"]) == (0.00001, None)


def test_the_same_comparison_gives_the_same_text(comparison: Comparison) -> None:
    text = comparison.to_json()
    assert text == factory.comparison().to_json()
    assert text.endswith("}\n")
    assert "“We are ready" in text  # not escaped
    assert "[130, 176]" in text  # a span on one line


def test_back_and_forth(comparison: Comparison) -> None:
    text = comparison.to_json()
    again = codec.comparison_from_json(text)
    assert again.to_json() == text
    assert again.claims[0].spans == comparison.claims[0].spans
    assert again.points == comparison.points
    assert again.articles == comparison.articles


def test_unknown_fields_are_passed_over(document: dict[str, Any], comparison: Comparison) -> None:
    more = {**document, "later": 1, "points": [{**p, "later": []} for p in document["points"]]}
    assert codec.comparison_from_json(json.dumps(more)).points == comparison.points


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("format",), "x", "not a document of format"),
        (("version",), 9, "version 9"),
        (("articles", 0, "text"), 3, r"comparison.articles\[0\].text: expected str"),
        (("claims", 0, "spans", 0), [5, 5], r"comparison.claims\[0\].spans\[0\]: expected a span"),
        (("claims", 0, "voice"), "mine", "expected outlet or attributed"),
        (("points", 0, "cells"), [], "expected an object"),
        (("dates",), None, "expected a list"),
        (("quantities", 0, "low"), "12", "expected float"),
        (("settings", "width"), [], "expected str or int or float or bool"),
    ],
)
def test_a_document_that_does_not_fit_is_named_at_its_first_place(
    comparison: Comparison, path: tuple[str | int, ...], value: object, message: str
) -> None:
    document: Any = json.loads(comparison.to_json())
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InputError, match=message):
        codec.comparison_from_json(json.dumps(document))


def test_a_missing_field_and_broken_json_are_told() -> None:
    with pytest.raises(InputError, match="'articles' is missing"):
        codec.comparison_from_json('{"format": "rashomon.comparison", "version": 1, "tool": "rashomon 0"}')
    with pytest.raises(InputError, match="not JSON"):
        codec.comparison_from_json("{")


def test_a_line_of_annotate_is_the_article_with_its_layers(comparison: Comparison) -> None:
    c = comparison
    row = codec.annotated_to_dict(
        Annotated(c.articles[0], Parse((), ()), c.entities, c.attributions, c.claims, c.dates, c.quantities)
    )
    assert list(row) == [
        *codec.article_to_dict(c.articles[0]), "entities", "attributions", "claims", "dates", "quantities",
    ]  # fmt: skip
    assert codec.article_from_dict(row) == c.articles[0]
    line = codec.to_line(row)
    assert line.count("\n") == 1
    schema = {**codec.schema(), "$ref": "#/$defs/Annotated"}
    for key in ("properties", "required", "type"):
        del schema[key]
    jsonschema.Draft202012Validator(schema).validate(json.loads(line))


def test_line_separators_and_lone_surrogates_do_not_break_a_line() -> None:
    article = factory.article("one\u2028two\u0085three", origin="bad\udcffname.txt")
    line = codec.to_line(codec.article_to_dict(article))
    assert len(line.splitlines()) == 1
    row = json.loads(line.encode())
    assert (row["text"], row["origin"]) == ("one\u2028two\u0085three", "bad\ufffdname.txt")


def test_schema_is_valid_and_the_document_keeps_it(document: dict[str, Any]) -> None:
    schema = codec.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert schema["$defs"]["Point"]["properties"]["status"] == {
        "enum": ["agreed", "conflict", "single", "unsure"]
    }
    assert "Token" not in schema["$defs"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("articles", 0, "sha256"), "short"),
        (("articles", 0, "blocks", 0, "role"), "footer"),
        (("claims", 0, "spans", 0), [1, 2, 3]),
        (("points", 0, "salience"), 1.2),
        (("findings", 0, "judgement"), None),
        (("findings", 0, "passages"), [{"article": "a1", "start": 0, "end": 4}]),
        (("findings", 1, "judgement"), "update"),
        (("dates", 0, "earliest"), "2031"),
        (("briefing", 0, "points"), []),
    ],
)
def test_schema_refuses(comparison: Comparison, path: tuple[str | int, ...], value: object) -> None:
    document: Any = json.loads(comparison.to_json())
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not jsonschema.Draft202012Validator(codec.schema()).is_valid(document)
