"""Targets: who sets them, and that none is ever overwritten."""

from __future__ import annotations

from tests.dialog import Talk


def test_old_and_new_stand_side_by_side(team: Talk) -> None:
    team("alice: /kpi target leads 300 --period this month").answer.has("Target for leads, January 2026, Growth: 300.")
    team("! advance 3h")
    team("alice: /kpi target leads 350 --period 2026-01 --for Growth").answer.has("Growth: 350, was 300")
    team("bob: /kpi log leads 80")
    shown = team("bob: /kpi show leads").answer.has("Growth | 80 | 350 (22.9%)")
    shown.has("Target, Growth: 300 → 350 (alice, Mon 5 Jan 2026, 12:00 (Asia/Shanghai))")


def test_a_target_in_force_changes_by_a_revision_only(led: Talk) -> None:
    led("bob: /kpi target leads 300 --period 2026-01")
    led("bob: /kpi target leads 12 --period 2026-01 --for @carol")
    led("! advance 1d")
    refused = led("bob: /kpi target leads 320 --period 2026-01").answer
    refused.has("Already set for leads, January 2026, Growth: 300", "only with a reason and an approval")
    line = refused.button("Ask for the change")
    assert line == "/goal revise leads 320 --period 2026-01 --for Growth"
    led("bob: /kpi target leads 300 --period 2026-01").answer.has("Target for leads, January 2026, Growth: 300")
    heard = led("bob: /kpi target leads 15 --period 2026-01 --for @carol")
    heard.answer.has("Already set for leads, January 2026, carol: 12").button("Ask for the change").endswith(
        "--for @carol"
    )
    assert heard.to("@carol") == []
    led("carol: /kpi show leads").answer.has("12").lacks("15")
    led(f"bob: {line} --because policy --reason new rules --from 2026-01-07").answer.has("300 → 320")
    led("alice: /goal approve V1")
    led("! advance 1d")
    led("bob: /kpi target leads 310 --period 2026-01").answer.has("Already set for leads, January 2026, Growth: 320")


def test_on_the_day_only_who_set_it_corrects_it(led: Talk) -> None:
    led("bob: /kpi target leads 300 --period 2026-01")
    led("alice: /kpi target leads 320 --period 2026-01 --for Growth").answer.has("Already set", "Growth: 300")
    led("bob: /kpi target leads 330 --period 2026-01").answer.has("Growth: 330, was 300")
    led("bob: /kpi target leads 330 --period 2026-02").answer.has("February 2026, Growth: 330")


def test_the_refusal_speaks_chinese(team: Talk) -> None:
    team("小李: /指标 列表")
    team("alice: /kpi target leads 300 --period 2026-01")
    team("! advance 1d")
    team("alice: /指标 目标 leads 320 --周期 2026-01").answer.has("2026年1月leads目标（Growth）已定为 300", "说明原因")
    team("alice: /指標 目標 leads 320 --期間 2026-01").answer.has("2026年1月leads目標（Growth）已訂為 300", "說明原因")


def test_a_person_s_target_is_told_to_them(team: Talk) -> None:
    heard = team("alice: /kpi target leads 1.2万 --period 2026-Q1 --for @bob")
    heard.answer.has("Target for leads, Q1 2026, bob: 12,000.")
    assert heard.answer.button("See leads") == "/kpi show leads --who @bob --period 2026-Q1"
    heard.one("@bob").has("alice set your target for leads, Q1 2026: 12,000.")
    team("alice: /kpi target leads 1万 --period 2026-Q1 --for bob").one("@bob").has("10,000, was 12,000")
    team("bob: /kpi log leads 2500")
    team("bob: /kpi show leads --period 2026-Q1").answer.has("you | 2,500 | 10,000 (25%)")
    team("bob: /kpi show leads --period 2026-01").answer.has("you | 2,500 | – |")


def test_a_limit_is_kept_or_exceeded(team: Talk) -> None:
    team("alice: /kpi target spend 1000 --period 2026-01").answer.has("Growth: at most ¥1,000")
    team("bob: /kpi log spend 900").answer.has("Growth · January 2026: ¥900 of at most ¥1,000, kept")
    team("bob: /kpi log spend 101").answer.has("¥1,001 of at most ¥1,000, exceeded")
    team("bob: /kpi show spend").answer.has("Growth | ¥1,001 | ¥1,000, exceeded")


def test_a_ratio_may_have_a_target(team: Talk) -> None:
    team("alice: /kpi target win rate 25 --period this quarter --for me").answer.has("Q1 2026, you: 25%")
    team("alice: /kpi log leads 10 won 2")
    team("alice: /kpi show win rate --period 2026-Q1").answer.has("you | 20% | 25% (80%)")


def test_only_a_lead_sets_targets_and_only_for_their_own(led: Talk) -> None:
    led("carol: /kpi target leads 5 --period 2026-01 --for @carol").answer.has("takes the right “team lead”")
    led("bob: /kpi target leads 5 --period 2026-01 --for Sales").answer.has("That is for a lead of Sales")
    led("bob: /kpi target leads 5 --period 2026-01 --for @erin").answer.has("you do not lead erin")
    led("bob: /kpi target leads 5 --period 2026-01 --for @carol").answer.has("carol: 5")
    led("bob: /kpi target leads 50 --period 2026-01").answer.has("Growth: 50")
    led("alice: /kpi target leads 500 --period 2026-01 --for Sales").answer.has("Sales: 500")
    led("erin: /kpi show leads").answer.lacks("50 ")


NO_TARGET = (
    ("/kpi target leads 300 --period soon", "I cannot read “soon” as a period"),
    ("/kpi target leads 300% --period 2026-01", "percentage"),
    ("/kpi target leads --period 2026-01", "Value?"),
    ("/kpi target leads 300", "Period?"),
    ("/kpi target leads 300 --period 2026-01 --for Marketing", "I do not know the team “Marketing”"),
    ("/kpi target leads 300 --period 2026-01 --for @zoe", "I do not know “zoe”"),
    ("/kpi target leeds 300 --period 2026-01", "Did you mean leads?"),
)


def test_a_target_that_cannot_be_read_sets_nothing(team: Talk) -> None:
    for line, why in NO_TARGET:
        team(f"alice: {line}").answer.has(why)
    team("alice: /kpi show leads").answer.has("Nothing logged here yet")


def test_a_form_asks_for_what_is_missing(team: Talk) -> None:
    asked = team("alice: /kpi target").answer
    assert asked.form is not None
    assert [(f["name"], f["required"]) for f in asked.form["fields"]] == [
        ("name", True), ("value", True), ("period", True), ("for", False), ("private", False),
    ]  # fmt: skip
    team("alice: leads")
    team("alice: 300").answer.has("Period?")
    team("alice: 本季度").answer.has("Q1 2026, Growth: 300")
