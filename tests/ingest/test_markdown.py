"""Front matter and marks."""

from __future__ import annotations

from rashomon.ingest import read_bytes
from rashomon.ingest.frontmatter import split

BODY = "The wall broke at dawn, the mayor said on Tuesday."


def test_front_matter_is_metadata_and_its_title_comes_first() -> None:
    text = f"\n{BODY}\n\n“Nobody slept,” said Ruiz.\n"
    article = read_bytes(
        (
            "---\r\ntitle: \"Wall: the day after\"\noutlet: The Ellery Bell  # daily\nauthors:\n  - Ana Ruiz\n  - 'Joe O''Roe'\n"
            "date: 2024-06-18 09:00:00 +0100\nurl: https://bell.example/wall\nlanguage: en-GB\ntags: [sea, 'wall, old']\nnote: >\n  folded\n"
            "  line\nempty:\n---\n" + text
        ).encode(),
        "a.md",
    )
    assert article.text == "Wall: the day after\n\n" + text.lstrip("\n")
    assert article.blocks[0].role == "title"
    assert article.title == "Wall: the day after"
    assert article.outlet == "The Ellery Bell"
    assert article.authors == ("Ana Ruiz", "Joe O'Roe")
    assert (article.published, article.published_precision) == ("2024-06-18T08:00:00Z", "second")
    assert (article.url, article.language) == ("https://bell.example/wall", "en")
    assert [b.role for b in article.blocks] == ["title", "body", "body"]


def test_values() -> None:
    values, start = split(
        "---\ntags: [sea, 'wall, old', \"x\"]\nnote: >\n  folded\n  line\nnone: ~\n...\nText"
    )
    assert values == {"tags": ("sea", "wall, old", "x"), "note": ("folded line",), "none": ()}
    assert start == len("---\ntags: [sea, 'wall, old', \"x\"]\nnote: >\n  folded\n  line\nnone: ~\n...\n")


def test_two_rules_around_prose_are_text() -> None:
    text = f"---\n{BODY}\n---\n{BODY}\n"
    assert split(text) == ({}, 0)
    assert read_bytes(text.encode(), "a.md").text == text


def test_marks_stay_in_the_text_and_out_of_blocks() -> None:
    text = (
        f"# Wall Breaks in Ellery #\n\n![the wall](wall.jpg)\n*Ruiz at the wall*\n\n{BODY} See [the *map*](m.html).\n\n"
        "## The night before\n> “Nobody slept.”\n\n- sand\n- stones\n\n---\n"
    )
    article = read_bytes(text.encode(), "a.md")
    assert article.text == text
    assert article.title == "Wall Breaks in Ellery"
    assert [(b.role, text[b.start : b.end]) for b in article.blocks] == [
        ("title", "Wall Breaks in Ellery"),
        ("other", "![the wall](wall.jpg)"),
        ("caption", "*Ruiz at the wall*"),
        ("body", f"{BODY} See [the *map*](m.html)."),
        ("body", "The night before"),
        ("body", "“Nobody slept.”"),
        ("body", "sand"),
        ("body", "stones"),
        ("other", "---"),
    ]


def test_underlined_heading_and_repeated_title() -> None:
    article = read_bytes(f"Wall Breaks in Ellery\n=====\n\n{BODY}\n".encode(), "a.md")
    assert article.title == "Wall Breaks in Ellery"
    assert [b.role for b in article.blocks] == ["title", "other", "body"]
    told = read_bytes(f"---\ntitle: Wall Breaks\n---\nWall Breaks\n\n{BODY}\n".encode(), "a.md")
    assert [b.role for b in told.blocks] == ["title", "body"]
    other = read_bytes(f"---\ntitle: Wall Breaks\n---\nA first line of verse\n\n{BODY}\n".encode(), "a.md")
    assert (other.title, [b.role for b in other.blocks]) == ("Wall Breaks", ["title", "standfirst", "body"])
