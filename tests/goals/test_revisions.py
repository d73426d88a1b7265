"""Revisions: asked for with a reason, decided by somebody else, in force from their own day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from storage.models.kpi import Target
from tests.dialog import MakeTalk, Talk

# alice leads Growth with bob in #growth; boss manages and is in no team.
TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "boss: hello",
    "alice: /admin grant @boss manager",
    "alice: /kpi target leads 1200 --period 2026",
    "alice: /kpi target leads 120 --period 2026 --for @bob",
    "bob: /help",
    "carol: hello",
    "alice: /admin grant @carol admin",
    "carol: /admin grant @alice member",
)
ASK = "bob: /goal revise leads 60 --because policy --reason the new ad rules --from 1 March"


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """alice leads Growth (1,200 leads in 2026) with bob (120); boss manages, carol administers."""
    return make_talk(after=TEAM, now="2026-01-05T12:00")


def values(talk: Talk) -> list[tuple[Decimal, date | None]]:
    """bob's targets, oldest first, with the day each holds from."""
    return talk.database.read(
        lambda s: [(t.value, t.valid_from) for t in s.exec(select(Target).order_by(Target.id)) if t.person_id]  # type: ignore[arg-type]
    )


def test_a_revision_waits_for_somebody_else(team: Talk) -> None:
    heard = team(ASK)
    heard.answer.has("Revision V1: bob · leads", "120 → 60", "Sun 1 Mar 2026", "policy", "the new ad rules")
    heard.answer.has("Waiting for approval by alice or boss")
    for who in ("@alice", "@boss"):
        asked = heard.one(who).has("bob asks for your approval", "120 → 60")
        assert [b["command"] for b in asked.buttons] == ["/goal approve V1", "/goal reject V1"]
    assert heard.to("@carol") == []
    assert values(team) == [(Decimal(120), None)]
    team("bob: /goal list").answer.has(
        "bob · leads | 120", "V1 bob · leads: 120 → 60 from 1 Mar 2026 (policy), waiting"
    )


def test_a_lead_approves_for_a_member_and_both_figures_stand(team: Talk) -> None:
    team(ASK)
    heard = team("alice: /goal approve V1")
    heard.answer.has("Approved by alice", "120 → 60")
    heard.one("@bob").has("Approved by alice")
    assert [m.updates is not None for m in heard if m.to == "@boss"] == [True]
    assert heard.to("#growth") == []  # a person's target is not the channel's business
    assert values(team) == [(Decimal(120), None), (Decimal(60), date(2026, 3, 1))]
    team("bob: /goal list").answer.has("bob · leads | 120 |", "120 → 60 from 1 Mar 2026 (policy; approved by alice)")
    team("! now 2026-03-01T12:00")
    team("bob: /goal list").answer.has("bob · leads | 60 |", "120 → 60")


def test_each_month_is_checked_against_the_figure_that_held_then(team: Talk) -> None:
    team(ASK)
    team("alice: /goal approve V1")
    team("bob: /kpi log leads 20")
    post = team("! now 2026-03-02T09:00").to("#growth")[-1]
    post.has("February 2026", "bob · leads | 20 | 20 | 16.6% | 120 | on track")  # a sixth of 120
    post = team("! now 2026-04-01T09:00").to("#growth")[-1]
    post.has("March 2026", "bob · leads | 20 | 15 | 33.3% | 80 | on track")  # a quarter of 60


@pytest.mark.parametrize("line", ["bob: /goal approve V1", "carol: /team lead @bob --team Growth"])
def test_nobody_decides_their_own(team: Talk, line: str) -> None:
    team(ASK)
    team(line)
    team("bob: /goal approve V1").answer.has("Nobody decides what they asked for")
    team("bob: /goal reject V1 no").answer.has("Nobody decides what they asked for")
    assert values(team) == [(Decimal(120), None)]


def test_whose_target_it_is_does_not_decide_what_a_lead_asked_for_them(team: Talk) -> None:
    team("carol: /admin grant @bob manager")
    team("alice: /goal revise leads 60 --because policy --reason rules --from 1 March --for @bob")
    team("bob: /goal approve V1").answer.has("their own target")
    team("alice: /goal approve V1").answer.has("Nobody decides what they asked for")
    team("boss: /goal approve V1").answer.has("Approved by boss")


def test_a_teams_target_is_a_managers_to_decide_and_the_channel_hears(team: Talk) -> None:
    heard = team(
        "alice: /goal revise leads 1000 --because competitor --reason they cut prices --from today --for Growth"
    )
    heard.answer.has("1,200 → 1,000", "Waiting for approval by boss.")
    team("bob: /goal approve V1").answer.has("for a manager to decide")
    heard = team("boss: /goal approve V1")
    heard.one("#growth").has("Approved by boss", "1,200 → 1,000", "they cut prices")
    team("bob: /goal").answer.has("Growth · leads | 1,000")


def test_an_inside_cause_is_flagged_to_the_approver(team: Talk) -> None:
    heard = team("alice: /目标 调整 leads 1000 --类别 内部 --原因 走了两个人 --自 下个月 --对象 Growth")
    heard.answer.has("原因在团队内部", "2026年2月1日")
    heard.one("@boss").has("The cause lies inside the team", "走了两个人")


def test_rejected_with_a_reason_nothing_changes(team: Talk) -> None:
    team(ASK)
    team("boss: /goal reject V1").answer.has("Reason?")
    heard = team("boss: /goal reject V1 the rules change only in autumn")
    heard.one("@bob").has("Rejected by boss", "the rules change only in autumn")
    assert values(team) == [(Decimal(120), None)]
    team("alice: /goal approve V1").answer.has("V1 is decided", "Rejected by boss")
    team("bob: /goal list").answer.lacks("V1")


def test_a_slow_approver_is_reminded_on_working_days_and_then_the_asker_told(team: Talk) -> None:
    team(ASK)
    heard = team("! now 2026-01-20T12:00")
    reminders = [m for m in heard.to("@boss") if "Still waiting for your decision" in m.text]
    assert [m.at[:16] for m in reminders] == [
        "2026-01-07T09:00", "2026-01-09T09:00", "2026-01-13T09:00", "2026-01-15T09:00", "2026-01-19T09:00",
    ]  # fmt: skip
    assert reminders[0].button("Approve") == "/goal approve V1"
    slow = [m for m in heard.to("@bob") if "Nobody has decided yet" in m.text]
    assert [m.at[:16] for m in slow] == ["2026-01-19T09:00"]
    assert not [m for m in team("! now 2026-02-01T12:00") if "Still waiting" in m.text]


def test_a_decision_ends_the_reminders(team: Talk) -> None:
    team(ASK)
    team("boss: /goal approve V1")
    assert not [m for m in team("! now 2026-01-20T12:00") if "Still waiting" in m.text]


def test_milestones_are_revised_from_their_day_on(team: Talk) -> None:
    team("alice: /goal milestones leads 50% 60% 70% --for @bob")
    ask = "/goal revise leads --milestones 50% 52% 54% --because other --reason a strike --from 2026-02-01 --for @bob"
    team(f"alice: {ask}").answer.has("50%, 60% and 70% → 50%, 52% and 54%").lacks("Target:")
    team("boss: /goal approve V1")
    assert values(team) == [(Decimal(120), None)]
    team("bob: /kpi log leads 61")
    post = team("! now 2026-02-02T09:00").to("#growth")[-1]
    post.has("bob · leads | 61 | 60 |")  # January stands at half of 120
    team("! now 2026-03-02T09:00").to("#growth")[-1].has("bob · leads | 61 | 62.4 |", "lagging by 1.4")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("leads 120 --because policy --reason r --from 1 March", "The target is 120 already"),
        ("leads --because policy --reason r --from 1 March", "What is to change?"),
        ("leads 60 --because policy --reason r --from 2027-02-01 --period 2026", "lies outside the target’s time"),
        ("leads 60 --because weather --reason r --from 1 March", "“weather” is not one of"),
        ("leads 60 --because policy --reason r --from 1 March --for Growth", "answers for Growth"),
        ("leads 60 --because policy --reason r --from 1 March --for @alice", "Only whoever answers for alice"),
        ("leads 60% --because policy --reason r --from 1 March", "60%"),
        ("leads 60 --because policy --reason r --from soonish", "soonish"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_asked(team: Talk, line: str, why: str) -> None:
    heard = team(f"bob: /goal revise {line}")
    heard.answer.has(why)
    assert len(heard) == 1
    team("boss: /goal approve V1").answer.has("There is no revision V1")


def test_one_at_a_time(team: Talk) -> None:
    team(ASK)
    team("alice: /goal revise leads 70 --because other --reason r --from 1 March --for @bob").answer.has("V1 waits")
    team("alice: /goal revise leads 900 --because other --reason r --from 1 March --for Growth").answer.has("V2")


def test_the_form_offers_what_one_may_decide(team: Talk) -> None:
    team(ASK)
    team("alice: /goal revise leads 900 --because other --reason r --from 1 March --for Growth")
    form = team("alice: /goal approve").answer.form
    assert form is not None
    assert form["fields"][0]["name"] == "id"
    team("alice: cancel")
    team("alice: /goal approve V1").answer.has("Approved by alice")


def test_with_nobody_else_to_approve_it_says_what_helps(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM[:4])
    talk("alice: /kpi target leads 1200 --period 2026")
    heard = talk("alice: /goal revise leads 900 --because other --reason r --from today")
    heard.answer.has("Nobody here may approve it but you", "/admin grant @who manager")


def test_in_traditional_chinese(team: Talk) -> None:
    heard = team("bob: /目標 調整 leads 60 --類別 政策 --原因 廣告新規 --自 3月1日起")
    heard.answer.has("目標調整 V1", "120 → 60", "等待 alice或boss 核准")
    team("alice: /目標 核准 V1").answer.has("alice 已核准")
