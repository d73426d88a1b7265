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
from handlers.kit.feature import Firing, Work
from handlers.kit.vocabulary import Vocabulary
from storage.db import JOBS, Database, is_away
from storage.models.timing import Schedule, Unit
from storage.repos import due as look
from storage.repos import messaging, timing
from storage.repos.due import Due
from storage.states import UnitState

T = TypeVar("T")
log = structlog.get_logger()

ANSWER_GRACE = timedelta(seconds=10)  # an answer not handed over by then goes through the outbox
FIRST_RETRY = timedelta(minutes=1)
TRIES = 5
LONGEST_SKIP = timedelta(hours=3)  # no change of clocks skips more
LOOK_BACK = (timedelta(days=2), timedelta(days=40), timedelta(days=400))  # where a newest firing is looked for
PUT_BACK = timedelta(minutes=1)  # a clock put back by more is no small correction


@lru_cache(maxsize=1024)
def _trigger(cron: str) -> CronTrigger:
    # It reads the clock on the wall, which knows no zone: in one, it fires twice in the hour that a change of clocks
    # repeats, and loses the day after a midnight before the hour that one skips.
    return CronTrigger.from_crontab(cron, timezone=UTC)


@lru_cache(maxsize=4096)  # what hundreds of people have at one time is due again at one time
def next_time(cron: str, zone: str, after: datetime) -> datetime | None:
    """A cron's next firing strictly after a moment, in UTC. Weekdays by name: ``1`` would be a Tuesday.

    Each time on the wall comes once: the first of the two where a change of clocks repeats it; one that is skipped
    comes by as much later as the clocks were put forward.
    """
    place, trigger = ZoneInfo(zone), _trigger(cron)
    found: datetime | None = None
    wall = trigger.get_next_fire_time(None, _on_the_wall(after, place) - LONGEST_SKIP)
    while wall is not None and (found is None or wall <= _on_the_wall(found, place)):
        moment = wall.replace(tzinfo=place).astimezone(UTC)
        if moment > after and (found is None or moment < found):
            found = moment
        wall = trigger.get_next_fire_time(None, wall + timedelta(seconds=1))
    return found


def last_time(cron: str, zone: str, first: datetime, now: datetime) -> datetime:
    """A cron's newest firing up to a moment, where ``first`` was one of them."""
    newest = first
    for back in LOOK_BACK:
        begin = now - back
        if begin <= first:
            break
        found = next_time(cron, zone, begin)
        if found is not None and found <= now:
            newest = found
            break
    while (found := next_time(cron, zone, newest)) is not None and found <= now:
        newest = found
    return newest


def _on_the_wall(moment: datetime, place: ZoneInfo) -> datetime:
    """What the clock there shows, as if there were no zones."""
    return moment.astimezone(place).replace(tzinfo=UTC, fold=0)


class Scheduler:
    """Turns what is due into units, and runs them."""

    def __init__(self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock) -> None:
        self._db = database
        self._vocabulary = vocabulary
        self._org = org
        self._clock = clock
        self._ticked_at: datetime | None = None

    async def set_up(self) -> None:
        """Makes the schedules that features always have, and sets right what a wrong clock has left."""

        def unit(session: Session) -> None:
            ctx = self._ctx(session, "setup")
            for feature in self._vocabulary.features:
                if feature.setup is not None:
                    feature.setup(ctx)
            _realign(session, ctx.now)

        await self._write(unit)

    async def tick(self, due: Due | None = None) -> int:
        """Claims what is due and runs it; how many units ran, the lost answers counted as one.

        ``due`` is what falls due next, where that is known already.
        """
        now = self._clock.now()
        if self._ticked_at is not None and now < self._ticked_at - PUT_BACK:
            log.warning("the clock was put back", to=now.isoformat())
            await self._write(lambda session: _realign(session, now))
        self._ticked_at = now
        if due is not None and not _anything(due, now):
            return 0
        schedules, owed, units = await self._read(lambda session: _found(session, due or look.due(session), now))
        for schedule in schedules:
            await self._fire_alone(schedule, now)
        if owed:
            await self._write(lambda session: _owe_answers(session, now))
        if schedules:
            units = await self._read(lambda session: timing.pending_units(session, now))
        late = dict.fromkeys(_firing_of(unit) for unit in units if self._too_late(unit, now))
        for firing in late:
            await self._drop(firing, now)
        for unit in units:
            if _firing_of(unit) not in late:
                await self._run(unit)
        return len(units) + owed

    async def _fire_alone(self, schedule: Schedule, now: datetime) -> None:
        """One schedule's firing; one that fails stays due, and holds no other up."""
        try:
            await self._fire(schedule, now)
        except Exception as error:
            if is_away(error):
                raise
            log.exception("a schedule could not fire", schedule=schedule.key)

    async def _fire(self, schedule: Schedule, now: datetime) -> None:
        """One schedule's firing: its units and its next time, in one transaction, once among all replicas.

        Of several that were missed only the newest fires.
        """
        job = self._vocabulary.jobs.get(schedule.job)
        since = schedule.next_at
        assert since is not None
        assert schedule.id is not None
        at = last_time(schedule.cron, schedule.zone, since, now) if schedule.cron else since
        wall = at.astimezone(ZoneInfo(schedule.zone))
        firing = Firing(schedule.subject, schedule.payload, at, wall, schedule.zone, since)
        work: list[Work] = []
        if job is None:
            log.error("no such job", job=schedule.job, schedule=schedule.key)
        else:
            due = job.due
            try:
                work = await self._read(lambda s: list(due(Scene(s, now, self._org, None, None, None), firing)))
            except Exception as error:
                if is_away(error):
                    raise
                log.exception("a schedule could not say what is due", schedule=schedule.key)
        schedule_id = schedule.id
        await self._write(lambda session: self._put_out(session, schedule_id, firing, work, now))

    def _put_out(self, session: Session, schedule_id: int, firing: Firing, work: list[Work], now: datetime) -> None:
        row = timing.lock_schedule(session, schedule_id, firing.since)
        if row is None:
            return
        for piece in work:
            key = f"{row.key}@{firing.wall:%Y-%m-%dT%H:%M}/{piece.name}"
            timing.add_unit(session, Unit(key=key, job=row.job, payload=piece.payload, due_at=firing.at))
        row.next_at = next_time(row.cron, row.zone, max(now, firing.at, row.skip_until or now)) if row.cron else None
        if row.next_at is None:
            session.delete(row)
        else:
            session.add(row)

    def _too_late(self, unit: Unit, now: datetime) -> bool:
        """Whether a unit is of no use any more: its job's rule."""
        job = self._vocabulary.jobs.get(unit.job)
        return job is not None and job.lateness is not None and now - unit.due_at > job.lateness

    async def _drop(self, firing: str, now: datetime) -> None:
        """Drops what is left of a firing that comes too late, and notes it; all in one transaction."""
        try:
            await self._write(lambda session: self._miss(session, firing, now, note=True))
        except Exception:
            log.exception("what came too late could not be noted", firing=firing)
            await self._write(lambda session: self._miss(session, firing, now, note=False))

    def _miss(self, session: Session, firing: str, now: datetime, *, note: bool) -> None:
        missed = [unit for unit in timing.lock_firing(session, firing) if self._too_late(unit, now)]
        if not missed:
            return
        for unit in missed:
            unit.state = UnitState.DROPPED
            session.add(unit)
        log.warning("came too late, dropped", firing=firing, due=missed[0].due_at.isoformat(), units=len(missed))
        tell = self._vocabulary.jobs[missed[0].job].missed
        if note and tell is not None:
            tell(self._ctx(session, f"missed:{missed[0].id}"), [unit.payload for unit in missed])

    async def _run(self, unit: Unit) -> None:
        assert unit.id is not None
        unit_id = unit.id
        try:
            await self._write(lambda session: self._do(session, unit_id))
        except Exception as error:
            if is_away(error):  # no fault of the work's: it is due still
                raise
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


def _firing_of(unit: Unit) -> str:
    """What the units of one firing have in common: the schedule's key and the time on the wall."""
    return unit.key.rpartition("/")[0]


def _realign(session: Session, now: datetime) -> None:
    """A schedule that a clock running ahead has put off comes when it should; what has run already is known by key."""
    for row in timing.schedules(session):
        due = next_time(row.cron, row.zone, max(now, row.skip_until or now)) if row.cron else None
        if due is not None and (row.next_at is None or row.next_at > due):
            row.next_at = due
            session.add(row)


def _anything(due: Due, now: datetime) -> bool:
    """Whether a tick has anything to do."""
    return _by(now, due.schedule) or _by(now, due.unit) or _by(now - ANSWER_GRACE, due.unhanded)


def _by(now: datetime, at: datetime | None) -> bool:
    return at is not None and at <= now


def _found(session: Session, due: Due, now: datetime) -> tuple[Sequence[Schedule], bool, Sequence[Unit]]:
    """All that a tick has to do; the units are looked for once the schedules have fired, if any do."""
    schedules = timing.due_schedules(session, now) if _by(now, due.schedule) else ()
    units = timing.pending_units(session, now) if not schedules and _by(now, due.unit) else ()
    return schedules, _by(now - ANSWER_GRACE, due.unhanded), units


def _owe_answers(session: Session, now: datetime) -> None:
    """An answer that was lost on its way goes to the person through the outbox."""
    for row in messaging.unanswered(session, now - ANSWER_GRACE):
        assert row.id is not None
        if row.answer is not None and row.account_id is not None:
            messaging.enqueue(
                session, key=f"{messaging.ANSWER}{row.id}", destination=f"a{row.account_id}",
                workspace_id=row.workspace_id, account_id=row.account_id, card=row.answer["card"], now=now, due_at=now,
            )  # fmt: skip
        messaging.mark_handed(session, [row.id], now)
