"""The order of the stages: what is kept, what is dropped, how everything is numbered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import factory
from compare.builder import Report
from rashomon import TooFewArticles
from rashomon.contract import problems
from rashomon.ingest import Link, Source, of_bytes
from rashomon.model import Annotated, Article, Comparison, Dropped
from rashomon.pipeline import compare, numbered_on, read_all, read_each

LEFT = (
    "The council of Ulmen shut the old weir on Tuesday after twelve planks broke.\n\n"
    "“We will not open the gates of this weir before the long summer rains have come and gone,” the mayor, Tilda Marsh, told reporters.\n\n"
    "She said that the mill had lost two wheels. Bakers sold honey cakes at noon."
)
RIGHT = (
    "On Thursday the council of Ulmen shut the old weir after twelve planks broke.\n\n"
    "Mayor Tilda Marsh told the Ulmen Gazette: “We will not open the gates of this weir before the long autumn rains have come and gone.”\n\n"
    "A wolf crossed the snowy pass in March."
)


def pair() -> list[Article]:
    return [factory.article(LEFT, id="a1", outlet="Herald"), factory.article(RIGHT, id="a2", outlet="Bugle")]


def document(comparison: Comparison) -> dict[str, list[dict[str, object]]]:
    made: dict[str, list[dict[str, object]]] = json.loads(comparison.to_json())
    return made


# ------------------------------------------------------------ reading each


def write(folder: Path, name: str, text: str = LEFT) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_each_input_in_order_bad_ones_as_dropped(tmp_path: Path) -> None:
    good, other = write(tmp_path, "good.txt"), write(tmp_path, "other.txt", RIGHT)
    missing, empty = str(tmp_path / "none.txt"), write(tmp_path, "empty.txt", " \n")
    made = list(read_each([good, missing, empty, other]))
    assert [type(m) for m in made] == [Article, Dropped, Dropped, Article]
    assert [m.origin for m in made] == [good, missing, empty, other]
    assert all(m.stage == "read" and m.reason for m in made if isinstance(m, Dropped))


def test_a_file_named_twice_is_dropped_under_whatever_path(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.txt").symlink_to(good)
    others = [good, str(tmp_path / "sub" / ".." / "good.txt"), str(tmp_path / "link.txt")]
    first, *rest = read_each([good, *others])
    assert isinstance(first, Article)
    assert rest == [Dropped(o, "read", f"duplicate of {good}") for o in others]


def test_a_file_that_could_not_be_read_has_no_duplicate(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.txt")
    one, other = read_each([missing, missing])
    assert isinstance(one, Dropped)
    assert one == other


def test_equal_text_of_another_file_stays(tmp_path: Path) -> None:
    made = list(read_each([write(tmp_path, "one.txt"), write(tmp_path, "two.txt")]))
    assert [type(m) for m in made] == [Article, Article]
    assert len({m.id for m in made if isinstance(m, Article)}) == 2


def test_outlets_and_days_are_given_by_origin(tmp_path: Path) -> None:
    one, two = write(tmp_path, "one.txt"), write(tmp_path, "two.txt")
    left, right = read_each([one, two], outlets={two: "Bugle"}, published={one: "2031-05-06"})
    assert isinstance(left, Article)
    assert isinstance(right, Article)
    assert (left.outlet, right.outlet) == (None, "Bugle")
    assert (left.published or "")[:10] == "2031-05-06"
    assert right.published is None


FEED = """<rss version="2.0"><channel><item><title>Weir shut</title><link>https://herald.example/weir</link>
<description>The council of Ulmen shut the old weir.</description><source url="https://x.example">Herald</source></item>
<item><title>Wolf seen</title><link>https://herald.example/wolf</link></item></channel></rss>"""


def test_without_a_fetcher_what_a_list_says_of_a_page_stands_in(tmp_path: Path) -> None:
    feed = write(tmp_path, "feed.xml", FEED)
    article, bare = read_each([feed])
    assert isinstance(article, Article)
    assert (article.text, article.outlet, article.origin) == (
        "Weir shut\n\nThe council of Ulmen shut the old weir.",
        "Herald",
        f"{feed}#1",
    )
    told = "is the address of a page, which is fetched with --follow only: https://herald.example/wolf"
    assert bare == Dropped(f"{feed}#2", "read", told)


def test_a_fetcher_is_asked_for_lists_and_then_their_pages(tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def fetch(links: Sequence[Link]) -> Iterator[Source | Dropped]:
        for link in links:
            asked.append((link.url, link.kind))
            if link.url.endswith("wolf"):
                yield Dropped(link.url, "fetch", "is gone")
            else:
                yield of_bytes((FEED if link.kind == "list" else LEFT).encode(), link.url, url=link.url)

    lists = write(
        tmp_path, "feeds.opml", "<opml><body><outline xmlUrl='https://herald.example/rss'/></body></opml>"
    )
    article, gone = read_each([lists], fetch=fetch)
    assert asked == [
        ("https://herald.example/rss", "list"),
        ("https://herald.example/weir", "page"),
        ("https://herald.example/wolf", "page"),
    ]
    assert isinstance(article, Article)
    assert (article.text, article.outlet, article.title, article.origin) == (
        LEFT,
        "Herald",
        "Weir shut",
        "https://herald.example/weir",
    )
    assert gone == Dropped("https://herald.example/wolf", "fetch", "is gone")


def test_a_list_that_names_itself_ends(tmp_path: Path) -> None:
    index = "<sitemapindex><sitemap><loc>https://herald.example/s.xml</loc></sitemap></sitemapindex>"

    def fetch(links: Sequence[Link]) -> Iterator[Source | Dropped]:
        for link in links:
            yield of_bytes(index.encode(), link.url)

    (row,) = read_each([write(tmp_path, "s.xml", index)], fetch=fetch)
    assert isinstance(row, Dropped)


def test_what_an_outlet_repeats_is_marked_in_a_file_of_many(tmp_path: Path) -> None:
    texts = [
        "The wall broke at dawn, and the sea flooded forty houses beside the harbour.",
        "Bakers sold honey cakes at noon while drummers marched through Ulmen market.",
        "A wolf crossed the snowy pass in March, frightening shepherds and their dogs.",
    ]
    box = "The Bell is printed in Ellery six days a week and owned by those who read it."
    lines = [json.dumps({"text": f"{text}\n\n{box}", "outlet": "The Bell"}) for text in texts]
    rows = list(read_all(write(tmp_path, "bell.jsonl", "\n".join([*lines, "[1]"]))))
    assert [[b.role for b in row.blocks] for row in rows if isinstance(row, Article)] == [
        ["body", "other"]
    ] * 3
    assert isinstance(rows[-1], Dropped)


# ------------------------------------------------------------ comparing


def test_an_articles_own_ids_are_renamed_wherever_they_stand() -> None:
    def report(id: str) -> Annotated:
        made = Report(
            id,
            "Tilda:PROPN:nsubj said:VERB:ROOT Orvin:PROPN:nsubj:4 said:VERB:ccomp weirs:NOUN:nsubj:6 leak:VERB:ccomp:4",
        )
        outer = made.said("Orvin said weirs leak", by=made.name("Tilda"))
        inner = made.said("weirs leak", by=made.name("Orvin"), within=outer)
        made.claim("weirs leak", predicate="leak", by=inner)
        return made.annotated()

    one, other = numbered_on([report("a1"), report("a1")])  # equal ids, as every article counts its own
    assert [q.id for q in (*one.attributions, *other.attributions)] == ["q1", "q2", "q3", "q4"]
    assert [q.within for q in other.attributions] == [None, "q3"]
    assert [q.source.entity for q in other.attributions] == [e.id for e in other.entities] == ["x3", "x4"]
    assert [(c.id, c.attribution) for c in (*one.claims, *other.claims)] == [("c1", "q2"), ("c2", "q4")]


@pytest.mark.parametrize("number", [0, 1])
def test_too_few(number: int) -> None:
    with pytest.raises(TooFewArticles, match=f"two articles, {number} left"):
        compare(pair()[:number])


def test_an_article_twice_is_too_few() -> None:
    one = pair()[0]
    with pytest.raises(TooFewArticles):
        compare([one, one])


@pytest.fixture(scope="module")
def compared() -> Comparison:
    lost = Dropped("x.html", "read", "no article text in it")
    again = factory.article(LEFT, id="a1", outlet="Herald", origin="again.txt")
    return compare([*pair(), again], dropped=[lost])


@pytest.mark.slow
def test_what_was_lost_is_told(compared: Comparison) -> None:
    assert [(d.origin, d.reason) for d in compared.dropped] == [
        ("x.html", "no article text in it"),
        ("again.txt", "duplicate of a1.txt"),
    ]
    assert [a.id for a in compared.articles] == ["a1", "a2"]


@pytest.mark.slow
def test_it_keeps_every_promise(compared: Comparison) -> None:
    assert problems(document(compared)) == []


@pytest.mark.slow
def test_ids_are_numbered_on_through_the_articles(compared: Comparison) -> None:
    made = document(compared)
    for name, letter in (("attributions", "q"), ("claims", "c"), ("dates", "t"), ("quantities", "n")):
        rows = made[name]
        assert {r["article"] for r in rows} == {"a1", "a2"}, name
        assert [r["id"] for r in rows] == [f"{letter}{n}" for n in range(1, len(rows) + 1)]
    counts = Counter(c for p in compared.points for _, cell in p.cells for c in cell)
    assert counts == Counter(c.id for c in compared.claims)


@pytest.mark.slow
def test_speakers_are_the_storys_entities(compared: Comparison) -> None:
    known = {e.id: e.name for e in compared.entities}
    speakers = {known[q.source.entity] for q in compared.attributions if q.source.entity}
    assert speakers == {"Tilda Marsh"}
    assert {q.source.entity for q in compared.attributions if q.article == "a1"} & {
        q.source.entity for q in compared.attributions if q.article == "a2"
    }


@pytest.mark.slow
def test_what_they_share_and_what_not(compared: Comparison) -> None:
    text = {a.id: a.text for a in compared.articles}
    found = {f.type: {text[p.article][p.start : p.end] for p in f.passages} for f in compared.findings}
    assert found["date"] == {"Tuesday", "Thursday"}
    assert len(compared.utterances) == 1
    words = {c.id: " ".join(s.of(text[c.article]) for s in c.spans) for c in compared.claims}
    alone = {words[p.cells[0][1][0]] for p in compared.points if p.status == "single"}
    assert {"Bakers sold honey cakes at noon", "A wolf crossed the snowy pass in March"} <= alone


@pytest.mark.slow
def test_settings_name_all_that_shaped_it(compared: Comparison) -> None:
    assert {k for k, _ in compared.settings} == {
        "parser",
        "encoder",
        "tagger",
        "same",
        "unsure",
        "absence_salience",
        "missed_bias",
        "missed_score",
        "missed_several",
    }
    assert all(v is not None for _, v in compared.settings)


@pytest.mark.slow
def test_the_same_again(compared: Comparison) -> None:
    assert compare(pair()).to_json() == compare(pair()).to_json()


@pytest.mark.slow
def test_progress_counts_every_step() -> None:
    told: list[tuple[str, int, int]] = []
    compare(pair(), progress=lambda what, done, steps: told.append((what, done, steps)))
    assert [(done, steps) for _, done, steps in told] == [(n, 5) for n in range(5)]
    assert [what for what, _, _ in told] == [
        "reading a1.txt",
        "reading a2.txt",
        "aligning",
        "comparing",
        "writing",
    ]


@pytest.mark.slow
def test_one_wire_text_in_two_outlets_is_one_origin() -> None:
    text = "The council of the northern town of Ulmen shut the old wooden weir on Tuesday morning."
    made = compare([factory.article(text, id=f"a{n}", outlet=f"Outlet {n}") for n in (1, 2)])
    assert [(p.status, p.outlets, p.origins) for p in made.points if len(p.cells) == 2] == [("agreed", 2, 1)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "odd",
    [
        "…",
        "Yes.",
        "“",
        "😀🏳️‍🌈",
        "12",
        "a " * 400,
        "He said. She said. They said.",
        "“A.” ‘B.’ “C.",
        "\u202eRain fell\u202c.",
    ],
)
def test_no_text_brings_it_down(odd: str) -> None:
    for articles in (
        [factory.article(odd, id="a1"), factory.article(odd, id="a2", outlet="Bugle")],
        [factory.article(odd, id="a1"), factory.article(RIGHT, id="a2")],
    ):
        assert problems(document(compare(articles))) == []


@pytest.mark.slow
def test_an_article_of_credits_alone() -> None:
    silent = factory.article("Photo: Tilda Marsh", id="a1", roles=["credit"])
    made = compare([silent, pair()[1]])
    assert problems(document(made)) == []
    assert not any(c.article == "a1" for c in made.claims)


@pytest.mark.slow
def test_a_wire_text_its_copy_and_what_another_was_told_by_the_same_agency() -> None:
    closed = (
        "The old bridge at Torval was closed on Tuesday after the storm tore away part of its northern pier, "
        "the city council said."
    )
    trams = (
        "The bridge carries about 9,000 cars a day and was last repaired when the tram line was pulled down."
    )
    wire = f"Bridge closed\n\nTORVAL (Reuters) - {closed}\n\nEngineer Marta Quill told Reuters that the bridge would stay closed until the spring.\n\n{trams}"
    copy = f"Torval loses its crossing\n\n{closed}\n\n{trams}\n\nFerries will run every ten minutes from Thursday, and shopkeepers fear for their trade."
    other = "Anger over bridge\n\nResidents were angry on Wednesday after the council closed the old bridge at Torval.\n\nThe bridge will stay closed until the spring, engineer Marta Quill told Reuters."
    made = compare(
        [
            factory.article(text, id=id, outlet=outlet, roles=["title"])
            for text, id, outlet in ((wire, "a1", "Lantern"), (copy, "a2", "Bote"), (other, "a3", "Courier"))
        ]
    )
    assert problems(json.loads(made.to_json())) == []
    (found,) = made.copies
    assert [a for a, _ in found.shares] == ["a1", "a2"]
    by = {tuple(a for a, _ in p.cells): {(b.by, b.name) for b in p.bonds} for p in made.points}
    assert by["a1", "a2"] == {("text", None)}
    assert by["a1", "a3"] == {("carrier", "Reuters")}
    assert all(p.origins == len(p.cells) - len(p.bonds) for p in made.points)
