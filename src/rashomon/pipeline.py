"""The order of the stages: the one place that knows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from rashomon import __version__, ingest
from rashomon.align import align
from rashomon.align import settings as align_settings
from rashomon.align.perhaps import doubted
from rashomon.align.primary import lay
from rashomon.annotate import annotate, parser_id
from rashomon.brief import brief
from rashomon.compare import compare as judge
from rashomon.compare import settings as compare_settings
from rashomon.correct import Correction, replay
from rashomon.errors import NotFetched, OptionError, TooFewArticles
from rashomon.fetch import Fetched, Fetching, is_url
from rashomon.ingest import Link, Source, articles, of_page, read, summary
from rashomon.ingest.repeated import WINDOW, marked
from rashomon.model import Alignment, Annotated, Article, Attribution, Comparison, Dropped
from rashomon.models import encoder_id, load_encoder, tagger_id

if TYPE_CHECKING:
    from rashomon.fetch.background import Fetcher

__all__ = ["Fetch", "annotate", "compare", "read", "read_all", "read_each", "unreadable"]

# Called with the words for what is being done now, the number of steps done, and of all steps.
Progress = Callable[[str, int, int], None]

# What is in an input.
Row = Article | Dropped | Link
# Outlet and date that are given by hand.
Said = dict[str, str | None]

# Has the sources behind addresses, in their order, or the reason why one cannot be had.
Fetch = Callable[[Sequence[Link]], Iterable[Source | Dropped]]

# Whether a link is to be followed.
Following = Callable[[Link], bool]

# Articles that one comparison takes of inputs that hold several: it is of one story.
MOST = 50

# Links that a fetcher is asked for at a time.
AHEAD = 64

# Lists within lists that are followed: a sitemap's index, its sitemaps, their pages.
DEPTH = 3

# Languages that are read; "und" is a text too short or too strange to tell.
READ = frozenset({"en", "und"})


def silent(_what: str, _done: int, _all: int) -> None:
    """No progress is shown."""


def every(_link: Link) -> bool:
    """All links are followed."""
    return True


def read_all(
    path: str | os.PathLike[str], *, outlet: str | None = None, published: str | None = None
) -> Iterator[Article | Dropped | Link]:
    """As ``read``, for what may hold many articles: each in order, with a row for every part that gives none and a
    link for every address. What an outlet repeats under its reports is marked. Raises OptionError; what is wrong with
    the input itself is a row too."""
    return marked(ingest.read_all(path, outlet=outlet, published=published))


def read_each(
    origins: Iterable[str],
    *,
    outlets: Mapping[str, str] = MappingProxyType({}),
    published: Mapping[str, str] = MappingProxyType({}),
    fetching: Fetching | None = None,
    fetcher: Fetcher | None = None,
    fetch: Fetch | None = None,
    following: Following = every,
    most: int | None = None,
    window: int = WINDOW,
    progress: Progress = silent,
) -> Iterator[Article | Dropped]:
    """The articles of each input and, with the reason, what was dropped; a file named twice is dropped the second time,
    under whatever path, and so is a page, under whatever address leads to it. ``outlets`` and ``published`` give by
    origin what the input itself does not say.

    Addresses are fetched as ``fetching`` says, or by a ``fetcher`` that goes on being used, some ahead of their turn;
    links of what was fetched (a feed) are followed, to ``most`` pages. Links of files are followed where
    ``fetching.follow`` says so, or by ``fetch``: otherwise what the file says of a page stands in. A link that is not
    ``following`` is passed over. What an outlet repeats under its reports is marked, for which ``window`` articles are
    held back.
    """
    how = fetching or Fetching()
    given = _given(list(origins), outlets, published, how, fetcher, following, most, progress)
    return marked(_settled(given, fetch, following, DEPTH), window)


def _given(
    origins: Sequence[str],
    outlets: Mapping[str, str],
    published: Mapping[str, str],
    fetching: Fetching,
    fetcher: Fetcher | None,
    following: Following,
    most: int | None,
    progress: Progress,
) -> Iterator[tuple[Row, Said]]:
    """What is in each input, links followed as ``fetching`` says, with what is said of it by hand."""
    first: dict[str, str] = {}
    lost: dict[str, Dropped] = {}
    urls = list(dict.fromkeys(filter(is_url, origins)))
    with ExitStack() as stack:
        pages: Iterator[Fetched] = iter(())
        network: Fetch | None = None
        if urls or fetching.follow:
            from rashomon.fetch.background import Fetcher

            by = fetcher or stack.enter_context(Fetcher(fetching))
            pages = by.each(urls)
            network = _Links(by, urls, most)

        for number, origin in enumerate(origins):
            progress(f"fetching {origin}" if is_url(origin) else "reading", number, len(origins))
            said: Said = {"outlet": outlets.get(origin), "published": published.get(origin)}
            if origin in lost:
                yield lost[origin], said
                continue
            page = next(pages) if is_url(origin) and origin not in first else None
            file = page.final_url if page else origin if origin == "-" else os.path.realpath(origin)
            same = first.get(origin) or first.get(file)
            if same is not None:
                yield Dropped(origin, "read", f"duplicate of {same}"), said
                continue
            rows: Iterable[Row]
            if page:
                source = _source(page)
                found = [source] if isinstance(source, Dropped) else articles(source, **said)
                rows = _settled(_with(found, said), network, following, DEPTH)
            elif fetching.follow:
                rows = _settled(_with(ingest.read_all(origin, **said), said), network, following, DEPTH)
            else:
                rows = ingest.read_all(origin, **said)
            for row in rows:
                if isinstance(row, Dropped) and row.origin == origin:
                    lost.setdefault(origin, row)
                elif not isinstance(row, Dropped):
                    first[file] = first[origin] = origin
                yield row, said


class _Links:
    """Fetches links in order, each address once, until ``most`` pages were asked for (None: without end)."""

    def __init__(self, fetcher: Fetcher, asked: Iterable[str], most: int | None) -> None:
        self._fetcher = fetcher
        self._asked = set(asked)
        self._most = self._left = most

    def __call__(self, links: Sequence[Link]) -> Iterator[Source | Dropped]:
        """What is behind each link, or why it was not fetched, in their order."""
        refused: list[Dropped | None] = []

        def asked() -> Iterator[str]:
            for link in links:
                refused.append(self._refusal(link))
                if refused[-1] is None:
                    yield link.url

        number = 0
        for page in self._fetcher.each(asked()):
            while (row := refused[number]) is not None:
                yield row
                number += 1
            yield _source(page)
            number += 1
        yield from (row for row in refused[number:] if row is not None)

    def _refusal(self, link: Link) -> Dropped | None:
        if link.url in self._asked:
            return Dropped(link.origin, "read", f"duplicate of {link.url}")
        if self._left == 0:
            what = f"{self._most} pages, the most that are fetched for one comparison"
            return Dropped(link.origin, "fetch", f"is past the first {what}: {link.url}")
        self._asked.add(link.url)
        if self._left is not None and link.kind == "page":
            self._left -= 1
        return None


def _source(page: Fetched) -> Source | Dropped:
    try:
        return of_page(page)
    except NotFetched as error:
        return Dropped(error.origin, "fetch", error.reason)


def _settled(
    rows: Iterable[tuple[Row, Said]], fetch: Fetch | None, following: Following, depth: int
) -> Iterator[Article | Dropped]:
    """The rows in their order, links followed, and those that are found there."""
    waiting: list[tuple[Link, Said]] = []
    for row, said in rows:
        if isinstance(row, Link):
            if not following(row):
                continue
            waiting.append((row, said))
            if len(waiting) < AHEAD:
                continue
        yield from _followed(waiting, fetch, following, depth)
        waiting.clear()
        if not isinstance(row, Link):
            yield row
    yield from _followed(waiting, fetch, following, depth)


def _followed(
    links: Sequence[tuple[Link, Said]], fetch: Fetch | None, following: Following, depth: int
) -> Iterator[Article | Dropped]:
    """What is behind these links, or what stands in for it."""
    if fetch is None or not depth or not links:
        yield from (summary(link, **said) for link, said in links)
        return
    for (link, said), source in zip(links, fetch([link for link, _ in links]), strict=True):
        if isinstance(source, Dropped):
            yield source
        else:
            found = articles(replace(source, known=link.known), **said)
            yield from _settled(_with(found, said), fetch, following, depth - 1)


def _with(rows: Iterable[Row], said: Said) -> Iterator[tuple[Row, Said]]:
    return ((row, said) for row in rows)


def too_many(article: Article) -> Dropped:
    """The row of an article past those that a comparison takes."""
    return Dropped(article.origin, "read", f"is past the first {MOST} articles, which one comparison takes")


def unreadable(article: Article) -> Dropped | None:
    """Why an article cannot be annotated, if it cannot: a language there are no rules for."""
    if article.language.split("-")[0] in READ:
        return None
    return Dropped(article.origin, "annotate", f"language {article.language!r} cannot be read yet")


def compare(
    articles: Sequence[Article],
    *,
    dropped: Sequence[Dropped] = (),
    options: Mapping[str, str] = MappingProxyType({}),
    words: int | None = None,
    corrections: Sequence[Correction] = (),
    source: Article | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Everything that can be said of two or more articles beside each other.

    Raises TooFewArticles when fewer than two can be read (``annotated``). ``dropped`` are inputs lost before, and
    ``options`` what was said of the inputs by hand, both to be reported. ``words`` is the most that the briefing has,
    ``corrections`` what people put right in it before. ``source`` is the speech or op-ed that the articles quote; it is
    no report itself.
    """
    read_in, primary, lost = annotated(articles, dropped=dropped, source=source, progress=progress)
    return beside(
        read_in,
        dropped=lost,
        options=options,
        words=words,
        corrections=corrections,
        source=primary,
        progress=progress,
    )


def annotated(
    articles: Sequence[Article],
    *,
    dropped: Sequence[Dropped] = (),
    source: Article | None = None,
    progress: Progress = silent,
) -> tuple[list[Annotated], Annotated | None, list[Dropped]]:
    """Articles and source as ``beside`` takes them, and what was dropped.

    An article equal in id to an earlier one is dropped as its duplicate, one in a language that cannot be read with
    that reason, and so is such a source. Raises TooFewArticles when fewer than two are left. What an outlet repeats
    under its reports is marked.
    """
    kept: dict[str, Article] = {}
    lost = list(dropped)
    for article in articles:
        if article.id in kept:
            lost.append(Dropped(article.origin, "read", f"duplicate of {kept[article.id].origin}"))
        elif article.language not in READ:
            lost.append(
                Dropped(article.origin, "annotate", f"language {article.language!r} cannot be read yet")
            )
        else:
            kept[article.id] = article
    if len(kept) < 2:
        reasons = "; ".join(f"{d.origin}: {d.reason}" for d in lost[len(dropped) :])
        raise TooFewArticles(
            f"a comparison needs two articles, {len(kept)} left" + (f" ({reasons})" if reasons else "")
        )
    steps = len(kept) + 3
    read_in = []
    texts = tuple(marked(kept.values()))
    for n, article in enumerate(texts):
        progress(f"reading {article.origin}", n, steps)
        read_in.append(annotate(article))
    primary = None
    if source is not None and source.id in kept:
        raise OptionError(f"the source {source.origin!r} is one of the reports too; name it once")
    if source is not None and (row := unreadable(source)) is not None:
        lost.append(row)
    elif source is not None:
        progress(f"reading {source.origin}", len(kept), steps)
        primary = annotate(source)
    return read_in, primary, lost


def beside(
    read_in: Sequence[Annotated],
    *,
    dropped: Sequence[Dropped] = (),
    options: Mapping[str, str] = MappingProxyType({}),
    words: int | None = None,
    corrections: Sequence[Correction] = (),
    source: Annotated | None = None,
    perhaps: Sequence[tuple[str, str]] = (),
    progress: Progress = silent,
) -> Comparison:
    """As ``compare``, of articles that have been annotated. ``perhaps`` are pairs of claims, each in a point of its own,
    that may be one thing: they become points that are unsure."""
    steps = len(read_in) + 3
    numbered = numbered_on(read_in)
    progress("aligning", len(read_in), steps)
    by_hand = replay(numbered, corrections)
    alignment = by_hand.rows(doubted(align(by_hand.articles, load_encoder()), perhaps))
    progress("comparing", len(read_in) + 1, steps)
    judged = judge(alignment, by_hand.refused(alignment))
    progress("writing", len(read_in) + 2, steps)
    lines = brief(alignment, judged, words=words)
    return Comparison(
        tool=f"rashomon {__version__}",
        articles=tuple(a.article for a in read_in),
        entities=alignment.entities,
        attributions=tuple(_resolved(q, alignment) for a in by_hand.articles for q in a.attributions),
        utterances=alignment.utterances,
        copies=alignment.copies,
        claims=tuple(c for a in alignment.articles for c in a.claims),
        dates=tuple(d for a in numbered for d in a.dates),
        quantities=tuple(n for a in numbered for n in a.quantities),
        points=judged.points,
        findings=judged.findings,
        absences=judged.absences,
        voices=judged.voices,
        sourcing=judged.sourcing,
        timeline=judged.timeline,
        briefing=lines,
        dropped=tuple(dropped),
        settings=(
            ("parser", parser_id()),
            ("encoder", encoder_id()),
            ("tagger", tagger_id()),
            *align_settings(),
            *compare_settings(),
            *options.items(),
            *by_hand.told(judged.points, judged.findings),
            *(() if source is None else (("source_sha256", source.article.sha256),)),
        ),
        primary=None if source is None else lay(source, numbered),
    )


def alone(annotated: Annotated) -> Comparison:
    """What is said in one article, in the form of a comparison that has nothing to compare: no points, no findings."""
    return Comparison(
        tool=f"rashomon {__version__}",
        articles=(annotated.article,),
        entities=annotated.entities,
        attributions=annotated.attributions,
        utterances=(),
        copies=(),
        claims=annotated.claims,
        dates=annotated.dates,
        quantities=annotated.quantities,
        points=(),
        findings=(),
        absences=(),
        voices=(),
        sourcing=(),
        timeline=(),
        briefing=(),
        dropped=(),
        settings=(("parser", parser_id()), ("tagger", tagger_id())),
    )


def numbered_on(articles: Sequence[Annotated]) -> list[Annotated]:
    """Ids made unique over the comparison: each kind numbered on through the articles in order."""
    counts: dict[str, int] = {}

    def fresh(ids: Sequence[str], letter: str) -> Mapping[str, str]:
        start = counts.get(letter, 0)
        counts[letter] = start + len(ids)
        return {old: f"{letter}{start + n}" for n, old in enumerate(ids, start=1)}

    result = []
    for a in articles:
        # An article's entities get a prefix of their own: the story's, made when aligning, are "e1", "e2", …
        entities = fresh([e.id for e in a.entities], "x")
        said = fresh([q.id for q in a.attributions], "q")
        claims = fresh([c.id for c in a.claims], "c")
        dates = fresh([d.id for d in a.dates], "t")
        amounts = fresh([n.id for n in a.quantities], "n")
        result.append(
            replace(
                a,
                entities=tuple(replace(e, id=entities[e.id]) for e in a.entities),
                attributions=tuple(
                    replace(
                        q,
                        id=said[q.id],
                        source=replace(q.source, entity=entities.get(q.source.entity or "")),
                        within=said.get(q.within or ""),
                    )
                    for q in a.attributions
                ),
                claims=tuple(
                    replace(c, id=claims[c.id], attribution=said.get(c.attribution or "")) for c in a.claims
                ),
                dates=tuple(replace(d, id=dates[d.id]) for d in a.dates),
                quantities=tuple(replace(n, id=amounts[n.id]) for n in a.quantities),
            )
        )
    return result


def _resolved(attribution: Attribution, alignment: Alignment) -> Attribution:
    """The attribution with the story's entity for the article's."""
    entity = alignment.entity_of.get(attribution.source.entity or "")
    return replace(attribution, source=replace(attribution.source, entity=entity))
