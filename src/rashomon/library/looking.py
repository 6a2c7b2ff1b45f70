"""Everything there is to see of one story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon.library import comparing, listing, stored
from rashomon.library.copying import NearCopy, near_copies
from rashomon.library.file import Library


@dataclass(frozen=True, slots=True)
class Look:
    """A story, its articles in published order, which of them are near-copies and which are annotated as they are, and
    what its comparison came to ("made": when, "why": why nothing), None where it was not compared as it is."""

    story: listing.Told
    articles: tuple[listing.Listed, ...]
    copies: tuple[NearCopy, ...]
    annotated: frozenset[str]
    compared: dict[str, Any] | None


def look(library: Library, name: str) -> Look:
    """A story, named by itself or an article in it. Raises LibraryError when there is none."""
    told, members = listing.story(library, name)
    with library.reading() as db:
        number = listing.story_number(db, told.id)
        kept = comparing.kept(db, number)
        annotated = db.execute(
            "SELECT id FROM article JOIN annotation ON annotation.version = article.version WHERE story = ?",
            (number,),
        ).fetchall()
        ids = dict(db.execute("SELECT id, number FROM article WHERE story = ?", (number,)))
        texts = [stored.article(db, ids[m.id]) for m in members if m.id in ids]
    return Look(
        told,
        tuple(members),
        tuple(near_copies(texts)),
        frozenset(id for (id,) in annotated),
        None
        if kept is None
        else {"made": kept.made, "why": kept.why}
        | ({} if kept.comparison is None else comparing.summary(kept.comparison)),
    )
