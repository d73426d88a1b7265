"""When a limit is crossed and when that is over: against a machine of states written down anew."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.rules import Rule, Stretch, Verdict, is_on, judge, moved, takes_floor
from handlers.kit.messages import Day, PeriodName
from handlers.kpi.api import Measured, Metric
from storage.states import Better, Combine, Every, Side, Watched

SUM = Metric(1, "leads", "number", Better.HIGHER, Combine.SUM)
RATE = Metric(2, "win rate", "percent", Better.HIGHER, Combine.RATIO, 3, 4)
MONTH = Stretch.of(Every.MONTH, date(2026, 1, 5))
whole = st.integers(-50, 50).map(Decimal)


def figure(value: Decimal | None, base: int = 1000) -> Measured:
    return Measured(value, Decimal(base))


def states(rule: Rule, figures: list[Measured], before: Measured | None = None) -> list[bool]:
    """Whether an alert is on after each figure."""
    on, found = False, []
    for now in figures:
        on = is_on(on, judge(rule, RATE, MONTH, now, before).verdict)
        found.append(on)
    return found


@given(st.lists(whole | st.none(), max_size=30), st.integers(-20, 20), st.integers(0, 10))
def test_levels_follow_a_machine_with_two_thresholds(values: list[Decimal | None], limit: int, gap: int) -> None:
    """Above: on beyond the limit, off at or under the clearing, else as it was. Below is the same, mirrored."""
    expected, on = [], False
    for value in values:
        if value is not None and value > limit:
            on = True
        elif value is not None and value <= limit - gap:
            on = False
        expected.append(on)
    above = Rule(Watched.LEVEL, Side.ABOVE, Decimal(limit), clear=Decimal(limit - gap))
    below = Rule(Watched.LEVEL, Side.BELOW, Decimal(-limit), clear=Decimal(gap - limit))
    assert states(above, [figure(v) for v in values]) == expected
    assert states(below, [figure(None if v is None else -v) for v in values]) == expected


@given(st.lists(whole, max_size=30), st.integers(1, 40), st.integers(0, 40))
def test_movements_do_too(values: list[Decimal], limit: int, clear: int) -> None:
    """Down 20 points against 0 is a figure of -20 or less."""
    expected, on = [], False
    for value in values:
        fallen = -value
        on = fallen >= limit or (on and fallen > min(clear, limit))
        expected.append(on)
    rule = Rule(Watched.POINTS, Side.BELOW, Decimal(limit), clear=Decimal(min(clear, limit)))
    assert states(rule, [figure(v) for v in values], figure(Decimal(0))) == expected
    rising = Rule(Watched.POINTS, Side.ABOVE, Decimal(limit), clear=Decimal(min(clear, limit)))
    assert states(rising, [figure(-v) for v in values], figure(Decimal(0))) == expected


@given(whole, whole.filter(bool), st.integers(1, 90))
def test_relative_is_in_percent_of_what_it_was(now: Decimal, before: Decimal, limit: int) -> None:
    rule = Rule(Watched.RELATIVE, Side.BELOW, Decimal(limit))
    found = judge(rule, SUM, MONTH, figure(now), figure(before))
    assert (found.verdict is Verdict.CROSSED) == (100 * (before - now) >= limit * abs(before))


@given(st.lists(st.tuples(whole, st.integers(0, 40)), max_size=20), st.integers(1, 30))
def test_noise_changes_nothing(values: list[tuple[Decimal, int]], floor: int) -> None:
    rule = Rule(Watched.LEVEL, Side.BELOW, Decimal(0), floor=Decimal(floor))
    heard = [figure(value, base) for value, base in values]
    expected, on = [], False
    for value, base in values:
        on = value < 0 if base >= floor else on
        expected.append(on)
    assert states(rule, heard) == expected


def test_a_movement_rests_on_where_it_began() -> None:
    rule = Rule(Watched.RELATIVE, Side.ABOVE, Decimal(50), floor=Decimal(10))
    tiny = judge(rule, SUM, MONTH, Measured(Decimal(4), Decimal(4)), Measured(Decimal(2), Decimal(2)))
    assert tiny.verdict is Verdict.UNKNOWN
    real = judge(rule, SUM, MONTH, Measured(Decimal(40), Decimal(40)), Measured(Decimal(20), Decimal(20)))
    assert real.verdict is Verdict.CROSSED


def test_nothing_to_compare_with_is_unknown() -> None:
    for watched in (Watched.RELATIVE, Watched.POINTS):
        assert moved(watched, figure(Decimal(5)), None) is None
        assert moved(watched, figure(Decimal(5)), figure(None)) is None
    assert moved(Watched.RELATIVE, figure(Decimal(5)), figure(Decimal(0))) is None
    assert moved(Watched.POINTS, figure(Decimal(5)), figure(Decimal(0))) == 5


def test_exactly_at_the_limit() -> None:
    """A level speaks beyond its limit; a movement of the size that was named is one."""
    at = figure(Decimal(20))
    assert judge(Rule(Watched.LEVEL, Side.BELOW, Decimal(20)), RATE, MONTH, at, None).verdict is Verdict.CLEAR
    assert judge(Rule(Watched.LEVEL, Side.ABOVE, Decimal(20)), RATE, MONTH, at, None).verdict is Verdict.CLEAR
    fallen = judge(Rule(Watched.POINTS, Side.BELOW, Decimal(5)), RATE, MONTH, at, figure(Decimal(25)))
    assert fallen.verdict is Verdict.CROSSED


@pytest.mark.parametrize("every", list(Every))
@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_stretches_tile_the_calendar(every: Every, day: date) -> None:
    here = Stretch.of(every, day)
    assert here.contains(day)
    assert here.previous().last == here.first - timedelta(days=1)
    assert Stretch.of(every, here.last) == here


def test_a_sum_falls_short_only_when_its_period_is_over() -> None:
    today = date(2026, 2, 10)
    below, above = (Rule(Watched.LEVEL, side, Decimal(1)) for side in (Side.BELOW, Side.ABOVE))
    assert below.judged(SUM, today).name == PeriodName("2026-01")
    assert above.judged(SUM, today).name == PeriodName("2026-02")
    assert below.judged(RATE, today).name == PeriodName("2026-02")
    daily = Rule(Watched.LEVEL, Side.BELOW, Decimal(1), Every.DAY)
    assert daily.judged(SUM, today).name == Day(date(2026, 2, 9))


def test_where_clearing_and_floors_belong() -> None:
    assert Rule(Watched.LEVEL, Side.BELOW, Decimal(20), clear=Decimal(25)).sound
    assert not Rule(Watched.LEVEL, Side.BELOW, Decimal(20), clear=Decimal(15)).sound
    assert Rule(Watched.RELATIVE, Side.BELOW, Decimal(20), clear=Decimal(5)).sound
    assert not Rule(Watched.RELATIVE, Side.BELOW, Decimal(20), clear=Decimal(30)).sound
    assert not takes_floor(Rule(Watched.LEVEL, Side.ABOVE, Decimal(20)), SUM)
    assert takes_floor(Rule(Watched.LEVEL, Side.ABOVE, Decimal(20)), RATE)
