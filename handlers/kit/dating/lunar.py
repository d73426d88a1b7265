"""The lunar calendar of China, 2000 to 2056, and the solar terms that people date by."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2000, 2056
_NEW_YEAR_2000 = date(2000, 2, 5)

# One number a year: bits 15 to 4 are its twelve months in order (1: of 30 days, 0: of 29), bits 3 to 0 the month
# that a leap month follows (0: none), bit 16 the leap month's own length. From the times of the new moons in
# Chinese time; later years have new moons too close to midnight to be sure of.
_YEARS = tuple(
    int(code, 16)
    for code in (
        "0c960 0d954 0d4a0 0da50 07552 056a0 0abb7 025d0 092d0 0cab5 "
        "0a950 0b4a0 0baa4 0ad50 055d9 04ba0 0a5b0 15176 052b0 0a930 "
        "07954 06aa0 0ad50 05b52 04b60 0a6e6 0a4e0 0d260 0ea65 0d530 "
        "05aa0 076a3 096d0 04afb 04ad0 0a4d0 1d0b6 0d250 0d520 0dd45 "
        "0b5a0 056d0 055b2 049b0 0a577 0a4b0 0aa50 1b255 06d20 0ada0 "
        "14b63 09370 049f8 04970 064b0 168a6 0ea50"
    ).split()
)
