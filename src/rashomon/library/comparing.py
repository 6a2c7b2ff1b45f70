"""The comparison of a story: made when somebody asks, or the story has two outlets, and kept until its articles, any
version of one, or the version of this program change."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.errors import TooFewArticles
from rashomon.library import annotating, stored
from rashomon.library.file import Library, one
from rashomon.library.listing import story_number
from rashomon.model import Annotated, Comparison, Dropped
from rashomon.pipeline import MOST, Progress, annotate, beside, silent, unreadable

# Distinct outlets of a story that is compared without being asked for.
OUTLETS = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """A comparison, or why there is none, and when it was made."""

    comparison: Comparison | None
    why: str | None
    made: str


def kept(db: sqlite3.Connection, story: int) -> Kept | None:
    """The comparison of a story, if one is kept that still holds."""
    row = db.execute(
        "SELECT versions, tool, made, why, result FROM comparison WHERE story = ?", (story,)
    ).fetchone()
    if row is None or row[0] != stored.listed(_versions(db, story)) or row[1] != stored.TOOL:
        return None
    return Kept(None if row[4] is None else stored.unpacked(row[4]), row[3], row[2])


def known(library: Library, name: str) -> Comparison | None:
    """The comparison of a story, named by itself or by an article in it, if one is kept that still holds. Raises
    LibraryError when there is no such story."""
    with library.reading() as db:
        found = kept(db, story_number(db, name))
    return None if found is None else found.comparison


def compared(library: Library, name: str, *, progress: Progress = silent) -> Comparison:
    """The comparison of a story, named by itself or by an article in it: the one that is kept, or one made now and
    kept if the library is writable. Of more than MOST articles the last published are compared.

    Raises LibraryError when there is no such story, TooFewArticles when it has fewer than two that can be read.
    """
    with library.reading() as db:
        story = story_number(db, name)
        before = kept(db, story)
        of = dict(db.execute("SELECT number, version FROM article WHERE story = ?", (story,)))
        order = db.execute(
            "SELECT number FROM article WHERE story = ? ORDER BY published IS NULL, published, number",
            (story,),
        )
        articles = [] if before else [(of[n], stored.article(db, n)) for (n,) in order.fetchall()]
    if before is not None and before.comparison is not None:
        return before.comparison
    unfit = {a.id: row for _, a in articles if (row := unreadable(a))}
    fit = [(version, a) for version, a in articles if a.id not in unfit]
    fit, early = fit[-MOST:], fit[:-MOST]
    why = None if before is None else before.why
    if before is None and len(fit) < 2:
        reasons = [f"{id}: {row.reason}" for id, row in unfit.items()]
        why = "; ".join([f"a comparison needs two articles, s{story} has {len(fit)}", *reasons])
        _keep(library, story, of.values(), None, why, [])
    if why is not None:
        raise TooFewArticles(why)
    lost = [
        *unfit.values(),
        *(
            Dropped(a.origin, "read", f"is before the last {MOST} articles, which one comparison takes")
            for _, a in early
        ),
    ]
    read_in: list[tuple[int, Annotated]] = []
    for number, (version, article) in enumerate(fit):
        progress(f"reading {article.id}", number, len(fit) + 3)
        read_in.append((version, annotate(article)))
    made = beside([a for _, a in read_in], dropped=lost, progress=progress)
    _keep(library, story, of.values(), made, None, read_in)
    return made


def _keep(
    library: Library,
    story: int,
    versions: Iterable[int],
    made: Comparison | None,
    why: str | None,
    read_in: Iterable[tuple[int, Annotated]],
) -> None:
    """Keep a comparison, and what was made of its articles on the way, if the library can be written."""
    if not library.writable:
        return
    with library.writing() as db:
        annotating.keep_all(db, read_in, library.clock())
        if one(db, "SELECT 1 FROM story WHERE number = ?", (story,)):  # it may have gone meanwhile
            db.execute(
                "INSERT OR REPLACE INTO comparison (story, versions, tool, made, why, result) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(story, stored.listed(versions), stored.TOOL, library.clock(), why),
                    None if made is None else stored.packed(made),
                ),
            )


def due(db: sqlite3.Connection) -> list[str]:
    """The stories of OUTLETS outlets or more that were not compared as they are, in order."""
    rows = db.execute(
        "SELECT story, group_concat(version, ' ') FROM (SELECT story, version, outlet FROM article ORDER BY version) "
        "GROUP BY story HAVING count(DISTINCT outlet) >= ? ORDER BY story",
        (OUTLETS,),
    ).fetchall()
    held = {
        story: versions
        for story, versions, tool in db.execute("SELECT story, versions, tool FROM comparison")
        if tool == stored.TOOL
    }
    return [f"s{story}" for story, versions in rows if held.get(story) != versions]


def all_due(library: Library, *, progress: Progress = silent) -> Iterator[tuple[str, Comparison | str]]:
    """Compare each story that is due; its name with the comparison, or with the reason why there is none."""
    with library.reading() as db:
        names = due(db)
    for name in names:
        with library.reading() as db:
            gone = one(db, "SELECT 1 FROM story WHERE number = ?", (int(name[1:]),)) is None
        if gone:  # joined with another by whoever else writes
            continue
        try:
            yield name, compared(library, name, progress=progress)
        except TooFewArticles as error:
            yield name, str(error)


def summary(made: Comparison) -> dict[str, int]:
    """How many articles were compared, and how many points came of it, by status."""
    counts = Counter(p.status for p in made.points)
    return {
        "compared": len(made.articles),
        **{status: counts[status] for status in ("agreed", "conflict", "unsure", "single")},
    }


def _versions(db: sqlite3.Connection, story: int) -> list[int]:
    return [v for (v,) in db.execute("SELECT version FROM article WHERE story = ?", (story,))]
