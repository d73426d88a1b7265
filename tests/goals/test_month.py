"""The month's start: private notes, this month's milestones confirmed, talks at one click, resources to decide on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from handlers.goals.rules.milestones import Aim, Light, lamp
from tests.dialog import Heard, MakeTalk, Seen, Talk

# alice leads Growth with bob, dave leads Sales; boss manages. bob is to bring 100 leads, a fifth of them in January.
BEGUN = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "alice: /kpi target leads 100 --period 2026 --for @bob",
    "alice: /goal milestones leads 20% 45% --for @bob",
    "boss: hello",
    "alice: /admin grant @boss manager",
    "bob: /help",
)
AFTER = "! now 2026-02-02T09:00"


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """January is about to end; on Monday the 2nd it is checked."""
    return make_talk(after=BEGUN, now="2026-01-30T12:00")


def titled(heard: Heard, to: str, title: str) -> Seen:
    """The one message to somebody with a title."""
    found = [m for m in heard.to(to) if m.text.startswith(title)]
    assert len(found) == 1, [m.text for m in heard.to(to)]
    return found[0]


def test_the_owner_is_told_privately_and_asked_for_the_month(team: Talk) -> None:
    team("bob: /kpi log leads 19")
    note = titled(team(AFTER), "@bob", "Your targets after January 2026")
    note.has("🟡 bob · leads | 19 | 20 | 19% | 228 | lagging by 1", "linear pace")
    note.has("This month: do these milestones hold?", "• bob · leads: 45")
    assert note.button("Confirm") == "/goal confirm"
    team("bob: /goal confirm").answer.has("Confirmed for February 2026", "bob · leads: 45")
    team("alice: /goal check").answer.has("Confirmed for this month: bob · leads (by bob)")
    team("alice: /目标 确认 leads --对象 @bob").answer.has("已确认2026年2月的里程碑")
    team("alice: /goal check").answer.has("(by bob)")  # who was first stands


def test_the_lead_hears_what_lags_and_plans_a_talk_at_a_click(team: Talk) -> None:
    team("bob: /kpi log leads 10")
    note = titled(team(AFTER), "@alice", "Growth after January 2026")
    note.has("One target lags", "🔴 bob · leads: 10 of 20 · lagging by 10 · forecast 120")
    note.has("bob · leads: a 1:1 with alice by Mon 9 Feb 2026", "• bob · leads: 45")
    line = note.button("Plan the 1:1: bob · leads")
    assert line == "/goal coach leads --for @bob --at 2026-02-09"
    heard = team(f"alice: {line}")
    heard.answer.has("alice talks with bob on Mon 9 Feb 2026", "10 of 20", "Meeting M1, action item T1")
    heard.one("@bob").has("1:1 bob · leads", "alice asks you to take part", "2026-01 leads: 10 / 20")
    team("alice: /meeting show M1").answer.has("1:1 bob · leads", "2026-01 leads: 10 / 20", "9 Feb 2026")
    team("alice: /todo list").answer.has("T1", "1:1 bob · leads: 10 / 20", "9 Feb 2026")
    again = team(f"alice: {line}").answer
    again.has("planned already: meeting M1, action item T1")
    team("alice: /todo list").answer.lacks("T2")


def test_who_manages_hears_of_a_lead_who_lags_and_of_whoever_is_in_no_team(team: Talk) -> None:
    team("boss: /kpi target leads 120 --period 2026 --for @alice")
    team("eve: hello")
    team("boss: /kpi target leads 120 --period 2026 --for @eve")
    team("bob: /kpi log leads 20")
    heard = team(AFTER)
    note = titled(heard, "@boss", "Growth after January 2026").has("One target lags", "🔴 alice · leads").lacks("bob")
    assert note.button("Plan the 1:1: alice · leads") == "/goal coach leads --for @alice --at 2026-02-09"
    titled(heard, "@boss", "eve after January 2026").has("eve · leads: a 1:1 with boss")


def test_nothing_lags(team: Talk) -> None:
    team("bob: /kpi log leads 20")
    note = titled(team(AFTER), "@alice", "Growth after January 2026").has("Nothing lags")
    assert [b["command"] for b in note.buttons] == ["/goal confirm"]


def test_whom_it_does_not_concern_may_not_plan_or_confirm(team: Talk) -> None:
    team("carol: /goal coach leads --for @bob").answer.has("bob")
    team("carol: /goal confirm").answer.has("no milestone of this month for you")
    team("bob: /goal coach leads --for Growth").answer.has("for a lead of Growth")
    team("alice: /goal coach leads --for @alice").answer.has("alice has no yearly target for leads")


def test_managers_are_told_which_teams_lag_and_which_are_ahead(team: Talk) -> None:
    team("boss: /team new Sales")
    team("boss: /team add @dave --team Sales")
    team("boss: /kpi target leads 1200 --period 2026 --for Growth")
    team("boss: /kpi target leads 240 --period 2026 --for Sales")
    team("bob: /kpi log leads 70")
    team("dave: /kpi log leads 50")
    heard = team(AFTER)
    note = titled(heard, "@boss", "Teams after January 2026")
    note.has("🔴 Growth · leads: 70 of 100 · lagging by 30", "Ahead", "🟢 Sales · leads by 30", "yours to decide")
    line = note.button("Decide on Growth · leads")
    assert line == "/todo add @boss ⇄ Growth · leads: 70 / 100 --due 2026-02-09"
    team(f"boss: {line}").answer.has("T1")
    assert not [m for m in heard.to("@alice") if m.text.startswith("Teams after")]
    assert not [m for m in team("! now 2026-02-20T12:00") if m.text.startswith("Teams after")]


@pytest.mark.parametrize(
    ("goal", "actual", "lower", "colour"),
    [
        ("20", "20", False, Light.GREEN),
        ("20", "18", False, Light.AMBER),
        ("20", "17.99", False, Light.RED),
        ("20", None, False, Light.RED),
        ("90", "90", True, Light.GREEN),
        ("90", "100", True, Light.AMBER),
        ("90", "100.01", True, Light.RED),
    ],
)
def test_the_lamp(goal: str, actual: str | None, lower: bool, colour: Light) -> None:
    aim = Aim(Decimal(100), adds=True, lower=lower)
    assert lamp(aim, Fraction(goal), None if actual is None else Decimal(actual)) is colour
