"""When a series meets, and whose turn it is to take minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import Weekdays
from handlers.kit.messages import Span
from handlers.meetings.rules.meeting import Meeting
from storage.states import MeetingKind

SERIES = "R"
SATURDAY = 5
WEEKS_AHEAD = 60  # beyond which no meeting is looked for


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On which days of every how many weeks a series meets, counted from the week of ``begins``."""

    days: Weekdays
    weeks: int
    begins: date

    def on_or_after(self, day: date, calendar: WorkingCalendar) -> date | None:
        """The first day from this one on on which the series meets; None where none is in sight.

        A weekday that is off moves to the next working day of its week, or else to the last one before it; in a week
        without any the series does not meet.
        """
        first = max(day, self.begins)
        monday = first - timedelta(days=first.weekday())
        for _ in range(WEEKS_AHEAD):
            if self._meets_in(monday):
                later = [held for held in self._days_of(monday, calendar) if held >= first]
                if later:
                    return min(later)
            monday += timedelta(weeks=1)
        return None

    def _meets_in(self, monday: date) -> bool:
        begun = self.begins - timedelta(days=self.begins.weekday())
        return ((monday - begun).days // 7) % self.weeks == 0

    def _days_of(self, monday: date, calendar: WorkingCalendar) -> set[date]:
        week = [monday + timedelta(days=n) for n in range(7)]
        worked = [day for day in week if calendar.is_workday(day)]
        if self.days.kind == "workdays":
            return set(worked)
        wanted = [day for day in week if day.weekday() in self.days.days]
        moved = {day for day in wanted if day.weekday() >= SATURDAY}  # whoever names a weekend means it
        for day in wanted:
            if worked and day.weekday() < SATURDAY:
                later = [other for other in worked if other >= day]
                moved.add(later[0] if later else worked[-1])
        return moved


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it is shown; ``phase_ends`` is when its owner is asked about it."""

    id: int
    title: str
    kind: MeetingKind
    days: Weekdays
    weeks: int
    at: time
    zone: str
    timebox: Span | None
    phase_ends: date | None
    ended: bool

    @property
    def ref(self) -> str:
        """What people type: ``R2``."""
        return f"{SERIES}{self.id}"


@dataclass(frozen=True, slots=True)
class Went:
    """How a series went: how many meetings, which of them took too long, which decided nothing."""

    held: int
    over: tuple[Meeting, ...]
    empty: tuple[Meeting, ...]


def turn(takers: Sequence[int], held: int, away: Sequence[int]) -> int | None:
    """Who takes minutes of a series' next meeting, after so many: those who are there take turns."""
    there = [takers[(held + n) % len(takers)] for n in range(len(takers))]
    return next((taker for taker in there if taker not in away), None)
