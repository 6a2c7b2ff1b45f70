"""Which quotations are versions of one utterance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import factory
from rashomon.align import utterances
from rashomon.model import (
    Annotated,
    Article,
    Attribution,
    AttributionKind,
    Entity,
    EntityKind,
    Mention,
    Parse,
    Source,
    Span,
    Utterance,
)

LONG = "The lighthouse must not be sold to the mainland before the islanders have voted on its future"
OTHER = "Nobody on this rock has asked the ferry company for charity, and nobody ever will do so"


@dataclass(frozen=True)
class Said:
    """A quotation to be put into an article: its words, its speaker, and the part of it that is the content."""

    words: str
    by: str | None = "Tove Hallin"
    kind: AttributionKind = "direct"
    role: EntityKind = "person"
    within: str | None = None


def _article(number: int, said: Sequence[Said | str]) -> Annotated:
    """An article with one paragraph for each quotation: “words,” speaker said."""
    paragraphs, contents = [], []
    at = 0
    for one in said:
        one = Said(one) if isinstance(one, str) else one
        text = (
            f"{one.by or 'Someone'} said: “{one.words}”"
            if one.kind != "indirect"
            else f"They said {one.words}."
        )
        start = text.index(one.words)
        paragraphs.append(text)
        contents.append((at, Span(at + start, at + start + len(one.words)), one))
        at += len(text) + 2
    article = factory.article("\n\n".join(paragraphs), id=f"a{number}")
    names = sorted({(o.by, o.role) for _, _, o in contents if o.by})
    entities = tuple(
        Entity(
            f"e{number}_{name}",
            role,
            name,
            tuple(
                Mention(article.id, start, start + len(name), "name")
                for start, _, one in contents
                if one.by == name and one.kind != "indirect"
            ),
        )
        for name, role in names
    )
    attributions = tuple(
        Attribution(
            f"q{number}_{n}",
            article.id,
            one.kind,
            (span,),
            (),
            Source(None, f"e{number}_{one.by}" if one.by else None),
            (),
            one.within,
        )
        for n, (_, span, one) in enumerate(contents)
    )
    return Annotated(article, Parse((), ()), entities, attributions, (), (), ())


def _find(*said: Sequence[Said | str]) -> tuple[Utterance, ...]:
    articles = [_article(n, one) for n, one in enumerate(said)]
    entity_of = {e.id: f"story {e.name}" for a in articles for e in a.entities}
    return utterances.find(articles, entity_of)


def _versions(*said: Sequence[Said | str]) -> list[tuple[str, ...]]:
    return [u.versions for u in _find(*said)]


def test_the_same_words_are_one_utterance_without_differences() -> None:
    (found,) = _find([LONG], [LONG.replace("The", "the") + ","])
    assert (found.id, set(found.versions), found.score, found.differences) == (
        "u1",
        {"q0_0", "q1_0"},
        1.0,
        (),
    )


def test_a_fragment_links_and_the_longest_version_is_the_base() -> None:
    (found,) = _find(
        [Said("sold to the mainland before the islanders have voted", "Tove Hallin", "direct")], [LONG]
    )
    assert found.versions == ("q1_0", "q0_0")
    assert [d.kind for d in found.differences] == ["dropped", "dropped"]


def test_a_translation_in_other_words_links() -> None:
    (found,) = _find(
        [
            "Our harbour has never begged for favours, only for the same tide that richer ports take for granted"
        ],
        ["Our harbour never asked for favours, only for the same tide that wealthier ports take for granted"],
    )
    assert [d.kind for d in found.differences] == ["dropped", "rewording", "synonym"]
    assert found.score < 1


def test_different_words_of_one_speaker_do_not_link() -> None:
    assert _versions([LONG], [OTHER]) == []
    assert _versions([LONG], ["The lighthouse has been a comfort to the islanders for a century"]) == []


def test_other_speakers_need_long_and_equal_words() -> None:
    mine, yours = "a mistake we will all regret", "That was a mistake we will all regret one day"
    assert _versions([Said(mine, "Tove Hallin")], [Said(yours, "Arne Brekke")]) == []
    assert len(_versions([Said(mine, "Tove Hallin")], [Said(yours, "Tove Hallin")])) == 1
    (found,) = _find([Said(LONG, "Tove Hallin")], [Said(LONG, "Arne Brekke")])
    assert found.score == utterances.TWO_SPEAKERS_SCORE


def test_an_organisation_may_speak_through_a_person() -> None:
    (found,) = _find([Said(LONG, "Port Board", role="organisation")], [Said(LONG, "Tove Hallin")])
    assert found.score == 1.0


@pytest.mark.parametrize(
    ("left", "right", "linked"),
    [
        (Said("utterly reckless"), Said("Utterly reckless"), True),
        (Said("utterly reckless"), Said("utterly reckless", None), False),
        (Said("utterly reckless"), Said("utterly reckless", "Arne Brekke"), False),
        (Said("no comment"), Said("No comment"), False),
        (Said("utterly reckless"), Said("utterly pointless"), False),
    ],
)
def test_short_quotations_need_one_speaker_and_the_same_words(left: Said, right: Said, linked: bool) -> None:
    assert bool(_versions([left], [right])) is linked


def test_a_short_phrase_of_a_longer_quotation_must_be_its_speakers_own() -> None:
    whole = Said("We came here to build safer harbours for everyone and nothing else")
    phrase = Said("safer harbours for everyone")
    assert len(_versions([phrase], [whole])) == 1
    assert (
        _versions([phrase], [whole, Said("They hope for safer harbours for everyone", "Arne Brekke")]) == []
    )


def test_brackets_and_ellipses_do_not_part_versions() -> None:
    (found,) = _find([LONG], ["[It] must not be sold to the mainland […] before the islanders have voted"])
    assert "elision" in [d.kind for d in found.differences]


def test_words_without_marks_are_a_version_only_beside_quoted_ones() -> None:
    told = Said(LONG, None, "indirect")
    assert len(_versions([told], [LONG])) == 1
    assert _versions([told], [told]) == []
    assert _versions([Said("the lighthouse would stay where it was for now", None, "indirect")], [LONG]) == []


def test_words_without_marks_need_the_speaker_or_a_long_run() -> None:
    """The long name of a treaty stands in two mouths; a sentence of it does not by chance."""
    name = "the Outer Islands Fishing Grounds Protection Treaty"
    quoted = f"Whatever was meant by {name}, we are worried about it"
    assert _versions([Said(name, None, "indirect")], [quoted]) == []
    assert len(_versions([Said(LONG, None, "indirect")], [LONG])) == 1


def test_only_the_quoted_part_of_a_mixed_content_counts() -> None:
    mixed = Said(
        "the islanders feared that it would be “sold to the mainland before the islanders have voted” soon"
    )
    articles = [_article(0, [Said(mixed.words, "Tove Hallin", "mixed")]), _article(1, [LONG])]
    text = articles[0].article.text
    # the helper puts the whole in marks; take them away around this content
    plain = text.replace(": “the", ": \u2009the")
    article = factory.article(plain, id="a0")
    articles[0] = Annotated(article, Parse((), ()), (), articles[0].attributions, (), (), ())
    (found,) = utterances.find(articles, {})
    spans = [span for d in found.differences for q, span in d.readings if q == "q0_0" and span]
    quoted = plain.index("sold"), plain.index("voted") + len("voted")
    assert found.versions == ("q0_0", "q1_0")  # by the length of the whole content
    assert all(quoted[0] <= s.start and s.end <= quoted[1] for s in spans)
    assert all(d.kind == "added" for d in found.differences)


def test_repeats_within_an_article_link_but_nothing_inside_itself() -> None:
    assert _versions([LONG, LONG]) == [("q0_0", "q0_1")]
    outer = _article(0, [LONG])
    inner = Attribution(
        "q9",
        "a0",
        "direct",
        (Span(outer.attributions[0].content[0].start, 80),),
        (),
        Source(None, None),
        (),
        "q0_0",
    )
    nested = Annotated(outer.article, outer.parse, outer.entities, (*outer.attributions, inner), (), (), ())
    assert utterances.find([nested], {}) == ()


def test_a_fragment_does_not_chain_two_utterances() -> None:
    found = _versions(
        [Said("I am not going to pay", None)],
        [Said("I am not going to pay for that silly wall", None)],
        [Said("I am not going to pay for your many mistakes, my friend, and so be it", None)],
    )
    assert all(not {"q1_0", "q2_0"} <= set(versions) for versions in found)


def test_one_utterance_in_many_reports_is_one_row() -> None:
    (found,) = _find([LONG, OTHER], [f"{LONG}. {OTHER}"], [LONG])
    assert found.versions[0] == "q1_0"
    assert set(found.versions) == {"q0_0", "q0_1", "q1_0", "q2_0"}


def test_no_articles_no_quotations_no_words() -> None:
    empty = Annotated(factory.article("“…”", id="a9"), Parse((), ()), (), (), (), (), ())
    assert utterances.find([], {}) == ()
    mark = Attribution("q1", "a9", "direct", (Span(1, 2),), (), Source(None, None), (), None)
    only = Annotated(empty.article, empty.parse, (), (mark,), (), (), ())
    assert utterances.find([empty, only]) == ()


def test_same_input_same_result() -> None:
    said = ([LONG, OTHER], [f"{LONG}. {OTHER}"], [LONG.upper()])
    assert _find(*said) == _find(*said)


def _quotations(article: Article) -> tuple[Attribution, ...]:
    """What stands between curly double marks within one paragraph."""
    import re

    return tuple(
        Attribution(
            f"{article.id}.{n}", article.id, "direct", (Span(*m.span(1)),), (), Source(None, None), (), None
        )
        for n, m in enumerate(re.finditer(r"“([^“”\n]+)”", article.text))
    )


def test_two_translations_in_the_third_pair() -> None:
    folder = Path(__file__).parents[1] / "golden" / "third_pair" / "inputs"
    articles = []
    for name in ("first", "second"):
        article = factory.article((folder / f"{name}.txt").read_text(encoding="utf-8"), id=name)
        articles.append(Annotated(article, Parse((), ()), (), _quotations(article), (), (), ()))
    text = {a.article.id: a.article.text for a in articles}
    found = [
        [(d.kind, *(s.of(text[q.split(".")[0]]) if s else "" for q, s in d.readings)) for d in u.differences]
        for u in utterances.find(articles, {})
        if len({v.split(".")[0] for v in u.versions}) == 2
    ]
    assert len(found) == 2
    assert {
        ("dropped", "have", ""),
        ("rewording", "asked", "begged"),
        ("rewording", "pitch", "field"),
    } <= set(found[0])
    assert ("rewording", "lives", "feeds") in found[1]


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two sample reports are not beside the project")
def test_two_versions_twice_in_the_sample_reports() -> None:
    articles = []
    for path in sorted(SEEDS.glob("*.txt")):
        article = factory.article(path.read_text(encoding="utf-8"), id=path.stem)
        articles.append(Annotated(article, Parse((), ()), (), _quotations(article), (), (), ()))
    text = {a.article.id: a.article.text for a in articles}
    found = [
        [(d.kind, *(s.of(text[q.split(".")[0]]) if s else "" for q, s in d.readings)) for d in u.differences]
        for u in utterances.find(articles, {})
        if len({v.split(".")[0] for v in u.versions}) == 2
    ]
    assert [rows[1:] if rows[0][0] == "dropped" else rows for rows in found] == [
        [
            ("synonym", "prepared", "ready"),
            ("inflection", "ambitions", "ambition"),
            ("dropped", "multipolar", ""),
            ("synonym", "founded", "based"),
        ],
        [("synonym", "based", "relying")],
    ]


def test_many_reports_with_the_same_words_stay_one_utterance() -> None:
    (found,) = _find(*([LONG] for _ in range(utterances.WIDESPREAD + 20)))
    assert len(found.versions) == utterances.WIDESPREAD + 20
