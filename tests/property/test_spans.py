"""The algebra of spans, of words, of tokens within a stretch, of sentences, and of rows, on any input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.align.assemble import assemble
from rashomon.align.score import SAME, UNSURE
from rashomon.annotate.sentences import split
from rashomon.model import Claim, Link, Parse, Passage, Span, Token
from rashomon.words import bare, count, fold, words

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("Aa. \n“”‘’'\"-–—…[](),;:!?é\u0301ßİﬁ😀12U")), max_size=80
)


@st.composite
def spans(draw: st.DrawFn, size: int = 40) -> Span:
    start = draw(st.integers(0, size))
    return Span(start, draw(st.integers(start + 1, size + 1)))


def covered(span: Span) -> set[int]:
    return set(range(span.start, span.end))


# ------------------------------------------------------------ Span


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_only_what_holds_a_character_is_a_span(start: int, end: int) -> None:
    if 0 <= start < end:
        assert len(Span(start, end)) == end - start
    else:
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)


@given(spans(), spans())
def test_overlap_and_containment_are_those_of_sets(a: Span, b: Span) -> None:
    assert a.overlaps(b) == bool(covered(a) & covered(b))
    assert a.contains(b) == (covered(b) <= covered(a))
    assert (a.contains(b) and b.contains(a)) == (a == b)


@given(spans(), spans(), spans())
def test_containment_carries_over(a: Span, b: Span, c: Span) -> None:
    if a.contains(b):
        assert a.overlaps(b)
        assert not b.contains(c) or a.contains(c)
        assert not b.overlaps(c) or a.overlaps(c)


@given(spans(), spans())
def test_order_is_that_of_reading(a: Span, b: Span) -> None:
    assert (a < b) == ((a.start, a.end) < (b.start, b.end))


@given(TEXTS.filter(bool), st.data())
def test_a_span_is_its_words(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(text) - 1))
    assert text[: span.start] + span.of(text) + text[span.end :] == text
    assert Passage("a1", span.start, span.end).span == span


# ------------------------------------------------------------ words


@given(TEXTS)
def test_words_are_apart_in_order_and_hold_every_letter(text: str) -> None:
    found = words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = set().union(*(covered(s) for s in found)) if found else set()
    assert {n for n, c in enumerate(text) if c.isalnum()} <= inside
    for span in found:
        first, last = span.of(text)[0], span.of(text)[-1]
        assert first.isalnum() or first.isnumeric()
        assert last.isalnum() or last.isnumeric()


@given(TEXTS, TEXTS)
def test_words_of_two_texts_are_those_of_each(left: str, right: str) -> None:
    text = f"{left} \n {right}"
    at = len(left) + 3
    expected = [*words(left), *(Span(s.start + at, s.end + at) for s in words(right))]
    assert words(text) == expected


@given(TEXTS, st.data())
def test_words_of_a_part_stay_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert all(start <= s.start and s.end <= end for s in words(text, start, end))
    if start < end:
        assert count(text, (Span(start, end),)) == len(words(text, start, end))


@given(TEXTS)
@example("Straße’s İstanbul")
def test_folding_folds_once_and_for_all(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(text.replace("’", "'")) == once


@pytest.mark.parametrize(
    ("word", "stripped"),
    [
        ("Marsh’s", "marsh"),
        ("workers’", "workers"),
        ("WORKERS'", "workers"),
        ("weir", "weir"),
        ("’s", "'s"),
        ("Zoë's", "zoe"),
    ],
)
def test_possessives(word: str, stripped: str) -> None:
    assert bare(word) == stripped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the workers’ pay", ["the", "workers", "pay"]),
        ("a U.S. re-election, 1,200 strong", ["a", "U.S", "re-election", "1,200", "strong"]),
        ("don’t—stop", ["don’t", "stop"]),
        ("snake_case", ["snake", "case"]),
        ("1, 2", ["1", "2"]),
    ],
)
def test_what_a_word_is(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in words(text)] == expected


# ------------------------------------------------------------ sentences


@given(TEXTS, st.data())
def test_sentences_hold_all_but_the_space_between(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = split(text, start, end)
    assert all(start <= s.start and s.end <= end for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = set().union(*(covered(s) for s in found)) if found else set()
    assert {n for n in range(start, end) if not text[n].isspace()} <= inside
    assert all(s.of(text) == s.of(text).strip() for s in found)


@given(TEXTS)
def test_a_sentence_is_not_split_again_differently(text: str) -> None:
    """Cutting only looks at what stands beside the cut, so a paragraph apart is cut as it is within."""
    apart = split(f"{text}\n\nRain fell.", 0, len(text) + 12)
    assert [s.of(text) for s in split(text, 0, len(text))] == [
        s.of(f"{text}\n\nRain fell.") for s in apart[:-1]
    ]


# ------------------------------------------------------------ Parse


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """Some words with gaps between them, in sentences, hung on each other without a circle."""
    tokens: list[Token] = []
    sentences: list[Span] = []
    at = draw(st.integers(0, 3))
    for number in range(draw(st.integers(1, 4))):
        base, size = len(tokens), draw(st.integers(1, 5))
        for n in range(size):
            length = draw(st.integers(1, 4))
            head = base if n == 0 else draw(st.integers(base, base + n - 1))
            tokens.append(
                Token(base + n, at, at + length, "x" * length, "x", "X", "", "dep", head, number, "")
            )
            at += length + draw(st.integers(0, 2))
        sentences.append(Span(tokens[base].start, tokens[-1].end))
        at += 1
    return Parse(tuple(tokens), tuple(sentences))


@given(parses(), spans(60))
def test_within_is_what_overlaps(parsed: Parse, span: Span) -> None:
    assert parsed.within(span.start, span.end) == tuple(t for t in parsed.tokens if t.span.overlaps(span))


@given(parses())
def test_sentences_share_out_the_tokens(parsed: Parse) -> None:
    together = [t for n in range(len(parsed.sentences)) for t in parsed.in_sentence(n)]
    assert together == list(parsed.tokens)
    assert all(t.sentence == n for n in range(len(parsed.sentences)) for t in parsed.in_sentence(n))


def test_a_sentence_may_have_no_tokens() -> None:
    word = Token(0, 3, 4, "x", "x", "X", "", "ROOT", 0, 1, "")
    parsed = Parse((word,), (Span(0, 2), Span(3, 4), Span(5, 6)))
    assert [len(parsed.in_sentence(n)) for n in range(3)] == [0, 1, 0]
    assert Parse((), ()).within(0, 9) == ()


@given(parses())
def test_subtrees_and_ancestors_are_two_views_of_one_tree(parsed: Parse) -> None:
    for token in parsed.tokens:
        below = parsed.subtree(token.index)
        assert list(below) == sorted(set(below))
        assert {
            t.index
            for t in parsed.tokens
            if t.index == token.index or token.index in parsed.ancestors(t.index)
        } == set(below)
        assert all(parsed.tokens[c].head == token.index for c in parsed.children[token.index])


# ------------------------------------------------------------ rows


@st.composite
def linked(draw: st.DrawFn) -> tuple[list[Claim], list[Link]]:
    claims = [
        Claim(f"c{n}", draw(st.sampled_from(["a1", "a2", "a3"])), (Span(n * 5, n * 5 + 4),), "outlet", None, False,
              False, "body")
        for n in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    links = []
    for n, left in enumerate(claims):
        for right in claims[n + 1 :]:
            score = draw(st.one_of(st.none(), st.floats(0, 1)))
            if score is not None:
                decision = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
                if left.article != right.article or decision == "same":
                    links.append(Link(left.id, right.id, score, decision, ()))
    return claims, links


@given(linked(), st.randoms(use_true_random=False))
def test_rows(given_links: tuple[list[Claim], list[Link]], chance: object) -> None:
    claims, links = given_links
    order = {"a1": 0, "a2": 1, "a3": 2}
    rows = assemble(claims, links, order)
    ids = [c for r in rows for _, cell in r.cells for c in cell]
    assert sorted(ids) == sorted(c.id for c in claims)
    article = {c.id: c.article for c in claims}
    score = {frozenset((k.left, k.right)): k.score for k in links}
    for r in rows:
        assert [a for a, _ in r.cells] == sorted({a for a, _ in r.cells})
        assert all(cell and all(article[c] == a for c in cell) for a, cell in r.cells)
        members = {c for _, cell in r.cells for c in cell}
        assert all({k.left, k.right} <= members and k.score >= UNSURE for k in r.links)
        if r.doubtful:
            assert len(members) == 2
        across = [(a, b) for a in members for b in members if a < b and article[a] != article[b]]
        assert all(score.get(frozenset(p), 0.0) >= 0.15 for p in across)
    shuffled = list(links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assemble(claims, shuffled, order) == rows
