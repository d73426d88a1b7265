"""A team's target shared out among its people or its months: shown first, adding up to the whole."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.kpi import rules
from tests.dialog import MakeTalk, Talk

wholes = st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=2)
weights = st.lists(st.decimals("0.01", 1000, allow_nan=False, allow_infinity=False, places=2), min_size=1, max_size=20)


@given(wholes, weights)
def test_parts_add_up_to_the_whole_and_none_is_a_step_off(whole: Decimal, by: list[Decimal]) -> None:
    parts = rules.shared_out(whole, by, 2)
    assert rules.added(parts) == whole
    for part, weight in zip(parts, by, strict=True):
        assert abs(part - whole * weight / sum(by)) < Decimal("0.0100001")


def test_a_target_is_shared_out_evenly_once_it_was_shown(team: Talk) -> None:
    team("alice: /kpi target leads 100 --period 2026-01")
    shown = team("alice: /kpi split leads --period 2026-01").answer
    shown.has("leads · Growth · January 2026 · 100", "alice · 34", "bob · 33", "carol · 33", "Nothing is stored yet")
    heard = team(f"alice: {shown.button('Set these 3 targets')}")
    heard.answer.has("alice · 34", "carol · 33").lacks("Nothing is stored")
    heard.one("@bob").has("alice set your target for leads, January 2026: 33")
    team("bob: /kpi log leads 3").answer.has("3 of 33")


def test_by_weight_and_again(team: Talk) -> None:
    team("alice: /kpi target spend 1000 --period 2026-01")
    shown = team("alice: /kpi split spend --period this month --weights @bob 2, @carol 1").answer
    shown.has("bob · ¥666.67", "carol · ¥333.33").lacks("alice")
    team(f"alice: {shown.button('Set these 2 targets')}")
    again = team("alice: /kpi split spend --period 2026-01 --weights @bob 1 @carol 1").answer
    again.has("bob · ¥500 · was ¥666.67")
    team("alice: /kpi split spend --period 2026-01 --weights @bob 1 @bob 2").answer.has("each person once")
    team("alice: /kpi split spend --period 2026-01 --weights @bob 0").answer.has("above zero")
    team("alice: /team new Other")
    team("alice: /team add @dave --team Other")
    team("alice: /kpi split spend --period 2026-01 --team Growth --weights @dave 1").answer.has("dave is not in Growth")


def test_a_part_in_force_is_not_replaced_the_day_after_but_revised(team: Talk) -> None:
    team("alice: /kpi target leads 90 --period 2026-01 --for @bob")
    team("! now 2026-01-06T09:00")
    team("alice: /kpi target leads 100 --period 2026-01")
    held = team("alice: /kpi split leads --period 2026-01").answer.has("bob: 90", "only with a reason and an approval")
    assert held.button("Ask for the change").startswith("/goal revise leads 33")
    team("alice: /kpi split leads --period 2026-01 --sure yes").answer.has("bob: 90")
    team("alice: /kpi split leads --period 2026-01 --weights @alice 1, @carol 1").answer.has("alice · 50", "carol · 50")


def test_a_year_comes_apart_into_quarters_and_months(team: Talk) -> None:
    team("alice: /kpi target leads 1000 --period 2026")
    shown = team("alice: /kpi split leads --period 2026 --into quarters").answer
    shown.has("Q1 2026 · 250", "Q4 2026 · 250")
    team(f"alice: {shown.button('Set these 4 targets')}")
    team("alice: /kpi split leads --period 2026-Q1 --into months").answer.has("January 2026 · 84", "March 2026 · 83")
    team("alice: /kpi target leads 84 --period 2026-01")
    team("alice: /kpi split leads --period 2026-01 --into months").answer.has("too short")


def test_what_does_not_add_up_is_the_same_for_each(team: Talk) -> None:
    team("alice: /kpi target satisfaction 90 --period 2026-01")
    shown = team("alice: /kpi split satisfaction --period 2026-01").answer
    shown.has("bob · 90%", "carol · 90%", "do not add up")


def test_only_a_lead_and_only_what_is_there(led: Talk) -> None:
    led("bob: /kpi split leads --period 2026-01").answer.has("Growth has no target for leads in January 2026 yet")
    led("bob: /kpi target leads 90 --period 2026-01")
    led("carol: /kpi split leads --period 2026-01").answer.has("lead")
    led("dave: /kpi split leads --period 2026-01 --team Growth").answer.has("lead")


def test_parts_are_added_up_to_the_whole(led: Talk) -> None:
    led("bob: /kpi total leads --period 2026-01").answer.has("Nobody in Growth has a target for leads in January 2026")
    led("bob: /kpi target leads 30 --period 2026-01 --for @bob")
    led("bob: /kpi target leads 60.5 --period 2026-01 --for @carol")
    led("dave: /kpi target leads 9 --period 2026-01 --for @erin")
    heard = led("bob: /kpi total leads --period 2026-01")
    heard.answer.has("January 2026, Growth: 90.5", "• bob · 30", "• carol · 60.5").lacks("erin")
    heard.one("@alice").has("bob set the target of Growth for leads, January 2026: 90.5")
    led("carol: /kpi show leads --team Growth").answer.has("Growth | – | 90.5")
    led("bob: /kpi total satisfaction --period 2026-01").answer.has("do not add up")
    led("dave: /kpi total leads --period 2026-01 --team Growth").answer.has("for a lead of Growth")
    led("dave: /kpi total leads --period 2026-01 --team Sales").answer.has("Sales: 9")
    led("alice: /kpi target leads 1 --period 2026-01 --for Growth, Sales")
    led("alice: /kpi total leads --period 2026-01 --team Growth, Sales").answer.has("99.5, was 1", "• Sales · 9")


def test_in_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    for line in ("/团队 新建 增长组", "/团队 添加 @小李", "/指标 采用 销售", "/指标 目标 线索 301 --周期 本月"):
        talk(f"小王: {line}")
    shown = talk("小王: /指标 拆分 线索 --周期 本月 --权重 小王 1 小李 2").answer.has("小王 · 100", "小李 · 201")
    talk(f"小王: {shown.button('设定这 2 个目标')}").one("@小李").has("201")
