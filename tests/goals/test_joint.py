"""What teams share is checked, confirmed, caught up and revised once, and told in each of them (methods.md K8)."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk
from tests.kpi.test_joint import BEGUN

SHARED = (
    "boss: /kpi target deals 1200 --period 2026 --for Growth, Sales",
    "boss: /goal milestones deals 10% --for Growth, Sales",
    *(f"{who}: /help" for who in ("alice", "bob", "carol", "dan", "eve")),
)
ASK = "bob: /goal revise deals 1500 --because policy --reason new rules --from 2026-01-06 --for Growth + Sales"


@pytest.fixture
def teams(make_talk: MakeTalk) -> Talk:
    """Growth and Sales are to close 1,200 deals together, a tenth of them in January."""
    return make_talk(after=(*BEGUN, *SHARED))


def test_the_month_is_checked_in_each_team(teams: Talk) -> None:
    teams("carol: /kpi log deals 60")
    teams("dan: /kpi log deals 30")
    teams("bob: /goal milestones deals 20% --for Growth + Sales").answer.has("leads all of Growth + Sales")
    teams("dan: /goal list").answer.has("Growth + Sales · deals | 1,200 | 90 | 7.5%")
    teams("eve: /goal list").answer.lacks("deals")
    heard = teams("! now 2026-02-02T09:00")
    row = "🔴 Growth + Sales · deals | 90 | 120 | 7.5% | 1,080 | lagging by 30"
    for channel, lead in (("#growth", "@alice"), ("#sales", "@bob")):
        (posted,) = (m for m in heard.to(channel) if "milestones for January" in m.text)
        posted.has(row, f"{lead[1:]} plans how to catch up")
    alices, bobs = (m for m in heard if m.to in ("@alice", "@bob") and "after January 2026" in m.text)
    line = bobs.has("Growth + Sales · deals: 90 of 120").button("Plan the catch-up")
    assert line == alices.button("Plan the catch-up")
    (managers,) = (m for m in heard.to("@boss") if m.text.startswith("Teams after"))
    assert managers.text.count("90 of 120") == 1
    teams(f"bob: {line}").answer.has("M", "T1")
    teams(f"alice: {line}").answer.has("planned already")
    teams("eve: /goal coach deals --for Growth + Sales").answer.has("a lead of one of")
    teams("alice: /goal confirm deals").answer.has("Growth + Sales · deals")
    teams("bob: /goal check").answer.has("Confirmed for this month: Growth + Sales · deals (by alice)")


def test_a_change_is_heard_by_both_leads_and_decided_by_a_manager(teams: Talk) -> None:
    heard = teams(ASK)
    heard.answer.has("1,200 → 1,500", "so an administrator does: boss")
    heard.one("@alice").has("bob asks for a change of a target that your team shares", "does: boss").lacks("Approve")
    heard.one("@boss").button("Approve")
    teams("alice: /goal approve V1").answer.has("V1")
    teams("alice: /goal list").answer.has("1,200")
    decided = teams("boss: /goal approve V1")
    for to in ("@alice", "@bob", "#growth", "#sales"):
        decided.one(to).has("Approved by boss", "1,200 → 1,500")
    teams("! advance 1d")
    teams("carol: /goal list").answer.has("Growth + Sales · deals | 1,500")
    teams(
        "carol: /goal revise deals 9 --because policy --reason x --from 2026-02-01 --for Growth + Sales"
    ).answer.lacks("V2")
    held = teams("boss: /kpi target deals 1600 --period 2026 --for Sales, Growth").answer
    assert held.has("Already set").button("Ask for the change").endswith("--for Growth + Sales")


def test_the_quarter_s_figures_are_in_each_team_s(make_talk: MakeTalk) -> None:
    teams = make_talk(after=(*BEGUN, *SHARED), now="2026-03-31T12:00")
    teams("boss: /kpi target happy 90% --period 2026-Q1 --for Sales, Growth")
    teams("dan: /kpi log happy 80 deals 200")
    teams("bob: /goal quarter --period 2026-Q1").answer.has("Growth + Sales · happy | 90% | 80%")
    heard = teams("! now 2026-04-01T09:00")
    for lead in ("@alice", "@bob"):
        (told,) = (m for m in heard.to(lead) if "Q1 2026" in m.text and "Growth + Sales · happy" in m.text)
        told.has("Growth + Sales · deals")
    assert not any("happy" in m.text for m in heard.to("@eve"))


def test_a_goal_of_several_teams(teams: Talk) -> None:
    said = "Close 600 deals by 2026-02-28 by calling every lead"
    teams(f"carol: /goal add {said} --for Growth, Sales").answer.has("That is for a lead of one of Growth + Sales.")
    teams("bob: /goal capacity deals 60 --for Sales")
    teams("alice: /goal capacity deals 20 --per person --for Growth")
    set_ = teams(f"bob: /goal add {said} --for Growth, Sales")
    set_.answer.has("G1", "Growth + Sales", "100 a month")  # what both can carry
    set_.one("@alice").has("bob set a goal that your team shares:", "600 deals")
    assert set_.to("@carol") == []
    teams("dan: /kpi log deals 3")
    teams("carol: /kpi log deals 3")
    for who in ("dan", "carol", "alice"):
        teams(f"{who}: /goal show G1").answer.has("Growth + Sales", "So far: 6")
    teams("eve: /goal show G1").answer.has("There is no goal G1.")
    teams("dan: /goal edit G1 Close 9 deals").answer.has("bob")
    teams("alice: /goal confidence G1 70%").answer.has("70%")
    asked = teams("alice: /goal revise G1 500 --because policy --reason rules --from 2026-02-01")
    asked.one("@bob").has("alice asks for a change of")
    teams("bob: /kpi alert deals above 5 --for Growth, Sales")
    for lead, channel in (("alice", "#growth"), ("bob", "#sales")):
        teams(f"{lead} in {channel}: /meeting repeat Weekly --on thu --at 10:00 --type weekly --goal know what lags")
    heard = teams("! now 2026-01-07T10:00")
    for channel in ("#growth", "#sales"):  # what lags and what is on comes up in each
        assert [m for m in heard.to(channel) if "G1 · Close 600" in m.text and "A1 · deals" in m.text]
