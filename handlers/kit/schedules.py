"""Setting and dropping schedules: rows that say what runs when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from storage.models.timing import Schedule
from storage.repos import timing

if TYPE_CHECKING:
    from handlers.kit.ports import NextTime


LOOK_AHEAD = 400  # firings that are looked at for the next ones on the right days


class Schedules:
    """The schedules of one transaction."""

    def __init__(self, session: Session, now: datetime, next_time: NextTime) -> None:
        self._session = session
        self._now = now
        self._next_time = next_time

    def every(
        self, key: str, job: str, cron: str, zone: str, subject: int | None = None, payload: Any = None
    ) -> Schedule:
        """Runs a job by a cron (weekdays by name) in a zone, from now on; the same key is replaced."""
        next_at = self._next_time(cron, zone, self._now)
        row = Schedule(key=key, job=job, subject=subject, cron=cron, zone=zone, next_at=next_at, payload=payload)
        return timing.put_schedule(self._session, row)

    def ensure(self, key: str, job: str, cron: str, zone: str, subject: int | None = None) -> None:
        """Like ``every``, but leaves a schedule that is there already as it is."""
        if timing.schedule(self._session, key) is None:
            self.every(key, job, cron, zone, subject)

    def once(
        self, key: str, job: str, at: datetime, zone: str, subject: int | None = None, payload: Any = None
    ) -> Schedule:
        """Runs a job at one moment; the same key is replaced."""
        row = Schedule(key=key, job=job, subject=subject, zone=zone, next_at=at, payload=payload)
        return timing.put_schedule(self._session, row)

    def drop(self, key: str) -> None:
        """Ends a schedule, if it is there."""
        timing.drop_schedule(self._session, key)

    def coming(self, row: Schedule, on: Callable[[date], bool], count: int, cron: str | None = None) -> list[datetime]:
        """The next times (UTC) of a recurring schedule on the days that ``on`` allows; with ``cron`` in place of its
        own, as if that were set now. Fewer than ``count`` where no more are in sight."""
        cron = cron or row.cron
        begins = row.next_at if cron == row.cron else self._next_time(cron or "", row.zone, self._now)
        found: list[datetime] = []
        zone, at = ZoneInfo(row.zone), begins
        for _ in range(LOOK_AHEAD):
            if at is None or cron is None or len(found) == count:
                break
            if on(at.astimezone(zone).date()):
                found.append(at)
            at = self._next_time(cron, row.zone, at)
        return found

    def skip(self, row: Schedule, until: datetime) -> None:
        """Leaves out the times of a recurring schedule up to a moment, that moment included."""
        assert row.cron is not None
        row.skip_until, row.next_at = until, self._next_time(row.cron, row.zone, until)
        self._session.add(row)

    def now(self, row: Schedule) -> None:
        """Runs a recurring schedule once more, at once."""
        self.once(f"{row.key}:now", row.job, self._now, row.zone, row.subject, row.payload)

    def pause(self, row: Schedule) -> None:
        """Keeps a schedule from running until it is resumed."""
        row.paused = True
        self._session.add(row)

    def resume(self, row: Schedule) -> None:
        """Runs a paused or skipping schedule again; what it has missed meanwhile is not made up for."""
        row.paused, row.skip_until = False, None
        if row.cron is not None:
            row.next_at = self._next_time(row.cron, row.zone, self._now)
        self._session.add(row)

    def of(self, job: str, subject: int | None = None) -> tuple[Schedule, ...]:
        """The schedules of a job (and a subject)."""
        return tuple(timing.schedules(self._session, job, subject))


def listed(session: Session) -> tuple[Schedule, ...]:
    """All schedules, in the order they were made."""
    return tuple(timing.schedules(session))


def numbered(session: Session, number: int) -> Schedule | None:
    """A schedule by its number."""
    return timing.schedule_by_id(session, number)
