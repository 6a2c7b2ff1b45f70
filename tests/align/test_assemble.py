"""Which scored pairs stand in one row."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.align.assemble import POSSIBLE, assemble
from rashomon.align.score import SAME, UNSURE
from rashomon.model import Claim, Link, Row, Span

ORDER = {"a1": 0, "a2": 1, "a3": 2}
DOUBT = (SAME + UNSURE) / 2


def claim(id: str) -> Claim:
    """ "a1.20" is the claim of a1 that begins at 20."""
    article, start = id.split(".")
    return Claim(id, article, (Span(int(start), int(start) + 9),), "outlet", None, False, False, "body")


def rows(ids: str, *links: tuple[str, str, float]) -> tuple[Row, ...]:
    made = [
        Link(a, b, s, "same" if s >= SAME else "unsure" if s >= UNSURE else "different", ())
        for a, b, s in links
    ]
    return assemble([claim(i) for i in ids.split()], made, ORDER)


def cells(made: Sequence[Row]) -> list[str]:
    return [" ".join(c for _, ids in row.cells for c in ids) for row in made]


def test_without_links_each_stands_alone_in_order_of_articles_and_text() -> None:
    made = rows("a2.0 a1.30 a1.5")
    assert cells(made) == ["a1.5", "a1.30", "a2.0"]
    assert not any(row.doubtful or row.links for row in made)


def test_the_same_join() -> None:
    (row,) = rows("a1.0 a2.0", ("a1.0", "a2.0", 0.9))
    assert row.cells == (("a1", ("a1.0",)), ("a2", ("a2.0",)))
    assert [(k.left, k.right) for k in row.links] == [("a1.0", "a2.0")]
    assert not row.doubtful


def test_cells_come_in_article_and_text_order() -> None:
    (row,) = rows("a1.40 a1.5 a2.0", ("a2.0", "a1.40", 0.9), ("a1.5", "a2.0", 0.95), ("a1.5", "a1.40", 0.9))
    assert row.cells == (("a1", ("a1.5", "a1.40")), ("a2", ("a2.0",)))


def test_the_thresholds_themselves() -> None:
    assert not rows("a1.0 a2.0", ("a1.0", "a2.0", SAME))[0].doubtful
    (unsure,) = rows("a1.0 a2.0", ("a1.0", "a2.0", UNSURE))
    assert unsure.doubtful
    assert len(rows("a1.0 a2.0", ("a1.0", "a2.0", UNSURE - 0.001))) == 2


def test_one_bad_link_chains_nothing() -> None:
    """a1.0 and a2.0 are one, a2.0 and a3.0 are one, but a1.0 is surely not a3.0."""
    links = [("a1.0", "a2.0", 0.95), ("a2.0", "a3.0", 0.9)]
    assert cells(rows("a1.0 a2.0 a3.0", *links, ("a1.0", "a3.0", POSSIBLE - 0.01))) == ["a1.0 a2.0", "a3.0"]
    assert cells(rows("a1.0 a2.0 a3.0", *links, ("a1.0", "a3.0", 0.5))) == ["a1.0 a2.0 a3.0"]


def test_a_pair_never_scored_counts_as_nothing_alike() -> None:
    assert len(rows("a1.0 a2.0 a3.0", ("a1.0", "a2.0", 0.95), ("a2.0", "a3.0", 0.9))) == 2


def test_on_average_the_same() -> None:
    """Two certain links do not outweigh two that say otherwise, though none is out of the question."""
    inner = [("a1.0", "a1.20", 0.95), ("a2.0", "a2.20", 0.94)]
    across = [("a1.0", "a2.0", 0.8), ("a1.20", "a2.20", 0.2), ("a1.0", "a2.20", 0.2), ("a1.20", "a2.0", 0.2)]
    assert len(rows("a1.0 a1.20 a2.0 a2.20", *inner, *across)) == 2
    high = [(a, b, max(s, UNSURE + 0.1)) for a, b, s in across]
    assert len(rows("a1.0 a1.20 a2.0 a2.20", *inner, *high)) == 1


def test_the_best_pair_goes_first() -> None:
    """Both want a2.0; they are not each other's."""
    made = rows("a1.0 a2.0 a1.20", ("a1.0", "a2.0", 0.8), ("a1.20", "a2.0", 0.9), ("a1.0", "a1.20", 0.1))
    # claims of one article are not held against each other: a repetition may join
    assert cells(made)[0].split()[-1] == "a2.0"
    made = rows("a1.0 a2.0 a3.0", ("a1.0", "a2.0", 0.8), ("a3.0", "a2.0", 0.9), ("a1.0", "a3.0", 0.1))
    assert cells(made) == ["a1.0", "a2.0 a3.0"]


def test_doubt_joins_two_lone_claims_only() -> None:
    (row, rest) = rows(
        "a1.0 a2.0 a3.0", ("a1.0", "a2.0", 0.9), ("a2.0", "a3.0", DOUBT), ("a1.0", "a3.0", DOUBT)
    )
    assert (cells([row, rest]), row.doubtful, rest.doubtful) == (["a1.0 a2.0", "a3.0"], False, False)
    doubtful = rows(
        "a1.0 a2.0 a3.0", ("a1.0", "a2.0", DOUBT), ("a2.0", "a3.0", DOUBT), ("a1.0", "a3.0", DOUBT)
    )
    assert (len(doubtful), sum(r.doubtful for r in doubtful)) == (2, 1)


def test_all_links_inside_a_row_are_kept() -> None:
    links = [("a1.0", "a2.0", 0.95), ("a2.0", "a3.0", 0.9), ("a1.0", "a3.0", 0.7)]
    (row,) = rows("a1.0 a2.0 a3.0", *links)
    assert sorted((k.left, k.right) for k in row.links) == sorted((a, b) for a, b, _ in links)


def test_the_order_of_links_does_not_matter() -> None:
    links = [("a1.0", "a2.0", 0.9), ("a2.0", "a3.0", 0.9), ("a1.0", "a3.0", 0.5), ("a1.20", "a3.0", 0.9)]
    expected = cells(rows("a1.0 a1.20 a2.0 a3.0", *links))
    assert cells(rows("a1.0 a1.20 a2.0 a3.0", *reversed(links))) == expected
