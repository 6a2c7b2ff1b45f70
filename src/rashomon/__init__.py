"""Rashomon: what several outlets report on one event, side by side.

    articles = [rashomon.read("a.txt"), rashomon.read("b.html")]
    comparison = rashomon.compare(articles)
    print(comparison.to_json())

Names are looked up when they are first used, so that ``import rashomon`` loads nothing heavy.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.errors import (
        InputError,
        LibraryError,
        ModelError,
        NoArticle,
        NotFetched,
        NotText,
        OptionError,
        RashomonError,
        TooFewArticles,
    )
    from rashomon.model import Annotated, Article, Comparison, Dropped, Passage, Span
    from rashomon.models.relation import relate
    from rashomon.pipeline import annotate, compare, read, read_all

__version__ = "0.1.0"

_HOME = {
    "rashomon.errors": (
        "InputError",
        "LibraryError",
        "ModelError",
        "NoArticle",
        "NotFetched",
        "NotText",
        "OptionError",
        "RashomonError",
        "TooFewArticles",
    ),
    "rashomon.model": ("Annotated", "Article", "Comparison", "Dropped", "Passage", "Span"),
    "rashomon.models.relation": ("relate",),
    "rashomon.pipeline": ("annotate", "compare", "read", "read_all"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Annotated",
    "Article",
    "Comparison",
    "Dropped",
    "InputError",
    "LibraryError",
    "ModelError",
    "NoArticle",
    "NotFetched",
    "NotText",
    "OptionError",
    "Passage",
    "RashomonError",
    "Span",
    "TooFewArticles",
    "__version__",
    "annotate",
    "compare",
    "read",
    "read_all",
    "relate",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps ``rashomon.annotate`` and ``rashomon.compare`` the functions they are for a caller.

    The stages are packages of the same names, and importing a submodule writes it over the attribute of its parent.
    ``from rashomon.compare import …`` finds the stage all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if _MODULE_OF.get(name) == "rashomon.pipeline" and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
