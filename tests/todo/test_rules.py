"""Rules of action items: when they are overdue, which days name them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import When
from handlers.todo.rules import Group, Item, Step, days_overdue, group, list_groups, order, steps
from storage.states import ItemState

CHINA = WorkingCalendar("CN")
ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London", "Pacific/Kiritimati"])
DAYS = st.dates(date(2026, 1, 5), date(2026, 11, 30))
DUES = st.builds(When, DAYS, st.none() | st.times(), ZONES)


def item(due: When | None, state: ItemState = ItemState.OPEN, number: int = 1) -> Item:
    """An item of person 1."""
    return Item(number, 1, "send it", due, state)


def nine(day: date, zone: str) -> datetime:
    """Nine o'clock of a day in a zone."""
    return datetime.combine(day, time(9), ZoneInfo(zone)).astimezone(UTC)


@given(day=DAYS, zone=ZONES)
def test_a_day_alone_is_named_three_days_before_one_before_on_it_and_afterwards(day: date, zone: str) -> None:
    due = item(When(day, None, "Asia/Shanghai"))
    named = {}
    walk = CHINA.add_workdays(day, -6)
    for _ in range(12):
        named[walk] = group(due, nine(walk, zone), zone, CHINA)
        walk = CHINA.next_workday(walk)
    last = day if CHINA.is_workday(day) else CHINA.previous_workday(day)
    for working, where in named.items():
        if working > day:
            assert where is Group.OVERDUE
        elif working == day:
            assert where is Group.TODAY
        elif working == last:
            assert where is Group.OFF
        else:
            assert where is {1: Group.ONE, 3: Group.THREE}.get(CHINA.workdays_between(working, last))


MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))


@given(due=DUES, zone=ZONES, moment=MOMENTS)
def test_overdue_is_where_the_deadline_has_passed_for_the_owner(due: When, zone: str, moment: datetime) -> None:
    late = item(due).overdue(moment, zone)
    if due.has_time:
        assert late == (due.moment() <= moment)
    else:
        assert late == (moment.astimezone(ZoneInfo(zone)).date() > due.day)
    assert (group(item(due), moment, zone, CHINA) is Group.OVERDUE) == late
    days = days_overdue(item(due), moment, zone, CHINA)
    assert days >= 0
    assert late or days == 0
    for state in (ItemState.DONE, ItemState.DROPPED):
        assert not item(due, state).overdue(moment, zone)


@given(days=st.integers(0, 30))
def test_each_step_comes_after_its_working_days_and_stays(days: int) -> None:
    assert (Step.OVERSEER in steps(days)) == (days >= 2)
    assert (Step.MANAGER in steps(days)) == (days >= 5)


@given(dues=st.lists(st.none() | DUES, max_size=12))
def test_a_list_shows_each_item_once_in_order(dues: list[When | None]) -> None:
    items = [item(due, number=n) for n, due in enumerate(dues)]
    now = datetime(2026, 6, 1, tzinfo=UTC)
    groups = list_groups(items, now, "Asia/Shanghai")
    shown = [one.id for _, members in groups for one in members]
    assert sorted(shown) == list(range(len(items)))
    assert all(members for _, members in groups)
    assert [one.due is None for one in order(items)] == sorted(due is None for due in dues)


def test_after_a_weekend_monday_is_the_first_working_day_overdue() -> None:
    zone, friday = "Asia/Shanghai", date(2026, 1, 9)
    due = item(When(friday, None, zone))
    mornings = (nine(friday + timedelta(n), zone) for n in range(6))
    assert [days_overdue(due, morning, zone, CHINA) for morning in mornings] == [0, 0, 0, 1, 2, 3]
