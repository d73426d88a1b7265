"""Days, moments, who is waited for, which blockers stay."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import read_days
from handlers.standup.rules import (
    LATENESS,
    SMALL_TEAM,
    TOGETHER,
    Plan,
    State,
    closing,
    complete,
    next_prompt,
    prompt_moment,
    prompts_on,
    seats,
    sort_blockers,
    state_of,
)

CHINA = WorkingCalendar("CN")
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "day", "expected"),
    [
        ("workdays", date(2026, 1, 1), False),  # New Year
        ("workdays", date(2026, 1, 4), True),  # a Sunday that is worked
        ("workdays", date(2026, 2, 14), True),  # Saturdays that are worked
        ("workdays", date(2026, 2, 28), True),
        ("workdays", date(2026, 2, 18), False),  # Spring Festival
        ("workdays", date(2026, 1, 10), False),
        ("mon-fri", date(2026, 1, 4), False),  # named weekdays are just those
        ("mon-fri", date(2026, 1, 5), True),
        ("mon-fri", date(2026, 1, 1), False),  # but for public holidays
        ("sat", date(2026, 1, 10), True),  # a Saturday that was asked for
        ("sat", date(2026, 10, 3), False),  # National Day
        ("mon,wed", date(2026, 1, 6), False),
    ],
)
def test_the_days_of_a_standup(days: str, day: date, expected: bool) -> None:
    assert prompts_on(read_days(days), day, CHINA) is expected


def test_a_day_off_of_the_teams_own_is_silent_and_one_worked_is_not() -> None:
    calendar = WorkingCalendar("CN", {date(2026, 1, 6): (False, None), date(2026, 1, 10): (True, None)})
    assert not prompts_on(read_days("mon-fri"), date(2026, 1, 6), calendar)
    assert prompts_on(read_days("workdays"), date(2026, 1, 10), calendar)


def test_a_local_time_is_another_moment_in_another_zone() -> None:
    assert prompt_moment(date(2026, 1, 6), time(9, 30), "Asia/Shanghai") == datetime(2026, 1, 6, 1, 30, tzinfo=UTC)
    assert prompt_moment(date(2026, 1, 6), time(9, 30), "America/New_York") == datetime(2026, 1, 6, 14, 30, tzinfo=UTC)


def test_the_next_prompt_leaves_out_holidays_and_days_that_are_done() -> None:
    plan = Plan(1, 1, time(9, 30), read_days("workdays"), None, timedelta(hours=2), LONG_AGO)
    now = datetime(2026, 2, 14, 2, 0, tzinfo=UTC)  # after the prompt of the last day before Spring Festival
    assert next_prompt(plan, "Asia/Shanghai", CHINA, now) == datetime(2026, 2, 24, 1, 30, tzinfo=UTC)
    done = frozenset({date(2026, 2, 24)})
    assert next_prompt(plan, "Asia/Shanghai", CHINA, now, done) == datetime(2026, 2, 25, 1, 30, tzinfo=UTC)


MOMENT = datetime(2026, 1, 6, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"answered": True, "away": True}, State.ANSWERED),
        ({"away": True, "prompted": True}, State.AWAY),
        ({"prompted": True}, State.WAITING),
        ({"now": MOMENT - timedelta(hours=1)}, State.COMING),
        ({"now": MOMENT + timedelta(minutes=1)}, State.COMING),  # a prompt that is late still comes
        ({"now": MOMENT + LATENESS}, State.UNASKED),
        ({"set_at": MOMENT}, State.UNASKED),
    ],
)
def test_where_somebody_stands(more: dict[str, object], expected: State) -> None:
    plain: dict[str, object] = {"answered": False, "prompted": False, "away": False}
    given = plain | {"moment": MOMENT, "now": MOMENT, "set_at": LONG_AGO} | more
    assert state_of(**given) is expected  # type: ignore[arg-type]  # a table of differences


@given(st.lists(st.sampled_from(State)))
def test_a_run_is_complete_when_nobody_is_waited_for(states: list[State]) -> None:
    waited = State.WAITING in states or State.COMING in states
    assert complete(states) is (State.ANSWERED in states and not waited)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=5), st.datetimes(timezones=st.just(UTC)))
def test_a_run_ends_a_window_after_the_last_prompt(moments: list[datetime], now: datetime) -> None:
    end = closing(timedelta(0), moments, now)
    assert end == (max(moments) if moments else now)


def test_blockers_stay_are_reworded_go_and_come() -> None:
    known = [(1, "waiting for legal"), (2, "no budget"), (3, "server down")]
    change = sort_blockers(known, ["Waiting for legal", "no budget at all", "Bob is ill"])
    assert change.reworded == {2: "no budget at all"}
    assert change.gone == (3,)
    assert change.new == ("Bob is ill",)


@given(st.lists(st.text(min_size=1, max_size=12), unique_by=str.casefold, max_size=6))
def test_the_same_blockers_again_change_nothing(texts: list[str]) -> None:
    change = sort_blockers(list(enumerate(texts)), texts)
    assert (change.reworded, change.gone, change.new) == ({}, (), ())


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6), st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_every_blocker_said_has_one_place(before: list[str], after: list[str]) -> None:
    change = sort_blockers(list(enumerate(before)), after)
    assert len(before) - len(change.gone) + len(change.new) == len(after)


@pytest.mark.parametrize("count", [1, SMALL_TEAM, SMALL_TEAM + 1, 500])
def test_each_answer_has_one_reply_and_keeps_it(count: int) -> None:
    first = seats([None] * count)
    assert max(Counter(first).values()) == (1 if count <= SMALL_TEAM else min(count, TOGETHER))
    assert sorted(set(first)) == list(range(max(first) + 1))
    later = seats([*first, None, None])
    assert later[:count] == first
    assert max(Counter(later).values()) <= TOGETHER
