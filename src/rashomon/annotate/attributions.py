"""Who is said to have said, written or thought what.

Requirement: every quotation of five words or more belongs to somebody or to nobody known; nothing outside a quotation
or report belongs to anyone but the outlet; captions and credits never speak.
How: reporting constructions (``reports``) give rough contents (``drafts``); quotations (``quotes``) correct their
bounds, find the construction beside them, and are continued by those that follow without one (``quoting``);
``sources`` names and resolves who speaks, ``chain`` adds the way the words took.
Known exceptions: short quotations in the outlet's voice (scare quotes) are no attributions by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon import words
from rashomon.annotate import chain, merging, quoting, reports, sources
from rashomon.annotate.drafts import Draft, Page, from_reports, trimmed
from rashomon.annotate.quotes import QUOTING_ROLES
from rashomon.annotate.reports import Report
from rashomon.lang import entries
from rashomon.model import Article, Attribution, AttributionKind, Entity, Parse, Source, Span

# Share of a content's words inside quotation marks from which it is a direct quotation (the published schema's bound).
DIRECT = 0.8


def _outside(page: Page, report: Report) -> Report:
    """The report with a source on the cue's side of the marks: in ``“… the boats, the ferry,” said a friend`` the
    parser may take the ferry for who said it."""
    tokens = page.parse.tokens
    verb = report.cue[-1]
    if report.source is None:
        if report.rule != "before":
            return report
    else:
        around = page.outer_at(tokens[report.source].start)
        if around is None or around == page.outer_at(tokens[verb].start):
            return report
    later = [
        c
        for c in page.parse.children[verb]
        if c > verb and tokens[c].dep in {"nsubj", "dobj", "attr", "oprd", "appos", "dep", "npadvmod"}
    ]
    later = [
        c
        for c in later
        if tokens[c].pos in {"NOUN", "PROPN", "PRON"} and page.outer_at(tokens[c].start) is None
    ]
    return replace(report, source=later[0] if later else None, antecedent=None)


def _of_translation(parse: Parse, report: Report) -> bool:
    """Whether the source is a translation: a hop of the chain, and nobody who speaks."""
    return report.source is not None and parse.tokens[report.source].lemma.lower() in entries(
        "translation_nouns"
    )


def _without_translators(parse: Parse, found: Sequence[Report]) -> list[Report]:
    """The reports without those of a translation; one beside which nobody speaks stands without a source: "According to a
    translation from Tavra, the ferry would sail again"."""
    kept: list[Report] = []
    for report in found:
        if not _of_translation(parse, report):
            kept.append(report)
            continue
        sentence = parse.tokens[report.cue[0]].sentence
        others = (r for r in found if r is not report and r.source is not None and r.content)
        if report.rule == "according" and not any(
            parse.tokens[r.cue[0]].sentence == sentence for r in others
        ):
            kept.append(replace(report, source=None, antecedent=None))
    return kept


def _near(
    page: Page, draft: Draft, mentions: sources.Mentions, spoke: tuple[int, str] | None
) -> frozenset[str]:
    """For a pronoun that follows its quotation: whom the paragraph names in the outlet's voice before it, alone if it
    spoke last (``spoke``: where, and the entity). Inside the quotation other people may be named; they are not who
    "he" is in ``“…,” he said``."""
    if not draft.quoted or draft.content[0].start > draft.anchor:
        return frozenset()
    start = page.blocks[page.block_at(draft.anchor)].start
    if start >= draft.content[0].start:
        return frozenset()
    named = frozenset(
        e.id
        for m, e in mentions.between(start, draft.anchor)
        if m.form == "name" and e.kind == "person" and page.outer_at(m.start) is None
    )
    return frozenset({spoke[1]}) if spoke is not None and spoke[0] >= start and spoke[1] in named else named


def _quoted(page: Page, content: Sequence[Span]) -> Iterator[Span]:
    """The parts of a content inside outermost quotation marks."""
    for span in content:
        for i in page.outers_in(span.start, span.end):
            for piece in page.quoted[i].pieces:
                start, end = max(piece.start, span.start), min(piece.end, span.end)
                if start < end:
                    yield Span(start, end)


def _kind(page: Page, content: Sequence[Span]) -> AttributionKind:
    total = quoted = 0
    for span in content:
        for word in words.words(page.text, span.start, span.end):
            total += 1
            quoted += page.outer_at(word.start) is not None
    share = quoted / total if total else 0.0
    return "direct" if share >= DIRECT else "mixed" if share > 0 else "indirect"


def _source_of(draft: Draft) -> Draft:
    """The draft that names the source: itself, or the utterance it continues."""
    seen = 0
    while draft.source is None and draft.copied is not None and seen < 50:
        draft, seen = draft.copied, seen + 1
    return draft


def _rows(
    page: Page, drafts: Sequence[Draft], mentions: sources.Mentions, people: frozenset[str]
) -> list[tuple[Draft, list[Span], Source]]:
    """The drafts in the order of their contents, each with its trimmed content and its resolved source."""
    drafts = sorted(drafts, key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor))
    last: tuple[int, str] | None = None
    resolved: dict[int, Source] = {}
    for draft in sorted(drafts, key=lambda d: d.anchor):
        if draft.source is None:
            continue
        near = _near(page, draft, mentions, last)
        source = sources.resolve(
            page.parse,
            draft.source,
            draft.antecedent,
            mentions,
            last=last[1] if last and page.outer_at(draft.anchor) is None else None,
            near=near,
            cue=draft.cue,
        )
        resolved[id(draft)] = source
        if source.entity in people and page.outer_at(draft.anchor) is None:
            last = (draft.anchor, source.entity)
    rows: list[tuple[Draft, list[Span], Source]] = []
    seen: set[tuple[Span, ...]] = set()
    for draft in drafts:
        content = [p for s in draft.content for p in trimmed(page, s)]
        if not content or tuple(content) in seen:
            continue
        seen.add(tuple(content))
        speaker = _source_of(draft)
        source = resolved.get(id(speaker)) or (
            sources.introducing(page.parse, content[0].start, mentions)
            if draft.quoted and draft.copied is None
            else Source(None, None)
        )
        if speaker is not draft:
            source = Source(None, source.entity)
        rows.append((draft, content, source))
    return _without_weak_nested(page.parse, rows)


def find(
    article: Article, parse: Parse, entities: Sequence[Entity], *, tagged: bool = True
) -> tuple[Attribution, ...]:
    """The attributions of an article in the order of their contents, with ids "q1", "q2", …; ``tagged``: False for
    the rules alone, as the tagger was trained on them."""
    page = Page(article, parse)
    roles = {i for i, b in enumerate(article.blocks) if b.role in QUOTING_ROLES}
    titles = [b for b in article.blocks if b.role in {"title", "standfirst"}]
    found = [
        _outside(page, r)
        for r in _without_translators(parse, reports.find(parse, titles))
        if page.block_at(parse.tokens[r.cue[0]].start) in roles
    ]
    drafts = from_reports(page, found)
    quoting.attach(page, drafts, found)
    mentions = sources.Mentions.of(entities)
    people = frozenset(e.id for e in entities if e.kind == "person")
    rows = _rows(page, drafts, mentions, people)
    if tagged:
        rows = _rows(page, merging.revise(page, rows), mentions, people)
    within = _within(parse, rows)
    rows = _first_persons(article.text, rows, within)
    order = {id(draft): n for n, (draft, _, _) in enumerate(rows)}
    told = [
        chain.Told(d.cue, s, tuple(c), order.get(id(d.copied)) if d.copied is not None else None)
        for d, c, s in rows
    ]
    writers = {
        r.cue[0]: sources.resolve(parse, r.source, r.antecedent, mentions)
        for r in found
        if r.source is not None and not r.content
    }
    chains = chain.find(parse, article.text, told, mentions, writers)
    known = chain.speakers(article.text, told, chains)
    if known != [t.source for t in told]:
        rows = [(draft, content, source) for (draft, content, _), source in zip(rows, known, strict=True)]
        told = [replace(t, source=source) for t, source in zip(told, known, strict=True)]
        chains = chain.find(parse, article.text, told, mentions, writers)
    result: list[Attribution] = []
    for number, (draft, pieces, source) in enumerate(rows):
        content = _apart(pieces)
        cue = Span(parse.tokens[draft.cue[0]].start, parse.tokens[draft.cue[-1]].end) if draft.cue else None
        outer = within[number]
        result.append(
            Attribution(
                id=f"q{number + 1}",
                article=article.id,
                kind=_kind(page, content),
                content=tuple(content),
                cue=(cue,) if cue else (),
                source=source,
                chain=chains[number],
                within=None if outer is None else f"q{outer + 1}",
                quoted=tuple(_quoted(page, content)),
            )
        )
    return tuple(result)


def _first_persons(
    text: str, rows: Sequence[tuple[Draft, list[Span], Source]], within: Sequence[int | None]
) -> list[tuple[Draft, list[Span], Source]]:
    """The rows, where "I" inside another's words is whoever says these."""
    done: list[tuple[Draft, list[Span], Source]] = []
    for (draft, content, source), outer in zip(rows, within, strict=True):
        span = source.span
        if outer is not None and source.entity is None and span is not None and span.of(text) == "I":
            speaker = rows[outer][2]
            source = (
                speaker if speaker.entity is None and speaker.span else replace(source, entity=speaker.entity)
            )
        done.append((draft, content, source))
    return done


def _apart(pieces: Sequence[Span]) -> list[Span]:
    """Pieces in text order, those that overlap made one."""
    found: list[Span] = []
    for piece in sorted(pieces):
        if found and piece.start < found[-1].end:
            last = found.pop()
            found.append(Span(last.start, max(last.end, piece.end)))
        else:
            found.append(piece)
    return found


# Inside another's words only plain reports of somebody named are kept: "he said that", "argued for", "accused … of".
_PLAIN = frozenset({"that", "before", "prep", "of", "beside", "noun"})


def _without_weak_nested(
    parse: Parse, rows: Sequence[tuple[Draft, list[Span], Source]]
) -> list[tuple[Draft, list[Span], Source]]:
    kept = list(rows)
    nested = _within(parse, kept)
    return [row for row, outer in zip(kept, nested, strict=True) if outer is None or _plain(parse, row[0])]


def _plain(parse: Parse, draft: Draft) -> bool:
    if draft.kind != "say" or draft.rule not in _PLAIN:
        return False
    if draft.holds_inner:  # a quotation inside a quotation
        return True
    if draft.source is None:
        return draft.rule == "noun" and bool(draft.quoted)
    return draft.rule == "beside" or parse.tokens[draft.source].pos == "PROPN"


def _within(parse: Parse, rows: Sequence[tuple[Draft, list[Span], Source]]) -> list[int | None]:
    """For each attribution the smallest other one whose content holds its cue and its content; without a cue, its
    content."""
    spans = sorted((s.start, s.end, k) for k, (_, content, _) in enumerate(rows) for s in content)
    lengths = [sum(map(len, content)) for _, content, _ in rows]
    at = [parse.tokens[draft.cue[0]].start if draft.cue else content[0].start for draft, content, _ in rows]
    result: list[int | None] = [None] * len(rows)
    active: list[tuple[int, int, int]] = []
    following = 0
    for n in sorted(range(len(rows)), key=lambda n: at[n]):
        while following < len(spans) and spans[following][0] <= at[n]:
            active.append(spans[following])
            following += 1
        active = [span for span in active if span[1] > at[n]]
        content = rows[n][1]
        around = [
            (lengths[k], k)
            for _, _, k in active
            if lengths[k] > lengths[n] and any(s.contains(content[0]) for s in rows[k][1])
        ]
        result[n] = min(around)[1] if around else None
    return result
