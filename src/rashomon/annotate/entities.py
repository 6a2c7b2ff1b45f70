"""Who and what an article names, and every word in it that refers to them.

Requirement: a wrong reference puts words in the wrong mouth; where two readings tie, none is given.
"""

from __future__ import annotations

from rashomon.annotate import names, naming, reading
from rashomon.annotate.references import refer
from rashomon.model import Article, Entity, Mention, Parse


def find(article: Article, parse: Parse) -> tuple[Entity, ...]:
    """One entity per person, organisation, place, group (and other named thing), ids "e1"… by first name; mentions
    sorted by position. Name mentions do not overlap; a nominal may hold a name ("Kim’s father")."""
    text = reading.read(article, parse)
    groups = naming.group(text, names.find(text))
    found: list[Entity] = []
    referring = refer(text, groups)
    for number, (g, more) in enumerate(zip(groups, referring, strict=True), start=1):
        spots = {(text.tokens[n.first].start, text.tokens[n.last - 1].end, "name") for n in g.names}
        mentions = [Mention(article.id, s, e, "name") for s, e, _ in spots] + list(more)
        name = g.name()
        found.append(
            Entity(
                id=f"e{number}",
                kind=g.kind,
                name=name,
                mentions=tuple(sorted(set(mentions), key=lambda m: (m.start, m.end))),
                aliases=tuple(sorted({s for s in g.surfaces if s != name} | g.aliases)),
            )
        )
    return tuple(found)
