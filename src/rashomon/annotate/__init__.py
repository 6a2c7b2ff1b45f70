"""Article to Annotated: everything that can be said of one report alone.

The order is that of dependence: names before speakers, speakers before claims.
"""

from __future__ import annotations

from rashomon.annotate import attributions, claims, dates, entities, quantities
from rashomon.annotate.parse import parse, parser_id
from rashomon.model import Annotated, Article

__all__ = ["annotate", "parser_id"]


def annotate(article: Article) -> Annotated:
    """All annotations of one article; ids are unique within it."""
    parsed = parse(article)
    found = entities.find(article, parsed)
    said = attributions.find(article, parsed, found)
    return Annotated(
        article=article,
        parse=parsed,
        entities=found,
        attributions=said,
        claims=claims.find(article, parsed, said),
        dates=dates.find(article, parsed),
        quantities=quantities.find(article, parsed),
    )
