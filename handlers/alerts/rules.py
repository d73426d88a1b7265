"""Rules of alerts, pure: what is judged, when a limit is crossed, and when that is over (methods.md K6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal
from enum import Enum, auto

from handlers.kit.messages import Day, Inline, PeriodName
from handlers.kit.periods import Kind, Period
from handlers.kpi.api import Measured, Metric
from storage.states import Combine, Dimension, Every, Side, Watched

LETTER = "A"
ALWAYS: Mapping[Every, timedelta] = {
    Every.DAY: timedelta(days=7),
    Every.WEEK: timedelta(days=21),
    Every.MONTH: timedelta(days=62),
    Every.QUARTER: timedelta(days=184),
    Every.YEAR: timedelta(days=366),
}
"""How long an alert may be on before it says nothing any more: its limit or its plan wants another look."""

_KINDS: Mapping[Every, Kind] = {
    Every.WEEK: "week", Every.MONTH: "month", Every.QUARTER: "quarter", Every.YEAR: "year",
}  # fmt: skip
_EXACT = Context(prec=100)


# --- the days that are judged ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, week, month, quarter or year: the days that make one figure."""

    every: Every
    first: date
    last: date

    @classmethod
    def of(cls, every: Every, day: date) -> Stretch:
        """The one that a day lies in."""
        if every is Every.DAY:
            return cls(every, day, day)
        period = Period.of(_KINDS[every], day)
        return cls(every, period.first, period.last)

    def previous(self) -> Stretch:
        """The one before."""
        return Stretch.of(self.every, self.first - timedelta(days=1))

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def name(self) -> Inline:
        """What it is called."""
        if self.every is Every.DAY:
            return Day(self.first)
        return PeriodName(Period.of(_KINDS[self.every], self.first).code)


# --- limits ---------------------------------------------------------------------------------------


class Verdict(Enum):
    """How a figure stands to an alert's limit; ``BETWEEN`` limit and clearing, and ``UNKNOWN``, change nothing."""

    CROSSED = auto()
    CLEAR = auto()
    BETWEEN = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """When an alert speaks: beyond ``limit``, of a movement from it on; it is over at ``clear``, or at the limit.

    A limit on movement is positive, its ``side`` says whether up or down. What rests on less than ``floor`` is noise.
    """

    watched: Watched
    side: Side
    limit: Decimal
    every: Every = Every.MONTH
    clear: Decimal | None = None
    floor: Decimal | None = None

    def judged(self, metric: Metric, today: date) -> Stretch:
        """The stretch that is judged: the running one, but a sum falls short only once its period is over."""
        running = Stretch.of(self.every, today)
        return running.previous() if self.waits(metric) else running

    def waits(self, metric: Metric) -> bool:
        """Whether it is judged when a period is over: more may be logged until then."""
        return metric.combine is Combine.SUM and self.side is Side.BELOW

    def crosses(self, amount: Decimal) -> bool:
        """Whether an amount (a figure, or how far it moved) is beyond the limit."""
        if self.watched is not Watched.LEVEL:
            return self._worse(amount) >= self.limit
        return self._worse(amount) > self._worse(self.limit)

    def clears(self, amount: Decimal) -> bool:
        """Whether an amount is back where all is well."""
        clear = self.limit if self.clear is None else self.clear
        return not self.crosses(amount) and self._worse(amount) <= self._oriented(clear)

    @property
    def sound(self) -> bool:
        """Whether it clears on the good side of its limit."""
        return self.clear is None or self._oriented(self.clear) <= self._oriented(self.limit)

    def _oriented(self, bound: Decimal) -> Decimal:
        return self._worse(bound) if self.watched is Watched.LEVEL else bound

    def _worse(self, amount: Decimal) -> Decimal:
        """The amount, larger the worse it is."""
        return amount if self.side is Side.ABOVE else amount.copy_negate()


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure beside its limit; ``amount`` is what was compared: the figure, or how far it moved."""

    verdict: Verdict
    stretch: Stretch
    now: Decimal | None = None
    before: Decimal | None = None
    amount: Decimal | None = None


def judge(rule: Rule, metric: Metric, stretch: Stretch, now: Measured, before: Measured | None) -> Judged:
    """How a stretch's figure stands to a limit; a movement needs the figure of the stretch before."""
    amount = moved(rule.watched, now, before)
    earlier = before.value if before is not None else None
    if amount is None or noise(rule, metric, now, before):
        return Judged(Verdict.UNKNOWN, stretch, now.value, earlier)
    good = Verdict.CLEAR if rule.clears(amount) else Verdict.BETWEEN
    return Judged(Verdict.CROSSED if rule.crosses(amount) else good, stretch, now.value, earlier, amount)


def moved(watched: Watched, now: Measured, before: Measured | None) -> Decimal | None:
    """What is compared with the limit: the figure itself, its difference, or that in percent of what it was."""
    if watched is Watched.LEVEL or now.value is None:
        return now.value
    if before is None or before.value is None:
        return None
    difference = _EXACT.subtract(now.value, before.value)
    if watched is Watched.POINTS:
        return difference
    if not before.value:
        return None  # nothing to relate it to
    return _EXACT.divide(difference.scaleb(2, _EXACT), before.value.copy_abs())


def noise(rule: Rule, metric: Metric, now: Measured, before: Measured | None) -> bool:
    """Whether a figure rests on too little to be judged: a rate on few cases, a movement on a small beginning."""
    if rule.floor is None:
        return False
    rests = metric.combine in (Combine.RATIO, Combine.AVERAGE)
    compared = before is not None and rule.watched is not Watched.LEVEL
    return (rests and now.base < rule.floor) or (compared and before is not None and before.base < rule.floor)


def takes_floor(rule: Rule, metric: Metric) -> bool:
    """Whether a floor means anything: of a sum's level the limit alone decides."""
    return rule.watched is not Watched.LEVEL or metric.combine in (Combine.RATIO, Combine.AVERAGE)


def is_on(was_on: bool, verdict: Verdict) -> bool:
    """Whether an alert is on after a verdict: on at a crossing, off only once it is clear, else as it was."""
    match verdict:
        case Verdict.CROSSED:
            return True
        case Verdict.CLEAR:
            return False
        case _:
            return was_on


# --- views ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as people see it; ``owner`` is None where nobody who is still there looks after it."""

    id: int
    metric: Metric
    whose: str
    team: int | None
    person: int | None
    owner: int | None
    owner_name: str
    rule: Rule
    by: Dimension | None
    zone: str
    snoozed_until: datetime | None = None

    @property
    def ref(self) -> str:
        """What people type: ``A3``."""
        return f"{LETTER}{self.id}"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is done about a deviation: its cause, the line of the action item, whether that is closed, since when."""

    cause: str
    line: Inline
    closed: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Mover:
    """The part of a figure that moved most: its dimension, its name, from what to what."""

    dimension: Dimension
    name: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A crossing as people see it; ``part`` is what a figure by dimension is of."""

    alert: Alert
    stretch: Stretch
    part: str | None
    value: Decimal
    before: Decimal | None
    at: datetime
    mover: Mover | None = None
    acked_by: str | None = None
    plans: tuple[Planned, ...] = ()
    cleared_at: datetime | None = None
    cleared_value: Decimal | None = None
    id: int = 0

    def always(self, now: datetime) -> bool:
        """Whether it has been on for so long that it says nothing any more."""
        return now - self.at >= ALWAYS[self.alert.rule.every]


@dataclass(frozen=True, slots=True)
class Watch:
    """An alert in the list, with what of it is on."""

    alert: Alert
    on: tuple[Crossed, ...]
    told: tuple[Inline, ...] = ()
