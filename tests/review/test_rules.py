"""When a review is held and asked for, over years of the working calendar, and what is off its course."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.periods import Period
from handlers.kpi.api import Metric, Standing
from handlers.review.rules import agenda_at, asked_on, held_in_week, is_held_on, next_held, off_course
from storage.states import Better, Combine

CHINA = WorkingCalendar("CN")
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
weekdays = st.integers(0, 6)


@given(weekdays, days)
def test_a_week_s_review_is_on_its_day_or_the_first_working_day_after(weekday: int, day: date) -> None:
    meant = day - timedelta(days=day.weekday()) + timedelta(days=weekday)
    held = held_in_week(weekday, day, CHINA)
    assert CHINA.is_workday(held)
    assert not any(CHINA.is_workday(meant + timedelta(days=n)) for n in range((held - meant).days))
    assert is_held_on(weekday, held, CHINA)


@given(weekdays, days)
def test_the_next_is_the_first_one_after(weekday: int, day: date) -> None:
    held = next_held(weekday, day, CHINA)
    assert held > day
    assert not any(is_held_on(weekday, day + timedelta(days=n), CHINA) for n in range(1, (held - day).days))


@given(weekdays, days)
def test_each_review_is_asked_for_once_on_the_working_day_before(weekday: int, day: date) -> None:
    held = next_held(weekday, day, CHINA)
    span = [held - timedelta(days=n) for n in range(1, 20)]
    asked = [one for one in span if asked_on(weekday, one, CHINA) == held]
    assert asked == [CHINA.previous_workday(held)]


def test_a_monday_in_a_holiday_moves_and_the_make_up_day_is_asked_on() -> None:
    """Spring Festival 2026 is 15 to 23 February: Monday's review is on the 24th, asked for on Saturday the 14th."""
    assert held_in_week(0, date(2026, 2, 16), CHINA) == date(2026, 2, 24)
    assert asked_on(0, date(2026, 2, 14), CHINA) == date(2026, 2, 24)
    assert asked_on(0, date(2026, 2, 13), CHINA) is None


@pytest.mark.parametrize(
    ("at", "out"), [((10, 0), (9, 0)), ((9, 30), (9, 0)), ((9, 0), (8, 30)), ((0, 10), (0, 0)), ((23, 0), (9, 0))]
)
def test_the_agenda_is_out_half_an_hour_before_and_by_nine(at: tuple[int, int], out: tuple[int, int]) -> None:
    assert agenda_at(time(*at)) == time(*out)


def standing(combine: Combine, better: Better, actual: int | None, target: int | None) -> Standing:
    from handlers.kpi.rules import attainment  # noqa: PLC0415  the figure's own arithmetic, beside what is tested
    from handlers.kpi.views import Whose  # noqa: PLC0415

    metric = Metric(1, "leads", "number", better, combine)
    value, aim = (None if number is None else Decimal(number) for number in (actual, target))
    attained = attainment(metric, value, aim) if aim is not None else None
    return Standing(metric, Period("2026-01"), Whose("Growth", team=1), value, aim, attained)


@given(st.integers(0, 400), st.integers(1, 300), st.dates(date(2025, 12, 1), date(2026, 3, 1)))
def test_a_growing_sum_is_held_against_the_even_share_of_the_days_so_far(actual: int, target: int, today: date) -> None:
    passed = min(max((today - date(2026, 1, 1)).days, 0), 31)
    expected = actual * 31 < target * passed
    assert off_course(standing(Combine.SUM, Better.HIGHER, actual, target), today) == expected


@given(st.integers(0, 9), st.integers(0, 9))
def test_levels_and_limits_are_held_against_the_target_itself(actual: int, target: int) -> None:
    today = date(2026, 1, 2)
    assert off_course(standing(Combine.LAST, Better.HIGHER, actual, target), today) == (actual < target)
    assert off_course(standing(Combine.AVERAGE, Better.LOWER, actual, target), today) == (actual > target)
    assert off_course(standing(Combine.SUM, Better.LOWER, actual, target), today) == (actual > target)


def test_without_a_target_or_a_level_nothing_is_off_course() -> None:
    today = date(2026, 1, 31)
    assert not off_course(standing(Combine.SUM, Better.HIGHER, 0, None), today)
    assert not off_course(standing(Combine.LAST, Better.HIGHER, None, 5), today)
    assert off_course(standing(Combine.SUM, Better.HIGHER, None, 5), today), "nothing logged is nothing reached"
