"""Whole comparisons of real and invented reports against what a careful reader requires of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from expectations import Story, failures

import rashomon
from rashomon.contract import problems
from rashomon.model import Comparison
from rashomon.report import html

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.slow
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the two sample reports are not beside this checkout"
)


def load(folder: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((HERE / folder / "expected.json").read_text(encoding="utf-8"))
    return expected


def judge(comparison: Comparison, expected: dict[str, Any]) -> list[str]:
    names = dict(zip(expected["articles"], (a.id for a in comparison.articles), strict=True))
    return list(failures(Story(comparison, names), expected))


def compare(paths: list[Path]) -> Comparison:
    return rashomon.compare([rashomon.read(p) for p in paths])


def replaced(value: Any, names: dict[str, str]) -> Any:
    """Every string in a structure with the names replaced, all at once and longest first."""
    pattern = re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))
    if isinstance(value, str):
        return pattern.sub(lambda m: names[m.group()], value)
    if isinstance(value, list):
        return [replaced(v, names) for v in value]
    if isinstance(value, dict):
        return {
            k: v if k in {"format", "articles", "kind", "role"} else replaced(v, names)
            for k, v in value.items()
        }
    return value


def test_third_pair() -> None:
    expected = load("third_pair")
    comparison = compare([HERE / "third_pair" / p for p in expected["articles"].values()])
    assert "\n".join(judge(comparison, expected)) == ""


@needs_seeds
def test_seeds() -> None:
    expected = load("seeds")
    comparison = compare([SEEDS / p for p in expected["articles"].values()])
    assert problems(json.loads(comparison.to_json())) == []
    assert "\n".join(judge(comparison, expected)) == ""


@needs_seeds
def test_seeds_under_other_names(tmp_path: Path) -> None:
    expected = load("seeds")
    names = json.loads((HERE / "seeds" / "replacements.json").read_text(encoding="utf-8"))
    paths = []
    for origin in expected["articles"].values():
        with (SEEDS / origin).open(encoding="utf-8", newline="") as file:
            text = replaced(file.read(), names)
        paths.append(tmp_path / origin)
        paths[-1].write_text(text, encoding="utf-8", newline="")
    comparison = compare(paths)
    assert problems(json.loads(comparison.to_json())) == []
    assert "\n".join(judge(comparison, replaced(expected, names))) == ""


@needs_seeds
def test_same_bytes() -> None:
    paths = sorted(SEEDS.glob("*.txt"))
    first, second = compare(paths), compare(paths)
    assert first.to_json() == second.to_json()
    assert html.render(first) == html.render(second)
