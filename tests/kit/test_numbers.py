"""Numbers as people type them: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

import string
from decimal import Decimal
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.figures import LOCALES, figure
from handlers.kit import numbers
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Figure
from handlers.kit.numbers import in_unit, read_count, read_number, read_quantity, take_number
from handlers.kit.units import CURRENCIES, SHARED, SIGNS, WORDS, currencies, read_unit
from tests.kit.number_phrases import MONEY, PERCENT, PLAIN, REFUSED


def _rows(table: str) -> list[tuple[str, str]]:
    rows = (line.rpartition(" = ") for line in table.splitlines() if line)
    return [(typed, value) for typed, _, value in rows]


@pytest.mark.parametrize(("typed", "value"), _rows(PLAIN))
def test_reads_a_plain_number(typed: str, value: str) -> None:
    got = read_number(typed, "number")
    assert (got, str(got)) == (Decimal(value), value)


@pytest.mark.parametrize(("typed", "value"), _rows(PERCENT))
def test_reads_a_percentage(typed: str, value: str) -> None:
    assert str(read_number(typed, "percent")) == value


@pytest.mark.parametrize(("typed", "value"), _rows(MONEY))
def test_reads_money_of_the_metrics_own_currency(typed: str, value: str) -> None:
    unit, amount = typed.split(": ", 1)
    assert str(read_number(amount, unit)) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3‰", "3"), ("3", "3"), ("千分之三", "3"), ("0.3%", "3"), ("三成", "300"), ("3 permille", "3")],
)
def test_reads_a_permille(typed: str, value: str) -> None:
    assert str(read_number(typed, "permille")) == value


@pytest.mark.parametrize("typed", ["12个", "12 個", "12人", "12 人次", "三单", "3 筆", "十二位"])
def test_a_measure_word_goes_with_plain_numbers_only(typed: str) -> None:
    assert read_number(typed, "number") in (3, 12)
    for unit in ("percent", "CNY"):
        with pytest.raises(BadInput) as refused:
            read_number(typed, unit)
        assert refused.value.why.id == "number-no-count"


@pytest.mark.parametrize(("why", "typed"), [(why, typed) for why, lines in REFUSED.items() for typed in lines])
def test_refuses_what_cannot_be_read_with_certainty(why: str, typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_quantity(typed, "amount")
    assert (refused.value.why.id, refused.value.field) == (why, "amount")
    assert isinstance(refused.value.example, Code)
    assert why == "number-empty" or len(str(refused.value.why.args["bad"])) <= 40


@pytest.mark.parametrize(
    ("typed", "unit", "why", "example"),
    [
        ("12.5%", "number", "number-no-percent", "12.5"),
        ("3‰", "CNY", "number-no-percent", "3"),
        ("三成", "number", "number-no-percent", "30"),
        ("￥3,000", "number", "number-no-money", "3000"),
        ("$12", "percent", "number-no-money", "12"),
        ("$3,000", "CNY", "number-other-currency", "3,000 CNY"),
        ("US$3,000", "TWD", "number-other-currency", "3,000 TWD"),
        ("NT$3,000", "HKD", "number-other-currency", "3,000 HKD"),
        ("￥3,000", "USD", "number-other-currency", "3,000 USD"),
        ("3,000元", "USD", "number-other-currency", "3,000 USD"),
        ("3,000元", "JPY", "number-other-currency", "3,000 JPY"),
        ("三千美元", "CNY", "number-other-currency", "3,000 CNY"),
        ("€3", "GBP", "number-other-currency", "3,000 GBP"),
    ],
)
def test_refuses_a_mark_of_another_kind(typed: str, unit: str, why: str, example: str) -> None:
    with pytest.raises(BadInput) as refused:
        in_unit(read_quantity(typed), unit)
    assert (refused.value.why.id, refused.value.example) == (why, Code(example))
    assert refused.value.why.args["bad"] == typed


@pytest.mark.parametrize(
    ("typed", "value", "mark", "rest"),
    [
        ("12 from the fair", "12", None, "from the fair"),
        ("12 个 展会", "12", "count", "展会"),
        ("  1.2万 抖音", "12000", None, "抖音"),
        ("12，展会带来的", "12", None, "，展会带来的"),
        ("12, from the fair", "12", None, ", from the fair"),
        ("12.", "12", None, "."),
        ("12 元旦活动", "12", None, "元旦活动"),
        ("12 元 元旦活动", "12", "元", "元旦活动"),
        ("12 成都", "12", None, "成都"),
        ("12 千川", "12", None, "千川"),
        ("12 百度", "12", None, "百度"),
        ("12 人多", "12", None, "人多"),
        ("12 try again", "12", None, "try again"),
        ("12 all in", "12", None, "all in"),
        ("12 TOP accounts", "12", "TOP", "accounts"),
        ("12 million views", "12000000", None, "views"),
        ("12 millionaires", "12", None, "millionaires"),
        ("12 percentile", "12", None, "percentile"),
        ("5 %", "5", "percent", ""),
        ("5 -- note", "5", None, "-- note"),
        ("5——note", "5", None, "——note"),
        ("￥3,000 --note x", "3000", "¥", "--note x"),
        ("三成 左右", "30", "percent", "左右"),
        ("12(抖音)", "12", None, "(抖音)"),
        ("12（抖音）", "12", None, "（抖音）"),
        ("12 3 of them new", "12", None, "3 of them new"),
    ],
)
def test_takes_the_longest_number_at_the_start(typed: str, value: str, mark: str | None, rest: str) -> None:
    quantity, left = take_number(typed)
    assert (str(quantity.value), quantity.mark, left) == (value, mark, rest)


@pytest.mark.parametrize(
    "typed", ["12月1日 meeting", "12:30 stand", "12/3", "12-15 leads", "5kg", "leads 12", "12百度", "12 345 leads"]
)
def test_takes_no_number_out_of_the_middle_of_a_word(typed: str) -> None:
    with pytest.raises(BadInput):
        take_number(typed)


def test_an_apparent_code_in_capitals_is_money_only_if_it_is_one() -> None:
    assert take_number("12 CEO visits")[1] == "CEO visits"
    assert take_number("12 CHF")[0].mark == "CHF"


@pytest.mark.parametrize(("typed", "count"), [("5", 5), ("五", 5), ("1,000", 1000), ("5.0", 5), ("5 个", 5), ("+5", 5)])
def test_counts_are_whole(typed: str, count: int) -> None:
    assert read_count(typed, 1, 1000) == count


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5.5", "number-not-whole"), ("5%", "number-not-whole"), ("$5", "number-not-whole"),
        ("0", "number-out-of-range"), ("-5", "number-out-of-range"), ("101", "number-out-of-range"),
        ("five", "number-unreadable"),
    ],
)  # fmt: skip
def test_a_count_that_is_none_is_refused(typed: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_count(typed, 1, 100, "points")
    assert (refused.value.why.id, refused.value.field) == (why, "points")


@pytest.mark.parametrize(
    ("typed", "home", "unit"),
    [
        ("number", None, "number"), ("数字", None, "number"), ("Percent", None, "percent"), ("％", None, "percent"),
        ("百分比", None, "percent"), ("‰", None, "permille"), ("cny", None, "CNY"), ("RMB", None, "CNY"),
        ("人民币", None, "CNY"), ("NT$", None, "TWD"),
        ("新臺幣", None, "TWD"), ("元", "CNY", "CNY"), ("元", "TWD", "TWD"),
        ("￥", "CNY", "CNY"), ("$", "USD", "USD"), ("US$", "CNY", "USD"),
    ],
)  # fmt: skip
def test_reads_a_unit(typed: str, home: str | None, unit: str) -> None:
    assert read_unit(typed, home) == unit


@pytest.mark.parametrize(
    ("typed", "home", "why"),
    [
        ("元", None, "number-unit-ambiguous"), ("$", "CNY", "number-unit-ambiguous"),
        ("XAU", None, "number-unit-unknown"),
        ("", None, "number-unit-unknown"), ("leads", None, "number-unit-unknown"),
    ],
)  # fmt: skip
def test_refuses_a_unit_it_does_not_know(typed: str, home: str | None, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_unit(typed, home)
    assert (refused.value.why.id, refused.value.field) == (why, "unit")


def test_every_sign_and_name_stands_for_known_currencies() -> None:
    assert all(currencies(mark) for mark in (SIGNS | WORDS).values())
    assert all(codes <= CURRENCIES for codes in SHARED.values())


def test_the_words_are_complete_in_three_languages() -> None:
    folder = Path(numbers.__file__).parent / "numbering" / "locales"
    ids = {
        language: {
            entry.id.name
            for entry in FluentParser().parse((folder / f"{language}.ftl").read_text("utf-8")).body
            if isinstance(entry, Message)
        }
        for language in LOCALES
    }
    assert ids["en"] == ids["zh-Hans"] == ids["zh-Hant"]
    assert ids["en"] >= set(REFUSED)


_EXACT = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**16), max_value=10**16, places=6)


@settings(max_examples=150, deadline=None)
@given(
    _EXACT, st.sampled_from(sorted(LOCALES)), st.sampled_from(["number", "percent", "permille", "CNY", "USD", "CHF"])
)
@example(Decimal("9007199254740993.123457"), "zh-Hant", "number")
@example(Decimal("-0.000001"), "en", "USD")
def test_an_exact_figure_reads_back_as_itself(value: Decimal, language: str, unit: str) -> None:
    shown = figure(Figure(value, unit, signed=True, exact=True), language)
    assert read_number(shown, unit) == value


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**12), st.sampled_from(sorted(LOCALES)), st.sampled_from(["number", "CNY", "TWD"]))
@example(10**11, "zh-Hans", "CNY")
def test_a_shortened_figure_reads_back_to_within_its_last_digit(value: int, language: str, unit: str) -> None:
    back = read_number(figure(Figure(Decimal(value), unit), language), unit)
    assert abs(back - value) <= (Decimal(value) / 100 if value >= 1_000_000 else 0)


_TYPED = st.text(
    st.sampled_from("0123456789.,'，。 +-−%％‰kwmb万亿萬億千百十零〇一二两三点成半百分之负$¥￥元块USDCNY个/:~e"),
    max_size=14,
)


@settings(max_examples=200, deadline=None)
@given(_TYPED | st.text(max_size=30) | st.text(string.printable, max_size=20))
def test_random_text_is_a_finite_number_or_refused(text: str) -> None:
    try:
        quantity = read_quantity(text)
    except BadInput:
        return
    assert quantity.value.is_finite()
    assert quantity.text in text


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 99_999_999))
def test_a_spoken_numeral_reads_back(value: int) -> None:
    assert read_number(_spoken(value), "number") == value


def _spoken(value: int) -> str:
    """The full Chinese numeral, as a reference: 一万零二百."""
    if value >= 10_000:
        low = value % 10_000
        gap = "零" if low and low < 1_000 else ""
        return _spoken(value // 10_000) + "万" + gap + (_spoken(low) if low else "")
    digits, said = f"{value:d}", ""
    for place, digit in enumerate(digits):
        unit = ("", "十", "百", "千")[len(digits) - 1 - place]
        said += "零一二三四五六七八九"[int(digit)] + (unit if digit != "0" else "")
    while "零零" in said:
        said = said.replace("零零", "零")
    return said.rstrip("零") if value else "零"


@pytest.mark.parametrize(
    ("typed", "minutes", "rest"),
    [
        ("1h30m", 90, ""),
        ("1h 30m leads 3", 90, "leads 3"),
        ("2 hours and 5 min", 125, ""),
        ("1天3小时", 1620, ""),
        ("1小时30分钟，", 90, "，"),
        ("２小時３０分", 150, ""),
        ("半小时", 30, ""),
        ("2个半小时", 150, ""),
        ("1 day 2 hours 3 minutes", 1563, ""),
        ("90 min", 90, ""),
    ],
)
def test_a_duration_in_several_units(typed: str, minutes: int, rest: str) -> None:
    quantity, left = take_number(typed)
    assert (in_unit(quantity, "minutes"), left) == (Decimal(minutes), rest)


@given(st.integers(0, 999), st.integers(0, 23), st.integers(0, 59))
def test_any_duration_is_the_sum_of_its_units(days: int, hours: int, minutes: int) -> None:
    for typed in (
        f"{days}d {hours}h {minutes}m",
        f"{days}天{hours}小时{minutes}分钟",
        f"{days} days {hours} hrs {minutes} mins",
    ):
        assert in_unit(read_quantity(typed), "minutes") == days * 1440 + hours * 60 + minutes


def test_a_lone_m_is_refused_of_a_duration() -> None:
    with pytest.raises(BadInput) as refused:
        read_number("5m", "hours")
    assert (refused.value.why.id, str(refused.value.example)) == ("number-minutes", str(Code("5 min")))
    assert read_number("5m", "number") == 5_000_000
