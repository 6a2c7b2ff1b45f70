"""What the package offers by name, and how little is loaded to offer it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

import rashomon

HEAVY = {
    "spacy",
    "thinc",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "trafilatura",
    "lxml",
    "jinja2",
    "rich",
    "click",
    "httpx2",
    "httpcore2",
    "anyio",
    "protego",
}


def test_all_is_exactly_the_public_surface() -> None:
    assert set(rashomon.__all__) == {
        "Annotated", "Article", "Comparison", "Dropped", "InputError", "LibraryError", "ModelError", "NoArticle", "NotFetched", "NotText",
        "OptionError", "Passage", "RashomonError", "Span", "TooFewArticles", "__version__", "annotate", "compare",
        "read", "read_all", "relate",
    }  # fmt: skip
    assert sorted(rashomon.__all__) == list(rashomon.__all__)
    assert set(rashomon.__all__) <= set(dir(rashomon))
    for name in rashomon.__all__:
        assert getattr(rashomon, name) is not None


def test_every_error_is_a_rashomon_error() -> None:
    from rashomon import errors

    tree = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert tree <= set(rashomon.__all__)
    assert all(issubclass(getattr(rashomon, name), rashomon.RashomonError) for name in tree)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'rashomon' has no attribute 'nothing'"):
        rashomon.nothing  # noqa: B018


def test_stages_do_not_hide_the_functions_of_their_names() -> None:
    import rashomon.annotate.sentences
    import rashomon.compare.points
    from rashomon.annotate import sentences

    assert isinstance(rashomon.annotate, FunctionType)
    assert isinstance(rashomon.compare, FunctionType)
    assert sentences.__name__ == "rashomon.annotate.sentences"


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import rashomon", set()),
        ("import rashomon; rashomon.Article, rashomon.InputError", set()),
        ("from rashomon.cli import main; main(['--help'])", {"click"}),
        ("from rashomon.cli import main; main(['compare', '--help'])", {"click"}),
        ("from rashomon.cli import main; main(['schema'])", {"click"}),
    ],
)
def test_loading_is_light(statement: str, allowed: set[str]) -> None:
    code = f"{statement}\nimport sys; print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stderr.split()) & HEAVY == allowed


def test_reading_a_file_loads_nothing_of_the_network(samples: list[Path]) -> None:
    code = "import sys, rashomon; rashomon.read(sys.argv[1]); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code, samples[0]], capture_output=True, text=True, check=True)
    assert "rashomon.fetch" in run.stdout.split()
    assert not {"httpx2", "httpcore2", "anyio", "protego"} & set(run.stdout.split())
