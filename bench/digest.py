"""The morning's digest: ``python -m bench.digest``.

200 people have 2,000 open items, ten each: overdue, due today, soon, later. Timed is the tick that strikes at 09:00 on
a working day, from looking what is due to the last digest in the outbox, each person's in a commit of its own. Told
too is how many statements it takes to find out who hears what, for a tenth of the people and for all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from bench.databases import databases
from bench.measure import Row, show
from bot.clock import StandingClock
from bot.dispatcher import Dispatcher
from bot.identity import Roll
from bot.scheduler import Scheduler, next_time
from handlers.kit.context import Org, Scene
from handlers.kit.feature import Firing
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.db import Database
from storage.repos import messaging
from storage.schema import upgrade
from storage.states import OutboxState

PEOPLE, EACH = 200, 10
MONDAY = datetime(2026, 1, 5, 2, tzinfo=UTC)  # 10:00 in Shanghai
MORNING = datetime(2026, 1, 14, 1, tzinfo=UTC)  # a Wednesday, 09:00
JOB = "todo-digest"


class _Morning:
    """A team with items, a few days later."""

    def __init__(self, url: str) -> None:
        self._clock, self._number = StandingClock(MONDAY), 0
        self.database, self._vocabulary = Database(url), Vocabulary(FEATURES)
        self._scheduler = Scheduler(self.database, self._vocabulary, Org(), self._clock)
        roll = Roll(frozenset(), frozenset({"bench"}))
        self._dispatcher = Dispatcher(self.database, self._vocabulary, Org(), self._clock, roll, next_time)

    async def people(self) -> None:
        """Everybody, in one team."""
        await self._scheduler.set_up()
        await self._say("/team new Growth")
        for n in range(1, PEOPLE):
            await self._say("/my", f"p{n}")
            await self._say(f"/team add @p{n}")

    async def items(self, owners: range) -> None:
        """Ten items each, due from the day after on."""
        for n in owners:
            for task in range(EACH):
                await self._say(f"/todo add @p{n} task {task} of {n} --due 2026-01-{6 + task:02}")

    def statements(self) -> int:
        """How many it takes to find out who hears what."""
        count = 0

        def counted(*_args: object) -> None:
            nonlocal count
            count += 1

        local = MORNING + timedelta(hours=8)
        firing = Firing(None, None, MORNING, local, "Asia/Shanghai", MORNING)
        engine = self.database.engine
        event.listen(engine, "before_cursor_execute", counted)
        due = self._vocabulary.jobs[JOB].due
        found = self.database.read(lambda s: list(due(Scene(s, MORNING, Org(), None, None, None), firing)))
        event.remove(engine, "before_cursor_execute", counted)
        assert found
        return count

    async def strike(self) -> tuple[float, float]:
        """The milliseconds of the tick, and those that this process was at work in it."""
        self._clock.move(MORNING)
        before = self._waiting()
        begin, busy = time.perf_counter(), time.process_time()
        await self._scheduler.tick()
        took, worked = (time.perf_counter() - begin) * 1000, (time.process_time() - busy) * 1000
        given = self._waiting() - before
        assert given >= PEOPLE, given
        return took, worked

    def _waiting(self) -> int:
        return self.database.read(lambda session: messaging.count_outbox(session, OutboxState.READY))

    async def _say(self, line: str, who: str = "p0") -> None:
        self._number += 1
        await self._dispatcher.dispatch(Inbound("bench", "T", f"e{self._number}", Sender(who, who), line))


def rows() -> Iterator[Row]:
    """From the tick to the last digest; and the statements, beside those for a tenth of the people."""
    for name, url in databases():
        upgrade(url)
        (took, worked), few, many = asyncio.run(_measured(url))
        yield Row(f"digests, {name}", took, None, "ms", "under 5000")
        yield Row(f"digests, {name}: processor time", worked, None, "ms", "")
        yield Row(f"to find out who hears what, {name}", many, few, "statements", "as many as for 20 people")


async def _measured(url: str) -> tuple[tuple[float, float], int, int]:
    morning = _Morning(url)
    await morning.people()
    await morning.items(range(PEOPLE // 10))
    few = morning.statements()
    await morning.items(range(PEOPLE // 10, PEOPLE))
    many = morning.statements()
    times = await morning.strike()
    morning.database.close()
    return times, few, many


if __name__ == "__main__":
    show(rows())
