"""Setting and dropping schedules: rows that say what runs when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from storage.models.timing import Schedule
from storage.repos import timing

if TYPE_CHECKING:
    from handlers.kit.ports import NextTime


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

    def pause(self, row: Schedule) -> None:
        """Keeps a schedule from running until it is resumed."""
        row.paused = True
        self._session.add(row)

    def resume(self, row: Schedule) -> None:
        """Runs a paused schedule again; what it has missed meanwhile is not made up for."""
        row.paused = False
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
