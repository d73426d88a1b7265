"""Schedules are rows; a tick claims what is due. APScheduler runs the tick and computes the times."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog
from apscheduler.triggers.cron import CronTrigger
from sqlmodel import Session

from bot.clock import Clock
from handlers.kit.context import Ctx, Effects, Org, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.vocabulary import Vocabulary
from storage.db import JOBS, Database
from storage.models.timing import Schedule, Unit
from storage.repos import messaging, timing
from storage.states import UnitState

T = TypeVar("T")
log = structlog.get_logger()

ANSWER_GRACE = timedelta(seconds=10)  # an answer not handed over by then goes through the outbox
FIRST_RETRY = timedelta(minutes=1)
TRIES = 5


@lru_cache(maxsize=1024)
def _trigger(cron: str, zone: str) -> CronTrigger:
    return CronTrigger.from_crontab(cron, timezone=ZoneInfo(zone))


def next_time(cron: str, zone: str, after: datetime) -> datetime | None:
    """A cron's next firing strictly after a moment, in UTC. Weekdays by name: ``1`` would be a Tuesday."""
    begin = (after + timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    found = _trigger(cron, zone).get_next_fire_time(None, begin)
    return found.astimezone(UTC) if found else None


class Scheduler:
    """Turns what is due into units, and runs them."""

    def __init__(self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock) -> None:
        self._db = database
        self._vocabulary = vocabulary
        self._org = org
        self._clock = clock

    async def set_up(self) -> None:
        """Makes the schedules that features always have."""

        def unit(session: Session) -> None:
            ctx = self._ctx(session, "setup")
            for feature in self._vocabulary.features:
                if feature.setup is not None:
                    feature.setup(ctx)

        await self._write(unit)

    async def tick(self) -> int:
        """Claims what is due and runs it; how many units ran, the lost answers counted as one."""
        now = self._clock.now()
        schedules, owed, units = await self._read(lambda session: _due(session, now))
        for schedule in schedules:
            await self._fire(schedule, now)
        if owed:
            await self._write(lambda session: _owe_answers(session, now))
        if schedules:
            units = await self._read(lambda session: timing.pending_units(session, now))
        for unit in units:
            await self._run(unit)
        return len(units) + owed

    async def _fire(self, schedule: Schedule, now: datetime) -> None:
        """One schedule's firing: its units and its next time, in one transaction, once among all replicas."""
        job = self._vocabulary.jobs.get(schedule.job)
        at = schedule.next_at
        assert at is not None
        assert schedule.id is not None
        wall = at.astimezone(ZoneInfo(schedule.zone))
        firing = Firing(schedule.subject, schedule.payload, at, wall, schedule.zone)
        work: list[Work] = []
        if job is None:
            log.error("no such job", job=schedule.job, schedule=schedule.key)
        else:
            due = job.due
            try:
                work = await self._read(lambda s: list(due(Scene(s, now, self._org, None, None, None), firing)))
            except Exception:
                log.exception("a schedule could not say what is due", schedule=schedule.key)
        schedule_id = schedule.id
        await self._write(lambda session: self._put_out(session, schedule_id, firing, job, work, now))

    def _put_out(
        self, session: Session, schedule_id: int, firing: Firing, job: Job | None, work: list[Work], now: datetime
    ) -> None:
        row = timing.lock_schedule(session, schedule_id, firing.at)
        if row is None:
            return
        late = job is not None and job.lateness is not None and now - firing.at > job.lateness
        if late:
            log.warning("came too late, dropped", schedule=row.key, due=firing.at.isoformat())
        for piece in work:
            timing.add_unit(
                session,
                Unit(
                    key=f"{row.key}@{firing.wall:%Y-%m-%dT%H:%M}/{piece.name}", job=row.job, payload=piece.payload,
                    due_at=firing.at, state=UnitState.DROPPED if late else UnitState.PENDING,
                ),
            )  # fmt: skip
        row.next_at = next_time(row.cron, row.zone, max(now, firing.at)) if row.cron else None
        if row.next_at is None:
            session.delete(row)
        else:
            session.add(row)

    async def _run(self, unit: Unit) -> None:
        assert unit.id is not None
        unit_id = unit.id
        try:
            await self._write(lambda session: self._do(session, unit_id))
        except Exception as error:
            log.exception("scheduled work failed", unit=unit.key)
            why = type(error).__name__
            await self._write(lambda session: self._postpone(session, unit_id, why))

    def _do(self, session: Session, unit_id: int) -> None:
        row = timing.lock_unit(session, unit_id)
        if row is None:
            return
        self._vocabulary.jobs[row.job].run(self._ctx(session, f"unit:{unit_id}"), row.payload)
        row.state = UnitState.DONE
        session.add(row)

    def _postpone(self, session: Session, unit_id: int, why: str) -> None:
        row = timing.lock_unit(session, unit_id)
        if row is None:
            return
        row.attempts, row.error = row.attempts + 1, why
        row.due_at = self._clock.now() + FIRST_RETRY * 2**row.attempts
        row.state = UnitState.FAILED if row.attempts >= TRIES else UnitState.PENDING
        session.add(row)

    def _ctx(self, session: Session, origin: str) -> Ctx:
        effects = Effects(origin, self._vocabulary.publish, next_time, by_clock=True)
        return Ctx(session, self._clock.now(), self._org, None, None, None, effects)

    async def _read(self, query: Callable[[Session], T]) -> T:
        return await asyncio.to_thread(self._db.read, query)

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await self._db.writer.run(unit, JOBS)


def _due(session: Session, now: datetime) -> tuple[Sequence[Schedule], bool, Sequence[Unit]]:
    """All that a tick has to do, in one look."""
    owed = messaging.answers_owed(session, now - ANSWER_GRACE)
    return timing.due_schedules(session, now), owed, timing.pending_units(session, now)


def _owe_answers(session: Session, now: datetime) -> None:
    """An answer that was lost on its way goes to the person through the outbox."""
    for row in messaging.unanswered(session, now - ANSWER_GRACE):
        assert row.id is not None
        if row.answer is not None and row.account_id is not None:
            messaging.enqueue(
                session, key=f"answer:{row.id}", destination=f"a{row.account_id}", workspace_id=row.workspace_id,
                account_id=row.account_id, card=row.answer["card"], now=now, due_at=now,
            )  # fmt: skip
        messaging.mark_handed(session, row.id, now)
