"""Fixtures of all tests. What lies beside the repository under ``shared`` may be missing: tests that read it skip."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no verdict on how fast the machine is.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent
# `import factory` from tests in subfolders too, and `import hostile` from all that fetch
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "fetch")]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the sample reports and reference data."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def seeds(shared: Path) -> list[Path]:
    """The two sample reports."""
    files = sorted((shared / "seeds").glob("*.txt"))
    if len(files) != 2:
        pytest.skip("the two sample reports are not under ../shared/seeds")
    return files


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The three sample articles that ship with the package."""
    folder = ROOT / "src" / "rashomon" / "samples"
    return sorted([*folder.glob("*.md"), *folder.glob("*.html")])
