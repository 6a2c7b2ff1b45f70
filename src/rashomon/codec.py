"""The model as JSON and back, and its JSON Schema: one reading of the types of ``rashomon.model`` serves all.

A field is written under its own name in the order of its class. Three shapes differ from the types: a ``Span``
is ``[start, end]``, a tuple of (name, value) pairs is an object, and what the model marks internal is left out.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from rashomon.errors import InputError
from rashomon.model import (
    Annotated,
    Article,
    Attribution,
    Claim,
    Comparison,
    DateMention,
    Entity,
    Parse,
    Quantity,
    Span,
)

FORMAT = "rashomon.comparison"
VERSION = 1  # goes up when a field changes its meaning or goes; a field may be added without

# Scores are written to this many decimals: finer digits differ between machines and mean nothing to a reader.
DECIMALS = 4

T = TypeVar("T")
Json = dict[str, Any]

# Values of the text itself are never rounded.
EXACT = frozenset({(Quantity, "low"), (Quantity, "high")})


_WRITTEN: dict[object, tuple[tuple[Field[Any], Any], ...]] = {}


def _written(kind: type[Any]) -> tuple[tuple[Field[Any], Any], ...]:
    """The published fields of a class with their types, in order; worked out once a class.

    What the model marks internal has a default (a reader of the JSON has to do without it), or is a parse.
    """
    if kind not in _WRITTEN:
        hints = get_type_hints(kind)
        public = (f for f in fields(kind) if f.default is MISSING and hints[f.name] is not Parse)
        _WRITTEN[kind] = tuple((f, hints[f.name]) for f in public)
    return _WRITTEN[kind]


@cache
def _parts(shape: Any) -> tuple[Any, tuple[Any, ...]]:
    """Origin and arguments of a type; looked up once a type."""
    return get_origin(shape), get_args(shape)


@cache
def _is_pairs(shape: Any) -> bool:
    """Whether a type is ``tuple[tuple[str, X], ...]``: an object in JSON."""
    if get_origin(shape) is not tuple:
        return False
    inner = get_args(shape)[0]
    return get_origin(inner) is tuple and len(get_args(inner)) == 2 and get_args(inner)[1] is not Ellipsis


# ---------------------------------------------------------------- write


def _number(value: float, exact: bool) -> int | float | None:
    if not math.isfinite(value):
        return None  # an open bound
    value = value if exact else round(value, DECIMALS)
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def _encode(value: Any, shape: Any, exact: bool = False) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return {
            f.name: _encode(getattr(value, f.name), s, (kind, f.name) in EXACT) for f, s in _written(kind)
        }
    if _is_pairs(shape):
        inner = _parts(_parts(shape)[1][0])[1][1]
        return {name: _encode(item, inner) for name, item in value}
    if isinstance(value, tuple):
        inner = _parts(shape)[1][0]
        return [_encode(item, inner) for item in value]
    if isinstance(value, float):
        return _number(value, exact)
    return value


def article_to_dict(article: Article) -> Json:
    """One ``articles[]`` object: a line of ``rashomon read --jsonl``."""
    return cast(Json, _encode(article, Article))


def annotated_to_dict(annotated: Annotated) -> Json:
    """The article's object with its own entities, attributions, claims, dates and quantities: a line of
    ``rashomon annotate --jsonl``."""
    encoded = cast(Json, _encode(annotated, Annotated))
    return {**encoded.pop("article"), **encoded}


def comparison_to_dict(comparison: Comparison) -> Json:
    """The published object."""
    return {"format": FORMAT, "version": VERSION, **_encode(comparison, Comparison)}


# A span on one line; only outside strings can a bracket be followed by a line break.
_SPAN_LINES = re.compile(r"\[\n\s*(\d+),\n\s*(\d+)\n\s*\]")
# Line separators that some readers split a file at, and lone surrogates of undecodable file names.
_UNSAFE = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def to_line(row: Mapping[str, Any], *, close: bool = False) -> str:
    """One JSON object on one line, with its line feed; ``close`` leaves no blanks between its parts."""
    marks = (",", ":") if close else None
    text = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=marks)
    return _UNSAFE.sub(_escape, text) + "\n"


def to_text(document: Mapping[str, Any]) -> str:
    """A JSON object over several lines, spans on one, with a closing line feed."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return _UNSAFE.sub(_escape, _SPAN_LINES.sub(r"[\1, \2]", text)) + "\n"


def comparison_to_json(comparison: Comparison) -> str:
    """The published JSON; the same comparison gives the same text."""
    return to_text(comparison_to_dict(comparison))


# ---------------------------------------------------------------- read back


def _decode(data: Any, shape: Any, where: str) -> Any:
    origin, arguments = _parts(shape)
    if shape is Span:
        if not (isinstance(data, list) and len(data) == 2 and all(type(n) is int for n in data)):
            raise _wrong(where, "a span [start, end]", data)
        try:
            return Span(*data)
        except ValueError as error:
            raise _wrong(where, "a span [start, end]", data) from error
    if is_dataclass(shape):
        return _object(cast(type[Any], shape), data, where)
    if _is_pairs(shape):
        if not isinstance(data, dict):
            raise _wrong(where, "an object", data)
        inner = get_args(arguments[0])[1]
        return tuple((name, _decode(item, inner, f"{where}.{name}")) for name, item in data.items())
    if origin is tuple:
        if not isinstance(data, list):
            raise _wrong(where, "a list", data)
        return tuple(_decode(item, arguments[0], f"{where}[{i}]") for i, item in enumerate(data))
    if origin in (Union, UnionType):
        if data is None and NoneType in arguments:
            return None
        rest = [a for a in arguments if a is not NoneType]
        if len(rest) == 1:
            return _decode(data, rest[0], where)
        if isinstance(data, tuple(rest)):
            return data
        raise _wrong(where, " or ".join(a.__name__ for a in rest), data)
    if origin is Literal:
        if data not in arguments:
            raise _wrong(where, " or ".join(map(str, arguments)), data)
        return data
    if shape is float and type(data) in (int, float):
        return float(data)
    if type(data) is not shape:
        raise _wrong(where, shape.__name__, data)
    return data


def _object(kind: type[T], data: Any, where: str) -> T:
    if not isinstance(data, dict):
        raise _wrong(where, "an object", data)
    values: Json = {}
    for field, shape in _written(kind):
        if field.name not in data:
            if field.default_factory is not MISSING:
                continue  # came into the format later
            raise InputError(where, f"field {field.name!r} is missing")
        values[field.name] = _decode(data[field.name], shape, f"{where}.{field.name}")
    return kind(**values)


def _wrong(where: str, wanted: str, got: object) -> InputError:
    shown = json.dumps(got, ensure_ascii=False, default=str)
    return InputError(where, f"expected {wanted}, found {shown[:60]}")


def comparison_from_json(text: str) -> Comparison:
    """The comparison a JSON text of this format holds; unknown fields are passed over, internal ones take
    their defaults. Raises InputError naming the first place that does not fit."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError("comparison", f"not JSON ({error})") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError("comparison", f"not a document of format {FORMAT!r}")
    if document.get("version") != VERSION:
        raise InputError(
            "comparison", f"version {document.get('version')!r}; this program reads version {VERSION}"
        )
    return _object(Comparison, document, "comparison")


def article_from_dict(row: Mapping[str, Any]) -> Article:
    """The article of an ``articles[]`` object. Raises InputError naming the first place that does not fit."""
    return _object(Article, dict(row), "article")


# ---------------------------------------------------------------- schema

_SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT: Json = {"type": "integer", "minimum": 0}
_DAY: Json = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}

# What the types cannot say, by field name.
_REFINED: dict[str, Json] = {
    "score": _SHARE,
    "salience": _SHARE,
    "shares": {"type": "object", "additionalProperties": _SHARE, "minProperties": 2, "maxProperties": 2},
    "first_at": _SHARE,
    "chance_missed": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "anonymous_share": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "published": {
        "type": ["string", "null"],
        "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00))?$",
    },
    "earliest": _DAY,
    "latest": _DAY,
    "id": {"type": "string", "minLength": 1},
    "outlets": {"type": "integer", "minimum": 1},
    "origins": {"type": "integer", "minimum": 1},
    "start": _COUNT,
    "end": {"type": "integer", "minimum": 1},
}
# Lists that are never empty, as (class, field) -> least length.
_LEAST: dict[tuple[str, str], int] = {
    ("Attribution", "content"): 1,
    ("Claim", "spans"): 1,
    ("Entity", "mentions"): 1,
    ("Utterance", "versions"): 2,
    ("Finding", "passages"): 1,
    ("Event", "passages"): 1,
    ("Line", "passages"): 1,
    ("Line", "points"): 1,
    ("Bond", "articles"): 2,
    ("Copy", "passages"): 2,
}
_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def _shape(shape: Any, defs: Json) -> Json:
    origin, arguments = get_origin(shape), get_args(shape)
    if is_dataclass(shape):
        kind = cast(type[Any], shape)
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}  # holds the place of a class that refers to itself
            defs[kind.__name__] = _class(kind, defs)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if _is_pairs(shape):
        return {"type": "object", "additionalProperties": _shape(get_args(arguments[0])[1], defs)}
    if origin is tuple:
        return {"type": "array", "items": _shape(arguments[0], defs)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        parts = [_shape(a, defs) for a in arguments]
        if all(set(p) == {"type"} for p in parts):
            return {"type": [p["type"] for p in parts]}
        return {"anyOf": parts}
    return {"type": _SCALARS[shape]}


def _class(kind: type[Any], defs: Json) -> Json:
    about = " ".join((kind.__doc__ or "").replace("*Internal.* ", "").split())
    if kind is Span:
        return {
            "description": about,
            "type": "array",
            "prefixItems": [_REFINED["start"], _REFINED["end"]],
            "minItems": 2,
            "maxItems": 2,
        }
    properties: Json = {}
    for field, shape in _written(kind):
        properties[field.name] = dict(_REFINED.get(field.name) or _shape(shape, defs))
        if (least := _LEAST.get((kind.__name__, field.name))) is not None:
            properties[field.name]["minItems"] = least
    return {"description": about, "type": "object", "properties": properties, "required": list(properties)}


_FINDING_RULES: list[Json] = [
    {
        "if": {"properties": {"kind": {"const": "conflict"}}},
        "then": {"properties": {"judgement": {"type": "string"}}},
        "else": {"properties": {"judgement": {"type": "null"}}},
    },
    {
        "if": {"properties": {"kind": {"enum": ["conflict", "wording", "voice"]}}},
        "then": {"properties": {"passages": {"minItems": 2}}},
    },
]


def schema() -> Json:
    """JSON Schema 2020-12 of the comparison; ``$defs/Annotated`` is a line of ``annotate --jsonl``,
    ``$defs/Article`` a line of ``read --jsonl``."""
    defs: Json = {}
    comparison = _class(Comparison, defs)
    defs["Finding"]["allOf"] = _FINDING_RULES
    layers: Json = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}} for name, kind in _layers()
    }
    defs["Annotated"] = {
        "description": " ".join((Annotated.__doc__ or "").split()),
        "allOf": [{"$ref": "#/$defs/Article"}],
        "type": "object",
        "properties": layers,
        "required": list(layers),
    }
    own: Json = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{VERSION}",
        "title": FORMAT,
        **comparison,
        "properties": own | comparison["properties"] | {"tool": {"type": "string", "pattern": "^rashomon "}},
        "required": [*own, *comparison["required"]],
        "$defs": dict(sorted(defs.items())),
    }


def _layers() -> Iterator[tuple[str, type[Any]]]:
    yield from (
        ("entities", Entity),
        ("attributions", Attribution),
        ("claims", Claim),
        ("dates", DateMention),
        ("quantities", Quantity),
    )
