"""Days and stretches of days, whatever the language they were named in."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeAlias

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dating.values import (
    DateScope,
    DayWords,
    Kind,
    Stretch,
    Wrong,
    fixed,
    monday_of,
    month_end,
    on,
    plus_days,
    plus_months,
)
from handlers.kit.messages import Day, say

Unit: TypeAlias = Literal["day", "workday", "week", "month", "quarter", "year"]
Edge: TypeAlias = Literal["first", "middle", "last"]


def one(day: date) -> Stretch:
    """A stretch of a single day."""
    return Stretch(day, day)


def from_today(scope: DateScope, days: int) -> DayWords:
    """So many days from today."""
    return fixed(plus_days(scope.today, days))


def ahead(scope: DateScope, count: int, unit: Unit) -> DayWords:
    """So many days, weeks, months, years or working days from today; a negative count looks back."""
    match unit:
        case "day" | "week":
            return from_today(scope, count * (7 if unit == "week" else 1))
        case "workday":
            if abs(count) > 2000:
                raise Wrong(say("date-far"))
            return fixed(scope.calendar.add_workdays(scope.today, count))
        case "month" | "quarter" | "year":
            months = {"month": 1, "quarter": 3, "year": 12}[unit]
            return fixed(plus_months(scope.today, count * months))


def weekday(scope: DateScope, day: int, weeks: int | None = None) -> DayWords:
    """A day of the week (Monday is 0): the coming one, today counting, or the one of the calendar week ``weeks`` on."""
    if weeks is not None:
        return fixed(plus_days(monday_of(scope.today), weeks * 7 + day))
    coming = scope.today + timedelta(days=(day - scope.today.weekday()) % 7)
    return DayWords(lambda k: one(plus_days(coming, 7 * k)), rolls=True, weekday=day)


def month_day(scope: DateScope, month: int, day: int, year: int | None = None) -> DayWords:
    """A day of a month, of this year where none is said."""
    if year is not None:
        return fixed(on(year, month, day), dated=True)

    def pick(k: int) -> Stretch:
        of = scope.today.year + k
        over = k == 0 and scope.today.month > 2 and not isleap(of)
        return one(on(of + 1 if over and (month, day) == (2, 29) else of, month, day))

    return DayWords(pick, rolls=True, dated=True)


def day_of_month(scope: DateScope, day: int, months: int | None = None) -> DayWords:
    """The ``day``-th of this month, or of the one ``months`` on."""
    base = scope.today.replace(day=1)

    def pick(k: int) -> Stretch:
        first = plus_months(base, (months or 0) + k)
        last = month_end(first.year, first.month)
        if not 1 <= day <= last.day:
            raise Wrong(say("date-short-month", last=Day(last)))
        return one(first.replace(day=day))

    return DayWords(pick, rolls=months is None, dated=True)


def period(scope: DateScope, unit: Unit, shift: int = 0, *, rolls: bool = False) -> DayWords:
    """This week, month, quarter or year, or the one ``shift`` on; with ``rolls`` it is not said which."""

    def pick(k: int) -> Stretch:
        match unit:
            case "week":
                monday = plus_days(monday_of(scope.today), 7 * (shift + k))
                return Stretch(monday, plus_days(monday, 6))
            case "month":
                first = plus_months(scope.today.replace(day=1), shift + k)
                return Stretch(first, month_end(first.year, first.month))
            case "quarter":
                first = on(scope.today.year, (scope.today.month - 1) // 3 * 3 + 1, 1)
                first = plus_months(first, 3 * (shift + k))
                return Stretch(first, month_end(first.year, first.month + 2))
            case _:
                year = scope.today.year + shift + k
                return Stretch(on(year, 1, 1), on(year, 12, 31))

    return DayWords(pick, rolls=rolls, kind="week" if unit == "week" else "span")


def months(scope: DateScope, first: int, last: int, year: int | None = None) -> DayWords:
    """From a month to another of one year, this year's where none is said."""

    def pick(k: int) -> Stretch:
        of = scope.today.year + k if year is None else year
        return Stretch(on(of, first, 1), month_end(of, last))

    if not 1 <= first <= last <= 12:
        raise Wrong(say("date-no-such-month"))
    return DayWords(pick, rolls=year is None, kind="span")


def quarter(scope: DateScope, number: int, year: int | None = None) -> DayWords:
    """A quarter of the calendar year."""
    if not 1 <= number <= 4:
        raise Wrong(say("date-no-such-quarter"))
    return months(scope, number * 3 - 2, number * 3, year)


def weekend(scope: DateScope, weeks: int = 0, *, rolls: bool = False) -> DayWords:
    """Saturday and Sunday of a calendar week."""

    def pick(k: int) -> Stretch:
        saturday = plus_days(monday_of(scope.today), 7 * (weeks + k) + 5)
        return Stretch(saturday, plus_days(saturday, 1))

    return DayWords(pick, rolls=rolls, kind="weekend")


def next_holiday(scope: DateScope) -> DayWords:
    """The next day that would be worked if it were not a holiday."""

    def pick(_k: int) -> Stretch:
        for ahead in range(1, 400):
            day = plus_days(scope.today, ahead)
            if day.weekday() < 5 and not scope.calendar.is_workday(day):
                return one(day)
        raise Wrong(say("date-no-holiday"))

    return DayWords(pick, kind="holiday")


def derive(words: DayWords, choose: Callable[[Stretch], date]) -> DayWords:
    """One day out of a stretch."""
    return DayWords(lambda k: one(choose(words.pick(k))), rolls=words.rolls)


def edge(words: DayWords, which: Edge) -> DayWords:
    """The first day of a stretch, its last (of a week: Friday), or its middle."""

    def choose(found: Stretch) -> date:
        if which == "first":
            return found.first
        if which == "last":
            return deadline(found, words.kind)
        length = (found.last - found.first).days + 1
        if length < 8:
            return plus_days(found.first, 2)
        if length < 32:
            return found.first.replace(day=15)
        if length > 300:
            return on(found.first.year, 6, 30)
        return plus_months(found.first, 1).replace(day=15)

    return derive(words, choose)


def deadline(found: Stretch, kind: Kind) -> date:
    """The day by which what is due in a stretch is due: its last; the working week ends on Friday."""
    return plus_days(found.first, 4) if kind == "week" else found.last


def nth(words: DayWords, n: int, of: int | None, calendar: WorkingCalendar) -> DayWords:
    """The n-th (-1: last) weekday ``of`` of a stretch, or working day where ``of`` is None; ``Wrong`` if too few."""

    def choose(found: Stretch) -> date:
        if of is None and n == -1:
            day = calendar.previous_workday(plus_days(found.last, 1))
        elif of is None:
            day = calendar.add_workdays(plus_days(found.first, -1), n)
        elif n == -1:
            day = plus_days(found.last, -((found.last.weekday() - of) % 7))
        else:
            day = plus_days(found.first, (of - found.first.weekday()) % 7 + 7 * (n - 1))
        if not found.first <= day <= found.last:
            raise Wrong(say("date-too-few"))
        return day

    return derive(words, choose)
