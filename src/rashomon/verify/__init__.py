"""Does a comparison prove what it says? Derived again from its texts alone, without any stage that made it.

Requirement: what passes is supported by the words that are cited; what fails is named with its rule and its passage.
Known exception: whether two claims assert one thing is the alignment's to say; checked is what is told of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.codec import comparison_from_json, comparison_to_dict
from rashomon.model import Article, Comparison
from rashomon.verify.book import Book, Failure, Rule
from rashomon.verify.page import shown
from rashomon.verify.records import records
from rashomon.verify.sentences import sentences
from rashomon.verify.sheet import data_of, is_page

__all__ = ["Failure", "Rule", "data_of", "is_page", "shown", "verify", "verify_json", "verify_page"]


def verify(comparison: Comparison, articles: Sequence[Article] = ()) -> tuple[Failure, ...]:
    """Everything that does not follow; empty when all does. ``articles``, as read from their files or pages, are those
    the comparison says it was made of: each has to be there with the same text."""
    document = comparison_to_dict(comparison)
    failures = [*_texts(comparison, articles), *records(comparison, document)]
    if not any(f.rule in {"format", "hash"} for f in failures):
        failures += sentences(Book(comparison))
    return tuple(dict.fromkeys(failures))


def verify_json(text: str, articles: Sequence[Article] = ()) -> tuple[Failure, ...]:
    """The same for the JSON of a comparison. Raises InputError when it is none."""
    return verify(comparison_from_json(text), articles)


def verify_page(page: str, articles: Sequence[Article] = ()) -> tuple[Failure, ...]:
    """The same for the page of a comparison, and what it shows that the data in it does not say. Raises InputError when
    it carries none."""
    comparison = comparison_from_json(data_of(page, "page"))
    return tuple(dict.fromkeys((*verify(comparison, articles), *shown(page, comparison))))


def _texts(comparison: Comparison, articles: Sequence[Article]) -> Iterator[Failure]:
    """Texts that are not those of the articles given."""
    if not articles:
        return
    known = {a.sha256 for a in comparison.articles}
    given = {a.sha256 for a in articles}
    for article in comparison.articles:
        if article.sha256 not in given:
            yield Failure(
                "text", f"article {article.id}", f"no article given has the text of {article.origin!r}"
            )
    for other in articles:
        if other.sha256 not in known:
            yield Failure("text", f"article {other.origin}", "the comparison has no article with its text")
