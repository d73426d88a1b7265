"""The lunar calendar of China, 2000 to 2056, and the solar terms that people date by."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2000, 2056
_NEW_YEAR_2000 = date(2000, 2, 5)

# One number a year: bits 15 to 4 are its twelve months in order (1: of 30 days, 0: of 29), bits 3 to 0 the month
# that a leap month follows (0: none), bit 16 the leap month's own length. From the times of the new moons in
# Chinese time; later years have new moons too close to midnight to be sure of.
_CODES = """
    0c960 0d954 0d4a0 0da50 07552 056a0 0abb7 025d0 092d0 0cab5
    0a950 0b4a0 0baa4 0ad50 055d9 04ba0 0a5b0 15176 052b0 0a930
    07954 06aa0 0ad50 05b52 04b60 0a6e6 0a4e0 0d260 0ea65 0d530
    05aa0 076a3 096d0 04afb 04ad0 0a4d0 1d0b6 0d250 0d520 0dd45
    0b5a0 056d0 055b2 049b0 0a577 0a4b0 0aa50 1b255 06d20 0ada0
    14b63 09370 049f8 04970 064b0 168a6 0ea50
"""
_YEARS = tuple(int(code, 16) for code in _CODES.split())


def lunar_day(year: int, month: int, day: int, leap: bool = False) -> date:
    """The day of a lunar date; ``year`` is the lunar one. ValueError where there is none or the table ends."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise ValueError(f"no lunar {year}-{month}")
    start = new_year(year)
    for number, is_leap, length in _months(_YEARS[year - FIRST_YEAR]):
        if (number, is_leap) == (month, leap):
            if not 1 <= day <= length:
                raise ValueError(f"lunar {year}-{month} has {length} days")
            return start + timedelta(days=day - 1)
        start += timedelta(days=length)
    raise ValueError(f"lunar {year} has no leap month {month}")


def new_year(year: int) -> date:
    """The first day of a lunar year; 2057 is the last that is known."""
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        raise ValueError(f"no lunar {year}")
    return _NEW_YEAR_2000 + timedelta(days=_DAYS_BEFORE[year - FIRST_YEAR])


def lunar_year(day: date) -> int:
    """The lunar year that ``day`` lies in; ValueError where the table ends."""
    return day.year if day >= new_year(day.year) else day.year - 1


def qingming(year: int) -> date:
    """Tomb-Sweeping Day, a solar term, in 2000 to 2099."""
    return date(year, 4, int(year % 100 * 0.2422 + 4.81) - year % 100 // 4)


def winter_solstice(year: int) -> date:
    """冬至 in Chinese time, in 2000 to 2099."""
    return date(year, 12, int(year % 100 * 0.2422 + 21.94) - year % 100 // 4 - (year == 2021))


def _months(code: int) -> list[tuple[int, bool, int]]:
    months = []
    for month in range(1, 13):
        months.append((month, False, 29 + (code >> (16 - month) & 1)))
        if month == code & 0xF:
            months.append((month, True, 29 + (code >> 16 & 1)))
    return months


def _days_before() -> tuple[int, ...]:
    total, before = 0, [0]
    for code in _YEARS:
        total += sum(length for *_, length in _months(code))
        before.append(total)
    return tuple(before)


_DAYS_BEFORE = _days_before()
