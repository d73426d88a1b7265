"""Rules of the weekly review, pure: when it is held and asked for, and what is off its course (methods.md K7)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from handlers.alerts.api import Crossed, Planned
from handlers.kit.calendar import WorkingCalendar
from handlers.kit.periods import Period
from handlers.kit.topics import Topic
from handlers.kpi.api import Metric, Standing
from storage.states import Better, Combine

REMARK = Topic("remark", ("remarks", "一线反馈", "一線回饋", "前线", "前線"))
MORNING = time(9)
AHEAD = timedelta(minutes=30)  # the agenda is out at nine, or at least this long before an earlier review


# --- days -----------------------------------------------------------------------------------------


def held_in_week(weekday: int, day: date, calendar: WorkingCalendar) -> date:
    """The day of the review in a day's calendar week: the weekday, or the next working day after a day off."""
    meant = day - timedelta(days=day.weekday() - weekday)
    return meant if calendar.is_workday(meant) else calendar.next_workday(meant)


def is_held_on(weekday: int, day: date, calendar: WorkingCalendar) -> bool:
    """Whether a review is held on a day; one that was put off may come into the week after."""
    weeks = (day - timedelta(days=7 * back) for back in range(3))
    return any(held_in_week(weekday, week, calendar) == day for week in weeks)


def next_held(weekday: int, after: date, calendar: WorkingCalendar) -> date:
    """The first day after another on which a review is held."""
    day = after + timedelta(days=1)
    while not is_held_on(weekday, day, calendar):
        day += timedelta(days=1)
    return day


def asked_on(weekday: int, day: date, calendar: WorkingCalendar) -> date | None:
    """The review for which remarks are asked on a day: the one before which it is the last working day."""
    held = next_held(weekday, day, calendar)
    return held if calendar.is_workday(day) and calendar.previous_workday(held) == day else None


def agenda_at(at: time) -> time:
    """The time of day at which the figures go out."""
    midnight = datetime.combine(date(2000, 1, 1), time())
    before = max(midnight, datetime.combine(midnight.date(), at) - AHEAD)
    return min(before.time(), MORNING)


# --- off course -----------------------------------------------------------------------------------


def off_course(standing: Standing, today: date) -> bool:
    """Whether a month's figure misses its target: of a sum that is to grow, the even share of the days so far."""
    if standing.target is None:
        return False
    metric, actual = standing.metric, standing.actual
    if metric.combine is Combine.SUM and metric.better is Better.HIGHER:
        return Fraction(actual or Decimal(0)) < Fraction(standing.target) * _passed(standing.period, today)
    return standing.attained is not None and not standing.attained.met


def _passed(period: Period, today: date) -> Fraction:
    """The share of a month's days that are over."""
    days = monthrange(period.first.year, period.first.month)[1]
    return Fraction(min(max((today - period.first).days, 0), days), days)


# --- views ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """When a channel's review is held; ``teams`` are the ids of those whose figures it looks at."""

    id: int
    channel: int
    owner: int
    weekday: int
    at: time
    zone: str
    timebox: timedelta
    teams: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TeamPart:
    """A team's figures: each metric's month, and the week that ended beside the one before."""

    name: str
    rows: tuple[tuple[Standing, Standing | None], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A deviation of a team's metric: what of alerts is on, or a target missed; nothing of both once it is over.

    ``since`` is the day of the first review that left it without a plan.
    """

    team: int
    whose: str
    metric: Metric
    crossed: tuple[Crossed, ...] = ()
    standing: Standing | None = None
    plans: tuple[Planned, ...] = ()
    since: date | None = None

    @property
    def over(self) -> bool:
        """Whether it is one no more."""
        return not self.crossed and self.standing is None

    @property
    def about(self) -> str:
        """What a plan for it is made by: an alert's id, or the metric's name."""
        return self.crossed[0].alert.ref if self.crossed else self.metric.name


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said beforehand."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that comes before a review."""

    day: date
    at: time
    zone: str
    month: Period
    week: Period
    parts: tuple[TeamPart, ...]
    points: tuple[Point, ...]
    remarks: tuple[Remark, ...]
    meeting: str | None = None
