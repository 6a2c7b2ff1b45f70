"""What a list says of an article (a feed of its item, an export of its page) beside what the article says itself."""

from __future__ import annotations

from dataclasses import replace

from rashomon.ingest.draft import Draft
from rashomon.ingest.metadata import domain, url_date


def completed(draft: Draft, known: Draft | None) -> Draft:
    """A draft with what the list says where it is silent itself; the part is the list's."""
    if known is None:
        return draft
    return replace(
        draft,
        title=draft.title or known.title,
        outlet=draft.outlet or known.outlet,
        authors=draft.authors or known.authors,
        published=draft.published or known.published,
        url=draft.url or known.url,
        language=draft.language or known.language,
        part=draft.part or known.part,
    )


def located(draft: Draft, url: str | None) -> Draft:
    """A draft with what the address it was had from says where it is silent itself."""
    where = draft.url or url
    if where is None or url is None:
        return draft
    return replace(
        draft, url=where, outlet=draft.outlet or domain(where), published=draft.published or url_date(where)
    )
