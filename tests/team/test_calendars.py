"""A team's own country and days: what a clock does for the team, and working days, go by them."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk

TEAMS = (
    "boss: /team new Growth",
    "boss: /team new Sales",
    *(f"boss in #{name}: /team bind --team {name}" for name in ("Growth", "Sales")),
    "boss: /team add @bob --team Growth",
    "boss: /team add @amy --team Sales",
    "bob: /help",
    "amy: /help",
)


@pytest.fixture
def office(make_talk: MakeTalk) -> Talk:
    """Bob is in Growth, Amy in Sales; it is Monday 2026-01-05 in Shanghai."""
    return make_talk(after=TEAMS)


def test_a_days_off_of_a_team_are_its_own(office: Talk) -> None:
    office("bob: /team dayoff tomorrow").answer.has("for a lead of Growth")
    made = office("boss: /team dayoff tomorrow Anniversary --team Growth").answer
    made.has("Growth has Tue 6 Jan 2026 (Asia/Shanghai) off. (Anniversary)")
    office("bob: /team dayoff").answer.has("Tue 6 Jan 2026 · off · Anniversary")
    office("amy: /team dayoff").answer.has("none to come", "/team dayoff 2026-10-09")
    office("amy: /team dayoff list --team Growth").answer.has("Growth")
    office("boss: /团队 休息日 添加 2026-01-10 上班 团建 --team Growth").answer.has("2026年1月10日", "工作日", "团建")
    office("boss: /team dayoff remove 2026-01-09 --team Growth").answer.has("is no day of Growth’s own")
    office("boss: /team dayoff remove --team Growth").answer.has("Which day?")
    for who in ("bob", "amy"):
        office(f"{who}: /todo add call --due in 2 working days")
    office("bob: /todo list").answer.has("Thu 8 Jan 2026")
    office("amy: /todo list").answer.has("Wed 7 Jan 2026")
    for team in ("Growth", "Sales"):
        office(f"boss: /standup set 09:30 --team {team}")
    office("boss: /schedule list").answer.has("Growth (Asia/Shanghai) | Mon 5 Jan 2026", "Wed 7 Jan 2026, Thu 8 Jan")
    office("! now 2026-01-06T08:30")
    tuesday = office("! now 2026-01-06T09:45")
    assert not tuesday.to("@bob")  # neither digest nor standup
    assert len(tuesday.to("@amy")) == 2
    office(f"boss: {made.button('Take it back')}").answer.has("a working day of Growth again")
    office("! now 2026-01-10T09:45").to("@bob")[-1].has("Sat 10 Jan 2026")


def test_a_teams_country_is_that_of_its_holidays(make_talk: MakeTalk) -> None:
    office = make_talk(after=TEAMS, now="2026-02-13T09:00")
    office("bob: /team country Singapore").answer.has("lead")
    office("boss: /team country Atlantis --team Growth").answer.has("Atlantis", "/team country Singapore")
    office("boss: /團隊 國家 美國 --team Growth").answer.has("Growth 現在依 US 的假日休息", "2026年2月16日")
    for team in ("Growth", "Sales"):
        office(f"boss: /standup set 09:30 --team {team}")
    week = office("! now 2026-02-17T09:45")  # Presidents' Day was Monday; China works on the 14th, then rests
    asked = {who: [said.at[:10] for said in week.to(who) if "will you do" in said.text] for who in ("@bob", "@amy")}
    assert asked == {"@bob": ["2026-02-13", "2026-02-17"], "@amy": ["2026-02-13", "2026-02-14"]}
    office("boss: /team country none --team Growth").answer.has("the organisation’s holidays")


def test_a_team_is_checked_on_the_first_day_it_works(make_talk: MakeTalk) -> None:
    office = make_talk(after=TEAMS, now="2026-01-30T17:00")
    office("boss: /kpi define leads")
    for team in ("Growth", "Sales"):
        office(f"boss: /kpi target leads 1000 --period 2026 --for {team}")
    office("boss: /team dayoff 2026-02-02 --team Growth")
    found = office("! now 2026-02-03T09:30")
    told = {place: [said.at[:10] for said in found.to(place)] for place in ("#Growth", "#Sales")}
    assert told == {"#Growth": ["2026-02-03"], "#Sales": ["2026-02-02"]}
