"""What a published comparison promises beyond its schema: hashes, bounds, references, and rules between the fields.

``problems`` takes the JSON object (schema-valid, as ``json.loads`` gives it) and reads nothing of this program's other
results, so that the same check serves tests, evaluations and anybody who got a file. It imports no stage.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

NAMED = (
    "articles",
    "entities",
    "attributions",
    "utterances",
    "claims",
    "dates",
    "quantities",
    "points",
    "findings",
)
SILENT_ROLES = frozenset({"caption", "credit"})  # these never speak


def problems(document: Row) -> list[str]:
    """Everything in a comparison that breaks a promise, one line each; an empty list is a sound comparison."""
    book = _Book(document["articles"])
    found = list(_unique_ids(document))
    for row in document["articles"]:
        found += _article(row)
    for name in ("entities", "attributions", "claims", "dates", "quantities"):
        found += _CHECKS[name](document, book)
    for check in (
        _utterances,
        _copies,
        _points,
        _findings,
        _absences,
        _voices,
        _timeline,
        _briefing,
        _proposals,
    ):
        found += check(document, book)
    return found


def annotated_problems(row: Row) -> list[str]:
    """The same for one line of ``rashomon annotate --jsonl``."""
    document = {**{name: [] for name in NAMED}, **row, "articles": [row]}
    book = _Book(document["articles"])
    found = [*_unique_ids(document), *_article(row)]
    for check in _CHECKS.values():
        found += check(document, book)
    return found


class _Book:
    """Texts and blocks of the articles by id, and the checks of spans against them."""

    def __init__(self, articles: Sequence[Row]) -> None:
        self.text: dict[str, str] = {a["id"]: a["text"] for a in articles}
        self.blocks: dict[str, list[Row]] = {a["id"]: a["blocks"] for a in articles}
        self.outlet: dict[str, str | None] = {a["id"]: a["outlet"] for a in articles}

    def bad_span(self, what: str, article: str, span: Sequence[int]) -> Iterator[str]:
        if article not in self.text:
            yield f"{what}: no article {article!r}"
        elif not 0 <= span[0] < span[1] <= len(self.text[article]):
            yield f"{what}: span {list(span)} is empty or outside {article}'s {len(self.text[article])} characters"

    def bad_spans(self, what: str, article: str, spans: Sequence[Sequence[int]]) -> Iterator[str]:
        for span in spans:
            yield from self.bad_span(what, article, span)
        for left, right in zip(spans, spans[1:], strict=False):
            if right[0] < left[1]:
                yield f"{what}: spans {list(left)} and {list(right)} overlap or are out of order"

    def bad_passages(self, what: str, passages: Sequence[Row]) -> Iterator[str]:
        for p in passages:
            yield from self.bad_span(what, p["article"], (p["start"], p["end"]))

    def roles(self, article: str, span: Sequence[int]) -> set[str]:
        """Roles of the blocks a span touches."""
        blocks = self.blocks.get(article, [])
        return {b["role"] for b in blocks if b["start"] < span[1] and span[0] < b["end"]}

    def of(self, passage: Row) -> str:
        return self.text.get(passage["article"], "")[passage["start"] : passage["end"]]


def _inside(span: Sequence[int], extents: Sequence[Sequence[int]]) -> bool:
    """Whether a span lies within the reach from the first to the last of some pieces."""
    return bool(extents) and extents[0][0] <= span[0] and span[1] <= extents[-1][1]


def _unique_ids(document: Row) -> Iterator[str]:
    counts = Counter(row["id"] for name in NAMED for row in document[name])
    yield from (f"id {name!r} is given {n} times" for name, n in counts.items() if n > 1)


def _article(row: Row) -> Iterator[str]:
    what, text = f"article {row['id']}", row["text"]
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["sha256"]:
        yield f"{what}: sha256 is not that of its text"
    if (row["published"] is None) != (row["published_precision"] is None):
        yield f"{what}: published and published_precision go together"
    end = 0
    for block in row["blocks"]:
        if not 0 <= block["start"] < block["end"] <= len(text):
            yield f"{what}: block [{block['start']}, {block['end']}] is empty or outside the text"
        if block["start"] < end:
            yield f"{what}: block at {block['start']} overlaps the one before or is out of order"
        end = max(end, block["end"])


def _entities(document: Row, book: _Book) -> Iterator[str]:
    for row in document["entities"]:
        what = f"entity {row['id']}"
        seen = Counter((m["article"], m["start"], m["end"]) for m in row["mentions"])
        yield from (f"{what}: mention {key} stands {n} times" for key, n in seen.items() if n > 1)
        for m in row["mentions"]:
            yield from book.bad_span(what, m["article"], (m["start"], m["end"]))
            words = book.of(m)
            if words != words.strip():
                yield f"{what}: mention {words!r} has white space at its edge"


def _attributions(document: Row, book: _Book) -> Iterator[str]:
    rows = {row["id"]: row for row in document["attributions"]}
    entities = {row["id"] for row in document["entities"]}
    for row in rows.values():
        what, article = f"attribution {row['id']}", row["article"]
        yield from book.bad_spans(f"{what}, content", article, row["content"])
        yield from book.bad_spans(f"{what}, cue", article, row["cue"])
        source = row["source"]
        spans = [
            *row["content"],
            *([source["span"]] if source["span"] else []),
            *(h["span"] for h in row["chain"]),
        ]
        for span in spans[len(row["content"]) :]:
            yield from book.bad_span(f"{what}, source or chain", article, span)
        if source["entity"] is not None and source["entity"] not in entities:
            yield f"{what}: no entity {source['entity']!r}"
        if any(book.roles(article, span) & SILENT_ROLES for span in (*row["content"], *row["cue"])):
            yield f"{what}: a caption or credit speaks"
        yield from _within(row, rows)


def _within(row: Row, rows: Mapping[str, Row]) -> Iterator[str]:
    what, seen, outer = f"attribution {row['id']}", {row["id"]}, row["within"]
    if outer is None:
        return
    if outer not in rows:
        yield f"{what}: no attribution {outer!r} to be within"
        return
    if rows[outer]["article"] != row["article"]:
        yield f"{what}: within one of another article"
    elif not all(_inside(span, rows[outer]["content"]) for span in row["content"]):
        yield f"{what}: its content is not inside that of {outer}"
    while outer in rows:
        if outer in seen:
            yield f"{what}: within itself"
            return
        seen.add(outer)
        outer = rows[outer]["within"]


def _utterances(document: Row, book: _Book) -> Iterator[str]:
    rows = {row["id"]: row for row in document["attributions"]}
    for row in document["utterances"]:
        what, versions = f"utterance {row['id']}", row["versions"]
        if len(set(versions)) != len(versions):
            yield f"{what}: a version stands twice"
        if missing := [v for v in versions if v not in rows]:
            yield f"{what}: no attributions {missing}"
            continue
        lengths = [_length(rows[v], book) for v in versions]
        if any(n > lengths[0][0] and m > lengths[0][1] for n, m in lengths):
            yield f"{what}: the base is not the longest version"
        for number, difference in enumerate(row["differences"]):
            yield from _difference(f"{what}, difference {number}", difference, versions, rows, book)


def _length(attribution: Row, book: _Book) -> tuple[int, int]:
    """Words and characters of a content."""
    text = book.text.get(attribution["article"], "")
    pieces = [text[start:end] for start, end in attribution["content"]]
    return sum(len(piece.split()) for piece in pieces), sum(map(len, pieces))


def _difference(
    what: str, difference: Row, versions: Sequence[str], rows: Mapping[str, Row], book: _Book
) -> Iterator[str]:
    readings = difference["readings"]
    if set(readings) != set(versions):
        yield f"{what}: readings {sorted(readings)} for versions {sorted(versions)}"
        return
    present = {v: span for v, span in readings.items() if span is not None}
    if not present:
        yield f"{what}: absent in every version"
    for version, span in present.items():
        article = rows[version]["article"]
        yield from book.bad_span(what, article, span)
        if not _inside(span, rows[version]["content"]):
            yield f"{what}: reading of {version} is outside its content"
    if len(present) == len(versions):
        words = {book.text.get(rows[v]["article"], "")[s:e] for v, (s, e) in present.items()}
        if len(words) == 1:
            yield f"{what}: every version reads {words.pop()!r}"
    base = readings[versions[0]]
    if difference["kind"] == "dropped" and (base is None or len(present) == len(versions)):
        yield f"{what}: dropped, but not in the base alone of those that differ"
    if difference["kind"] == "added" and base is not None:
        yield f"{what}: added, but the base has it"


def _claims(document: Row, book: _Book) -> Iterator[str]:
    attributions = {row["id"]: row for row in document["attributions"]}
    for row in document["claims"]:
        what, article = f"claim {row['id']}", row["article"]
        yield from book.bad_spans(what, article, row["spans"])
        if (row["voice"] == "attributed") != (row["attribution"] is not None):
            yield f"{what}: voice {row['voice']!r} with attribution {row['attribution']!r}"
        elif row["attribution"] is not None:
            source = attributions.get(row["attribution"])
            if source is None or source["article"] != article:
                yield f"{what}: no attribution {row['attribution']!r} in its article"
        roles = set().union(*(book.roles(article, span) for span in row["spans"]))
        if "credit" in roles:
            yield f"{what}: a credit makes a claim"
        for role in ("title", "caption"):
            if (role in roles) != (row["role"] == role):
                yield f"{what}: role {row['role']!r}, but it stands in {sorted(roles)}"


def _dates(document: Row, book: _Book) -> Iterator[str]:
    for row in document["dates"]:
        what = f"date {row['id']}"
        yield from book.bad_span(what, row["article"], row["span"])
        if row["earliest"] and row["latest"] and row["earliest"] > row["latest"]:
            yield f"{what}: {row['earliest']} is after {row['latest']}"
        if row["value"] is None and not row["why"]:
            yield f"{what}: no value and no reason"


def _quantities(document: Row, book: _Book) -> Iterator[str]:
    for row in document["quantities"]:
        what = f"quantity {row['id']}"
        yield from book.bad_span(what, row["article"], row["span"])
        if row["counted"] is not None:
            yield from book.bad_span(f"{what}, counted", row["article"], row["counted"])
        if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
            yield f"{what}: {row['low']} is more than {row['high']}"


_CHECKS: dict[str, Callable[[Row, _Book], Iterator[str]]] = {
    "entities": _entities,
    "attributions": _attributions,
    "claims": _claims,
    "dates": _dates,
    "quantities": _quantities,
}


def _copies(document: Row, book: _Book) -> Iterator[str]:
    for row in document["copies"]:
        what = f"copy {'–'.join(row['shares'])}"
        yield from book.bad_passages(what, row["passages"])
        if len(row["shares"]) != 2 or {p["article"] for p in row["passages"]} != set(row["shares"]):
            yield f"{what}: a copy is of two articles, with passages of both"


def _points(document: Row, book: _Book) -> Iterator[str]:
    article_of = {row["id"]: row["article"] for row in document["claims"]}
    conflicts = {f["point"] for f in document["findings"] if f["kind"] == "conflict"}
    used: Counter[str] = Counter()
    for row in document["points"]:
        what, cells = f"point {row['id']}", row["cells"]
        used.update(c for claims in cells.values() for c in claims)
        for article, claims in cells.items():
            if article not in book.text:
                yield f"{what}: no article {article!r}"
            if not claims:
                yield f"{what}: the cell of {article} is empty; silence is no cell"
            yield from (
                f"{what}: no claim {c!r} in {article}" for c in claims if article_of.get(c) != article
            )
        if (row["status"] == "single") != (len(cells) == 1):
            yield f"{what}: status {row['status']!r} with {len(cells)} cells"
        if (row["status"] == "conflict") != (row["id"] in conflicts):
            yield f"{what}: status {row['status']!r}, but a conflict is {'' if row['id'] in conflicts else 'not '}found"
        outlets = len({book.outlet.get(a) or ("", a) for a in cells})
        if row["outlets"] != outlets:
            yield f"{what}: outlets {row['outlets']}, but {outlets} carry it"
        if not 1 <= row["origins"] <= row["outlets"]:
            yield f"{what}: origins {row['origins']} of {row['outlets']} outlets"
        groups = {a: {a} for a in cells}
        for bond in row["bonds"]:
            left, right = (groups.get(a, set()) for a in bond["articles"])
            if not left or not right or left is right:
                yield f"{what}: bond of {bond['articles']} joins nothing"
            groups.update(dict.fromkeys(left | right, left | right))
        if row["origins"] != len({id(g) for g in groups.values()}):
            yield f"{what}: origins {row['origins']}, but {len(cells)} cells and {len(row['bonds'])} bonds"
    yield from (f"claim {c} stands in {n} points" for c, n in used.items() if n > 1)


def _findings(document: Row, book: _Book) -> Iterator[str]:
    points = {row["id"]: row for row in document["points"]}
    for row in document["findings"]:
        what, kind = f"finding {row['id']}", row["kind"]
        yield from book.bad_passages(what, row["passages"])
        if row["point"] not in points:
            yield f"{what}: no point {row['point']!r}"
        if (kind == "conflict") != (row["judgement"] is not None):
            yield f"{what}: kind {kind!r} with judgement {row['judgement']!r}"
        if kind != "verdict" and len({p["article"] for p in row["passages"]}) < 2:
            yield f"{what}: a {kind} needs a passage from each side"
        if not row["passages"] or not row["why"].strip():
            yield f"{what}: no passage, or no sentence why"


def _absences(document: Row, book: _Book) -> Iterator[str]:
    points = {row["id"]: row for row in document["points"]}
    missing = {(p["id"], a) for p in points.values() for a in book.text if a not in p["cells"]}
    given = Counter((row["point"], row["article"]) for row in document["absences"])
    yield from (f"absence of {p} in {a}: stands {n} times" for (p, a), n in given.items() if n > 1)
    yield from (f"absence of {p} in {a}: no such gap" for p, a in given if (p, a) not in missing)
    least = document["settings"].get("absence_salience", 1.0)
    for p, a in sorted(missing - given.keys()):
        due = len(book.text) == 2 or points[p]["outlets"] >= 2 or points[p]["salience"] >= least
        if due:
            yield f"absence of {p} in {a}: not told"
    for row in document["absences"]:
        what = f"absence of {row['point']} in {row['article']}"
        for near in row["nearest"]:
            yield from book.bad_span(what, row["article"], (near["start"], near["end"]))
        scores = [near["score"] for near in row["nearest"]]
        if scores != sorted(scores, reverse=True):
            yield f"{what}: the nearest passages do not come best first"


def _voices(document: Row, book: _Book) -> Iterator[str]:
    entities = {row["id"] for row in document["entities"]}
    rows = Counter(row["entity"] for row in document["voices"] if row["entity"] is not None)
    yield from (f"voice {e}: {n} rows" for e, n in rows.items() if n > 1)
    for row in document["voices"]:
        what = f"voice {row['name']!r}"
        if row["entity"] is not None and row["entity"] not in entities:
            yield f"{what}: no entity {row['entity']!r}"
        if (row["entity"] is not None) != (row["kind"] == "named"):
            yield f"{what}: kind {row['kind']!r} with entity {row['entity']!r}"
        for article, share in row["by_article"].items():
            if article not in book.text:
                yield f"{what}: no article {article!r}"
            elif share["role"] is not None:
                yield from book.bad_span(f"{what}: role", article, share["role"])
    articles = [a["id"] for a in document["articles"]]
    if [row["article"] for row in document["sourcing"]] != [*articles, None]:
        yield "sourcing: not a row an article in their order and one for the story"
    for row in document["sourcing"]:
        if row["anonymous"] + row["collective"] > row["sources"]:
            yield f"sourcing {row['article']}: more without a name than sources"
        if row["anonymous_words"] + row["collective_words"] > row["words"]:
            yield f"sourcing {row['article']}: more words without a name than words"


def _timeline(document: Row, book: _Book) -> Iterator[str]:
    rows = document["timeline"]
    for number, row in enumerate(rows):
        what = f"timeline {number}"
        yield from book.bad_passages(what, row["passages"])
        if (row["precision"] == "none") != (row["earliest"] is None and row["latest"] is None):
            yield f"{what}: precision {row['precision']!r} with {row['earliest']} to {row['latest']}"
        if row["earliest"] and row["latest"] and row["earliest"] > row["latest"]:
            yield f"{what}: {row['earliest']} is after {row['latest']}"
    order = [(row["precision"] == "none", row["earliest"] or row["latest"] or "") for row in rows]
    if order != sorted(order):
        yield "timeline: not in the order of time with the unresolved last"


# The outermost pairs of double quotation marks; a lone mark quotes nothing that could be checked.
_QUOTED = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”|\"([^\"]*)\"|«([^«»]*)»")


def quoted(text: str) -> list[str]:
    """The words of a sentence that stand in quotation marks, outermost marks first."""
    return [next(g for g in m.groups() if g is not None) for m in _QUOTED.finditer(text)]


def _briefing(document: Row, book: _Book) -> Iterator[str]:
    points = {row["id"]: row["status"] for row in document["points"]}
    for number, row in enumerate(document["briefing"]):
        what = f"briefing {number}"
        yield from book.bad_passages(what, row["passages"])
        if not row["points"] or not row["passages"]:
            yield f"{what}: no point, or no passage"
        yield from (f"{what}: no point {p!r}" for p in row["points"] if p not in points)
        statuses = {points[p] for p in row["points"] if p in points}
        if row["operator"] == "agreed" and statuses - {"agreed"}:
            yield f"{what}: agreed, but its points are {sorted(statuses)}"
        if row["operator"] == "conflict" and "conflict" not in statuses:
            yield f"{what}: conflict, but its points are {sorted(statuses)}"
        passages = [book.of(p) for p in row["passages"]]
        for words in quoted(row["text"]):
            if not any(words in passage for passage in passages):
                yield f"{what}: “{words}” stands in none of its passages"


def _proposals(document: Row, _book: _Book) -> Iterator[str]:
    known = {row["id"] for row in document["points"]}
    known |= {f"briefing {n}" for n, _ in enumerate(document["briefing"], start=1)}
    for number, row in enumerate(document.get("proposals", []), start=1):
        what = f"proposal {number}"
        if (row["became"] is None) == (row["rule"] is None):
            yield f"{what}: became {row['became']!r} with the rule {row['rule']!r} that refuses it"
        if row["became"] is not None and row["became"] not in known:
            yield f"{what}: no {row['became']}"
