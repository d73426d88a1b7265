"""Rules of milestones, pure and exact: how far a month should be, how far it is, where the year is heading (G2).

Percents are cumulative, the first is January's. How a month is judged follows from how the metric's values combine:

- A **sum** grows through the year: by a month's end it should have reached the milestone's percent of the target.
  Where lower is better (a budget), no more than that percent may be used up.
- Anything else (average, last, ratio) is a **level**, which does not add up. With milestones of its own, the level of
  the year so far should have reached that percent of the target's level; where lower is better, the target should be
  at least that percent of the level, so 50 % allows twice the target. Without any, the level is held against the
  target itself: a twelfth of a win rate means nothing.

Whatever is exactly on the mark is on track.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Figure, say
from handlers.kit.numbers import read_quantity
from handlers.kit.units import PERCENT

MONTHS = 12
CLOSE = Fraction(9, 10)  # of what is due: nearer than that is amber, not red
FULL = Decimal(100)
EXAMPLE = Code("20% 45% 70% 100%")
EVEN = tuple(Fraction(month, MONTHS) for month in range(1, MONTHS + 1))


class Light(StrEnum):
    """The traffic light."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class Verdict(StrEnum):
    """How a target stands to its milestone."""

    ON_TRACK = "on-track"
    LAGGING = "lagging"
    UNKNOWN = "unknown"  # a level, or something to keep low, of which nothing is logged


@dataclass(frozen=True, slots=True)
class Aim:
    """A year's target, as its arithmetic needs it."""

    value: Decimal
    adds: bool  # the months' values add up to the year's
    lower: bool  # lower is better


@dataclass(frozen=True, slots=True)
class Course:
    """The milestones of a target: the share of it to be reached by each month's end; ``typed`` are the percents set."""

    shares: tuple[Fraction, ...] = EVEN
    typed: tuple[Decimal, ...] = ()
    set: bool = False  # whether anybody has set them, be it to even twelfths

    @classmethod
    def of(cls, typed: Sequence[Decimal]) -> Course:
        """The course that was set by these percents: none are even twelfths."""
        return cls(shares(typed), tuple(typed), set=True)

    def at(self, month: int) -> Fraction:
        """The share to be reached by a month's end; nothing before January."""
        return self.shares[month - 1] if month else Fraction(0)

    def on(self, day: date) -> Fraction:
        """The share to be reached by a day's end, evenly within its month."""
        begin, end = self.at(day.month - 1), self.at(day.month)
        return begin + (end - begin) * Fraction(day.day, calendar.monthrange(day.year, day.month)[1])


# --- milestones ---------------------------------------------------------------------------------


def shares(typed: Sequence[Decimal]) -> tuple[Fraction, ...]:
    """The twelve months' shares: as typed, then evenly up to the whole in December; none typed are even twelfths."""
    given = [Fraction(percent) / 100 for percent in typed]
    last = given[-1] if given else Fraction(0)
    missing = MONTHS - len(given)
    return (*given, *(last + (1 - last) * Fraction(n, missing) for n in range(1, missing + 1)))


_BETWEEN = re.compile(r"\s*[,，、;；→]\s*|\s+(?:then\s+)?")
_EVENLY = frozenset({"even", "evenly", "平均", "均匀", "均勻", "匀速", "勻速", "按月平均"})
_LOOSE_PERCENT = re.compile(r"(?<=\d)\s+(?=[%％])")


def read_percents(text: str) -> tuple[Decimal, ...]:
    """``20% 45% 70%`` as percents; raises ``BadInput`` unless they are 1 to 12, do not fall, and end at 100 at most.

    ``even`` is none: even twelfths.
    """
    if text.strip().casefold() in _EVENLY:
        return ()
    words = [word for word in _BETWEEN.split(_LOOSE_PERCENT.sub("", text.strip())) if word]
    found = tuple(_percent(word) for word in words)
    if len(found) > MONTHS:
        raise BadInput("percents", say("goal-percents-many", count=len(found)), EXAMPLE)
    for before, after in pairwise(found):
        if after < before:
            figures = {"before": Figure(before, PERCENT), "after": Figure(after, PERCENT)}
            raise BadInput("percents", say("goal-percents-fall", **figures), EXAMPLE)
    if len(found) == MONTHS and found[-1] != FULL:
        raise BadInput("percents", say("goal-percents-end", last=Figure(found[-1], PERCENT)), EXAMPLE)
    return found


def _percent(word: str) -> Decimal:
    quantity = read_quantity(word, "percents")
    if quantity.mark not in (None, PERCENT):
        raise BadInput("percents", say("goal-percents-unit", bad=word), EXAMPLE)
    if not 0 <= quantity.value <= FULL:
        raise BadInput("percents", say("goal-percents-range", bad=word), EXAMPLE)
    return quantity.value


# --- judging ------------------------------------------------------------------------------------


def mark(aim: Aim, course: Course, share: Fraction) -> Fraction | None:
    """The figure that a share of the target stands for; None where no level is too high yet."""
    target = Fraction(aim.value)
    if aim.adds:
        return target * share
    if not course.set:
        return target
    if not aim.lower:
        return target * share
    return target / share if share else None


def judge(aim: Aim, goal: Fraction | None, actual: Decimal | None) -> Verdict:
    """How a figure stands to its mark. A sum of which nothing is logged is nought, which says nothing of a budget."""
    if actual is None:
        if not aim.adds or aim.lower or goal is None:
            return Verdict.UNKNOWN
        return Verdict.LAGGING if goal > 0 else Verdict.ON_TRACK
    if goal is None:
        return Verdict.ON_TRACK
    reached = Fraction(actual) <= goal if aim.lower else Fraction(actual) >= goal
    return Verdict.ON_TRACK if reached else Verdict.LAGGING


def lamp(aim: Aim, goal: Fraction | None, actual: Decimal | None) -> Light:
    """Green on the mark, amber within a tenth of it (a limit: passed by no more than a ninth), red beyond."""
    verdict = judge(aim, goal, actual)
    if verdict is not Verdict.LAGGING:
        return Light.GREEN if verdict is Verdict.ON_TRACK else Light.NONE
    if actual is None or goal is None or goal <= 0 or actual <= 0:
        return Light.RED
    near = goal / Fraction(actual) if aim.lower else Fraction(actual) / goal
    return Light.AMBER if near >= CLOSE else Light.RED


def done(aim: Aim, actual: Decimal | None) -> Fraction | None:
    """How much of the target is reached (of a budget: used); None of a target that is nought or less."""
    if actual is None or aim.value <= 0:
        return None
    if aim.lower and not aim.adds:
        return Fraction(aim.value) / Fraction(actual) if actual > 0 else None
    return Fraction(actual) / Fraction(aim.value)


def gap(goal: Fraction | None, actual: Decimal | None) -> Fraction | None:
    """How far a figure is from its mark, without a sign; of nothing logged, the whole of it."""
    return None if goal is None else abs(goal - Fraction(actual or 0))


# --- forecast -----------------------------------------------------------------------------------


def forecast_by_month(aim: Aim, actual: Decimal | None, month: int) -> Fraction | None:
    """The year's figure if its months go on as those that ended: linear pace. A level has no pace."""
    if actual is None or not aim.adds:
        return None
    return Fraction(actual) * MONTHS / month


def forecast_by_day(aim: Aim, actual: Decimal | None, day: date) -> Fraction | None:
    """The same by the days that have passed, the running one counted as whole."""
    if actual is None or not aim.adds:
        return None
    days = 366 if calendar.isleap(day.year) else 365
    return Fraction(actual) * days / day.timetuple().tm_yday


# --- figures to show ----------------------------------------------------------------------------


def shown(value: Fraction, *, up: bool) -> Decimal:
    """A figure to two decimals, exact where two suffice, else rounded up or down: away from the easy side."""
    hundredths = value * 100
    whole = math.ceil(hundredths) if up else math.floor(hundredths)
    return Decimal(whole).scaleb(-2)


def estimate(value: Fraction) -> Decimal:
    """A forecast: whole from a hundred on, else with the decimals that three digits need."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return Decimal(round(value * 10**places)).scaleb(-places)


def percent(share: Fraction) -> Decimal:
    """A share in percent to one decimal, rounded down: 99.96 % is not yet the whole."""
    return Decimal(math.floor(share * 1000)).scaleb(-1)


# --- a target beside its milestone --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A yearly target and how it stands; ``whose`` is a name, ``person`` None of a team's. ``share`` is due by now."""

    whose: str
    person: int | None
    metric: str
    unit: str
    aim: Aim
    course: Course
    share: Fraction
    actual: Decimal | None
    forecast: Fraction | None = None
    key: tuple[int, int | None, int | None] = (0, None, None)  # the metric's id, the person's, the team's
    private: bool = False  # for nobody's eyes but theirs and who leads them

    @property
    def light(self) -> Light:
        """The traffic light of the verdict."""
        return lamp(self.aim, self.goal, self.actual)

    @property
    def goal(self) -> Fraction | None:
        """The figure that should be reached by now, or not be passed."""
        return mark(self.aim, self.course, self.share)

    @property
    def verdict(self) -> Verdict:
        """How the figure stands to it."""
        return judge(self.aim, self.goal, self.actual)

    @property
    def done(self) -> Fraction | None:
        """How much of the target is reached."""
        return done(self.aim, self.actual)

    @property
    def level(self) -> bool:
        """Whether it is a level, which does not add up."""
        return not self.aim.adds

    def goal_at(self, month: int) -> Fraction | None:
        """The figure of a month's milestone."""
        return mark(self.aim, self.course, self.course.at(month))


@dataclass(frozen=True, slots=True)
class Start:
    """What a lagging target starts: ``coach`` (a name, None where nobody is to be found) acts until ``due``."""

    row: Row
    coach: str | None
    due: date
