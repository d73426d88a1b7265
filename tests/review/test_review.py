"""The weekly review in users' words: set, asked for, put before the meeting, followed until all has a plan."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from storage.models.review import Review, ReviewPoint, ReviewRemark
from tests.counting import reads
from tests.dialog import Heard, MakeTalk, Talk, verify

TEAMS = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team lead @bob",
    "alice in #growth: /team bind",
    "alice: /team new Sales",
    "alice: /team add @dave --team Sales",
    "bob: /help",
    "dave: /help",
    "alice: /kpi define leads",
    "alice: /kpi define won",
    'alice: /kpi define win rate --unit percent --of "won / leads"',
    "alice: /kpi target leads 100 --period 2026-01 --team Growth",
    "alice: /kpi alert win rate below 20 --team Growth --owner @bob",
    "bob: /kpi log leads 10 won 1",
    "dave: /kpi log leads 30 won 9",
)


@pytest.fixture
def teams(make_talk: MakeTalk) -> Talk:
    """Growth (bob leads it) is off course, Sales is not; it is Monday 2026-01-05, 09:00."""
    return make_talk(after=TEAMS)


@pytest.fixture
def weekly(teams: Talk) -> Talk:
    """The same, with a review of all teams in #review on Mondays at 10:00."""
    teams("alice in #review: /kpi review Monday 10:00").answer.has("Mon 12 Jan 2026, 10:00", "Growth and Sales")
    return teams


def sheet(heard: Heard) -> str:
    """The figures that were put before a review."""
    (text,) = [m.text for m in heard.to("#review") if m.text.startswith("Weekly review") and m.updates is None]
    return text


def test_remarks_are_asked_the_working_day_before_and_an_answer_is_kept(weekly: Talk) -> None:
    assert not [m for m in weekly("! now 2026-01-09T09:59") if "front line" in m.text]
    heard = weekly("! now 2026-01-09T10:00")
    asked = [m for m in heard if "What do you see at the front line" in m.text]
    assert sorted(m.to for m in asked) == ["@alice", "@bob", "@dave"]
    asked[0].has("The review is on Mon 12 Jan 2026, 10:00 (Asia/Shanghai).")
    weekly("bob: a rival cut prices").answer.has("it goes before the review on Mon 12 Jan 2026", "> a rival cut prices")
    weekly("dave: /kpi remark no news").answer.has("no news")
    weekly("dave: /kpi remark two want longer terms").answer.has("Changed")
    weekly("alice in #review: /kpi review").answer.has("bob: a rival cut prices", "dave: two want longer terms")


def test_who_is_on_leave_or_turned_it_down_is_not_asked(weekly: Talk) -> None:
    weekly("bob: /standup away --until 2026-01-20")
    weekly("dave: /my mute remark")
    heard = weekly("! now 2026-01-09T10:00")
    assert [m.to for m in heard if "front line" in m.text] == ["@alice"]


def test_the_agenda_is_made_of_figures_deviations_and_remarks(weekly: Talk) -> None:
    weekly("bob: /kpi remark a rival cut prices")
    heard = weekly("! now 2026-01-12T09:00")
    meeting = next(m for m in heard.to("#review") if m.text.startswith("M1 · KPI"))
    meeting.has("Mon 12 Jan 2026, 10:00", "1 h", "• Growth: leads 10 / 100 · won 1 · win rate 10%")
    meeting.has("• Sales: leads 30 · won 9 · win rate 30%", "• A1 · Growth · win rate 10%", "• Growth · leads 10 / 100")
    meeting.has("• bob: a rival cut prices")
    text = sheet(heard)
    assert "leads | 10 | 100 (10%) | 10 | –" in text
    assert "Growth · win rate · A1 10% (win rate below 20% in a month) · no plan yet" in text
    assert "Growth · leads · 10 of 100 (10%) · no plan yet" in text
    card = next(m for m in heard.to("#review") if m.text == text)
    assert [b["command"] for b in card.buttons] == [
        "/kpi plan A1",
        "/kpi plan leads --team Growth",
        "/meeting start M1",
    ]
    weekly("alice in #review: /meeting start M1").answer.has("M1")


def test_the_week_that_ended_stands_beside_the_one_before(weekly: Talk) -> None:
    weekly("! now 2026-01-13T09:00")
    weekly("bob: /kpi log leads 5")
    assert "leads | 15 | 100 (15%) | 5 | 10 (-50%, worse)" in sheet(weekly("! now 2026-01-19T09:00"))


def test_a_plan_shows_on_the_card_and_what_has_none_is_listed_next_time(weekly: Talk) -> None:
    weekly("! now 2026-01-12T09:00")
    heard = weekly("bob: /kpi plan A1 new pictures --cause the old are worn out --due 2026-01-30")
    (changed,) = [m for m in heard.to("#review") if m.updates]
    changed.has("the old are worn out → T1 · bob · new pictures (A1 win rate)", "Growth · leads · 10 of 100 (10%)")
    assert [b["command"] for b in changed.buttons] == ["/kpi plan leads --team Growth", "/meeting start M1"]
    text = sheet(weekly("! now 2026-01-19T09:00"))
    assert "the old are worn out → T1" in text, "under way"
    assert "Growth · leads · 10 of 100 (10%) · no plan since Mon 12 Jan 2026" in text
    again = sheet(weekly("! now 2026-01-26T09:00"))
    assert "no plan since Mon 12 Jan 2026" in again, "the first time counts"


def test_what_is_over_without_a_plan_is_listed_once_more_until_its_cause_is_said(weekly: Talk) -> None:
    weekly("! now 2026-01-12T09:00")
    weekly("bob: /kpi log leads 90 won 40")
    text = sheet(weekly("! now 2026-01-19T09:00"))
    assert "Growth · leads · over meanwhile · no plan since Mon 12 Jan 2026" in text
    weekly("bob: /kpi plan leads call earlier --cause the fair --due 2026-01-22")
    weekly("bob: /kpi plan A1 keep it up --cause better leads --due 2026-01-22")
    weekly("bob: /todo done T1")
    weekly("bob: /todo done T2")
    assert "Deviations\nNone. All is on its course." in sheet(weekly("! now 2026-01-26T09:00"))


def test_a_plan_that_is_done_while_the_figure_stays_off_is_not_enough(weekly: Talk) -> None:
    weekly("! now 2026-01-12T09:00")
    weekly("bob: /kpi plan leads ring them --cause holidays --due 2026-01-14")
    weekly("bob: /todo done T1")
    assert "holidays → T1" in sheet(weekly("! now 2026-01-19T09:00")), "made since the review before"
    assert "Growth · leads · 10 of 100 (10%) · no plan yet" in sheet(weekly("! now 2026-01-26T09:00"))


def test_holidays_move_it(weekly: Talk) -> None:
    """Monday 16 February 2026 lies in Spring Festival: the review is on Tuesday the 24th."""
    weekly("! now 2026-02-10T09:00")
    heard = weekly("! now 2026-02-14T10:00")
    asked = [m for m in heard if "front line" in m.text]
    assert {m.at[:10] for m in asked} == {"2026-02-14"}
    asked[0].has("Tue 24 Feb 2026, 10:00")
    assert [m.at[:16] for m in weekly("! now 2026-02-24T12:00").to("#review") if "Weekly review" in m.text] == [
        "2026-02-24T09:00"
    ]


def test_setting_changing_and_ending_it(teams: Talk) -> None:
    verify(
        teams,
        [
            ("alice: /kpi review Monday 10:00", "A review belongs to a channel"),
            ("bob in #review: /kpi review Monday 10:00", "Sales"),
            ("alice in #review: /kpi review Mondayish", "“Mondayish” is not a weekday with a time."),
            ("alice in #review: /kpi review mon-wed 10:00", "is not a weekday with a time."),
            ("alice in #review: /kpi review Monday 10:00 --for 8h", "five minutes to four hours"),
            ("alice in #review: /kpi review off", "There is no weekly review here."),
            ("alice in #review: /kpi review", "There is no weekly review here."),
            ("dave: /kpi remark hello", "There is no weekly review here."),
            ("bob in #growth: /kpi review Friday 16:00 --for 30m", "Fri 9 Jan 2026, 16:00 (Asia/Shanghai)"),
            ("alice in #review: /kpi review Tue 10:00 --teams Growth, Sales", "Tue 6 Jan 2026"),
            ("alice in #review: /kpi review Wednesday 9:30", "Wed 7 Jan 2026, 09:30"),
        ],
    )
    assert len([m for m in teams("! now 2026-01-07T09:00").to("#review") if "Weekly review" in m.text]) == 1
    teams("alice in #review: /kpi review off").answer.has("There is no weekly review here any more.")
    assert not [m for m in teams("! now 2026-01-14T12:00").to("#review") if "Weekly review" in m.text]
    assert [m for m in teams("! now 2026-01-16T12:00").to("#growth") if "Weekly review" in m.text]


def test_its_schedules_can_be_moved(weekly: Talk) -> None:
    weekly("alice: /schedule set review-ask 15:00").answer.has("15:00")
    assert not [m for m in weekly("! now 2026-01-09T14:59") if "front line" in m.text]
    assert [m for m in weekly("! now 2026-01-09T15:00") if "front line" in m.text]


def test_who_sees_it(weekly: Talk) -> None:
    weekly("dave: /kpi review").answer.has("Growth")
    weekly("dave in #review: /kpi review").answer.has("win rate", "Deviations")
    weekly("erin: /kpi review").answer.has("There is no weekly review here.")


def test_a_person_s_own_target_stays_theirs(weekly: Talk) -> None:
    weekly("bob: /kpi target won 77 --period 2026-01 --for @bob")
    weekly("bob: /kpi alert won above 0 --for me")
    text = sheet(weekly("! now 2026-01-12T09:00"))
    assert "77" not in text
    assert "A2" not in text


def test_it_is_held_once_and_what_is_stored(weekly: Talk) -> None:
    weekly("bob: /kpi remark 竞品降价")
    weekly("! now 2026-01-12T12:00")
    held = weekly.database.read(lambda s: list(s.exec(select(Review))))
    assert [(row.day.isoformat(), row.meeting_id) for row in held] == [("2026-01-12", 1)]
    points = weekly.database.read(lambda s: list(s.exec(select(ReviewPoint).order_by(col(ReviewPoint.id)))))
    assert [(row.team_id, row.since.isoformat()) for row in points] == [(1, "2026-01-12")] * 2
    weekly("alice: /admin forget @bob")
    weekly("alice: /admin forget @bob --yes")
    assert weekly.database.read(lambda s: list(s.exec(select(ReviewRemark)))) == []


def test_both_databases(made_url: str, make_talk: MakeTalk) -> None:
    talk = make_talk(url=made_url).say(TEAMS)
    talk("alice in #review: /kpi review Monday 10:00")
    talk("bob: /kpi remark a rival cut prices")
    text = sheet(talk("! now 2026-01-12T09:00"))
    assert "bob: a rival cut prices" in text
    talk("alice in #review: /kpi review")
    with reads(talk.database) as few:
        talk("alice in #review: /kpi review")
    for _ in range(20):
        talk("dave: /kpi log leads 1")
    with reads(talk.database) as many:
        talk("alice in #review: /kpi review")
    assert len(many) == len(few)


def test_in_chinese(teams: Talk) -> None:
    teams("bob: /my lang 简体中文")
    teams("bob in #growth: /指标 复盘 周一10点 --时长 30分钟").answer.has("下次复盘在", "2026年1月12日 周一 10:00")
    teams("bob: /指标 反馈 竞品降价").answer.has("谢谢，会放进")
    teams("bob: /my lang 繁體中文")
    teams("bob in #growth: /指標 檢討").answer.has("每週檢討", "偏差", "第一線回饋", "bob: 竞品降价")
    teams("bob in #growth: /指標 檢討 關閉").answer.has("這裡不再每週檢討。")
