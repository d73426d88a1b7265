"""Projects that teams share, in a user’s words: a contact, what is needed, the retro, what goes across teams."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk, verify

TEAMS = (
    "boss: /team new Growth",
    "boss: /team new Sales",
    "boss: /team add @alice --team Growth",
    "boss: /team lead @alice --team Growth",
    "boss: /team add @bob --team Growth",
    "boss: /team add @sara --team Sales",
    "boss: /team lead @sara --team Sales",
    "boss: /team add @tom --team Sales",
    *(f"{name}: /help" for name in ("alice", "bob", "sara", "tom")),
)


@pytest.fixture
def teams(make_talk: MakeTalk) -> Talk:
    """Alice leads Growth with Bob, Sara leads Sales with Tom; it is Monday 2026-01-05, 09:00 in Shanghai."""
    return make_talk(after=TEAMS)


def test_a_project_has_a_contact_by_name_its_teams_and_a_retro_that_recurs(teams: Talk) -> None:
    begun = teams(
        "alice in #spring: /project new Spring launch --liaison @bob --teams Growth, Sales --until 2026-03-31"
    )
    begun.answer.has("Spring launch", "Contact: bob", "Teams: Growth and Sales", "Until: Tue 31 Mar 2026")
    assert any("alice named you the contact" in m.text for m in begun.to("@bob"))
    assert any("Spring launch" in m.text and "recurs" in m.text for m in begun.to("@sara"))
    teams("tom: /project").answer.has("• Spring launch · bob")
    teams("bob: /meeting").answer.has("every 4 weeks on Friday, 16:00", "Fri 9 Jan 2026")
    teams("alice: /project new Spring Launch").answer.has("is there already")


def test_what_is_needed_comes_to_the_contacts_list(teams: Talk) -> None:
    teams("alice: /project new Spring launch --liaison @bob")
    heard = teams("tom: /project need Spring launch a photographer for two days")
    heard.answer.has("On bob’s list now", "T1 · bob · a photographer for two days")
    heard.one("@bob").has("tom gave you T1")
    teams("sara: /project show spring launch").answer.has("What it needs\n• T1 · bob · a photographer")
    teams("bob: /todo done T1")
    teams("sara: /project show Spring launch").answer.lacks("photographer")


def test_the_contact_and_a_teams_contact_change(teams: Talk) -> None:
    teams("alice: /project new Launch --teams Sales")
    teams("tom: /project liaison Launch @tom").answer.has("Only alice, its contact or a manager can change Launch")
    heard = teams("alice: /project liaison Launch @tom --team Sales")
    heard.answer.has("Teams: Sales (tom)")
    heard.one("@tom").has("alice named you Sales’s contact in this project")
    teams("alice: /project liaison Launch @tom --team Growth").answer.has("Growth has no part in it", "Sales")
    teams("alice: /project liaison Launch @bob").answer.has("Contact: bob")


def test_a_teams_contact_hears_what_another_team_gives_its_people(teams: Talk) -> None:
    heard = teams("bob: /todo add @tom send the price list --due Friday")
    heard.one("@sara").has("bob gave people of Sales something to do", "T1 · tom · send the price list")
    teams("alice: /project new Launch --teams Sales")
    teams("alice: /project liaison Launch @tom --team Sales")
    heard = teams("bob: /todo add @sara call Acme")
    heard.one("@tom").has("bob gave people of Sales something to do", "T2 · sara · call Acme")
    assert len(teams("sara: /todo add @tom tidy up").to("@tom")) == 1  # their own team: no news
    assert len(teams("bob: /todo add @alice proofread").to("@alice")) == 1
    teams("tom: /my mute liaison").answer.has("what other teams give mine to do")
    assert teams("bob: /todo add @sara call Beta").to("@tom") == []


def test_minutes_with_many_items_are_one_message_to_a_teams_contact(teams: Talk) -> None:
    heard = teams("bob in #x: /minutes Action: @tom sends the deck by Friday\n| Action: @tom calls Acme by Friday")
    told = [m for m in heard.to("@sara") if "people of Sales" in m.text]
    assert len(told) == 1
    told[0].has("T1 · tom", "T2 · tom")


def test_at_its_end_the_teams_look_back_once_more(teams: Talk) -> None:
    teams("alice in #spring: /project new Launch --liaison @bob --teams Sales")
    over = teams("alice: /project end Launch")
    over.answer.has("It is over. The last retro: Tue 6 Jan 2026, 10:00 (Asia/Shanghai)")
    posted = " ".join(m.text for m in over.to("#spring"))
    assert "Kind: retro" in posted
    assert "called off" in posted
    teams("alice: /project").answer.has("No project goes on")
    teams("alice: /project end Launch").answer.has("Launch is over")
    teams("tom: /project need Launch more").answer.has("Launch is over")


def test_what_cannot_be_read_is_refused(teams: Talk) -> None:
    teams("bob: /project new Mine").answer.has("lead")
    teams("alice: /project new Launch --teams Nowhere").answer.has("Nowhere", "Growth")
    teams("alice: /project new Launch")
    teams("alice: /project show Lanch").answer.has("There is no project “Lanch”", "Launch")


def test_in_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(after=("小陈: /团队 新建 增长组", "小陈: /团队 加人 @小李", "小李: /帮助"), language="zh-Hans")
    verify(
        talk,
        [
            ("小陈: /项目 新建 春季上新 --联络人 @小李 --团队 增长组 --到 6月30日", "联络人: 小李"),
            ("小陈: /项目 需要 春季上新 两天的摄影师", "已放进小李的待办"),
            ("小陈: /项目", "春季上新 · 小李 · 需求 1 项"),
            ("小李: /项目 结束 春季上新", "最后一次复盘"),
        ],
    )
