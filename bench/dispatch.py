"""From an inbound to its answer through the one writer, against a bare loop of the same inserts.

On SQLite with ``synchronous=FULL``. The bare loop writes the same rows with the driver alone, a commit each.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.five_rows import FEATURE
from bench.measure import Row
from bot.clock import SystemClock
from bot.dispatcher import Dispatcher
from bot.identity import Roll
from bot.scheduler import next_time
from handlers.kit.context import Org
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database
from storage.schema import create

ROUNDS = {1: 600, 16: 60, 64: 20}  # how often for how many at once


class _Ours:
    def __init__(self, folder: str) -> None:
        self.database = Database(f"sqlite:///{folder}/ours.db")
        create(self.database.engine)
        roll = Roll(frozenset(), frozenset())
        self.dispatcher = Dispatcher(self.database, Vocabulary((FEATURE,)), Org(), SystemClock(), roll, next_time)

    def inbound(self, n: int) -> Inbound:
        return Inbound("bench", "T", f"e{n}", Sender("U1", "alice"), "/bench add twelve leads", channel="C1")


class _Bare:
    """The same five rows in one transaction, and the answer kept with the inbox row."""

    def __init__(self, folder: str) -> None:
        database = Database(f"sqlite:///{folder}/bare.db")
        create(database.engine)
        database.close()
        self.db = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("INSERT INTO workspace (platform, external_id, name) VALUES ('bench', 'T', '')")

    def once(self, n: int) -> None:
        now, run = "2026-01-05 01:00:00.000000", self.db.execute
        body = json.dumps({"_": "Card", "blocks": [{"_": "Para", "text": "alice: twelve leads"}]})
        run("BEGIN IMMEDIATE")
        row = run(
            "INSERT INTO inbox (workspace_id, event_id, received_at) VALUES (1, ?, ?) RETURNING id", (f"e{n}", now)
        ).fetchone()
        run(
            "INSERT INTO unit (key, job, payload, due_at, state, attempts) VALUES (?, 'b', '\"t\"', ?, 'done', 0)",
            (f"k{n}", now),
        )
        run(
            "INSERT INTO calls (platform, month, number) VALUES ('bench', '2026-01', 1)"
            " ON CONFLICT (platform, month) DO UPDATE SET number = number + 1"
        )
        run(
            "INSERT INTO outbox (key, destination, workspace_id, card, created_at, due_at, state, version, attempts)"
            " VALUES (?, 'c1', 1, ?, ?, ?, 'ready', 0, 0)",
            (f"in:{n}", body, now, now),
        )
        run("INSERT INTO audit (at, command, arguments) VALUES (?, 'bench-add', 'twelve leads')", (now,))
        run("UPDATE inbox SET answer = ? WHERE id = ?", (body, row[0]))
        run("COMMIT")


def rows() -> Iterator[Row]:
    """One command at a time, then many at once."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        ours, bare = _Ours(folder), _Bare(folder)
        gc.collect()
        gc.freeze()  # as ``serve`` does
        for at_once, (mine, beside) in asyncio.run(_measure(ours, bare)).items():
            yield Row(f"command to answer, {at_once} at once", mine, beside, "ms", "under 3")
        gc.unfreeze()
        ours.database.close()


async def _measure(ours: _Ours, bare: _Bare) -> dict[int, tuple[float, float]]:
    """The median milliseconds a command, ours and bare in turn, inside one running loop as a server has it."""
    events, bare_events = itertools.count(), itertools.count()
    found = {}
    for at_once, rounds in ROUNDS.items():
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            begin = time.perf_counter()
            await _at_once(ours, events, at_once)
            between = time.perf_counter()
            for _ in range(at_once):
                bare.once(next(bare_events))
            times[0].append((between - begin) * 1000 / at_once)
            times[1].append((time.perf_counter() - between) * 1000 / at_once)
        skip = rounds // 10
        found[at_once] = (statistics.median(times[0][skip:]), statistics.median(times[1][skip:]))
    return found


async def _at_once(ours: _Ours, events: Iterator[int], count: int) -> None:
    if count == 1:
        await ours.dispatcher.dispatch(ours.inbound(next(events)))
    else:
        await asyncio.gather(*(ours.dispatcher.dispatch(ours.inbound(next(events))) for _ in range(count)))
