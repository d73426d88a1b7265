"""Figures, dates, spans and lists as a reader of each language would write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import LOCALES, clock, day, figure, items, moment, period, span
from handlers.kit.messages import Clock, Day, Figure, Moment, PeriodName, Span

LANGUAGES = sorted(LOCALES)


@pytest.mark.parametrize(
    ("value", "en", "hans", "hant"),
    [
        ("0", "0", "0", "0"),
        ("-0", "0", "0", "0"),
        ("12", "12", "12", "12"),
        ("12.50", "12.5", "12.5", "12.5"),
        ("0.125", "0.125", "0.125", "0.125"),
        ("-1234.5", "-1,234.5", "-1,234.5", "-1,234.5"),
        ("9999", "9,999", "9,999", "9,999"),
        ("10000", "10,000", "1万", "1萬"),
        ("12000", "12,000", "1.2万", "1.2萬"),
        ("12345", "12,345", "12,345", "12,345"),
        ("-12300", "-12,300", "-1.23万", "-1.23萬"),
        ("123456", "123,456", "123,456", "123,456"),
        ("120000", "120k", "12万", "12萬"),
        ("123450", "123,450", "123,450", "123,450"),
        ("999999", "999,999", "999,999", "999,999"),
        ("1000000", "1M", "100万", "100萬"),
        ("1234567", "1.23M", "123.46万", "123.46萬"),
        ("12345678", "12.35M", "1234.57万", "1234.57萬"),
        ("100000000", "100M", "1亿", "1億"),
        ("123456789", "123.46M", "1.23亿", "1.23億"),
        ("35000000000", "35B", "350亿", "350億"),
        ("1200000000000", "1200B", "1.2万亿", "1.2萬億"),
        # a rounding that would look exact is not made
        ("1200001", "1,200,001", "1,200,001", "1,200,001"),
        ("99999999", "99,999,999", "99,999,999", "99,999,999"),
        ("3.3333333333333333333333333333", "3.33", "3.33", "3.33"),
        ("19.9999999", "20.00", "20.00", "20.00"),
        ("0.00123456789", "0.00123", "0.00123", "0.00123"),
        ("12345.678", "12,345.68", "12,345.68", "12,345.68"),
        ("1E+6", "1M", "100万", "100萬"),
    ],
)
def test_a_number_is_shortened_only_where_that_is_honest(value: str, en: str, hans: str, hant: str) -> None:
    shown = Figure(Decimal(value))
    assert [figure(shown, language) for language in ("en", "zh-Hans", "zh-Hant")] == [en, hans, hant]


@pytest.mark.parametrize(
    ("value", "unit", "en", "hans", "hant"),
    [
        ("12.5", "percent", "12.5%", "12.5%", "12.5%"),
        ("12000", "percent", "12,000%", "12,000%", "12,000%"),
        ("3", "permille", "3‰", "3‰", "3‰"),
        ("2.5", "points", "2.5 pp", "2.5个百分点", "2.5 個百分點"),
        ("3000", "CNY", "¥3,000", "¥3,000", "¥3,000"),
        ("12000", "CNY", "¥12,000", "¥1.2万", "¥1.2萬"),
        ("-1234.5", "CNY", "-¥1,234.50", "-¥1,234.50", "-¥1,234.50"),
        ("3000", "USD", "$3,000", "US$3,000", "US$3,000"),
        ("3000", "TWD", "NT$3,000", "NT$3,000", "NT$3,000"),
        ("3000", "HKD", "HK$3,000", "HK$3,000", "HK$3,000"),
        ("3000", "JPY", "JP¥3,000", "JP¥3,000", "JP¥3,000"),
        ("3000", "CHF", "CHF 3,000", "CHF 3,000", "CHF 3,000"),
    ],
)
def test_a_unit_stands_where_the_language_puts_it(value: str, unit: str, en: str, hans: str, hant: str) -> None:
    shown = Figure(Decimal(value), unit)
    assert [figure(shown, language) for language in ("en", "zh-Hans", "zh-Hant")] == [en, hans, hant]


def test_a_change_carries_its_sign_and_no_change_none() -> None:
    assert [figure(Figure(Decimal(v), "points", signed=True), "zh-Hans") for v in ("2.5", "-2.5", "0")] == [
        "+2.5个百分点",
        "-2.5个百分点",
        "0个百分点",
    ]
    assert figure(Figure(Decimal(300), "CNY", signed=True), "en") == "+¥300"


@pytest.mark.parametrize("language", LANGUAGES)
def test_exact_shows_every_digit(language: str) -> None:
    assert figure(Figure(Decimal("9007199254740993.123457"), exact=True), language) == "9,007,199,254,740,993.123457"
    assert figure(Figure(Decimal(120000), exact=True), language) == "120,000"
    assert figure(Figure(Decimal("33.333333333"), "percent", exact=True), language) == "33.333333333%"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_every_number_has_words_in_every_language(value: Decimal) -> None:
    for language in LANGUAGES:
        assert "E" not in figure(Figure(value), language)
        assert figure(Figure(value, "SGD", exact=True), language)


@pytest.mark.parametrize(
    ("language", "words", "bare", "zoned"),
    [
        ("en", "Thu 26 Nov 2026", "26 Nov 2026", "Thu 26 Nov 2026 (Asia/Taipei)"),
        ("zh-Hans", "2026年11月26日 周四", "2026年11月26日", "2026年11月26日 周四（台北时间）"),
        ("zh-Hant", "2026年11月26日 週四", "2026年11月26日", "2026年11月26日 週四（台北時間）"),
    ],
)
def test_a_day_in_full(language: str, words: str, bare: str, zoned: str) -> None:
    the_day = date(2026, 11, 26)
    assert day(Day(the_day), language) == words
    assert day(Day(the_day, weekday=False), language) == bare
    assert day(Day(the_day, zone="Asia/Taipei"), language) == zoned


def test_september_is_as_short_as_the_others() -> None:
    assert day(Day(date(2026, 9, 1)), "en") == "Tue 1 Sep 2026"
    assert period(PeriodName("2026-09"), "en") == "September 2026"


@pytest.mark.parametrize(
    ("zone", "en", "hans", "hant"),
    [
        (
            "Asia/Shanghai",
            "Thu 26 Nov 2026, 09:30 (Asia/Shanghai)",
            "2026年11月26日 周四 09:30（上海时间）",
            "2026年11月26日 週四 09:30（上海時間）",
        ),
        (
            "America/New_York",
            "Wed 25 Nov 2026, 20:30 (America/New_York)",
            "2026年11月25日 周三 20:30（纽约时间）",
            "2026年11月25日 週三 20:30（紐約時間）",
        ),
        (
            "Etc/UTC",
            "Thu 26 Nov 2026, 01:30 (UTC)",
            "2026年11月26日 周四 01:30（UTC）",
            "2026年11月26日 週四 01:30（UTC）",
        ),
    ],
)
def test_a_moment_is_told_in_its_zone(zone: str, en: str, hans: str, hant: str) -> None:
    shown = Moment(datetime(2026, 11, 26, 1, 30, tzinfo=UTC), zone)
    assert [moment(shown, language) for language in ("en", "zh-Hans", "zh-Hant")] == [en, hans, hant]


def test_a_time_of_day() -> None:
    assert {clock(Clock(time(9, 5)), language) for language in LANGUAGES} == {"09:05"}


@pytest.mark.parametrize(
    ("length", "en", "hans", "hant"),
    [
        (timedelta(0), "0 min", "0分钟", "0 分鐘"),
        (timedelta(seconds=45), "45 s", "45秒", "45 秒"),
        (timedelta(minutes=30), "30 min", "30分钟", "30 分鐘"),
        (timedelta(minutes=90), "1 h 30 min", "1小时30分钟", "1 小時 30 分鐘"),
        (timedelta(hours=2), "2 h", "2小时", "2 小時"),
        (timedelta(days=1), "1 day", "1天", "1 天"),
        (timedelta(days=3, hours=1), "3 days 1 h", "3天1小时", "3 天 1 小時"),
        (timedelta(minutes=-5), "-5 min", "-5分钟", "-5 分鐘"),
    ],
)
def test_a_span(length: timedelta, en: str, hans: str, hant: str) -> None:
    assert [span(Span(length), language) for language in ("en", "zh-Hans", "zh-Hant")] == [en, hans, hant]


@pytest.mark.parametrize(
    ("code", "en", "hans", "hant"),
    [
        ("2026", "2026", "2026年", "2026年"),
        ("2026-Q1", "Q1 2026", "2026年第一季度", "2026年第一季"),
        ("2026-01", "January 2026", "2026年1月", "2026年1月"),
        ("2026-12", "December 2026", "2026年12月", "2026年12月"),
        (
            "2026-W05",
            "week 5 of 2026 (26 Jan – 1 Feb)",
            "2026年第5周（1月26日–2月1日）",
            "2026年第5週（1月26日–2月1日）",
        ),
    ],
)
def test_a_period(code: str, en: str, hans: str, hant: str) -> None:
    assert [period(PeriodName(code), language) for language in ("en", "zh-Hans", "zh-Hant")] == [en, hans, hant]


@pytest.mark.parametrize("code", ["", "2026-X1", "2026-13", "2026-Q5", "2026-W54", "soon", "2026-"])
def test_another_code_is_a_mistake_of_ours(code: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        period(PeriodName(code), "en")


@pytest.mark.parametrize(
    ("parts", "any_of", "en", "zh"),
    [
        ([], False, "", ""),
        (["甲"], False, "甲", "甲"),
        (["甲", "乙"], False, "甲 and 乙", "甲和乙"),
        (["甲", "乙", "丙"], True, "甲, 乙 or 丙", "甲、乙或丙"),
        (["Ann", "Bob", "Cy"], False, "Ann, Bob and Cy", "Ann、Bob 和 Cy"),
    ],
)
def test_an_enumeration(parts: list[str], any_of: bool, en: str, zh: str) -> None:
    assert items(parts, any_of, "en") == en
    assert items(parts, any_of, "zh-Hans") == items(parts, any_of, "zh-Hant") == zh
