"""The page that ``--html`` writes, against the data it carries and the texts in it.

Derived again are the checksums, the full texts, the words under every anchor, the sentences and citations of the
briefing, every quotation that leads to a passage, the rows of the synopsis, findings, voices, timeline and all counts.
Known exceptions: labels and notes (a row's names, the way words took) are covered by the page's checksum only, and so is
what is laid on a primary source, whose text is in no data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256

from rashomon.codec import comparison_to_json
from rashomon.model import Comparison, Passage, Point
from rashomon.verify.book import Book, Failure
from rashomon.verify.markup import Element
from rashomon.verify.sentences import sentences
from rashomon.verify.sheet import Sheet, anchor, close, own, plain, read, solid

_FIGURES = re.compile(r"(\d+) quoted, (\d+) reported")
AROUND = 40  # characters shown before and after what differs in a text


def shown(page: str, comparison: Comparison) -> Iterator[Failure]:
    """What the page shows that its data does not say, or the other way round."""
    sheet = Sheet(page, comparison)
    yield from _checksums(page, sheet)
    for check in CHECKS:
        yield from check(sheet)


# ---------------------------------------------------------------- what it is made of


def _checksums(page: str, sheet: Sheet) -> Iterator[Failure]:
    given = {
        e.attributes["data-of"]: read(e) for e in sheet.root.called("made").all("code", having="data-of")
    }
    head, found, _ = page.partition('<section id="made"')
    due = {a.id: (f"text of {sheet.letters[a.id]}", a.sha256) for a in sheet.comparison.articles}
    due["json"] = ("data", sha256(comparison_to_json(sheet.comparison).encode()).hexdigest())
    due["page"] = ("page", sha256(head.encode()).hexdigest() if found else "")
    for key, (what, digest) in due.items():
        if given.get(key) != digest:
            yield Failure(
                "hash",
                f"page, checksum of the {what}",
                f"is {digest}, not what the page gives",
                given.get(key),
            )


def _texts(sheet: Sheet) -> Iterator[Failure]:
    for article in sheet.comparison.articles:
        where = f"page, text of {sheet.letters[article.id]}"
        columns = sheet.columns.get(article.id, [])
        if len(columns) != 1:
            yield Failure("page", where, "stands there more than once" if columns else "is not shown")
            continue
        told, meant = solid(columns[0].text), solid(article.text)
        if told != meant:
            at = next(
                (n for n, (a, b) in enumerate(zip(told, meant, strict=False)) if a != b),
                min(len(told), len(meant)),
            )
            part = slice(max(at - AROUND, 0), at + AROUND)
            yield Failure(
                "page", where, "is not the text of its data (white space left out)", told[part], meant[part]
            )


def _anchors(sheet: Sheet) -> Iterator[Failure]:
    """The words that light up are those that the anchor names."""
    sources = {plain(id) for id in sheet.columns} - set(sheet.texts)
    for name, pieces in sheet.anchors.items():
        if name.split("-")[0] in sources:
            continue
        meant = sheet.meant(name)
        if meant is None:
            yield Failure("span", f"page, passage {name}", "names no place of a text")
        elif solid("".join(p.text for p in pieces)) != solid("".join(meant)):
            told = close(" ".join(p.text for p in pieces))
            yield Failure(
                "span", f"page, passage {name}", "marks other words", told, close(" … ".join(meant))
            )


# ---------------------------------------------------------------- what it says


def _briefing(sheet: Sheet) -> Iterator[Failure]:
    lines = sheet.comparison.briefing
    paragraphs = [p for brief in sheet.root.called("briefing").all("div", "brief") for p in brief.all("p")]
    told, meant = [read(p.first("bdi")) for p in paragraphs], [close(x.text) for x in lines]
    for kind, a, b, c, d in SequenceMatcher(None, meant, told, autojunk=False).get_opcodes():
        paired = min(b - a, d - c)
        for n in range(paired):
            where = f"briefing {a + n + 1}"
            if kind == "replace":
                yield Failure(
                    "page",
                    f"page, {where}",
                    "is another sentence than that of its data",
                    told[c + n],
                    meant[a + n],
                )
                edited = (*lines[: a + n], replace(lines[a + n], text=told[c + n]), *lines[a + n + 1 :])
                book = Book(replace(sheet.comparison, briefing=edited))
                yield from (replace(f, where=f"page, {where}") for f in sentences(book) if f.where == where)
            yield from _cited(paragraphs[c + n], lines[a + n].passages, where, sheet)
        for n in range(a + paired, b):
            yield Failure("page", f"page, briefing {n + 1}", "is in its data, but not shown", None, meant[n])
        for n in range(c + paired, d):
            yield Failure("page", f"page, sentence {n + 1}", "is shown, but not in its data", told[n])


def _cited(paragraph: Element, passages: tuple[Passage, ...], where: str, sheet: Sheet) -> Iterator[Failure]:
    due = list(dict.fromkeys(f"#{anchor(p.article, p.span)}" for p in passages))
    cites = list(paragraph.all("a", "cite"))
    if [c.attributes.get("href") for c in cites] != due:
        yield Failure("page", f"page, {where}", "cites other passages than its data", read(paragraph))
        return
    for cite, passage in zip(cites, dict.fromkeys(passages), strict=True):
        labels = {
            e.attributes.get("data-n") for e in sheet.anchors.get(anchor(passage.article, passage.span), [])
        }
        label = read(cite).strip("[]")
        if label not in labels or label.rstrip("0123456789") != sheet.letters[passage.article]:
            yield Failure(
                "page", f"page, {where}", f"[{label}] is not what its passage is called", read(paragraph)
            )


def _links(sheet: Sheet) -> Iterator[Failure]:
    """Every link leads somewhere, and words that lead to a passage are its words."""
    ids = {e.attributes["id"] for e in sheet.root.all(having="id")}
    for section in sheet.root.all("section"):
        where = f"page, section {section.attributes.get('id', '')!r}"
        for link in section.all("a", having="href"):
            name = link.attributes["href"].removeprefix("#")
            if name not in ids:
                yield Failure("page", where, f"leads to {name!r}, which is not there", read(link))
                continue
            words, pieces = link.first(kind="w"), sheet.anchors.get(name)
            if words is None or pieces is None:
                continue
            told, meant = solid(words.text), sheet.meant(name)
            due = "…".join(map(solid, meant)) if meant else solid("".join(p.text for p in pieces))
            if told != due and (meant or told.replace("…", "") != due.replace("…", "")):
                passage = close(" … ".join(meant or [p.text for p in pieces]))
                yield Failure(
                    "quotation", where, "shows other words than those it leads to", read(words), passage
                )


def _names(sheet: Sheet) -> Iterator[Failure]:
    """Each report goes by its outlet and headline, and by one name everywhere."""
    heads = [head for sides in sheet.root.all("ol", "sides") for head in sides.all("li")]
    names = [read(head.first("bdi")) for head in heads]
    if len(heads) != len(sheet.comparison.articles):
        yield Failure(
            "count", "page, head", f"names {len(heads)} reports, its data {len(sheet.comparison.articles)}"
        )
        return
    for article, head, name in zip(sheet.comparison.articles, heads, names, strict=True):
        where, title = f"page, report {sheet.letters[article.id]}", close(article.title or "")
        if read(head.first("b")) != sheet.letters[article.id] or close(article.outlet or name) != name:
            yield Failure(
                "page", where, "goes by another outlet or letter than in its data", name, article.outlet
            )
        if read(head.first(kind="headline")) != title:
            yield Failure("page", where, "has another headline", read(head.first(kind="headline")), title)
    for id in ("synopsis", "voices"):
        columns = [read(e.first("bdi")) for row in sheet.root.called(id).all("thead") for e in row.all("th")][
            1:
        ]
        if columns and columns != names:
            yield Failure("page", f"page, columns of {id}", "are not the reports", ", ".join(columns))
    texts = [read(e.first("bdi")) for e in sheet.root.called("texts").all("h3")][: len(names)]
    if texts != names:
        yield Failure("page", "page, full texts", "are headed otherwise than the reports", ", ".join(texts))


def _letters(sheet: Sheet) -> Iterator[Failure]:
    """Beside a passage stands the letter of its report."""
    root = sheet.root
    rows = [row for table in root.all("table", "witnesses") for row in table.all("tr")]
    rows += [row for part in (*root.all("ul", "versions"), root.called("gaps")) for row in part.all("li")]
    letters = {plain(id): name for id, name in sheet.letters.items()}
    for row in (*rows, *root.all("span", "proof")):
        told, link = row.first("b", "l"), row.first("a", "q")
        due = letters.get(link.attributes.get("href", "")[1:].split("-")[0]) if link else None
        if due and read(told) != due:
            yield Failure(
                "page", f"page, {read(link)!r}", f"stands in {due}, but is given to {read(told)}", read(row)
            )


def _beside(sheet: Sheet) -> Iterator[Failure]:
    """Versions set under each other are the words of each, in its row."""
    for part in sheet.root.called("versions").all("div", "utterance"):
        flow = part.first("span", "flow")
        versions = [link for listed in part.all("ul", "versions") for link in listed.all("a", "q")]
        if flow is None:
            continue
        for n, link in enumerate(versions):
            cells = (list(column.all("span"))[n : n + 1] for column in flow.all("span", "col"))
            shown = solid("".join(cell.text for row in cells for cell in row))
            due = solid(read(link.first(kind="w")))
            if shown.replace("…", "") != due.replace("…", ""):
                yield Failure("quotation", "page, versions", "are set otherwise than they stand", shown, due)


# ---------------------------------------------------------------- what it counts


def _counts(sheet: Sheet) -> Iterator[Failure]:
    c, root = sheet.comparison, sheet.root
    sizes = {
        "conflicts": sum(f.kind == "conflict" for f in c.findings),
        "versions": len(c.utterances),
        "synopsis": len(c.points),
    }
    due: list[tuple[str, str, str]] = []
    for id, size in sizes.items():
        heading = root.called(f"h-{id}")
        if heading.tag or size:
            due.append((f"heading of {id}", read(heading.first(kind="n")), str(size)))
    for link in root.all("a", having="href"):
        size = sizes.get(link.attributes["href"][1:], -1)
        if size >= 0 and (digits := re.search(r"\d+$", read(link))):
            due.append((f"menu, {read(link)!r}", digits[0], str(size)))
    rows = Counter(_status(sheet, p) for p in c.points) | Counter(all=len(c.points))
    for label in root.called("synopsis").all("label"):
        word, _, number = read(label).rpartition(" ")
        due.append((f"filter {word!r}", number, str(rows[word])))
    for kind in ("covers", "cov"):
        shown_all = "; ".join(read(e) for e in root.all("span", kind))
        due.append((f"points by report ({kind})", shown_all, "; ".join(_coverage(sheet))))
    gaps = [read(e.first(kind="n")) for e in root.called("gaps").all("h3")][: len(c.articles)]
    lacking = [sum(p.status != "unsure" and a.id not in dict(p.cells) for p in c.points) for a in c.articles]
    due.append(("what each report misses", " ".join(gaps), " ".join(map(str, lacking))))
    for where, told, meant in due:
        if told != meant:
            yield Failure("count", f"page, {where}", f"shows {told!r}, but its data comes to {meant!r}")


def _status(sheet: Sheet, point: Point) -> str:
    """What a row is called."""
    return f"only {sheet.letters[point.cells[0][0]]}" if point.status == "single" else point.status


def _coverage(sheet: Sheet) -> list[str]:
    points = sheet.comparison.points
    found = []
    for article in sheet.comparison.articles:
        told = [p for p in points if article.id in dict(p.cells)]
        shared = sum(p.status in ("agreed", "conflict") for p in told)
        found.append(f"{len(told)} of {len(points)} point{'s' * (len(points) != 1)}, {shared} shared")
    return found


def _rows(sheet: Sheet) -> Iterator[Failure]:
    """A row's passages are the claims of one point, cell by cell; its word is the point's status."""
    c = sheet.comparison
    claims = {x.id: anchor(x.article, *x.spans) for x in c.claims}
    due = Counter(
        (
            _status(sheet, p),
            tuple(tuple(claims[i] for i in dict(p.cells).get(a.id, ())) for a in c.articles),
        )
        for p in c.points
    )
    rows = [row for body in sheet.root.called("synopsis").all("tbody") for row in body.all("tr")]
    for row in rows:
        cells = tuple(
            tuple(link.attributes.get("href", "")[1:] for link in cell.all("a", "q"))
            for cell in row.all("td")
        )
        seen = (read(row.first("b")), cells)
        if not due[seen]:
            name = row.attributes.get("id", "row")
            yield Failure(
                "page",
                f"page, {name}",
                "no point of its data has this status and these passages",
                read(row),
            )
        due[seen] -= 1
    if len(rows) != len(c.points):
        yield Failure("count", "page, synopsis", f"has {len(rows)} rows, but its data {len(c.points)} points")


def _findings(sheet: Sheet) -> Iterator[Failure]:
    due = Counter(
        (" · ".join(x for x in (f.type, f.judgement) if x), close(f.why)) for f in sheet.comparison.findings
    )
    for item in sheet.root.all("li", "finding"):
        heading = item.first("h3") or item.first("h4")
        why = item.first(kind="why")
        seen = (own(heading) if heading else "", read(why.first("bdi")) if why else "")
        if not due[seen]:
            yield Failure("page", f"page, finding {seen[0]!r}", "is not in its data", seen[1])
        due[seen] -= 1
    for kind, why_told in (+due).elements():
        yield Failure("page", f"page, finding {kind!r}", "is in its data, but not shown", None, why_told)


def _voices(sheet: Sheet) -> Iterator[Failure]:
    due = Counter(
        (
            close(v.name),
            tuple(
                (s.direct_words, s.indirect_words) if (s := dict(v.by_article).get(a.id)) else None
                for a in sheet.comparison.articles
            ),
        )
        for v in sheet.comparison.voices
    )
    for body in sheet.root.called("voices").all("tbody"):
        for row in body.all("tr"):
            figures = (_FIGURES.search(read(cell)) for cell in row.all("td"))
            seen = (read(row.first("bdi")), tuple((int(f[1]), int(f[2])) if f else None for f in figures))
            if not due[seen]:
                yield Failure(
                    "count",
                    f"page, voice {seen[0]!r}",
                    "its words are counted otherwise in its data",
                    read(row),
                )
            due[seen] -= 1
    for name, _ in (+due).elements():
        yield Failure("page", f"page, voice {name!r}", "is in its data, but not shown so")


def _timeline(sheet: Sheet) -> Iterator[Failure]:
    cells = list(sheet.root.called("timeline").all("td", "what"))
    told, due = [read(e.first("bdi")) for e in cells], [close(e.what) for e in sheet.comparison.timeline]
    for n, (a, b) in enumerate(zip(told, due, strict=False), 1):
        if a != b:
            yield Failure("page", f"page, timeline {n}", "tells something else than its data", a, b)
    if len(told) != len(due):
        yield Failure("count", "page, timeline", f"has {len(told)} lines, but its data {len(due)}")


CHECKS = (
    _texts, _anchors, _names, _briefing, _links, _letters, _beside, _counts, _rows, _findings, _voices, _timeline
)  # fmt: skip
