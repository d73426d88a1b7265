"""Figures over time: day by day, week by week, month by month; and how far the period before had come. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from handlers.kit.periods import Period
from handlers.kpi.rules import Metric, Reading, grouped, total

MOST_BUCKETS = 14  # points of a trend that are still read on a phone


def trend(
    metric: Metric, metrics: Mapping[int, Metric], readings: Sequence[Reading], *, daily: bool = True
) -> tuple[tuple[str, Decimal | None], ...]:
    """The figure of each day, week or month from the first reading to the last, whichever keeps them few.

    Of readings that are not ``daily`` always of each month.

    A day is labelled ``01-05``, a week ``W02``, a month ``2026-01``.
    """
    if not readings:
        return ()
    first, last = min(r.day for r in readings), max(r.day for r in readings)
    name = _bucket(first, last) if daily else _month
    groups = grouped(readings, lambda r: name(r.day))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    labels = dict.fromkeys(name(day) for day in days)
    return tuple((label, total(metric, metrics, groups.get(label, ()))) for label in labels)


def _bucket(first: date, last: date) -> Callable[[date], str]:
    days = (last - first).days + 1
    if days <= MOST_BUCKETS:
        return lambda day: f"{day:%m-%d}"
    if days <= 7 * (MOST_BUCKETS - 1) + 1:  # touches no more weeks than that, wherever it begins
        return lambda day: f"W{day.isocalendar().week:02}"
    return _month


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def same_stretch(period: Period, today: date) -> tuple[date, date] | None:
    """The part of the period before that is as long as what has passed of a running one; None of one that is over."""
    if not period.contains(today) or today == period.last:
        return None
    before = period.previous()
    return before.first, min(before.first + (today - period.first), before.last)
