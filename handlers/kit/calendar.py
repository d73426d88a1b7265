"""The working calendar: public holidays, make-up working days (调休) and the team's own days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.core import get_global

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)
SATURDAY_SUNDAY = frozenset({5, 6})
MAKEUP_COUNTRIES = frozenset({"CN"})
"""Where each year's make-up days are decided anew: until they are published, the year is provisional."""

_MAX_STEP = 100_000  # workdays in one count: four centuries, more is a mistake of the caller
_MAX_CLOSED = 366  # days in a row without work before a calendar is taken for broken

# Offices rest on these too: Hong Kong's general holidays, England's bank holidays.
_CATEGORIES: dict[str, tuple[str, ...]] = {"HK": ("public", "optional")}
_SUBDIVISIONS: dict[str, str] = {"GB": "ENG"}

# What the `holidays` library leaves out, by (language, name). In Taiwan Labour Day became everybody's only in
# 2026; companies have closed on it all along.
_ADDED: dict[str, dict[date, dict[str, str]]] = {
    "TW": {
        date(year, 5, 1): {"en": "Labour Day", "zh-Hans": "劳动节", "zh-Hant": "勞動節"} for year in range(2000, 2026)
    },
}

# The library's languages, best first, for each of ours.
_LANGUAGES: dict[str, tuple[str, ...]] = {
    "en": ("en_US", "en_GB"),
    "zh-Hans": ("zh_CN", "zh_HK", "zh_TW"),
    "zh-Hant": ("zh_TW", "zh_HK", "zh_MO", "zh_CN"),
}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says; ``works`` is true for a make-up day."""

    day: date
    works: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class _Year:
    off: frozenset[date]
    makeup: frozenset[date]
    weekend: frozenset[int]


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked in ``country`` (ISO 3166; None or unknown: Monday to Friday).

    ``overrides`` are the team's own: day -> (is it worked?, its name). They win over the country's.
    """

    country: str | None
    overrides: Mapping[date, tuple[bool, str | None]] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether the team works on ``day``: make-up days included, holidays not."""
        own = self.overrides.get(day)
        if own is not None:
            return own[0]
        year = _year(self.country, day.year)
        if day in year.makeup:
            return True
        return day.weekday() not in year.weekend and day not in year.off

    def is_makeup(self, day: date) -> bool:
        """Whether ``day`` is worked although it falls on a weekend."""
        return day.weekday() in _year(self.country, day.year).weekend and self.is_workday(day)

    def holiday_name(self, day: date, language: str) -> str | None:
        """The name of the holiday on ``day`` in ``language`` (``en``, ``zh-Hans``, ``zh-Hant``), or the nearest."""
        own = self.overrides.get(day)
        if own is not None:
            return None if own[0] else own[1]
        year = _year(self.country, day.year)
        if day in year.makeup or day not in year.off:
            return None
        return _name(self.country, day, language)

    def next_workday(self, day: date) -> date:
        """The first working day after ``day``."""
        return self._walk(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before ``day``."""
        return self._walk(day, -1)

    def add_workdays(self, day: date, n: int) -> date:
        """The ``n``-th working day counted from the day after ``day``; backwards for a negative ``n``."""
        if abs(n) > _MAX_STEP:
            raise ValueError(f"{n} working days are beyond any calendar")
        for _ in range(abs(n)):
            day = self._walk(day, 1 if n > 0 else -1)
        return day

    def workdays_between(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and including ``b``; negative when ``b`` lies before ``a``."""
        if b < a:
            return -self.workdays_between(b, a)
        return sum(self.is_workday(a + DAY * i) for i in range(1, (b - a).days + 1))

    def nth_workday(self, year: int, month: int, n: int) -> date:
        """The ``n``-th working day of a month (from 1), running on into the next where the month has fewer."""
        if n < 1:
            raise ValueError("working days of a month count from 1")
        return self.add_workdays(date(year, month, 1) - DAY, n)

    def first_workday(self, year: int, month: int) -> date:
        """The first working day of a month."""
        return self.nth_workday(year, month, 1)

    def provisional(self, year: int) -> bool:
        """Whether the year's make-up days are still to be published (and the team has entered none)."""
        if self.country not in MAKEUP_COUNTRIES or _year(self.country, year).makeup:
            return False
        return not any(works for day, (works, _) in self.overrides.items() if day.year == year)

    def special_days(self, year: int, language: str) -> tuple[SpecialDay, ...]:
        """Every holiday, make-up day and day of the team's own in ``year``, in order."""
        known = _year(self.country, year)
        days = known.off | known.makeup | {day for day in self.overrides if day.year == year}
        return tuple(SpecialDay(day, self.is_workday(day), self._title(day, language)) for day in sorted(days))

    def next_holiday(self, after: date, language: str) -> SpecialDay | None:
        """The next day off after a day, of its year or the next; None where none is known."""
        days = (day for year in (after.year, after.year + 1) for day in self.special_days(year, language))
        return next((special for special in days if special.day > after and not special.works), None)

    def _title(self, day: date, language: str) -> str | None:
        own = self.overrides.get(day)
        return own[1] if own is not None else self.holiday_name(day, language)

    def _walk(self, day: date, step: int) -> date:
        for _ in range(_MAX_CLOSED):
            day += DAY * step
            if self.is_workday(day):
                return day
        raise ValueError("a year without a working day")


def has_holidays(country: str) -> bool:
    """Whether a country's (ISO 3166) holidays are known."""
    return _table(country, 2026, None) is not None


def country_of_zone(zone: str) -> str | None:
    """The country (ISO 3166) whose time zone (IANA, old names too) this is; None for UTC and the like."""
    territories: Mapping[str, str] = get_global("zone_territories")
    country = territories.get(zone) or territories.get(get_global("zone_aliases").get(zone, ""))
    return None if country in {None, "ZZ", "001"} else country


@lru_cache(maxsize=256)
def _year(country: str | None, year: int) -> _Year:
    table = _table(country, year, None)
    if table is None:
        return _Year(frozenset(), frozenset(), SATURDAY_SUNDAY)
    # The library answers for a year without published make-up days with those of other years.
    makeup = frozenset(day for day in table.weekend_workdays if day.year == year)
    off = {day for day in (*table, *_ADDED.get(country or "", {})) if day.year == year}
    # A weekend of one day (Hong Kong's Sunday) is the law's; offices rest on two.
    weekend = frozenset(table.weekend) if len(table.weekend) > 1 else SATURDAY_SUNDAY
    return _Year(frozenset(off) - makeup, makeup, weekend)


@lru_cache(maxsize=256)
def _table(country: str | None, year: int, language: str | None) -> HolidayBase | None:
    # Loading the library takes 50 ms and 10 MB, which a bot that is only asked for help need not spend.
    import holidays  # noqa: PLC0415

    if country is None or country not in holidays.list_supported_countries():
        return None
    return holidays.country_holidays(
        country,
        years=year,
        subdiv=_SUBDIVISIONS.get(country),
        language=language,
        categories=_CATEGORIES.get(country),
        expand=False,
    )


@lru_cache(maxsize=256)
def _names(country: str | None, year: int, language: str) -> Mapping[date, tuple[str, str]]:
    """Day -> its name in the language, and in English."""
    plain = _table(country, year, None)
    if plain is None:
        return {}
    offered = plain.supported_languages
    best = next((c for c in (*_LANGUAGES.get(language, ()), *_LANGUAGES["en"]) if c in offered), None)
    named = _table(country, year, best) or plain
    english = _table(country, year, "en_US" if "en_US" in offered else None) or plain
    names = {day: (name, english.get(day) or name) for day, name in named.items()}
    for day, added in _ADDED.get(country or "", {}).items():
        if day.year == year:
            names[day] = (added.get(language, added["en"]), added["en"])
    return names


def _name(country: str | None, day: date, language: str) -> str | None:
    """A day swapped for a make-up day bears the name of the festival it lengthens, the nearest one."""
    names = _names(country, day.year, language)
    name, english = names[day]
    if "substituted" not in english:
        return name
    for distance in range(1, 10):
        for near in (day - DAY * distance, day + DAY * distance):
            other, plain = names.get(near, ("", "substituted"))
            if "substituted" not in plain and "observed" not in plain:
                return other
    return name
