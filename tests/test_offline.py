"""Nothing is fetched, and the same inputs give the same bytes, whatever the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# No socket can be made in the process, so none can reach a network.
CLOSED = """
import socket, sys
def closed(*_, **__):
    raise OSError("the network is closed")
socket.socket.__init__ = closed
socket.create_connection = socket.getaddrinfo = closed
"""
RUN = CLOSED + "from rashomon.cli import main\nsys.exit(main())\n"


def test_the_network_is_closed_indeed() -> None:
    for call in (
        "socket.socket()",
        "socket.create_connection(('localhost', 9))",
        "socket.getaddrinfo('localhost', 9)",
    ):
        done = subprocess.run(
            [sys.executable, "-c", CLOSED + call], capture_output=True, text=True, check=False
        )
        assert "OSError: the network is closed" in done.stderr


@pytest.mark.slow
def test_two_processes_without_a_network_write_the_same_bytes(samples: list[Path], tmp_path: Path) -> None:
    written = []
    unused = {"RASHOMON_LLM_KEY": "a key that nobody asked to be used"}
    for seed in ("1", "2"):
        page, data = tmp_path / f"{seed}.html", tmp_path / f"{seed}.json"
        command = [
            sys.executable,
            "-c",
            RUN,
            "compare",
            *map(str, samples),
            "--html",
            str(page),
            "--json",
            str(data),
        ]
        done = subprocess.run(
            command,
            env={**os.environ, **unused, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        written.append((page.read_bytes(), data.read_bytes(), done.stdout))
    assert written[0] == written[1]
