"""Does a library lose anything? Killed at any moment, written to by two at once, on a full disk.

    python evals/durability.py [--kills 50] [--seconds 60] [--seed 1] [--only kills-add,kills-watch,crowd,disk]

*kills-add*, *kills-watch*: `rashomon library add` and `rashomon watch` are killed (SIGKILL) so many times at moments
drawn by seed, every other one after its first article, into one library. Each time it is opened and checked, and every
article that was acknowledged (its line was written before the kill) is looked for. The feed comes from a server on
127.0.0.1 and brings new articles and edited ones at each request.
*crowd*: two writers and three readers for so many seconds; every acknowledged article is looked for, and every line about
a lock is counted. A reader must see one state only: as many articles as the index of words holds.
*disk*: articles are added until the disk is full: a file system of its own where one may be mounted, else a limit on the
size of files. Then the library is checked, and added to again with room.

Articles are those of `tests/library/desk.py`. Prints a line each; exit status 1 when anything is lost or damaged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rashomon.errors import LibraryError
from rashomon.library import Library
from rashomon.library.upkeep import check

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "library"))
from desk import told

RASHOMON = [sys.executable, "-m", "rashomon.cli"]
# Seconds from the start of a process to every second kill, and from its first article to every other one, drawn up to
# these: on a busy machine half of the processes would else be dead before they had anything to lose.
LIFE, LOADED = 4.0, 1.0
# Seconds in which a first article comes.
PATIENCE = 60.0
# Megabytes of the disk that is filled.
DISK = 4


def line(event: int, outlet: int, edit: int = 0) -> str:
    """An article as a line of JSONL; ``edit`` makes another version of it."""
    e = told(event, outlet)
    row = {"id": e.id, "title": e.title, "outlet": e.outlet, "url": e.url, "published": e.published}
    return json.dumps(row | {"text": e.text + (f" Edit {edit}." if edit else "")}) + "\n"


def state(file: Path) -> tuple[set[str], list[str]]:
    """The ids of all articles, and what is wrong with the library."""
    with Library(file, writable=True) as library:
        problems = check(library).problems
        return {id for (id,) in library.db.execute("SELECT id FROM article")}, list(problems)


def killed(name: str, file: Path, command: list[str], kills: int, draw: random.Random) -> bool:
    """Run a command into a library again and again, and kill it each time."""
    acknowledged: set[str] = set()
    silent = ended = broken = lost = 0
    for number in range(kills):
        # into a file: a pipe that nobody reads would stop the process when it is full
        with tempfile.TemporaryFile() as out:
            with subprocess.Popen([*RASHOMON, *command], stdout=out, stderr=subprocess.DEVNULL) as process:
                end = time.monotonic() + (LIFE * draw.random() if number % 2 else PATIENCE)
                while time.monotonic() < end and (number % 2 or not os.fstat(out.fileno()).st_size):
                    time.sleep(0.01)
                time.sleep(0 if number % 2 else LOADED * draw.random())
                process.send_signal(signal.SIGKILL)
            out.seek(0)
            lines = [json.loads(row) for row in out.read().split(b"\n")[:-1]]
        ids = {row["id"] for row in lines if "id" in row}
        silent += not ids
        ended += process.returncode != -signal.SIGKILL
        acknowledged |= ids
        if not file.exists():
            continue
        try:
            there, problems = state(file)
        except LibraryError as error:
            there, problems = set(), [str(error)]
        broken += bool(problems)
        lost = max(lost, len(acknowledged - there))
        for problem in problems:
            print(f"  {problem}")
    versions = 0
    with Library(file) as library:
        (versions,) = library.db.execute("SELECT count(*) FROM version").fetchone()
    print(
        f"{name}: {kills} kills ({silent} before the first article was told, {ended} after the end); opened and whole "
        f"{kills - broken} of {kills} times; {len(acknowledged)} articles acknowledged, {lost} lost; {versions} versions",
        flush=True,
    )
    return not (broken or lost or ended)


def kills_add(folder: Path, given: argparse.Namespace) -> bool:
    rows = folder / "rows.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for number in range(given.kills * 40):  # more than there is time for; every third comes again, edited
            file.writelines(line(number, outlet) for outlet in range(4))
            if number % 3 == 0:
                file.write(line(number, 1, edit=number))
    library = folder / "add.sqlite"
    command = ["library", "--library", str(library), "add", str(rows)]
    return killed("kills-add", library, command, given.kills, random.Random(given.seed))


class Feed(BaseHTTPRequestHandler):
    """A feed that brings five new events at each request and edits those before."""

    asked = 0

    def do_GET(self) -> None:
        if self.path != "/rss":
            self.send_error(404)
            return
        Feed.asked += 1
        items = ""
        for event in range(5 * Feed.asked - 5, 5 * Feed.asked + 5):
            for outlet in range(4):
                e = told(event, outlet)
                text = e.text + (f" Edit {Feed.asked}." if outlet == 1 else "")
                html = escape("".join(f"<p>{p}</p>" for p in text.split("\n\n")))
                items += (
                    f"<item><title>{e.title}</title><link>{e.url}</link><source url='x'>{e.outlet}</source>"
                    f"<pubDate>{e.published}</pubDate><content:encoded>{html}</content:encoded></item>"
                )
        body = (
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
            f"<title>News</title><language>en</language>{items}</channel></rss>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


def kills_watch(folder: Path, given: argparse.Namespace) -> bool:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    library = folder / "watch.sqlite"
    address = f"http://127.0.0.1:{server.server_port}/rss"
    command = ["watch", address, "--library", str(library), "--every", "1s", "--jsonl", "--allow-private"]
    try:
        return killed("kills-watch", library, command, given.kills, random.Random(given.seed + 1))
    finally:
        server.shutdown()


READER = """
import sys, time
from rashomon.library import Library, listing
from rashomon.library.search import search
seen = reads = 0
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    with Library(sys.argv[1]) as library:
        search(library, "crowns inquiry")
        listing.stories(library, outlets=2)
        with library.reading() as db:
            (articles,) = db.execute("SELECT count(*) FROM article").fetchone()
            (found,) = db.execute("SELECT count(*) FROM search WHERE search MATCH 'crowns'").fetchone()
    assert articles == found and articles >= seen, (articles, found, seen)
    seen, reads = articles, reads + 1
    time.sleep(0.02)
print(reads)
"""


def crowd(folder: Path, given: argparse.Namespace) -> bool:
    file = folder / "crowd.sqlite"
    Library(file, writable=True).close()
    add = [*RASHOMON, "library", "--library", str(file), "add", "--rows", "-"]
    writers = [
        subprocess.Popen(add, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(file), str(given.seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    told_by: list[list[bytes]] = [[], []]

    def feed(number: int) -> None:
        writer, end, event = writers[number], time.monotonic() + given.seconds, number
        assert writer.stdin is not None
        while time.monotonic() < end:
            writer.stdin.write("".join(line(event, outlet) for outlet in range(4)).encode())
            writer.stdin.flush()
            event += 2
            time.sleep(0.02)
        writer.stdin.close()

    def listen(number: int) -> None:
        writer = writers[number]
        assert writer.stdout is not None
        told_by[number] = writer.stdout.readlines()

    threads = [threading.Thread(target=work, args=(n,)) for work in (feed, listen) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = b"".join(w.stderr.read() for w in writers if w.stderr) + b"".join(
        r.communicate()[1] for r in readers
    )
    codes = [p.wait() for p in (*writers, *readers)]
    acknowledged = {json.loads(row)["id"] for rows in told_by for row in rows}
    there, problems = state(file)
    locks = sum(b"lock" in row or b"busy" in row for row in errors.lower().splitlines())
    lost = len(acknowledged - there)
    print(
        f"crowd: {given.seconds} s, 2 writers ({len(told_by[0])} and {len(told_by[1])} articles), 3 readers; "
        f"{lost} lost, {locks} lines about locks, {sum(map(bool, codes))} of 5 processes failed, "
        f"{len(problems)} problems",
        flush=True,
    )
    if any(codes):
        print(errors.decode(errors="replace")[-2000:])
    return not (lost or locks or problems or any(codes))


@contextmanager
def small_disk(folder: Path) -> Iterator[tuple[str, Callable[[], None] | None]]:
    """A full disk to come: how it is made, and what limits a process where none can be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield f"a file system of {DISK} MB", None
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return

    def limit() -> None:
        size = DISK * 2**20
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    yield f"files of {DISK} MB at most", limit


def disk(folder: Path, _given: argparse.Namespace) -> bool:
    place = folder / "disk"
    place.mkdir()
    rows = "".join(line(event, outlet) for event in range(2000) for outlet in range(4)).encode()
    with small_disk(place) as (how, limit):
        file = place / "full.sqlite"
        add = [*RASHOMON, "library", "--library", str(file), "add", "--rows", "-"]
        done = subprocess.run(add, input=rows, capture_output=True, check=False, preexec_fn=limit)
        acknowledged = {json.loads(row)["id"] for row in done.stdout.splitlines()}
        said = done.stderr.decode().splitlines()
        error = said[-1] if said else ""
        # what is there can be read on the full disk, and is whole once there is room
        with Library(file) as library:
            there = {id for (id,) in library.db.execute("SELECT id FROM article")}
        copied = folder / "copied.sqlite"
        for part in ("", "-wal"):
            if Path(f"{file}{part}").exists():
                Path(f"{copied}{part}").write_bytes(Path(f"{file}{part}").read_bytes())
    _, problems = state(copied)
    more = subprocess.run(
        [*RASHOMON, "library", "--library", str(copied), "add", "--rows", "-"],
        input="".join(line(5000, outlet) for outlet in range(4)).encode(),
        capture_output=True,
        check=False,
    )
    lost = len(acknowledged - there)
    traceback = any("Traceback" in row for row in said)
    print(
        f"disk: {how}; status {done.returncode}, “{error}”; {len(acknowledged)} articles acknowledged, {lost} lost; "
        f"{len(problems)} problems; {len(more.stdout.splitlines())} of 4 added with room",
        flush=True,
    )
    return done.returncode == 2 and not (lost or problems or traceback) and more.returncode == 0


TRIALS = {"kills-add": kills_add, "kills-watch": kills_watch, "crowd": crowd, "disk": disk}


def main() -> None:
    """Run the trials."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(TRIALS))
    given = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for name in given.only.split(","):
            good &= TRIALS[name](Path(folder), given)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
