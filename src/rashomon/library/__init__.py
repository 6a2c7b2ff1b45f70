"""A library: every article with every version seen, the stories they make, and what was put right by hand.

    with Library("desk.sqlite", writable=True) as library:
        for batch in added(library, entries):
            …                       # a batch is on disk when it comes

One SQLite file. Nothing of an article is ever overwritten; stories follow from the articles and the corrections.
"""

from __future__ import annotations

from rashomon.library.adding import Added, added
from rashomon.library.entry import Entry, of_article, read_entries
from rashomon.library.file import Library

__all__ = ["Added", "Entry", "Library", "added", "of_article", "read_entries"]
