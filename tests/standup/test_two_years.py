"""Exactly one prompt a person a slot: two years of changed clocks, holidays, make-up days, leave, restarts, changes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import AT_LENGTH
from tests.dialog import fresh_url
from tests.standup.office import LATEST, NAMES, NEAR, ZONES, Office

FIRST = date(2026, 1, 1)
DAYS = 730 if AT_LENGTH else 96  # the spring festival and the first change of clocks are in both
WINDOW = 18  # days of an example
HOURS = (time(0, 30), time(2, 30), time(9, 30), time(23, 30))

Deed = Callable[[Office], None]

names = st.sampled_from(NAMES)
deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(lambda name, zone: lambda office: office.move(name, zone), names, st.sampled_from(ZONES)),
    st.builds(lambda name, days: lambda office: office.go_away(name, days), names, st.integers(0, 9)),
    st.builds(lambda name: lambda office: office.come_back(name), names),
    st.builds(lambda hour: lambda office: office.set_hour(hour), st.sampled_from(HOURS)),
    st.builds(lambda ahead, works: lambda office: office.own_day(ahead, works), st.integers(0, 5), st.booleans()),
    st.builds(lambda length: lambda office: office.stand_still(length), st.timedeltas(timedelta(), timedelta(days=4))),
    st.builds(lambda length: lambda office: office.stand_still(length), st.timedeltas(timedelta(), timedelta(hours=5))),
)


def check(office: Office, first: date, last: date) -> int:
    """Compares what was asked with what should have been; how many slots were certain."""
    asked, sent = office.asked(), office.sent()
    assert Counter(name for name, _ in sent) == Counter(name for name, _ in asked), "one message for each question"
    certain = 0
    for name in office.names:
        for day in (first + timedelta(days=n) for n in range(2, (last - first).days - 1)):
            at = asked.get((name, day))
            if at is not None:
                assert not office.is_off(day, at), (name, day, at)
            expected = slot(office, name, day)
            if expected is None:
                continue
            certain += 1
            assert at == expected[0], (name, day, at, expected)
    return certain


def slot(office: Office, name: str, day: date) -> tuple[datetime | None] | None:
    """When somebody should be asked on a day, in brackets, None for not at all; without them where a change of zone or
    hour is near, after which a day may have passed them by."""
    past = office.history
    zone = next(zone for when, zone in reversed(past.zones[name]) if when <= datetime.combine(day, time(12), UTC))
    hour = next(hour for when, hour in reversed(past.hours) if when <= datetime.combine(day, time(12), UTC))
    moment = datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
    if any(abs(when - moment) < NEAR for when, _ in (*past.zones[name], *past.hours)):
        return None
    runs = next((end for begin, end in past.standstills if begin < moment < end), moment)
    away = next((until for when, until in reversed(past.leave[name]) if when <= moment), date.min)
    if away >= day or office.is_off(day, moment) or runs - moment > LATEST:
        return (None,)
    return (runs,)


@pytest.mark.timeout(300)
@settings(max_examples=12 if AT_LENGTH else 4)
@given(
    st.integers(0, DAYS - WINDOW),
    st.sampled_from(HOURS),
    st.lists(st.tuples(st.integers(1, 60), deeds), max_size=12),
)
def test_each_is_asked_exactly_once_a_slot_whatever_is_done(
    empty_database: Path, begin: int, hour: time, plan: list[tuple[int, Deed]]
) -> None:
    first = FIRST + timedelta(days=begin)
    with TemporaryDirectory() as folder:
        office = Office(fresh_url(empty_database, Path(folder, "office.db")), first, hour)
        try:
            for hours, deed in plan:
                office.pass_until(office.now + timedelta(hours=hours, minutes=17))
                deed(office)
            last = max(first + timedelta(days=WINDOW), office.now.date() + timedelta(days=3))
            office.pass_until(datetime.combine(last, time(), UTC))
            check(office, first, last)
        finally:
            office.close()


@pytest.mark.timeout(300)
def test_two_whole_years(empty_database: Path, tmp_path: Path) -> None:
    chance = random.Random(20260101)
    office = Office(fresh_url(empty_database, tmp_path / "office.db"), FIRST, HOURS[1], NAMES[:2])
    last = FIRST + timedelta(days=DAYS)
    try:
        while office.now.date() < last - timedelta(days=5):
            office.pass_until(
                office.now + timedelta(days=chance.randint(4, 12), hours=chance.randint(0, 23), minutes=17)
            )
            match chance.randint(0, 5):
                case 0:
                    office.move(chance.choice(office.names), chance.choice(ZONES))
                case 1:
                    office.go_away(chance.choice(office.names), chance.randint(0, 9))
                case 2:
                    office.set_hour(chance.choice(HOURS))
                case 3:
                    office.own_day(chance.randint(0, 5), chance.random() < 0.5)
                case 4:
                    office.stand_still(timedelta(hours=chance.randint(1, 60)))
                case _:
                    office.come_back(chance.choice(office.names))
        office.pass_until(datetime.combine(last, time(), UTC))
        certain = check(office, FIRST, last)
        assert certain > 0.7 * len(office.names) * DAYS, "most slots are certain, or this shows nothing"
    finally:
        office.close()
