"""Two invented reports compared beside a model that answers rightly, wrongly and not at all."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from server import serving, status

import rashomon
from rashomon import contract, llm
from rashomon.cli import main
from rashomon.model import Article, Comparison
from rashomon.verify import verify

pytestmark = pytest.mark.slow

HERALD = """Weir at Ulmen breaks

The weir at Ulmen broke on Monday after three days of rain. Twelve mills were flooded. Shepherds led their sheep off \
the low meadows.

“We warned the council in March,” said Ida Brandl, who keeps the lower mill.

The bells of the abbey rang all night. Farmers may sue the town."""
BUGLE = """Flood in the Ulm valley

The weir at Ulmen broke on Monday. The sheep were led to higher ground at dusk.

Ida Brandl said: “We warned the council in March.” Two wolves crossed the frozen pass. The abbey did not burn."""
SHARED = "The weir at Ulmen broke on Monday"
NONE = ('{"alignments": []}', '{"sentences": []}')
KEY = "s3cret-key"

Answers = tuple[str, str]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("flood")
    for name, text in (("herald.txt", HERALD), ("bugle.txt", BUGLE)):
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / "herald.txt"), str(folder / "bugle.txt")]


@pytest.fixture(scope="module")
def articles(files: list[str]) -> list[Article]:
    return [rashomon.read(f, outlet=name) for f, name in zip(files, ("Herald", "Bugle"), strict=True)]


@pytest.fixture(scope="module")
def plain(articles: list[Article]) -> Comparison:
    return rashomon.compare(articles)


def _asked(articles: Sequence[Article], *answers: Any) -> Comparison:
    with serving(*answers) as endpoint:
        made = llm.compare(articles, llm.Model(endpoint.url, "small", seconds=20))
    dropped = tuple(replace(d, origin="URL") if d.stage == "llm" else d for d in made.dropped)
    return replace(made, dropped=dropped)  # the port is another each time


def _claim(comparison: Comparison, words: str, *, nth: int = 0) -> str:
    texts = {a.id: a.text for a in comparison.articles}
    return [c.id for c in comparison.claims if words in c.spans[0].of(texts[c.article])][nth]


def _point(comparison: Comparison, *claims: str) -> Any:
    (found,) = [p for p in comparison.points if set(claims) <= {c for _, ids in p.cells for c in ids}]
    return found


def _told(comparison: Comparison, point: str) -> int | None:
    """The number of the sentence that is on a point alone, if there is one."""
    return next((n for n, line in enumerate(comparison.briefing, 1) if line.points == (point,)), None)


def _without(comparison: Comparison) -> Comparison:
    return replace(comparison, proposals=(), dropped=())


def _right(plain: Comparison) -> Answers:
    """A doubt where the program had one, and a sentence that names both reports."""
    pair = [_claim(plain, "Twelve mills"), _claim(plain, "Flood in the Ulm")]
    quotes = ["mills were flooded", "Flood in"]
    claims = [_claim(plain, SHARED, nth=n) for n in (0, 1)]
    point = _point(plain, *claims).id
    text = f"Herald and Bugle say that {SHARED[0].lower()}{SHARED[1:]}."
    return json.dumps({"alignments": [{"claims": pair, "quotes": quotes}]}), json.dumps(
        {
            "sentences": [
                {
                    "replaces": _told(plain, point),
                    "operator": "agreed",
                    "points": [point],
                    "claims": claims,
                    "text": text,
                }
            ]
        }
    )


def test_what_follows_enters_and_says_where_it_comes_from(articles: list[Article], plain: Comparison) -> None:
    answers = _right(plain)
    made = _asked(articles, *answers)
    doubt, sentence = made.proposals
    assert (doubt.kind, doubt.rule) == ("alignment", None), doubt
    point = _point(made, *doubt.claims)
    assert (point.id, point.status) == (doubt.became, "unsure")
    assert all(point.id not in line.points for line in made.briefing)  # what is in doubt is not told
    assert (sentence.kind, sentence.rule) == ("sentence", None), sentence
    assert sentence.became is not None
    line = made.briefing[int(sentence.became.removeprefix("briefing ")) - 1]
    assert line.text == f"Herald and Bugle say that {SHARED[0].lower()}{SHARED[1:]}."
    assert line.operator == "agreed"
    assert verify(made, articles) == ()
    assert contract.problems(json.loads(made.to_json())) == []
    assert _asked(articles, *answers).to_json() == made.to_json()


def test_a_model_that_proposes_nothing_changes_nothing(articles: list[Article], plain: Comparison) -> None:
    assert _asked(articles, *NONE).to_json() == plain.to_json()


def test_whatever_is_wrong_is_refused_named_and_changes_nothing(
    articles: list[Article], plain: Comparison
) -> None:
    altered = [
        ("Only Herald reports that {twelve mills} were flooded.", "thirteen mills", "value"),
        ("Only Herald reports that {Farmers may sue} the town.", "Farmers sue", "hedge"),
        ("Only Bugle reports that the {abbey did not burn}.", "abbey did burn", "negation"),
        ("Ida Brandl is quoted in Herald and Bugle as saying: “We warned the {council in March}”.",
         "council in May", "quotation"),
        ("{Ida Brandl} is quoted in Herald and Bugle as saying: “We warned the council in March”.",
         "Otto Kern", "speaker"),
        ("Only Bugle reports that {two wolves} crossed the frozen pass.", "two otters", "wording"),
    ]  # fmt: skip
    about = ["Twelve mills", "Farmers may", "abbey did", "We warned", "We warned", "Two wolves"]
    operators = ["single"] * 3 + ["attributed"] * 2 + ["single"]
    rows, rules = [], []
    for (text, new, rule), words, operator in zip(altered, about, operators, strict=True):
        point = _point(plain, _claim(plain, words)).id
        written = re.sub(r"\{.*\}", new, text)
        rows.append(
            {
                "replaces": _told(plain, point),
                "operator": operator,
                "points": [point],
                "claims": [],
                "text": written,
            }
        )
        rules.append(rule)
    pair = [_claim(plain, "Twelve mills"), _claim(plain, "Two wolves")]
    doubts = json.dumps({"alignments": [{"claims": pair, "quotes": ["Twelve mills", "Three wolves"]}]})
    made = _asked(articles, doubts, json.dumps({"sentences": rows}))
    assert [p.rule for p in made.proposals] == ["quotation", *rules], [p.why for p in made.proposals]
    assert [p.text for p in made.proposals[1:]] == [row["text"] for row in rows]
    assert all(p.became is None for p in made.proposals)
    assert _without(made) == _without(plain)


@pytest.mark.parametrize("answer", ["I cannot help with that.", "{" * 10_000, '{"sentences": [7]}'])
def test_an_answer_that_is_no_proposal_is_listed(
    articles: list[Article], plain: Comparison, answer: str
) -> None:
    made = _asked(articles, answer)
    assert {p.rule for p in made.proposals} == {"answer"}
    assert _without(made) == _without(plain)


def test_where_the_second_answer_fails_the_first_is_kept(articles: list[Article], plain: Comparison) -> None:
    made = _asked(articles, _right(plain)[0], status(500))
    assert [p.kind for p in made.proposals] == ["alignment"]
    assert [d.reason for d in made.dropped] == [
        "answered 500 Internal Server Error; compared without the language model"
    ]
    assert verify(made) == ()


def test_the_command_line_lists_proposals_and_keeps_the_key_to_itself(
    files: list[str],
    plain: Comparison,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RASHOMON_LLM_KEY", KEY)
    page, data, tables = tmp_path / "page.html", tmp_path / "data.json", tmp_path / "tables"
    outlets = [
        x for f, name in zip(files, ("Herald", "Bugle"), strict=True) for x in ("--outlet", f"{f}={name}")
    ]
    text = f"Both reports say that {KEY} wolves wept."
    row = {"replaces": None, "operator": "single", "points": ["p1"], "claims": [], "text": text}
    with serving(_right(plain)[0], json.dumps({"sentences": [row]})) as endpoint:
        arguments = ["compare", *files, *outlets, "--llm", endpoint.url, "--llm-model", "small", "--no-color"]
        assert main([*arguments, "--html", str(page), "--json", str(data), "--csv", str(tables)]) == 0
    assert {headers["authorization"] for _, headers, _ in endpoint.asked} == {f"Bearer {KEY}"}
    out, err = capfd.readouterr()
    written = "".join([out, err, *(p.read_text("utf-8") for p in (page, data, *tables.iterdir()))])
    assert KEY not in written
    assert "PROPOSED BY A LANGUAGE MODEL" in out
    document = json.loads(data.read_text("utf-8"))
    assert document["settings"]["--llm"] == endpoint.url
    assert document["settings"]["--llm-model"] == "small"
    kept, refused = document["proposals"]
    assert kept["became"] in {p["id"] for p in document["points"] if p["status"] == "unsure"}
    assert "[key] wolves wept" in refused["text"]
    assert "[key] wolves wept" in page.read_text("utf-8")
    assert "[key] wolves wept" in (tables / "proposals.csv").read_text("utf-8")


def test_an_endpoint_that_is_not_there_leaves_the_comparison_and_one_line(
    files: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        data = tmp_path / "data.json"
        assert (
            main(["compare", *files, "--llm", url, "--llm-model", "m", "--json", str(data), "--no-color"])
            == 0
        )
    _, err = capfd.readouterr()
    assert [line for line in err.splitlines() if "…" not in line] == [
        f"rashomon: {url} refuses the connection or cannot be reached; compared without the language model"
    ]
    document = json.loads(data.read_text("utf-8"))
    assert document["briefing"]
    assert document["proposals"] == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--llm", "http://localhost:1/v1"], "go together"),
        (["--llm-model", "small"], "go together"),
        (["--llm", "localhost:1", "--llm-model", "small"], "give the base alone"),
    ],
)
def test_options_that_do_not_work_are_refused_before_any_work(
    files: list[str], given: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files, *given]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1
