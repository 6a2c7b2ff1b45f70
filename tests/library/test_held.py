"""What a writer has at hand is what stands in the file."""

from __future__ import annotations

import random
import sqlite3
from array import array
from pathlib import Path

import pytest
from desk import told

from rashomon.group import clusters, links
from rashomon.group.beside import LATEST, most
from rashomon.library import Library, added, held
from rashomon.library.held import Held
from rashomon.library.schema import packed

WEIGHTS = [57_000, 50_000, 40_000]


def asked(db: sqlite3.Connection, names: list[str], weights: list[int], day: int) -> list[int]:
    """The articles beside one, from the file alone."""
    holding = []
    for name, weight in zip(names, weights, strict=True):
        rows = db.execute(
            "SELECT day, article FROM sought WHERE term = ? ORDER BY day, article", (name,)
        ).fetchall()
        before = [n for d, n in rows if d <= day][-LATEST // 2 :]
        after = [n for d, n in rows if d > day][: LATEST // 2]
        holding.append((weight, array("q", before + after)))
    return most(holding)


def test_articles_come_in_any_order_of_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LONGEST", 2 * held.READ + 60)
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE sought (term TEXT, day INT, article INT, PRIMARY KEY (term, day, article))")
    db.execute("CREATE TABLE vector (article INT PRIMARY KEY, day INT, names TEXT, weights BLOB)")
    monkeypatch.setattr(links, "PER_DAYS", 0.0)
    draw = random.Random(2)
    at_hand = Held()
    terms = [f"w {n}" for n in range(8)]
    dropped, longest = 0, 0
    for step in range(4_000):
        # mostly as time goes on, now and then long before; sometimes an article comes anew
        day = step // 40 if draw.random() < 0.9 else draw.randrange(120)
        number = step if draw.random() < 0.99 else draw.randrange(step + 1)
        names = draw.sample(terms, 3)
        old = db.execute("SELECT term FROM sought WHERE article = ?", (number,)).fetchall()
        if old:
            dropped += 1
            db.execute("DELETE FROM sought WHERE article = ?", (number,))
            db.execute("DELETE FROM vector WHERE article = ?", (number,))
            at_hand.remove(number, [name for (name,) in old])
        beside = asked(db, names, WEIGHTS, day) if step % 7 == 0 else None
        # whoever shares a term of these is near, whatever the days
        near = at_hand.add(db, number, day, names, packed([w * links.GRAIN for w in WEIGHTS]))
        assert beside is None or [n for n, _ in near] == beside
        db.executemany("INSERT INTO sought VALUES (?, ?, ?)", [(name, day, number) for name in names])
        db.execute(
            "INSERT INTO vector VALUES (?, ?, ?, ?)",
            (number, day, "\n".join(names), packed([w * links.GRAIN for w in WEIGHTS])),
        )
        longest = max([longest, *(len(row.days) for row in at_hand._rows.values())])
    assert dropped > 20
    assert 2 * held.READ < longest <= held.LONGEST


def test_what_is_held_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(held, "ROWS", 30)
    monkeypatch.setattr(held, "ARTICLES", 5)
    monkeypatch.setattr(held, "NAMES", 60)
    monkeypatch.setattr(clusters, "YOUNG", 2)
    monkeypatch.setattr(clusters, "KEPT", 1)
    entries = [told(event, report) for event in range(6) for report in range(4)]
    with Library(tmp_path / "small", writable=True, clock=lambda: "2026-01-01T00:00:00Z") as library:
        for _ in added(library, entries, batch=3):
            pass
        assert len(library.db.held._rows) <= 30
        assert len(library.db.held._articles) <= 64 + 1
        small = library.db.execute("SELECT * FROM link ORDER BY a, b").fetchall()
        parts = library.db.execute("SELECT number, story FROM article").fetchall()
    for name in ("ROWS", "ARTICLES", "NAMES"):
        monkeypatch.setattr(held, name, 1_000_000)
    with Library(tmp_path / "large", writable=True, clock=lambda: "2026-01-01T00:00:00Z") as library:
        for _ in added(library, entries, batch=3):
            pass
        assert library.db.execute("SELECT * FROM link ORDER BY a, b").fetchall() == small != []
        assert library.db.execute("SELECT number, story FROM article").fetchall() == parts


def test_what_another_writer_adds_is_seen(tmp_path: Path) -> None:
    with Library(tmp_path / "l", writable=True) as one, Library(tmp_path / "l", writable=True) as other:
        for library, report in ((one, 0), (other, 1), (one, 2), (other, 3)):
            for _ in added(library, [told(1, report)]):
                pass
        assert one.db.execute("SELECT count(DISTINCT story), count(*) FROM article").fetchone() == (1, 4)
        assert one.db.execute("SELECT count(*) FROM link").fetchone() == (6,)
