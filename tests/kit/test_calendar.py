"""The working calendar against the official lists."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar, country_of_zone

CHINA = WorkingCalendar("CN")
DAY = timedelta(days=1)

# The notices of the State Council: each holiday from its first day to its last, then the make-up days.
OFFICIAL = {
    2024: (
        "01-01 01-01, 02-10 02-17, 04-04 04-06, 05-01 05-05, 06-08 06-10, 09-15 09-17, 10-01 10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-01, 01-28 02-04, 04-04 04-06, 05-01 05-05, 05-31 06-02, 10-01 10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01 01-03, 02-15 02-23, 04-04 04-06, 05-01 05-05, 06-19 06-21, 09-25 09-27, 10-01 10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


@pytest.mark.parametrize("year", OFFICIAL)
def test_china_as_its_government_published_it(year: int) -> None:
    spans, makeup = OFFICIAL[year]
    closed: set[date] = set()
    for span in spans.split(", "):
        first, last = (date.fromisoformat(f"{year}-{day}") for day in span.split())
        closed |= {first + DAY * i for i in range((last - first).days + 1)}
    worked = {date.fromisoformat(f"{year}-{day}") for day in makeup.split()}
    for i in range(366):
        day = date(year, 1, 1) + DAY * i
        if day.year == year:
            assert CHINA.is_workday(day) == (day in worked or (day.weekday() < 5 and day not in closed)), day
            assert CHINA.is_makeup(day) == (day in worked), day


# 2026, as published: Taiwan's Executive Yuan (companies close on Labour Day), Hong Kong's general holidays on weekdays,
# Singapore's Ministry of Manpower, the United States' federal holidays, England's bank holidays.
ABROAD = {
    "TW": "01-01 02-16 02-17 02-18 02-19 02-20 02-27 04-03 04-06 05-01 06-19 09-25 09-28 10-09 10-26 12-25",
    "HK": "01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
    "SG": "01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25",
    "US": "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    "GB": "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}


@pytest.mark.parametrize("country", ABROAD)
def test_other_countries_as_they_published_2026(country: str) -> None:
    calendar = WorkingCalendar(country)
    closed = {date.fromisoformat(f"2026-{day}") for day in ABROAD[country].split()}
    for i in range(365):
        day = date(2026, 1, 1) + DAY * i
        assert calendar.is_workday(day) == (day.weekday() < 5 and day not in closed), day


def test_taiwan_worked_its_last_makeup_days_and_closed_on_labour_day() -> None:
    taiwan = WorkingCalendar("TW")
    assert taiwan.is_workday(date(2025, 2, 8))
    assert taiwan.is_makeup(date(2024, 2, 17))
    assert not taiwan.is_workday(date(2025, 5, 1))
    assert taiwan.holiday_name(date(2025, 5, 1), "zh-Hant") == "勞動節"


@pytest.mark.parametrize("country", [None, "XX", ""])
def test_an_unknown_country_works_from_monday_to_friday(country: str | None) -> None:
    calendar = WorkingCalendar(country)
    assert [calendar.is_workday(date(2026, 10, 1) + DAY * i) for i in range(5)] == [True, True, False, False, True]
    assert calendar.special_days(2026, "en") == ()


@pytest.mark.parametrize(
    ("day", "language", "name"),
    [
        ("2026-02-17", "zh-Hans", "春节"),
        ("2026-02-17", "zh-Hant", "春節"),
        ("2026-02-17", "en", "Chinese New Year (Spring Festival)"),
        ("2026-02-20", "zh-Hans", "春节"),  # a day swapped for Saturday 14 February
        ("2026-01-02", "zh-Hans", "元旦"),
        ("2026-10-07", "zh-Hant", "國慶節"),
        ("2026-02-14", "zh-Hans", None),  # a make-up day
        ("2026-02-21", "zh-Hans", None),  # a Saturday like any other
        ("2026-03-02", "en", None),
    ],
)
def test_names_a_holiday_in_the_readers_language(day: str, language: str, name: str | None) -> None:
    assert CHINA.holiday_name(date.fromisoformat(day), language) == name


@pytest.mark.parametrize("country", ["TW", "HK", "MO", "SG", "US", "GB", "JP", "MY", "AU", "DE"])
def test_every_holiday_has_a_name_in_every_language(country: str) -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        days = WorkingCalendar(country).special_days(2026, language)
        assert days
        assert all(special.name for special in days if not special.works)


def test_the_teams_own_days_win() -> None:
    own = WorkingCalendar("CN", {date(2026, 12, 24): (False, "Offsite"), date(2026, 10, 1): (True, None)})
    assert not own.is_workday(date(2026, 12, 24))
    assert own.holiday_name(date(2026, 12, 24), "en") == "Offsite"
    assert own.is_workday(date(2026, 10, 1))
    assert own.holiday_name(date(2026, 10, 1), "en") is None
    assert [d.name for d in own.special_days(2026, "en") if d.day.month == 12] == ["Offsite"]


def test_counts_working_days() -> None:
    eve = date(2026, 9, 30)
    assert CHINA.next_workday(eve) == date(2026, 10, 8)
    assert CHINA.previous_workday(date(2026, 10, 8)) == eve
    assert CHINA.add_workdays(eve, 3) == date(2026, 10, 10)  # a make-up Saturday
    assert CHINA.add_workdays(eve, 0) == eve
    assert CHINA.add_workdays(date(2026, 10, 8), -1) == eve
    assert CHINA.workdays_between(eve, date(2026, 10, 10)) == 3
    assert CHINA.workdays_between(date(2026, 10, 10), eve) == -3
    assert CHINA.first_workday(2026, 10) == date(2026, 10, 8)
    assert CHINA.nth_workday(2026, 10, 3) == date(2026, 10, 10)
    assert CHINA.nth_workday(2026, 1, 5) == date(2026, 1, 8)  # after Sunday the 4th, which is worked


def test_refuses_counts_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        CHINA.nth_workday(2026, 1, 0)
    with pytest.raises(ValueError, match="beyond any calendar"):
        CHINA.add_workdays(date(2026, 1, 1), 10**9)
    never = WorkingCalendar(None, {date(2026, 1, 1) + DAY * i: (False, None) for i in range(800)})
    with pytest.raises(ValueError, match="without a working day"):
        never.next_workday(date(2026, 2, 1))


def test_a_year_without_published_makeup_days_is_provisional() -> None:
    assert [CHINA.provisional(year) for year in (2024, 2025, 2026)] == [False] * 3
    assert CHINA.provisional(2035)
    assert not WorkingCalendar("US").provisional(2035)
    assert not WorkingCalendar(None).provisional(2035)
    entered = WorkingCalendar("CN", {date(2035, 9, 29): (True, "国庆节调休")})
    assert not entered.provisional(2035)
    assert entered.provisional(2036)


@given(
    st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(1, 60), st.sampled_from(["CN", "TW", "HK", "US", None])
)
def test_adding_working_days_is_counting_them(day: date, n: int, country: str | None) -> None:
    calendar = WorkingCalendar(country)
    there = calendar.add_workdays(day, n)
    assert calendar.is_workday(there)
    assert calendar.workdays_between(day, there) == n
    assert calendar.add_workdays(day, n + 1) > there
    assert calendar.previous_workday(calendar.next_workday(there)) == there


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Shanghai", "CN"), ("Asia/Urumqi", "CN"), ("PRC", "CN"), ("Asia/Taipei", "TW"), ("Asia/Hong_Kong", "HK"),
        ("Asia/Macau", "MO"), ("Asia/Singapore", "SG"), ("America/New_York", "US"), ("US/Pacific", "US"),
        ("Europe/London", "GB"), ("Asia/Tokyo", "JP"), ("Asia/Kuala_Lumpur", "MY"), ("UTC", None), ("Etc/GMT+8", None),
        ("Nowhere/Else", None),
    ],
)  # fmt: skip
def test_a_zone_tells_its_country(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


def test_the_library_of_holidays_is_loaded_only_when_asked() -> None:
    program = (
        "import sys; from handlers.kit import calendar, dates; from datetime import date;"
        "assert 'holidays' not in sys.modules; calendar.WorkingCalendar('CN').is_workday(date(2026, 1, 1));"
        "assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
