"""The page as a reader's browser shows it: from disk, no network, with and without its script.

Run by ``tests/web/run``, which names a browser; anywhere else these tests skip.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.model import Comparison
from rashomon.report import html
from report import sample

BROWSER, AXE, SHOTS = (os.environ.get(f"RASHOMON_{name}", "") for name in ("BROWSER", "AXE", "SHOTS"))
if not BROWSER:
    pytest.skip("browser tests run by tests/web/run", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api")

WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")
MADE: dict[str, Comparison] = {
    "three": sample.three(), "apart": sample.apart(), "hostile": sample.hostile(), "sourced": sample.sourced()
}  # fmt: skip
NAMES = [*MADE, "demo"]

# Follows every link in turn; gives, for each, the words it promises and the words that are then highlighted.
FOLLOW = """async () => {
  const close = (s) => s.replace(/\\s+/g, " ").trim();
  const out = [];
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.hash.slice(1));
    const target = document.getElementById(id);
    if (location.hash !== link.hash) {
      const moved = new Promise((r) => addEventListener("hashchange", r, { once: true }));
      location.hash = link.hash;
      await moved;
    }
    const lit = [...document.querySelectorAll(".lit")];
    const words = link.querySelector(".w");
    out.push({
      id, found: !!target, passage: !!target && target.matches(".text [id]"),
      said: words ? close(words.textContent) : null,
      lit: lit.map((e) => close(e.textContent)).filter((s) => s).join(" "),
      seen: lit.length > 0 && lit.every((e) => getComputedStyle(e).backgroundColor !== "rgba(0, 0, 0, 0)"),
    });
  }
  return out;
}"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages on disk: comparisons made by hand, and the demonstration as the command writes it."""
    made = tmp_path_factory.mktemp("pages")
    for name, comparison in MADE.items():
        (made / f"{name}.html").write_text(html.render(comparison), encoding="utf-8")
    demonstration(made / "demo.html")
    return made


def demonstration(target: Path) -> None:
    """Runs the command on the sample articles."""
    root = Path(__file__).resolve().parents[2]
    inputs = sorted((root / "src" / "rashomon" / "samples").glob("*.*"))
    articles = [str(p) for p in inputs if p.suffix in (".md", ".html")]
    command = [sys.executable, "-m", "rashomon.cli", "compare", *articles, "--html", str(target)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(root / "src"), os.environ.get("PYTHONPATH", "")])
    }
    subprocess.run(command, check=False, capture_output=True, env=environment)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Any]:
    """Opens a page; at the end nothing may have gone wrong in it or been asked of a network."""
    wrong: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1440, theme: str = "light", **options: Any) -> Any:
        file = folder / f"{name}.html"
        if not file.is_file():
            pytest.skip(f"no page of the {name}: the command did not write one")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **options)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith("file:") else None)
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_the_words_it_shows(visit, name):
    found = visit(name).evaluate(FOLLOW)
    assert found
    assert [link["id"] for link in found if not link["found"]] == []
    passages = [link for link in found if link["passage"]]
    assert passages
    assert all(link["seen"] for link in passages)
    for link in passages:
        if link["said"] is not None:
            # pieces that do not touch are joined by an ellipsis in the link
            assert "".join(link["lit"].split()) == "".join(link["said"].replace(" … ", " ").split())


@pytest.mark.parametrize("name", MADE)
def test_citations_lead_to_the_passages_cited(visit, name):
    primary = MADE[name].primary
    texts = {a.id: a.text for a in (*MADE[name].articles, *([primary.article] if primary else []))}
    for link in visit(name).evaluate(FOLLOW):
        if not link["passage"]:
            continue
        article, *numbers = link["id"].split("-")
        bounds = [int(n) for n in numbers]
        meant = "".join(texts[article][s:e] for s, e in zip(bounds[::2], bounds[1::2], strict=True))
        assert "".join(link["lit"].split()) == "".join(meant.split())


def test_without_a_script_a_passage_is_highlighted_too(visit):
    page = visit("three", java_script_enabled=False)
    page.locator("a.cite").first.click()
    target = page.locator(".text :target")
    assert target.count() == 1
    colour = target.evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"
    assert target.inner_text().strip() == "The Velmora dam burst on Tuesday night"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_over_the_edge(visit, name, width):
    page = visit(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """() => [...document.querySelectorAll("main *")].filter((e) => {
      if (e.closest(".scroll, .many, .sr, thead")) return false;
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.right > innerWidth + 1;
    }).map((e) => e.outerHTML.slice(0, 120))"""
    assert page.evaluate(wide) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_filter_shows_as_many_rows_as_it_says(visit, name):
    page = visit(name)
    for option in page.locator(".filter input").all():
        option.check(force=True)
        label = page.locator(f"label[for={option.get_attribute('id')}]").inner_text()
        shown = page.locator("table.synopsis tbody tr:visible").count()
        assert str(shown) == label.split()[-1]


def test_the_filter_is_worked_by_keyboard(visit):
    page = visit("three")
    page.locator("#f-all").focus()
    for key, shown in (("agreed", 3), ("conflict", 3), ("only-A", 1)):
        page.keyboard.press("ArrowRight")
        assert page.locator(f"#f-{key}").is_checked()
        assert (
            page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
            != "none"
        )
        assert page.locator("table.synopsis tbody tr:visible").count() == shown


def test_a_passage_leads_to_its_row_and_back(visit):
    page = visit("three")
    words = page.locator("#texts a.conflict").first
    row = words.get_attribute("href")
    words.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('tr')")
    assert page.locator(f"{row}.lit").count() == 1
    assert words.inner_text() in page.locator(row).inner_text()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('#texts a')")


def test_a_table_is_a_table_at_every_width(visit):
    for width in WIDTHS:
        page = visit("three", width)
        found = page.locator("table.synopsis").aria_snapshot()
        assert found.count("rowheader ") == 12
        assert found.count("columnheader ") == 4
        assert "Not found" in found


def test_the_page_reads_its_own_data(visit):
    page = visit("three")
    data = page.evaluate("JSON.parse(document.getElementById('comparison').textContent)")
    assert data["format"] == "rashomon.comparison"
    assert [a["text"] for a in data["articles"]] == [a.text for a in MADE["three"].articles]
    assert not page.locator("#comparison").is_visible()


def test_a_row_that_is_linked_to_shows_whatever_the_filter(visit):
    page = visit("three")
    page.locator("#f-unsure").check(force=True)
    page.locator("#conflicts a.rowlink").first.click()
    assert page.locator("tr:target").is_visible()


def test_the_keyboard_alone_leads_there_and_back(visit):
    page = visit("three")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('cite')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.text [id]')")
    assert page.locator(".lit").count() == 1
    assert page.locator("#back").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('cite')")
    assert page.locator(".lit").count() == 0
    assert not page.locator("#back").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_everything_is_reached_with_tab(visit, width):
    page = visit("three", width)
    reached = (
        """() => { const e = document.activeElement; e.dataset.reached = "1"; return e === document.body; }"""
    )
    for _ in range(600):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    missed = """() => [...document.querySelectorAll('a[href]:not([tabindex="-1"]), summary, input:checked, button')]
      .filter((e) => e.checkVisibility() && !e.dataset.reached).map((e) => e.outerHTML)"""
    assert page.evaluate(missed) == []


def test_a_gap_tells_the_nearest_passage_and_escape_shuts_it(visit):
    page = visit("three")
    gap = page.locator("a.gap").first
    assert gap.inner_text() == "missed: 4\u00a0%"
    gap.focus()
    assert "Nearest passage, rejected (0.31): Rescue boats on the main street of Velmora" in gap.inner_text()
    assert gap.locator(".near").is_visible()
    page.keyboard.press("Escape")
    assert not gap.locator(".near").is_visible()


def test_on_a_phone_too_a_gap_tells_the_nearest_passage(visit):
    gap = visit("three", 360).locator("a.gap").first
    gap.focus()
    assert gap.locator(".near").is_visible()


@pytest.mark.parametrize("name", NAMES)
def test_the_second_run_gives_the_same_bytes(folder, name):
    written = (folder / f"{name}.html").read_bytes()
    if name in MADE:
        assert html.render(MADE[name]).encode() == written
    else:
        demonstration(folder / "again.html")
        assert (folder / "again.html").read_bytes() == written


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_the_accessibility_rules_find_nothing(visit, name, width, theme):
    if not Path(AXE).is_file():
        pytest.skip("no axe-core")
    page = visit(name, width, theme)
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [
        (
            rule["id"],
            rule["impact"],
            [(node["html"][:160], node["failureSummary"]) for node in rule["nodes"][:3]],
        )
        for rule in found["violations"]
    ]
    assert said == []


@pytest.mark.parametrize("name", NAMES)
def test_pictures_to_look_at(visit, name):
    """Not a judgement: pictures of every width and theme and of the printed page, for a person to look at."""
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for theme in THEMES:
            page = visit(name, width, theme)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{theme}.png", full_page=True)
    page.pdf(path=f"{SHOTS}/{name}.pdf", prefer_css_page_size=True)
    assert Path(f"{SHOTS}/{name}.pdf").stat().st_size > 10_000
