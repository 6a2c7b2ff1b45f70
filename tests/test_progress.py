"""Progress shows only for work that takes a while, and leaves a terminal clean."""

from __future__ import annotations

import io
import time

from rashomon.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_for(stream: io.StringIO, words: str) -> None:
    for _ in range(500):
        if words in stream.getvalue():
            return
        time.sleep(0.01)
    raise AssertionError(f"{words!r} was not written, but {stream.getvalue()!r}")


def test_quick_work_shows_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress("reading", 0, 2)
    assert stream.getvalue() == ""


def test_a_log_gets_plain_lines() -> None:
    stream = io.StringIO()
    with Progress(stream, after=0.01) as progress:
        progress("reading a\nb", 0, 2)
        wait_for(stream, "rashomon: reading a b (step 1 of 2) …\n")
    assert "\x1b" not in stream.getvalue()


def test_a_terminal_line_is_redrawn_and_taken_away() -> None:
    stream = Terminal()
    with Progress(stream, after=0.01) as progress:
        progress("aligning", 1, 2)
        wait_for(stream, "aligning (step 2 of 2)")
    assert stream.getvalue().endswith("\r\x1b[K")
    assert "\n" not in stream.getvalue()


def test_a_closed_stream_does_no_harm() -> None:
    stream = io.StringIO()
    with Progress(stream, after=0.01) as progress:
        stream.close()
        time.sleep(0.05)
        progress("writing", 1, 2)
        stream.isatty = lambda: False  # type: ignore[method-assign]
