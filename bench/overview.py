"""KPI figures over ten thousand to a million entries (``python -m bench.overview 10000000``: to ten million).

The same 50 people, 9 metrics, 4 channels and 24 months at every size, in a file of SQLite, entries added in bulk and
the rollup counted from them. Timed is a command from its inbound to its answer, in processor time: a busy machine makes
it no longer.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlmodel import Session

from bot.clock import SystemClock
from bot.dispatcher import Dispatcher
from bot.identity import Roll
from bot.scheduler import next_time
from handlers.kit.context import Org
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.db import Database
from storage.schema import create
from storage.tallies import recount

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
PEOPLE, CHANNELS, DAYS, ROUNDS = 50, 4, 730, 60
ASKED = (
    "/kpi",
    "/kpi show leads",
    "/kpi show --team Growth",
    "/kpi show ROI --period {year} --by channel",
    "/goal check",
)
WRITTEN = "/kpi log leads 3 --channel c1"  # too small to be asked about a second time

_FILL = text("""
INSERT INTO kpi_entry (metric_id, person_id, day, zone, value, source, channel_id, logged_by, logged_at)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
SELECT m.id, 1 + i / 7 % :people, date(:last, '-' || (i * 7919 % :days) || ' days'), 'UTC', CAST(1 + i % 90 AS text),
    'import', 1 + i / 350 % :channels, 1, '2026-01-01 00:00:00.000000'
FROM n JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM metric WHERE combine <> 'ratio') AS m
    ON m.place = i % (SELECT count(*) FROM metric WHERE combine <> 'ratio')
""")
_COUNT_FOR = text("INSERT INTO kpi_entry_team (entry_id, team_id) SELECT id, 1 FROM kpi_entry")
_CHANNEL = text("INSERT INTO dimension_value (dimension, name, folded) VALUES ('channel', :name, :name)")


class _Full:
    """A team's database with so many entries."""

    def __init__(self, folder: str, count: int) -> None:
        self.count, self._number = count, 0
        self.database = Database(f"sqlite:///{folder}/{count}.db", durable=False)
        create(self.database.engine)
        roll = Roll(frozenset(), frozenset({"bench"}))
        self._dispatcher = Dispatcher(self.database, Vocabulary(FEATURES), Org(), SystemClock(), roll, next_time)

    async def live(self) -> None:
        """The team, its metrics and a target; then the entries."""
        today = date.today()  # noqa: DTZ011  the clock of whoever runs this
        await self.say("/team new Growth")
        for n in range(2, PEOPLE + 1):
            await self.say(f"/team add @p{n} --role channel")
        await self.say("/kpi adopt channel, sales")
        await self.say(f"/kpi target leads 90000 --period {today.year} --for Growth")
        self.database.writer.submit(lambda session: _fill(session, self.count, today)).result()

    async def say(self, line: str) -> float:
        """The milliseconds of processor time from a line to its answer."""
        self._number += 1
        inbound = Inbound("bench", "T", f"e{self._number}", Sender("U1", "p1"), line)
        begin = time.process_time()
        await self._dispatcher.dispatch(inbound)
        return (time.process_time() - begin) * 1000


def _fill(session: Session, count: int, today: date) -> None:
    connection = session.connection()
    connection.execute(_CHANNEL, [{"name": f"c{n}"} for n in range(1, CHANNELS + 1)])
    values = {"count": count, "people": PEOPLE, "days": DAYS, "channels": CHANNELS, "last": today.isoformat()}
    connection.execute(_FILL, values)
    connection.execute(_COUNT_FOR)
    recount(connection)


async def _measured(full: _Full) -> dict[str, float]:
    year = date.today().year  # noqa: DTZ011
    lines = (*ASKED, WRITTEN)
    times: dict[str, list[float]] = {line: [] for line in lines}
    for _ in range(ROUNDS):
        for line in lines:
            times[line].append(await full.say(line.format(year=year)))
    return {line: statistics.median(found[ROUNDS // 10 :]) for line, found in times.items()}


async def _run(most: int) -> Iterator[tuple[str, dict[int, float]]]:
    found: dict[str, dict[int, float]] = {}
    for size in SIZES:
        if size <= most:
            with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
                full = _Full(folder, size)
                await full.live()
                for line, took in (await _measured(full)).items():
                    found.setdefault(line, {})[size] = took
                full.database.close()
    return iter(found.items())


def main(most: int) -> None:
    """A row a command, a column a size; the bar is 10 ms at ten million, and 1.5 times a million's."""
    sizes = [size for size in SIZES if size <= most]
    table = Table("ms", *(f"{size:,}" for size in sizes), "last to the one before")
    for line, took in asyncio.run(_run(most)):
        last, before = took[sizes[-1]], took[sizes[max(len(sizes) - 2, 0)]]
        table.add_row(line, *(f"{took[size]:.2f}" for size in sizes), f"{last / before:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
