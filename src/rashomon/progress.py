"""A line on standard error for work that takes a while; nothing at all for work that does not."""

from __future__ import annotations

import shutil
import threading
from types import TracebackType
from typing import TextIO

# Seconds of silence before the first line: shorter work needs no progress.
AFTER = 2.0
# Seconds between two looks at a terminal line.
REDRAW = 0.2
# Where lines stay (a log), the next comes after this many times the time so far: a few lines, however long it takes.
SPARSER = 4.0


class Progress:
    """Called by the work with what it does now, the steps done and the steps in all; a thread shows the latest.

    On a terminal one line is redrawn and removed at the end; elsewhere a few plain lines are written.
    """

    def __init__(self, stream: TextIO, *, after: float = AFTER) -> None:
        self._stream = stream
        self._after = after
        self._lock = threading.Lock()
        self._finished = threading.Event()
        self._line = "starting"
        self._drawn = ""
        self._thread = threading.Thread(target=self._show, daemon=True)

    def __call__(self, what: str, done: int, steps: int) -> None:
        self._line = f"{what} (step {min(done + 1, steps)} of {steps})"

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finished.set()
        self._thread.join()
        self.clear()

    def clear(self) -> None:
        """Take the line off the terminal, so that another can be written."""
        with self._lock:
            if self._drawn and self._stream.isatty():
                self._stream.write("\r\x1b[K")
                self._stream.flush()
            self._drawn = ""

    def _show(self) -> None:
        wait = self._after
        terminal = self._stream.isatty()
        while not self._finished.wait(wait):
            wait = REDRAW if terminal else wait * SPARSER
            try:
                self._draw(terminal)
            except (OSError, ValueError):
                return  # nobody reads it any more

    def _draw(self, terminal: bool) -> None:
        line = f"rashomon: {' '.join(self._line.split())} …"
        with self._lock:
            if line == self._drawn:
                return
            self._drawn = line
            if terminal:
                width = shutil.get_terminal_size().columns
                self._stream.write(f"\r\x1b[K{line[: width - 1]}")
            else:
                self._stream.write(f"{line}\n")
            self._stream.flush()
