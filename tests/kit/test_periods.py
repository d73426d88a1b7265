"""Periods by code and as people say them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.errors import BadInput
from handlers.kit.periods import Kind, Period, read_period
from tests.kit.date_phrases import rows

TODAY = date(2026, 11, 26)
DAYS = st.dates(date(1991, 1, 1), date(2198, 12, 31))
KINDS = st.sampled_from(get_args(Kind))

SAID = """
2026 = 2026 | 2026年 | this year | 今年 | 本年度 | 二〇二六年 | ２０２６ | year | 2026年度
2025 = 去年 | last year | 2025
2027 = 明年 | next year
2026-Q4 = this quarter | 本季度 | 这个季度 | 這一季 | Q4 | 四季度 | 第四季度 | 2026Q4 | q4 2026 | 2026-q4
2026-Q4 = 本季 | Q4/2026
2026-Q3 = last quarter | 上季度 | 上季 | 上個季度 | Q3 2026 | 第三季度 | 2026年第3季度 | 2026年Q3 | third quarter | Ｑ３
2027-Q1 = next quarter | 下季度 | 下个季度 | 明年一季度 | 2027-Q1 | 明年第一季度 | first quarter of 2027
2026-Q1 = Q1 | 一季度 | 今年一季度 | 第1季度 | 1st quarter
2025-Q4 = 去年第四季度 | last year Q4
2026-11 = this month | 本月 | 这个月 | 這個月 | month | Nov | November 2026 | 11月 | 2026年11月 | 十一月
2026-11 = 11月份 | 2026/11
2026-10 = last month | 上个月 | 上月 | 上個月 | 2026-10 | 202610 | October | Oct 2026 | 2026-Oct
2026-12 = next month | 下个月 | 下月 | December | 12月
2026-09 = 上上个月 | Sept | 2026.9
2026-01 = 2026-01 | Jan | January 2026 | 1月份 | 2026年1月 | 一月 | 26年1月
2025-12 = 去年12月 | Dec 2025
2026-W48 = this week | 本周 | 这周 | 這週 | 本週 | week | W48 | 2026-W48 | week 48
2026-W47 = last week | 上周 | 上週 | 上星期 | 上個禮拜
2026-W49 = next week | 下周 | 下星期
2026-W05 = 2026-W05 | 2026-w5 | W05 | week 5 of 2026 | 第5周 | 2026年第5周
"""


@pytest.mark.parametrize(("typed", "code"), rows(SAID))
def test_reads_a_period(typed: str, code: str) -> None:
    assert read_period(typed, TODAY) == Period(code)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-13",
        "2026-W54",
        "2025-W53",
        "2026-Q5",
        "Q5",
        "13月",
        "today",
        "上周五",
        "1989",
        "2026-1-1",
        "last 30 days",
        "0月",
        "第〇季度",
    ],
)
def test_refuses_what_is_no_period(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_period(typed, TODAY)
    assert (refused.value.field, refused.value.why.id) == ("period", "date-period-unreadable")
    assert refused.value.example is not None


@pytest.mark.parametrize("typed", ["上半年", "下半年", "H1", "2026-H2", "first half", "2026年上半年"])
def test_half_years_are_refused_as_such(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_period(typed, TODAY)
    assert refused.value.why.id == "date-period-half"


@pytest.mark.parametrize(
    ("code", "kind", "first", "last"),
    [
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "quarter", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "quarter", "2026-10-01", "2026-12-31"),
        ("2028-02", "month", "2028-02-01", "2028-02-29"),
        ("2026-12", "month", "2026-12-01", "2026-12-31"),
        ("2026-W01", "week", "2025-12-29", "2026-01-04"),
        ("2026-W53", "week", "2026-12-28", "2027-01-03"),
    ],
)
def test_knows_its_days(code: str, kind: Kind, first: str, last: str) -> None:
    period = Period(code)
    assert (period.kind, period.first.isoformat(), period.last.isoformat()) == (kind, first, last)


@pytest.mark.parametrize(
    "code", ["", "26", "2026-1", "2026-q1", "2026-Q0", "2026-00", "2025-W53", "2026-W00", "1900", "２０２６"]
)
def test_a_code_is_exact(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period(code)


def test_is_made_of_months() -> None:
    assert [p.code for p in Period("2026-Q2").months()] == ["2026-04", "2026-05", "2026-06"]
    assert len(Period("2026").months()) == 12
    assert Period("2026-05").months() == (Period("2026-05"),)
    assert [p.code for p in Period("2026-W05").months()] == ["2026-01", "2026-02"]


@given(KINDS, DAYS)
def test_a_day_lies_in_its_period_alone(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.contains(day)
    assert period.kind == kind
    assert not period.next().contains(day)
    assert not period.previous().contains(day)


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_a_gap(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.next().previous() == period.previous().next() == period
    assert period.next().first == period.last + timedelta(days=1)


@given(KINDS, DAYS, DAYS)
def test_a_code_is_read_as_itself(kind: Kind, day: date, today: date) -> None:
    code = Period.of(kind, day).code
    assert read_period(code, today).code == code
    assert read_period(code.lower(), today).code == code


@given(st.text(max_size=20) | st.text("本上下第一二三四季度月年周QqWw0123456789- lastnexth", max_size=14), DAYS)
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    with suppress(BadInput):
        period = read_period(text, today)
        assert Period(period.code) == period
