"""Milestones: exact arithmetic of shares, marks, verdicts and forecasts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.goals.rules.milestones import (
    EVEN,
    Aim,
    Course,
    Verdict,
    done,
    estimate,
    forecast_by_day,
    forecast_by_month,
    gap,
    judge,
    mark,
    percent,
    read_percents,
    shares,
    shown,
)
from handlers.kit.errors import BadInput

PERCENTS = st.decimals(0, 100, places=2)
PLANS = st.lists(PERCENTS, max_size=11).map(sorted)
VALUES = st.decimals(Decimal("0.000001"), Decimal(10**15), places=6)
MONTHS = st.integers(1, 12)
SUM, BUDGET = Aim(Decimal(100), adds=True, lower=False), Aim(Decimal(100), adds=True, lower=True)
RATE, COST = Aim(Decimal(30), adds=False, lower=False), Aim(Decimal(30), adds=False, lower=True)


def test_without_percents_the_year_is_twelve_even_parts() -> None:
    assert shares([]) == EVEN
    assert EVEN[0] == Fraction(1, 12)
    assert EVEN[11] == 1


def test_what_is_missing_rises_evenly_to_december() -> None:
    made = shares([Decimal(20), Decimal(45)])
    assert made[:2] == (Fraction(20, 100), Fraction(45, 100))
    assert made[2] - made[1] == made[11] - made[10] == Fraction(55, 1000)
    assert made[11] == 1


@given(PLANS)
def test_shares_never_fall_and_end_with_the_whole(typed: list[Decimal]) -> None:
    made = shares(typed)
    assert len(made) == 12
    assert list(made[: len(typed)]) == [Fraction(p) / 100 for p in typed]
    assert all(a <= b for a, b in pairwise(made))
    assert made[11] == 1


@given(PLANS, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_day_lies_between_its_months_milestones(typed: list[Decimal], day: date) -> None:
    course = Course.of(typed)
    assert course.at(day.month - 1) <= course.on(day) <= course.at(day.month)
    if (day + timedelta(days=1)).month != day.month:
        assert course.on(day) == course.at(day.month)


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("20% 45% 70% 100%", ["20", "45", "70", "100"]),
        ("20 45 100", ["20", "45", "100"]),
        ("20%,45%、70 %", ["20", "45", "70"]),
        ("２０％ ４５％", ["20", "45"]),
        ("两成 四成五", ["20", "45"]),
        ("8.3% 16.7%", ["8.3", "16.7"]),
        ("20% then 20% then 100%", ["20", "20", "100"]),
        ("0% 0% 50%", ["0", "0", "50"]),
        (" ".join(["100%"] * 12), ["100"] * 12),
    ],
)
def test_percents_as_people_write_them(text: str, percents: list[str]) -> None:
    assert read_percents(text) == tuple(map(Decimal, percents))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("20% 101%", "goal-percents-range"),
        ("-5% 20%", "goal-percents-range"),
        ("50% 45%", "goal-percents-fall"),
        (" ".join(["100%"] * 13), "goal-percents-many"),
        (" ".join(["9%"] * 12), "goal-percents-end"),
        ("￥20", "goal-percents-unit"),
        ("20% soon", "number-unreadable"),
    ],
)
def test_percents_that_make_no_plan_are_refused(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_percents(text)
    assert (refused.value.why.id, refused.value.field) == (why, "percents")


@given(PLANS, MONTHS, VALUES, st.booleans())
def test_exactly_on_the_mark_is_not_lagging(typed: list[Decimal], month: int, value: Decimal, lower: bool) -> None:
    aim = Aim(value, adds=True, lower=lower)
    course = Course.of(typed)
    goal = mark(aim, course, course.at(month))
    assert goal is not None
    actual = Decimal(goal.numerator) / Decimal(goal.denominator)
    if Fraction(actual) == goal:  # not every share is a decimal
        assert judge(aim, goal, actual) is Verdict.ON_TRACK
    bit = Decimal("1e-6")
    below, above = Decimal(shown(goal, up=False)) - bit, Decimal(shown(goal, up=True)) + bit
    assert judge(aim, goal, below) is (Verdict.ON_TRACK if lower else Verdict.LAGGING)
    assert judge(aim, goal, above) is (Verdict.LAGGING if lower else Verdict.ON_TRACK)


def test_a_third_of_a_cent_is_seen() -> None:
    # A twelfth of 100 is 8.333…: 8.33 is below it, and the mark is shown as 8.34, not as 8.33.
    goal = mark(SUM, Course(), EVEN[0])
    assert goal is not None
    assert judge(SUM, goal, Decimal("8.33")) is Verdict.LAGGING
    assert shown(goal, up=True) == Decimal("8.34")
    assert judge(BUDGET, goal, Decimal("8.33")) is Verdict.ON_TRACK


def test_a_level_is_held_against_the_target_or_against_its_milestones() -> None:
    course = Course.of([Decimal(50)])
    assert mark(RATE, Course(), EVEN[0]) == 30
    assert mark(RATE, course, course.at(1)) == 15
    assert mark(COST, Course(), EVEN[0]) == 30
    assert mark(COST, course, course.at(1)) == 60  # half the way is twice the cost
    assert mark(COST, Course.of([Decimal(0)]), Fraction(0)) is None
    assert judge(COST, None, Decimal(10**9)) is Verdict.ON_TRACK


def test_nothing_logged_lags_only_where_something_had_to_come() -> None:
    assert judge(SUM, Fraction(20), None) is Verdict.LAGGING
    assert judge(SUM, Fraction(0), None) is Verdict.ON_TRACK
    assert judge(BUDGET, Fraction(20), None) is Verdict.UNKNOWN
    assert judge(RATE, Fraction(20), None) is Verdict.UNKNOWN


def test_how_much_is_done() -> None:
    assert done(SUM, Decimal(20)) == Fraction(1, 5)
    assert done(COST, Decimal(60)) == Fraction(1, 2)
    assert done(COST, Decimal(0)) is None
    assert done(Aim(Decimal(0), adds=True, lower=False), Decimal(5)) is None
    assert done(SUM, None) is None
    assert gap(Fraction(20), Decimal(15)) == 5
    assert gap(Fraction(20), None) == 20


@given(VALUES, MONTHS)
def test_an_even_year_is_forecast_as_itself(value: Decimal, month: int) -> None:
    assert forecast_by_month(SUM, value, month) == Fraction(value) * 12 / month
    assert forecast_by_month(SUM, value, 12) == value
    assert forecast_by_month(RATE, value, month) is None


def test_forecast_by_day_counts_leap_years() -> None:
    assert forecast_by_day(SUM, Decimal(31), date(2026, 1, 31)) == 365
    assert forecast_by_day(SUM, Decimal(31), date(2028, 1, 31)) == 366
    assert forecast_by_day(SUM, None, date(2026, 1, 31)) is None


@given(st.fractions(0, 10**9))
def test_what_is_shown_is_never_on_the_easy_side(value: Fraction) -> None:
    assert Fraction(shown(value, up=False)) <= value <= Fraction(shown(value, up=True))
    assert Fraction(percent(value)) <= value * 100 < Fraction(percent(value)) + Fraction(1, 10)
    assert abs(Fraction(estimate(value)) - value) <= max(value / 100, Fraction(1, 100))
