"""How values combine, what a change is, when a month is closed: pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.periods import Period
from handlers.kpi import rules, trends
from handlers.kpi.rules import Metric, Reading
from handlers.kpi.templates import ROLE_TEMPLATES, TEMPLATES
from storage.states import Better, Combine, Role

CHINA = WorkingCalendar("CN")
LEADS = Metric(1, "leads", "number", Better.HIGHER, Combine.SUM)
WON = Metric(2, "won", "number", Better.HIGHER, Combine.SUM)
RATE = Metric(3, "win rate", "percent", Better.HIGHER, Combine.RATIO, 2, 1)
FANS = Metric(4, "followers", "number", Better.HIGHER, Combine.LAST)
SCORE = Metric(5, "satisfaction", "percent", Better.HIGHER, Combine.LAST)
COST = Metric(6, "cost", "CNY", Better.LOWER, Combine.AVERAGE)
KNOWN = {m.id: m for m in (LEADS, WON, RATE, FANS, SCORE, COST)}
DAY = date(2026, 1, 5)

values = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=6)


def reading(
    metric: Metric, value: str | Decimal, person: int = 1, day: int = 0, channel: int | None = None, id_: int = 0
) -> Reading:
    """A value logged so many days after the fifth of January."""
    when, number = DAY + timedelta(days=day), Decimal(value)
    return Reading(metric.id, when, person, channel, None, None, number, 1, number, when, id_)


@given(st.lists(values, min_size=1))
def test_a_sum_is_exact_whatever_the_order(some: list[Decimal]) -> None:
    readings = [reading(LEADS, value) for value in some]
    exact = sum(Fraction(value) for value in some)
    assert Fraction(rules.total(LEADS, KNOWN, readings) or 0) == exact
    assert rules.total(LEADS, KNOWN, readings[::-1]) == rules.total(LEADS, KNOWN, readings)


@given(st.lists(values, min_size=1))
def test_an_average_lies_between_its_values(some: list[Decimal]) -> None:
    found = rules.total(COST, KNOWN, [reading(COST, value) for value in some])
    assert found is not None
    assert min(some) <= found <= max(some)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=1))
def test_a_ratio_is_one_of_sums_and_never_a_mean_of_rates(pairs: list[tuple[int, int]]) -> None:
    readings = [r for won, leads in pairs for r in (reading(WON, Decimal(won)), reading(LEADS, Decimal(leads)))]
    expected = Fraction(sum(won for won, _ in pairs), sum(leads for _, leads in pairs)) * 100
    found = rules.total(RATE, KNOWN, readings)
    assert found is not None
    assert abs(Fraction(found) - expected) < Fraction(1, 10**30)


def test_a_ratio_needs_both_parts_and_something_to_divide_by() -> None:
    assert rules.total(RATE, KNOWN, [reading(WON, "1")]) is None
    assert rules.total(RATE, KNOWN, [reading(LEADS, "1")]) is None
    assert rules.total(RATE, KNOWN, [reading(WON, "1"), reading(LEADS, "0")]) is None
    assert rules.total(RATE, KNOWN, [reading(WON, "0"), reading(LEADS, "4")]) == 0


def test_a_ratio_is_scaled_by_its_unit() -> None:
    assert rules.ratio(Decimal(1), Decimal(4), "percent") == 25
    assert rules.ratio(Decimal(1), Decimal(4), "permille") == 250
    assert rules.ratio(Decimal(100), Decimal(8), "CNY") == Decimal("12.5")


def test_the_last_value_is_the_latest_day_s_and_of_that_day_the_latest_logged() -> None:
    logged = [reading(FANS, "10", day=3, id_=1), reading(FANS, "7", day=1, id_=2), reading(FANS, "12", day=3, id_=3)]
    assert rules.total(FANS, KNOWN, logged) == 12


def test_of_several_people_the_lasts_add_up_but_of_percentages_the_newest_counts() -> None:
    assert rules.total(FANS, KNOWN, [reading(FANS, "10", 1), reading(FANS, "5", 2)]) == 15
    assert rules.total(SCORE, KNOWN, [reading(SCORE, "90", 2, id_=2), reading(SCORE, "80", 1, id_=1)]) == 90
    late = [reading(SCORE, "70", 1, day=1, id_=1, channel=1), reading(SCORE, "90", 2, id_=2, channel=2)]
    assert rules.total(SCORE, KNOWN, late) == 70


def test_followers_on_two_channels_are_two_halves_of_one_figure() -> None:
    logged = [
        reading(FANS, "100", day=0, id_=1, channel=1),
        reading(FANS, "50", day=1, id_=2, channel=2),
        reading(FANS, "120", day=2, id_=3, channel=1),
    ]
    assert rules.total(FANS, KNOWN, logged) == 170
    whole = [*logged, reading(FANS, "400", day=3, id_=4)]
    assert rules.total(FANS, KNOWN, whole) == 400, "a value without a channel is the whole again"


def test_nothing_logged_is_no_figure() -> None:
    assert all(rules.total(metric, KNOWN, []) is None for metric in KNOWN.values())


# --- changes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "now", "before", "value", "unit", "improved"),
    [
        (LEADS, "120", "100", "20.0", "percent", True),
        (LEADS, "80", "100", "-20.0", "percent", False),
        (LEADS, "100", "100", "0.0", "percent", None),
        (COST, "80", "100", "-20.0", "percent", True),
        (SCORE, "12.5", "10", "2.50", "points", True),
        (RATE, "10", "12.345", "-2.34", "points", False),
    ],
)
def test_a_change_is_points_of_a_percent_metric_and_relative_otherwise(
    metric: Metric, now: str, before: str, value: str, unit: str, improved: bool | None
) -> None:
    found = rules.change(metric, Decimal(now), Decimal(before))
    assert found is not None
    assert (str(found.value), found.unit, found.improved) == (value, unit, improved)


def test_there_is_no_change_from_nothing_or_from_zero() -> None:
    assert rules.change(LEADS, Decimal(3), None) is None
    assert rules.change(LEADS, None, Decimal(3)) is None
    assert rules.change(LEADS, Decimal(3), Decimal(0)) is None
    assert rules.change(SCORE, Decimal(3), Decimal(0)) is not None, "points need nothing to relate to"


def test_a_target_is_to_be_reached_and_a_limit_to_be_kept() -> None:
    assert rules.attainment(LEADS, Decimal(112), Decimal(300)) == rules.Attainment(False, Decimal("37.3"))
    assert rules.attainment(LEADS, Decimal(300), Decimal(300)) == rules.Attainment(True, Decimal("100.0"))
    assert rules.attainment(COST, Decimal(90), Decimal(100)) == rules.Attainment(True, Decimal("90.0"))
    assert rules.attainment(COST, Decimal(101), Decimal(100)) == rules.Attainment(False, Decimal("101.0"))
    assert rules.attainment(LEADS, Decimal(1), Decimal(0)) == rules.Attainment(True, None)
    assert rules.attainment(LEADS, None, Decimal(1)) is None


def test_shares_exist_where_parts_add_up() -> None:
    assert [rules.has_shares(m) for m in (LEADS, FANS, SCORE, COST, RATE)] == [True, True, False, False, False]
    assert rules.share(Decimal(1), Decimal(3)) == Decimal("33.3")
    assert rules.share(Decimal(1), Decimal(0)) is None


# --- trends ---------------------------------------------------------------------------------------


def test_a_trend_is_by_day_week_or_month_so_that_it_stays_readable() -> None:
    def labels(days: int) -> list[str]:
        return [label for label, _ in trends.trend(LEADS, KNOWN, [reading(LEADS, "1"), reading(LEADS, "2", day=days)])]

    assert labels(3) == ["01-05", "01-06", "01-07", "01-08"]
    assert labels(21) == ["W02", "W03", "W04", "W05"]
    assert labels(120) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert trends.trend(LEADS, KNOWN, []) == ()


@given(st.lists(st.tuples(st.integers(0, 364), st.integers(0, 100)), min_size=1))
def test_the_points_of_a_sum_s_trend_add_up_to_its_total(logged: list[tuple[int, int]]) -> None:
    readings = [reading(LEADS, Decimal(value), day=day) for day, value in logged]
    points = trends.trend(LEADS, KNOWN, readings)
    assert len(points) <= 14
    assert sum(value for _, value in points if value is not None) == rules.total(LEADS, KNOWN, readings)


def test_a_running_period_is_set_against_the_same_stretch_of_the_one_before() -> None:
    month = Period("2026-03")
    assert trends.same_stretch(month, date(2026, 3, 5)) == (date(2026, 2, 1), date(2026, 2, 5))
    assert trends.same_stretch(month, date(2026, 3, 30)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert trends.same_stretch(month, date(2026, 3, 31)) is None
    assert trends.same_stretch(month, date(2026, 4, 1)) is None


# --- closed months --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 12, 31), date(2026, 1, 8)),  # New Year off, the make-up Sunday worked
        (date(2026, 1, 31), date(2026, 2, 6)),
        (date(2025, 9, 30), date(2025, 10, 14)),  # National Day off until the eighth, the make-up Saturday worked
    ],
)
def test_a_month_is_open_until_the_fifth_working_day_of_the_next(day: date, last: date) -> None:
    assert rules.open_until(day, CHINA) == last
    assert not rules.is_closed(day, last, CHINA)
    assert rules.is_closed(day, last + timedelta(days=1), CHINA)


def test_the_running_month_is_open() -> None:
    assert not rules.is_closed(date(2026, 1, 1), date(2026, 1, 31), CHINA)


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("12", "kpi-name-number"),
        ("1.2万", "kpi-name-number"),
        ("十二", "kpi-name-number"),
        ("12.5%", "kpi-name-number"),
        ("leads 12", "kpi-name-number"),
        ("--unit", "kpi-name-option"),
        ("—单位", "kpi-name-option"),
        ("@bob", "kpi-name-option"),
        ("/kpi", "kpi-name-option"),
        ("k12", "kpi-name-id"),
        ("Ｋ12", "kpi-name-id"),
        ("x" * 61, "kpi-name-long"),
        ("leads", None),
        ("7日留存", None),
        ("A/B 测试数", None),
        ("Kundenzufriedenheit", None),
        ("売上", None),
    ],
)
def test_a_name_that_reads_like_something_else_is_none(name: str, fault: str | None) -> None:
    assert rules.name_fault(name) == fault


def test_width_case_and_spaces_make_no_other_name() -> None:
    assert rules.fold("Ｗin   RATE ") == rules.fold("win rate")


# --- ready-made metrics ---------------------------------------------------------------------------


def test_every_role_has_metrics_whose_parts_come_before_their_ratio() -> None:
    assert ROLE_TEMPLATES.keys() == set(Role)
    for keys in ROLE_TEMPLATES.values():
        for n, key in enumerate(keys):
            assert set(TEMPLATES[key].of or ()) <= set(keys[:n])


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_no_two_ready_made_metrics_share_a_name(language: str) -> None:
    names = [rules.fold(template.name(language)) for template in TEMPLATES.values()]
    assert len(names) == len(set(names))
    assert all(rules.name_fault(template.name(language)) is None for template in TEMPLATES.values())


def test_no_spelling_means_two_ready_made_metrics() -> None:
    owners: dict[str, set[str]] = {}
    for template in TEMPLATES.values():
        for name in (template.en, template.hans, template.hant):
            owners.setdefault(rules.fold(name), set()).add(template.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}
