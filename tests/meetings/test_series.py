"""Meetings that recur, in a user's words; and when they meet, against a plain calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import Weekdays
from handlers.meetings.rules import Rhythm, turn
from tests.dialog import MakeTalk, Talk
from tests.meetings.conftest import START

CN = WorkingCalendar("CN")


def test_a_series_plans_each_meeting_the_working_day_before_with_its_agenda(team: Talk) -> None:
    heard = team("alice in #growth: /meeting repeat Weekly --on mon --at 10:00 --type weekly --goal know what lags")
    heard.answer.has("R1 · Weekly", "every Monday, 10:00", "Time-box: 1 h", "Next: Mon 5 Jan 2026, 10:00")
    heard.one("#growth").has("M1 · Weekly", "What for: know what lags")
    team("alice in #growth: /meeting start")
    team("alice in #growth: /meeting end")
    assert not team("! now 2026-01-09T08:59").to("#growth")
    planned = team("! now 2026-01-09T09:00")
    planned.one("#growth").has("M2 · Weekly", "Mon 12 Jan 2026, 10:00")
    team("alice in #growth: /meeting").answer.has("Recurring\n• R1 · Weekly · every Monday, 10:00 · next Mon 12 Jan")


def test_who_is_in_it_is_told_once_and_asked_for_points_each_time(team: Talk) -> None:
    heard = team("alice in #growth: /meeting repeat Weekly --on tue --at 10:00 --with @bob @carol")
    heard.one("@bob").has("alice has planned a meeting that recurs, with you", "every Tuesday, 10:00")
    assert team("bob: /help")
    asked = team("! now 2026-01-05T10:00").one("@bob")
    asked.has("Tue 6 Jan 2026, 10:00 (Asia/Shanghai): is there anything for the agenda?")
    assert asked.button("Add a point") == "/meeting suggest M1"
    told = team("bob: the new landing page\n| prices")
    told.answer.has("• the new landing page (bob)\n• prices (bob)")
    told.one("@alice").has("bob wants this on the agenda of M1 · Weekly", "• the new landing page")
    told.one("#growth").has("• the new landing page (bob)")


def test_what_is_on_and_what_lags_comes_on_the_weekly_agenda(team: Talk) -> None:
    team("alice: /kpi define leads")
    team("alice: /kpi alert leads above 10 --for Growth")
    team("alice: /goal add Win 1000 leads by 2026-01-20 by calling all customers of 2025 --for Growth")
    team("bob: /kpi log leads 12")
    team("alice in #growth: /meeting repeat Weekly --on thu --at 10:00 --type weekly --goal know what lags")
    posted = team("! now 2026-01-07T10:00").to("#growth")
    agenda = next(m.text for m in reversed(posted) if "M1 · Weekly" in m.text)
    assert "A1 · leads" in agenda
    assert "G1 · Win 1000 leads" in agenda


def test_minutes_are_taken_in_turn_by_those_who_are_there(team: Talk) -> None:
    team("alice in #growth: /meeting repeat Sync --on workdays --at 10:00 --type standup --taker @alice @bob @carol")
    team("alice: /meeting show M1").answer.has("Minutes by: alice", "Time-box: 15 min")
    team("alice: /standup set 09:30")
    team("carol: /help")
    team("! now 2026-01-05T12:00")
    team("alice: /meeting show M2").answer.has("Minutes by: bob", "Tue 6 Jan 2026")
    team("! now 2026-01-06T12:00")
    team("alice: /meeting show M3").answer.has("Minutes by: carol")
    team("! now 2026-01-07T08:00")
    team("alice: /standup away --until 2026-01-08")
    team("! now 2026-01-07T12:00")
    team("alice: /meeting show M4").answer.has("Minutes by: bob", "Thu 8 Jan 2026")


def test_at_the_end_of_a_phase_its_owner_is_asked_how_often_and_why(team: Talk) -> None:
    team("alice in #growth: /meeting repeat Weekly --on mon --at 10:00 --for 30m --phase 2026-01-30")
    team("! now 2026-01-05T10:00")
    team("alice in #growth: /meeting start")
    team("! advance 50m")
    team("alice in #growth: #decision we raise the price")
    team("alice in #growth: /meeting end")
    team("! now 2026-01-12T10:00")
    team("alice in #growth: /meeting start")
    team("! advance 10m")
    team("alice in #growth: /meeting end")
    asked = team("! now 2026-01-30T09:00").to("@alice")[-1]
    asked.has("It has met 2 times", "Longer than planned: 1\n• M1 · Weekly", "Neither a decision nor an action item: 1")
    assert asked.button("Every two weeks") == "/meeting rhythm R1 2"
    team("alice: /meeting rhythm R1 2 --phase 30 June").answer.has("every 2 weeks on Monday", "Phase until: Tue 30 Jun")
    team("! now 2026-02-06T12:00")
    team("alice: /meeting").answer.has("next Mon 2 Mar 2026")  # 16 February is in the spring festival


def test_stopping_calls_off_what_is_planned_and_is_for_its_owner_or_a_lead(team: Talk) -> None:
    team("bob in #growth: /meeting repeat Talk --on wed --at 11:00")
    team("carol: /meeting stop R1").answer.has("Only bob or a team lead can change R1")
    heard = team("alice: /meeting stop R1")
    heard.answer.has("R1 · Talk does not meet any more")
    heard.one("#growth").has("State: called off")
    assert not team("! now 2026-01-20T12:00").to("#growth")
    team("bob: /meeting stop R1").answer.has("There is no series R1")


def test_what_cannot_be_read_is_refused(team: Talk) -> None:
    team("alice in #growth: /meeting repeat Weekly --on someday --at 10:00").answer.has("someday")
    team("alice in #growth: /meeting repeat Weekly --on mon --at 10:00 --weeks often").answer.has("often", "--weeks 2")
    team("alice in #growth: /meeting repeat Weekly --on mon --at 10:00 --for 13h").answer.has("twelve hours")
    team("alice: /meeting").answer.lacks("R1")


def test_in_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hans")
    made = team("小李 in #growth: /会议 定期 周会 --周几 周一、周四 --时间 10点 --类型 周会 --目标 找出落后的指标")
    made.answer.has("每周一和周四 10:00", "时长: 1小时", "下一场: 2026年1月5日 周一 10:00（上海时间）")
    team("小李: /会议 频率 R1 两周").answer.has("每 2 周的周一和周四 10:00")
    team = make_talk(after=START, language="zh-Hant")
    made = team("怡君 in #growth: /會議 定期 站會 --週幾 工作日 --時間 9:30 --類型 站會")
    made.answer.has("每個上班日 09:30", "時長: 15 分鐘")


# --- when it meets ------------------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 1))


def test_a_holiday_moves_a_meeting_within_its_week_and_a_week_off_has_none() -> None:
    mondays = Rhythm(Weekdays("days", frozenset({0})), 1, date(2026, 1, 1))
    assert mondays.on_or_after(date(2026, 4, 6), CN) == date(2026, 4, 7)  # Qingming Monday
    assert mondays.on_or_after(date(2026, 2, 16), CN) == date(2026, 2, 24)  # the week of the spring festival is off
    fridays = Rhythm(Weekdays("days", frozenset({4})), 1, date(2026, 1, 1))
    assert fridays.on_or_after(date(2026, 5, 1), CN) == date(2026, 5, 8)
    assert fridays.on_or_after(date(2026, 4, 27), CN) == date(2026, 4, 30)  # 1 May is off: the Thursday before


@given(DAYS, st.sets(st.integers(0, 4), min_size=1), st.integers(1, 4), st.integers(0, 400))
def test_it_meets_on_working_days_of_the_right_weeks(begins: date, days: set[int], weeks: int, later: int) -> None:
    rhythm = Rhythm(Weekdays("days", frozenset(days)), weeks, begins)
    start = begins + timedelta(days=later)
    day = rhythm.on_or_after(start, CN)
    assert day is not None
    assert day >= start
    assert CN.is_workday(day)
    first = begins - timedelta(days=begins.weekday())
    monday = day - timedelta(days=day.weekday())
    assert (monday - first).days // 7 % weeks == 0
    skipped = [start + timedelta(days=n) for n in range((day - start).days)]
    of_the_rhythm = [d for d in skipped if (d - timedelta(days=d.weekday()) - first).days // 7 % weeks == 0]
    assert not [d for d in of_the_rhythm if d.weekday() in days and CN.is_workday(d)]


@pytest.mark.parametrize(
    ("held", "away", "whose"), [(0, [], 1), (1, [], 2), (3, [], 1), (1, [2], 3), (2, [1, 2, 3], None)]
)
def test_takers_take_turns(held: int, away: list[int], whose: int | None) -> None:
    assert turn([1, 2, 3], held, away) == whose
    assert turn([], held, away) is None


def test_the_people_of_a_series_are_asked_once_for_each_meeting_and_the_time_left_is_the_boxs(team: Talk) -> None:
    line = "/meeting repeat Weekly --on wed --at 10:00 --type weekly --goal figures --agenda figures 10m; blockers"
    team(f"alice in #growth: {line}")
    team("! now 2026-01-12T12:00")
    heard = team("! now 2026-01-13T20:00")
    assert len([m for m in heard.to("@bob") if "is there anything for the agenda?" in m.text]) == 1
    team("! now 2026-01-14T10:00")
    team("alice in #growth: /meeting start")
    team("! now 2026-01-14T10:20")  # ten minutes more than the first point was given
    team("alice in #growth: /meeting next").answer.has("blockers · until 11:00")
