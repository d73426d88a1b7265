"""The outbox: how many messages a second, how late they are, what it costs to wait: ``python -m bench.outbox``.

On SQLite and on PostgreSQL, each commit on the disk, against a sink that takes at once. Beside the rate stands a bare
loop of the same claims and acknowledgements with the driver alone, two commits a message, on the same database.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlmodel import Session
from starlette.routing import BaseRoute

from bench.databases import Driver, databases
from bench.measure import Row, show
from bench.start import idle
from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.platforms.base import Outgoing
from bot.serve import DELIVER_EVERY
from handlers.kit.context import Org
from handlers.kit.messages import Day, Figure, card, say, to_json
from storage.db import Database
from storage.repos import messaging
from storage.repos import people as people_repo
from storage.schema import upgrade

PLACES = 400
ROUNDS, EACH = 3, 2000  # how many messages wait at each start
PER_SECOND, SECONDS = 100, 6
LOGGED = say("kpi-logged", id="K12", name="leads", value=Figure(Decimal(12)), day=Day(date(2026, 1, 5)))
CARD = to_json(card(LOGGED, "alice saved the launch"))
_numbers = itertools.count()


class _Sink:
    """A platform that takes everything at once, and notes when."""

    name = "bench"

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self.enough = asyncio.Event()
        self.wanted = 0

    async def send(self, outgoing: Outgoing) -> str:
        self.took[outgoing.key] = time.perf_counter()
        if len(self.took) >= self.wanted:
            self.enough.set()
        return outgoing.key

    def ready(self) -> bool:
        return True

    def routes(self) -> Sequence[BaseRoute]:
        return ()

    async def start(self) -> None:
        """Nothing to do."""

    async def stop(self) -> None:
        """Nothing to do."""

    async def takes(self, count: int) -> None:
        """Waits until it has taken so many."""
        self.took, self.wanted = {}, count
        self.enough.clear()
        await self.enough.wait()


def rows() -> Iterator[Row]:
    """On each kind of database: the rate, the lateness, the cost of waiting."""
    for name, url in databases():
        upgrade(url)
        database = Database(url)

        database.writer.submit(_people).result()
        gc.collect()
        gc.freeze()  # as ``serve`` does
        (ours, bare), late = asyncio.run(_measure(database))
        gc.unfreeze()
        database.close()
        yield Row(f"outbox on {name}", ours, bare, "messages/s", "at least 1,000")
        yield Row(f"outbox on {name}: added at {PER_SECOND}/s, median", statistics.median(late), None, "ms", "")
        p99 = statistics.quantiles(late, n=100)[98]
        yield Row(f"outbox on {name}: added at {PER_SECOND}/s, 99 %", p99, None, "ms", "under 250")
        yield Row(f"idle muster serve on {name}", idle(url).core * 100, None, "% of a core", "under 3")


async def _measure(database: Database) -> tuple[tuple[float, float], list[float]]:
    sink = _Sink()
    delivery = Delivery(database, Org(), SystemClock(), {"bench": sink})
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        keys = database.writer.submit(lambda session: _fill(session, EACH)).result()
        begin = time.perf_counter()
        working = asyncio.create_task(delivery.run(DELIVER_EVERY))
        await sink.takes(EACH)
        delivery.stop()
        await working
        rates[0].append(EACH / (time.perf_counter() - begin))
        assert sink.took.keys() == set(keys)
        delivery = Delivery(database, Org(), SystemClock(), {"bench": sink})
        database.writer.submit(lambda session: _fill(session, EACH // 10)).result()
        begin = time.perf_counter()
        _bare(database, EACH // 10)
        rates[1].append(EACH // 10 / (time.perf_counter() - begin))
    working = asyncio.create_task(delivery.run(DELIVER_EVERY))
    late = await _trickle(database, sink)
    delivery.stop()
    await working
    return (statistics.median(rates[0]), statistics.median(rates[1])), late


async def _trickle(database: Database, sink: _Sink) -> list[float]:
    """Milliseconds from the commit of a message to its sending, so many messages a second."""
    committed: dict[str, float] = {}
    taking = asyncio.create_task(sink.takes(PER_SECOND * SECONDS))
    await asyncio.sleep(0)
    begin = time.perf_counter()
    writing = list[asyncio.Task[None]]()

    async def one() -> None:
        (key,) = await database.writer.run(lambda session: _fill(session, 1))
        committed[key] = time.perf_counter()

    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, begin + number / PER_SECOND - time.perf_counter()))
        writing.append(asyncio.create_task(one()))
    await asyncio.gather(taking, *writing)
    return [(sink.took[key] - at) * 1000 for key, at in committed.items()]


def _people(session: Session) -> None:
    workspace = people_repo.workspace(session, "bench", "T")
    assert workspace.id is not None
    for number in range(PLACES):
        people_repo.add_channel(session, workspace.id, f"C{number}", f"c{number}", None)


def _fill(session: Session, count: int) -> list[str]:
    """That many messages, each to the next channel; their keys."""
    now, keys = datetime.now(UTC), list[str]()
    for number in itertools.islice(_numbers, count):
        channel = number % PLACES + 1
        keys.append(f"bench:{number}")
        messaging.enqueue(
            session, key=keys[-1], destination=f"c{channel}", workspace_id=1, channel_id=channel, card=CARD,
            posted_key=f"post:{number}" if number % 4 == 0 else None, now=now, due_at=now,
        )  # fmt: skip
    return keys


def _bare(database: Database, count: int) -> None:
    """The same steps with the driver alone: lease and try, then sent and given back."""
    run = Driver(database.url)
    for _ in range(count):
        with run.transaction():
            row, to = run(
                "SELECT id, destination FROM outbox WHERE state = 'ready' ORDER BY due_at, id LIMIT 1"
            ).fetchone()
            run(
                "INSERT INTO lease (destination, holder, until, fence) VALUES ({}, 'bare', {}, 1) ON CONFLICT"
                " (destination) DO UPDATE SET until = excluded.until, fence = lease.fence + 1", to, run.now(),
            )  # fmt: skip
            run("UPDATE outbox SET attempts = attempts + 1 WHERE id = {}", row)
        with run.transaction():
            run("UPDATE lease SET until = {} WHERE destination = {}", run.now(), to)
            run("UPDATE outbox SET state = 'sent', sent_at = {} WHERE id = {}", run.now(), row)
    run.close()


if __name__ == "__main__":
    show(rows())
