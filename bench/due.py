"""A burst of what is due: ``python -m bench.due``.

One schedule falls due for 200 people; each piece of work is a commit of its own that posts a message. Beside it stands
a bare loop of as many commits of the same two rows.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from bench.databases import Driver, databases
from bench.measure import Row, show
from bot.clock import SystemClock
from bot.scheduler import Scheduler
from handlers.kit.context import Ctx, Org
from handlers.kit.feature import Feature, Job, Work
from handlers.kit.messages import card
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database
from storage.models.timing import Schedule
from storage.repos import people as people_repo
from storage.repos import timing
from storage.schema import upgrade

PEOPLE, ROUNDS = 200, 5


def _post(ctx: Ctx, channel: Any) -> None:
    ctx.post(channel, card("Good morning"))


FEATURE = Feature(
    "bench", jobs=(Job("bench", lambda _scene, firing: [Work(str(n), firing.subject) for n in range(PEOPLE)], _post),)
)


def rows() -> Iterator[Row]:
    """From the tick to the last row of the outbox."""
    for name, url in databases():
        upgrade(url)
        ours, beside = asyncio.run(_measure(url))
        yield Row(f"{PEOPLE} due at once, {name}", ours, beside, "ms", "under 2000")


async def _measure(url: str) -> tuple[float, float]:
    database, bare = Database(url), Driver(url)
    scheduler = Scheduler(database, Vocabulary((FEATURE,)), Org(), SystemClock())
    channel = database.writer.submit(_channel).result()
    times: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS):
        key = f"bench:{round_}"
        database.writer.submit(lambda session, key=key: _due(session, key, channel)).result()
        begin = time.perf_counter()
        ran = await scheduler.tick()
        between = time.perf_counter()
        assert ran == PEOPLE, ran
        for n in range(PEOPLE):
            _bare(bare, f"bare:{round_}:{n}")
        times[0].append((between - begin) * 1000)
        times[1].append((time.perf_counter() - between) * 1000)
    bare.close()
    database.close()
    return statistics.median(times[0]), statistics.median(times[1])


def _channel(session: Session) -> int:
    workspace = people_repo.workspace(session, "bench", "T")
    row = people_repo.add_channel(session, workspace.id or 0, "C1", "growth", None)
    return row.id or 0


def _due(session: Session, key: str, channel: int) -> None:
    at = datetime.now(UTC) - timedelta(seconds=1)
    timing.put_schedule(session, Schedule(key=key, job="bench", subject=channel, zone="UTC", next_at=at))


_UNIT = "INSERT INTO unit (key, job, payload, due_at, state, attempts) VALUES ({}, 'bare', '1', {}, 'done', 0)"
_OWED = (
    "INSERT INTO outbox (key, destination, workspace_id, card, created_at, due_at, owed_at, state, version, attempts)"
    " VALUES ({}, 'c1', 1, {}, {}, {}, {}, 'ready', 0, 0)"
)


def _bare(driver: Driver, key: str) -> None:
    now = driver.now()
    with driver.transaction():
        driver(_UNIT, key, now)
        driver(_OWED, key, "[]", now, now, now)


if __name__ == "__main__":
    show(rows())
