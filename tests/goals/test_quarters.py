"""The quarter's figures of each person and team, told privately at its end (V0)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.goals.rules.milestones import Aim, Course
from handlers.goals.rules.quarters import share
from handlers.kit.periods import Period
from tests.dialog import MakeTalk, Talk

BEGUN = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "alice: /kpi define rate --unit percent",
    "alice: /kpi target leads 400 --period 2026 --for Growth",
    "alice: /kpi target leads 90 --period 2026-Q1 --for @bob",
    "alice: /kpi target leads 200 --period 2026 --for @小李",
    "alice: /kpi target rate 30 --period 2026 --for @bob",
    "alice: /goal milestones leads 10% 20% 30% --for @小李",
    "bob: /kpi log leads 80",
    "bob: /kpi log rate 29%",
    "小李: /kpi log leads 63",
    "carol: hello",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Growth with bob (90 leads in the first quarter) and 小李 (200 in the year, 30 % by March); March is to end."""
    return make_talk(after=BEGUN, now="2026-03-31T12:00")


def test_each_hears_their_own_and_the_lead_everybodys(team: Talk) -> None:
    heard = team("! now 2026-04-01T09:00")
    own = next(m for m in heard.to("@bob") if m.text.startswith("Your results for Q1 2026"))
    own.has("🔴 bob · leads | 90 | 80 | 88.8%", "🟡 bob · rate | 30% | 29% | 96.6%").lacks("小李", "Growth")
    assert own.images == ["Results for Q1 2026"]
    mine = next(m for m in heard.to("@小李") if m.text.startswith("Your results for Q1 2026"))
    mine.has("小李 · leads | 60 | 63 | 105%").lacks("bob")
    (lead,) = [m for m in heard.to("@alice") if m.text.startswith("Growth: results for Q1 2026")]
    lead.has(
        "🟢 Growth · leads | 100 | 143 | 143%",
        "bob · leads | 90 | 80",
        "小李 · leads | 60 | 63",
        "yearly one’s milestones",
    )
    assert not [m for m in heard.to("#growth") if "esults" in m.text]
    assert not [m for m in team("! now 2026-04-20T12:00") if "results for Q1" in m.text]


def test_other_months_end_no_quarter(make_talk: MakeTalk) -> None:
    talk = make_talk(after=BEGUN, now="2026-04-30T12:00")
    assert not [m for m in talk("! now 2026-05-06T12:00") if "esults for" in m.text]


def test_on_demand_and_only_what_is_ones_own_to_see(team: Talk) -> None:
    team("bob: /goal quarter").answer.has("bob · leads | 90 | 80", "Growth · leads", "still runs").lacks("小李")
    team("alice: /goal quarter 2026-Q1").answer.has("bob · leads", "小李 · leads")
    team("小李: /目标 季度").answer.has("2026年第一季度结果", "小李 · leads", "还没有结束")
    team("carol: /goal quarter").answer.has("no targets of yours")
    team("bob: /goal quarter 2026").answer.has("2026 is not a quarter", "--period 2026-Q1")


@settings(max_examples=150)
@given(
    value=st.integers(1, 10**6), typed=st.lists(st.integers(0, 100), max_size=12).map(sorted), number=st.integers(1, 4)
)
def test_the_quarters_of_a_yearly_sum_are_its_milestones_steps(value: int, typed: list[int], number: int) -> None:
    if len(typed) == 12:
        typed[-1] = 100
    course = Course.of([Decimal(percent) for percent in typed])
    aim = Aim(Decimal(value), adds=True, lower=False)
    found = share(aim, course, Period(f"2026-Q{number}"))
    begin = course.shares[number * 3 - 4] if number > 1 else Fraction(0)
    assert found == (course.shares[number * 3 - 1] - begin) * value
    whole = [share(aim, course, Period(f"2026-Q{n}")) for n in range(1, 5)]
    assert sum(part for part in whole if part is not None) == value
