"""A page shows what its data says; what it shows otherwise is named. The articles and outlets are invented."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from rashomon.errors import InputError
from rashomon.model import Comparison
from rashomon.report import html
from rashomon.verify import data_of, is_page, shown, verify_page
from report import sample
from verify.test_verify import sound, without_gaps

PAGE = html.render(without_gaps(sound()))
DATA = re.compile(r'(<script type="application/\w+" id="comparison">)(.*?)(</script>)')


def found(page: str, comparison: Comparison | None = None) -> set[tuple[str, str]]:
    """Where and by what rule, the checksum of the page apart, which catches every alteration."""
    failures = shown(page, comparison) if comparison else verify_page(page)
    return {(f.where, f.rule) for f in failures} - {("page, checksum of the page", "hash")}


def altered(page: str, old: str, new: str) -> str:
    assert old in page
    return page.replace(old, new, 1)


def test_a_page_as_written_follows() -> None:
    assert verify_page(PAGE) == ()


@pytest.mark.parametrize("make", [sample.three, sample.apart, sample.hostile, sample.sourced])
@pytest.mark.parametrize("most", [0, 10**9])
def test_every_page_shows_what_its_data_says(make, most, monkeypatch) -> None:
    monkeypatch.setattr(html, "PLAIN_MOST", most)
    comparison = make()
    assert list(shown(html.render(comparison), comparison)) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "rule"),
    [
        ("<p><bdi>Both reports say that the weir", "<p><bdi>Both reports deny that the weir", "briefing 1", "page"),
        ("<p><bdi>Both reports say that the weir", "<p><bdi>Both reports deny that the weir", "briefing 1", "form"),
        ('href="#a1-0-33" aria-label', 'href="#a1-35-57" aria-label', "briefing 1", "page"),
        (">[A1]<", ">[B1]<", "briefing 1", "page"),
        ('data-article="a1">', 'data-article="a1">Not ', "text of A", "page"),
        ('<h2 id="h-synopsis">Synopsis <span class="n">7<', '<h2 id="h-synopsis">Synopsis <span class="n">8<', "heading of synopsis", "count"),
        ("Conflicts 1</a>", "Conflicts 2</a>", "menu, 'Conflicts 2'", "count"),
        ('<label for="f-agreed">agreed 2', '<label for="f-agreed">agreed 3', "filter 'agreed'", "count"),
        ('</span> <b>agreed</b>', '</span> <b>unsure</b>', "row-1", "page"),
    ],
)  # fmt: skip
def test_what_is_shown_otherwise_is_named(old: str, new: str, where: str, rule: str) -> None:
    assert (f"page, {where}", rule) in found(altered(PAGE, old, new))


@pytest.mark.parametrize(
    ("old", "new", "where", "rule"),
    [
        (">12 people</span></bdi>", ">13 people</span></bdi>", "section 'conflicts'", "quotation"),
        ("<bdi>A and C count 12 dead", "<bdi>A and C count 11 dead", "finding 'number · contradiction'", "page"),
        ("28 quoted, 0 reported", "29 quoted, 0 reported", "voice 'Ilse Maarten'", "count"),
        (" of 12 points, 6 shared", " of 12 points, 5 shared", "points by report (covers)", "count"),
        ('Herald</bdi> <span class="n">4<', 'Herald</bdi> <span class="n">5<', "what each report misses", "count"),
        ('<span id="a3f9c-45-83"', '<span id="a3f9c-45-84"', "passage a3f9c-45-84", "span"),
        ('<span id="a3f9c-45-83"', '<span id="a3f9c-45-83x"', "passage a3f9c-45-83x", "span"),
        ('href="#row-3"', 'href="#row-99"', "section 'texts'", "page"),
        ('<td class="what"><bdi>', '<td class="what"><bdi>Not ', "timeline 1", "page"),
        ("<bdi>Northlight</bdi></a>", "<bdi>The Valley Herald</bdi></a>", "report B", "page"),
        ("Velmora flood: at least 30 dead", "Velmora flood: at least 31 dead", "report B", "page"),
        (">prepared</span>", ">willing</span>", "versions", "quotation"),
        ('<th scope="row"><b class="l t1">B</b></th>', '<th scope="row"><b class="l t0">A</b></th>', "'At least 30 people died'", "page"),
    ],
)  # fmt: skip
def test_what_other_sections_show_is_named(old: str, new: str, where: str, rule: str) -> None:
    comparison = sample.three()
    assert (f"page, {where}", rule) in found(altered(html.render(comparison), old, new), comparison)


def test_a_sentence_put_in_or_left_out_is_named() -> None:
    first = re.search(r"<p><bdi>Both reports say that the weir.*?</p>\n", PAGE)
    assert first is not None
    put_in = PAGE.replace(first[0], first[0] + "<p><bdi>The council knew.</bdi>&nbsp;</p>\n")
    told = [f for f in verify_page(put_in) if f.rule == "page"]
    assert [(f.where, f.sentence) for f in told] == [("page, sentence 2", "The council knew.")]
    left = [f for f in verify_page(PAGE.replace(first[0], "")) if f.rule == "page"]
    assert [f.where for f in left] == ["page, briefing 1"]
    assert "not shown" in left[0].why


def test_an_edited_sentence_is_derived_again() -> None:
    page = altered(PAGE, "between 12 and 15", "between 12 and 16")
    rules = {f.rule for f in verify_page(page) if f.where.startswith("page, briefing")}
    assert rules == {"page", "value"}


def test_data_that_was_edited_is_checked_as_any_report() -> None:
    document = json.loads(DATA.search(PAGE)[2])  # type: ignore[index]
    document["briefing"][0]["text"] = document["briefing"][0]["text"].replace("broke on", "broke by")
    page = DATA.sub(lambda m: m[1] + json.dumps(document) + m[3], PAGE)
    assert {
        ("briefing 1", "wording"),
        ("page, checksum of the data", "hash"),
        ("page, briefing 1", "page"),
    } <= found(page)


def test_checksums() -> None:
    for a in without_gaps(sound()).articles:
        page = PAGE.replace(a.sha256 + "</code>", "0" * 64 + "</code>")
        assert {f.rule for f in verify_page(page)} == {"hash"}
    added = PAGE.replace("</header>", "<p>All of it is true.</p></header>")
    assert [(f.where, f.rule) for f in verify_page(added)] == [("page, checksum of the page", "hash")]


def test_a_page_without_data_or_with_two_is_none() -> None:
    assert is_page(PAGE)
    assert not is_page(without_gaps(sound()).to_json())
    for page in (DATA.sub("", PAGE), DATA.sub(lambda m: m[0] * 2, PAGE)):
        with pytest.raises(InputError, match="without a comparison's data"):
            data_of(page, "x.html")


def test_a_page_nested_without_end_is_none() -> None:
    with pytest.raises(InputError, match="within each other"):
        verify_page(PAGE.replace("<main", "<div>" * 5000 + "<main"))


def test_packed_data_that_is_spoilt(monkeypatch) -> None:
    monkeypatch.setattr(html, "PLAIN_MOST", 0)
    page = html.render(without_gaps(sound()))
    packed = DATA.search(page)[2]  # type: ignore[index]
    for spoilt in ("!" + packed, packed[:40], b64encode(zlib.compress(b"\xff")).decode()):
        with pytest.raises(InputError, match="in the page"):
            data_of(page.replace(packed, spoilt), "x.html")
    assert json.loads(zlib.decompress(b64decode(packed))) == json.loads(data_of(page, "x.html"))


def test_words_outside_the_basic_plane_are_marked_exactly() -> None:
    c = sample.hostile()
    page = html.render(c)
    assert not [f for f in shown(page, c) if f.rule == "span"]
    texts = tuple(replace(a, text="\U0001d4ae" + a.text[1:]) for a in c.articles)
    assert {f.rule for f in shown(page, replace(c, articles=texts))} >= {"page", "hash"}
