"""Periods that figures are kept for: years, quarters, months and ISO weeks, by code and as people say them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, cast

from handlers.kit.dating.text import NUMERAL, number, plain
from handlers.kit.errors import BadInput
from handlers.kit.messages import say

Kind: TypeAlias = Literal["year", "quarter", "month", "week"]

FIRST_YEAR, LAST_YEAR = 1990, 2199
_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d\d)|(\d\d)))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its code: ``2026``, ``2026-Q1``, ``2026-01`` or ``2026-W05`` (ISO week); ValueError on any other."""

    code: str

    def __post_init__(self) -> None:
        _bounds(self.code)

    @classmethod
    def of(cls, kind: Kind, day: date) -> Period:
        """The period of a kind that ``day`` lies in."""
        if kind == "week":
            year, week, _ = day.isocalendar()
            return cls(f"{year:04}-W{week:02}")
        tail = {"year": "", "quarter": f"-Q{(day.month + 2) // 3}", "month": f"-{day.month:02}"}[kind]
        return cls(f"{day.year:04}{tail}")

    @property
    def kind(self) -> Kind:
        """``year``, ``quarter``, ``month`` or ``week``."""
        if len(self.code) == 4:
            return "year"
        return cast(Kind, {"Q": "quarter", "W": "week"}.get(self.code[5], "month"))

    @property
    def year(self) -> int:
        """The year its code begins with (of a week: the ISO year)."""
        return int(self.code[:4])

    @property
    def first(self) -> date:
        """Its first day."""
        return _bounds(self.code)[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return _bounds(self.code)[1]

    def previous(self) -> Period:
        """The one before."""
        return Period.of(self.kind, self.first - timedelta(days=1))

    def next(self) -> Period:
        """The one after."""
        return Period.of(self.kind, self.last + timedelta(days=1))

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.first <= day <= self.last

    def months(self) -> tuple[Period, ...]:
        """The calendar months it is made of, or, for a week, that it lies in."""
        months = [Period.of("month", self.first)]
        while months[-1].last < self.last:
            months.append(months[-1].next())
        return tuple(months)


def read_period(text: str, today: date, field: str = "period") -> Period:
    """The period that is the whole of a text, ``today`` being whose "this month"; raises ``BadInput`` on ``field``."""
    said = re.sub(r"\s+", " ", plain(text).text).strip(" .。")
    if _HALF.search(said):
        raise BadInput(field, say("date-period-half", bad=text.strip()), example=say("date-example-period"))
    for pattern, build in _FORMS:
        hit = pattern.fullmatch(said)
        if hit is None:
            continue
        try:
            return build(hit, today)
        except (ValueError, OverflowError):
            break
    raise BadInput(field, say("date-period-unreadable", bad=text.strip()), example=say("date-example-period"))


def _bounds(code: str) -> tuple[date, date]:
    hit = _CODE.fullmatch(code)
    if hit is None or not FIRST_YEAR <= int(hit[1]) <= LAST_YEAR:
        raise ValueError(f"{code!r} is not a period's code")
    year = int(hit[1])
    quarter, week, month = (int(part) if part else None for part in hit.groups()[1:])
    if week is not None:
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    if quarter is not None:
        return date(year, quarter * 3 - 2, 1), _month_end(year, quarter * 3)
    if month is not None:
        return date(year, month, 1), _month_end(year, month)
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


# --- as people say them ---------------------------------------------------------------------------

Build: TypeAlias = Callable[["re.Match[str]", date], Period]

_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_ORDINALS = ("first|1st", "second|2nd", "third|3rd", "fourth|4th|last")
_SHIFTS = {
    "this": 0, "the current": 0, "current": 0, "last": -1, "previous": -1, "the last": -1, "the previous": -1,
    "next": 1, "the next": 1, "本": 0, "这": 0, "这个": 0, "这一": 0, "这一个": 0, "当": 0,
    "上": -1, "上个": -1, "上一": -1, "上一个": -1, "上上": -2, "上上个": -2,
    "下": 1, "下个": 1, "下一": 1, "下一个": 1, "下下": 2, "下下个": 2,
}  # fmt: skip
_UNITS: dict[str, Kind] = {
    "year": "year", "quarter": "quarter", "month": "month", "week": "week",
    "年": "year", "年度": "year", "季度": "quarter", "季": "quarter", "月": "month", "月份": "month",
    "周": "week", "星期": "week", "礼拜": "week",
}  # fmt: skip
_YEAR_WORDS = {
    "今年": 0, "本年": 0, "今年度": 0, "本年度": 0, "全年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2,
    "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip

_HALF = re.compile(r"[上下]半年|\bh[12]\b|half", re.ASCII)
_Y = rf"(?P<year>\d{{4}}|\d\d(?=年)|[{NUMERAL}]{{4}}(?=年)|{'|'.join(sorted(_YEAR_WORDS, key=len, reverse=True))})"
_ZH_Y = rf"(?:{_Y} ?(?:年度|年)? ?的? ?)?"
_N = rf"(?P<n>\d{{1,2}}|[{NUMERAL}]{{1,3}})"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _year_of(hit: re.Match[str], today: date) -> int:
    said = hit["year"]
    if said is None:
        return today.year
    if said in _YEAR_WORDS:
        return today.year + _YEAR_WORDS[said]
    value = number(said)
    if value is None:
        raise ValueError(said)
    return value + 2000 if len(said) == 2 else value


def _numbered(mark: str) -> Build:
    def build(hit: re.Match[str], today: date) -> Period:
        count = number(hit["n"])
        if count is None:
            raise ValueError(hit["n"])
        figure = f"{mark}{count}" if mark == "Q" else f"{mark}{count:02}"
        year = today.isocalendar().year if mark == "W" and hit["year"] is None else _year_of(hit, today)
        return Period(f"{year:04}-{figure}")

    return build


def _year(hit: re.Match[str], today: date) -> Period:
    return Period(f"{_year_of(hit, today):04}")


def _shifted(hit: re.Match[str], today: date) -> Period:
    period = Period.of(_UNITS[hit["unit"]], today)
    steps = _SHIFTS[hit["shift"] or "this"]
    for _ in range(abs(steps)):
        period = period.next() if steps > 0 else period.previous()
    return period


def _month(month: int) -> Build:
    return lambda hit, today: Period(f"{_year_of(hit, today):04}-{month:02}")


def _quarter(quarter: int) -> Build:
    return lambda hit, today: Period(f"{_year_of(hit, today):04}-Q{quarter}")


def _either_way(name: str) -> str:
    """A name with its year before, after or left out; one group name a pattern, so two patterns."""
    return rf"(?:{_Y}(?:年|'s)?[ -]?)?{name}"


def _forms() -> tuple[tuple[re.Pattern[str], Build], ...]:
    shift = "|".join(sorted(_SHIFTS, key=len, reverse=True))
    unit = "|".join(sorted(_UNITS, key=len, reverse=True))
    forms: list[tuple[str, Build]] = [
        (rf"{_Y} ?(?:年|年度)?", _year),
        (r"(?P<shift>)(?:the )?(?P<unit>year|quarter|month|week)", _shifted),
        (rf"(?P<shift>{shift}) ?(?P<unit>{unit})", _shifted),
        (rf"{_Y}[-/. ]?q ?(?P<n>[1-4])", _numbered("Q")),
        (rf"(?:{_Y} ?(?:年度|年)? ?)?q ?(?P<n>[1-4])(?: ?季度)?", _numbered("Q")),
        (rf"q ?(?P<n>[1-4])(?:,? (?:of )?|[-/]){_Y}", _numbered("Q")),
        (rf"{_ZH_Y}(?:第 ?)?{_N} ?(?:个)?(?:季度|季)", _numbered("Q")),
        (rf"{_Y}[-/.](?P<n>\d{{1,2}})", _numbered("")),
        (r"(?P<year>\d{4})(?P<n>\d{2})", _numbered("")),
        (rf"{_ZH_Y}{_N} ?月份?", _numbered("")),
        (rf"{_Y}[-/. ]?w(?:eek)? ?(?P<n>\d{{1,2}})", _numbered("W")),
        (rf"(?:{_Y} ?(?:年度|年)? ?)?w(?:eek ?)?(?P<n>\d{{1,2}})", _numbered("W")),
        (rf"w(?:eek ?)?(?P<n>\d{{1,2}})(?:,? (?:of )?|[-/]){_Y}", _numbered("W")),
        (rf"{_ZH_Y}第 ?{_N} ?(?:周|个?星期)", _numbered("W")),
    ]
    for at, name in enumerate(_MONTHS, 1):
        forms.append((rf"(?:{_Y}[ -]?)?{name}\.?", _month(at)))
        forms.append((rf"{name}\.?(?:,? (?:of )?|[-/]){_Y}", _month(at)))
    for at, name in enumerate(_ORDINALS, 1):
        forms.append((rf"(?:{_Y} )?(?:the )?(?:{name}) quarter", _quarter(at)))
        forms.append((rf"(?:the )?(?:{name}) quarter(?: of)? {_Y}", _quarter(at)))
    return tuple((_form(pattern), build) for pattern, build in forms)


_FORMS = _forms()
