"""What an article is grouped by, worked out from its text alone: so another process can do it.

A process of its own gets lists of (title, text, published) and gives lists of Sketch, pickled, by pipes.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import TracebackType

from rashomon.group import links
from rashomon.group.terms import terms
from rashomon.library.schema import packed

Given = tuple[str | None, str, str | None]  # title, text, published


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article's day (proleptic ordinal, None where it is not known), its terms, the heaviest first, a line each, and
    their weights as they are stored."""

    day: int | None
    names: str
    weights: bytes


@lru_cache(maxsize=1)
def _rarity() -> links.Rarity:
    return links.Rarity()


def sketch(title: str | None, text: str, published: str | None) -> Sketch:
    """What an article is grouped by; a title that its text begins with counts once."""
    apart = title if title and not text.startswith(title) else None
    made = links.vector(terms(apart, text), _rarity())
    return Sketch(day(published), "\n".join(made), packed(made.values()))


def day(published: str | None) -> int | None:
    """The proleptic ordinal of a date or time, None where it is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None


class Second:
    """A second process that sketches while this one does something else. Where it cannot be, this one does it all."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)
        with suppress(OSError, TypeError):
            self._process = subprocess.Popen(  # noqa: S603 - this Python, this module
                [sys.executable, "-c", f"from {__name__} import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )

    def __enter__(self) -> Second:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
        self._thread.shutdown()
        if self._process is not None:
            self._process.__exit__(kind, error, trace)

    def begin(self, given: Sequence[Given]) -> Callable[[], list[Sketch]]:
        """Begin with articles; what is returned waits for their sketches."""
        coming = self._thread.submit(self._asked, list(given))

        def sketches() -> list[Sketch]:
            try:
                return coming.result()
            except (OSError, EOFError, ValueError, pickle.UnpicklingError):
                return [sketch(*row) for row in given]

        return sketches

    def _asked(self, given: list[Given]) -> list[Sketch]:
        if self._process is None:
            raise EOFError
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump(given, self._process.stdin)
        self._process.stdin.flush()
        found: list[Sketch] = [Sketch(*row) for row in pickle.load(self._process.stdout)]  # noqa: S301 - our own process
        return found


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and ends this
    with suppress(EOFError, BrokenPipeError):
        while True:
            made = [sketch(*row) for row in pickle.load(sys.stdin.buffer)]  # noqa: S301 - from whoever started us
            pickle.dump([(s.day, s.names, s.weights) for s in made], sys.stdout.buffer)
            sys.stdout.buffer.flush()
